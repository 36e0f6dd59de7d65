"""The archive: every response as it was received, in WARC 1.1 files that are never appended to once their run is over.

ISO 28500:2017 (WARC 1.1); the payload digest is that of the body as transferred, its content encoding kept.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import threading
import uuid
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from storage.clock import now
from storage.durable import make_folder, sync_folder
from storage.torn import mend

ROTATE_AT = 1 << 30
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
KNOWN_PAYLOADS = 50_000  # digests kept in memory to write repeats as revisits
PHRASES = {status.value: status.phrase for status in HTTPStatus}
Pairs = Sequence[tuple[bytes, bytes]]
Named = list[tuple[str, str]]  # header lines of a record


@dataclass(frozen=True, slots=True)
class Place:
    """Where a response stands: a file relative to the store, and the offset of its record."""

    file: str
    offset: int


class Archive:
    """Writes the exchanges of one run, from one thread; another may make them durable meanwhile."""

    def __init__(self, store: Path, stem: str) -> None:
        self._store = store
        self._stem = stem
        self._count = 0
        self._file: BinaryIO | None = None
        self._name = ""
        self._lock = threading.Lock()  # over the file: packing takes most of the time, and waits for nobody
        self._sound = 0  # what was made durable
        self._end = 0
        self._payloads: dict[str, Named] = {}  # by digest, the address and the moment of the first response

    @classmethod
    def open(cls, store: Path, run_id: int, site: str, now: dt.datetime) -> Archive:
        """Return the archive of a run; its first file is made with the first exchange."""
        return cls(store, f"archive/{site}/{now:%Y}/{now:%Y%m%d%H%M%S}-run{run_id}")

    def write(
        self, *, url: str, at: dt.datetime, request_headers: Pairs, status: int, response_headers: Pairs, body: bytes
    ) -> Place:
        """Write a request and its response; return where the response stands. It is durable after `flush`."""
        named = [("WARC-Target-URI", url), ("WARC-Date", _date(at))]
        response_id = _new_id()
        members = (
            self._response(response_id, named, _status_line(status) + _lines(response_headers, body), body, _is_encoded(response_headers)),
            _request(response_id, named, _request_block(url, request_headers)),
        )
        with self._lock:
            file = self._open_file()
            offset = self._end
            for member in members:
                self._append(file, member)
        return Place(self._name, offset)

    def _response(self, response_id: str, named: Named, head: bytes, body: bytes, is_packed: bool) -> bytes:
        """Return the record of a response; of a body that this run has received before, the head alone."""
        digest = _digest(body)
        own = [
            ("WARC-Record-ID", response_id),
            *named,
            ("WARC-Payload-Digest", digest),
            ("Content-Type", "application/http; msgtype=response"),
        ]
        if body and (seen := self._payloads.get(digest)):
            refers = [(f"WARC-Refers-To-{name.removeprefix('WARC-')}", value) for name, value in seen]
            return _member([("WARC-Type", "revisit"), ("WARC-Profile", REVISIT_PROFILE), *refers, *own], head, 1)
        if len(self._payloads) < KNOWN_PAYLOADS:
            self._payloads[digest] = named
        return _member([("WARC-Type", "response"), *own], head + body, 0 if is_packed else 1)

    def flush(self) -> None:
        """Make durable what was written."""
        with self._lock:
            self._flush()

    def close(self) -> None:
        """Make durable what was written, and end the file; when the disk is full, without what is half-written."""
        with self._lock:
            self._close()

    def _flush(self) -> None:
        if self._file:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._sound = self._end

    def _close(self) -> None:
        if self._file is None:
            return
        try:
            self._flush()
        except OSError:
            self._give_up(self._file)
            raise
        self._file.close()
        self._file = None

    def _give_up(self, file: BinaryIO) -> None:
        self._file = None
        with suppress(OSError):  # it tries to write what is left in its buffer, and closes all the same
            file.close()
        mend(self._store / self._name, self._sound)

    def _open_file(self) -> BinaryIO:
        if self._file and self._end >= ROTATE_AT:
            self._close()
        if self._file is None:
            self._name = f"{self._stem}-{self._count:03d}.warc.gz"
            self._count += 1
            path = self._store / self._name
            make_folder(path.parent)
            self._file = path.open("xb")
            sync_folder(path.parent)
            self._end = self._sound = 0
            self._append(self._file, _member(*_info(), 1))
        return self._file

    def _append(self, file: BinaryIO, member: bytes) -> None:
        file.write(member)
        self._end += len(member)


def _info() -> tuple[Named, bytes]:
    named = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", _new_id()),
        ("WARC-Date", _date(now())),
        ("Content-Type", "application/warc-fields"),
    ]
    return named, b"software: kznews\r\nformat: WARC File Format 1.1\r\n"


def _request(response_id: str, named: Named, block: bytes) -> bytes:
    own = [
        ("WARC-Type", "request"),
        ("WARC-Record-ID", _new_id()),
        ("WARC-Concurrent-To", response_id),
        *named,
        ("Content-Type", "application/http; msgtype=request"),
    ]
    return _member(own, block, 1)


def _member(named: Named, block: bytes, level: int) -> bytes:
    """Return a record as a gzip member of its own."""
    lines = [*named, ("WARC-Block-Digest", _digest(block)), ("Content-Length", str(len(block)))]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines) + "\r\n"
    gzip = zlib.compressobj(level, zlib.DEFLATED, 31)
    return gzip.compress(head.encode()) + gzip.compress(block) + gzip.compress(b"\r\n\r\n") + gzip.flush()


def _status_line(status: int) -> bytes:
    phrase = PHRASES.get(status, "")
    return f"HTTP/1.1 {status} {phrase}\r\n".encode()


def _lines(headers: Pairs, body: bytes) -> bytes:
    """Return header lines that fit *body*: it is no longer chunked, and its length is stated."""
    kept = [(name, value) for name, value in headers if name.lower() not in (b"transfer-encoding", b"content-length")]
    kept.append((b"Content-Length", str(len(body)).encode()))
    return b"".join(_one_line(name) + b": " + _one_line(value) + b"\r\n" for name, value in kept) + b"\r\n"


def _one_line(text: bytes) -> bytes:
    return text.replace(b"\r", b" ").replace(b"\n", b" ")


def _request_block(url: str, headers: Pairs) -> bytes:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = b"".join(
        _one_line(name) + b": " + _one_line(value) + b"\r\n" for name, value in headers if name.lower() != b"host"
    )
    return f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n".encode() + lines + b"\r\n"


def _is_encoded(headers: Pairs) -> bool:
    return any(name.lower() == b"content-encoding" for name, _ in headers)


def _digest(content: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def _date(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"

"""Reads WARC files, ours and others' (Browsertrix, Common Crawl), as far as they can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

MOST_BYTES = 64 << 20  # of one response; what is longer is a fault


@dataclass(frozen=True, slots=True)
class Response:
    """A response in an archive, or, with `fault`, why what stands there cannot be read."""

    offset: int
    url: str = ""
    at: dt.datetime | None = None
    status: int = 0
    content_type: str = ""
    content_encoding: str = ""
    body: bytes = field(default=b"", repr=False)
    fault: str = ""
    is_last: bool = False  # what the file holds after it is lost


def iterate(path: Path) -> Iterator[Response]:
    """Yield the responses of a .warc or .warc.gz file; a torn end is the last thing yielded, as a fault."""
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, arc2warc=True)
        while True:
            try:
                record = next(records)
            except StopIteration:
                return
            except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
                said = f"not readable from here on: {' '.join(str(error).split())}"
                yield Response(stream.tell(), fault=said, is_last=True)
                return
            if record.rec_type == "response" and record.http_headers:
                yield _response(record, records.offset)  # get_record_offset() would read past the body


def read(path: Path, offset: int) -> Response:
    """Return the response whose record begins at *offset*."""
    with path.open("rb") as stream:
        stream.seek(offset)
        for record in ArchiveIterator(stream):
            return _response(record, offset)
    raise EOFError(f"{path} has no record at {offset}")


def read_member(data: bytes) -> Response:
    """Return the response in *data*, one record as it stands in a .warc.gz file; with `fault` when there is none."""
    try:
        for record in ArchiveIterator(BytesIO(data)):
            if record.rec_type == "response" and record.http_headers:
                return _response(record, 0)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        return Response(0, fault=f"not readable: {error}")
    return Response(0, fault="there is no response in it")


def _response(record, offset: int) -> Response:  # type: ignore[no-untyped-def]
    headers = record.http_headers
    url = record.rec_headers.get_header("WARC-Target-URI", "").strip("<>")
    try:
        body = (
            record.raw_stream.read(MOST_BYTES + 1)
            if "chunked" not in (headers.get_header("Transfer-Encoding") or "").lower()
            else None
        )
        encoding = headers.get_header("Content-Encoding") or ""
        if body is None:  # the library takes off chunking and content encoding together
            body, encoding = record.content_stream().read(MOST_BYTES + 1), ""
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        return Response(offset, url, fault=f"{url}: {error}")
    if _is_cut(record.raw_stream):
        return Response(offset, url, fault=f"{url}: the record is cut short")
    if len(body) > MOST_BYTES:
        return Response(offset, url, fault=f"{url}: longer than {MOST_BYTES >> 20} MiB")
    try:
        at = _moment(record.rec_headers.get_header("WARC-Date") or "")
        status = int(headers.get_statuscode() or 0)
    except ValueError as error:
        return Response(offset, url, fault=f"{url}: {error}")
    return Response(offset, url, at, status, headers.get_header("Content-Type") or "", encoding, body)


def _is_cut(stream) -> bool:  # type: ignore[no-untyped-def]
    """Say whether the file ends before the record does: the library's reader then knows how much it lacks."""
    while stream.read(1 << 16):
        pass
    return bool(getattr(stream, "limit", 0) > 0)


def _moment(text: str) -> dt.datetime:
    """Return the time of a WARC-Date; without a zone, UTC, in which the standard wants it."""
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

"""Reads WARC files, ours and others' (Browsertrix, Common Crawl), as far as they can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from storage.members import MOST_KEPT, Damaged, Piece, member, pieces
from storage.originals import UNREADABLE, Originals, repeated_address, repeats

MOST_BYTES = 64 << 20  # of one response; what is longer is a fault
BUFFER = 1 << 20
ONE_PIECE = (
    f"one gzip member holds more than {MOST_KEPT >> 20} MiB of records, of which only the first could be read: "
    "warcio recompress OLD NEW makes of each a member of its own"
)


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
    damaged: int = 0  # bytes of the file that hold no record any more, nobody knows how many it was


def iterate(path: Path) -> Iterator[Response]:
    """Yield the responses of a .warc or .warc.gz file, and what is damaged in it as faults that say how many bytes.

    One that repeats the body of another has that body; where that other is not there, it is a fault.
    """
    end, originals = 0, Originals(path)
    with path.open("rb", buffering=BUFFER) as file:
        try:
            for piece in pieces(file):
                yield from _in_piece(piece, originals)
                end = piece.offset + piece.length
        except OSError as error:
            fault = f"not readable from here on: {error.strerror}"
            yield Response(end, fault=fault, damaged=path.stat().st_size - end)


def read(path: Path, offset: int) -> Response:
    """Return the response whose record begins at *offset* in a .warc.gz file of ours; with `fault` when there is none."""
    with path.open("rb") as file:
        try:
            piece = member(file, offset)
        except Damaged as error:
            return Response(offset, fault=str(error))
    return _first(_in_piece(piece, Originals(path)))


def read_member(data: bytes) -> Response:
    """Return the response in *data*, one record as it stands in a .warc.gz file; with `fault` when there is none."""
    return _first(one for piece in pieces(BytesIO(data)) for one in _in_piece(piece))


def _first(found: Iterator[Response]) -> Response:
    return next(found, Response(0, fault="there is no response in it"))


def _in_piece(piece: Piece, originals: Originals | None = None) -> Iterator[Response]:
    """Yield the responses of a piece: of some archives, it is all there is, with many records in it.

    Without *originals*, those that repeat another are left out.
    """
    if piece.fault:
        yield Response(piece.offset, fault=piece.fault, damaged=piece.length)
        return
    total = 0
    try:
        for record in ArchiveIterator(BytesIO(piece.content)):
            total += 1
            if record.rec_type == "response" and record.http_headers:
                yield _response(record, piece.offset)
            elif originals and repeats(record):
                yield _repeat(record, piece.offset, originals)
    except UNREADABLE as error:
        yield Response(piece.offset, fault=f"not readable: {' '.join(str(error).split())}")
    if total > 1 and len(piece.content) == MOST_KEPT:
        yield Response(piece.offset, fault=ONE_PIECE, damaged=piece.length)


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
    if len(body) > MOST_BYTES:
        return Response(offset, url, fault=f"{url}: longer than {MOST_BYTES >> 20} MiB")
    if _is_cut(record.raw_stream):
        return Response(offset, url, fault=f"{url}: the record is cut short")
    try:
        at = _moment(record.rec_headers.get_header("WARC-Date") or "")
        status = int(headers.get_statuscode() or 0)
    except ValueError as error:
        return Response(offset, url, fault=f"{url}: {error}")
    return Response(offset, url, at, status, headers.get_header("Content-Type") or "", encoding, body)


def _repeat(record, offset: int, originals: Originals) -> Response:  # type: ignore[no-untyped-def]
    """Return the response that a revisit record stands for: its own headers, where it has any, and the body that it repeats."""
    named, headers = record.rec_headers, record.http_headers
    url = named.get_header("WARC-Target-URI", "").strip("<>")
    found = originals.of(named)
    original = _response(found, offset) if found else Response(offset, fault=f"{repeated_address(named)}, which is not there")
    try:
        at = _moment(named.get_header("WARC-Date") or "")
        status = int(headers.get_statuscode() or 0) if headers else original.status
    except ValueError as error:
        return Response(offset, url, fault=f"{url}: {error}")
    content_type = (headers.get_header("Content-Type") if headers else None) or original.content_type
    fault = f"{url}: it repeats the response of {original.fault}" if original.fault else ""
    return replace(original, url=url, at=at, status=status, content_type=content_type, fault=fault)


def _is_cut(stream) -> bool:  # type: ignore[no-untyped-def]
    """Say whether the file ends before the record does: the library's reader then knows how much it lacks."""
    while stream.read(1 << 16):
        pass
    return bool(getattr(stream, "limit", 0) > 0)


def _moment(text: str) -> dt.datetime:
    """Return the time of a WARC-Date; without a zone, UTC, in which the standard wants it."""
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

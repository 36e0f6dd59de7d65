"""Cuts an archive file into its records; what is damaged costs the records that it touches, and no other.

A record is a gzip member of its own (ISO 28500:2017, annex D; RFC 1952), or as long as its Content-Length says.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

MOST_KEPT = 65 << 20  # of one record: what is longer is read, and checked, but not kept
READ = 1 << 14
LONGEST_HEAD = 1 << 16
LONGEST_GAP = 64
MAGIC = b"\x1f\x8b\x08"
VERSION_SIGN = b"WARC/"
GAP = b"\r\n\r\n"  # behind each record
VERSION = re.compile(rb"WARC/\d\.\d+\r?\n")
HEAD = re.compile(VERSION.pattern + rb".*?\n\r?\n", re.S)
LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
ADDRESS = re.compile(rb"^WARC-Target-URI:[ \t]*<?([^\s>]+)", re.I | re.M)
ENDS_EARLY = "the file ends before the record does"


@dataclass(frozen=True, slots=True)
class Piece:
    """A record as it stands in a file; or, with `fault`, bytes up to the next record that make none."""

    offset: int
    length: int
    content: bytes = field(default=b"", repr=False)  # decompressed, and cut at `MOST_KEPT`
    fault: str = ""


class Damaged(Exception):
    """No whole record stands there; says why."""


def is_archive(content: bytes) -> bool:
    """Say whether *content*, packed with gzip or not, begins as a WARC file does."""
    return VERSION.match(_beginning(BytesIO(content), 0, 16) if content.startswith(MAGIC) else content) is not None


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Yield what *file*, a .warc or .warc.gz file, consists of, without a gap."""
    offset, end = 0, file.seek(0, os.SEEK_END)
    cut, next_one = (member, _next_member) if _is_compressed(file, end) else (plain, _next_plain)
    while offset < end:
        try:
            piece = cut(file, offset)
        except Damaged as error:
            piece = Piece(offset, next_one(file, offset + 1, end) - offset, fault=str(error))
        yield piece
        offset += piece.length


def piece_at(file: BinaryIO, offset: int) -> Piece:
    """Return the record that begins at *offset* of *file*, a .warc or .warc.gz file; raise `Damaged`."""
    file.seek(offset)
    return (member if file.read(len(MAGIC)) == MAGIC else plain)(file, offset)


def _is_compressed(file: BinaryIO, end: int) -> bool:
    file.seek(0)
    begins = file.read(len(VERSION_SIGN))
    return begins.startswith(MAGIC) or (begins != VERSION_SIGN and _next_member(file, 0, end) < end)


def member(file: BinaryIO, offset: int) -> Piece:
    """Return the gzip member that begins at *offset*, whose checksum proves it; raise `Damaged`."""
    file.seek(offset)
    gzip, content, kept, read = zlib.decompressobj(31), [], 0, 0
    try:
        while not gzip.eof:
            data = file.read(READ)
            if not data:
                raise Damaged(_said(file, offset, ENDS_EARLY))
            read += len(data)
            part = gzip.decompress(data)[: MOST_KEPT - kept]
            content.append(part)
            kept += len(part)
    except zlib.error as error:
        raise Damaged(_said(file, offset, str(error))) from error
    return Piece(offset, read - len(gzip.unused_data), b"".join(content))


def _said(file: BinaryIO, offset: int, why: str) -> str:
    """Return *why* a member is damaged, with the address that it was of, if that can still be read."""
    return _named(_beginning(file, offset, LONGEST_HEAD), why)


def _next_member(file: BinaryIO, start: int, end: int) -> int:
    """Return where, from *start* on, the next member begins that holds a WARC record, or *end*."""
    return _next(file, MAGIC, start, end, lambda at: _beginning(file, at, 16).startswith(VERSION_SIGN))


def _beginning(file: BinaryIO, offset: int, most: int) -> bytes:
    """Return the beginning of the member at *offset*, decompressed as far as it can be."""
    file.seek(offset)
    data, gzip, content = file.read(READ), zlib.decompressobj(31), b""
    try:
        for at in range(0, len(data), 64):  # in small steps: the one that meets the damage gives nothing
            if len(content) >= most or gzip.eof:
                break
            content += gzip.decompress(data[at : at + 64])
    except zlib.error:
        pass
    return content[:most]


def plain(file: BinaryIO, offset: int) -> Piece:
    """Return the uncompressed record that begins at *offset*; raise `Damaged`."""
    file.seek(offset)
    head = HEAD.match(file.read(LONGEST_HEAD))
    length = LENGTH.search(head[0]) if head else None
    if head is None or length is None or b"\0" in head[0] or VERSION.search(head[0], 1):
        raise Damaged("no WARC record")
    size = head.end() + int(length[1])
    file.seek(offset)
    content = file.read(min(size, MOST_KEPT))
    file.seek(offset + size - 1)
    if not file.read(1):
        raise Damaged(_named(head[0], ENDS_EARLY))
    behind = file.read(LONGEST_GAP)
    gap = len(behind) - len(behind.lstrip(b"\r\n"))
    is_followed = gap == len(behind) or VERSION.match(behind, gap)
    holds_another = VERSION.search(content, head.end())  # as when bytes of it are lost
    if not is_followed and (gap < len(GAP) or holds_another):
        raise Damaged(_named(head[0], "the record does not end where it says"))
    return Piece(offset, size + gap, content)


def _named(head: bytes, why: str) -> str:
    found = ADDRESS.search(head)
    return f"{found[1].decode('utf-8', 'backslashreplace')}: {why}" if found else why


def _next_plain(file: BinaryIO, start: int, end: int) -> int:
    """Return where, from *start* on, the next uncompressed record begins, or *end*."""

    def begins(at: int) -> bool:
        file.seek(at)
        return VERSION.match(file.read(16)) is not None

    return _next(file, VERSION_SIGN, start, end, begins)


def _next(file: BinaryIO, sign: bytes, start: int, end: int, begins: Callable[[int], bool]) -> int:
    """Return the first place from *start* on where *sign* stands and a record *begins*, or *end*."""
    while start < end:
        file.seek(start)
        data = file.read(READ)
        if not data:
            return end
        found = data.find(sign)
        if found >= 0 and begins(start + found):
            return start + found
        start += found + 1 if found >= 0 else max(1, len(data) - len(sign) + 1)
    return end

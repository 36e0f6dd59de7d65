"""What the filters (extract, scrub, dedup) are given: of which kind an input is, its lines, or the record that it holds."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import IO

from kznews.saved import GZIP, lines_of
from storage.members import is_archive
from storage.record import BadRecord, parse

STDIN = "-"
BEGINNING = 1 << 20  # bytes by which a kind is told
LONGEST_RECORD = 16 << 20  # bytes: a record is a story, not an archive
FEW = 3  # lines with tags: a text may speak of tags, or have some left in it
BLANK = b"\xef\xbb\xbf \t\r\n"
JSON = re.compile(rb"(?:\[\s*)*\{\s*[\"}]|\[\s*\"")
MARKUP = re.compile(rb"<[!?/%a-z]", re.I)
TAG = re.compile(rb"</?[a-z][a-z0-9:-]*(?:\s[^<>]*)?/?>", re.I)


class Kind(StrEnum):
    """What an input is, in words that follow its name."""

    PACKED = "is packed with gzip"
    ARCHIVE = "is a WARC file"
    PAGE = "is markup"
    LINES = "is JSON"
    TEXT = "is text"


INSTEAD = {  # of what each filter does not read: what does
    "extract": {Kind.PACKED: "zcat {} | kznews extract"},
    "scrub": {
        Kind.PACKED: "zcat {} | kznews scrub -",
        Kind.ARCHIVE: "kznews extract {} reads it",
        Kind.PAGE: "kznews extract {} reads it",
        Kind.LINES: "scrub takes texts, a record a file",
    },
    "dedup": {
        Kind.PACKED: "zcat {} | kznews dedup",
        Kind.ARCHIVE: "kznews extract {} | kznews dedup",
        Kind.PAGE: "kznews extract {} | kznews dedup",
    },
}


class WrongInput(Exception):
    """An input is none that the command reads; says what it is and what to type instead."""


def kind_of(content: bytes) -> Kind:
    """Return the kind of an input that is, or begins with, *content*."""
    begins = content[:BEGINNING].lstrip(BLANK)
    if is_archive(begins):
        return Kind.ARCHIVE
    if begins.startswith(GZIP):
        return Kind.PACKED
    if JSON.match(begins):
        return Kind.LINES
    if MARKUP.match(begins):
        return Kind.PAGE
    return _kind_by_lines([line.lstrip() for line in begins.splitlines() if line.strip()])


def _kind_by_lines(lines: list[bytes]) -> Kind:
    if lines and 2 * sum(JSON.match(line) is not None for line in lines) >= len(lines):
        return Kind.LINES
    tagged = sum(TAG.search(line) is not None for line in lines)
    return Kind.PAGE if tagged > FEW and 4 * tagged > len(lines) else Kind.TEXT


def kind_at(path: str) -> Kind | None:
    """Return the kind of the file at *path*; None of a pipe, which can be read but once."""
    if path == STDIN or not Path(path).is_file():
        return None
    with Path(path).open("rb") as file:
        return kind_of(file.read(BEGINNING))


def wrong_kind(command: str, path: str, kind: Kind | None) -> str:
    """Return what is to be said of an input that the filter *command* does not read; nothing of any other."""
    instead = INSTEAD[command].get(kind) if kind else None
    if instead is None:
        return ""
    return f"{named(path)} {kind}: {instead.format('FILE' if path == STDIN else shlex.quote(path))}"


def named(path: str) -> str:
    """Return how messages call the input at *path*."""
    return "standard input" if path == STDIN else path


def refuse(faults: Iterable[str], *then: str) -> None:
    """Raise `WrongInput` with all *faults*, if there are any, and *then*."""
    if said := list(filter(None, faults)):
        raise WrongInput("\n".join([*said, *then]))


def check_files(command: str, paths: Iterable[str]) -> None:
    """Raise `WrongInput` when one of the files at *paths* is none that the filter *command* reads."""
    refuse((wrong_kind(command, path, kind_at(path)) for path in paths), "nothing was started")


def opened(path: str) -> AbstractContextManager[IO[bytes]]:
    """Return the file at *path*, or standard input for `-`."""
    return nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb")


def lines_in(file: IO[bytes], command: str, path: str, longest: int) -> Iterator[tuple[str, bytes]]:
    """Yield each line of *file* that is not blank, with the place where it stands; raise `WrongInput` by the first."""
    is_first = True
    for number, line in enumerate(lines_of(file, longest), 1):
        if not line.strip():
            continue
        if is_first:
            refuse([wrong_kind(command, path, kind_of(line))])
        is_first = False
        yield f"line {number}" if path == STDIN else f"{path}: line {number}", line


def read_record(content: bytes) -> tuple[dt.date | None, str]:
    """Return the day and the text of a record file's *content*, strict or not; raise `BadRecord` when it is none."""
    if len(content) > LONGEST_RECORD:
        raise BadRecord(f"longer than {LONGEST_RECORD >> 20} MiB: no record")
    if b"\0" in content:
        raise BadRecord(f"no text: a null byte at byte {content.index(0)}")
    try:
        day, text = parse(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadRecord(f"not UTF-8 at byte {error.start}") from error
    if not text.strip():
        raise BadRecord("it holds no text")
    return day, text

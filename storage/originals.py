"""Finds the responses whose bodies the revisit records of an archive file repeat (ISO 28500:2017, 6.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from storage.members import Damaged, Piece, piece_at, pieces

MOST_KNOWN = 1 << 20  # names of responses, some 120 bytes each: a file of 1 GiB has a tenth of it
OURS = re.compile(r"(.+-run\d+)-\d{3,}\.warc\.gz")
REPEATS = "identical-payload-digest"  # the end of the profile's address, in WARC 1.0 as in 1.1
NAMES = ("WARC-Payload-Digest", "WARC-Record-ID", "WARC-Target-URI", "WARC-Date")
NAMES_REPEATED = ("WARC-Payload-Digest", "WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date")
UNREADABLE = (ArchiveLoadFailed, AttributeError, EOFError, ValueError)  # AttributeError: it has no address


class Originals:
    """The responses of a file, and of those that the same run of ours wrote; they are looked through when one is asked for."""

    def __init__(self, path: Path) -> None:
        self._left = [path, *_of_same_run(path)]
        self._places: dict[int, tuple[Path, int]] = {}

    def of(self, named: Any) -> Any | None:
        """Return the record that a revisit with the headers *named* repeats, its body unread; None when it is not there."""
        names = _names(named, NAMES_REPEATED)
        while (found := self._known(names)) is None and self._left:
            self._look_through(self._left.pop(0))
        return found

    def _known(self, names: list[str]) -> Any | None:
        for name in names:
            if (place := self._places.get(hash(name))) and (found := _record_at(*place, name)):
                return found
        return None

    def _look_through(self, path: Path) -> None:
        with suppress(OSError), path.open("rb") as file:
            for piece in pieces(file):
                for record in _responses(piece):
                    self._note(_names(record.rec_headers), (path, piece.offset))

    def _note(self, names: list[str], place: tuple[Path, int]) -> None:
        if len(self._places) < MOST_KNOWN:
            for name in names:
                self._places.setdefault(hash(name), place)


def repeats(record: Any) -> bool:
    """Say whether *record* stands for a response with the body of another."""
    profile = record.rec_headers.get_header("WARC-Profile") or ""
    return record.rec_type == "revisit" and profile.strip("<>").endswith(REPEATS)


def repeated_address(named: Any) -> str:
    """Return the address that a revisit with the headers *named* repeats; its own where it tells none."""
    return (named.get_header("WARC-Refers-To-Target-URI") or named.get_header("WARC-Target-URI") or "").strip("<>")


def _of_same_run(path: Path) -> list[Path]:
    stem = OURS.fullmatch(path.name)
    return [file for file in sorted(path.parent.glob(f"{stem[1]}-*.warc.gz")) if file != path] if stem else []


def _names(named: Any, headers: tuple[str, str, str, str] = NAMES) -> list[str]:
    """Return the names of a response that stand in *named*: its digest, its record's, its address with its moment."""
    digest, record_id, address, moment = ((named.get_header(header) or "").strip("<>") for header in headers)
    return [name for name in (digest, record_id, f"{address} {moment}" if address and moment else "") if name]


def _record_at(path: Path, offset: int, name: str) -> Any | None:
    with suppress(Damaged, OSError), path.open("rb") as file:
        return next((one for one in _responses(piece_at(file, offset)) if name in _names(one.rec_headers)), None)
    return None


def _responses(piece: Piece) -> Iterator[Any]:
    with suppress(*UNREADABLE):
        for record in ArchiveIterator(BytesIO(piece.content)):
            if record.rec_type == "response" and record.http_headers:
                yield record

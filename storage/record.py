"""A record and its file format (docs/record-format.md)."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

ITEM = "  • "  # how an item of a list begins; items stand together in one paragraph
HEADER = re.compile(r" date (\d{4}-\d{2}-\d{2}) ")
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xa0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


class BadRecord(ValueError):
    """The text does not keep to the record format; it must not be written."""


@dataclass(frozen=True, slots=True)
class Record:
    """A clean article as it is kept. `text` is headline and body; the rest stays in the catalog, never in the file."""

    url: str  # canonical
    day: dt.date | None
    text: str = field(repr=False)
    title: str
    language: str | None = None
    authors: tuple[str, ...] = ()
    published_at: dt.datetime | None = None  # aware, in the publisher's zone, when the time is known
    confidence: str = "none"
    evidence: tuple[dict[str, object], ...] = field(default=(), repr=False)
    removed: tuple[dict[str, str | int], ...] = field(default=(), repr=False)
    alternates: dict[str, str] = field(default_factory=dict, repr=False)  # language → canonical address of that version
    stated_url: str | None = None  # the address that the page calls its own; a claim, not kept
    next_part: str | None = None  # the address where the story goes on; not kept

    def __post_init__(self) -> None:
        check(self.text)


def check(text: str) -> None:
    """Raise `BadRecord` unless *text* is one that the format allows."""
    if not text:
        raise BadRecord("a record needs a text")
    if text != unicodedata.normalize("NFC", text):
        raise BadRecord("the text is not NFC")
    if found := FORBIDDEN.search(text):
        raise BadRecord(f"the text holds U+{ord(found[0]):04X} at {found.start()}")
    for paragraph in text.split("\n\n"):
        if (paragraph[:1].isspace() and not paragraph.startswith(ITEM)) or paragraph[-1:].isspace() or not paragraph:
            raise BadRecord(f"a paragraph begins or ends with white space: {paragraph[:60]!r}")


def render(day: dt.date | None, text: str) -> str:
    """Return the content of a record's file: the header, if there is a day, and the text."""
    return f" date {day.isoformat()} {text}" if day else text


def parse(content: str) -> tuple[dt.date | None, str]:
    """Return the day and the text of a record file's *content*; raise `BadRecord` for a day that no calendar has."""
    header = HEADER.match(content)
    if not header:
        return None, content
    try:
        return dt.date.fromisoformat(header[1]), content[header.end() :]
    except ValueError as error:
        raise BadRecord(f"the header names no day: {header[1]}") from error


def fingerprint(text: str) -> str:
    """Return the SHA-256 of *text*, without a header, in hex; its first 16 digits name the file."""
    return hashlib.sha256(text.encode()).hexdigest()


def folder(day: dt.date | None) -> str:
    """Return the folder of a record of *day*, relative to the records' folder."""
    return day.isoformat().replace("-", "/") if day else "undated"


def file_name(sequence: int, digest: str) -> str:
    """Return the name of the record file that stands at *sequence* in its folder."""
    return f"{sequence:03d}_{digest[:16]}.txt"

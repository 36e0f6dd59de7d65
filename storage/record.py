"""A record and its file format (docs/record-format.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


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
    removed: tuple[dict[str, str], ...] = field(default=(), repr=False)


def render(record: Record) -> str:
    """Return the content of the record's file."""
    raise NotImplementedError

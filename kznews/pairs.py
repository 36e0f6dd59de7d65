"""Articles that are one item in several languages: found among the records whenever somebody asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row

from pipeline.translations import Item, told_in, translations
from storage.translations import by_day

AROUND = dt.timedelta(3)  # days whose records bear on a day's pairs


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records with one content, by language, and what shows that."""

    one: Row[Any]
    other: Row[Any]
    evidence: str


def pairs(engine: Engine, site: str, first: dt.date | None = None, last: dt.date | None = None) -> Iterator[Pair]:
    """Yield the pairs among the records of *site*, the earlier ones first; a function of the records, in whatever order they came."""
    rows: dict[str, Row[Any]] = {}

    def days() -> Iterator[list[Item]]:
        recent: list[str] = []
        span = (first - AROUND if first else None, last + AROUND if last else None)
        for found in by_day(engine, site, *span):
            kept = recent
            recent = [row.url for row in found]
            for url in set(rows) - set(kept):  # of three days, only two are compared
                del rows[url]
            rows.update({row.url: row for row in found})
            yield [_item(row) for row in found]

    for found in translations(days()):
        one, other = rows[found.one.url], rows[found.other.url]
        if _is_within(one.day, first, last) or _is_within(other.day, first, last):
            yield Pair(one, other, found.evidence)


def _is_within(day: dt.date | None, first: dt.date | None, last: dt.date | None) -> bool:
    if day is None:
        return first is None and last is None
    return (first is None or day >= first) and (last is None or day <= last)


def versions_of(engine: Engine, site: str, url: str, day: dt.date | None) -> list[dict[str, str]]:
    """Return language, address and evidence of what the record at *url* is in other languages."""
    near = (day, day) if day else (None, None)
    made = []
    for pair in pairs(engine, site, *near):
        if url in (pair.one.url, pair.other.url):
            other = pair.other if pair.one.url == url else pair.one
            made.append({"language": other.language, "url": other.url, "evidence": pair.evidence})
    return made


def _item(row: Row[Any]) -> Item:
    return Item(row.url, row.language, row.day, row.alternates, told_in(row.text))


def as_json(row: Row[Any]) -> dict[str, Any]:
    """Return a record as one side of a pair."""
    return {"url": row.url, "language": row.language, "date": row.day, "title": row.title, "text": row.text}


def wanted(pair: Pair, languages: Sequence[str | None]) -> tuple[Row[Any], Row[Any]] | None:
    """Return the sides of *pair* in the order of the *languages* asked for, None for any; None when it has others."""
    for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
        if languages[0] in (None, one.language) and languages[1] in (None, other.language):
            return one, other
    return None

"""Furniture: paragraphs that a site's template prints at the end of its articles, learned from the articles themselves.

What is learned depends on the set of articles alone, never on their order. Only the end of an article is judged, and
only when the same paragraph ends most of the articles of its time, under many headlines: a template does that, while
the names of those present, or the frame of a daily report, belong to some articles, or stand under one headline.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LEAST_HEADLINES = 20  # different ones, digits masked, under which a paragraph must stand
LEAST_DAYS = 5
LEAST_SHARE = 0.5  # of the articles in its language between the first and the last day on which it was seen
MOST_AT_END = 5  # paragraphs of an article that may be furniture
NUMBER = re.compile(r"\d+")
ITEM = "  • "


@dataclass(frozen=True, slots=True)
class Ending:
    """One article as learning sees it: its day, its headline, its language, and how it ends."""

    day: dt.date | None
    title: str
    language: str
    last: tuple[str, ...]  # up to `MOST_AT_END` paragraphs in the article's order


@dataclass(frozen=True, slots=True)
class Furniture:
    """A paragraph of the template, and how many articles of the site it was seen to end."""

    fingerprint: str
    text: str
    articles: int


@dataclass(slots=True)
class Seen:
    """Where one paragraph was seen."""

    text: str
    days: list[dt.date] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)


def learn(endings: Iterable[Ending]) -> list[Furniture]:
    """Return the furniture that *endings* show, in the order of the fingerprints; articles without a day say nothing."""
    seen: dict[tuple[str, str], Seen] = {}
    days: defaultdict[str, list[dt.date]] = defaultdict(list)
    for ending in endings:
        if ending.day is None:
            continue
        days[ending.language].append(ending.day)
        title = masked(ending.title)
        for fingerprint, text in {fingerprint_of(text): text for text in ending.last if _may_be(text)}.items():
            one = seen.setdefault((ending.language, fingerprint), Seen(text))
            one.text = min(one.text, text)
            one.days.append(ending.day)
            one.titles.add(title)
    found: dict[str, Furniture] = {}
    for language in days:
        days[language].sort()
    for (language, fingerprint), one in sorted(seen.items()):
        if _is_furniture(one, days[language]):
            others = found.get(fingerprint, Furniture(fingerprint, one.text, 0))
            found[fingerprint] = Furniture(fingerprint, min(others.text, one.text), others.articles + len(one.days))
    return sorted(found.values(), key=lambda one: one.fingerprint)


def without(paragraphs: Sequence[str], furniture: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return *paragraphs* without the *furniture* at their end, and what was taken; the first paragraph always stays."""
    end = len(paragraphs)
    while furniture and end > 1 and len(paragraphs) - end < MOST_AT_END:
        if not _may_be(paragraphs[end - 1]) or fingerprint_of(paragraphs[end - 1]) not in furniture:
            break
        end -= 1
    return list(paragraphs[:end]), list(paragraphs[end:])


def fingerprint_of(text: str) -> str:
    """Return 16 hex digits that two paragraphs share when they differ in numbers, case and spaces alone."""
    return hashlib.sha256(masked(text).encode()).hexdigest()[:16]


def masked(text: str) -> str:
    """Return *text* with each number as 0, in lower case, with single spaces."""
    return " ".join(NUMBER.sub("0", text).casefold().split())


def _may_be(text: str) -> bool:
    """Say whether *text* is one line and no list: lists belong to the story, such as those who were present."""
    return "\n" not in text and not text.startswith(ITEM)


def _is_furniture(one: Seen, days: Sequence[dt.date]) -> bool:
    if len(one.titles) < LEAST_HEADLINES or len(set(one.days)) < LEAST_DAYS:
        return False
    meanwhile = bisect_right(days, max(one.days)) - bisect_left(days, min(one.days))
    return len(one.days) >= LEAST_SHARE * meanwhile

"""Furniture: paragraphs that a site's template prints at the end of its articles, learned from the articles themselves.

What is learned depends on the set of articles alone, never on their order. Only the end of an article is judged, and
only when the same paragraph ends most of the articles of its time, under many headlines: a template does that, while
the names of those present, or the frame of a daily report, belong to some articles, or stand under one headline.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

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
    """The articles in one language, and which paragraphs end which of them, in few bytes each."""

    days: list[dt.date] = field(default_factory=list)
    titles: array[int] = field(default_factory=lambda: array("q"))  # hashes
    paragraphs: array[int] = field(default_factory=lambda: array("Q"))  # fingerprints
    articles: array[int] = field(default_factory=lambda: array("L"))  # for each of these, its article's place in `days`

    def add(self, ending: Ending, day: dt.date) -> None:
        """Add an article of *day*."""
        for fingerprint in {int(fingerprint_of(text), 16) for text in ending.last if _may_be(text)}:
            self.paragraphs.append(fingerprint)
            self.articles.append(len(self.days))
        self.days.append(day)
        self.titles.append(hash(masked(ending.title)))

    def furniture(self) -> Iterator[tuple[str, int]]:
        """Yield the fingerprints of what is furniture, and how many articles each ends."""
        ordered = sorted(self.days)
        found, place, counts = np.unique(np.array(self.paragraphs), return_inverse=True, return_counts=True)
        articles = np.split(np.array(self.articles)[np.argsort(place, kind="stable")], np.cumsum(counts)[:-1])
        for number in np.flatnonzero(counts >= LEAST_HEADLINES).tolist():
            ended = articles[number].tolist()
            if _is_furniture({self.titles[one] for one in ended}, [self.days[one] for one in ended], ordered):
                yield f"{found[number]:016x}", len(ended)


def learn(endings: Iterable[Ending]) -> list[Furniture]:
    """Return the furniture that *endings* show, in the order of the fingerprints; articles without a day say nothing.

    They are gone through once more for the words of what is furniture: of all paragraphs they would take much memory.
    """
    seen: defaultdict[str, Seen] = defaultdict(Seen)
    for ending in endings:
        if ending.day is not None:
            seen[ending.language].add(ending, ending.day)
    found = {language: dict(one.furniture()) for language, one in seen.items()}
    articles = sum(map(Counter, found.values()), Counter[str]())
    texts = _texts(endings, found) if articles else {}
    return [Furniture(one, texts[one], articles[one]) for one in sorted(articles)]


def _texts(endings: Iterable[Ending], found: Mapping[str, Container[str]]) -> dict[str, str]:
    """Return for each of the fingerprints *found*, by language, the first of its texts in the order of the alphabet."""
    texts: dict[str, str] = {}
    for ending in endings:
        for text in ending.last if ending.day else ():
            if _may_be(text) and (one := fingerprint_of(text)) in found.get(ending.language, ()):
                texts[one] = min(text, texts.get(one, text))
    return texts


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


def _is_furniture(titles: Collection[int], days: Sequence[dt.date], all_days: Sequence[dt.date]) -> bool:
    """Say whether what was seen under *titles* on *days*, of *all_days* in order, is printed by the template."""
    if len(titles) < LEAST_HEADLINES or len(set(days)) < LEAST_DAYS:
        return False
    meanwhile = bisect_right(all_days, max(days)) - bisect_left(all_days, min(days))
    return len(days) >= LEAST_SHARE * meanwhile

"""Furniture: paragraphs that a site's template prints in its articles, learned from the articles themselves.

What is learned depends on the set of articles alone, never on their order: a paragraph that ends most of the articles of
its time, or stands in many more of them, under many headlines. A template does that, while the
names of those present, or the frame of a daily report, belong to some articles, or stand under one headline.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from storage.record import ITEM

Numbers = npt.NDArray[np.uint64]
LEAST_HEADLINES = 20  # different ones, digits masked, under which a paragraph must stand
LEAST_DAYS = 5
AT_END = 5  # paragraphs of an article
LEAST_SHARE_AT_END = 0.5  # of the articles in its language between the first and the last day on which it was seen
LEAST_SHARE = 0.7  # of these, where it stands anywhere behind the first paragraph
SHORT = 4  # paragraphs behind the first: with fewer, an article has no middle for a template to print in
LONGEST = 500  # characters
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Sample:
    """One article as learning sees it."""

    day: dt.date | None
    title: str
    language: str
    paragraphs: tuple[str, ...]  # behind the first


@dataclass(frozen=True, slots=True)
class Furniture:
    """A paragraph of the template, and how many articles of the site have it."""

    fingerprint: str
    text: str
    articles: int


@dataclass(slots=True)
class Seen:
    """The articles in one language, and which paragraphs stand in which of them, in few bytes each."""

    days: array[int] = field(default_factory=lambda: array("L"))  # since the first of January of the year 1
    titles: array[int] = field(default_factory=lambda: array("q"))  # hashes
    lengths: array[int] = field(default_factory=lambda: array("L"))  # in paragraphs, behind the first
    paragraphs: array[int] = field(default_factory=lambda: array("Q"))  # fingerprints
    articles: array[int] = field(default_factory=lambda: array("L"))  # for each of these, its article's place in `days`
    at_end: array[int] = field(default_factory=lambda: array("b"))  # for each of these, whether it ends its article

    def add(self, sample: Sample, day: dt.date) -> None:
        """Add an article of *day*."""
        end = len(sample.paragraphs) - AT_END
        found: dict[int, bool] = {}
        for place, text in enumerate(sample.paragraphs):
            if _may_be(text):
                found[int(fingerprint_of(text), 16)] = place >= end
        self.paragraphs.extend(found)
        self.at_end.extend(found.values())
        self.articles.extend([len(self.days)] * len(found))
        self.days.append(day.toordinal())
        self.titles.append(hash(masked(sample.title)))
        self.lengths.append(len(sample.paragraphs))

    def furniture(self) -> Iterator[tuple[str, int]]:
        """Yield the fingerprints of what is furniture, and how many articles have each."""
        found, place, counts = np.unique(np.array(self.paragraphs), return_inverse=True, return_counts=True)
        order = np.argsort(place, kind="stable")
        articles, at_end = np.array(self.articles)[order], np.array(self.at_end, dtype=bool)[order]
        starts = np.cumsum(counts) - counts
        days, titles, lengths = np.array(self.days), np.array(self.titles), np.array(self.lengths)

        def has_most(having: Numbers, share: float, least: int = 0) -> bool:
            """Say whether these articles are that *share* of those of their time that have the *least* length."""
            if len(np.unique(titles[having])) < LEAST_HEADLINES or len(np.unique(days[having])) < LEAST_DAYS:
                return False
            meanwhile = (days >= days[having].min()) & (days <= days[having].max()) & (lengths >= least)
            return bool(len(having) >= share * np.count_nonzero(meanwhile))

        for number in np.flatnonzero(counts >= LEAST_HEADLINES).tolist():
            own = slice(starts[number], starts[number] + counts[number])
            having = articles[own]
            amid = having[lengths[having] > SHORT]
            if has_most(having[at_end[own]], LEAST_SHARE_AT_END) or has_most(amid, LEAST_SHARE, SHORT):
                yield f"{found[number]:016x}", len(having)


def learn(samples: Iterable[Sample]) -> list[Furniture]:
    """Return the furniture that *samples* show, in the order of the fingerprints; articles without a day say nothing.

    They are gone through once more for the words of what is furniture: of all paragraphs they would take much memory.
    """
    seen: defaultdict[str, Seen] = defaultdict(Seen)
    for sample in samples:
        if sample.day is not None:
            seen[sample.language].add(sample, sample.day)
    found = {language: dict(one.furniture()) for language, one in seen.items()}
    articles = sum(map(Counter, found.values()), Counter[str]())
    texts = _texts(samples, found) if articles else {}
    return [Furniture(one, texts[one], articles[one]) for one in sorted(articles)]


def _texts(samples: Iterable[Sample], found: Mapping[str, Container[str]]) -> dict[str, str]:
    """Return for each of the fingerprints *found*, by language, the first of its texts in the order of the alphabet."""
    texts: dict[str, str] = {}
    for sample in samples:
        for text in sample.paragraphs if sample.day else ():
            if _may_be(text) and (one := fingerprint_of(text)) in found.get(sample.language, ()):
                texts[one] = min(text, texts.get(one, text))
    return texts


def without(paragraphs: Sequence[str], furniture: frozenset[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """Return *paragraphs* without the *furniture*, and what was taken with its places; the first paragraph always stays."""
    kept, taken = list(paragraphs[:1]), []
    for place, text in enumerate(paragraphs[1:], 1):
        if furniture and _may_be(text) and fingerprint_of(text) in furniture:
            taken.append((place, text))
        else:
            kept.append(text)
    return kept, taken


def fingerprint_of(text: str) -> str:
    """Return 16 hex digits that two paragraphs share when they differ in numbers, case and spaces alone."""
    return hashlib.sha256(masked(text).encode()).hexdigest()[:16]


def masked(text: str) -> str:
    """Return *text* with each number as 0, in lower case, with single spaces."""
    return " ".join(NUMBER.sub("0", text).casefold().split())


def _may_be(text: str) -> bool:
    """Say whether *text* is one line and no list: lists belong to the story, such as those who were present."""
    return len(text) <= LONGEST and "\n" not in text and not text.startswith(ITEM)

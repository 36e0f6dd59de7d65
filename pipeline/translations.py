"""Which articles of a site are one item in several languages: by their links, by their addresses, by what they tell.

Rather none than a wrong one: of several communiqués of one day in one form, none is paired by what it tells.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from urllib.parse import urlsplit

NUMBER = re.compile(r"\d+(?:[  ]\d{3})*(?:[.,]\d+)?")
NAME = re.compile(r"(?<=[^\W\d_],\s)[^\W\d_]{4,}|(?<=[^\W\d_]\s)[^\W\d_]{4,}|(?<=[«“„\"(])[^\W\d_]{4,}")
LANGUAGE_FOLDER = re.compile(r"^/(?:ru|kk|kz|en|qaz|kaz|rus|eng)(?=/|$)", re.I)
ID = re.compile(r"(?<!\d)\d{4,}(?!\d)")
LATIN = str.maketrans(
    {
        **dict(zip("бвгғдзкқлмнңпрстфхһц", "bvggdzkklmnnprstfhhc", strict=True)),
        **{"ж": "j", "ш": "s", "щ": "s", "ч": "c", "x": "ks", "q": "k", "w": "v"},
    }
)
PAIRS = (("zh", "j"), ("sh", "s"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("ts", "c"), ("дж", "j"), ("ck", "k"))
VOWELS = re.compile(r"[^bvgdjzklmnprstfhc]")
CONSONANTS = 4  # of a name, at most: its endings differ from language to language
LEAST_CONSONANTS = 3
LEAST_SHARED = 3  # numbers and names that both tell
LEAST = 0.45  # of what the one tells, by rarity, the other tells, too
LEAD = 1.3  # times as much as any other article of the day in that language


@dataclass(frozen=True, slots=True)
class Item:
    """An article as it is compared with those in other languages."""

    url: str  # canonical
    language: str
    day: dt.date | None
    alternates: Mapping[str, str]  # language → canonical address
    told: frozenset[str] = field(repr=False)  # numbers, and the skeletons of names


@dataclass(frozen=True, slots=True)
class Translation:
    """Two articles that say the same in two languages, and why they are believed to."""

    one: Item
    other: Item
    evidence: str  # "both link", "one links", "same address", "same id", "same facts"


def told_in(text: str) -> frozenset[str]:
    """Return the numbers of *text* and the skeletons of its names: the first consonants, in Latin letters."""
    numbers = {re.sub(r"\D", "", number) for number in NUMBER.findall(text)}
    names = {_skeleton(name) for name in NAME.findall(text) if name[0].isupper()}
    return frozenset({one for one in numbers if len(one) > 1} | {one for one in names if len(one) >= LEAST_CONSONANTS})


def _skeleton(name: str) -> str:
    made = name.casefold()
    for pair, letter in PAIRS:
        made = made.replace(pair, letter)
    made = VOWELS.sub("", made.translate(LATIN))
    return re.sub(r"(.)\1+", r"\1", made)[:CONSONANTS]


def translations(days: Iterable[Sequence[Item]]) -> Iterator[Translation]:
    """Yield the translations among the items of one site, given day by day in order; those without a day come last.

    What a link or an address says is believed of items of adjacent days, what two items tell only of the same day.
    """
    before: list[Item] = []
    taken: set[tuple[str, str]] = set()  # address, and the language in which its partner is known
    for today in days:
        near = [*before, *today] if before and today and _are_adjacent(before[0].day, today[0].day) else list(today)
        for evidence, find in STATED:
            yield from _put_together(find(near), evidence, taken)
        yield from _put_together(_agreed(before, taken), "same facts", taken)
        before = list(today)
    yield from _put_together(_agreed(before, taken), "same facts", taken)


def _are_adjacent(one: dt.date | None, other: dt.date | None) -> bool:
    return one is None or other is None or abs((other - one).days) <= 1


def _put_together(
    found: Iterable[tuple[Item, Item]], evidence: str, taken: set[tuple[str, str]]
) -> Iterator[Translation]:
    for pair in found:
        one, other = sorted(pair, key=lambda item: (item.language, item.url))
        ends = {(one.url, other.language), (other.url, one.language)}
        if not ends & taken:
            taken |= ends
            yield Translation(one, other, evidence)


def _linked(items: Sequence[Item], *, both: bool) -> Iterator[tuple[Item, Item]]:
    """Yield the pairs of which both link the other, or one does and the other links nothing else in its language."""
    by_url = {item.url: item for item in items}
    for item in sorted(items, key=lambda item: item.url):
        for language, url in sorted(item.alternates.items()):
            other = by_url.get(url)
            if other is None or other.language != language or other.language == item.language:
                continue
            back = other.alternates.get(item.language)
            if back == item.url if both else back is None:
                yield item, other


def _of_one(key_of: Callable[[Item], str]) -> Callable[[Sequence[Item]], Iterator[tuple[Item, Item]]]:
    """Return what yields the pairs of items with one key, where no language has several with it."""

    def pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
        groups: defaultdict[str, list[Item]] = defaultdict(list)
        for item in items:
            if key := key_of(item):
                groups[key].append(item)
        for _, group in sorted(groups.items()):
            languages = Counter(item.language for item in group)
            if max(languages.values()) == 1:
                yield from combinations(sorted(group, key=lambda item: item.url), 2)

    return pairs


def _address(item: Item) -> str:
    """Return the address without its folder of the language; empty when it has none."""
    parts = urlsplit(item.url)
    path = LANGUAGE_FOLDER.sub("", parts.path)
    return f"{parts.netloc}{path}?{parts.query}" if path != parts.path and path.strip("/") else ""


def _id(item: Item) -> str:
    """Return the last long number of the address; empty when there is none, or when it is a year."""
    numbers = ID.findall(urlsplit(item.url).path)
    return numbers[-1] if numbers and not 1990 <= int(numbers[-1]) <= 2100 else ""


STATED: tuple[tuple[str, Callable[[Sequence[Item]], Iterator[tuple[Item, Item]]]], ...] = (
    ("both link", lambda items: _linked(items, both=True)),
    ("one links", lambda items: _linked(items, both=False)),
    ("same address", _of_one(_address)),
    ("same id", _of_one(_id)),
)


def _agreed(items: Sequence[Item], taken: set[tuple[str, str]]) -> Iterator[tuple[Item, Item]]:
    """Yield the pairs of the day that tell the same, each the other's best by far."""
    if not items or items[0].day is None:
        return
    by_language: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_language[item.language].append(item)
    for one, other in combinations(sorted(by_language), 2):
        mine = [item for item in by_language[one] if (item.url, other) not in taken]
        theirs = [item for item in by_language[other] if (item.url, one) not in taken]
        scores = _scores(mine, theirs)
        for (first, second), score in sorted(scores.items(), key=lambda found: (-found[1], found[0])):
            rivals = [rival for pair, rival in scores.items() if (pair[0] == first) != (pair[1] == second)]
            if score >= LEAST and score >= LEAD * max(rivals, default=0.0):
                yield mine[first], theirs[second]


def _scores(mine: Sequence[Item], theirs: Sequence[Item]) -> dict[tuple[int, int], float]:
    """Return which share of what both tell is the same (Jaccard, weighted by rarity on that day), by places."""
    weights: dict[str, float] = {}
    for group in (mine, theirs):
        counts = Counter(one for item in group for one in item.told)
        for one, count in counts.items():
            weights[one] = min(weights.get(one, math.inf), math.log((len(group) + 1) / count) + 0.1)
    made = {}
    for at, item in enumerate(mine):
        for place, other in enumerate(theirs):
            shared = item.told & other.told
            whole = min(sum(weights[one] for one in item.told), sum(weights[one] for one in other.told))
            if len(shared) >= LEAST_SHARED and whole:
                made[at, place] = sum(weights[one] for one in shared) / whole
    return made

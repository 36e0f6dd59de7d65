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
LEAST_OF_NAMES = 0.6  # of the names: one other name in the same form is another item
MUCH, HARDLY = 8, 0.15  # facts; a share of them
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
    """Two articles that say the same in two languages, and why they are believed to, the surest reason first."""

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

    What a link says is believed of items of adjacent days, what addresses and texts tell only of the same day.
    """
    before: list[Item] = []
    taken: set[tuple[str, str]] = set()  # address, and the language in which its partner is known
    for today in days:
        near = [*before, *today] if before and today and _are_adjacent(before[0].day, today[0].day) else list(today)
        yield from _put_together(_linked(near, both=True), "both link", taken)
        yield from _put_together(_linked(near, both=False), "one links", taken)
        yield from _of_one_day(before, taken)
        before = list(today)
    yield from _of_one_day(before, taken)


def _of_one_day(items: Sequence[Item], taken: set[tuple[str, str]]) -> Iterator[Translation]:
    yield from _put_together(_with_one(_address, items), "same address", taken)
    yield from _put_together(_with_one(_id, items), "same id", taken)
    yield from _put_together(_agreed(items, taken), "same facts", taken)


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
    """Yield the pairs of which both link the other; or where one alone does, and neither contradicts it."""
    by_url = {item.url: item for item in items}
    linking: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.url):
        for language, url in item.alternates.items():
            if language != item.language and url in by_url and by_url[url].language == language:
                linking[url, item.language].append(item)
    for (url, language), found in sorted(linking.items()):
        other = by_url[url]
        back = other.alternates.get(language)
        if both:
            yield from ((item, other) for item in found if item.url == back)
        elif back is None and len(found) == 1 and not _contradict(found[0], other):
            yield found[0], other


def _contradict(one: Item, other: Item) -> bool:
    """Say whether both tell much and hardly anything of it is the same."""
    shorter = min(len(one.told), len(other.told))
    return shorter >= MUCH and len(one.told & other.told) < HARDLY * shorter


def _with_one(key_of: Callable[[Item], str], items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Yield the pairs of items with one key, where no language has several with it and no page names another one."""
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        if key := key_of(item):
            groups[key].append(item)
    for _, group in sorted(groups.items()):
        languages = Counter(item.language for item in group)
        if max(languages.values()) == 1:
            for one, other in combinations(sorted(group, key=lambda item: item.url), 2):
                if other.language not in one.alternates and one.language not in other.alternates:
                    yield one, other


def _address(item: Item) -> str:
    """Return the address without its folder of the language; empty when it has none."""
    parts = urlsplit(item.url)
    path = LANGUAGE_FOLDER.sub("", parts.path)
    return f"{parts.netloc}{path}?{parts.query}" if path != parts.path and path.strip("/") else ""


def _id(item: Item) -> str:
    """Return the last long number in the last part of the address; empty when there is none, or when it is a year."""
    numbers = ID.findall(urlsplit(item.url).path.rstrip("/").rpartition("/")[2])
    return numbers[-1] if numbers and not 1990 <= int(numbers[-1]) <= 2100 else ""


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
        best = [_two_best(scores, side) for side in (0, 1)]
        for places, score in sorted(scores.items()):
            rivals = [rival for side in (0, 1) for rival, where in best[side][places[side]] if where != places]
            if score >= LEAST and score >= LEAD * max(rivals, default=0.0):
                yield mine[places[0]], theirs[places[1]]


def _two_best(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, list[tuple[float, tuple[int, int]]]]:
    """Return for each place on one *side* its two best scores."""
    found: defaultdict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for places, score in scores.items():
        found[places[side]].append((score, places))
    return {place: sorted(several, reverse=True)[:2] for place, several in found.items()}


def _scores(mine: Sequence[Item], theirs: Sequence[Item]) -> dict[tuple[int, int], float]:
    """Return which share of what the shorter tells the other tells, by rarity on that day, and of its names at most."""
    weights: dict[str, float] = {}
    for group in (mine, theirs):
        counts = Counter(one for item in group for one in item.told)
        for one, count in counts.items():
            weights[one] = min(weights.get(one, math.inf), math.log((len(group) + 1) / count) + 0.1)
    made = {}
    for at, item in enumerate(mine):
        for place, other in enumerate(theirs):
            if len(item.told & other.told) >= LEAST_SHARED:
                names = [frozenset(one for one in side.told if not one.isdigit()) for side in (item, other)]
                shares = (_share(item.told, other.told, weights), _share(names[0], names[1], weights))
                if shares[1] >= LEAST_OF_NAMES:
                    made[at, place] = min(shares)
    return made


def _share(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    whole = min(sum(weights[name] for name in side) for side in (one, other))
    return sum(weights[name] for name in one & other) / whole if whole else 0.0

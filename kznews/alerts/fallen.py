"""Whether a site's pages give less than they did: articles, titles, days, authors, text.

Crawls with few pages say little alone, so neighbours are pooled until they hold enough. What the newest give is compared
with the median of the pools before; a share must have fallen to less than half, and by more than chance allows
(Chernoff's bound with the relative entropy: Cover and Thomas, "Elements of Information Theory", 11.4).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.views import Facts

ENOUGH = 5  # pages in a pool
LONGEST_POOL = 20  # crawls
LEAST_POOLS = 3
CHANCE = 1e-3
USUAL = 0.5  # a field that fewer articles had is none that can be missed


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted of a crawl: how much of it there was, on how many pages."""

    words: str
    count: Callable[[Facts], tuple[float, int]]
    is_share: bool = True


def fallen(crawls: Sequence[Facts], before: Sequence[Facts]) -> str:
    """Return what fell to less than half of what it was; empty when nothing did. Both are newest first."""
    for measure in MEASURES:
        for now, pages, ids in _newest(crawls, measure):
            earlier = list(_pools([one for one in before if one["id"] not in ids], measure))
            if len(earlier) < LEAST_POOLS or now >= median(earlier) / 2:
                break
            if _is_certain(now, pages, median(earlier), measure):
                form = ".0%" if measure.is_share else ".0f"
                return measure.words.format(format(now, form), format(median(earlier), form))
    return ""


def _is_certain(now: float, pages: int, usual: float, measure: Measure) -> bool:
    """Say whether so many *pages* show that *now* is less than usual, and no chance."""
    if not measure.is_share:
        return pages >= 2 * ENOUGH
    return usual >= USUAL and pages * _entropy(now, min(usual, 0.98)) > -math.log(CHANCE)


def _entropy(now: float, usual: float) -> float:
    """Return the relative entropy of two shares."""
    parts = ((now, usual), (1 - now, 1 - usual))
    return sum(one * math.log(one / other) for one, other in parts if one)


def _newest(crawls: Sequence[Facts], measure: Measure) -> Iterator[tuple[float, int, set[int]]]:
    """Yield what the newest crawl gave, the newest two and so on, from enough pages on; and which crawls these are."""
    got, pages, ids = 0.0, 0, set[int]()
    for crawl in crawls[:LONGEST_POOL]:
        part, whole = measure.count(crawl)
        got, pages = got + part, pages + whole
        ids.add(crawl["id"])
        if whole and pages >= ENOUGH:
            yield got / pages, pages, set(ids)


def _pools(crawls: Sequence[Facts], measure: Measure) -> Iterator[float]:
    """Yield what neighbours gave that hold enough pages together."""
    got, pages = 0.0, 0
    for crawl in crawls:
        part, whole = measure.count(crawl)
        got, pages = got + part, pages + whole
        if pages >= ENOUGH:
            yield got / pages
            got, pages = 0.0, 0


def _yield(crawl: Facts) -> tuple[float, int]:
    pages: dict[str, int] = (crawl["told"] or {}).get("pages", {})
    return pages.get("articles", 0), pages.get("articles", 0) + pages.get("without", 0)


def _field(name: str) -> Callable[[Facts], tuple[float, int]]:
    def count(crawl: Facts) -> tuple[float, int]:
        fields = _fields(crawl)
        return fields.get(name, 0), fields.get("articles", 0)

    return count


def _letters(crawl: Facts) -> tuple[float, int]:
    fields = _fields(crawl)
    return fields.get("length", 0) * fields.get("articles", 0), fields.get("articles", 0)


def _fields(crawl: Facts) -> dict[str, int]:
    found: dict[str, int] = (crawl["told"] or {}).get("fields", {})
    return found


MEASURES = (
    Measure("{} of the pages hold an article; it was {}", _yield),
    Measure("{} of the articles have a date; it was {}", _field("day")),
    Measure("{} of the articles have a title; it was {}", _field("title")),
    Measure("{} of the articles name their authors; it was {}", _field("authors")),
    Measure("an article has {} characters; it was {}", _letters, is_share=False),
)

"""The year of a day that is named without one, where the page tells it: in the addresses of that day, or in full."""

from __future__ import annotations

import re
from collections import Counter

FULL = re.compile(
    r"(?<!\d)(?:((?:19|20)\d\d)([/.-])([01]\d)\2([0-3]\d)|([0-3]\d)([/.-])([01]\d)\6((?:19|20)\d\d))(?!\d)"
)
LEAST = 2  # times that a page says a day in full


class Years:
    """The years that a page says with each day and month. It is searched when first asked."""

    __slots__ = ("_html", "_said")

    def __init__(self, html: str) -> None:
        self._html = html
        self._said: Counter[tuple[int, int, int]] | None = None

    def of(self, month: int, day: int) -> int | None:
        """Return the only year in which the page says *month* and *day*, more than once, or None."""
        if self._said is None:
            self._said = Counter(_day(match) for match in FULL.finditer(self._html))
        found = {said[0]: count for said, count in self._said.items() if said[1:] == (month, day)}
        year, count = next(iter(found.items()), (None, 0))
        return year if len(found) == 1 and count >= LEAST else None


def _day(match: re.Match[str]) -> tuple[int, int, int]:
    year, _, month, day, last_day, _, last_month, last_year = match.groups()
    return int(year or last_year), int(month or last_month), int(day or last_day)

"""The year of a day that is named without one, where the page tells it: in the addresses of that day, in full, or in its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

YEAR_FIRST, YEAR_LAST = (
    ("/{:02d}/{:02d}", "-{:02d}-{:02d}"),
    ("{1:02d}.{0:02d}.", "{1:02d}/{0:02d}/", "{1:02d}-{0:02d}-"),
)
YEAR = re.compile(r"(?:19|20)\d\d")
DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)")  # in a name
MONTH = re.compile(r"(?<![^/])(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2])(?![^/])")  # in an address
DIGITS = 4
LEAST = 2  # times that a page says a day in full
MOST = 20  # days that are searched


class Years:
    """The years that a page says with a day and month. It is searched when first asked for a day."""

    __slots__ = ("_found", "_html", "_months")

    def __init__(self, html: str, url: str = "", name: str = "") -> None:
        """Take the page's text, its address, and the name that its program has for it."""
        self._html = html
        self._months = {int(one["month"]): int(one["year"]) for one in MONTH.finditer(url)}
        self._found: dict[tuple[int, int], int | None] = {
            (int(one["month"]), int(one["day"])): int(one["year"]) for one in DAY.finditer(name)
        }

    def of(self, month: int, day: int) -> int | None:
        """Return the only year in which the page says *month* and *day*, more than once, or its address the month, or None."""
        if (month, day) not in self._found and len(self._found) < MOST:
            said = list(self._said(month, day))
            self._found[month, day] = int(said[0]) if len(said) >= LEAST and len(set(said)) == 1 else None
        return self._found.get((month, day)) or self._months.get(month)

    def _said(self, month: int, day: int) -> Iterator[str]:
        for form in (*YEAR_FIRST, *YEAR_LAST):
            text = form.format(month, day)
            at = self._html.find(text)
            while at >= 0:
                end = at + len(text)
                beside = slice(end, end + DIGITS) if form in YEAR_LAST else slice(max(0, at - DIGITS), at)
                if YEAR.fullmatch(self._html[beside]):
                    yield self._html[beside]
                at = self._html.find(text, end)

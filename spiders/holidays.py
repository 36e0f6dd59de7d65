"""Kazakhstan's public holidays, by rule, so that a silent newsroom on one of them is no alarm.

The days are those of the law of 13 December 2001 No. 267 "On holidays in the Republic of Kazakhstan" as amended, with the
day off that follows when one falls on a weekend (Labour Code, article 85; the two religious days are not moved). Kurban
Ait is the 10th of Dhu al-Hijja; its day is computed by the tabular Islamic calendar (Reingold and Dershowitz,
"Calendrical Calculations", chapter 7), which differs from the announced day by at most one: its neighbours count, too.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

FIXED = ((1, 1), (1, 2), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9), (7, 6), (8, 30), (10, 25), (12, 16))
SINCE = {(3, 15): 2027}  # the day of the new constitution
RELIGIOUS = ((1, 7),)  # Orthodox Christmas
EPOCH = 227_014  # the day before 1 Muharram 1, as `date.toordinal` counts
ONE_DAY = dt.timedelta(days=1)


def is_holiday(day: dt.date) -> bool:
    """Say whether *day* is a public holiday, or the day off that stands for one."""
    return day in _of_year(day.year)


def kurban_ait(year: int) -> list[dt.date]:
    """Return the days of *year* on which Kurban Ait begins by the tabular calendar; two in some years."""
    islamic = (year - 622) * 33 // 32
    days = (dt.date.fromordinal(_ordinal(one, 12, 10)) for one in range(islamic - 1, islamic + 3))
    return [day for day in days if day.year == year]


@cache
def _of_year(year: int) -> frozenset[dt.date]:
    newer = [day for day, first in SINCE.items() if year >= first]
    state = {dt.date(year, month, day) for month, day in (*FIXED, *newer)}
    around = {ait + step * ONE_DAY for ait in kurban_ait(year) for step in (-1, 0, 1)}
    religious = {dt.date(year, month, day) for month, day in RELIGIOUS}
    return frozenset(state | _moved(state) | religious | around)


def _moved(holidays: set[dt.date]) -> set[dt.date]:
    """Return the days off for those of *holidays* that fall on a weekend: each the next working day still free."""
    moved: set[dt.date] = set()
    for day in sorted(holidays):
        if day.weekday() < 5:
            continue
        free = day + ONE_DAY
        while free.weekday() >= 5 or free in holidays or free in moved:
            free += ONE_DAY
        moved.add(free)
    return moved


def _ordinal(year: int, month: int, day: int) -> int:
    """Return the day of the tabular Islamic calendar as `date.toordinal` counts."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30
    return EPOCH + before + 29 * (month - 1) + month // 2 + day

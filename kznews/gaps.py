"""Which days of a site lack articles: what the catalog has of each day beside what is to be expected of it."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from spiders.backfill.span import day_of, stated_day
from spiders.holidays import is_holiday
from storage.days import Known, Reading, known_days, merged

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from spiders.site import Site
    from storage.entities import Hint

ONE_DAY, ONE_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
WEEKS = 8  # that a weekday's rhythm is taken from: the nearest ones before and after
LEAST_WEEKS = 4  # with fewer, there is no rhythm
FARTHEST = 26  # weeks, before or after
POOR = 0.25  # of a usual week's records: a week with less was not read
RARE = 0.001  # a day is a hole when the rhythm leaves so few or fewer articles to it once in a thousand days
TO_SIGMA = 1.4826  # from the median absolute deviation to the standard deviation of a normal distribution
SOON = ONE_DAY  # after a day's end: what lists only the latest news still names all of that day


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a site. `expected` is None where nothing tells; `by` says what does: a list, the search, the weekdays.

    `missing` addresses are known and still to be fetched, `given_up` ones were tried too often.
    """

    day: dt.date
    got: int
    expected: float | None
    by: str
    missing: int
    given_up: int
    is_hole: bool


@dataclass(frozen=True, slots=True)
class Gaps:
    """The days of a site, oldest first."""

    site: str
    timezone: str
    days: tuple[Day, ...]

    @property
    def holes(self) -> list[Day]:
        """Return the days that lack articles."""
        return [day for day in self.days if day.is_hole]

    @property
    def spans(self) -> list[tuple[dt.date, dt.date]]:
        """Return the holes as spans of adjacent days, oldest first."""
        return merged(day.day for day in self.holes)


def gaps(engine: Engine, site: Site, first: dt.date | None, last: dt.date, today: dt.date = dt.date.max) -> Gaps:
    """Return the days of *site* from *first* to *last*; without *first*, from the first record, of a year at most.

    Of *today* and of days to come, nothing is expected yet.
    """
    zone = ZoneInfo(site.timezone)
    known = known_days(engine, site.name, lambda url, hints: day_named(url, hints, site))
    beginning = min([*known.got, *known.awaited], default=last)
    start = first or max(min(beginning, last), last - dt.timedelta(days=364))
    over = min(last, today - ONE_DAY)
    days = list(judged(known, start, over, zone, site.archives))
    days += [_unjudged(last - number * ONE_DAY, known) for number in range((last - max(over, start - ONE_DAY)).days)][
        ::-1
    ]
    return Gaps(site.name, site.timezone, tuple(days))


def _unjudged(day: dt.date, known: Known) -> Day:
    got, missing, given_up = (of.get(day, 0) for of in (known.got, known.awaited, known.given_up))
    return Day(day, got, None, "", missing, given_up, is_hole=False)


def day_named(url: str, hints: Sequence[Hint], site: Site) -> dt.date | None:
    """Return the day to which an address without a record belongs, as a backfill of that day would take it."""
    if day := stated_day(url, hints, site):
        return day
    return max((day for hint in hints if (day := day_of(hint.modified, site))), default=None)


def judged(known: Known, first: dt.date, last: dt.date, zone: ZoneInfo, archives: Sequence[str] = ()) -> Iterator[Day]:
    """Yield each day from *first* to *last* with what is expected of it, by the best source that tells."""
    listed = closed_days(known.readings, zone, archives)
    listed |= dict.fromkeys(_searched(known, zone), "backfill")
    rhythm = Rhythm(known.got, last)
    silent = set(silences(known, rhythm, listed, first, last))
    for number in range((last - first).days + 1):
        yield _judged(first + number * ONE_DAY, known, listed, rhythm, silent)


def _judged(
    day: dt.date, known: Known, listed: Mapping[dt.date, str], rhythm: Rhythm, silent: Container[dt.date]
) -> Day:
    got, missing, given_up = (of.get(day, 0) for of in (known.got, known.awaited, known.given_up))
    total = got + missing + given_up
    if by := listed.get(day, ""):
        return Day(day, got, total, by, missing, given_up, missing > 0)
    usual = rhythm.of(day)
    is_hole = missing > 0 or day in silent or (usual is not None and usual.is_rare(got + given_up))
    if missing + given_up and (usual is None or usual.median < total):
        return Day(day, got, total, "addresses", missing, given_up, is_hole)
    return Day(day, got, usual.median if usual else None, "weekdays" if usual else "", missing, given_up, is_hole)


def silences(
    known: Known, rhythm: Rhythm, listed: Container[dt.date], first: dt.date, last: dt.date
) -> Iterator[dt.date]:
    """Yield the days of silences too long for chance: adjacent days without a record, their rhythms taken together.

    A quiet Saturday says nothing; one in the midst of two empty weeks belongs to the hole.
    """
    if not known.got:
        return
    silence: list[dt.date] = []
    day = max(min(known.got), first - FARTHEST * ONE_WEEK)
    while day <= last + ONE_DAY:
        if day <= last and not known.got.get(day) and day not in listed:
            silence.append(day)
        elif silence:
            usual = [one for empty in silence if (one := rhythm.of(empty))]
            together = sum(one.median for one in usual)
            if usual and Usual(together, max(one.dispersion for one in usual)).is_rare(0):
                yield from silence
            silence = []
        day += ONE_DAY


def closed_days(readings: Iterable[Reading], zone: ZoneInfo, archives: Sequence[str] = ()) -> dict[dt.date, str]:
    """Return the days of which some document has named all articles, and the kind of document.

    That is an archive's page of the day itself, read when the day was over; or a sitemap read within a day after that; or one
    that named older articles beside those of the day for the first time, so that its end is not cut off within the day.
    """
    readings = list(readings)
    oldest: dict[tuple[str, dt.datetime], dt.date] = {}
    for one in readings:
        key = (one.where, one.at)
        oldest[key] = min(oldest.get(key, one.day), one.day)
    closed: dict[dt.date, str] = {}
    for one in readings:
        over = end_of(one.day, zone)
        if one.at < over:
            continue
        if one.source == "archive":
            is_whole = any(address.format(day=one.day) == one.where for address in archives)
        else:
            is_whole = one.at < over + SOON or oldest[one.where, one.at] < one.day
        if is_whole:
            closed[one.day] = min(one.source, closed.get(one.day, one.source))
    return closed


def end_of(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the moment at which *day* is over in *zone*."""
    return dt.datetime.combine(day + ONE_DAY, dt.time(), zone).astimezone(dt.UTC)


def _searched(known: Known, zone: ZoneInfo) -> set[dt.date]:
    days = set()
    for one in known.searched:
        for number in range((one.last - one.first).days + 1):
            day = one.first + number * ONE_DAY
            if end_of(day, zone) <= one.at:
                days.add(day)
    return days


@dataclass(frozen=True, slots=True)
class Usual:
    """How many articles a weekday brings: the median of the weeks around, and their variance by their mean, 1 at least."""

    median: float
    dispersion: float = 1.0

    def is_rare(self, got: int) -> bool:
        """Say whether so few articles are too few for chance: a quasi-Poisson tail (Wedderburn, 1974)."""
        if got >= self.median:
            return False
        return poisson_tail(got / self.dispersion, self.median / self.dispersion) < RARE


def usual_of(counts: Sequence[int]) -> Usual | None:
    """Return what is usual by *counts* of weeks; None when these are too few.

    Median and median absolute deviation stay near the truth while fewer than half of the weeks are holes themselves
    (Rousseeuw and Croux, 1993).
    """
    if len(counts) < LEAST_WEEKS:
        return None
    middle = median(counts)
    sigma = TO_SIGMA * median(abs(count - middle) for count in counts)
    return Usual(middle, max(1.0, sigma * sigma / middle) if middle else 1.0)


def poisson_tail(most: float, mean: float) -> float:
    """Return the probability that a Poisson variable of that *mean* is *most* or less; *most* is rounded down."""
    if mean <= 0:
        return 1.0
    terms = (number * math.log(mean) - mean - math.lgamma(number + 1) for number in range(math.floor(most) + 1))
    return min(1.0, math.fsum(math.exp(term) for term in terms))


class Rhythm:
    """What a site's weekdays bring, from its own records.

    Weeks in which the site was evidently not read tell nothing: those with less than a quarter of the records that the weeks
    around have by the median. Nor do public holidays, nor days before the first record or after the last day asked for.
    """

    def __init__(self, got: Mapping[dt.date, int], last: dt.date) -> None:
        self._got = got
        self._first = min(got, default=None)
        self._last = last
        self._weeks: Counter[dt.date] = Counter()
        for day, count in got.items():
            self._weeks[_monday(day)] += count
        self._telling = {monday for monday in self._weeks if self._was_read(monday)}

    def of(self, day: dt.date) -> Usual | None:
        """Return what is usual on *day*'s weekday around it."""
        if self._first is None or day <= self._first or is_holiday(day):
            return None
        return usual_of(self._around(day))

    def _around(self, day: dt.date) -> list[int]:
        """Return the counts of the same weekday in the nearest weeks that tell something."""
        counts: list[int] = []
        for distance in range(1, FARTHEST + 1):
            around = (day - distance * ONE_WEEK, day + distance * ONE_WEEK)
            counts += [self._got.get(then, 0) for then in around if self._tells(then)]
            if len(counts) >= WEEKS:
                break
        return counts

    def _tells(self, day: dt.date) -> bool:
        assert self._first is not None
        return self._first < day <= self._last and _monday(day) in self._telling and not is_holiday(day)

    def _was_read(self, monday: dt.date) -> bool:
        around = (monday + number * ONE_WEEK for number in range(-FARTHEST, FARTHEST + 1))
        return self._weeks[monday] >= POOR * median([self._weeks[one] for one in around if one in self._weeks])


def _monday(day: dt.date) -> dt.date:
    return day - day.weekday() * ONE_DAY

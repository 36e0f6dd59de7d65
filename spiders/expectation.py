"""Whether a site's silence is unusual, by what its own crawls have found in the same hours of the weeks before.

The hours of the silence are laid over each earlier week: their weekday and time of day are those of the silence, so the
site's rhythm need not be modelled. The decision is made by the median and the least of the weeks, which one odd week does
not move far (Rousseeuw and Croux, 1993, on the median's breakdown point). Without enough weeks there is no decision.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median, pvariance
from zoneinfo import ZoneInfo

from spiders.holidays import is_holiday

WEEK = dt.timedelta(days=7)
WEEKS = 12  # looked back at
LEAST_WEEKS = 4
ENOUGH = 12  # articles by the median of the weeks: evenly spread ones are missing by chance once in 160,000 times
LEAST = 4  # articles in the poorest of the weeks
LEAST_HOLIDAYS = 2  # known to the site's own crawls, before these tell whether its newsroom rests on them
Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class Crawl:
    """When a crawl was made, and how many addresses were new to it."""

    at: dt.datetime
    new: int


def unusual_silence(crawls: Sequence[Crawl], now: dt.datetime, zone: str) -> str:
    """Return in words why it is unusual that nothing was new since the last news; empty when it is not, or unknown.

    *crawls* are those of the site that ended, oldest first; the first is left out, since it finds what was old.
    """
    known = Known(crawls[1:])
    since = max((one.at for one in known.crawls if one.new), default=None)
    if since is None or now - since < dt.timedelta(hours=1):
        return ""
    silent = list(_open_hours((max(since, now - WEEK), now), zone, known))
    earlier = [count for count in _earlier(known, silent, zone, since) if count is not None]
    if len(earlier) < LEAST_WEEKS or min(earlier) < LEAST or median(earlier) < ENOUGH * _dispersion(earlier):
        return ""
    return (
        f"nothing new for {in_hours(now - since)}; in the same hours of the {len(earlier)} weeks before it was {min(earlier)} to "
        f"{max(earlier)} articles"
    )


def in_hours(span: dt.timedelta) -> str:
    """Return a length of time in words: hours, from three days on days."""
    hours = round(span.total_seconds() / 3600)
    return "an hour" if hours == 1 else f"{hours} hours" if hours < 72 else f"{round(hours / 24)} days"


def open_time(span: Span, zone: str) -> dt.timedelta:
    """Return how much of *span* does not lie on public holidays."""
    return sum((end - begin for begin, end in _days(span, zone) if not _on_holiday(begin, zone)), dt.timedelta())


def _dispersion(counts: Sequence[int]) -> float:
    """Return the variance of *counts* by their mean, 1 at least: articles that come in bursts leave longer silences."""
    return max(1.0, pvariance(counts) / fmean(counts))


class Known:
    """What the crawls of a site found, to be asked by spans of time."""

    def __init__(self, crawls: Sequence[Crawl]) -> None:
        self.crawls = crawls
        self._moments = [one.at for one in crawls]
        self._sums = [0]
        for one in crawls:
            self._sums.append(self._sums[-1] + one.new)

    def found(self, spans: Sequence[Span]) -> int:
        """Return how many addresses were new within *spans*."""
        return sum(self._sums[end] - self._sums[begin] for begin, end in map(self._places, spans))

    def asked(self, spans: Sequence[Span]) -> int:
        """Return how many crawls were made within *spans*."""
        return sum(end - begin for begin, end in map(self._places, spans))

    def _places(self, span: Span) -> tuple[int, int]:
        return bisect_right(self._moments, span[0]), bisect_right(self._moments, span[1])


def _earlier(known: Known, silent: Sequence[Span], zone: str, since: dt.datetime) -> Iterator[int | None]:
    """Yield what was new in the same hours of each week before the silence; None where that does not tell anything."""
    asked = known.asked(silent)
    for week in range(1, WEEKS + 1):
        then = [(begin - week * WEEK, end - week * WEEK) for begin, end in silent]
        if not then or then[-1][1] > since:
            continue
        rested = any(_on_holiday(begin, zone) for begin, _ in then)
        yield None if rested or not asked or 2 * known.asked(then) < asked else known.found(then)


def _open_hours(span: Span, zone: str, known: Known) -> Iterator[Span]:
    """Yield the parts of *span* in which the site's newsroom is at work, day by day."""
    works = _works_on_holidays(known, zone)
    for part in _days(span, zone):
        if works or not _on_holiday(part[0], zone):
            yield part


def _works_on_holidays(known: Known, zone: str) -> bool:
    """Say whether the site's own crawls show that holidays are days like others to it: half as much as usual at least."""
    if not known.crawls:
        return False
    days = list(_days((known.crawls[0].at, known.crawls[-1].at), zone))[1:-1]
    shares = []
    for begin, end in days:
        if not _on_holiday(begin, zone) or not known.asked([(begin, end)]):
            continue
        others = [known.found([(begin + step * WEEK, end + step * WEEK)]) for step in (-2, -1, 1, 2)]
        usual = median(others)
        if usual >= LEAST:
            shares.append(known.found([(begin, end)]) / usual)
    return len(shares) >= LEAST_HOLIDAYS and median(shares) >= 0.5


def _days(span: Span, zone: str) -> Iterator[Span]:
    """Yield *span* cut at each midnight of *zone*."""
    begin, end = span
    while begin < end:
        tomorrow = begin.astimezone(ZoneInfo(zone)).date() + dt.timedelta(days=1)
        midnight = dt.datetime.combine(tomorrow, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)
        yield begin, min(midnight, end)
        begin = midnight


def _on_holiday(moment: dt.datetime, zone: str) -> bool:
    return is_holiday(moment.astimezone(ZoneInfo(zone)).date())

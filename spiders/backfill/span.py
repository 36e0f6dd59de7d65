"""The days that a backfill asks for, and on which side of them an address lies by what is said of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from zoneinfo import ZoneInfo

from pipeline.dates.read import read
from spiders.discovery.found import FEW, moment_of
from spiders.site import Site
from storage.entities import Found, Hint

CORRECTED_WITHIN = dt.timedelta(days=2)  # an article changed later than that after the span is taken for a newer one
URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
URL_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/._-]?(0[1-9]|1[0-2])(?!\d)")


class Side(Enum):
    """Where an address lies."""

    BEFORE = "before"
    WITHIN = "within"
    AFTER = "after"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar days of the publisher, the first and the last included."""

    first: dt.date
    last: dt.date
    only: frozenset[dt.date] = frozenset()  # of these days, when not of all

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the span ends on {self.last}, before it begins on {self.first}")

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def days(self) -> Iterator[dt.date]:
        """Yield the days, newest first."""
        every = (self.last - dt.timedelta(days=number) for number in range(len(self)))
        return (day for day in every if not self.only or day in self.only)

    @property
    def key(self) -> str:
        """The name of the span."""
        days = " ".join(sorted(map(str, self.only)))
        return f"{self.first}..{self.last}" + (f" {hashlib.sha256(days.encode()).hexdigest()[:16]}" if days else "")

    def side(self, day: dt.date | None) -> Side:
        """Return where *day* lies."""
        if day is None:
            return Side.UNKNOWN
        if day < self.first:
            return Side.BEFORE
        return Side.AFTER if day > self.last or (self.only and day not in self.only) else Side.WITHIN

    def side_of(self, url: str, hints: Iterable[Hint], site: Site) -> Side:
        """Return where the article at *url* lies by its address and by what discovery said of it.

        A stated change bounds the day from above: an article changed before the span was published before it.
        """
        hints = tuple(hints)
        if day := stated_day(url, hints, site):
            return self.side(day)
        changed = max((day for hint in hints if (day := day_of(hint.modified, site))), default=None)
        if changed is None:
            return Side.UNKNOWN
        if changed < self.first or self.only:
            return self.side(changed)
        return Side.AFTER if changed > self.last + CORRECTED_WITHIN else Side.WITHIN

    def misses_month_of(self, url: str) -> bool:
        """Say whether *url*, of a part of a sitemap, names one month, and that lies outside of the span."""
        path = url.partition("//")[2].partition("/")[2]
        months = {(int(year), int(month)) for year, month in URL_MONTH.findall(path)}
        if len(months) != 1 or URL_DAY.search(path):
            return False
        month = months.pop()
        return not (self.first.year, self.first.month) <= month <= (self.last.year, self.last.month)


def stated_day(url: str, hints: Iterable[Hint], site: Site) -> dt.date | None:
    """Return the day of publication that discovery or the address itself states; None when neither does."""
    for hint in hints:
        if day := day_of(hint.published, site):
            return day
    return day_in(url)


def day_of(text: str | None, site: Site) -> dt.date | None:
    """Return the publisher's calendar day of *text*, a time as some document wrote it."""
    if not text:
        return None
    if moment := moment_of(text, site):
        try:
            return moment.astimezone(ZoneInfo(site.timezone)).date()
        except OverflowError:
            return None
    reading = read(text, None, site.timezone)
    return reading.day if reading else None


def day_in(url: str) -> dt.date | None:
    """Return the day in the path of *url*, if there is just one."""
    path = url.partition("//")[2].partition("/")[2].partition("?")[0]
    days = {_date(*found) for found in URL_DAY.findall(path)}
    return days.pop() if len(days) == 1 else None


def without_generation_days(found: Sequence[Found], site: Site) -> list[Found]:
    """Return *found* without stated changes that are the time at which the document was made.

    A sitemap in which nearly all entries changed on one day, and which states nothing else, tells of itself.
    """
    days = Counter(day_of(one.hint.modified, site) for one in found if one.hint.modified and not one.hint.published)
    day, count = days.most_common(1)[0] if days else (None, 0)
    if count < FEW or count < 0.9 * len(found):
        return list(found)
    return [_unstated(one) if day_of(one.hint.modified, site) == day else one for one in found]


def _unstated(one: Found) -> Found:
    hint = one.hint
    return Found(one.url, Hint(hint.source, hint.where, hint.published, None, hint.title, hint.language, hint.body))


def _date(year: str, _: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None

"""A silence is unusual when the same hours of the weeks before were not silent; holidays are known by rule."""

from __future__ import annotations

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest

from spiders.expectation import Crawl, open_time, unusual_silence
from spiders.holidays import is_holiday, kurban_ait

ZONE = "Asia/Almaty"
START = dt.datetime(2026, 4, 6, tzinfo=ZoneInfo(ZONE)).astimezone(dt.UTC)  # a Monday
HALF_HOUR = dt.timedelta(minutes=30)
ANNOUNCED = """
2015-09-24 2016-09-12 2017-09-01 2018-08-21 2019-08-11 2020-07-31 2021-07-20 2022-07-09 2023-06-28 2024-06-16 2025-06-06
2026-05-27
"""


@pytest.mark.parametrize("day", [dt.date.fromisoformat(day) for day in ANNOUNCED.split()], ids=str)
def test_kurban_ait_is_computed_to_a_day(day: dt.date) -> None:
    [computed] = kurban_ait(day.year)
    assert abs((computed - day).days) <= 1
    assert is_holiday(day)


def test_a_year_may_have_two_kurban_aits() -> None:
    assert kurban_ait(2006) == [dt.date(2006, 1, 10), dt.date(2006, 12, 31)]


@pytest.mark.parametrize(
    ("day", "free"),
    [
        ("2026-01-01", True),
        ("2026-01-07", True),
        ("2026-03-08", True),
        ("2026-03-09", True),  # for the 8th, a Sunday
        ("2026-03-24", True),  # for the 21st and 22nd, a weekend
        ("2026-03-25", True),
        ("2026-03-26", False),
        ("2022-01-04", True),
        ("2025-09-01", True),
        ("2026-05-09", True),
        ("2026-05-11", True),
        ("2026-10-25", True),
        ("2026-12-16", True),
        ("2028-01-10", False),  # Christmas is not moved
        ("2026-11-23", False),
    ],
)
def test_holidays_and_the_days_off_for_them(day: str, free: bool) -> None:
    assert is_holiday(dt.date.fromisoformat(day)) == free


def test_holidays_do_not_count_as_time() -> None:
    begin = dt.datetime(2026, 3, 20, 12, tzinfo=ZoneInfo(ZONE))
    end = dt.datetime(2026, 3, 26, 12, tzinfo=ZoneInfo(ZONE))
    assert open_time((begin, end), ZONE) == dt.timedelta(days=1)


def newsroom(weeks: float, a_day: float, chance: random.Random, rests: bool = True) -> list[Crawl]:
    """Return the half-hourly crawls of a site that works by day, less at weekends, and rests on holidays or not."""
    made = []
    for place in range(int(weeks * 7 * 48)):
        at = START + place * HALF_HOUR
        civil = at.astimezone(ZoneInfo(ZONE))
        share = (0.15 if civil.weekday() >= 5 else 1.0) * (2.4 if 9 <= civil.hour < 19 else 0.05)
        if rests and is_holiday(civil.date()):
            share = 0.0
        made.append(Crawl(at, sum(chance.random() < a_day * share / 48 / 20 for _ in range(20))))
    return made


@pytest.mark.parametrize("a_day", [1, 30, 120])
def test_a_newsroom_that_works_as_ever_gives_no_alarm(a_day: int) -> None:
    crawls = newsroom(10, a_day, random.Random(a_day))
    for end in range(5 * 7 * 48, len(crawls), 3):
        assert unusual_silence(crawls[:end], crawls[end - 1].at, ZONE) == ""


@pytest.mark.parametrize(("a_day", "hours"), [(30, 6), (120, 2)])
def test_a_feed_that_stops_on_a_working_morning_is_told_within_hours(a_day: int, hours: int) -> None:
    crawls = newsroom(8 + 1.4 / 7, a_day, random.Random(1))  # to a Tuesday, half past nine
    stopped = crawls[-1].at
    for place in range(1, 2 * hours + 1):
        crawls.append(Crawl(stopped + place * HALF_HOUR, 0))
    assert "in the same hours of the" in unusual_silence(crawls, crawls[-1].at, ZONE)


@pytest.mark.parametrize(("rests", "unusual"), [(True, False), (False, True)])
def test_a_newsroom_that_works_on_holidays_is_missed_on_them(rests: bool, unusual: bool) -> None:
    until = dt.datetime(2026, 7, 6, 9, tzinfo=ZoneInfo(ZONE))  # a holiday; those of May are known
    weeks = (until - START) / dt.timedelta(days=7)
    crawls = newsroom(weeks, 60, random.Random(1), rests)
    crawls += [Crawl(until + place * HALF_HOUR, 0) for place in range(12)]
    assert bool(unusual_silence(crawls, crawls[-1].at, ZONE)) == unusual


def test_little_history_gives_no_alarm() -> None:
    crawls = newsroom(3.2, 120, random.Random(1))
    crawls += [Crawl(crawls[-1].at + place * HALF_HOUR, 0) for place in range(1, 30)]
    assert unusual_silence(crawls, crawls[-1].at, ZONE) == ""
    assert unusual_silence([], START, ZONE) == ""

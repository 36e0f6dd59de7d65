"""Slots come at the civil times that cron means, once each, over every change of a zone's clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kznews.schedule.rhythm import BadSchedule, jitter, last_slots, read_schedule, slots

ZONES = "Asia/Almaty Europe/Berlin America/New_York Australia/Lord_Howe UTC".split()
EXPRESSIONS = ("30 2 * * *", "30 * * * *", "*/20 * * * *", "0 0 * * 0", "15 23 29 * 4", "5 0-6/2 * 3,10 *")
STARTS = st.integers(1_672_531_200, 1_830_297_600).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC))


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def between(schedule: str, zone: str, first: str, last: str) -> list[str]:
    found = slots(read_schedule(schedule, zone), moment(first), moment(last))
    return [f"{slot:%m-%d %H:%M}" for slot in found]


@pytest.mark.parametrize(
    ("schedule", "zone", "first", "last", "expected"),
    [
        ("30 2 * * *", "Europe/Berlin", "2026-10-24", "2026-10-27", "10-24 00:30|10-25 00:30|10-26 01:30"),
        ("30 2 * * *", "Europe/Berlin", "2026-03-28", "2026-03-31", "03-28 01:30|03-30 00:30"),
        ("30 * * * *", "Europe/Berlin", "2026-10-25", "2026-10-25T03:00", "10-25 00:30|10-25 02:30"),
        ("30 23 * * *", "Asia/Almaty", "2024-02-28", "2024-03-02", "02-28 17:30|02-29 17:30|03-01 18:30"),
        ("0 0 1 3 *", "Asia/Almaty", "2024-02-01", "2024-04-01", "02-29 19:00"),
        ("0 6 * * *", "Asia/Almaty", "2024-02-29", "2024-03-02", "03-01 01:00"),
        ("45 1 * * *", "Australia/Lord_Howe", "2026-04-03", "2026-04-06", "04-03 14:45|04-04 14:45|04-05 15:15"),
    ],
    ids="repeated skipped repeated-hour Almaty Almaty-midnight Almaty-morning half-hour".split(),
)
def test_a_change_of_the_clock_neither_doubles_nor_moves_a_slot(
    schedule: str, zone: str, first: str, last: str, expected: str
) -> None:
    assert between(schedule, zone, first, last) == expected.split("|")


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("0", "Sun"),
        ("7", "Sun"),
        ("sun", "Sun"),
        ("1-5", "Mon Tue Wed Thu Fri"),
        ("5-7", "Sun Fri Sat"),
        ("fri-mon", "Sun Mon Fri Sat"),
        ("*/2", "Sun Tue Thu Sat"),
        ("1,3", "Mon Wed"),
    ],
)
def test_days_of_the_week_are_those_of_cron(field: str, days: str) -> None:
    rhythm = read_schedule(f"0 12 * * {field}", "UTC")
    found = slots(rhythm, moment("2026-11-01"), moment("2026-11-08"))  # from a Sunday on
    assert " ".join(f"{slot:%a}" for slot in found) == days


def test_either_of_two_restricted_days_is_enough() -> None:
    assert between("0 0 13 * 5", "UTC", "2026-11-01", "2026-11-21") == "11-06 00:00|11-13 00:00|11-20 00:00".split("|")


NO_SCHEDULES = [
    "",
    "every",
    "every 30 s",
    "every 0 min",
    "every 99999999999 days",
    "* * * *",
    "61 * * * *",
    "0 0 * * 8",
]
NO_SCHEDULES += ["0 0 31 2 *", "0 0 30 2 *", "@reboot", "0 0 ٣ * *", "1,,2 * * * *", "*/0 * * * *", "10-5 * * * *"]
NO_SCHEDULES += ["0 0 L * *", "0 0 * * * *"]


@pytest.mark.parametrize("text", NO_SCHEDULES)
def test_what_is_no_schedule_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadSchedule, match=r"\w"):
        read_schedule(text, "UTC")


def test_a_day_that_never_comes_takes_nothing_from_days_that_do() -> None:
    assert between("0 0 31 2 5", "UTC", "2026-02-01", "2026-02-14") == ["02-06 00:00", "02-13 00:00"]


@pytest.mark.parametrize("text", ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"])
def test_the_shorthands_of_cron_are_known(text: str) -> None:
    slot = read_schedule(text, "UTC").after(moment("2026-12-31T23:00"))
    assert f"{slot:%M}" == "00"
    assert (f"{slot:%m-%d %H}" == "01-01 00") == (text != "@weekly")


@pytest.mark.parametrize(
    ("schedule", "years"), [("* * * * *", 1), ("every 5 min", 1), ("0 7 1 * *", 20), ("@yearly", 5)]
)
def test_of_slots_without_number_the_newest_are_found(schedule: str, years: int) -> None:
    rhythm, end = read_schedule(schedule, "Asia/Almaty"), moment("2026-11-01")
    begin = end - dt.timedelta(days=365 * years)
    found = last_slots(rhythm, begin, end, 50)
    assert found == [slot for slot in slots(rhythm, found[0] - dt.timedelta(seconds=1), end) if slot < end]
    assert len(found) == (50 if schedule != "@yearly" else 5)


@given(st.sampled_from(EXPRESSIONS), st.sampled_from(ZONES), STARTS)
def test_slots_grow_and_no_civil_time_has_two(expression: str, zone: str, start: dt.datetime) -> None:
    rhythm, last = read_schedule(expression, zone), start
    seen = set()
    for _ in range(6):
        slot = rhythm.after(last)
        civil = slot.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        assert slot > last
        assert civil not in seen
        assert civil.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC) == slot
        seen.add(civil)
        last = slot


@given(st.sampled_from([*EXPRESSIONS, "every 7 min"]), STARTS)
def test_a_slot_does_not_depend_on_when_one_asks(expression: str, start: dt.datetime) -> None:
    rhythm, begin = read_schedule(expression, "Europe/Berlin"), start
    slot = rhythm.after(begin)
    assert rhythm.after(begin + (slot - begin) / 2) == slot
    assert rhythm.after(slot - dt.timedelta(microseconds=1)) == slot


@given(st.text(min_size=1, max_size=9), st.integers(0, 900))
def test_jitter_is_bounded_and_always_the_same(site: str, most: int) -> None:
    slot = moment("2026-11-01")
    assert jitter(site, slot, most) == jitter(site, slot, most)
    assert dt.timedelta(0) <= jitter(site, slot, most) <= dt.timedelta(seconds=most)

"""When a site is to be crawled: a cron expression with cron's own meaning, or "every 30 min", in a named zone."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from kznews.schedule.fields import DAYS, numbers

UNITS = {"min": 60, "minute": 60, "minutes": 60, "h": 3600, "hour": 3600, "hours": 3600, "day": 86400, "days": 86400}
EVERY = re.compile(r"every\s+(?:(\d+)\s*)?([a-z]+)", re.I)
SHORTHANDS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
LONGEST = 366 * 86400  # seconds
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class BadSchedule(ValueError):
    """The text is neither a cron expression nor "every N min|hours|days"."""


@dataclass(frozen=True, slots=True)
class Every:
    """Slots a fixed time apart, counted from the epoch in UTC: they are the same on every machine, whenever it starts."""

    seconds: int

    def after(self, moment: dt.datetime) -> dt.datetime:
        """Return the first slot later than *moment*."""
        passed = int((moment - EPOCH).total_seconds()) // self.seconds
        return EPOCH + dt.timedelta(seconds=(passed + 1) * self.seconds)


@dataclass(frozen=True, slots=True)
class Cron:
    """Slots at the civil times that a crontab line names, in the zone of *zone*.

    A time that a clock change skips has no slot; one that it repeats has one slot, the first (Vixie cron's rule for
    fixed times). When both day fields are restricted either is enough, as POSIX crontab has it.
    """

    expression: str
    zone: str

    def after(self, moment: dt.datetime) -> dt.datetime:
        """Return the first slot later than *moment*."""
        found = [one for fields in _alternatives(self.expression) if (one := _first_after(fields, self.zone, moment))]
        if not found:
            raise ValueError("names no day that ever comes")
        return min(found)


def read_schedule(text: str, zone: str) -> Every | Cron:
    """Return the rhythm that *text* names; raise `BadSchedule` with what is wrong with it."""
    if not text.isascii():
        raise BadSchedule(f"{text!r}: holds a letter or digit that cron does not know")
    words = SHORTHANDS.get(text.strip().lower(), text.strip())
    if match := EVERY.fullmatch(words):
        return Every(_seconds(match[1], match[2].lower(), text))
    if len(words.split()) != 5:
        raise BadSchedule(f'{text!r} is neither "every 30 min" nor a cron expression of five fields')
    rhythm = Cron(words, zone)
    try:
        rhythm.after(EPOCH)
    except ValueError as error:
        raise BadSchedule(f"{text!r}: {error}") from error
    return rhythm


def slots(rhythm: Every | Cron, after: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the slots later than *after* and not later than *until*."""
    moment = rhythm.after(after)
    while moment <= until:
        yield moment
        moment = rhythm.after(moment)


def last_slots(rhythm: Every | Cron, after: dt.datetime, before: dt.datetime, most: int) -> list[dt.datetime]:
    """Return the slots later than *after* and earlier than *before*, of very many about the newest *most* alone.

    A machine that was off for a year is not to count all minutes of it.
    """
    reach = dt.timedelta(minutes=most)
    while True:
        start = max(after, before - reach)
        found = [slot for slot in slots(rhythm, start, before) if slot < before]
        if start == after or len(found) >= most:
            return found[-most:]
        reach *= 4


def latest(rhythm: Every | Cron, moment: dt.datetime) -> dt.datetime | None:
    """Return the last slot not later than *moment*; None when there was none in the five years before."""
    if isinstance(rhythm, Every):
        return rhythm.after(moment) - dt.timedelta(seconds=rhythm.seconds)
    for hours in (2, 26, 24 * 8, 24 * 63, 24 * 366 * 5):
        found = None
        for found in slots(rhythm, moment - dt.timedelta(hours=hours), moment):  # noqa: B007 - the last one is wanted
            pass
        if found:
            return found
    return None


def jitter(site: str, slot: dt.datetime, most: int) -> dt.timedelta:
    """Return this slot's delay, 0 to *most* seconds: the same on every machine, spread evenly over sites and slots."""
    digest = hashlib.sha256(f"{site} {slot.isoformat()}".encode()).digest()
    return dt.timedelta(seconds=int.from_bytes(digest[:4], "big") % (most + 1))


def _seconds(number: str | None, unit: str, text: str) -> int:
    if unit not in UNITS:
        raise BadSchedule(f"{text!r}: {unit!r} is no unit; use min, hours or days")
    seconds = int(number or 1) * UNITS[unit]
    if not 60 <= seconds <= LONGEST:
        raise BadSchedule(f"{text!r}: {'less than a minute' if seconds < 60 else 'more than a year'} apart")
    return seconds


def _alternatives(expression: str) -> list[tuple[str, ...]]:
    """Return the field lists whose union *expression* means: two when both day fields are restricted."""
    minute, hour, day, month, weekday = map(_listed, numbers(expression))
    named = ",".join(DAYS[int(number)] for number in weekday.split(",")) if weekday != "*" else "*"
    starred = any(field.startswith("*") for field in expression.split()[2::2])  # "*/2" counts as a star, as in cron
    if starred:
        return [(minute, hour, day, month, named)]
    return [(minute, hour, day, month, "*"), (minute, hour, "*", month, named)]


def _listed(values: list[int] | None) -> str:
    return "*" if values is None else ",".join(map(str, values))


def _first_after(fields: tuple[str, ...], zone: str, moment: dt.datetime) -> dt.datetime | None:
    minute, hour, day, month, weekday = fields
    trigger = CronTrigger(minute=minute, hour=hour, day=day, month=month, day_of_week=weekday, timezone=ZoneInfo(zone))
    while True:
        start = (moment + dt.timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
        found: dt.datetime | None = trigger.get_next_fire_time(None, start)
        if found is None:
            return None
        moment = found.astimezone(dt.UTC)
        civil = moment.astimezone(ZoneInfo(zone))
        if not civil.fold and _names(trigger, civil):
            return moment


def _names(trigger: CronTrigger, civil: dt.datetime) -> bool:
    """Say whether the fields name this civil time: the trigger moves one that a clock change skips."""
    return all(field.get_next_value(civil) == field.get_value(civil) for field in trigger.fields)

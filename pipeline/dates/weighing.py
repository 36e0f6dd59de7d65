"""Which of the places that may be right is believed: by rank, and by what confirms or contradicts it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Set
from dataclasses import replace
from zoneinfo import ZoneInfo

from pipeline.dates.ranks import AT_HEADLINE, CIVIL, SHOWN, WEAK, Rank
from pipeline.dates.read import Reading, read
from pipeline.dates.stated import MODIFIED, UTC, Candidate
from pipeline.dates.verdict import Source
from pipeline.dates.zones import at_midnight

OFFSET = re.compile(r"\d\s?[+-]\d\d:?\d\d$")
UPDATED = re.compile(r"updat|modif|обновл|жаңарт|stand:|aktualisiert", re.I)
MOST_WEST, MOST_EAST = 8, 14  # hours between UTC and the zones farthest from it
A_DAY, A_MONTH = dt.timedelta(days=-1), dt.timedelta(days=31)
PRINTED: tuple[Source, ...] = ("visible", "dateline")


def confirmed(judged: list[Candidate]) -> list[Candidate]:
    """Return *judged*, each date of a weak field that has a time and that the page shows as one that is well stated."""
    shown = {one.day for one in judged if one.source == "visible" and one.fault != MODIFIED}
    return [replace(one, rank=Rank.CONFIRMED) if _is_weak(one) and one.time and one.day in shown else one for one in judged]


def _is_weak(one: Candidate) -> bool:
    return one.source == "meta" and WEAK <= one.rank < Rank.NEVER


def of_stated_years(judged: list[Candidate]) -> list[Candidate]:
    """Return *judged*, each day without a year as that of the only year in which a field or a <time> states it, or a change soon after."""
    stated = {one.day for one in judged if one.day and one.source not in PRINTED and one.fault in ("", MODIFIED)}
    return [_of_year(one, one.reading, stated) for one in judged]


def _of_year(one: Candidate, reading: Reading | None, stated: Set[dt.date]) -> Candidate:
    if reading is None or one.source not in PRINTED or reading.form != "yearless":
        return one
    days = {day for each in stated for day in _days_near(reading.day, each)}
    return replace(one, reading=replace(reading, day=days.pop())) if len(days) == 1 else one


def _days_near(day: dt.date, stated: dt.date) -> Iterator[dt.date]:
    """Yield *day* as of a year in which it is shortly before *stated*; a field in another zone may be of the day before."""
    for year in (stated.year - 1, stated.year, stated.year + 1):
        try:
            one = day.replace(year=year)
        except ValueError:  # the 29th of February
            continue
        if A_DAY <= stated - one <= A_MONTH:
            yield one


def weighed(believed: list[Candidate], modified: Set[dt.date]) -> Candidate:
    """Return the best of *believed*: a field that nothing confirms yields to two places that agree on another day.

    One article in JSON-LD yields to another that something else confirms. The two places
    are the headline and a meta element or the state of the page's program, or the headline and a <time> where it is not the
    day of a change. A field that states the day of a change yields to the headline and any meta element. An address yields to a
    line at the headline with the day after it and a time: it keeps the day on which the story was begun.
    """
    best = believed[0]
    if best.source == "url":
        return _day_after(best, believed) or best
    if rivals := [one for one in believed if _is_rival(one, best)]:
        days = {one.day for one in believed if one.source != "json-ld"}
        return next((one for one in (best, *rivals) if one.day in days), best)
    if best.source not in ("json-ld", "meta", "time") or not is_doubted(believed):
        return best
    shown = _shown(believed)
    for one in believed:
        field = one.source in ("meta", "script") or (one.source == "time" and one.day not in modified)
        heard = _is_witness(one) or (one.source == "meta" and best.day in modified)
        if field and heard and one.day != best.day and one.day in shown:
            return one
    return best


def _day_after(address: Candidate, believed: list[Candidate]) -> Candidate | None:
    """Return the line at the headline with the day after that of the *address* and a time, if no other day stands there."""
    lines = _lines(believed)
    days = {one.day for one in lines}
    return next((one for one in lines if one.time), None) if days == {_next_day(address)} else None


def _next_day(one: Candidate) -> dt.date | None:
    return one.day + dt.timedelta(days=1) if one.day else None


def is_undecided(chosen: Candidate, believed: list[Candidate], modified: Set[dt.date]) -> bool:
    """Say whether what nothing confirms stands against something as good, so that none can be told to be that of the text.

    These are two articles in JSON-LD, a field against the line at the headline where that is the day of a change, and a day in
    a field against the day before it in the address. An instant in UTC may be the line's day in the publisher's zone.
    """
    if any(_is_rival(one, chosen) for one in believed):
        return not any(one.source != "json-ld" and one.day == chosen.day for one in believed)
    if chosen is not believed[0] or chosen.source not in ("json-ld", "meta"):
        return False
    if chosen.source == "meta" and _is_day_after_address(chosen, believed):
        return True
    if not is_doubted(believed):
        return False
    lines = {one.day for one in _lines(believed)}
    near = dt.timedelta(days=1)
    return any(
        day is not None
        and day in modified
        and not (UTC.search(chosen.text) and abs(day - (chosen.day or day)) <= near)
        for day in lines
    )


def _is_day_after_address(field: Candidate, believed: list[Candidate]) -> bool:
    """Say whether the address has the day before that of *field*, for which there are but fields without a time.

    Some publishers fill them anew with each change; some addresses are in UTC.
    """
    same = [one for one in believed if one.day == field.day]
    if any(one.source != "meta" or one.time for one in same):
        return False
    return any(one.source == "url" and _next_day(one) == field.day for one in believed)


def _is_rival(one: Candidate, best: Candidate) -> bool:
    """Say whether *one* and *best* are nodes of JSON-LD, as good as each other, and of two days."""
    return one.source == best.source == "json-ld" and one.rank == best.rank and one.day != best.day


def is_doubted(believed: list[Candidate]) -> bool:
    """Say whether no other witness confirms the first of *believed*, and the page shows another day."""
    first = believed[0].day
    confirming = {one.source for one in believed if _is_witness(one) and one.day == first}
    return len(confirming) <= 1 and bool(_shown(believed) - {first})


def _lines(believed: list[Candidate]) -> list[Candidate]:
    """Return the dates that the page prints at its headline."""
    return [one for one in believed if one.source == "visible" and one.rank <= AT_HEADLINE]


def _shown(believed: list[Candidate]) -> Set[dt.date | None]:
    return {one.day for one in believed if one.source == "visible" and one.rank <= SHOWN}


def _is_witness(one: Candidate) -> bool:
    return one.rank <= AT_HEADLINE or one.source in ("time", "script")


def civil(best: Candidate, believed: list[Candidate], url: str) -> Candidate:
    """Return the candidate that says the civil day of *best*, an instant in UTC, where the publisher's zone is not known.

    An instant late or early in the day belongs to the next or the last civil day in some zones: the address, what the page
    prints, or a field with a zone tells which. Where none does, the midnight of the publisher's country is a day without a
    time.
    """
    if best.reading is None or best.reading.time is None or not UTC.search(best.text):
        return best
    local = [one for one in believed if one.source == "url" or (one.rank <= CIVIL and _is_local(one))]
    days = {one.day for one in local if one.day}
    if not days:
        local_reading = at_midnight(best.reading, url)
        return best if local_reading is best.reading else replace(best, reading=local_reading)
    if len(days) != 1:
        return best
    ahead = (days.pop() - best.reading.day).days
    hour = best.reading.time.hour
    if (ahead == -1 and hour < MOST_WEST) or (ahead == 1 and hour >= 24 - MOST_EAST):
        return local[0]
    return best


def as_shown(best: Candidate, believed: list[Candidate], zone: str) -> Candidate:
    """Return *best* by the clock that it states, where the headline's line shows that clock's day and no other.

    A field in UTC is another's whose clock is the same in a zone.
    Many publishers label their local time as UTC, or as that of a zone which changed: what they show is what they mean.
    An address may hold the day in UTC of the moment that the headline's line shows in *zone*: then it is the line's.
    """
    if best.source == "url":
        lines = _lines(believed)
        late = (one for one in lines if one.day != best.day and _day_in_utc(one, zone) == best.day)
        return next(late, best)
    stated = read(best.text, None) if best.source in ("json-ld", "meta") and best.time else None
    if stated is not None and UTC.search(best.text):
        fields = (one for one in believed if one.source in ("json-ld", "meta") and one.time and _is_local(one))
        best = next((one for one in fields if _clock(read(one.text, None)) == _clock(stated)), best)
    lines = _lines(believed) or [one for one in believed if one.source == "visible" and one.rank == Rank.APART]
    days = {one.day for one in lines}
    if stated is None or stated.day == best.day or days != {stated.day}:
        return best
    return replace(best, reading=stated)


def _clock(stated: Reading | None) -> tuple[dt.date, dt.time | None] | None:
    return (stated.day, stated.time) if stated else None


def _day_in_utc(one: Candidate, zone: str) -> dt.date | None:
    if one.reading is None or one.reading.time is None:
        return None
    return dt.datetime.combine(one.reading.day, one.reading.time, ZoneInfo(zone)).astimezone(dt.UTC).date()


def _is_local(one: Candidate) -> bool:
    if one.source == "visible":
        return one.reading is not None and not UPDATED.search(one.text[: one.reading.start])
    return OFFSET.search(one.text) is not None and not UTC.search(one.text)

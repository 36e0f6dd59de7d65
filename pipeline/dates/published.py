"""When a page was published: every place that states a date is heard, the best place is believed, and none is no date.

Ranks, lower believed first: 10 JSON-LD of the article · 11 meta of publication · 12 news sitemap · 13 feed · 15 marked as
published · 20 JSON-LD of the page · 23 address · 24 visible and labelled · 25 visible at the headline · 26 <time> ·
27 at the headline with more beside it · 28 dateline · 29 in a box at the headline · 30 a Dublin Core date ·
31 the beginning of a thread · 33 the only labelled day · 34 the only day that the article shows, or the one right behind it ·
35 a program's state, or a list that names the page · 36 and 37 the only day of the page, in a box beside the article ·
38 glued digits of the address · 39 a short script at the headline · 40 created · 41 a meta "date" · 42 uploaded, or a field
of a vendor · 45 listing. 99 is never believed, only shown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Set
from dataclasses import replace

from pipeline.dates.scripts import in_scripts, in_state
from pipeline.dates.stated import UTC, Candidate, in_hints, in_json_ld, in_metas, in_url
from pipeline.dates.verdict import Confidence, Evidence, Verdict
from pipeline.dates.visible import in_page
from pipeline.dates.zones import at_midnight
from pipeline.document import Document

OFFSET = re.compile(r"\d\s?[+-]\d\d:?\d\d$")
UPDATED = re.compile(r"updat|modif|обновл|жаңарт|stand:|aktualisiert", re.I)
MOST_WEST, MOST_EAST = 8, 14  # hours between UTC and the zones farthest from it
AT_HEADLINE = 25  # ranks up to this are fields, or dates printed at the headline
SHOWN = 34  # visible dates up to this rank are printed at the headline, or are the only one in the article
NEVER = 99
STRONG = 23  # ranks up to this are fields that cannot be outdone by what the page shows
LABELLED = 33
CONFIRMED, WEAK = 22, 30
UNDECIDED = "undecided: a field alone, and a day of change at the headline"
OLDEST = dt.date(1990, 1, 1)
STATED = 20  # ranks up to this are fields made to state the publication


def published(document: Document) -> Verdict:
    """Return the day of publication that *document* states, civil in the publisher's zone, with all evidence."""
    fields = [*in_json_ld(document), *in_metas(document), *in_scripts(document), *in_hints(document), *in_url(document)]
    checked = [_checked(one, document.page.fetched_at) for one in fields]
    shown = in_page(document, brief=_is_settled(checked, document))
    judged = _confirmed([*checked, *(_checked(one, document.page.fetched_at) for one in shown)])
    believed = sorted((one for one in judged if not one.fault and one.rank < NEVER), key=lambda one: one.rank)
    if not believed:
        return Verdict(None, None, "none", tuple(_evidence(one, one.fault) for one in judged))
    if believed[0].source == "json-ld" and _is_doubted(believed):
        state = [_checked(one, document.page.fetched_at) for one in in_state(document)]
        judged, believed = [*judged, *state], [*believed, *(one for one in state if not one.fault)]
    modified = {one.reading.day for one in judged if one.reading and one.fault.startswith("modified")}
    chosen = _weighed(believed, modified)
    if _is_undecided(chosen, believed, modified):
        return Verdict(None, None, "none", tuple(_evidence(one, one.fault or UNDECIDED) for one in judged))
    best = chosen if document.page.timezone else _civil(chosen, believed, document.page.url)
    assert best.reading is not None
    if best not in believed:  # the same place, read in another zone
        believed, judged = ([best if one is chosen else one for one in listed] for listed in (believed, judged))
    same = [one for one in believed if _day(one) == best.reading.day]
    time = next((one.reading.time for one in same if one.reading and one.reading.time), None)
    return Verdict(
        best.reading.day, time, _confidence(best, same), tuple(_evidence(one, _fate(one, best)) for one in judged)
    )


def _is_settled(fields: list[Candidate], document: Document) -> bool:
    """Say whether two kinds of fields state one day and none another, so that what the page shows cannot change it.

    Then the page is searched at its headline alone.
    """
    believed = sorted((one for one in fields if not one.fault and one.rank <= STRONG), key=lambda one: one.rank)
    sources = {one.source for one in believed}
    if len({_day(one) for one in believed}) != 1 or len(sources) < 2 or not any(_has_time(one) for one in believed):
        return False
    return bool(document.page.timezone) or "url" in sources or not UTC.search(believed[0].text)


def _has_time(one: Candidate) -> bool:
    return one.reading is not None and one.reading.time is not None


def _confirmed(judged: list[Candidate]) -> list[Candidate]:
    """Return *judged*, each date of a weak field that has a time and that the page shows as one that is well stated."""
    shown = {
        one.reading.day for one in judged if one.reading and one.source == "visible" and not one.fault.startswith("mod")
    }
    return [
        replace(one, rank=CONFIRMED)
        if one.source == "meta"
        and WEAK <= one.rank < NEVER
        and one.reading
        and one.reading.time
        and one.reading.day in shown
        else one
        for one in judged
    ]


def _weighed(believed: list[Candidate], modified: Set[dt.date]) -> Candidate:
    """Return the best of *believed*: a field that nothing confirms yields to two places that agree on another day.

    These are the headline and a meta element or the state of the page's program, or the headline and a <time> where it is
    not the day of a change.
    """
    best = believed[0]
    if best.source not in ("json-ld", "meta", "time") or not _is_doubted(believed):
        return best
    at_headline = _at_headline(believed)
    for one in believed:
        field = one.source in ("meta", "script") or (one.source == "time" and _day(one) not in modified)
        if field and _is_strong(one) and _day(one) != _day(best) and _day(one) in at_headline:
            return one
    return best


def _is_undecided(chosen: Candidate, believed: list[Candidate], modified: Set[dt.date]) -> bool:
    """Say whether a field that nothing confirms stands against the line at the headline, which is the day of a change.

    Which of the two is that of the text cannot be told. An instant in UTC may be the line's day in the publisher's zone.
    """
    if chosen is not believed[0] or chosen.source not in ("json-ld", "meta") or not _is_doubted(believed):
        return False
    lines = {_day(one) for one in believed if one.source == "visible" and one.rank <= AT_HEADLINE}
    near = dt.timedelta(days=1)
    return any(
        day is not None
        and day in modified
        and not (UTC.search(chosen.text) and abs(day - (_day(chosen) or day)) <= near)
        for day in lines
    )


def _is_doubted(believed: list[Candidate]) -> bool:
    """Say whether nothing strong confirms the first of *believed*, and the page shows another day at its headline."""
    first = _day(believed[0])
    confirming = {one.source for one in believed if _is_strong(one) and _day(one) == first}
    return len(confirming) <= 1 and bool(_at_headline(believed) - {first})


def _at_headline(believed: list[Candidate]) -> Set[dt.date | None]:
    return {_day(one) for one in believed if one.source == "visible" and one.rank <= SHOWN}


def _is_strong(one: Candidate) -> bool:
    return one.rank <= AT_HEADLINE or one.source in ("time", "script")


def _day(one: Candidate) -> dt.date | None:
    return one.reading.day if one.reading else None


def _civil(best: Candidate, believed: list[Candidate], url: str) -> Candidate:
    """Return the candidate that says the civil day of *best*, an instant in UTC, where the publisher's zone is not known.

    An instant late or early in the day belongs to the next or the last civil day in some zones: the address, what the page
    prints, or a field with a zone tells which. Where none does, the midnight of the publisher's country is a day without a
    time.
    """
    if best.reading is None or best.reading.time is None or not UTC.search(best.text):
        return best
    local = [one for one in believed if one.source == "url" or (one.rank <= LABELLED and _is_local(one))]
    days = {one.reading.day for one in local if one.reading}
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


def _is_local(one: Candidate) -> bool:
    if one.source == "visible":
        return not UPDATED.search(one.text)
    return OFFSET.search(one.text) is not None and not UTC.search(one.text)


def _checked(one: Candidate, fetched_at: dt.datetime | None) -> Candidate:
    """Return *one* with the fault that the calendar finds in it."""
    if one.fault or one.reading is None:
        return one
    if fetched_at and one.reading.day > fetched_at.date() + dt.timedelta(days=1):
        return Candidate(one.rank, one.source, one.text, one.reading, "in the future")
    if (
        one.rank >= WEAK
        and one.source != "visible"
        and (one.reading.day.month, one.reading.day.day) == (1, 1)
        and not one.reading.time
    ):
        return replace(one, fault="the first day of a year, as fields are filled that nobody fills")
    if one.reading.day < OLDEST:
        return Candidate(one.rank, one.source, one.text, one.reading, "before there was a web")
    return one


def _confidence(best: Candidate, same: list[Candidate]) -> Confidence:
    if best.rank <= STATED:
        return "stated"
    return "agreed" if len({one.source for one in same}) > 1 else "implied"


def _fate(one: Candidate, best: Candidate) -> str:
    if one is best:
        return "won"
    if one.fault:
        return one.fault
    assert one.reading is not None
    assert best.reading is not None
    return "agrees" if one.reading.day == best.reading.day else f"disagrees with {best.source}"


def _evidence(one: Candidate, fate: str) -> Evidence:
    reading = one.reading
    return Evidence(one.source, one.text, reading.day if reading else None, reading.time if reading else None, fate)

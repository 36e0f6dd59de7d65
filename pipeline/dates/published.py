"""When a page was published: every place that states a date is heard, the best place is believed, and none is no date."""

from __future__ import annotations

import datetime as dt

from pipeline.dates.faults import checked, latest_day
from pipeline.dates.json_ld import in_json_ld
from pipeline.dates.microdata import of_others
from pipeline.dates.own import Own
from pipeline.dates.ranks import STATED, STRONG, Rank
from pipeline.dates.scripts import in_scripts, in_state
from pipeline.dates.stated import MODIFIED, UTC, Candidate, in_hints, in_metas, in_url
from pipeline.dates.verdict import Confidence, Evidence, Verdict
from pipeline.dates.visible import ONE_OF_SEVERAL, in_page
from pipeline.dates.weighing import (
    as_shown,
    civil,
    confirmed,
    is_doubted,
    is_undecided,
    of_stated_years,
    weighed,
)
from pipeline.document import Document

UNDECIDED = "undecided: another place says another day, and none confirms either"


def published(document: Document) -> Verdict:
    """Return the day of publication that *document* states, civil in the publisher's zone, with all evidence."""
    own = Own(document)
    fields = [
        *in_json_ld(document, own),
        *in_metas(document, of_others(document, own)),
        *in_scripts(document),
        *in_hints(document),
        *in_url(document),
    ]
    latest = latest_day(document.page)
    stated = [checked(one, document, latest) for one in fields]
    shown = in_page(document, own, brief=_is_settled(stated, document))
    judged = confirmed(of_stated_years([*stated, *(checked(one, document, latest) for one in shown)]))
    believed = sorted((one for one in judged if not one.fault and one.rank < Rank.NEVER), key=lambda one: one.rank)
    if not believed:
        return Verdict(None, None, "none", tuple(_evidence(one, one.fault) for one in judged))
    if believed[0].source == "json-ld" and is_doubted(believed):
        state = [checked(one, document, latest) for one in in_state(document)]
        judged, believed = [*judged, *state], [*believed, *(one for one in state if not one.fault)]
    modified = {one.day for one in judged if one.day and one.fault == MODIFIED}
    several = _several_times(judged) if believed[0].source != "time" else set()
    chosen = weighed(believed, modified | several)
    if is_undecided(chosen, believed, modified):
        return Verdict(None, None, "none", tuple(_evidence(one, one.fault or UNDECIDED) for one in judged))
    zone = document.page.timezone
    best = as_shown(chosen, believed, zone) if zone else civil(chosen, believed, document.page.url)
    if best not in believed:  # the same place, read in another zone
        believed, judged = ([best if one is chosen else one for one in listed] for listed in (believed, judged))
    same = [one for one in believed if one.day == best.day]
    time = next((one.time for one in same if one.time), None)
    return Verdict(best.day, time, _confidence(best, same), tuple(_evidence(one, _fate(one, best)) for one in judged))


def _several_times(judged: list[Candidate]) -> set[dt.date]:
    """Return the days of the <time> elements in the article, if they are several: those of the entries of a report."""
    times = (one for one in judged if one.source == "time" and one.fault in ("", ONE_OF_SEVERAL))
    days = {one.day for one in times if one.day}
    return days if len(days) > 1 else set()


def _is_settled(fields: list[Candidate], document: Document) -> bool:
    """Say whether two kinds of fields state one day and none another, so that what the page shows cannot change it.

    Then the page is searched at its headline alone.
    """
    believed = sorted((one for one in fields if not one.fault and one.rank <= STRONG), key=lambda one: one.rank)
    sources = {one.source for one in believed}
    if len({one.day for one in believed}) != 1 or len(sources) < 2 or not any(one.time for one in believed):
        return False
    return bool(document.page.timezone) or "url" in sources or not UTC.search(believed[0].text)


def _confidence(best: Candidate, same: list[Candidate]) -> Confidence:
    if best.rank <= STATED:
        return "stated"
    return "agreed" if len({one.source for one in same}) > 1 else "implied"


def _fate(one: Candidate, best: Candidate) -> str:
    if one is best:
        return "won"
    if one.fault:
        return one.fault
    return "agrees" if one.day == best.day else f"disagrees with {best.source}"


def _evidence(one: Candidate, fate: str) -> Evidence:
    return Evidence(one.source, one.text, one.day, one.time, fate)

"""When an address is asked for again, and what a visit to a stored article means for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from storage.entities import RETRIED, Outcome, State

GROWTH = 3  # each visit's age is so many times the one before: 1 h, 3 h, 9 h, 27 h, ...
LONGEST = 4  # times the rhythm's days: as long after its discovery even an article that changes on and on is left alone
MOST_FAILURES = 5  # visits in a row that may fail before an absence is no longer followed
ABSENT = (404, 410)
LOOKS = (dt.timedelta(days=1), dt.timedelta(days=7))  # after its discovery
PAUSES = {3: dt.timedelta(days=1), 4: dt.timedelta(days=7)}  # after so many failures in a row: an outage may last for days
LOOKED_AT_AGAIN = (State.NOT_AN_ARTICLE, State.GONE, State.ROBOTS)  # though no article was ever seen there
ANSWERED = (State.STORED, State.UNDATED, State.UNCHANGED, State.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A decaying rhythm: the first visit `first` after an article was stored or changed, the last after `whole`."""

    first: dt.timedelta
    whole: dt.timedelta

    def after(self, base: dt.datetime, now: dt.datetime) -> dt.datetime | None:
        """Return when an article that changed last at *base* is asked for again after a visit *now*; None for never."""
        age = max(now - base, dt.timedelta())
        following = min(max(age * GROWTH, age + self.first), self.whole)
        return now + (following - age) if following - age >= self.first > dt.timedelta() else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What an address with a record of its own is after a visit."""

    state: State
    reason: str
    missing_at: dt.datetime | None  # when the page was first seen absent, since it was last there
    gone_at: dt.datetime | None  # when that was seen a second time: the record is a tombstone's


def standing_after(url: Any, current: Any, outcome: Outcome, state: State, reason: str) -> Standing:
    """Return what the address *url*, whose record is *current*, is after *outcome*, which ended in *state*.

    A page that is no article any more, or that cannot be had, takes nothing from the record.
    """
    if state in ANSWERED:
        if outcome.fetch is None and url.gone_at is not None:  # the record was changed by hand, nobody saw the page
            return Standing(State.GONE, url.reason, url.missing_at, url.gone_at)
        return Standing(state, reason, None, None)
    if state is State.GONE and outcome.fetch is not None and outcome.fetch.status in ABSENT:
        if url.missing_at is not None:
            return Standing(State.GONE, f"{reason}, on two visits", url.missing_at, url.gone_at or outcome.fetch.at)
        again = f"{reason}, once: it counts as gone when it is seen so again"
        return Standing(_kept(url, current), again, outcome.fetch.at, None)
    if url.standing is None and state in (*RETRIED, State.PENDING):  # asked for because it changed: asked for once more
        return Standing(state, reason, url.missing_at, url.gone_at)
    return Standing(_kept(url, current), f"the stored text stays: {reason}", url.missing_at, url.gone_at)


def _kept(url: Any, current: Any) -> State:
    """Return the state to which the address goes back."""
    if url.standing is not None:
        return State(url.standing)
    if url.gone_at is not None:
        return State.GONE
    return State.UNCHANGED if current.day else State.UNDATED


def next_look(state: State, discovered_at: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """Return when an address whose page was absent, forbidden or no article is asked for again; None for never.

    Its text may have come after its address, and the site may have been broken when it was read. What robots.txt forbids
    is asked for at twice its age, as long as it stays so: to read the rules again costs the site nothing.
    """
    if state is State.ROBOTS:
        return now + max(LOOKS[0], now - discovered_at)
    return next((at for at in (discovered_at + after for after in LOOKS) if at > now), None)


def next_try(failures: int, now: dt.datetime) -> dt.datetime | None:
    """Return when an address that failed in so many runs in a row may be tried again at the earliest; None for at once."""
    return now + PAUSES[failures] if failures in PAUSES else None


def next_visit(
    rhythm: Rhythm, url: Any, changed_at: dt.datetime, after: Standing, now: dt.datetime, *, answered: bool
) -> dt.datetime | None:
    """Return when the address is asked for again; its record's newest version was stored at *changed_at*.

    One that gave no answer, and one whose page was missing once, are soon asked again, but not for ever.
    """
    came_back = url.gone_at is not None and after.gone_at is None
    base = now if came_back else max(changed_at, after.gone_at or changed_at)
    is_doubtful = not answered or (after.missing_at is not None and after.gone_at is None)
    if is_doubtful and url.attempts < MOST_FAILURES and now < base + LONGEST * rhythm.whole:
        return now + rhythm.first
    if after.gone_at is None and now >= url.discovered_at + LONGEST * rhythm.whole:
        return None
    return rhythm.after(base, now)

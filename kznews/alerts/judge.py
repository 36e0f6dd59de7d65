"""How a site is: ok, quiet, broken, blocked or overdue, judged by its last crawl and its own history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Literal

from kznews.exit_codes import ExitCode
from kznews.schedule.adaptive import LONGEST
from kznews.schedule.rhythm import Every, read_schedule
from storage.entities import State
from storage.site_states import ended_crawls, fresh_ends

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from spiders.site import Site
    from storage.views import Facts

Condition = Literal["ok", "quiet", "broken", "blocked", "overdue"]
LATE = 3  # slots that may pass without a crawl that ended
SLOWEST = 4  # times the stated interval, to which the adaptive rhythm may slow down
FEW = 3  # pages of a kind that may be chance
HISTORY = 50  # crawls
WALLS = ("Challenge", "ConsentWall", "SoftNotFound")
ARTICLES = (State.STORED, State.UNDATED, State.DUPLICATE, State.UNCHANGED)
REFUSED = re.compile(r"HTTP (?:202|401|403|429|451)\b")
WEB_PAGE = re.compile(r"its root is <html>|not a sitemap", re.I)  # given where a feed or sitemap should be


@dataclass(frozen=True, slots=True)
class Judgement:
    """A site's condition and what it was judged by."""

    state: Condition
    why: str = ""
    proven: bool = True  # not so when nothing was wrong or nothing told wrong from worse, because no page was new


def judge(site: Site, engine: Engine, now: dt.datetime, *, adaptive: bool = True) -> Judgement | None:
    """Return how *site* is; None when no crawl of it ever ended."""
    crawls = ended_crawls(engine, site.name, HISTORY)
    if not crawls:
        return None
    if (due := _due(site, crawls[0]["started_at"], adaptive)) < now:
        return Judgement("overdue", f"a crawl was due by {due:%Y-%m-%d %H:%M} UTC")
    return of_crawl(crawls[0], fresh_ends(engine, crawls[0]["id"]), crawls[1:])


def of_crawl(crawl: Facts, ends: Mapping[tuple[str, str], int], before: Sequence[Facts]) -> Judgement:
    """Return what *crawl*, whose fresh fetches ended as *ends*, says of its site; *before* are earlier ones."""
    faults, note = crawl["faults"] or [], crawl["note"]
    walls = sum(total for (state, kind), total in ends.items() if kind in WALLS or state == State.BLOCKED)
    good = sum(crawl["counts"].get(state, 0) for state in ARTICLES)
    pages = sum(bool(WEB_PAGE.search(fault)) for fault in faults)
    if "no discovery document" in note:
        refused = sum(bool(REFUSED.search(fault)) for fault in faults)
        return Judgement("blocked" if 2 * refused >= len(faults) > 0 else "broken", note)
    if (walls >= FEW and walls > 4 * good) or (walls and pages and not good):
        return Judgement("blocked", f'{walls} pages were challenges, walls or "not found", {good} were articles')
    if crawl["exit_code"] == ExitCode.NOTHING_NEW:
        silent = "nothing new" in note or ("names an article" in note and not pages)
        return Judgement("quiet" if silent else "broken", note, proven=silent or bool(ends) or good > 0)
    if crawl["exit_code"] != ExitCode.DONE:
        return Judgement("broken", note)
    return Judgement("broken", fallen) if (fallen := _fallen(crawl, before)) else Judgement("ok", proven=good > 0)


def _fallen(crawl: Facts, before: Sequence[Facts]) -> str:
    """Return which share fell to less than half of what it was in the site's earlier crawls; empty when none did."""
    for what, share in (("hold an article", _yield), ("have a date", _dated)):
        earlier = [one for one in map(share, before) if one is not None]
        now = share(crawl)
        if now is not None and len(earlier) >= FEW and now < median(earlier) / 2:
            return f"{now:.0%} of the pages {what}; it was {median(earlier):.0%}"
    return ""


def _yield(crawl: Facts) -> float | None:
    counts = crawl["counts"]
    good = sum(counts.get(state, 0) for state in ARTICLES)
    return _share(good, good + counts.get(State.NOT_AN_ARTICLE, 0))


def _dated(crawl: Facts) -> float | None:
    stored, undated = (crawl["counts"].get(state, 0) for state in (State.STORED, State.UNDATED))
    return _share(stored, stored + undated)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole > FEW else None


def _due(site: Site, last: dt.datetime, adaptive: bool) -> dt.datetime:
    """Return when the site counts as overdue: the `LATE`th slot after its last crawl, at the slowest rhythm."""
    rhythm, moment = read_schedule(site.schedule, site.timezone), last
    if adaptive and isinstance(rhythm, Every):
        rhythm = Every(max(rhythm.seconds, min(rhythm.seconds * SLOWEST, LONGEST)))
    for _ in range(LATE):
        moment = rhythm.after(moment)
    return moment

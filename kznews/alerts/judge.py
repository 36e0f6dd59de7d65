"""How a site is: ok, quiet, broken, blocked or overdue, judged by its last crawl and its own history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from kznews.alerts.fallen import LONGEST_POOL, fallen
from kznews.schedule.adaptive import LONGEST_RHYTHM
from kznews.schedule.rhythm import Every, read_schedule
from storage.entities import State
from storage.site_states import SiteState, ended_crawls, first_crawl, fresh_ends

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from spiders.site import Site
    from storage.views import Facts

Condition = Literal["ok", "quiet", "broken", "blocked", "overdue"]
LATE = 3  # slots that may pass without a crawl that ended
SLOWEST = 4  # times the stated interval, to which the adaptive rhythm may slow down
FEW = 3  # pages of a kind that may be chance
HISTORY = 100  # crawls
ACCEPTED = dt.timedelta(days=28)  # after which a site that is broken in part counts as one that is so
WALLS = ("Challenge", "ConsentWall", "SoftNotFound")
ARTICLES = (State.STORED, State.UNDATED, State.DUPLICATE, State.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A site's condition and what it was judged by."""

    state: Condition
    why: str = ""
    proven: bool = True  # not so when nothing was wrong or nothing told wrong from worse, because no page was new


def judge(
    site: Site, engine: Engine, now: dt.datetime, *, adaptive: bool = True, kept: SiteState | None = None
) -> Judgement | None:
    """Return how *site* is, *kept* being how it was; None when no crawl of it ended, and none has to yet."""
    crawls = ended_crawls(engine, site.name, LONGEST_POOL)
    began = crawls[0]["started_at"] if crawls else first_crawl(engine, site.name)
    if began is None:
        return None
    if (due := due_by(site, began, adaptive=adaptive)) < now:
        return Judgement("overdue", f"a crawl was due to end by {due:%Y-%m-%d %H:%M} UTC")
    if not crawls:
        return None
    sound = kept.since if kept and kept.state == "broken" and now - kept.since < ACCEPTED else None
    before = ended_crawls(engine, site.name, HISTORY, before=sound)
    found = of_crawl(crawls, fresh_ends(engine, crawls[0]["id"]), before)
    if kept and kept.state == "blocked" and _good(crawls[0]):  # an answer, too, that nothing has changed
        return replace(found, proven=True)
    return found


def of_crawl(crawls: Sequence[Facts], ends: Mapping[tuple[str, str], int], before: Sequence[Facts]) -> Judgement:
    """Return what the newest of *crawls*, whose fresh fetches ended as *ends*, says of its site.

    *crawls* and *before*, the site's history while it was sound, are newest first; both may hold the same.
    """
    crawl, documents = crawls[0], _documents(crawls[0])
    good = _good(crawl)
    walls = sum(total for (state, kind), total in ends.items() if kind in WALLS or state == State.BLOCKED)
    said = f'{walls + documents["walls"]} pages were challenges, walls or "not found", {good} were articles'
    if (walls >= FEW and walls > 4 * good) or (walls and documents["pages"] and not good):
        return Judgement("blocked", said)
    every = documents["read"] + documents["unchanged"] + documents["failed"]
    if documents["walls"] and 2 * (documents["walls"] + documents["refused"]) >= every and not good:
        return Judgement("blocked", said)
    if found := _by_cause(crawl, documents, bool(ends) or good > 0):
        return found
    poorer = fallen(crawls, before)
    return Judgement("broken", poorer) if poorer else Judgement("ok", proven=_articles(crawl) > 0)


def _by_cause(crawl: Facts, documents: Mapping[str, int], looked: bool) -> Judgement | None:
    """Return what the cause of the run's exit code says; None when it ended with 0."""
    match cause_of(crawl):
        case "":
            return None if crawl["exit_code"] == 0 else Judgement("broken", crawl["note"])
        case "no-document" if 2 * documents["refused"] >= documents["failed"] > 0:
            return Judgement("blocked", crawl["note"])
        case "fetches" if crawl["counts"].get(State.BLOCKED, 0) >= max(crawl["counts"].get(State.FAILED, 0), 1):
            return Judgement("blocked", crawl["note"])
        case "no-names" if documents["pages"]:
            return Judgement("broken", f"{crawl['note']}: {documents['pages']} are web pages", proven=looked)
        case "silence" | "no-names":
            return Judgement("quiet", crawl["note"])
        case "no-articles":
            return Judgement("broken", crawl["note"], proven=looked)
        case _:
            return Judgement("broken", crawl["note"])


def cause_of(crawl: Facts) -> str:
    """Return why the crawl did not end with 0; empty for one that did, and for one that an older kznews made."""
    return str((crawl["told"] or {}).get("cause", ""))


def due_by(site: Site, last: dt.datetime, *, adaptive: bool) -> dt.datetime:
    """Return when the site counts as overdue: the `LATE`th slot after its last crawl, at the slowest rhythm."""
    rhythm, moment = read_schedule(site.schedule, site.timezone), last
    if adaptive and isinstance(rhythm, Every):
        rhythm = Every(max(rhythm.seconds, min(rhythm.seconds * SLOWEST, LONGEST_RHYTHM)))
    for _ in range(LATE):
        moment = rhythm.after(moment)
    return moment


def _good(crawl: Facts) -> int:
    """Return how many pages were as they should be, those asked for again included."""
    return sum(crawl["counts"].get(state, 0) for state in ARTICLES)


def _articles(crawl: Facts) -> int:
    """Return how many pages that were visited for the first time hold an article."""
    return int((crawl["told"] or {}).get("pages", {}).get("articles", 0))


def _documents(crawl: Facts) -> dict[str, int]:
    told: dict[str, Any] = (crawl["told"] or {}).get("documents", {})
    return {name: told.get(name, 0) for name in ("read", "unchanged", "failed", "refused", "pages", "walls")}

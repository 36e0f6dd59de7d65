"""When each site ran last and runs next, and why at this rhythm: as rows, and as a table that fits a terminal."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kznews.output import data, fitted, shown, table
from kznews.schedule.plan import plan
from kznews.times import interval, local
from storage import slots
from storage.clock import now
from storage.site_states import last_crawls

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kznews.config import Config
    from spiders.site import Site
    from storage.views import Facts

Row = dict[str, Any]
OPEN = ("due", "missed", "running")


def overview(config: Config, sites: Sequence[Site]) -> list[Row]:
    """Return what `schedule list` tells of each of *sites*, ready for JSON."""
    from kznews.store import NoStore, open_catalog

    try:
        catalog = open_catalog(config)
    except NoStore:
        return [_row(config, site, None, {}, None) for site in sites]
    try:
        counts, runs = slots.counts(catalog.engine), last_crawls(catalog.engine)
        return [_row(config, site, catalog.engine, counts.get(site.name, {}), runs.get(site.name)) for site in sites]
    finally:
        catalog.close()


def _row(
    config: Config, site: Site, engine: Engine | None, counts: dict[slots.SlotState, int], run: Facts | None
) -> Row:
    moment = now()
    due = plan(site, engine, moment, adaptive=config.schedule.adaptive)
    last = next(iter(slots.newest(engine, site.name, until=moment)), None) if engine else None
    return {
        "site": site.name,
        "schedule": site.schedule,
        "timezone": site.timezone,
        "last": last.moment if last else None,
        "state": last.state if last else None,
        "run": last.run_id if last else None,
        "exit_code": last.exit_code if last else None,
        "last_run": {key: run[key] for key in ("id", "started_at", "ended_at", "exit_code")} if run else None,
        "next": due.next,
        "unlisted_missed": len(due.missed),
        "slots": counts,
        "seconds": getattr(due.adapted.rhythm, "seconds", None),
        "why": due.adapted.why,
    }


def newest_slots(config: Config, sites: Sequence[Site], most: int) -> list[Row]:
    """Return the newest slots of each of *sites*, newest first, those included that nobody ran or has written down yet."""
    from kznews.store import open_catalog

    catalog, moment, rows = open_catalog(config), now(), list[Row]()
    try:
        for site in sites:
            due = plan(site, catalog.engine, moment, adaptive=config.schedule.adaptive)
            kept = [_slot(one) for one in slots.newest(catalog.engine, site.name, most, until=moment)]
            known = {row["slot"] for row in kept}
            unlisted = [_missed(site, one) for one in due.missed if one not in known]
            rows += sorted([*kept, *unlisted], key=lambda row: row["slot"], reverse=True)[:most]
    finally:
        catalog.close()
    return rows


def _slot(one: slots.Slot) -> Row:
    return {
        "site": one.site, "slot": one.moment, "state": one.state, "since": one.since, "ended": one.ended_at,
        "exit_code": one.exit_code, "run": one.run_id,
    }  # fmt: skip


def _missed(site: Site, moment: dt.datetime) -> Row:
    nothing = dict.fromkeys(("since", "ended", "exit_code", "run"))
    return {"site": site.name, "slot": moment, "state": slots.SlotState.MISSED, **nothing}


def print_slots(rows: Sequence[Row]) -> None:
    """Print *rows* as a table."""
    made = table("site", "slot", "state", "begun", "ended", "exit", "run", numbers=("exit", "run"))
    for row in rows:
        times = ["-" if row[key] is None else local(row[key]) for key in ("since", "ended")]
        numbers = ["-" if row[key] is None else str(row[key]) for key in ("exit_code", "run")]
        made.add_row(row["site"], local(row["slot"]), row["state"], *times, *numbers)
    data().print(fitted(made, data()))


def print_overview(rows: Sequence[Row]) -> None:
    """Print *rows* as a table; on a terminal, which is narrow, the reasons stand below it."""
    narrow = sys.stdout.isatty()
    made = table("site", "schedule", "now", "last run", "exit", "slot", "next", "open", *([] if narrow else ["why"]))
    for row in rows:
        run = row["last_run"] or {"started_at": None, "exit_code": None}
        times = (_time(moment, narrow) for moment in (run["started_at"], row["next"]))
        last, following = times
        cells = [row["site"], shown(row["schedule"]), _rhythm(row["seconds"]), last, _code(run), row["state"] or "-"]
        made.add_row(*cells, following, _open(row), *([] if narrow else [row["why"]]))
    data().print(fitted(made, data()))
    if narrow:
        _print_reasons(rows)


def _print_reasons(rows: Sequence[Row]) -> None:
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row["why"], []).append(row["site"])
    if rows:
        data().print(f"\nTimes are of {local(rows[0]['next'])[-5:]}. The rhythm:")
    for why, names in reasons.items():
        data().print(f"  {', '.join(names)}: {why}")


def _time(moment: Any, narrow: bool) -> str:
    if moment is None:
        return "never"
    return local(moment)[5:16] if narrow else local(moment)


def _rhythm(seconds: int | None) -> str:
    return "cron" if seconds is None else interval(seconds)


def _code(run: Row) -> str:
    return "-" if run["exit_code"] is None else str(run["exit_code"])


def _open(row: Row) -> str:
    """Return how many slots wait for a run, those that nobody has written down yet included."""
    counts = {str(state): count for state, count in row["slots"].items() if state in OPEN}
    if row["unlisted_missed"]:
        counts["missed"] = counts.get("missed", 0) + row["unlisted_missed"]
    return " ".join(f"{count} {state}" for state, count in counts.items())

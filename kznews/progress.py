"""How crawls are shown: a live table on a terminal, one line a site at the end, faults and the next commands."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.live import Live
from rich.table import Table

from kznews.output import fitted, messages, say, table, talkative
from storage.entities import State

if TYPE_CHECKING:
    from kznews.crawl import Result
    from spiders.run import SiteRun

MOST_FAULTS = 10
OUTCOMES = tuple(state for state in State if state not in (State.PENDING, State.LEASED))


async def live(runs: Callable[[], list[SiteRun]]) -> None:
    """Show the counts of the *runs* under way, twice a second, until cancelled."""
    with Live(console=messages(), transient=True, refresh_per_second=4) as screen:
        while True:
            counts = _table([(run.site.name, run.counts, run.in_flight) for run in runs()])
            screen.update(fitted(counts, screen.console))
            await asyncio.sleep(0.5)


def _table(rows: Sequence[tuple[str, Mapping[str, int], int]]) -> Table:
    made = table("site", "new", *map(str, OUTCOMES), "in flight", numbers=("new", *OUTCOMES, "in flight"))
    for name, counts, in_flight in rows:
        made.add_row(
            name, str(counts.get("new", 0)), *(str(counts.get(state, 0) or "·") for state in OUTCOMES), str(in_flight)
        )
    return made


def summary(results: Sequence[Result], verbose: bool = False) -> None:
    """Print how each crawl ended to the messages' stream: all of it on a terminal, else one line, or only what went wrong."""
    if sys.stderr.isatty():
        messages().print(fitted(_results(results), messages()))
    for one in results:
        if verbose and not sys.stderr.isatty():
            say(_line(one))
        if one.note:
            say(f"{one.site}: {one.note}")
        if one.note or talkative(verbose):
            _faults(one)


def _results(results: Sequence[Result]) -> Table:
    rows = table(
        "site",
        "run",
        "new",
        *map(str, OUTCOMES),
        "seconds",
        "exit",
        numbers=("run", "new", *OUTCOMES, "seconds", "exit"),
    )
    for one in results:
        counts = (str(one.counts.get(state, 0) or "·") for state in OUTCOMES)
        run = str(one.run) if one.run is not None else "-"
        rows.add_row(one.site, run, str(one.counts.get("new", 0)), *counts, f"{one.seconds:.1f}", str(one.exit_code))
    return rows


def _line(one: Result) -> str:
    counts = ", ".join(f"{one.counts[state]} {state}" for state in OUTCOMES if one.counts.get(state))
    ended = f"{one.seconds:.1f} s; exit code {one.exit_code}"
    return f"{one.site}: {one.counts.get('new', 0)} new addresses; {counts or 'nothing fetched'}; {ended}"


def _faults(one: Result) -> None:
    for fault in one.faults[:MOST_FAULTS]:
        say(f"  {fault}")
    if one.total_faults > MOST_FAULTS:
        say(f"  … and {one.total_faults - MOST_FAULTS} more: kznews runs {one.run}")

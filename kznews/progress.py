"""How crawls are shown: a live table on a terminal, one line a site at the end, faults and the next commands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.live import Live
from rich.table import Table

from kznews.output import messages, shown
from storage.entities import State

if TYPE_CHECKING:
    from kznews.crawl import Result
    from spiders.run import SiteRun

OUTCOMES = tuple(state for state in State if state not in (State.PENDING, State.LEASED))


async def live(runs: Callable[[], list[SiteRun]]) -> None:
    """Show the counts of the *runs* under way, twice a second, until cancelled."""
    with Live(console=messages(), transient=True, refresh_per_second=4) as screen:
        while True:
            screen.update(_table([(run.site.name, run.counts, run.in_flight) for run in runs()]))
            await asyncio.sleep(0.5)


def _table(rows: Sequence[tuple[str, dict[str, int], int]]) -> Table:
    table = Table("site", "new", *(str(state) for state in OUTCOMES), "in flight", box=None, pad_edge=False)
    for name, counts, in_flight in rows:
        table.add_row(name, str(counts.get("new", 0)), *(str(counts.get(state, 0) or "·") for state in OUTCOMES), str(in_flight))
    return table


def summary(results: Sequence[Result]) -> None:
    """Print how each crawl ended, with its faults, to the messages' stream."""
    console = messages()
    table = Table("site", "run", "new", *(str(state) for state in OUTCOMES), "seconds", "exit", box=None, pad_edge=False)
    for one in results:
        counts = (str(one.counts.get(state, 0) or "·") for state in OUTCOMES)
        run = str(one.run) if one.run is not None else "-"
        table.add_row(one.site, run, str(one.counts.get("new", 0)), *counts, f"{one.seconds:.1f}", str(one.exit_code))
    console.print(table)
    for one in results:
        if one.note:
            console.print(f"{one.site}: {shown(one.note)}", highlight=False)
        for fault in one.faults[:10]:
            console.print(f"  {shown(fault)}", highlight=False)
        if one.total_faults > 10:
            console.print(f"  … and {one.total_faults - 10} more: kznews runs {one.run}", highlight=False)

"""Fetches the past of a site, and says how each walk ended."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.live import Live
from rich.text import Text

from kznews.config import Config
from kznews.crawl import Result, crawl
from kznews.output import messages, say
from kznews.store import NoStore, open_catalog
from spiders.backfill.archives import Bases
from spiders.backfill.asked import Backfill, Progress, Walked
from spiders.backfill.spider import BackfillSpider, backfill_spider
from spiders.news import NewsSpider
from spiders.run import SiteRun
from spiders.site import Site
from storage import walks
from storage.entities import State

OF_LATE = dt.timedelta(days=30)
LINE_SECONDS = 30.0  # between lines on progress, where there is no terminal
FETCHED = (State.STORED, State.UNDATED, State.DUPLICATE, State.UNCHANGED, State.NOT_AN_ARTICLE, State.GONE)


@dataclass(frozen=True, slots=True)
class Report:
    """How a backfill went. `sides` counts the addresses named by where they lie; `wanted` is of a dry run."""

    result: Result
    walks: tuple[Walked, ...] = ()
    sides: Mapping[str, int] = field(default_factory=dict)
    wanted: int = 0
    complete: bool = False


def backfill(site: Site, asked: Backfill, settings: Mapping[str, Any], *, watched: bool = False) -> Report:
    """Fetch what the catalog lacks of what *asked* names; *watched* shows progress."""
    (report,) = backfill_each([(site, asked)], settings, watched=watched)
    return report


def backfill_each(
    wanted: Sequence[tuple[Site, Backfill]], settings: Mapping[str, Any], *, watched: bool = False
) -> list[Report]:
    """Fetch for each site what the catalog lacks of what is asked of it, side by side; return how each went."""
    asked = {site.name: one for site, one in wanted}
    spiders: dict[str, BackfillSpider] = {}

    def opened(spider: BackfillSpider) -> None:
        spiders[spider.site.name] = spider

    def spider_of(site: Site) -> type[NewsSpider]:
        return backfill_spider(site, asked[site.name], opened)

    async def watch(runs: Callable[[], list[SiteRun]]) -> None:
        await _watch(runs, spiders)

    results = crawl([site for site, _ in wanted], settings, watch if watched else None, spider_of)
    return [_report(result, spiders.get(result.site)) for result in results]


def _report(result: Result, spider: BackfillSpider | None) -> Report:
    if spider is None:
        return Report(result)
    return Report(result, tuple(spider.walked), dict(spider.going.walked), spider.going.wanted, spider.complete)


def last_day_before(config: Config, site: Site, asked: tuple[str, dt.date], yesterday: dt.date) -> dt.date | None:
    """Return the last day of the newest unfinished backfill that was *asked* for by source and first day, if it ended of late.

    A backfill until "yesterday" may take longer than a day, and the same command is to go on with the same one.
    """
    source, first = asked
    try:
        catalog = open_catalog(config)
    except NoStore:
        return None
    try:
        for name in walks.unfinished(catalog.engine, site.name, f"{source} {first}.."):
            found = re.fullmatch(r"\S+ \S+\.\.(\d{4}-\d\d-\d\d)", name)
            if found and dt.timedelta() <= yesterday - (last := dt.date.fromisoformat(found[1])) <= OF_LATE:
                return last
    finally:
        catalog.close()
    return None


def bases_of(config: Config) -> Bases:
    """Return where *config* has the web archives."""
    return Bases(config.archives.wayback, config.archives.cc_index, config.archives.cc_data)


async def _watch(runs: Callable[[], list[SiteRun]], spiders: Mapping[str, BackfillSpider]) -> None:
    """Show progress until cancelled: a line that changes on a terminal, else one from time to time."""
    began = time.monotonic()

    def lines() -> list[str]:
        seconds = time.monotonic() - began  # a run is there before its spider has begun
        going = [(run, spiders[run.site.name].going) for run in runs() if run.site.name in spiders]
        return [progress_line(run.site.name, run.counts, one, seconds) for run, one in going]

    if not messages().is_terminal:
        while True:
            await asyncio.sleep(LINE_SECONDS)
            for line in lines():
                say(line)
    with Live(console=messages(), transient=True, refresh_per_second=4) as screen:
        while True:
            screen.update(Text("\n".join(lines())))
            await asyncio.sleep(0.5)


def progress_line(site: str, counts: Mapping[str, int], going: Progress, seconds: float) -> str:
    """Return one line: what was fetched, at which rate, how much is done, and when it will be over at this pace."""
    fetched = sum(counts.get(state, 0) for state in FETCHED)
    rate = f"{60 * fetched / seconds:.0f} a minute" if seconds else "-"
    share, own = going.share, going.share - (going.begun or 0.0)
    left = dt.timedelta(seconds=round(seconds * (1 - share) / own)) if own > 0.01 else None
    eta = f"about {left} left" if left is not None else "time left not known yet"
    new = counts.get(State.STORED, 0) + counts.get(State.UNDATED, 0)
    return (
        f"{site}: {fetched} fetched, {new} stored, {rate}; walk {going.over + 1} of {going.walks}, {share:.0%}; {eta}"
    )


def show(report: Report, asked: Backfill) -> None:
    """Print how each walk ended, by which rule, and what was outside of the span."""
    for one in report.walks:
        pages = f"{one.pages} page{'s' if one.pages != 1 else ''}"
        say(f"  {one.walk}: {pages}, {one.named} addresses; {one.ended or 'goes on with the next run'}")
    sides = report.sides
    outside = sides.get("before", 0) + sides.get("after", 0)
    inside = f"{sides.get('within', 0)} addresses of {asked.span.first} to {asked.span.last}"
    doubt = f"{sides.get('unknown', 0)} whose day only the page tells"
    say(f"  named: {inside}, {doubt}, {outside} of other days, left alone")
    if asked.dry_run:
        say(f"  {report.wanted} would be fetched")
    elif not report.complete:
        say("  not complete; the same command goes on from here")

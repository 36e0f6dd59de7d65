"""`kznews crawl`: fetch what is new on the given sites."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kznews.config import Config
from kznews.group import ALLOW

if TYPE_CHECKING:
    from kznews.config import Alerts
    from kznews.crawl import Result
    from spiders.site import Site


@click.command()
@click.argument("sites", nargs=-1)
@click.option("--limit", type=click.IntRange(1), help="Fetch at most this many articles a site; the rest waits.")
@ALLOW
@click.option("--slot", is_flag=True, help="Run the slots that are due by the schedule, each once, whoever starts it.")
@click.option("--trigger", type=click.Choice(["person", "cron", "schedule"]), default="person", hidden=True)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON lines.")
@click.option("-v", "--verbose", is_flag=True, help="Say how it went though no terminal is there and all is well.")
@click.pass_obj
def crawl(  # noqa: PLR0913 - one parameter an option
    config: Config,
    sites: tuple[str, ...],
    limit: int | None,
    allow: tuple[str, ...],
    slot: bool,
    trigger: str,
    as_json: bool,
    verbose: bool,
) -> None:
    """Crawl SITES (all that are on, when none is named): discover, fetch, archive, extract, date, deduplicate, write.

    A second crawl fetches only what is new or changed. A crawl that was killed goes on where it was.
    """
    from kznews.alerts.watch import after_crawl
    from kznews.crawl import scrapy_settings, worst
    from kznews.output import as_json as in_json
    from kznews.output import say, talkative
    from kznews.progress import summary
    from spiders.registry import find

    known = config.all_sites()
    chosen = [find(name, known) for name in sites] if sites else list(config.sites_on().values())
    if trigger != "person":  # a crontab line or a unit outlives the day on which its site is switched off
        chosen = [site for site in chosen if config.is_on(site.name)]
    if not chosen:
        return
    settings = scrapy_settings(config, allow=allow, trigger=trigger, limit=limit)
    begun = _Begun(config.alerts)
    results = _crawled(config, chosen, settings, begun, slot=slot)
    if as_json:
        for result in results:
            click.echo(in_json(asdict(result)))
    if slot and trigger == "person":
        for result in results:
            if result.run is None and result.note:
                say(f"{result.site}: {result.note}")
    if not as_json or talkative(verbose):
        summary([result for result in results if not slot or result.run is not None], verbose)
    for fault in [*begun.faults, *after_crawl(config, begun.sites, results)]:
        say(f"warning: {fault}")
    sys.exit(worst(results))


class _Begun:
    """The sites whose crawl was begun and pinged, and what went wrong in pinging."""

    def __init__(self, alerts: Alerts) -> None:
        self._alerts = alerts
        self.sites: Sequence[Site] = ()
        self.faults: list[str] = []

    def __call__(self, sites: Sequence[Site]) -> None:
        from kznews.alerts.channels import Ping, ping

        self.sites = sites
        self.faults += ping(self._alerts, [Ping(site.name, "start", site.name) for site in sites])


def _crawled(
    config: Config, chosen: Sequence[Site], settings: Mapping[str, Any], begin: _Begun, *, slot: bool
) -> list[Result]:
    """Crawl *chosen*; ping their start, and the failure of what cannot even begin."""
    from kznews.alerts.channels import Ping, ping
    from kznews.crawl import crawl as run
    from kznews.crawl import run_slots
    from kznews.errors import explain
    from kznews.output import say
    from kznews.progress import live

    watch = live if sys.stderr.isatty() else None
    try:
        if slot or not settings["KZNEWS_LIMIT"]:  # a limit leaves a rest, so such a crawl stands for no slot
            return run_slots(config, chosen, settings, watch, only_due=slot, begin=begin)
        begin(chosen)
        return run(chosen, settings, watch)
    except Exception as error:
        what = explain(error).what
        for fault in [*begin.faults, *ping(config.alerts, [Ping(site.name, "fail", what) for site in chosen])]:
            say(f"warning: {fault}")
        raise

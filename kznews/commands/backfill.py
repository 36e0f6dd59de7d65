"""`kznews backfill`: fetch the past of a site."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kznews.asked_days import DAY, refuse_to_come, today_at
from kznews.config import Config
from kznews.group import ALLOW

if TYPE_CHECKING:
    from kznews.backfill import Report
    from spiders.backfill.span import Span
    from spiders.site import Site


@click.command()
@click.argument("site")
@click.option("--from", "first", type=DAY, required=True, metavar="DAY", help="The first day, as 2024-03-01.")
@click.option("--to", "last", type=DAY, metavar="DAY", help="The last day; by default yesterday.")
@click.option(
    "--source",
    type=click.Choice(["site", "wayback", "cc"]),
    default="site",
    show_default=True,
    help="Where to look: the site itself, the Wayback Machine, Common Crawl.",
)
@click.option("--dry-run", is_flag=True, help="Read lists only, and count what would be fetched.")
@click.option("--limit", type=click.IntRange(1), help="Fetch at most this many articles; the rest waits.")
@ALLOW
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Say how it went though no terminal is there.")
@click.pass_obj
def backfill(  # noqa: PLR0913 - one parameter an option
    config: Config,
    site: str,
    first: dt.datetime,
    last: dt.datetime | None,
    source: str,
    dry_run: bool,
    limit: int | None,
    allow: tuple[str, ...],
    as_json: bool,
    verbose: bool,
) -> None:
    """Fetch the articles of SITE that appeared between two days and that the catalog lacks.

    Walks the site's date archives, sitemaps and listings backwards, or the index of a web archive. The same command
    goes on where a backfill was stopped or killed.
    """
    from kznews.backfill import backfill as run
    from kznews.backfill import bases_of, show
    from kznews.crawl import scrapy_settings
    from kznews.output import talkative
    from kznews.progress import summary
    from spiders.backfill.asked import Backfill
    from spiders.registry import find

    chosen = find(site, config.all_sites())
    span = _span(config, chosen, source, first.date(), last.date() if last else None)
    asked = Backfill(span, source, dry_run, bases_of(config))
    report = run(chosen, asked, scrapy_settings(config, allow=allow, limit=limit), watched=talkative(verbose))
    if as_json:
        _print_json(report)
    if not as_json or talkative(verbose):
        summary([report.result], verbose)
        if report.result.run is not None and (talkative(verbose) or dry_run):
            show(report, asked)
    sys.exit(report.result.exit_code)


def _span(config: Config, site: Site, source: str, first: dt.date, last: dt.date | None) -> Span:
    """Return the days that are asked for; without a *last* one, those of an unfinished backfill, else until yesterday."""
    from kznews.backfill import last_day_before
    from kznews.output import say
    from spiders.backfill.span import Span

    yesterday = today_at(site) - dt.timedelta(days=1)
    before = None if last else last_day_before(config, site, (source, first), yesterday)
    end = last or before or yesterday
    refuse_to_come(site, {"--from": first, "--to": end})
    if end < first:
        raise click.UsageError(f"--to {end}{'' if last else ' (yesterday)'} is before --from {first}")
    if before and before < yesterday:
        say(f"goes on with the backfill until {end}, which is not complete; --to names another last day")
    return Span(first, end)


def _print_json(report: Report) -> None:
    from kznews.output import print_json

    facts = asdict(report)
    print_json({**facts.pop("result"), **facts})

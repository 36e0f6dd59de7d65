"""`kznews backfill`: fetch the past of a site."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import asdict

import click

from kznews.asked_days import DAY, refuse_to_come, today_at
from kznews.config import Config


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
@click.option(
    "--allow", multiple=True, metavar="HOST:PORT", help="Allow connections to this address though it is not public."
)
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
    from kznews.backfill import bases_of, last_day_before, show
    from kznews.crawl import scrapy_settings
    from kznews.output import print_json, say, talkative
    from kznews.progress import summary
    from spiders.backfill.asked import Backfill
    from spiders.backfill.span import Span
    from spiders.registry import find

    chosen = find(site, config.all_sites())
    yesterday = today_at(chosen) - dt.timedelta(days=1)
    before = None if last else last_day_before(config, chosen, (source, first.date()), yesterday)
    end = last.date() if last else before or yesterday
    refuse_to_come(chosen, {"--from": first.date(), "--to": end})
    if end < first.date():
        raise click.UsageError(f"--to {end}{'' if last else ' (yesterday)'} is before --from {first.date()}")
    if before and before < yesterday:
        say(f"goes on with the backfill until {end}, which is not complete; --to names another last day")
    asked = Backfill(Span(first.date(), end), source, dry_run, bases_of(config))
    settings = scrapy_settings(config, allow=allow, limit=limit)
    report = run(chosen, asked, settings, watched=talkative(verbose))
    if as_json:
        print_json(
            {**asdict(report.result), **{key: value for key, value in asdict(report).items() if key != "result"}}
        )
    if not as_json or talkative(verbose):
        summary([report.result], verbose)
        if report.result.run is not None and (talkative(verbose) or dry_run):
            show(report, asked)
    sys.exit(report.result.exit_code)

"""`kznews gaps`: which days of a site lack articles."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import click

from kznews.asked_days import DAY, refuse_to_come, today_at
from kznews.group import ALLOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kznews.backfill import Report
    from kznews.config import Config
    from kznews.gaps import Day, Gaps
    from spiders.site import Site

MOST_SPANS = 6  # of a site's holes that the terminal lists


@click.command()
@click.argument("sites", nargs=-1)
@click.option("--from", "first", type=DAY, metavar="DAY", help="The first day; by default a year before the last.")
@click.option("--to", "last", type=DAY, metavar="DAY", help="The last day; by default yesterday.")
@click.option("--fill", is_flag=True, help="Fetch the days that are holes, as kznews backfill does, then look again.")
@ALLOW
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Say how --fill went though no terminal is there.")
@click.pass_obj
def gaps(  # noqa: PLR0913 - one parameter an option
    config: Config,
    sites: tuple[str, ...],
    first: dt.datetime | None,
    last: dt.datetime | None,
    fill: bool,
    allow: tuple[str, ...],
    as_json: bool,
    verbose: bool,
) -> None:
    """Show for each day of SITES (all that have records, when none is named) what the catalog has of what is expected.

    Expected is what sitemaps, date archives and backfills named, else what the site's own weekdays bring. Days that lack
    articles are holes.
    """
    from kznews.output import print_json

    span = (first.date() if first else None, last.date() if last else None)
    if span[0] and span[1] and span[1] < span[0]:
        raise click.UsageError(f"--to {span[1]} is before --from {span[0]}")
    chosen, found = _look(config, sites, span)
    reports: list[Report] = []
    if fill and any(one.holes for one in found):
        reports = _fill(config, chosen, found, allow, verbose)
        _, found = _look(config, sites, span)
    if as_json:
        print_json([_as_json(one, reports) for one in found])
    else:
        _show(found, span, asked_to_fill=fill)
    if reports:
        from kznews.crawl import worst

        sys.exit(worst([report.result for report in reports]))


def _look(
    config: Config, names: Sequence[str], span: tuple[dt.date | None, dt.date | None]
) -> tuple[list[Site], list[Gaps]]:
    from kznews.gaps import gaps as days_of
    from kznews.store import open_catalog
    from spiders.registry import find
    from storage.days import sites_with_records

    first, last = span
    known = config.all_sites()
    catalog = open_catalog(config)
    try:
        recorded = sites_with_records(catalog.engine)
        others = {name: _without_facts(name) for name in recorded if name not in known}
        chosen = [others.get(name) or find(name, known) for name in dict.fromkeys(names or recorded)]
        found = []
        for site in chosen:
            refuse_to_come(site, {"--from": first, "--to": last})
            today = today_at(site)
            yesterday = today - dt.timedelta(days=1)
            end = last or max(yesterday, first or yesterday)
            found.append(days_of(catalog.engine, site, first, end, today))
    finally:
        catalog.close()
    return chosen, found


def _without_facts(name: str) -> Site:
    """Return a site of which the catalog has records and the configuration no facts, as the demo's have none."""
    from spiders.site import Site

    return Site(name=name, home="", domains=(), languages=(), timezone="UTC")


def _fill(
    config: Config, sites: Sequence[Site], found: Sequence[Gaps], allow: tuple[str, ...], verbose: bool
) -> list[Report]:
    """Fetch the holes alone: of each site one backfill of just these days."""
    from kznews.backfill import backfill_each, bases_of, show
    from kznews.crawl import scrapy_settings
    from kznews.output import talkative
    from kznews.progress import summary
    from spiders.backfill.asked import Backfill
    from spiders.backfill.span import Span

    wanted = []
    for site, one in zip(sites, found, strict=True):
        if one.holes and not site.home:
            raise click.UsageError(
                f"{site.name} has no facts in the configuration, so nothing can be fetched: "
                f"give it home, domains and languages under [sites.{site.name}]; without --fill its days are shown"
            )
        if holes := [day.day for day in one.holes]:
            only = frozenset(holes) if len(one.spans) > 1 else frozenset()
            wanted.append((site, Backfill(Span(holes[0], holes[-1], only), bases=bases_of(config))))
    reports = backfill_each(wanted, scrapy_settings(config, allow=allow), watched=talkative(verbose))
    summary([report.result for report in reports], verbose)
    if talkative(verbose):
        for (_, asked), report in zip(wanted, reports, strict=True):
            if report.result.run is not None:
                show(report, asked)
    return reports


def _as_json(one: Gaps, reports: Sequence[Report]) -> dict[str, Any]:
    from dataclasses import asdict

    filled = next((report.result for report in reports if report.result.site == one.site), None)
    return {
        **asdict(one),
        "holes": [{"from": first, "to": last} for first, last in one.spans],
        "filled": asdict(filled) if filled else None,
    }


def _show(found: Sequence[Gaps], span: tuple[dt.date | None, dt.date | None], *, asked_to_fill: bool) -> None:
    from kznews.output import data, say

    if not found:
        say("no site has a record with a day yet; kznews crawl SITE begins")
    if not data().is_terminal:
        _plain(found)
        return
    for number, one in enumerate(found):
        if number:
            data().print()
        _picture(one)
    holes = [one for one in found if one.holes]
    if holes and not asked_to_fill:
        days = "".join(f" {name} {day}" for name, day in zip(("--from", "--to"), span, strict=True) if day)
        say(f"kznews gaps {' '.join(one.site for one in holes)}{days} --fill fetches the holes")
    elif holes:
        say(f"still to be had: kznews runs {holes[0].site} shows how the last run ended")


def _plain(found: Sequence[Gaps]) -> None:
    from kznews.output import data, shown, table

    rows = table(
        "site", "day", "weekday", "got", "expected", "by", "missing", "given up", "hole",
        numbers=("got", "expected", "missing", "given up"),
    )  # fmt: skip
    for one in found:
        for day in one.days:
            rows.add_row(
                shown(one.site), str(day.day), f"{day.day:%a}", str(day.got), _count(day.expected), day.by or "-",
                str(day.missing), str(day.given_up), "hole" if day.is_hole else "",
            )  # fmt: skip
    data().print(rows)


def _picture(one: Gaps) -> None:
    from rich.text import Text

    from kznews.heat_map import calendar, kind_of, legend, looks
    from kznews.output import data, shown

    console = data()
    drawn, width = looks(console.encoding), console.width
    span = f"{one.days[0].day} to {one.days[-1].day}" if one.days else ""
    console.print(Text.assemble((shown(one.site), "bold"), f"  {span}"))
    for line in calendar(one.days, width, drawn):
        console.print(line, soft_wrap=True)
    for line in legend([kind_of(day) for day in one.days], width, drawn):
        console.print(line, soft_wrap=True)
    facts = _summary(one)
    console.print("; ".join(facts) if len("; ".join(facts)) <= width else "\n".join(facts))
    newest = list(reversed(one.spans))
    for first, last in newest[:MOST_SPANS]:
        console.print(Text.assemble(("  X ", "bold red"), _span(one, first, last)))
    if len(newest) > MOST_SPANS:
        console.print(f"    and {len(newest) - MOST_SPANS} earlier ones; --json lists all")


def _summary(one: Gaps) -> list[str]:
    got = sum(day.got for day in one.days)
    count = f"{got:,} article" if got == 1 else f"{got:,} articles"
    facts = [f"{count} on {_days(len(one.days))}"]
    verb = "lacks" if len(one.holes) == 1 else "lack"
    facts.append(f"{_days(len(one.holes))} {verb} about {_lacking(one.holes):,}" if one.holes else "no hole")
    if given_up := sum(day.given_up for day in one.days):
        facts.append(f"{given_up:,} addresses given up")
    return facts


def _span(one: Gaps, first: dt.date, last: dt.date) -> str:
    """Return a hole in words, short enough for narrow terminals."""
    days = [day for day in one.holes if first <= day.day <= last]
    expected = round(sum(day.expected or 0 for day in days))
    end = "" if first == last else f" to {last:%m-%d}" if first.year == last.year else f" to {last}"
    is_guess = any(day.by in ("weekdays", "") for day in days)
    of = f"about {expected:,}" if is_guess else f"{expected:,} named"
    return f"{first}{end}: {sum(day.got for day in days):,} of {of}"


def _lacking(days: Sequence[Day]) -> int:
    return round(sum(max((day.expected or 0) - day.got, day.missing) for day in days))


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _count(number: float | None) -> str:
    return "-" if number is None else f"{number:g}"

"""`kznews sites`: what is known of which site."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kznews.config import Config
    from spiders.site import Site


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_context
def sites(context: click.Context, as_json: bool) -> None:
    """List the sites: languages, how articles are found, schedule, and when the facts were seen to hold live.

    Without a command, lists them all; `kznews sites show SITE` prints every fact of one.
    """
    if context.invoked_subcommand is None:
        _list(context.obj, as_json)


@sites.command()
@click.argument("site")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def show(config: Config, site: str, as_json: bool) -> None:
    """Print every fact of SITE as it counts, your overrides included."""
    from kznews.output import data, print_json, shown, table
    from spiders.registry import find

    facts = _facts(config, find(site, config.all_sites()))
    if as_json:
        print_json(facts)
        return
    rows = table("fact", "value")
    for name, value in facts.items():
        for number, part in enumerate(_lines(value)):
            rows.add_row("" if number else name, shown(part))
    data().print(rows)


@sites.command()
@click.argument("site")
@click.option("--learn", is_flag=True, help="Learn it anew from the site's records, and clean these of it.")
@click.option("--pin", multiple=True, metavar="TEXT", help="Say that a paragraph, or a fingerprint, is furniture.")
@click.option("--refuse", multiple=True, metavar="TEXT", help="Say that a paragraph, or a fingerprint, is none.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def furniture(
    config: Config, site: str, learn: bool, pin: tuple[str, ...], refuse: tuple[str, ...], as_json: bool
) -> None:
    """Show the paragraphs that SITE's template prints in its articles; learn, pin or refuse them.

    What is learned depends on the set of records alone, not on their order. A record that loses or regains a paragraph
    becomes a new version; pages that are read later lose it at once. Saved pages that no crawl has found are of the site
    "ingest".
    """
    from contextlib import closing
    from dataclasses import asdict

    from kznews.furniture import decide, settle
    from kznews.ingest import SITE
    from kznews.output import data, print_json, say, shown, table
    from kznews.store import open_catalog
    from spiders.registry import find
    from storage.furniture import Decision, pieces
    from storage.views import article_count

    for option, texts in (("--pin", pin), ("--refuse", refuse)):
        if not all(text.strip() for text in texts):
            raise click.UsageError(f"{option}: there is no text in it")
    with closing(open_catalog(config)) as catalog:
        if site != SITE and not article_count(catalog.engine, site):
            site = find(site, config.all_sites()).name
        for decision, texts in ((Decision.PINNED, pin), (Decision.REFUSED, refuse)):
            for text in texts:
                decide(catalog, site, text, decision)
        if learn or pin or refuse:
            changed = settle(catalog, site, learning=learn).changed
            say(f"{changed} records have a new version")
        known = pieces(catalog.engine, site)
    if as_json:
        print_json([asdict(one) for one in known])
        return
    rows = table("fingerprint", "articles", "by", "text", numbers=("articles",))
    for one in known:
        rows.add_row(one.fingerprint, str(one.articles), one.decision, shown(one.text))
    data().print(rows)
    if not known:
        say("No furniture was found." if learn else "No furniture is known: --learn looks for it in the records.")


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {part}" for key, inner in value.items() for part in (_lines(inner) if inner else []) if inner]
    if isinstance(value, list | tuple):
        return [str(part) for part in value] or ["-"]
    return ["-" if value is None or value == "" else str(value)]


def _list(config: Config, as_json: bool) -> None:
    from kznews.output import data, fitted, print_json, say, shown, table

    known = config.all_sites()
    if as_json:
        print_json([_facts(config, site) for site in known.values()])
        return
    rows = table("site", "on", "home", "languages", "found by", "schedule", "verified")
    for site in known.values():
        rows.add_row(
            site.name,
            "yes" if config.is_on(site.name) else "no",
            shown(site.home),
            " ".join(site.languages),
            _ways(site),
            site.schedule,
            str(site.verified or "never"),
        )
    data().print(fitted(rows, data()))
    if any(site.verified is None for site in known.values()):
        say("Facts of a site that was never verified may be out of date: kznews site check SITE tells which hold.")


def _facts(config: Config, site: Site) -> dict[str, Any]:
    return {"on": config.is_on(site.name), **asdict(site)}


def _ways(site: Site) -> str:
    ways = {"feeds": site.feeds, "sitemaps": site.sitemaps, "listings": site.listings, "archives": site.archives}
    return ", ".join(f"{len(found)} {name if len(found) > 1 else name[:-1]}" for name, found in ways.items() if found)

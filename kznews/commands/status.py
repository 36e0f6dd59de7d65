"""`kznews status`: where every site stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from kznews.config import Config


KEPT = ("records", "copies", "files")  # copies are among the records


@click.command()
@click.option("--all", "everything", is_flag=True, help="Show the sites that were never crawled, too.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def status(config: Config, everything: bool, as_json: bool) -> None:
    """Show each site's last run and in which state its addresses are.

    Every address that was ever discovered is in exactly one state, so the states of a row add up to its addresses.
    Records are the articles in the catalog, copies those of them that repeat another, files what is in the records' folder.
    """
    from kznews.output import print_json
    from kznews.store import open_catalog

    catalog = open_catalog(config)
    try:
        report = _report(config, catalog.engine)
    finally:
        catalog.close()
    if as_json:
        print_json(report)
    else:
        _show(report, everything)


def _report(config: Config, engine: Any) -> dict[str, Any]:
    from storage import views

    gone = views.tombstones(engine)
    states, last, kept, known = (
        views.states(engine),
        views.last_runs(engine),
        views.record_counts(engine),
        config.all_sites(),
    )
    sites: list[dict[str, Any]] = [
        {
            "site": name,
            "on": name in known and config.is_on(name),
            "last_run": last.get(name),
            "addresses": sum(states.get(name, {}).values()),
            "states": {str(state): count for state, count in states.get(name, {}).items()},
            **{what: kept.get(name, {}).get(what, 0) for what in KEPT},
            "tombstones": gone.get(name, 0),
        }
        for name in sorted({*known, *states, *last})
    ]
    total = {state: sum(site["states"].get(state, 0) for site in sites) for site in sites for state in site["states"]}
    return {
        "store": str(config.store),
        "sites": sites,
        "total": {
            "addresses": sum(site["addresses"] for site in sites),
            "states": total,
            **{what: sum(site[what] for site in sites) for what in KEPT},
            "tombstones": sum(site["tombstones"] for site in sites),
        },
    }


def _show(report: dict[str, Any], everything: bool) -> None:
    from kznews.output import data, fitted, say

    sites, total = [site for site in report["sites"] if everything or site["last_run"]], report["total"]
    data().print(fitted(_rows(sites, total), data()))
    for site in sites:
        if site["last_run"] and site["last_run"]["note"]:
            say(f"{site['site']}: {site['last_run']['note']}")
    if total["tombstones"]:
        say(f"{total['tombstones']} records are of pages that are gone by now; kznews explain tells since when")
    never = sum(1 for site in report["sites"] if site["on"] and not site["last_run"])
    if never and not everything:
        say(f"{never} sites were never crawled: kznews status --all shows them, kznews crawl SITE begins")


def _rows(sites: list[dict[str, Any]], total: dict[str, Any]) -> Table:
    from kznews.output import shown, table
    from kznews.times import ago
    from storage.clock import now
    from storage.entities import State

    used = [str(state) for state in State if total["states"].get(state)]
    counted = ("addresses", *used, *KEPT)
    rows = table("site", "last run", "when", "exit", *counted, numbers=("exit", *counted))
    for site in sites:
        run = site["last_run"]
        begun = (str(run["id"]), ago(run["started_at"], now())) if run else ("-", "never")
        rows.add_row(shown(site["site"]), *begun, _exit(run), *_numbers(site, used))
    rows.add_row("all", "", "", "", *_numbers(total, used))
    return rows


def _numbers(one: dict[str, Any], used: list[str]) -> Iterator[str]:
    yield str(one["addresses"])
    yield from (str(one["states"].get(state, "·")) for state in used)
    yield from (str(one[what]) for what in KEPT)


def _exit(run: dict[str, Any] | None) -> str:
    if run is None:
        return "-"
    return "open" if run["ended_at"] is None else str(run["exit_code"])

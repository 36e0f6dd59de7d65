"""`kznews runs`: what was done, when, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kznews.config import Config


MOST = (1 << 63) - 1  # the highest number that a catalog can hold


@click.command()
@click.argument("what", required=False, metavar="[SITE|RUN]")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many of the newest runs.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def runs(config: Config, what: str | None, limit: int, as_json: bool) -> None:
    """List the newest runs, of one SITE or of all; or show the RUN of that number, with its reasons."""
    from kznews.store import open_catalog

    catalog = open_catalog(config)
    try:
        if what is not None and what.isdigit():
            _show_run(catalog.engine, int(what), as_json)
        else:
            _list(catalog.engine, _site_name(config, what), limit, as_json)
    finally:
        catalog.close()


def _site_name(config: Config, what: str | None) -> str | None:
    from spiders.registry import UnknownSite, find

    try:
        return find(what, config.all_sites()).name if what else None
    except UnknownSite:
        return what  # a site that the configuration no longer knows may still have runs


def _list(engine: Any, site: str | None, limit: int, as_json: bool) -> None:
    from kznews.output import data, fitted, print_json, shown, table
    from kznews.times import lasting, local
    from storage import views

    found = views.list_runs(engine, site, limit)
    if site is not None and not found:
        raise click.ClickException(f'no run of "{site}"; kznews sites lists the sites')
    if as_json:
        print_json(found)
        return
    rows = table("run", "site", "kind", "trigger", "started", "took", "exit", "counts", "note", numbers=("run", "exit"))
    for one in found:
        code = "open" if one["ended_at"] is None else str(one["exit_code"])
        started, took = local(one["started_at"]), lasting(one["started_at"], one["ended_at"])
        rows.add_row(
            str(one["id"]),
            shown(one["site"]),
            one["kind"],
            one["trigger"],
            started,
            took,
            code,
            shown(_counts(one)),
            shown(one["note"]),
        )
    data().print(fitted(rows, data()))


def _counts(run: dict[str, Any]) -> str:
    return (
        ", ".join(
            f"{count} {state}" for state, count in sorted(run["counts"].items(), key=lambda item: -item[1]) if count
        )
        or "-"
    )


def _show_run(engine: Any, number: int, as_json: bool) -> None:
    from kznews.output import data, fitted, print_json, shown, table
    from kznews.times import lasting, local
    from storage import views
    from storage.holders import brief

    run = views.run(engine, number) if number <= MOST else None
    if run is None:
        raise click.ClickException(f"there is no run {number}; kznews runs lists them")
    reasons = views.run_reasons(engine, number)
    if as_json:
        print_json({**run, "reasons": reasons})
        return
    console = data()
    ended = local(run["ended_at"]) if run["ended_at"] else "still open"
    lines = {
        "run": f"{run['id']} of {run['site']} ({run['kind']}, begun by {run['trigger']} on {brief(run['holder'])})",
        "time": f"{local(run['started_at'])} to {ended}, {lasting(run['started_at'], run['ended_at'])}",
        "exit": f"{run['exit_code']}" + (f": {run['note']}" if run["note"] else ""),
        "counts": _counts(run),
    }
    for name, line in lines.items():
        console.print(f"{name:7} {shown(line)}", soft_wrap=True)
    for number, fault in enumerate(run["faults"]):
        console.print(f"{'' if number else 'faults':7} {shown(fault)}", soft_wrap=True)
    if not reasons:
        return
    rows = table("fetches", "state", "reason", "such as", numbers=("fetches",))
    for one in reasons:
        rows.add_row(str(one["count"]), one["state"], shown(one["reason"]) or "-", shown(one["example"]))
    console.print(fitted(rows, console))

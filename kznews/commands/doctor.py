"""`kznews doctor`: what is wrong, and what to type next."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kznews.exit_codes import ExitCode

if TYPE_CHECKING:
    from kznews.config import Config
    from kznews.doctor import Finding


@click.command()
@click.option("--deep", is_flag=True, help="Read every record file and archive file, and check the whole database, too.")
@click.option(
    "--repair", is_flag=True, help="Write missing record files from the catalog and remove half-written ones."
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Name what is in order, too.")
@click.pass_context
def doctor(context: click.Context, deep: bool, repair: bool, as_json: bool, verbose: bool) -> None:
    """Look at configuration, disk, catalog, files, runs and sites; say what is wrong and what to type next.

    Ends with 0 when nothing is wrong, with 3 when there is a problem; warnings alone do not count. Silent when
    all is well and no terminal is there, so cron may run it.
    """
    from kznews.commands.config import configuration
    from kznews.output import print_json

    config = configuration(context)
    findings = list(_findings(config, deep, repair))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        _show(findings, verbose or deep)
    sys.exit(ExitCode.PARTLY_FAILED if any(finding.level == "problem" for finding in findings) else ExitCode.DONE)


def _findings(config: Config, deep: bool, repair: bool) -> Iterator[Finding]:
    from kznews import doctor as examine

    yield from examine.on_config(config)
    yield from examine.on_store(config)
    yield from _on_catalog(config, deep, repair)


def _on_catalog(config: Config, deep: bool, repair: bool) -> Iterator[Finding]:
    from sqlalchemy.exc import DBAPIError

    from kznews import doctor as examine
    from kznews.alerts.watch import watch, write_metrics
    from kznews.store import NoStore, is_writable, open_catalog
    from storage.catalog import CatalogLost
    from storage.clock import now
    from storage.projection import Policy

    try:
        catalog = open_catalog(config)
        if repair:
            yield examine.repaired(catalog, Policy(config.duplicates), deep)
        yield from examine.on_catalog(catalog, deep)
        yield from examine.on_files(catalog, deep)
        yield from examine.on_policy(config, catalog)
        yield from examine.on_archive(catalog, deep)
        yield from examine.on_runs(catalog, now())
        if is_writable(config):  # else what is told now could not be kept, and would be told again and again
            faults = watch(config, catalog.engine, config.sites_on().values(), now())
            for fault in [*faults, *write_metrics(config, catalog.engine)]:
                yield examine.Finding("warning", "alerts", fault, "look at [alerts] in kznews.toml")
        yield from examine.on_sites(config, catalog, now())
        catalog.close()
    except CatalogLost as lost:
        yield examine.of_lost_catalog(str(lost))
    except NoStore as nothing:
        yield examine.Finding("warning", "catalog", str(nothing), "kznews crawl, or kznews demo to try")
    except DBAPIError as error:
        yield examine.of_database(str(error.orig).splitlines()[0])


def _show(findings: list[Finding], verbose: bool) -> None:
    from rich.text import Text

    from kznews.output import data, say, shown, talkative

    colours = {"ok": "green", "warning": "yellow", "problem": "red"}
    console = data()
    for finding in findings:
        if finding.level == "ok" and not (verbose or finding.about == "repair"):
            continue
        mark = Text(f"{finding.level:8}", style=colours[finding.level])
        console.print(mark, f"{finding.about:8} {shown(finding.text)}", soft_wrap=True)
        if finding.next:
            console.print(f"{'':18}→ {shown(finding.next)}", soft_wrap=True)
    wrong = sum(finding.level == "problem" for finding in findings)
    if talkative(verbose):
        warnings = sum(finding.level == "warning" for finding in findings)
        say(f"{wrong or 'no'} problem{'s' * (wrong != 1)}, {warnings or 'no'} warning{'s' * (warnings != 1)}")

"""Judges sites and tells their owner of each change, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from kznews.alerts.channels import Alert, Ping, ping, send
from kznews.alerts.judge import judge
from kznews.exit_codes import ExitCode
from kznews.schedule.metrics import write_textfile
from spiders.losses import in_words
from storage.catalog import Catalog
from storage.clock import now
from storage.site_states import change, states

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kznews.config import Config
    from kznews.crawl import Result
    from spiders.site import Site


UNTIL_PROVEN = ("quiet", "broken", "blocked")  # states that last until a crawl has an article again


def after_crawl(config: Config, sites: Sequence[Site], results: Sequence[Result]) -> list[str]:
    """Judge the *sites* whose crawl was begun, ping with the summary, write the textfile; return what went wrong in it."""
    from kznews.crawl import worst

    if not sites:
        return []
    ran = {result.site for result in results if result.run is not None}
    code = worst(results)
    begun = {site.name for site in sites}
    faults = ping(config.alerts, [_ping_of(result) for result in results if result.site in begun])
    if not ran:
        return faults
    try:
        faults += _judged(config, [site for site in sites if site.name in ran])
    except (OSError, DBAPIError) as error:
        if code != ExitCode.UNEXPECTED:  # else the crawl failed of the same, and has said so
            faults.append(f"the sites were not judged: {in_words(error)}")
    return faults


def _ping_of(result: Result) -> Ping:
    is_well = result.exit_code in (ExitCode.DONE, ExitCode.SITE_BUSY)
    return Ping(result.site, "success" if is_well else "fail", _in_words(result))


def _in_words(result: Result) -> str:
    counts = ", ".join(f"{count} {state}" for state, count in result.counts.items() if count)
    return f"{result.site}: exit {result.exit_code}; {'; '.join(filter(None, (counts, result.note))) or 'nothing new'}"


def _judged(config: Config, sites: Sequence[Site]) -> list[str]:
    catalog = Catalog.open(config.store, config.database)
    try:
        faults = watch(config, catalog.engine, sites, now())
        faults += write_metrics(config, catalog.engine)
    finally:
        catalog.close()
    return faults


def write_metrics(config: Config, engine: Engine) -> list[str]:
    """Write the textfile if one is wanted; return what went wrong in it."""
    if config.alerts.textfile is None:
        return []
    try:
        write_textfile(engine, config.sites_on(), config.alerts.textfile)
    except OSError as error:
        return [f"the metrics were not written: {error}"]
    return []


def watch(config: Config, engine: Engine, sites: Iterable[Site], moment: dt.datetime) -> list[str]:
    """Judge *sites* and send an alert for each whose state changed; return what went wrong in sending."""
    faults, kept = [], states(engine)
    for site in sites:
        was = kept.get(site.name)
        found = judge(site, engine, moment, adaptive=config.schedule.adaptive, kept=was)
        if found is None or (not found.proven and was and was.state in UNTIL_PROVEN):
            continue
        before = change(engine, site.name, found.state, found.why, moment)
        if before is not None:
            faults += send(config.alerts, Alert(site.name, found.state, before, found.why))
    return faults

"""What each crawl asks of the catalog is found by an index: tables that grow for years must not slow it down."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from kznews.alerts.judge import judge
from kznews.duplicates import bring_in_line
from kznews.schedule.plan import plan
from spiders.site import Site
from storage import furniture, site_states, slots, translations, views
from storage.catalog import Catalog
from storage.entities import Fetch, Found, Hint, Outcome, State
from storage.projection import Policy
from storage.record import Record
from storage.revisits import Rhythm
from tests.stores import FIRST, NOON, make_store

SITE = Site(name="rbc", home="https://example.org/", domains=("example.org",), languages=("ru",))
HOUR = dt.timedelta(hours=1)
RHYTHM = Rhythm(HOUR, 168 * HOUR)
GROWING = re.compile(r"SCAN (urls|hints|fetches|records|files|runs|slots|passages)\b(?! USING COVERING INDEX)")
SORTED = re.compile(r"USE TEMP B-TREE FOR ORDER BY")


def crawl(catalog: Catalog) -> None:
    """Do to the catalog what a crawl does."""
    run = catalog.begin_run("rbc", "crawl", "cron", NOON + HOUR, "elsewhere:2")
    catalog.was_read_through(run, "https://example.org/rss")
    catalog.discover(run, [Found(f"{FIRST}{number}", Hint("feed", "rss")) for number in range(9)], NOON)
    for one in (*catalog.lease(run, 9, NOON), *catalog.lease_due(run, 9, NOON + 9 * HOUR)):
        record = Record(one.url, NOON.date(), f"Заголовок\n\nТекст {one.url}", "Заголовок")
        catalog.acknowledge(run, [Outcome(one.url_id, State.STORED, "", Fetch(NOON, one.url, 200), record)], NOON, RHYTHM)
    catalog.write_records()
    catalog.remember_discovery(run, "https://example.org/rss", None, None, NOON)
    catalog.totals("rbc")
    views.rhythm(catalog.engine, "rbc")
    views.article_count(catalog.engine, "rbc")
    site_states.ended_since(catalog.engine, "rbc", NOON)
    list(furniture.current_texts(catalog.engine, "rbc"))
    catalog.end_run(run, NOON + HOUR, 0, {})
    bring_in_line(catalog, Policy.FIRST)


def claim(catalog: Catalog) -> None:
    plan(SITE, catalog.engine, NOON)
    slots.note_missed(catalog.engine, "rbc", [NOON - HOUR])
    mine = slots.claim(catalog.engine, "rbc", NOON, NOON, "elsewhere:1")
    slots.renew(catalog.engine, mine, NOON)
    slots.finish(catalog.engine, mine, NOON, 0)
    slots.refusal(catalog.engine, "rbc", NOON + HOUR, NOON)


def take_over(catalog: Catalog) -> None:
    for hours in (1, 2):
        catalog.begin_run("rbc", "crawl", "cron", NOON + hours * HOUR, "elsewhere:3")


def look(catalog: Catalog) -> None:
    views.find_urls(catalog.engine, FIRST)
    views.find_fingerprint(catalog.engine, "abcdef01")
    views.list_runs(catalog.engine, "rbc", 9)
    views.run_reasons(catalog.engine, 1)
    views.tombstones(catalog.engine)
    views.failed_for_good(catalog.engine, 5)
    views.record_counts(catalog.engine)
    views.last_runs(catalog.engine)
    slots.counts(catalog.engine)
    list(translations.by_day(catalog.engine, "rbc", NOON.date(), NOON.date()))


DEEDS: dict[str, Callable[[Catalog], Any]] = {
    "crawl": crawl,
    "claim": claim,
    "judge": lambda catalog: judge(SITE, catalog.engine, NOON + HOUR),
    "take over": take_over,
    "look": look,
}


@contextmanager
def plans(catalog: Catalog) -> Iterator[list[str]]:
    """Give a list that comes to hold the plan of each statement, with the statement."""
    seen: list[str] = []

    def note(connection: Any, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            one = parameters[0] if isinstance(parameters, list) else parameters
            rows = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", one)
            seen.append("; ".join(row[3] for row in rows) + f": {statement}")

    event.listen(catalog.engine, "before_cursor_execute", note)
    yield seen
    event.remove(catalog.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("deed", DEEDS)
def test_no_statement_looks_through_a_table_that_grows(deed: str, tmp_path: Path) -> None:
    catalog = Catalog.open(make_store(tmp_path))
    with plans(catalog) as seen:
        DEEDS[deed](catalog)
    catalog.close()
    assert seen
    assert [one for one in seen if GROWING.search(one)] == []
    assert [one for one in seen if SORTED.search(one) and "FROM runs" in one] == []

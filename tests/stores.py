"""A small store made by hand, for the tests of the commands that look at one."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import delete

from storage.catalog import Catalog
from storage.entities import Fetch, Found, Hint, Outcome, State
from storage.record import Record
from storage.schema import metadata

ROOT = Path(__file__).parent.parent
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
ESCAPE = "\x1b[31m[bold]Заголовок\u202e"  # what a hostile title may hold before it is cleaned; kept in a hint
FIRST, COPY, GONE, ODD = (f"https://example.org/news/{name}" for name in ("first", "second", "gone", "odd"))


def make_store(folder: Path, site: str = "rbc") -> Path:
    """Fill a store with one finished run: a record, its copy, an undated record, a page that is gone, a failure."""
    catalog = Catalog.open(folder)
    run = catalog.begin_run(site, "crawl", "person", NOON, "machine:1", 60)
    found = [
        Found(url, Hint("feed", "https://example.org/rss", "2026-03-01T10:00:00+05:00", title=ESCAPE))
        for url in ADDRESSES
    ]
    catalog.discover(run, found, NOON)
    leased = {one.url: one.url_id for one in catalog.lease(run, 10, NOON)}
    outcomes = [_outcome(leased[url], url) for url in ADDRESSES]
    counts: dict[str, int] = {}
    for done in catalog.acknowledge(run, outcomes, NOON):
        counts[done.state] = counts.get(done.state, 0) + 1
    catalog.write_records()
    catalog.end_run(run, NOON + dt.timedelta(seconds=75), 3, counts, "1 of 5 fetches failed", [f"{FIRST}: {ESCAPE}"])
    catalog.close()
    return folder


ADDRESSES = (FIRST, COPY, GONE, ODD, "https://example.org/news/broken")


def _outcome(url_id: int, url: str) -> Outcome:
    fetch = Fetch(NOON, url, 404 if url == GONE else 200, None, 0.25, "archive/rbc/2026/a.warc.gz", 1234)
    if url == GONE:
        return Outcome(url_id, State.GONE, "HTTP 404", fetch)
    if url.endswith("broken"):
        return Outcome(url_id, State.FAILED, f"ConnectionLost: {ESCAPE}", Fetch(NOON, url, None, "ConnectionLost", 1.0))
    return Outcome(url_id, State.STORED, "", fetch, _record(url))


def _record(url: str) -> Record:
    text = "Мост открыли\n\nВ городе открыли новый мост." if url != ODD else "Объявление\n\nБез даты."
    return Record(
        url=url,
        day=None if url == ODD else dt.date(2026, 3, 1),
        text=text,
        title=text.split("\n")[0],
        language="ru",
        authors=("Айгуль Н.",),
        confidence="none" if url == ODD else "agreed",
        evidence=(
            {"source": "meta", "text": "2026-03-01", "day": "2026-03-01", "time": None, "fate": "won"},
            {"source": "time", "text": "5 мая 2019", "day": "2019-05-05", "time": None, "fate": "another year"},
        ),
        removed=({"text": "Читайте также: \x1b[2J", "rule": "read-also"},),
    )


def empty(catalog: Catalog) -> Catalog:
    """Take all rows and record files away."""
    with catalog.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    for path in catalog.records.rglob("*.txt"):
        path.unlink()
    return catalog


def kznews(
    folder: Path, *arguments: str, environment: dict[str, str] | None = None, given: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line in *folder*, as a user without a terminal would, with *given* in its standard input."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    command = [sys.executable, "-m", "kznews", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=clean | (environment or {}), input=given, capture_output=True, timeout=60
    )
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())

"""A record without a day is dated when a later run learns the day: from a news sitemap, a feed or the list of a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.dates.published import published
from pipeline.document import to_document
from pipeline.page import Page
from storage.catalog import Catalog
from storage.entities import Discovered, Fetch, Found, Hint, Leased, Outcome, Run, State
from storage.record import Record
from tests.stores import NOON

HOUR = dt.timedelta(hours=1)
URL = "https://site.example/n/1"
LISTED = Hint("listing", "https://site.example/")
TEXT = "Открыли мост\n\nМост через реку строили два года."
PAGE = "<html><head><meta charset='utf-8'></head><body><h1>Открыли мост через реку</h1><p>Мост строили два года.</p></body></html>"


@pytest.fixture
def catalog(tmp_path: Path, database: str) -> Catalog:
    return Catalog.open(tmp_path, database)


def begin(catalog: Catalog, now: dt.datetime) -> Run:
    return catalog.begin_run("site", "crawl", "person", now, "machine:1", 60)


def visit(catalog: Catalog, run: Run, now: dt.datetime) -> list[tuple[Leased, State]]:
    """Fetch what waits, as a crawl does, and say what became of it."""
    done = []
    for leased in catalog.lease(run, 9, now):
        day = published(to_document(Page(leased.url, PAGE.encode(), now, "Asia/Almaty", hints=leased.hints))).day
        fetch = Fetch(now, leased.url, 200, None, 0.1, "archive/site/a.warc.gz", 7, '"1"', None)
        record = Record(leased.url, day, TEXT, "Открыли мост")
        made = catalog.acknowledge(run, [Outcome(leased.url_id, State.STORED, "", fetch, record)], now)
        done += [(leased, one.state) for one in made]
    catalog.write_records()
    return done


def folders(catalog: Catalog) -> list[str]:
    return [path.parent.relative_to(catalog.records).as_posix() for path in sorted(catalog.records.rglob("*.txt"))]


@pytest.mark.parametrize(
    "hint",
    [
        Hint("news-sitemap", "https://site.example/news.xml", published="2026-02-27T22:30:00Z"),
        Hint("feed", "https://site.example/rss", published="Sat, 28 Feb 2026 03:30:00 +0500"),
        Hint("archive", "https://site.example/2026/02/28", published="2026-02-28"),
    ],
    ids=lambda hint: hint.source,
)
def test_an_undated_record_is_dated_when_its_day_is_told(catalog: Catalog, hint: Hint) -> None:
    run = begin(catalog, NOON)
    catalog.discover(run, [Found(URL, LISTED)], NOON)
    assert [state for _, state in visit(catalog, run, NOON)] == [State.UNDATED]
    assert folders(catalog) == ["undated"]
    assert catalog.discover(run, [Found(URL, LISTED)], NOON + HOUR) == Discovered(0, 0, 1)

    assert catalog.discover(run, [Found(URL, hint, NOON - HOUR)], NOON + HOUR) == Discovered(0, 1, 0)
    [(leased, state)] = visit(catalog, run, NOON + HOUR)
    assert (leased.etag, leased.last_modified, state) == (None, None, State.STORED)
    assert folders(catalog) == ["2026/02/28"]

    assert catalog.discover(run, [Found(URL, hint, NOON - HOUR)], NOON + HOUR) == Discovered(0, 0, 1)


def test_what_says_no_day_that_can_be_read_is_asked_for_once(catalog: Catalog) -> None:
    run = begin(catalog, NOON)
    catalog.discover(run, [Found(URL, LISTED)], NOON)
    visit(catalog, run, NOON)
    unread = Found(URL, Hint("feed", "https://site.example/rss", published="soon"))
    assert catalog.discover(run, [unread], NOON) == Discovered(0, 1, 0)
    assert [state for _, state in visit(catalog, run, NOON)] == [State.UNCHANGED]
    assert catalog.discover(run, [unread], NOON) == Discovered(0, 0, 1)
    assert folders(catalog) == ["undated"]


def test_a_feed_that_says_no_day_any_more_takes_none_back(catalog: Catalog) -> None:
    run, feed = begin(catalog, NOON), "https://site.example/rss"
    catalog.discover(run, [Found(URL, Hint("feed", feed, published="2026-02-28", title="Мост"))], NOON)
    catalog.discover(run, [Found(URL, Hint("feed", feed, published="2026-03-01"))], NOON + HOUR)
    catalog.discover(run, [Found(URL, Hint("feed", feed))], NOON + HOUR)
    [leased] = catalog.lease(run, 9, NOON + HOUR)
    assert leased.hints == (Hint("feed", feed, published="2026-03-01", title="Мост"),)

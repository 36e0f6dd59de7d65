"""Crawls of a site that says what is not so, or changes its mind: they end, ask for little, and lose nothing for good."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from storage.catalog import Catalog
from storage.clock import now
from storage.entities import Found, Hint
from storage.holders import this_process
from tests.crawling import ROOT, kznews, query
from tests.made_site import Answer, Ask, MadeSite, Reply, article, configured, links, serving

DAY = dt.date(2026, 3, 1)
XML = "text/xml"


@dataclass
class Told:
    """What the site answers, path by path; an article stands at each other address."""

    site: MadeSite
    folder: Path
    answers: dict[str, Answer] = field(default_factory=dict)

    def answer(self, ask: Ask) -> Reply | None:
        return self.answers.get(ask.path, _article)(ask)

    def crawl(self, *lines: str, **facts: object) -> dict[str, int]:
        config = configured(self.folder, self.site, **facts)
        config.write_text("\n".join([*lines, config.read_text()]))
        ended = kznews(config, "crawl", "made", "--json")
        assert ended.code == 0, ended
        counts: dict[str, int] = ended.results()["made"]["counts"]
        return counts


def _article(ask: Ask) -> Reply | None:
    return Reply(article(ask.path.rpartition("/")[2][:20], DAY)) if ask.path.startswith("/a/") else None


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with serving(lambda ask: told.answer(ask)) as site:
        told = Told(site, tmp_path)
        yield told


LONG = {
    "article": '<a href="/a/' + "ж" * 700 + '">a headline of an article</a>',  # six times as long where it is encoded
    "next page": f'<a rel="next" href="/list?{"x" * 2500}">next</a>',
}


@pytest.mark.parametrize("what", LONG)
def test_a_link_that_is_too_long_holds_up_no_crawl(what: str, told: Told) -> None:
    told.answers["/list"] = lambda _: links("/a/one", more=LONG[what])
    assert told.crawl(listings=[f"{told.site.base}/list"], listing_pages=3, article_urls="^/a/")["stored"] == 1


def test_a_part_of_a_sitemap_whose_address_is_too_long_holds_up_no_crawl(told: Told) -> None:
    part = f"{told.site.base}/{'x' * 2500}.xml"
    index = f"<sitemapindex><sitemap><loc>{part}</loc></sitemap></sitemapindex>"
    told.answers["/map.xml"] = lambda _: Reply(index.encode(), content_type=XML)
    told.answers["/list"] = lambda _: links("/a/one")
    counts = told.crawl(sitemaps=[f"{told.site.base}/map.xml"], listings=[f"{told.site.base}/list"])
    assert counts["stored"] == 1


def test_an_address_that_an_older_kznews_kept_though_it_is_too_long_ends_like_any_other(told: Told) -> None:
    told.answers["/list"] = lambda _: links("/a/one")
    with closing(Catalog.open(told.folder / "store")) as catalog:
        run = catalog.begin_run("made", "crawl", "person", now(), this_process())
        catalog.discover(run, [Found(f"{told.site.base}/a/{'y' * 2500}", Hint("feed", ""))], now())
        catalog.end_run(run, now(), 0, {})
    assert told.crawl(listings=[f"{told.site.base}/list"])["stored"] == 2


def feed(*addresses: str, language: str = "ru") -> Reply:
    items = "".join(f"<item><link>{address}</link><title>t</title></item>" for address in addresses)
    return Reply(f"<rss><channel><language>{language}</language>{items}</channel></rss>".encode(), content_type=XML)


def test_what_one_database_takes_and_another_refuses_ends_no_crawl(told: Told, database: str) -> None:
    """PostgreSQL refuses NUL, and more letters than a column has."""
    told.answers["/rss"] = lambda _: feed(*(f"{told.site.base}/a/{name}" for name in ("one", "two")), language="ru" * 30)
    told.answers["/a/one"] = lambda _: Reply(article("one", DAY), headers={"ETag": '"a\0b"'})
    told.answers["/a/two"] = lambda _: Reply(b"", 301, headers={"Location": "http://elsewhere.example/\0/two"})
    counts = told.crawl(f'database = "{database}"', feeds=[f"{told.site.base}/rss"])
    assert counts == {"new": 2, "stored": 1, "not-an-article": 1}


@pytest.mark.parametrize(("seconds_apart", "again"), [(0, 0), (1, 0), (3600, 25)])
def test_a_sitemap_that_calls_all_it_names_changed_whenever_it_is_made_has_nothing_asked_for_again(
    seconds_apart: int, again: int, told: Told
) -> None:
    def sitemap(_: Ask) -> Reply:
        made = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)  # after any visit
        rows = [
            f"<url><loc>{told.site.base}/a/{number}</loc><lastmod>{made + number * dt.timedelta(seconds=seconds_apart)}</lastmod></url>"
            for number in range(25)
        ]
        return Reply(f"<urlset>{''.join(rows)}</urlset>".encode(), content_type=XML)

    told.answers["/map.xml"] = sitemap
    facts = {"sitemaps": [f"{told.site.base}/map.xml"], "learn_furniture": False}
    assert told.crawl(**facts) == {"new": 25, "stored": 25}
    assert told.crawl(**facts).get("unchanged", 0) == again


def test_a_feed_that_is_at_another_address_each_time_is_one_document(told: Told) -> None:
    tokens = count()
    told.answers["/rss"] = lambda _: Reply(b"", 302, headers={"Location": f"/rss/{next(tokens)}"})
    for number in range(2):
        told.answers[f"/rss/{number}"] = lambda _: feed(f"{told.site.base}/a/one")
        told.crawl(feeds=[f"{told.site.base}/rss"])
    assert query(told.folder, 'select "where" from hints') == [(f"{told.site.base}/rss",)]


HANGING = """
import spiders.run
from kznews.__main__ import main
from spiders.news import NewsSpider
spiders.run.LEASE_SECONDS, spiders.run.STALLED = 3, 1
NewsSpider.parse_article = lambda *_, **__: iter(())  # a visit that never comes to its end
main()
"""


def test_a_run_that_waits_for_what_never_ends_gives_up_and_frees_its_site(told: Told) -> None:
    told.answers["/list"] = lambda _: links("/a/one")
    config = configured(told.folder, told.site, listings=[f"{told.site.base}/list"])
    command = [sys.executable, "-c", HANGING, "--config", str(config), "crawl", "made"]
    place: dict[str, Any] = {"cwd": told.folder, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **place)
    assert (ended.returncode, "1 requests did not end within" in ended.stderr) == (1, True), ended
    assert query(told.folder, "select * from leases") == []

"""Crawls of a site that says what is not so, or changes its mind: they end, ask for little, and lose nothing for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from storage.catalog import Catalog
from storage.clock import now
from storage.entities import Found, Hint
from storage.holders import this_process
from tests.crawling import kznews
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

    def crawl(self, **facts: object) -> dict[str, int]:
        ended = kznews(configured(self.folder, self.site, **facts), "crawl", "made", "--json")
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
    told.answers["/map.xml"] = lambda _: Reply(f"<sitemapindex><sitemap><loc>{part}</loc></sitemap></sitemapindex>".encode(), content_type=XML)
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

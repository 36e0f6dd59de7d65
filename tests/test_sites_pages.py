"""Every shipped site has a page and the record that it gives."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from pipeline.article import to_article
from pipeline.page import Page
from pipeline.record import to_record
from spiders.registry import built_in
from storage.record import render

FIXTURES = Path(__file__).parent / "fixtures"
SITES = built_in()
CASES = sorted(path for name in SITES for path in (FIXTURES / name).glob("*.html"))


def page_of(path: Path) -> Page:
    body = path.read_bytes()
    head = body[:600].decode(errors="replace")
    url = re.search(r"url: (\S+)", head)
    fetched = re.search(r"fetched: (\S+)", head)
    assert url
    assert fetched
    site = SITES[path.parent.name]
    at = dt.datetime.fromisoformat(fetched[1])
    return Page(url[1], body, at, site.timezone, content_type="text/html; charset=utf-8", rules=site.rules)


@pytest.mark.parametrize("name", SITES)
def test_every_site_has_a_page_and_its_record(name: str) -> None:
    pages = sorted((FIXTURES / name).glob("*.html"))
    assert pages
    assert all(page.with_suffix(".txt").is_file() for page in pages)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_page_says_where_it_comes_from_and_that_its_site_would_ask_for_it(path: Path) -> None:
    site = SITES[path.parent.name]
    page = page_of(path)
    assert re.search(site.article_urls, re.sub(r"^https?://[^/]+", "", page.url))
    assert "Written by hand" in path.read_text("utf-8")[:120] or site.verified


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_page_gives_exactly_its_record(path: Path) -> None:
    site = SITES[path.parent.name]
    record = to_record(to_article(page_of(path)), site.timezone)
    assert render(record.day, record.text) == path.with_suffix(".txt").read_text("utf-8")

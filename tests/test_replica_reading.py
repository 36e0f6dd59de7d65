"""The articles of the replica are read word for word: lists, signed telegrams and three languages included."""

from __future__ import annotations

import datetime as dt
import urllib.request

import pytest

from kznews.replica.replica import Replica
from pipeline.article import to_article
from pipeline.page import Page
from storage.entities import State


@pytest.mark.parametrize("site", ["gov"])
def test_every_article_is_read_word_for_word(site: str) -> None:
    with Replica() as replica:
        facts = next(one for one in replica.sites() if one.name == site)
        wrong = {}
        for url, expected in replica.truth().items():
            if expected.site != site or expected.state not in (State.STORED, State.UNDATED) or expected.why:
                continue
            with urllib.request.urlopen(url) as response:
                content_type = response.headers["Content-Type"]
                page = Page(url, response.read(), dt.datetime.now(dt.UTC), facts.timezone, content_type=content_type)
            article = to_article(page)
            if (article.title, article.paragraphs) != (expected.title, expected.paragraphs):
                wrong[url] = (article.title, article.paragraphs)
    assert wrong == {}

"""The day of every article of the replica is found, and none is invented."""

from __future__ import annotations

import datetime as dt
import http.client
from urllib.parse import urlsplit

import pytest

from kznews.replica.replica import Replica
from pipeline.dates.published import published
from pipeline.document import to_document
from pipeline.page import Page
from storage.entities import State


def fetched(connection: http.client.HTTPConnection, url: str, at: dt.datetime) -> Page:
    parts = urlsplit(url)
    connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path)
    response = connection.getresponse()
    content_type = response.headers["Content-Type"]
    return Page(url, response.read(), at, "Asia/Almaty", response.status, content_type)


@pytest.mark.parametrize("site", ["gov", "portal", "legacy"])
@pytest.mark.parametrize("state", [1, 2])
def test_every_article_gets_its_day_from_its_page_alone(site: str, state: int) -> None:
    with Replica(state) as replica:
        now = dt.datetime.now(dt.UTC)
        connection = http.client.HTTPConnection("127.0.0.1", replica.ports[site])
        wrong = {
            url: (found, expected.day)
            for url, expected in replica.truth().items()
            if expected.site == site and expected.state in (State.STORED, State.UNDATED) and not expected.why
            if (found := published(to_document(fetched(connection, url, now))).day) != expected.day
        }
        connection.close()
    assert wrong == {}

"""The check of a site tells which of its facts hold, and stores nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kznews.replica.replica import Replica
from tests.crawling import configure, kznews
from tests.made_site import Reply, configured, serving


@pytest.fixture(scope="module")
def replica() -> Replica:
    with Replica() as made:
        yield made


def checked(folder: Path, replica: Replica, site: str, **overrides: object) -> tuple[int, list[dict[str, object]]]:
    done = kznews(configure(folder, replica, **overrides), "site", "check", site, "--json")
    assert "Traceback" not in done.err
    assert not (folder / "store").exists()
    return done.code, json.loads(done.out)


def test_a_site_that_answers_as_described_holds(tmp_path: Path, replica: Replica) -> None:
    _, found = checked(tmp_path, replica, "portal")
    by_fact = {
        fact: [one for one in found if one["fact"] == fact]
        for fact in ("robots", "feed", "sitemap", "listing", "article")
    }
    for ones in by_fact.values():
        assert ones
        assert all(one["holds"] in (True, None) for one in ones), ones
    assert re.search(r"\d+ articles, \d+ of them dated", str(by_fact["feed"][0]["text"]))


def test_facts_that_no_longer_hold_are_named(tmp_path: Path, replica: Replica) -> None:
    [home] = [site.home for site in replica.sites() if site.name == "portal"]
    wrong = {
        "feeds": [f"{home}no-such-feed.xml", f"{home}rss.xml"],
        "article_urls": "^/never/matches/$",
        "listings": [f"{home}news/?page={{page}}"],
    }
    code, found = checked(tmp_path, replica, "portal", **wrong)
    assert code == 3
    missing, other = [one for one in found if one["fact"] == "feed"]
    assert (missing["holds"], missing["text"], other["holds"]) == (False, "HTTP 404", False)
    assert f"article_urls and other_urls let none of its addresses through, such as {home}news/" in str(other["text"])
    [listing] = [one for one in found if one["fact"] == "listing"]
    assert listing["holds"] is False


def test_of_a_site_that_cannot_be_reached_no_fact_is_called_wrong(tmp_path: Path) -> None:
    with serving(lambda _: None) as site:
        path = configured(tmp_path, site, listings=[f"{site.base}/"], feeds=[f"{site.base}/feed"])
    done = kznews(path, "site", "check", "made", "--json")
    assert done.code == 3
    assert {(one["holds"], one["is_answered"]) for one in json.loads(done.out)} == {(None, False)}
    told = kznews(path, "site", "check", "made")
    assert (told.code, "FAILS" in told.out, "3 of 3 could not be told" in told.err) == (3, False, True)


@pytest.mark.parametrize(
    ("status", "holds", "is_answered"), [(404, False, True), (403, False, True), (500, None, False), (429, None, False)]
)
def test_a_server_that_is_out_of_order_says_nothing_of_a_fact(
    status: int, holds: bool | None, is_answered: bool, tmp_path: Path
) -> None:
    with serving(lambda ask: Reply(b"", status=status) if ask.path == "/feed" else None) as site:
        done = kznews(configured(tmp_path, site, feeds=[f"{site.base}/feed"]), "site", "check", "made", "--json")
    [feed] = [one for one in json.loads(done.out) if one["fact"] == "feed"]
    assert (done.code, feed["holds"], feed["is_answered"]) == (3, holds, is_answered)

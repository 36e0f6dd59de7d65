"""`kznews backfill`: what lies in the span, once, whatever happens on the way; and an end to what has none."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import pty
import re
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from kznews.backfill import progress_line
from kznews.replica.replica import Replica
from pipeline.canonical import canonical_url
from spiders.backfill.asked import Progress
from storage.clock import now
from tests.crawling import ROOT, assert_store_is_whole, configure, crawl, kznews, query, record_files
from tests.made_site import Answer, Ask, Reply, article, configured, links, serving

MARCH = ("--from", "2024-03-01", "--to", "2024-03-31")


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(speed=math.inf) as running:
        yield running


def span_of(replica: Replica, first: int, last: int) -> tuple[str, str, str, str]:
    """Return the options for the days from *first* to *last*, counted back from the newest."""
    began, ended = (replica.day - dt.timedelta(days=number) for number in (first, last))
    return ("--from", str(began), "--to", str(ended))


def backfill(config: Path, *arguments: str) -> dict[str, Any]:
    """Backfill, and return what `--json` says."""
    ended = kznews(config, "backfill", *arguments, "--json")
    assert ended.code == 0, ended
    told: dict[str, Any] = json.loads(ended.out)
    return told


def endings(told: dict[str, Any]) -> dict[str, str]:
    """Return the rule that ended each walk, by the path of its document."""
    return {urlsplit(one["walk"]).path: one["ended"] for one in told["walks"]}


def days() -> Answer:
    """Return a site with an article each day of February to April 2024, and an archive page for each day."""

    def answer(ask: Ask) -> Reply | None:
        kind, _, day = ask.path.strip("/").partition("/")
        if not "2024-02-01" <= day <= "2024-04-30":
            return None
        if kind == "archive":
            return links(f"/a/{day}", "/a/2024-04-30", "/a/2024-04-29")  # and the latest, beside the news
        return Reply(article(day.replace("-", ""), dt.date.fromisoformat(day))) if kind == "a" else None

    return answer


@pytest.mark.parametrize("site", ["gov", "portal", "legacy"])
def test_all_of_the_span_is_stored_and_the_same_command_adds_nothing(
    site: str, replica: Replica, tmp_path: Path
) -> None:
    config, span = configure(tmp_path, replica), span_of(replica, 100, 60)
    backfill(config, site, *span)
    wanted = {
        canonical_url(one.url)  # of an AMP variant, the article's
        for one in replica.truth().values()
        if one.site == site and one.state == "stored" and one.day and span[1] <= str(one.day) <= span[3]
    }
    got = {row.url for row in query(tmp_path, "select url from urls where record_id is not null")}
    assert wanted
    assert wanted <= got
    assert_store_is_whole(tmp_path)
    before = record_files(tmp_path)
    assert not backfill(config, site, *span)["counts"].get("stored")
    assert record_files(tmp_path) == before


def test_what_a_crawl_has_a_backfill_does_not_fetch(replica: Replica, tmp_path: Path) -> None:
    config = configure(tmp_path, replica)
    crawl(config, "gov")
    home = next(site.home for site in replica.sites() if site.name == "gov").rstrip("/")
    known = {row.url for row in query(tmp_path, "select url from urls where record_id is not null")}
    replica.forget()
    backfill(config, "gov", *span_of(replica, 40, 20))
    assert known
    assert not known & {home + seen.target for seen in replica.log}


def test_a_dry_run_counts_what_is_then_fetched_and_leaves_nothing_to_a_crawl(tmp_path: Path) -> None:
    with serving(days()) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        assert backfill(config, "made", *MARCH, "--dry-run")["wanted"] == 31
        assert site.asked("/a/") == []
        assert not query(tmp_path, "select 1 from urls union all select 1 from walks")
        assert backfill(config, "made", *MARCH)["counts"]["stored"] == 31
        assert sorted(site.asked("/a/")) == [f"/a/2024-03-{day:02}" for day in range(1, 32)]


def test_a_limit_leaves_the_rest_to_the_same_command(tmp_path: Path) -> None:
    with serving(days()) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        first = backfill(config, "made", *MARCH, "--limit", "12")
        assert (first["counts"]["stored"], first["complete"]) == (12, False)
        rest = backfill(config, "made", *MARCH)
        assert (rest["counts"]["stored"], rest["complete"]) == (19, True)
        assert len(site.asked("/a/")) == 31
        assert len(site.asked("/archive/")) <= 33


def test_a_backfill_until_yesterday_goes_on_with_the_same_days_on_the_morrow(tmp_path: Path) -> None:
    def answer(ask: Ask) -> Reply | None:
        kind, _, day = ask.path.strip("/").partition("/")
        if kind == "archive":
            return links(f"/a/{day}")
        return Reply(article(day.replace("-", ""), dt.date.fromisoformat(day))) if kind == "a" else None

    today = now().astimezone(ZoneInfo("Asia/Almaty")).date()
    first, third = (str(today - dt.timedelta(days=number)) for number in (9, 3))
    with serving(answer) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        assert not backfill(config, "made", "--from", first, "--to", third, "--limit", "2")["complete"]
        ended = kznews(config, "backfill", "made", "--from", first, "--json")
        assert f"goes on with the backfill until {third}" in ended.err
        assert json.loads(ended.out)["complete"]
        assert len(site.asked("/a/")) == 7
        assert backfill(config, "made", "--from", first)["complete"]
        assert len(site.asked("/a/")) == 9


def test_a_backfill_that_came_to_its_end_finds_what_was_added_since(tmp_path: Path) -> None:
    late: list[str] = []

    def answer(ask: Ask) -> Reply | None:
        if ask.path == "/archive/2024-03-05" and late:
            return links("/a/2024-03-05", *late)
        return Reply(article("late", dt.date(2024, 3, 5))) if ask.path == "/a/late" else days()(ask)

    with serving(answer) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        backfill(config, "made", *MARCH)
        late.append("/a/late")
        assert backfill(config, "made", *MARCH)["counts"]["stored"] == 1


def test_a_listing_ends_where_its_articles_are_older_and_newer_pages_cost_three_fetches(tmp_path: Path) -> None:
    last = dt.date(2024, 6, 30)

    def answer(ask: Ask) -> Reply | None:  # ten articles a page, one a day, none of them dated in the listing
        if ask.path == "/news":
            return links(*(f"/a/n{10 * (int(ask.one('page')) - 1) + number}" for number in range(10)))
        number = ask.path.removeprefix("/a/n")
        return Reply(article(number, last - dt.timedelta(days=int(number)))) if number.isdecimal() else None

    with serving(answer) as site:
        config = configured(tmp_path, site, listings=[f"{site.base}/news?page={{page}}"])
        told = backfill(config, "made", "--from", "2024-05-01", "--to", "2024-05-20")
        assert endings(told) == {"/news": "2 pages older than 2024-05-01"}
        got = {row.day for row in query(tmp_path, "select day from records")}
        assert {f"2024-05-{day:02}" for day in range(1, 21)} <= got
        assert len(site.asked("/a/")) <= 20 + 9 + 9 + 20  # the span, probes before and after it, pages across its ends


TRAPS: dict[str, tuple[Answer, str]] = {
    "the last page again and again": (
        lambda ask: links("/a/1", "/a/2") if ask.path == "/news" else Reply(article(ask.path[-1], dt.date(2024, 3, 5))),
        "3 pages without a new address",
    ),
    "a new address on each page, with a session's number in its path, for the same text": (
        lambda ask: (
            links(*(f"/a/s{ask.one('page')}x{number}/1" for number in range(5)))
            if ask.path == "/news"
            else Reply(article(1, dt.date(2024, 3, 5)))
        ),
        "40 pages in a row without an article of their own",
    ),
    "addresses without end behind which nothing is": (
        lambda ask: links(*(f"/a/p{ask.one('page')}x{number}" for number in range(5))) if ask.path == "/news" else None,
        "40 pages in a row without an article of their own",
    ),
    "pages without an article": (
        lambda ask: Reply(b"<html><body><p>...</p></body></html>") if ask.path == "/news" else None,
        "3 pages without a new address",
    ),
    "an end that is told": (
        lambda ask: (
            links(f"/a/{ask.one('page')}")
            if ask.path == "/news" and int(ask.one("page")) < 4
            else Reply(article(ask.path[-1], dt.date(2024, 3, 5)))
            if ask.path != "/news"
            else None
        ),
        "the last page: HTTP 404 after it",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_pagination_without_end_ends_by_a_rule_that_is_named(trap: str, tmp_path: Path) -> None:
    answer, why = TRAPS[trap]
    with serving(answer) as site:
        config = configured(tmp_path, site, listings=[f"{site.base}/news?page={{page}}"])
        ended = kznews(config, "backfill", "made", *MARCH, "--json")
        assert ended.code in (0, 3)  # a site of which nothing can be had is no success
        assert endings(json.loads(ended.out)) == {"/news": why}
        assert len(site.log) < 120


def test_a_calendar_that_links_on_for_ever_is_walked_day_by_day_within_the_span_only(tmp_path: Path) -> None:
    def answer(ask: Ask) -> Reply | None:
        if ask.path.startswith("/archive/"):
            day = dt.date.fromisoformat(ask.path.removeprefix("/archive/"))
            onward = "".join(f'<a href="/archive/{day + dt.timedelta(days=n)}">{n}</a>' for n in range(-40, 40))
            return links("/a/1", "/a/2", more=onward)
        return Reply(article(ask.path[-1], dt.date(2024, 3, 5))) if ask.path.startswith("/a/") else None

    with serving(answer) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        told = backfill(config, "made", "--from", "2020-01-01", "--to", "2024-03-31")
        assert list(endings(told).values()) == ["31 pages without a new address"]
        assert (len(site.asked("/archive/")), len(site.asked("/a/"))) == (32, 2)


def test_a_walk_that_fails_is_told_and_taken_up_again(tmp_path: Path) -> None:
    broken = [True]

    def answer(ask: Ask) -> Reply | None:
        if broken[0] and ask.path == "/archive/2024-03-10":
            return Reply(b"", 403)
        return days()(ask)

    with serving(answer) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        ended = kznews(config, "backfill", "made", *MARCH, "--json")
        assert ended.code == 3
        assert "/archive/2024-03-10: HTTP 403" in " ".join(json.loads(ended.out)["faults"])
        broken.clear()
        broken.append(False)
        asked = len(site.asked("/archive/"))
        assert backfill(config, "made", *MARCH)["counts"]["stored"] == 10
        assert len(site.asked("/archive/")) - asked == 10


def test_the_summary_names_the_rule_that_ended_each_walk_and_what_was_left_alone(tmp_path: Path) -> None:
    with serving(
        TRAPS["a new address on each page, with a session's number in its path, for the same text"][0]
    ) as site:
        ended = kznews(
            configured(tmp_path, site, listings=[f"{site.base}/news?page={{page}}"]), "backfill", "made", *MARCH, "-v"
        )
    assert "40 pages in a row without an article of their own" in ended.err
    assert "whose day only the page tells" in ended.err


def test_a_terminal_shows_the_rate_the_walk_and_the_time_left(tmp_path: Path) -> None:
    def slow(ask: Ask) -> Reply | None:
        time.sleep(0.05)
        return days()(ask)

    with serving(slow) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        shown = on_terminal(config, "backfill", "made", "--from", "2024-02-01", "--to", "2024-04-30")
    assert re.search(r"made: \d+ fetched, \d+ stored, \d+ a minute; walk 1 of 1, \d+%; about \d:\d\d:\d\d left", shown)
    assert "all days were asked for" in shown


def on_terminal(config: Path, *arguments: str) -> str:
    """Run kznews on a terminal of 120 columns; return what it showed, without the codes that move the cursor."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (40, 120))
    command = [sys.executable, "-m", "kznews", "--config", str(config), *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    process = subprocess.Popen(
        command, cwd=config.parent, stdin=its, stdout=its, stderr=its, env=environment, start_new_session=True
    )
    os.close(its)
    shown = b""
    with suppress(OSError):  # which ends the reading when nobody writes any more
        while part := os.read(ours, 1 << 16):
            shown += part
    os.close(ours)
    assert process.wait() == 0, shown
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", shown.decode())


@pytest.mark.parametrize(
    ("begun", "over", "part", "left"),
    [
        (0.0, 0, 0.5, "walk 1 of 2, 25%; about 0:03:00 left"),
        (0.5, 1, 0.5, "walk 2 of 2, 75%; about 0:01:00 left"),  # an earlier run did the first walk
        (0.5, 1, 0.0, "walk 2 of 2, 50%; time left not known yet"),
    ],
)
def test_the_time_left_is_told_by_what_this_run_did(begun: float, over: int, part: float, left: str) -> None:
    going = Progress(walks=2, over=over, part=part, begun=begun)
    line = progress_line("made", {"stored": 30, "gone": 10}, going, 60.0)
    assert line == f"made: 40 fetched, 30 stored, 40 a minute; {left}"


@pytest.mark.parametrize(
    "arguments",
    [
        ("made", "--from", "2024-03-02", "--to", "2024-03-01"),
        ("made", "--from", "2024-03-02", "--to", "2099-03-01"),
        ("made", "--from", "2099-03-02"),
        ("made", "--from", "yesterday"),
        ("made",),
    ],
)
def test_days_that_are_none_are_a_mistake_in_the_call(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with serving(days()) as site:
        assert kznews(configured(tmp_path, site), "backfill", *arguments).code == 2
        assert not site.log

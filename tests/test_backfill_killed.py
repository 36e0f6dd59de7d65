"""A backfill that is killed or stopped at any instant loses nothing, asks for little twice, and the same command ends it."""

from __future__ import annotations

import datetime as dt
import json
import math
import random
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kznews.replica.replica import Replica
from tests.crawling import Ended, assert_store_is_whole, configure, kill, kznews, query, start
from tests.made_site import Answer, Ask, MadeSite, Reply, article, configured, links, serving
from tests.test_killed import wait_until

KILLS = 10
LAST = dt.date(2024, 6, 30)
UNDATED = ("backfill", "made", "--from", "2024-05-01", "--to", "2024-05-25")
SPRING = ("backfill", "made", "--from", "2024-02-01", "--to", "2024-06-30")
ARTICLES = 3 * 151


def contents(folder: Path) -> list[tuple[Any, ...]]:
    """Every record's day, text and version, sorted: what must be the same however often a run was killed."""
    return sorted(tuple(row) for row in query(folder, "select coalesce(day, ''), text, version from records"))


def done(ended: Ended) -> Ended:
    assert ended.code == 0, ended
    return ended


def killed_at(site: MadeSite, config: Path, asked: int, *command: str) -> bool:
    """Start *command*, kill it when the site was asked for *asked* more pages; say whether it still ran."""
    before = len(site.log)
    process = start(config, *command)
    wait_until(lambda: len(site.log) - before >= asked, process)
    kill(process)
    return process.returncode == -signal.SIGKILL


def undated() -> Answer:
    """Return a site whose listing states no day: an article a day, ten a page beside five of the page before."""

    def answer(ask: Ask) -> Reply | None:
        if ask.path == "/news":
            first = 10 * (int(ask.one("page")) - 1)
            return links(*(f"/a/n{number}" for number in range(max(0, first - 5), first + 10)))
        number = ask.path.removeprefix("/a/n")
        return Reply(article(number, LAST - dt.timedelta(days=int(number)))) if number.isdecimal() else None

    return answer


def three_a_day() -> Answer:
    """Return a site with an archive page for each day, and three articles on it."""

    def answer(ask: Ask) -> Reply | None:
        kind, _, rest = ask.path.strip("/").partition("/")
        if kind == "archive":
            return links(*(f"/a/{rest}-{number}" for number in range(3)))
        day, _, number = rest.rpartition("-")
        return Reply(article(f"{day}{number}".replace("-", ""), dt.date.fromisoformat(day))) if kind == "a" else None

    return answer


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(speed=math.inf) as running:
        yield running


def test_ten_kills_leave_what_an_undisturbed_backfill_leaves(replica: Replica, tmp_path: Path) -> None:
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    calm.mkdir()
    rough.mkdir()
    first, last = (str(replica.day - dt.timedelta(days=number)) for number in (150, 10))
    command = ("backfill", "legacy", "--from", first, "--to", last)
    replica.forget()
    done(kznews(configure(calm, replica), *command))
    every = len(replica.log)
    config, chance = configure(rough, replica), random.Random(20240301)
    replica.forget()
    for _ in range(KILLS):
        asked = len(replica.log) + chance.randint(1, max(2, 2 * every // KILLS))
        process = start(config, *command)
        wait_until(lambda asked=asked: len(replica.log) >= asked, process)  # type: ignore[misc]
        kill(process)
    done(kznews(config, *command))
    assert contents(rough) == contents(calm)
    assert_store_is_whole(rough)
    assert query(rough, "select 1 from runs where kind = 'backfill' and note = 'died before its end'")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MadeSite, list[tuple[Any, ...]]]]:
    """Give the site that states no day, and what an undisturbed backfill of it leaves."""
    folder = tmp_path_factory.mktemp("calm")
    with serving(undated()) as site:
        done(kznews(configured(folder, site, listings=[f"{site.base}/news?page={{page}}"]), *UNDATED))
        yield site, contents(folder)


@pytest.mark.parametrize("asked", [3, 9, 14, 20, 27, 33])
def test_a_kill_does_not_change_which_undated_pages_are_asked_for(
    asked: int, calm: tuple[MadeSite, list[tuple[Any, ...]]], tmp_path: Path
) -> None:
    site, expected = calm
    config = configured(tmp_path, site, listings=[f"{site.base}/news?page={{page}}"])
    assert killed_at(site, config, asked, *UNDATED)
    done(kznews(config, *UNDATED))
    assert contents(tmp_path) == expected
    assert_store_is_whole(tmp_path)


def test_what_was_stored_before_a_kill_is_not_asked_for_again(tmp_path: Path) -> None:
    with serving(three_a_day()) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"], concurrency=8)
        assert killed_at(site, config, 300, *SPRING)
        known = {row.url for row in query(tmp_path, "select url from urls where record_id is not null")}
        before = list(site.log)
        done(kznews(config, *SPRING))
        again = set(site.log[len(before) :])
    assert len(known) > 100
    assert not {url.removeprefix(site.base) for url in known} & again
    twice = Counter(target for target in site.log if target.startswith("/archive/"))
    assert sum(count - 1 for count in twice.values()) <= 1
    assert len(contents(tmp_path)) == ARTICLES
    assert_store_is_whole(tmp_path)


def test_ctrl_c_ends_with_130_and_the_same_command_goes_on(tmp_path: Path) -> None:
    with serving(three_a_day()) as site:
        config = configured(tmp_path, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        process = start(config, *SPRING, "--json", "-v")
        wait_until(lambda: len(site.log) >= 200, process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130, err
        assert not json.loads(out)["complete"]
        assert "the same command goes on from here" in err
        assert not query(tmp_path, "select 1 from leases")
        stored = len(contents(tmp_path))
        rest = json.loads(done(kznews(config, *SPRING, "--json")).out)
    assert (stored + rest["counts"]["stored"], rest["complete"]) == (ARTICLES, True)
    assert_store_is_whole(tmp_path)

"""Whole crawls of the replica by the command line, as a user runs them."""

from __future__ import annotations

import math
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kznews.replica.faults import Fault
from kznews.replica.replica import Replica
from storage.entities import State
from tests.crawling import assert_store_is_whole, configure, contents, crawl, query, record_files, start

ENDED = {State.STORED, State.UNDATED}


@pytest.fixture
def replica() -> Iterator[Replica]:
    with Replica(speed=math.inf) as running:
        yield running


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Replica, Path, int]]:
    """Give a replica that was crawled, the crawl's folder, and how often it was asked."""
    folder = tmp_path_factory.mktemp("first")
    with Replica(speed=math.inf) as running:
        assert crawl(configure(folder, running)).code == 0
        yield running, folder, len(running.log)


@pytest.fixture
def crawled(first: tuple[Replica, Path, int], tmp_path: Path) -> Iterator[Replica]:
    """Give the replica as it was crawled, into a store that is copied to the test."""
    running, folder, _ = first
    shutil.copytree(folder / "store", tmp_path / "store")
    running.forget()
    yield running
    running.heal("portal")
    running.set_state(1)


def states(folder: Path) -> dict[str, str]:
    return {row.url: row.state for row in query(folder, "select url, state from urls")}


def test_every_address_ends_as_the_replica_says_it_should(crawled: Replica, tmp_path: Path) -> None:
    assert_store_is_whole(tmp_path)
    got, wrong = states(tmp_path), {}
    for url, expected in crawled.truth().items():
        if url in got and got[url] != expected.state and not _same_text_stored_elsewhere(got[url], expected.state):
            wrong[url] = (got[url], str(expected.state), expected.why)
    assert wrong == {}


def _same_text_stored_elsewhere(got: str, expected: State) -> bool:
    return {got, str(expected)} <= {State.DUPLICATE, State.STORED, State.UNDATED}


def test_a_second_crawl_of_unchanged_sites_stores_nothing_asks_little_and_takes_no_old_failure_for_news(
    first: tuple[Replica, Path, int], crawled: Replica, tmp_path: Path
) -> None:
    before, (_, _, asked) = record_files(tmp_path), first
    assert crawl(configure(tmp_path, crawled)).code == 0
    assert record_files(tmp_path) == before
    assert query(tmp_path, "select * from urls where state in ('failed', 'blocked') and attempts = 2")
    full = [seen for seen in crawled.log if seen.status == 200 and "/robots.txt" not in seen.target]
    assert len(full) < asked / 10


def test_a_changed_article_gets_a_new_version_in_the_same_place(crawled: Replica, tmp_path: Path) -> None:
    before = record_files(tmp_path)
    crawled.set_state(2)
    crawl(configure(tmp_path, crawled))
    assert_store_is_whole(tmp_path)
    versions = query(tmp_path, "select url_id, max(version) v from records group by url_id having v > 1")
    assert versions
    gone = set(before) - set(record_files(tmp_path))
    assert len(gone) == len(versions)


def test_two_crawls_of_one_site_at_once_fetch_it_once(replica: Replica, tmp_path: Path) -> None:
    config = configure(tmp_path, replica)
    both = [start(config, "crawl", "--json", "portal") for _ in range(2)]
    ended = [process.communicate(timeout=120) for process in both]
    assert sorted(process.returncode for process in both) == [0, 11], ended
    articles = Counter(
        seen.target
        for seen in replica.log
        if seen.status == 200 and "/news/" in seen.target and "page=" not in seen.target
    )
    again = {target for target, times in articles.items() if times > 1}
    assert len(again) <= 1, again  # the replica cuts one answer short, which is asked for again
    assert_store_is_whole(tmp_path)


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.BLOCK_403, Fault.ROBOTS_500])
def test_a_site_that_refuses_everything_is_no_success(fault: Fault, replica: Replica, tmp_path: Path) -> None:
    config = configure(tmp_path, replica)
    replica.break_site("portal", fault)
    ended = crawl(config, "portal")
    assert ended.code == 3, ended
    assert record_files(tmp_path) == {}


@pytest.mark.parametrize(
    "fault", [Fault.BLOCK_403, Fault.BLOCK_200, Fault.BLOCK_202, Fault.SOFT_404, Fault.LAYOUT, Fault.DOWN, Fault.QUIET]
)
def test_a_site_that_breaks_never_takes_a_stored_text_away(fault: Fault, crawled: Replica, tmp_path: Path) -> None:
    before = contents(tmp_path)
    crawled.set_state(2)
    crawled.break_site("portal", fault)
    crawl(configure(tmp_path, crawled), "portal")
    assert contents(tmp_path) == before
    assert_store_is_whole(tmp_path)


@pytest.mark.parametrize(("fault", "says"), [(Fault.QUIET, "names an article"), (Fault.LAYOUT, "holds an article")])
def test_a_site_that_should_have_had_something_new_is_told(
    fault: Fault, says: str, replica: Replica, tmp_path: Path
) -> None:
    config = configure(tmp_path, replica)
    replica.break_site("gov", fault)
    ended = crawl(config, "gov")
    assert (ended.code, says in ended.results()["gov"]["note"]) == (4, True), ended


def test_a_partly_failing_site_is_finished_by_the_next_crawl(replica: Replica, tmp_path: Path) -> None:
    config = configure(tmp_path, replica)
    replica.break_site("gov", Fault.FLAKY)
    assert crawl(config, "gov").code == 3
    replica.heal("gov")
    crawl(config, "gov")
    assert query(tmp_path, "select * from urls where state = 'failed'") == []
    assert_store_is_whole(tmp_path)

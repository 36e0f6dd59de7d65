"""The catalog keeps its promises on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import files, places
from storage.catalog import Catalog, LeaseLost, SiteBusy
from storage.engine import engine_of
from storage.entities import Discovered, Fetch, Found, Hint, Leased, Outcome, Run, State
from storage.record import Record, parse
from storage.walks import lease_wanted
from tests.stores import NOON, ROOT, make_store

DAY = dt.date(2026, 3, 1)
SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)
FEED = Hint("feed", "https://example.org/rss")


@pytest.fixture
def catalog(tmp_path: Path, database: str) -> Iterator[Catalog]:
    opened = Catalog.open(tmp_path, database)
    yield opened
    opened.close()


def begin(catalog: Catalog, now: dt.datetime = NOON, site: str = "site", holder: str = "machine:1") -> Run:
    return catalog.begin_run(site, "crawl", "person", now, holder, 60)


def found(*names: str, modified: dt.datetime | None = None) -> list[Found]:
    return [Found(f"https://example.org/{name}", FEED, modified) for name in names]


def outcome(leased: Leased, words: str | None = None, day: dt.date | None = DAY, at: dt.datetime = NOON) -> Outcome:
    """A page that was stored; without *words*, its text is made of its address."""
    words = f"{words or leased.url}\n\nТекст."
    fetch = Fetch(at, leased.url, 200, None, 0.1, "archive/site/a.warc.gz", 7, f'"{len(words)}"', None)
    return Outcome(leased.url_id, State.STORED, "", fetch, Record(leased.url, day, words, words.split("\n")[0]))


def failure(leased: Leased) -> Outcome:
    return Outcome(leased.url_id, State.FAILED, "HTTP 500", Fetch(NOON, leased.url, 500))


def written(catalog: Catalog) -> dict[str, tuple[dt.date | None, str]]:
    """Every record file by its place."""
    root = catalog.records
    return {path.relative_to(root).as_posix(): parse(path.read_text()) for path in sorted(root.rglob("*.txt"))}


def states(catalog: Catalog) -> dict[State, int]:
    return catalog.totals("site")


def test_a_url_goes_from_found_to_leased_to_its_record_file(catalog: Catalog) -> None:
    run = begin(catalog)
    assert catalog.discover(run, found("a", "b"), NOON) == Discovered(2, 0, 0)
    assert states(catalog) == {State.PENDING: 2}
    leased = catalog.lease(run, 10, NOON)
    assert [(one.url, one.attempt, one.hints) for one in leased] == [
        (f"https://example.org/{name}", 1, (FEED,)) for name in "ab"
    ]
    assert states(catalog) == {State.LEASED: 2}
    done = catalog.acknowledge(run, [outcome(one) for one in leased], NOON)
    assert [one.state for one in done] == [State.STORED, State.STORED]
    assert catalog.write_records() == 2
    assert [where.rpartition("_")[0] for where in written(catalog)] == ["2026/03/01/000", "2026/03/01/001"]
    catalog.end_run(run, NOON, 0, {"stored": 2})
    assert states(catalog) == {State.STORED: 2}


def test_what_is_found_again_is_fetched_again_only_when_it_changed_since(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a", "b"), NOON)
    catalog.acknowledge(run, [outcome(one) for one in catalog.lease(run, 9, NOON)], NOON)
    assert catalog.discover(run, found("a", "b", modified=NOON - HOUR), NOON) == Discovered(0, 0, 2)
    assert catalog.discover(run, found("a", modified=NOON + HOUR), NOON) == Discovered(0, 1, 0)
    assert [one.has_record for one in catalog.lease(run, 9, NOON)] == [True]


@pytest.mark.parametrize("when", ["before its visit", "during its visit", "after its visit"])
def test_a_time_of_change_that_is_stated_later_tells_the_next_change(catalog: Catalog, when: str) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a"), NOON)  # by a listing, which states no time
    leased = catalog.lease(run, 9, NOON) if when != "before its visit" else []
    if when == "after its visit":
        catalog.acknowledge(run, [outcome(one) for one in leased], NOON)
    assert catalog.discover(run, found("a", modified=NOON - 24 * HOUR), NOON) == Discovered(0, 0, 1)
    if when != "after its visit":
        catalog.acknowledge(run, [outcome(one) for one in leased or catalog.lease(run, 9, NOON)], NOON)
    assert catalog.discover(run, found("a", modified=NOON - HOUR), NOON) == Discovered(0, 1, 0)


def test_a_change_during_the_visit_is_asked_for_again(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a"), NOON)
    (leased,) = catalog.lease(run, 9, NOON)
    later = found("a", modified=NOON + HOUR)
    catalog.discover(run, later, NOON + HOUR)
    catalog.acknowledge(run, [outcome(leased)], NOON)
    assert catalog.discover(run, later, NOON + HOUR) == Discovered(0, 1, 0)


def test_the_newest_are_leased_first_and_none_twice(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("undated"), NOON)
    for hours, name in enumerate(("older", "newer")):
        catalog.discover(run, found(name, modified=NOON + hours * HOUR), NOON)
    names = [[one.url.rpartition("/")[2] for one in catalog.lease(run, 2, NOON)] for _ in range(3)]
    assert names == [["newer", "older"], ["undated"], []]


def test_a_batch_is_acknowledged_whole_or_not_at_all(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a", "b"), NOON)
    first, second = catalog.lease(run, 9, NOON)
    with pytest.raises(KeyError):
        catalog.acknowledge(run, [outcome(first), Outcome(10**6, State.GONE)], NOON)
    assert states(catalog) == {State.LEASED: 2}
    assert catalog.write_records() == 0
    catalog.acknowledge(run, [outcome(first), outcome(second)], NOON)
    assert states(catalog) == {State.STORED: 2}


def test_the_same_text_is_a_duplicate_in_one_batch_and_over_batches(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a", "b", "c"), NOON)
    a, b, c = catalog.lease(run, 9, NOON)
    done = catalog.acknowledge(run, [outcome(a, "Мост"), outcome(b, "Мост")], NOON)
    done += catalog.acknowledge(run, [outcome(c, "Мост")], NOON)
    assert [one.state for one in done] == [State.STORED, State.DUPLICATE, State.DUPLICATE]
    assert catalog.write_records() == 1


def test_a_new_version_takes_the_place_of_the_old_file_and_a_new_day_another_folder(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a"), NOON)
    expected = [("первая", DAY, "2026/03/01/000"), ("вторая", DAY, "2026/03/01/000")]
    expected += [("третья", DAY + dt.timedelta(1), "2026/03/02/000")]
    for hours, (words, day, place) in enumerate(expected, 1):
        at = NOON + hours * HOUR
        catalog.discover(run, found("a", modified=at), at)
        (leased,) = catalog.lease(run, 9, at)
        catalog.acknowledge(run, [outcome(leased, words, day, at)], at)
        catalog.write_records()
        assert [(where.rpartition("_")[0], day) for where, (day, _) in written(catalog).items()] == [(place, day)]
    assert [body for _, body in written(catalog).values()] == ["третья\n\nТекст."]


def test_an_unchanged_page_writes_nothing(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a"), NOON)
    catalog.acknowledge(run, [outcome(one) for one in catalog.lease(run, 9, NOON)], NOON)
    catalog.write_records()
    catalog.discover(run, found("a", modified=NOON + HOUR), NOON)
    done = catalog.acknowledge(run, [outcome(one) for one in catalog.lease(run, 9, NOON)], NOON)
    assert [one.state for one in done] == [State.UNCHANGED]
    assert catalog.write_records() == 0


def test_failures_are_tried_again_by_later_runs_until_they_are_given_up(catalog: Catalog) -> None:
    attempts = {}
    for number in range(0, 24 * 15):
        now = NOON + number * HOUR
        run = begin(catalog, now)
        catalog.discover(run, found("a"), now)
        leased = catalog.lease(run, 9, now)
        attempts |= {one.attempt: number for one in leased}
        catalog.acknowledge(run, [failure(one) for one in leased], now)
        catalog.end_run(run, now, 3, {})
    assert attempts == {1: 0, 2: 1, 3: 2, 4: 2 + 24, 5: 2 + 24 + 7 * 24}  # an outage of some hours loses nothing


def test_a_site_that_is_held_is_busy_until_the_lease_expires(catalog: Catalog) -> None:
    run = begin(catalog)
    with pytest.raises(SiteBusy, match=f"run {run.id}"):
        begin(catalog, NOON + 59 * SECOND)
    begin(catalog, site="other")
    catalog.heartbeat(run, NOON + 50 * SECOND)
    with pytest.raises(SiteBusy):
        begin(catalog, NOON + 100 * SECOND)
    assert begin(catalog, NOON + 111 * SECOND).id != run.id


def test_who_lost_its_lease_changes_nothing_more(catalog: Catalog) -> None:
    late = begin(catalog)
    catalog.discover(late, found("a"), NOON)
    (leased,) = catalog.lease(late, 9, NOON)
    heir = begin(catalog, NOON + HOUR)
    with pytest.raises(LeaseLost):
        catalog.acknowledge(late, [outcome(leased)], NOON + HOUR)
    with pytest.raises(LeaseLost):
        catalog.heartbeat(late, NOON + HOUR)
    assert states(catalog) == {State.PENDING: 1}
    assert [one.url for one in catalog.lease(heir, 9, NOON + HOUR)] == [leased.url]
    catalog.end_run(late, NOON + HOUR, 1, {})
    catalog.heartbeat(heir, NOON + HOUR)  # the end of the late run took nothing from it
    assert states(catalog) == {State.LEASED: 1}


def test_who_lost_its_lease_is_given_no_address(catalog: Catalog) -> None:
    late, later = begin(catalog), NOON + HOUR
    catalog.discover(late, found("a"), NOON)
    heir = begin(catalog, later)
    for ask in (
        lambda: catalog.lease(late, 9, later),
        lambda: catalog.lease_due(late, 9, later),
        lambda: catalog.adopt(late, found("b"), later),
        lambda: lease_wanted(catalog.engine, late, 9, 0, lambda *_: True, later),
    ):
        with pytest.raises(LeaseLost):
            ask()
    assert len(catalog.lease(heir, 9, later)) == 1


def test_whoever_looks_for_addresses_among_many_keeps_nobody_waiting(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a", "b"), NOON)

    def wanted(url: str, _: object) -> bool:
        catalog.heartbeat(run, NOON)
        return url.endswith("b")

    leased, last = lease_wanted(catalog.engine, run, 9, 0, wanted, NOON)
    assert ([one.url[-1] for one in leased], states(catalog)) == (["b"], {State.PENDING: 1, State.LEASED: 1})
    assert last == leased[0].url_id


def test_the_urls_of_a_run_that_ends_early_are_pending_again(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a", "b"), NOON)
    catalog.lease(run, 1, NOON)
    catalog.end_run(run, NOON, 130, {}, "interrupted")
    assert states(catalog) == {State.PENDING: 2}
    begin(catalog)


def test_what_a_kill_left_half_written_is_written_or_goes_with_its_place(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a", "b"), NOON)
    catalog.acknowledge(run, [outcome(one) for one in catalog.lease(run, 9, NOON)], NOON)
    with catalog.engine.begin() as connection:
        held = places.of(connection, [1, 2])
        for place in held.values():
            part = catalog.records / place.folder / f"{place.name}.part"
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_text("half")
        places.withdraw(connection, [held[1]])
    assert catalog.write_records() == 1
    assert [path.name for path in catalog.records.rglob("*.*") if path.is_file() and path.name != ".lock"] == [held[2].name]


def test_sweeping_writes_what_is_missing_and_removes_what_is_half_written(catalog: Catalog) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a", "b"), NOON)
    catalog.acknowledge(run, [outcome(one) for one in catalog.lease(run, 9, NOON)], NOON)
    folder = catalog.records / "2026/03/01"
    folder.mkdir(parents=True)
    (folder / "000_abc.txt.part").write_text("half")
    assert catalog.sweep() == 2
    assert not list(catalog.records.rglob("*.part"))
    assert len(written(catalog)) == 2
    assert catalog.sweep() == 0


def test_a_file_that_was_given_another_place_while_it_was_written_is_written_there(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begin(catalog)
    catalog.discover(run, found("a"), NOON)
    catalog.acknowledge(run, [outcome(one) for one in catalog.lease(run, 9, NOON)], NOON)
    write = files._write

    def move(root: Path, contents: list[tuple[Path, str]]) -> None:
        write(root, contents)
        monkeypatch.setattr(files, "_write", write)
        with catalog.engine.begin() as connection:  # as another run does that settles the files of copies
            held = places.of(connection, [1])
            places.withdraw(connection, list(held.values()))
            places.give(connection, [places.Placed(1, held[1].record_id, DAY + dt.timedelta(1), "0" * 64)], {})

    monkeypatch.setattr(files, "_write", move)
    catalog.write_records()
    assert list(written(catalog)) == ["2026/03/02/000_0000000000000000.txt"]


def test_each_commit_to_sqlite_is_synced(tmp_path: Path) -> None:
    """The tests of kills count on it: what SQLite writes on end is one operation to them (`kill_before.c`)."""
    engine = engine_of(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    with engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")]
    engine.dispose()
    assert pragmas == [2, "wal"]  # 2 is FULL


def test_times_come_back_aware_and_as_they_were(catalog: Catalog) -> None:
    almaty = dt.timezone(5 * HOUR)
    begin(catalog, NOON.astimezone(almaty))
    with pytest.raises(SiteBusy) as busy:
        begin(catalog)
    assert busy.value.until == NOON + 60 * SECOND
    assert busy.value.until.tzinfo is not None


def test_a_store_is_filled_the_same(tmp_path: Path, database: str) -> None:
    folder = make_store(tmp_path / "made")
    catalog = Catalog.open(tmp_path / "other", database)
    assert len(written(Catalog.open(folder))) == 2
    assert catalog.totals("rbc") == {}
    catalog.close()


CONTENDER = """
import datetime as dt, sys
from pathlib import Path
from storage.catalog import Catalog, SiteBusy
catalog = Catalog.open(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
try:
    print("run", catalog.begin_run("site", "crawl", "person", dt.datetime.now(dt.UTC), sys.argv[3], 60).id)
except SiteBusy:
    print("busy")
"""
WORKER = """
import datetime as dt, sys
from pathlib import Path
from storage.catalog import Catalog
from storage.entities import Fetch, Found, Hint, Outcome, State
from storage.record import Record
now, site = dt.datetime.now(dt.UTC), sys.argv[3]
catalog = Catalog.open(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
run = catalog.begin_run(site, "crawl", "person", now, site + ":1", 60)
hint = Hint("feed", "https://example.org/rss")
catalog.discover(run, [Found(f"https://{site}.example/{number}", hint) for number in range(60)], now)
while leased := catalog.lease(run, 7, now):
    texts = [f"{site} {one.url}\\n\\nТекст." for one in leased]
    pages = [Record(one.url, dt.date(2026, 3, 1), text, text[:5]) for one, text in zip(leased, texts)]
    catalog.acknowledge(
        run, [Outcome(one.url_id, State.STORED, "", Fetch(now, one.url, 200), page) for one, page in zip(leased, pages)], now
    )
    catalog.write_records()
catalog.end_run(run, now, 0, {})
print("done")
"""


def at_once(script: str, store: Path, database: str, names: list[str]) -> list[str]:
    """Run *script* in a process for each name, all let go at one moment; return what they said."""
    command = [sys.executable, "-c", script, str(store), database]
    processes = [
        subprocess.Popen([*command, name], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in names
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=60)[0].split()[0] for process in processes]


def test_of_processes_that_want_a_site_at_once_one_gets_it(tmp_path: Path, database: str) -> None:
    said = at_once(CONTENDER, tmp_path, database, [f"elsewhere:{number}" for number in range(4)])
    assert Counter(said) == {"run": 1, "busy": 3}


def test_processes_that_crawl_different_sites_at_once_lose_nothing(tmp_path: Path, database: str) -> None:
    assert at_once(WORKER, tmp_path, database, ["one", "two", "three"]) == ["done"] * 3
    catalog = Catalog.open(tmp_path, database)
    assert [catalog.totals(site) for site in ("one", "two", "three")] == [{State.STORED: 60}] * 3
    assert len({body for _, body in written(catalog).values()}) == 180
    with catalog.engine.connect() as connection:
        places = connection.execute(text("select folder, sequence from files")).all()
    assert sorted(place.sequence for place in places) == list(range(180))
    catalog.close()


def test_a_batch_costs_no_more_when_the_catalog_is_full(tmp_path: Path) -> None:
    """Forty times as many records: were anything quadratic, the last batches would take many times the first."""
    catalog = Catalog.open(tmp_path)
    run, seconds = begin(catalog), []
    for batch in range(40):
        catalog.discover(run, found(*(f"{batch}-{number}" for number in range(32))), NOON)
        began = time.process_time()
        leased = catalog.lease(run, 32, NOON)
        catalog.acknowledge(run, [outcome(one, day=DAY + dt.timedelta(batch % 9)) for one in leased], NOON)
        catalog.write_records()
        seconds.append(time.process_time() - began)
    assert len(written(catalog)) == 40 * 32
    assert sorted(seconds[-9:])[4] < 3 * sorted(seconds[1:10])[4]
    catalog.close()


@pytest.mark.parametrize("dated", [False, True], ids=["undated", "dated"])
def test_a_batch_is_leased_without_sorting_all_that_waits(dated: bool, tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    run, fastest = begin(catalog), []
    for size in (500, 20_000):
        waiting = [
            Found(f"https://example.org/{size}-{number}", FEED, NOON - number * SECOND if dated else None)
            for number in range(size)
        ]
        catalog.discover(run, waiting, NOON)
        seconds = []
        for _ in range(7):
            began = time.process_time()
            assert len(catalog.lease(run, 16, NOON)) == 16
            seconds.append(time.process_time() - began)
        fastest.append(min(seconds))
    assert fastest[1] < 3 * fastest[0]
    catalog.close()

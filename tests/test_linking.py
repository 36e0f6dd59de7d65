"""Copies in a store are linked under the first published, in whatever order and portions they were stored."""

from __future__ import annotations

import datetime as dt
import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, Row, delete, func, select, update

from kznews.__main__ import kznews
from kznews.duplicates import link, side_by_side
from kznews.linking import at_hand
from kznews.linking.linker import Linker
from storage import duplicates, projection
from storage.catalog import Catalog
from storage.clusters import Clusters
from storage.entities import Fetch, Found, Hint, Outcome, State
from storage.record import Record
from storage.schema import compared, records, tallied
from tests.stores import empty

ROOT = Path(__file__).parent.parent
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
STORY = """В порту Актау начали строить причал для паромов, который сможет принимать до восьми судов в сутки.
По расчетам инженеров, стройка займет два года и потребует двенадцать тысяч свай особой закалки.
Грузы пойдут через море в обе стороны без перевалки, а очередь грузовиков у ворот порта исчезнет совсем.
Местным рыбакам пообещали сохранить проход к старой гавани и поставить новые холодильные склады."""
OTHER = """Археологи нашли близ Туркестана мастерскую гончара с печью, в которой остались необожженные кувшины.
Находку датируют двенадцатым веком: на полу лежала монета, отчеканенная при последних правителях края."""
TEXTS = {
    "original": (STORY, 1),
    "attributed": (STORY.replace("в сутки.", "в сутки, передает Пример.kz со ссылкой на пресс-службу порта."), 2),
    "tail": ("\n".join(STORY.split("\n")[:3]), 3),
    "lead": ("Об этом давно говорили на побережье, и вот работа пошла.\n" + STORY, 4),
    "other": (OTHER, 5),
}
TITLE = "В Актау строят причал для паромов"


def store(catalog: Catalog, names: list[str]) -> None:
    run = catalog.begin_run("rbc", "ingest", "person", NOON, "machine:1", 60)
    addresses = {f"https://example.org/{name}": name for name in names}
    ids = catalog.adopt(run, [Found(url, Hint("file", "a")) for url in addresses], NOON)
    catalog.acknowledge(run, [_outcome(ids[url], url, name) for url, name in addresses.items()], NOON)
    catalog.end_run(run, NOON, 0, {})


def _outcome(url_id: int, url: str, name: str) -> Outcome:
    body, hour = TEXTS[name]
    title = "Мастерская гончара под Туркестаном" if name == "other" else TITLE
    published = dt.datetime(2026, 3, 1, hour, tzinfo=dt.UTC)
    text = f"{title}\n\n" + body.replace("\n", "\n\n")
    record = Record(
        url=url, day=published.date(), text=text, title=title, language="ru", authors=(), published_at=published,
        confidence="high", evidence=(), removed=(),
    )  # fmt: skip
    return Outcome(url_id, State.STORED, "", Fetch(NOON, url, 200), record)


def heads(catalog: Catalog) -> dict[str, str | None]:
    with catalog.engine.begin() as connection:
        rows = connection.execute(select(records.c.id, records.c.url, records.c.duplicate_of)).all()
    names = {row.id: row.url.rpartition("/")[2] for row in rows}
    return {names[row.id]: names.get(row.duplicate_of) for row in rows}


EXPECTED = {"original": None, "attributed": "original", "tail": "original", "lead": "original", "other": None}


@pytest.mark.parametrize("seed", range(6))
def test_any_order_and_any_portions_end_in_the_same_clusters(tmp_path: Path, database: str, seed: int) -> None:
    rng = random.Random(seed)
    names = rng.sample(sorted(TEXTS), len(TEXTS))
    catalog = Catalog.open(tmp_path, database)
    cut = rng.randrange(1, len(names))
    for portion in (names[:cut], names[cut:]):
        store(catalog, portion)
        link(catalog)
    assert heads(catalog) == EXPECTED
    catalog.close()


def test_what_a_young_store_took_for_a_copy_is_judged_anew_as_it_grows_and_has_its_file_again(
    tmp_path: Path, database: str
) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, ["original", "other"])
    link(catalog)
    with catalog.engine.begin() as connection:
        first, other = (
            connection.execute(select(records.c.id).where(records.c.url.endswith(name))).scalar_one()
            for name in ("/original", "/other")
        )
        duplicates.join(connection, other, first, "near", 0.2)
        connection.execute(update(records).where(records.c.id == other).values(similarity=0.9))
        projection.settle(connection, [first])
    catalog.write_records()
    assert len(list(tmp_path.rglob("*.txt"))) == 1
    store(catalog, ["attributed", "tail"])
    link(catalog)
    catalog.write_records()
    assert heads(catalog) == {name: EXPECTED[name] for name in ("original", "other", "attributed", "tail")}
    assert sorted(path.read_text("utf-8").count("монета") for path in tmp_path.rglob("*.txt")) == [0, 1]
    catalog.close()


def test_what_moved_stays_one_article_when_a_young_store_links_anew(tmp_path: Path, database: str) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, ["original", "other"])
    link(catalog)
    with catalog.engine.begin() as connection:
        ids = connection.execute(select(records.c.id).order_by(records.c.published_at)).scalars().all()
        duplicates.join(connection, ids[1], ids[0], duplicates.MOVED, 1.0)
    store(catalog, ["attributed"])
    link(catalog)
    assert heads(catalog) == {"original": None, "other": "original", "attributed": "original"}
    catalog.close()


def test_what_is_not_held_in_memory_is_read_again_and_makes_no_difference(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_hand, "AHEAD", 1)
    monkeypatch.setattr(at_hand, "USED", 1)
    catalog = Catalog.open(tmp_path, database)
    store(catalog, list(TEXTS))
    link(catalog)
    assert heads(catalog) == EXPECTED
    catalog.close()


def test_linking_again_changes_nothing(tmp_path: Path, database: str) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, sorted(TEXTS))
    assert link(catalog) > 0
    before = heads(catalog)
    assert link(catalog) == 0
    assert heads(catalog) == before
    with catalog.engine.begin() as connection:
        assert duplicates.unlinked(connection) == []
    catalog.close()


def test_the_catalog_is_looked_through_once_for_what_is_not_linked(tmp_path: Path, database: str) -> None:
    catalog = Catalog.open(tmp_path, database)
    for names in (["original", "tail"], ["other"]):
        store(catalog, names)
        link(catalog)
        with catalog.engine.begin() as connection:
            newest = connection.execute(select(func.max(records.c.id))).scalar()
            assert connection.execute(select(compared.c.up_to)).scalars().all() == [newest]
    catalog.close()


def test_records_are_linked_in_the_order_of_publication_those_without_a_time_last(
    tmp_path: Path, database: str
) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, ["lead", "other", "original", "attributed", "tail"])
    with catalog.engine.begin() as connection:
        ids = {row.url.rpartition("/")[2]: row.id for row in connection.execute(select(records.c.url, records.c.id))}
        connection.execute(update(records).where(records.c.id == ids["lead"]).values(published_at=None))
        connection.execute(update(records).where(records.c.id == ids["tail"]).values(published_at=None, day=None))
        order = duplicates.unlinked(connection)
    assert order == [ids[name] for name in ("original", "attributed", "other", "lead", "tail")]
    catalog.close()


@pytest.mark.parametrize("day", [dt.date(2026, 3, 1), None])
@pytest.mark.parametrize("published_at", [NOON, None])
def test_of_urls_that_give_one_address_the_one_known_longer_has_the_file_whatever_the_order(
    day: dt.date | None, published_at: dt.datetime | None
) -> None:
    url = "https://example.org/original"
    rows = [SimpleNamespace(url_id=number, url=url, day=day, published_at=published_at) for number in (8, 1, 16)]
    assert [one.url_id for one in sorted(rows, key=duplicates.published)] == [1, 8, 16]


def test_a_new_version_of_the_head_keeps_its_copies(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, ["original", "attributed"])
    link(catalog)
    monkeypatch.setitem(TEXTS, "original", (STORY.replace("восьми судов", "девяти судов"), 1))
    store(catalog, ["original"])
    link(catalog)
    with catalog.engine.begin() as connection:
        current = connection.execute(select(records).where(records.c.current)).all()
        members = duplicates.cluster(connection, current[0].id)
    assert [row.url.rpartition("/")[2] for row in members] == ["original", "attributed"]
    catalog.close()


def test_what_was_linked_is_not_read_again_to_know_what_is_common(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kznews.duplicates.GROWTH", 1e9)  # as in a store of many records
    catalog = Catalog.open(tmp_path, database)
    store(catalog, ["original", "attributed", "tail"])
    link(catalog)
    read, whole = list[int](), duplicates.whole

    def reading(connection: Connection, record_ids: Iterable[int]) -> Sequence[Row[Any]]:
        asked = list(record_ids)
        read.extend(asked)
        return whole(connection, asked)

    monkeypatch.setattr(duplicates, "whole", reading)
    store(catalog, ["other"])
    link(catalog)
    with catalog.engine.begin() as connection:
        new = connection.execute(select(records.c.id).where(records.c.url.endswith("/other"))).scalars().all()
    assert read == new
    catalog.close()


def test_a_catalog_that_keeps_no_tally_yet_reads_once_what_was_linked(tmp_path: Path, database: str) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, sorted(TEXTS))
    link(catalog)
    kept = []
    for _ in range(2):
        with catalog.engine.begin() as connection:
            kept.append(sum(row.stories for row in duplicates.tallies(connection)))
            connection.execute(delete(tallied))
        with catalog.engine.begin() as connection:
            Linker().learn(connection, [])
    with catalog.engine.begin() as connection:
        kept.append(sum(row.stories for row in duplicates.tallies(connection)))
    assert kept == [len(TEXTS)] * 3
    catalog.close()


def test_of_tallies_those_of_late_stories_are_kept(tmp_path: Path, database: str) -> None:
    catalog = Catalog.open(tmp_path, database)
    with catalog.engine.begin() as connection:
        for number in range(1, 6):
            duplicates.tally(connection, 10, b"%d" % number, enough=20)
        assert [row.counts for row in duplicates.tallies(connection)] == [b"4", b"5"]
    catalog.close()


def test_a_passage_that_very_many_stories_have_finds_nothing(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, sorted(TEXTS))
    with catalog.engine.begin() as connection:
        url_ids = connection.execute(select(records.c.url_id).order_by(records.c.url_id).limit(4)).scalars().all()
        rows = connection.execute(select(records.c.url_id, records.c.id).where(records.c.url_id.in_(url_ids))).all()
        duplicates.put(connection, [(row.url_id, row.id, [1, 2 + (row.url_id % 2)]) for row in rows])
        assert sorted(duplicates.holders(connection, [1])[0]) == list(url_ids)
        monkeypatch.setattr(duplicates, "COMMON", 3)
        held = duplicates.holders(connection, [1, 2, 3, 4])
        assert [sorted(one) for one in held] == [
            [],
            [one for one in url_ids if one % 2 == 0],
            [one for one in url_ids if one % 2],
            [],
        ]
    catalog.close()


def test_clusters_are_changed_in_memory_and_written_at_once(tmp_path: Path, database: str) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, sorted(TEXTS))
    with catalog.engine.begin() as connection:
        ids = {row.url.rpartition("/")[2]: row.id for row in connection.execute(select(records.c.url, records.c.id))}
        clusters = Clusters(connection)
        clusters.read(ids.values())
        clusters.join(ids["lead"], ids["tail"], "near", 0.9)
        clusters.join(ids["original"], ids["lead"], "part", 0.8)
        clusters.leave(ids["lead"])
        clusters.join(ids["other"], ids["lead"], "near", 0.7)
        clusters.write()
        again = Clusters(connection)
        again.read([ids["tail"], ids["lead"]])
        members = [[row.id for row in again.members(ids[name])] for name in ("tail", "lead")]
        assert members == [[ids["original"], ids["tail"]], [ids["lead"], ids["other"]]]
        assert [again.said(ids[name]) for name in ("original", "tail", "lead", "other")] == [
            (None, None),
            ("part", 0.8),
            (None, None),
            ("near", 0.7),
        ]
    catalog.close()


def test_the_command_shows_the_copies_and_what_they_share(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "store")
    store(catalog, sorted(TEXTS))
    catalog.close()
    arguments = ["--store", str(tmp_path / "store"), "duplicates", "https://example.org/lead"]
    done = CliRunner().invoke(kznews, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    members = json.loads(done.stdout)
    assert [one["url"].rpartition("/")[2] for one in members] == ["original", "attributed", "tail", "lead"]
    assert [one["relation"] is None for one in members] == [True, False, False, False]
    assert any(one["shared"] and "двенадцать тысяч свай" in one["text"] for one in members[0]["passages"])
    shown = CliRunner().invoke(kznews, arguments)
    assert shown.exit_code == 0
    assert "со ссылкой на пресс-службу порта" in shown.stdout


def test_runs_of_words_are_told_side_by_side() -> None:
    made = list(side_by_side("Как сообщили, мост открыт для всех", "Мост открыт для всех."))
    assert [(one.text, one.is_shared) for one in made] == [("Как сообщили,", False), ("мост открыт для всех", True)]


KILLED = """
import os, signal, sys
from pathlib import Path
from kznews import duplicates
from storage import duplicates as kept
from storage.catalog import Catalog
from storage.clusters import Clusters
duplicates.BATCH = 2
def dying(made):
    def call(*arguments):
        global calls
        calls -= 1
        if not calls:
            os.kill(os.getpid(), signal.SIGKILL)
        return made(*arguments)
    return call
for place, name in ((kept, "put"), (kept, "holders"), (Clusters, "write")):
    setattr(place, name, dying(getattr(place, name)))
for line in sys.stdin:
    calls = int(line)
    if not (child := os.fork()):
        duplicates.link(Catalog.open(Path(sys.argv[1]), sys.argv[2]))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.mark.parametrize(("linked", "calls"), [(0, 9), (2, 15)])
def test_a_kill_in_the_middle_leaves_nothing_half_linked(
    tmp_path: Path, database: str, linked: int, calls: int
) -> None:
    catalog = Catalog.open(tmp_path, database)
    command = [sys.executable, "-c", KILLED, str(tmp_path), database]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killed:
        for call in range(1, calls + 1):
            empty(catalog)
            if linked:  # so that all are linked anew when the others have come
                store(catalog, sorted(TEXTS)[:linked])
                link(catalog)
            store(catalog, sorted(TEXTS)[linked:])
            print(call, file=killed.stdin, flush=True)
            assert killed.stdout is not None
            assert int(killed.stdout.readline()) == -signal.SIGKILL
            link(catalog)
            catalog.write_records()
            assert (heads(catalog), call) == (EXPECTED, call)
            assert len(list(tmp_path.rglob("*.txt"))) == 2
    catalog.close()


LINKING = """
import sys
from pathlib import Path
from kznews import duplicates
from storage.catalog import Catalog
duplicates.BATCH = 1
duplicates.link(Catalog.open(Path(sys.argv[1]), sys.argv[2]))
"""


def test_processes_that_link_at_once_do_it_once(tmp_path: Path, database: str) -> None:
    catalog = Catalog.open(tmp_path, database)
    store(catalog, sorted(TEXTS))
    catalog.close()
    command = [sys.executable, "-c", LINKING, str(tmp_path), database]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(one.communicate()[1], one.returncode) for one in running] == [(b"", 0)] * 3
    catalog = Catalog.open(tmp_path, database)
    assert heads(catalog) == EXPECTED
    assert link(catalog) == 0
    catalog.close()

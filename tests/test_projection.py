"""Which records have a file depends on the records and the policy: not on their order, nor on who was killed when."""

from __future__ import annotations

import datetime as dt
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from kznews.duplicates import bring_in_line
from storage.catalog import Catalog
from storage.entities import Fetch, Found, Hint, Outcome, State
from storage.projection import Policy, adopt, holders
from storage.record import Record, parse
from tests.stores import ROOT, empty

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
TITLE = "В Актау строят причал для паромов"
STORY = (
    "В порту Актау начали строить причал для паромов, который сможет принимать до восьми судов в сутки.",
    "По расчетам инженеров, стройка займет два года и потребует двенадцать тысяч свай особой закалки.",
    "Грузы пойдут через море в обе стороны без перевалки, а очередь грузовиков у ворот порта исчезнет совсем.",
    "Местным рыбакам пообещали сохранить проход к старой гавани и поставить новые холодильные склады.",
)
OTHER = (
    "Археологи нашли близ Туркестана мастерскую гончара с печью, в которой остались необожженные кувшины.",
    "Находку датируют двенадцатым веком: на полу лежала монета, отчеканенная при последних правителях края.",
)
DIGEST = (
    *OTHER,
    "В степи под Аркалыком сели на зимовку тысячи уток, и егеря попросили водителей ехать тише обычного.",
    "Школьники из Кентау собрали телескоп из списанных линз и увидели в него кольца далекой планеты.",
    "На рынке Шымкента подешевели поздние дыни, зато подорожали орехи, мед и сушеный урюк прошлого года.",
    "Пекарня при вокзале вернулась к дровяной печи, и очередь за лепешками вытянулась до самой площади.",
    "Хор пенсионеров записал сорок колыбельных, которые бабушки помнили только наизусть и по куплету.",
)
LEAD = "Об этом давно говорили на побережье, и вот работа пошла."
Article = tuple[str, tuple[str, ...], int]  # headline, paragraphs, hour of its publication
ARTICLES: dict[str, Article] = {
    "original": (TITLE, STORY, 1),
    "repeated": (TITLE, STORY, 2),
    "again": (TITLE, STORY, 6),
    "lead": (TITLE, (LEAD, *STORY), 3),
    "tail": (TITLE, STORY[:3], 4),
    "other": ("Мастерская гончара под Туркестаном", OTHER, 5),
    "digest": ("Мастерская гончара и другие новости", DIGEST, 7),
}
FILES = {
    Policy.FIRST: ["digest", "original", "other"],
    Policy.LONGEST: ["digest", "lead"],
    Policy.KEEP: sorted(ARTICLES),
}


def store(catalog: Catalog, names: Sequence[str], articles: dict[str, Article] = ARTICLES) -> None:
    run = catalog.begin_run("rbc", "ingest", "person", NOON, "machine:1", 60)
    addresses = {f"https://example.org/{name}": name for name in names}
    ids = catalog.adopt(run, [Found(url, Hint("file", "a")) for url in addresses], NOON)
    catalog.acknowledge(run, [_outcome(ids[url], url, articles[name]) for url, name in addresses.items()], NOON)
    catalog.write_records()
    catalog.end_run(run, NOON, 0, {})


def _outcome(url_id: int, url: str, article: Article) -> Outcome:
    title, paragraphs, hour = article
    published = dt.datetime(2026, 3, hour, 6, tzinfo=dt.UTC)
    record = Record(url=url, day=published.date(), text="\n\n".join((title, *paragraphs)), title=title,
                    language="ru", published_at=published)  # fmt: skip
    return Outcome(url_id, State.STORED, "", Fetch(NOON, url, 200), record)


def kept(catalog: Catalog, articles: dict[str, Article] = ARTICLES) -> list[str]:
    """Return which articles have a file, by what the files hold."""
    names = {(paragraphs, dt.date(2026, 3, hour)): name for name, (_, paragraphs, hour) in articles.items()}
    found = []
    for path in catalog.records.rglob("*.txt"):
        day, text = parse(path.read_text("utf-8"))
        found.append(names[tuple(text.split("\n\n")[1:]), day or dt.date.max])
    return sorted(found)


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    catalog = Catalog.open(tmp_path_factory.mktemp("store"))
    yield catalog
    catalog.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.permutations(sorted(ARTICLES)),
    cuts=st.lists(st.integers(1, len(ARTICLES) - 1), max_size=2),
    policies=st.lists(st.sampled_from(list(Policy)), min_size=3, max_size=3),
)
def test_the_files_are_those_of_the_last_policy_whatever_came_first(
    one_store: Catalog, names: list[str], cuts: list[int], policies: list[Policy]
) -> None:
    catalog = empty(one_store)
    ends = [0, *sorted(set(cuts)), len(names)]
    used = policies[-1]
    for start, end, policy in zip(ends, ends[1:], policies, strict=False):
        store(catalog, names[start:end])
        bring_in_line(catalog, policy)
        used = policy
    assert kept(catalog) == FILES[used]


def test_the_same_holds_on_either_database(tmp_path: Path, database: str) -> None:
    catalog = Catalog.open(tmp_path, database)
    for names in (["digest", "again", "lead"], ["other", "repeated", "tail"], ["original"]):
        store(catalog, names)
        bring_in_line(catalog, Policy.FIRST)
    assert kept(catalog) == FILES[Policy.FIRST]
    for policy in (Policy.KEEP, Policy.LONGEST, Policy.FIRST):
        bring_in_line(catalog, policy)
        assert kept(catalog) == FILES[policy]
    catalog.close()


def test_an_original_that_comes_late_takes_the_file_over(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    store(catalog, ["again"])
    bring_in_line(catalog, Policy.FIRST)
    assert kept(catalog) == ["again"]
    store(catalog, ["original"])  # the same text word by word: known as a copy at once
    assert kept(catalog) == ["original"]
    catalog.close()


def test_a_copy_of_the_same_words_never_has_a_file_of_its_own(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    store(catalog, ["original", "again"])
    assert kept(catalog) == ["original"]
    catalog.close()


def test_an_edit_that_makes_a_copy_another_story_gives_it_a_file(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    store(catalog, ["original", "lead"])
    bring_in_line(catalog, Policy.FIRST)
    assert kept(catalog) == ["original"]
    edited = ARTICLES | {"lead": (TITLE, (LEAD, *OTHER, *DIGEST[2:]), 3)}
    store(catalog, ["lead"], edited)
    bring_in_line(catalog, Policy.FIRST)
    assert kept(catalog, edited) == ["lead", "original"]
    catalog.close()


def test_an_edit_of_the_longest_lets_another_have_the_file(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    store(catalog, ["original", "lead"])
    bring_in_line(catalog, Policy.LONGEST)
    assert kept(catalog) == ["lead"]
    edited = ARTICLES | {"lead": (TITLE, (LEAD, *STORY[:3]), 3)}
    store(catalog, ["lead"], edited)
    bring_in_line(catalog, Policy.LONGEST)
    assert kept(catalog, edited) == ["original"]
    catalog.close()


class Member:
    def __init__(self, url: str, length: int, relation: str | None = None, similarity: float | None = None) -> None:
        self.url, self.length, self.relation, self.similarity = url, length, relation, similarity
        self.published_at, self.day, self.url_id = None, dt.date(2026, 3, 1), 1


@pytest.mark.parametrize(
    ("policy", "cluster", "chosen"),
    [
        (Policy.FIRST, [Member("a", 100), Member("b", 200, "near")], "a"),
        (Policy.LONGEST, [Member("a", 100), Member("b", 200, "near")], "b"),
        (Policy.LONGEST, [Member("a", 100), Member("b", 100, "exact")], "a"),
        (Policy.KEEP, [Member("a", 100), Member("b", 100, "exact")], "ab"),
        (Policy.FIRST, [Member("a", 100), Member("b", 100, "near", 0.3)], "ab"),
        (Policy.FIRST, [Member("a", 100), Member("b", 900, "part"), Member("c", 40, "part")], "ab"),
        (Policy.LONGEST, [Member("a", 100), Member("b", 900, "part"), Member("c", 40, "part")], "b"),
        (Policy.FIRST, [Member("a", 900), Member("b", 100, "part"), Member("c", 80, "part")], "a"),
        (Policy.FIRST, [Member("a", 100), Member("b", 120, "moved"), Member("c", 130, "version")], "a"),
    ],
)
def test_what_a_policy_keeps_of_a_cluster(policy: Policy, cluster: list[Member], chosen: str) -> None:
    assert "".join(one.url for one in holders(policy, cluster)) == chosen


KILLED = """
import os, signal, sys
from pathlib import Path
from storage import durable, files, places, projection
from storage.catalog import Catalog
from storage.projection import Policy
from kznews.duplicates import bring_in_line
calls = [int(sys.argv[2])]
def dying(made):
    def call(*arguments, **named):
        calls[0] -= 1
        if not calls[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return made(*arguments, **named)
    return call
for module, name in ((places, "withdraw"), (places, "give"), (files, "_mark"), (files, "_write"), (files, "_remove_stale")):
    setattr(module, name, dying(getattr(module, name)))
Path.unlink = dying(Path.unlink)
bring_in_line(Catalog.open(Path(sys.argv[1])), Policy(sys.argv[3]))
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store whose files follow no policy yet, with an article that was never compared."""
    folder = tmp_path_factory.mktemp("before")
    catalog = Catalog.open(folder)
    store(catalog, [name for name in sorted(ARTICLES) if name != "original"])
    bring_in_line(catalog, Policy.FIRST)
    store(catalog, ["original"])
    catalog.close()
    return folder


@pytest.mark.parametrize("call", range(1, 8))
def test_a_kill_at_any_moment_is_made_good_by_the_next_run(before: Path, tmp_path: Path, call: int) -> None:
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(call), Policy.LONGEST]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    catalog = Catalog.open(tmp_path)
    catalog.sweep()
    bring_in_line(catalog, Policy.LONGEST)
    assert kept(catalog) == FILES[Policy.LONGEST]
    assert not list(tmp_path.rglob("*.part"))
    catalog.close()


def test_files_that_were_written_before_there_was_a_policy_are_withdrawn(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    store(catalog, sorted(ARTICLES))
    adopt(catalog.engine, Policy.KEEP)
    bring_in_line(catalog, Policy.KEEP)
    with create_engine(f"sqlite:///{tmp_path / 'catalog.sqlite'}").begin() as connection:
        connection.exec_driver_sql("delete from file_policy")
    bring_in_line(catalog, Policy.FIRST)
    assert kept(catalog) == FILES[Policy.FIRST]
    catalog.close()

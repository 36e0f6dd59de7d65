"""Furniture is learned from the set of a site's articles, taken out wherever it stands, and never costs a real paragraph."""

from __future__ import annotations

import datetime as dt
import json
import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from kznews.furniture import settle
from pipeline.noise.furniture import Sample, fingerprint_of, learn, without
from spiders.furniture import is_due, settled_record
from storage import furniture
from storage.catalog import Catalog
from storage.entities import Found, Hint, Outcome, State
from storage.furniture import Decision
from storage.projection import Policy, adopt
from storage.record import Record
from storage.schema import records
from tests.crawling import contents, crawl
from tests.made_site import Ask, Reply, configured, links, serving
from tests.stores import NOON, kznews

SLOGAN = "Вести Степи: 12 лет вместе с вами, и так каждый день"
DAY = dt.date(2026, 1, 1)
WORDS = "мост школа река поле завод рынок театр музей поезд сад".split()


def title(number: int) -> str:
    """Return a headline that differs from the others in more than its digits."""
    return f"{WORDS[number % 10]} и {WORDS[number // 10 % 10]}"


def samples(count: int, *last: str, kind: str = "") -> list[Sample]:
    """Return articles that end in *last*."""
    return [
        Sample(
            DAY + dt.timedelta(number % 30),
            f"{kind} {title(number)}",
            "ru",
            (f"Рассказ о том, что {title(number)}.", *last),
        )
        for number in range(count)
    ]


def around(paragraph: str, count: int, *, having: int, length: int = 12) -> list[Sample]:
    """Return articles of *length* paragraphs, *having* of them with *paragraph* as their third."""
    given = []
    for number, sample in enumerate(samples(count)):
        story = [f"{title(number)}: часть {WORDS[at % 10]} {title(number * 7 + at)}." for at in range(length)]
        if number < having:
            story[2] = paragraph
        given.append(replace(sample, paragraphs=tuple(story), day=DAY + dt.timedelta(number * 7 % 30)))
    return given


def test_what_ends_most_articles_under_many_headlines_is_furniture() -> None:
    assert [(one.text, one.articles) for one in learn(samples(40, SLOGAN))] == [(SLOGAN, 40)]


def test_digits_case_and_spaces_do_not_part_furniture() -> None:
    mixed = [*samples(20, "Сегодня на сайте 512 гостей"), *samples(20, "сегодня  на сайте 7 гостей", kind="о")]
    assert len(learn(mixed)) == 1


@pytest.mark.parametrize(
    ("why", "given"),
    [
        ("too few articles", samples(19, SLOGAN)),
        ("some articles only", [*samples(30, "На заседании присутствовали министр и акимы."), *samples(50, kind="о")]),
        ("a list", samples(60, "  • министр;\n  • аким.")),
        ("one item", samples(60, "  • министр и аким.")),
        ("one headline", [Sample(one.day, f"Курс тенге на {n} января", "ru", (SLOGAN,)) for n, one in enumerate(samples(60))]),
        ("one day", [Sample(DAY, one.title, "ru", one.paragraphs) for one in samples(60, SLOGAN)]),
        ("undated", [Sample(None, one.title, "ru", one.paragraphs) for one in samples(60, SLOGAN)]),
    ],
)  # fmt: skip
def test_what_recurs_without_being_of_the_template_is_none(why: str, given: list[Sample]) -> None:
    assert learn(given) == []


def test_the_order_of_articles_does_not_matter() -> None:
    given = [*samples(40, "Подробности на сайте 1", SLOGAN), *samples(30, SLOGAN.upper(), kind="о")]
    wanted = learn(given)
    for seed in range(5):
        random.Random(seed).shuffle(given)
        assert learn(given) == wanted


@pytest.mark.parametrize(("having", "learned"), [(100, 1), (72, 1), (65, 0)])
def test_amid_articles_it_is_furniture_only_in_most(having: int, learned: int) -> None:
    assert len(learn(around(SLOGAN, 100, having=having))) == learned


def test_the_frame_of_long_reports_is_none_though_nearly_all_long_articles_have_it() -> None:
    short = [replace(one, title=f"коротко: {one.title}") for one in around("", 100, having=0, length=6)]
    assert learn([*around("Осадки и ветер по областям", 40, having=40), *short]) == []


def test_articles_without_a_middle_do_not_count_against_it() -> None:
    short = [replace(one, title=f"коротко: {one.title}") for one in around("", 100, having=0, length=3)]
    assert [one.text for one in learn([*around(SLOGAN, 40, having=36), *short])] == [SLOGAN]


def test_a_long_paragraph_is_none() -> None:
    assert learn(samples(60, SLOGAN * 20)) == []


def test_furniture_goes_wherever_it_stands_and_the_first_paragraph_stays() -> None:
    known = frozenset({fingerprint_of(SLOGAN)})
    assert without(["Мост открыт.", SLOGAN, "Движение пущено.", SLOGAN], known) == (
        ["Мост открыт.", "Движение пущено."],
        [(1, SLOGAN), (3, SLOGAN)],
    )
    assert without([SLOGAN], known) == ([SLOGAN], [])
    assert without(["Мост открыт.", SLOGAN], frozenset()) == (["Мост открыт.", SLOGAN], [])


def record(number: int, last: str = SLOGAN) -> Record:
    head = f"О том, как {title(number)}"
    text = f"{head}\n\nПервое предложение о том, что {title(number)}.\n\n{last}"
    return Record(
        url=f"https://example.org/{number}", day=DAY + dt.timedelta(number % 30), text=text, title=head, language="ru"
    )


@pytest.mark.parametrize("where", [1, 2, 3])
def test_a_record_regains_what_is_furniture_no_more_where_it_stood(where: int) -> None:
    head, *body = record(1, last="Вторая новость о мосте.").text.split("\n\n")
    body.append("Третья.")
    body.insert(where, SLOGAN)
    given = replace(record(1), text="\n\n".join([head, *body]))
    taken = settled_record(given, frozenset({fingerprint_of(SLOGAN)}))
    assert (SLOGAN in taken.text, taken.removed) == (False, ({"text": SLOGAN, "rule": "furniture", "place": where},))
    assert settled_record(taken, frozenset({fingerprint_of(SLOGAN)})) == taken
    assert settled_record(taken, frozenset()) == given


def test_what_an_earlier_version_took_comes_back_at_the_end() -> None:
    taken = replace(record(1, last="Конец."), removed=({"text": SLOGAN, "rule": "furniture"},))
    assert settled_record(taken, frozenset()).text.endswith(f"\n\nКонец.\n\n{SLOGAN}")


def filled(folder: Path, order: list[int], learned_after: int = 0) -> Catalog:
    """Return the catalog of a store with 40 articles stored in *order*, learning once more after the first few."""
    catalog = Catalog.open(folder)
    for part in (order[:learned_after], order[learned_after:]):
        if part:
            run = catalog.begin_run("rbc", "crawl", "person", NOON, "machine:1", 60)
            found = [Found(record(number).url, Hint("feed", "https://example.org/rss")) for number in part]
            catalog.discover(run, found, NOON)
            ids = {one.url: one.url_id for one in catalog.lease(run, 100, NOON)}
            catalog.acknowledge(run, [Outcome(ids[record(n).url], State.STORED, record=record(n)) for n in part], NOON)
            catalog.write_records()
            catalog.end_run(run, NOON, 0, {})
            settle(catalog, "rbc")
    return catalog


def texts(catalog: Catalog) -> dict[str, str]:
    with catalog.engine.connect() as connection:
        rows = connection.execute(select(records.c.url, records.c.text).where(records.c.current))
        return {row.url: row.text for row in rows}


def test_the_same_articles_in_any_order_end_in_the_same_records(tmp_path: Path) -> None:
    order = list(range(40))
    wanted = texts(filled(tmp_path / "a", order))
    assert len(wanted) == 40
    assert not any(SLOGAN in text for text in wanted.values())
    random.Random(1).shuffle(order)
    assert texts(filled(tmp_path / "b", order, learned_after=25)) == wanted


def test_settling_twice_changes_nothing_and_files_follow_the_records(tmp_path: Path) -> None:
    catalog = filled(tmp_path, list(range(40)))
    adopt(catalog.engine, Policy.KEEP)  # these texts are much alike
    assert settle(catalog, "rbc").changed == 0
    written = [path.read_text("utf-8") for path in (tmp_path / "records").rglob("*.txt")]
    assert len(written) == 40
    assert not any(SLOGAN in text for text in written)


def test_a_refusal_outlives_learning(tmp_path: Path) -> None:
    catalog = filled(tmp_path, list(range(40)))
    furniture.decide(catalog.engine, "rbc", fingerprint_of(SLOGAN), SLOGAN, Decision.REFUSED)
    assert settle(catalog, "rbc").changed == 40
    assert all(SLOGAN in text for text in texts(catalog).values())
    assert [one.decision for one in furniture.pieces(catalog.engine, "rbc")] == [Decision.REFUSED]


def test_the_command_shows_pins_and_refuses(tmp_path: Path) -> None:
    filled(tmp_path / "data", list(range(10))).close()
    arguments = ("--store", "data", "sites", "furniture", "rbc", "--json")
    assert json.loads(kznews(tmp_path, *arguments).stdout) == []
    pinned = json.loads(kznews(tmp_path, *arguments, "--pin", SLOGAN).stdout)
    assert [(one["text"], one["decision"]) for one in pinned] == [(SLOGAN, "pinned")]
    ended = kznews(tmp_path, *arguments, "--refuse", pinned[0]["fingerprint"][:6])
    assert [one["decision"] for one in json.loads(ended.stdout)] == ["refused"]
    assert "10 records have a new version" in ended.stderr


def test_the_command_knows_a_site_by_its_host_and_one_whose_records_alone_are_left(tmp_path: Path) -> None:
    filled(tmp_path / "data", list(range(10))).close()
    arguments = ("--store", "data", "sites", "furniture")
    kznews(tmp_path, *arguments, "rbc.ru", "--pin", SLOGAN)
    assert [one["text"] for one in json.loads(kznews(tmp_path, *arguments, "rbc", "--json").stdout)] == [SLOGAN]
    with closing(Catalog.open(tmp_path / "data")) as catalog, catalog.engine.begin() as connection:
        connection.execute(update(records).values(site="closed"))
    assert json.loads(kznews(tmp_path, *arguments, "closed", "--pin", SLOGAN, "--json").stdout)[0]["text"] == SLOGAN


@pytest.mark.parametrize(
    ("before", "after", "due"),
    [
        (0, 19, False),
        (0, 20, True),
        (20, 21, False),
        (20, 26, True),
        (400, 410, False),
        (400, 510, True),
        (0, 30_000, False),
    ],
)
def test_a_site_is_learned_from_again_when_it_has_grown_by_a_quarter(before: int, after: int, due: bool) -> None:
    assert is_due(before, after) is due


@pytest.mark.parametrize("place", [2, 5])
def test_a_crawl_learns_by_itself_unless_it_is_told_not_to(tmp_path: Path, place: int) -> None:
    def answer(ask: Ask) -> Reply | None:
        if ask.path == "/":
            return links(*(f"/a/{number}" for number in range(40)))
        number = int(ask.path.rpartition("/")[2]) if ask.path.startswith("/a/") else -1
        return Reply(page(number, place)) if 0 <= number < 40 else None

    for folder, learning in ((tmp_path / "on", True), (tmp_path / "off", False)):
        folder.mkdir()
        with serving(answer) as site:
            crawl(configured(folder, site, listings=[f"{site.base}/"], learn_furniture=learning), "made")
        written = [text for _, text in contents(folder)]
        assert len(written) == 40
        assert all((SLOGAN in text) is not learning for text in written)


def page(number: int, place: int) -> bytes:
    """Return an article of five paragraphs, and the slogan of its site at that *place* among them."""
    name = f"{title(number)} номер {WORDS[number * 7 % 10]}"
    body = [
        f"<p>{word.capitalize()} в посёлке {name} получил имя {WORDS[(number + at * 3) % 10]}, "
        f"и {number * 31 + at} жителей пришли на праздник.</p>"
        for at, word in enumerate(WORDS[number % 5 : number % 5 + 5])
    ]
    body.insert(place, f"<p>{SLOGAN}</p>")
    day = DAY + dt.timedelta(number % 30)
    return (
        f'<html lang="ru"><head><meta charset="utf-8"><title>{name}</title></head><body><article><h1>{name}</h1>'
        f'<time datetime="{day}">{day}</time>{"".join(body)}</article></body></html>'
    ).encode()

"""Copies, versions and parts are told from other stories, however alike those are."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kznews.commands.dedup import dedup
from kznews.dedup import answers, read_line
from kznews.shelf import FileShelf
from pipeline.duplicates import index
from pipeline.duplicates.candidates import Holders, Others, asked_by, nearest, shared
from pipeline.duplicates.clusters import Clusters, Member
from pipeline.duplicates.compare import Relation, verdict
from pipeline.duplicates.facts import Compared, compared, facts, facts_of, in_both, in_both_of
from pipeline.duplicates.finder import Finder
from pipeline.duplicates.index import Index
from pipeline.duplicates.pair import Pair, replaced
from pipeline.duplicates.rarity import Rarity, Tally
from pipeline.duplicates.sketch import Passages, Sketch, sketch
from pipeline.duplicates.story import Story
from pipeline.duplicates.words import Reader

READER = Reader()
BRIDGE = """В Семее открыли новый мост через Иртыш длиной 1,2 километра, его строили пять лет.
По словам акима области, мост разгрузит центр города и сократит путь до аэропорта на двадцать минут.
Движение по нему пойдет в шесть полос, для пешеходов сделаны отдельные дорожки с ограждением и освещением.
Подрядчик обещает до конца осени закончить съезды на левом берегу и высадить вдоль дороги аллею из молодых кленов.
Жители соседних улиц просили перенести остановку ближе к поликлинике, и проект согласились изменить."""
BRIDGE_KK = """Семейде Ертіс арқылы өтетін жаңа көпір ашылды, оның ұзындығы 1,2 шақырым, құрылыс бес жылға созылды.
Облыс әкімінің айтуынша, көпір қала орталығындағы кептелісті азайтып, әуежайға баратын жолды жиырма минутқа қысқартады.
Көлік қозғалысы алты жолақпен жүреді, жаяу жүргіншілерге арналған бөлек жолдар мен жарық шамдары орнатылды.
Мердігер күздің соңына дейін сол жағалаудағы түсу жолдарын аяқтап, жол бойына жас үйеңкі егуге уәде берді."""
OTHER = """Ученые Алматинского ботанического сада вывели сорт яблони, который переносит поздние заморозки без потерь урожая.
Саженцы пять лет выращивали на склонах Заилийского Алатау и сравнивали с известными сортами по вкусу и лежкости плодов.
Первые питомники получат черенки будущей весной, а хозяйствам обещают возместить половину расходов на посадку."""
RATES = """Национальный банк установил официальные курсы валют на {day}.
Средневзвешенный курс доллара на утренней сессии составил {usd} тенге за единицу, курс евро составил {eur} тенге.
Российский рубль оценен в {rub} тенге. Объем торгов на бирже достиг {volume} миллионов долларов по итогам сессии.
Курс используется для целей бухгалтерского учета и таможенных платежей на всей территории страны."""
TELEGRAM = """Глава государства направил телеграмму поздравления в связи с национальным праздником страны {country}.
В телеграмме Президент пожелал {person} успехов в ответственной деятельности, а народу дружественной страны мира и процветания.
Стороны подтвердили намерение развивать отношения в торговле, культуре и науке на основе взаимного доверия."""
WEATHER_KK = """Қазгидромет {day} арналған ауа райы болжамын жариялады.
Астанада түнде {night} градус аяз, күндіз {noon} градус болады, солтүстіктен соққан желдің екпіні секундына {wind} метрге жетеді.
Жүргізушілерден жолда сақ болу және алыс сапарға шықпас бұрын жолдың жағдайын білу сұралады."""


def record(number: int, text: str, title: str = "", day: int = 1, url: str = "") -> dict[str, object]:
    url = url or f"https://site-{number}.kz/news/{number}"
    return {"id": f"r{number}", "url": url, "date": f"2026-03-{day:02}T10:00:00+05:00", "title": title, "text": text}


def told(*records: dict[str, object]) -> list[dict[str, object]]:
    return list(answers(read_line("line", json.dumps(one, ensure_ascii=False).encode()) for one in records))


def relation(old: dict[str, object], new: dict[str, object]) -> object:
    first, second = told(old, new)
    assert first["duplicate_of"] is None
    assert (second["duplicate_of"] == old["id"]) == (second["relation"] is not None)
    return second["relation"]


TITLE, TITLE_KK = "В Семее открыли новый мост через Иртыш", "Семейде жаңа көпір ашылды"
LINES = BRIDGE.split("\n")
COPIES = {
    "the same": (BRIDGE, "exact"),
    "another case, е for ё, other quotes": (BRIDGE.upper().replace("Ё", "Е"), "exact"),
    "other spaces and lines": (BRIDGE.replace("\n", " \n\n ").replace("пять лет", "пять\u00a0лет"), "exact"),
    "soft hyphens and stress marks": (BRIDGE.replace("акима", "аки\u0301ма").replace("аллею", "ал\u00adлею"), "exact"),
    "an attribution": (BRIDGE.replace("пять лет.", "пять лет, передает Пример.kz со ссылкой на акимат."), "near"),
    "another lead": ("Горожане ждали этого дня давно, и он настал сегодня утром.\n" + BRIDGE, "near"),
    "a cut tail": ("\n".join(LINES[:3]), "part"),
    "a reordering": ("\n".join([LINES[0], LINES[2], LINES[1], LINES[4], LINES[3]]), "near"),
    "a quotation put in": (
        "\n".join([*LINES[:2], "«Мы ждали этого пять лет», – сказал один из жителей.", *LINES[2:]]),
        "near",
    ),
}


@pytest.mark.parametrize(("text", "expected"), COPIES.values(), ids=COPIES.keys())
@pytest.mark.parametrize("day", [1, 2, 30], ids=["same day", "next day", "weeks later"])
def test_a_copy_is_recognised(text: str, expected: str, day: int) -> None:
    assert relation(record(1, BRIDGE, TITLE), record(2, text, TITLE, day)) == expected


def test_a_copy_under_another_title_is_recognised() -> None:
    assert relation(record(1, BRIDGE, TITLE), record(2, BRIDGE, "Шесть полос над рекой: что дал городу проект")) in (
        "exact",
        "near",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BRIDGE_KK, "exact"),
        (BRIDGE_KK.replace("созылды.", "созылды, деп хабарлайды Мысал.kz."), "near"),
        ("\n".join(BRIDGE_KK.split("\n")[:2]), "part"),
    ],
    ids=["the same", "an attribution", "a cut tail"],
)
def test_a_kazakh_copy_is_recognised(text: str, expected: str) -> None:
    assert relation(record(1, BRIDGE_KK, TITLE_KK), record(2, text, TITLE_KK, day=20)) == expected


def rates(day: str, usd: str, eur: str, rub: str, volume: str) -> str:
    return RATES.format(day=day, usd=usd, eur=eur, rub=rub, volume=volume)


MARCH_3, MARCH_4 = (
    rates("3 марта", "481,12", "520,30", "5,12", "118"),
    rates("4 марта", "483,40", "519,77", "5,15", "96"),
)
TO_OSLO, TO_RABAT = (
    TELEGRAM.format(country="Норвегия", person="Юнасу Стёре"),
    TELEGRAM.format(country="Марокко", person="Азизу Аханнушу"),
)
COLD, MILD = (
    WEATHER_KK.format(day="3 наурызға", night="12", noon="4", wind="15"),
    WEATHER_KK.format(day="4 наурызға", night="7", noon="1", wind="9"),
)
STORIES = {
    "another day's rates": (MARCH_3, MARCH_4, "Курсы валют на 3 марта", "Курсы валют на 4 марта"),
    "a telegram to another": (TO_OSLO, TO_RABAT, "Телеграмма поздравления", "Телеграмма поздравления"),
    "another day's weather, in Kazakh": (COLD, MILD, "Ауа райы болжамы", "Ауа райы болжамы"),
    "something else": (BRIDGE, OTHER, TITLE, "Яблоня не боится мороза"),
}


@pytest.mark.parametrize(("one", "other", "title", "other_title"), STORIES.values(), ids=STORIES.keys())
@pytest.mark.parametrize("day", [1, 2, 30])
def test_another_story_in_the_same_form_is_no_copy(
    one: str, other: str, title: str, other_title: str, day: int
) -> None:
    assert relation(record(1, one, title), record(2, other, other_title, day)) is None


@pytest.mark.parametrize("text", [MARCH_3, TO_OSLO, COLD], ids=["rates", "a telegram", "weather"])
def test_a_copy_of_a_form_is_one(text: str) -> None:
    assert relation(record(1, text, "Сообщение"), record(2, text, "Сообщение", day=1)) == "exact"


def test_an_edited_article_at_its_address_is_a_version() -> None:
    edited = BRIDGE.replace("1,2 километра", "1,3 километра").replace("двадцать минут", "тридцать минут")
    old, new = record(1, BRIDGE, TITLE, url="https://a.kz/n/1"), record(2, edited, TITLE, url="https://a.kz/n/1")
    assert relation(old, new) == "version"


@pytest.mark.parametrize("url", ["http://www.a.kz/n/1", "https://m.a.kz/n/1?utm_source=x", "https://a.kz/n/1/amp"])
def test_another_form_of_the_address_is_the_same_address(url: str) -> None:
    edited = BRIDGE.replace("1,2 километра", "1,3 километра")
    assert relation(record(1, BRIDGE, TITLE, url="https://a.kz/n/1"), record(2, edited, TITLE, url=url)) == "version"


def test_a_page_filled_anew_each_day_is_no_version() -> None:
    url = "https://bank.kz/rates/today"
    assert (
        relation(record(1, MARCH_3, "Курсы на 3 марта", 3, url), record(2, MARCH_4, "Курсы на 4 марта", 4, url)) is None
    )


def test_a_digest_is_no_copy_of_what_it_repeats() -> None:
    lines = [f"{text}" for text in (LINES[0], OTHER.split("\n")[0])]
    digest = "\n".join(["Главное за день в одном обзоре.", *lines, *FILLERS])
    assert relation(record(1, BRIDGE, TITLE), record(2, digest, "Что произошло за день: обзор")) is None


FILLERS = """Сборная по боксу вернулась с турнира с тремя золотыми и двумя бронзовыми медалями.
Театр оперы открывает сезон премьерой, билеты на которую раскупили за сутки.
На железной дороге добавили вагоны к ночным поездам южного направления.
Рыбаки Каспия просят продлить сезон из-за поздней весны и высокой воды.""".split("\n")


def test_an_empty_text_repeats_nothing_but_itself_alone() -> None:
    assert [one["duplicate_of"] for one in told(record(1, ""), record(2, BRIDGE), record(3, "", "Мост"))] == [None] * 3


def test_records_without_an_address_are_told_apart_by_their_texts() -> None:
    records = [record(1, BRIDGE), record(2, OTHER), record(3, BRIDGE)]
    assert [one["duplicate_of"] for one in told(*(one | {"url": None} for one in records))] == [None, None, "r1"]


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"url": "x"}', b'{"id": 1, "text": 5}', b"\xff"])
def test_a_bad_line_is_answered_with_an_error(line: bytes) -> None:
    lines = [json.dumps(record(1, BRIDGE)).encode(), line, json.dumps(record(2, BRIDGE)).encode()]
    answered = list(answers(read_line("line", one) for one in lines))
    assert "error" in answered[1]
    assert answered[2]["duplicate_of"] == "r1"


def test_the_command_answers_line_by_line_and_fails_when_much_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(json.dumps(record(number, BRIDGE, TITLE)) for number in (1, 2)) + "\nnonsense\n")
    done = CliRunner().invoke(dedup, [str(path)])
    assert [json.loads(line).get("duplicate_of") for line in done.stdout.splitlines()] == [None, "r1", None]
    assert done.exit_code != 0
    assert "1 of 3 records" in done.stderr


def test_any_order_ends_in_the_same_clusters() -> None:
    texts = [text for text, _ in COPIES.values()] + [OTHER, MARCH_3, MARCH_4, TO_OSLO, TO_RABAT, COLD, MILD, BRIDGE_KK]
    records = [record(number, text, text[:40]) for number, text in enumerate(texts)]
    rng = random.Random(20)
    assert len({clusters(rng.sample(records, len(records))) for _ in range(20)}) == 1


def clusters(records: list[dict[str, object]]) -> tuple[tuple[str, ...], ...]:
    made, members = Clusters(), [Member(0, str(record["id"])) for record in records]
    stories = [
        Story(sketch(str(record["title"]), str(record["text"]), READER), str(record["url"]), 0) for record in records
    ]
    for member, found in zip(members, Finder(ListShelf(), Index()).find(stories), strict=True):
        made.add(member, [members[found.number]] if found else [])
    return tuple(tuple(member.name for member in cluster) for cluster in made)


class ListShelf(list[Story]):
    """Stories in memory."""

    def ready(self, numbers: Iterable[int]) -> None:
        """Do nothing."""


def test_the_first_published_is_the_head_though_it_came_last() -> None:
    made, early, late, later = Clusters(), Member(1.0, "z"), Member(2.0, "a"), Member(3.0, "b")
    made.add(later)
    made.add(late)
    made.add(early, [later, late])
    assert [made.head(one) for one in (early, late, later)] == [early] * 3
    assert list(made) == [[early, late, later]]


def sketched(text: str, title: str = "") -> Sketch:
    return sketch(title, text, READER)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка — «дерево», 1,5 м", 'елка - "дерево" 1.5 м'),
        ("рост на 2,09 % за год", "рост на 2,09% за год"),
        ("от −5 до +3", "от -5 до 3"),
        ("Қазақстан — ЕЛ", "қазақстан ел"),
    ],
)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert sketched(one).words.tolist() == sketched(other).words.tolist()


@pytest.mark.parametrize(
    ("one", "other"), [("на 5 %", "на 6 %"), ("ночью -5", "ночью 5"), ("1,5", "15"), ("қала", "кала")]
)
def test_numbers_signs_and_letters_make_a_difference(one: str, other: str) -> None:
    assert sketched(one).words.tolist() != sketched(other).words.tolist()


def test_changed_facts_are_counted_in_their_context() -> None:
    found = compared(facts(sketched(MARCH_3)), facts(sketched(MARCH_4)))
    assert found.numbers >= 4
    assert found.names == 0
    assert compared(facts(sketched(MARCH_3)), facts(sketched(MARCH_3))).others == 0


def story(text: str) -> Story:
    return Story(sketched(text), "", None)


def test_replaced_words_are_found() -> None:
    assert replaced(story(BRIDGE), story(BRIDGE)) == []
    assert replaced(story(BRIDGE), story(BRIDGE.replace("поликлинике", "рынку у вокзала"))) == [
        (slice(72, 73), slice(72, 75))
    ]


@given(st.text(), st.text())
def test_any_text_can_be_sketched_and_kept(title: str, text: str) -> None:
    shelf, story = FileShelf(at_hand=0), Story(sketched(text, title), "a.kz/n", None)
    shelf.append(story)
    kept = shelf[0]
    assert np.array_equal(kept.sketch.words, story.sketch.words)
    assert np.array_equal(kept.sketch.kinds, story.sketch.kinds)
    assert np.array_equal(kept.sketch.passages, story.sketch.passages)
    assert (kept.where, kept.when, kept.sketch.title_words) == (story.where, story.when, story.sketch.title_words)


def test_segments_find_what_was_added_in_any_portion() -> None:
    rng = np.random.default_rng(7)
    passages = rng.integers(0, 500, 3000).astype(np.uint64)
    stories = np.sort(rng.integers(0, 300, 3000)).astype(np.uint32)
    whole, parts = Index(), Index()
    whole.add(passages, stories)
    for start in range(0, 3000, 100):
        end = start + 100
        parts.add(passages[start:end], stories[start:end])
    queries = (passages[-200:], stories[-200:], np.ones(200))
    assert [one.tolist() for one in whole.candidates(*queries)] == [one.tolist() for one in parts.candidates(*queries)]


def test_of_a_passage_that_very_many_have_the_newest_are_found_in_whatever_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, small in (("NEWEST", 3), ("BLOCK", 4), ("ASKED", 2), ("PENDING", 5)):
        monkeypatch.setattr(index, name, small)
    parts = Index()
    for story in range(20):
        parts.add(np.array([7, 100 + story], np.uint64), np.full(2, story, np.uint32))
    asked = (np.array([7, 103, 7], np.uint64), np.array([20, 20, 10], np.uint32), np.array([1.0, 0.5, 1.0]))
    found = zip(*(one.tolist() for one in parts.candidates(*asked)), strict=True)
    assert list(found) == [(10, 7, 1.0), (10, 8, 1.0), (10, 9, 1.0), (20, 3, 0.5)] + [(20, n, 1.0) for n in (17, 18, 19)]


def test_in_a_form_too_less_than_a_fifth_of_a_text_makes_no_copy() -> None:
    filled_in = {"filled_in": 0, "blanks": [], "changes": Compared(4, 0, 0, 0)}
    measured = {
        "at_same_address": False,
        "form": 0.9,
        "title": 1.0,
        "apart": 1.0,
        "head": 1.0,
        "low": 0.15,
        **filled_in,
    }
    told = [verdict(cast(Pair, SimpleNamespace(high=high, **measured))) for high in (0.19, 0.21)]
    assert [one and one.relation for one in told] == [Relation.RELATED, Relation.NEAR]


HASHES = st.lists(st.integers(0, 2**64 - 1), unique=True).map(lambda made: np.array(sorted(made), np.uint64))


@given(HASHES, HASHES, HASHES)
def test_what_stands_in_both_is_found_in_many_at_once(one: Passages, other: Passages, both: Passages) -> None:
    here, there = (np.unique(np.concatenate((own, both))) for own in (one, other))
    found, expected = in_both_of(here, there), in_both(here, there)
    assert [places.tolist() for places in found] == [places.tolist() for places in expected]


@given(st.lists(HASHES))
def test_a_tally_is_kept_as_it_was(stories: list[Passages]) -> None:
    tally = Tally.of(stories)
    kept = Tally.unpacked(tally.stories, tally.packed())
    assert (kept.stories, kept.cells.tolist(), kept.times.tolist()) == (
        len(stories),
        tally.cells.tolist(),
        tally.times.tolist(),
    )


def test_what_is_counted_apart_is_counted_as_if_together() -> None:
    stories = [story(text).sketch.passages for text in (BRIDGE, OTHER, BRIDGE)]
    apart, together = Rarity(), Rarity()
    for passages in stories:
        apart.add(Tally.of([passages]))
    together.add(Tally.of(stories))
    assert together.counts(stories[0]).tolist() == [2] * len(stories[0])
    assert apart.weights(stories[0]).tolist() == together.weights(stories[0]).tolist()


def test_facts_are_the_same_when_read_together() -> None:
    stories = [story(text) for text in (BRIDGE, OTHER, BRIDGE_KK)]
    Story.read_facts([*stories, stories[0]])
    alone = facts_of([stories[2].sketch])[0]
    assert stories[2].facts.contexts.tolist() == alone.contexts.tolist()
    assert stories[2].facts.values.tolist() == alone.values.tolist()


def test_candidates_are_those_that_share_most_and_then_those_nearest_in_time() -> None:
    asked = asked_by([(np.array([1, 2, 3, 4]), np.ones(4)), (np.array([9]), np.ones(1))])
    holders = Holders(np.array([1, 2, 3, 4, 9]), np.array([3, 3, 2, 0, 0]), np.array([7, 8, 9, 7, 8, 9, 7, 8]))
    pairs = shared(asked, holders)
    others = Others(np.array([7, 8, 9]), np.array([4, 4, 4]), np.array([30.0, 11.0, 10.0]), np.array([0, 1, 2]))
    assert nearest(asked, pairs, others, np.array([10.0, 10.0])) == [[8, 7, 9], []]

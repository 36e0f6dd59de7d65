"""One item in several languages: told by links, by addresses, by facts; rather none than a wrong one."""

from __future__ import annotations

import datetime as dt
import json
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kznews.replica.replica import Replica
from pipeline.document import to_document
from pipeline.page import Page
from pipeline.stated import alternates_of
from pipeline.translations import Item, told_in, translations
from tests.crawling import configure, crawl, kznews

DAY = dt.date(2026, 3, 1)
RU = (
    "Президент Касым-Жомарт Токаев принял Оразалы Нуртаева. Сообщается, что экспорт вырос на 17,4% и достиг 3 250 тонн, "
    "а в Кокшетау открыли 12 школ. На встрече Айгуль Сериккызы назвала сумму в 845 млн тенге."
)
KK = (
    "Бүгін Президент Қасым-Жомарт Тоқаев пен Оразалы Нұртаев кездесті. Мәлімет бойынша экспорт 17,4%-ға өсіп, 3 250 тоннаға жетті, "
    "ал Көкшетауда 12 мектеп ашылды. Жиында Айгүл Серікқызы 845 млн теңге туралы айтты."
)
EN = (
    "Today President Kassym-Jomart Tokayev received Orazaly Nurtayev. It was said that exports grew by 17.4% to 3,250 tons, "
    "and in Kokshetau 12 schools were opened. At the meeting Aigul Serikkyzy named the sum of 845 million tenge."
)
UNLIKE_KK = (
    "Бүгін Мәжіліс төрағасы Ерлан Қошанов сессия ашты. Отырыста 23 заң қаралды, ал Ақтауда 1 400 адам жиналды. Сондай-ақ "
    "министр Марат Бейсембаев пен Дәулет Ысқақов 67 ауылдағы 5 600 отбасы туралы айтты."
)
OTHER_KK = "Бүгін Мәжіліс төрағасы Ерлан Қошанов сессия ашты. Отырыста 23 заң қаралды, ал Ақтауда 1 400 адам жиналды."


def item(
    path: str, language: str, text: str = "", day: dt.date | None = DAY, alternates: dict[str, str] | None = None
) -> Item:
    linked = {name: f"https://site.kz{url}" for name, url in (alternates or {}).items()}
    return Item(f"https://site.kz{path}", language, day, linked, told_in(text))


def found(*days: list[Item]) -> set[tuple[str, str, str]]:
    return {
        (urlsplit(one.one.url).path, urlsplit(one.other.url).path, one.evidence) for one in translations(list(days))
    }


@pytest.mark.parametrize(
    ("why", "days", "wanted"),
    [
        ("both link", [[item("/ru/a", "ru", alternates={"kk": "/kz/b"}), item("/kz/b", "kk", alternates={"ru": "/ru/a"})]],
         {("/kz/b", "/ru/a", "both link")}),
        ("one links", [[item("/ru/a", "ru", alternates={"kk": "/kz/b"}), item("/kz/b", "kk")]], {("/kz/b", "/ru/a", "one links")}),
        ("the other links another one",
         [[item("/ru/a", "ru", alternates={"kk": "/kz/b"}), item("/kz/b", "kk", alternates={"ru": "/ru/c"})]], set()),
        ("a link to another language than it says", [[item("/ru/a", "ru", alternates={"kk": "/ru/b"}), item("/ru/b", "ru")]], set()),
        ("the next day", [[item("/ru/a", "ru", alternates={"kk": "/kz/b"})], [item("/kz/b", "kk", day=DAY + dt.timedelta(1))]],
         {("/kz/b", "/ru/a", "one links")}),
        ("a month later", [[item("/ru/a", "ru", alternates={"kk": "/kz/b"})], [item("/kz/b", "kk", day=DAY + dt.timedelta(30))]], set()),
        ("the same address but for the language", [[item("/ru/events/x-visit", "ru"), item("/kz/events/x-visit", "kk")]],
         {("/kz/events/x-visit", "/ru/events/x-visit", "same address")}),
        ("the same id", [[item("/ru/vizit-171145", "ru"), item("/kz/sapar-171145", "kk")]],
         {("/kz/sapar-171145", "/ru/vizit-171145", "same id")}),
        ("an id of two articles", [[item("/ru/vizit-171145", "ru"), item("/ru/itog-171145", "ru"), item("/kz/sapar-171145", "kk")]], set()),
        ("a year is no id", [[item("/ru/itogi-2026", "ru"), item("/kz/jyl-2026", "kk")]], set()),
        ("the same facts", [[item("/ru/a", "ru", RU), item("/kz/b", "kk", KK), item("/kz/c", "kk", OTHER_KK)]],
         {("/kz/b", "/ru/a", "same facts")}),
        ("the same facts in English", [[item("/ru/a", "ru", RU), item("/en/b", "en", EN)]], {("/en/b", "/ru/a", "same facts")}),
        ("other facts", [[item("/ru/a", "ru", RU), item("/kz/c", "kk", OTHER_KK)]], set()),
        ("two that tell the same", [[item("/ru/a", "ru", RU), item("/kz/b", "kk", KK), item("/kz/d", "kk", KK)]], set()),
        ("a number of the section", [[item("/ru/news/1234/a", "ru"), item("/kz/news/1234/b", "kk")]], set()),
        ("two link one",
         [[*(item(path, "ru", alternates={"kk": "/kz/c"}) for path in ("/ru/a", "/ru/b")), item("/kz/c", "kk")]], set()),
        ("a link to what tells something else",
         [[item("/ru/a", "ru", RU, alternates={"kk": "/kz/c"}), item("/kz/c", "kk", UNLIKE_KK)]], set()),
        ("an id, and a link to another day's",
         [[item("/ru/a-5555", "ru", alternates={"kk": "/kz/b"}), item("/kz/c-5555", "kk")],
          [item("/kz/b", "kk", day=DAY + dt.timedelta(1), alternates={"ru": "/ru/a-5555"})]], {("/kz/b", "/ru/a-5555", "both link")}),
        ("the same facts on another day", [[item("/ru/a", "ru", RU)], [item("/kz/b", "kk", KK, DAY + dt.timedelta(1))]], set()),
        ("facts without a day", [[item("/ru/a", "ru", RU, None), item("/kz/b", "kk", KK, None)]], set()),
    ],
)  # fmt: skip
def test_one_item_in_two_languages_is_told_from_two_items(
    why: str, days: list[list[Item]], wanted: set[tuple[str, str, str]]
) -> None:
    assert found(*days) == wanted, why


def test_telegrams_of_one_day_in_one_form_are_not_paired() -> None:
    names = (
        ("Шавкат Мирзиёев", "Шавкат Мирзиёев"),
        ("Садыр Жапаров", "Садыр Жапаров"),
        ("Ильхам Алиев", "Ильхам Әлиев"),
    )
    russian = [
        item(f"/ru/{n}", "ru", f"Глава государства поздравил: {ru} получил телеграмму.")
        for n, (ru, _) in enumerate(names)
    ]
    kazakh = [
        item(f"/kz/{n + 9}", "kk", f"Мемлекет басшысы құттықтады: {kk} жеделхат алды.")
        for n, (_, kk) in enumerate(names)
    ]
    wrong = {(one, other) for one, other, _ in found([*russian, *kazakh]) if int(one[4:]) - 9 != int(other[4:])}
    assert not wrong


def test_two_communiques_in_one_form_with_other_names_are_not_paired() -> None:
    russian = "Сегодня Президент Токаев принял посла {0} {1}. Товарооборот составил 1 250 млн, подписано 12 документов, 340 компаний."
    kazakh = "Бүгін Президент Тоқаев елшіні қабылдады: {0} атынан {1} келді. Тауар айналымы 1 250 млн, 12 құжат, 340 компания."
    given = [
        item("/ru/a", "ru", russian.format("Чехии", "Павла Новака")),
        item("/kz/b", "kk", kazakh.format("Австрия", "Губерт Мюллер")),
    ]
    assert found(given) == set()


@given(
    st.permutations(
        [item("/ru/a", "ru", RU), item("/kz/b", "kk", KK), item("/en/c", "en", EN), item("/kz/d", "kk", OTHER_KK)]
    )
)
def test_the_order_of_the_items_of_a_day_makes_no_difference(items: list[Item]) -> None:
    assert found(items) == {
        ("/kz/b", "/ru/a", "same facts"), ("/en/c", "/kz/b", "same facts"), ("/en/c", "/ru/a", "same facts"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ('<link rel="alternate" hreflang="kk-KZ" href="/kz/b?utm_source=x">', {"kk": "https://site.kz/kz/b"}),
        ('<link rel="alternate" hreflang="x-default" href="/ru/a">', {}),
        ('<link rel="alternate" hreflang="ru" href="/ru/a">', {}),
        ('<a hreflang="en" href="/en/c">English</a>', {"en": "https://site.kz/en/c"}),
        ('<div class="lang"><a href="/kz/b">Қаз</a> <a href="/en/d">Eng</a> <a href="/ru/">Рус</a></div>',
         {"kk": "https://site.kz/kz/b", "en": "https://site.kz/en/d"}),
        ('<a href="/">Қаз</a>', {}),
        ('<a href="/kz/x">Қазақстан жаңалықтары</a>', {}),
        ('<a hreflang="kk" href="http://[">x</a>', {}),
        ('<link rel="stylesheet" hreflang="kk" href="/kz/b">', {}),
    ],
)  # fmt: skip
def test_a_page_says_where_it_is_in_other_languages(markup: str, wanted: dict[str, str]) -> None:
    page = Page("https://site.kz/ru/a", f"<html><head></head><body><p>x</p>{markup}</body></html>".encode(), None)
    assert dict(alternates_of(to_document(page))) == wanted


def test_the_language_versions_of_a_site_are_all_paired_and_none_wrongly(tmp_path: Path) -> None:
    with Replica() as replica:
        config = configure(tmp_path, replica)
        crawl(config, "gov")
        truth = {urlsplit(url).path: one for url, one in replica.truth().items() if one.site == "gov"}
        lines = [json.loads(line) for line in kznews(config, "pairs", "gov").out.splitlines()]
        russian = [json.loads(line) for line in kznews(config, "pairs", "--from", "ru", "--to", "kk").out.splitlines()]
        url = lines[0]["from"]["url"]
        told = json.loads(kznews(config, "explain", url, "--json").out)
    unknown = kznews(config, "pairs", "nowhere")
    assert (unknown.code, unknown.out) == (2, "")
    assert "no records of nowhere" in unknown.err
    for options, said in {
        "--from kz": "--from kz: no records in it; there are some in en, kk, ru",
        "--from ru --to ru": "a pair is in two languages",
        "--since 2026-03-02 --until 2026-03-01": "--until 2026-03-01 is before --since 2026-03-02",
    }.items():
        wrong = kznews(config, "pairs", *options.split())
        assert (wrong.code, wrong.out) == (2, "")
        assert said in wrong.err
    paths = [tuple(urlsplit(line[side]["url"]).path for side in ("from", "to")) for line in lines]
    assert all(truth[one].text_key[:-2] == truth[other].text_key[:-2] for one, other in paths)
    stored = [path for path, one in truth.items() if one.text_key and one.state == "stored" and not one.why]
    alike = {
        frozenset(pair)
        for pair in combinations(stored, 2)
        if truth[pair[0]].text_key[:-2] == truth[pair[1]].text_key[:-2]
    }
    assert alike <= {frozenset(pair) for pair in paths}
    assert len(alike) > 50
    assert {(line["from"]["language"], line["to"]["language"]) for line in russian} == {("ru", "kk")}
    assert lines[0]["to"]["url"] in [one["url"] for one in told["languages"]]

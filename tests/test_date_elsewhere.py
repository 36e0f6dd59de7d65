"""What a date at the headline or in the story is the day of, if not of the publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.dates.elsewhere import is_below, is_caption, is_of_event, is_page_clock, is_said
from pipeline.dates.own import Own
from pipeline.dates.read import read
from pipeline.dates.spots import Layout, Spot, layout_of
from tests.reading import document

NOW = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
TITLE = "Открыли новый мост через реку Есиль"
PARAGRAPH = (
    "<p>В области открыли мост, который строили два года, сообщили в управлении транспорта и дорог в понедельник, передаёт "
    "корреспондент агентства со ссылкой на ведомство и на слова очевидцев, которые собрались на берегу.</p>"
)


def spot(body: str, piece: str = "") -> tuple[Spot, Layout]:
    """Return the first date on a page of *body*, and the page's layout; *piece* is what that text is instead."""
    page = document(f"<title>{TITLE}</title>", body)
    layout = layout_of(page, Own(page))
    return layout.spots[0], layout


def line(text: str) -> Spot:
    """Return the date in *text*, a line of its own."""
    reading = read(text, NOW)
    assert reading is not None
    element = document("", f"<p>{text}</p>").tagged("p")[0]
    return Spot(9, text, reading, element, "inside", opening=False, label="", piece=text, behind=None)


BESIDE = (
    "просмотры комментарии прочтений читали автор фото источник рубрика категория теги время часов печать уақыты қаралды пікірлер "
    "оқылды сағат"
).split()
SAID = {
    "Встреча прошла 20 декабря 2025": True,
    "20 декабря 2025 в Астане": True,
    "20 декабря 2025 года в Астане": True,
    "20 декабря 2025 г. в Астане": True,
    "2025 жылғы 20 желтоқсан жылы ашылды": True,
    "20 декабря 2025: открытие форума": True,
    "20 декабря 2025 – день памяти": True,
    "20 желтоқсанда ашылды": True,
    "20 желтоқсанда": False,
    "20 желтоқсанда 9": False,
    "20 декабря 2025": False,
    "20 декабря 2025 года": False,
    "20 декабря 2025 г.": False,
    "20 декабря 2025 в 14:05": False,
    "20 декабря 2025 по времени Астаны": False,
    "20 декабря 2025 по городу": True,
    "20 декабря 2025, суббота": False,
    "20 декабря 2025 суббота": False,
    "суббота 20 декабря 2025": False,
    "Общество 20 декабря 2025": False,
    "Общество: 20 декабря 2025": False,
    "до 20 декабря 2025": False,
    "20 декабря 2025 Астана": False,
    "20 декабря 2025, в Астане": False,
    "December 20, 2025 in Astana": False,
    **{f"{one} 20 декабря 2025": False for one in BESIDE},
    **{f"20 декабря 2025 {one}": False for one in BESIDE},
}


@pytest.mark.parametrize("text", SAID)
def test_a_line_goes_on_around_its_date_as_a_sentence_does(text: str) -> None:
    assert is_said(line(text)) is SAID[text]


def test_words_of_other_elements_make_no_sentence_of_a_date() -> None:
    assert not is_said(replace(line("Встреча прошла 20 декабря 2025"), piece="20 декабря 2025"))


@pytest.mark.parametrize(
    ("body", "there"),
    [
        ("<figure>12.05.2024</figure>", True),
        ("<div><figcaption><i>12.05.2024</i></figcaption></div>", True),
        ("<div>12.05.2024</div>", False),
        ("<div>Мост через Есиль, 12.05.2024. Фото: Акорда</div>", True),
        ("<div>Мост через Есиль, 12.05.2024 Сурет © Акорда</div>", True),
        ("<div>Bridge of Yesil, 12.05.2024 / photo</div>", True),
        ("<div>Есиль, 12.05.2024 Фото: Акорда</div>", False),
        ("<div>Мост через Есиль, 12.05.2024 фотографии Акорды</div>", False),
    ],
)
def test_a_caption_is_a_picture_s_or_ends_with_who_made_it(body: str, there: bool) -> None:
    assert is_caption(*spot(f"<h1>{TITLE}</h1>{body}{PARAGRAPH * 3}")) is there


def test_the_picture_that_holds_the_headline_makes_no_captions() -> None:
    assert not is_caption(*spot(f"<figure><h1>{TITLE}</h1><i>12.05.2024</i></figure>{PARAGRAPH * 3}"))


EVENT = (
    "Место|Место проведения|Где|Адрес|Начало|Стоимость|Стоимость билетов|Цена|Цена билета|Билеты|Вход|Орны|Өтетін жері|Өтетін орны"
    "|Мекенжайы|Басталуы|Бағасы|Місце|Місце проведення|Вартість|Venue|Place|Where|Location|Tickets|Price|Starts|Ort|Veranstaltungsort"
    "|Eintritt|Beginn"
).split("|")


@pytest.mark.parametrize("label", EVENT)
@pytest.mark.parametrize("between", [". ", " года, ", " г. | ", "</p><p>"])
def test_what_has_a_place_a_price_or_a_beginning_beside_it_is_an_event(label: str, between: str) -> None:
    assert is_of_event(spot(f"<h1>{TITLE}</h1><p>20 декабря 2025{between}{label}: Астана</p>{PARAGRAPH * 3}")[0])


@pytest.mark.parametrize(
    "behind",
    [" Место встречи", " Астана, место: вокзал", " Просмотры: 12", "</p><p>Астана, место: вокзал", f"</p><p>{'.' * 60} Место: вокзал"],
)
def test_what_has_other_words_beside_it_is_none(behind: str) -> None:
    assert not is_of_event(spot(f"<h1>{TITLE}</h1><p>20 декабря 2025{behind}</p>{PARAGRAPH * 3}")[0])


ARTICLE = f"<article><h1>{TITLE}</h1>{PARAGRAPH * 3}</article>"
LINKS = "<a href='/1'>Общество</a><a href='/2'>Спорт</a><a href='/3'>Культура</a>"
CLOCKS = {
    "the day of the fetch in the head": ("<header>2 марта 2026</header>", True),
    "the day before": ("<header>1 марта 2026</header>", True),
    "the day after": ("<header>3 марта 2026</header>", True),
    "not two days before": ("<header>28 февраля 2026</header>", False),
    "any day with its weekday": ("<header>Среда, 25 февраля 2026</header>", True),
    "the minute of the fetch": ("<header>2 марта 2026, 12:00</header>", True),
    "an hour before": ("<header>2 марта 2026, 11:00</header>", True),
    "an hour after": ("<header>2 марта 2026, 13:00</header>", True),
    "not longer before": ("<header>2 марта 2026, 10:59</header>", False),
    "not longer after": ("<header>2 марта 2026, 13:01</header>", False),
    "not the hour of another day": ("<header>1 марта 2026, 12:00</header>", False),
    "not the hour of today in words": ("<header>Сегодня, 12:00</header>", False),
    "today in words and figures": ("<header>Сегодня, понедельник, 2 марта 2026</header>", True),
    "today in words and figures, in the article": (ARTICLE.replace("<p>", "<div>Сегодня, 2 марта 2026</div><p>", 1), True),
    "not today in words, in the article": (ARTICLE.replace("<p>", "<div>Сегодня, 14:05</div><p>", 1), False),
    "not today alone, in the article": (ARTICLE.replace("<p>", "<div>Сегодня</div><p>", 1), False),
    "not what is labelled": ("<header>Опубликовано: 2 марта 2026</header>", False),
    "not below the headline": (f"{ARTICLE}<header>2 марта 2026</header>", False),
    "beside the link home": ("<div><a href='/'>Вести</a> <i>2 марта 2026</i></div>", True),
    "not the day before beside the link home": ("<div><a href='/'>Вести</a> <i>1 марта 2026</i></div>", False),
    "with its weekday in any box": ("<div>Понедельник, 2 марта 2026</div>", True),
    "not another day with its weekday in any box": ("<div>Среда, 25 февраля 2026</div>", False),
    "above a menu": (f"<div>2 марта 2026</div><nav>{LINKS}</nav>", True),
    "not above two links": (f"<div>2 марта 2026</div><p>{LINKS[: LINKS.rindex('<a')]}</p>", False),
    "not below a menu": (f"<nav>{LINKS}</nav><div>2 марта 2026</div>", False),
    "not above links to the page": (f"<div>2 марта 2026</div>{'<a href=/news/1>Мост</a>' * 3}", False),
    "not in any box": ("<div>2 марта 2026</div>", False),
    "not above the headline in its article": (
        f"<article><div class='clock'>2 марта 2026</div><h1>{TITLE}</h1>{PARAGRAPH * 3}</article>", False,
    ),
    **{
        f"in a box that is named {name}": (f"<div class='{name}'>2 марта 2026</div>", True)
        for name in ("clock", "date-today", "now", "current", "head", "header", "top", "topbar", "topline", "topmenu", "top-menu")
    },
    "in a box by its number": ("<div id='Clock'>2 марта 2026</div>", True),
    **{
        f"not in a box that is named {name}": (f"<div class='{name}'>2 марта 2026</div>", False)
        for name in ("stop", "topic", *(f"{one}-head" for one in "article post entry story single publication detail".split()))
    },
    **{
        f"not in the {one} of an article": (f"<div class='news article_{one}'>2 марта 2026</div>", False)
        for one in ("header", "top", "topline")
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CLOCKS)
def test_the_clock_of_a_page_is(name: str) -> None:
    body, is_clock = CLOCKS[name]
    assert is_page_clock(*spot(body if "<h1>" in body else body + ARTICLE), NOW) is is_clock


@pytest.mark.parametrize(
    ("text", "is_clock"), [("2 марта 2026", False), ("2 марта 2026, 12:00", False), ("Понедельник, 2 марта 2026", True)]
)
def test_the_clock_of_a_page_that_nobody_knows_when_to_have_been_fetched_has_its_weekday(text: str, is_clock: bool) -> None:
    assert is_page_clock(*spot(f"<header>{text}</header>{ARTICLE}"), None) is is_clock


BELOW = {
    "a heading": ("<h2>20.12.2025</h2>", True),
    "a smaller heading": ("<h3>20.12.2025</h3>", True),
    "the smallest heading": ("<h4>20.12.2025</h4>", True),
    "a line": ("<p>20.12.2025</p>", False),
    "an entry of a list": ("<ul><li>20.12.2025 — встреча</li></ul>", True),
    "an entry of a list with a colon": ("<ul><li>20.12.2025 г.: встреча</li></ul>", True),
    "an entry of a list with its year": ("<ul><li>20 декабря 2025 года – встреча</li></ul>", True),
    "an entry of a list with its time": ("<ul><li>20.12.2025 14:05 — встреча</li></ul>", False),
    "a day alone in a list": ("<ul><li>20.12.2025</li></ul>", False),
    "a day before a dash in a list": ("<ul><li>20.12.2025 —</li></ul>", False),
    "a day before a dash in no list": ("<p>20.12.2025 — встреча</p>", False),
    "a cell before another": ("<table><tr><td>20.12.2025</td><td>512,25</td></tr></table>", True),
    "a cell behind another": ("<table><tr><td>Курс</td><td>20.12.2025</td></tr></table>", True),
    "a cell beside an empty one": ("<table><tr><td>20.12.2025</td><td> </td></tr></table>", False),
    "a cell beside a mark": ("<table><tr><td>20.12.2025</td><td>|</td></tr></table>", False),
    "a cell alone": ("<table><tr><td>20.12.2025</td></tr></table>", False),
    "under the heading of comments": ("<div><h3>Комментарии (1)</h3><p>Марат, 20.12.2025</p></div>", True),
}  # fmt: skip


@pytest.mark.parametrize("name", BELOW)
def test_below_the_first_paragraph_is(name: str) -> None:
    body, is_there = BELOW[name]
    assert is_below(*spot(f"<h1>{TITLE}</h1>{PARAGRAPH * 3}{body}")) is is_there
    assert not is_below(*spot(f"<h1>{TITLE}</h1>{body}{PARAGRAPH * 3}"))


def test_nothing_is_below_a_story_that_is_not_there() -> None:
    assert not is_below(*spot(f"<h1>{TITLE}</h1><h2>20.12.2025</h2>"))

"""Pages that take readers of dates in: each is right, or has no day; and what a date is confirmed or outdone by."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.dates.own import Own
from pipeline.dates.published import published
from pipeline.dates.read import UNKNOWN, read
from pipeline.dates.verdict import Verdict
from pipeline.dates.visit import visit_of
from pipeline.document import to_document
from pipeline.page import Page

NOW = dt.datetime(2025, 8, 12, 19, 30, tzinfo=dt.UTC)  # 00:30 of 13 August in Almaty
URL = "https://site.example/news/bridge-77"
TITLE = "Открыли новый мост через реку Есиль"
STORY = (
    "<p>В области открыли мост, который строили два года, сообщили в управлении транспорта и дорог в понедельник, передаёт "
    "корреспондент агентства со ссылкой на ведомство и на слова очевидцев, которые собрались на берегу.</p>" * 3
)
STRINGS = {
    "ru, yesterday with a time": ("вчера в 14:30", "2025-08-12", "14:30"),
    "ru, today just after midnight": ("сегодня, 00:05", "2025-08-13", "00:05"),
    "ru, minutes ago": ("5 минут назад", "2025-08-13", "00:25"),
    "ru, an hour ago is the day before": ("час назад", "2025-08-12", "23:30"),
    "ru, a short year": ("11.08.25 09:15", "2025-08-11", "09:15"),
    "ru, a short year of the last century": ("11.08.98", "1998-08-11", None),
    "ru, the last short year of the next century": ("11.08.69", "2069-08-11", None),
    "ru, the first short year of the last century": ("11.08.70", "1970-08-11", None),
    "ru, the weekday in front": ("понедельник, 11 августа 2025 г., 18:00", "2025-08-11", "18:00"),
    "ru, the weekday behind": ("11 августа 2025, понедельник", "2025-08-11", None),
    "ru, no year, of the year before": ("20 декабря, 10:00", "2024-12-20", "10:00"),
    "ru, no year, of yesterday": ("12 августа, 23:59", "2025-08-12", "23:59"),
    "ru, the month of May": ("5 мая 2025", "2025-05-05", None),
    "ru, a time and a slash in front": ("[16:30/11.08.2025]", "2025-08-11", "16:30"),
    "kk, today": ("бүгін", "2025-08-13", None),
    "kk, today at": ("Бүгін, 00:10", "2025-08-13", "00:10"),
    "kk, yesterday": ("кеше 21:40", "2025-08-12", "21:40"),
    "kk, ago": ("15 минут бұрын", "2025-08-13", "00:15"),
    "kk, the year first": ("2025 жылғы 11 тамыз", "2025-08-11", None),
    "kk, the year first, on the day": ("2025 жылғы 11 тамызда", "2025-08-11", None),
    "kk, the year first, of the day": ("2025 жылдың 11 тамызы", "2025-08-11", None),
    "kk, the year first, from the day": ("2025 жылғы 11 тамыздан", "2025-08-11", None),
    "kk, the year first, short": ("2025 ж. 11 тамыз", "2025-08-11", None),
    "kk, the day with a dash": ("2025 жылғы 11-тамыз", "2025-08-11", None),
    "kk, no year": ("11 тамызда, 16:20", "2025-08-11", "16:20"),
    "kk, a short month": ("11 там. 2025", "2025-08-11", None),
    "kk, the weekday": ("дүйсенбі, 11 тамыз 2025", "2025-08-11", None),
    "kk Latin of 2018": ("11 tamyz 2025", "2025-08-11", None),
    "kk Latin, the year first": ("2025 jylǵy 11 tamyz", "2025-08-11", None),
    "kk Latin, today": ("búgin, 00:01", "2025-08-13", "00:01"),
    "uk": ("11 серпня 2025, 10:15", "2025-08-11", "10:15"),
    "uk, minutes ago": ("5 хвилин тому", "2025-08-13", "00:25"),
    "uk, the weekday": ("понеділок, 11 серпня 2025", "2025-08-11", None),
    "en, the hour after noon": ("August 11, 2025, 3:05 p.m.", "2025-08-11", "15:05"),
    "en, midnight": ("11 Aug 2025 12:00 am", "2025-08-11", "00:00"),
    "en, minutes ago": ("40 minutes ago", "2025-08-12", "23:50"),
    "an instant in UTC is the next day": ("2025-08-11T19:00:00Z", "2025-08-12", "00:00"),
    "an instant in UTC is the same day": ("2025-08-11T18:59:00Z", "2025-08-11", "23:59"),
    "Almaty was six hours ahead until March 2024": ("2024-02-29T18:30:00Z", "2024-02-29", "23:30"),
    "and in the winter before": ("2024-01-15T18:30:00Z", "2024-01-16", "00:30"),
    "summer time, until 2004": ("2004-07-01T17:30:00Z", "2004-07-02", "00:30"),
}
NO_STRINGS = {
    "a weekday that contradicts": "вторник, 11 августа 2025",
    "a day that no month has": "31 июня 2025",
    "a score": "Матч закончился 3:1",
    "a range of years": "2010–2025",
    "a version": "версия 10.08.1",
    "a number and a slash in front": "Дело № 30/11.08.2025",
    "a sum": "11 тыс. тенге",
    "an age": "11 месяцев",
    "a row of digits": "2025081155",
    "minutes alone": "5 минут",
    "a word that begins as a month": "11 майоров",
}


@pytest.mark.parametrize("name", STRINGS)
def test_a_string_says(name: str) -> None:
    text, day, time = STRINGS[name]
    reading = read(text, NOW, "Asia/Almaty")
    assert reading is not None
    assert (str(reading.day), f"{reading.time:%H:%M}" if reading.time else None) == (day, time)


@pytest.mark.parametrize("name", NO_STRINGS)
def test_a_string_says_no_day(name: str) -> None:
    assert read(NO_STRINGS[name], NOW, "Asia/Almaty") is None


def article(
    line: str = "", *, head: str = "", before: str = "", after: str = "", story: str = STORY, title: str = TITLE
) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{before}"
        f"<div class='content'><h1>{TITLE}</h1>{line}{story}</div>{after}</body></html>"
    )


def verdict(html: str, url: str = URL, zone: str = "Asia/Almaty", now: dt.datetime | None = NOW) -> Verdict:
    return published(to_document(Page(url, html.encode(), now, zone)))


def ld(day: str, kind: str = "NewsArticle", more: str = "") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", "datePublished": "{day}"{more}}}</script>'


def meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


OWN = "2025-08-11"
SITE = "Официальный сайт акимата области"
TIME = "<time datetime='2025-08-11T10:00:00+05:00'>11.08.2025</time>"
CARD = "<div class='card'><a href='{}'><span>{}</span><b>{}</b></a></div>"
OTHERS = CARD.format("/news/other-1", "12.08.2025", "Другая новость дня о другом") * 2
STATE = '{"title": "Открыли новый мост через реку Есиль", "publishedAt": "2025-08-11T10:00:00+05:00"}'
PROGRAM = f"<script>var state = {STATE}</script>"
OLD = ld("2021-01-01T11:00:00+05:00", more=', "dateModified": "2025-08-11T10:00:00+05:00"')
DATED = {
    "a link to the page itself holds its day": article(f"<a href='{URL}'>{TIME}</a>"),
    "a relative link to it": article(f"<a href='/news/bridge-77'>{TIME}</a>"),
    "a link to the address that the page states": article(
        f"<a href='/m/77'>{TIME}</a>", head="<link rel='canonical' href='https://site.example/m/77/'>"
    ),
    "a card of the page itself among cards of others": article(
        after=f"<div class='related'>{OTHERS}{CARD.format(URL, '11.08.2025', TITLE)}</div>"
    ),
    "the headline is a link to the page": article().replace(
        f"<h1>{TITLE}</h1>", f"<h1><a href='{URL}'>{TITLE}</a></h1><div>11.08.2025</div>"
    ),
    "a box named teaser that holds no link": article(
        after="", story=f"{STORY}<p class='c-teaser__meta'>Опубликовано 11.08.2025</p>"
    ),
    "the headline is in the middle of the title": (
        f"<html><head><title>Портал: Общество: {TITLE} | Главное</title></head><body><div class='teaser-body'><h2>{TITLE}</h2>"
        f"<div><h5>11.08.2025</h5></div><a href='/x'>Ещё</a>{STORY}</div></body></html>"
    ),
    "the headline is an h1 in other words, and the title has the name of the site": (
        f"<html><head><title>Мост через Есиль открыли | {SITE}</title></head><body><div>{SITE}</div><div>12.08.2025</div>"
        f"<ul>{'<li>слово</li>' * 40}</ul><h1>Новый мост через реку</h1><div>11.08.2025</div>{STORY}</body></html>"
    ),
    "an h1 of a box beside, and the headline in the title": (
        f"<html><head><title>Радио. {TITLE}</title></head><body><div>11.08.2025 19:48</div><h2>{TITLE}</h2>{STORY}"
        f"<h1>Скоро у нас</h1><div>12.08.2025 19:05</div><a href='/5'>Ещё одна новость</a></body></html>"
    ),
    "an h1 above the menu that has the name of the site, and the headline in an h3": (
        f"<html><head><title>{TITLE} у села » Вести степи</title></head><body><h1><b>{TITLE} у села</b><i>Вести степи</i></h1>"
        f"<div>10.08.2025 - 10:21</div><ul>{'<li>слово</li>' * 40}</ul><h3>{TITLE} у села</h3><p>Иван Иванов | 11.08.2025</p>{STORY}"
        "</body></html>"
    ),
    "behind the headline, not above it": article("<div>11.08.2025</div>", before="<div>12.08.2025</div>"),
    "a dateline with a time": article(story=STORY.replace("<p>В области", "<p>Астана, 11 августа 2025, 11:10 — В области", 1)),
    "the day under the story, with a counter": article(
        story=f"<div>{STORY}</div><div>11.08.2025. Просмотров: 527</div>",
        after="<div>Иванов Иван Иванович, 09.08.2025</div><div>Петров Пётр Петрович, 08.08.2025</div>",
    ),
    "the day under the story, in the box that holds it": article(
        story=f"<div>{STORY}</div><span class='sm'>\n11.08.2025&nbsp;\n</span>",
        after="<table><tr><td>09.08.2025</td><td><a href='/4'>Другая новость этого дня</a></td></tr></table>",
    ),
    "the only day, beside the tags of the article": article(
        story=f"{STORY}<div class='tags _old'>Теги: <a href='/t/1'>новый мост через реку</a></div><div>11 августа 2025 г.</div>"
    ),
    "a time in an element marked as published": article(
        f"<abbr class='published'>{TIME}</abbr><i>Обновлено: <time datetime='2025-08-12'>12.08.2025</time></i>"
    ),
    "the address against a line that nothing confirms": (
        article("<div>01.06.2016</div>"),
        "https://site.example/2025/08/11/bridge",
    ),
    "an article of the page under another host and headline": (
        article(head=ld("2025-08-11", more=', "headline": "Мост: как это было", "url": "https://m.site.example/77"')),
        URL,
    ),
    "a month in letters in the address": (article(), "https://site.example/world/2025/aug/11/bridge"),
    **{
        f"published, by whom or where: {line}": article(f"<div>{line}</div>")
        for line in (
            "Опубликовано редакцией 11 августа 2025 г.",
            "Опубликован пользователем Асель 11 августа 2025 г.",
            "Опубликована в рубрике «Новости» 11 августа 2025 г.",
            "Жарияланған уақыты: 11 тамыз 2025",
        )
    },
    "a day in the address": (article(), "https://site.example/2025/08/11/bridge"),
    "a section amid the day in the address": (article(), "https://site.example/2025/world/asia/08/11/bridge/index.html"),
    "a day in the address, glued": (article(), "https://site.example/20250811/bridge"),
    "a day in the address, the day first": (article(), "https://site.example/11082025-bridge"),
    "a field of a vendor": article(head=meta("portal:published_time", "2025-08-11T10:00:00+05:00")),
    "a script that writes the day": article("<div><script>showDate('2025/08/11 10:00:00')</script></div>"),
    "a program's state against JSON-LD alone": article("<div>11.08.2025, 10:00</div>", head=OLD, after=PROGRAM),
    "an object in a script, its names without quotation marks, against JSON-LD alone": article(
        "<div>11.08.2025, 10:00</div>",
        head=OLD,
        after=f"<script>layer = [{{ articleTitle: '{TITLE}', datePublished: '2025-08-11', otherDatePublished: '2025-08-12' }}]</script>",
    ),
    "a part of a thread": article("<div>11.08.2025</div>", head=ld("2021-02-21", "DiscussionForumPosting")),
    "a <time> of a sidebar beside the line": article(
        "<div>11 августа 2025</div>", after="<aside><time datetime='2025-08-12'>12</time><a href='/5'>Ещё одна</a></aside>"
    ),
    "JSON-LD of the epoch beside the line": article("<div>11.08.2025</div>", head=ld("1970-01-01T00:00:00Z")),
    "JSON-LD of the future beside the line": article("<div>11.08.2025</div>", head=ld("2031-01-01T00:00:00Z")),
    "JSON-LD of the site beside the line": article(
        "<div>11.08.2025</div>",
        head='<script type="application/ld+json">{"@type": "Organization", "foundingDate": "1999-05-05"}</script>',
    ),
    "a line that ends with the year and has a name of its place": article(
        "<div class='date'>Иван Иванов, газета «Вести области», 11 августа 2025 г.</div>"
    ),
    "published by its label, and changed by the word behind": article("<div>Опубликовано: 11.08.2025 (обновлено)</div>"),
    "a line that ends with the year and has a label": article(
        "<div>Материал был опубликован в газете «Вести области» 11 августа 2025 г.</div>"
    ),
    "a line with words that begins with the time, beside another day": article(
        "<p>11.08.2025 10:16 - Общество - по сообщению акимата</p><p>На снимке, который сделан в парке области 5 мая 2019, мост</p>"
    ),
    "midnight in UTC is the day itself": article(head=ld("2025-08-11T00:00:00Z")),
    "the version for print beside the day": article("<div>Версия для печати 11.08.2025 10:00</div>"),
    "the day glued to the changed one": article("<div>11.08.2025, 10:00 · Обновлено: 12.08.2025, 11:00</div>"),
}  # fmt: skip
UNDATED = {
    **{
        f"what else is published or happens on the day: {line}": article(f"<div>{line}</div>")
        for line in (
            "Опубликовано решение, которое суд вынес 11 августа 2025 г.",
            "Опубликовано постановление акимата 11 августа 2025 г.",
            "Опубликован список, утверждённый 11 августа 2025 года",
            "Опубликован новый список должников 11 августа 2025 г.",
            "Опубликованы итоги голосования 11 августа 2025 года",
            "Добавлены рейсы в Анталью 11 августа 2025 г.",
            "Жарияланған тізім 2025 жылғы 11 тамыз",
            "Өткізу уақыты: 11 тамыз 2025 жыл",
            "Published decision that the court took on 11 August 2025",
        )
    },
    "a month in the address": (article(), "https://site.example/2025/08/bridge"),
    "a day among the words of the address": (article(), "https://site.example/n/koncert-30-07-2025-astana"),
    "a day of history in the address": (article(), "https://site.example/history/1991-12-16-bridge"),
    "numbers behind a year in the address": (article(), "https://site.example/2025/world/08/45/bridge"),
    "a number in the address": (article(), "https://site.example/n/45082025-bridge"),
    "a number in the address that could be a day": (article(), "https://site.example/n/11082025.html"),
    "a hidden line": article("<div style='display: none'>11.08.2025</div>"),
    "a comment's own place on the page": article(after=f"<div><a href='{URL}#c1'>12.08.2025 10:00</a><p>Ура!</p></div>"),
    "a link that leads nowhere": article(after="<div><a href='#'>12.08.2025</a></div>"),
    "a switch of languages beside the clock of the page": article(
        before=f"<header>Вторник, 12 августа 2025 <a href='{URL}'>Рус</a></header>"
    ),
    "a <time> without a text that is labelled as changed": article("<p>Обновлено: <time datetime='2025-08-11'></time></p>"),
    "changed by the word behind": article("<div>11.08.2025 (обновлено)</div>"),
    "a link to the home page that a template calls canonical": article(
        after="<div><a href='/'><time datetime='2025-08-11'></time></a></div>", head="<link rel='canonical' href='https://site.example/'>"
    ),
    "several beginnings with a day": article(
        story="".join(f"<p>{day}.08.2025 – Разделы сайта пополнены новыми статьями</p>" for day in (10, 11, 12))
    ),
    "a deadline": article("<div>Приём работ до 11 августа 2025</div>"),
    "a deadline, in Kazakh": article("<div>11 тамыз 2025 дейін</div>"),
    "a version": article("<div>Версия 3, 29 июня 2007</div>"),
    "a revision of a law": article("<div>Редакция от 29 июня 2007</div>"),
    "a day of change at the headline against a field alone": article(
        "<div>11.08.2025</div>", head=ld("2025-06-01T10:00:00+05:00", more=', "dateModified": "2025-08-11T10:00:00+05:00"')
    ),
    "a script of an advertisement": article("<div><script>ad = 'pub-18'; /* 160x600, создано 11.08.09 */</script></div>"),
    "a script in the head, which writes nothing": article(head="<script>play('https://site.example/', '20250811040442')</script>"),
    "scripts of two days": article("<script>show('2025/08/11')</script><script>show('2025/08/10')</script>"),
    "a film's day": article(head=meta("video:release_date", "2025-08-11T10:00:00+05:00")),
    "rights": article(after="<footer>© 1999–2025 Вести. Все права защищены</footer>"),
    "a changed day under the story": article(story=f"<div>{STORY}</div><div>Обновлено 11.08.2025</div>"),
    "days far below a story without a headline": (
        f"<html><body><div>{STORY}</div><ul>{'<li>слово</li>' * 40}</ul><div>11.08.2025</div><div>10.08.2025</div></body></html>"
    ),
    "a card of another article with a class for its day": article(
        after="<div><a href='/n/5'>Другая новость дня о другом</a><span class='news-date'>12.08.2025</span></div>"
    ),
    "a card of another article in the story": article(
        story=f"{STORY}<div><div><a href='/n/5'>Другая новость дня о другом</a></div><p class='pubdate'>12.08.2025</p></div>{STORY}"
    ),
    "words beside the only day, where nothing holds the story": (
        f"<html><body><h1>{TITLE}</h1>{STORY}<p>Слово дня 5 мая 2019</p></body></html>"
    ),
    "days under several stories": article(
        story=f"<div>{STORY}</div><div>11.08.2025</div><div>{STORY}</div><div>10.08.2025</div>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DATED)
def test_the_day_of_a_page_is_right(name: str) -> None:
    html, url = DATED[name] if isinstance(DATED[name], tuple) else (DATED[name], URL)
    made = verdict(html, url)
    assert str(made.day) == OWN, made.evidence
    assert sum(one.fate == "won" for one in made.evidence) == 1


@pytest.mark.parametrize("name", UNDATED)
def test_a_page_has_no_day(name: str) -> None:
    html, url = UNDATED[name] if isinstance(UNDATED[name], tuple) else (UNDATED[name], URL)
    made = verdict(html, url)
    assert (made.day, made.confidence) == (None, "none"), [one for one in made.evidence if one.fate == "won"]


@pytest.mark.parametrize(
    ("html", "confidence", "time"),
    [
        (article(head=ld("2025-08-11T10:00:00+05:00")), "stated", dt.time(10, 0)),
        (article("<div>11.08.2025, 10:15</div>"), "implied", dt.time(10, 15)),
        (article("<div>11.08.2025, 10:15</div>" + TIME), "agreed", dt.time(10, 15)),
        (article(f"<abbr class='published'>{TIME}</abbr>"), "stated", dt.time(10, 0)),
        (article("<div>11.08.2025</div>", head=ld("2025-08-11")), "stated", None),
        (article("<div>11.08.2025 10:15</div>", head=ld("2025-08-11")), "stated", dt.time(10, 15)),
    ],
)
def test_a_verdict_tells_how_sure_it_is_and_the_time_where_one_is_known(
    html: str, confidence: str, time: dt.time | None
) -> None:
    made = verdict(html)
    assert (str(made.day), made.confidence, made.time) == (OWN, confidence, time)


def test_an_instant_in_utc_is_told_as_the_day_that_the_page_shows() -> None:
    head = ld("2025-08-12T04:15:00Z", more=', "dateModified": "2025-08-11T23:50:00-05:00"')
    made = verdict(article("<div>11.08.2025, 23:15</div>", head=head), zone="")
    assert str(made.day) == OWN


def test_without_a_zone_the_one_place_that_says_the_day_has_won() -> None:
    made = verdict(article(head=ld("2025-08-10T19:00:00Z")), url="https://site.kz/n/7", zone="")
    assert (str(made.day), made.time) == (OWN, None)  # midnight in Kazakhstan: a day without a time
    assert [(one.fate, str(one.day)) for one in made.evidence] == [("won", OWN)]


@pytest.mark.parametrize(("day", "found"), [("2025-08-13", "2025-08-13"), ("2025-08-14", None)])
def test_a_day_may_have_begun_in_the_zone_but_not_the_next_one(day: str, found: str | None) -> None:
    made = verdict(article(head=ld(day)))
    assert (str(made.day) if made.day else None) == found


def test_an_instant_in_utc_stays_as_stated_where_other_places_say_several_days() -> None:
    html = article("<div>12.08.2025</div>", head=ld("2025-08-10T20:00:00Z"))
    made = verdict(html, url="https://site.example/2025/08/11/bridge", zone="")
    assert str(made.day) == "2025-08-10"


@pytest.mark.parametrize(
    ("text", "time"),
    [("Mon, 11 Aug 2025 05:15:40 GMT", dt.time(10, 15)), ("Mon, 11 Aug 2025 23:30:00", dt.time(23, 30))],
)
def test_a_field_by_the_rules_of_mail_says_the_minute(text: str, time: dt.time) -> None:
    made = verdict(article(head=meta("pubdate", text)))
    assert (str(made.day), made.time) == (OWN, time)


@pytest.mark.parametrize(
    ("href", "own"),
    [
        (URL, True),
        ("/news/bridge-77", True),
        ("/news/bridge-77/", True),
        ("http://www.site.example/news/bridge-77", True),
        ("/stated/77", True),
        ("/", False),
        ("#", False),
        ("", False),
        (f"{URL}#comment-1", False),
        (f"{URL}?print=1", False),
        ("/news/bridge-78", False),
        ("http://[", False),
    ],
)
def test_a_link_leads_to_the_page_itself(href: str, own: bool) -> None:
    head = "<link rel='canonical' href='/stated/77'>" + meta("og:url", "https://site.example/")
    page = to_document(Page(URL, article(f"<a href='{href}'>x</a>", head=head).encode(), None))
    assert Own(page).is_at(page.tagged("a")[0]) is own


@pytest.mark.parametrize("href", ["/", "http://[", "https://site.example/news/bridge-77"])
def test_no_link_leads_to_a_page_without_an_address(href: str) -> None:
    page = to_document(Page("", article(f"<a href='{href}'>x</a>").encode(), None))
    assert not Own(page).is_at(page.tagged("a")[0])
    assert not Own(page).is_on_site(href)


def test_the_first_address_that_a_page_states_for_sharing_is_its_own() -> None:
    head = meta("og:url", "https://site.example/shared/77") + meta("og:url", "https://site.example/shared/78")
    own = Own(to_document(Page(URL, article("<a>x</a>", head=head).encode(), None)))
    assert [own.is_address(f"/shared/{number}") for number in (77, 78)] == [True, False]


def test_a_link_without_an_address_leads_nowhere() -> None:
    page = to_document(Page(URL, article("<a>x</a>").encode(), None))
    assert not Own(page).is_at(page.tagged("a")[0])


@pytest.mark.parametrize(
    ("address", "there"),
    [("/n/1", True), ("http://www.site.example/", True), ("https://m.site.example/news/bridge-77", False), ("http://[", False)],
)
def test_an_address_is_on_the_site(address: str, there: bool) -> None:
    assert Own(to_document(Page(URL, article().encode(), None))).is_on_site(address) is there


OWN_LINK, OTHER_LINK = f"<a href='{URL}'>{TITLE}</a>", "<a href='/n/2'>Другая новость о мосте</a>"
LISTED = {
    "the headline, beside the day": (f"<p>{OWN_LINK}<i>20.12.2025</i></p>", True),
    "the headline around the day": (f"<a href='{URL}'>{TITLE} <i>20.12.2025</i></a>", True),
    "the headline three boxes above": (f"<div>{OWN_LINK}<div><p><i>20.12.2025</i></p></div></div>", True),
    "the headline farther above": (f"<div>{OWN_LINK}<div><div><p><i>20.12.2025</i></p></div></div></div>", False),
    "the headline somewhere on the page": (f"{OWN_LINK}<i>20.12.2025</i>", False),
    "the headline, cut off": (f"<p><a href='{URL}'>{TITLE[:20]}…</a><i>20.12.2025</i></p>", True),
    "too little of the headline": (f"<p><a href='{URL}'>{TITLE[:8]}…</a><i>20.12.2025</i></p>", False),
    "the headline and a button": (f"<p>{OWN_LINK}<a href='{URL}'>Читать</a><i>20.12.2025</i></p>", True),
    "the headline and a comment": (f"<p>{OWN_LINK}<a href='{URL}#1'>Комментарий</a><i>20.12.2025</i></p>", False),
    "the headline and an anchor": (f"<p>{OWN_LINK}<a name='top'></a><i>20.12.2025</i></p>", True),
    "another article's headline": (f"<p>{OTHER_LINK}<i>20.12.2025</i></p>", False),
    "another article's beside the day, the own one above": (f"<div>{OWN_LINK}<p>{OTHER_LINK}<i>20.12.2025</i></p></div>", False),
    "the headline many times": (f"<p>{OWN_LINK * 19}<i>20.12.2025</i></p>", True),
    "the headline in a list without an end": (f"<p>{OWN_LINK * 20}<i>20.12.2025</i></p>", False),
}


@pytest.mark.parametrize("name", LISTED)
def test_the_links_around_a_day_name_the_page(name: str) -> None:
    body, is_named = LISTED[name]
    page = to_document(Page(URL, f"<html><head><title>x</title></head><body>{body}</body></html>".encode(), None))
    assert Own(page).names(page.tagged("i")[0], TITLE) is is_named
    assert not Own(page).names(page.tagged("title")[0], TITLE)


@pytest.mark.parametrize(
    ("clock", "line", "day"),
    [
        ("Сегодня 11 августа 2025 - 17:08", "Сегодня, 15:33", "2025-08-11"),
        ("Сегодня 11 августа 2025 - 00:08", "Вчера, 23:33", "2025-08-10"),
        ("Понедельник, 11 августа 2025", "9 августа 15:31", "2025-08-09"),
        ("Дүйсенбі, 11 тамыз 2025 жыл", "кеше, 21:40", "2025-08-10"),
        ("Сегодня 11 августа 2025 - 00:08", "20 минут назад", "2025-08-10"),
        ("Понедельник, 11 августа 2025", "2 дня назад", "2025-08-09"),
        ("Вторник, 11 августа 2025", "Сегодня, 15:33", None),  # a weekday that is not that day's
    ],
)
def test_the_clock_of_a_page_whose_fetch_nobody_dated_says_what_today_is(clock: str, line: str, day: str | None) -> None:
    html = article(f"<div class='date'>{line}</div>", before=f"<div id='top'><i>{clock}</i></div>")
    found = verdict(html, now=None).day
    assert (str(found) if found else None) == day


def test_the_moment_of_the_fetch_goes_before_the_clock_of_a_page() -> None:
    html = article("<div class='date'>Сегодня, 00:01</div>", before="<div>Понедельник, 11 августа 2025</div>")
    assert str(verdict(html).day) == "2025-08-13"


@pytest.mark.parametrize(
    "head",
    [
        "<div>11 августа 2025</div>",  # of what, nobody says
        "<div>Сегодня 11 августа 2025</div><div>Вторник, 12 августа 2025</div>",
        "<div>Понедельник</div>",
    ],
)
def test_no_clock_is(head: str) -> None:
    document = to_document(Page(URL, article(before=head).encode(), None, ""))
    assert visit_of(document, document.elements.index(document.tagged("h1")[0])) is None


@pytest.mark.parametrize(("time", "day"), [(UNKNOWN, None), (dt.time(1, 30), "2025-08-10")])
def test_hours_before_a_clock_that_shows_the_day_alone_are_of_no_day(time: dt.time, day: str | None) -> None:
    reading = read("2 часа назад", dt.datetime.combine(dt.date(2025, 8, 11), time))
    assert (str(reading.day) if reading else None) == day

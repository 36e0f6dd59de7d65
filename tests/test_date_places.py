"""Where a date stands and what is written beside it decide whether it is the day of publication, and abstaining is an answer."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.dates.published import published
from pipeline.dates.read import read
from pipeline.dates.verdict import Verdict
from pipeline.document import to_document
from pipeline.page import Page

NOW = dt.datetime(2025, 12, 24, 6, 0, tzinfo=dt.UTC)
TITLE = "Открыли новый мост через реку Есиль"
STORY = (
    "<p>В области открыли мост, который строили два года, сообщили в управлении транспорта и дорог в понедельник, передаёт "
    "корреспондент агентства со ссылкой на ведомство и на слова очевидцев, которые собрались на берегу.</p>" * 3
)


def article(line: str = "", before: str = "", after: str = "", head: str = "", story: str = STORY) -> str:
    return (
        f"<!doctype html><html lang='ru'><head><meta charset='utf-8'><title>{TITLE}</title>{head}</head>"
        f"<body>{before}<article><h1>{TITLE}</h1>{line}{story}</article>{after}</body></html>"
    )


def json_ld(*nodes: str) -> str:
    return f'<script type="application/ld+json">[{",".join(nodes)}]</script>'


def verdict(html: str, url: str = "https://portal.example/n/1", zone: str = "Asia/Almaty") -> Verdict:
    return published(to_document(Page(url, html.encode(), NOW, zone)))


def meta(name: str, content: str) -> str:
    return f"<meta name='{name}' content='{content}'>"


BROKEN = '{"@type": "NewsArticle" "datePublished": "2025-12-20T10:00:00+05:00"}'
STATE = f'{{"title": "{TITLE}", "publishedAt": "2025-12-20T10:00:00+05:00"}}'
LISTED = "<div><time itemprop='datePublished' datetime='2025-12-24'></time></div>"
OWN = "2025-12-20"
STATED = {
    "a line with its weekday": article("<div>Суббота, 20 декабря 2025</div>"),
    "a line with a counter": article("<div>1204 просмотра 20.12.2025</div>"),
    "the line, not the day of the visit above": article(
        "<div>20 декабря 2025</div>", "<header><div>Среда, 24 декабря 2025</div></header>"
    ),
    "the published one of two": article("<div>Опубликовано: 20.12.2025, обновлено: 24.12.2025</div>"),
    "the published one behind the changed one": article("<div>Обновлено: 24.12.2025, опубликовано: 20.12.2025</div>"),
    "the one before the time of a change": article("<div>20 декабря 2025, 14:05 Обновлено: 15:30</div>"),
    "the one before the day of a change": article(
        "<div>20 декабря 2025, 14:05 (обновлено 22 декабря 2025, 15:30)</div>"
    ),
    "a line under the story": article(story=f"{STORY}<p>20.12.2025</p>"),
    "a line under the story, with a place": article(story=f"{STORY}<p>20.12.2025, Астана 08:16</p>"),
    "a label in the cell before": article(after="<aside><dl><dt>Дата публикации</dt><dd>20.12.2025</dd></dl></aside>"),
    "a labelled line in a box": article(after="<aside><div>Опубликовано: 20.12.2025</div></aside>"),
    "the only line in a box beside the story": article(story=f"{STORY}<div class='sidebar'><p>20.12.2025</p></div>"),
    "a dateline of a long paragraph": article(
        story=STORY.replace("<p>В области", "<p>Астана, (20.12.2025). В области", 1)
    ),
    "a day before the first word": article(story=STORY.replace("<p>В области", "<p>20.12.2025 – В области", 1)),
    "a day in brackets before the first word": article(
        story=STORY.replace("<p>В области", "<p>(20.12.2025) В области", 1)
    ),
    "a day glued to its repetition": article("<div><span>20 декабря 2025</span><span>20 декабря 2025</span></div>"),
    "a day beside the headline's words": article(f"<div>Иван Иванов, 20.12.2025 {TITLE}</div>"),
    "JSON-LD that cannot be parsed": article(head=f'<script type="application/ld+json">{BROKEN}</script>'),
    "a program's state with the title": article(after=f"<script>var state = {STATE}</script>"),
    "the own one of several articles in JSON-LD": article(
        head=json_ld(
            '{"@type": "NewsArticle", "headline": "Совсем другое", "datePublished": "2025-12-01"}',
            f'{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2025-12-20"}}',
        )
    ),
    "the headline and a meta element against JSON-LD alone": article(
        "<div>20.12.2025, 10:00</div>",
        head=json_ld('{"@type": "NewsArticle", "datePublished": "2025-12-17"}')
        + meta("article:published_time", "2025-12-20T10:00:00+05:00"),
    ),
    "the headline against a date of the page": article(
        "<div>20.12.2025</div>", head=meta("dcterms.date", "2025-12-11T10:00:00+05:00")
    ),
    "a weak field that the page shows": article(
        "<div>21.12.2025</div><p>Теги: мост, 20.12.2025, дороги и транспорт</p>",
        head=meta("date", "2025-12-20T10:00:00+05:00"),
    ),
    "microdata at the headline": article("<time itemprop='datePublished' datetime='2025-12-20'></time>", after=LISTED),
    "a day, a month and a year in elements of their own": article("<div><b>20</b><i>дек</i><b>2025</b></div>"),
    "a template that marks one that never changed as both": article(
        "<time class='published updated' datetime='2025-12-20'></time>"
    ),
}
UNSTATED = {
    "the day of the visit": article(before="<header><div>Среда, 24 декабря 2025</div></header>"),
    "the day of the visit without a weekday": article(before="<header><div>24 декабря 2025</div></header>"),
    "the day of the visit for machines": article(
        before="<header><time datetime='2025-12-24'>24 декабря</time></header>"
    ),
    "the day of an event": article("<div>Дата проведения: 5 января 2025</div>"),
    "a birth": article("<div>Дата рождения: 5 мая 1995</div>"),
    "a change": article("<div>Обновлено: 24.12.2025</div>"),
    "the date of a change": article("<div>Дата обновления: 24.12.2025</div>"),
    "a photograph": article("<div>Фото: 12 мая 2019</div>"),
    "an old photograph": article("<figcaption>Архивное фото, 12 мая 2019</figcaption>"),
    "another article": article(after="<div><span>24 декабря 2025</span> <a href='/n/2'>Другая новость</a></div>"),
    "another article, its title behind": article(
        after="<div><div>24 декабря 2025</div><div><a href='/n/2'>Другая новость о другом</a></div></div>"
    ),
    "a <time> of another article": article(
        after="<div><time datetime='2025-12-22'></time><a href='/n/2'>Другая новость о другом</a></div>"
    ),
    "a card": article(
        after="<aside><article><time datetime='2025-12-22'></time><a href='/n/2'>Другая новость</a></article></aside>"
    ),
    "a comment": article(after="<div id='discuss'><div><b>Иван</b> 23.12.2025 10:15</div><p>Ура, наконец</p></div>"),
    "a headline's own day": article("<div></div>").replace(TITLE, "Афиша на 25 ноября 2025"),
    "a deadline": article("<div>Приём заявок до 5 января 2025</div>"),
    "a span of days": article("<div>1–5 декабря 2025</div>"),
    "a span of dates": article(after="<div>Опрос с 20.12.2025 по 24.12.2025</div>"),
    "rights": article(after="<footer>© Агентство, 20.12.2025</footer>"),
    "a registration": article(after="<div>Дата регистрации 12.05.2015</div>"),
    "a member's first day": article("<div>Registered: 12.05.2015</div>"),
    "a law": article("<div>Закон РК от 5 мая 2015 года № 312</div>"),
    "the newest issue": article(after="<div>Свежий номер: № 50 от 24.12.2025</div>"),
    "the first words of a story": article(
        story=STORY.replace("<p>В области", "<p>1 марта 1998 года – день, когда в области", 1)
    ),
    "a word of a title": article(after="<div><p>Видео программы «Сегодня»</p></div>"),
    "a program's state of others": article(
        after='<script>var other = {"items": [{"publishedAt": "2025-12-22T10:00:00Z"}]}</script>'
    ),
    "a year alone": article(head=json_ld('{"@type": "NewsArticle", "datePublished": "2025"}')),
    "a field that nobody filled": article(head=meta("datecreated", "01/01/2004")),
}


@pytest.mark.parametrize("name", STATED)
def test_the_day_is(name: str) -> None:
    assert str(verdict(STATED[name]).day) == OWN


@pytest.mark.parametrize("name", UNSTATED)
def test_no_day_is(name: str) -> None:
    made = verdict(UNSTATED[name])
    assert made.day is None, [one for one in made.evidence if one.fate == "won"]
    assert made.confidence == "none"


GLUED = {
    "21. Januar 202221. Januar 2022": "2022-01-21", "28 luglio 202010:43 News": "2020-07-28", "Friday, 3 Nov, 20239:59 am": "2023-11-03",
    "7. Januar 20220": "2022-01-07", "2020. 06. 04. 11:27": "2020-06-04", "2020年10月4日": "2020-10-04",
}  # fmt: skip


@pytest.mark.parametrize("text", GLUED)
def test_a_date_ends_where_its_year_ends(text: str) -> None:
    reading = read(text, NOW)
    assert reading is not None
    assert str(reading.day) == GLUED[text]


INSTANTS = [
    "1766480700", "1766480700000", "2025-12-22T20:05:00Z", "2025-12-22T22:30:00+03:00", "Mon, 22 Dec 2025 20:05:00 GMT",
    "Mon Dec 22 2025 20:05:00 GMT+0000 (Coordinated Universal Time)", "2025-12-22 20:05:00 UTC", "20251223T1405", "23.12.2025 14:05",
]  # fmt: skip


@pytest.mark.parametrize("text", INSTANTS)
def test_a_field_states_an_instant_in_many_forms(text: str) -> None:
    assert str(verdict(article(head=meta("article:published_time", text))).day) == "2025-12-23"


MIDNIGHT = meta("article:published_time", "2025-12-19T23:00:00Z")


@pytest.mark.parametrize(
    ("url", "line", "day"),
    [
        ("https://portal.de/n/1", "", "2025-12-20"),  # 00:00 in Germany: a day without a time
        ("https://portal.de/n/1", "<div>19.12.2025</div>", "2025-12-19"),  # what the page prints is believed
        ("https://portal.example/n/1", "", "2025-12-19"),
    ],
)
def test_the_midnight_of_a_country_is_a_day_without_a_time(url: str, line: str, day: str) -> None:
    assert str(verdict(article(line, head=MIDNIGHT), url, "").day) == day


@pytest.mark.parametrize(
    "unit", ["<p>Слово 5 марта 2024 года и ещё слова.</p>", "<span>5 марта 2024</span>", "5 марта 2024<br>", "<b>7</b>"]
)
def test_a_huge_page_is_read_only_so_far(unit: str) -> None:
    made = verdict(article(story=unit * 50_000))
    assert len(made.evidence) <= 60

"""The day of publication is what the page states, civil where it is published; no day is better than a wrong one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates.published import published
from pipeline.dates.read import read, readings
from pipeline.dates.verdict import Verdict
from pipeline.document import to_document
from pipeline.page import Page
from storage.entities import Hint

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
STRINGS = {
    "2026-03-01": "2026-03-01", "2026-03-01T10:15:00+05:00": "2026-03-01", "01.03.2026": "2026-03-01", "1.3.2026": "2026-03-01",
    "01/03/2026": "2026-03-01", "1 марта 2026 года": "2026-03-01", "1 март 2026": "2026-03-01", "Воскресенье, 1 марта 2026, 10:15": "2026-03-01",
    "2026 жылғы 1 наурыз": "2026-03-01", "1 наурыз 2026": "2026-03-01", "March 1, 2026": "2026-03-01", "1 March 2026": "2026-03-01",
    "Sun, 01 Mar 2026 10:15:00 +0500": "2026-03-01", "1 березня 2026": "2026-03-01", "сегодня, 10:15": "2026-03-02", "вчера в 23:50": "2026-03-01",
    "кеше, 18:00": "2026-03-01", "2019 жылғы «5» наурыз": "2019-03-05", "2019 жылғы 5-ші наурыз": "2019-03-05",
    "25 Сәуiр 2017": "2017-04-25", "5 шiлде 2017": "2017-07-05", "5 мауcым 2017": "2017-06-05", "сейсенбi, 5 қаңтар 2016": "2016-01-05",
    "5 qaŋtar 2020": "2020-01-05", "5 tamız 2020": "2020-08-05", "5 qırküyek 2020": "2020-09-05", "جۇما, 30 قاڭتار 2026": "2026-01-30",
    "2011 جىلعى 28 اقپان": "2011-02-28",
    "3 ءساۋىر, 2026 ساعات 13:48": "2026-04-03", "كەشە, 18:00": "2026-03-01",
    "бүгін": "2026-03-02", "2 часа назад": "2026-03-02", "1 марта, 10:15": "2026-03-01", "25 декабря": "2025-12-25",
}  # fmt: skip
NO_DATES = [
    "",
    "в 2026 году",
    "+7 701 123 45 67",
    "1.5 млрд",
    "версия 2.0.1",
    "192.168.10.1",
    "31 февраля 2026",
    "мартовские тезисы",
    "10:15",
]


@pytest.mark.parametrize("text", STRINGS)
def test_a_date_is_read(text: str) -> None:
    reading = read(text, NOW, "Asia/Almaty")
    assert reading is not None
    assert str(reading.day) == STRINGS[text]


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date_is_read_from(text: str) -> None:
    assert read(text, NOW, "Asia/Almaty") is None


def test_without_knowing_when_it_was_fetched_yesterday_says_nothing() -> None:
    assert read("вчера в 10:15", None) is None
    assert read("1 марта", None) is None


def verdict(
    head: str = "",
    body: str = "",
    url: str = "https://site.kz/n/1",
    zone: str = "Asia/Almaty",
    hints: tuple[Hint, ...] = (),
) -> Verdict:
    html = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return published(to_document(Page(url, html.encode(), NOW, zone, hints=hints)))


def json_ld(**fields: str) -> str:
    inside = ", ".join(f'"{name}": "{value}"' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {inside}}}</script>'


TEXT = (
    "<p>В области открыли мост, который строили два года, сообщили в управлении транспорта и дорог в понедельник.</p>"
    * 3
)
PAGES: dict[str, tuple[dict[str, str], str | None]] = {
    "what the page states for machines": ({"head": json_ld(datePublished="2026-02-27T10:00:00+05:00")}, "2026-02-27"),
    "an instant, civil in the publisher's zone": ({"head": json_ld(datePublished="2026-02-27T21:00:00Z")}, "2026-02-28"),
    "published, not modified": ({"head": json_ld(dateModified="2026-03-01T10:00:00+05:00", datePublished="2026-02-27T10:00:00+05:00")}, "2026-02-27"),
    "never only modified": ({"head": json_ld(dateModified="2026-03-01T10:00:00+05:00")}, None),
    "a meta tag": ({"head": "<meta property='article:published_time' content='2026-02-27T10:00:00+05:00'>"}, "2026-02-27"),
    "a line at the headline": ({"body": f"<h1>Открыли мост через реку</h1><div>27 февраля 2026, 10:15</div>{TEXT}"}, "2026-02-27"),
    "a line at a headline that is none by its tag": (
        {"head": "<title>Открыли мост через реку Есиль — Вести</title>", "body": f"<b>Открыли мост через реку Есиль</b><br>27.02.2026 10:15<br>{TEXT}"},
        "2026-02-27",
    ),
    "the line, not a date in the text": (
        {"body": f"<h1>Открыли мост через реку</h1><p>27.02.2026</p>{TEXT}<p>Прежний мост закрыли 5 мая 2019 года после проверки опор.</p>"},
        "2026-02-27",
    ),
    "not a date in the text alone": ({"body": f"<h1>Открыли мост через реку</h1>{TEXT}<p>Прежний мост закрыли 5 мая 2019 года после проверки.</p>"}, None),
    "not a short sentence": ({"body": "<h1>Открыли мост через реку</h1><p>Слово 5 мая 2019 года и ещё слова о мосте.</p>"}, None),
    "not a copyright line": ({"body": f"<h1>Открыли мост через реку</h1>{TEXT}<footer>© 27.02.2026 Вести</footer>"}, None),
    "not a comment": ({"body": f"<h1>Открыли мост через реку</h1>{TEXT}<div class='comments'><span>27.02.2026</span><p>Ура</p></div>"}, None),
    "not the future": ({"head": json_ld(datePublished="2027-01-01T10:00:00+05:00")}, None),
    "the address": ({"url": "https://site.kz/2026/02/27/most", "body": f"<h1>Открыли мост через реку</h1>{TEXT}"}, "2026-02-27"),
    "nothing": ({"body": f"<h1>Открыли мост через реку</h1>{TEXT}"}, None),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_day_is(name: str) -> None:
    options, expected = PAGES[name]
    day = verdict(**options).day  # type: ignore[arg-type]
    assert (str(day) if day else None) == expected


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2024-02-29T17:30:00Z", "2024-02-29"),
        ("2024-02-29T18:30:00Z", "2024-02-29"),
        ("2024-03-01T18:30:00Z", "2024-03-01"),
        ("2024-03-01T19:30:00Z", "2024-03-02"),
    ],
)
def test_kazakhstan_changed_to_utc_5_on_1_march_2024(instant: str, day: str) -> None:
    # at 00:00 of 1 March in UTC+6, clocks went back to 23:00 of 29 February
    assert str(verdict(json_ld(datePublished=instant)).day) == day


def test_where_no_zone_is_known_the_address_tells_which_civil_day_an_instant_is() -> None:
    head = json_ld(datePublished="2026-02-28T03:28:35Z")
    assert str(verdict(head, url="https://site.us/2026/02/27/most", zone="").day) == "2026-02-27"
    assert str(verdict(head, url="https://site.us/2026/02/28/most", zone="").day) == "2026-02-28"


@pytest.mark.parametrize(
    ("instant", "head", "url", "day"),
    [
        ("2026-02-27T23:30:00+05:00", "", "https://site.us/2026/02/28/most", "2026-02-27"),  # civil already
        ("2026-02-27T05:00:00Z", "", "https://site.us/2026/02/28/most", "2026-02-27"),  # in no zone is it the 28th
        ("2026-02-27T10:00:00Z", "", "https://site.us/2026/02/28/most", "2026-02-28"),
        ("2026-02-28T07:59:00Z", "", "https://site.us/2026/02/27/most", "2026-02-27"),
        ("2026-02-28T08:00:00Z", "", "https://site.us/2026/02/27/most", "2026-02-28"),
        ("2026-02-28T03:28:35+00:00", "", "https://site.us/2026/02/27/most", "2026-02-27"),
        ("2026-02-28T03:28:35Z", "2026-02-27T20:28:35-07:00", "https://site.us/n/1", "2026-02-27"),
        ("2026-02-28T03:28:35Z", "2026-02-27T20:28:35Z", "https://site.us/n/1", "2026-02-28"),
    ],
)
def test_an_instant_is_of_the_civil_day_that_a_zone_allows(instant: str, head: str, url: str, day: str) -> None:
    meta = f"<meta property='article:published_time' content='{head}'>" if head else ""
    assert str(verdict(json_ld(datePublished=instant) + meta, url=url, zone="").day) == day


def test_a_feed_says_the_day_where_the_page_says_none() -> None:
    hint = Hint("feed", "https://site.kz/rss", published="Fri, 27 Feb 2026 10:15:00 +0500")
    assert str(verdict("", TEXT, hints=(hint,)).day) == "2026-02-27"


def test_every_place_is_told_with_its_fate() -> None:
    made = verdict(
        json_ld(datePublished="2026-02-27T10:00:00+05:00"), f"<h1>Открыли мост через реку</h1><p>26.02.2026</p>{TEXT}"
    )
    fates = {(one.source, one.fate) for one in made.evidence}
    assert ("json-ld", "won") in fates
    assert ("visible", "disagrees with json-ld") in fates


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 .:/-,марти годTZ+февляьуыeqJan", max_size=60))
def test_no_text_is_too_much_and_no_day_lies_outside_the_calendar(text: str) -> None:
    for reading in readings(text, NOW, "Asia/Almaty"):
        assert 0 <= reading.start < reading.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(1980, 1, 1), dt.date(2035, 1, 1)), st.sampled_from(["%d.%m.%Y", "%Y-%m-%dT12:00:00+05:00"]))
def test_a_day_is_never_in_the_future_nor_before_the_web(day: dt.date, form: str) -> None:
    made = verdict(json_ld(datePublished=day.strftime(form)))
    assert made.day in (None, day)
    assert made.day is None or dt.date(1990, 1, 1) <= made.day <= NOW.date() + dt.timedelta(days=1)

"""Dates that an address, the elements of a page's head and its discovery state, and how far each is believed."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.dates.ranks import Rank
from pipeline.dates.stated import Candidate, in_hints, in_metas, in_url
from pipeline.document import to_document
from pipeline.page import Page
from storage.entities import Hint
from tests.reading import document

Found = tuple[str, Rank] | None  # the day, and its rank
NOW = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def found(one: Candidate | None) -> Found:
    return (str(one.reading.day), one.rank) if one is not None and one.reading is not None else None


ADDRESSES: dict[str, Found] = {
    "/2025/12/20/most": ("2025-12-20", Rank.ADDRESS),
    "/news/2025-12-20-most": ("2025-12-20", Rank.ADDRESS),
    "/news/2025_12_20": ("2025-12-20", Rank.ADDRESS),
    "/news/2025.12.20": ("2025-12-20", Rank.ADDRESS),
    "/news/20251220/most": ("2025-12-20", Rank.ADDRESS),
    "/2025/1/5/most": ("2025-01-05", Rank.ADDRESS),
    "/2025/05/07/most": ("2025-05-07", Rank.ADDRESS),
    "/news/20250507": ("2025-05-07", Rank.ADDRESS),
    "/news/20251231": ("2025-12-31", Rank.ADDRESS),
    "/1999/12/31/most": ("1999-12-31", Rank.ADDRESS),
    "/2025/12-20/most": None,
    "/202515/most": None,
    "/2025/13/20/most": None,
    "/2025/12/32/most": None,
    "/2025/12/201/most": None,
    "/12025/12/20/most": None,
    "/2125/12/20/most": None,
    "/2025/12/most": None,
    "/n/1?day=2025/12/20": None,
    "/20-12-2025/most": ("2025-12-20", Rank.ADDRESS),
    "/05-07-2025/most": ("2025-07-05", Rank.ADDRESS),
    "/31-12-2025/most": ("2025-12-31", Rank.ADDRESS),
    "/news/20.12.2025": ("2025-12-20", Rank.ADDRESS),
    "/news/20/12/1999": ("1999-12-20", Rank.ADDRESS),
    "/news/20_12_2025": ("2025-12-20", Rank.ADDRESS),
    "/news/most-20-12-2025": None,
    "/news/most_20_12_2025": None,
    "/news/most-20_12_2025": ("2025-12-20", Rank.ADDRESS),
    "/news/120-12-2025": None,
    "/news/20-12-20251": None,
    "/news/20-12.2025": None,
    "/2025/dec/20/most": ("2025-12-20", Rank.ADDRESS),
    "/2025/December/5/most": ("2025-12-05", Rank.ADDRESS),
    "/1999/aug/09/most": ("1999-08-09", Rank.ADDRESS),
    "/2025/dec/31/most": ("2025-12-31", Rank.ADDRESS),
    "/2025/dec/20": None,
    "/news/20122025-most": ("2025-12-20", Rank.GLUED),
    "/news/most_20122025_rekoy": ("2025-12-20", Rank.GLUED),
    "/20122025-мост": ("2025-12-20", Rank.GLUED),
    "/news/05072025-most": ("2025-07-05", Rank.GLUED),
    "/news/31122025-most": ("2025-12-31", Rank.GLUED),
    "/news/20122025": None,
    "/news/20122025-1": None,
    "/news/a20122025-most": None,
    "/news/20122055-most": None,
    "/news/31132025-most": None,
}


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_address_states_the_day(path: str) -> None:
    assert found(next(in_url(document(url=f"https://site.kz{path}")), None)) == ADDRESSES[path]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<meta property='og:url' content='/2025/12/20/most'>", "2025-12-20"),
        ("<meta property='og:url' content='/n/1'><meta property='og:url' content='/2025/12/20/most'>", None),
        ("<link rel=Canonical href='/2025/12/20/most'>", "2025-12-20"),
        ("<link rel=next href='/2025/12/20/most'><link rel=canonical>", None),
        ("<meta property='og:url' content='/2025/12/20/most'><link rel=canonical href='/2025/12/21/most'>", "2025-12-20"),
    ],
)
def test_an_address_that_the_page_states_for_itself_states_the_day(head: str, day: str | None) -> None:
    assert found(next(in_url(document(head)), None)) == (day and (day, Rank.ADDRESS))
    days = [one.reading and str(one.reading.day) for one in in_url(document(head, url="https://site.kz/2025/12/19/most"))]
    assert days == ["2025-12-19"]


METAS: dict[str, tuple[str, list[tuple[str, Rank, str]]]] = {
    # the day, its rank, and why it is not believed
    "a field of publication": ("<meta name=pubdate content='2025-12-20'>", [("2025-12-20", Rank.PUBLISHED, "")]),
    "a date of the page": ("<meta name=DC.date content='2025-12-20'>", [("2025-12-20", Rank.RESOURCE, "")]),
    "a weak field": ("<meta name=date content='2025-12-20'>", [("2025-12-20", Rank.VAGUE, "")]),
    "a change": ("<meta name=last-modified content='2025-12-20'>", [("2025-12-20", Rank.NEVER, "modified, not published")]),
    "what is said of another article": (
        "<meta itemprop=datePublished content='2025-12-19'>", [("2025-12-19", Rank.PUBLISHED, "another article")],
    ),
    "a field that states what another article's does": ("<meta name=pubdate content='2025-12-19'>", [("2025-12-19", Rank.PUBLISHED, "")]),
    "three of one name": (
        "".join(f"<meta name=pubdate content='2025-12-{day}'>" for day in (20, 21, 22, 23)),
        [("2025-12-20", Rank.PUBLISHED, ""), ("2025-12-21", Rank.PUBLISHED, ""), ("2025-12-22", Rank.PUBLISHED, "")],
    ),
    "a field of a vendor": ("<meta name='steppe:published_at' content='2025-12-20'>", [("2025-12-20", Rank.VENDOR, "")]),
    "a field of a vendor's vendor": ("<meta name='steppe:cms:pubdate' content='2025-12-20'>", [("2025-12-20", Rank.VENDOR, "")]),
    "a field of a vendor, once": ("<meta name='og:published_time' content='2025-12-20'>", [("2025-12-20", Rank.PUBLISHED, "")]),
    "not any field of a vendor": ("<meta name='steppe:expires' content='2025-12-20'>", []),
    "not any field": ("<meta name='uploaded' content='2025-12-20'>", []),
    **{
        f"a description that ends with {label}": (
            f"<meta name=description content='Мост открыли. {label} 20.12.2025'>", [("2025-12-20", Rank.DESCRIPTION, "")],
        )
        for label in ("Новость от", "Опубликовано:", "Дата публикации:", "Жарияланған күні:", "Жарияланған", "Жарияланды", "Опубліковано",
                      "Published on", "Published", "Notizia del", "Veröffentlicht am", "Publié le")
    },
    "a description in brackets": (
        "<meta property=og:description content='Мост открыли (опубликовано 20.12.2025)'>", [("2025-12-20", Rank.DESCRIPTION, "")],
    ),
    "the first of two descriptions": (
        "<meta name=description content='Опубликовано 20.12.2025'><meta name=description content='Опубликовано 21.12.2025'>",
        [("2025-12-20", Rank.DESCRIPTION, "")],
    ),
    "not a description that goes on": ("<meta name=description content='Мост открыли. Опубликовано 20.12.2025 (обновлено) в газете'>", []),
    "not a description that says so in a sentence": ("<meta name=description content='Что было опубликовано 20.12.2025'>", []),
}  # fmt: skip


@pytest.mark.parametrize("name", METAS)
def test_the_elements_of_the_head_state(name: str) -> None:
    head, stated = METAS[name]
    made = [*in_metas(document(head), {"2025-12-19"})]
    assert [(str(one.reading and one.reading.day), one.rank, one.fault) for one in made] == stated


def test_what_a_field_states_is_told_when_it_is_no_date() -> None:
    made = [*in_metas(document(f"<meta name=date content=' {'мост ' * 60}'>"), set())]
    assert [(one.text, one.reading, one.fault) for one in made] == [(("мост " * 60)[:200], None, "not a date")]


@pytest.mark.parametrize(("source", "rank"), [("news-sitemap", Rank.NEWS_SITEMAP), ("feed", Rank.FEED), ("listing", Rank.LISTING)])
def test_what_discovery_said_is_believed_by_its_source(source: str, rank: Rank) -> None:
    hint = Hint(source, "https://site.kz/list", published="2025-12-20", modified="2025-12-21")
    made = [*in_hints(to_document(Page("https://site.kz/n/1", b"<p>x", NOW, hints=(hint, Hint(source, "https://site.kz/list")))))]
    expected = [("2025-12-20", rank, ""), ("2025-12-21", Rank.NEVER, "modified, not published")]
    assert [(*(found(one) or ()), one.fault) for one in made] == expected


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1766480700", "2025-12-23 14:05"),  # 09:05 in UTC
        ("1766480700123", "2025-12-23 14:05"),
        ("17664807001", None),
        ("Mon Dec 22 2025 20:05:09 GMT+0000 (Coordinated Universal Time)", "2025-12-23 01:05"),
        ("Mon Dec 22 20:05:09 UTC 2025", "2025-12-23 01:05"),
        ("Mon Dec 22 20:05:09 ALMT 2025", "2025-12-22 20:05"),
        ("Mon Dec 22 20:05:09 2025", "2025-12-22 20:05"),
        ("Mon, 22 Dec 2025 20:05:09 GMT", "2025-12-23 01:05"),
        ("22 Dec 2025 20:05:09 +0300", "2025-12-22 22:05"),
        ("Mon, 22 Dec 2025 20:05:09", "2025-12-22 20:05"),
        ("Mon, 22 Dec 2025 20:05:09 EST", "2025-12-23 06:05"),
        ("22 Dec 25 20:05:09 GMT", "2025-12-23 01:05"),
        ("22 Dec 2025 20:05 UT", "2025-12-23 01:05"),
        ("Mon, 22 Dec 2025", "2025-12-22 None"),
        ("Mon, 99 Dec 2025 20:05:09", None),
        (" 22.12.2025 20:05 ", "2025-12-22 20:05"),
    ],
)
def test_a_field_states_the_minute(text: str, moment: str | None) -> None:
    page = Page("https://site.kz/n/1", f"<meta name=pubdate content='{text}'>".encode(), NOW, "Asia/Almaty")
    (made,) = in_metas(to_document(page), set())
    assert (made.reading and f"{made.reading.day} {made.reading.time and made.reading.time.strftime('%H:%M')}") == moment
    assert made.reading is None or made.reading.time is None or made.reading.time.second == 0

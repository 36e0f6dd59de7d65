"""What lies in a backfill's span, and the rules that end its walks."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.backfill.rules import MOST_BARREN, REMEMBERED, Ending
from spiders.backfill.span import Side, Span, day_in, day_of, without_generation_days
from spiders.backfill.walk import DayPages, Listing, Sitemap, Step, walks_of
from spiders.documents import Document
from spiders.site import Site
from storage.entities import Found, Hint

SITE = Site(
    name="made",
    home="https://made.example/",
    domains=("made.example",),
    languages=("ru",),
    sitemaps=("https://made.example/map.xml",),
    listings=("https://made.example/news?page={page}",),
    archives=("https://made.example/{day:%Y/%m/%d}/",),
    article_urls=r"^/a/",
)
SPAN = Span(dt.date(2024, 3, 1), dt.date(2024, 3, 31))
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1))


def hint(published: str | None = None, modified: str | None = None) -> Hint:
    return Hint("sitemap", "https://made.example/map.xml", published, modified)


@pytest.mark.parametrize(
    ("published", "modified", "url", "side"),
    [
        ("2024-03-01", None, "/a/1", Side.WITHIN),
        ("2024-03-31T23:59:00+05:00", None, "/a/1", Side.WITHIN),
        ("2024-03-31T23:30:00Z", None, "/a/1", Side.AFTER),  # the first of April in Almaty
        ("Thu, 29 Feb 2024 20:00:00 GMT", None, "/a/1", Side.WITHIN),  # the first of March there
        ("29 февраля 2024", None, "/a/1", Side.BEFORE),
        ("12 марта 2024, 10:15", None, "/a/1", Side.WITHIN),
        (None, "2024-02-10", "/a/1", Side.BEFORE),
        (None, "2024-03-10", "/a/1", Side.WITHIN),
        (None, "2024-04-01", "/a/1", Side.WITHIN),  # corrected soon after
        (None, "2025-04-01", "/a/1", Side.AFTER),
        (None, "2025-04-01", "/a/2024/03/05/1", Side.WITHIN),
        (None, None, "/a/2024-02-05-1", Side.BEFORE),
        (None, None, "/a/20240305", Side.WITHIN),
        (None, None, "/a/1", Side.UNKNOWN),
        ("soon", None, "/a/1", Side.UNKNOWN),
    ],
)
def test_an_address_lies_where_what_is_said_of_it_says(
    published: str | None, modified: str | None, url: str, side: Side
) -> None:
    assert SPAN.side_of(f"https://made.example{url}", [hint(published, modified)], SITE) is side


@given(DAYS, DAYS, DAYS)
def test_every_day_of_a_span_is_walked_once_and_lies_within(one: dt.date, other: dt.date, day: dt.date) -> None:
    span = Span(min(one, other), max(one, other))
    days = list(span.days())
    assert days == sorted(set(days), reverse=True)
    assert len(days) == len(span)
    assert (span.side(day) is Side.WITHIN) == (day in days)


def test_of_holes_only_the_holes_lie_within() -> None:
    holes = frozenset({dt.date(2024, 3, 4), dt.date(2024, 3, 20)})
    span = Span(dt.date(2024, 3, 4), dt.date(2024, 3, 20), holes)
    assert set(span.days()) == holes
    assert span.side(dt.date(2024, 3, 5)) is Side.AFTER
    assert span.key != Span(span.first, span.last).key


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Span(dt.date(2024, 3, 2), dt.date(2024, 3, 1))


@pytest.mark.parametrize(
    ("url", "missed"),
    [
        ("https://x.kz/sitemap-2024-03.xml", False),
        ("https://x.kz/sitemap-2024-02.xml", True),
        ("https://x.kz/sitemap_202404.xml.gz", True),
        ("https://x.kz/2024/03/sitemap.xml", False),
        ("https://x.kz/post-sitemap12.xml", False),
        ("https://x.kz/sitemap-2024.xml", False),
        ("https://x2023-01.kz/sitemap.xml", False),
    ],
)
def test_a_part_of_a_sitemap_named_by_another_month_is_not_asked_for(url: str, missed: bool) -> None:
    assert SPAN.misses_month_of(url) is missed


def test_changes_stated_alike_for_nearly_all_are_the_time_the_sitemap_was_made() -> None:
    same = [Found(f"https://made.example/a/{n}", hint(None, "2026-01-01")) for n in range(30)]
    other = Found("https://made.example/a/x", hint(None, "2024-03-02"))
    kept = without_generation_days([*same, other], SITE)
    assert [one.hint.modified for one in kept] == [None] * 30 + ["2024-03-02"]
    assert without_generation_days(same[:3], SITE) == same[:3]


@pytest.mark.parametrize(("url", "day"), [("https://x.kz/2024/3/5/a", None), ("https://x.kz/2024/13/05/", None)])
def test_what_is_no_day_in_an_address_is_not_taken_for_one(url: str, day: None) -> None:
    assert day_in(url) is day


def test_an_hour_beyond_the_calendar_has_no_day() -> None:
    assert day_of("0001-01-01T00:00:00+14:00", SITE) is None


def test_pagination_ends_after_three_pages_without_a_new_address() -> None:
    ending = Ending(3)
    assert ending.fresh(["a", "b"]) == {"a", "b"}
    for _ in range(3):
        assert not ending.why
        ending.fresh(["b", "a"])
    assert ending.why == "3 pages without a new address"
    assert (ending.pages, ending.named) == (4, 2)


def test_what_stands_beside_the_news_on_each_page_is_new_once() -> None:
    ending = Ending(3)
    for number in range(200):
        assert ending.fresh(["aside", f"n{number}"]) == {f"n{number}"} | ({"aside"} if not number else set())
    assert not ending.why


def test_the_memory_of_a_walk_does_not_grow() -> None:
    ending = Ending(3)
    for number in range(10 * REMEMBERED):
        ending.fresh([str(number)])
    assert len(ending._seen) == REMEMBERED


PAGES = st.lists(st.lists(st.sampled_from("abcdefghijkl"), max_size=4), max_size=30)


@given(PAGES, st.integers(0, 29), st.lists(st.sampled_from(Side), min_size=30, max_size=30))
def test_a_walk_that_is_taken_up_in_its_midst_ends_where_it_would_have(
    pages: list[list[str]], cut: int, sides: list[Side]
) -> None:
    calm, rough = Ending(3), Ending(3)
    for number, (urls, side) in enumerate(zip(pages, sides, strict=False)):
        if number == cut:
            again = Ending(3, rough.why, rough.pages, rough.named, rough.read_before)
            again.recall(rough.memory)
            rough = again
        for one in (calm, rough):
            one.dated([side], SPAN.first)
            one.read(number, number // 7)
        assert calm.fresh(urls) == rough.fresh(urls)
        assert calm == rough


def test_pages_of_older_articles_alone_end_a_walk_a_single_one_does_not() -> None:
    ending = Ending(3)
    ending.dated([Side.BEFORE, Side.BEFORE], "2024-03-01")
    ending.dated([Side.BEFORE, Side.WITHIN], "2024-03-01")
    ending.dated([Side.BEFORE, Side.UNKNOWN], "2024-03-01")
    ending.dated([Side.UNKNOWN], "2024-03-01")
    assert not ending.why
    ending.dated([Side.BEFORE], "2024-03-01")
    assert ending.why == "2 pages older than 2024-03-01"


def test_addresses_without_an_article_of_their_own_end_a_walk() -> None:
    ending = Ending(3)
    for barren in range(MOST_BARREN + 1):
        assert not ending.why
        ending.read(barren, 5)
    assert ending.why == f"{MOST_BARREN} pages in a row without an article of their own"


def test_one_article_of_its_own_lets_the_walk_go_on() -> None:
    ending = Ending(3)
    for number in range(5):
        ending.read(number * (MOST_BARREN - 1), number)
    assert not ending.why


def page(*links: str, following: str = "") -> Document:
    more = f'<a rel="next" href="{following}">next</a>' if following else ""
    body = "".join(f'<p><a href="{link}">Заголовок новости</a></p>' for link in links)
    return Document("listing", "https://made.example/news", f"<html><body>{body}{more}</body></html>".encode())


def test_a_site_is_walked_by_days_then_sitemaps_then_listings() -> None:
    assert [type(walk) for walk in walks_of(SITE, SPAN)] == [DayPages, Sitemap, Listing]


def test_day_pages_go_backwards_to_the_first_day_and_no_further() -> None:
    walk = DayPages(SITE, Span(dt.date(2024, 2, 28), dt.date(2024, 3, 1)), SITE.archives[0])
    asked, at = [], walk.start()
    while at:
        asked.append(walk.address(at))
        step = walk.read(at, page("/a/1", following="")) if len(asked) % 2 else walk.absent(at, 404)
        assert step is not None
        at = step.following
    assert asked == [f"https://made.example/2024/0{day}/" for day in ("3/01", "2/29", "2/28")]
    assert step.ended == "all days were asked for"


def test_a_day_with_several_pages_is_read_whole_but_not_for_ever() -> None:
    walk = DayPages(SITE, Span(dt.date(2024, 3, 1), dt.date(2024, 3, 1)), SITE.archives[0])
    at, pages = walk.start(), 0
    while at:
        pages += 1
        at = walk.read(at, page("/a/1", following=f"/2024/03/01/?p={pages + 1}")).following
    assert pages == 50


@pytest.mark.parametrize(
    ("at", "links", "following", "ended"),
    [("1", ["/a/1"], "2", ""), ("7", [], "8", "")],
)
def test_a_numbered_listing_goes_on_to_the_next_number(at: str, links: list[str], following: str, ended: str) -> None:
    step = Listing(SITE, SITE.listings[0]).read(at, page(*links))
    assert (step.following, step.ended) == (following, ended)


def test_a_listing_without_numbers_follows_its_own_link_or_ends() -> None:
    walk = Listing(SITE, "https://made.example/news")
    assert walk.read("1", page("/a/1", following="/news?after=9")).following == "https://made.example/news?after=9"
    assert walk.read("1", page("/a/1")) == Step(walk.read("1", page("/a/1")).found, ended="the last page")


@pytest.mark.parametrize(
    ("at", "status", "ends"), [("5", 404, True), ("5", 410, True), ("1", 404, False), ("5", 500, False)]
)
def test_a_missing_page_ends_a_listing_when_there_was_one_before(at: str, status: int, ends: bool) -> None:
    assert (Listing(SITE, SITE.listings[0]).absent(at, status) is not None) is ends


def test_parts_of_a_sitemap_that_changed_before_the_span_are_skipped() -> None:
    rows = [("/s1.xml", "2024-02-01"), ("/s2.xml", "2024-03-02"), ("/s3.xml", ""), ("/s-2023-11.xml", "2026-01-01")]
    parts = "".join(
        f"<sitemap><loc>https://made.example{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for path, day in rows
    )
    document = Document(
        "sitemap",
        "https://made.example/map.xml",
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>'.encode(),
    )
    step = Sitemap(SITE, SPAN, SITE.sitemaps[0]).read("whole", document)
    assert sorted(walk.root for walk in step.parts) == ["https://made.example/s2.xml", "https://made.example/s3.xml"]

"""The shipped sites: each is described, and the registry finds them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from spiders.discovery.found import Item, wanted
from spiders.registry import BadFacts, UnknownSite, built_in, find, site_from_facts
from spiders.site import Site
from storage.entities import Hint

SITES = built_in()


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_site_says_where_its_articles_are_found(site: Site) -> None:
    assert site.feeds or site.sitemaps or site.listings or site.archives
    assert site.note
    assert site.languages


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_address_of_a_site_is_absolute_and_secure(site: Site) -> None:
    for address in (site.home, *site.feeds, *site.sitemaps, *site.listings, *site.archives):
        assert urlsplit(address).scheme == "https"
        assert urlsplit(address).hostname


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_listing_that_has_pages_names_them(site: Site) -> None:
    if site.listing_pages > 1:
        assert any("{page}" in listing for listing in site.listings)


@pytest.mark.parametrize("name", SITES)
def test_a_site_has_the_name_of_its_module(name: str) -> None:
    assert SITES[name].name == name


ADDRESSES = {
    "akorda": [
        ("/ru/glava-gosudarstva-provel-soveshchanie-1234567", True),
        ("/kz/memleket-basshysy-kenes-otkizdi-1234568", True),
        ("/ru/events?page=2", False),
        ("/ru/republic_of_kazakhstan/kazakhstan", False),
    ],
    "tengrinews": [
        ("/kazakhstan_news/novyiy-most-otkryili-v-gorode-543210/", True),
        ("/tag/most/", False),
        ("/tag/most-2025/", False),
        ("/news/page/2/", False),
    ],
    "rbc": [
        ("/politics/23/12/2025/694a5c0f9a7947001a2b3c4d", True),
        ("/rbcfreenews/694a5c0f9a7947001a2b3c4d", True),
        ("/politics/", False),
        ("/photoreport/23/12/2025/694a5c0f9a7947001a2b3c4d", False),
    ],
    "vz": [("/news/2025/10/4/1364376.html", True), ("/news/", False), ("/photo/2025/10/4/1364376.html", False)],
    "zakon": [("/sobytiia/6527998-novyy-tonnel.html", True), ("/news/?p=2", False)],
    "inform": [
        ("/ru/novyi-most-otkrili-v-oblasti-adef40", True),
        ("/ru/novyi-most-otkrili_a3725092", True),
        ("/rus/article/2874196", True),
        ("/rus/article/", False),
        ("/ru/lenta", False),
    ],
    "nur": [
        ("/politics/kazakhstan/2086925-novyj-most/", True),
        ("/1856137-novyj-most.html", True),
        ("/latest/", False),
        ("/latest/?page=2", False),
    ],
    "kazpravda": [("/n/novyy-most-otkryli/", True), ("/kk/n/zhana-kopir/", True), ("/r/ekonomika/", False)],
    "egemen": [
        ("/article/382201-zhanga-kopir-ashyldy", True),
        ("/news/article390633-zhanga-kopir-ashyldy", True),
        ("/last-news?page=2", False),
        ("/search?q=2026", False),
    ],
    "sputnik": [
        ("/20260603/v-gorode-otkryli-novyj-most-63899465.html", True),
        ("/incidents/20191217/12315182/novyj-most-otkryli.html", True),
        ("/20260603/", False),
        ("/news", False),
    ],
    "khabar": [
        ("/ru/news/obshchestvo/148182-novyj-most-otkryli", True),
        ("/kk/news/kogam/item/48182-zhana-kopir-ashyldy", True),
        ("/kk/news?start=20", False),
        ("/ru/programma/12345-utro", False),
    ],
    "khabar24": [
        ("/ru/news/social/768260-novyj-most-otkryli", True),
        ("/ru/news/social/item/601535-novyj-most-otkryli", True),
        ("/kz/zha-aly-tar/kogam/767772-zhana-kopir-ashyldy", True),
        ("/ru/news/vypuski-novostej/768261-vechernie-novosti", False),
        ("/ru/tv-projects/768262-utro", False),
    ],
    "informburo": [
        ("/novosti/v-gorode-otkryli-novyi-most", True),
        ("/novosti/v-gorode-otkryli-novyi-most.html", True),
        ("/kaz/newskaz/zana-kopir-asyldy", True),
        ("/novosti?page=2", False),
        ("/tags/pozhar?page=2", False),
    ],
    "kapital": [
        ("/economic/145447/v-gorode-otkryli-novyy-most.html", True),
        ("/economic", False),
        ("/amp/search?s=most", False),
    ],
    "orda": [
        ("/v-gorode-otkryli-novyj-most-417627/", True),
        ("/new-bridge-opened-9716", True),
        ("/last-news/", False),
        ("/uploads/posts/2024-07/most-417627.webp", False),
    ],
    "astanatimes": [
        ("/2025/09/new-bridge-opens-in-the-north/", True),
        ("/2025/09/", False),
        ("/2025/09/12/", False),
        ("/category/business/", False),
        ("/all/page/2", False),
    ],
    "primeminister": [
        ("/ru/news/v-gorode-otkryli-novyy-most-31770", True),
        ("/en/news/reviews/new-bridge-opened-30371", True),
        ("/kz/news/page/2", False),
        ("/ru/news", False),
    ],
    "kursiv": [("/2026-08-27/kaye-novyj-most/", True), ("/en/2026-08-27/new-bridge/", True), ("/feed/", False)],
    "vlast": [
        ("/novosti/70802-novyj-most.html", True),
        ("/vlast-qazaqsha/62401-zhana-kopir.html", True),
        ("/novosti/2", False),
        ("/vlast-qazaqsha/27/?archive=1", False),
        ("/avtory/12-avtor.html", False),
    ],
}


def test_every_site_has_addresses_to_try() -> None:
    assert set(ADDRESSES) == set(SITES)


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [(name, address, expected) for name, cases in ADDRESSES.items() for address, expected in cases],
)
def test_the_pattern_of_a_site_tells_articles_from_other_pages(name: str, address: str, expected: bool) -> None:
    site = SITES[name]
    other = site.other_urls is not None and re.search(site.other_urls, address)
    assert bool(re.search(site.article_urls, address) and not other) is expected


@pytest.mark.parametrize("query", ["?utm_source=rss&utm_medium=feed", "?from=inline", "?PHPSESSID=0a1b2c"])
def test_what_only_tracks_does_not_hide_an_article(query: str) -> None:
    item = Item(f"https://kazpravda.kz/n/novyy-most/{query}", Hint("feed", "https://kazpravda.kz/rss"))
    assert [found.url for found in wanted(SITES["kazpravda"], item)] == ["https://kazpravda.kz/n/novyy-most/"]


def test_a_site_is_found_by_name_and_by_host() -> None:
    assert find("akorda") is SITES["akorda"]
    assert find("www.akorda.kz") is SITES["akorda"]


def test_a_mistyped_name_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UnknownSite, match="did you mean 'tengrinews'"):
        find("tengrinevs")


def test_a_name_like_no_other_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownSite, match="known sites: akorda"):
        find("zzzzzz")


def test_a_declared_site_is_made_of_its_facts() -> None:
    site = site_from_facts(
        "example",
        {
            "home": "https://example.org/",
            "domains": ["example.org"],
            "languages": ["ru"],
            "feeds": ["https://example.org/rss"],
            "rules": {"prune": ["//aside"]},
        },
    )
    assert site.domains == ("example.org",)
    assert site.rules.prune == ("//aside",)
    assert hash(site)


def test_overrides_keep_the_other_facts_of_a_site() -> None:
    site = site_from_facts("rbc", {"delay": 5.0, "rules": {"title": "//h1"}}, base=SITES["rbc"])
    assert site.delay == 5.0
    assert site.rules.title == "//h1"
    assert site.rules.body == SITES["rbc"].rules.body
    assert site.feeds == SITES["rbc"].feeds


def test_every_wrong_fact_is_named_at_once() -> None:
    with pytest.raises(BadFacts) as caught:
        site_from_facts("Bad Name", {"feed": ["x"], "article_urls": "(", "rules": {"prunes": []}})
    assert set(caught.value.problems) == {
        "feed", "article_urls", "rules.prunes", "home", "domains", "languages", "name",
    }  # fmt: skip
    assert "did you mean 'feeds'" in caught.value.problems["feed"]


@pytest.mark.parametrize(
    ("domain", "url", "owned"),
    [
        ("site.kz", "https://site.kz/a", True),
        ("site.kz", "http://www.site.kz:8080/a", True),
        ("site.kz", "https://SITE.kz./a", True),
        ("site.kz", "https://not-site.kz/a", False),
        ("site.kz", "https://site.kz.evil.example/a", False),
        ("site.kz", "https://site.kz@evil.example/a", False),
        ("site.kz", "ftp://site.kz/a", False),
        ("site.kz", "https://[site.kz/a", False),
        ("site.kz", "https://site.kz:99999/a", False),
        ("127.0.0.1:8800", "http://127.0.0.1:8800/a", True),
        ("127.0.0.1:8800", "http://127.0.0.1:8801/a", False),
        ("127.0.0.1:8800", "http://127.0.0.1/a", False),
    ],
)
def test_an_address_belongs_to_the_site_whose_host_it_names(domain: str, url: str, owned: bool) -> None:
    assert Site(name="site", home="http://site.kz/", domains=(domain,), languages=("ru",)).owns(url) is owned

"""Listing pages and date archives: links that have the form of an article, with the words and the date beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from pipeline.document import decode_text, parsed
from pipeline.drop import Drop
from pipeline.text import clean_text
from spiders.discovery.found import Discovery, Item, canonical, collected, is_article_url, joined
from spiders.site import Site
from storage.entities import Hint, Source

MOST_LINKS = 2_000
MOST_BYTES = 4 << 20  # more is no listing, and its tree would fill the memory
MOST_STEPS = 5  # from a link up to the entry that holds it
DATED = re.compile(r"\d")
DATE_CLASS = re.compile(r"(^|[\s_-])(pub)?(date|time|datetime|published)", re.I)
LONGEST_TITLE = 500


def read_listing(site: Site, url: str, body: bytes, content_type: str = "", source: Source = "listing") -> Discovery:
    """Return the articles that a listing at *url* links to, and the page that it says is next."""
    try:
        root = parsed(decode_text(body[:MOST_BYTES], content_type))
    except Drop as drop:
        return Discovery((), (), (f"{drop.reason}: {drop}",))
    base = joined(url, next((one.get("href") or "" for one in root.iter("base")), ""))
    anchors = islice((one for one in root.iter("a") if one.get("href")), 4 * MOST_LINKS)
    links = {link: joined(base, link.get("href")) for link in anchors}
    articles = dict(islice(_articles(links, site), MOST_LINKS))
    items = [Item(links[link], _hint(link, articles, url, source)) for link in articles]
    faults = [] if len(body) <= MOST_BYTES else [f"only the first {MOST_BYTES} of {len(body)} bytes are read"]
    if not links:
        faults.append("a listing without links")
    return collected(site, _best(items, site), tuple(("listing", one) for one in _next(root, base, site, url)), faults)


def _articles(links: dict[HtmlElement, str], site: Site) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the links that lead to articles, each with the canonical form of its address."""
    for link, to in links.items():
        if site.owns(to) and is_article_url(address := canonical(to, site), site):
            yield link, address


def _best(items: list[Item], site: Site) -> Iterator[Item]:
    """Yield one item for each address: its longest title is the headline, its date stands beside any of its links."""
    best: dict[str, Item] = {}
    for item in items:
        key = canonical(item.url, site)
        old = best.get(key)
        if old is None:
            best[key] = item
            continue
        title = max(old.hint.title, item.hint.title, key=lambda text: len(text or ""))
        published = old.hint.published or item.hint.published
        best[key] = Item(old.url, Hint(old.hint.source, old.hint.where, published=published, title=title))
    yield from best.values()


def _hint(link: HtmlElement, articles: dict[HtmlElement, str], where: str, source: Source) -> Hint:
    title = clean_text(link.text_content())[:LONGEST_TITLE] or None
    return Hint(source, where, published=_date_beside(link, articles), title=title)


def _date_beside(link: HtmlElement, articles: dict[HtmlElement, str]) -> str | None:
    """Return the date, as written, of the smallest element around *link* that has one and links to no other article."""
    element = link
    for _ in range(MOST_STEPS):
        dates = list(dict.fromkeys(_dates(element)))
        if dates:
            return dates[0] if len(dates) == 1 else None
        element = element.getparent()
        if element is None or any(articles.get(one, articles[link]) != articles[link] for one in _near(element)):
            return None
    return None


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    return islice(element.iter("a"), 50)


def _dates(element: HtmlElement) -> Iterator[str]:
    for one in element.iter("time"):
        if text := clean_text(one.get("datetime") or one.text_content())[:100]:
            yield text
    for one in element.xpath(".//*[@class]"):
        if one.tag not in ("a", "time") and len(one) <= 2 and DATE_CLASS.search(one.get("class")):
            text = clean_text(one.text_content())
            if 4 <= len(text) <= 60 and DATED.search(text) and one.find(".//time") is None:
                yield text


def _next(root: HtmlElement, base: str, site: Site, url: str) -> Iterator[str]:
    """Yield the page that follows, if the listing says which (rel=next)."""
    for one in root.xpath("//link[@rel and @href] | //a[@rel and @href]"):
        to = joined(base, one.get("href"))
        if "next" in one.get("rel").lower().split() and site.owns(to) and to != url:
            yield to
            return

"""What a page prints that may be its headline, and what it calls its site."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.body.segments import UNSEEN
from pipeline.document import Document
from pipeline.text import clean_text

LETTER = re.compile(r"\w")
HAN = "\u3400-\u4dbf\u4e00-\u9fff"  # each is about a word: their texts have no spaces
WORD = re.compile(rf"[{HAN}]|[^\W{HAN}]+")
LONGEST_TITLE = 400  # characters of a headline
VISIBLE_TAGS = frozenset("h1 h2 h3 h4 p div span td b strong font big center a".split())
UNREAD = "rt", "rp", "script", "style"  # how a word is read stands above it
WAY = re.compile(r"bread-?crumb", re.I)  # the way to a page names the page, but is not its headline
FAR = 5  # steps up
LONGEST_NAME = 8  # words


@lru_cache(maxsize=64)  # a page states its few titles in many places
def folded(text: str) -> str:
    """Return *text* without case, punctuation and white space: equal for titles that differ in these only."""
    return " ".join(WORD.findall(text.casefold().replace("ё", "е")))


def letters(text: str) -> str:
    """Return the letters and digits of *text* alone: elements that stand side by side lack the spaces between them."""
    return folded(text).replace(" ", "")


def pieces(element: HtmlElement) -> list[str]:
    """Return the texts that a reader sees in *element*, one by one."""
    if _has_unread(element):
        unread = " or ".join(f"ancestor::{tag}" for tag in UNREAD)
        return [text for one in element.xpath(f".//text()[not({unread})]") if (text := clean_text(str(one)))]
    return [text for one in element.itertext() if (text := clean_text(one))]


def text_of(element: HtmlElement) -> str:
    """Return what a reader reads in *element*."""
    return "".join(pieces(element)) if _has_unread(element) else clean_text(str(element.text_content()))


def _has_unread(element: HtmlElement) -> bool:
    return next(element.iterdescendants(*UNREAD), None) is not None


def headings(document: Document, site: set[str], tag: str) -> list[HtmlElement]:
    """Return the headings of that *tag* that say something other than the names of the *site*; those seen before the others.

    One on the way to the page, such as the end of its breadcrumbs, is none.
    """
    found = [one for one in document.tagged(tag) if len(text := text_of(one)) > 3 and folded(text) not in site]
    found = [one for one in found if not any(map(is_way, (one, *islice(one.iterancestors(), FAR))))]
    return sorted(found, key=lambda one: UNSEEN.search(one.get("class") or "") is not None)


def is_way(element: HtmlElement) -> bool:
    """Say whether *element* holds the way to a page, or links to others."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag == "nav" or (len(names) > 1 and WAY.search(names) is not None)


def site_names(document: Document) -> set[str]:
    """Return the names by which the page calls its site, folded: those that its head states, and its links home."""
    host = urlsplit(document.page.url).hostname or ""
    names = {host, host.removeprefix("www."), *host.split(".")}
    for key in ("og:site_name", "application-name", "twitter:site", "publisher", "copyright"):
        names.update(document.metas.get(key, ()))
    names.update(_links_home(document, host))
    return {name for one in names if len(name := folded(one)) > 2}


def _links_home(document: Document, host: str) -> Iterator[str]:
    """Return the short texts of links to the front page, of a page that is not itself the front page."""
    homes = {"/", *(f"{scheme}://{host}{end}" for scheme in ("http", "https") for end in ("", "/") if host)}
    address = urlsplit(document.page.url)
    if address.path in ("", "/") and not address.query:
        return
    for link, href in document.hrefs:
        if href in homes and link.tag == "a":
            text = clean_text(str(link.text_content()))
            if len(text) <= LONGEST_TITLE and len(WORD.findall(text)) <= LONGEST_NAME:
                yield text


class Visible:
    """The short texts that the page prints in elements of their own; they are gathered when asked for, and few are folded."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _texts(self) -> Mapping[str, Sequence[str]]:
        """The texts by their first letter."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for _, element, inside, text in self._document.texts:
            if inside and 12 < len(text) <= LONGEST_TITLE and element.tag in VISIBLE_TAGS and (first := LETTER.search(text)):
                found[folded(first[0])[:1]].append(text)
        return found

    def __contains__(self, key: str) -> bool:
        return any(folded(text) == key for text in self._texts.get(key[:1], ()))

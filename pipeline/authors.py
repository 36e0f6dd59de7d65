"""The authors that a page names: in its JSON-LD, its head, or its byline."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from pipeline.document import Document
from pipeline.text import clean_text

METAS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "twitter:creator",
)
BYLINE = re.compile(
    r"^\W*(?:автор(?:[ыі])?(?: (?:статьи|текста|материала))?|текст|подготовил[аи]?|мәтін|авторлары|дайындаған|by|written by)"
    r"\s*[:—–-]?\s+(?P<names>\S.*)$",
    re.I,
)
STARTS = ("авто", "текс", "подг", "мәті", "дайы", "by ", "by:", "writ")
HOLDERS = frozenset("p div span a address li em i b strong".split())
LINE = HOLDERS - {"li"}  # a list of links to authors is a menu
NAMED = ("author", "byline", "by-line", "autor")
SPLIT = re.compile(r"\s*(?:,|;|/|\||\bи\b|\band\b|\bund\b|және|\bet\b)\s*", re.I)
NOT_A_NAME = re.compile(
    r"\d|https?:|www\.|@|редакци|администрат|^admin|(?:корреспондент|тілшісі|m[uü]xbiri|мухбири|muhabiri)$"
    r"|^(?:корреспондент|редактор|журналист)\b|\b(?:область|облысы)$|все (?:статьи|материалы)|читать|подпис|фото|©|\?|!|:|»|more by"
    r"|\.[a-z]{2,5}$|\w\.(?:am|az|by|com|ge|info|kg|kz|media|net|org|ru|tj|tv|ua|uz)\b|staff$|powered|^posted by"
    r"|стать автором|\b(?:by|from|of|par|von)$|writer$|компани|агентств|агенттіг|пресс-служб|баспасөз"
    r"|press$|bureau$|\bteam$|\b(?:ltd|inc|llc|gmbh|corp|co)$"
    r"|\b(?:ооо|тоо|оао|зао|ао|жшс|ип)\b|^(?:news|новости|автор|author|by|editor)$|[.]\s+\S+\s+\S+\s+\S+\s+\S",
    re.I,
)
LONGEST = 60
MOST = 12
MOST_MARKED = 5  # more names that are only marked as authors are those of other articles


def authors_of(document: Document) -> tuple[str, ...]:
    """Return the names of the authors in the order the page gives them; empty when it names none.

    What the page states for machines is believed first, its bylines else. Names of sites, editorial offices, addresses and
    numbers are no authors.
    """
    sites = {clean_text(name).casefold() for name in (*document.metas.get("og:site_name", ()), *_publishers(document))}
    marked = _byline(document)
    for names in (_stated(document), _meta(document), marked):
        found = tuple(dict.fromkeys(name for one in names for name in _names(one) if name.casefold() not in sites))
        if found:
            return found[:MOST] if names is not marked or len(found) <= MOST_MARKED else ()
    return ()


def _stated(document: Document) -> Iterator[str]:
    for node in document.json_ld:
        if (
            "article" in str(node.get("@type", "")).lower()
            or "headline" in node
            or "posting" in str(node.get("@type")).lower()
        ):
            yield from _people(node.get("author") or node.get("creator"), document)


def _people(value: Any, document: Document) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value[:MOST]:
            yield from _people(one, document)
    elif isinstance(value, dict) and "organization" not in str(value.get("@type", "")).lower():
        if name := value.get("name"):
            yield from _people(name, document)
        elif known := value.get("@id"):
            yield from (str(node["name"]) for node in document.json_ld if node.get("@id") == known and node.get("name"))


def _publishers(document: Document) -> Iterator[str]:
    for node in document.json_ld:
        if isinstance(publisher := node.get("publisher"), dict):
            yield str(publisher.get("name") or "")


def _meta(document: Document) -> Iterator[str]:
    for name in METAS:
        yield from document.metas.get(name, ())


def _byline(document: Document) -> Iterator[str]:
    labelled = document.having("rel", "itemprop")
    marked = (one for one in labelled if one.get("rel") == "author" or "author" in one.get("itemprop", ""))
    yield from map(_text, islice(marked, MOST))
    for _, element, inside, text in document.texts:
        if not inside or len(text) > 2 * LONGEST or element.tag not in HOLDERS:
            continue
        if text.lstrip(" \t\r\n—–-")[:4].lower().startswith(STARTS):
            if len(element) < 4 and (match := BYLINE.match(clean_text(_text(element))[: 2 * LONGEST])):
                yield match["names"]
        elif _is_named(_classes(element)):
            yield text


def _classes(element: HtmlElement) -> str:
    """Return the names of *element*, or of what it stands in when it is a link without any."""
    named: str = element.get("class", "")
    holder = element.getparent() if not named and element.tag == "a" else None
    return named if holder is None or holder.tag not in LINE else holder.get("class", "")


@lru_cache(maxsize=4096)
def _is_named(classes: str) -> bool:
    return any(name in classes.lower() for name in NAMED)


def _text(element: HtmlElement) -> str:
    return clean_text(element.get("content") or element.text_content())


def _names(stated: str) -> Iterable[str]:
    text = clean_text(html.unescape(stated))
    match = BYLINE.match(text)
    for part in SPLIT.split(match["names"] if match else text):
        name = part.strip(" .,-–—·|")
        words = name.split()
        if 2 <= len(words) <= 5 and len(name) <= LONGEST and not NOT_A_NAME.search(name) and name[0].isupper():
            yield name

"""Dates in a page's scripts: JSON-LD too broken to be parsed, and the state that a page's program starts from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from lxml.html import HtmlElement

from pipeline.dates.read import read
from pipeline.dates.stated import Candidate, candidate
from pipeline.document import Document, loaded

MOST = 200
SHORT = 300  # characters of a script that writes a date
STRING = re.compile(r"""["']([^"'\n]{8,40})["']""")
DIGITS = re.compile(r"\d{4}")
TITLE = 24  # characters of the page's title that a program holds with its article
BROKEN = re.compile(r'"datePublished"\s*:\s*"([^"<>]{6,40})"')
STATE = re.compile(
    r'\\?"(?:datePublished|publishedDate|publishDate|publish_date|published_at|publishedAt|publicationDate|datePublication|'
    r'firstPublished|firstPublishedAt|first_published_at|pubDate|publishedOn|datetimePublished)\\?"\s*:\s*\\?"([^"\\<>]{6,40})\\?"'
)  # fmt: skip


def in_scripts(document: Document) -> Iterator[Candidate]:
    """Yield the day that scripts state, where it is one, and the page's JSON-LD could not be read or says none."""
    if any("datePublished" in node for node in document.json_ld) or "ubli" not in document.html:
        return
    telling = list(_telling(document))
    broken = (text for is_json_ld, text in telling if is_json_ld and loaded(text) is None)
    yield from _lone(list(chain.from_iterable(map(BROKEN.findall, broken))), 10, document)
    yield from _in_state(telling, document)


def in_state(document: Document) -> Iterator[Candidate]:
    """Yield the day that the state of a page's program states, where it is one and stands with the title."""
    yield from _in_state(_telling(document), document)


def _in_state(telling: Iterable[tuple[bool, str]], document: Document) -> Iterator[Candidate]:
    titles = (document.head_title, *document.metas.get("og:title", ())[:1])
    begins = [text for title in titles if (text := " ".join(title.split())[:TITLE])]
    forms = [form for text in begins for form in (text, json.dumps(text)[1:-1])]
    state: list[str] = []
    for is_json_ld, text in telling:
        if not is_json_ld and len(state) < MOST and any(form in text for form in forms):
            state += STATE.findall(text)
    yield from _lone(state, 35, document)


def in_short_scripts(document: Document) -> Iterator[tuple[HtmlElement, Candidate]]:
    """Yield short scripts with strings that are one day, which they write where they stand."""
    for script in document.tagged("script"):
        text = script.text or ""
        if len(text) > SHORT or "ld+json" in (script.get("type") or "").lower() or not DIGITS.search(text):
            continue
        strings = (read(string, None, document.page.timezone) for string in STRING.findall(text))
        found = [one for one in strings if one and one.start == 0]
        if len({one.day for one in found}) == 1:
            yield script, Candidate(39, "script", " ".join(text.split()), found[0])


def _telling(document: Document) -> Iterator[tuple[bool, str]]:
    """Yield the scripts that may tell of a publication, and whether each is JSON-LD."""
    for script in document.tagged("script"):
        if "ubli" in (text := script.text or ""):
            yield "ld+json" in (script.get("type") or "").lower(), text


def _lone(texts: list[str], rank: int, document: Document) -> Iterator[Candidate]:
    found = [candidate(rank, "script", text, document) for text in dict.fromkeys(texts[:MOST])]
    if len({one.reading.day for one in found if one.reading}) == 1:
        yield from (one for one in found if one.reading)

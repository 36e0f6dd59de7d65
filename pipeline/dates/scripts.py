"""Dates in a page's scripts: JSON-LD too broken to be parsed, and the state that a page's program starts from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pipeline.dates.stated import Candidate, candidate
from pipeline.document import Document

MOST = 200
TITLE = 24  # characters of the page's title that a program holds with its article
BROKEN = re.compile(r'"datePublished"\s*:\s*"([^"<>]{6,40})"')
STATE = re.compile(
    r'\\?"(?:datePublished|publishedDate|publishDate|publish_date|published_at|publishedAt|publicationDate|datePublication|'
    r'firstPublished|firstPublishedAt|first_published_at|pubDate|publishedOn|datetimePublished)\\?"\s*:\s*\\?"([^"\\<>]{6,40})\\?"'
)  # fmt: skip


def in_scripts(document: Document) -> Iterator[Candidate]:
    """Yield the day that scripts state, where it is one, stands with the title, and the page's JSON-LD could not be read or says none."""
    if any("datePublished" in node for node in document.json_ld) or "ubli" not in document.html:
        return
    title = " ".join((document.root.findtext(".//title") or "").split())[:TITLE]
    broken: list[str] = []
    state: list[str] = []
    for script in document.root.iter("script"):
        text = script.text or ""
        if "ubli" not in text:
            continue
        if "ld+json" in (script.get("type") or "").lower():
            broken += BROKEN.findall(text)
        elif len(state) < MOST and title and any(form in text for form in (title, json.dumps(title)[1:-1])):
            state += STATE.findall(text)
    yield from _lone(broken, 10, document)
    yield from _lone(state, 35, document)


def _lone(texts: list[str], rank: int, document: Document) -> Iterator[Candidate]:
    found = [candidate(rank, "script", text, document) for text in dict.fromkeys(texts[:MOST])]
    if len({one.reading.day for one in found if one.reading}) == 1:
        yield from (one for one in found if one.reading)

"""Dates in a page's scripts: JSON-LD too broken to be parsed, and the state that a page's program starts from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from pipeline.body.unseen import titled_by_address
from pipeline.dates.ranks import Rank
from pipeline.dates.read import read
from pipeline.dates.stated import Candidate, candidate
from pipeline.document import Document, is_json_ld, loaded, objects_in

MOST_DATES = 200  # of a script
SHORT = 300  # characters of a script that writes a date
STRING = re.compile(r"""(?:(?<![\w$])([\w$]++)["']?\s*[:=]\s*)?["']([^"'\n]{8,40})["']""")
NAMED = re.compile(r"publi|posted", re.I)  # what holds a day of publication in a program
DIGITS = re.compile(r"\d{4}")
LONGEST_TITLE = 400  # characters of a title
TITLE = 24  # characters of the page's title that a program holds with its article
BROKEN = re.compile(r'"datePublished"\s*:\s*"([^"<>]{6,40})"')
KEYS = (
    "datePublished", "publishedDate", "publishDate", "publish_date", "published_at", "publishedAt", "publicationDate",
    "datePublication", "firstPublished", "firstPublishedAt", "first_published_at", "pubDate", "publishedOn", "datetimePublished",
    "published_date", "publication_date",
)  # fmt: skip
STATING = frozenset(KEYS)
WHOLE = "|".join(  # from where each has "ub", which is quickly found
    rf"(?<=(?<![\w$.-]){before}ub){behind}" for before, _, behind in (key.partition("ub") for key in KEYS)
)
STATE = re.compile(  # a string, or the seconds or milliseconds of an epoch; in JSON, or with a name that is not in quotation marks
    rf'ub(?:{WHOLE})(?:\\?")?\s*:\s*'
    r"""(?:\\?["'](?=[^"']))?((?<=["'])[^"'\\<>]{6,40}(?=\\?["'])|1\d{9}(?:\d{3})?(?!\d))"""
)


def in_scripts(document: Document) -> Iterator[Candidate]:
    """Yield the day that scripts state, where it is one, and the page's JSON-LD could not be read or says none."""
    if any("datePublished" in node for node in document.json_ld) or "ubli" not in document.html:
        return
    telling = list(_telling(document))
    said = ((BROKEN.findall(text), text) for is_json_ld, text in telling if is_json_ld)
    broken = [day for days, text in said if days and loaded(text) is None for day in days]
    yield from _lone(broken, Rank.ARTICLE, document)
    yield from _in_state(telling, document)


def in_state(document: Document) -> Iterator[Candidate]:
    """Yield the day that the state of a page's program states, where it is one and stands with the title."""
    yield from _in_state(_telling(document), document)


def _in_state(telling: Iterable[tuple[bool, str]], document: Document) -> Iterator[Candidate]:
    titles = (document.head_title, *document.metas.get("og:title", ())[:1], titled_by_address(document))
    begins = [text for title in titles if (text := " ".join(title.split())[:TITLE])]
    forms = [form for text in begins for form in (text, json.dumps(text)[1:-1])]
    programs = [text for is_json_ld, text in telling if not is_json_ld and any(form in text for form in forms)]
    state = [day for text in programs for day in STATE.findall(text)]
    lone = list(_lone(state, Rank.PROGRAM, document))
    if state and not lone:
        titled = [day for text in programs for day in _titled(loaded(text), begins)]
        lone = list(_lone(titled, Rank.PROGRAM, document))
    yield from lone


def _titled(state: object, begins: list[str]) -> Iterator[str]:
    """Yield the days of publication in *state* that stand beside a title which begins like one of *begins*."""
    for one in objects_in(state):
        if not STATING.isdisjoint(one) and any(_is_titled(value, begins) for value in one.values()):
            yield from (str(one[key]) for key in KEYS if isinstance(one.get(key), (str, int)))


def _is_titled(value: object, begins: list[str]) -> bool:
    return isinstance(value, str) and len(value) < LONGEST_TITLE and " ".join(value.split()).startswith(tuple(begins))


def in_short_scripts(document: Document) -> Iterator[tuple[HtmlElement, Candidate]]:
    """Yield short scripts with strings that are one day: those they name as that of publication, or write where they stand.

    In the head nothing is written: strings without a name are what some player or counter is told there.
    """
    for script in document.tagged("script"):
        text = script.text or ""
        if len(text) > SHORT or is_json_ld(script) or not DIGITS.search(text):
            continue
        writes = not any(one.tag == "head" for one in script.iterancestors())
        named = ((name, string) for name, string in STRING.findall(text) if (NAMED.search(name) if name else writes))
        strings = (read(string, None, document.page.timezone) for _, string in named)
        found = [one for one in strings if one and one.start == 0]
        if len({one.day for one in found}) == 1:
            yield script, Candidate(Rank.SCRIPT, "script", " ".join(text.split()), found[0])


def _telling(document: Document) -> Iterator[tuple[bool, str]]:
    """Yield the scripts that may tell of a publication, and whether each is JSON-LD."""
    for script in document.tagged("script"):
        if "ubli" in (text := script.text or ""):
            yield is_json_ld(script), text


def _lone(texts: list[str], rank: Rank, document: Document) -> Iterator[Candidate]:
    found = [candidate(rank, "script", text, document) for text in dict.fromkeys(texts[:MOST_DATES])]
    if len({one.day for one in found if one.day}) == 1:
        yield from (one for one in found if one.reading)

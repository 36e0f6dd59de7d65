"""The story that a page states to machines and does not show, or not whole: in JSON-LD, or in the state of its program."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import parse_qsl, urlsplit
from weakref import WeakKeyDictionary

from pipeline.block import Block
from pipeline.document import MOST_NODES, Document, loaded, objects_in
from pipeline.headings import folded, letters
from pipeline.text import clean_text

LEAST_STATED = 300  # characters
STATED_LONGER = 1.6  # the stated body is believed when it is so much longer, and holds what was found
TAG = re.compile(r"</?[a-z!][^<>]*>|<[^>]{1,300}>|\{/[a-z][\w-]{0,20}\}", re.I)  # some programs write {/p}, lest it end a script
BREAK = re.compile(r"\n+|[<{]/(?:p|li|div|h[1-6]|blockquote)[>}]|<br\s*/?>", re.I)
ASSIGNED = re.compile(r"\s*(?:window\.)?[\w$.\[\]\"']{1,60}\s*=\s*(?=[{\[(])")
CALL = re.compile(r"\(function\(([\w$,]*)\)\{return ")
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|(?<![\w$.])(?P<word>void 0|[a-z_$][\w$]*)(?P<colon>\s*:)?|(?<![\w.])(?=\.\d)', re.I | re.S)
WORDS = ("true", "false", "null")
DATA = ("application/json", "text/json")
LEAST_PROGRAM, MOST_PROGRAM = 400, 4_000_000  # characters of a script
TITLES = ("title", "headline", "name", "h1", "seo_title", "seoTitle")
OTHER = ("url", "slug", "link", "href", "id")  # beside a title, what makes it the entry of a list
ADDRESSED = ("id", "slug", "alias", "code")  # what an address may have of an entry
LEAST_TEXT = 40  # characters of a paragraph that is none by its markup
NO_PROSE = re.compile(r"\w+:/?/|[\w./-]+$|\S{60}")  # an address, a name, packed data
MOST_TITLED = 5  # objects with the page's title: that in a menu has no text


def stated_body(document: Document) -> str:
    """Return the longest body that the page's JSON-LD states."""
    return max((str(node.get("articleBody") or "") for node in document.json_ld), key=len, default="")


def stated_instead(stated: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the body as the page's JSON-LD states it, when the page shows only its beginning; else nothing."""
    if len(stated) < LEAST_STATED:
        return []
    made = [*map(Block, lines_of(html.unescape(stated)))]
    found = folded(" ".join(block.text for block in blocks))
    whole = folded(" ".join(block.text for block in made))
    if len(whole) < LEAST_STATED or len(whole) < STATED_LONGER * len(found):
        return []
    pieces = [found[index : index + 40] for index in range(0, max(1, len(found) - 40), 40)] if found else []
    inside = sum(piece in whole for piece in pieces)
    return made if inside >= 0.6 * len(pieces) else []


def held_by_program(document: Document, title: str) -> list[Block]:
    """Return the body that the state of the page's program holds beside *title*; nothing where there is none."""
    key = letters(title)
    for script in document.tagged("script") if key else ():
        text = script.text or ""
        if LEAST_PROGRAM <= len(text) <= MOST_PROGRAM:
            for article in islice(_titled(_state(script.get("type") or "", text), key), MOST_TITLED):
                lines = _longest(article)
                if sum(map(len, lines)) >= LEAST_STATED:
                    return [*map(Block, lines)]
    return []


def titled_by_address(document: Document) -> str:
    """Return the title of the only story in the state of the page's program whose number or name the address has; else nothing.

    A program that shows all of the page itself leaves it a title that is the same on every page.
    """
    if document not in _TITLED:
        _TITLED[document] = _by_address(document) if _shows_little(document) else ""
    return _TITLED[document]


_TITLED: WeakKeyDictionary[Document, str] = WeakKeyDictionary()  # the title is asked for, and the day that stands with it


def _shows_little(document: Document) -> bool:
    return not document.tagged("h1") and sum(len(text) for *_, text in document.texts) < LEAST_STATED


def _by_address(document: Document) -> str:
    address = urlsplit(document.page.url)
    parts = {*address.path.split("/"), *(value for _, value in parse_qsl(address.query))} - {""}
    texts = ((script.get("type") or "", script.text or "") for script in document.tagged("script"))
    states = (_state(kind, text) for kind, text in texts if LEAST_PROGRAM <= len(text) <= MOST_PROGRAM)
    entries = (one for state in states for one in objects_in(state))
    stories = (one for one in entries if any(one.get(key) and str(one[key]) in parts for key in ADDRESSED))
    titles = {title for one in stories if sum(map(len, _longest(one))) >= LEAST_STATED and (title := _title(one))}
    return titles.pop() if len(titles) == 1 else ""


def _title(story: Mapping[str, object]) -> str:
    return next((clean_text(html.unescape(title)) for name in TITLES if isinstance(title := story.get(name), str)), "")


def lines_of(text: str) -> list[str]:
    """Return the paragraphs of *text*, which may have markup."""
    return [line for one in BREAK.split(text) if (line := clean_text(html.unescape(TAG.sub(" ", one))))]


def _state(kind: str, text: str) -> object:
    if kind.lower() in DATA:
        return loaded(text)
    assigned = ASSIGNED.match(text)
    state = text[assigned.end() :].rstrip().rstrip(";") if assigned else ""
    call = CALL.match(state)
    return _made(call[1].split(","), state[call.end() : -2]) if call and state.endswith("))") else loaded(state)


def _made(names: list[str], call: str) -> object:
    """Return what a *call* makes: an object as scripts write it, in which *names* stand for the values behind it, told but once."""
    made, _, values = call.rpartition("}(")
    own = loaded(f"[{_as_json(values, {})}]")
    known = {name: json.dumps(value) for name, value in zip(names, own, strict=False)} if isinstance(own, list) else {}
    return loaded(_as_json(made, known)) if known else None


def _as_json(script: str, known: Mapping[str, str]) -> str:
    """Return *script*, an object or a list of them as scripts write it, as JSON; names stand for what is *known* of them."""
    room = MOST_PROGRAM

    def written(found: re.Match[str]) -> str:
        nonlocal room
        word = found["word"]
        if word is None:
            return found[0] or "0"
        if found["colon"]:
            return f'"{word}":'
        value = word if word in WORDS else known.get(word, "null")
        room -= len(value)  # what is long and stands often could fill the memory
        return value if room > 0 else "null"

    return TOKEN.sub(written, script)


def _titled(state: object, key: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects in *state* whose title has the letters *key*."""
    for one in objects_in(state):
        if any(isinstance(one.get(name), str) and letters(one[name]) == key for name in TITLES):
            yield one


def _longest(article: Mapping[str, object]) -> list[str]:
    """Return the lines of the value of *article* that has most text: a string, or a list of blocks."""
    texts = ([line for text in _prose(value) for line in lines_of(text)] for value in article.values())
    return max(texts, key=lambda lines: sum(map(len, lines)), default=[])


def _prose(value: object) -> Iterator[str]:
    """Yield the strings in *value* that read like a text, in order, without those of other articles."""
    waiting, seen = [value], 0
    while waiting and seen < MOST_NODES:
        one = waiting.pop()
        seen += 1
        if isinstance(one, str):
            if len(one) >= LEAST_TEXT and not NO_PROSE.match(one):
                yield one
        elif isinstance(one, dict) and not _is_entry(one):
            waiting += reversed([*one.values()])
        elif isinstance(one, list):
            waiting += reversed(one)


def _is_entry(one: Mapping[str, object]) -> bool:
    """Say whether *one* has a title and an address of its own: it is another article."""
    return any(one.get(name) for name in TITLES) and any(one.get(name) for name in OTHER)

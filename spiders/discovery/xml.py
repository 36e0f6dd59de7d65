"""XML from the web as a flat list of entries: no tree, no entities, no network; of a broken one the readable part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5

from lxml import etree

from pipeline.content import gunzipped
from pipeline.document import decode_text

DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.I)
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
CDATA_START, CDATA_END = "<![CDATA[", "]]>"
AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)(?:([a-z][a-z0-9]{1,30});)?", re.I)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_ELEMENTS = 1_500_000
MOST_DEPTH = 100
PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://news.yandex.ru": "yandex",
    "http://turbo.yandex.ru": "turbo",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://www.google.com/schemas/sitemap-video/1.1": "video",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


@dataclass(frozen=True, slots=True)
class Field:
    """An element inside an entry. `name` is in lower case, with the prefix of a known extension: `dc:date`."""

    name: str
    depth: int  # 1 for the entry's own children
    text: str = field(repr=False)
    attributes: Mapping[str, str]

    @property
    def value(self) -> str:
        """The text without white space at its ends."""
        return self.text.strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """One `item`, `entry`, `url` or `sitemap`."""

    attributes: Mapping[str, str]
    fields: tuple[Field, ...]

    def first(self, *names: str) -> str | None:
        """Return the first value, in the order of *names*, that is not empty."""
        return next((one.value for name in names for one in self.fields if one.name == name and one.value), None)


@dataclass(frozen=True, slots=True)
class Entries:
    """What a document holds. `head` are the fields outside of entries; `fault` says what was wrong, if anything."""

    root: str
    head: tuple[Field, ...]
    entries: tuple[Entry, ...]
    fault: str = ""


def read_entries(body: bytes, content_type: str, names: frozenset[str], most: int) -> Entries:
    """Return up to *most* elements of *body* that are called one of *names*, and what was wrong with it."""
    collector = _Collector(names, most)
    parser = etree.XMLParser(
        target=collector, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    content = harmless(text_of(body, content_type)).encode()
    fault = ""
    try:
        for start in range(0, len(content), 1 << 16):
            parser.feed(content[start : start + (1 << 16)])
        parser.close()
    except _Enough as enough:
        fault = str(enough)
    except etree.XMLSyntaxError as error:
        fault = f"not XML: {error.msg}"
    if not fault and len(parser.error_log):
        first = parser.error_log[0]
        fault = f"malformed XML in line {first.line}: {first.message}"
    return Entries(collector.root, tuple(collector.head), tuple(collector.entries), fault)


def text_of(body: bytes, content_type: str) -> str:
    """Return an XML *body*, gzipped or not, as text: what it declares itself goes before what the header says."""
    for _ in range(2):
        body = gunzipped(body)
    declared = DECLARATION.match(body.removeprefix(b"\xef\xbb\xbf"))
    return decode_text(body, f"x/xml; charset={declared[1].decode()}" if declared else content_type)


def harmless(text: str) -> str:
    """Return *text* without a DOCTYPE, without entities but XML's own five, and without characters that XML forbids.

    A bare ampersand, as in the addresses of careless feeds, stays one: a recovering parser would drop what follows it.
    """
    text = FORBIDDEN.sub("", text).lstrip("\ufeff \t\r\n")
    text = _without_doctype(XML_DECLARATION.sub("", text, count=1))
    return "".join(part if plain else AMPERSAND.sub(_character, part) for part, plain in _parts(text))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Return the parts of *text*, each with whether it is a CDATA section, which holds no entities; one pass, no search twice."""
    done = 0
    while (start := text.find(CDATA_START, done)) >= 0:
        end = text.find(CDATA_END, start)
        if end < 0:
            break
        yield text[done:start], False
        done = end + len(CDATA_END)
        yield text[start:done], True
    yield text[done:], False


def _character(match: re.Match[str]) -> str:
    known = html5.get(f"{match[1]};") if match[1] else None
    return known if known else "&amp;" + match[0][1:]


def _without_doctype(text: str) -> str:
    start = text[:2000].upper().find("<!DOCTYPE")
    if start < 0:
        return text
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end:  # an internal subset: to its own end
        closing = re.compile(r"\]\s*>").search(text, bracket)
        return text[:start] + (text[closing.end() :] if closing else "")
    return text[:start] + text[end + 1 :] if end >= 0 else text[:start]


class _Enough(Exception):
    """The rest of the document is not read."""


@dataclass(slots=True)
class _Open:
    name: str
    attributes: Mapping[str, str]
    text: list[str] = field(default_factory=list)


class _Collector:
    """A parser target that keeps the fields of entries and forgets everything else."""

    def __init__(self, names: frozenset[str], most: int) -> None:
        self.root = ""
        self.head: list[Field] = []
        self.entries: list[Entry] = []
        self._names = names
        self._most = most
        self._stack: list[_Open] = []
        self._entry_at = 0  # how deep the open entry is; 0 without one
        self._fields: list[Field] = []
        self._elements = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise _Enough(f"more than {MOST_ELEMENTS} elements; the rest is not read")
        if len(self._stack) >= MOST_DEPTH:
            raise _Enough(f"nested deeper than {MOST_DEPTH}; the rest is not read")
        name = local_name(tag)
        self.root = self.root or name
        self._stack.append(_Open(name, {local_name(key): value for key, value in attributes.items()}))
        if not self._entry_at and name in self._names and len(self._stack) > 1:
            self._entry_at = len(self._stack)
            self._fields = []

    def data(self, text: str) -> None:
        if self._entry_at or len(self._stack) <= 3:
            self._stack[-1].text.append(text)

    def end(self, tag: str) -> None:
        opened = self._stack.pop()
        depth = len(self._stack) + 1
        if depth == self._entry_at:
            self._close_entry(opened)
            return
        text = "".join(opened.text)
        if self._entry_at:
            self._fields.append(Field(opened.name, depth - self._entry_at, text, opened.attributes))
            if depth - self._entry_at > 1:
                self._stack[-1].text.append(text)
        elif depth in (1, 2, 3) and len(self.head) < 200:
            self.head.append(Field(opened.name, depth, text[:1000], opened.attributes))

    def _close_entry(self, opened: _Open) -> None:
        self.entries.append(Entry(opened.attributes, tuple(self._fields)))
        self._entry_at = 0
        if len(self.entries) >= self._most:
            raise _Enough(f"more than {self._most} entries; the rest is not read")

    def comment(self, text: str) -> None:
        """Comments say nothing."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Neither do processing instructions."""

    def close(self) -> None:
        """Nothing is left open that counts."""


def local_name(tag: str) -> str:
    """Return *tag* in lower case, with a short prefix instead of the namespace of a known extension."""
    space, brace, name = tag.rpartition("}")
    if not brace:
        return name.lower()  # without a namespace, or with a prefix that the document forgot to declare
    prefix = PREFIXES.get(space[1:].strip())
    return f"{prefix}:{name}".lower() if prefix else name.lower()

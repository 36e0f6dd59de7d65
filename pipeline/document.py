"""A page, decoded and parsed once: everything after this reads the same tree."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.content import decoded, gunzipped
from pipeline.drop import BadContent, NotHtml
from pipeline.page import Page

META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w-]+)""", re.I)
ALIASES = {
    "win-1251": "windows-1251",
    "windows1251": "windows-1251",
    "cp-1251": "windows-1251",
    "koi8": "koi8-r",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "ascii": "utf-8",
}
MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)  # lxml's own asks Python for every element
CYRILLIC = ("windows-1251", "koi8-r", "iso-8859-5", "cp866")
COMMON = frozenset("оеаинтсрвлкмдпуяызбгчйхәіңғүұқөһі ")
ASCII = re.compile(r"[\x00-\x7f]+")
TWO_ALPHABETS = re.compile(r"[a-zA-Z][Ѐ-ӿ]|[Ѐ-ӿ][a-zA-Z]")  # within a word: "fьr" is a German "für", misread

ATTRIBUTES = frozenset(("itemprop", "rel", "hreflang", "style", "hidden", "aria-hidden", "role"))  # that elements are asked for
COMMENTS = ("<!--", "//<![CDATA[", "<![CDATA["), ("-->", "//]]>", "]]>")  # around scripts, for browsers of old
UNREAD = frozenset(("script", "style", "template", "title", "option", "textarea"))  # what stands in them is not printed
COMMA = re.compile(r",\s*([}\]])")  # behind the last of a list, where JSON has none
CONTROLS = bytes((*range(1, 9), 11, *range(14, 27), *range(28, 32), 127))  # but the null that some pages are padded with
MOST_CONTROLS = 0.01  # packed data has a tenth
MOST_NODES = 20_000  # of a program's state that are looked at
LOOKED_AT = 20_000  # characters: to look at all of them costs as much as to parse a small page

Text = tuple[int, HtmlElement, bool, str]  # the order of an element, it, whether the text is in it or behind it, the text


@dataclass(frozen=True, eq=False)  # each is another, so that what is known of one can be kept beside it
class Document:
    """The tree of a page and what its head says. Nobody changes `root`: copy before pruning."""

    page: Page
    html: str = field(repr=False)  # decoded, NFC not yet applied
    root: HtmlElement
    metas: Mapping[str, tuple[str, ...]]  # lower-case name, property or itemprop → contents in order
    json_ld: tuple[Mapping[str, Any], ...]  # every node of every block, graphs and lists flattened, broken ones mended
    elements: tuple[HtmlElement, ...] = field(repr=False)  # all of the tree, in document order
    texts: Sequence[Text] = field(repr=False)  # those printed that are more than white space, in document order
    _by_tag: Mapping[str, Sequence[HtmlElement]] = field(repr=False)
    _by_attribute: Mapping[str, Sequence[int]] = field(repr=False)  # the orders of the elements that have each

    def tagged(self, tag: str) -> Sequence[HtmlElement]:
        """Return the elements with *tag*, in document order; lxml's own walk takes many times as long."""
        return self._by_tag.get(tag, ())

    @property
    def links(self) -> Iterator[HtmlElement]:
        """The elements called link, then those called a."""
        return chain(self.tagged("link"), self.tagged("a"))

    @cached_property
    def hrefs(self) -> Sequence[tuple[HtmlElement, str]]:
        """The links, and where each leads as it is written there, or the empty string."""
        return [(one, one.get("href") or "") for one in self.links]

    def having(self, *attributes: str) -> Sequence[HtmlElement]:
        """Return the elements with one of *attributes*, which are among `ATTRIBUTES`, in document order."""
        orders = {order for one in attributes for order in self._by_attribute.get(one, ())}
        return [self.elements[order] for order in sorted(orders)]

    @property
    def head_title(self) -> str:
        """What the first <title> says, in single spaces."""
        title = next(iter(self.tagged("title")), None)
        return "" if title is None else " ".join((title.text or "").split())


def to_document(page: Page) -> Document:
    """Return *page* decoded and parsed; raise `BadContent` or `NotHtml` when it cannot be."""
    body = gunzipped(decoded(page.body, page.content_encoding))  # some servers pack twice and say it once, or never
    if not body.strip():
        raise BadContent("empty body")
    plain = _plain(body)
    html = _guessed(body, page.content_type) if plain is None else plain
    if b"\x00" in body:  # searched for here: in the text it takes many times as long
        html = html.replace("\x00", "")
    if _is_binary(html):
        raise NotHtml("the body is no text")
    root = parsed(body if html is plain else html)
    elements = tuple(root.iter())  # held, so that each is made known to Python once, not in every walk
    texts, by_tag, by_attribute = _walked(elements)
    metas, json_ld = _metas(by_tag.get("meta", ())), tuple(_json_ld(by_tag.get("script", ())))
    return Document(page, html, root, metas, json_ld, elements, texts, by_tag, by_attribute)


def decode_text(body: bytes, content_type: str = "") -> str:
    """Return *body* as text: by its byte order mark, as strict UTF-8 where valid, else as header, meta tag and bytes agree."""
    plain = _plain(body)
    return _guessed(body, content_type) if plain is None else plain


def _plain(body: bytes) -> str | None:
    """Return *body* as text when it is UTF-8 without a byte order mark, as most are; else None."""
    try:
        return None if body.startswith((*MARKS,)) else body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _guessed(body: bytes, content_type: str) -> str:
    """Return *body*, which is not plain UTF-8, as text."""
    for mark, name in MARKS.items():
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = [_codec(name) for name in _declared(body, content_type)]
    if "utf-8" in declared and _broken_share(body) < 0.002:
        return body.decode("utf-8", "replace").replace("\ufffd", "")
    return max(
        (_attempt(body, name) for name in dict.fromkeys([*filter(None, declared), *CYRILLIC, "windows-1252"])),
        key=lambda made: made[0],
    )[1]


def _is_binary(text: str) -> bool:
    """Say whether more of *text* is control characters than of any page: it was packed data, a picture or the like."""
    beginning = text[:LOOKED_AT].encode("utf-8", "surrogatepass")
    return len(beginning) - len(beginning.translate(None, CONTROLS)) > len(beginning) * MOST_CONTROLS


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    if match := HEADER_CHARSET.search(content_type):
        yield match[1]
    if found := META_CHARSET.search(body[:8192]):
        yield found[1].decode("ascii", "replace")


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup(ALIASES.get(name.lower(), name)).name
    except LookupError:
        return None


def _broken_share(body: bytes) -> float:
    return body.decode("utf-8", "replace").count("\ufffd") / max(1, len(body))


def _attempt(body: bytes, codec: str) -> tuple[float, str]:
    """Return *body* read with *codec*, and how much like a text it looks: common letters count, controls and mixed words do not."""
    text = body.decode(codec, "replace")
    bare = re.sub(r"<[^>]*>", " ", text[:400_000])
    letters = Counter(ASCII.sub("", bare))
    if not letters:
        return 0.0, text
    good = sum(times for letter, times in letters.items() if letter in COMMON)
    bad = sum(times for letter, times in letters.items() if letter == "\ufffd" or letter.isupper() or not letter.isalpha())
    return (good - bad - 2 * len(TWO_ALPHABETS.findall(bare))) / letters.total(), text


def parsed(html: str | bytes) -> HtmlElement:
    """Return the tree of *html*, a text or its UTF-8; raise `NotHtml` when there is none."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(ONE_CLASS)
    try:
        root = document_fromstring(html.encode("utf-8", "replace") if isinstance(html, str) else html, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NotHtml(str(error)) from error
    return root


def _walked(
    elements: Iterable[HtmlElement],
) -> tuple[list[Text], Mapping[str, Sequence[HtmlElement]], Mapping[str, Sequence[int]]]:
    """Return the texts in and behind *elements*, these by their tags, and the orders of those with each of `ATTRIBUTES`.

    To ask lxml for them takes as long as to parse the page, so all is asked for at once, and once.
    """
    texts: list[Text] = []
    by_tag: defaultdict[str, list[HtmlElement]] = defaultdict(list)
    by_attribute: defaultdict[str, list[int]] = defaultdict(list)
    for order, element in enumerate(elements):
        tag = element.tag
        by_tag[tag].append(element)
        if not ATTRIBUTES.isdisjoint(names := element.keys()):
            for name in ATTRIBUTES.intersection(names):
                by_attribute[name].append(order)
        if tag not in UNREAD and (text := element.text) and not text.isspace():
            texts.append((order, element, True, text))
        if (text := element.tail) and not text.isspace():
            texts.append((order, element, False, text))
    return texts, by_tag, by_attribute


def _metas(metas: Iterable[HtmlElement]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for meta in metas:
        if content := content_of(meta):
            for key in ("name", "property", "itemprop", "http-equiv"):
                if name := meta.get(key):
                    found.setdefault(name.strip().lower(), []).append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def content_of(meta: HtmlElement) -> str:
    """Return what *meta* states; some templates call that its value."""
    return meta.get("content") or meta.get("value") or ""


def _json_ld(scripts: Iterable[HtmlElement]) -> Iterator[Mapping[str, Any]]:
    for script in scripts:
        if is_json_ld(script):
            yield from _nodes(loaded(script.text or ""))


def is_json_ld(script: HtmlElement) -> bool:
    """Say whether *script* is JSON-LD."""
    return "ld+json" in (script.get("type") or "").lower()


def loaded(text: str) -> object:
    """Return what *text* is as JSON, mended where a comma is too many; None where it is none."""
    text = text.strip()
    opening, closing = COMMENTS
    text = text.removeprefix(next(filter(text.startswith, opening), ""))
    text = text.removesuffix(next(filter(text.endswith, closing), ""))
    for mended in (False, True):
        try:
            return json.loads(COMMA.sub(r"\1", text) if mended else text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def objects_in(state: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in *state*, as a program has it, the outer ones first; of a large one not all."""
    waiting, seen = deque([state]), 0
    while waiting and seen < MOST_NODES:
        one = waiting.popleft()
        seen += 1
        if isinstance(one, dict):
            yield one
        values: Iterable[object] = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting += [value for value in values if isinstance(value, (dict, list))]


def _nodes(value: object) -> Iterator[Mapping[str, Any]]:
    waiting, seen = [value], 0
    while waiting and seen < 500:
        one = waiting.pop(0)
        seen += 1
        if isinstance(one, list):
            waiting[:0] = one[:200]
        elif isinstance(one, dict):
            yield one
            waiting += [
                one[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(one.get(key), (dict, list))
            ]

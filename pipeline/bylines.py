"""What names an author to readers: elements marked as one or called so, and lines that begin with "by"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from lxml.html import HtmlElement

from pipeline.beginnings import beginnings
from pipeline.dates.headline import headline_of
from pipeline.dates.lines import line_at, text_of
from pipeline.document import Document
from pipeline.noise.edges import OFFICE, SIGNATURE, end_of
from pipeline.noise.head import SURNAME, WRITER, is_named
from pipeline.noise.latin import in_cyrillic
from pipeline.noise.stamps import moment_in
from pipeline.persons import BYLINE, LABEL, LONGEST_NAME, names_in
from pipeline.text import clean_text

STARTS = (*beginnings(LABEL), "von:", "par:", "por:", "by", "writ", "repo", "作者", "记者", "記者")
LABEL_ALONE = re.compile(rf"\W*(?:(?:{LABEL})\s*:|(?:written )?by:?|(?:von|p[ao]r):)\s*|(?-i:Автор|Author)\s*", re.I)
BEFORE = " \t\r\n—–-("  # what may stand before them
INLINE = frozenset("a b strong em i span".split())
HOLDERS = INLINE | frozenset("p div address cite li dd".split())
MARKED = HOLDERS | {"h3", "h4", "h5", "h6"}
LINE = MARKED - {"li"}  # a list of links to authors is a menu
BOXES = frozenset(("article", "aside", "footer", "nav", "li"))  # of other articles
NAMED = ("author", "byline", "by-line", "autor", "avtor", "journalist", "writer")
OTHERS = ("photo", "foto", "image", "img", "caption", "menu")  # whose author is not the article's
COMMENT = re.compile(r"(?<![a-z])comment(?!s?[-_](?:open|count|enabled|link|(?:date)?time))", re.I)
COMMENTS = ("/Comment", "/UserComments", "/Answer")  # of schema.org
FEW_STEPS = 4  # so far up an element may be named for comments
PLAIN = frozenset("fn n name url display-name".split())  # classes that tell no more than that it is a name
NAME = re.compile(r"(?<![a-z])(?:full-?)?(?:name|fio)(?![a-z])", re.I)  # a box in that of the author, beside one with a post
SURNAMED = re.compile(rf"\w*{SURNAME}", re.I)  # an abbreviation has none of these ends: "Анонсы СМИ"
LEAST_CAPITALS = 4  # letters
AT_RIGHT = re.compile(r"^right |text-align:\s*right|(?<![\w-])(?:has-text-align-|text-)right(?![\w-])", re.I)
REGARDS = re.compile(r"уважением|құрметпен|regards|sincerely", re.I)
FAR = 4  # steps up
LED_BY = 12  # characters
LED = re.compile(r"(?:[,;:/|&·•—–-]|\b(?:by|and|und|et|von|par|por|и)|және|^)\s*$", re.I)  # what stands before a name
AUTHORS_PAGE = re.compile(r"/(?:authors?|avtor[yi]?|journalists?)/[^/?#]+/?$", re.I)
MOST_ELEMENTS = 12  # marked as an author's that are read
MOST_PIECES = 4  # elements in a byline
PROSE = 120  # characters of a paragraph
TOLD = 80  # characters of a line behind which a story may be signed


class Byline(NamedTuple):
    """What names an author to readers, its element and the order of that."""

    order: int
    element: HtmlElement
    text: str


def bylines_of(document: Document) -> Iterator[Byline]:
    """Yield what names an author to readers: what is marked as one, and lines and elements that say so."""
    labelled = document.having("rel", "itemprop")
    marked = (one for one in labelled if one.get("rel") == "author" or "author" in one.get("itemprop", ""))
    for element in islice((one for one in marked if not _is_of_others(one)), MOST_ELEMENTS):
        yield Byline(document.elements.index(element), element, _stated(element))
    is_labelled = is_found = False
    for order, element, inside, text in document.texts:
        begins = text.lstrip(BEFORE)[:4].lower().startswith(STARTS)
        said = ""
        if len(text) <= 2 * LONGEST_NAME:
            said = (_begun(element, inside=inside) if begins else "") or (_named(element, text) if inside else "")
            said = said or (text if is_labelled else "")
        if said:
            yield Byline(order, element, said)
            is_found = is_found or any(names_in(said))
        # the first label apart, before all names: others are of other articles
        is_labelled = begins and inside and not is_found and LABEL_ALONE.fullmatch(text) is not None


def beside_headline(document: Document) -> list[Byline]:
    """Return the names at the headline that link to the page of an author, or have nothing but a day in their line."""
    texts = (one for one in document.texts if len(one[3]) <= 2 * LONGEST_NAME)
    made = (
        Byline(order, element, _linked(element, text) or _dated(text) or (_beside_day(element, text) if inside else ""))
        for order, element, inside, text in texts
    )
    return at_headline([one for one in made if one.text], document)


def _linked(element: HtmlElement, text: str) -> str:
    return text if element.tag == "a" and AUTHORS_PAGE.search(element.get("href", "")) and not _is_of_others(element) else ""


def _dated(text: str) -> str:
    """Return the name in *text*, where a day and it are all: "Ирина Волкова · 05.03.2026, 18:44"."""
    moment = moment_in(text)
    beside = [*moment.before, *moment.behind] if moment else []
    return beside[0] if len(beside) == 1 and WRITER.fullmatch(in_cyrillic(beside[0])) else ""


def _beside_day(element: HtmlElement, text: str) -> str:
    """Return the name in *text*, with a place or a paper behind it or not, where a day stands in another element of its line."""
    name = text.partition(",")[0]
    is_name = element.tag in INLINE and WRITER.fullmatch(in_cyrillic(name)) is not None
    return name if is_name and moment_in(text_of(line_at(element, inside=True)) or "") else ""


def signature_of(document: Document) -> str:
    """Return the only name that signs a story, as newspapers do: with the surname in capitals, or at the right; else nothing.

    Capitals without a surname's end sign at the right, or where a comma leads to the place.

    Whom the story tells of has not written it, and who signs behind an office or regards did so in it.
    """
    lines = [(element, clean_text(text)) for _, element, _, text in document.texts]
    texts = [text for _, text in lines]
    start = next((at for at, text in enumerate(texts) if len(text) > TOLD), len(texts))
    behind = (at for at in range(start, len(texts)) if len(texts[at]) <= LONGEST_NAME)
    found = {texts[at].partition(",")[0] for at in behind if _signs(*lines[at], texts[:at])}
    return found.pop() if len(found) == 1 else ""


def _signs(element: HtmlElement, text: str, before: Sequence[str]) -> bool:
    if any(word.isupper() for word in text.split() if len(word) >= LEAST_CAPITALS):
        signed = SIGNATURE.fullmatch(in_cyrillic(text))
        if signed is None or not (SURNAMED.fullmatch(signed["family"]) or text.endswith(",") or _is_at_right(element)):
            return False
        return end_of(text, " ".join(before)) == "byline"
    if not WRITER.fullmatch(in_cyrillic(text)) or not _is_at_right(element) or is_named(text.partition(",")[0], before):
        return False
    return not (OFFICE.search(before[-1]) or REGARDS.search(before[-1]))


def _is_at_right(element: HtmlElement) -> bool:
    boxes = (element, *islice(element.iterancestors(), FEW_STEPS))
    return any(AT_RIGHT.search(f"{one.get('align', '')} {one.get('style', '')} {one.get('class', '')}") for one in boxes)


def at_headline(bylines: Iterable[Byline], document: Document) -> list[Byline]:
    """Return those of *bylines* between the headline and the second paragraph behind it, as the first may be a summary.

    What stands in boxes of other articles counts only where there is nothing else.
    """
    element = headline_of(document, document.head_title)
    if element is None:
        return []
    start = document.elements.index(element)
    prose = (order for order, _, _, text in document.texts if order > start and len(text) > PROSE)
    end = next(islice(prose, 1, None), len(document.elements))
    near, around = [one for one in bylines if start < one.order <= end], {element, *element.iterancestors()}
    return [one for one in near if not _is_in_box(one.element, around)] or near


def _is_in_box(element: HtmlElement, around: Set[HtmlElement]) -> bool:
    """Say whether *element* stands in the box of another article than that whose headline *around* holds."""
    inside = takewhile(lambda one: one not in around, element.iterancestors())
    return any(one.tag in BOXES for one in inside)


def _begun(element: HtmlElement, *, inside: bool) -> str:
    """Return the line in *element* or behind it, where it is a byline."""
    match = BYLINE.match(_line(element, inside=inside)[: 2 * LONGEST_NAME])
    return match[0] if match and not _is_of_others(element) else ""


def _named(element: HtmlElement, text: str) -> str:
    """Return *text*, the first in *element*, where that is called an author's."""
    is_named = (element.tag in MARKED or "-" in element.tag) and _is_named(_names(element))
    return text if is_named and not _is_of_others(element) else ""


def _stated(element: HtmlElement) -> str:
    """Return what *element* states: an attribute, the name that it holds as a person's, or all of its text."""
    held = next((one for one in element.iterfind(".//*[@itemprop]") if one.get("itemprop") == "name"), element)
    return clean_text(held.get("content") or held.text_content())


def _is_of_others(element: HtmlElement) -> bool:
    """Say whether *element* names who wrote a comment on the article, or made a picture."""
    boxes = (element, *islice(element.iterancestors(), FEW_STEPS))
    return any(
        one.tag == "figcaption" or COMMENT.search(one.get("class", "")) or one.get("itemtype", "").endswith(COMMENTS)
        for one in boxes
    )


def _line(element: HtmlElement, *, inside: bool) -> str:
    """Return the text in *element* or behind it up to the next line break; nothing where that is amid a line, or too much."""
    holder = element if inside else element.getparent()
    if holder is None or holder.tag not in HOLDERS or not (inside or _is_silent(element)):
        return ""
    pieces = [(element.text if inside else element.tail) or ""]
    for one in islice(element if inside else element.itersiblings(), MOST_PIECES + 1):
        if one.tag == "br":
            break
        pieces += (one.text_content(), one.tail or "")
    return clean_text("".join(pieces)) if len(pieces) <= 2 * MOST_PIECES else ""


def _is_silent(element: HtmlElement) -> bool:
    return element.tag == "br" or not element.text_content().strip()


def _names(element: HtmlElement) -> str:
    """Return the class and the id of *element*, or of what it stands in when it is inline or called a name, has none that tells more,
    and begins its line or follows another name there.
    """
    is_name = False  # a box
    for _ in range(FAR):
        called = element.get("class", "")
        is_name = _is_bare_name(called) if called and element.tag not in INLINE else is_name and not called
        is_plain = element.tag in INLINE and PLAIN.issuperset(called.lower().split())
        if not (is_name or is_plain):
            return f"{called} {element.get('id', '')}"
        holder = element.getparent()
        if holder is None or not _is_line(holder):
            return ""
        previous = element.getprevious()
        before = holder.text if previous is None else previous.tail
        if not LED.search((before or "")[-LED_BY:]):
            return ""
        element = holder
    return f"{element.get('class', '')} {element.get('id', '')}"


def _is_bare_name(called: str) -> bool:
    return NAME.search(called) is not None and not _is_named(called)


def _is_line(holder: HtmlElement) -> bool:
    """Say whether *holder*, an element of a template's own too, may be a byline; a list of links to authors is a menu, unless named so."""
    return holder.tag in LINE or "-" in holder.tag or (holder.tag == "li" and _is_named(holder.get("class", "")))


@lru_cache(maxsize=4096)
def _is_named(names: str) -> bool:
    names = names.lower()
    return any(name in names for name in NAMED) and not any(name in names for name in OTHERS)

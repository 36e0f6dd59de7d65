"""The short texts of a page that have a date in them, and where they stand: one walk over the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from pipeline.dates.labels import says_modified
from pipeline.dates.lines import DIGIT, PARAGRAPH, Line, label_of, line_at, text_of
from pipeline.dates.outside import OUTSIDE_TAGS, Place, place_of
from pipeline.dates.read import Reading, may_state, readings
from pipeline.dates.years import Years
from pipeline.document import Document

MOST_ELEMENTS = 30_000
BEFORE = 25  # elements before the headline that stand near it
MOST_CANDIDATES = 60
UNSEEN = frozenset(("script", "style", "template", "title", "option", "textarea"))
HEADLINE_TAGS = frozenset(("h2", "h3", "b", "strong", "div", "span", "td", "p", "font", "big"))
LEAST_HEADLINE = 20  # characters of a headline that is none by its tag, but begins the title
LONGEST_HEADLINE = 400
MOST_H1 = 20
TITLE_PART = 40  # characters of an h1 that stand in the title
LEAST_H1 = 8
LEAST = 4  # characters of a text with a date
SENTENCE = 70  # characters: a text so long that ends like a sentence is the story, not a line about it
OPENINGS = 3  # long texts behind the headline that are looked at for a dateline
OPENING = 90  # characters at the start of a story that may hold a dateline
RELATIVE = 60  # characters: a longer text without a digit states no day


@dataclass(frozen=True, slots=True)
class Spot:
    """A short text with a date in it, and where it stands: its order on the page, and its place."""

    order: int
    text: str
    reading: Reading
    element: HtmlElement
    place: Place
    opening: bool  # it is the first words of a long text
    label: str  # the short text of the element before it
    piece: str  # the text that made it a spot

    @property
    def before(self) -> str:
        """What stands before the date."""
        return self.text[: self.reading.start]

    @property
    def after(self) -> str:
        """What stands behind the date."""
        return self.text[self.reading.end :]


@dataclass(frozen=True, slots=True)
class Piece:
    """A short text, its element and the order of that, if it stands in it or behind it, and if it begins a long text."""

    order: int
    text: str
    element: HtmlElement
    inside: bool
    opening: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The spots of a page, the order of its headline, and that of the first paragraph behind it."""

    spots: list[Spot]
    headline: int | None
    first_paragraph: int | None
    around: Set[HtmlElement]  # the elements that hold the headline
    container: HtmlElement | None  # what holds the headline and the first paragraphs; None if that is all
    title: str  # of the page
    words: str  # of the headline


def layout_of(document: Document, *, brief: bool = False) -> Layout:
    """Return where the page has short texts with dates, its headline and its first paragraph.

    If *brief*, only what stands at the headline and before the third paragraph is looked at.
    """
    spots: list[Spot] = []
    seen: set[Line] = set()
    years = Years(document.html)
    title = " ".join((document.root.findtext(".//title") or "").split())
    element = _headline(document, title)
    headline = None if element is None else _order(document, element)
    around = _around(element if element is not None else _first_prose(document))
    words = "" if element is None else " ".join(element.text_content().split())
    first_paragraph, openings = None, 0
    prose: list[HtmlElement] = []
    waiting = headline is not None
    brief = brief and headline is not None
    for order, holder, inside, piece in _pieces(document, max(0, (headline or 0) - BEFORE) if brief else 0):
        if waiting and order >= (headline or 0):
            first_paragraph, openings, prose, waiting = None, 0, [], False
        long = len(piece) > PARAGRAPH
        opening = openings < OPENINGS and (long or _is_prose(piece)) and holder.tag not in OUTSIDE_TAGS
        if opening and not (order == headline and " ".join(piece.split()) in words):
            openings += 1
            first_paragraph = order if first_paragraph is None else first_paragraph
            prose.append(holder)
        if long and not opening:
            continue
        text = piece.lstrip()[:OPENING].rpartition(" ")[0] if long else piece
        if _says_a_day(text):
            spots += _spot(Piece(order, text, holder, inside, long), seen, years, document, around)
            if len(spots) >= MOST_CANDIDATES:
                break
        if brief and openings == OPENINGS and not waiting:
            break
    return Layout(spots, headline, first_paragraph, around, _container(prose, around), title, words)


def _pieces(document: Document, start: int) -> Iterator[tuple[int, HtmlElement, bool, str]]:
    """Yield the texts that are more than white space: the order and the element of each, and whether it is inside that."""
    for order, element in enumerate(islice(_elements(document), start, MOST_ELEMENTS), start):
        text = element.text
        if text is not None and len(text) >= LEAST and not text.isspace() and element.tag not in UNSEEN:
            yield order, element, True, text
        text = element.tail
        if text is not None and len(text) >= LEAST and not text.isspace():
            yield order, element, False, text


def _around(element: HtmlElement | None) -> Set[HtmlElement]:
    return frozenset() if element is None else frozenset((element, *element.iterancestors()))


def _container(prose: list[HtmlElement], around: Set[HtmlElement]) -> HtmlElement | None:
    """Return the largest of the elements that hold the headline and one of *prose*, but not the whole page."""
    found = []
    for one in prose:
        while one is not None and one not in around:
            one = one.getparent()
        if one is not None and one.tag not in ("body", "html") and len(one):
            found.append(one)
    return min(found, key=lambda one: sum(1 for _ in one.iterancestors()), default=None)


def _first_prose(document: Document) -> HtmlElement | None:
    found = (
        one
        for one in islice(_elements(document), MOST_ELEMENTS)
        if one.tag not in UNSEEN and one.tag not in OUTSIDE_TAGS and one.text and _is_prose(one.text)
    )
    return next(found, None)


def _elements(document: Document) -> Iterable[HtmlElement]:
    return document.elements or document.root.iter()


def _headline(document: Document, title: str) -> HtmlElement | None:
    """Return the headline: an h1 that stands in the page's title, or any h1, or else what begins the title."""
    found = (element for element in islice(document.root.iter("h1"), MOST_H1))
    texts = [(element, " ".join(element.text_content().split())) for element in found]
    h1 = [(element, text) for element, text in texts if len(text) > LEAST_H1]
    titled = next((element for element, text in h1 if text[:TITLE_PART] in title), None)
    if titled is not None:
        return titled
    elements = islice(_elements(document), MOST_ELEMENTS)
    beginning = (one for one in elements if one.tag in HEADLINE_TAGS and _begins(title, one.text))
    return next(beginning, h1[0][0] if h1 else None)


def _begins(title: str, text: str | None) -> bool:
    if not title or not text or len(text) <= LEAST_HEADLINE:
        return False
    text = " ".join(text[:LONGEST_HEADLINE].split())
    return len(text) > LEAST_HEADLINE and title.startswith(text[:60])


def _order(document: Document, element: HtmlElement) -> int:
    return next(order for order, one in enumerate(_elements(document)) if one is element)


def _is_prose(text: str) -> bool:
    if len(text) <= SENTENCE:
        return False
    text = text.strip()
    return len(text) > PARAGRAPH or (len(text) > SENTENCE and text[-1] in ".!?»…”")


def _says_a_day(text: str) -> bool:
    return DIGIT.search(text) is not None or (len(text) <= RELATIVE and may_state(text))


def _spot(piece: Piece, seen: set[Line], years: Years, document: Document, around: Set[HtmlElement]) -> Iterator[Spot]:
    """Yield the spot of *piece*, if it states a day and its line was not seen before."""
    holder = piece.element if piece.inside else piece.element.getparent()
    if holder is None or holder.tag in OUTSIDE_TAGS or piece.text.strip() == holder.get("datetime"):
        return  # what a <time> repeats of itself is not for readers
    line = line_at(piece.element, inside=piece.inside)
    if line in seen:
        return
    seen.add(line)
    whole, block = text_of(line), line.block
    if whole is None:
        seen.discard(line)
        whole, block = " ".join(piece.text.split()), holder
    found = list(readings(whole, document.page.fetched_at, document.page.timezone, years))
    found = [one for one in found if not says_modified(whole[max(0, one.start - 24) : one.start])] or found
    if found:
        place = place_of(block, around)
        yield Spot(piece.order, whole, found[0], block, place, piece.opening, label_of(block), piece.text)

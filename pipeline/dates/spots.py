"""The short texts of a page that have a date in them, and where they stand: one walk over the tree."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import takewhile
from typing import NamedTuple

from lxml.html import HtmlElement

from pipeline.dates.exact import exact_of
from pipeline.dates.headline import MOST_ELEMENTS, headline_of
from pipeline.dates.labels import is_modified, is_otherwise, says_modified, says_published
from pipeline.dates.lines import DIGIT, INLINE, PARAGRAPH, Line, label_of, line_at, text_of
from pipeline.dates.months import month_of
from pipeline.dates.outside import OUTSIDE_TAGS, Place, is_hidden, place_of
from pipeline.dates.own import Own
from pipeline.dates.read import Reading, may_be_read, may_state, readings
from pipeline.dates.stated import MODIFIED_METAS, read_stated
from pipeline.dates.visit import visit_of
from pipeline.dates.years import Years
from pipeline.document import Document

ELEMENTS_BEFORE = 25  # elements before the headline that stand near it
MOST_CANDIDATES = 60
LEAST = 4  # characters of a text with a date
SENTENCE = 70  # characters: a text so long that ends like a sentence is the story, not a line about it
OPENINGS = 3  # long texts behind the headline that are looked at for a dateline
OPENING = 90  # characters at the start of a story that may hold a dateline
AT_AN_END = re.compile(r"^\W*\d|\d\W*$")  # a number that may go on in another element
A_LIST = 3  # days of one line, which then is a list of them
SHORT_MONTH, LONG_MONTH = 3, 12  # characters of a text that is the name of a month
WORD = re.compile(r"[^\W\d_]{2,}")
WORDS_OF_NAME = 2  # words of a link that may be a name
RELATIVE = 60  # characters: a longer text without a digit states no day
Text = tuple[HtmlElement, str]  # a text and its element


@dataclass(frozen=True)
class Spot:
    """A short text with a date in it, and where it stands: its order on the page, and its place."""

    order: int
    text: str
    reading: Reading
    element: HtmlElement
    place: Place
    opening: bool  # it is the first words of a long text
    label: str  # the short text of the element before it, and what its own markup calls it
    piece: str  # the text that made it a spot
    behind: HtmlElement | None  # the paragraph shortly behind which it stands

    @cached_property
    def before(self) -> str:
        """What stands before the date."""
        return self.text[: self.reading.start]

    @cached_property
    def labelled(self) -> str:
        """What stands before the date, its label before that."""
        return f"{self.label} {self.before}"

    @cached_property
    def after(self) -> str:
        """What stands behind the date."""
        return self.text[self.reading.end :]

    @cached_property
    def is_labelled(self) -> bool:
        """Whether a label before it says that it is the day of publication."""
        return says_published(self.labelled)

    @cached_property
    def is_modified(self) -> bool:
        """Whether the words around it say that it is the day of a change."""
        return is_modified(self.labelled, self.after)

    @cached_property
    def is_otherwise(self) -> bool:
        """Whether the words around it say that it is the day of something else."""
        return is_otherwise(self.labelled, self.after)


class Piece(NamedTuple):
    """A short text, its element and the order of that, if it stands in it or behind it, if it begins a long text, and the two
    texts before it: the day of a story may stand right behind its last paragraph.
    """

    order: int
    text: str
    element: HtmlElement
    inside: bool
    opening: bool
    before: tuple[Text | None, Text | None]


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
    own: Own  # the addresses of the page
    above: Sequence[HtmlElement]  # the elements shortly before the headline


def layout_of(document: Document, own: Own, *, brief: bool = False) -> Layout:
    """Return where the page has short texts with dates, its headline and its first paragraph.

    If *brief*, only what stands at the headline and before the third paragraph is looked at.
    """
    title = document.head_title
    element = headline_of(document, title)
    headline = None if element is None else document.elements.index(element)
    around = _around(element if element is not None else _first_prose(document))
    words = "" if element is None else " ".join(element.text_content().split())
    brief = brief and headline is not None
    now = document.page.fetched_at or visit_of(document, headline or 0)
    name = next((one.get("id") or "" for one in document.tagged("body")), "")
    years = Years(document.html, document.page.url, name)
    dates = partial(_days, now=now, document=document, years=years)
    near = max(0, (headline or 0) - ELEMENTS_BEFORE)
    openings = _Openings(headline, words)
    spots: list[Spot] = []
    seen: set[Line] = set()
    before: tuple[Text | None, Text | None] = (None, None)
    for order, holder, inside, piece in document.texts:
        if not (near if brief else 0) <= order < MOST_ELEMENTS or len(piece) < LEAST:
            continue
        opening, long = openings.have(order, holder, piece), len(piece) > PARAGRAPH
        text = _looked_at(piece, opening) if long else piece
        if text and _may_say_a_day(text, holder, inside, now is not None):
            spots += _spot(Piece(order, text, holder, inside, long, before), seen, dates, around, own)
            if len(spots) >= MOST_CANDIDATES:
                break
        before = (holder, piece), before[0]
        if brief and openings.are_all:
            break
    container = _container(openings.holders, around)
    above = document.elements[near : headline or 0]
    return Layout(spots, headline, openings.first, around, container, title, words, own, above)


class _Openings:
    """The long texts with which the story begins: the first of the page, anew from the headline on."""

    def __init__(self, headline: int | None, words: str) -> None:
        self._headline, self._words = headline, words
        self._is_above = headline is not None
        self.first: int | None = None  # its order
        self.holders: list[HtmlElement] = []

    def have(self, order: int, holder: HtmlElement, piece: str) -> bool:
        """Say whether *piece* is one of them, and keep it, unless it is the headline."""
        if self._is_above and order >= (self._headline or 0):
            self.first, self.holders, self._is_above = None, [], False
        if len(piece) <= SENTENCE or len(self.holders) >= OPENINGS or not _is_story(holder, piece):
            return False
        if order != self._headline or " ".join(piece.split()) not in self._words:
            self.first = order if self.first is None else self.first
            self.holders.append(holder)
        return True

    @property
    def are_all(self) -> bool:
        """Whether no further one is looked for."""
        return len(self.holders) == OPENINGS and not self._is_above


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
        for order, one, inside, text in document.texts
        if inside and _is_story(one, text) and order < MOST_ELEMENTS
    )
    return next(found, None)


def _story(before: tuple[Text | None, Text | None]) -> HtmlElement | None:
    return next((one[0] for one in before if one and _is_story(*one)), None)


def _is_story(holder: HtmlElement, text: str) -> bool:
    return _is_prose(text) and holder.tag not in OUTSIDE_TAGS


def _is_prose(text: str) -> bool:
    if len(text) <= SENTENCE:
        return False
    text = text.strip()
    return len(text) > PARAGRAPH or (len(text) > SENTENCE and text[-1] in ".!?»…”")


def _looked_at(paragraph: str, opening: bool) -> str:
    """Return the words with which a story begins, and nothing of its other paragraphs."""
    return paragraph.lstrip()[:OPENING].rpartition(" ")[0] if opening else ""


def _may_say_a_day(text: str, holder: HtmlElement, inside: bool, is_timed: bool) -> bool:
    """Say whether *text* may state a day; digits alone may with what else stands in its line."""
    if DIGIT.search(text) is None:
        return is_timed and len(text) <= RELATIVE and (may_state(text) or _is_month(text))
    if may_be_read(text):
        return True
    whole = inside and not len(holder) and holder.tag not in INLINE
    return (not whole and AT_AN_END.search(text) is not None) or may_state(text)


def _is_month(text: str) -> bool:
    text = text.strip()
    return SHORT_MONTH <= len(text) <= LONG_MONTH and month_of(text) is not None


def _spot(
    piece: Piece,
    seen: set[Line],
    dates: Callable[[str, Piece], Sequence[Reading]],
    around: Set[HtmlElement],
    own: Own,
) -> Iterator[Spot]:
    """Yield the spot of *piece*, if it states a day and its line was not seen before."""
    holder = piece.element if piece.inside else piece.element.getparent()
    if holder is None or holder.tag in OUTSIDE_TAGS or piece.text.strip() == holder.get("datetime"):
        return  # what a <time> repeats of itself is not for readers
    line = line_at(piece.element, inside=piece.inside)
    if line in seen:
        return
    whole, block = text_of(line), line.block
    if whole is None:
        whole, block = " ".join(piece.text.split()), holder
    else:
        seen.add(line)
    if not (found := dates(whole, piece)) and piece.inside:  # its words may run on from the element before
        whole = " ".join(piece.text.split())
        found = [one for one in dates(whole, piece) if one.form == "relative" and one.time]
    found = [one for one in found if not says_modified(whole[max(0, one.start - 24) : one.start])] or found
    if found and len({one.day for one in found}) < A_LIST:
        place = place_of(block, around, own)
        lost = place in ("inside", "beside") and (is_hidden(block) or _is_in_card(holder, block, piece.text, own))
        place = "never" if lost else place
        yield Spot(
            piece.order,
            whole,
            found[0],
            block,
            place,
            piece.opening,
            f"{label_of(block, around)} {_said_of(holder)}".strip(),
            piece.text,
            _story(piece.before),
        )


def _is_in_card(holder: HtmlElement, block: HtmlElement, text: str, own: Own) -> bool:
    """Say whether *text* is in a link to another page that says much more than a day, within its *block*."""
    boxes = takewhile(lambda one: one is not block, (holder, *holder.iterancestors()))
    links = (one for one in boxes if one.tag == "a" and not own.is_at(one))
    return any(len(WORD.findall(one.text_content().replace(text, ""))) > WORDS_OF_NAME for one in links)


def _changed(document: Document) -> set[dt.date]:
    """Return the days on which the head of the page says that it was changed."""
    stated = [text for name in MODIFIED_METAS for text in document.metas.get(name, ())]
    stated += [str(node["dateModified"]) for node in document.json_ld if node.get("dateModified")]
    return {found.day for text in stated if (found := read_stated(text, document))}


def _days(line: str, piece: Piece, *, now: dt.datetime | None, document: Document, years: Years) -> Sequence[Reading]:
    """Return the days that *line* states, that of a change not before an earlier one; that of its *piece*, told from the present
    day, as its element keeps it exactly.
    """
    found = list(readings(line, now, document.page.timezone, years))
    if len(found) > 1 and found[1].day < found[0].day and found[0].day in _changed(document):
        del found[0]
    kept = exact_of(piece.element, document) if piece.inside and (not found or found[0].form == "relative") else ""
    text = " ".join(piece.text.split()) if kept else ""
    exact = read_stated(kept, document) if may_state(text) else None
    if exact is None and found and found[0].form == "relative" and found[0].time:
        return [one for one in found if one.form != "relative"] or found
    if exact is None:
        return found
    start = max(0, line.find(text))
    return [replace(exact, start=start, end=start + len(text))]


def _said_of(holder: HtmlElement) -> str:
    """Return what microdata and hints for readers say of *holder*, where they call its day that of a change.

    A class says nothing: themes call any day "updated".
    """
    said = f"{holder.get('itemprop', '')} {holder.get('title', '')}"
    return said if says_modified(said) and "datePublished" not in said else ""

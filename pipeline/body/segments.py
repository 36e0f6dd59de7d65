"""Cuts a tree into blocks of text in reading order, once and without recursion; every later step reads these."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from pipeline.block import Block, Kind
from pipeline.drop import TooLong
from pipeline.text import clean_text

SKIP = frozenset(
    """
    script style noscript template textarea select option svg math canvas iframe object embed head button input audio video
    map nav dialog rt rp""".split()
)
INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong ruby rb
    sub sup time tt u var wbr noindex img index""".split()
)
FACTS = ("meta", "link")  # for machines, amid a line
GLOSS = ("rt", "rp")  # how a word is read, set above it: left out amid the line
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
KINDS: dict[str, Kind] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("li", "dd"), "item"),
    "tr": "row",
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quote",
    **dict.fromkeys(("td", "th"), "paragraph"),
}
HEADLINE = "h1"  # what stands in an item with one is no item of a list, but a story in a list of stories
LAYOUT = frozenset("table ul ol dl h1 h2 h3 h4 h5 h6 blockquote article section form br".split())  # not in a row of data
LONGEST_CELL = 80  # characters on average: a row of data has short cells, a table that lays out a page has long ones
UNSEEN = re.compile(  # what stands amid a text for screen readers, printers or a hovering pointer alone
    r"(?:^|[\s_-])(?:sr-only(?!-focusable)|visually-?hidden|screen-?reader(?:-text|-only)?|print-?only"
    r"|element-invisible|hide-accessible|assistive-text|hidden-text|off-?screen(?!-focusable)|vh(?![-\w])"
    r"|(?:tooltip|popover|rollover)[_-]{0,2}(?:text|content|block|body))(?![a-z])",
    re.I,
)
HIDING = ("aria-hidden", "hidden", "style")
UNFOLDS = re.compile(  # what a button says that shows the rest of a text
    r"\W*(?:(?:читать|показать|развернуть|раскрыть|открыть)\s(?:полностью|целиком|дальше|далее|вс[её]|(?:весь|полный) текст"
    r"|вс[юё] (?:стать\w|новост\w|текст))|(?:читати|показати) (?:повністю|далі)|толық(?: мәтінді)? оқу|толығырақ|әрі қарай оқу"
    r"|(?:read|show) (?:more|all|the rest|(?:the )?full (?:text|story|article))|continue reading)\W*",
    re.I,
)
LEADS = re.compile(r"(?!#|javascript:)\S", re.I)  # to another page
CELLS = ("td", "th")
MOST_UP = 4  # elements from a block's own up that say what kind it is
PROGRAM = re.compile(r"""(?:\[\s*)?\{\s*"[^"]{1,60}"\s*:.*[\]}]""", re.S)  # JSON
QUOTES = '«“„"'
COUNTER = re.compile(r"\s*\d{1,4}\s*")
COUNT = re.compile(r"\s*\d{1,3}(?:[ \u00a0.,]?\d{3})*\s*")
DASHES = "—–-"
DATELINE = re.compile(r"(?=[^a-zа-яё])[\w\s.,()/]{0,40}?\b[^\W\d_a-zа-яёәіңғүұқөһ]{2,}\)?[.,]?\s[—–-]")  # it ends with a name in capitals
LEAST_DATED = 60
SENTENCE_END = re.compile(r"[.!?…][»”\")]?\s*$")
COUNTS = re.compile(r"(?:^|[\s_-])(?:comments?|count(?:er)?s?|likes?|views?|replies)(?![a-z])", re.I)
LEAST_HEADLINE, LONGEST_HEADLINE = 25, 250  # characters
IN_LINKS = 0.7  # share of the characters of a block that is a link
MOST_BLOCKS = 100_000  # the longest reports have a tenth of these; to read as many takes seconds
SAYS = re.compile(r"[^\W_]")
BREAK = re.compile(r"(?:_\s?){3,}|(?:\*\s?){3,}|⁂")  # between sections of a story: ___, * * *


@dataclass(slots=True)
class Segment:
    """A run of text in one block-level element. `linked` counts its characters that stand in links."""

    text: str
    linked: int
    element: HtmlElement = field(repr=False)
    kind: Kind
    order: int
    breaks_line: bool = False  # a <br> ended it, not the element
    break_after: str = ""  # the signs of a break between sections that follow it

    @property
    def is_linked_headline(self) -> bool:
        """Whether it may be the headline of another story: a line of text, nearly all of it in links."""
        length = len(self.text)
        return LEAST_HEADLINE <= length <= LONGEST_HEADLINE and self.linked > IN_LINKS * length

    @property
    def block(self) -> Block:
        """What the rules for texts see of it."""
        return Block(self.text, self.kind, self.linked / max(1, len(self.text)))


def segments(root: HtmlElement, hiding: Set[HtmlElement] = frozenset(), *, hidden: bool = False) -> list[Segment]:
    """Return the text of *root* as blocks, without what is never text (scripts, forms, navigation).

    *hiding* are the elements with one of the attributes `HIDING`, which may say that they are not to be seen.
    With *hidden*, also what the page hides until a script shows it, and what it keeps for browsers without scripts.
    Raises `TooLong`, a drop, over `MOST_BLOCKS`: the beginning of an article would pass for the whole.
    """
    return _Cutter(frozenset() if hidden else hiding, hidden).cut(root)


def spaced(segment: Segment) -> str:
    """Return the text of *segment* with spaces between elements that stand side by side without any, as buttons of a menu do.

    Where its element holds other text besides, or some of its own is not shown, it is returned as it is.
    """
    parts: list[str] = []
    length, has_ended = 0, False
    for event, element in etree.iterwalk(segment.element, ("start", "end")):
        text = element.text if event == "start" else "" if element is segment.element else element.tail
        if event == "start" and has_ended:
            parts.append(" ")
        has_ended = event == "end" and not text
        if text:
            parts.append(text)
            length += len(text.strip())
        if length > len(segment.text):
            return segment.text
    text = clean_text("".join(parts))
    return text if "".join(text.split()) == "".join(segment.text.split()) else segment.text


class _Cutter:
    """Walks a tree and closes a block at every edge of a block-level element."""

    def __init__(self, hiding: Set[HtmlElement], hidden: bool) -> None:
        self.skip = SKIP - {"noscript", "template", "dialog"} if hidden else SKIP
        self.hiding, self.hidden = hiding, hidden
        self.done: list[Segment] = []
        self.parts: list[str] = []
        self.linked: list[str] = []  # those of the parts that stand in links
        self.stories: set[HtmlElement] = set()  # items of lists with a headline

    def cut(self, root: HtmlElement) -> list[Segment]:  # noqa: C901 - see below
        """Return the blocks of *root*. Every element of a page passes here: a step calls as little as it can."""
        skip, hiding, parts, linked, holders, links = self.skip, self.hiding, self.parts, self.linked, [root], 0
        row: HtmlElement | None = None  # the row of data that is being read: its cells stand in one block
        walk, text = etree.iterwalk(root, ("start", "end")), root.text
        next(walk)
        for event, element in walk:
            if text and (parts or not text.isspace()):  # white space alone begins no block
                parts.append(text)
                if links:
                    linked.append(text)
            tag = element.tag
            if event == "end":
                if holders[-1] is element:
                    holders.pop()
                    if parts:
                        self._flush(element)
                    row = None
                elif tag == "a":
                    links -= 1
                text = element.tail
            elif (
                (tag in skip and not _is_left_open(element))
                or (element in hiding and _is_hidden(element) and not _is_unfolded(element))
                or (tag in INLINE and not self.hidden and _is_unseen(element.get("class", "")))
                or (tag == "a" and _is_counter(element))
                or (tag == "span" and parts and _is_count_behind(parts, element))
            ):
                if parts and tag not in INLINE and tag not in GLOSS:
                    self._flush(holders[-1])
                walk.skip_subtree()
                next(walk)
                text = element.tail
            else:
                if tag == "br":
                    if parts:
                        self._flush(holders[-1], by_break=True)
                elif tag in FACTS and parts and _is_amid(parts[-1], element):
                    pass
                elif tag == "a":
                    links += 1
                elif tag not in INLINE and not ("-" in tag and parts and _is_phrase(element)):
                    if row is not None:
                        parts.append(" ")
                    else:
                        if parts:
                            self._flush(holders[-1])
                        holders.append(element)
                        if tag == "tr" and _is_data(element):
                            row = element
                text = element.text
        return self.done

    def _flush(self, holder: HtmlElement, by_break: bool = False) -> None:
        text = clean_text("".join(self.parts))
        if text and text[0] in "[{" and _is_for_program(text, holder):
            text = ""
        if text and SAYS.search(text):
            if self.done and len(self.done[-1].text) == 1 and _is_initial(self.done[-1], self.parts[0]):
                text = self.done.pop().text + text
            elif self.done and self.done[-1].text[-1] in DASHES and _is_dateline(self.done[-1], text, sum(map(len, self.linked))):
                text = f"{self.done.pop().text} {text}"
            if len(self.done) == MOST_BLOCKS:
                raise TooLong(f"more than {MOST_BLOCKS:,} blocks of text")
            if holder.tag == HEADLINE:
                self.stories.update(one for one in islice(holder.iterancestors(), MOST_UP) if one.tag == "li")
            kind, linked = _kind(holder, self.stories), sum(map(_length, self.linked))
            self.done.append(Segment(text, min(linked, len(text)), holder, kind, len(self.done), by_break))
        elif self.done and BREAK.fullmatch(text):
            self.done[-1].break_after = text
        self.parts.clear()
        self.linked.clear()


def _length(text: str) -> int:
    """Return how long *text* is, which white space may be around, and in which the page's source may break its lines."""
    return len(text) if "  " not in text and "\n" not in text else len(" ".join(text.split()))


def _is_counter(link: HtmlElement) -> bool:
    """Say whether *link* is a bare number beside a text, no part of it: a count of likes or remarks.

    It says so itself, or is glued to the word behind it.
    """
    text = link.text
    if not text or len(link) or not COUNTER.fullmatch(text):
        return False
    if COUNTS.search(link.get("class") or ""):
        return True
    behind = link.tail
    if not behind and (following := link.getnext()) is not None and following.tag in INLINE:
        behind = following.text
    return bool(behind) and (behind[0].isalpha() or behind[0] in QUOTES)


def _is_count_behind(before: Sequence[str], element: HtmlElement) -> bool:
    """Say whether *element* is a bare number behind the end of a sentence, the last of its line: a count of views."""
    text, tail = element.text, element.tail
    if not text or len(element) or not COUNT.fullmatch(text) or (tail and not tail.isspace()):
        return False
    last = next((one for one in reversed(before) if not one.isspace()), "")
    return element.getnext() is None and SENTENCE_END.search(last) is not None


def _is_amid(before: str, element: HtmlElement) -> bool:
    """Say whether white space parts *element*, of which nothing is seen, from what stands *before* it or behind."""
    return before[-1:].isspace() or (element.tail or "")[:1].isspace()


def _is_phrase(element: HtmlElement) -> bool:
    """Say whether *element*, whose name is the page's own, may stand amid a line as HTML has it: it holds no block."""
    return all(one.tag in INLINE or "-" in one.tag for one in element.iterdescendants())


def _is_data(row: HtmlElement) -> bool:
    """Say whether *row* holds two or more short cells and no layout: a row of figures, not of columns of the page."""
    cells = [cell for cell in row if cell.tag in CELLS]
    if len(cells) < 2 or any(one.tag in LAYOUT for one in row.iterdescendants()):
        return False
    length = len(" ".join("".join(row.itertext()).split()))
    return 0 < length <= LONGEST_CELL * len(cells)


def _is_initial(block: Segment, behind: str) -> bool:
    """Say whether *block* is the large first letter of the word that *behind* goes on with, in an element of its own."""
    return block.text.isupper() and not block.linked and behind[:1].islower()


def _is_dateline(block: Segment, behind: str, linked: int) -> bool:
    """Say whether *block* is the dateline, in an element of its own, of the paragraph *behind* it that has *linked* characters in links."""
    told = len(behind) >= LEAST_DATED and linked < IN_LINKS * len(behind) and (behind[0].isupper() or behind[0] in QUOTES)
    return told and not block.linked and DATELINE.fullmatch(block.text) is not None


def _is_for_program(text: str, holder: HtmlElement) -> bool:
    """Say whether *text* is what the page keeps for its program, and shows nobody as code."""
    return PROGRAM.fullmatch(text) is not None and holder.tag != "pre" and holder.find(".//code") is None


def _kind(element: HtmlElement, stories: Set[HtmlElement]) -> Kind:
    """Return of which kind a block is that *element* holds; *stories* are items that are none of a list."""
    one: HtmlElement | None = element
    for _ in range(MOST_UP):
        if one is None:
            break
        if (kind := KINDS.get(one.tag)) and one not in stories:
            return kind
        one = one.getparent()
    return "paragraph"


def _is_left_open(element: HtmlElement) -> bool:
    """Say whether *element* is a button that nothing closed, so that the parser took the page for what is on it."""
    return element.tag == "button" and element.find(".//p") is not None


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return True
    style = element.get("style") or ""
    return "display" in style and "none" in style.replace(" ", "").lower().partition("display:")[2][:4]


def _is_unfolded(element: HtmlElement) -> bool:
    """Say whether a button beside a hidden *element* calls to read all of the text: it is the rest of the story."""
    for beside in (element.getnext(), element.getprevious()):
        if beside is not None and isinstance(beside.tag, str) and UNFOLDS.fullmatch(beside.text_content()[:60]):
            return not any(LEADS.match(link.get("href") or "") for link in beside.iter("a"))
    return False


@lru_cache(maxsize=16_384)  # the pages of a site name the same things alike
def _is_unseen(names: str) -> bool:
    return UNSEEN.search(names) is not None

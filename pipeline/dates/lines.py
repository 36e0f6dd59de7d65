"""The lines of a page: text that no element with a line of its own interrupts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from pipeline.dates.labels import speaks_of_change
from pipeline.dates.outside import hides

PARAGRAPH = 160  # characters of a text that is a paragraph of a body, not a line about it
MOST_PARTS = 200  # pieces of text in one line
LONGEST_LABEL = 30
DIGIT = re.compile(r"\d")
PICTURES = frozenset(("figure", "picture", "img"))
INLINE = frozenset(("span", "b", "strong", "i", "em", "font", "time", "a", "small", "abbr", "nobr"))
WITHIN = INLINE | {"br", "wbr", "img", "svg", "sup", "sub", "u", "s", "ins", "mark", "script", "style", "noindex"}


class Line(NamedTuple):
    """A line in *block*: behind its child *start*, or from its beginning; all of it, if it holds no other block."""

    block: HtmlElement
    start: HtmlElement | None


def line_at(element: HtmlElement, *, inside: bool) -> Line:
    """Return the line that the text of *element* is part of, or, if not *inside*, the text behind it."""
    block, child = (element, None) if inside else (element.getparent(), element)
    while block.tag in INLINE and (parent := block.getparent()) is not None:
        block, child = parent, block
    while child is not None and not _ends_a_line(child):
        child = child.getprevious()
    return Line(block, child)


def text_of(line: Line) -> str | None:
    """Return the text of *line*, or None where it is more than a line."""
    parts: list[str] = []
    length = 0
    for part in islice(_parts(line), MOST_PARTS):
        if parts and _are_apart(parts[-1], part):
            parts.append(" ")  # a number of another element is another number
        parts.append(part)
        length += len(part) if len(part) <= PARAGRAPH else len(" ".join(part.split()))
        if length > PARAGRAPH and len(" ".join("".join(parts).split())) > PARAGRAPH:
            return None
    return " ".join("".join(parts).split())


def _are_apart(part: str, behind: str) -> bool:
    """Say whether a number begins *behind* or ends *part*, beside a word, or a capital begins it behind a small letter."""
    if behind[0].isupper() and part[-1].islower():
        return True
    return (behind[0].isdigit() and part[-1].isalnum()) or (
        part[-1].isdigit() and behind[:3].isalpha() and len(behind) > 2
    )


def label_of(block: HtmlElement, around: Set[HtmlElement]) -> str:
    """Return the short text of the element before *block*; none for a headline, which is among what is *around* it."""
    before = block.getprevious()
    if before is None or before in around or len(before) > 1 or before.tag in PICTURES:
        return ""
    text = " ".join(before.text_content().split())
    return text if len(text) <= LONGEST_LABEL and not DIGIT.search(text) and not speaks_of_change(text) else ""


def _ends_a_line(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in WITHIN


def _parts(line: Line) -> Iterator[str]:
    first = line.block.text if line.start is None else line.start.tail
    if first:
        yield first
    child = line.start.getnext() if line.start is not None else next(iter(line.block), None)
    while child is not None and not _ends_a_line(child):
        if isinstance(child.tag, str) and not hides(child):
            yield from child.itertext() if len(child) else filter(None, (child.text,))
        if child.tail:
            yield child.tail
        child = child.getnext()

"""Captions without a label: a line of its own in italics or small print, right behind a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from pipeline.body.boxes import CLOSED
from pipeline.body.features import Sight
from pipeline.body.segments import Segment
from pipeline.text import clean_text

LONGEST_CAPTION = 150  # characters
PRINT = ("em", "i", "small")
PICTURES = ("img", "picture", "amp-img", "video")
STEPS = 6  # back from the line to its picture
MOST_PRINTED = 20  # elements in a line


def pictured(sight: Sight, rules: Sequence[str]) -> Iterator[int]:
    """Yield the blocks of the story, by their numbers, that are captions: none ends as a sentence does."""
    for index, rule in enumerate(rules):
        if not rule and (line := _printed(sight.segments[index])) is not None and _is_behind_picture(line):
            yield index


def _printed(one: Segment) -> HtmlElement | None:
    """Return the element in italics or small print that is all of *one*, a short line; None where that is a sentence, or announces one."""
    if one.kind != "paragraph" or len(one.text) > LONGEST_CAPTION or one.text.endswith(":") or CLOSED.search(one.text):
        return None
    inside = islice(one.element.iter(*PRINT), MOST_PRINTED)
    return next((line for line in inside if clean_text(str(line.text_content())) == one.text), None)


def _is_behind_picture(line: HtmlElement) -> bool:
    for _ in range(STEPS):
        before, parent = line.getprevious(), line.getparent()
        said = before.tail if before is not None else parent.text if parent is not None else ""
        if (said or "").strip():
            return False
        if before is not None and before.tag != "br":
            return _is_picture(before)
        line = parent if before is None else before
        if line is None or line.tag == "body":
            return False
    return False


def _is_picture(element: HtmlElement) -> bool:
    held = element.tag in PICTURES or next(element.iter(*PICTURES), None) is not None
    return held and not str(element.text_content()).strip()

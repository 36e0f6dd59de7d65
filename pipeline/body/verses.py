"""Verses, where a page is for nothing else: to the model their short lines look like those around a story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from lxml.html import HtmlElement

from pipeline.body.groups import ADDRESS, LIKELY, Chances
from pipeline.body.segments import Segment

SUNG = 0.8  # the chance of verses: more than that of what stands apart from a story, or is in doubt
LEAST_VERSES = 8
SHORTEST, LONGEST_VERSE = 5, 60  # characters


def sung(found: Sequence[Segment], chances: Chances, headline: int) -> Chances:
    """Return *chances* with the longest poem behind the *headline* made likely, where it is longer than all that else is likely."""
    poem = max(_poems(found[headline + 1 :]), key=_length, default=[])
    own = [one.order for one in poem]
    others = [one for one in found if chances[one.order] > LIKELY and one.order not in own] if own else []
    if _length(poem) <= _length(others):
        return chances
    chances = chances.copy()
    chances[own] = np.maximum(chances[own], SUNG)
    return chances


def _poems(found: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Yield the runs of short lines that stand in one element, parted by breaks, or in paragraphs of one."""
    for box, run in groupby(found, key=lambda one: _box(one) if _is_verse(one) else None):
        lines = [*run]
        if box is not None and len(lines) >= LEAST_VERSES:
            yield lines


def _box(one: Segment) -> HtmlElement | None:
    return one.element.getparent() if one.element.tag == "p" else one.element


def _is_verse(one: Segment) -> bool:
    plain = one.kind == "paragraph" and not one.linked and SHORTEST <= len(one.text) <= LONGEST_VERSE
    return plain and " " in one.text and not ADDRESS.search(one.text) and not any(map(str.isdigit, one.text))


def _length(blocks: Sequence[Segment]) -> int:
    return sum(len(one.text) for one in blocks)

"""Blocks that the model doubts and the page itself ties to its story: a lead that is named so, key points, paragraphs in boxes of one name.

News in Russian and Kazakh begins with its lead, whatever box that stands in; a summary in other languages stays the model's affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np
import numpy.typing as npt

from pipeline.body.features import Sight
from pipeline.body.groups import LIKELY, Chances
from pipeline.body.names import ORDER
from pipeline.body.segments import Segment
from pipeline.headings import folded
from pipeline.noise.latin import CYRILLIC, in_cyrillic

TIED = 0.61  # the chance of what is tied to the story: it may stand apart from it
LIKELY_LEAD, LIKELY_SENTENCE = 0.05, 0.03  # a lead that ends as a sentence does needs less
LIKELY_IN_BOX = 0.05
MOST_LEADS = 2
MOST_POINTS = 7
LEAST = 4  # words of a lead
NAMED_LEAD, NAMED_STORY = ORDER.index("lead"), [ORDER.index(name) for name in ("strong", "content")]
NAMED_OTHER = [
    ORDER.index(name) for name in "comment related foot side navigation share promotion meta caption byline".split()
]
NEAR = 1  # steps up to the name of a lead
DESCRIPTION = re.compile(r"(?<![a-z])desc(?![a-z])|intro[-_]?text", re.I)
ENDS = (".", "!", "?", "…", "»", "”", '"')


def tied(sight: Sight, chances: Chances) -> Chances:
    """Return *chances* with what the page ties to the story's likely blocks made likely too."""
    sure = np.flatnonzero(chances > TIED)
    sure = sure[sure > sight.headline]
    if not len(sure):
        return chances
    likely = np.flatnonzero(chances > LIKELY)
    chances = chances.copy()
    leads = [*islice(_leads(sight, chances, int(sure[0])), MOST_LEADS + 1)]
    if len(leads) <= MOST_LEADS:
        chances[leads] = TIED
    chances[_key_points(sight, chances, int(sure[0]))] = TIED
    chances[[*_in_boxes(sight, chances, likely)]] = TIED
    return chances


def _leads(sight: Sight, chances: Chances, first: int) -> Iterator[int]:
    """Yield the blocks between the headline and the *first* that is sure that are named a lead, or are the page's summary."""
    if sight.headline < 0:
        return
    for at in range(sight.headline + 1, first):
        segment = sight.segments[at]
        enough = LIKELY_SENTENCE if segment.text.endswith(ENDS) else LIKELY_LEAD
        may_be = chances[at] > enough and not segment.linked and _is_told(segment.text)
        if may_be and (_is_named(sight, int(sight.nodes.at[at])) or _summed_up(sight, segment)):
            yield at


def _key_points(sight: Sight, chances: Chances, first: int) -> list[int]:
    """Return the items between the headline and the *first* that is sure, where they are told in one list; sentences need less."""
    items = [at for at in range(sight.headline + 1, first) if sight.segments[at].kind == "item"] if sight.headline >= 0 else []
    points = [sight.segments[at] for at in items]
    told = all(not one.linked and _is_told(one.text) for one in points)
    enough = LIKELY_SENTENCE if all(one.text.endswith(ENDS) for one in points) else LIKELY_LEAD
    is_one = len({one.element.getparent() for one in points}) == 1
    return items if told and is_one and 1 < len(points) <= MOST_POINTS and min(chances[items]) > enough else []


def _is_named(sight: Sight, node: int) -> bool:
    """Say whether *node*, or the one above it, is named for a lead, and none so near for anything else."""
    steps = sight.names.steps[node]
    names = f"{sight.nodes.names[node]} {sight.nodes.names[sight.nodes.up[node]]}"
    step = 0 if DESCRIPTION.search(names) else steps[NAMED_LEAD]
    return bool(step <= NEAR and steps[NAMED_OTHER].min() > step)


def _summed_up(sight: Sight, segment: Segment) -> bool:
    """Say whether the page's own summary is what *segment* says."""
    return bool(sight.description) and folded(segment.text) == folded(sight.description)


def _is_told(text: str) -> bool:
    return len(text.split()) >= LEAST and CYRILLIC.search(in_cyrillic(text)) is not None


def _in_boxes(sight: Sight, chances: Chances, likely: npt.NDArray[np.intp]) -> Iterator[int]:
    """Yield the doubtful sentences in further boxes that look as those of likely blocks do, stand beside them and are named for a story."""
    nodes = sight.nodes
    box = nodes.up[nodes.at]
    look, above = nodes.look[box], nodes.up[box]
    boxes = set(box[likely].tolist())
    held = {(int(look[at]), int(above[at])) for at in likely if nodes.classes[box[at]]}
    for at in np.flatnonzero((chances > LIKELY_IN_BOX) & (chances <= LIKELY)).tolist():
        segment = sight.segments[at]
        told = segment.kind == "paragraph" and not segment.linked and segment.text.endswith(ENDS)
        further = told and int(box[at]) not in boxes and (int(look[at]), int(above[at])) in held
        if further and sight.names.steps[box[at]][NAMED_STORY].min() == 0:  # named for a story
            yield at

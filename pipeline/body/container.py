"""Finds the element that holds the article: the one where the page's running text is, behind the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from lxml.html import HtmlElement

from pipeline.body.names import Names
from pipeline.body.nodes import Amounts, Nodes
from pipeline.body.outside import outside
from pipeline.body.segments import Segment

ENDS = ".!?…:;»”\"')"
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts that say three times as much with a letter
FIRST_DENSE = 0x3040
SHARE = 0.7  # of an element's text that one child must hold to be the container in its stead
BEFORE_HEADLINE = 0.2  # what text above the headline counts
INLINE_TAGS = {"p", "span", "b", "strong", "font", "i", "em", "blockquote", "li", "ul", "ol"}


@dataclass(frozen=True, slots=True)
class Container:
    """The node, its text mass and the page's, and by what each node of the page is outside (or the empty string)."""

    node: int
    mass: float
    total: float
    outside: list[str]


def find_container(masses: Amounts, nodes: Nodes, names: Names, root: HtmlElement, headline: int) -> Container:
    """Return the container of the running text, of which each block has *masses*, all below *root*.

    *headline* is the order of the headline's block, or -1.
    """
    masses = masses.copy()
    masses[: max(0, headline)] *= BEFORE_HEADLINE
    top = nodes.number[root]
    raw = nodes.sums(masses)
    around = outside(nodes, names.around, raw, float(raw[top]))
    is_inside = np.array([not word for word in around])
    mass = nodes.sums(masses * is_inside[nodes.at])
    node = _descend(nodes, top, mass)
    return Container(node, float(mass[node]), float(mass[top]), around)


def masses_of(found: Sequence[Segment]) -> list[float]:
    """Return how much running text each block is: long, punctuated, free of links."""
    codes = np.frombuffer("".join([one.text for one in found]).encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    dense = bool((codes >= FIRST_DENSE).any())  # to ask each block takes ten times as long
    return [_mass_of(one, len(DENSE.findall(one.text)) if dense else 0) for one in found]


def _mass_of(segment: Segment, dense: int) -> float:
    length, linked = len(segment.text) + 2 * dense, segment.linked * (3 if dense else 1)
    if length < 30 or linked > length * 0.5:
        return 0.0
    if length < 80 and (segment.kind == "row" or not _is_punctuated(segment.text)):
        return 0.0
    return (length - linked) * (1.0 if length >= 80 else 0.5)


def _is_punctuated(text: str) -> bool:
    return text[-1] in ENDS or ". " in text or ", " in text


def _descend(nodes: Nodes, top: int, mass: Amounts) -> int:
    """Go down from *top* as long as one child holds most of what its parent holds."""
    node = top
    while own := float(mass[node]):
        best = max(nodes.children(node), key=mass.__getitem__, default=None)
        if best is None or mass[best] < SHARE * own or nodes.tags[best] in INLINE_TAGS:
            break
        node = best
    return node

"""Finds the element that holds the article: the one where the page's running text is, behind the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.body.outside import Outside
from pipeline.body.segments import Segment

SENTENCE_END = re.compile(r"[.!?…:;»”\"')]$")
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts that say three times as much with a letter
SHARE = 0.7  # of an element's text that one child must hold to be the container in its stead
BEFORE_HEADLINE = 0.2  # what text above the headline counts
INLINE_TAGS = {"p", "span", "b", "strong", "font", "i", "em", "blockquote", "li", "ul", "ol"}


@dataclass(frozen=True, slots=True)
class Container:
    """The element, its blocks in order, its text mass and the page's, and what is outside by name."""

    element: HtmlElement
    segments: tuple[Segment, ...]
    mass: float
    total: float
    outside: Outside


def find_container(found: Sequence[Segment], root: HtmlElement, headline: int) -> Container:
    """Return the container of the running text among *found*.

    *headline* is the order of the headline's block, or -1.
    """
    weights = [
        (segment, mass_of(segment) * (BEFORE_HEADLINE if segment.order < headline else 1.0)) for segment in found
    ]
    raw = _masses((segment.element, weight) for segment, weight in weights)
    outside = Outside(raw, raw.get(root, 0.0))
    mass = _masses(
        (segment.element, weight) for segment, weight in weights if weight and not outside.why(segment.element)
    )
    element = _descend(root, mass)
    inside = set(element.iter())
    segments = tuple(segment for segment in found if segment.element in inside)
    return Container(element, segments, mass.get(element, 0.0), mass.get(root, 0.0), outside)


def mass_of(segment: Segment) -> float:
    """Return how much running text a block is: long, punctuated, free of links."""
    length, linked = len(segment.text), segment.linked
    if not segment.text.isascii() and (dense := len(DENSE.findall(segment.text))):
        length, linked = length + 2 * dense, linked * 3
    if length < 30 or linked > length * 0.5:
        return 0.0
    sentences = segment.text.count(". ") + segment.text.count(", ") + (SENTENCE_END.search(segment.text) is not None)
    if length < 80 and (not sentences or segment.kind == "row"):
        return 0.0
    return (length - linked) * (1.0 if length >= 80 else 0.5)


def _masses(weights: Iterable[tuple[HtmlElement, float]]) -> dict[HtmlElement, float]:
    """Return the text mass of every element: its own blocks' and those of all below it."""
    mass: dict[HtmlElement, float] = {}
    for element, weight in weights:
        if weight:
            mass[element] = mass.get(element, 0.0) + weight
            for one in element.iterancestors():
                mass[one] = mass.get(one, 0.0) + weight
    return mass


def _descend(root: HtmlElement, mass: dict[HtmlElement, float]) -> HtmlElement:
    """Go down from *root* as long as one child holds most of what its parent holds."""
    element = root
    while own := mass.get(element, 0.0):
        best = max(element, key=lambda child: mass.get(child, 0.0), default=None)
        if best is None or mass.get(best, 0.0) < SHARE * own or best.tag in INLINE_TAGS:
            break
        element = best
    return element

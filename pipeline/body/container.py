"""Finds the element that holds the article: the one where the running text of the page is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.body.segments import Segment

OUTSIDE_TAGS = {"aside", "footer", "nav", "form", "button"}
OUTSIDE = re.compile(
    r"(?<![a-z])(?:comment(?!ary)|disqus|sidebar|side-bar|side_bar|footer|related|recommend|popular|most-?read|also-?read|read-?also|readmore|"
    r"read-more|teaser|promo|banner|advert|adv-|ads?[_-]|cookie|consent|gdpr|subscri|newsletter|social|share|sharing|breadcrumb|pagination|"
    r"pager|menu|navbar|navigation|widget|informer|ticker|lenta|carousel|outbrain|taboola|similar|see-also|more-?news|other-?news|"
    r"latest|login|signup|paywall|poll|vote|rating|copyright|print-only|skip-link|screen-reader|sr-only|visually-hidden|toolbar)", re.I
)  # fmt: skip
SENTENCE_END = re.compile(r"[.!?…:;»”\"')]$")
MOST_OUTSIDE = 0.4  # of the page's text: an element with more than that is the page, whatever its name
SHARE = 0.70
STRUCTURAL = ("articlebody", "article-body", "article_body", "article__body", "articletext", "article-text", "article_text", "article__text", "entry-content", "post-content", "story-body", "news-text")


@dataclass(frozen=True, slots=True)
class Container:
    """The element, and its blocks in order."""

    element: HtmlElement
    segments: tuple[Segment, ...]
    mass: float
    total: float


class Outside:
    """Knows which elements are not the article by their tag or name, unless most of the page's text is in them."""

    def __init__(self, mass: Mapping[HtmlElement, float], total: float) -> None:
        self._mass = mass
        self._most = total * MOST_OUTSIDE
        self._known: dict[HtmlElement, bool] = {}

    def holds(self, element: HtmlElement) -> bool:
        """Say whether *element* is such an element or stands in one."""
        chain: list[HtmlElement] = []
        verdict = False
        for one in (element, *element.iterancestors()):
            if one in self._known:
                verdict = self._known[one]
                break
            chain.append(one)
            if one.tag in ("body", "html"):
                break
            if self._mass.get(one, 0.0) <= self._most and is_outside(one):
                verdict = True
                break
        for one in chain:
            self._known[one] = verdict
        return verdict


def is_outside(element: HtmlElement) -> bool:
    """Say whether the tag or a name of *element* is one of things that stand around articles."""
    return element.tag in OUTSIDE_TAGS or OUTSIDE.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def find_container(found: Sequence[Segment], root: HtmlElement) -> tuple[Container, Outside]:
    """Return the container of the running text among *found*, and what is outside of it by name."""
    raw = _masses((segment.element, _weight(segment)) for segment in found)
    outside = Outside(raw, raw.get(root, 0.0))
    mass = _masses((segment.element, _weight(segment)) for segment in found if not outside.holds(segment.element))
    element = _descend(root, mass)
    return Container(element, tuple(_under(found, element)), mass.get(element, 0.0), mass.get(root, 0.0)), outside


def _masses(weights: Iterable[tuple[HtmlElement, float]]) -> dict[HtmlElement, float]:
    """Return the text mass of every element: its own blocks' and those of all below it."""
    mass: dict[HtmlElement, float] = {}
    for element, weight in weights:
        if weight:
            for one in (element, *element.iterancestors()):
                mass[one] = mass.get(one, 0.0) + weight
    return mass


def _weight(segment: Segment) -> float:
    """Return how much running text a block is: long, punctuated, free of links."""
    length, linked = len(segment.text), segment.linked
    if length < 30 or linked > length * 0.5:
        return 0.0
    plain = length - linked
    sentences = segment.text.count(". ") + segment.text.count(", ") + bool(SENTENCE_END.search(segment.text))
    if length < 80 and not sentences:
        return 0.0
    return plain * (1.0 if length >= 80 else 0.5)


def _descend(root: HtmlElement, mass: dict[HtmlElement, float]) -> HtmlElement:
    """Go down from *root* as long as one child holds most of what its parent holds."""
    element = root
    while True:
        best = max(element, key=lambda child: mass.get(child, 0.0), default=None)
        if best is None or mass.get(best, 0.0) < SHARE * mass.get(element, 0.0) or best.tag in ("p", "span", "b", "strong", "font"):
            return element
        element = best


def _under(found: Sequence[Segment], element: HtmlElement) -> list[Segment]:
    inside = set(element.iter())
    return [segment for segment in found if segment.element in inside]

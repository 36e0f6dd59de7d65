"""What is seen of a page's blocks: where they stand, what they are named, and which is the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from lxml.html import HtmlElement

from pipeline.body.container import find_container, masses_of
from pipeline.body.features import EMPHASES, Sight
from pipeline.body.names import names_of
from pipeline.body.nodes import Nodes
from pipeline.body.segments import HIDING, Segment, segments
from pipeline.body.tree import MASS
from pipeline.body.unseen import stated_body
from pipeline.document import Document
from pipeline.headings import folded

FEW = 24  # characters by which two writings of one headline may differ in length
LEAST_MASS = 200  # with less running text to be seen, the page may hide its story
DIALOGS = ("dialog", "alertdialog")  # roles of what is laid over a page, as notices about cookies are
IMAGES = ("img", "picture", "video", "iframe")
LETTER = re.compile(r"[^\W_]")


def look(document: Document, title: str) -> Sight | None:
    """Return what is seen of the page's blocks; None when it has no text."""
    start = _start(document)
    found = segments(start, frozenset(document.having(*HIDING)))
    masses = masses_of(found)
    if sum(masses) < LEAST_MASS:
        hidden = segments(start, hidden=True)
        if sum(heavier := masses_of(hidden)) >= LEAST_MASS:
            found, masses = hidden, heavier
    if not found:
        return None
    headline = _headline(found, title)
    descriptions = [*document.metas.get("description", ()), *document.metas.get("og:description", ())]
    nodes = Nodes(found)
    named = names_of(nodes, document.having("itemprop"))
    sizes = [len(one.text) for one in found], [one.linked for one in found]
    own = np.array([*sizes, masses, [1.0] * len(found)], dtype=np.float64)  # to find the type out takes as long again
    return Sight(
        found,
        own,
        nodes,
        find_container(own[MASS], nodes, named, start, headline),
        headline,
        title,
        max(descriptions, key=len, default=""),
        named,
        stated_body(document),
        [one for tag in IMAGES for one in document.tagged(tag)],
        [one for tag in EMPHASES for one in document.tagged(tag)],
        [one for one in document.having("role") if one.get("role") in DIALOGS],
    )


def _headline(found: Sequence[Segment], title: str) -> int:
    """Return the order of the headline's block, or -1: the h1 that says *title*, else a block that does, else any h1."""
    wanted = folded(title)
    h1 = [segment for segment in found if segment.element.tag == "h1" and len(segment.text) > 10]
    same = [segment for segment in found if wanted and segment.linked == 0 and says(segment.text, title, wanted)]
    both = [segment for segment in h1 if segment in same]
    return next((segment.order for segment in (*both, *same, *h1)), -1)


def _start(document: Document) -> HtmlElement:
    if rule := document.page.rules.body:
        matches = document.root.xpath(rule)
        if isinstance(matches, list) and matches and isinstance(matches[0], HtmlElement):
            return matches[0]
    body = document.root.find("body")
    return document.root if body is None else body


def says(text: str, title: str, wanted: str) -> bool:
    """Say whether *text* is *title*, whose folded form is *wanted*: most texts begin with another letter."""
    if abs(len(text) - len(title)) > FEW:
        return False
    first = LETTER.search(text)
    return first is not None and wanted.startswith(folded(first[0])) and folded(text) == wanted

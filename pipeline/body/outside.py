"""What stands around articles, by tag and by name, unless on this page that name holds the article itself."""

from __future__ import annotations

import numpy as np

from pipeline.body.names import KNOWN
from pipeline.body.nodes import Amounts, Nodes

TAGS = {"aside", "footer", "nav", "form", "button", "figcaption"}
MOST = 0.4  # of the page's text: a name that holds more than that is the page, whatever it says


def outside(nodes: Nodes, words: list[str], mass: Amounts, total: float) -> list[str]:
    """Return for each node the tag or name by which it, or what it stands in, is outside of the article; or the empty string.

    *words* are what `words_of` says of each node, *mass* the text of each that counts, *total* the page's.
    """
    trusted = _trusted(nodes, words, mass, total)
    named = nodes.within([number for number, word in enumerate(words) if word and word not in trusted])
    return [words[number] if number >= 0 else "" for number in np.where(named > nodes.top, named, -1).tolist()]


def words_of(nodes: Nodes) -> list[str]:
    """Return what about each of *nodes* says that it stands around articles: its tag, or the first telling part of its names."""
    telling = {one: next(filter(None, (part for _, part in own)), "") for one, own in KNOWN.of(nodes.names).items()}
    return [tag if tag in TAGS else telling[own] for tag, own in zip(nodes.tags, nodes.names, strict=True)]


def _trusted(nodes: Nodes, words: list[str], mass: Amounts, total: float) -> set[str]:
    """Return the words that hold most of this page's text: here they name the article."""
    held: dict[str, float] = {}
    ends: dict[str, int] = {}  # where the last outermost node with each word ends
    for number, (word, own, end) in enumerate(zip(words, mass.tolist(), nodes.end.tolist(), strict=True)):
        if word and number >= ends.get(word, 0):
            held[word] = held.get(word, 0.0) + own
            ends[word] = end
    return {word for word, own in held.items() if own > total * MOST}

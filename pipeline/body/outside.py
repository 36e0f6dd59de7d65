"""What stands around articles, by tag and by name, unless on this page that name holds the article itself."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipeline.body.nodes import Amounts, Nodes

MOST = 0.4  # of the page's text: a name that holds more than that is the page, whatever it says


def outside(nodes: Nodes, words: Mapping[int, str], mass: Amounts, total: float) -> list[str]:
    """Return for each node the tag or name by which it, or what it stands in, is outside of the article; or the empty string.

    *words* are what the nodes say that stand around articles, *mass* the text of each that counts, *total* the page's.
    """
    trusted = _trusted(nodes, words, mass, total)
    named = nodes.within([number for number, word in words.items() if word not in trusted])
    return [words.get(number, "") for number in np.where(named > nodes.top, named, -1).tolist()]


def _trusted(nodes: Nodes, words: Mapping[int, str], mass: Amounts, total: float) -> set[str]:
    """Return the words that hold most of this page's text: here they name the article."""
    held: dict[str, float] = {}
    ends: dict[str, int] = {}  # where the last outermost node with each word ends
    for number, word in words.items():
        if number >= ends.get(word, 0):
            held[word] = held.get(word, 0.0) + float(mass[number])
            ends[word] = int(nodes.end[number])
    return {word for word, own in held.items() if own > total * MOST}

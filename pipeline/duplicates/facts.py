"""The numbers, days and names of a story in their context: a form filled in anew is another story."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.duplicates.sketch import FACTORS, Passages, Sketch
from pipeline.duplicates.words import DAY, NAME, NUMBER, WORD, Kinds

REACH = 2  # words of context on either side


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The facts of a story whose context occurs once in it: contexts, sorted, with what stands there."""

    contexts: Passages
    values: Passages
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class Compared:
    """How many facts are the same and how many are others in the contexts that two stories share."""

    same: int
    numbers: int
    days: int
    names: int

    @property
    def others(self) -> int:
        """Return how many are others."""
        return self.numbers + self.days + self.names


def facts(story: Sketch) -> Facts:
    """Return the facts of *story*; the words of a name count as one."""
    words, kinds = story.words.astype(np.uint64), story.kinds
    if not len(words):
        return Facts(words, words, kinds)
    starts = np.ones(len(kinds), bool)
    starts[1:] = (kinds[1:] != NAME) | (kinds[:-1] != NAME)
    if story.title_words < len(kinds):
        starts[story.title_words] = True
    places = np.flatnonzero(starts)
    lengths = np.diff(places, append=len(words))
    rank = np.arange(len(words)) - np.repeat(places, lengths) + 1
    values = np.add.reduceat(words * rank.astype(np.uint64), places)
    kinds = kinds[places]
    chosen = kinds != WORD
    contexts = _contexts(np.where(chosen, kinds, values), int(np.searchsorted(places, story.title_words)))[chosen]
    values, kinds = values[chosen], kinds[chosen]
    contexts, first, counts = np.unique(contexts, return_index=True, return_counts=True)
    once = first[counts == 1]
    return Facts(contexts[counts == 1], values[once], kinds[once])


def _contexts(masked: Passages, title_words: int) -> Passages:
    """Return for each word the hash of its neighbours, facts masked; the title and the text are no neighbours."""
    edge = np.zeros(REACH, np.uint64)
    padded = np.concatenate((edge, masked[:title_words], edge, masked[title_words:], edge))
    places = np.arange(len(masked)) + np.where(np.arange(len(masked)) < title_words, 0, REACH)
    contexts = masked * FACTORS[0]
    for offset, factor in zip((0, 1, 3, 4), CONTEXT_FACTORS, strict=True):
        contexts = contexts + padded[places + offset] * factor
    return contexts


CONTEXT_FACTORS = tuple(
    np.uint64(factor) for factor in (0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3)
)


def compared(one: Facts, other: Facts) -> Compared:
    """Return how the facts of two stories compare where their contexts are the same."""
    _, here, there = np.intersect1d(one.contexts, other.contexts, assume_unique=True, return_indices=True)
    differ = one.values[here] != other.values[there]
    kinds = one.kinds[here][differ]
    numbers, days, names = (int((kinds == kind).sum()) for kind in (NUMBER, DAY, NAME))
    return Compared(len(here) - len(kinds), numbers, days, names)

"""The numbers, days and names of a story in their context: a form filled in anew is another story."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.duplicates.sketch import DAY, FACTORS, NAME, NUMBER, WORD, Numbers, Sketch

REACH = 2  # words of context on either side


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The facts of a story whose context occurs once in it: contexts, sorted, with what stands there."""

    contexts: Numbers
    values: Numbers
    kinds: Numbers


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
    words, kinds = story.words, story.kinds
    if not len(words):
        return Facts(words, words, words)
    starts = np.ones(len(kinds), bool)
    starts[1:] = (kinds[1:] != NAME) | (kinds[:-1] != NAME)
    if story.title_words < len(kinds):
        starts[story.title_words] = True
    places = np.flatnonzero(starts)
    kinds = kinds[places]
    spread = words * (
        np.arange(len(words), dtype=np.uint64)
        - np.repeat(places, np.diff(places, append=len(words))).astype(np.uint64)
        + np.uint64(1)
    )
    values = np.add.reduceat(spread, places)
    masked = np.where(kinds == WORD, values, kinds.astype(np.uint64))
    padded = np.concatenate((np.zeros(REACH, np.uint64), masked, np.zeros(REACH, np.uint64)))
    contexts = kinds * FACTORS[0]
    for offset, factor in zip((0, 1, 3, 4), CONTEXT_FACTORS, strict=True):
        contexts = contexts + padded[offset : offset + len(masked)] * factor
    chosen = kinds != WORD
    contexts, first, counts = np.unique(contexts[chosen], return_index=True, return_counts=True)
    once = counts == 1
    return Facts(contexts[once], values[chosen][first[once]], kinds[chosen][first[once]].astype(np.uint64))


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

"""The numbers, days and names of a story in their context: a form filled in anew is another story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.sketch import Passages, Sketch
from pipeline.duplicates.words import DAY, KINDS, NAME, NUMBER, WORD, Kinds, Words

REACH = 2  # words of context on either side
AT_ONCE = 256  # stories
CONTEXT_BITS = np.uint64(48)  # above them stands the story, while facts of many are sorted
CONTEXT_FACTORS = tuple(
    np.uint64(factor)
    for factor in (
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
        0x9E3779B97F4A7C15,
        0xE7037ED1A0B428DB,
        0x8EBC6AF09C88C6E3,
    )
)


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
    """Return the facts of *story*."""
    return facts_of([story])[0]


def facts_of(stories: Sequence[Sketch]) -> list[Facts]:
    """Return the facts of each of *stories*; the words of a name count as one."""
    made: list[Facts] = []
    for start in range(0, len(stories), AT_ONCE):
        made += _facts_of(stories[start : start + AT_ONCE])
    return made


def _facts_of(stories: Sequence[Sketch]) -> list[Facts]:
    kinds = np.concatenate([story.kinds for story in stories])
    titles = np.array([story.title_words for story in stories])
    parts = np.stack((titles, [len(story.words) for story in stories] - titles), 1).ravel()  # title, text, title, ...
    places = _starts(kinds, parts)
    values = _values(np.concatenate([story.words for story in stories]), places)
    part, kinds = np.repeat(np.arange(len(parts)), parts)[places], kinds[places]
    chosen = np.flatnonzero(kinds != WORD)
    contexts = _contexts(np.where(kinds != WORD, kinds, values), part, chosen)
    story = (part[chosen] >> 1).astype(np.uint64)
    alone = once(story << CONTEXT_BITS | contexts)
    ends = np.searchsorted(story[alone], np.arange(len(stories), dtype=np.uint64), "right").tolist()
    contexts, values, kinds = contexts[alone], values[chosen][alone], kinds[chosen][alone]
    return [
        Facts(contexts[start:end].copy(), values[start:end].copy(), kinds[start:end].copy())
        for start, end in pairwise([0, *ends])
    ]


def _starts(kinds: Kinds, parts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where the words of a name begin, and each other word."""
    starts = np.ones(len(kinds), bool)
    starts[1:] = (kinds[1:] != NAME) | (kinds[:-1] != NAME)
    starts[(np.cumsum(parts) - parts)[parts > 0]] = True
    return np.flatnonzero(starts)


def _values(words: Words, places: NDArray[np.intp]) -> Passages:
    """Return one number for the words from each of *places* to the next."""
    if not len(words):
        return words.astype(np.uint64)
    rank = np.arange(len(words)) - np.repeat(places, np.diff(places, append=len(words))) + 1
    return np.add.reduceat(words * rank.astype(np.uint64), places)


def _contexts(masked: Passages, part: NDArray[np.intp], chosen: NDArray[np.intp]) -> Passages:
    """Return for the words *chosen* the hash of their neighbours, facts masked; those of another part are none."""
    at = np.arange(len(masked)) + REACH * (part + 1)
    padded = np.zeros(len(masked) + REACH * (int(part[-1]) + 2 if len(part) else 0), np.uint64)
    padded[at] = masked
    contexts = np.zeros(len(chosen), np.uint64)
    for offset, factor in enumerate(CONTEXT_FACTORS, -REACH):
        contexts += padded[at[chosen] + offset] * factor
    return np.right_shift(contexts, np.uint64(64) - CONTEXT_BITS)


def once(passages: Passages) -> NDArray[np.intp]:
    """Return the places of what occurs once in *passages*, in the order of its value."""
    order = np.argsort(passages)
    ordered = passages[order]
    alone = np.ones(len(ordered), bool)
    differs = ordered[1:] != ordered[:-1]
    alone[1:] &= differs
    alone[:-1] &= differs
    return order[alone]


def compared(one: Facts, other: Facts) -> Compared:
    """Return how the facts of two stories compare where their contexts are the same."""
    here, there = in_both(one.contexts, other.contexts)
    differ = one.values[here] != other.values[there]
    counts = np.bincount(one.kinds[here][differ], minlength=KINDS)
    numbers, days, names = (int(counts[kind]) for kind in (NUMBER, DAY, NAME))
    return Compared(len(here) - numbers - days - names, numbers, days, names)


def in_both_of(one: Passages, many: Passages) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return for what of *many*, in its order, stands in *one* the places there and in *many*; *one* is sorted."""
    likely = np.zeros(1 << 16, bool)  # most are told apart by 16 bits
    likely[_ends(one)] = True
    there = likely[_ends(many)].nonzero()[0]
    places = np.searchsorted(one, many[there])
    places[places == len(one)] = 0
    same = one[places] == many[there]
    return places[same], there[same]


def _ends(passages: Passages) -> NDArray[np.uint16]:
    return passages.view(np.uint16)[::4]


def in_both(one: Passages, other: Passages) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places in *one* and in *other* of what stands in both; both are sorted, each value once."""
    if not len(other):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    here = (other[places] == one).nonzero()[0]
    return here, places[here]

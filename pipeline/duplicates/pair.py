"""What two stories have in common, in numbers; which of them comes first makes no difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.facts import Compared, compared, in_both, in_both_of
from pipeline.duplicates.rarity import Rarity
from pipeline.duplicates.sketch import PASSAGE, Sketch
from pipeline.duplicates.story import Story
from pipeline.duplicates.words import WORD

FORM = 5  # stories that share a passage make it one of a form: a report, a telegram, a widget
NOTHING = (np.empty(0, np.intp), np.empty(0, np.intp))
BLANK = 10  # words: no longer text was filled in anew, it was rewritten


@dataclass(frozen=True, slots=True)
class Shared:
    """The passages that two stories share: their weight, and which share of them stands in many stories."""

    weight: float
    form: float


def pairs(one: Story, others: Sequence[Story], rarity: Rarity) -> Iterator[Pair]:
    """Yield the pairs of *one* with each of *others*; what they share is measured in one step."""
    mine = one.sketch.passages
    theirs = [other.sketch.passages for other in others]
    counts = rarity.counts(mine)
    here, there = in_both_of(mine, np.concatenate(theirs)) if theirs and len(mine) else NOTHING
    ends = np.searchsorted(there, np.cumsum([len(passages) for passages in theirs]))
    weights = np.concatenate([[0.0], np.cumsum(rarity.weights_of(counts[here]))])
    of_form = np.concatenate([[0], np.cumsum(counts[here] >= FORM)])
    start = 0
    for other, end in zip(others, ends.tolist(), strict=True):
        share = float(of_form[end] - of_form[start]) / max(1, end - start)
        yield Pair(one, other, rarity, Shared(float(weights[end] - weights[start]), share))
        start = end


class Pair:
    """Two stories and what they share, each passage weighted by its rarity; what costs time is measured when asked for."""

    def __init__(self, one: Story, other: Story, rarity: Rarity, shared: Shared) -> None:
        self.one, self.other = one, other
        self.at_same_address = one.where != "" and one.where == other.where
        self.form = shared.form
        self._rarity = rarity
        shares = [min(1.0, shared.weight / (story.weight(rarity) or 1.0)) for story in (one, other)]
        self.high, self.low = max(shares), min(shares)  # of the text that is contained most, of the other

    @cached_property
    def title(self) -> float:
        """Return which share of the words of the shorter title stands in the other."""
        mine, theirs = self.one.title, self.other.title
        shorter = min(len(mine), len(theirs))
        return len(mine & theirs) / shorter if shorter else 0.0

    @cached_property
    def apart(self) -> float:
        """Return how many days lie between them, 0 when nobody knows."""
        if self.one.when is None or self.other.when is None:
            return 0.0
        return abs(self.one.when - self.other.when)

    @cached_property
    def changes(self) -> Compared:
        """Return which of their facts are the same and which are others."""
        return compared(self.one.facts, self.other.facts)

    @cached_property
    def blanks(self) -> list[tuple[slice, slice]]:
        """Return where a few words stand in place of others."""
        return replaced(self.one, self.other)

    @cached_property
    def filled_in(self) -> int:
        """Return how many times numbers, days or names stand in place of others, whatever words are beside them."""
        return sum(self._are_others(mine, theirs) for mine, theirs in self.blanks)

    def _are_others(self, mine: slice, theirs: slice) -> bool:
        one, other = _facts(self.one.sketch, mine), _facts(self.other.sketch, theirs)
        return bool(one) and bool(other) and not one & other

    @cached_property
    def head(self) -> float:
        """Return which share of the beginning of one stands near the beginning of the other."""
        shares = []
        for one, other in ((self.one, self.other), (self.other, self.one)):
            narrow, wide = one.heads[0], other.heads[1]
            weights = self._rarity.weights(narrow)
            shares.append(share(float(weights[in_both(narrow, wide)[0]].sum()), weights))
        return max(shares)


def share(weight: float, weights: NDArray[np.float64]) -> float:
    """Return which share of *weights* that weight is (containment: Broder 1997)."""
    total = float(weights.sum())
    return min(1.0, weight / total) if total else 0.0


def replaced(one: Story, other: Story) -> list[tuple[slice, slice]]:
    """Return where a few words stand in place of a few others between words that are the same."""
    here, there = one.alone, other.alone
    first, second = in_both(here[0], there[0])
    order = np.argsort(here[1][first])
    mine, theirs = here[1][first][order], there[1][second][order]
    steps, others = mine[1:] - mine[:-1] - PASSAGE, theirs[1:] - theirs[:-1] - PASSAGE
    blanks = ((steps > 0) & (others > 0) & (steps <= BLANK) & (others <= BLANK)).nonzero()[0]
    ends = [places[blanks + after].tolist() for places in (mine, theirs) for after in (0, 1)]
    return [
        (slice(start + PASSAGE, end), slice(begin + PASSAGE, until))
        for start, end, begin, until in zip(*ends, strict=True)
    ]


def _facts(story: Sketch, place: slice) -> set[int]:
    words: list[int] = story.words[place][story.kinds[place] != WORD].tolist()
    return set(words)

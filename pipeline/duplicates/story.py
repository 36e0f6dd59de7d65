"""A story as it is compared: its sketch, its address and day, and what follows from them."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.facts import Facts, facts, facts_of, once
from pipeline.duplicates.rarity import Rarity
from pipeline.duplicates.sketch import Passages, Sketch, distinct, passages_of

HEAD, HEAD_REACH = 40, 100  # words of the beginning, and how far down in the other story they may stand


class Story:
    """A sketch with what is derived from it when it is compared for the first time."""

    __slots__ = ("_alone", "_facts", "_heads", "_title", "_weight", "sketch", "when", "where")

    def __init__(self, sketch: Sketch, where: str, when: float | None, facts: Facts | None = None) -> None:
        self.sketch = sketch
        self.where = where  # the canonical address
        self.when = when  # days
        self._facts = facts
        self._alone: tuple[Passages, NDArray[np.intp]] | None = None
        self._heads: tuple[Passages, Passages] | None = None
        self._title: frozenset[int] | None = None
        self._weight: tuple[int, float] | None = None

    @property
    def order(self) -> tuple[float, str, bytes]:
        """Return what puts stories into one order, in whatever order they come: by publication."""
        return math.inf if self.when is None else self.when, self.where, self.sketch.words.tobytes()

    @property
    def facts(self) -> Facts:
        """Return its numbers, days and names in context."""
        if self._facts is None:
            self._facts = facts(self.sketch)
        return self._facts

    def weight(self, rarity: Rarity) -> float:
        """Return the weight of its passages."""
        if self._weight is None or self._weight[0] != rarity.age:
            self._weight = rarity.age, float(rarity.weights(self.sketch.passages).sum())
        return self._weight[1]

    @property
    def heads(self) -> tuple[Passages, Passages]:
        """Return the passages of its beginning, in a narrow and a wide sense."""
        if self._heads is None:
            words = self.sketch.text_words
            self._heads = distinct(passages_of(words[:HEAD])), distinct(passages_of(words[:HEAD_REACH]))
        return self._heads

    @property
    def alone(self) -> tuple[Passages, NDArray[np.intp]]:
        """Return the passages that occur once in title and text, sorted, and their places."""
        if self._alone is None:
            passages = passages_of(self.sketch.words)
            places = once(passages)
            self._alone = passages[places], places
        return self._alone

    @property
    def title(self) -> frozenset[int]:
        """Return the words of its title."""
        if self._title is None:
            self._title = frozenset(self.sketch.words[: self.sketch.title_words].tolist())
        return self._title

    @staticmethod
    def read_facts(stories: Iterable[Story]) -> None:
        """Have the facts of *stories*: of many at once they take a fraction of the time."""
        lacking = list({id(story): story for story in stories if story._facts is None}.values())
        for story, made in zip(lacking, facts_of([story.sketch for story in lacking]), strict=True):
            story._facts = made

"""How rare passages are among the stories seen lately: what stands in many stories shows no copy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.sketch import Passages

Counts = NDArray[np.uint16]

CELLS = 22  # bits: 4 million counts
MEMORY = 1 << 15  # stories after which the counts are halved, so that they tell of late stories and stay bounded
PRIOR = 1000  # stories: among few, two copies are no sign of a form


class Rarity:
    """Counts of passages in a table of fixed size (hashed, as in a count sketch of one row)."""

    def __init__(self) -> None:
        self._counts = np.zeros(1 << CELLS, np.uint16)
        self._stories = 0
        self._weight_of = np.ones(1 << 16)
        self.age = 0  # changes with every addition: weights taken at another age are out of date

    def add(self, passages: Passages, stories: int) -> None:
        """Count the passages of some stories; one that several of them hold occurs as often in *passages*."""
        cells, times = np.unique(passages >> np.uint64(64 - CELLS), return_counts=True)
        self._counts[cells] = np.minimum(self._counts[cells] + times, MEMORY)
        self._stories += stories
        if self._stories >= MEMORY:
            self._counts >>= np.uint16(1)
            self._stories >>= 1
        self._weight_of = _weights(self._stories)
        self.age += 1

    def weights(self, passages: Passages) -> NDArray[np.float64]:
        """Return each passage's weight, from nearly 0 to 1."""
        return self.weights_of(self.counts(passages))

    def weights_of(self, counts: Counts) -> NDArray[np.float64]:
        """Return the weights of passages that stand in so many late stories."""
        weights: NDArray[np.float64] = self._weight_of[counts]
        return weights

    def counts(self, passages: Passages) -> Counts:
        """Return in how many late stories each passage stands."""
        counts: Counts = self._counts[passages >> np.uint64(64 - CELLS)]
        return counts


def _weights(stories: int) -> NDArray[np.float64]:
    """Return for each count the inverse frequency among stories (Spärck Jones 1972) on a scale to 1, squared."""
    counts = np.maximum(np.arange(1 << 16), 1)
    weights: NDArray[np.float64] = np.maximum(1 - np.log(counts) / np.log(stories + PRIOR), 0) ** 2
    return weights

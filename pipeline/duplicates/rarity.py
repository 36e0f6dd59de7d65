"""How rare passages are among the stories seen lately: what stands in many stories shows no copy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.sketch import Passages

CELLS = 22  # bits: 4 million counts
MEMORY = 1 << 15  # stories after which the counts are halved, so that they tell of late stories and stay bounded
PRIOR = 1000  # stories: among few, two copies are no sign of a form


class Rarity:
    """Counts of passages in a table of fixed size (hashed, as in a count sketch of one row)."""

    def __init__(self) -> None:
        self._counts = np.zeros(1 << CELLS, np.uint16)
        self._stories = 0

    def add(self, passages: Passages, stories: int) -> None:
        """Count the passages of some stories; one that several of them hold occurs as often in *passages*."""
        cells, times = np.unique(passages >> np.uint64(64 - CELLS), return_counts=True)
        self._counts[cells] += times.astype(np.uint16)
        self._stories += stories
        if self._stories >= MEMORY:
            self._counts >>= np.uint16(1)
            self._stories >>= 1

    def weights(self, passages: Passages) -> NDArray[np.float64]:
        """Return each passage's inverse frequency among stories (Spärck Jones 1972), from nearly 0 to 1, squared."""
        total = np.log(self._stories + PRIOR)
        weights: NDArray[np.float64] = (1 - np.log(np.maximum(self.counts(passages), 1)) / total) ** 2
        return weights

    def counts(self, passages: Passages) -> NDArray[np.uint16]:
        """Return in how many late stories each passage stands."""
        counts: NDArray[np.uint16] = self._counts[passages >> np.uint64(64 - CELLS)]
        return counts

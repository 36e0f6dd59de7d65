"""How rare passages are among the stories seen lately: what stands in many stories shows no copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import zstandard
from numpy.typing import NDArray

from pipeline.duplicates.sketch import Passages

Counts = NDArray[np.uint16]
Cells = NDArray[np.uint32]

CELLS = 22  # bits: 4 million counts
MEMORY = 1 << 15  # stories after which the counts are halved, so that they tell of late stories and stay bounded
PRIOR = 1000  # stories: among few, two copies are no sign of a form
LARGEST = 1 << 16  # counts


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What was counted in some stories: cells of the table, sorted, with the number of stories."""

    stories: int
    cells: Cells
    times: Counts

    @classmethod
    def of(cls, stories: Sequence[Passages]) -> Tally:
        """Return what is counted in stories, each given by its passages without repetition."""
        passages = np.concatenate(stories) if stories else np.empty(0, np.uint64)
        cells, times = np.unique((passages >> np.uint64(64 - CELLS)).astype(np.uint32), return_counts=True)
        return cls(len(stories), cells, np.minimum(times, MEMORY).astype(np.uint16))

    def packed(self) -> bytes:
        """Return the counts as some two bytes a passage."""
        steps = np.diff(self.cells, prepend=np.uint32(0))
        return zstandard.ZstdCompressor(1).compress(steps.tobytes() + self.times.tobytes())

    @classmethod
    def unpacked(cls, stories: int, packed: bytes) -> Tally:
        """Return what was `packed`."""
        plain = zstandard.ZstdDecompressor().decompress(packed)
        size = len(plain) // 6
        cells = np.cumsum(np.frombuffer(plain, np.uint32, size), dtype=np.uint32)
        return cls(stories, cells, np.frombuffer(plain, np.uint16, size, 4 * size))


class Rarity:
    """Counts of passages in a table of fixed size (hashed, as in a count sketch of one row)."""

    def __init__(self) -> None:
        self._counts = np.zeros(1 << CELLS, np.uint16)
        self._stories = 0
        self._weight_of: NDArray[np.float64] | None = None  # as long as nothing is added
        self.age = 0  # changes with every addition: weights taken at another age are out of date

    def add(self, tally: Tally) -> None:
        """Count what was counted in some stories."""
        self._counts[tally.cells] = np.minimum(self._counts[tally.cells] + tally.times, MEMORY)
        self._stories += tally.stories
        if self._stories >= MEMORY:
            self._counts >>= np.uint16(1)
            self._stories >>= 1
        self._weight_of = None
        self.age += 1

    def weights(self, passages: Passages) -> NDArray[np.float64]:
        """Return each passage's weight, from nearly 0 to 1."""
        return self.weights_of(self.counts(passages))

    def weights_of(self, counts: Counts) -> NDArray[np.float64]:
        """Return the weights of passages that stand in so many late stories."""
        if self._weight_of is None:
            self._weight_of = _weights(self._stories)
        weights: NDArray[np.float64] = self._weight_of[counts]
        return weights

    def counts(self, passages: Passages) -> Counts:
        """Return in how many late stories each passage stands."""
        counts: Counts = self._counts[passages >> np.uint64(64 - CELLS)]
        return counts


def _weights(stories: int) -> NDArray[np.float64]:
    """Return for each count the inverse frequency among stories (Spärck Jones 1972) on a scale to 1, squared."""
    counts = np.maximum(np.arange(LARGEST), 1)
    weights: NDArray[np.float64] = np.maximum(1 - np.log(counts) / np.log(stories + PRIOR), 0) ** 2
    return weights

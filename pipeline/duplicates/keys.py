"""The passages under which a catalog holds a story: every other sampled one, in 40 bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.sketch import Passages, Sketch, sample

Keys = NDArray[np.int64]


def kept(story: Sketch) -> Passages:
    """Return the passages of *story* that a catalog holds."""
    sampled = sample(story)
    even: Passages = sampled[sampled & np.uint64(1) == 0]
    return even


def held(passages: Passages) -> Keys:
    """Return passages as a catalog holds them, in their order."""
    return (passages >> np.uint64(24)).astype(np.int64)


def keys(passages: Passages) -> list[int]:
    """Return passages as a catalog holds them, sorted, each once."""
    made: list[int] = np.unique(held(passages)).tolist()
    return made

"""How much of one story stands in another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.sketch import Numbers


def shared(one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Say of each passage of *one* whether it stands in *other*; both are sorted."""
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    found: NDArray[np.bool_] = other[places] == one
    return found


def containment(found: NDArray[np.bool_], weights: NDArray[np.float64]) -> float:
    """Return the share of the passages that were found, by weight (containment: Broder 1997)."""
    total = float(weights.sum())
    return min(1.0, float(weights[found].sum()) / total) if total else 0.0

"""When what was learned from a growing collection is to be learned anew."""

from __future__ import annotations

import math


def has_grown(before: int, after: int, factor: float) -> bool:
    """Say whether a collection that had *before* members and has *after* came past a power of *factor*, however slowly.

    Steps of a constant ratio keep the work of learning anew in proportion to the collection.
    """
    return after > before and math.floor(math.log(after, factor)) > math.floor(math.log(max(1, before), factor))

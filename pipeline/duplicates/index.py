"""Which earlier stories share sampled passages with a story: immutable sorted segments, merged as they grow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.sketch import Passages

Stories = NDArray[np.uint32]
NEWEST = 64  # stories of a segment that are looked at for one passage
KEPT = 16  # candidates of a story


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Sampled passages, sorted, each with a story that holds it; stories of one passage ascend."""

    passages: Passages
    stories: Stories


def segment(passages: Passages, stories: Stories) -> Segment:
    """Return the segment of those passages and stories, sorted; stories must ascend."""
    order = np.argsort(passages, kind="stable")
    return Segment(passages[order], stories[order])


def merged(one: Segment, later: Segment) -> Segment:
    """Return one segment for two of which the second holds the later stories."""
    return segment(np.concatenate((one.passages, later.passages)), np.concatenate((one.stories, later.stories)))


def found(segment: Segment, passages: Passages, stories: Stories) -> tuple[NDArray[np.intp], Stories]:
    """Return pairs: the place in *passages* and an earlier story than the one beside it that holds that passage."""
    low = np.searchsorted(segment.passages, passages, "left")
    high = np.searchsorted(segment.passages, passages, "right")
    counts = np.minimum(high - low, NEWEST)
    total = int(counts.sum())
    places = np.repeat(np.arange(len(passages)), counts)
    offsets = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    holders = segment.stories[np.repeat(high - counts, counts) + offsets]
    earlier = holders < stories[places]
    return places[earlier], holders[earlier]


class Index:
    """Segments, each at least twice as long as the next; *place* may move a new one to where it need not fit memory."""

    def __init__(self, place: Callable[[Segment], Segment] = lambda segment: segment) -> None:
        self._segments: list[Segment] = []
        self._place = place

    def add(self, passages: Passages, stories: Stories) -> None:
        """Add stories later than all before; *stories* ascend, beside their passages."""
        added = segment(passages, stories)
        while self._segments and len(self._segments[-1].passages) < 2 * len(added.passages):
            added = merged(self._segments.pop(), added)
        self._segments.append(self._place(added))

    def candidates(
        self, passages: Passages, stories: Stories, weights: NDArray[np.float64]
    ) -> tuple[Stories, Stories, NDArray[np.float64]]:
        """Return pairs of a story and an earlier one with the weight of the passages that they share."""
        order = np.argsort(passages)  # looked up in order, a long segment is read from its beginning to its end
        passages, stories, weights = passages[order], stories[order], weights[order]
        pairs = [found(one, passages, stories) for one in self._segments]
        places = np.concatenate([np.empty(0, np.intp), *(place for place, _ in pairs)])
        holders = np.concatenate([np.empty(0, np.uint32), *(holder for _, holder in pairs)])
        codes = stories[places].astype(np.uint64) << np.uint64(32) | holders
        unique, inverse = np.unique(codes, return_inverse=True)
        shared = np.bincount(inverse, weights[places], len(unique)).astype(np.float64)
        return (unique >> np.uint64(32)).astype(np.uint32), unique.astype(np.uint32), shared

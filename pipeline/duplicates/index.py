"""Which earlier stories share sampled passages with a story: immutable sorted segments, merged as they grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.sketch import Passages

Stories = NDArray[np.uint32]
Places = NDArray[np.intp]
Entries = NDArray[np.uint64]  # sorted: a passage in 36 bits above the story that holds it in 28

STORY_BITS = np.uint64(28)
STORY = np.uint64((1 << 28) - 1)
NEWEST = 128  # stories that are looked at for one passage
ASKED = 1 << 14  # passages that are looked up in one step
PENDING = 1 << 21  # stories found before they are put together
KEPT = 16  # candidates of a story
BLOCK = 1 << 20  # entries that are read or merged in one step


class Room(Protocol):
    """Where segments are kept; a large one need not be in memory."""

    def keep(self, blocks: Iterator[Entries], size: int) -> Entries:
        """Return the entries of *blocks*, *size* altogether, as one array."""

    def leave(self, segment: Entries) -> None:
        """Learn that what was read of *segment* is not read again soon."""


class Memory:
    """Room in memory."""

    def keep(self, blocks: Iterator[Entries], size: int) -> Entries:
        """Return the entries of *blocks* as one array."""
        return np.concatenate(list(blocks))

    def leave(self, segment: Entries) -> None:
        """Do nothing."""


class Index:
    """Segments, each at least twice as long as the next."""

    def __init__(self, room: Room | None = None) -> None:
        self._segments: list[Entries] = []
        self._room = room or Memory()

    def __len__(self) -> int:
        return sum(map(len, self._segments))

    def add(self, passages: Passages, stories: Stories) -> None:
        """Add stories beside their passages."""
        added = np.sort(passages << STORY_BITS | stories)
        while self._segments and len(self._segments[-1]) < 2 * len(added):
            longer = self._segments.pop()
            added = self._room.keep(self._merged(longer, added), len(longer) + len(added))
        self._segments.append(added)

    def candidates(
        self, passages: Passages, stories: Stories, weights: NDArray[np.float64]
    ) -> tuple[Stories, Stories, NDArray[np.float64]]:
        """Return pairs of a story and an earlier one with the weight of the passages that they share."""
        keys = passages << STORY_BITS
        order = np.argsort(keys)  # looked up in order, a long segment is read from its beginning to its end
        keys, stories, weights = keys[order], stories[order], weights[order]
        left = np.full(len(keys), NEWEST)
        pairs = Pairs()
        for segment in reversed(self._segments):  # the newest stories are in the last
            for place, holder in _found(segment, keys, stories, left):
                pairs.add(stories[place].astype(np.uint64) << np.uint64(32) | holder, weights[place])
                self._room.leave(segment)
        codes, shared = pairs.together()
        return (codes >> np.uint64(32)).astype(np.uint32), codes.astype(np.uint32), shared

    def _merged(self, longer: Entries, added: Entries) -> Iterator[Entries]:
        for block in merged(longer, added):
            yield block
            self._room.leave(longer)
            self._room.leave(added)


def merged(one: Entries, other: Entries) -> Iterator[Entries]:
    """Yield the entries of two segments in order, in blocks."""
    here = there = 0
    while here < len(one):
        end = min(here + BLOCK, len(one))
        until = len(other) if end == len(one) else int(np.searchsorted(other, one[end - 1], "right"))
        yield np.sort(np.concatenate((one[here:end], other[there:until])), kind="stable")  # two runs: merged
        here, there = end, until


class Pairs:
    """Pairs of stories, as one number, with the sum of their weights; put together now and then, as many come often."""

    def __init__(self) -> None:
        self._codes, self._weights = [np.empty(0, np.uint64)], [np.empty(0)]
        self._pending = 0

    def add(self, codes: Entries, weights: NDArray[np.float64]) -> None:
        """Add pairs with their weights."""
        self._codes.append(codes)
        self._weights.append(weights)
        self._pending += len(codes)
        if self._pending > PENDING:
            self.together()

    def together(self) -> tuple[Entries, NDArray[np.float64]]:
        """Return the pairs in order, each once, and their weights."""
        codes, inverse = np.unique(np.concatenate(self._codes), return_inverse=True)
        weights = np.bincount(inverse, np.concatenate(self._weights), len(codes)).astype(np.float64)
        self._codes, self._weights, self._pending = [codes], [weights], 0
        return codes, weights


def _found(
    segment: Entries, keys: Entries, stories: Stories, left: NDArray[np.intp]
) -> Iterator[tuple[Places, Stories]]:
    """Yield pairs: the place in *keys*, sorted, and an earlier story than the one beside it that holds that passage.

    *left* says of how many stories each key may still be told; the newest are.
    """
    for start in reversed(range(0, len(segment), BLOCK)):
        block = segment[start : start + BLOCK]
        first, last = block[0] & ~STORY, block[-1]
        begin, until = int(np.searchsorted(keys, first)), int(np.searchsorted(keys, last, "right"))
        for low in range(begin, until, ASKED):
            asked = slice(low, min(low + ASKED, until))
            ends = np.searchsorted(block, keys[asked] | stories[asked])
            counts = np.minimum(ends - np.searchsorted(block, keys[asked]), left[asked])
            left[asked] -= counts
            offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            found = block[np.repeat(ends - counts, counts) + offsets] & STORY
            yield np.repeat(np.arange(asked.start, asked.stop), counts), found.astype(np.uint32)

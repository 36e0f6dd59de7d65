"""Finds for each story of a stream the earlier story that it repeats."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.compare import Relation, Story, Verdict, compare
from pipeline.duplicates.index import KEPT, Index, Stories
from pipeline.duplicates.rarity import Rarity
from pipeline.duplicates.sketch import Passages, sample

SHARED = 0.08  # of the sampled passages, by weight: with less in common no comparison is worth its time
ADDRESS = 1000.0  # the weight of the same address: it is always a candidate


class Shelf(Protocol):
    """Where the stories seen so far are kept, by number."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int) -> Story: ...
    def append(self, story: Story) -> None:
        """Keep *story* under the next number."""


@dataclass(frozen=True, slots=True)
class Found:
    """The earlier story that a story repeats, by number."""

    number: int
    verdict: Verdict


class Finder:
    """Holds what is needed to recognise a story that was seen before."""

    def __init__(self, shelf: Shelf, index: Index) -> None:
        self._shelf = shelf
        self._index = index
        self._rarity = Rarity()
        self._sampled_weight = np.empty(0, np.float32)
        self._published = np.empty(0, np.float32)

    def find(self, stories: Sequence[Story]) -> list[list[Found]]:
        """Return for each of *stories*, in order, the earlier ones that it repeats, the best first; keep them all."""
        if not stories:
            return []
        first = len(self._shelf)
        for story in stories:
            self._shelf.append(story)
        self._rarity.add(np.concatenate([story.sketch.passages for story in stories]), len(stories))
        answers: list[list[Found]] = [[] for _ in stories]
        for new, candidates in self._candidates(stories, first):
            made = sorted(self._compared(stories[new - first], candidates), key=lambda one: -one.verdict.rank)
            answers[new - first] = made
        return answers

    def _compared(self, story: Story, candidates: list[int]) -> Iterator[Found]:
        """Yield the candidates that *story* repeats, not those after the first that is the same: they repeat that."""
        for old in candidates:
            verdict = compare(story, self._shelf[old], self._rarity)
            if verdict is None or verdict.relation is Relation.RELATED:
                continue
            yield Found(old, verdict)
            if verdict.relation is Relation.EXACT:
                return

    def _candidates(self, stories: Sequence[Story], first: int) -> list[tuple[int, list[int]]]:
        keys = [_keys(story, number) for number, story in enumerate(stories, first)]
        lengths = [len(one) for one in keys]
        passages = np.concatenate(keys)
        numbers = np.repeat(np.arange(first, first + len(stories), dtype=np.uint32), lengths)
        weights = self._rarity.weights(passages)
        weights[np.cumsum(lengths) - 1] = ADDRESS
        own = np.bincount(numbers - first, weights, len(stories)) - ADDRESS
        self._sampled_weight = np.concatenate((self._sampled_weight, own.astype(np.float32)))
        published = [0.0 if story.when is None else story.when for story in stories]
        self._published = np.concatenate((self._published, np.array(published, np.float32)))
        self._index.add(passages, numbers)
        new, old, shared = self._index.candidates(passages, numbers, weights)
        smaller = np.minimum(self._sampled_weight[new], self._sampled_weight[old])
        return self._best(new, old, shared / np.maximum(smaller, 1e-9))

    def _best(self, new: Stories, old: Stories, shares: NDArray[np.float64]) -> list[tuple[int, list[int]]]:
        """Return for each story those that share most; of those that share as much, those nearest in time."""
        enough = shares >= SHARED
        new, old, shares = new[enough], old[enough], shares[enough]
        apart = np.abs(self._published[new] - self._published[old])
        order = np.lexsort((apart, -shares.round(1), new))
        new, old = new[order], old[order]
        starts = np.flatnonzero(np.diff(new, prepend=np.uint32(0xFFFFFFFF))).tolist()
        return [
            (int(new[start]), old[start : min(end, start + KEPT)].tolist())
            for start, end in pairwise([*starts, len(new)])
        ]


def _keys(story: Story, number: int) -> Passages:
    """Return the sampled passages of *story* and, last, its address; one without has that of no other."""
    digest = hashlib.blake2b((story.where or f"#{number}").encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return np.append(sample(story.sketch), np.uint64(int.from_bytes(digest, "little")))

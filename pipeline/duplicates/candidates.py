"""Which earlier stories a story is compared with: those that share most of its rare passages, by weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.keys import Keys

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]

CANDIDATES = 16  # of a story
LOOKED_AT = 64  # stories that share most, of which the candidates are chosen
KNOWN = 512  # stories that share most, of which more is asked than that
SHARED = 0.03  # of the passages, by weight: with less in common no comparison is worth its time
STORY_BITS = 40  # of a number of a story; the place of the one that asks stands above


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The passages by which stories look for others, one story after another, with their weights."""

    keys: Keys
    weights: Weights
    lengths: Numbers

    @property
    def means(self) -> Weights:
        """Return the mean weight of each story's passages."""
        places = np.repeat(np.arange(len(self.lengths)), self.lengths)
        return np.bincount(places, self.weights, len(self.lengths)) / np.maximum(self.lengths, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Holders:
    """The stories that hold passages: *keys* sorted, how many stories hold each, and these one after another."""

    keys: Keys
    counts: Numbers
    stories: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Pairs of a story, by its place, and another, by its number, with the weight of the passages they share."""

    places: Numbers
    stories: Numbers
    weights: Weights

    def of(self, chosen: NDArray[Any]) -> Shared:
        """Return some of the pairs."""
        return Shared(self.places[chosen], self.stories[chosen], self.weights[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """What is known of stories, whose numbers are sorted: their passages, when they were published, their order."""

    stories: Numbers
    sizes: Numbers
    moments: Weights
    order: Numbers


def shared(asked: Asked, holders: Holders) -> Shared:
    """Return what each story shares with others."""
    own = np.repeat(np.arange(len(asked.lengths)), asked.lengths)
    key = np.searchsorted(holders.keys, asked.keys)
    counts = holders.counts[key]
    starts = (np.cumsum(holders.counts) - holders.counts)[key]
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    pairs = np.repeat(own, counts) << STORY_BITS | holders.stories[np.repeat(starts, counts) + offsets]
    unique, inverse = np.unique(pairs, return_inverse=True)
    weights = np.bincount(inverse, np.repeat(asked.weights, counts), len(unique))
    return Shared(unique >> STORY_BITS, unique & ((1 << STORY_BITS) - 1), weights.astype(np.float64))


def most(pairs: Shared) -> Shared:
    """Return for each story the pairs of most weight."""
    order = np.lexsort((-pairs.weights, pairs.places))
    return pairs.of(order[_rank(pairs.places[order]) < KNOWN])


def nearest(asked: Asked, pairs: Shared, others: Others, moments: Weights) -> list[list[int]]:
    """Return for each story, published at *moments*, the candidates: those that share most of the smaller of both sets.

    Of those that share as much, those nearest in time.
    """
    at = np.searchsorted(others.stories, pairs.stories)
    smaller = np.minimum(asked.lengths[pairs.places], others.sizes[at])
    shares = pairs.weights / np.maximum(1e-9, asked.means[pairs.places] * smaller)
    apart = np.abs(others.moments[at] - moments[pairs.places])
    order = np.lexsort((others.order[at], apart, -shares, pairs.places))
    order = order[_rank(pairs.places[order]) < LOOKED_AT]
    least = _least(pairs.places[order], shares[order], len(asked.lengths))
    order = order[shares[order] >= least[pairs.places[order]]]
    order = order[np.lexsort((others.order[at[order]], apart[order], -shares[order].round(1), pairs.places[order]))]
    order = order[_rank(pairs.places[order]) < CANDIDATES]
    stories = others.stories[at[order]].tolist()
    ends = np.searchsorted(pairs.places[order], np.arange(len(asked.lengths) + 1)).tolist()
    return [stories[start:end] for start, end in pairwise(ends)]


def _least(places: Numbers, shares: Weights, stories: int) -> Weights:
    """Return which share is enough for each story: where there are enough candidates, nearly that of the last of them."""
    least = np.full(stories, SHARED)
    last = np.flatnonzero(_rank(places) == CANDIDATES - 1)
    least[places[last]] = np.maximum(SHARED, shares[last].round(1) - 0.05)
    return least


def _rank(places: Numbers) -> Numbers:
    """Return for each of *places*, sorted, how many of the same stand before it."""
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    return np.arange(len(places)) - np.repeat(starts, np.diff(starts, append=len(places)))


def asked_by(stories: Sequence[tuple[Keys, Weights]]) -> Asked:
    """Return what stories ask for: the passages of each, and their weights."""
    nothing = (np.empty(0, np.int64), np.empty(0))
    keys, weights = (np.concatenate([one[kind] for one in (nothing, *stories)]) for kind in (0, 1))
    return Asked(keys, weights, np.array([len(one[0]) for one in stories], np.int64))

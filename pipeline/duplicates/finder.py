"""Finds for each story of a stream the earlier story that it repeats."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.clusters import Clusters, Member
from pipeline.duplicates.compare import Relation, Verdict, verdict
from pipeline.duplicates.index import KEPT, Index, Stories
from pipeline.duplicates.pair import Pair, pairs
from pipeline.duplicates.rarity import Rarity, Tally
from pipeline.duplicates.sketch import Passages, sample
from pipeline.duplicates.story import Story

SHARED = 0.08  # of the sampled passages, by weight: with less in common no comparison is worth its time
NEXT = 128  # stories whose candidates are fetched at once
ADDRESS = 1000.0  # the weight of the same address: it is always a candidate


class Shelf(Protocol):
    """Where the stories seen so far are kept, by number."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int) -> Story: ...
    def append(self, story: Story) -> None:
        """Keep *story* under the next number."""

    def ready(self, numbers: Iterable[int]) -> None:
        """Learn that the stories of *numbers* are needed next."""


@dataclass(frozen=True, slots=True)
class Found:
    """The earlier story that a story repeats, by its number in the stream."""

    number: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Link:
    """Two stories of which one repeats the other, by their numbers on the shelf."""

    new: int
    old: int
    verdict: Verdict


class Finder:
    """Holds what is needed to recognise a story that was seen before.

    The stories of a portion are compared in the order of their publication, so that it makes no difference in which
    order they come.
    """

    def __init__(self, shelf: Shelf, index: Index, judge: Callable[[Pair], Verdict | None] = verdict) -> None:
        self._shelf = shelf
        self._index = index
        self._judge = judge
        self._rarity = Rarity()
        self._sampled_weight = np.empty(0, np.float32)
        self._published = np.empty(0, np.float32)
        self._arrived = np.empty(0, np.uint32)  # the numbers in the stream of the stories on the shelf

    def find(self, stories: Sequence[Story]) -> list[Found | None]:
        """Return for each of *stories*, in order, the earlier one that it repeats; keep them all."""
        if not stories:
            return []
        first = len(self._shelf)
        order = sorted(range(len(stories)), key=lambda place: stories[place].order)
        self._arrived = np.concatenate((self._arrived, np.array(order, np.uint32) + np.uint32(first)))
        links = self._links([stories[place] for place in order], first)
        answers: list[Found | None] = [None] * len(stories)
        for number, found in self._earlier(links, first):
            answers[int(self._arrived[number]) - first] = found
        return answers

    def _links(self, stories: Sequence[Story], first: int) -> list[Link]:
        """Return which of *stories* repeat each other or one from before; put them on the shelf."""
        for story in stories:
            self._shelf.append(story)
        self._rarity.add(Tally.of([story.sketch.passages for story in stories]))
        likely = self._candidates(stories, first)
        links: list[Link] = []
        for start in range(0, len(likely), NEXT):
            few = likely[start : start + NEXT]
            self._shelf.ready({number for _, candidates in few for number in candidates})
            for new, candidates in few:
                links += self._compared(new, stories[new - first], candidates)
        return links

    def _compared(self, number: int, story: Story, candidates: list[int]) -> Iterator[Link]:
        """Yield the candidates that *story* repeats, not those after the first that is the same: they repeat that."""
        for old, pair in zip(
            candidates, pairs(story, [self._shelf[old] for old in candidates], self._rarity), strict=True
        ):
            made = self._judge(pair)
            if made is None or made.relation is Relation.RELATED:
                continue
            yield Link(number, old, made)
            if made.relation is Relation.EXACT:
                return

    def _earlier(self, links: Sequence[Link], first: int) -> Iterator[tuple[int, Found]]:
        """Yield for each story that repeats any of the stream before it the most alike of these.

        Clusters are made of the best link of each story to one published earlier; so a lesser link, which may be wrong,
        does not join two. A story that came first though it was published later is looked at from the other side.
        """
        clusters, own = Clusters(), dict[int, list[Link]]()
        for link in _best_of_each(links):
            clusters.add(self._member(link.new), [self._member(link.old)])
        for link in links:
            for number in (link.new, link.old):
                own.setdefault(number, []).append(link)
        for number in (number for number in own if number >= first):
            head = clusters.head(self._member(number))
            found = [
                self._seen_from(link, number)
                for link in own[number]
                if clusters.head(self._member(link.new)) == clusters.head(self._member(link.old))
            ]
            earlier = [one for one in found if one.number < self._arrived[number]]
            if earlier:
                yield number, max(earlier, key=lambda one: one.verdict.rank)
            elif head.published < self._arrived[number]:
                yield number, Found(int(head.published), max(found, key=lambda one: one.verdict.rank).verdict)

    def _member(self, number: int) -> Member:
        return Member(float(self._arrived[number]), "")

    def _seen_from(self, link: Link, number: int) -> Found:
        return Found(int(self._arrived[link.old if link.new == number else link.new]), link.verdict)

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


def _best_of_each(links: Sequence[Link]) -> list[Link]:
    """Return of the links of each new story the one with the highest rank."""
    best: dict[int, Link] = {}
    for link in links:
        if link.new not in best or link.verdict.rank > best[link.new].verdict.rank:
            best[link.new] = link
    return list(best.values())


def _keys(story: Story, number: int) -> Passages:
    """Return the sampled passages of *story* and, last, its address; one without has that of no other."""
    digest = hashlib.blake2b((story.where or f"#{number}").encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return np.append(sample(story.sketch), np.uint64(int.from_bytes(digest, "little")))

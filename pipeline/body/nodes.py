"""The elements that hold a page's blocks, numbered in document order, so that sums and searches are steps over arrays."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt
from lxml.html import HtmlElement

from pipeline.body.segments import HEADINGS, Segment

RUNNING = re.compile(r"(?<=[a-z])[-_]?\d{1,4}(?!\S)", re.I)
ENDS_IN_DIGIT = re.compile(r"\d(?!\S)")  # few do: asked first, as it is found sooner
WORD = re.compile(r"[^\W_]+")
LEAST_ANCHOR, LEAST_OF_HEADING = 4, 2  # words of an id that spells the text which it stands at
SPELT = 0.8  # share of its words that the text has: some anchors begin with a letter of their own
MOST_PIECES = 20  # of a text that are compared
Numbers = npt.NDArray[np.int64]
Amounts = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]


class Nodes:
    """N elements with all that are above them, parents before children: what lies below one is a range of numbers.

    `names` are the class and the id of each, but for anchors, `at` gives the node of each block, `parent` the node above
    each (-1 at the top), `end` where the range below each ends.
    """

    def __init__(self, found: Sequence[Segment]) -> None:
        self.elements: list[HtmlElement] = []
        self.parent: list[int] = []
        self.number: dict[HtmlElement, int] = {}
        self.at: Numbers = np.array([self._place(segment.element) for segment in found], dtype=np.int64)
        self.tags: list[str] = [element.tag for element in self.elements]
        self.classes: list[str] = [element.get("class", "") for element in self.elements]
        self.names = [f"{own} {_id_of(one)}" for own, one in zip(self.classes, self.elements, strict=True)]
        self.end = self._ends()
        self.up: Numbers = np.maximum(self.parent, 0)  # the top is its own parent

    def __len__(self) -> int:
        return len(self.elements)

    def _place(self, element: HtmlElement) -> int:
        """Return the number of *element*, given to it and to those above it when they have none."""
        number = self.number.get(element)
        if number is not None:
            return number
        unknown, one = [], element
        while one is not None and one not in self.number:
            unknown.append(one)
            one = one.getparent()
        number = self.number[one] if one is not None else -1
        for one in reversed(unknown):
            self.parent.append(number)
            number = self.number[one] = len(self.elements)
            self.elements.append(one)
        return number

    @cached_property
    def depth(self) -> Numbers:
        """How many nodes stand above each."""
        return self.on_way(np.ones(len(self), dtype=np.bool_)) - 1

    @cached_property
    def top(self) -> Numbers:
        """The nearest <body> or <html> of each, -1 where there is none: what stands above it says nothing."""
        return self.within(self.tagged(("html", "body")))

    @cached_property
    def look(self) -> Numbers:
        """A number for each node, the same where tag and class are, but for numbers that run on: "par1", "par2"."""
        return numbered(zip(self.tags, map(_unnumbered, self.classes), strict=True))

    @cached_property
    def signature(self) -> Numbers:
        """A number for each node, the same where tag and class of it and of its parent are."""
        return paired(self.look, self.look[self.up])

    def _ends(self) -> Numbers:
        sizes = [1] * len(self.elements)
        for number in range(len(sizes) - 1, 0, -1):
            sizes[self.parent[number]] += sizes[number]
        return np.arange(len(sizes)) + np.array(sizes, dtype=np.int64)

    def sums(self, amounts: npt.ArrayLike) -> Amounts:
        """Return for each node the sum of *amounts*, one for each block, over the blocks in it and below it."""
        return self.totals(np.bincount(self.at, weights=amounts, minlength=len(self)))

    def totals(self, own: npt.ArrayLike) -> Amounts:
        """Return for each node the sum of what it and the nodes below it have of their *own*, of which there may be rows."""
        amounts = np.asarray(own)
        running = np.zeros((*amounts.shape[:-1], len(self) + 1))
        np.cumsum(amounts, axis=-1, out=running[..., 1:])
        made: Amounts = running[..., self.end] - running[..., :-1]
        return made

    def tagged(self, tags: Container[str]) -> list[int]:
        """Return the nodes with one of *tags*, in order."""
        return [number for number, tag in enumerate(self.tags) if tag in tags]

    def within(self, numbers: Sequence[int]) -> Numbers:
        """Return for each node the last of *numbers* that it is or lies below (of those in order, the nearest), or -1."""
        made: Numbers = np.full(len(self), -1)
        for number, end in zip(numbers, self.end[numbers].tolist(), strict=True):
            made[number:end] = number
        return made

    def on_way(self, marks: Marks) -> Numbers:
        """Return for each node how many of it and those above it have *marks*."""
        left = np.bincount(self.end[marks], minlength=len(self) + 1)[:-1]
        made: Numbers = np.cumsum(marks) - np.cumsum(left)
        return made

    def above(self, number: int) -> list[int]:
        """Return *number* and the nodes above it, upwards."""
        chain = [number]
        while (number := self.parent[number]) >= 0:
            chain.append(number)
        return chain

    def children(self, number: int) -> list[int]:
        """Return the nodes right below *number*, in order."""
        made, child, end = [], number + 1, int(self.end[number])
        while child < end:
            made.append(child)
            child = int(self.end[child])
        return made


def _id_of(element: HtmlElement) -> str:
    """Return the id of *element*; nothing where it spells the text there, as anchors do: "affirmative-action" is no name."""
    name: str = element.get("id", "")
    if not name or name.isalnum():
        return name
    words = WORD.findall(name.lower())
    if len(words) < (LEAST_OF_HEADING if element.tag in HEADINGS else LEAST_ANCHOR):
        return name
    text = "".join(WORD.findall(" ".join(islice(element.itertext(), MOST_PIECES)).lower()))
    return "" if sum(word in text for word in words) >= SPELT * len(words) else name


@lru_cache(maxsize=16_384)  # the pages of a site name the same things alike
def _unnumbered(names: str) -> str:
    return RUNNING.sub("#", names) if ENDS_IN_DIGIT.search(names) else names


def numbered(keys: Iterable[Hashable]) -> Numbers:
    """Return a number for each of *keys*, the same for equal ones, counted from 0."""
    numbers: defaultdict[Hashable, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return np.array([*map(numbers.__getitem__, keys)], dtype=np.int64)


def paired(some: Numbers, others: Numbers) -> Numbers:
    """Return a number for each pair of *some* and *others*, none below 0, the same for equal pairs, counted from 0."""
    made: Numbers = np.unique(some * (int(others.max()) + 1) + others, return_inverse=True)[1]
    return made

"""The elements that hold a page's blocks, numbered in document order, so that sums and searches are steps over arrays."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from lxml.html import HtmlElement

from pipeline.body.segments import Segment

Numbers = npt.NDArray[np.int64]
Amounts = npt.NDArray[np.float64]


class Nodes:
    """N elements with all that are above them, parents before children: what lies below one is a range of numbers.

    `names` are the class and the id of each, `at` gives the node of each block, `parent` the node above each (-1 at the top),
    `end` where the range below each ends.
    """

    def __init__(self, found: Sequence[Segment]) -> None:
        self.elements: list[HtmlElement] = []
        self.parent: list[int] = []
        self.number: dict[HtmlElement, int] = {}
        self.at: Numbers = np.array([self._place(segment.element) for segment in found], dtype=np.int64)
        self.tags: list[str] = [element.tag for element in self.elements]
        self.classes: list[str] = [element.get("class", "") for element in self.elements]
        self.names = [f"{own} {one.get('id', '')}" for own, one in zip(self.classes, self.elements, strict=True)]
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
    def signature(self) -> Numbers:
        """Return a number for each node, the same where tag and class of it and of its parent are."""
        names = list(zip(self.tags, self.classes, strict=True))
        return numbered((names[one], names[up]) for one, up in enumerate(self.up.tolist()))

    def _ends(self) -> Numbers:
        sizes = [1] * len(self.elements)
        for number in range(len(sizes) - 1, 0, -1):
            sizes[self.parent[number]] += sizes[number]
        return np.arange(len(sizes)) + np.array(sizes, dtype=np.int64)

    def sums(self, amounts: npt.ArrayLike) -> Amounts:
        """Return for each node the sum of *amounts*, one for each block, over the blocks in it and below it."""
        return self.totals(np.bincount(self.at, weights=amounts, minlength=len(self)))

    def totals(self, own: npt.ArrayLike) -> Amounts:
        """Return for each node the sum of what it and the nodes below it have of their *own*."""
        running = np.zeros(len(self) + 1)
        np.cumsum(own, out=running[1:])
        made: Amounts = running[self.end] - running[:-1]
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


def numbered(keys: Iterable[Hashable]) -> Numbers:
    """Return a number for each of *keys*, the same for equal ones, counted from 0."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)

"""What can be seen of each block of a page, as numbers: its text, its neighbours, its place, and what witnesses say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import get_args

import numpy as np
import numpy.typing as npt
from lxml.html import HtmlElement

from pipeline.block import Kind
from pipeline.body.container import Container
from pipeline.body.letters import Words
from pipeline.body.names import Names
from pipeline.body.nodes import Amounts, Nodes
from pipeline.body.segments import Segment
from pipeline.body.tree import LENGTH, tree_columns
from pipeline.body.wording import NAMES, Wording, wordings

Matrix = npt.NDArray[np.float32]

KINDS = get_args(Kind)
AROUND = "length linked mass kind up signature_mass emphasis ends".split()  # of these the neighbours' values count too
STEPS = (-2, -1, 1, 2)
AROUND_NAMES = tuple(f"{name}{steps:+d}" for name in AROUND for steps in STEPS)
SUMMED = ("mass", "linked")  # of these, the means around
WINDOWS = ((-5, 0), (1, 6), (-12, 0), (1, 13))
WINDOW_NAMES = tuple(f"{name}{low:+d}{high:+d}" for name in SUMMED for low, high in WINDOWS)
EMPHASES = {"b": 1, "strong": 1, "i": 2, "em": 2}
WORD = re.compile(r"\w+")
EDGE = 80  # letters of the beginning and of the end of a block
NOBODY = -9.0  # there is no such neighbour


@dataclass(frozen=True, slots=True)
class Sight:
    """What the numbers of one page are computed from."""

    segments: Sequence[Segment]
    own: Amounts  # of each block: its characters, those in links, its running text, and that it is one block
    nodes: Nodes
    container: Container
    headline: int  # the order of the headline's block, or -1
    title: str
    description: str  # the page's own summary, or the empty string
    names: Names
    stated: str  # the body as the page's JSON-LD states it, or the empty string
    images: Sequence[HtmlElement]  # and players, of the page
    emphases: Sequence[HtmlElement]  # the elements of the page whose tags are `EMPHASES`
    dialogs: Sequence[HtmlElement]  # what is laid over the page

    @property
    def lengths(self) -> Amounts:
        """How many characters each block has."""
        lengths: Amounts = self.own[LENGTH]
        return lengths


def features(sight: Sight) -> tuple[tuple[str, ...], Matrix]:
    """Return the names of the columns, and one row of numbers for each block of *sight*, at least one."""
    said = wordings([segment.text for segment in sight.segments])
    columns: Mapping[tuple[str, ...], npt.ArrayLike] = {
        **_text_columns(sight, said),
        **tree_columns(sight.own, sight.nodes, sight.container, sight.headline, sight.names, sight.images),
        **_position_columns(sight),
        **_witness_columns(sight, said),
    }
    names = (*chain.from_iterable(columns), *AROUND_NAMES, *WINDOW_NAMES)
    made: Matrix = np.empty((len(names), len(said)), dtype=np.float32)
    end = 0
    for own, column in columns.items():
        start, end = end, end + len(own)
        made[start:end] = np.asarray(column, dtype=np.float32)  # what is one for the whole page is but a number
    made[end : -len(WINDOW_NAMES)] = _around(made[[names.index(name) for name in AROUND]])
    made[-len(WINDOW_NAMES) :] = _windows(made[[names.index(name) for name in SUMMED]])
    return names, made.T


def _text_columns(sight: Sight, said: Sequence[Wording]) -> Mapping[tuple[str, ...], npt.ArrayLike]:
    numbers = np.frombuffer(b"".join([one.numbers for one in said]), dtype=np.float32).reshape(len(said), -1).T
    length, linked, mass, _ = sight.own
    return {
        NAMES: numbers[1:],
        ("linked",): linked / length,
        ("mass",): np.log1p(mass.astype(np.float32)),
        ("kind",): [KINDS.index(segment.kind) for segment in sight.segments],
        ("break",): [segment.breaks_line for segment in sight.segments],
        ("emphasis",): emphasised(sight.segments, sight.emphases),
        ("cyrillic",): numbers[0].sum() / length.sum(),
    }


def emphasised(found: Iterable[Segment], emphases: Iterable[HtmlElement]) -> list[int]:
    """Return for each of *found* 1 when all of the block is bold, 2 when all of it is italic, else 0, as the elements *emphases* say."""
    wholly: dict[HtmlElement, int] = {}
    for element in emphases:
        above = _filled(element)
        while above is not None:
            wholly[above] = EMPHASES[element.tag]
            above = None if above.tag in EMPHASES else _filled(above)
    return [0 if one.breaks_line else wholly.get(one.element, 0) for one in found]


def _filled(element: HtmlElement) -> HtmlElement | None:
    """Return the element that holds *element* and nothing else, or None."""
    above = element.getparent()
    if above is None or element.getprevious() is not None or element.getnext() is not None:
        return None
    return None if (above.text or "").strip() or (element.tail or "").strip() else above


def _position_columns(sight: Sight) -> Mapping[tuple[str, ...], npt.ArrayLike]:
    length, linked, mass, _ = sight.own
    count = len(length)
    order = np.arange(count)
    total = max(1.0, float(mass.sum()))
    big, length, links = np.cumsum([mass >= 80, length, linked > 0.7 * length], axis=1)
    known = sight.headline >= 0
    start = max(0, sight.headline)
    heading = np.array([segment.kind == "heading" for segment in sight.segments])
    return {
        ("place",): order / count,
        ("blocks",): np.log1p(count),
        ("total",): np.log1p(total),
        ("before",): np.cumsum(mass) / total,
        ("big",): np.log1p(big[-1]),
        ("big_since",): (big - big[start]).clip(-20, 60),
        ("links_since",): (links - links[start]).clip(-40, 80),
        ("since",): (order - start).clip(-60, 200) if known else -99,
        ("length_since",): (length - length[start]).clip(-5000, 20000),
        ("behind_heading",): _steps(heading),
        ("ahead_of_heading",): _steps(heading[::-1])[::-1],
    }


def _steps(marks: npt.NDArray[np.bool_]) -> Matrix:
    """Return how many blocks ago the last mark stood, 60 where none has."""
    order = np.arange(len(marks))
    last = np.concatenate([[-1], np.maximum.accumulate(np.where(marks, order, -1))[:-1]])
    return np.where(last >= 0, np.minimum(40, order - last), 60).astype(np.float32)


def _witness_columns(sight: Sight, said: Sequence[Wording]) -> Mapping[tuple[str, ...], npt.ArrayLike]:
    title, summary = (set(WORD.findall(text.lower())) for text in (sight.title, sight.description))
    stated = "".join(Words([sight.stated]).joined()) if sight.stated else ""
    sizes = np.array([len(one.words) for one in said])
    in_title = np.array([len(title & one.words) for one in said])
    in_summary = np.array([len(summary & one.words) for one in said]) if summary else None
    starts, ends = _in_stated(sight, stated) if stated else (None, None)
    times = Counter([segment.text for segment in sight.segments])
    return {
        ("title",): in_title / np.maximum(1, len(title) + sizes - in_title),
        ("in_title",): in_title / np.maximum(1, sizes),
        ("summary",): -1 if in_summary is None else in_summary / len(summary),
        ("in_summary",): -1 if in_summary is None else in_summary / np.maximum(1, sizes),
        ("stated",): -1 if starts is None else starts,
        ("stated_end",): -1 if ends is None else ends,
        ("times",): np.minimum(5, [times[segment.text] for segment in sight.segments]),
    }


def _in_stated(sight: Sight, stated: str) -> tuple[list[bool], list[bool]]:
    """Return for each block whether its first letters, and its last, stand in the body that the page states."""
    joined = Words([segment.text for segment in sight.segments]).joined()
    starts = [one[:EDGE] in stated for one in joined]
    ends = [one[-EDGE:] in stated if len(one) > EDGE else start for one, start in zip(joined, starts, strict=True)]
    return starts, ends


def _around(own: Matrix) -> Matrix:
    """Return for each row of *own* what it holds `STEPS` further on, `NOBODY` where there is no such block."""
    made = np.full((len(own), len(STEPS), own.shape[1]), NOBODY, dtype=np.float32)
    for number, steps in enumerate(STEPS):
        if steps < 0:
            made[:, number, -steps:] = own[:, :steps]
        else:
            made[:, number, :-steps] = own[:, steps:]
    return made.reshape(-1, own.shape[1])


def _windows(own: Matrix) -> Matrix:
    """Return for each row of *own* its means over `WINDOWS` around each block, what is beyond the page counted as nothing."""
    count = own.shape[1]
    sums = np.zeros((len(own), count + 1))
    np.cumsum(own, axis=1, out=sums[:, 1:])
    order = np.arange(count)
    low, high = (np.minimum(np.maximum(order + edges[:, None], 0), count) for edges in np.array(WINDOWS).T)
    lengths = np.array([high - low for low, high in WINDOWS])[:, None]
    made: Matrix = ((sums[:, high] - sums[:, low]) / lengths).reshape(-1, count).astype(np.float32)
    return made

"""What can be seen of each block of a page, as numbers: its text, its neighbours, its place, and what witnesses say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from pipeline.body.container import Container
from pipeline.body.letters import CAPITAL, COMMA, DIGIT, STOP, Letters
from pipeline.body.names import Names
from pipeline.body.nodes import Nodes
from pipeline.body.segments import Segment
from pipeline.body.tree import tree_columns

Column = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]

SENTENCE = re.compile(r"[.!?…؟।][»”\"')\]]*(?=\s|$)|[。！？]")
SENTENCE_END = re.compile(r"[.!?…。！？؟।][»”\"')\]]*$")
DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b")
WORD = re.compile(r"\w+")
LAST = frozenset(".!?…。！？؟।»”\"')]")
KINDS = ("paragraph", "heading", "item", "quote", "row", "caption")
AROUND = ("length", "linked", "mass", "kind", "up", "signature_mass")  # of these the neighbours' values count too
WINDOWS = ((-5, 0), (1, 6), (-12, 0), (1, 13))
NOBODY = -9.0  # there is no such neighbour


@dataclass(frozen=True, slots=True)
class Sight:
    """What the numbers of one page are computed from."""

    segments: Sequence[Segment]
    masses: Column  # the running text of each block
    nodes: Nodes
    container: Container
    headline: int  # the order of the headline's block, or -1
    title: str
    description: str  # the page's own summary, or the empty string
    names: Names
    stated: str  # the body as the page's JSON-LD states it, or the empty string


def features(sight: Sight) -> tuple[tuple[str, ...], Matrix]:
    """Return the names of the columns, and one row of numbers for each block of *sight*, at least one."""
    columns: dict[str, Column] = {}
    words = [WORD.findall(segment.text.lower()) for segment in sight.segments]
    masses = sight.masses
    for part in (
        _text_columns(sight.segments, words, masses),
        tree_columns(sight.segments, masses, sight.nodes, sight.container, sight.headline, sight.names),
        _position_columns(sight, masses),
        _witness_columns(sight, words),
    ):
        columns |= {name: np.asarray(column, dtype=np.float32) for name, column in part.items()}
    columns |= _neighbour_columns(columns)
    return tuple(columns), np.stack(list(columns.values()), axis=1)


def _text_columns(
    segments: Sequence[Segment], words: Sequence[Sequence[str]], masses: Column
) -> Mapping[str, npt.ArrayLike]:
    texts = [segment.text for segment in segments]
    letters = Letters(texts)
    length, stops, digits = letters.length, letters.count(STOP), letters.count(DIGIT)
    count = np.array([len(own) for own in words], dtype=np.float32)
    return {
        "length": np.log1p(length.astype(np.float32)),
        "words": np.log1p(count),
        "linked": np.array([segment.linked for segment in segments]) / length,
        "mass": np.log1p(masses),
        "sentences": _found(SENTENCE, texts, stops, 10),
        "ends": [text[-1] in LAST and SENTENCE_END.search(text) is not None for text in texts],
        "commas": np.minimum(10, letters.count(COMMA)),
        "ellipsis": [text.endswith(("…", "...")) for text in texts],
        "colon": [text[-1] == ":" for text in texts],
        "digits": digits / length,
        "capitals": letters.count(CAPITAL) / length,
        "dates": _found(DATE, texts, digits, 3),
        "copyright": ["©" in text or "(c)" in text or "(C)" in text for text in texts],
        "address": ["@" in text or "http" in text or "www." in text for text in texts],
        "opens": [text[0] in '«"“„—–-' for text in texts],
        "trail": ["|" in text or "→" in text or (text[-1] == "»" and "«" not in text) for text in texts],
        "word_length": length / np.maximum(count, 1),
        "short_words": _short(words) / np.maximum(count, 1),
        "titled": letters.titled() / letters.words(),
        "kind": [KINDS.index(segment.kind) for segment in segments],
        "break": [segment.breaks_line for segment in segments],
    }


def _found(pattern: re.Pattern[str], texts: Sequence[str], letters: npt.NDArray[np.int64], most: int) -> list[int]:
    """Return how often *pattern* is in each text, *most* at most; it cannot be where the count of *letters* is 0."""
    return [
        min(most, len(pattern.findall(text))) if own else 0 for text, own in zip(texts, letters.tolist(), strict=True)
    ]


def _short(words: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
    """Return how many of each block's words have three letters at most."""
    owner = np.repeat(np.arange(len(words)), [len(own) for own in words])
    lengths = np.fromiter(map(len, chain.from_iterable(words)), dtype=np.int64, count=len(owner))
    return np.bincount(owner[lengths <= 3], minlength=len(words)).astype(np.float64)


def _position_columns(sight: Sight, masses: Column) -> Mapping[str, npt.ArrayLike]:
    count = len(sight.segments)
    order = np.arange(count)
    total = max(1.0, float(masses.sum()))
    big = np.cumsum(masses >= 80)
    length = np.cumsum([len(segment.text) for segment in sight.segments])
    links = np.cumsum([segment.linked > 0.7 * len(segment.text) for segment in sight.segments])
    known = sight.headline >= 0
    start = max(0, sight.headline)
    heading = np.array([segment.kind == "heading" for segment in sight.segments])
    return {
        "place": order / count,
        "blocks": np.full(count, np.log1p(count)),
        "total": np.full(count, np.log1p(total)),
        "before": np.cumsum(masses) / total,
        "big": np.full(count, np.log1p(big[-1])),
        "big_since": np.clip(big - big[start], -20, 60),
        "links_since": np.clip(links - links[start], -40, 80),
        "since": np.clip(order - start, -60, 200) if known else np.full(count, -99),
        "length_since": np.clip(length - length[start], -5000, 20000),
        "behind_heading": _steps(heading),
        "ahead_of_heading": _steps(heading[::-1])[::-1],
    }


def _steps(marks: npt.NDArray[np.bool_]) -> Column:
    """Return how many blocks ago the last mark stood, 60 where none has."""
    order = np.arange(len(marks))
    last = np.concatenate([[-1], np.maximum.accumulate(np.where(marks, order, -1))[:-1]])
    return np.where(last >= 0, np.minimum(40, order - last), 60).astype(np.float32)


def _witness_columns(sight: Sight, words: Sequence[Sequence[str]]) -> Mapping[str, npt.ArrayLike]:
    title = set(WORD.findall(sight.title.lower()))
    summary = set(WORD.findall(sight.description.lower()))
    stated = "".join(WORD.findall(sight.stated.lower()))
    own = [set(one) for one in words]
    times = Counter(segment.text for segment in sight.segments)
    return {
        "title": [len(title & one) / max(1, len(title | one)) for one in own],
        "in_title": [len(title & one) / max(1, len(one)) for one in own],
        "summary": [len(summary & one) / len(summary) if summary else -1 for one in own],
        "in_summary": [len(summary & one) / max(1, len(one)) if summary else -1 for one in own],
        "stated": ["".join(one)[:80] in stated if stated else -1 for one in words],
        "times": [min(5, times[segment.text]) for segment in sight.segments],
    }


def _neighbour_columns(columns: Mapping[str, Column]) -> dict[str, Column]:
    made: dict[str, Column] = {}
    for name in AROUND:
        own = columns[name]
        for steps in (-2, -1, 1, 2):
            made[f"{name}{steps:+d}"] = _shifted(own, steps)
    count = len(columns["mass"])
    order = np.arange(count)
    for name in ("mass", "linked"):
        sums = np.concatenate([[0.0], np.cumsum(columns[name], dtype=np.float64)])
        for low, high in WINDOWS:
            inside = sums[np.clip(order + high, 0, count)] - sums[np.clip(order + low, 0, count)]
            made[f"{name}{low:+d}{high:+d}"] = (inside / (high - low)).astype(np.float32)
    return made


def _shifted(column: Column, steps: int) -> Column:
    """Return for each block the value of the block *steps* further on, `NOBODY` where there is none."""
    made = np.full(len(column), NOBODY, dtype=np.float32)
    if len(column) > abs(steps):
        if steps < 0:
            made[-steps:] = column[:steps]
        else:
            made[:-steps] = column[steps:]
    return made

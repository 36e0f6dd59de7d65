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
from pipeline.body.cues import cue_columns
from pipeline.body.letters import CAPITAL, COMMA, CYRILLIC, DIGIT, STOP, Letters
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
AROUND = ("length", "linked", "mass", "kind", "up", "signature_mass", "emphasis", "ends")  # of these the neighbours' values count too
STEPS = (-2, -1, 1, 2)
AROUND_NAMES = tuple(f"{name}{steps:+d}" for name in AROUND for steps in STEPS)
SUMMED = ("mass", "linked")  # of these, the means around
WINDOWS = ((-5, 0), (1, 6), (-12, 0), (1, 13))
WINDOW_NAMES = tuple(f"{name}{low:+d}{high:+d}" for name in SUMMED for low, high in WINDOWS)
EMPHASES = {"b": 1, "strong": 1, "i": 2, "em": 2}
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
    words = [WORD.findall(segment.text.lower()) for segment in sight.segments]
    masses = sight.masses
    columns: dict[str, npt.ArrayLike] = {
        **_text_columns(sight.segments, words, masses),
        **tree_columns(sight.segments, masses, sight.nodes, sight.container, sight.headline, sight.names),
        **_position_columns(sight, masses),
        **_witness_columns(sight, words),
    }
    own = np.empty((len(columns), len(words)), dtype=np.float32)
    for number, column in enumerate(columns.values()):
        own[number] = column  # what is one for the whole page is but a number
    places = {name: number for number, name in enumerate(columns)}
    around = _around(own[[places[name] for name in AROUND]])
    sums = _windows(own[[places[name] for name in SUMMED]])
    return (*columns, *AROUND_NAMES, *WINDOW_NAMES), np.concatenate([own, around, sums]).T


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
        "emphasis": [emphasis_of(segment) for segment in segments],
        "cyrillic": letters.count(CYRILLIC).sum() / length.sum(),
    }


def emphasis_of(segment: Segment) -> int:
    """Return 1 when all of the block is bold, 2 when all of it is italic, else 0."""
    element = segment.element
    while not segment.breaks_line and len(element) == 1 and not (element.text or "").strip():
        element = element[0]
        if (element.tail or "").strip():
            return 0
        if element.tag in EMPHASES:
            return EMPHASES[element.tag]
    return 0


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
        "blocks": np.log1p(count),
        "total": np.log1p(total),
        "before": np.cumsum(masses) / total,
        "big": np.log1p(big[-1]),
        "big_since": np.clip(big - big[start], -20, 60),
        "links_since": np.clip(links - links[start], -40, 80),
        "since": np.clip(order - start, -60, 200) if known else -99,
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
        "stated_end": ["".join(one)[-80:] in stated if stated else -1 for one in words],
        "times": [min(5, times[segment.text]) for segment in sight.segments],
        **cue_columns(words, own),
    }


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

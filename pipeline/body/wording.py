"""What the text of a block says of itself, as numbers, whatever stands around it.

The pages of a site repeat most of their short texts (menus, headlines of other stories), so what those say is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from pipeline.body.cues import cue_columns
from pipeline.body.letters import CAPITAL, COMMA, CYRILLIC, DIGIT, STOP, Letters

Column = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]

SENTENCE = re.compile(
    r"[.!?…؟।。！？](?:(?<=[。！？])|[»”\"')\]]*(?=\s|$))"
)  # one set first: it is searched for at once
SENTENCE_END = re.compile(r"[.!?…。！？؟।][»”\"')\]]*$")
DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b")
DIGITS_OF_DATE = 3  # at least, as in 9:30
WORD = re.compile(r"\w+")
LAST = frozenset(".!?…。！？؟।»”\"')]")
SHORT = 200  # characters: what stands on many pages is no longer
MOST_KEPT = 4096  # texts, some 5 MB


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text says of itself."""

    words: frozenset[str]  # in lower case, each once
    numbers: Column  # by `NAMES`


_kept: dict[str, Wording] = {}


def wordings(texts: Sequence[str]) -> list[Wording]:
    """Return what each of *texts*, none of them empty, says of itself."""
    known = {text: _kept[text] for text in texts if text in _kept}
    if unknown := [*dict.fromkeys(text for text in texts if text not in known)]:
        found = dict(zip(unknown, _wordings(unknown), strict=True))
        known |= found
        if len(_kept) > MOST_KEPT:
            _kept.clear()
        _kept.update((text, one) for text, one in found.items() if len(text) <= SHORT)
    return [known[text] for text in texts]


def _wordings(texts: Sequence[str]) -> list[Wording]:
    words = [WORD.findall(text.lower()) for text in texts]
    different = [frozenset(own) for own in words]
    rows: Matrix = np.array([*_columns(texts, words, different).values()], dtype=np.float32).T
    return [Wording(own, row.copy()) for own, row in zip(different, rows, strict=True)]


def _columns(
    texts: Sequence[str], words: Sequence[Sequence[str]], different: Sequence[Set[str]]
) -> Mapping[str, npt.ArrayLike]:
    letters = Letters(texts)
    length, stops, digits = letters.length, letters.count(STOP), letters.count(DIGIT)
    count = np.array([len(own) for own in words], dtype=np.float32)
    return {
        "characters": length,
        "cyrillic": letters.count(CYRILLIC),
        "length": np.log1p(length.astype(np.float32)),
        "words": np.log1p(count),
        "sentences": _found(SENTENCE, texts, stops, 10, least=1),
        "ends": [text[-1] in LAST and SENTENCE_END.search(text) is not None for text in texts],
        "commas": np.minimum(10, letters.count(COMMA)),
        "ellipsis": [text.endswith(("…", "...")) for text in texts],
        "colon": [text[-1] == ":" for text in texts],
        "digits": digits / length,
        "capitals": letters.count(CAPITAL) / length,
        "dates": _found(DATE, texts, digits, 3, least=DIGITS_OF_DATE),
        "copyright": ["©" in text or "(c)" in text or "(C)" in text for text in texts],
        "address": ["@" in text or "http" in text or "www." in text for text in texts],
        "opens": [text[0] in '«"“„—–-' for text in texts],
        "trail": ["|" in text or "→" in text or (text[-1] == "»" and "«" not in text) for text in texts],
        "word_length": length / np.maximum(count, 1),
        "short_words": _short(words) / np.maximum(count, 1),
        "titled": letters.titled() / letters.words(),
        **cue_columns(words, different),
    }


def _found(
    pattern: re.Pattern[str], texts: Sequence[str], letters: npt.NDArray[np.int64], most: int, *, least: int
) -> list[int]:
    """Return how often *pattern* is in each text, *most* at most; it cannot be where there are fewer than *least* of *letters*."""
    return [
        min(most, len(pattern.findall(text))) if own >= least else 0
        for text, own in zip(texts, letters.tolist(), strict=True)
    ]


def _short(words: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
    """Return how many of the words of each text have three letters at most."""
    owner = np.repeat(np.arange(len(words)), [len(own) for own in words])
    lengths = np.fromiter(map(len, chain.from_iterable(words)), dtype=np.int64, count=len(owner))
    return np.bincount(owner[lengths <= 3], minlength=len(words)).astype(np.float64)


NAMES = tuple(_columns(["."], [["a"]], [{"a"}]))  # of the numbers of a text, in order

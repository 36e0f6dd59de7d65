"""What the text of a block says of itself, as numbers, whatever stands around it.

The pages of a site repeat most of their short texts (menus, headlines of other stories), so what those say is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.body.cues import CUE_NAMES, cue_columns
from pipeline.body.letters import CAPITAL, COMMA, CYRILLIC, DIGIT, Letters, Words

Matrix = npt.NDArray[np.float32]

DATE = re.compile(  # a digit first: it is searched for at once
    r"\d(?<!\w\d)(?:\d?[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d?:\d{2}|(?:(?<=1)9|(?<=2)0)\d\d)\b"
)
DIGITS_OF_DATE = 3  # at least, as in 9:30
SHORT_WORD = 3  # letters
ENDS, CLOSING = frozenset(".!?…。！？؟।"), "»”\"')]"  # of a sentence, and what may stand behind its end
SHORT = 200  # characters: what stands on many pages is no longer
MOST_KEPT = 4096  # texts, some 5 MB


class Wording(NamedTuple):
    """What a text says of itself."""

    words: frozenset[str]  # in lower case, each once
    numbers: bytes  # of as many Cyrillic letters, then by `NAMES`, each a 32-bit float: those of many texts are one array


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
    words = Words(texts)
    different = [frozenset(own) for own in words.each()]
    columns: Matrix = np.empty((len(NAMES) + 1, len(texts)), dtype=np.float32)
    end = 0
    for names, column in _columns(texts, words, different).items():
        start, end = end, end + len(names)
        columns[start:end] = np.asarray(column, dtype=np.float32)  # faster than to take numbers from a list
    numbers, size = columns.T.tobytes(), columns.itemsize * len(columns)
    return [Wording(own, numbers[at * size : (at + 1) * size]) for at, own in enumerate(different)]


def _columns(
    texts: Sequence[str], words: Words, different: Sequence[Set[str]]
) -> Mapping[tuple[str, ...], npt.ArrayLike]:
    letters = Letters(texts)
    length, digits = letters.length, letters.count(DIGIT)
    every, short = words.counts(SHORT_WORD)
    count = every.astype(np.float32)
    return {
        ("cyrillic",): letters.count(CYRILLIC),
        ("length",): np.log1p(length.astype(np.float32)),
        ("words",): np.log1p(count),
        ("sentences",): np.minimum(10, letters.sentences()),
        ("ends",): [text.rstrip(CLOSING)[-1:] in ENDS for text in texts],
        ("commas",): np.minimum(10, letters.count(COMMA)),
        ("ellipsis",): [text.endswith(("…", "...")) for text in texts],
        ("colon",): [text[-1] == ":" for text in texts],
        ("digits",): digits / length,
        ("capitals",): letters.count(CAPITAL) / length,
        ("dates",): _dates(texts, digits),
        ("copyright",): ["©" in text or "(c)" in text or "(C)" in text for text in texts],
        ("address",): ["@" in text or "http" in text or "www." in text for text in texts],
        ("opens",): [text[0] in '«"“„—–-' for text in texts],
        ("trail",): ["|" in text or "→" in text or (text[-1] == "»" and "«" not in text) for text in texts],
        ("word_length",): length / np.maximum(count, 1),
        ("short_words",): short / np.maximum(count, 1),
        ("titled",): letters.titled() / letters.words(),
        CUE_NAMES: cue_columns(different, count),
    }


def _dates(texts: Sequence[str], digits: npt.NDArray[np.int64]) -> list[int]:
    """Return how many dates and times are in each text, 3 at most."""
    return [
        min(3, len(DATE.findall(text))) if own >= DIGITS_OF_DATE else 0
        for text, own in zip(texts, digits.tolist(), strict=True)
    ]


NAMES = tuple(chain.from_iterable(_columns(["."], Words(["."]), [frozenset()])))[1:]  # in order, behind the Cyrillic letters

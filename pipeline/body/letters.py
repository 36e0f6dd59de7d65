"""Counts letters of many texts at once: every text of a page is looked at in one pass over one array."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

KNOWN = 0x20000  # code points; beyond them stand no digits, capitals or stops that matter here
DIGIT, CAPITAL, COMMA, STOP, UPPER, SPACE, DENSE, CYRILLIC = (1 << bit for bit in range(8))
KINDS = {
    DIGIT: r"\d",
    CAPITAL: r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІЇЄҐ]",
    COMMA: ",",
    STOP: r"[.!?…؟।。！？]",
    SPACE: " ",
    DENSE: r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]",  # scripts that say three times as much with a letter
    CYRILLIC: r"[\u0400-\u052f]",
}


class Letters:
    """The letters of *texts*, none of them empty, whose words single spaces divide."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.length = np.array([len(text) for text in texts], dtype=np.int64)
        self._starts = np.cumsum(self.length) - self.length
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._kinds = _table()[np.minimum(codes, KNOWN - 1)]

    def count(self, kind: int) -> npt.NDArray[np.int64]:
        """Return how many letters of *kind* each text holds."""
        return self._summed(self._kinds & kind != 0)

    def words(self) -> npt.NDArray[np.int64]:
        """Return how many words, divided by spaces, each text holds."""
        return self.count(SPACE) + 1

    def titled(self) -> npt.NDArray[np.int64]:
        """Return how many words of each text begin with a capital letter of any script."""
        first = np.concatenate([[True], self._kinds[:-1] & SPACE != 0])
        first[self._starts] = True
        return self._summed(first & (self._kinds & UPPER != 0))

    def _summed(self, marks: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        made: npt.NDArray[np.int64] = np.add.reduceat(marks, self._starts, dtype=np.int64)
        return made


@cache
def _table() -> npt.NDArray[np.uint8]:
    """Return for each code point below `KNOWN` the kinds of letter it is."""
    every = np.arange(KNOWN, dtype=np.uint32).tobytes().decode("utf-32", "surrogatepass")
    table = np.zeros(KNOWN, dtype=np.uint8)
    for kind, pattern in KINDS.items():
        for run in re.finditer(f"{pattern}+", every):
            table[run.start() : run.end()] |= kind
    table[np.fromiter(map(str.isupper, every), dtype=np.bool_, count=KNOWN)] |= UPPER
    return table

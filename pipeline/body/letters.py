"""Counts letters of many texts at once, and finds their words: every text of a page is looked at in one pass over one array."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.int64]

KNOWN = 0x32000  # code points; beyond them stand no letters, digits or stops
DIGIT, CAPITAL, COMMA, STOP, FULL_STOP, CLOSING, UPPER, SPACE, OF_WORD, CYRILLIC = (1 << bit for bit in range(10))
KINDS = {
    DIGIT: r"\d",
    CAPITAL: r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІЇЄҐ]",
    COMMA: ",",
    STOP: r"[.!?…؟।]",
    FULL_STOP: r"[。！？]",  # no space stands behind it
    CLOSING: r"[»”\"')\]]",
    SPACE: " ",
    OF_WORD: r"\w",
    CYRILLIC: r"[\u0400-\u052f]",
}


class Letters:
    """The letters of *texts*, none of them empty, whose words single spaces divide."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.length = np.array([len(text) for text in texts], dtype=np.int64)
        self._edges = np.concatenate([[0], np.cumsum(self.length + 1)])
        self._kinds = _kinds(_codes(" ".join([*texts, ""])))  # a space behind each

    def count(self, kind: int) -> Counts:
        """Return how many letters of *kind* each text holds."""
        return self._summed(np.flatnonzero(self._kinds & kind))

    def words(self) -> Counts:
        """Return how many words, divided by spaces, each text holds."""
        return self.count(SPACE)

    def titled(self) -> Counts:
        """Return how many words of each text begin with a capital letter of any script."""
        capitals = np.flatnonzero(self._kinds & UPPER)
        return self._summed(capitals[self._kinds[capitals - 1] & SPACE != 0])  # before the first stands the last space

    def sentences(self) -> Counts:
        """Return how many sentences of each text end, in a stop and what closes it before a space."""
        stops = np.flatnonzero(self._kinds & (STOP | FULL_STOP))
        others = np.flatnonzero(self._kinds & CLOSING == 0)
        behind = others[np.searchsorted(others, stops, side="right")]
        return self._summed(stops[(self._kinds[behind] & SPACE | self._kinds[stops] & FULL_STOP) != 0])

    def _summed(self, places: npt.NDArray[np.intp]) -> Counts:
        """Return how many of *places*, in order, are in each text."""
        return np.diff(np.searchsorted(places, self._edges))


class Words:
    r"""The words (`\w+`) of *texts* in lower case, where no text has a line break."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._codes = _codes("\n".join(texts).lower())
        self._is_of_word = _kinds(self._codes) & OF_WORD != 0
        self._is_break = self._codes == ord("\n")

    def each(self) -> list[list[str]]:
        """Return the words of each text."""
        spaced = np.where(self._is_of_word | self._is_break, self._codes, np.uint32(ord(" ")))
        return [line.split() for line in _lines(spaced)]

    def joined(self) -> list[str]:
        """Return for each text its words without what is between them."""
        return _lines(self._codes[self._is_of_word | self._is_break])

    def counts(self, short: int) -> tuple[Counts, Counts]:
        """Return how many words each text has, and how many of them are no longer than *short*."""
        edges = np.flatnonzero(np.diff(self._is_of_word, prepend=False, append=False))
        starts, lengths = edges[::2], edges[1::2] - edges[::2]
        owner, texts = np.cumsum(self._is_break)[starts], int(self._is_break.sum()) + 1
        return np.bincount(owner, minlength=texts), np.bincount(owner[lengths <= short], minlength=texts)


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _lines(codes: Codes) -> list[str]:
    return codes.tobytes().decode("utf-32-le", "surrogatepass").split("\n")


def _kinds(codes: Codes) -> npt.NDArray[np.uint16]:
    return _table().take(codes, mode="clip")


@cache
def _table() -> npt.NDArray[np.uint16]:
    """Return for each code point below `KNOWN` the kinds of letter it is."""
    every = np.arange(KNOWN, dtype=np.uint32).tobytes().decode("utf-32", "surrogatepass")
    table = np.zeros(KNOWN, dtype=np.uint16)
    for kind, pattern in KINDS.items():
        for run in re.finditer(f"{pattern}{pattern}*", every):  # a single one first: it is searched for at once
            table[run.start() : run.end()] |= kind
    table[np.fromiter(map(str.isupper, every), dtype=np.bool_, count=KNOWN)] |= UPPER
    return table

"""How the matches of a pattern can begin: who knows it searches for few of many patterns, and hides no match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

LETTERS = 3  # of a beginning
MOST_KNOWN = 16_384  # of these whose patterns are kept
GROUP = re.compile(r"\?(?:-?i)?:|\?P<\w+>|\?<?[=!]|")
QUANTIFIER = re.compile(r"(?:([?*+])|\{(\d*)[,\d]*\})[?+]?|")
PART = re.compile(r"[()|]|(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^()|\\\[])+", re.S)
RUN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[\d,]*\}|((?:[^\W_iIıİ]| )+)(?![?*{])", re.S)  # of letters that must be there
IN_CLASS = re.compile(r"(\\?.)-(\\?.)|(\\?.)", re.S)
DIGITS = re.compile(r"\d")
KNOWN = bytes(ord("0") & 31 if chr(code).isdigit() else code & 31 for code in range(256))  # letters, in whatever case
Beginnings = frozenset[tuple[str, bool]]  # in lower case, any digit as 0; and whether it is known what may follow

NOTHING: Beginnings = frozenset([("", True)])
ANYTHING: Beginnings = frozenset([("", False)])


def beginnings(pattern: str) -> frozenset[str]:
    """Return the first letters, in lower case, with which whatever matches *pattern* begins; each digit is a 0.

    It reads the little of the language of `re` that the tables of kznews are written in, and knows nothing of the rest.
    """
    return frozenset(letters for letters, _ in _Reader(pattern).alternatives())


def alternatives(pattern: str) -> list[str]:
    """Return what stands between the bars of *pattern* that are in no group: it matches what one of these does."""
    found, depth, start = [], 0, 0
    for part in PART.finditer(pattern):
        depth += (part[0] == "(") - (part[0] == ")")
        if depth == 0 and part[0] == "|":
            found.append(pattern[start : part.start()])
            start = part.end()
    return [*found, pattern[start:]]


def always(pattern: str) -> str:
    """Return the longest letters and spaces, in lower case, that stand in whatever matches *pattern*, without regard to case.

    None of them is an i, which has more cases than two.
    """
    depth, runs = 0, [""]
    for part in PART.finditer(pattern):
        if depth == 0 and part[0] == "|":
            return ""
        depth += (part[0] == "(") - (part[0] == ")")
        if depth == 0:
            runs += RUN.findall(part[0])
    return max(runs, key=len).lower()


class AtStart:
    """Tells which of some patterns, by what `beginnings` says of them, may match at the start of a text, whose case does not count."""

    def __init__(self, begun_by: Iterable[Iterable[str]]) -> None:
        self._known: dict[str, int] = {}
        for number, own in enumerate(begun_by):
            for letters in own:
                self._known[letters] = self._known.get(letters, 0) | 1 << number
        self._answers = lru_cache(maxsize=MOST_KNOWN)(self._numbers)  # most lines begin as others do

    def of(self, text: str, place: int = 0) -> tuple[int, ...]:
        """Return the numbers of the patterns that may match at *place* in *text*, in order."""
        return self._answers(text[place : place + LETTERS])

    def _numbers(self, first: str) -> tuple[int, ...]:
        first = DIGITS.sub("0", first.lower())
        bits = 0
        for length in range(LETTERS + 1):
            bits |= self._known.get(first[:length], 0)
        return tuple(_numbers(bits))


class Within:
    """Tells which of at most 64 patterns may be found in each of many texts, at any place: all of them are read at once."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._table = np.zeros((32,) * LETTERS, dtype=np.uint64)
        for number, pattern in enumerate(patterns):
            for letters in beginnings(pattern):
                self._table[tuple(_codes(letters).tolist())] |= np.uint64(1 << number)

    def of(self, texts: Sequence[str]) -> list[Iterator[int]]:
        """Return for each of *texts* the numbers of the patterns that may be found in it, in order."""
        codes = _codes("\n\n".join([*texts, ""]))
        said = np.append(self._table[codes[:-2], codes[1:-1], codes[2:]], np.zeros(2, dtype=np.uint64))
        lengths = np.array([len(text) + 2 for text in texts])
        return [_numbers(bits) for bits in np.bitwise_or.reduceat(said, np.cumsum(lengths) - lengths).tolist()]


def _codes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("ascii", "replace").translate(KNOWN), dtype=np.uint8)


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def alternatives(self) -> Beginnings:
        found = self._sequence()
        while self.pattern.startswith("|", self.at):
            self.at += 1
            found |= self._sequence()
        return found

    def _sequence(self) -> Beginnings:
        found = NOTHING
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            if not any(known and len(letters) < LETTERS for letters, known in found):
                self._skip()
                break
            found = _joined(found, self._repeated(self._one()))
        return found

    def _skip(self) -> None:
        """Go to the end of a sequence, the rest of which tells nothing more."""
        depth = 0
        for part in PART.finditer(self.pattern, self.at):
            depth += (part[0] == "(") - (part[0] == ")")
            if depth < 0 or (depth == 0 and part[0] == "|"):
                self.at = part.start()
                return
        self.at = len(self.pattern)

    def _one(self) -> Beginnings:
        letter = self._next()
        if letter == "(":
            return self._group()
        if letter == "[":
            return self._class()
        if letter == "\\":
            return _escaped(self._next())
        return NOTHING if letter in "^$" else ANYTHING if letter == "." else _letter(letter)

    def _group(self) -> Beginnings:
        kind = self._matched(GROUP)[0]
        found = self.alternatives()
        self.at += 1
        return NOTHING if kind.endswith(("=", "!")) else found

    def _class(self) -> Beginnings:
        end = self.pattern.index("]", self.at + 1)
        while self.pattern[end - 1] == "\\":
            end = self.pattern.index("]", end + 1)
        inside, self.at = self.pattern[self.at : end], end + 1
        if inside.startswith("^"):
            return ANYTHING
        found: Beginnings = frozenset()
        for first, last, alone in IN_CLASS.findall(inside):
            for code in range(ord(first[-1]), ord(last[-1]) + 1) if first else ():
                found |= _letter(chr(code))
            found |= _escaped(alone[1]) if alone.startswith("\\") else _letter(alone)
        return found

    def _repeated(self, one: Beginnings) -> Beginnings:
        """Return *one* as often as it may stand: what follows the first is not known when there may be more."""
        sign, least = self._matched(QUANTIFIER).groups()
        if sign == "?":
            return one | NOTHING
        if sign is None and least is None:
            return one
        more = frozenset((letters, False) for letters, _ in one)
        return more | NOTHING if sign == "*" or least in ("", "0") else more

    def _next(self) -> str:
        self.at += 1
        return self.pattern[self.at - 1]

    def _matched(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.pattern, self.at)
        assert match is not None  # each of them matches nothing, too
        self.at = match.end()
        return match


def _joined(before: Beginnings, after: Beginnings) -> Beginnings:
    return frozenset(
        ((first + second)[:LETTERS], goes_on) if known else (first, False)
        for (first, known), (second, goes_on) in product(before, after)
    )


def _escaped(letter: str) -> Beginnings:
    if letter in "bBAZ":
        return NOTHING
    return _letter("0") if letter == "d" else ANYTHING if letter.isalnum() else _letter(letter)


def _letter(letter: str) -> Beginnings:
    return frozenset([("0" if letter.isdecimal() else letter.lower(), True)] if letter else ())

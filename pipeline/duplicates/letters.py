"""What each letter is to the comparison of stories, in tables that fill as letters are met."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.text import INVISIBLE

Codes = NDArray[np.uint32]
Flags = NDArray[np.uint16]
Hashes = NDArray[np.uint64]

KNOWN, DROPPED, SPACE, LINE, EDGE, DIGIT, UPPER, SIGN, OPENS, CLOSES, ENDS, STOP = (
    np.uint16(1 << place) for place in range(12)
)
MARKS = {  # flags of marks
    EDGE: "¶+«»“”„\"'‘’`()[]{}<>.,:;!?…—–−-*•■·|/\\%°№#©®™",  # do not count at either end of a word
    DROPPED: "\u0300\u0301",  # stress marks
    LINE: "\n",
    SIGN: "-−–",
    OPENS: "«“„\"'‘([",
    CLOSES: "»”\"')]",
    ENDS: "!?…¶\n",
    STOP: ".",
}
ALIKE = str.maketrans("ё–—−‑", "е----")
CODES = 0x110000
STEP = 0x9E3779B97F4A7C15  # the base of the rolling hash, odd: so it has an inverse modulo 2⁶⁴
STEP_BACK = pow(STEP, -1, 1 << 64)


class Letters:
    """The flags and the hash of each letter, and the powers by which hashes are moved."""

    def __init__(self) -> None:
        self._flags = np.zeros(CODES, np.uint16)
        self._values = np.zeros(CODES, np.uint64)
        self._powers = self._inverses = np.ones(1, np.uint64)

    def flags(self, codes: Codes) -> Flags:
        """Return the flags of letters."""
        flags: Flags = self._flags[codes]
        if flags.all():
            return flags
        for code in np.unique(codes[flags == 0]).tolist():
            self._learn(code)
        return self._flags[codes]

    def values(self, codes: Codes) -> Hashes:
        """Return the hashes of letters whose flags were asked for; of a capital and a small one they are the same."""
        return self._values[codes]

    def value(self, letter: str) -> np.uint64:
        """Return the hash of one letter."""
        self._learn(ord(letter))
        return np.uint64(self._values[ord(letter)])

    def powers(self, length: int) -> tuple[Hashes, Hashes]:
        """Return the first powers of the base and of its inverse."""
        if len(self._powers) < length:
            size = 1 << length.bit_length()
            self._powers, self._inverses = (_powers(base, size) for base in (STEP, STEP_BACK))
        return self._powers[:length], self._inverses[:length]

    def _learn(self, code: int) -> None:
        letter = chr(code)
        flags = KNOWN
        for flag, marks in MARKS.items():
            flags |= flag * (letter in marks)
        if INVISIBLE.match(letter):
            flags |= DROPPED
        elif letter.isspace() and letter != "\n":
            flags |= SPACE
        self._flags[code] = flags | DIGIT * letter.isdigit() | UPPER * letter.isupper()
        self._values[code] = _hash(letter.casefold().translate(ALIKE))


def _hash(letters: str) -> np.uint64:
    value = 0
    for letter in letters:
        value = (value + ord(letter) + 1) * 0xD6E8FEB86659FD93 % (1 << 64)
    return np.uint64(mixed(np.array([value], np.uint64))[0])


def mixed(values: Hashes) -> Hashes:
    """Return *values* with their bits mixed (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _powers(base: int, size: int) -> Hashes:
    powers = np.full(size, np.uint64(base))
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)

"""The words of many texts at once, as numbers with their kinds: what a loop over words would cost most of the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.letters import (
    CLOSES,
    DIGIT,
    DROPPED,
    EDGE,
    ENDS,
    LINE,
    OPENS,
    SIGN,
    SPACE,
    STOP,
    UPPER,
    Letters,
    mixed,
)

Words = NDArray[np.uint32]
Kinds = NDArray[np.uint8]
Places = NDArray[np.intp]

WORD, NUMBER, DAY, NAME, NOTHING = range(5)
KINDS = 5
COMMA = ord(",")
ABBREVIATED = 4  # letters with the full stop: it ends no sentence after an initial and after "г.", "им.", "тыс."
MINUS = np.uint64(0x2545F4914F6CDD1D)
DAYS = """января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре
    понедельник вторник среду среда четверг пятницу пятница субботу суббота воскресенье
    қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
    қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда қарашада желтоқсанда
    дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі
    january february march april may june july august september october november december"""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The words of texts one after another, their kinds, and how many each text has."""

    words: Words
    kinds: Kinds
    lengths: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class _Tokens:
    """What stands between white space: where it begins and ends, and the first and the last letter that count."""

    starts: Places
    ends: Places
    first: Places
    last: Places
    filled: NDArray[np.bool_]  # whether any letter counts


class Reader:
    """Reads texts; what it knows of letters grows with what it reads, and makes no difference to what it returns."""

    def __init__(self) -> None:
        self._letters = Letters()
        self._days = np.zeros(0, np.uint32)
        self._days = np.unique(self.read([DAYS]).words)

    def read(self, texts: Sequence[str]) -> Read:
        """Return the words of *texts*: case, ё, quotes, dashes and stress marks do not count; numbers do."""
        joined = "\n".join(texts) + "\n"
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        ends = np.cumsum([len(text) + 1 for text in texts])
        flags = self._letters.flags(codes)
        dropped = flags & DROPPED > 0
        if dropped.any():
            ends -= np.cumsum(dropped)[ends - 1]
            codes, flags = codes[~dropped], flags[~dropped]
        tokens = _tokens(flags)
        words, numbers = _hashed(codes, flags, tokens, self._letters)
        kinds = _kinds(flags, tokens)
        kinds[_among(words, self._days)] = DAY
        kinds[numbers] = NUMBER
        kinds[~tokens.filled] = NOTHING
        counted = kinds != NOTHING
        until = np.concatenate(([0], np.cumsum(counted)))[np.searchsorted(tokens.starts, ends)]
        return Read(words[counted], kinds[counted], np.diff(until, prepend=0).tolist())


def _tokens(flags: NDArray[np.uint16]) -> _Tokens:
    """Return the tokens; each end of a line is one."""
    space, line = flags & SPACE > 0, flags & LINE > 0
    apart = space | line
    starts = ~space
    starts[1:] &= apart[:-1] | line[1:]
    ends = ~space
    ends[:-1] &= apart[1:] | line[:-1]
    begin, end = np.flatnonzero(starts), np.flatnonzero(ends) + 1
    counts = flags & (SPACE | LINE | EDGE) == 0
    letters = np.flatnonzero(counts)
    if not len(letters):
        return _Tokens(begin, end, begin, begin, np.zeros(len(begin), bool))
    before = np.concatenate(([0], np.cumsum(counts)))
    low, high = before[begin], before[end]
    filled = high > low
    return _Tokens(begin, end, letters[np.minimum(low, len(letters) - 1)], letters[high - 1], filled)


def _hashed(
    codes: NDArray[np.uint32], flags: NDArray[np.uint16], tokens: _Tokens, letters: Letters
) -> tuple[Words, NDArray[np.bool_]]:
    """Return the hashes of the tokens (Karp and Rabin 1987) and which of them are numbers."""
    numbers = (flags[tokens.first] & DIGIT > 0) & tokens.filled
    values = letters.values(codes)
    commas = np.flatnonzero(codes == COMMA)
    if len(commas):  # 1,5 is 1.5
        holder = np.searchsorted(tokens.starts, commas, "right") - 1
        values[commas[numbers[holder]]] = letters.value(".")
    powers, inverses = letters.powers(len(codes) + 1)
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(values * powers[:-1], out=sums[1:])
    hashes = (sums[tokens.last + 1] - sums[tokens.first]) * inverses[tokens.first]
    hashes[numbers & (flags[tokens.starts] & SIGN > 0)] += MINUS
    return (mixed(hashes) >> np.uint64(32)).astype(np.uint32), numbers


def _kinds(flags: NDArray[np.uint16], tokens: _Tokens) -> Kinds:
    """Return which tokens are names: the first word of a sentence has its capital letter for that."""
    opens = flags[tokens.starts] & OPENS > 0
    opens[:1] = True
    opens[1:] |= _ends_sentence(flags, tokens)[:-1]
    return np.where((flags[tokens.first] & UPPER > 0) & ~opens, np.uint8(NAME), np.uint8(WORD))


def _ends_sentence(flags: NDArray[np.uint16], tokens: _Tokens) -> NDArray[np.bool_]:
    last = tokens.ends - 1
    closed = np.flatnonzero(flags[last] & CLOSES)
    if len(closed):  # what closes a quotation stands after the mark
        others = np.flatnonzero(flags & CLOSES == 0)
        places = np.searchsorted(others, last[closed]) - 1
        before = np.where(places >= 0, others[places], -1) if len(others) else np.full(len(closed), -1)
        last[closed] = np.maximum(before, tokens.starts[closed])
    long = tokens.ends - tokens.starts > ABBREVIATED
    marks = flags[last]
    return (marks & ENDS > 0) | ((marks & STOP > 0) & long)


def _among(words: Words, few: Words) -> NDArray[np.bool_]:
    """Say of each word whether it is one of *few*, sorted."""
    heads = np.zeros(1 << 16, bool)
    heads[few >> np.uint32(16)] = True
    found: NDArray[np.bool_] = heads[words >> np.uint32(16)]
    found[found] = np.isin(words[found], few)
    return found

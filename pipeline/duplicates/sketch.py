"""What of a story is compared: its words as numbers, their kinds, and its passages of three words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.text import INVISIBLE

Numbers = NDArray[np.uint64]
Kinds = NDArray[np.uint8]

WORD, NUMBER, DAY, NAME, NOTHING = range(5)
PASSAGE = 3  # words
LEAD = 64  # words in which passages are sampled densely: briefs and quotations repeat the beginning of a story
SAMPLED_OF_LEAD, SAMPLED = np.uint64(1 << 63), np.uint64(1 << 61)  # passages below are sampled: 1 of 2, 1 of 8

OPENS, ENDS = 16, 8  # flags of a kind: the token begins a quotation, or ends a sentence
OPENING, LINE_OR_END = "«“„\"'‘([", "!?…¶"
EDGE = "¶«»“”„\"'‘’`()[]{}<>.,:;!?…—–−-*•■·|/\\%°№#©®™"
DASHES = str.maketrans("–—−‑", "----")
STRESS = re.compile("[\u0300\u0301]")
DAYS = frozenset(
    """января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре
    понедельник вторник среду среда четверг пятницу пятница субботу суббота воскресенье
    қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
    қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда қарашада желтоқсанда
    дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі
    january february march april may june july august september october november december""".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A story's words in order, the title's first, and its passages without repetition, sorted."""

    words: Numbers
    kinds: Kinds
    title_words: int
    passages: Numbers
    sampled: Numbers


class Vocabulary(dict[str, int]):
    """The number of each word: its hash above its kind, the same in every process. Forgets all when it is full."""

    def __init__(self, limit: int = 1 << 20) -> None:
        super().__init__()
        self.limit = limit

    def __missing__(self, token: str) -> int:
        if len(self) >= self.limit:
            self.clear()
        self[token] = made = _numbered(token)
        return made


def sketch(title: str, text: str, vocabulary: Vocabulary) -> Sketch:
    """Return the sketch of a story: case, ё, quotes, dashes and stress marks do not count; numbers do."""
    title_words, title_kinds = _words(title, vocabulary)
    text_words, text_kinds = _words(text, vocabulary)
    if not text_words.size:
        text_words, text_kinds = title_words, title_kinds
    passages = _passages(text_words)
    keep = passages < SAMPLED
    keep[:LEAD] |= passages[:LEAD] < SAMPLED_OF_LEAD
    return Sketch(
        np.concatenate((title_words, text_words)),
        np.concatenate((title_kinds, text_kinds)),
        len(title_words),
        np.unique(passages),
        np.unique(passages[keep]),
    )


def _words(text: str, vocabulary: Vocabulary) -> tuple[Numbers, Kinds]:
    if not text.isascii():
        text = STRESS.sub("", text)
        if INVISIBLE.search(text):
            text = INVISIBLE.sub("", text)
    tokens = text.replace("\n", " ¶ ").split()
    numbered = np.fromiter(map(vocabulary.__getitem__, tokens), np.uint64, len(tokens))
    if not tokens:
        return numbered, numbered.astype(np.uint8)
    marks = (numbered & np.uint64(31)).astype(np.uint8)
    kinds = marks & 7
    opens = (marks & OPENS) > 0  # the first word of a sentence has its capital letter for that
    opens[0] = True
    opens[1:] |= (marks[:-1] & ENDS) > 0
    kinds[opens & (kinds == NAME)] = WORD
    keep = kinds != NOTHING
    return numbered[keep] >> np.uint64(5), kinds[keep]


def _passages(words: Numbers) -> Numbers:
    if len(words) < PASSAGE:
        return _mixed(words.sum(keepdims=True, dtype=np.uint64)) if len(words) else words
    size = len(words) - PASSAGE + 1
    return _mixed(sum((words[place : place + size] * FACTORS[place] for place in range(1, PASSAGE)), words[:size]))


FACTORS = tuple(np.uint64(factor) for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))


def _mixed(values: Numbers) -> Numbers:
    """Return *values* with their bits mixed (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _numbered(token: str) -> int:
    plain = token.strip(EDGE)
    kind, plain = _kind(token, plain) if plain else (NOTHING, "")
    marks = OPENS * (token[0] in OPENING) | ENDS * _ends(token)
    digest = hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~31 | marks | kind


def _kind(token: str, plain: str) -> tuple[int, str]:
    if plain[0].isdigit():
        sign = "-" if token[0] in "-−–" else ""
        return NUMBER, sign + plain.translate(DASHES).replace(",", ".").casefold()
    folded = plain.translate(DASHES).casefold().replace("ё", "е")
    if folded in DAYS:
        return DAY, folded
    return (NAME if plain[0].isupper() else WORD), folded


def _ends(token: str) -> bool:
    end = token.rstrip("»”\"')]")[-1:]
    return end in LINE_OR_END or (end == "." and len(token) > 4)  # not after an initial or "г.", "им.", "тыс."

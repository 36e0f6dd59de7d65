"""What of a story is compared: its words as numbers, their kinds, and its passages of three words."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.text import INVISIBLE

Words = NDArray[np.uint32]
Passages = NDArray[np.uint64]
Kinds = NDArray[np.uint8]

WORD, NUMBER, DAY, NAME, NOTHING = range(5)
PASSAGE = 3  # words
LEAD = 64  # words in which passages are sampled densely: briefs and quotations repeat the beginning of a story
SAMPLED_OF_LEAD, SAMPLED = np.uint64(1 << 63), np.uint64(1 << 61)  # passages below are sampled: 1 of 2, 1 of 8

LINE = "¶"  # stands for the end of a line
OPENS, ENDS = 16, 8  # flags of a kind: the token begins a quotation, or ends a sentence
OPENING, LINE_OR_END = "«“„\"'‘([", "!?…¶"
EDGE = "¶+«»“”„\"'‘’`()[]{}<>.,:;!?…—–−-*•■·|/\\%°№#©®™"
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
    """A story's words in order, the title's first, and the passages of its text without repetition, sorted."""

    words: Words
    kinds: Kinds
    title_words: int
    passages: Passages

    @property
    def text_words(self) -> Words:
        """Return the words of the text."""
        return self.words[self.title_words :] if self.title_words < len(self.words) else self.words


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
    head, body = _tokens(title), _tokens(text)
    tokens = [*head, LINE, *body]
    numbered = np.fromiter(map(vocabulary.__getitem__, tokens), np.uint64, len(tokens))
    marks = (numbered & np.uint64(31)).astype(np.uint8)
    kinds = marks & 7
    opens = marks >= OPENS  # the first word of a sentence has its capital letter for that
    opens[0] = True
    opens[1:] |= (marks[:-1] & ENDS) > 0
    kinds[opens & (kinds == NAME)] = WORD
    keep = kinds != NOTHING
    words = (numbered[keep] >> np.uint64(8)).astype(np.uint32)
    return of_words(words, kinds[keep], int(np.count_nonzero(keep[: len(head)])))


def _tokens(text: str) -> list[str]:
    if not text.isascii():
        text = STRESS.sub("", text)
        if INVISIBLE.search(text):
            text = INVISIBLE.sub("", text)
    return text.replace("\n", f" {LINE} ").split()


def of_words(words: Words, kinds: Kinds, title_words: int) -> Sketch:
    """Return the sketch of a story whose words are known already."""
    text = words[title_words:] if title_words < len(words) else words
    return Sketch(words, kinds, title_words, distinct(passages_of(text)))


def sample(story: Sketch) -> Passages:
    """Return the passages by which *story* is found again: the same ones are chosen in each copy (Broder 1997)."""
    lead = passages_of(story.text_words[:LEAD])
    return distinct(np.concatenate((story.passages[story.passages < SAMPLED], lead[lead < SAMPLED_OF_LEAD])))


def distinct(passages: Passages) -> Passages:
    """Return *passages* sorted, each once."""
    ordered = np.sort(passages)
    keep = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    return ordered[keep]


def passages_of(words: Words) -> Passages:
    """Return the hashes of every three words that follow each other; of fewer, their one hash."""
    wide = words.astype(np.uint64)
    if len(words) < PASSAGE:
        return _mixed(wide.sum(keepdims=True, dtype=np.uint64)) if len(words) else wide
    size = len(words) - PASSAGE + 1
    return _mixed(wide[:size] * FACTORS[0] + wide[1 : size + 1] * FACTORS[1] + wide[2 : size + 2] * FACTORS[2])


FACTORS = tuple(np.uint64(factor) for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))


def _mixed(values: Passages) -> Passages:
    """Return *values* with their bits mixed (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _numbered(token: str) -> int:
    plain = token if token.isalpha() else token.strip(EDGE)
    marks = 0 if plain is token else OPENS * (token[0] in OPENING) | ENDS * _ends(token)
    if not plain:
        return marks | NOTHING
    kind, plain = _kind(token, plain)
    return zlib.crc32(plain.encode("utf-8", "surrogatepass")) << 8 | marks | kind


def _kind(token: str, plain: str) -> tuple[int, str]:
    if plain[0].isdigit():
        sign = "-" if token[0] in "-−–" else ""
        return NUMBER, sign + plain.translate(DASHES).replace(",", ".").casefold()
    folded = plain.casefold().replace("ё", "е")
    if not folded.isalpha():
        folded = folded.translate(DASHES)
    if folded in DAYS:
        return DAY, folded
    return (NAME if plain[0].isupper() else WORD), folded


def _ends(token: str) -> bool:
    end = token.rstrip("»”\"')]")[-1:]
    # a full stop ends no sentence after an initial and after "г.", "им.", "тыс."; marks alone are no end
    return end != "" and (end in LINE_OR_END or (end == "." and len(token) > 4))

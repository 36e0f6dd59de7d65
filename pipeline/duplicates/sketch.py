"""What of a story is compared: its words as numbers, their kinds, and its passages of three words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.letters import mixed
from pipeline.duplicates.words import Kinds, Reader, Words

Passages = NDArray[np.uint64]

PASSAGE = 3  # words
LEAD = 64  # words in which passages are sampled densely: briefs and quotations repeat the beginning of a story
SAMPLED_OF_LEAD, SAMPLED = np.uint64(1 << 63), np.uint64(1 << 61)  # passages below are sampled: 1 of 2, 1 of 8
AT_ONCE = 1 << 18  # letters that are read in one step: their arrays fit a processor's cache
LONGEST = 1 << 20  # letters of a text that are compared: no article is longer


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


def sketch(title: str, text: str, reader: Reader) -> Sketch:
    """Return the sketch of a story."""
    return sketches([(title, text)], reader)[0]


def sketches(stories: Sequence[tuple[str, str]], reader: Reader) -> list[Sketch]:
    """Return the sketches of stories, each a title and a text, in order."""
    made: list[Sketch] = []
    start = letters = 0
    for place, (title, text) in enumerate(stories):
        if letters > AT_ONCE:
            made += _sketches(stories[start:place], reader)
            start, letters = place, 0
        letters += len(title) + len(text)
    return made + _sketches(stories[start:], reader)


def _sketches(stories: Sequence[tuple[str, str]], reader: Reader) -> list[Sketch]:
    texts = [text[:LONGEST] for story in stories for text in story]
    if not texts:
        return []
    read = reader.read(texts)
    lengths = zip(read.lengths[::2], read.lengths[1::2], strict=True)
    return of_words(read.words, read.kinds, list(lengths))


def of_words(words: Words, kinds: Kinds, lengths: Sequence[tuple[int, int]]) -> list[Sketch]:
    """Return the sketches of stories whose words stand one after another; *lengths* are those of titles and texts."""
    passages = passages_of(words)
    made, start = [], 0
    for title_words, text_words in lengths:
        end = start + title_words + text_words
        first = start + title_words if text_words else start
        own = passages[first : end - PASSAGE + 1] if end - first >= PASSAGE else passages_of(words[first:end])
        # copied, lest one story keep the arrays of all
        made.append(Sketch(words[start:end].copy(), kinds[start:end].copy(), title_words, distinct(own)))
        start = end
    return made


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
        return mixed(wide.sum(keepdims=True, dtype=np.uint64)) if len(words) else wide
    size = len(words) - PASSAGE + 1
    return mixed(wide[:size] * FACTORS[0] + wide[1 : size + 1] * FACTORS[1] + wide[2 : size + 2] * FACTORS[2])


FACTORS = tuple(np.uint64(factor) for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))

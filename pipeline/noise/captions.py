"""Marks what stands beside the credit of a photo, in a text without markup: what it shows, and what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.noise.sentences import CAPITALS, LONGEST_HEADLINE, closes, is_prose

CALLED = re.compile(rf"(?![{CAPITALS}])\w+(?: \w+)?")


def mark_captions(lines: Sequence[str], rules: list[str], paragraphs: Sequence[int]) -> None:
    """Mark the captions of photos whose credits are marked: of several photos, in one of the *paragraphs* with one, a word or two."""
    _mark_shared(lines, rules)
    _mark_beside(lines, rules, paragraphs)
    _mark_names(lines, rules)


def _mark_shared(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the caption that several photos share: a line printed more than once, the credit of a photo right behind it each time."""
    texts = [" ".join(line.split()) for line in lines]
    there = [at for at, text in enumerate(texts) if text]
    above = [at for at, behind in pairwise(there) if rules[behind] == "photo" and not rules[at]]
    times = Counter(texts[at] for at in above)
    for at in above:
        if times[texts[at]] > 1 and times[texts[at]] == texts.count(texts[at]) and not is_prose(texts[at]):
            rules[at] = "photo"


def _mark_beside(lines: Sequence[str], rules: list[str], paragraphs: Sequence[int]) -> None:
    """Mark what a photo shows: short lines in one paragraph with its credit, behind the first line, and nothing else there."""
    first = next((paragraphs[at] for at, rule in enumerate(rules) if not rule and lines[at].strip()), -1)
    for paragraph in {paragraphs[at] for at, rule in enumerate(rules) if rule == "photo"} - {first}:
        beside = [at for at, one in enumerate(paragraphs) if one == paragraph and not rules[at]]
        if all(len(lines[at]) <= LONGEST_HEADLINE and not is_prose(lines[at]) for at in beside):
            for at in beside:
                rules[at] = "photo"


def _mark_names(lines: Sequence[str], rules: list[str]) -> None:
    """Mark what a picture is called: a word or two in small letters between a sentence, or a line of noise, and a credit."""
    there = [at for at, line in enumerate(lines) if line.strip()]
    for before, at, behind in zip(there, there[1:], there[2:], strict=False):
        is_name = not rules[at] and rules[behind] == "photo" and CALLED.fullmatch(lines[at].strip())
        if is_name and (rules[before] or before == there[0] or closes(lines[before])):
            rules[at] = "photo"

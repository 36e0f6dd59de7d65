"""What tells a sentence of a story from a headline or a label, in a text without markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storage.record import ITEM

PROSE = 80  # characters from which a line is a sentence of the story rather than a headline
LONGEST_HEADLINE = 180
LONGEST_LABEL = 40  # characters
SENTENCE_END = re.compile(r"[.!?…][»”\")]*$")
TOLD = re.compile(r"^(?!.*(?:\d{4}\s?г|\d\s?[ap]\.m)\.$).{20,}[.:][»”\")]*$")  # a short sentence of a story, or what announces a list
HEADING = re.compile(r"[^\W\d_]+(?: [\w«»-]+){0,4}")
CAPITALS = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
TWO_SENTENCES = re.compile(rf"(?<!^\d)(?<!^\d\d)(?<=\w)[.!?…][»”\")]*\s+[«“\"(]?[{CAPITALS}]")


def first_sentence(lines: Sequence[str], rules: Sequence[str]) -> int:
    """Return where the first sentence of the story stands: a long one, or two short ones behind a line; else how many *lines* are."""
    left = [at for at, line in enumerate(lines) if not rules[at] and line.strip()]
    for number, at in enumerate(left):
        told = number > 0 and all(TOLD.search(lines[one].strip()) for one in left[number : number + 2])
        is_asking = number == 0 and len(left) > 1 and is_question(lines[at])  # a headline, however long
        if (is_prose(lines[at]) and not is_asking) or (told and len(left) > number + 1):
            return at
    return len(lines)


def is_prose(line: str) -> bool:
    """Say whether *line* is long, and ends as a sentence."""
    return len(line.strip()) >= PROSE and SENTENCE_END.search(line.strip()) is not None


def is_headline(text: str) -> bool:
    """Say whether *text* may be a headline: one, and no sentence."""
    is_whole = SENTENCE_END.search(text) is not None or text.endswith((":", ";", ","))
    return 15 <= len(text) <= LONGEST_HEADLINE and not is_whole and not TWO_SENTENCES.search(text)


def is_question(line: str) -> bool:
    """Say whether *line* is one question, as headlines are, and nobody in the text asks it."""
    text = line.strip()
    return text.endswith("?") and text[:1].isalnum() and len(text) <= LONGEST_HEADLINE and not TWO_SENTENCES.search(text)


def closes(line: str) -> bool:
    """Say whether *line* is, or ends like, a sentence of the story, holds two of them, or is an item of one of its lists."""
    text = line.strip()
    if line.startswith(ITEM) or len(text) > LONGEST_HEADLINE or TWO_SENTENCES.search(text):
        return True
    return len(text) >= 25 and SENTENCE_END.search(text) is not None

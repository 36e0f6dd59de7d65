"""What tells a sentence of a story from a headline or a label, in a text without markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

ITEM = "  • "
PROSE = 80  # characters from which a line is a sentence of the story rather than a headline
LONGEST_HEADLINE = 180
LABEL = 40
SENTENCE_END = re.compile(r"[.!?…][»”\")]*$")
CAPITALS = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
TWO_SENTENCES = re.compile(rf"\w[.!?…][»”\")]*\s+[«“\"(]?[{CAPITALS}]")


def first_sentence(lines: Sequence[str], rules: Sequence[str]) -> int:
    """Return where the first long sentence of *lines* stands that no rule takes; their number when none does."""
    return next((at for at, line in enumerate(lines) if not rules[at] and is_prose(line)), len(lines))


def is_prose(line: str) -> bool:
    """Say whether *line* is long, and ends as a sentence."""
    return len(line.strip()) >= PROSE and SENTENCE_END.search(line.strip()) is not None


def is_headline(text: str) -> bool:
    """Say whether *text* may be a headline: one, and no sentence."""
    is_whole = SENTENCE_END.search(text) is not None or text.endswith((":", ";", ","))
    return 15 <= len(text) <= LONGEST_HEADLINE and not is_whole and not TWO_SENTENCES.search(text)


def closes(line: str) -> bool:
    """Say whether *line* is, or ends like, a sentence of the story, holds two of them, or is an item of one of its lists."""
    text = line.strip()
    if line.startswith(ITEM) or len(text) > LONGEST_HEADLINE or TWO_SENTENCES.search(text):
        return True
    return len(text) >= 25 and SENTENCE_END.search(text) is not None

"""What a page says twice: the lead of a story, where it is nothing but the story's words once more, or all of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD = re.compile(r"\w+")
CUT = re.compile(r"(\w*)\s*(?:…|\.\.\.+)\W*$")
LEADS = 2  # blocks, from the first, that may be a lead: one with the picture's caption may stand before it
LONG = 20  # words
LEAST_TOLD = 300  # characters of a story: a refrain is shorter
LEAST = 8  # words: a shorter one may be meant to be said twice


def said_again(texts: Sequence[str]) -> int | None:
    """Return which of the first of *texts* those behind it begin with, word for word; None where none is said again.

    One that is cut off ("…") may end within a word. A long one may be said again further behind.
    """
    for at in range(min(LEADS, len(texts) - 1)):
        text, rest = texts[at], ""
        if ("…" in text or "..." in text) and (cut := CUT.search(text)):
            text, rest = text[: cut.start()], cut[1].casefold()
        words = WORD.findall(text.casefold())
        if len(words) < LEAST:
            continue
        if len(words) >= LONG and texts.count(text) == 2 and text in texts[at + 1 :]:
            return at
        behind = (found[0] for text in texts[at + 1 :] for found in WORD.finditer(text.casefold()))
        if all(next(behind, "") == word for word in words) and (not rest or next(behind, "").startswith(rest)):
            return at
    return None


def told_twice(texts: Sequence[str]) -> int:
    """Return how many of the last of *texts* are those right before them once more, each another; 0 where the story is told once."""
    for count in range(len(texts) // 2, 1, -1):
        if texts[-count] == texts[-2 * count] and texts[-count:] == texts[-2 * count : -count]:
            told = texts[-count:]
            return count if sum(map(len, told)) >= LEAST_TOLD and len(set(told)) == count else 0
    return 0

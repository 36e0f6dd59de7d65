"""Text as a record may hold it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
LONG = 4  # letters of a word that says something


def clean_text(text: str) -> str:
    """Return *text* as one line: NFC, single plain spaces, nothing invisible, no white space at either end."""
    seen = INVISIBLE.sub("", text)  # first: what stood between a letter and its mark kept NFC from joining them
    return " ".join(unicodedata.normalize("NFC", seen).split())


def stems(words: Iterable[str], letters: int = LONG) -> set[str]:
    """Return the first *letters* of the longer ones of *words*: their ends change with the sentence."""
    return {word[:letters] for word in words if len(word) >= LONG}

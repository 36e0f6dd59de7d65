"""Text as a record may hold it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
LONG = 4  # letters of a word that says something
LATIN, CYRILLIC = re.compile("[A-Za-zəƏ]"), re.compile("[А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
ALIKE = ("ATEOCHKMPBXIƏaeopcyxiə", "АТЕОСНКМРВХІӘаеорсухіә")  # letters of both that look the same
AS_CYRILLIC, AS_LATIN = str.maketrans(*ALIKE), str.maketrans(*reversed(ALIKE))
WITH_LATIN = re.compile(r"\b\w*[A-Za-zəƏ]\w*\b")


def clean_text(text: str) -> str:
    """Return *text* as one line: NFC, single plain spaces, nothing invisible, no white space at either end."""
    seen = INVISIBLE.sub("", text)  # first: what stood between a letter and its mark kept NFC from joining them
    return " ".join(unicodedata.normalize("NFC", seen).split())


def in_one_script(text: str) -> str:
    """Return *text* with each word that mixes Cyrillic with Latin letters that look the same in the one it can be: "Сәуiр", "Youtubе".

    A word such as "Telegramда", which has letters of both that nothing looks like, stays as it is.
    """
    if text.isascii() or not (LATIN.search(text) and CYRILLIC.search(text)):
        return text
    return WITH_LATIN.sub(_in_one_script, text)


def _in_one_script(match: re.Match[str]) -> str:
    word = match[0]
    if not CYRILLIC.search(word):
        return word
    cyrillic, latin = word.translate(AS_CYRILLIC), word.translate(AS_LATIN)
    return cyrillic if not LATIN.search(cyrillic) else latin if not CYRILLIC.search(latin) else word


def stems(words: Iterable[str], letters: int = LONG) -> set[str]:
    """Return the first *letters* of the longer ones of *words*: their ends change with the sentence."""
    return {word[:letters] for word in words if len(word) >= LONG}

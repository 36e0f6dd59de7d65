"""Kazakh in Arabic letters, as it is written in China, in Cyrillic, so that the same rules read it."""

from __future__ import annotations

import re

IS_KAZAKH = re.compile(r"[ەۇڭۋۆ]|(?<!\w)[ءٴ]\w|ى(?=\w)")  # no Arabic word begins with a hamza alone, or has this yā amid it
WORD = re.compile(r"[\u0620-\u06ff]+")
SOFT = re.compile("[ءٴەگك]")  # these make each vowel of their word a front one
BACK = dict(zip("ابۆگعدەجزيكقلمنڭوپرستۋفحھچشۇى", "абвгғдежзикқлмнңопрстуфхһчшұы", strict=True)) | dict.fromkeys("ءٴ", "")
FRONT = BACK | dict(zip("اوۇى", "әөүі", strict=True))
SOUNDS = (("иа", "я"), ("иә", "я"), ("(?<=[аәоөұүыіеу])и", "й"))  # "ساياسات" саясат, "ساي" сай
TABLES = {is_soft: str.maketrans(letters) for is_soft, letters in ((False, BACK), (True, FRONT))}


def in_cyrillic(text: str) -> str:
    """Return *text*, which is Kazakh in Arabic letters, in Cyrillic."""
    return WORD.sub(_in_cyrillic, text)


def _in_cyrillic(match: re.Match[str]) -> str:
    word = match[0].translate(TABLES[SOFT.search(match[0]) is not None])
    for sound, letter in SOUNDS:
        word = re.sub(sound, letter, word)
    return word

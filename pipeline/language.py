"""The language of a text, as an ISO 639-1 code: by its letters where they settle it, else by a statistical model."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LETTERS = re.compile(r"[^\W\d_]")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
KAZAKH = re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")  # letters that Russian has not; with i below, all that Kazakh adds
DOTTED_I = re.compile(r"[іІ]")
UKRAINIAN = re.compile(r"[їєґЇЄҐ]")
BELARUSIAN = re.compile(r"[ўЎ]")
RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
LATIN_KAZAKH = re.compile(r"[ǵǴ]|\b(?:jáne|úshin|boıynsha|týraly|qazaqstan\w*|memleket\w*|bolady|jyl\w*)\b", re.I)
CANDIDATES = """
    ru kk en uk be ky mn bg sr mk de fr es it pt nl pl cs sk sl hr ro hu tr az sv no nb da fi et lv lt el hy ka he ar fa ur hi
    bn ta te ml mr ne th vi id ms ja ko zh ca eu gl af sw xh zu is ga cy sq mt lb kn pa gu si km lo am
    """.split()
ENOUGH = 12  # letters: a shorter text says nothing sure
LOOKED_AT = 1200  # characters


def language_of(text: str, stated: str = "") -> str | None:
    """Return the language of *text*, or None when it cannot be told; *stated* (`<html lang>`) decides only close calls."""
    text = text[:LOOKED_AT]
    letters = len(LETTERS.findall(text))
    if letters < ENOUGH:
        return None
    if len(CYRILLIC.findall(text)) > 0.6 * letters:
        return _cyrillic(text, letters, stated)
    if len(LATIN_KAZAKH.findall(text)) > letters / 60 and stated[:2].lower() in ("", "kk", "kz"):
        return "kk"
    ranked = [str(code) for code, _ in identifier().rank(text)[:2]]
    said = stated[:2].lower()
    best = said if said in ranked and letters < 200 else ranked[0]
    return "no" if best == "nb" else best


def _cyrillic(text: str, letters: int, stated: str) -> str | None:
    kazakh, dotted = len(KAZAKH.findall(text)), len(DOTTED_I.findall(text))
    if kazakh > letters / 50:
        best = str(identifier().rank(text)[0][0])
        return best if best in ("ky", "mn", "tt", "ba") and not dotted else "kk"
    if UKRAINIAN.search(text) and dotted > letters / 100:
        return "uk"
    if len(BELARUSIAN.findall(text)) > letters / 200:
        return "be"
    if RUSSIAN.search(text) and dotted <= letters / 100:
        return "ru"
    said = stated[:2].lower()
    best = str(identifier().rank(text)[0][0])
    return said if said in ("ru", "uk", "kk", "be", "bg", "sr", "mk") and letters < 60 else best


@cache
def identifier() -> LanguageIdentifier:
    """Return the statistical model (Lui and Baldwin, langid.py, ACL 2012), loaded once."""
    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(sorted(set(CANDIDATES) & set(made.nb_classes)))
    return made

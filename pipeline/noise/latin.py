"""Kazakh in its Latin alphabets, written in Cyrillic, so that the same rules read it."""

from __future__ import annotations

import re

IS_KAZAKH = re.compile(r"[ǵńğıýǴŃĞÝqQ](?!(?<=[qQ])[uU])")  # no re.I: to it the dotless ı is an i
CYRILLIC = re.compile(r"[а-яё]", re.I)
OF_2018 = re.compile(r"[áǵńóúýÁǴŃÓÚÝ]|[sScC][hH]|[aeou]ı|ı[aeou]")  # the ı of 2021 stands beside no vowel
DIGRAPHS = {"s": "ш", "c": "ч", "ı": "я", "i": "я"}  # by their first letter; lower() puts a dot on the capital of ı
COMMON = dict(zip("abvgdejzklmnoprstfyqih", "абвгдежзклмнопрстфықіх", strict=True))
ALPHABETS = {  # the one of 2018, with its acute accents, and the one of 2021
    True: COMMON | dict(zip("áǵıńóýuú", "әғйңөуұү", strict=True)),
    False: COMMON | dict(zip("äğıñöuūüş", "әғіңөуұүш", strict=True)),
}
PAIR = re.compile("[sScC][hH]|[ıI][aA]")
VOWEL = re.compile("(?<![aáeıioóuúyýAÁEIOÓUÚYÝ])ı(?!a)")  # "Prezıdent"; behind a vowel it is й
TABLES = {
    is_old: str.maketrans({latin.upper(): cyrillic.upper() for latin, cyrillic in letters.items()} | letters | {"I": "І"})
    for is_old, letters in ALPHABETS.items()
}


def in_cyrillic(text: str) -> str:
    """Return *text* in Cyrillic when it is Kazakh in Latin letters; else as it is."""
    if not IS_KAZAKH.search(text) or CYRILLIC.search(text):
        return text
    is_old = OF_2018.search(text) is not None
    if is_old:
        text = PAIR.sub(_letter, VOWEL.sub("и", text))
    return text.translate(TABLES[is_old])


def _letter(match: re.Match[str]) -> str:
    letter = DIGRAPHS[match[0][0].lower()]
    return letter.upper() if match[0][0].isupper() else letter

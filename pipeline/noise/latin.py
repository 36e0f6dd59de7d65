"""Kazakh in its Latin alphabets, and in Arabic letters, written in Cyrillic, so that the same rules read it."""

from __future__ import annotations

import re

from pipeline.noise import arabic

IS_KAZAKH = re.compile(r"[ǵńğǧŋıýǴŃĞǦŊÝqQ](?!(?<=[qQ])[uU])")  # no re.I: to it the dotless ı is an i
CYRILLIC = re.compile(r"[а-яё]", re.I)
OF_2018 = re.compile(r"[áǵńóúýÁǴŃÓÚÝ]|[sScC][hH]|[aeou]ı|ı[aeou]")  # the ı of 2021 stands beside no vowel
COMMON = dict(zip("abvgdejzklmnoprstfyqih", "абвгдежзклмнопрстфықіх", strict=True))
ALPHABETS = {  # the one of 2018, with its acute accents, and the one of 2021
    True: COMMON | dict(zip("áǵńóýuú", "әғңөуұү", strict=True)),
    False: COMMON | dict(zip("äğǧıñŋöuūüş", "әғғіңңөуұүш", strict=True)),
}
VOWEL = "[aáäeıioóöuúüūyýAÁÄEIOÓÖUÚÜŪYÝ]"
SOUNDS = {  # of letters together, in order: "jarııa" жария, "saıasat" саясат, "saı" сай, "materıal" материал
    is_old: [(re.compile(sound), cyrillic) for sound, cyrillic in sounds]
    for is_old, sounds in {
        True: [
            ("[sS][hH]", "ш"), ("[cC][hH]", "ч"), ("ııa", "ия"), (f"(?<={VOWEL})ıa", "я"), (f"(?<={VOWEL})ıý", "ю"),
            (f"(?<={VOWEL})ı", "й"), ("ı", "и"),
        ],
        False: [("iia", "ия"), (f"(?<={VOWEL})ia", "я"), (f"(?<={VOWEL})iu", "ю"), (f"(?<={VOWEL})i", "й"), ("i", "и")],
    }.items()
}  # fmt: skip
TABLES = {
    is_old: str.maketrans({latin.upper(): cyrillic.upper() for latin, cyrillic in letters.items()} | letters | {"I": "І"})
    for is_old, letters in ALPHABETS.items()
}


def in_cyrillic(text: str, *, one_i: bool = False) -> str:
    """Return *text* in Cyrillic when it is Kazakh in other letters; else as it is.

    With *one_i* the i of 2021 is read as і, as who writes no ı means it; by rule it is и, and й behind a vowel.
    """
    if not text.isascii() and arabic.IS_KAZAKH.search(text):
        return arabic.in_cyrillic(text)
    if not IS_KAZAKH.search(text) or CYRILLIC.search(text):
        return text
    is_old = OF_2018.search(text) is not None
    for sound, cyrillic in () if one_i and not is_old else SOUNDS[is_old]:
        text = sound.sub(lambda match, to=cyrillic: to.upper() if match[0][0].isupper() else to, text)  # type: ignore[misc]
    return text.translate(TABLES[is_old])

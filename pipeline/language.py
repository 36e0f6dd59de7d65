"""The language of a text, as an ISO 639-1 code: by its letters where they settle it, else by a statistical model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain

from py3langid.langid import MODEL_FILE, LanguageIdentifier

Guess = Callable[[str], str | None]
CYRILLIC = re.compile(r"[Ѐ-ӿ]+")
KAZAKH = re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")  # letters that Russian has not; with i below, all that Kazakh adds
KYRGYZ = re.compile(r"\b(?:жана|менен|болгон|деген|үчүн|болуп|байгал|хүн|байна|гэж)\b")  # Kyrgyz, Mongolian
DOTTED_I = re.compile(r"[іІ]")
UKRAINIAN = re.compile(r"[їєґЇЄҐ]")
BELARUSIAN = re.compile(r"[ўЎ]")
RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
NOT_RUSSIAN = re.compile(r"[әғқңөұүһіїєґўӘҒҚҢӨҰҮҺІЇЄҐЎ]|[a-zA-Z][^Ѐ-ӿ]{40}")  # or a name, when there is little of it
ONLY_KAZAKH = re.compile(
    r"[қғұҚҒҰ]"
)  # no Tatar, Kyrgyz or Mongolian text has these; nearly every Kazakh sentence has one
TATAR, BASHKIR = re.compile(r"[җәҖӘ]"), re.compile(r"[ҙҡҫҘҠҪ]")
TAJIK, UZBEK = re.compile(r"[ҷӣӯҶӢӮ]"), re.compile(r"[ҳўҲЎ]")
BACK_Q = re.compile(r"q(?!u)", re.I)  # the Latin alphabets of Turkic languages write the back k so; elsewhere u follows
LATIN_KAZAKH = re.compile(
    r"[ǵǴńŃýÝūŪ]|\b(?:jáne|jäne|zhane|úshin|üşin|boıynsha|boiynşa|týraly|turaly|arqyly|qazaqstan\w*|memleket\w*|bolady|boldy|bolyp|dep|jyl\w*|keiin|keıin)\b",
    re.I,
)
LATIN_UZBEK = re.compile(r"[og][‘ʻ’'`](?=\w)|\b(?:va|uchun|bilan|deb|emas|bo‘l\w+)\b", re.I)
IN_LATIN_KAZAKH = """
    ǵ ń ý ū jáne jäne zhane úshin üşin boıynsha boiynşa týraly turaly arqyly qazaqstan memleket bolady boldy bolyp dep jyl keiin
    keıin""".split()  # one of these stands in all that the pattern finds, and it is counted in a tenth of the time
IN_LATIN_UZBEK = (*(f"{letter}{sign}" for letter in "og" for sign in "‘ʻ’'`"), *"va uchun bilan deb emas".split())
AZERBAIJANI = re.compile(r"[əƏ]")
CANDIDATES = """
    ru kk en uk be ky mn bg sr mk de fr es it pt nl pl cs sk sl hr ro hu tr az sv no nb da fi et lv lt el hy ka he ar fa ur hi
    bn ta te ml mr ne th vi id ms ja ko zh ca eu gl af sw xh zu is ga cy sq mt lb kn pa gu si km lo am
    """.split()
FUNCTION_WORDS = {
    "en": "the of and to in that is for on with as was by at from it has this are be",
    "de": "der die und das den von mit ist nicht ein im zu auf sich dem für eine auch als werden",
    "fr": "le la les des et du en une est que pour dans qui sur par au plus avec ce pas",
    "es": "el la los de que y en del las por con una para se su al como más lo es",
    "it": "il di che la della e per una con del nel sono le non dei alla da più al anche",
    "pt": "o de que e do da em um para com não uma os no na por mais as dos ao",
    "nl": "de het een van en dat is op te zijn voor niet met aan die er door ook als om",
    "tr": "ve bir bu için ile da de olarak çok olan gibi daha sonra kadar en ne göre ise",
    "pl": "w na i z do się nie że jest to o jak po za od dla przez oraz są tym",
    "cs": "a v na je se že s z do pro to o by si jako za který po bude nebo",
}  # a text is in the language whose function words it is full of (Ingle, 1976)
LANGUAGES: dict[str, tuple[str, ...]] = {}  # of each of these words
for _language, _words in FUNCTION_WORDS.items():
    for _word in frozenset(_words.split()):
        LANGUAGES[_word] = (*LANGUAGES.get(_word, ()), _language)
WORD = re.compile(r"[^\W\d_]+")
FULL = 0.15  # share of words that are function words
AHEAD = 1.4  # times as many as in the next language
ENOUGH = 12  # letters: a shorter text says nothing sure
LOOKED_AT = 1200  # characters
SEEN = 240  # characters of a paragraph
ENOUGH_PARAGRAPHS = 8  # of a long text, from all of it
LEAST_PARAGRAPH = 60  # characters: a shorter one tells its language less surely
MIXED = 0.25  # of the paragraphs' length in another language make a page mixed


def language_of(text: str, stated: str = "") -> str | None:
    """Return the language of *text*, or None when it cannot be told; *stated* (`<html lang>`) decides only close calls."""
    sample = text[:: max(1, len(text) // LOOKED_AT)]  # letters from all of it: a text may begin in another language
    letters = _letters(WORD.findall(sample))
    if letters < ENOUGH:
        return None
    if _letters(CYRILLIC.findall(sample)) > 0.5 * letters:
        return _cyrillic(sample, letters, text, stated, _ranked)
    text = text[:LOOKED_AT]
    words = WORD.findall(text.lower())
    letters = _letters(words)
    if known := _latin_turkic(text, letters) or _by_function_words(words):
        return known
    ranked = [str(code) for code, _ in identifier().rank(text)[:2]]
    said = stated[:2].lower()
    best = said if said in ranked and letters < 200 else ranked[0]
    return "no" if best == "nb" else best


def _letters(words: Sequence[str]) -> int:
    return sum(map(len, words))


def other_languages(paragraphs: Sequence[str], language: str | None) -> tuple[str, ...]:
    """Return in which languages beside *language* a good part of *paragraphs* stands, the largest part first."""
    if language == "ru" and not any(map(NOT_RUSSIAN.search, paragraphs)):  # as nearly always, at a tenth of the time
        return ()
    lengths: Counter[str] = Counter()
    long = [one for one in paragraphs if len(one) >= LEAST_PARAGRAPH]
    for paragraph in long[:: len(long) // ENOUGH_PARAGRAPHS + 1]:
        if (told := _at_sight(paragraph)) is not None:
            lengths[told] += len(paragraph)
    good = [one for one, length in lengths.most_common() if length >= MIXED * lengths.total()]
    return tuple(one for one in good if one != language) if language in good else ()


def _at_sight(text: str) -> str | None:
    """Return the language of *text* where letters or function words tell it: what the model would guess is no evidence."""
    text = text[:SEEN]
    words = WORD.findall(text.lower())
    letters = _letters(words)
    if not text.isascii() and _letters(CYRILLIC.findall(text)) > 0.5 * letters:
        told = _cyrillic(text, letters, text, "", lambda _: None)
        return told if told in ("ru", "kk", "uk", "be") else None
    return _latin_turkic(text, letters) or _by_function_words(words)


def _cyrillic(sample: str, letters: int, text: str, stated: str, guess: Guess) -> str | None:
    """Return the language of a Cyrillic text by the letters of *sample*; where these settle nothing, as *guess* says."""
    if len(TAJIK.findall(sample)) > letters / 100:
        return "tg"
    kazakh, dotted = len(KAZAKH.findall(sample)), len(DOTTED_I.findall(sample))
    if kazakh > letters / 50 and (neighbour := _kazakh_or_neighbour(sample, letters, dotted, text, guess)):
        return neighbour
    if UKRAINIAN.search(sample) and dotted > letters / 100:
        return "uk"
    if len(BELARUSIAN.findall(sample)) > letters / 200:
        return "be"
    if RUSSIAN.search(sample) and dotted <= letters / 100:
        return "ru"
    said = stated[:2].lower()
    return said if said in ("ru", "uk", "kk", "be", "bg", "sr", "mk") and letters < 60 else guess(text)


def _kazakh_or_neighbour(sample: str, letters: int, dotted: int, text: str, guess: Guess) -> str | None:
    """Return which of the languages that share Kazakh's letters a text is in; None when another may be meant."""
    if len(BASHKIR.findall(sample)) > letters / 100:
        return "ba"
    if dotted and ONLY_KAZAKH.search(sample):  # of these languages, only Kazakh has the dotted i beside them
        return "kk"
    if len(UZBEK.findall(sample)) > letters / 100:
        return "uz"
    if dotted or ONLY_KAZAKH.search(sample):
        return "kk"
    return "tt" if TATAR.search(sample) and not KYRGYZ.search(text) else guess(text)


def _latin_turkic(text: str, letters: int) -> str | None:
    """Return which of the Turkic languages of Kazakhstan's neighbours a Latin text is in, or Kazakh; None when in none."""
    lower = text.lower()
    if sum(map(lower.count, IN_LATIN_UZBEK)) > letters / 80 and len(LATIN_UZBEK.findall(text)) > letters / 80:
        return "uz"
    if len(AZERBAIJANI.findall(text)) > letters / 50:
        return "az"
    most = sum(map(lower.count, IN_LATIN_KAZAKH))
    kazakh = len(LATIN_KAZAKH.findall(text)) if most > min(1, letters / 60) else 0
    return "kk" if kazakh > letters / 60 or (kazakh > 1 and len(BACK_Q.findall(text)) > letters / 150) else None


def _ranked(text: str) -> str:
    return str(identifier().rank(text[:LOOKED_AT])[0][0])


def _by_function_words(words: Sequence[str]) -> str | None:
    if len(words) < ENOUGH:
        return None
    found = Counter(chain.from_iterable([LANGUAGES[word] for word in words if word in LANGUAGES]))
    name = max(found, key=found.__getitem__, default="")
    share = found.pop(name, 0) / len(words)
    next_share = max(found.values(), default=0) / len(words)
    return name if share >= FULL and share >= AHEAD * next_share else None


@cache
def identifier() -> LanguageIdentifier:
    """Return the statistical model (Lui and Baldwin, langid.py, ACL 2012), loaded once."""
    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(sorted(set(CANDIDATES) & set(made.nb_classes)))
    made._full_model = made.nb_ptc, made.nb_pc, made.nb_classes  # the languages left out need no memory
    return made

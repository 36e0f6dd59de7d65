"""The language of a text, as an ISO 639-1 code: by its letters where they settle it, else by a statistical model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import name

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

Guess = Callable[[str], str | None]
CYRILLIC = re.compile(r"[Ѐ-ӿ]+")
LATIN = re.compile(r"[a-zA-ZÀ-ɏḀ-ỿ]+")
KAZAKH = re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")  # letters that Russian has not; with i below, all that Kazakh adds
KYRGYZ = re.compile(r"\b(?:жана|менен|болгон|деген|үчүн|болуп|байгал|хүн|байна|гэж)\b")  # Kyrgyz, Mongolian
DOTTED_I = re.compile(r"[іІ]")
UKRAINIAN = re.compile(r"[їєґЇЄҐ]")
NOT_UKRAINIAN = re.compile(r"[ыэъёўЫЭЪЁЎ]")
BELARUSIAN = re.compile(r"[ўЎ]")
RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
HARD_SIGN, NOT_BULGARIAN = re.compile(r"[ъЪ]"), re.compile(r"[ыэёЫЭЁ]")  # a vowel of Bulgarian, rare in Russian
NOT_RUSSIAN = re.compile(r"[әғқңөұүһіїєґўӘҒҚҢӨҰҮҺІЇЄҐЎ]|[a-zA-Z][^Ѐ-ӿ]{40}")  # or a name, when there is little of it
ONLY_KAZAKH = re.compile(r"[қғұҚҒҰ]")  # nearly every Kazakh sentence has one, no Tatar, Kyrgyz or Mongolian text
TATAR, BASHKIR = re.compile(r"[җәҖӘ]"), re.compile(r"[ҙҡҫҘҠҪ]")
TAJIK, UZBEK = re.compile(r"[ҷӣӯҶӢӮ]"), re.compile(r"[ҳўҲЎ]")
IN_ARABIC, NOT_IN_ARABIC = re.compile("[ەۇ]"), re.compile("[ئېێۈ]")  # vowels of Kazakh; those of Uyghur and Kurdish
BACK_Q = re.compile(r"q(?!u)", re.I)  # the Latin alphabets of Turkic languages write the back k so; elsewhere u follows
LATIN_KAZAKH = re.compile(
    r"[ǵǴńŃýÝūŪ]|\b(?:jáne|jäne|zhane|úshin|üşin|boıynsha|boiynşa|týraly|turaly|arqyly|qazaqstan\w*|memleket\w*|bolady|boldy"
    r"|bolyp|dep|jyl\w*|keiin|keıin|jaña|turalı|arqılı|boladı|boldı|bolıp|jıl\w*)\b",
    re.I,
)
LATIN_UZBEK = re.compile(r"[og][‘ʻ’'`](?=\w)|\b(?:va|uchun|bilan|deb|emas|bo‘l\w+)\b", re.I)
IN_LATIN_KAZAKH = """
    ǵ ń ý ū jáne jäne zhane úshin üşin boıynsha boiynşa týraly turaly arqyly qazaqstan memleket bolady boldy bolyp dep jyl keiin
    keıin jaña turalı arqılı boladı boldı bolıp jıl""".split()  # one stands in all that the pattern finds, in a tenth of the time
IN_LATIN_UZBEK = (*(f"{letter}{sign}" for letter in "og" for sign in "‘ʻ’'`"), *"va uchun bilan deb emas".split())
TURKMEN = re.compile(r"\b(?:bilen|üçin|boýunça|barada|ýyl\w*|türkmenistan\w*)\b", re.I)
TURKISH, NOT_TURKISH = re.compile(r"[ığşİ]"), re.compile(r"[äñqū]")
HACEK = re.compile(r"[čěřšž]", re.I)  # Czech and Slovak have the ý of Latin Kazakh, and these
UZBEK_LETTERS = [f"{letter}{sign}" for letter in "og" for sign in "‘ʻ"]  # elsewhere a quotation, before a space
AZERBAIJANI = re.compile(r"[əƏ]")
CANDIDATES = """
    ru kk en uk be ky mn bg sr mk de fr es it pt nl pl cs sk sl hr ro hu tr az sv no nb da fi et lv lt el hy ka he ar fa ur hi
    bn ta te ml mr ne th vi id ms ja ko zh ca eu gl af sw xh zu is ga cy sq mt lb kn pa gu si km lo am
    """.split()
FUNCTION_WORDS = {
    "en": """the of and to in that is for on with as was by at from it has this are be you your he his they we have but not or will
        an she her their which who were been had can about up all one if so more my out when what there would i""",
    "de": """der die und das den von mit ist nicht ein im zu auf sich dem für eine auch als werden an es bei aus nach einer in oder
        wir sie ich aber wie wird sind zum zur einen hat dass man über nur um des haben war so noch durch er kann diese wenn was""",
    "fr": """le la les des du et en une est que pour dans qui sur par au plus avec ce pas un de à il se ne cette son sa ses sont aux
        ou nous vous mais être a été comme elle ont on leur ces tout fait je d l""",
    "es": """el la los de que y en del las por con una para se su al como más lo es un no sus ha este esta son pero o fue entre ya
        también muy hay desde cuando todo ser sin sobre me le""",
    "it": """il di che la della e per una con del nel sono le non dei alla da più al anche è un in si i ha gli lo come ma nella dal
        su o se questo questa alle ai cui stato""",
    "pt": """o de que e do da em um para com não uma os no na por mais as dos ao a se é foi como à das ou seu sua pelo pela até
        também são mas ser tem nos você já""",
    "nl": """de het van een en dat is op te zijn voor niet met aan die er door ook als om in ik je of naar bij maar uit heeft wordt
        hij ze we was nog dan worden meer over deze kan""",
    "tr": """ve bir bu için ile da de olarak çok olan gibi daha sonra kadar en ne göre ise o ya mi her değil var olduğu ancak ki
        tarafından ilk""",
    "pl": """w na i z do się nie że jest to o jak po za od dla przez oraz są tym a ale co czy już tylko który która ich jego tak było
        może które ze jako""",
    "cs": """a v na je se že s z do pro to o by si jako za který po bude nebo i jsou ale ve která které jak už od tak jeho při však
        podle být také ze k""",
    "sk": """a v na je sa že s z do pre to o by si ako za ktorý po bude alebo i sú ale vo ktorá ktoré už od tak jeho pri však podľa
        byť aj zo k""",
    "sl": """in v na je se da so za z s ki pa po tudi bi kot od do ali še pri ne bo ter že ko kar lahko bilo sta jih o bil kaj tega""",
    "hr": """i u na je se da su za s od ne to o koji kao a iz će bi po do nije što samo ali ili koja koje prema bio bila također te
        nakon kako već sve""",
    "sv": """och att det som en på är av för med den till inte har ett om de var vi jag från han kan ska men så sig eller vid hade när
        också efter mot ut säger""",
    "da": """og at det som en på er af for med den til ikke har et om de var vi jeg fra han kan skal men så sig eller ved havde når
        også efter der blev være mod ud siger hun""",
    "no": """og at det som en på er av for med den til ikke har et om de var vi jeg fra han kan skal men så seg eller ved hadde når
        også etter der ble være mot ut sier hun""",
    "fi": "ja on että ei se oli ovat joka mutta myös kun hän sen ole voi olla kuin niin tai jos jotka mukaan vielä sekä jo nyt vain",
    "hu": "a az és hogy nem is egy volt azt de már meg van csak még ha ez mint el lesz vagy ki pedig majd szerint után amely aki sem",
    "ro": "de și în la cu pe care să o este din a nu un pentru au se al mai fi ca prin după sunt fost dar sau ce când până",
    "ca": "de la i el que a en les els per amb del un una és al no es dels ha més com o però seva ser aquest aquesta són hi també",
    "gl": "de a e o que en da do os as un unha para por con no na non se ao máis dos das como é polo pola ou súa tamén foi são son",
    "af": "die van en in is het dit nie te vir wat op met hy dat ’n ek om sy as aan hulle sal was ons ook deur maar kan word",
    "is": "og að í á til sem er var um við fyrir með ekki en af það hann hún þá þeir þetta hafa hefur frá því eru verið segir",
    "sq": "të e në dhe për me një që nga është se i ka nuk si u do por më kanë janë ai ajo kjo ky pas edhe duke",
    "lt": "ir kad su į iš yra bet tai kaip ar už dėl apie po buvo nuo prie jis ne jau taip pat per bei jo",
    "lv": "un ir ar par no ka kas uz lai arī bet kā pēc tika pie viņš vai to ne jau līdz savu būs tas",
    "et": "ja on ei et ka oma kui oli see ta mis kes või aga pole need siis selle ning nad ole välja seda",
    "vi": "và của là có được cho các không với người trong đã này những một để đến khi từ trên ông vào nhiều năm",
    "sw": "ya na wa kwa ni la za katika cha hii hiyo kuwa yake wake huo huu pia hayo hilo alisema amesema lakini kama",
    "zu": """ukuthi kodwa futhi kanye noma uma ngoba ukuze lapho lapha lokho lokhu khona yena bona kakhulu manje kanti njengoba
        ngesikhathi ngenxa ngemuva kusho uthe bathi wathi okuthiwa ngokuthi kumele kuze le laba abantu wakhe lakhe""",
    "xh": """ukuba okokuba kodwa kunye kwaye okanye xa kuba ukuze apha apho oko oku yena bona kakhulu ngoku njengoko ngexesha ngenxa
        emva uthi uthe wathi uye kwi kwakhona sele into nje kuphela nangona malunga phambi phakathi ngaphandle
        lo le olu eli esi ezi aba abo ezo wonke zonke bonke abantu bakhe yakhe kuthiwa""",
    "ar": "من في على أن إلى التي الذي عن مع هذا هذه ما لا كان بعد قبل بين كما قد أو ذلك كل حيث خلال لم إن وقد وقال",
    "fa": "در به از که این است را با آن برای های می شود شد کرد بود یک خود تا هم بر اما نیز شده گفت باید اگر یا",
    "ur": "کے میں کی ہے سے اور کا کو نے پر ہیں کہ یہ اس گیا تھا لیے بھی ہو ایک کر جو تو کیا وہ تھے رہے",
    "id": "yang dan di dengan untuk dari ini itu pada dalam tidak akan ke oleh juga adalah ada telah sebagai bisa mereka kita saya",
}  # a text is in the language whose function words it is full of (Ingle, 1976)
SCRIPTS = {
    "ARMENIAN": "hy", "GEORGIAN": "ka", "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "CJK": "zh", "THAI": "th",
    "BENGALI": "bn", "GUJARATI": "gu", "GURMUKHI": "pa", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn",
    "MALAYALAM": "ml", "SINHALA": "si", "LAO": "lo", "MYANMAR": "my", "KHMER": "km", "ETHIOPIC": "am",
}  # by the first words of their letters' names in Unicode: those that one language has, or nearly
OF_SEVERAL = {"DEVANAGARI": ("hi", "mr", "ne"), "ARABIC": ("ar", "fa", "ur")}  # which of them it is, the page may state
LANGUAGES: dict[str, tuple[str, ...]] = {}  # of each of these words
for _language, _words in FUNCTION_WORDS.items():
    for _word in frozenset(_words.split()):
        LANGUAGES[_word] = (*LANGUAGES.get(_word, ()), _language)
WORD = re.compile(r"[^\W\d_]+")
FULL = 0.2  # share of words that are function words
MANY, LEAST = 5, 0.05  # so many of a long text and this share of it tell as much; where the page states the language, the share does
DIFFERENT = 3  # words: one alone may be a measure ("ca. 200 g"), however often it comes
AHEAD = 2  # times as many that only the first of two languages has as those that only the second has
SAME = {"no": "nb", "hr": "bs"}
KANA = 0.05  # of the letters: a Chinese text has none
FEW = 2  # words of Kyrgyz that no Russian text has
ENOUGH = 12  # letters: a shorter text says nothing sure
ENOUGH_OF_BULGARIAN = 100  # letters: in so many, Russian has its own vowels
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
    said = stated[:2].lower()
    if known := _by_script(words, said) or _latin_turkic(text, letters) or _by_function_words(words, said):
        return known
    ranked = [str(code) for code, _ in identifier().rank(text)[:2]]
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
    if dotted > letters / 100 and (UKRAINIAN.search(sample) or not (kazakh or NOT_UKRAINIAN.search(sample))):
        return "uk"
    if len(BELARUSIAN.findall(sample)) > letters / 200:
        return "be"
    said = stated[:2].lower()
    if _is_bulgarian(sample, letters, said):
        return "bg"
    if RUSSIAN.search(sample) and dotted <= letters / 100 and len(KYRGYZ.findall(text)) < FEW:
        return "ru"
    return said if said in ("ru", "uk", "kk", "be", "bg", "sr", "mk") and letters < 60 else guess(text)


def _is_bulgarian(sample: str, letters: int, said: str) -> bool:
    """Say whether a Cyrillic text has as many hard signs as Bulgarian, and fewer of the vowels that only Russian has.

    A short one may be about an «объект» in Russian, unless the page states that it is Bulgarian.
    """
    hard = len(HARD_SIGN.findall(sample))
    if hard <= letters / 100 or (letters < ENOUGH_OF_BULGARIAN and said != "bg"):
        return False
    return len(NOT_BULGARIAN.findall(sample)) < hard


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
    if sum(map(lower.count, UZBEK_LETTERS)) > 1:
        return "uz"
    if sum(map(lower.count, IN_LATIN_UZBEK)) > letters / 80 and len(LATIN_UZBEK.findall(text)) > letters / 80:
        return "uz"
    if len(AZERBAIJANI.findall(text)) > letters / 50:
        return "az"
    is_turkmen = lower.count("ň") > letters / 100 or len(TURKMEN.findall(text)) > letters / 200
    if lower.count("ý") > letters / 100 and is_turkmen:
        return "tk"
    if HACEK.search(text):
        return None
    most = sum(map(lower.count, IN_LATIN_KAZAKH))
    kazakh = len(LATIN_KAZAKH.findall(text)) if most > min(1, letters / 60) else 0
    if kazakh > letters / 60 or (kazakh > 1 and len(BACK_Q.findall(text)) > letters / 150):
        return "kk"
    return "tr" if len(TURKISH.findall(text)) > letters / 25 and not NOT_TURKISH.search(lower) else None


def _ranked(text: str) -> str:
    return str(identifier().rank(text[:LOOKED_AT])[0][0])


def _by_script(words: Sequence[str], said: str) -> str | None:
    """Return the language of whose letters alone most of *words* are, or *said* where it is one of those that share them."""
    text = "".join(words)
    if text.isascii() or _letters(LATIN.findall(text)) > 0.5 * len(text):
        return None
    scripts = Counter(name(letter, "").partition(" ")[0] for letter in text)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > KANA * len(text):
        return "ja"
    script, most = scripts.most_common(1)[0]
    if most <= 0.5 * len(text):
        return None
    if len(IN_ARABIC.findall(text)) > len(text) / 50 and len(NOT_IN_ARABIC.findall(text)) < len(text) / 100:
        return "kk"
    return said if said in OF_SEVERAL.get(script, ()) else SCRIPTS.get(script)


def _by_function_words(words: Sequence[str], said: str = "") -> str | None:
    """Return the language whose function words *words* are full of; *said*, which a page states, needs but a few of them."""
    if len(words) < ENOUGH:
        return None
    known = [LANGUAGES[word] for word in words if word in LANGUAGES]
    (best, many), (second, _) = [*Counter(chain.from_iterable(known)).most_common(2), ("", 0), ("", 0)][:2]
    if len({word for word in words if best in LANGUAGES.get(word, ())}) < DIFFERENT:
        return None
    alone = sum(best in one and second not in one for one in known)
    against = sum(second in one and best not in one for one in known)
    if said in (best, SAME.get(best)) and many >= LEAST * len(words) and alone > against:
        return best
    return best if many >= min(FULL * len(words), MANY + LEAST * len(words)) and alone >= AHEAD * max(against, 1) else None


@cache
def identifier() -> LanguageIdentifier:
    """Return the statistical model (Lui and Baldwin, langid.py, ACL 2012), loaded once: few pages need it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(sorted(set(CANDIDATES) & set(made.nb_classes)))
    made._full_model = made.nb_ptc, made.nb_pc, made.nb_classes  # the languages left out need no memory
    return made

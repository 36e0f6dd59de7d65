"""The names of months, days and "yesterday" in the languages that news about Kazakhstan is written in, and some others."""

from __future__ import annotations

from functools import lru_cache

from pipeline.text import in_one_script

STEMS = {  # a word that begins with the stem is the month: Slavic and Turkic case endings come behind it
    1: """январ қаңтар қантар кантар qańtar qantar qañtar qaŋtar قاڭتار студзен januar janvier ocak stycz yanvar січень січня січні enero
        gennaio janeiro ianuar ledna leden janvār jaanuar tammiku януари јануар""".split(),
    2: """феврал ақпан акпан aqpan اقپان februar févri fevri şubat luty luteg fevral лютий лютого лютому febrero febbraio fevereiro
        únor veebruar helmiku лютага февруар фебруар""".split(),
    3: """март наурыз naýryz nauryz ناۋرىز сакавік märz maerz marzo março березень березня березні martie březn březen márci märts
        maalisku""".split(),
    4: """апрел сәуір сауір сауир sáýir sauir säuir säuır ساۋىر ءساۋىر aprel april avril abril nisan kwie квітень квітня квітні prill dubna
        duben huhtiku красавік април""".split(),
    5: "мамыр mamyr mamır مامىر maggio maio mayıs травень травня травні květn květen május máj toukoku траўн".split(),
    6: """июн маусым maýsym mausym mawsım ماۋسىم june juin giugno junho haziran czerw iyun червень червня червні qershor iunie június juuni
        jūnij kesäku чэрвен""".split(),
    7: """июл шілде шилде shilde şilde şılde شىلدە july juillet julio luglio julho temmuz iyul липень липня липні lipca lipiec
        korrik iulie červenc július juuli jūlij heinäku ліпен""".split(),
    8: """август тамыз tamyz tamız تامىز august août aout agosto ağustos sierp avgust серпень серпня серпні gusht agustus srpna srpen
        elokuu жніўн жнівен""".split(),
    9: """сентябр қыркүйек кыркуйек qyrkúıek qyrkuiek qyrküiek qırküyek قىركۇيەك septem sentyabr sentabr settembre setembro setiembre
        eylül wrze вересень вересня вересні septiembre shtator září szeptem syysku верасень верасня септемв септемб""".split(),
    10: """октябр қазан qazan قازان octob oktob octub ottobr outub ekim paźdz oktyabr oktabr жовтень жовтня жовтні tetor octomb októb
        říjn říjen lokaku кастрычнік октомв октоб""".split(),
    11: """ноябр қараша qarasha qaraşa قاراشا листоп novem noviem kasım listop noyabr nëntor nentor noiemb marrasku лістапад ноемв
        новемб""".split(),
    12: """декабр желтоқсан желтоксан жельтоксан jeltoqsan جەلتوقسان decem dezem décem dicem diciem dezemb aralık dekabr грудень грудня
        грудні grudnia grudzień dhjetor desem detsem prosin jouluku снежня снежань декемв децемб""".split(),
}
SHORT = {  # whole words only
    1: "янв jan қаң қаңт січ yan janv ene gen oca sty".split(),
    2: "фев февр feb ақп fév fev févr şub febr лют shkurt".split(),
    3: "мар mar нау наур бер mär mars mrz march mart marta marca marec marzec marz marc maart maret".split(),
    4: "апр apr сәу сәуір кві квіт avr abr nis".split(),
    5: "май мая мае майы майында майдын маю маем may mai мам тра трав mag mei maja maj maju mayo".split(),
    6: "июнь jun мау маус чер черв iyn giu haz jui juni junio junij junija června červen юни јун".split(),
    7: "июль jul шіл juil lug tem juli julij julija лип lip iyl юли јул".split(),
    8: "авг aug там сер серп avg ago ağu".split(),
    9: "сен сент sep sept қыр қырк вер set eyl".split(),
    10: "окт oct okt қаз жов жовт ott out eki".split(),
    11: "ноя нояб nov қар лис лист noy kas".split(),
    12: "дек dec dez желт jelt жел гру груд déc dic ara".split(),
}
NOT_MONTHS = ("мартыш", "мартен", "октябрят", "маусымды", "қазанды")  # words that begin like one
DOUBTFUL = frozenset(  # that a number without a year beside it counts: "9 out of 10", "30 лип", "10 қар"
    "out set may ago gen ene ara sty mag tem eki kas dubna shkurt"
    " лип там тра трав бер сер вер чер серп лис лист груд мам нау қар жел қаз".split()
)
WEEKDAYS = {  # Russian, Kazakh, English, Ukrainian, Kazakh in both Latin alphabets, Uzbek in both, Kyrgyz, Turkish
    0: (
        "понедельник", "дүйсенбі", "monday", "понеділок", "dúısenbi", "düisenbı", "dushanba", "душанба", "дүйшөмбү", "pazartesi"
    ),
    1: ("вторник", "сейсенбі", "tuesday", "вівторок", "seısenbi", "seisenbı", "seshanba", "сешанба", "шейшемби", "salı"),
    2: (
        "среда", "сәрсенбі", "wednesday", "середа", "sársenbi", "särsenbı", "chorshanba", "чоршанба", "шаршемби", "çarşamba"
    ),
    3: (
        "четверг", "бейсенбі", "thursday", "четвер", "beısenbi", "beisenbı", "payshanba", "пайшанба", "бейшемби", "perşembe"
    ),
    4: ("пятница", "жұма", "friday", "п'ятниця", "juma", "jūma", "жума", "cuma"),
    5: ("суббота", "сенбі", "saturday", "субота", "senbi", "senbı", "shanba", "шанба", "ишемби", "cumartesi"),
    6: (
        "воскресенье", "жексенбі", "sunday", "неділя", "jeksenbi", "jeksenbı", "yakshanba", "якшанба", "жекшемби", "pazar"
    ),
}  # fmt: skip
DAYS_AGO = {
    "сегодня": 0, "бүгін": 0, "بۇگىن": 0, "búgin": 0, "bügin": 0, "bügın": 0, "today": 0, "сьогодні": 0, "бүгүн": 0, "bugun": 0, "bugün": 0,
    "бугун": 0, "heute": 0, "кеча": 1, "gestern": 1, "vorgestern": 2,
    "вчера": 1, "кеше": 1, "كەشە": 1, "keshe": 1, "keşe": 1, "yesterday": 1,
    "day before yesterday": 2, "вчора": 1, "кечээ": 1, "kecha": 1, "dün": 1,
    "позавчера": 2, "алдыңгүні": 2, "позавчора": 2,
}  # fmt: skip
NOW = ("сейчас", "только что", "қазір", "just now", "щойно", "жаңа ғана", "қазір ғана")
AGO_WORDS = ("назад", "бұрын", "buryn", "būryn", "ago", "тому", "мурун", "мурда", "oldin", "олдин", "önce")
COUNTS = {  # 0 is a number that is not told
    "a": 1, "an": 1, "one": 1, "один": 1, "одну": 1, "бір": 1, "два": 2, "две": 2, "екі": 2, "two": 2, "три": 3, "үш": 3,
    "three": 3, "четыре": 4, "төрт": 4, "four": 4, "пять": 5, "бес": 5, "five": 5, "шесть": 6, "алты": 6, "six": 6,
    "семь": 7, "жеті": 7, "seven": 7, "несколько": 0, "пару": 0, "пара": 0, "много": 0, "бірнеше": 0, "few": 0, "several": 0,
    "couple of": 0, "many": 0, "кілька": 0,
}  # fmt: skip
ALONE = frozenset(
    ("час", "минуту", "секунду", "день", "неделю", "сутки", "полчаса", "жарты сағат", "half an hour", "годину", "хвилину")
)  # one, without its number
SECONDS = {
    "минут": 60, "мин": 60, "хвилин": 60, "minute": 60, "min": 60, "mınut": 60, "мүнөт": 60, "daqiqa": 60, "dakika": 60,
    "секунд": 1, "second": 1, "полчаса": 1800, "жарты сағат": 1800, "half an hour": 1800,
    "час": 3600, "ч": 3600, "сағат": 3600, "сағ": 3600, "hour": 3600, "годин": 3600,
    "saǵat": 3600, "sağat": 3600, "саат": 3600, "soat": 3600, "соат": 3600, "дақиқа": 60, "saat": 3600,
    "день": 86400, "дня": 86400, "дней": 86400,
    "дн": 86400, "сутки": 86400, "суток": 86400,
    "дні": 86400, "днів": 86400, "күн": 86400, "kún": 86400, "kün": 86400, "kun": 86400, "gün": 86400, "day": 86400,
    "недел": 604800, "апта": 604800, "week": 604800,
}  # fmt: skip

_WEEKDAYS = {name: day for day, names in WEEKDAYS.items() for name in names}
_WEEKDAYS_BUT_ENDING = {name[:-1]: day for name, day in _WEEKDAYS.items() if len(name) > 4}
_WHOLE = {word: month for month, words in SHORT.items() for word in words}
_BY_START: dict[str, list[tuple[str, int]]] = {}
for _month, _stems in STEMS.items():
    for _stem in _stems:
        _BY_START.setdefault(_stem[:2], []).append((_stem, _month))


@lru_cache(maxsize=4096)
def month_of(word: str) -> int | None:
    """Return the month, 1 to 12, that *word* names, or None."""
    word = in_one_script(word.casefold().strip("."))
    if word in _WHOLE:
        return _WHOLE[word]
    return next(
        (month for stem, month in _BY_START.get(word[:2], ()) if word.startswith(stem) and _is_form(word, len(stem))),
        None,
    )


def is_doubtful(word: str) -> bool:
    """Say whether *word*, which names a month, is an everyday word, too."""
    return word.casefold().strip(".") in DOUBTFUL


def _is_form(word: str, stem: int) -> bool:
    """Say whether what follows the *stem* of *word* may be its ending: "марта", but not "мартовских" or "мартышек"."""
    return len(word) < stem + 8 and "ск" not in word[stem:] and not word.startswith(NOT_MONTHS)


def weekday_of(word: str) -> int | None:
    """Return the day of the week, Monday being 0, that *word* names in full, or None."""
    word = in_one_script(word.casefold())
    return _WEEKDAYS.get(word, _WEEKDAYS_BUT_ENDING.get(word[:-1]))

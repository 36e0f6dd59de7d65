"""Lines that are noise only before the story's first sentence, or behind its last.

Above it, a day, a section or a page of the site says nothing of it; below it, who wrote it or what the site is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.noise.credits import MAIL, credit_of
from pipeline.noise.latin import in_cyrillic
from pipeline.noise.lines import RUBRIC, rule_of
from pipeline.noise.stamps import FACTS, STAMP, YEAR_AND_TIME, moment_in
from pipeline.noise.words import CAPITAL, LANGUAGE, NAME, VERB

LONGEST = 90
BESIDE_RULES = ("byline", "comments", "counter", "reading-time", "share", "source", "stamp", "tools")
OTHER = re.compile(rf"{CAPITAL}[\w-]+(?: \w+)?")
SECTION = re.compile(
    r"(?:о проекте|о нас|контакты|вакансии|редакция|байланыс|біз туралы|архив|видео|фото|подкасты|блоги|спецпроекты|лонгриды"
    r"|интервью|дайджест|кадры|суды?|онлайн|право|закон|образование|медицина|криминал|регион|транспорт|город|история|религия"
    r"|рынки|компании|аналитика|анализ|расследовани[ея]|репортаж|обзор|туризм|жкх|армия|выборы|парламент|правительство"
    r"|стиль жизни|lifestyle|рецепты|семья|природа|экология|сельское хозяйство|апк|безопасность|международные новости"
    r"|внешняя политика|hi-tech|кино|музыка|звёзды|звезды|шоу-бизнес|прогноз|тренды|колонки?|мнени[ея]|комментарии|события дня"
    r"|сұхбат|оқиға|пікір|талдау|әлеумет|білім|денсаулық|руханият|тарих|құқық|ауыл|өңір(?:лер)?|аймақ(?:тар)?|қылмыс|заң|дін"
    r"|ғылым|отбасы|технология|қаржы|бизнес|үкімет|билік|тіл|әдебиет|өнер|education"
    r"|health|science|technology|tech|energy|economy|nation|international|tourism|analysis|interview|press releases?"
    r"|editor.s picks|central asia|kazakhstan|подробности|эксклюзив"
    r"|актуально(?:е)?|срочно|жедел|live|молния|важно|популярное|новости(?: \w+)?|новости казахстана: \w+|события|президент"
    r"|оқиғалар|news|пресс-(?:центр|релиз\w*)|медиа(?:-?центр)?|спецпроект|в тренде|home|breaking news"
    r"|[\w-]+\.(?:kz|ru|com|media|info|ру|кз)|эфир|программы|телепрограмма|рекламодателям|объявления|(?:прямые )?трансляции"
    r"|некрологи?|соболезнования|магазин|о (?:канале|газете|редакции)|баспасөз (?:орталығы|хабарламасы)|careers|jobs|donate|about"
    r"|contacts?|disclaimer|faqs?|sitemap|(?:номер|выпуск|нөмір|issue)?\s?№?\s?\d{1,4}\s?(?:\(\d[\d\s]*\)|от \d.{4,20})|archives?"
    r"|categories|newsletters?|impressum|kontakt|datenschutz\w*|über uns|партн[её]ры|мұрағат|казахстан|алматы|астана|шымкент|мир"
    r"|жаңалықтар|қазақстан|погода|ауа райы)",
    re.I,
)
SKY = (
    r"(?:снег|дождь|ясно|облачно|пасмурно|туман|метель|ветер|солнечно|без осадков|қар|жаңбыр|бұлтты|ашық|боран|жел"
    r"|snow|rain|clear|cloudy|sunny)"
)
DEGREE = r"[+−–-]?\d{1,2}\s?[°℃]?\s?[cс]?"
DEGREES = re.compile(  # "Алматы: +3°C, бұлтты", "Астана, снег -8..-10", "-3 ℃ Шымкент"
    rf"(?:(?:погода в )?(?-i:[A-ZА-ЯӘҒҚҢӨҰҮҺІ])[\w -]{{2,20}}(?:[:,]\s?|\s)(?:{SKY}[,\s]+|сегодня )?)(?=[+−–-]\d"
    rf"|\d+\s?[°℃]){DEGREE}(?:[\s.…/]+{DEGREE})?"
    rf"(?:,?\s{SKY}\b.{{0,20}})?|[+−–-]?\d{{1,2}}\s?[°℃]\s?[cс]?\s(?-i:[A-ZА-ЯӘҒҚҢӨҰҮҺІ])[\w-]{{2,20}}"
    r"|[+−–-]?\d{1,2}(?:[.,]\d)?\s(?-i:[CС])",
    re.I,
)
FIGURE = re.compile(r"[+-]?\d+(?:[\s.,]\d+)?(?:[\s.,]\d{3})*\s?(?:тыс\.?|[kкmм]|тг\.?|₸)?|[▲▼↑↓]\s?[\d.,]+"
    r"|\d{1,2}\s?(?:м[иі]н(?:ут\w*)?|min(?:ute)?s?)\.?", re.I)
SLOGAN = re.compile(
    rf"(?!.*{VERB})(?:(?:[\w-]+ ){{0,2}}(?:информационн\w+|новостн\w+|деловой|универсальн\w+|официальн\w+|независим\w+"
    rf"|общественно-политическ\w+|республиканск\w+|областн\w+|городск\w+)"
    r" (?:[\w-]+ ){0,2}(?:портал|агентство|издание|газета|(?:интернет-)?ресурс|сайт)(?: [\w«»-]+){0,4}"
    r"|(?:«[^»]{2,30}»\s[—–-]\s)?(?:главные |последние |свежие |все )?новости (?-i:[А-ЯӘ])\w+"
    r"(?: (?:и|сегодня|мира|области|края|региона|(?-i:[А-ЯӘ])\w+))*)"
    r"|(?:[\w«»-]+ ){0,4}(?:ақпарат(?:тық)? (?:портал|агенттік|агенттіг)\w*(?: \w+){0,3}(?<![дт][ыі])|ресми (?:сайт|портал"
    r"|интернет-ресурс)ы?)"
    r"|новости,? (?:которым|которые) [\w ]{4,30}",
    re.I,
)
PERSON = re.compile(rf"{CAPITAL}\w+ {CAPITAL}\w+")
BIOGRAPHY = re.compile(
    r"(?!.*:\s*[«\"“„])(?:журналист(?:ка)?|автор|корреспондент|редактор|обозреватель|колумнист|тілші|писатель|блогер"
    r"|копирайтер|эксперт)\b.*"
    r"(?:\bпишу\b|\bпишет\b|\bмне\b|\bмо[йяи]\b|\bлюблю\b|стаж|опыт работы|лет в журналистике|специализируется|окончил|по призванию"
    r"|журналистик\w+ с \d{4})"
    r"|(?:пишу|рассказываю|освещаю) (?:о|об|про|чтобы|на темы)\b|о себе(?=\s*(?:[:.—–-]|$))"
    r"|(?:в журналистике|в редакции) (?:с \d{4}|(?:более|уже|больше)? ?(?:\d+|\w+) лет)\b"
    rf"|{PERSON.pattern} (?:(?:is|was) (?:an?|the) .{{0,60}}(?:reporter|journalist|editor|correspondent|writer|columnist"
    rf"|contributor|blogger"
    r"|fellow (?:at|of|with)|(?:professor|lecturer) (?:at|of)|(?:analyst|researcher) (?:at|with))"
    rf"|(?:covers|writes about|reports on) .{{3,150}} (?:for|at) (?:the )?{CAPITAL}\w+)\b"
    rf"|{PERSON.pattern}\s?[—–-] (?:журналист|корреспондент|редактор|обозреватель)\w*\b.*(?:пишет|работает|специализируется|освещает)",
    re.I | re.S,
)
SIGNATURE = re.compile(rf"{CAPITAL}\w+ (?P<family>{CAPITAL}{{4,}})(?:,(?: {MAIL},?)?(?: [^,.!?]{{3,40}})?)?\.?")
OFFICE = re.compile(r"президент|министр|аким|әкім|төраға|директор|депутат|председател|глав[аы]\b|ректор", re.I)
LAST = 60  # characters before a signature, in which its office is looked for
MENU_ITEM = re.compile(r"[^\W\d_]+(?:[ -]\w+)?")
COUNTS = re.compile(r"(?<=\w)(?:\s\d{1,3}){2,4}$")  # "Новости Рудного, Общество 0 1 628": how many wrote, how many read
PARTS = re.compile(r"\s[|·•/›»→>]\s")
CAPITALISED = re.compile(  # "Футбол Хоккей Бокс ММА", "Новости мира Политика Спорт Экономика"
    r"(?:(?:Новости [а-яё]+|[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі-]{2,}|[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,4})(?:\s|$)){4,}(?:[A-Z]\w+)?"
)
OF_ITSELF = re.compile(
    r"\b(?:пишу|рассказываю|освещаю|люблю|мне|мо[йяи]|по призванию)\b", re.I
)  # an author's own words
ROLE = re.compile(r"\w{5,7}")
POST = re.compile(
    r"(?:(?:наш\w*|выпускающий|[\w-]+(?:ский|ный|вой)) )?"
    r"(?:редактор|автор|журналист(?:ка)?|репорт[её]р|(?:спец)?корреспондент|обозреватель|колумнист|собкор|тілші)(?: [\w.«»-]+){0,3}\W*"
    r"|(?:отдел новостей|служба новостей|редакция)\W*|(?:материал )?подготовил[аи]? [^.!?]{0,40}(?-i:[А-ЯЁӘҒҚҢӨҰҮҺІ])[^!?]{1,30}"
    r"|(?:иа|сми) «[^»]+»"
    r"|(?:by )?(?:a |our )?(?:staff (?:writer|reporter)|(?:\w+ )?correspondent|\w+ bureau)(?: in \w+)?",
    re.I,
)
LEAST_IN_MENU = 3  # of a word or two, between signs or in lines of their own
PAGES = frozenset("главная афиша контакты реклама блоги басты home news about".split())
EDGES = {
    "menu": re.compile(LANGUAGE, re.I),
    "stamp": STAMP,
    "section": SECTION,
    "weather": DEGREES,
    "counter": FIGURE,
    "rates": re.compile(r"(?:\$ )?\d+[.,]\d+(?:\s+\d+[.,]\d+)+"),
    "slogan": SLOGAN,
    "address": re.compile(rf"(?:https?://|/[\w%-]+/)\S+|{MAIL}|[^\W\d.]+\.?(?: [^\W\d]+)?: (?:{MAIL}|\+?\d[\d ()-]{{8,}})"),
}


def edge_of(line: str) -> str:
    """Return by which rule *line*, which stands before the story, is none of it; the empty string when it may be its headline."""
    text = line.strip(" \t-–—|•·,:;~▶")
    return _edge_of(text) if len(text) <= LONGEST else ""


@lru_cache(maxsize=512)  # each rule asks again about the lines of a text
def _edge_of(given: str) -> str:
    text = in_cyrillic(given)
    if RUBRIC.match(text) or all(SECTION.fullmatch(part) or RUBRIC.match(part) for part in COUNTS.sub("", text).split(", ")):
        return "section"
    if edge := next((name for name, pattern in EDGES.items() if pattern.fullmatch(text)), ""):
        return edge
    if _is_about_a_moment(text) or FACTS.fullmatch(text):
        return "stamp"
    if CAPITALISED.fullmatch(text):
        return "menu"
    words = text.split()
    if len(words) > 2 and all(RUBRIC.match(word) or SECTION.fullmatch(word) or word.casefold() in PAGES for word in words):
        return "menu"
    if len(parts := PARTS.split(text)) >= LEAST_IN_MENU and all(MENU_ITEM.fullmatch(part.strip()) for part in parts):
        return "menu"
    if len(parts) > 1 and all(rules := [rule_of(part) or edge_of(part) for part in parts]):
        return rules[0]
    return ""


def is_published(line: str) -> bool:
    """Say whether *line* tells when something was published, with the year and the time, and nothing else but by whom or where."""
    text = line.strip()
    return len(text) <= LONGEST and YEAR_AND_TIME.search(text) is not None and _is_about_a_moment(text)


def _is_about_a_moment(text: str) -> bool:
    """Say whether *text* holds a day and nothing beside it but who wrote then, in which section, or how many read it."""
    moment = moment_in(text)
    if moment is None:
        return False
    known = [part for part in (*moment.before, *moment.behind) if _is_beside_moment(part, moment.has_time)]
    beside = (*moment.before, *moment.behind) if any(map(FIGURE.fullmatch, moment.behind)) else moment.behind
    others = [part for part in beside if moment.has_time and part not in known and OTHER.fullmatch(part)]
    return len(known) + len(others) == len(moment.before) + len(moment.behind)


def _is_beside_moment(part: str, has_time: bool) -> bool:
    is_known = any(pattern.fullmatch(part) for pattern in (FIGURE, SECTION, STAMP, RUBRIC)) or rule_of(part) in BESIDE_RULES
    return is_known or (has_time and re.fullmatch(rf"(?:\d+ )?{NAME}", part) is not None)


def end_of(line: str, before: str) -> str:
    """Return by which rule *line*, which stands last behind the text *before*, is none of the story; or the empty string.

    Of a person whom the story names, or speaks of by the same word, such as "the writer", it is part of the story.
    """
    text = line.strip()
    if signed := SIGNATURE.fullmatch(in_cyrillic(text)):
        return "" if signed["family"].casefold() in in_cyrillic(before).casefold() or OFFICE.search(before[-LAST:]) else "byline"
    if BIOGRAPHY.match(text):
        person, role = PERSON.match(text), None if OF_ITSELF.search(text) else ROLE.match(text)
        if person:
            return "" if any(name in before for name in person[0].split()) else "author-bio"
        return "" if role and re.search(rf"\b{role[0]}(?!\w*(?:у|ам)\b)", before, re.I) else "author-bio"  # told to one
    is_slogan = not text.isascii() and len(text) <= LONGEST and SLOGAN.fullmatch(text)
    return "slogan" if is_slogan else credit_of(text, before)

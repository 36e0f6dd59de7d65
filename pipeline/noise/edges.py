"""Lines that are noise only before the story's first sentence, or behind its last.

Above it, a day, a section or a page of the site says nothing of it; below it, who wrote it or what the site is.
"""

from __future__ import annotations

import re

from pipeline.noise.labels import VERB
from pipeline.noise.latin import in_cyrillic
from pipeline.noise.lines import MONTH, RUBRIC, rule_of
from pipeline.noise.sentences import CAPITALS

LONGEST = 90
WEEKDAY = r"(?:понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресень\w|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
DAY = rf"(?:\d{{1,2}}\s{MONTH}(?:,?\s\d{{4}})?|{MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{4}}\sж(?:ыл|\.)\w*\s\d{{1,2}}\s{MONTH}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})"
CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?"
STAMP = re.compile(
    rf"(?:{WEEKDAY}[,\s]*)?(?:{CLOCK}[\s,|·•—–-]*)?{DAY}(?:\s?(?:г|ж)(?:\.|ода|ыл\w*)?)?(?:[\s,|·•—–-]*(?:{WEEKDAY}|(?:в|at)?\s?{CLOCK}))*(?:[\s|(]*(?:gmt|utc|мск|астана|алматы)\b.{{0,10}})?(?:[\s,|]*\(?(?:обновлено|жаңартылды|жаңартылған|updated)\b.{{0,30}})?|{CLOCK}(?:\s\(\w+[^)]*\))?",
    re.I,
)
SECTION = re.compile(
    r"(?:о проекте|о нас|контакты|вакансии|редакция|байланыс|біз туралы|архив|видео|фото|подкасты|блоги|спецпроекты|лонгриды|интервью|подробности|эксклюзив"
    r"|актуально(?:е)?|срочно|молния|важно|популярное|новости(?: \w+)?|новости казахстана: \w+|события|президент|оқиғалар|news|пресс-(?:центр|релиз\w*)|медиа(?:-?центр)?|спецпроект|в тренде|home|breaking news|[\w-]+\.(?:kz|ru|com|media|info)|баспасөз (?:орталығы|хабарламасы)|казахстан|алматы|астана|шымкент|мир|жаңалықтар|қазақстан|погода|ауа райы)",
    re.I,
)
DEGREES = re.compile(r"(?-i:[A-ZА-ЯӘҒҚҢӨҰҮҺІ])[\w -]{2,20}(?::\s?|\s)[+−–-]\d{1,2}", re.I)
FIGURE = re.compile(r"[+-]?\d[\d\s.,]*\s?(?:тыс\.?|[kкmм]|тг\.?|₸)?|[▲▼↑↓]\s?[\d.,]+|\d{1,2}\s?мин", re.I)
SLOGAN = re.compile(
    rf"(?!.*{VERB})(?:(?:[\w-]+ ){{0,2}}(?:информационн\w+|новостн\w+|деловой|универсальн\w+|независим\w+|общественно-политическ\w+|республиканск\w+|областн\w+|городск\w+)"
    r" (?:[\w-]+ ){0,2}(?:портал|агентство|издание|газета|ресурс|сайт)(?: [\w-]+){0,4}"
    r"|(?:главные |последние |свежие )?новости (?-i:[А-ЯӘ])\w+(?: (?:и|сегодня|мира|(?-i:[А-ЯӘ])\w+))*)"
    r"|ақпараттық (?:портал|агенттік)\w*(?: \w+){0,3}(?<![дт][ыі])|новости,? (?:которым|которые) [\w ]{4,30}",
    re.I,
)
CAPITAL = f"[{CAPITALS}]"
NAME = rf"(?-i:{CAPITAL}\w+ {CAPITAL}\w+)"
PERSON = re.compile(NAME)
BIOGRAPHY = re.compile(
    r"^(?!.*:\s*[«\"“„])(?:журналист(?:ка)?|автор|корреспондент|редактор|обозреватель|колумнист|тілші|писатель|блогер|копирайтер|эксперт)\b.*"
    r"(?:\bпишу\b|\bпишет\b|\bмне\b|\bмо[йяи]\b|\bлюблю\b|стаж|опыт работы|лет в журналистике|специализируется|окончил|по призванию"
    r"|журналистик\w+ с \d{4})"
    r"|^(?:пишу|рассказываю|освещаю) (?:о|об|про|чтобы|на темы)\b|^о себе(?=\s*(?:[:.—–-]|$))"
    r"|^(?:в журналистике|в редакции) (?:с \d{4}|(?:более|уже|больше)? ?(?:\d+|\w+) лет)\b"
    rf"|^{NAME} (?:is|was) an? .{{0,60}}(?:reporter|journalist|editor|correspondent)\b"
    rf"|^{NAME}\s?[—–-] (?:журналист|корреспондент|редактор|обозреватель)\w*\b.*(?:пишет|работает|специализируется|освещает)",
    re.I | re.S,
)
SIGNATURE = re.compile(rf"{CAPITAL}\w+ (?P<family>{CAPITAL}{{4,}})(?:,(?: [^,.!?]{{3,40}})?)?")
OFFICE = re.compile(r"президент|министр|аким|әкім|төраға|директор|депутат|председател|глав[аы]\b|ректор", re.I)
LAST = 60  # characters before a signature, in which its office is looked for
PARTS = re.compile(r"\s[|·•]\s")
OF_ITSELF = re.compile(
    r"\b(?:пишу|рассказываю|освещаю|люблю|мне|мо[йяи]|по призванию)\b", re.I
)  # an author's own words
ROLE = re.compile(r"\w{5,7}")
EDGES = {
    "stamp": STAMP,
    "section": SECTION,
    "weather": DEGREES,
    "counter": FIGURE,
    "slogan": SLOGAN,
    "address": re.compile(r"https?://\S+"),
}


def edge_of(line: str) -> str:
    """Return by which rule *line*, which stands before the story, is none of it; the empty string when it may be its headline."""
    text = in_cyrillic(line.strip(" \t-–—|•·,:;"))
    if len(text) > LONGEST:
        return ""
    if RUBRIC.match(text):
        return "section"
    if edge := next((name for name, pattern in EDGES.items() if pattern.fullmatch(text)), ""):
        return edge
    if len(parts := PARTS.split(text)) > 1 and all(rules := [rule_of(part) or edge_of(part) for part in parts]):
        return rules[0]
    return ""


def end_of(line: str, before: str) -> str:
    """Return by which rule *line*, which stands last behind the text *before*, is none of the story; or the empty string.

    Of a person whom the story names, or speaks of by the same word, such as "the writer", it is part of the story.
    """
    text = line.strip()
    if signed := SIGNATURE.fullmatch(text):
        return "" if signed["family"].casefold() in before.casefold() or OFFICE.search(before[-LAST:]) else "byline"
    if BIOGRAPHY.search(text):
        person, role = PERSON.match(text), None if OF_ITSELF.search(text) else ROLE.match(text)
        if person:
            return "" if any(name in before for name in person[0].split()) else "author-bio"
        return "" if role and re.search(rf"\b{role[0]}(?!\w*(?:у|ам)\b)", before, re.I) else "author-bio"  # told to one
    return "slogan" if len(text) <= LONGEST and SLOGAN.fullmatch(text) else ""

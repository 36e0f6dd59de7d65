"""Days and times as they stand beside a headline, alone in a line or with who wrote then."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.noise.words import MONTH, NAME

WEEKDAY = (
    r"(?:понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресень\w|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|понеділок|вівторок|середа|четвер|п.ятниця|субота|неділя"
    r"|(?:пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun)\b\.?)"
)
SHORT_MONTH = r"(?:қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел)\b\.?"  # a year stands behind it: some are words, too
DAY = (
    rf"(?:\d{{1,2}}\s{MONTH}(?:,?\s\d{{4}})?|\d{{1,2}}\s{SHORT_MONTH},?\s\d{{4}}|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
    rf"|\d{{4}}\sж(?:ыл|\.)\w*\s\d{{1,2}}\s{MONTH}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{2}[./]\d{2}(?!\d)|\d{4}-\d{2}-\d{2})(?:\s?(?:г|ж)(?:\.|ода|ыл\w*)?(?!\w))?"
)
CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
SAID_OF_A_STAMP = r"(?:обновлено|жаңартылды|жаңартылған|updated)\b.{0,30}|(?:gmt|utc|мск|almt|астана|алматы|[ecmp][sd]?t|ces?t)\b.{0,10}"
STAMP = re.compile(
    rf"(?=.*\d[./:-]\d|.*{MONTH}|.*{SHORT_MONTH})(?:{WEEKDAY}[,\s]*)?(?:{CLOCK}|{DAY})"
    rf"(?:[\s,|(·•—–-]*(?:(?:в|at|сағат)\s)?(?:{WEEKDAY}|{DAY}|{CLOCK}|{SAID_OF_A_STAMP}))*\)?|{CLOCK}(?:\s\(\w+[^)]*\))?",
    re.I,
)
MOMENT = re.compile(  # within a line: "Светлана Ли — 17.01.2012 18:57", "14.10.2025 10:25 Общество", "Сегодня, 11:09Комментариев: 1"
    rf"(?<![\w.,])(?:{WEEKDAY}[,\s]+)?(?:(?:{DAY}|сегодня|вчера|бүгін|кеше|today|yesterday)[\s,|·•—–-]*(?:(?:в|at|сағат)\s)?(?P<clock>{CLOCK})?"
    rf"|(?P<before>{CLOCK})[\s,|·•—–-]+{DAY})\.?",
    re.I,
)
YEAR_AND_TIME = re.compile(r"(?=.*(?:20\d\d|[./-]\d\d\b))(?=.*\d:\d\d)")
BESIDE_MOMENT = re.compile(r"\s[|/—–-]\s|[|·•,()]|\s{2,}|^[—–-]|[—–-]$")  # what parts what stands beside it

FACTS = re.compile(  # "Автор Ольга Ли На чтение 3 мин Просмотров 214 Опубликовано 03.12.2025"
    rf"(?:(?:автор(?: {NAME}?)?|(?:время чтения|на чтение)\W{{1,3}}\d+\s?мин\w*\.?|(?:просмотр\w*|комментари\w+)\W{{1,3}}\d[\d\s.,]*[kк]?"
    rf"|(?:(?:опубликовано|обновлено)\W{{1,3}})?{DAY}(?:\s{CLOCK})?)(?:[\s|·•,]+|$)){{2,}}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day within a line, with or without its time, and the texts that stand before and behind it."""

    has_time: bool
    before: list[str]
    behind: list[str]


def moment_in(text: str) -> Moment | None:
    """Return the first day in *text*, with what stands beside it; None where it has none."""
    found = MOMENT.search(text) if any(map(str.isdigit, text)) else None
    if found is None:
        return None
    before, behind = (
        [part.strip() for part in BESIDE_MOMENT.split(side.strip()) if part.strip()]
        for side in (text[: found.start()], text[found.end() :])
    )
    return Moment((found["clock"] or found["before"]) is not None, before, behind)

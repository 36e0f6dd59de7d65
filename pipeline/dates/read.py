"""Reads dates as news sites write them: Russian, Kazakh (Cyrillic and Latin), English and others; ISO 8601, RFC 822, relative.

A day before a month is the order everywhere but where a month's name comes first: dd.mm.yyyy and dd/mm/yyyy are read so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from pipeline.dates.months import (
    AGO_WORDS,
    ALONE,
    COUNTS,
    DAYS_AGO,
    NOW,
    SECONDS,
    is_doubtful,
    month_of,
    weekday_of,
)
from pipeline.dates.years import Years

SPACES = re.compile("[\xa0\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2069\ufeff]")  # also marks of direction
LONGEST = 5_000  # characters that are searched
HALF = r"\s*(?P<{}>[ap])\.?m\b\.?"
CLOCK = (
    rf"(?P<hour>[01]?\d|2[0-3])"
    rf"(?:(?:[:.h]|\s?ч\.?\s?)(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:{HALF.format('half')})?|{HALF.format('whole')})"
)
CLOCK_DIGITS = r"(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])"
YEAR_END = r"(?!\d(?!\d?(?:[.:]\s?[^\W_]|\s[^\W\d_]{3})|\s*$))"  # what is glued to a year: a time, the date once more, a counter
SHORT_YEAR_END = (
    r"\s*(?:$|[)\],|–—]|г\.|(?:à|at|um|в|сағат)?\s*\d\d?:\d\d)"  # what follows a year of two digits, but no count
)
WORD = r"[^\W\d_]{3,}+"
ORDINAL = r"st|nd|rd|th|er|-?го|-?о?е|-?ші|-?шы|[º.»”\"]"
START = r"(?=\d)(?:(?<![\d.,:/-])|(?<=[^\W\d_][:,]))"  # no digit of another number, but a label may be glued
ISO = re.compile(
    r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"(?:(?:[T ]\s?|\s?[,|·]\s)(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d(?!\d))?)?",
    re.I,
)
MAIL = re.compile(  # RFC 822
    r"(?<!\d)(?P<day>\d\d?) (?P<name>[A-Z][a-z]{2}) (?P<year>(?:19|20)\d\d) (?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)? "
    r"(?P<zone>GMT|UTC|[+-]\d{4})(?![\w:])"
)
COMPACT = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?:[0-5]\d)?(?P<zone>Z)?)?$"
)
DAY_FIRST = re.compile(
    rf"{START}(?P<day>[0-3]?\d)(?:{ORDINAL})?[\s-]+(?:de\s+|of\s+)?(?P<name>{WORD})\.?,?[\s-]*(?:de\s+|del\s+)?"
    rf"(?:(?P<year>(?:19|20)\d\d){YEAR_END}|(?P<short>['’]\d\d\b|(?<=[^\W_]\s)[0-3]\d(?={SHORT_YEAR_END})))?",
    re.I,
)
MONTH_FIRST = re.compile(
    rf"\b(?P<name>{WORD})\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\.?,?\s+"
    rf"(?:(?P<year>(?:19|20)\d\d){YEAR_END}|(?P<short>[0-3]\d)(?=,?\s[012]?\d:[0-5]\d(?!\d)))",
    re.I,
)
KAZAKH = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s*-?\s*(?:жылғы|жылдың|жылдын|жылы|жыл|ж|jylǵy|jylğy|jylgy|jyly|jyl|j|جىلعى|جىلى|جىل|йил|yil)?"
    rf"\.?,?\s+[«“\"]?(?P<day>[0-3]?\d)(?:{ORDINAL})?[\s-]+(?P<name>{WORD})",
    re.I,
)
GLUED_BEFORE = r"(?<=[012]\d:[0-5]\d)(?=[0-3]\d\D)"  # a time right before a day of two digits
GLUED_BEHIND = r"-?[012]\d:[0-5]\d(?!\d)"  # a time right behind a year
ROMAN = "[IVX]{1,4}"
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NUMERIC = re.compile(
    rf"(?=\d)(?:{START}|(?<=\d:\d\d/)|{GLUED_BEFORE})(?P<day>[0-3]?\d)\s?(?P<sep>[./-])\s?(?P<month>[0-3]?\d|{ROMAN})\s?(?P=sep)\s?"
    rf"(?P<year>(?:19|20)\d\d(?={GLUED_BEHIND})|(?:(?:19|20)\d\d|\d\d)(?![\d/]|[.,-]\d))"
)
MOMENT = rf"(?=,?\s(?:в\s|at\s|\|\s)?{CLOCK_DIGITS})"  # without its year, a day in digits or behind its month is one only with a time
YEARLESS = (  # each with a sign that it has
    (".", re.compile(rf"{START}(?P<day>[0-3]\d)\.(?P<month>[01]\d)\.?{MOMENT}")),
    (":", re.compile(rf"(?<![^\W_])(?P<name>{WORD})\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?{MOMENT}", re.I)),
    ("月", re.compile(r"(?<![\d年])(?P<month>[01]?\d)月\s?(?P<day>[0-3]?\d)日")),
    ("-", re.compile(r"(?<=[时時][间間][:：])\s?(?P<month>[01]\d)-(?P<day>[0-3]\d)(?=\s|$|[012]\d:[0-5]\d)")),  # "发布时间：10-08"
)
NUMERIC_YEAR = re.compile(
    r"(?<![\d.,/:-])(?P<year>(?:19|20)\d\d)(?P<sep>[./年년])\s?(?P<month>[01]?\d)[./月월]\s?(?P<day>[0-3]?\d)(?![\d/]|[.,]\d)"
)
ANY_DAY = "|".join(sorted(DAYS_AGO, key=len, reverse=True))
RELATIVE = re.compile(rf"(?<![^\W_])(?P<word>{ANY_DAY})(?![^\W_])", re.I)
TABS = re.compile(rf"\W*(?:{ANY_DAY})\W+(?:{ANY_DAY})\W*(?:[^\W\d]+\W*){{0,4}}", re.I)  # of a list: "Сегодня | Вчера | Неделя"
UNIT = rf"(?:{'|'.join(sorted(SECONDS, key=len, reverse=True))})"
COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
AGO = re.compile(
    rf"(?<![^\W_])(?:(?P<more>\d{{1,2}})\s*(?P<larger>{UNIT})[^\W\d_]{{0,4}}\.?,?\s+(?:и\s+|and\s+)?(?=\d))?"
    rf"(?:(?P<count>{COUNT})\s*)?(?P<unit>{UNIT})(?P<ending>[^\W\d_]{{0,4}})\.?\s+(?:тому\s+)?(?:{'|'.join(AGO_WORDS)})(?![^\W_])",
    re.I,
)
LONGEST_INEXACT = 40  # characters
INEXACT = re.compile(  # before "3 days ago": "1 year 3 days ago", "2–3 days ago", "2.3 days ago", "more than 3 days ago"
    r"(?:\d\s*(?:год|лет|г\.|месяц|мес|рік|рок|місяц|жыл|ай|jyl|aı|yil|oy|ay|yıl|year|yr|month|mo)[^\W\d_]{0,5}\.?,?\s+(?:(?:и|й|та|and|және)\s+)?"
    r"|\d\s?[–-]\s?|\d[.,]|\b(?:more than|over|at least|более|больше|свыше|минимум|понад|більше)\s+)$",
    re.I,
)
DAY_NAME = re.compile(
    rf"\d(?:{ORDINAL})?[\s\u200b-\u200f-]+(?:de\s+|of\s+)?([^\W\d_]{{3,}})", re.I
)
NAME_DAY = re.compile(rf"(?<![^\W\d_])({WORD})\.?\s+[0-3]?\d(?!\d)")
SEPARATED = re.compile(r"\d[\s\u200b-\u200f]?[./年년月-][\s\u200b-\u200f]?[\dIVX]")
YEAR = re.compile(r"(?:19|20)\d\d")
UNKNOWN = dt.time.max  # the time of a present day of which nothing else is known
DAY = 86400  # seconds
TELLING = re.compile("|".join((*DAYS_AGO, *NOW, *AGO_WORDS)))
JUST_NOW = re.compile(rf"^\s*(?:{'|'.join(NOW)})\s*$", re.I)
TIME_AFTER = re.compile(
    rf"^\s*(?:г\.?|года|год|р\.?|року|жылы?|ж\.?|year)?[\s,|/·•—–-]*(?:(?:время|уақыты|time):?\s|\(?[^\W\d_]{{2,}}\)?[\s,|]+)?(?:в|at|um|à|о|сағат|saǵat|,|@)?[\s,|]*{CLOCK}(?![\d:]|\.\d)",
    re.I,
)
TIME_BEFORE = re.compile(rf"(?<![\d:.]){CLOCK}[\s,|/·•—–-]*$", re.I)
NO_SHORT_YEAR = re.compile(
    r"(?:верси[яи]|version|\bv\.?|\d\))\s*$"
)  # "version 5.10.26" and "(727) 25.12.20" are no days
AHEAD = dt.timedelta(days=31)
LONG_NUMBER = re.compile(r"\.?,?\s*(?:\d{4}|[–−-]\s?0\d{3})")
WEEKDAY_NEAR = re.compile(r"[^\W\d_']{4,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as read from a text, and where it stands there."""

    day: dt.date
    time: dt.time | None
    start: int
    end: int
    form: str  # iso, named, numeric, yearless, relative


def read(text: str, now: dt.datetime | None, zone: str = "") -> Reading | None:
    """Return the first date that *text* states, civil in *zone* (an IANA name, or empty: as it is stated), or None.

    *now* is when the page was fetched: without it, relative dates and days without a year are not read.
    """
    return next(readings(text, now, zone), None)


def read_iso(text: str, zone: str = "") -> Reading | None:
    """Return the date of *text* that is nothing else, and in ISO 8601, as most fields for machines are."""
    match = ISO.fullmatch(text)
    return _iso(match, zone) if match else None


def readings(text: str, now: dt.datetime | None, zone: str = "", years: Years | None = None) -> Iterator[Reading]:
    """Yield the dates in *text* by place; each place gives at most one. A day without a year is of the year in *years*."""
    text = SPACES.sub(" ", text[:LONGEST])
    local = now.astimezone(ZoneInfo(zone)) if now and now.tzinfo and zone else now
    found = sorted(_found(text, local, zone, years), key=lambda one: (one.start, -(one.end - one.start)))
    end = -1
    for one in found:
        if one.start >= end:
            end = one.end
            yield one


def _found(text: str, now: dt.datetime | None, zone: str, years: Years | None) -> Iterator[Reading]:
    if may_be_read(text):
        yield from _numbered(text, now, zone, years)
    if now is not None and may_state(text):
        yield from _relative(text, now)


def _numbered(text: str, now: dt.datetime | None, zone: str, years: Years | None) -> Iterator[Reading]:
    """Yield what the patterns with digits find; a search is left out where the text has nothing that it needs."""
    has_year = YEAR.search(text) is not None
    if has_year:
        isos = ISO.finditer(text) if "-" in text else ()
        yield from filter(
            None, (_iso(match, zone) for match in (*isos, *MAIL.finditer(text), *COMPACT.finditer(text.strip())))
        )
    for pattern in (KAZAKH, DAY_FIRST, MONTH_FIRST) if has_year else (DAY_FIRST, MONTH_FIRST):
        yield from filter(None, (_named(match, text, now, years) for match in pattern.finditer(text)))
    if ":" in text or "月" in text:
        yield from filter(
            None,
            (_yearless(match, text, now, years) for sign, form in YEARLESS if sign in text for match in form.finditer(text)),
        )
    if SEPARATED.search(text):
        for pattern in (NUMERIC, NUMERIC_YEAR) if has_year else (NUMERIC,):
            yield from filter(None, (_numeric(match, text) for match in pattern.finditer(text)))


@lru_cache(maxsize=1024)  # the same lines are asked about more than once, and stand on other pages, too
def may_be_read(text: str) -> bool:
    """Say whether *text* has what every date in digits has: two numbers with a mark between, or a day and a month.

    Most numbers on a page are none.
    """
    if SEPARATED.search(text) or any(map(month_of, DAY_NAME.findall(text))):
        return True
    if YEAR.search(text) is None:
        return ":" in text and any(map(month_of, NAME_DAY.findall(text)))
    return any(map(month_of, NAME_DAY.findall(text))) or COMPACT.match(text.strip()) is not None


def may_state(text: str) -> bool:
    """Say whether *text* may hold a word for a day that is told from the present one, such as "yesterday"."""
    return TELLING.search(text.lower()) is not None


def _iso(match: re.Match[str], zone: str) -> Reading | None:
    parts = match.groupdict()
    try:
        month = month_of(parts["name"]) or 0 if "name" in parts else int(parts["month"])
        day = dt.date(int(parts["year"]), month, int(parts["day"]))
        time = dt.time(int(parts["hour"]), int(parts["minute"])) if parts["hour"] else None
    except ValueError:
        return None
    if time is not None and parts["zone"]:
        moment = dt.datetime.combine(day, time, _offset(parts["zone"]))
        moment = moment.astimezone(ZoneInfo(zone)) if zone else moment
        day, time = moment.date(), moment.time()
    return Reading(day, time, match.start(), match.end(), "iso")


def _offset(text: str) -> dt.tzinfo:
    if text.upper() in ("Z", "UTC", "GMT"):
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return dt.timezone(dt.timedelta(minutes=min(minutes, 1439)) * (-1 if text[0] == "-" else 1))


def _named(match: re.Match[str], text: str, now: dt.datetime | None, years: Years | None) -> Reading | None:
    parts = match.groupdict()
    month = month_of(parts["name"])
    if month is None:
        return None
    year = int(parts["year"]) if parts["year"] else 2000 + int(parts["short"][-2:]) if parts.get("short") else None
    end = match.end() if year else match.end("name")
    said = years.of(month, int(parts["day"])) if years and not year else None
    known = year or said
    time = _time_near(text, match.start(), end)
    day = _date(known, month, int(parts["day"])) if known else _last_past(month, int(parts["day"]), now, time)
    if year is None and LONG_NUMBER.match(text, end):
        return None  # "5 May 20000" is no day of this year
    if day and not known and _contradicted(day, text, match.start(), end):
        day = _date(day.year - 1, month, day.day)
    if day is None or (not said and _contradicted(day, text, match.start(), end)):
        return None
    if known is None and time is None and is_doubtful(parts["name"]):
        return None
    return Reading(day, time, match.start(), end, "named" if year else "yearless")


def _yearless(match: re.Match[str], text: str, now: dt.datetime | None, years: Years | None) -> Reading | None:
    parts = match.groupdict()
    month, number = int(parts["month"]) if "month" in parts else month_of(parts["name"]) or 0, int(parts["day"])
    said = years.of(month, number) if years else None
    day = _date(said, month, number) if said else _last_past(month, number, now, None)
    if day is None or _contradicted(day, text, match.start(), match.end()):
        return None
    return Reading(day, _time_near(text, match.start(), match.end()), match.start(), match.end(), "yearless")


def _numeric(match: re.Match[str], text: str) -> Reading | None:
    year, month, number = int(match["year"]), _month_in_digits(match["month"]), int(match["day"])
    time = _time_near(text, match.start(), match.end())
    is_short = len(match["year"]) == 2
    if is_short:
        if match["sep"] == "-" or NO_SHORT_YEAR.search(text[: match.start()].lower()):
            return None
        year += 2000 if year < 70 else 1900
    if month > 12 and (time or not is_short):
        month, number = number, month  # 12/23/2025 has one meaning, as has 12/23/25 with a time
    day = _date(year, month, number)
    if day is None or _contradicted(day, text, match.start(), match.end()):
        return None
    return Reading(day, time, match.start(), match.end(), "numeric")


def _month_in_digits(text: str) -> int:
    """Return the month of *text*, in Arabic or Roman digits; 0 where it is none."""
    if text.isdigit():
        return int(text)
    return ROMANS.index(text) + 1 if text in ROMANS else 0


def _relative(text: str, now: dt.datetime) -> Iterator[Reading]:
    for match in () if TABS.fullmatch(text) else RELATIVE.finditer(text):
        day = now.date() - dt.timedelta(days=_told(match["word"], DAYS_AGO))
        yield Reading(day, _time_near(text, match.start(), match.end()), match.start(), match.end(), "relative")
    for match in AGO.finditer(text):
        count, unit = _count(match), _told(match["unit"], SECONDS)
        more = int(match["more"]) * _told(match["larger"], SECONDS) if match["more"] else 0
        if count is None or (now.time() == UNKNOWN and unit < DAY) or INEXACT.search(text[: match.start()][-LONGEST_INEXACT:]):
            continue
        moment = now - dt.timedelta(seconds=count * unit + more)
        yield Reading(
            moment.date(),
            moment.time().replace(microsecond=0) if unit <= 3600 else None,
            match.start(),
            match.end(),
            "relative",
        )
    if at := JUST_NOW.search(text):
        yield Reading(now.date(), None, at.start(), at.end(), "relative")


def _count(match: re.Match[str]) -> int | None:
    """Return how many units ago *match* says, or None where it does not tell."""
    text = match["count"]
    if text is None:
        return 1 if f"{match['unit']}{match['ending']}".casefold() in ALONE else None
    return int(text) if text.isdigit() else _told(text, COUNTS) or None


def _told(word: str, words: Mapping[str, int]) -> int:
    """Return what *word* means among *words*; patterns that ignore case match an i with and without its dot, in both."""
    return next(number for one, number in words.items() if _undotted(one) == _undotted(word))


def _undotted(word: str) -> str:
    return word.casefold().replace("i\u0307", "ı").replace("i", "ı")


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _last_past(month: int, day: int, now: dt.datetime | None, time: dt.time | None) -> dt.date | None:
    """Return the latest such day that is not after the fetch; none for one shortly ahead without a time, as events are told."""
    if now is None:
        return None
    this, last, following = (_date(now.year + years, month, day) for years in (0, -1, 1))
    if time is None and any(one and dt.timedelta(0) < one - now.date() <= AHEAD for one in (this, following)):
        return None
    return next((one for one in (this, last) if one and one <= now.date()), None)


def _contradicted(day: dt.date, text: str, start: int, end: int) -> bool:
    """Say whether a day of the week stands next to the date that is not its own."""
    before, after = WEEKDAY_NEAR.findall(text[max(0, start - 16) : start]), WEEKDAY_NEAR.findall(text[end : end + 20])
    named = [weekday_of(word) for word in (*before[-1:], *after[:2])]
    stated = [one for one in named if one is not None]
    return bool(stated) and day.weekday() not in stated


def _time_near(text: str, start: int, end: int) -> dt.time | None:
    match = TIME_AFTER.search(text[end : end + 45]) or TIME_BEFORE.search(text[max(0, start - 16) : start])
    if not match:
        return None
    hour, half = int(match["hour"]), match["half"] or match["whole"]
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return dt.time(hour, int(match["minute"] or 0))

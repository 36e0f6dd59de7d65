"""What the calendar says against a date: it is after the fetch, before the web, or can be read as two."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.dates.ranks import WEAK
from pipeline.dates.read import Reading
from pipeline.dates.stated import Candidate
from pipeline.dates.verdict import Source
from pipeline.dates.zones import local_fetch
from pipeline.document import Document
from pipeline.page import Page

A_MINUTE = dt.timedelta(minutes=1)  # and times are told without their seconds
OLDEST = dt.date(1995, 1, 1)
ENGLISH = frozenset(("en", "en-us"))
CYRILLIC = re.compile("[\u0400-\u04ff]")
SLASHED = re.compile(r"\d\d?/\d\d?/\d\d")
IN_ORDER = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/(?:19|20)\d\d(?![\d/])")
WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\W{1,3}$")
EXAMPLES = frozenset(("2013-09-17T05:59:00+01:00",))  # of how to write article:published_time
FIELDS: frozenset[Source] = frozenset(("json-ld", "meta", "time", "script"))


def checked(one: Candidate, document: Document, latest: dt.date | None) -> Candidate:
    """Return *one* with the fault that the calendar finds in it."""
    if one.fault or one.reading is None:
        return one
    if one.text in EXAMPLES:
        return replace(one, fault="the example in a template that nobody changed")
    if _is_of_the_visit(one, document.page):
        return replace(one, fault="the moment of the visit")
    if latest and one.reading.day > latest:
        return replace(one, fault="in the future")
    if (
        one.rank >= WEAK
        and one.source != "visible"
        and (one.reading.day.month, one.reading.day.day) == (1, 1)
        and not one.reading.time
    ):
        return replace(one, fault="the first day of a year, as fields are filled that nobody fills")
    if _is_of_two_orders(one, document):
        return _in_order(one, one.reading, document)
    if one.reading.day < OLDEST:
        return replace(one, fault="before there was a web")
    return one


def latest_day(page: Page) -> dt.date | None:
    """Return the day of the fetch: where no zone is known, the next one may have begun."""
    fetched_at = local_fetch(page)
    if fetched_at is None or page.timezone:
        return fetched_at and fetched_at.date()
    return fetched_at.date() + dt.timedelta(days=1)


def _is_of_two_orders(one: Candidate, document: Document) -> bool:
    """Say whether *one* is numbers between slashes on an English page, which may begin with the day or with the month.

    Templates call pages of all languages English; a title in Cyrillic is none.
    """
    if one.reading is None or one.reading.form != "numeric" or not SLASHED.search(one.text):
        return False
    in_english = (document.root.get("lang") or "").lower() in ENGLISH and not CYRILLIC.search(document.head_title)
    return in_english and one.reading.day.day <= 12 and one.reading.day.day != one.reading.day.month


def _in_order(one: Candidate, reading: Reading, document: Document) -> Candidate:
    """Return *one* with the day or the month first, as the weekday before it or all other such dates of the page have them."""
    day = reading.day
    turned = day.replace(month=day.day, day=day.month)
    if named := WEEKDAY.search(one.text[: reading.start].lower()):
        fitting = {each for each in (day, turned) if f"{each:%a}".lower() == named[1]}
    else:
        pairs = [(int(first), int(second)) for first, second in IN_ORDER.findall(document.html)]
        fitting = {turned if second > 12 else day for first, second in pairs if (first > 12) != (second > 12)}
    if len(fitting) != 1:
        return replace(one, fault="in English, the day or the month first")
    return replace(one, reading=replace(reading, day=fitting.pop()))


def _is_of_the_visit(one: Candidate, page: Page) -> bool:
    """Say whether *one* is a field that states the moment of the fetch, as a template does that asks the clock."""
    if one.source not in FIELDS or one.reading is None or one.reading.time is None or not page.timezone:
        return False
    fetched_at = local_fetch(page)
    if fetched_at is None:
        return False
    ahead = dt.datetime.combine(one.reading.day, one.reading.time) - fetched_at.replace(tzinfo=None)
    return abs(ahead) <= A_MINUTE

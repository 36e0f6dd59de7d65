"""What the calendar says against a date: it is after the fetch, before the web, or can be read as two."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.dates.stated import Candidate
from pipeline.dates.weighing import WEAK
from pipeline.dates.zones import local_fetch
from pipeline.document import Document
from pipeline.page import Page

OLDEST = dt.date(1995, 1, 1)
ENGLISH = frozenset(("en", "en-us"))
CYRILLIC = re.compile("[\u0400-\u04ff]")
SLASHED = re.compile(r"\d\d?/\d\d?/\d\d")


def checked(one: Candidate, document: Document, latest: dt.date | None) -> Candidate:
    """Return *one* with the fault that the calendar finds in it."""
    if one.fault or one.reading is None:
        return one
    if latest and one.reading.day > latest:
        return Candidate(one.rank, one.source, one.text, one.reading, "in the future")
    if (
        one.rank >= WEAK
        and one.source != "visible"
        and (one.reading.day.month, one.reading.day.day) == (1, 1)
        and not one.reading.time
    ):
        return replace(one, fault="the first day of a year, as fields are filled that nobody fills")
    if _is_of_two_orders(one, document):
        return replace(one, fault="in English, the day or the month first")
    if one.reading.day < OLDEST:
        return Candidate(one.rank, one.source, one.text, one.reading, "before there was a web")
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

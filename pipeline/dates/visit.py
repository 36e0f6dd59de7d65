"""When a page was fetched, as the clock in its own head says: saved pages come without the moment of their fetch."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.dates.months import DAYS_AGO, weekday_of
from pipeline.dates.read import UNKNOWN, YEAR, readings
from pipeline.document import Document

WORD = re.compile(r"[^\W\d_]{3,}")
LONGEST = 80  # characters
TODAY = frozenset(word for word, days in DAYS_AGO.items() if days == 0)


def visit_of(document: Document, before: int) -> dt.datetime | None:
    """Return the moment, without a zone, that the page shows as the present one among its elements *before* the headline.

    A clock has a day of the week or the word "today" beside its date. None where there is no such day, or several are; its
    time is `UNKNOWN` where the clock shows the day alone.
    """
    found: dict[dt.date, dt.time | None] = {}
    for order, _, _, text in document.texts:
        if order >= before:
            break
        if len(text) > LONGEST or YEAR.search(text) is None:
            continue
        if any(word.lower() in TODAY or weekday_of(word) is not None for word in WORD.findall(text)):
            found |= {one.day: one.time or found.get(one.day) for one in readings(text, None)}
    if len(found) != 1:
        return None
    [(day, time)] = found.items()
    return dt.datetime.combine(day, time or UNKNOWN)

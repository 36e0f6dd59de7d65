"""Lines of a page that are nothing but a day."""

from __future__ import annotations

import re

from pipeline.dates.lines import DIGIT
from pipeline.dates.months import weekday_of
from pipeline.dates.read import readings

LONGEST = 60  # characters
TIME = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?")
WORD = re.compile(r"\w+")
LONGEST_REST = 6  # letters and digits beside the date: "г.", "года", a weekday's short name


def is_date_line(text: str) -> bool:
    """Say whether *text* is a day, with or without a time, and hardly anything else."""
    if len(text) > LONGEST or not DIGIT.search(text):
        return False
    rest = text
    for reading in reversed(list(readings(text, None))):
        rest = rest[: reading.start] + rest[reading.end :]
    if rest == text:
        return False
    words = [word for word in WORD.findall(TIME.sub("", rest)) if weekday_of(word) is None]
    return sum(map(len, words)) <= LONGEST_REST

"""The moment that an element keeps in an attribute, where it shows readers only "3 hours ago" or the like."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipeline.dates.labels import says_modified
from pipeline.dates.read import Reading
from pipeline.dates.stated import read_stated
from pipeline.document import Document

NAMES = re.compile(r"title|data-[\w-]*(?:time|date|publi|epoch|stamp|ago)(?!zone)[\w-]*")
CHANGED = re.compile(r"upd|modif|edit|chang")
SHORTEST, LONGEST = 8, 40  # characters of an attribute
EXACT = ("iso", "named", "numeric")


def exact_of(element: HtmlElement, document: Document) -> str:
    """Return what the attributes of *element* say of its moment, if that is of one day; else nothing."""
    kept = (str(value).strip() for name, value in element.items() if NAMES.fullmatch(name) and not CHANGED.search(name))
    days = {reading.day: value for value in kept if (reading := _reading(value, document)) is not None}
    return next(iter(days.values())) if len(days) == 1 else ""


def _reading(value: str, document: Document) -> Reading | None:
    if not SHORTEST <= len(value) <= LONGEST or says_modified(value):
        return None
    reading = read_stated(value, document)
    return reading if reading and reading.start == 0 and reading.form in EXACT else None

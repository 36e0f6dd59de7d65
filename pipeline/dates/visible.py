"""Dates that a reader sees: near the headline, in <time>, under the article, or in the agency's dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from pipeline.dates.spots import MODIFIED, Spot, is_outside, layout_of
from pipeline.dates.stated import Candidate, candidate
from pipeline.document import Document

MOST_TIMES = 60
WORD = re.compile(r"[^\W\d_]{2,}")
NOT_LETTERS = re.compile(r"[\W\d_]")
LEAST_WORDS = 4  # beside the date: a sentence has them, a line such as "Опубликовано 1 марта." has not
LITTLE_BESIDE = 30  # letters beside a date that stands at the headline in a box of another name
LINE = 45  # letters beside the only date at the headline: names, a section, a source
PLACE = re.compile(r"\W*[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w\s./()-]{1,30}[.,]?\s*[/.,(–—-]?\s*")
AGENCY = re.compile(r"\s*(?:года|г\.?|жыл\w*)?[\s.,)/]*[/–—-]|[\s.]*(?:года|г\.?)?\s*\.?\s*[A-ZА-Я]{3,}")
ITEMPROP = re.compile(r"itemprop\s*=\s*[\"']?datePublished")
DATE_NAMES = re.compile(r"date|time|publi|posted|pubdate|created|data(?![a-z])|дата|meta|info|stamp|byline", re.I)
PUBLISHED = re.compile(
    r"опублик|публикац|размещен|дата|добавлен|created|publi|posted|жариялан|шыққан|date|первая|veröff|publié|создан|erstellt|stand",
    re.I,
)
NOISE_LABEL = re.compile(
    r"©|copyright|\(c\)|свидетельств|лиценз|зарегистр|регистрац|все права|all rights|сезон|погода|курс|прогноз|до\s+\d|с\s+\d+\s+по",
    re.I,
)


def in_page(document: Document) -> Iterator[Candidate]:
    """Yield the dates that the page shows, best place first by rank."""
    layout = layout_of(document)
    inside = [spot for spot in layout.spots if not spot.outside]
    days = {spot.reading.day for spot in inside if not _is_modified(spot.text)}
    around = {spot.reading.day for spot in layout.spots if _is_near(spot, layout.headline, layout.first_paragraph)}
    for spot in layout.spots:
        near = _is_near(spot, layout.headline, layout.first_paragraph)
        yield _judged(spot, near, layout.headline, len(days) == 1, len(around) == 1)
    yield from _times(document)


def _is_near(spot: Spot, headline: int | None, first_paragraph: int | None) -> bool:
    """Say whether *spot* stands at the headline: shortly before it, or between it and the first paragraph."""
    if headline is None:
        return first_paragraph is not None and first_paragraph - 25 <= spot.order <= first_paragraph + 1
    return headline - 25 <= spot.order <= headline or (spot.order > headline and _before(spot.order, first_paragraph))


def _judged(spot: Spot, near: bool, headline: int | None, only_day: bool, only_near: bool) -> Candidate:
    """Return *spot* as a candidate: how much its place is worth, or why it is worth nothing."""
    rest = spot.text[: spot.reading.start] + spot.text[spot.reading.end :]
    if NOISE_LABEL.search(rest):
        return _lost(spot, "not a date of publication by its words")
    if _is_modified(rest):
        return _lost(spot, "modified, not published")
    if spot.outside:
        by_name = near and only_near and len(NOT_LETTERS.sub("", rest)) <= LITTLE_BESIDE
        return _won(spot, 29) if by_name else _lost(spot, "outside the article")
    if _is_sentence(spot.text, rest) and not _is_dateline(spot, headline):
        return _lost(spot, "a date in the text, or of something else")
    labelled = PUBLISHED.search(spot.text[: spot.reading.start]) is not None
    named = DATE_NAMES.search(f"{spot.element.get('class', '')} {spot.element.get('id', '')}") is not None
    alone = len(NOT_LETTERS.sub("", rest)) <= 24
    if near and (alone or labelled or named):
        return _won(spot, 24 if labelled else 25)
    if _is_dateline(spot, headline):
        return _won(spot, 28)
    if near and only_near and len(NOT_LETTERS.sub("", rest)) <= LINE:
        return _won(spot, 27)
    if only_day and (labelled or (alone and len(rest) < 30)) and spot.reading.form != "relative":
        return _won(spot, 34)
    return _lost(spot, "a date in the text, or of something else")


def _is_sentence(text: str, rest: str) -> bool:
    """Say whether *text*, which without its date is *rest*, is a sentence rather than a line about the article."""
    return text.rstrip()[-1] in ".!?" and len(WORD.findall(rest)) >= LEAST_WORDS


def _before(order: int, first_paragraph: int | None) -> bool:
    return first_paragraph is None or order <= first_paragraph + 1


def _is_dateline(spot: Spot, headline: int | None) -> bool:
    before, after = spot.text[: spot.reading.start], spot.text[spot.reading.end :]
    place = PLACE.fullmatch(before)
    return headline is not None and spot.order > headline and place is not None and AGENCY.match(after) is not None


def _is_modified(text: str) -> bool:
    return MODIFIED.search(text) is not None and PUBLISHED.search(text) is None


def _won(spot: Spot, rank: int) -> Candidate:
    return Candidate(rank, "dateline" if rank == 28 else "visible", spot.text, spot.reading)


def _lost(spot: Spot, why: str) -> Candidate:
    return Candidate(99, "visible", spot.text, spot.reading, why)


def _times(document: Document) -> Iterator[Candidate]:
    """Yield <time> elements and microdata: those of the article, not those of lists and comments."""
    times = _time_elements(document)
    inside = [element for element in times if not is_outside(element)]
    days = set()
    for element in inside:
        text = element.get("datetime") or element.get("content") or element.text_content()
        parent = element.getparent()
        before = (parent.text or "")[-30:] if parent is not None else ""
        label = f"{element.get('class', '')} {element.get('itemprop', '')} {before}"
        if MODIFIED.search(label) and "datePublished" not in label:
            yield candidate(99, "time", text, document, "modified, not published")
            continue
        explicit = element.get("pubdate") is not None or "datePublished" in label or "published" in label
        one = candidate(15 if explicit else 26, "time", text, document)
        if one.reading:
            days.add(one.reading.day)
        yield (
            one if explicit or len(days) <= 1 else Candidate(99, "time", one.text, one.reading, "one of several dates")
        )
    for element in times:
        if element not in inside:
            yield candidate(
                99, "time", element.get("datetime") or element.text_content(), document, "outside the article"
            )


def _time_elements(document: Document) -> list[HtmlElement]:
    """Return the first elements with a time for machines, in document order."""
    elements = document.elements or document.root.iter()
    marked = ITEMPROP.search(document.html) is not None
    found = (one for one in elements if one.tag == "time" or (marked and one.get("itemprop") is not None))
    return list(islice(filter(_states, found), MOST_TIMES))


def _states(element: HtmlElement) -> bool:
    if element.tag == "time" and element.get("datetime") is not None:
        return True
    return element.tag != "meta" and str(element.get("itemprop")) == "datePublished"

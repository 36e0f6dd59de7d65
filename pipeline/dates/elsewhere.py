"""What else a date at the headline or in the story may be the day of: the visit, a photograph, a row of a table."""

from __future__ import annotations

import datetime as dt
import re

from lxml.html import HtmlElement

from pipeline.dates.months import weekday_of
from pipeline.dates.read import YEAR
from pipeline.dates.scene import boxes_of, is_below_others, is_beside_home, is_far, is_in_head
from pipeline.dates.spots import WORD, Layout, Spot

SUBHEADINGS = frozenset(("h2", "h3", "h4"))
ENTRY = re.compile(r"\s*(?:г\.?|года)?\s*[:–—-]\s*\w")
WORD_OR_NUMBER = re.compile(r"\w{2}")
MINUTES = 60  # by which the clock that a page shows may differ from the fetch
TOP = re.compile(r"(?<![a-z])(?:clock|today|now|current|head|header|top|topbar|topline|top-?menu)(?![a-z])")
MOST_LABEL = 60  # characters at the beginning of the next element that may label it
EVENT = re.compile(
    r"[\s,.;|]*(?:г\.|года)?[\s,.;|]*(?:место(?: проведения)?|где|адрес|начало|стоимость(?: билетов)?|цена(?: билета)?|билеты|"
    r"вход|орны|өтетін (?:жері|орны)|мекенжай\w*|басталуы|бағасы|місце(?: проведення)?|вартість|venue|place|where|location|tickets|price|"
    r"starts|ort|veranstaltungsort|eintritt|beginn)\s*:"
)
OF_ARTICLE = re.compile(r"(?:article|post|entry|story|single|publication|detail)[-_]+(?:head|header|top|topline)")
A_MENU = 3  # links
NO_STORY = r"(?:просм|комм|проч|чита|автор|фото|источ|рубр|катег|тег|врем|час|печат|уақ|қара|пікір|оқы|сағ)"
SAID_BEFORE = re.compile(  # a small word right before a day is no rubric and no name
    rf"(?<![^\W_])(?!{NO_STORY})[а-яёәіңғүұқөһ]{{3,}}\s$"
)
SAID_AFTER = re.compile(  # "20 декабря в Астане", "20 декабря: открытие", but not "в 14:05" and "просмотров 15"
    r"(?:\s(?:года|г\.|жыл\w*))?(?:\s?[:–—-])?\s"
    rf"(?!(?:г|ж|р|года?|жыл\w*)\b|(?:в|по)\s(?:\d|времени)|{NO_STORY})[а-яёәіңғүұқөһ]+"
)
ON_THE_DAY = re.compile(r"[^\W\d_]{4,}[дт][ае](?=\s[^\W\d_]{2})")  # a month of Turkic languages in the locative
CREDIT = re.compile(r"\b(?:фото|сурет|photo)(?:\s?[:©]|\s*$)")


def is_said(spot: Spot) -> bool:
    """Say whether the text of *spot* goes on around its date as a sentence does, in Russian or Kazakh letters."""
    said, piece = spot.text[spot.reading.start : spot.reading.end], " ".join(spot.piece.split())
    before, after = SAID_BEFORE.search(spot.before), SAID_AFTER.match(spot.after)
    around = [f"{before[0]}{said}" if before else "", f"{said}{after[0]}" if after else ""]
    if any(one and one in piece and all(weekday_of(word) is None for word in WORD.findall(one)) for one in around):
        return True
    return ON_THE_DAY.search(said + spot.after, 0, len(said) + 3) is not None


def is_caption(spot: Spot, layout: Layout) -> bool:
    """Say whether *spot* is in the caption of a picture, or in words that end with who made that."""
    if any(one.tag in ("figure", "figcaption") for one in boxes_of(spot.element, layout)):
        return True
    return CREDIT.search(spot.after.lower()) is not None and len(WORD.findall(spot.before)) > 1


def is_of_event(spot: Spot) -> bool:
    """Say whether the line of *spot*, or the one after it, goes on with the place, the price or the beginning of an event."""
    following = spot.element.getnext()
    after = "" if following is None else " ".join(following.text_content()[:MOST_LABEL].split())
    return EVENT.match(spot.after.lower()) is not None or EVENT.match(after.lower()) is not None


def is_page_clock(spot: Spot, layout: Layout, fetched_at: dt.datetime | None) -> bool:
    """Say whether *spot* is the day of the visit that a page's head shows: with its weekday, or the day of the fetch."""
    if spot.reading.form == "relative" and YEAR.search(spot.after) and not spot.reading.time:
        return True  # "today, Tuesday, 3 March 2026"
    if layout.headline is None or spot.order >= layout.headline or spot.is_labelled:
        return False
    has_weekday = any(weekday_of(word) is not None for word in WORD.findall(spot.text))
    ahead = (fetched_at.date() - spot.reading.day).days if fetched_at is not None else None
    if spot.reading.time and (
        spot.reading.form == "relative" or ahead != 0 or not _is_about(spot.reading.time, fetched_at)
    ):
        return False
    if spot.place == "inside" and not is_in_head(spot.element, layout):
        in_top = has_weekday or is_beside_home(spot.element, layout) or _is_named_top(spot.element, layout)
        return ahead == 0 and is_far(spot.element, layout) and (in_top or _is_above_a_menu(spot, layout))
    return (ahead is not None and abs(ahead) <= 1) or has_weekday


def _is_about(time: dt.time, moment: dt.datetime | None) -> bool:
    if moment is None:
        return False
    minutes = time.hour * 60 + time.minute - moment.hour * 60 - moment.minute
    return abs(minutes) <= MINUTES


def _is_named_top(element: HtmlElement, layout: Layout) -> bool:
    boxes = boxes_of(element, layout)
    names = (f"{one.get('class', '')} {one.get('id', '')}".lower() for one in boxes)
    return any(TOP.search(OF_ARTICLE.sub("", one)) is not None for one in names)


def _is_above_a_menu(spot: Spot, layout: Layout) -> bool:
    """Say whether links to other pages stand between *spot* and the headline below it: more than a rubric and an author."""
    ahead = (layout.headline or 0) - spot.order
    links = [one for one in layout.above[-ahead:] if one.tag == "a" and not layout.own.is_at(one)]
    return len(links) >= A_MENU


def is_below(spot: Spot, layout: Layout) -> bool:
    """Say whether *spot* is a heading behind the first paragraph, a cell of a row there, or under the heading of comments."""
    if layout.first_paragraph is None or spot.order <= layout.first_paragraph:
        return False
    if is_below_others(spot.element, layout):
        return True
    boxes = boxes_of(spot.element, layout)
    return any(one.tag in SUBHEADINGS or (not spot.reading.time and _is_entry(one, spot)) for one in boxes)


def _is_entry(element: HtmlElement, spot: Spot) -> bool:
    """Say whether *element* is an entry of a list with words behind the day of *spot*, or a cell in a row."""
    if element.tag == "li":
        return ENTRY.match(spot.after) is not None
    return element.tag == "td" and _is_in_row(element)


def _is_in_row(cell: HtmlElement) -> bool:
    beside = (cell.getprevious(), cell.getnext())
    return any(one is not None and WORD_OR_NUMBER.search(one.text_content()) is not None for one in beside)

"""Dates that a reader sees: near the headline, in <time>, under the article, or in the agency's dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.dates.read import Reading, readings
from pipeline.dates.stated import Candidate, candidate
from pipeline.document import Document

MOST_ELEMENTS = 30_000
MOST_CANDIDATES = 60
DIGIT = re.compile(r"\d")
UNSEEN = ("script", "style", "template", "title", "option", "textarea")
WORD = re.compile(r"[^\W\d_]{2,}")
LEAST_WORDS = 4  # beside the date: a sentence has them, a line such as "Опубликовано 1 марта." has not
SENTENCE = 70  # characters: a text so long that ends like a sentence is the story, not a line about it
HEADLINE_TAGS = ("h2", "h3", "b", "strong", "div", "span", "td", "p", "font", "big")
LEAST_HEADLINE = 20  # characters of a headline that is none by its tag, but begins the title
LITTLE_BESIDE = 30  # letters beside a date that stands at the headline in a box of another name
LINE = 45  # letters beside the only date at the headline: names, a section, a source
RELATIVE = 60  # characters: a longer text without a digit states no day
MAYBE = re.compile(
    r"\d|вчера|сегодня|назад|кеше|бүгін|бұрын|keshe|búgin|today|yesterday|ago|сейчас|қазір|только что", re.I
)
OUTSIDE = re.compile(
    r"(?<![a-z])(?:related|sidebar|side-?bar|aside|comment|footer|popular|widget|calendar|weather|banner|copyright|teaser|recommend|promo|"
    r"similar|most-?read|top-?news|latest|last-?news|news-?list|newslist|list-item|lenta|archive|also|carousel|slider|ticker|menu|nav|"
    r"informer|currency|rates|kurs|subscribe|tags?-|readmore|read-more|other-?news|more-?news|novosti-po-teme|opinion-list)", re.I
)  # fmt: skip
OUTSIDE_TAGS = {
    "aside",
    "footer",
    "nav",
    "form",
    "select",
    "option",
    "script",
    "style",
    "noscript",
    "template",
    "textarea",
    "button",
}
DATE_NAMES = re.compile(r"date|time|publi|posted|pubdate|created|data(?![a-z])|дата|meta|info|stamp|byline", re.I)
PUBLISHED = re.compile(
    r"опублик|публикац|размещен|дата|добавлен|created|publi|posted|жариялан|шыққан|date|первая|veröff|publié|создан|erstellt|stand",
    re.I,
)
MODIFIED = re.compile(
    r"обновл|измен|updated|modified|last edit|жаңартыл|оновл|aktualis|mis à jour|actualiz|редакт|aggiornat", re.I
)
NOISE_LABEL = re.compile(
    r"©|copyright|\(c\)|свидетельств|лиценз|зарегистр|регистрац|все права|all rights|сезон|погода|курс|прогноз|до\s+\d|с\s+\d+\s+по",
    re.I,
)
PARAGRAPH = 160  # characters of a text that is a paragraph of a body, not a line about it


@dataclass(frozen=True, slots=True)
class Spot:
    """A short text with a date in it, and where it stands: its order on the page, and that it is outside the article."""

    order: int
    text: str
    reading: Reading
    element: HtmlElement
    outside: bool


def in_page(document: Document) -> Iterator[Candidate]:
    """Yield the dates that the page shows, best place first by rank."""
    spots, headline, first_paragraph = _spots(document)
    inside = [spot for spot in spots if not spot.outside]
    days = {spot.reading.day for spot in inside if not _is_modified(spot.text)}
    around = {spot.reading.day for spot in spots if _is_near(spot, headline, first_paragraph)}
    for spot in spots[:MOST_CANDIDATES]:
        yield _judged(spot, _is_near(spot, headline, first_paragraph), headline, len(days) == 1, len(around) == 1)
    yield from _times(document)


def _spots(document: Document) -> tuple[list[Spot], int | None, int | None]:
    """Return the short texts with dates, the order of the headline, and that of the body's first paragraph."""
    found: list[Spot] = []
    seen: set[HtmlElement] = set()
    headline = first_paragraph = None
    is_h1 = False
    head = " ".join((document.root.findtext(".//title") or "").split())
    for order, element in enumerate(document.root.iter("*")):
        if order > MOST_ELEMENTS or len(found) >= MOST_CANDIDATES:
            break
        if not is_h1 and (headline is None or element.tag == "h1") and _is_headline(element, head):
            headline, first_paragraph, is_h1 = order, None, element.tag == "h1"
        for text in (element.text if element.tag not in UNSEEN else None, element.tail):
            if not text or len(text) < 4 or text.isspace():
                continue
            if first_paragraph is None and _is_prose(text) and element.tag not in OUTSIDE_TAGS:
                first_paragraph = order
            short = len(text) <= PARAGRAPH and (len(text) <= RELATIVE or DIGIT.search(text) is not None)
            if short and MAYBE.search(text):
                holder = element if text is element.text else element.getparent()
                if holder is not None and (spot := _spot(order, text, holder, seen, document)):
                    found.append(spot)
    return found, headline, first_paragraph


def _is_prose(text: str) -> bool:
    return len(text) > PARAGRAPH or (len(text) > SENTENCE and text.rstrip()[-1] in ".!?»…”")


def _is_headline(element: HtmlElement, head: str) -> bool:
    """Say whether *element* is the headline: an h1, or what begins the page's title, *head*."""
    if element.tag == "h1":
        return len(element.text_content().strip()) > 8
    text = element.text if element.tag in HEADLINE_TAGS else None
    return text is not None and len(text) > LEAST_HEADLINE and head.startswith(" ".join(text.split())[:60])


def _spot(order: int, text: str, holder: HtmlElement, seen: set[HtmlElement], document: Document) -> Spot | None:
    block = _block(holder)
    if block in seen:
        return None
    whole = " ".join(block.text_content().split())
    if len(whole) > PARAGRAPH:
        block, whole = holder, " ".join(text.split())
    else:
        seen.add(block)
    found = list(readings(whole, document.page.fetched_at, document.page.timezone))
    found = [one for one in found if not MODIFIED.search(whole[max(0, one.start - 24) : one.start])] or found
    if not found or holder.tag in OUTSIDE_TAGS:
        return None
    return Spot(order, whole, found[0], block, _is_outside(block))


def _block(element: HtmlElement) -> HtmlElement:
    """Return the nearest ancestor that holds a line of its own."""
    while (
        element.tag in ("span", "b", "strong", "i", "em", "font", "time", "a", "small", "abbr", "nobr")
        and element.getparent() is not None
    ):
        element = element.getparent()
    return element


def _is_outside(element: HtmlElement) -> bool:
    for depth, one in enumerate((element, *element.iterancestors())):
        if one.tag in ("body", "html", "article", "main") and depth:
            return False
        if one.tag in OUTSIDE_TAGS or one.tag == "a" or (one.tag == "li" and one.find(".//a[@href]") is not None):
            return True
        if OUTSIDE.search(f"{one.get('class', '')} {one.get('id', '')}"):
            return True
    return False


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
        by_name = near and only_near and len(re.sub(r"[\W\d_]", "", rest)) <= LITTLE_BESIDE
        return _won(spot, 29) if by_name else _lost(spot, "outside the article")
    if _is_sentence(spot.text, rest) and not _is_dateline(spot, headline):
        return _lost(spot, "a date in the text, or of something else")
    labelled = PUBLISHED.search(spot.text[: spot.reading.start]) is not None
    named = DATE_NAMES.search(f"{spot.element.get('class', '')} {spot.element.get('id', '')}") is not None
    alone = len(re.sub(r"[\W\d_]", "", rest)) <= 24
    if near and (alone or labelled or named):
        return _won(spot, 24 if labelled else 25)
    if _is_dateline(spot, headline):
        return _won(spot, 28)
    if near and only_near and len(re.sub(r"[\W\d_]", "", rest)) <= LINE:
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
    place = re.fullmatch(r"\W*[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w\s./()-]{1,30}[.,]?\s*[/.,(–—-]?\s*", before)
    return (
        headline is not None
        and spot.order > headline
        and place is not None
        and re.match(r"\s*(?:года|г\.?|жыл\w*)?[\s.,)/]*[/–—-]|[\s.]*(?:года|г\.?)?\s*\.?\s*[A-ZА-Я]{3,}", after)
        is not None
    )


def _is_modified(text: str) -> bool:
    return MODIFIED.search(text) is not None and PUBLISHED.search(text) is None


def _won(spot: Spot, rank: int) -> Candidate:
    return Candidate(rank, "dateline" if rank == 28 else "visible", spot.text, spot.reading)


def _lost(spot: Spot, why: str) -> Candidate:
    return Candidate(99, "visible", spot.text, spot.reading, why)


def _times(document: Document) -> Iterator[Candidate]:
    """Yield <time> elements and microdata: those of the article, not those of lists and comments."""
    times = document.root.xpath(
        "(//time[@datetime] | //*[@itemprop='datePublished' and not(self::meta)])[position() <= 60]"
    )
    inside = [element for element in times if not _is_outside(element)]
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

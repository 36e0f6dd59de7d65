"""What the dates of a page say together, and how each of them stands to the headline and the story."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from pipeline.dates.labels import (
    heads_comments,
    heads_others,
    names_a_date,
    names_tags,
    precedes_rubric,
    says_published,
)
from pipeline.dates.lines import PARAGRAPH, line_at, text_of
from pipeline.dates.spots import ELEMENTS_BEFORE, WORD, WORDS_OF_NAME, Layout, Spot
from pipeline.dates.stamps import Stamp

YEAR_END = re.compile(r"\s?(?:г|года|ж)?\.")
CYRILLIC = re.compile("[а-яёәіңғүұқөһ]")  # the second word of no name
ABBREVIATED = re.compile(r"(?<![^\W_])(?:г|ж|р|мин)\.$")
LOWER = re.compile(r"(?<![^\W_])(?!года|году|жыл)[а-яёәіңғүұқөһa-z][^\W\d_]{2,}")
COUNTER = re.compile(r"(?:года|жыл\w*|просмотр\w*|прочт\w*|прочит\w*|қарал\w*|views?|hits|reads?|перегляд\w*)")
BAR = " | "  # between the facts of a line
MOST_WORDS = 6  # beside the date of a labelled line that ends with it and a full stop
LEAST_WORDS = 4  # beside the date: a sentence has them, a line such as "Опубликовано 1 марта." has not
MOST_LINKS = 10
LONGEST_RUBRIC = 5  # words
MOST_BOXES = 5  # around a date, that may be the card of an article
MOST_BEFORE = 20  # elements before a date that may be its heading
BLOCKS = frozenset(("p", "div", "b", "strong", "dt", "legend"))
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What all spots of a page say together: the only day inside, at the headline, labelled, at all, in a list that names
    the page, or right behind a story; None if several.
    """

    layout: Layout
    inside: dt.date | None
    near: dt.date | None
    labelled: dt.date | None
    shown: dt.date | None
    listed: dt.date | None
    foot: dt.date | None
    fetched_at: dt.datetime | None


def scene_of(layout: Layout, stamps: list[Stamp], fetched_at: dt.datetime | None) -> Scene:
    """Return what the spots and stamps of a page say together."""
    spots = [spot for spot in layout.spots if not spot.opening and not (spot.is_modified or spot.is_otherwise)]
    shown = [spot.reading.day for spot in spots if spot.reading.form in ("named", "numeric", "iso")]
    stated = days_of(one for one in stamps if not one.modified)
    return Scene(
        layout,
        only(
            spot.reading.day for spot in spots if spot.place == "inside" and not is_sentence(spot, without_date(spot))
        ),
        only(spot.reading.day for spot in layout.spots if is_near(spot.order, layout)),
        only(spot.reading.day for spot in spots if spot.place in ("inside", "beside", "apart") and spot.is_labelled),
        only([*shown, *stated]),
        only(spot.reading.day for spot in layout.spots if is_listed(spot, layout)),
        only(spot.reading.day for spot in spots if is_foot(spot)),
        fetched_at,
    )


def only(days: Iterable[dt.date]) -> dt.date | None:
    """Return the day of *days* if they are all the same."""
    found = set(days)
    return found.pop() if len(found) == 1 else None


def days_of(stamps: Iterable[Stamp]) -> list[dt.date]:
    """Return the days of *stamps*."""
    return [one.candidate.day for one in stamps if one.candidate.day]


def is_listed(spot: Spot, layout: Layout) -> bool:
    """Say whether *spot* stands in a list of articles, at the one that is the page itself."""
    return spot.place in ("other", "beside", "apart") and layout.own.names(spot.element, layout.words)


def is_foot(spot: Spot) -> bool:
    """Say whether *spot* is all that a line right behind a paragraph of the story says, but for a counter of readers."""
    holder = spot.element.getparent()
    if spot.behind is None or spot.place != "inside" or spot.reading.form == "relative" or holder is None:
        return False
    alone = not WORD.search(COUNTER.sub("", without_date(spot).lower()))
    return alone and any(one is holder for one in spot.behind.iterancestors())


def is_near(order: int, layout: Layout) -> bool:
    """Say whether what has *order* stands at the headline: shortly before it, or between it and the first paragraph."""
    headline, start = layout.headline, layout.first_paragraph
    if headline is None:
        return start is not None and start - ELEMENTS_BEFORE <= order <= start + 1
    if order <= headline:
        return order >= headline - ELEMENTS_BEFORE
    return start is None or order <= start + 1


def boxes_of(element: HtmlElement, layout: Layout) -> Iterator[HtmlElement]:
    """Yield *element* and what holds it, but not what holds the headline, too."""
    return (one for one in (element, *element.iterancestors()) if one not in layout.around)


def is_in_head(element: HtmlElement, layout: Layout) -> bool:
    """Say whether *element* stands in a page's head, which does not hold the headline."""
    if layout.container in (element, *element.iterancestors()):
        return False
    return any(one.tag == "header" for one in boxes_of(element, layout))


def is_beside_home(element: HtmlElement, layout: Layout) -> bool:
    """Say whether *element* stands in a box with a link to the site's home page, as in a page's head."""
    boxes = boxes_of(element, layout)
    return any(link.get("href", "").strip() == "/" for box in boxes for link in islice(box.iter("a"), MOST_LINKS))


def is_of_article(element: HtmlElement, layout: Layout) -> bool:
    """Say whether *element* stands with the headline and the story, and not beside a link to another article."""
    return not is_apart(element, layout) and not is_beside_other(element, layout)


def is_apart(element: HtmlElement, layout: Layout) -> bool:
    """Say whether *element* stands outside of what holds the headline and the story."""
    return layout.container is not None and layout.container not in (element, *element.iterancestors())


def is_far(element: HtmlElement, layout: Layout) -> bool:
    """Say whether *element* is apart, or has nothing but the page in common with a headline that stands apart from its story."""
    if layout.container is not None:
        return is_apart(element, layout)
    shared = next((one for one in element.iterancestors() if one in layout.around), None)
    return shared is None or shared.tag in ("body", "html")


def is_above_apart(spot: Spot, layout: Layout) -> bool:
    """Say whether *spot* stands above the headline, and outside of what holds that and the story."""
    return layout.headline is not None and spot.order < layout.headline and is_apart(spot.element, layout)


def is_in_card(element: HtmlElement, order: int, layout: Layout) -> bool:
    """Say whether *element*, which has *order*, is above the headline in a box of another article, or with a heading that leads to
    one.
    """
    if layout.headline is None or order >= layout.headline:
        return False
    boxes = islice(boxes_of(element, layout), MOST_BOXES)
    return any(one.tag == "article" or _is_headed_elsewhere(one, layout) for one in boxes)


def _is_headed_elsewhere(box: HtmlElement, layout: Layout) -> bool:
    links = (link for heading in islice(box.iter(*HEADINGS), MOST_LINKS) for link in heading.iter("a"))
    return any(_leads_elsewhere(link, layout) for link in links)


def is_beside_other(element: HtmlElement, layout: Layout) -> bool:
    """Say whether *element* holds, or stands beside, a link to another article."""
    lines = [element, *(one for one in _beside(element) if len(one.text_content()) <= 2 * PARAGRAPH)]
    found = (link for one in lines for link in islice(one.iter("a"), MOST_LINKS))
    return any(_leads_elsewhere(link, layout) for link in (*found, *_titles_beside(_outermost(element, layout))))


def _titles_beside(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the links beside *element* that are all that their boxes hold."""
    for one in _beside(element):
        link = next(one.iter("a"), None)
        if link is not None and link.text_content().strip() == one.text_content().strip():
            yield link


def _beside(element: HtmlElement) -> Iterator[HtmlElement]:
    both = (element.getprevious(), element.getnext())
    return (one for one in both if one is not None and not _holds_tags(one) and one.tag != "h1")


def _outermost(element: HtmlElement, layout: Layout) -> HtmlElement:
    """Return the largest element that holds nothing but *element*, up to a few."""
    for box in islice(element.iterancestors(), MOST_BOXES):
        if box in layout.around or len(box) > 1 or f"{box.text or ''}{element.tail or ''}".strip():
            break
        element = box
    return element


def _leads_elsewhere(link: HtmlElement, layout: Layout) -> bool:
    """Say whether *link* is more than a name or a rubric, or is a heading."""
    words = link.text_content().split()
    if not words or layout.own.is_at(link):
        return False
    if len(words) <= LONGEST_RUBRIC and _is_rubric(link, " ".join(words)):
        return False
    if len(words) > (WORDS_OF_NAME if layout.container is not None else 1) or (len(words) == WORDS_OF_NAME and CYRILLIC.match(words[-1])):
        return True
    parent = link.getparent()
    return parent is not None and parent.tag in HEADINGS and parent not in layout.around


def _is_rubric(link: HtmlElement, own: str) -> bool:
    """Say whether *link*, whose text is *own*, stands in a byline as what its author writes for."""
    before, found, _ = (text_of(line_at(link, inside=False)) or "").partition(own)
    return bool(found) and precedes_rubric(before)


def is_below_others(element: HtmlElement, layout: Layout) -> bool:
    """Say whether *element* stands under the heading of comments, or of other articles."""
    boxes = boxes_of(element, layout)
    before = (one for box in boxes for one in islice(box.itersiblings(preceding=True), MOST_BEFORE))
    return any(one not in layout.around and _heads_others(one) for one in before)


def _heads_others(element: HtmlElement) -> bool:
    if element.tag in HEADINGS:
        return heads_others(element.text_content())
    return element.tag in BLOCKS and len(element) <= 1 and heads_comments(element.text_content())


def is_in_sentence(element: HtmlElement) -> bool:
    """Say whether *element* stands among the words of a sentence."""
    line, own = line_at(element, inside=False), " ".join(element.text_content().split())
    text = text_of(line)
    if text is None or not own:
        return bool(own) and line.block.tag == "p"
    before, _, after = text.partition(own)
    both = bool(WORD.search(before) and WORD.search(after)) and not says_published(before)
    return text[-1:] in tuple(".!?…") and (both or len(WORD.findall(before + after)) >= LEAST_WORDS)


def _holds_tags(element: HtmlElement) -> bool:
    return names_tags(f"{element.get('class', '')} {element.get('id', '')}")


def is_named(spot: Spot) -> bool:
    """Say whether the class or id of the element tells of a date."""
    return names_a_date(f"{spot.element.get('class', '')} {spot.element.get('id', '')}")


def is_sentence(spot: Spot, rest: str) -> bool:
    """Say whether the text, which without its date is *rest*, is a sentence rather than a line about the article."""
    text = spot.text.rstrip()
    if text[-1] in "。！？":
        return True
    if text[-1] not in ".!?":
        return False
    ends_with_year, is_said = YEAR_END.fullmatch(text, spot.reading.end), is_named(spot) or spot.is_labelled
    if is_said and BAR in text:
        return False
    if ends_with_year and is_said and len(WORD.findall(rest)) <= MOST_WORDS:
        return False
    if len(WORD.findall(rest)) >= LEAST_WORDS:
        return True
    return (
        not is_said
        and not ABBREVIATED.search(text)
        and (LOWER.search(rest) is not None or spot.before[-2:-1].isalpha())
    )


def without_date(spot: Spot) -> str:
    """Return the text of *spot* without its date."""
    return spot.before + spot.after

"""Dates that a reader sees: near the headline, in <time>, under the article, or in the agency's dateline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from pipeline.dates.dateline import is_dateline
from pipeline.dates.elsewhere import is_below, is_caption, is_of_event, is_page_clock, is_said
from pipeline.dates.labels import is_byline, is_otherwise
from pipeline.dates.own import Own
from pipeline.dates.ranks import AT_HEADLINE, Rank
from pipeline.dates.scene import (
    Scene,
    days_of,
    is_above_apart,
    is_below_others,
    is_beside_other,
    is_foot,
    is_in_card,
    is_in_head,
    is_in_sentence,
    is_listed,
    is_named,
    is_near,
    is_of_article,
    is_sentence,
    only,
    scene_of,
    without_date,
)
from pipeline.dates.scripts import in_short_scripts
from pipeline.dates.spots import ELEMENTS_BEFORE, WORD, WORDS_OF_NAME, Layout, Spot, layout_of
from pipeline.dates.stamps import Stamp, stamps_of
from pipeline.dates.stated import MODIFIED, Candidate
from pipeline.dates.zones import local_fetch
from pipeline.document import Document

NOT_LETTERS = re.compile(r"[\W\d_]")
RECENT = dt.timedelta(days=31)
ALONE = 24  # letters beside a date that has a line of its own
LITTLE_BESIDE = 30  # letters beside a date that stands at the headline in a box of another name
YEAR_WORD = 6  # letters beside a date that stands somewhere in the article: "года"
LINE = 45  # letters beside the only date at the headline: names, a section, a source
RELATIVE_ALONE = 14  # letters beside a "today" without a time that is a date, not a word
AROUND = " .,|–—-0123456789"
LONG_LINK = 25  # characters of a link that leads to another article
MOST_SCRIPTS = 20
LEAST_TITLE = 12  # characters of a part of the headline
SET_OFF = r"(?:\s[|–—·»/-]\s)"  # what parts a page's title: its headline, its day, the name of the site
IN_WORDS = ("named", "yearless")
WEEKS = re.compile(r"недел|апта|week", re.I)
ONE_OF_SEVERAL = "one of several dates"
IN_TEXT = "a date in the text, or of something else"
BY_WORDS = "not a date of publication by its words"
OF_VISIT = "the day of the visit"
OUTSIDE = "outside the article"


def in_page(document: Document, own: Own, *, brief: bool = False) -> Iterator[Candidate]:
    """Yield the dates that the page shows, in the order of the page; if *brief*, those at the headline."""
    layout = layout_of(document, own, brief=brief)
    stamps = stamps_of(document, layout.around, own)
    scene = scene_of(layout, stamps, local_fetch(document.page))
    shown = list(_by_headline([(spot, _judged(spot, scene)) for spot in layout.spots], layout.headline))
    stamped = list(_stamped(stamps, scene, document))
    yield from (*shown, *stamped)
    if not brief and all(one.rank == Rank.NEVER for one in (*shown, *stamped)):
        yield from _written(document, layout)


def _by_headline(judged: list[tuple[Spot, Candidate]], headline: int | None) -> Iterator[Candidate]:
    """Yield the candidates; a day above the headline yields to another right behind it, and datelines of several days are none."""
    behind = {spot.reading.day for spot, one in judged if one.rank <= AT_HEADLINE and spot.order > (headline or 0)}
    dateline = only(spot.reading.day for spot, one in judged if one.rank == Rank.DATELINE)
    for spot, one in judged:
        above = headline is not None and spot.order < headline and one.rank == Rank.UNLABELLED
        if above and behind and spot.reading.day not in behind:
            yield _lost(spot, "another day stands behind the headline")
        elif one.rank == Rank.DATELINE and dateline is None:
            yield _lost(spot, ONE_OF_SEVERAL)
        else:
            yield one


def _judged(spot: Spot, scene: Scene) -> Candidate:
    """Return *spot* as a candidate: how much its place is worth, or why it is worth nothing."""
    rest = _beside(spot, scene.layout)
    if why := _of_else(spot, scene, rest):
        return _lost(spot, why)
    if spot.place == "never" or is_in_card(spot.element, spot.order, scene.layout):
        return _lost(spot, OUTSIDE)
    if spot.reading.form == "relative" and WEEKS.search(spot.text, spot.reading.start, spot.reading.end):
        return _lost(spot, "weeks, not a day")
    letters = len(NOT_LETTERS.sub("", rest))
    if spot.reading.form == "relative" and spot.reading.time is None and _is_word(spot, letters):
        return _lost(spot, "a word of the text")
    if is_page_clock(spot, scene.layout, scene.fetched_at):
        return _lost(spot, OF_VISIT)
    inside = spot.place == "inside"
    rank = _rank_inside(spot, scene, rest, letters) if inside else _rank_outside(spot, scene, letters)
    if rank is None:
        return _lost(spot, IN_TEXT if inside else OUTSIDE)
    return Candidate(rank, "dateline" if rank == Rank.DATELINE else "visible", spot.text, spot.reading)


def _of_else(spot: Spot, scene: Scene, rest: str) -> str:
    """Return what else *spot* is the day of by the words around it, *rest* in its line, or nothing."""
    if spot.is_otherwise or is_of_event(spot):
        return BY_WORDS
    if spot.is_modified:
        return MODIFIED
    if _is_of_headline(spot, scene.layout, rest):
        return "a day of the headline"
    if is_caption(spot, scene.layout):
        return "the day of a photograph"
    return IN_TEXT if not (spot.is_labelled or is_named(spot)) and is_said(spot) else ""


def _is_word(spot: Spot, letters: int) -> bool:
    """Say whether *spot*, with so many *letters* beside it, is a word of a text or a heading, such as "News today"."""
    if letters > RELATIVE_ALONE:
        return True
    said = spot.text[spot.reading.start : spot.reading.end]
    if not said.isalpha() or spot.is_labelled:
        return False
    before, after = spot.before.strip(" "), spot.after.strip(" ")
    return (before[-1:].isalpha() and f"{before} {said}" in spot.piece) or after[:1].islower()


def _beside(spot: Spot, layout: Layout) -> str:
    """Return what stands beside the date, without the headline and who wrote the article."""
    head = f"{layout.title} {layout.words}"
    parts = ("" if is_byline(spot.before) else spot.before, spot.after)
    return " ".join("" if len(part) >= LEAST_TITLE and part.strip(AROUND) in head else part for part in parts)


def _is_of_headline(spot: Spot, layout: Layout, rest: str) -> bool:
    """Say whether the headline names the day, as that of an event does."""
    said = spot.text[spot.reading.start : spot.reading.end]
    if spot.order == layout.headline and spot.reading.form in IN_WORDS and not spot.reading.time and said in spot.piece:
        return WORD.search(spot.piece.replace(said, "")) is not None
    if said not in layout.title or re.search(rf"[^\W\d]\W*{SET_OFF}{re.escape(said)}(?:{SET_OFF}|$)", layout.title):
        return False
    if spot.reading.form not in IN_WORDS and said not in layout.words and _is_behind_headline(layout):
        return False
    return spot.element in layout.around or not NOT_LETTERS.sub("", rest)


def _is_behind_headline(layout: Layout) -> bool:
    """Say whether the page's title goes on behind its headline with the name of the site: " - Agency, 18.01.2026"."""
    behind = layout.title.removeprefix(layout.words)
    return bool(layout.words) and behind != layout.title and re.match(SET_OFF, behind) is not None


def _rank_outside(spot: Spot, scene: Scene, letters: int) -> Rank | None:
    day = spot.reading.day
    if scene.listed == day and is_listed(spot, scene.layout):
        return Rank.LISTED
    if (
        is_near(spot.order, scene.layout)
        and scene.near == day
        and letters <= LITTLE_BESIDE
        and not _is_linked(spot, scene)
    ):
        return Rank.BOXED
    if spot.place == "other" or any(
        len(link.text_content()) > LONG_LINK for link in spot.element.iter("a") if not scene.layout.own.is_at(link)
    ):
        return None
    is_line = spot.reading.form != "relative" and not is_sentence(spot, without_date(spot))
    if scene.labelled == day and spot.is_labelled and is_line:
        return Rank.ONLY_LABELLED
    lone = spot.place == "beside" and scene.shown == day and letters <= ALONE
    lone = lone and _is_after_headline(spot, scene.layout) and not is_beside_other(spot.element, scene.layout)
    return Rank.APART if lone else None


def _is_linked(spot: Spot, scene: Scene) -> bool:
    """Say whether *spot* holds a link to another article."""
    if is_above_apart(spot, scene.layout) and is_beside_other(spot.element, scene.layout):
        return True
    return any(len(WORD.findall(one)) > WORDS_OF_NAME for one in _linked(spot, scene))


def _linked(spot: Spot, scene: Scene) -> Iterator[str]:
    """Yield the texts of the links to other pages in the block of *spot*."""
    links = (one for one in spot.element.iter("a") if not scene.layout.own.is_at(one))
    return (" ".join(one.text_content().split()) for one in links)


def _is_beside_title(spot: Spot, scene: Scene) -> bool:
    """Say whether the words beside *spot* are the title of another article and lead there."""
    said = f"{spot.before}|{spot.after}"
    return any(len(WORD.findall(one)) > WORDS_OF_NAME + 1 and one in said for one in _linked(spot, scene))


def _rank_inside(spot: Spot, scene: Scene, rest: str, letters: int) -> Rank | None:
    dateline = is_dateline(spot, scene.layout.headline)
    if is_below(spot, scene.layout) or ((spot.opening or is_sentence(spot, rest)) and not dateline):
        return None
    day, near, labelled = spot.reading.day, is_near(spot.order, scene.layout), spot.is_labelled
    if is_above_apart(spot, scene.layout) and not labelled and is_beside_other(spot.element, scene.layout):
        return None
    if letters > RELATIVE_ALONE and not labelled and _is_beside_title(spot, scene):
        return None
    if near and (letters <= ALONE or labelled or is_named(spot)):
        return Rank.LABELLED if labelled else _rank_unlabelled(spot, scene, letters)
    if (
        labelled
        and scene.labelled == day
        and spot.reading.form != "relative"
        and is_of_article(spot.element, scene.layout)
    ):
        return Rank.LABELLED
    if dateline:
        return Rank.DATELINE if _is_of_its_year(spot, scene.fetched_at) else None
    if near and letters <= LINE and (scene.near == day or _begins_with_a_time(spot)):
        return Rank.CROWDED
    if spot.reading.form == "relative":
        return None
    if scene.labelled == day and labelled:
        return Rank.ONLY_LABELLED
    most = YEAR_WORD if scene.layout.container is None and not spot.reading.time else ALONE
    lone = scene.inside == day and letters <= most and len(rest) < LINE
    foot = scene.foot == day and is_foot(spot)
    of_article = (foot and spot.element is scene.layout.container) or is_of_article(spot.element, scene.layout)
    return Rank.ONLY if (lone or foot) and of_article else None


def _is_of_its_year(spot: Spot, fetched_at: dt.datetime | None) -> bool:
    """Say whether the year of *spot* is told, or its day is a recent one: agencies leave the year out for ever, old pages, too."""
    return spot.reading.form != "yearless" or fetched_at is None or fetched_at.date() - spot.reading.day <= RECENT


def _rank_unlabelled(spot: Spot, scene: Scene, letters: int) -> Rank:
    """Return the rank of *spot* at the headline: above and apart, with *letters* beside it or as the day of the visit, it is low."""
    is_today = scene.fetched_at is not None and scene.fetched_at.date() == spot.reading.day and not spot.reading.time
    return Rank.APART if (letters or is_today) and is_above_apart(spot, scene.layout) else Rank.UNLABELLED


def _begins_with_a_time(spot: Spot) -> bool:
    return spot.reading.time is not None and spot.reading.form != "relative" and not spot.before.strip(AROUND)


def _is_after_headline(spot: Spot, layout: Layout) -> bool:
    return layout.headline is None or spot.order >= layout.headline - ELEMENTS_BEFORE


def _lost(spot: Spot, why: str) -> Candidate:
    return Candidate(Rank.NEVER, "visible", spot.text, spot.reading, why)


def _stamped(stamps: list[Stamp], scene: Scene, document: Document) -> Iterator[Candidate]:
    """Yield the dates of elements made for them: those of the article, not those of lists and comments."""
    marked = [one for one in stamps if one.published and one.place == "inside" and not one.modified]
    trusted = marked if only(days_of(marked)) else _at_headline(marked, document, scene.layout)
    aside = [one for one in stamps if one.published and one.place == "beside" and not one.modified]
    trusted_aside = [] if marked else _at_headline(aside, document, scene.layout)
    days: set[dt.date] = set()
    for stamp in stamps:
        one = stamp.candidate
        if stamp in trusted_aside:
            yield one
        elif stamp.place != "inside":
            lone = one.day is not None and scene.shown == one.day and stamp.place == "beside"
            lone = lone and not is_beside_other(stamp.element, scene.layout)
            yield replace(one, rank=Rank.ASIDE) if lone else _never(one, OUTSIDE)
        elif stamp.modified:
            yield _never(one, MODIFIED)
        elif stamp in trusted:
            days.update(days_of([stamp]))
            yield replace(one, rank=Rank.MARKED)
        else:
            days.update(days_of([stamp]))
            fault = ONE_OF_SEVERAL if len(days) > 1 else _fault(stamp, scene.layout)
            yield _never(one, fault) if fault else one


def _written(document: Document, layout: Layout) -> list[Candidate]:
    """Return what short scripts at the headline write, if it is one day."""
    found = list(islice(in_short_scripts(document), MOST_SCRIPTS))
    near = [one for script, one in found if is_near(document.elements.index(script), layout)]
    return near if only(one.day for one in near if one.day) else []


def _fault(stamp: Stamp, layout: Layout) -> str:
    """Return why the only <time> of a page is not that of its article, or nothing."""
    if is_in_head(stamp.element, layout) and layout.headline is not None:
        return OF_VISIT
    if is_otherwise(stamp.before, ""):
        return BY_WORDS
    if is_in_sentence(stamp.element):
        return IN_TEXT
    if is_below_others(stamp.element, layout):
        return OUTSIDE
    return "" if is_of_article(stamp.element, layout) else "beside a link to another article"


def _at_headline(stamps: list[Stamp], document: Document, layout: Layout) -> list[Stamp]:
    """Return those of *stamps* that stand at the headline, if they say one day."""
    near = [one for one in stamps if is_near(document.elements.index(one.element), layout)]
    return near if only(days_of(near)) else []


def _never(one: Candidate, why: str) -> Candidate:
    return replace(one, rank=Rank.NEVER, fault=one.fault or why)

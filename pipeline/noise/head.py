"""Marks the lines around a headline that are none of the story, in a text without markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.noise.edges import LEAST_IN_MENU, MENU_ITEM, POST, edge_of
from pipeline.noise.sentences import SENTENCE_END, first_sentence
from pipeline.noise.words import CAPITAL, NAME
from pipeline.text import clean_text
from storage.record import ITEM

FIGURE = re.compile(r"\d+")
DAY_NAME = re.compile(r"[^\W\d_]+")  # of a month or of the week
SURNAME = r"(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ая)|ко|юк|ук|ян|[ұу]лы|[қк]ызы|бек|хан|бай|[гғ]али)"  # how it ends in the region
WRITER = re.compile(rf"{CAPITAL}\w+ {CAPITAL}\w*(?i:{SURNAME})(?:, {CAPITAL}\S+)?")
WHO = rf"(?:(?P<name>{CAPITAL}[\w’-]+ {CAPITAL}[\w’-]+)|(?P<short>(?:{CAPITAL}\.\s?){{1,2}}{CAPITAL}[\w’-]+))"
SIGNED = re.compile(  # "наш корр. Е. Абишев", "Ирина Ли, Алматы", "Түркістан облысы, Ақнұр Әшім", "Nagima Abuova in Almaty"
    r"(?:(?:наш|тілші|корр|соб|спец|стаж|специалист|редактор|автор|обозреватель|фото|текст)[\w.]*\s(?:[\w.]+\s){0,2}"
    rf"|{CAPITAL}[\w-]+(?: обл\w+)?, )?"
    rf"{WHO}(?:(?:,|\s[/|—–-]|\sin)(?:\s[\w.«»()-]+){{1,3}})?",
    re.I,
)
BARE = re.compile(r"\s*[^\W\d_]+(?: [^\W\d_]+)?\W*")  # a label behind which its topic stands in a line of its own
LISTED = re.compile(rf"{NAME}\s[–—-]\s")  # "Асхат Оралов – аким": in a list of them nobody signs
PLACE = re.compile(rf"{CAPITAL}[\w-]+ (?:область|облысы|қаласы|ауданы|район)")
LEAST_HEADLINE, WORDS_OF_HEADLINE = 20, 3  # characters, and words
SPOKEN = "«\"“„—–-"  # so begin the words of somebody, whose name may stand above them
STEM = 5  # characters of a surname that do not change with its case
BESIDE = 2  # lines between a name and what its bearer is
MENUS = ("breadcrumb", "menu", "section")  # behind these more of them may stand
LEAST_HEAD = 2  # lines: the name, and a headline
LONGEST_LISTED = 40  # characters of an item above the headline
LEAST_TOLD = 15  # characters of a sentence under the time that it happened


def mark_head(lines: Sequence[str], rules: list[str]) -> None:
    """Mark what stands around the headline: days, sections, topics, captions' subjects. The last of the head's lines stays."""
    body = first_sentence(lines, rules)
    labels = [at for at in range(body - 1) if rules[at] == "tags" and BARE.fullmatch(lines[at])]
    topics = {clean_text(lines[at + 1]).rstrip(","): at + 1 for at in labels}
    captions = [clean_text(lines[at]) for at in range(body) if rules[at] == "photo"]
    headlines = (at for at in range(body) if not rules[at] and may_be_headline(lines[at]))
    first = next(headlines, body)  # the headline, unless it says a topic again
    for at in range(body):
        text = clean_text(lines[at])
        if rules[at] or not text:
            continue
        if topics.get(text.rstrip(","), first) != first:
            rules[at] = "topic"
        elif at != first and any(caption.startswith(text) for caption in captions):
            rules[at] = "photo"
    _mark_list(lines, rules, body)
    left = [at for at in range(body) if not rules[at] and lines[at].strip()]
    edges = {at: edge for at in left if not lines[at].startswith(ITEM) and (edge := edge_of(lines[at]))}
    headline = next((at for at in left if at not in edges), body)
    of_story = ("weather",) if body < len(lines) else ("weather", "section", "counter")  # behind the headline
    edges = {at: edge for at, edge in edges.items() if at < headline or edge not in of_story}
    if len(edges) < len(left) or body < len(lines):
        for at in edges.keys() - _chronicle(lines, edges):
            rules[at] = edges[at]
    _mark_author(lines, rules, body)
    if body < len(lines) and any(rules):
        _mark_beside_noise(lines, rules, body)


def _mark_beside_noise(lines: Sequence[str], rules: list[str], body: int) -> None:
    """Mark what is none of the story where other noise stands: menus and sections above the headline, who wrote and where below."""
    left = [at for at in range(body) if not rules[at] and lines[at].strip()]
    headline = next((at for at in left if may_be_headline(lines[at])), body)
    if headline == body:
        return
    above = [at for at in left if at < headline and MENU_ITEM.fullmatch(lines[at].strip())]
    is_menu = len(above) >= LEAST_IN_MENU + (not any(rules[:headline]))  # one more where there is no other noise
    for at in above:
        before = rules[next((one for one in range(at - 1, -1, -1) if lines[one].strip()), at)]
        is_section = " " not in lines[at].strip() and (rules[at + 1] or before == "stamp")
        rules[at] = "menu" if is_menu or before in MENUS else "section" if is_section else ""
    for at in (at for at in left if at > headline):
        text = lines[at].strip()
        if LISTED.match(text) and any(LISTED.match(lines[other].strip()) for other in (at - 1, at + 1)):
            continue
        if signed := SIGNED.fullmatch(text):
            elsewhere = [line for other, line in enumerate(lines) if other != at and not rules[other]]
            rules[at] = "" if is_named(signed["name"] or signed["short"], elsewhere) else "byline"
        elif POST.fullmatch(text) or (rules[at - 1] == "byline" and PLACE.fullmatch(text)):
            rules[at] = "byline"


def _mark_list(lines: Sequence[str], rules: list[str], body: int) -> None:
    """Mark a list that stands above the headline, of rates, of days or of pages: no story begins with one."""
    there = (at for at in range(body) if not rules[at] and not lines[at].startswith(ITEM))
    first = next(filter(lambda at: may_be_headline(lines[at]), there), 0)
    above = [at for at in range(first) if lines[at].startswith(ITEM)]
    for at in above if all(len(lines[at]) <= LONGEST_LISTED for at in above) else ():
        rules[at] = rules[at] or "menu"


def may_be_headline(line: str) -> bool:
    """Say whether *line* is as long as a headline, and neither who wrote the story nor what stands around it."""
    text = line.strip()
    is_long = len(text) >= LEAST_HEADLINE and len(text.split()) >= WORDS_OF_HEADLINE
    return is_long and not SIGNED.fullmatch(text) and not edge_of(text)


def _mark_author(lines: Sequence[str], rules: list[str], body: int) -> None:
    """Mark the one bare name beside a headline, with what its bearer is, when the story names nobody so."""
    left = [at for at in range(body) if not rules[at] and lines[at].strip()]
    names = [at for at in left if WRITER.fullmatch(lines[at].strip())]
    posts = [at for at in left if POST.fullmatch(lines[at].strip())]
    if len(names) != 1 or len(left) - len(posts) < LEAST_HEAD or not lines[body:] or lines[body].lstrip()[0] in SPOKEN:
        return
    name = lines[names[0]].strip()
    elsewhere = [line.strip() for at, line in enumerate(lines) if not rules[at] and line.strip() != name]
    if not is_named(name.split(",")[0], elsewhere) and not any(WRITER.fullmatch(line) for line in elsewhere):
        for at in (*names, *(post for post in posts if abs(post - names[0]) <= BESIDE)):
            rules[at] = "byline"


def is_named(person: str, texts: Iterable[str]) -> bool:
    """Say whether one of *texts* speaks of *person*, by the letters of the surname that do not change with its case."""
    family = re.split(r"[\s.]+", person.strip())[-1]
    stem, rest = re.escape(family[:STEM]), r"\w{0,2}\b" if len(family) < STEM else ""
    named = re.compile(rf"\b(?:{stem.title()}|{stem.upper()}){rest}")
    return any(named.search(text) for text in texts)


def _chronicle(lines: Sequence[str], edges: Mapping[int, str]) -> set[int]:
    """Return which of *edges* head what stands under them: the times or days of a chronicle, in their order, or a digest's sections.

    They are of one form, with a sentence under more than one of them, or go on from day to day, with a line under each.
    """
    forms: dict[str, list[int]] = {}
    for at, edge in sorted(edges.items()):
        if edge in ("stamp", "section"):
            form = edge if edge == "section" else FIGURE.sub("0", DAY_NAME.sub("", lines[at]))
            forms.setdefault(form, []).append(at)
    return {at for form in forms.values() if _heads(lines, form, edges) for at in form}


def _heads(lines: Sequence[str], form: Sequence[int], edges: Mapping[int, str]) -> bool:
    under = [_under(lines, at) for at in form]
    told = sum(len(lines[at]) >= LEAST_TOLD and SENTENCE_END.search(lines[at].strip()) is not None for at in under if at)
    days = [int(FIGURE.findall(lines[at])[0]) for at in form if edges[at] == "stamp"]
    is_going_on = len(days) > 1 and days == sorted(set(days)) and all(at and at not in edges for at in under)
    return told > 1 or is_going_on


def _under(lines: Sequence[str], at: int) -> int:
    """Return where the next line behind *at* stands that is not empty; 0 when there is none."""
    return next((one for one in range(at + 1, len(lines)) if lines[one].strip()), 0)

"""Marks the lines around a headline that are none of the story, in a text without markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.noise.edges import CAPITAL, edge_of
from pipeline.noise.sentences import ITEM, SENTENCE_END, first_sentence
from pipeline.text import clean_text

FIGURE = re.compile(r"\d+")
DAY_NAME = re.compile(r"[^\W\d_]+")  # of a month or of the week
SURNAME = r"(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ая)|ко|юк|ук|ян|[ұу]лы|[қк]ызы|бек|хан|бай|[гғ]али)"  # how it ends in the region
WRITER = re.compile(rf"{CAPITAL}\w+ {CAPITAL}\w*(?i:{SURNAME})(?:, {CAPITAL}\S+)?")
POST = re.compile(
    r"(?:(?:выпускающий |главный )?редактор|автор|журналист(?:ка)?|корреспондент|обозреватель|колумнист|репорт[её]р|тілші)"
    r"(?: [\w.«»-]+){0,2}\W*",
    re.I,
)
SPOKEN = "«\"“„—–-"  # so begin the words of somebody, whose name may stand above them
STEM = 5  # characters of a surname that do not change with its case
BESIDE = 2  # lines between a name and what its bearer is
LEAST_HEAD = 2  # lines: the name, and a headline
LEAST_TOLD = 15  # characters of a sentence under the time that it happened


def mark_head(lines: Sequence[str], rules: list[str]) -> None:
    """Mark what stands around the headline: days, sections, topics, captions' subjects. The last of the head's lines stays."""
    body = first_sentence(lines, rules)
    topics = {clean_text(lines[at + 1]).rstrip(",") for at in range(body - 1) if rules[at] == "tags"}
    captions = [clean_text(lines[at]) for at in range(body) if rules[at] == "photo"]
    for at in range(body):
        text = clean_text(lines[at])
        if rules[at] or not text:
            continue
        if text.rstrip(",") in topics:
            rules[at] = "topic"
        elif any(caption.startswith(text) for caption in captions):
            rules[at] = "photo"
    left = [at for at in range(body) if not rules[at] and lines[at].strip()]
    edges = {at: edge for at in left if not lines[at].startswith(ITEM) and (edge := edge_of(lines[at]))}
    if len(edges) < len(left) or body < len(lines):
        for at in edges.keys() - _chronicle(lines, edges):
            rules[at] = edges[at]
    _mark_author(lines, rules, body)


def _mark_author(lines: Sequence[str], rules: list[str], body: int) -> None:
    """Mark the one bare name beside a headline, with what its bearer is, when the story names nobody so."""
    left = [at for at in range(body) if not rules[at] and lines[at].strip()]
    names = [at for at in left if WRITER.fullmatch(lines[at].strip())]
    posts = [at for at in left if POST.fullmatch(lines[at].strip())]
    if len(names) != 1 or len(left) - len(posts) < LEAST_HEAD or not lines[body:] or lines[body].lstrip()[0] in SPOKEN:
        return
    name = lines[names[0]].strip()
    elsewhere = [line.strip() for at, line in enumerate(lines) if not rules[at] and line.strip() != name]
    family = name.split(",")[0].split()[-1][:STEM].casefold()
    if not any(family in line.casefold() or WRITER.fullmatch(line) for line in elsewhere):
        for at in (*names, *(post for post in posts if abs(post - names[0]) <= BESIDE)):
            rules[at] = "byline"


def _chronicle(lines: Sequence[str], edges: Mapping[int, str]) -> set[int]:
    """Return which of *edges* are the times or days of a chronicle: of one form, a sentence under more than one of them."""
    forms: dict[str, list[int]] = {}
    for at in (at for at, edge in edges.items() if edge == "stamp"):
        forms.setdefault(FIGURE.sub("0", DAY_NAME.sub("", lines[at])), []).append(at)
    told = [form for form in forms.values() if sum(_is_told(lines, at) for at in form) > 1]
    return {at for form in told for at in form}


def _is_told(lines: Sequence[str], at: int) -> bool:
    after = next((line.strip() for line in lines[at + 1 :] if line.strip()), "")
    return len(after) >= LEAST_TOLD and SENTENCE_END.search(after) is not None

"""What the beginning of a box says of all of it: a label of adverts or remarks, the linked headline of another story."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.body.date_lines import is_date_line
from pipeline.body.features import Sight
from pipeline.body.names import ORDER
from pipeline.body.segments import IN_LINKS, Segment
from pipeline.headings import folded

OTHER_STORY, UNLIKELY = "other-article", "unlike-story"  # rules
LABELS = ("advert", "comments", "read-also")  # families of noise that name what stands in a box with them
PLACEHOLDER = re.compile(r"\W*(?:реклама|рэклама|reklama?|жарнама|advertise?ment|anzeige|werbung)\W*", re.I)  # of what a browser loads
LONGEST_LABEL = 40  # characters
NEXT = 2  # blocks behind a headline among which its day stands
MOST = 0.7  # of the likely text: what holds more is the story
ENOUGH = 2  # paragraphs before a box that no name tells from the story's
STORY = tuple(ORDER.index(one) for one in ("strong", "content"))
RELATED = ORDER.index("related")
QUOTE = re.compile(r"(?<![a-z])(?:quot|citat|цитат)|(?:block|pull)quote", re.I)
BEGINNING = re.compile(r"(?:\d{1,2}:\d\d)?[^:]{0,30}?(?:\d{4}|\d:\d\d|$)|")  # up to the year or the time of a stamp
REMARK = re.compile(r"bbcode", re.I)  # that is answered, in a forum
PULLED = 0.6  # of the pairs of words of what is a passage of the story, though shortened
LEVELS = 3  # elements up that may be named for a quotation
LEAST_QUOTE, LEAST_CHANCE = 40, 0.1
CLOSED = re.compile(r"[.!?…][»”\"]?$|[»”]$")


def begun(sight: Sight, rules: Sequence[str], families: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """Yield the blocks of the story, by their numbers, that stand in a box which begins with a label, and the rule.

    *families* are those of noise of the blocks from *first* on.
    """
    kept = in_story(rules)
    if not kept:
        return
    most = MOST * sight.lengths[kept].sum()
    for at, family in enumerate(families, first):
        rule = _named(sight, at, family)
        start = at - (rule == OTHER_STORY and _is_dated(sight.segments[at - 1]))
        if rule and kept[0] < start:
            box, end = _box_of(sight, start)
            before = bisect_left(kept, start)
            inside = kept[before : bisect_left(kept, end)]
            if not inside or inside[0] <= sight.headline:
                continue
            is_none = before >= ENOUGH and rule == OTHER_STORY and _is_like_headline(sight, at)
            may_be_none = sight.lengths[inside].sum() <= most and not _holds_story(sight, box)
            if is_none or (may_be_none and (_is_apart(sight, box) or before >= ENOUGH)):
                yield from ((index, rule) for index in inside)


def quoted(sight: Sight, chances: Sequence[float], rules: Sequence[str]) -> Iterator[int]:
    """Yield the blocks amid the story that are only unlike it, in boxes named for quotations, unless it says them twice."""
    kept = in_story(rules)
    pairs: set[tuple[str, str]] | None = None
    for at in range(kept[0] + 1, kept[-1]) if kept else ():
        one = sight.segments[at]
        may_be = rules[at] == UNLIKELY and chances[at] > LEAST_CHANCE and len(one.text) >= LEAST_QUOTE and not one.linked
        if may_be and CLOSED.search(one.text) and _is_named_quote(sight, at):
            if pairs is None:
                pairs = set().union(*(_pairs(sight.segments[index].text) for index in kept))
            own = _pairs(one.text)
            if len(own & pairs) < PULLED * len(own):
                yield at


def _named(sight: Sight, at: int, family: str) -> str:
    """Return what the block *at*, of noise of a *family* or none, names the box that it begins; or the empty string."""
    text, behind = sight.segments[at].text, sight.segments[at + 1 : at + 1 + NEXT]
    if family in LABELS and len(text) <= LONGEST_LABEL and not PLACEHOLDER.fullmatch(text):
        return family if family != "read-also" or any(one.is_linked_headline for one in behind[:1]) else ""
    if at <= sight.headline or not (_is_linked_heading(sight.segments[at]) or _is_like_headline(sight, at)):
        return ""
    is_dated = any(map(_is_dated, (sight.segments[at - 1], *behind)))
    return OTHER_STORY if is_dated or sight.names.steps[_box_of(sight, at)[0], RELATED] == 0 else ""


def _is_dated(one: Segment) -> bool:
    """Say whether a block is a line with a day, or one of links that begins with it: "12:05, 4 февраля 2026 Мир"."""
    return is_date_line(one.text) or (one.linked > IN_LINKS * len(one.text) and is_date_line(_beginning(one.text)))


def _beginning(text: str) -> str:
    found = BEGINNING.match(text)
    return found[0] if found else ""


def _is_linked_heading(one: Segment) -> bool:
    return one.kind == "heading" and one.is_linked_headline


def _is_like_headline(sight: Sight, at: int) -> bool:
    """Say whether the block *at* is a headline of the page, and looks like that of the story."""
    nodes, headline = sight.nodes, sight.headline
    if headline < 0 or nodes.look[nodes.at[at]] != nodes.look[nodes.at[headline]]:
        return False
    return sight.segments[headline].element.tag == "h1" or bool(nodes.classes[nodes.at[headline]])


def _box_of(sight: Sight, at: int) -> tuple[int, int]:
    """Return the nearest node that holds the block *at* and the one behind it, and the number of the block behind that node.

    The number is *at* where the node holds the block before it, too: *at* begins no box.
    """
    blocks, ends, node = sight.nodes.at, sight.nodes.end, int(sight.nodes.at[at])
    while node > 0 and not (at + 1 < len(blocks) and node <= blocks[at + 1] < ends[node]):
        node = sight.nodes.parent[node]
    if at and node <= blocks[at - 1] < ends[node]:
        return node, at
    return node, next((one for one in range(at, len(blocks)) if not node <= blocks[one] < ends[node]), len(blocks))


def _is_apart(sight: Sight, box: int) -> bool:
    """Say whether the node *box* has a name, and none of a story's."""
    return bool(sight.nodes.names[box].strip()) and all(sight.names.steps[box, family] for family in STORY)


def _holds_story(sight: Sight, box: int) -> bool:
    return bool(box <= sight.container.node < sight.nodes.end[box])


def _is_named_quote(sight: Sight, at: int) -> bool:
    names = names_around(sight, at)
    return QUOTE.search(names) is not None and not REMARK.search(names)


def in_story(rules: Sequence[str]) -> list[int]:
    """Return the blocks, by their numbers, that none of *rules* takes out."""
    return [index for index, rule in enumerate(rules) if not rule]


def names_around(sight: Sight, at: int) -> str:
    """Return the names of the elements around the block *at*, a few steps up."""
    return " ".join(sight.nodes.names[node] for node in sight.nodes.above(int(sight.nodes.at[at]))[:LEVELS])


def _pairs(text: str) -> set[tuple[str, str]]:
    return {*pairwise(folded(text).split())}

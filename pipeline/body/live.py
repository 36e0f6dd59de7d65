"""Live blogs: the times of the entries are part of the story, and so is every entry, however short."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence

from pipeline.body.boxes import UNLIKELY, in_story
from pipeline.body.segments import Segment
from pipeline.document import Document

TIME_LINE = re.compile(
    r"(?:\d{1,2}(?:[./]\d{1,2}(?:[./]\d{2,4})?|\s[^\W\d_]{3,9}\.?(?:\s\d{4})?),?\s+)?[012]?\d[:.][0-5]\d(?::[0-5]\d)?\s*(?:a\.?m\.?|p\.?m\.?|мск|msk|[A-Z]{3,4})?",
    re.I,
)
LIVE = re.compile(
    r"(?:^|[.:|(–—-]\s*)(?:текстов\w+ )?(?:онлайн|трансляция|онлайн-трансляция|хроник[аи]|хроніка|тікелей эфир"
    r"|live(?: ?blog| updates?)?)\b|\bliveblog\b",
    re.I,
)
LEAST_ENTRIES = 4
LEAST_STATED_ENTRIES = 2  # where the page says that it is a live blog
LEAST_ENTRY = 40  # characters of an entry that is unlike a story, where the page says that it is a live blog
NEAR = 3  # blocks from a time to the text of its entry
MODEST = (UNLIKELY, "apart", "date-line", "")  # rules that say nothing of what a block is


def says_live(document: Document, title: str) -> bool:
    """Say whether the page calls itself a live blog: as LiveBlogPosting (schema.org), or in its *title*."""
    stated = any("LiveBlogPosting" in str(node.get("@type", "")) for node in document.json_ld)
    return stated or LIVE.search(title) is not None


def live_lines(
    found: Sequence[Segment], rules: Sequence[str], stated: bool, rule_of: Callable[[int], str]
) -> list[int]:
    """Return the blocks that a live blog's entries consist of but *rules* would take out; none on other pages.

    *rule_of* names the rule of a block exactly.
    """
    times = [index for index, one in enumerate(found) if len(one.text) < 30 and TIME_LINE.fullmatch(one.text.strip())]
    entry = LEAST_ENTRY if stated else sys.maxsize
    led = [index for index in times if _has_text(index, found, rules, times, entry)]
    shapes = Counter(_shape(found[index]) for index in led)
    if not shapes:
        return []
    shape, count = shapes.most_common(1)[0]
    if count < (LEAST_STATED_ENTRIES if stated else LEAST_ENTRIES):
        return []
    entries = [index for index in times if _shape(found[index]) == shape and index >= led[0]]
    heads = [index for index in entries if index <= led[-1] or _is_beside(found[index], found[led[0]])]
    story = in_story(rules)
    last = max([*story, _last_within(heads[-1], found)])
    made = []
    for start, end in zip(heads, [*heads[1:], last + 1], strict=True):
        texts = [
            index
            for index in range(start + 1, end)
            if ((rules[index] == UNLIKELY and len(found[index].text) >= entry) or rule_of(index) in MODEST)
            and 2 * found[index].linked < len(found[index].text)
        ]
        if texts:
            made += [start, *texts]
    return made


def _has_text(
    index: int, found: Sequence[Segment], rules: Sequence[str], times: Sequence[int], entry: int
) -> bool:
    """Say whether a block of the story, or a text of as many characters as an *entry*, follows before another time does."""
    for after in range(index + 1, min(index + 1 + NEAR, len(found))):
        if after in times:
            return False
        one = found[after]
        if not rules[after] or (rules[after] == UNLIKELY and len(one.text) >= entry and not one.linked):
            return True
    return False


def _is_beside(one: Segment, other: Segment) -> bool:
    """Say whether the elements around both times stand in the same element."""
    around, beside = one.element.getparent(), other.element.getparent()
    return around is not None and beside is not None and around.getparent() is beside.getparent()


def _last_within(head: int, found: Sequence[Segment]) -> int:
    """Return the last block of the element in which the time at *head* stands."""
    around, last = found[head].element.getparent(), head
    while last + 1 < len(found) and any(one is around for one in found[last + 1].element.iterancestors()):
        last += 1
    return min(last, head + NEAR)


def _shape(segment: Segment) -> tuple[str, str, str]:
    parent = segment.element.getparent()
    return segment.element.tag, segment.element.get("class") or "", "" if parent is None else parent.tag

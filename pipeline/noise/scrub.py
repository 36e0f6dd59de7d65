"""Cleans a text that has no markup any more, such as an old record: by its lines, and by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.noise.asides import mark_announced, mark_contents, mark_poll, mark_rubrics, mark_skipped
from pipeline.noise.beside import spare_beside
from pipeline.noise.captions import mark_captions
from pipeline.noise.glued import parted
from pipeline.noise.head import mark_head
from pipeline.noise.lines import rule_of
from pipeline.noise.lists import mark_dated, mark_feed, mark_most_read, spare_cells
from pipeline.noise.repeats import mark_repeats
from pipeline.noise.sentences import closes, is_prose
from pipeline.noise.tail import mark_tail, spare_headings
from pipeline.noise.topic import spared
from storage.record import ITEM


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, with the paragraph it stands in. `rule` says why it is no part of the story, if it is none."""

    text: str
    paragraph: int
    rule: str = ""


def scrub(text: str) -> tuple[list[str], list[Line]]:
    """Return the paragraphs of *text* without its noise, and the lines that were taken out, in order, each with its rule.

    A clean text comes back as it is. What is left is gone through again until nothing more is taken: a name may stand
    beside the headline that only the author's biography said again.
    """
    paragraphs = text.split("\n\n") if text.strip() else []
    lines = [
        Line(part, at, rule)
        for at, paragraph in enumerate(paragraphs)
        for line in paragraph.split("\n")
        for part, rule in parted(line)
    ]
    left = dict(enumerate(lines))
    removed: dict[int, Line] = {}
    while taken := {at: rule for at, rule in zip(left, _rules([*left.values()]), strict=True) if rule}:
        removed |= {at: replace(lines[at], rule=rule) for at, rule in taken.items()}
        left = {at: line for at, line in left.items() if at not in taken}
    if not removed and not any(_is_run_together(paragraph, len(paragraphs) == 1) for paragraph in paragraphs):
        return paragraphs, []
    return _paragraphs([*left.values()]), [removed[at] for at in sorted(removed)]


def _rules(given: Sequence[Line]) -> list[str]:
    lines = [line.text for line in given]
    rules = [one.rule or ("" if one.text.startswith(ITEM) else rule_of(one.text)) for one in given]
    last = max((at for at, line in enumerate(lines) if not rules[at] and closes(line)), default=-1)
    for at in spared(lines[: last + 1], rules):
        rules[at] = ""
    spare_headings(lines, rules)
    spare_beside(lines, rules)
    spare_cells(lines, rules)
    mark_skipped(lines, rules)
    mark_contents(lines, rules)
    mark_poll(lines, rules)
    mark_head(lines, rules)
    mark_captions(lines, rules, [line.paragraph for line in given])
    mark_most_read(lines, rules)
    mark_feed(lines, rules)
    mark_dated(lines, rules)
    mark_rubrics(lines, rules)
    mark_announced(lines, rules)
    mark_repeats(lines, rules)
    mark_tail(lines, rules)
    return [rule if line.strip() else "" for line, rule in zip(lines, rules, strict=True)]


def _is_run_together(paragraph: str, is_only: bool) -> bool:
    """Say whether *paragraph* holds several that only a line break parts: lines of prose, not a list or a table.

    Of a text that has no other paragraph, and no list, one sentence beside the first is enough.
    """
    lines = paragraph.split("\n")
    prose, closing = sum(map(is_prose, lines)), sum(map(closes, lines))
    if any(line.startswith(ITEM) for line in lines) or len(lines) == 1 or not prose:
        return False
    return (prose > 1 and closing >= len(lines) * 0.6) or closing == len(lines) or (is_only and closing > 1)


def _paragraphs(kept: Sequence[Line]) -> list[str]:
    """Return the kept lines as paragraphs: as they stood, but for those that had run together."""
    groups: dict[int, list[str]] = {}
    for line in kept:
        if line.text.strip():
            groups.setdefault(line.paragraph, []).append(
                line.text.rstrip() if line.text.startswith(ITEM) else line.text.strip()
            )
    made: list[str] = []
    for lines in groups.values():
        if _is_run_together("\n".join(lines), len(groups) == 1):
            made += lines
        else:
            made.append("\n".join(lines))
    return made

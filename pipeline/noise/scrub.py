"""Cleans a text that has no markup any more, such as an old record: by its lines, and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.noise.lines import RUBRIC, rule_of
from pipeline.text import clean_text

ITEM = "  • "
PROSE = 80  # characters from which a line is a sentence of the story rather than a headline
SENTENCE_END = re.compile(r"[.!?…][»”\")]*$")
NUMBERED_TEASER = re.compile(r"^\d{1,2}\s?[^\w\s.,:;)\]%°/-]")  # "3👮 Жёсткие меры…": a most-read list's entry
NUMBER = re.compile(r"^[-–—•\s]*\d[\d\s]*$|^[-–—•]+$")
BIOGRAPHY = re.compile(
    r"^(?:журналист|автор|корреспондент|редактор|обозреватель|колумнист|тілші|журналистка)\b.*"
    r"(?:\bпишу\b|\bмне\b|\bмой\b|\bмоя\b|\bлюблю\b|стаж|опыт работы|специализируется|окончил|по призванию)"
    r"|^(?:пишу|рассказываю) (?:о|про|чтобы)\b|^о себе\b",
    re.I | re.S,
)
ENDS_STORY = ("rating", "comments", "tags")  # behind these nothing of the story comes
LEAST_TEASERS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, with the paragraph it stands in. `rule` says why it is no part of the story, if it is none."""

    text: str
    paragraph: int
    rule: str = ""


def scrub(text: str) -> tuple[list[str], list[Line]]:
    """Return the paragraphs of *text* without its noise, and the lines that were taken out, in order, each with its rule.

    A clean text comes back as it is.
    """
    paragraphs = text.split("\n\n") if text.strip() else []
    lines = [Line(line, at) for at, paragraph in enumerate(paragraphs) for line in paragraph.split("\n")]
    rules = _rules([line.text for line in lines])
    if not any(rules) and not any(_is_run_together(paragraph) for paragraph in paragraphs):
        return paragraphs, []
    kept = [line for line, rule in zip(lines, rules, strict=True) if not rule]
    removed = [
        Line(line.text, line.paragraph, rule)
        for line, rule in zip(lines, rules, strict=True)
        if rule and line.text.strip()
    ]
    return _paragraphs(kept), removed


def _rules(lines: Sequence[str]) -> list[str]:
    rules = ["" if line.startswith(ITEM) else rule_of(line) for line in lines]
    _mark_head(lines, rules)
    _mark_most_read(lines, rules)
    _mark_rubrics(lines, rules)
    _mark_tail(lines, rules)
    return [rule if line.strip() else "" for line, rule in zip(lines, rules, strict=True)]


def _mark_head(lines: Sequence[str], rules: list[str]) -> None:
    """Mark what stands around the headline, when the head of the text is noisy: labels, topics, captions' subjects."""
    body = next((at for at, line in enumerate(lines) if _is_prose(line)), len(lines))
    if not any(rules[:body]):
        return
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


def _mark_most_read(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the numbered headlines of a list that is followed by bare counters."""
    counters = sum(NUMBER.match(line.strip()) is not None for line in lines)
    if counters < 3:
        return
    for at, line in enumerate(lines):
        if NUMBERED_TEASER.match(line.strip()):
            rules[at] = "most-read"


def _mark_rubrics(lines: Sequence[str], rules: list[str]) -> None:
    """Mark headlines of other stories that stand amid the text with their rubric right behind them."""
    for at in range(1, len(lines)):
        before = lines[at - 1].strip()
        if RUBRIC.match(lines[at]) and before and not _is_prose(before) and not SENTENCE_END.search(before):
            rules[at] = rules[at] or "related"
            rules[at - 1] = rules[at - 1] or "related"


def _mark_tail(lines: Sequence[str], rules: list[str]) -> None:
    """Mark what stands behind the story's last sentence, when it is noise that says so, and what belongs to it."""
    end = next((at for at in range(len(lines)) if rules[at] in ENDS_STORY and _stories_before(lines, rules, at)), None)
    if end is not None:
        for at in range(end, len(lines)):
            rules[at] = rules[at] or "behind-story"
    last = max((at for at, line in enumerate(lines) if not rules[at] and _closes(line)), default=-1)
    if last < 0 or not any(rules[last + 1 :]):
        return
    for at in range(last + 1, len(lines)):
        if lines[at].strip() and not lines[at].startswith(ITEM):
            rules[at] = rules[at] or "related"
    if BIOGRAPHY.search(lines[last].strip()):
        rules[last] = "author-bio"


def _stories_before(lines: Sequence[str], rules: Sequence[str], at: int) -> bool:
    """Say whether at least two sentences of the story stand before *at*: else it is a head, not a tail."""
    return sum(not rules[one] and _closes(lines[one]) for one in range(at)) >= LEAST_TEASERS


def _is_prose(line: str) -> bool:
    return len(line.strip()) >= PROSE and SENTENCE_END.search(line.strip()) is not None


def _closes(line: str) -> bool:
    """Say whether *line* is, or ends like, a sentence of the story, or is an item of one of its lists."""
    text = line.strip()
    return line.startswith(ITEM) or (len(text) >= 25 and SENTENCE_END.search(text) is not None)


def _is_run_together(paragraph: str) -> bool:
    """Say whether *paragraph* holds several that only a line break parts: lines of prose, not a list or a table."""
    lines = paragraph.split("\n")
    if any(line.startswith(ITEM) for line in lines):
        return False
    return len(lines) > 1 and sum(map(_is_prose, lines)) >= max(2, len(lines) * 0.6)


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
        if _is_run_together("\n".join(lines)):
            made += lines
        else:
            made.append("\n".join(lines))
    return made

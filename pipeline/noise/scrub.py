"""Cleans a text that has no markup any more, such as an old record: by its lines, and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.noise.glued import parted
from pipeline.noise.head import mark_head
from pipeline.noise.lines import RUBRIC, rule_of
from pipeline.noise.sentences import (
    ITEM,
    LABEL,
    LONGEST_HEADLINE,
    SENTENCE_END,
    TWO_SENTENCES,
    closes,
    first_sentence,
    is_headline,
    is_prose,
)
from pipeline.noise.tail import mark_tail, spare_headings
from pipeline.noise.topic import spared

NUMBERED = re.compile(
    r"^(\d{1,2})(?:[.)]\s?|\s?)(?=[^\d\s.,:;)\]%°/-].{14})"
)  # "3👮 Жёсткие меры…", "3. Жёсткие меры…"
NUMBER = re.compile(r"^[-–—•\s]*\d[\d\s.,]*\s?(?:тыс\.?|[kкmм])?$|^[-–—•]+$", re.I)
FEED = re.compile(r"^\d{1,2}:\d{2}\s+\S.{14,}[^.!?…]$")  # "14:26 В Алматы открыли мост": a line of a news feed
LEAST_IN_LIST = 3


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
    lines = [
        Line(part, at, rule)
        for at, paragraph in enumerate(paragraphs)
        for line in paragraph.split("\n")
        for part, rule in parted(line)
    ]
    rules = _rules(lines)
    if not any(rules) and not any(_is_run_together(paragraph, len(paragraphs) == 1) for paragraph in paragraphs):
        return paragraphs, []
    kept = [line for line, rule in zip(lines, rules, strict=True) if not rule]
    removed = [
        Line(line.text, line.paragraph, rule)
        for line, rule in zip(lines, rules, strict=True)
        if rule and line.text.strip()
    ]
    return _paragraphs(kept), removed


def _rules(given: Sequence[Line]) -> list[str]:
    lines = [line.text for line in given]
    rules = [one.rule or ("" if one.text.startswith(ITEM) else rule_of(one.text)) for one in given]
    last = max((at for at, line in enumerate(lines) if not rules[at] and closes(line)), default=-1)
    for at in spared(lines[: last + 1], rules):
        rules[at] = ""
    spare_headings(lines, rules)
    _mark_poll(lines, rules)
    mark_head(lines, rules)
    _mark_most_read(lines, rules)
    _mark_feed(lines, rules)
    _mark_rubrics(lines, rules)
    _mark_announced(lines, rules)
    mark_tail(lines, rules)
    return [rule if line.strip() else "" for line, rule in zip(lines, rules, strict=True)]


def _mark_most_read(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the headlines of a list behind the story's first sentence, numbered or not, each followed by a bare counter."""
    behind = range(first_sentence(lines, rules), len(lines))
    heads = [at for at in behind if _is_head_of_list(lines[at].strip()) and _is_counted(lines, at)]
    numbers = [int(match[1]) for at in heads if (match := NUMBERED.match(lines[at].strip()))]
    if len(heads) >= LEAST_IN_LIST or (len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]):
        for at in heads:
            rules[at] = rules[at] or "most-read"


def _is_head_of_list(line: str) -> bool:
    if len(line) > LONGEST_HEADLINE:
        return False
    return NUMBERED.match(line) is not None or (len(line) >= 20 and not SENTENCE_END.search(line))


def _is_counted(lines: Sequence[str], at: int) -> bool:
    """Say whether the next line behind *at* that holds more than a dash is a bare number."""
    after = (line.strip() for line in lines[at + 1 : at + 6] if line.strip() and any(map(str.isalnum, line)))
    return NUMBER.match(next(after, "x")) is not None


def _mark_feed(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the lines of a news feed, each a time and a headline, that stand together, the last first: a schedule goes on."""
    feed = [at for at, line in enumerate(lines) if FEED.match(line.strip())]
    for run in _runs(feed):
        times = [lines[at].split()[0].zfill(len("00:00")) for at in run]
        if len(run) >= LEAST_IN_LIST and times[0] >= times[-1]:
            for at in run:
                rules[at] = rules[at] or "feed"


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Yield *numbers* in groups of which each is at most two beyond the one before."""
    run: list[int] = []
    for number in numbers:
        if run and number - run[-1] > 2:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _mark_rubrics(lines: Sequence[str], rules: list[str]) -> None:
    """Mark headlines of other stories that stand amid the text, behind the first line, with their rubric right behind them."""
    first = next((at for at, rule in enumerate(rules) if not rule and lines[at].strip()), 0)
    for at in range(first + 2, len(lines)):
        before = lines[at - 1].strip()
        if RUBRIC.match(lines[at]) and before and not SENTENCE_END.search(before):
            rules[at] = rules[at] or "related"
            rules[at - 1] = rules[at - 1] or "related"


def _mark_announced(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the headlines of other stories that a label such as "read also" announces, up to the next sentence.

    Above a story whose headline was not seen yet, the last of them is its own.
    """
    headline = next((at for at, line in enumerate(lines) if line.strip() and not rules[at]), 0)
    announced, above, last = False, False, 0
    end = max((at for at, line in enumerate(lines) if not rules[at] and closes(line) and not _is_asked(line)), default=-1)
    for at, line in enumerate(lines):
        text = line.strip()
        if rules[at] == "read-also" and len(text) <= LABEL:
            announced, above = True, at < headline
        elif text and not rules[at]:
            announced = announced and (line.startswith(ITEM) or is_headline(text) or (at > end and _is_asked(text)))
            if announced:
                rules[at] = "related"
            elif above and rules[last] == "related":
                rules[last] = ""
            above, last = above and announced, at


def _is_asked(line: str) -> bool:
    """Say whether *line* is one question, as headlines are, and nobody in the text asks it."""
    text = line.strip()
    return text.endswith("?") and text[:1].isalnum() and len(text) <= LONGEST_HEADLINE and not TWO_SENTENCES.search(text)


def _mark_poll(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the question and the answers of a poll: the short lines before or behind its label, beginning with a question."""
    for label in [at for at, rule in enumerate(rules) if rule == "poll"]:
        near = [at for at in range(max(0, label - 9), min(len(lines), label + 10)) if lines[at].strip()]
        questions = [at for at in near if lines[at].strip().endswith("?") and len(lines[at]) <= LONGEST_HEADLINE]
        for question in questions:
            between = [at for at in near if min(question, label) < at < max(question, label)]
            answers = [at for at in near if at > max(question, label)] if question > label else between
            short = [at for at in answers if len(lines[at].strip()) <= LABEL and not SENTENCE_END.search(lines[at])]
            if all(len(lines[at].strip()) <= LABEL for at in between):
                for at in (question, *(short if answers == between or len(short) == len(answers) else ())):
                    rules[at] = rules[at] or "poll"


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

"""Marks what leads away from a text without markup: headlines under "read also", those with a rubric, polls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.noise.lines import RUBRIC
from pipeline.noise.sentences import (
    LONGEST_HEADLINE,
    LONGEST_LABEL,
    SENTENCE_END,
    TWO_SENTENCES,
    closes,
    is_headline,
    is_question,
)
from storage.record import ITEM

BESIDE_HEADLINES = ("", "stamp", "counter", "related", "feed")  # what may stand between the headlines of a list
LEAST_TEASER, LONGEST_TEASER = 20, 140  # characters
LONGEST_SKIPPED = 24  # lines
CONTENTS = re.compile(r"(?:содержание|оглавление|мазмұны|зміст|(?:table of )?contents)\W*", re.I)
SKIP = re.compile(r"(?:пропустить|skip)\b.{0,60}\b(?:продолжить чтение|continue reading)\W*", re.I)
SKIPPED = re.compile(r"(?:конец истории|end of)\b.{0,60}", re.I)


def mark_rubrics(lines: Sequence[str], rules: list[str]) -> None:
    """Mark headlines of other stories that stand amid the text, behind the first line, with their rubric right behind them."""
    first = next((at for at, rule in enumerate(rules) if not rule and lines[at].strip()), 0)
    for at in range(first + 2, len(lines)):
        before = lines[at - 1].strip()
        if RUBRIC.match(lines[at]) and before and not rules[at - 1] and not SENTENCE_END.search(before):
            rules[at] = rules[at] or "related"
            rules[at - 1] = rules[at - 1] or "related"


def mark_announced(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the headlines of other stories that a label such as "read also" announces, up to the next sentence.

    Above a story whose headline was not seen yet, the last of them is its own.
    """
    headline = next((at for at, line in enumerate(lines) if not rules[at] and (is_headline(line.strip()) or closes(line))), 0)
    announced, above, last = False, False, 0
    end = max((at for at, line in enumerate(lines) if not rules[at] and closes(line) and not is_question(line)), default=-1)
    for at, line in enumerate(lines):
        text = line.strip()
        if rules[at] == "read-also" and len(text) <= LONGEST_LABEL:
            announced, above = True, at < headline
        elif above and rules[at] not in BESIDE_HEADLINES and rules[last] == "related":
            announced, above, rules[last] = False, False, ""
        elif text and not rules[at]:
            is_other = line.startswith(ITEM) or is_headline(text) or _is_teaser(text) or (at > end and is_question(text))
            announced = announced and is_other
            if announced:
                rules[at] = "related"
            elif above and rules[last] == "related":
                rules[last] = ""
            above, last = above and announced, at


def _is_teaser(text: str) -> bool:
    """Say whether *text* is a headline of two sentences: "Степной реванш. Кто стоит за новой партией"."""
    is_whole = text[:1].isalnum() and text[-1].isalnum() and LEAST_TEASER <= len(text) <= LONGEST_TEASER
    return is_whole and len(TWO_SENTENCES.findall(text)) == 1


def mark_contents(lines: Sequence[str], rules: list[str]) -> None:
    """Mark a table of contents: the short lines right behind its label, each of which heads a part of the text further down."""
    texts = [line.strip() for line in lines]
    last = {text: at for at, text in enumerate(texts)}
    end = 0
    for label in [at for at, text in enumerate(texts) if CONTENTS.fullmatch(text)]:
        if label < end:  # an entry of the table before
            continue
        entries = (at for at in range(label + 1, len(texts)) if texts[at])
        if listed := [*takewhile(lambda at: last[texts[at]] > at, entries)]:
            for at in (label, *listed):
                rules[at] = "tools"
            end = listed[-1] + 1


def mark_skipped(lines: Sequence[str], rules: list[str]) -> None:
    """Mark what stands between "skip … and continue reading" and the end that is named: "end of story …"."""
    skips = [at for at, line in enumerate(lines) if SKIP.fullmatch(line.strip())]
    for start in skips:
        end = next((at for at in range(start, min(start + LONGEST_SKIPPED, len(lines))) if SKIPPED.fullmatch(lines[at].strip())), start)
        for at in range(start, end + 1):
            rules[at] = rules[at] or "skip-link"


def mark_poll(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the question and the answers of a poll: the short lines before or behind its label, beginning with a question."""
    for label in [at for at, rule in enumerate(rules) if rule == "poll"]:
        near = [at for at in range(max(0, label - 9), min(len(lines), label + 10)) if lines[at].strip()]
        questions = [at for at in near if lines[at].strip().endswith("?") and len(lines[at]) <= LONGEST_HEADLINE]
        for question in questions:
            between = [at for at in near if min(question, label) < at < max(question, label)]
            answers = [at for at in near if at > max(question, label)] if question > label else between
            short = [at for at in answers if len(lines[at].strip()) <= LONGEST_LABEL and not SENTENCE_END.search(lines[at])]
            if all(len(lines[at].strip()) <= LONGEST_LABEL for at in between):
                for at in (question, *(short if answers == between or len(short) == len(answers) else ())):
                    rules[at] = rules[at] or "poll"

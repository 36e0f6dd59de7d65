"""Marks lists that stand in a text without markup: of the most read, and of a feed; and leaves a table of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.noise.sentences import LONGEST_HEADLINE, SENTENCE_END, closes, first_sentence

NUMBERED = re.compile(
    r"^(\d{1,2})(?:[.)]\s?|\s?)(?=[^\d\s.,:;)\]%°/-].{14})"
)  # "3👮 Жёсткие меры…", "3. Жёсткие меры…"
NUMBER = re.compile(r"^[-–—•\s]*\d[\d\s.,]*\s?(?:тыс\.?|[kкmм])?$|^[-–—•]+$", re.I)
FEED = re.compile(r"^\d{1,2}:\d{2}\s+\S.{14,}[^.!?…]$")  # "14:26 В Алматы открыли мост": a line of a news feed
LEAST_IN_LIST = 3
CELL = re.compile(r"[^\W\d_][^.!?:\n]{1,29}")  # of a table, beside its number


def mark_most_read(lines: Sequence[str], rules: list[str]) -> None:
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


def mark_feed(lines: Sequence[str], rules: list[str]) -> None:
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


def spare_cells(lines: Sequence[str], rules: list[str]) -> None:
    """Leave the numbers of a table with a cell a line, each behind its name, where the story stands before it and goes on."""
    there = [at for at, line in enumerate(lines) if line.strip()]
    pairs = [
        place
        for place in range(2, len(there) - 1)
        if rules[there[place]] == "counter" and not rules[there[place - 1]] and CELL.fullmatch(lines[there[place - 1]].strip())
    ]
    for run in _runs(pairs):
        before, after = there[run[0] - 2], there[run[-1] + 1]
        if len(run) >= LEAST_IN_LIST and not rules[before] and not rules[after] and closes(lines[after]):
            for place in run:
                rules[there[place]] = ""

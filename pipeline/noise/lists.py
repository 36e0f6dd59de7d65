"""Marks lists that stand in a text without markup: of the most read, and of a feed; and leaves a table of the story."""

from __future__ import annotations

import datetime as dt
import operator as op
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.dates.read import Reading, readings
from pipeline.noise.sentences import LONGEST_HEADLINE, SENTENCE_END, closes, first_sentence, is_headline, is_prose
from storage.record import ITEM

NUMBERED = re.compile(
    r"^(\d{1,2})(?:[.)]\s?|\s?)(?=[^\d\s.,:;)\]%°/-].{14})"
)  # "3👮 Жёсткие меры…", "3. Жёсткие меры…"
NUMBER = re.compile(r"^[-–—•\s]*\d[\d\s.,]*\s?(?:тыс\.?|[kкmм])?$", re.I)
FEED = re.compile(r"^\d{1,2}:\d{2}\s+(?![–—-]\s)\S.{14,}[^.!?…]$")  # "14:26 В Алматы открыли мост": a line of a news feed
LEAST_IN_LIST = 3
SOME_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # what "yesterday" is told from: only the order of days counts
TIME_ALONE = re.compile(r"(\d{1,2}:\d{2})\W*")
OF_YEAR = re.compile(r"[\s,|)]*(?:г\.?|года)?[\s,|]*(?:\d{1,2}:\d{2})?[\s|)]*")  # what may stand behind a day
ROW = re.compile(r"\W{0,2}[–—:-]\s")  # "12.03.2026 – открыли мост": of a table
FARTHEST = 3  # lines from one dated headline to the next
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


def mark_dated(lines: Sequence[str], rules: list[str]) -> None:
    """Mark other stories behind the first sentence, each with its day or its time, in a record that has other noise.

    A chronicle or a calendar goes on from day to day, and has sentences instead of headlines.
    """
    there = [at for at in range(first_sentence(lines, rules) + 1, len(lines)) if lines[at].strip()]
    moments = {place: moment for place, at in enumerate(there) if (moment := _moment(lines[at])) and rules[at] in ("", "stamp")}
    if not any(rules[at] for place, at in enumerate(there) if place not in moments):
        return
    for run in _runs([*moments], FARTHEST):
        order = [moments[place] for place in run]
        if len(run) < LEAST_IN_LIST or sum(map(op.lt, order, order[1:])) > sum(map(op.gt, order, order[1:])):
            continue
        texts = [[lines[at].strip() for at in there[one:other]] for one, other in pairwise(run)]
        if sum(any(map(_is_dated_headline, part)) for part in texts) > len(texts) / 2:
            first, last = run[0], run[-1]
            if not _is_dated_headline(lines[there[last]].strip()):
                is_behind = last + 1 < len(there) and _is_dated_headline(lines[there[last + 1]].strip())
                first, last = (first, last + 1) if is_behind else (first - _is_dated_headline(lines[there[first - 1]].strip()), last)
            for at in there[first : last + 1]:
                rules[at] = rules[at] or "feed"


def _moment(line: str) -> str:
    """Return the day, or the time of the day, that *line* begins or ends with, as a text that sorts; or the empty string."""
    text = line.strip()
    if alone := TIME_ALONE.fullmatch(text):
        return alone[1].zfill(len("00:00"))
    if len(text) > LONGEST_HEADLINE or line.startswith(ITEM):
        return ""
    found = _days(text)
    if found and not ROW.match(text[found[0].end :]) and (found[0].start == 0 or OF_YEAR.fullmatch(text[found[-1].end :])):
        return f"{found[-1].day} {found[-1].time or ''}"
    return ""


@lru_cache(maxsize=1024)  # a line is looked at for its moment, then for its headline
def _days(text: str) -> tuple[Reading, ...]:
    return tuple(readings(text, SOME_DAY))


def _is_dated_headline(text: str) -> bool:
    found = _days(text)
    rest = text[: found[-1].start] + text[found[-1].end :] if found else text
    return not closes(rest) and is_headline(rest.strip())


def _runs(numbers: Sequence[int], farthest: int = 2) -> Iterator[list[int]]:
    """Yield *numbers* in groups of which each is at most *farthest* beyond the one before."""
    run: list[int] = []
    for number in numbers:
        if run and number - run[-1] > farthest:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def spare_cells(lines: Sequence[str], rules: list[str]) -> None:
    """Leave the numbers of a table with a cell a line, each behind its name, where the story stands before it and goes on.

    So is a number left of which a long sentence goes on to say what it counts.
    """
    there = [at for at, line in enumerate(lines) if line.strip()]
    for at, after in pairwise(there):
        if rules[at] == "counter" and lines[at].strip()[0].isdigit() and lines[after].lstrip()[0].islower() and is_prose(lines[after]):
            rules[at] = ""
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

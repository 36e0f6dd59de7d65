"""Leaves what its neighbours show to be of the story: a quoted letter with its appeals, and who made a film or a play."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.noise.sentences import SENTENCE_END, is_prose
from pipeline.noise.words import NAME

CLOSING = {"«": "»", "“": "”", "„": "“", '"': '"'}
LONGEST_LETTER = 16  # lines
APPEALS = ("comments", "share", "subscribe", "typo")  # which a letter may make, too
ROLE = re.compile(
    rf"(?!(?:фото|видео|сурет|photo|video|источник|source)\b)[^\W\d][\w -]{{3,30}}(?:\s?:|\s[–—-])\s{NAME}(?:, {NAME})*[.,;]?", re.I
)
LEAST_ROLES = 3
LEAST_OWN = 2  # of them that no page has as a label


def spare_beside(lines: Sequence[str], rules: list[str]) -> None:
    """Leave the appeals of a letter that is quoted line by line, and rows of who did what where several are no labels."""
    prose = [at for at, line in enumerate(lines) if not rules[at] and is_prose(line)]
    if prose:
        for at in range(prose[0] + 1, len(lines)):
            _spare_letter(lines, rules, at)
        _spare_roles(lines, rules, range(prose[0] + 1, prose[-1]))


def _spare_letter(lines: Sequence[str], rules: list[str], start: int) -> None:
    """Leave the appeals between *start*, where a mark of quotation is opened in a short line, and where it is closed."""
    opening = lines[start].lstrip()[:1]
    closing = CLOSING.get(opening)
    if closing is None or is_prose(lines[start]) or closing in lines[start].lstrip()[1:]:
        return
    behind = range(start + 1, min(start + LONGEST_LETTER, len(lines)))
    end = next((at for at in behind if closing in lines[at]), start)
    for at in range(start, end + 1):
        if rules[at] in APPEALS and (at == end or SENTENCE_END.search(lines[at].strip())):
            rules[at] = ""


def _spare_roles(lines: Sequence[str], rules: list[str], within: range) -> None:
    there = [at for at in within if lines[at].strip()]
    while there:
        run = [*takewhile(lambda at: ROLE.fullmatch(lines[at].strip()), there)]
        if len(run) >= LEAST_ROLES and sum(not rules[at] for at in run) >= LEAST_OWN:
            for at in run:
                rules[at] = ""
        there = there[len(run) + 1 :]

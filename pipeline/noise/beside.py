"""Leaves what its neighbours show to be of the story: the appeals of a letter or a speech, who made a film, when an event is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.noise.sentences import SENTENCE_END, is_prose
from pipeline.noise.words import CHANNEL, NAME

CLOSING = {"«": "»", "“": "”", "„": "“", '"': '"'}
LONGEST_LETTER = 16  # lines
APPEALS = ("comments", "share", "subscribe", "typo")  # which a letter may make, too
ROLE = re.compile(
    rf"(?!(?:фото|видео|сурет|photo|video|источник|source)\b)[^\W\d][\w -]{{3,30}}(?:\s?:|\s[–—-])\s{NAME}(?:, {NAME})*[.,;]?", re.I
)
ADDRESS = re.compile(  # whom a speech is for
    r"(?:уважаемы[ей]|дорогие|құрметті|қадірлі|қымбатты|ардақты|dear)\s[\w ,-]{3,60}[!,]|ladies and gentlemen[!,]", re.I
)
TO_READERS = re.compile(rf"{CHANNEL}|\b(?:сайт|новост|подпи[сш]|жаңалы|жазыл|subscribe|sign up|newsletter)|https?:|www\.|@", re.I)
DAY = re.compile(r"(?:дата|күні|date)\s?:", re.I)
PLACE = re.compile(r"(?:место(?: проведения)?|где|адрес|орны|өтетін (?:орны|жері)|мекенжайы?|place|venue|where|address)\s?:", re.I)
FARTHEST_PLACE = 2  # lines behind the day: the time may stand between
LEAST_ROLES = 3
LEAST_OWN = 2  # of them that no page has as a label


def spare_beside(lines: Sequence[str], rules: list[str]) -> None:
    """Leave the appeals of a speech, and of a letter that is quoted line by line; who did what where several rows are no labels.

    The day of an event stays, too, above its place.
    """
    there = [at for at, line in enumerate(lines) if line.strip()]
    for place, at in enumerate(there):
        behind = there[place + 1 : place + 1 + FARTHEST_PLACE]
        if rules[at] == "stamp" and DAY.match(lines[at].strip()) and any(PLACE.match(lines[one].strip()) for one in behind):
            rules[at] = ""
    prose = [at for at, line in enumerate(lines) if not rules[at] and is_prose(line)]
    if prose:
        for at in range(prose[0] + 1, len(lines)):
            _spare_letter(lines, rules, at)
        _spare_roles(lines, rules, range(prose[0] + 1, prose[-1]))
        _spare_speech(lines, rules, range(prose[0] + 1, prose[-1]))


def _spare_letter(lines: Sequence[str], rules: list[str], start: int) -> None:
    """Leave the appeals between *start*, where a mark of quotation is opened in a short line, and where it is closed."""
    opening = lines[start].lstrip()[:1]
    closing = CLOSING.get(opening)
    if closing is None or is_prose(lines[start]) or closing in lines[start].lstrip()[1:]:
        return
    behind = range(start + 1, min(start + LONGEST_LETTER, len(lines)))
    end = next((at for at in behind if closing in lines[at]), start - 1)
    for at in range(start, end + 1):
        if rules[at] in APPEALS and (at == end or SENTENCE_END.search(lines[at].strip())):
            rules[at] = ""


def _spare_speech(lines: Sequence[str], rules: list[str], within: range) -> None:
    """Leave the appeals behind the first line of a speech, which says whom it is for; not those to readers of a site."""
    start = next((at for at in within if not rules[at] and ADDRESS.fullmatch(lines[at].strip())), within.stop)
    for at in range(start, within.stop):
        if rules[at] == "subscribe" and SENTENCE_END.search(lines[at].strip()) and not TO_READERS.search(lines[at]):
            rules[at] = ""


def _spare_roles(lines: Sequence[str], rules: list[str], within: range) -> None:
    there = [at for at in within if lines[at].strip()]
    for are_roles, group in groupby(there, lambda at: ROLE.fullmatch(lines[at].strip()) is not None):
        run = [*group]
        if are_roles and len(run) >= LEAST_ROLES and sum(not rules[at] for at in run) >= LEAST_OWN:
            for at in run:
                rules[at] = ""

"""A story about exchange rates or the weather is full of what is noise elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

TOPICS = {
    "rates": re.compile(r"\b(?:курс\w*|валют\w*|доллар\w*|тенге|теңге\w*|евро|нефт\w+|exchange rate|currenc\w+)\b", re.I),
    "weather": re.compile(r"\b(?:погод\w*|синоптик\w*|ауа райы\w*|гидромет\w*|казгидромет\w*|қазгидромет\w*|weather|forecast)\b", re.I),
}  # fmt: skip
OPENING = 3  # lines that say what a story is about
LEAST = 60  # characters of a sentence that says so


def spared(lines: Sequence[str], rules: Sequence[str]) -> Iterator[int]:
    """Yield which of *lines*, all of the story or within it, are noise by their *rules* but speak of what the story is about."""
    opening = [line for line, rule in zip(lines, rules, strict=False) if len(line) >= LEAST and not rule][:OPENING]
    for family, topic in TOPICS.items():
        if any(topic.search(line) for line in opening):
            yield from (at for at in range(len(lines)) if rules[at] == family)

"""A story about exchange rates, the weather, an election or the law of the press is full of what is noise elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.noise.edges import edge_of
from pipeline.noise.latin import in_cyrillic
from pipeline.noise.sentences import closes

MEDIA = r"(?:закон\w* о (?:сми|масс-медиа)|масс-медиа туралы заң\w*|media law|law on (?:the )?mass media)"
TOPICS = {
    "rates": re.compile(
        r"\b(?:курс\w*|валют\w*|доллар\w*|тенге|теңге\w*|евро|рубл\w+|гривн\w+|нефт\w+|бағам\w*"
        r"|exchange rate|currenc\w+|dollar\w*|tenge|oil)\b",
        re.I,
    ),
    "weather": re.compile(
        r"\b(?:погод\w*|синоптик\w*|осадк\w*|метел\w*|снегопад\w*|гололед\w*|гололёд\w*|температур\w+ воздуха|ауа райы\w*|жауын-шашын\w*"
        r"|боран\w*|гидромет\w*|казгидромет\w*|қазгидромет\w*|weather|forecast\w*|snowfall|snowstorm\w*"
        r"|storm warning\w*|kazhydromet)\b", re.I,
    ),
    "poll": re.compile(
        r"\b(?:выбор(?:ы|ов|ах)|референдум\w*|избирател\w+|избирком\w*|избирательн\w+|сайлау\w*|elections?|electoral|referendum)\b", re.I
    ),
    "copyright": re.compile(
        r"\b(?:авторск\w+ прав\w*|плагиат\w*|интеллектуальн\w+ собственност\w*|чуж(?:ого|ой|их) (?:текст|фото|стать)\w*|авторлық құқы\w+"
        rf"|copyrights?|plagiari\w+|{MEDIA})\b", re.I,
    ),
    "imprint": re.compile(rf"\b{MEDIA}\b", re.I),
}  # fmt: skip
OPENING = 3  # lines that say what a story is about
LEAST_ROWS = 2
LEAST = 60  # characters of a sentence that says so


def spared(lines: Sequence[str], rules: Sequence[str]) -> Iterator[int]:
    """Yield which of *lines*, all of the story or within it, are noise by their *rules* but speak of what the story is about.

    Above its first sentence they do only under a headline that speaks of it, too.
    """
    texts = [in_cyrillic(line) for line in lines]
    opening = [at for at, rule in enumerate(rules[: len(lines)]) if len(lines[at]) >= LEAST and not rule][:OPENING]
    head = [at for at in range(opening[0] if opening else len(lines)) if not rules[at] and lines[at].strip() and not edge_of(lines[at])]
    for family, topic in TOPICS.items():
        if any(topic.search(texts[at]) for at in opening or head[:1]):
            said = [at for at in head if topic.search(texts[at])]
            first = opening[0] if head and not said else min(said, default=0)
            yield from (at for at in range(first, len(lines)) if rules[at] == family)
        else:
            yield from _tables(texts, rules, family)


def _tables(texts: Sequence[str], rules: Sequence[str], family: str) -> Iterator[int]:
    """Yield the rows of tables of *family*: several, right behind a sentence that speaks of what they show."""
    run: list[int] = []
    is_told = False
    for at, text in enumerate(texts):
        if rules[at] == family:
            run.append(at)
        elif text.strip():
            yield from run if is_told and len(run) >= LEAST_ROWS else ()
            run, is_told = [], not rules[at] and closes(text) and TOPICS[family].search(text) is not None

"""Marks what a page prints twice, in a text without markup: once as the story, once as its title, its lead or a caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, islice, pairwise, takewhile

from pipeline.noise.edges import edge_of
from pipeline.noise.head import LEAST_HEADLINE, may_be_headline
from pipeline.noise.sentences import is_prose
from pipeline.noise.words import FINITE
from storage.record import ITEM

SIGN = re.compile(r"\W+")
PATH = re.compile(r"^(?:[»›>/→|]\s*)+")  # that ends with the headline
SITE = re.compile(rf"\s?[|–—-]\s(?!.*{FINITE})(?:«[^»]{{2,30}}».{{0,40}}|[\w-]+(?:\.[\w-]+)+(?:\s.{{0,60}})?)$")  # behind it in a title
HEADS = 2  # lines: the headline, and what may stand above it or right behind
MOST_ABOVE = 12  # lines above the first long sentence: more are a list, or a table
LEAD = 2  # long sentences, behind which the headline may stand as a caption
NEAR = 2  # lines from a copy to a long sentence: verses go on with short ones
MOST_JOINED = 12  # paragraphs that an introduction holds


def mark_repeats(lines: Sequence[str], rules: list[str]) -> None:
    """Mark each line that only says again what another says, which stays: the story loses nothing by it."""
    _mark_sentences(lines, rules)
    there = _there(lines, rules)
    above = [*takewhile(lambda at: not is_prose(lines[at]), there)]
    if above == there or len(above) > MOST_ABOVE:  # verses, a table
        return
    for at in above:
        if any(_is_title(lines[at].strip(), lines[other].strip()) for other in above):
            rules[at] = "repeated"
    _mark_headlines(lines, rules)


def _mark_sentences(lines: Sequence[str], rules: list[str]) -> None:
    """Mark a long sentence right behind itself, and an introduction that the paragraphs behind it make up between them."""
    there = _there(lines, rules)
    said = [_said(lines[at]) for at in there]
    for place, (before, text) in enumerate(pairwise(["", *said])):
        joined = takewhile(text.startswith, accumulate(said[place + 1 : place + 1 + MOST_JOINED], "{} {}".format))
        if is_prose(lines[there[place]]) and (text == before or text in islice(joined, 1, None)):
            rules[there[place]] = "repeated"


def _is_title(text: str, headline: str) -> bool:
    """Say whether *text* is a page's title: its *headline* with the site's name behind, or with a path or its section before."""
    if text == headline:
        return False
    named = SITE.sub("", PATH.sub("", text))
    start = text.find(headline[:LEAST_HEADLINE])
    is_below = start > 0 and headline.startswith(text[start:].rstrip(" .…")) and edge_of(text[:start]) == "section"
    return (is_below or (named != text and _said(named) == _said(headline))) and may_be_headline(headline)


def _mark_headlines(lines: Sequence[str], rules: list[str]) -> None:
    """Mark the headline where it is said again above the story or behind its lead, and what stands beside it above the story."""
    there = _there(lines, rules)
    said = [_said(lines[at]) for at in there]
    prose = [place for place, at in enumerate(there) if is_prose(lines[at])]
    above = [place for place in range(prose[0]) if " " in said[place]]
    heads = [*islice((said[place] for place in above if may_be_headline(lines[there[place]])), HEADS)]
    headline = {*heads[:1], *(said[place] for place in above[:1])}
    near = {place - fewer for place in prose for fewer in range(1, NEAR + 1)}.difference(prose)
    end = prose[LEAD] if len(prose) > LEAD else len(there)
    seen = set[str]()
    for place, (before, text) in enumerate(pairwise(["", *said[:end]])):
        if place in near and text in seen and text in ({*heads, before} if place in above else headline):
            rules[there[place]] = "repeated"
        seen.add(text)


def _there(lines: Sequence[str], rules: Sequence[str]) -> list[int]:
    return [at for at, line in enumerate(lines) if line.strip() and not rules[at] and not line.startswith(ITEM)]


def _said(line: str) -> str:
    return SIGN.sub(" ", line).strip()

"""Marks what a page prints twice, in a text without markup: once as the story, once as its title, its lead or a caption."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice, pairwise, takewhile

from pipeline.noise.edges import edge_of
from pipeline.noise.sentences import first_sentence, is_prose
from pipeline.noise.words import FINITE
from storage.record import ITEM

LEAST, WORDS = 20, 3  # characters and words of a line that says as much as a headline
HEADS = 2  # lines: the headline, and what may stand above it or right behind
SEVERAL = 3  # lines: a title, the headline, and what it is of
MOST_JOINED = 12  # paragraphs that an introduction holds
SITE = re.compile(rf"\s?[|–—-]\s(?!.*{FINITE})(?:«[^»]{{2,30}}».{{0,40}}|[\w-]+\.(?:kz|ru|com|org|net|media|info|uz|kg)\b.{{0,30}})")


def mark_repeats(lines: Sequence[str], rules: list[str]) -> None:
    """Mark each line that only says again what another says, which stays: the story loses nothing by it."""
    texts = [" ".join(line.split()) for line in lines]
    _mark_titles(texts, rules)
    _mark_captions(texts, rules)
    left = [at for at, text in enumerate(texts) if text and not rules[at]]
    heads = [texts[at] for at in left if _is_telling(texts[at]) and not lines[at].startswith(ITEM)][:HEADS]
    body = first_sentence(lines, rules)
    if body == len(lines):  # verses, which say a line again
        return
    seen, last = set[str](), ""
    for place, at in enumerate(left):
        text = texts[at]
        is_head = text in seen and text in (heads if at < body or text == last else heads[:1])
        behind = (texts[one] for one in left[place + 1 : place + 1 + MOST_JOINED])
        if is_head or (is_prose(text) and (text == last or _is_said_in(behind, text))):
            rules[at] = "repeated"
        seen.add(text)
        last = text


def _is_telling(text: str) -> bool:
    return len(text) >= LEAST and len(text.split()) >= WORDS


def _is_said_in(lines: Iterable[str], text: str) -> bool:
    """Say whether the first of *lines*, several of them, make up *text* between them."""
    said = takewhile(text.startswith, accumulate(lines, "{} {}".format))
    return text in islice(said, 1, None)


def _mark_titles(texts: Sequence[str], rules: list[str]) -> None:
    """Mark the first line where it is the headline below it with the site's name behind, or with its section before: a page's title."""
    left = [at for at, text in enumerate(texts) if text and not rules[at]]
    if len(left) < SEVERAL or len(texts[left[1]]) < LEAST or is_prose(texts[left[1]]):
        return
    first, title, headline = left[0], texts[left[0]].rstrip(" .…"), texts[left[1]]
    if title.startswith(headline) and SITE.fullmatch(title[len(headline) :]):
        rules[first] = "breadcrumb"
    start = title.find(headline[:LEAST])
    if start > 0 and headline.startswith(title[start:]) and edge_of(title[:start]) == "section":
        rules[first] = "breadcrumb"


def _mark_captions(texts: Sequence[str], rules: list[str]) -> None:
    """Mark the caption that several photos share: a line printed more than once, the credit of a photo right behind it each time."""
    there = [at for at, text in enumerate(texts) if text]
    above = [at for at, behind in pairwise(there) if rules[behind] == "photo" and not rules[at]]
    times = Counter(texts[at] for at in above)
    for at in above:
        if times[texts[at]] > 1 and times[texts[at]] == texts.count(texts[at]) and not is_prose(texts[at]):
            rules[at] = "photo"

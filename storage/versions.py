"""Whether two texts of one address are one version, two versions of a story, or two stories; what differs between them."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from storage.record import Record, render

TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("«»„“”‟‹›❝❞＂″", '"'),
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        **dict.fromkeys("•·‣▪●", "-"),
    }
)
SPACE = re.compile(r"\s+")
WORD = re.compile(r"\w+")
RUN = 3  # words that stand together
FEW = 12  # words: too few to tell a rewritten story from another one
UNLIKE = 0.08  # share of the smaller text's runs below which two texts have nothing to do with each other
ALIKE = 0.5  # share of runs above which a redirect's target is the article that was asked for
ALMOST = 0.8  # the same without a redirect, where the headlines are the same, too
SAME_HEADLINE = 0.5  # share of the headlines' words


def is_same(current: Any, record: Record) -> bool:
    """Say whether *record* says what the version *current* says: white space and typography are no change."""
    if record.day not in (current.day, None):
        return False
    return current.text == record.text or plain(current.text) == plain(record.text)


def plain(text: str) -> str:
    """Return *text* without what a typesetter decides: white space, kinds of quotes and dashes, bullets."""
    return SPACE.sub("", unicodedata.normalize("NFKC", text.translate(TYPOGRAPHY)))


def is_another_story(current: Any, record: Record) -> bool:
    """Say whether *record* has nothing to do with *current*: neither the headline nor the words of the story."""
    mine, other = _words(current.text), _words(record.text)
    if (
        min(len(mine), len(other)) < FEW
        or _shared(set(_words(current.title)), set(_words(record.title))) >= SAME_HEADLINE
    ):
        return False
    return _shared(_runs(mine), _runs(other)) < UNLIKE and _shared(set(mine), set(other)) < SAME_HEADLINE


def is_moved(current: Any, record: Record, *, redirected: bool) -> bool:
    """Say whether *record*, met at another address, is the article *current*.

    A redirect is the server's own word; a page's word alone is believed only of the same headline over the same text.
    """
    if is_same(current, record):
        return True
    alike = _shared(_runs(_words(current.text)), _runs(_words(record.text)))
    return alike >= ALIKE if redirected else alike >= ALMOST and plain(current.title) == plain(record.title)


def with_known_day(current: Any, record: Record) -> Record:
    """Return *record*; when its page no longer states a day, with the one that *current* has."""
    if record.day is not None or current.day is None:
        return record
    return replace(
        record,
        day=current.day,
        published_at=current.published_at,
        confidence=current.confidence,
        evidence=tuple(current.evidence),
    )


def diff(current: Any, record: Record, now: dt.datetime) -> str:
    """Return the unified diff from the record file of *current* to that of *record*, its next version."""
    before, after = (render(one.day, one.text).splitlines() for one in (current, record))
    names = (f"version {current.version}", f"version {current.version + 1}")
    when = (current.stored_at.isoformat(" ", "seconds"), now.astimezone(dt.UTC).isoformat(" ", "seconds"))
    return "\n".join(difflib.unified_diff(before, after, *names, *when, lineterm=""))


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold().replace("ё", "е"))


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)} or {tuple(words)}


def _shared(one: Collection[Any], other: Collection[Any]) -> float:
    """Return which share of the smaller set the other one has."""
    smaller, larger = sorted((set(one), set(other)), key=len)
    return len(smaller & larger) / len(smaller) if smaller else 0.0

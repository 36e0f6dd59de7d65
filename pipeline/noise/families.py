"""Families of patterns: which of them a text belongs to is asked of those alone that may begin as it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipeline.beginnings import AtStart, alternatives, always, beginnings

LEADING = re.compile(r"\W+")


class Families:
    """Patterns by the names of families, without regard to case; where several match, the first one counts.

    *needed* are words by the name of a family, in lower case, of which all has one that its pattern matches and that may begin with
    anything. The alternatives of a pattern are patterns of their own, compiled when a text first begins as one of them does: most
    never are.
    """

    def __init__(self, patterns: Mapping[str, str], needed: Mapping[str, Sequence[str]] | None = None) -> None:
        needed = needed or {}
        parts = [(name, *one) for name, pattern in patterns.items() for one in _parts(pattern, as_one=name not in needed)]
        self.names = [name for name, _, _ in parts]
        self.patterns = [one for _, one, _ in parts]
        words = {name: "|".join(map(re.escape, own)) for name, own in needed.items()}
        by_words = [name in words and "" in letters for name, _, letters in parts]
        self._starts = AtStart(() if has_words else letters for has_words, (_, _, letters) in zip(by_words, parts, strict=True))
        self._needed = {one: re.compile(words[self.names[one]]) for one, has_words in enumerate(by_words) if has_words}
        self._words = re.compile("|".join(words.values())) if words else None

    def of_whole(self, text: str) -> str:
        """Return the family whose pattern matches all of *text*, or the empty string."""
        for one in self._worth_trying(self._starts.of(text), text):
            if _compiled(self.patterns[one]).fullmatch(text):
                return self.names[one]
        return ""

    def of_start(self, text: str) -> str:
        """Return the family that *text* begins with, behind whatever signs, or the empty string."""
        may_match: Iterable[int] = self._starts.of(text)
        if (signs := LEADING.match(text)) is not None:
            may_match = sorted({one for place in range(signs.end() + 1) for one in self._starts.of(text, place)})
        for one in self._worth_trying(may_match, text):
            if _compiled(self.patterns[one], behind_signs=True).match(text):
                return self.names[one]
        return ""

    def _worth_trying(self, begun: Iterable[int], text: str) -> Iterable[int]:
        """Return *begun*, the patterns that may begin as *text* does, and those of whose words it has one, in order.

        None is left that always has letters which *text* has not: to search for them takes less than to compile it.
        """
        lower = text.lower()
        if self._words is not None and self._words.search(lower):  # as hardly ever
            begun = sorted({*begun, *(one for one, words in self._needed.items() if words.search(lower))})
        return (one for one in begun if _always(self.patterns[one]) in lower)


def _parts(pattern: str, *, as_one: bool) -> list[tuple[str, frozenset[str]]]:
    """Return the alternatives of *pattern*, and how they begin.

    Those that may begin with anything are tried on every text: *as_one*, but where words say which texts these are.
    """
    parts = {one: beginnings(one) for one in alternatives(pattern)}
    others = [one for one, letters in parts.items() if "" in letters] if as_one else []
    known = [(one, letters) for one, letters in parts.items() if one not in others]
    return [*known, ("|".join(others), frozenset([""]))] if others else known


_always = cache(always)  # as many as stand in the tables


@cache
def _compiled(pattern: str, *, behind_signs: bool = False) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{pattern})" if behind_signs else pattern, re.I)

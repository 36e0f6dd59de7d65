"""Families of patterns: which of them a text belongs to is asked of those alone that may begin as it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.beginnings import AtStart

LEADING = re.compile(r"\W*")


class Families:
    """Patterns by the names of families, without regard to case; where several match, the first one counts.

    *needed* are words by the name of a family, in lower case, of which all that its pattern matches has one.
    """

    def __init__(self, patterns: Mapping[str, str], needed: Mapping[str, Sequence[str]] | None = None) -> None:
        self._starts = AtStart(patterns.values())
        self.names = tuple(patterns)
        self.patterns = [re.compile(f"(?:{pattern})", re.I) for pattern in patterns.values()]
        self._needed = [(needed or {}).get(name, ()) for name in patterns]

    def of_whole(self, text: str) -> str:
        """Return the family whose pattern matches all of *text*, or the empty string."""
        candidates = self._candidates(text, range(1))
        return next((self.names[one] for one in candidates if self.patterns[one].fullmatch(text)), "")

    def of_start(self, text: str) -> str:
        """Return the family that *text* begins with, behind whatever signs, or the empty string."""
        leading = LEADING.match(text)
        places = range(leading.end() + 1 if leading else 1)
        for one in self._candidates(text, places):
            match = self.patterns[one].match
            if any(match(text, place) for place in places):
                return self.names[one]
        return ""

    def _candidates(self, text: str, places: range) -> Iterator[int]:
        """Yield the numbers of the families that *text* may belong to, from one of *places* on."""
        lower = text.lower()
        for number in self._starts.of(*(text[place:] for place in places)):
            needed = self._needed[number]
            if not needed or any(word in lower for word in needed):
                yield number

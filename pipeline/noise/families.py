"""Families of patterns: which of them a text belongs to is asked of those alone that may begin as it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
        for one in self._worth_trying(self._starts.of(text), text):
            if self.patterns[one].fullmatch(text):
                return self.names[one]
        return ""

    def of_start(self, text: str) -> str:
        """Return the family that *text* begins with, behind whatever signs, or the empty string."""
        leading = LEADING.match(text)
        places = range(leading.end() + 1 if leading else 1)
        may_match = sorted({one for place in places for one in self._starts.of(text, place)})
        for one in self._worth_trying(may_match, text):
            match = self.patterns[one].match
            if any(match(text, place) for place in places):
                return self.names[one]
        return ""

    def _worth_trying(self, families: Iterable[int], text: str) -> Iterator[int]:
        """Yield those of *families* of whose words *text* has one, or which need none."""
        lower = ""
        for one in families:
            if needed := self._needed[one]:
                lower = lower or text.lower()
            if not needed or any(word in lower for word in needed):
                yield one

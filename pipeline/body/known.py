"""What was found out about words, kept: the pages of a site, and of many sites, name their elements with the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")

MOST = 16_384  # words, some 2 MB


class Known(Generic[Value]):
    """Asks *ask* about each word once, and about all that are new at once: it returns a value for each, in order."""

    def __init__(self, ask: Callable[[Sequence[str]], Iterable[Value]]) -> None:
        self._ask = ask
        self._kept: dict[str, Value] = {}

    def of(self, names: Iterable[str]) -> dict[str, list[Value]]:
        """Return for each of *names* what is known of its words, in order; white space parts them, case does not count."""
        words = {one: one.lower().split() for one in dict.fromkeys(names)}
        if len(self._kept) > MOST:
            self._kept = {}
        if new := [*dict.fromkeys(word for own in words.values() for word in own if word not in self._kept)]:
            self._kept.update(zip(new, self._ask(new), strict=True))
        return {one: [*map(self._kept.__getitem__, own)] for one, own in words.items()}

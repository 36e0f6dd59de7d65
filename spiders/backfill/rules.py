"""When a walk through pages of links ends: rules that are counted and have names."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spiders.backfill.span import Side

REMEMBERED = 64  # pages whose addresses count as known: what repeats at longer intervals is found by its text
MOST_PAGES = 20_000
MOST_BARREN = 40  # pages in a row that repeat the text of others, or hold none
OLD_PAGES = 2  # in a row: an old article may be pinned to the top of one page


@dataclass(slots=True)
class Ending:
    """Watches a walk page by page; `why` says why it ended, empty while it goes on. Its memory does not grow."""

    patience: int  # pages in a row without a new address
    why: str = ""
    pages: int = 0
    named: int = 0
    _stale: int = 0
    _old: int = 0
    _read: tuple[int, int] | None = None  # at the last article with a text of its own
    _seen: deque[frozenset[int]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def fresh(self, urls: Iterable[str]) -> set[str]:
        """Return those of *urls* that no page before has named, and count this page."""
        every = {_digest(url): url for url in urls}
        new = every.keys() - frozenset().union(*self._seen)
        self._seen.append(frozenset(every))
        self.pages += 1
        self.named += len(new)
        self._stale = 0 if new else self._stale + 1
        if self._stale >= self.patience:
            self.end(f"{self._stale} pages without a new address")
        elif self.pages >= MOST_PAGES:
            self.end(f"the limit of {MOST_PAGES} pages")
        return {every[key] for key in new}

    def dated(self, sides: Sequence[Side], first: object) -> None:
        """Note where the new articles of a page lie; pages of older ones alone end the walk."""
        known = [side for side in sides if side is not Side.UNKNOWN]
        if not known:
            return
        self._old = self._old + 1 if all(side is Side.BEFORE for side in known) else 0
        if self._old >= OLD_PAGES:
            self.end(f"{self._old} pages older than {first}")

    def read(self, barren: int, fertile: int) -> None:
        """Note how many articles the run has read so far without and with a text of their own.

        Addresses without end, as those with a session's number in their path, lead to the same texts again and again.
        """
        if self._read is None or fertile > self._read[1]:
            self._read = (barren, fertile)
        elif barren - self._read[0] >= MOST_BARREN:
            self.end(f"{barren - self._read[0]} pages in a row without an article of their own")

    def end(self, why: str) -> None:
        """End the walk; the first reason stays."""
        self.why = self.why or why


def _digest(url: str) -> int:
    return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=8).digest())

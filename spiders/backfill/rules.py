"""When a walk through pages of links ends: rules that are counted and have names."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spiders.backfill.span import Side

REMEMBERED = 64  # pages whose addresses count as known: what repeats at longer intervals is found by its text
MOST_PAGES = 20_000
MOST_BARREN = 40  # pages in a row that repeat the text of others, or hold none
OLD_PAGES = 2  # in a row: an old article may be pinned to the top of one page


DIGEST = 6  # bytes: two of some thousand remembered addresses share one in far fewer than one walk of a million


@dataclass(slots=True)
class Ending:
    """Watches a walk page by page; `why` says why it ended, empty while it goes on.

    Its memory does not grow, and can be kept: a walk that was killed goes on as if it had not been.
    """

    patience: int  # pages in a row without a new address
    why: str = ""
    pages: int = 0
    named: int = 0
    read_before: tuple[int, int] = (0, 0)  # articles of the run without and with a text of their own, when last asked
    _stale: int = 0
    _old: int = 0
    _barren: int = 0  # articles since the last one with a text of its own
    _seen: dict[int, int] = field(default_factory=dict)  # the last page that named an address

    def fresh(self, urls: Iterable[str]) -> set[str]:
        """Return those of *urls* that no page before has named, and count this page."""
        every = {_digest(url): url for url in urls}
        new = every.keys() - self._seen.keys()
        self.pages += 1
        self._seen |= dict.fromkeys(every, self.pages)
        self._seen = {key: page for key, page in self._seen.items() if page > self.pages - REMEMBERED}
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
        before, self.read_before = self.read_before, (barren, fertile)
        self._barren = 0 if fertile > before[1] else self._barren + barren - before[0]
        if self._barren >= MOST_BARREN:
            self.end(f"{self._barren} pages in a row without an article of their own")

    def end(self, why: str) -> None:
        """End the walk; the first reason stays."""
        self.why = self.why or why

    @property
    def memory(self) -> str:
        """The memory of the walk as a text, for `recall`."""
        pages: dict[int, bytes] = {}
        for key, page in self._seen.items():
            pages[page] = pages.get(page, b"") + key.to_bytes(DIGEST)
        seen = {page: base64.b85encode(keys).decode() for page, keys in pages.items()}
        return json.dumps([self._stale, self._old, self._barren, seen], separators=(",", ":"))

    def recall(self, memory: str) -> None:
        """Take up what `memory` has kept."""
        self._stale, self._old, self._barren, seen = json.loads(memory or "[0,0,0,{}]")
        for page, text in seen.items():
            keys = base64.b85decode(text)
            self._seen |= {int.from_bytes(keys[at : at + DIGEST]): int(page) for at in range(0, len(keys), DIGEST)}


def _digest(url: str) -> int:
    return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=DIGEST).digest())

"""Which of a site's declared documents a run has read through, with all that they lead to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A document that was read, with what makes the next request for it conditional."""

    url: str
    etag: str | None
    last_modified: str | None


class Readings:
    """Counts the open documents of each declared one: the pages of a listing, the parts of a sitemap.

    A document is worth remembering once nothing that it leads to is missing; else "not modified" would hide the gap.
    """

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._answers: defaultdict[str, list[Answer]] = defaultdict(list)
        self._failed: set[str] = set()

    def asked(self, root: str) -> None:
        """Note a request for *root*, or for something that it leads to."""
        self._open[root] += 1

    def answered(self, root: str, answer: Answer) -> None:
        """Note that a document under *root* was read and what it names is kept."""
        self._answers[root].append(answer)

    def failed(self, root: str) -> None:
        """Note that a document under *root* could not be had."""
        self._failed.add(root)

    def closed(self, root: str) -> list[Answer]:
        """Note the end of a request; return what is to be remembered: all under *root* once that was read through."""
        self._open[root] -= 1
        if self._open[root] or root in self._failed:
            return []
        return self._answers.pop(root, [])

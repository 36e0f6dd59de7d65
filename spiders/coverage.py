"""What the pages of a run gave, first visits alone: a layout that changes shows here first.

Articles that are asked for again say little: most are unchanged, whatever became of the layout.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from storage.entities import Outcome, State

MOST_LENGTHS = 2_000  # kept of a run, for their median
ARTICLES = (State.STORED, State.UNDATED, State.DUPLICATE)


@dataclass(slots=True)
class Coverage:
    """How many pages held an article, how many none, and how many of the articles had a title, a day, authors."""

    pages: Counter[str] = field(default_factory=Counter)  # by end state
    having: Counter[str] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)

    def add(self, outcome: Outcome, state: State) -> None:
        """Count *outcome*, which ended in *state*."""
        self.pages[state] += 1
        record = outcome.record
        if record is None:
            return
        fields = {"title": record.title, "day": record.day, "authors": record.authors}
        self.having.update(["articles", *(name for name, value in fields.items() if value)])
        if len(self.lengths) < MOST_LENGTHS:
            self.lengths.append(len(record.text))

    @property
    def articles(self) -> int:
        """Return how many pages held an article."""
        return sum(self.pages[state] for state in ARTICLES)

    @property
    def without(self) -> int:
        """Return how many pages held none."""
        return self.pages[State.NOT_AN_ARTICLE]

    def as_numbers(self) -> dict[str, dict[str, int]]:
        """Return it as plain numbers; `length` is the median article's."""
        fields = {name: self.having[name] for name in ("articles", "title", "day", "authors")}
        length = round(median(self.lengths)) if self.lengths else 0
        return {"pages": {"articles": self.articles, "without": self.without}, "fields": {**fields, "length": length}}

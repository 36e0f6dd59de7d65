"""What a backfill is asked for, how far it is, and what became of its walks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from spiders.backfill.archives import Bases
from spiders.backfill.span import Span


@dataclass(frozen=True, slots=True)
class Backfill:
    """What is asked for. `source` is the site itself or a web archive."""

    span: Span
    source: str = "site"
    dry_run: bool = False
    bases: Bases = field(default_factory=Bases)

    @property
    def key(self) -> str:
        """The name under which the positions of its walks are kept."""
        return f"{self.source} {self.span.key}"


@dataclass(frozen=True, slots=True)
class Walked:
    """What became of a walk. `ended` is the rule that ended it; empty when it goes on with the next run."""

    walk: str
    pages: int
    named: int
    ended: str


@dataclass(slots=True)
class Progress:
    """How far a backfill is; what the terminal shows."""

    walks: int = 0
    over: int = 0
    part: float = 0.0
    begun: float | None = None  # the share that earlier runs had done
    walked: Counter[str] = field(default_factory=Counter)  # addresses by where they lie
    wanted: int = 0  # in a dry run, what would be fetched

    @property
    def share(self) -> float:
        """Return the share of the backfill that is done, of 1."""
        return min(1.0, (self.over + self.part) / self.walks) if self.walks else 0.0

    def at(self, part: float) -> None:
        """Note that the present walk is done by so much, of 1."""
        self.part = part
        if self.begun is None:
            self.begun = self.share

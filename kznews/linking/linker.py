"""Links what is new in a store with what it repeats, portion by portion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row

from kznews.linking.at_hand import AT_ONCE, AtHand
from kznews.linking.batch import LATEST, Batch, tally_of
from pipeline.duplicates.rarity import Rarity, Tally
from storage import duplicates

T = TypeVar("T")
PORTION = 4000  # records that tell, before they are compared, which passages are common among them


class Linker:
    """What is kept in memory between the records of one call: late stories, and how common their passages are."""

    def __init__(self) -> None:
        self._rarity = Rarity()
        self._at_hand = AtHand()

    def learn(self, connection: Connection, portion: Sequence[int]) -> None:
        """Learn from the records linked last, and from those that come next, which passages are common."""
        self._at_hand.pass_by()
        if not self._rarity.age:
            self._recall(connection)
        for part in parts(portion, AT_ONCE):
            new = {row.id for row in duplicates.still_unlinked(connection, part) if row.older is None}
            stories = self._at_hand.read_ahead(connection, part)
            self._rarity.add(tally_of(stories[one] for one in part if one in new))

    def _recall(self, connection: Connection) -> None:
        """Learn from the records linked last; read them, where a catalog of an older kznews keeps no tally."""
        duplicates.exclude_others(connection)
        kept = duplicates.tallies(connection)
        for row in kept:
            self._rarity.add(Tally.unpacked(row.stories, row.counts))
        if not kept:
            for part in parts(duplicates.latest(connection, LATEST), AT_ONCE):
                tally = tally_of(self._at_hand.read(connection, part).values())
                duplicates.tally(connection, tally.stories, tally.packed(), LATEST)
                self._rarity.add(tally)

    def link(self, connection: Connection, rows: Sequence[Row[Any]]) -> int:
        """Link each of *rows* with what it repeats, among them and before; return how many repeat anything."""
        return Batch(connection, rows, self._rarity, self._at_hand).link() if rows else 0


def parts(whole: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield *whole* in parts."""
    return (whole[start : start + size] for start in range(0, len(whole), size))

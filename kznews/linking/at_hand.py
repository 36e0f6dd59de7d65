"""The stories of a store's records that are in memory: those that are linked next, and of the others those used last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from kznews.dedup import address_key
from pipeline.duplicates.sketch import sketches
from pipeline.duplicates.story import Story
from pipeline.duplicates.words import Reader
from storage import duplicates

AHEAD = 2_000_000  # words of the stories that are linked next: some 13 bytes each
USED = 1_000_000  # words of those used last
AT_ONCE = 64  # stories read in one step: more are hardly faster, and take memory


class AtHand:
    """Stories by the numbers of their records; what is not at hand is read from the catalog."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._ahead: dict[int, Story] = {}
        self._used: dict[int, Story] = {}
        self._words_ahead = self._words_used = 0

    def read_ahead(self, connection: Connection, record_ids: Sequence[int]) -> dict[int, Story]:
        """Return the stories of records, which stay at hand until they are passed, unless enough do."""
        read = self.read(connection, record_ids)
        if self._words_ahead < AHEAD:
            self._ahead |= read
            self._words_ahead += sum(len(story.sketch.words) for story in read.values())
        return read

    def pass_by(self) -> None:
        """Let the stories that were read ahead go when others are used."""
        self._use(self._ahead)
        self._ahead, self._words_ahead = {}, 0

    def of(self, connection: Connection, record_ids: Iterable[int]) -> dict[int, Story]:
        """Return the stories of records; those that are not at hand are read together, at a fraction of the time."""
        asked = dict.fromkeys(record_ids)
        used = {one: self._used[one] for one in asked if one in self._used}
        ahead = {one: self._ahead[one] for one in asked if one in self._ahead}
        used |= self.read(connection, asked.keys() - used.keys() - ahead.keys())
        self._use(used)
        return ahead | used

    def _use(self, stories: dict[int, Story]) -> None:
        for one, story in stories.items():
            if self._used.pop(one, None) is None:
                self._words_used += len(story.sketch.words)
            self._used[one] = story  # the last used are the last
        while self._words_used > USED:
            oldest = next(iter(self._used))
            self._words_used -= len(self._used.pop(oldest).sketch.words)

    def read(self, connection: Connection, record_ids: Iterable[int]) -> dict[int, Story]:
        """Return the stories of records, which do not stay at hand."""
        asked, stories = sorted(record_ids), {}
        for start in range(0, len(asked), AT_ONCE):
            rows = duplicates.whole(connection, asked[start : start + AT_ONCE])
            made = sketches([(row.title, row.text.removeprefix(row.title).lstrip()) for row in rows], self._reader)
            for one, row in zip(made, rows, strict=True):
                stories[row.id] = Story(one, address_key(row.url), _days(row))
        return stories


def _days(row: Row[Any]) -> float | None:
    when = row.published_at or (row.day and dt.datetime.combine(row.day, dt.time(12), dt.UTC))
    return when.timestamp() / 86400 if when else None

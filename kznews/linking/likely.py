"""The stored records with which new ones are compared, as the index and the catalog know them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row

from pipeline.duplicates.candidates import Asked, Holders, Others, Shared, most, nearest, shared
from storage import duplicates
from storage.duplicates import published


class Likely:
    """Candidates for records of one transaction, in which nothing changes but by these."""

    def __init__(self, connection: Connection, rows: Sequence[Row[Any]]) -> None:
        self._connection = connection
        numbers = np.array([row.url_id for row in rows], np.int64)
        self._order = np.argsort(numbers)
        self._numbers = numbers[self._order]
        self._known: dict[int, Row[Any]] = {}  # by URL
        self._moments: dict[int, float] = {}

    def of(self, start: int, rows: Sequence[Row[Any]], asked: Asked) -> list[list[Row[Any]]]:
        """Return the candidates of each of *rows*, the first of which is the *start*-th; of two new ones, the later asks."""
        pairs = shared(asked, self._holders(asked))
        pairs = most(pairs.of(self._places(pairs) < start + pairs.places))
        others = self._others(np.unique(pairs.stories).tolist())
        pairs = pairs.of(np.isin(pairs.stories, others.stories))
        moments = np.array([_moment(row) for row in rows])
        return [[self._known[one] for one in chosen] for chosen in nearest(asked, pairs, others, moments)]

    def _holders(self, asked: Asked) -> Holders:
        keys = np.unique(asked.keys)
        held = duplicates.holders(self._connection, keys.tolist())
        counts = np.fromiter(map(len, held), np.int64, len(held))
        return Holders(keys, counts, np.fromiter(chain.from_iterable(held), np.int64, counts.sum()))

    def _places(self, pairs: Shared) -> NDArray[np.int64]:
        """Return the places in this batch of the stories that share something; -1 for those of before."""
        at = np.minimum(np.searchsorted(self._numbers, pairs.stories), len(self._numbers) - 1)
        return np.where(self._numbers[at] == pairs.stories, self._order[at], -1)

    def _others(self, url_ids: Sequence[int]) -> Others:
        if lacking := [one for one in url_ids if one not in self._known]:
            found = duplicates.known(self._connection, lacking)
            self._known |= found
            self._moments |= {one: _moment(row) for one, row in found.items()}
        numbers = [one for one in url_ids if one in self._known]
        urls = [self._known[one].url for one in numbers]
        order = np.empty(len(urls), np.int64)
        order[sorted(range(len(urls)), key=urls.__getitem__)] = np.arange(len(urls))
        return Others(
            np.array(numbers, np.int64),
            np.array([self._known[one].passages for one in numbers], np.int64),
            np.array([self._moments[one] for one in numbers]),
            order,
        )


def _moment(row: Row[Any]) -> float:
    return published(row)[0].timestamp()

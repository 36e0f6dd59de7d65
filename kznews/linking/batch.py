"""Links the records of one transaction with what they repeat: candidates, verdicts, clusters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row

from kznews.linking.at_hand import AtHand
from kznews.linking.likely import Likely
from pipeline.duplicates.candidates import CANDIDATES, Weights, asked_by
from pipeline.duplicates.compare import Relation, Verdict, may_be_copies, verdict
from pipeline.duplicates.keys import Keys, held, kept, keys
from pipeline.duplicates.pair import Pair, pairs
from pipeline.duplicates.rarity import Rarity, Tally
from pipeline.duplicates.sketch import Passages
from pipeline.duplicates.story import Story
from storage import duplicates, places, projection
from storage.clusters import Clusters
from storage.duplicates import MOVED, published

Alike = tuple[Row[Any], Verdict]  # a record and what it is to another
LATEST = 4000  # records linked last that tell which passages are common
AT_ONCE = 64  # records whose candidates are in memory
MANY = 300  # records of one cluster


class Batch:
    """Records that are linked in one transaction, in the order of their publication."""

    def __init__(self, connection: Connection, rows: Sequence[Row[Any]], rarity: Rarity, at_hand: AtHand) -> None:
        self._connection = connection
        self._rows = rows
        self._rarity = rarity
        self._at_hand = at_hand
        self._clusters = Clusters(connection)
        self._likely = Likely(connection, rows)
        self._touched: set[int] = set()  # records whose clusters changed

    def link(self) -> int:
        """Link the records; return how many repeat anything."""
        stories = self._at_hand.of(self._connection, [row.id for row in self._rows])
        sampled = [kept(stories[row.id].sketch) for row in self._rows]
        self._replace_older()
        rows = [(row.url_id, row.id, keys(own)) for row, own in zip(self._rows, sampled, strict=True)]
        duplicates.put(self._connection, rows)
        self._tally(stories)
        del stories
        found = sum(self._link(start, sampled[start : start + AT_ONCE]) for start in range(0, len(sampled), AT_ONCE))
        self._measure()
        self._clusters.write()
        held = places.of(self._connection, {row.url_id for row in self._rows})
        self._touched |= {row.id for row in self._rows if row.url_id not in held}  # it may be no copy any more
        projection.settle(self._connection, self._touched)
        return found

    def _replace_older(self) -> None:
        """Take the older versions of the records out of the index."""
        newer = {row.older: row for row in self._rows if row.older is not None}
        for old, story in self._at_hand.read(self._connection, newer).items():
            head = duplicates.replace(self._connection, old, newer[old], keys(kept(story.sketch)))
            self._touched |= {newer[old].id, head or newer[old].id}

    def _tally(self, stories: dict[int, Story]) -> None:
        """Keep for later calls what these records tell of passages, each address once."""
        tally = tally_of(stories[row.id] for row in self._rows if row.older is None)
        duplicates.tally(self._connection, tally.stories, tally.packed(), LATEST)

    def _link(self, start: int, sampled: Sequence[Passages]) -> int:
        """Link some records, the first of which is the *start*-th, with what they repeat of what was published before."""
        rows = self._rows[start : start + len(sampled)]
        others = self._likely.of(start, rows, asked_by([self._rare(own) for own in sampled]))
        found = [list(one) for one in self._alike(rows, others)]
        self._clusters.read(row.id for row in chain(rows, (other for one in found for other, _ in one)))
        for row, alike in zip(rows, found, strict=True):
            self._join(row, alike)
        return sum(map(bool, found))

    def _rare(self, sampled: Passages) -> tuple[Keys, Weights]:
        """Return the keys of passages, weighted, but of those that very many late stories have: they find nothing."""
        counts = self._rarity.counts(sampled)
        rare = counts <= duplicates.COMMON
        rare_keys, first = np.unique(held(sampled[rare]), return_index=True)
        return rare_keys, self._rarity.weights_of(counts[rare][first])

    def _join(self, row: Row[Any], found: Sequence[Alike]) -> None:
        """Put *row* into one cluster with what it repeats.

        A story belongs to the one published before it that it is most like; so a lesser likeness, which may be wrong,
        does not join two clusters. What was published later and repeats nothing else belongs to *row*.
        """
        before = [one for one in found if published(one[0]) < published(row)]
        if before:
            self._put_together(row, *max(before, key=lambda one: one[1].rank))
        for other, made in found:
            if (other, made) not in before and self._belongs(other, row, made):
                self._put_together(row, other, made)

    def _put_together(self, row: Row[Any], other: Row[Any], verdict: Verdict) -> None:
        self._clusters.join(row.id, other.id, str(verdict.relation), round(verdict.similarity, 4))
        self._touched.add(row.id)

    def _belongs(self, other: Row[Any], row: Row[Any], verdict: Verdict) -> bool:
        """Say whether *other* belongs to *row*, which was published before; take it out of where it is less at home."""
        head = self._clusters.head(other.id)
        if head == other.id:
            return True
        if head == self._clusters.head(row.id):
            return False
        before = [one for one in self._clusters.members(head) if published(one) < published(other)]
        if any(found.rank >= verdict.rank for _, found in self._alike_of(other, before)):
            return False
        self._touched.add(head)
        self._clusters.leave(other.id)
        return True

    def _measure(self) -> None:
        """Say what each record of the clusters that changed is to the first, or to the earlier one that it is most like.

        So it makes no difference what it was first compared with. Of very many records only the new ones are looked at.
        """
        self._clusters.read(self._touched)
        for head in sorted({self._clusters.head(one) for one in self._touched}):
            cluster = self._clusters.members(head)
            asked = [row for row in cluster[1:] if len(cluster) <= MANY or row.id in self._touched]
            to_first = {row.id: verdict for row, verdict in self._alike_of(cluster[0], asked)}
            for row in asked:
                if self._clusters.said(row.id)[0] == MOVED:
                    continue
                verdict = to_first.get(row.id) or self._to_earlier(row, cluster[1 : cluster.index(row)][-CANDIDATES:])
                if verdict:
                    self._clusters.say(row.id, str(verdict.relation), round(verdict.similarity, 4))

    def _to_earlier(self, row: Row[Any], others: Sequence[Row[Any]]) -> Verdict | None:
        return max((verdict for _, verdict in self._alike_of(row, others)), key=lambda one: one.rank, default=None)

    def _alike_of(self, row: Row[Any], others: Sequence[Row[Any]]) -> Iterator[Alike]:
        return next(self._alike([row], [others]))

    def _alike(self, rows: Sequence[Row[Any]], others: Sequence[Sequence[Row[Any]]]) -> Iterator[Iterator[Alike]]:
        """Yield for each of *rows* which of *others* are what it is, or part of it, or the other way round."""
        stories = self._at_hand.of(self._connection, (row.id for row in chain(rows, *others)))
        likely = [
            [(one, pair) for one, pair in zip(own, self._pairs(row, own, stories), strict=True) if may_be_copies(pair)]
            for row, own in zip(rows, others, strict=True)
        ]
        Story.read_facts(story for own in likely for _, pair in own for story in (pair.one, pair.other))
        return (_judged(own) for own in likely)

    def _pairs(self, row: Row[Any], others: Sequence[Row[Any]], stories: Mapping[int, Story]) -> Iterator[Pair]:
        return pairs(stories[row.id], [stories[other.id] for other in others], self._rarity)


def _judged(pairs_of_one: Sequence[tuple[Row[Any], Pair]]) -> Iterator[Alike]:
    for other, pair in pairs_of_one:
        made = verdict(pair)
        if made and made.relation is not Relation.RELATED:
            yield other, made


def tally_of(stories: Iterable[Story]) -> Tally:
    """Return what stories tell of how common passages are."""
    return Tally.of([story.sketch.passages for story in stories])

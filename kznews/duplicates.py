"""Duplicates in a store: compare what is new with what is there, link copies, show what they share."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, Row

from kznews.dedup import address_key
from pipeline.duplicates.compare import Relation, Verdict, compared_with
from pipeline.duplicates.rarity import Rarity
from pipeline.duplicates.sketch import Passages, sample, sketches
from pipeline.duplicates.story import Story
from pipeline.duplicates.words import Reader
from storage import duplicates, projection
from storage.catalog import Catalog
from storage.moves import RELATION as MOVED
from storage.projection import Policy

T = TypeVar("T")
BATCH = 500  # records a transaction
PORTION = 4000  # records that tell, before they are compared, which passages are common among them
READ = 8  # stories read in one step: more are hardly faster, and take memory
AT_ONCE = 24  # records whose passages and candidates are in memory
CANDIDATES = 16  # of a record
LOOKED_AT = 64  # records that share most, of which the candidates are chosen
SHARED = 0.03  # of the passages, by weight: with less in common no comparison is worth its time
AT_HAND = 3000  # stories in memory
MANY = 300  # records of one cluster
LATEST = 4000  # earlier records that tell which passages are common


def link(catalog: Catalog) -> int:
    """Compare each record that is new with the others and link the copies; return how many copies were found.

    Each transaction takes some records whole, so that a kill between two leaves nothing half-linked. They are taken in
    the order of their publication, so that it makes no difference in which order they were stored.
    """
    found, linker = 0, Linker()
    while True:
        with catalog.engine.begin() as connection:
            pending = duplicates.unlinked(connection)
        if not pending:
            return found
        for portion in _parts(pending, PORTION):
            with catalog.engine.begin() as connection:
                linker.learn(connection, portion)
            for part in _parts(portion, BATCH):
                with catalog.engine.begin() as connection:
                    duplicates.exclude_others(connection)
                    rows = duplicates.still_unlinked(connection, part)
                    found += linker.link(connection, rows)


def bring_in_line(catalog: Catalog, policy: Policy, *, is_new: bool = True) -> None:
    """Let the record files be those that *policy* says; if anything *is_new*, link the copies among it."""
    projection.adopt(catalog.engine, policy)
    if is_new:
        link(catalog)
    catalog.write_records()


class Linker:
    """What is kept in memory between the records of one call: late stories, and how common their passages are."""

    def __init__(self) -> None:
        self._rarity = Rarity()
        self._reader = Reader()
        self._stories: dict[int, Story] = {}
        self._touched: set[int] = set()  # records whose clusters changed in this transaction

    def learn(self, connection: Connection, portion: Sequence[int]) -> None:
        """Learn from the records linked last, and from those that come next, which passages are common."""
        known = () if self._rarity.age else duplicates.latest(connection, LATEST, AT_ONCE)
        coming = (duplicates.still_unlinked(connection, part) for part in _parts(portion, AT_ONCE))
        for rows in chain(known, coming):
            if stories := self._all(rows):
                self._rarity.add(np.concatenate([story.sketch.passages for story in stories]), len(stories))

    def link(self, connection: Connection, rows: Sequence[Row[Any]]) -> int:
        """Link each of *rows* with what it repeats, among them and before; return how many repeat anything."""
        later = {row.url_id for row in rows}
        for part in _parts(rows, AT_ONCE):
            self._put(connection, part)
        found = sum(self._link(connection, part, later) for part in _parts(rows, AT_ONCE))
        for record_id in duplicates.heads(connection, self._touched):
            self._measure(connection, duplicates.cluster(connection, record_id))
        projection.settle(connection, self._touched)
        self._touched.clear()
        return found

    def _measure(self, connection: Connection, cluster: Sequence[Row[Any]]) -> None:
        """Say what each record of a cluster is to the first, or else to the earlier one that it is most like.

        So it makes no difference what it was first compared with. Of very many records only the new ones are looked at.
        """
        for number, row in enumerate(cluster[1:], 1):
            if len(cluster) > MANY and row.id not in self._touched:
                continue
            alike = list(self._alike(row, cluster[:1])) or list(self._alike(row, cluster[1:number][-CANDIDATES:]))
            if row.relation != MOVED and alike:
                verdict = max((verdict for _, verdict in alike), key=lambda one: one.rank)
                duplicates.measured(connection, row, str(verdict.relation), round(verdict.similarity, 4))

    def _link(self, connection: Connection, rows: Sequence[Row[Any]], later: set[int]) -> int:
        """Link each of *rows* with what it repeats but those of *later*, and take it out of these."""
        keys = {row.url_id: self._rare_keys(story) for row, story in zip(rows, self._all(rows), strict=True)}
        shared = duplicates.holders(connection, set().union(*keys.values()))
        sizes = duplicates.sizes(connection, {other for found in shared.values() for other in found})
        likely = {}
        for url_id, own in keys.items():  # of two new ones, the later is compared with the earlier
            likely[url_id] = _most_shared(later, own, shared, sizes)
            later.remove(url_id)
        known = duplicates.current(connection, {other for found in likely.values() for other in found})
        moments = {url_id: duplicates.published(row) for url_id, row in known.items()}
        nearest = [_nearest(row, likely[row.url_id], moments) for row in rows]
        chosen = [[known[url_id] for url_id in url_ids] for url_ids in nearest]
        self._have(connection, {other.id for others in chosen for other in others})
        return sum(self._join(connection, row, others) for row, others in zip(rows, chosen, strict=True))

    def _put(self, connection: Connection, rows: Sequence[Row[Any]]) -> None:
        """Let *rows* stand in the index, each in the place of its older version."""
        old = duplicates.before(connection, [row.url_id for row in rows])
        for row in rows:
            if row.url_id in old:
                duplicates.replace(connection, old[row.url_id], row.id, _keys(self._story(old[row.url_id])))
                self._touched |= {row.id, old[row.url_id].duplicate_of or row.id}
        keys = [_keys(story) for story in self._all(rows)]
        duplicates.put(connection, [(row.url_id, row.id, own) for row, own in zip(rows, keys, strict=True)])

    def _join(self, connection: Connection, row: Row[Any], others: Sequence[Row[Any]]) -> bool:
        """Put *row* into one cluster with what it repeats of *others*; say whether there was any.

        A story belongs to the one published before it that it is most like; so a lesser likeness, which may be wrong,
        does not join two clusters. What was published later and repeats nothing else belongs to *row*.
        """
        found = list(self._alike(row, others))
        before = [one for one in found if duplicates.published(one[0]) < duplicates.published(row)]
        if before:
            other, verdict = max(before, key=lambda one: one[1].rank)
            self._put_together(connection, row, other, verdict)
        for other, verdict in found:
            if (other, verdict) not in before and self._belongs(connection, other, row, verdict):
                self._put_together(connection, row, other, verdict)
        return bool(found)

    def _put_together(self, connection: Connection, row: Row[Any], other: Row[Any], verdict: Verdict) -> None:
        duplicates.join(connection, row.id, other.id, str(verdict.relation), round(verdict.similarity, 4))
        self._touched.add(row.id)

    def _belongs(self, connection: Connection, other: Row[Any], row: Row[Any], verdict: Verdict) -> bool:
        """Say whether *other* belongs to *row*, which was published before; take it out of where it is less at home."""
        if duplicates.is_head(connection, other.id):
            return True
        members = duplicates.cluster(connection, other.id)
        if any(one.id == row.id for one in members):
            return False
        before = [one for one in members if duplicates.published(one) < duplicates.published(other)]
        if any(found.rank >= verdict.rank for _, found in self._alike(other, before)):
            return False
        self._touched.add(members[0].id)
        duplicates.leave(connection, other.id)
        return True

    def _alike(self, row: Row[Any], others: Sequence[Row[Any]]) -> Iterator[tuple[Row[Any], Verdict]]:
        stories = [self._story(other) for other in others]
        for other, verdict in zip(others, compared_with(self._story(row), stories, self._rarity), strict=True):
            if verdict and verdict.relation is not Relation.RELATED:
                yield other, verdict

    def _rare_keys(self, story: Story) -> dict[int, float]:
        """Return the keys of *story*, weighted, but those of passages that very many late stories have: they find nothing."""
        passages = _kept(sample(story.sketch))
        counts = self._rarity.counts(passages)
        rare = counts <= duplicates.COMMON
        return dict(zip(_held(passages[rare]), self._rarity.weights_of(counts[rare]).tolist(), strict=True))

    def _have(self, connection: Connection, record_ids: Collection[int]) -> None:
        """Read those stories of records that are not at hand; the others are at hand for longer."""
        self._stories |= {one: self._stories.pop(one) for one in record_ids if one in self._stories}
        self._all(duplicates.whole(connection, [one for one in record_ids if one not in self._stories]))

    def _story(self, row: Row[Any]) -> Story:
        return self._stories.get(row.id) or self._all([row])[0]

    def _all(self, rows: Sequence[Row[Any]]) -> list[Story]:
        """Return the stories of *rows*; those that are not at hand are read in one step, at a fraction of the time."""
        lacking = [row for row in rows if row.id not in self._stories]
        read = dict(zip([row.id for row in lacking], _read(lacking, self._reader), strict=True))
        used = {row.id: read.get(row.id) or self._stories.pop(row.id) for row in rows}
        self._stories |= used  # the last used are the last
        while len(self._stories) > AT_HAND:
            del self._stories[next(iter(self._stories))]
        return [used[row.id] for row in rows]


def _parts(whole: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (whole[start : start + size] for start in range(0, len(whole), size))


def _most_shared(
    but: Set[int], keys: Mapping[int, float], shared: Mapping[int, Sequence[int]], sizes: Mapping[int, int]
) -> dict[int, float]:
    """Return the URLs of the stories that share most of the passages *keys*, with the share, by weight, of the smaller set."""
    weights: defaultdict[int, float] = defaultdict(float)
    for key, weight in keys.items():
        for other in shared.get(key, ()):
            weights[other] += weight
    mean = sum(keys.values()) / max(1, len(keys))
    shares = {
        other: weight / max(1e-9, mean * min(len(keys), sizes.get(other, 0)))
        for other, weight in weights.items()
        if other not in but
    }
    ordered = sorted(shares, key=lambda other: (-shares[other], other))[:LOOKED_AT]
    least = max(SHARED, round(shares[ordered[CANDIDATES - 1]], 1) - 0.05) if len(ordered) >= CANDIDATES else SHARED
    return {other: shares[other] for other in ordered if shares[other] >= least}


def _nearest(row: Row[Any], likely: Mapping[int, float], moments: Mapping[int, tuple[dt.datetime, str]]) -> list[int]:
    """Return of the *likely* those that share most with *row*; of those that share as much, those nearest in time."""
    when, _ = duplicates.published(row)

    def order(url_id: int) -> tuple[float, dt.timedelta, str]:
        at, url = moments[url_id]
        return -round(likely[url_id], 1), abs(at - when), url

    return sorted(likely.keys() & moments.keys(), key=order)[:CANDIDATES]


def _keys(story: Story) -> list[int]:
    """Return the passages under which the catalog holds *story*: every other sampled one, in 40 bits."""
    return [*dict.fromkeys(_held(_kept(sample(story.sketch))))]


def _kept(passages: Passages) -> Passages:
    even: Passages = passages[passages & np.uint64(1) == 0]
    return even


def _held(passages: Passages) -> list[int]:
    held: list[int] = (passages >> np.uint64(24)).tolist()
    return held


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words of a text, and whether the other text has it, too."""

    text: str
    is_shared: bool


def side_by_side(text: str, other: str) -> Iterator[Passage]:
    """Yield *text* in runs that *other* has word by word and runs that it has not."""
    from difflib import SequenceMatcher

    mine = text.split()
    for kind, start, end, _, _ in SequenceMatcher(None, _plain(mine), _plain(other.split()), False).get_opcodes():
        if end > start:
            yield Passage(" ".join(mine[start:end]), kind == "equal")


def _plain(words: Sequence[str]) -> list[str]:
    return [word.casefold().replace("ё", "е").strip('.,;:!?«»"“”') for word in words]


def _read(rows: Sequence[Row[Any]], reader: Reader) -> list[Story]:
    """Return the stories of records."""
    texts = [(row.title, row.text.removeprefix(row.title).lstrip()) for row in rows]
    made = [one for part in _parts(texts, READ) for one in sketches(part, reader)]
    return [Story(one, address_key(row.url), _days(row)) for one, row in zip(made, rows, strict=True)]


def _days(row: Row[Any]) -> float | None:
    when = row.published_at or (row.day and dt.datetime.combine(row.day, dt.time(12), dt.UTC))
    return when.timestamp() / 86400 if when else None

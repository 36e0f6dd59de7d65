"""Duplicates in a store: link the copies among what is new, show what two share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kznews.linking.linker import PORTION, Linker, parts
from pipeline.growth import has_grown
from storage import duplicates, projection
from storage.catalog import Catalog
from storage.engine import reading
from storage.projection import Policy

BATCH = 500  # records a transaction
GROWTH = 1.05  # a young store links all anew when it has so many times as many stories: what is common is known better


def link(catalog: Catalog) -> int:
    """Compare each record that is new with the others and link the copies; return how many copies were found.

    Each transaction takes some records whole, so that a kill between two leaves nothing half-linked. They are taken in
    the order of their publication, so that it makes no difference in which order they were stored. Which passages are
    common is learned from the records themselves: a store that has few of them links all anew when it has grown.
    """
    before = _linked(catalog)
    found = _link_new(catalog)
    after = _linked(catalog)
    if before and after <= PORTION and has_grown(before, after, GROWTH):
        with catalog.engine.begin() as connection:
            duplicates.exclude_others(connection)
            duplicates.forget(connection)
        _link_new(catalog)
    return found


def _linked(catalog: Catalog) -> int:
    with reading(catalog.engine) as connection:
        return duplicates.linked_count(connection)


def _link_new(catalog: Catalog) -> int:
    found, linker = 0, Linker()
    while True:
        with catalog.engine.begin() as connection:
            pending = duplicates.unlinked(connection)
        if not pending:
            return found
        for portion in parts(pending, PORTION):
            with catalog.engine.begin() as connection:
                linker.learn(connection, portion)
            for part in parts(portion, BATCH):
                with catalog.engine.begin() as connection:
                    duplicates.exclude_others(connection)
                    found += linker.link(connection, duplicates.still_unlinked(connection, part))


def bring_in_line(catalog: Catalog, policy: Policy, *, is_new: bool = True) -> None:
    """Let the record files be those that *policy* says; if anything *is_new*, link the copies among it."""
    projection.adopt(catalog.engine, policy)
    if is_new:
        link(catalog)
    catalog.write_records()


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

"""Learns the furniture of a site from its records, and brings the records in line with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from pipeline.growth import has_grown
from pipeline.noise.furniture import LEAST_HEADLINES, Sample, learn, without
from storage import furniture
from storage.catalog import Catalog
from storage.entities import Outcome, Run, State
from storage.furniture import RULE
from storage.record import Record

AT_ONCE = 64  # records a transaction
GROWTH = 1.25  # articles are learned from again when there are so many times as many
MOST_ARTICLES = 20_000  # beyond, learning is no matter of seconds any more: a person asks for it


def is_due(before: int, after: int) -> bool:
    """Say whether a site is to be learned from that had *before* articles and has *after* by now."""
    return LEAST_HEADLINES <= after <= MOST_ARTICLES and has_grown(before, after, GROWTH)


def settle(catalog: Catalog, run: Run, now: dt.datetime, *, learning: bool = True) -> int:
    """Learn the site's furniture anew; change the records that have it still, or no longer, and return how many these are.

    What comes out depends on the site's articles and on the decisions made by hand alone: twice is once.
    """
    if learning:
        learned = learn(_Samples(catalog, run.site))
        furniture.keep_learned(catalog.engine, run.site, [(one.fingerprint, one.text, one.articles) for one in learned])
    taken_out, changed = furniture.taken_out(catalog.engine, run.site), 0
    if not taken_out and not furniture.was_taken_out(catalog.engine, run.site):
        return 0
    for batch in _batches(catalog, run.site, taken_out):
        catalog.acknowledge(run, batch, now)
        catalog.write_records()
        changed += len(batch)
    return changed


def _batches(catalog: Catalog, site: str, taken_out: frozenset[str]) -> Iterator[list[Outcome]]:
    batch: list[Outcome] = []
    for url_id, record in furniture.current_records(catalog.engine, site):
        settled = settled_record(record, taken_out)
        if settled.text != record.text:
            batch.append(Outcome(url_id, State.STORED, record=settled))
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def settled_record(record: Record, taken_out: frozenset[str]) -> Record:
    """Return *record* with just the furniture *taken_out* of it: what was taken before and is none comes back."""
    head, body = _whole(record.title, record.text, record.removed)
    kept, taken = without(body, taken_out)
    removed = [one for one in record.removed if one["rule"] != RULE]
    removed += [{"text": text, "rule": RULE, "place": place} for place, text in taken]
    return replace(record, text="\n\n".join([*head, *kept]), removed=tuple(removed))


@dataclass(frozen=True, slots=True)
class _Samples:
    """The articles of a site, read anew each time they are gone through."""

    catalog: Catalog
    site: str

    def __iter__(self) -> Iterator[Sample]:
        return map(_sample, furniture.current_texts(self.catalog.engine, self.site))


def _sample(row: Row[Any]) -> Sample:
    _, body = _whole(row.title, row.text, row.removed or ())
    return Sample(row.day, row.title, row.language or "", tuple(body[1:]))


def _whole(title: str, text: str, removed: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """Return a record's headline and its body, with the furniture that was taken from it where it stood.

    Furniture without a place was taken by an earlier version of kznews, from the end.
    """
    paragraphs = text.split("\n\n")
    headline = 1 if len(paragraphs) > 1 and paragraphs[0] == title else 0
    body = paragraphs[headline:]
    for one in removed:
        if one["rule"] == RULE:
            body.insert(one.get("place", len(body)), one["text"])
    return paragraphs[:headline], body

"""Learns the furniture of a site from its records, and brings the records in line with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kznews.duplicates import link
from pipeline.noise.furniture import MOST_AT_END, Ending, fingerprint_of, learn, without
from spiders.run import holder, now
from storage import furniture
from storage.catalog import Catalog
from storage.entities import Outcome, State
from storage.furniture import Decision, Piece
from storage.record import Record

RULE = "furniture"
AT_ONCE = 64  # records a transaction


@dataclass(frozen=True, slots=True)
class Settled:
    """What learning brought about."""

    pieces: list[Piece]
    changed: int  # records that have a new version


def settle(catalog: Catalog, site: str, *, learning: bool = True) -> Settled:
    """Learn the site's furniture anew and change the records that have it still, or no longer; raise `SiteBusy`.

    What comes out depends on the site's articles and on the decisions made by hand alone: twice is once.
    """
    run = catalog.begin_run(site, "furniture", "person", now(), holder())
    changed = 0
    try:
        if learning:
            learned = learn(_ending(record) for _, record in furniture.current_records(catalog.engine, site))
            furniture.keep_learned(catalog.engine, site, [(one.fingerprint, one.text, one.articles) for one in learned])
        taken_out = furniture.taken_out(catalog.engine, site)
        for batch in _batches(catalog, site, taken_out):
            catalog.acknowledge(run, batch, now())
            catalog.write_records()
            changed += len(batch)
    except BaseException:
        catalog.end_run(run, now(), 1, {}, "furniture was not settled: run it again")
        raise
    catalog.end_run(run, now(), 0, {"changed": changed})
    link(catalog)
    catalog.write_records()
    return Settled(furniture.pieces(catalog.engine, site), changed)


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
    head, body = _whole(record)
    kept, taken = without(body, taken_out)
    removed = [one for one in record.removed if one["rule"] != RULE]
    removed += [{"text": text, "rule": RULE} for text in taken]
    return replace(record, text="\n\n".join([*head, *kept]), removed=tuple(removed))


def _ending(record: Record) -> Ending:
    _, body = _whole(record)
    return Ending(record.day, record.title, record.language or "", tuple(body[1:][-MOST_AT_END:]))


def _whole(record: Record) -> tuple[list[str], list[str]]:
    """Return the record's headline and its body, with the furniture that was taken from its end."""
    paragraphs = record.text.split("\n\n")
    headline = 1 if len(paragraphs) > 1 and paragraphs[0] == record.title else 0
    before = [one["text"] for one in record.removed if one["rule"] == RULE]
    return paragraphs[:headline], paragraphs[headline:] + before


def find(pieces: list[Piece], prefix: str) -> list[Piece]:
    """Return the pieces whose fingerprint begins with *prefix*."""
    return [one for one in pieces if one.fingerprint.startswith(prefix)]


def decide(catalog: Catalog, site: str, text: str, decision: Decision) -> None:
    """Keep the *decision* on *text*: the fingerprint of a known piece, or a paragraph as it stands in a record."""
    known = find(furniture.pieces(catalog.engine, site), text) if len(text) >= 4 else []
    fingerprint, said = (known[0].fingerprint, known[0].text) if len(known) == 1 else (fingerprint_of(text), text)
    furniture.decide(catalog.engine, site, fingerprint, said, decision)

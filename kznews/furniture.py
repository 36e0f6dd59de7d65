"""The furniture of a site at a person's command: learned, pinned, refused."""

from __future__ import annotations

from dataclasses import dataclass

import spiders.furniture
from kznews.duplicates import link
from pipeline.noise.furniture import fingerprint_of
from storage import furniture
from storage.catalog import Catalog
from storage.clock import now
from storage.furniture import Decision, Piece
from storage.holders import this_process


@dataclass(frozen=True, slots=True)
class Settled:
    """What learning brought about."""

    pieces: list[Piece]
    changed: int  # records that have a new version


def settle(catalog: Catalog, site: str, *, learning: bool = True) -> Settled:
    """Learn the site's furniture and change its records in a run of its own; raise `SiteBusy`."""
    run = catalog.begin_run(site, "furniture", "person", now(), this_process())
    try:
        changed = spiders.furniture.settle(catalog, run, now(), learning=learning)
    except BaseException:
        catalog.end_run(run, now(), 1, {}, "furniture was not settled: run it again")
        raise
    catalog.end_run(run, now(), 0, {"changed": changed})
    link(catalog)
    catalog.write_records()
    return Settled(furniture.pieces(catalog.engine, site), changed)


def find(pieces: list[Piece], prefix: str) -> list[Piece]:
    """Return the pieces whose fingerprint begins with *prefix*."""
    return [one for one in pieces if one.fingerprint.startswith(prefix)]


def decide(catalog: Catalog, site: str, text: str, decision: Decision) -> None:
    """Keep the *decision* on *text*: the fingerprint of a known piece, or a paragraph as it stands in a record."""
    known = find(furniture.pieces(catalog.engine, site), text) if len(text) >= 4 else []
    fingerprint, said = (known[0].fingerprint, known[0].text) if len(known) == 1 else (fingerprint_of(text), text)
    furniture.decide(catalog.engine, site, fingerprint, said, decision)

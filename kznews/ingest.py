"""Reads saved pages (WARC files, folders of HTML with an index) through the same pipeline as a crawl."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kznews.duplicates import bring_in_line
from kznews.exit_codes import ExitCode
from kznews.saved import GZIP, page_bytes
from kznews.times import stated
from pipeline.canonical import canonical_url
from pipeline.drop import BadContent, Drop
from pipeline.page import Page
from spiders.discovery.found import is_article_url
from spiders.registry import site_of
from spiders.site import Site
from spiders.workers import Asked, Workers, default_count, read_record
from storage import furniture
from storage.catalog import Catalog
from storage.clock import now
from storage.entities import Fetch, Found, Hint, Outcome, Run, State
from storage.holders import this_process
from storage.projection import Policy
from storage.record import Record
from storage.warc import Response, iterate

if TYPE_CHECKING:
    from kznews.config import Config

SITE = "ingest"  # under which pages stand that no crawl has found
BATCH = 64
IN_WORK = 8  # pages a worker
LEASE_SECONDS = 600  # renewed with each batch, which slow pages may hold up
TOLERANCE = 0.1  # the share of pages that may be unreadable before the exit code says so


class NotReadable(Exception):
    """The file is neither a WARC file nor a folder with a JSON-lines index; says what to give instead."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A part of a WARC file in which no record can be read any more."""

    file: str
    offset: int
    bytes: int
    fault: str

    @property
    def line(self) -> str:
        """Return it in words."""
        return f"{self.file}@{self.offset}: {self.bytes} bytes are damaged: {self.fault}"


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved page on its way: where it stood, and the page with its canonical address, or what is wrong with it."""

    where: str
    page: Page | None = None
    address: str = ""
    fault: str = ""
    damage: Damage | None = None  # nobody knows how many pages stood there


@dataclass(frozen=True, slots=True)
class Reading:
    """A saved page that has been read: its record, or why it has none."""

    where: str
    page: Page
    result: Record | Drop


@dataclass(slots=True)
class Progress:
    """What an ingest has done so far."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    read: int = 0
    damages: list[Damage] = field(default_factory=list)
    exit_code: int = ExitCode.UNEXPECTED

    @property
    def lines(self) -> list[str]:
        """Return all that went wrong, a line each."""
        return [*(damage.line for damage in self.damages), *self.faults]


def saved_pages(path: Path, sites: Mapping[str, Site]) -> Iterator[Saved]:
    """Return the pages of a WARC file, of a folder or of an index, read when they are asked for; raise `NotReadable`."""
    if path.is_dir():
        index = path / "index.jsonl"
        if not index.is_file():
            raise NotReadable(f'{path} has no index.jsonl: one line a page, {{"url", "html_path", "fetched_at"}}')
        return _indexed(index, sites)
    if path.name.endswith((".warc", ".warc.gz")):
        return archived(path, sites)
    if path.name.endswith(".jsonl"):
        return _indexed(path, sites)
    raise NotReadable(f"{path} is no .warc, .warc.gz, .jsonl index or folder with an index.jsonl")


def _indexed(index: Path, sites: Mapping[str, Site]) -> Iterator[Saved]:
    with index.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            where = f"{index}:{number}"
            if not line.strip():
                continue
            try:
                page = _indexed_page(json.loads(line), index.parent, sites)
                yield Saved(where, page, address_of(page.url, sites))
            except KeyError as error:
                yield Saved(where, fault=f"the line lacks {error}")
            except json.JSONDecodeError as error:
                yield Saved(where, fault=f"not JSON: {error}")
            except OSError as error:
                yield Saved(where, fault=f"{error.filename}: {error.strerror}")
            except (ValueError, BadContent) as error:
                yield Saved(where, fault=str(error))
            except (TypeError, AttributeError, RecursionError) as error:
                yield Saved(where, fault=f"{type(error).__name__}: {error}")


def _indexed_page(row: dict[str, Any], folder: Path, sites: Mapping[str, Site]) -> Page:
    body = page_bytes(folder / row["html_path"])
    url = row.get("url") or f"saved:{hashlib.sha256(body).hexdigest()[:16]}"
    if not url.lower().startswith(("http://", "https://", "saved:")):  # two sites may have the same relative one
        raise ValueError(f"url {url} is no http or https address")
    at = row.get("fetched_at")
    return page_of(url, body, None if at is None else stated(at), str(row.get("content_type") or ""), "", sites)


def page_of(
    url: str, body: bytes, at: dt.datetime | None, content_type: str, encoding: str, sites: Mapping[str, Site]
) -> Page:
    """Return the page that was saved of *url*, with the rules and the zone of its site, if it is one of *sites*."""
    site = site_of(url, sites)
    if site is None:
        return Page(url, body, at, "", 200, content_type, encoding)
    return Page(url, body, at, site.timezone, 200, content_type, encoding, rules=site.rules)


def address_of(url: str, sites: Mapping[str, Site]) -> str:
    """Return the canonical form of *url*; raise ValueError when it is no address."""
    site = site_of(url, sites)
    return canonical_url(url, site.keep_query if site else ())


def archived(path: Path, sites: Mapping[str, Site]) -> Iterator[Saved]:
    """Yield the pages of a WARC file, and what is wrong with it."""
    for one in iterate(path):
        where, is_page = f"{path}@{one.offset}", one.status == 200 and MARKUP.match(one.content_type)
        if one.damaged:
            yield Saved(where, damage=Damage(str(path), one.offset, one.damaged, one.fault))
        elif one.fault and (is_page or not one.status):
            yield Saved(where, fault=one.fault)
        elif is_page:
            yield from _archived_page(where, one, sites)


def _archived_page(where: str, one: Response, sites: Mapping[str, Site]) -> Iterator[Saved]:
    """Yield the page of a response, unless its site knows it for a listing or the like."""
    try:
        address = address_of(one.url, sites)
    except ValueError as error:
        yield Saved(where, fault=f"{one.url}: {error}")
        return
    site = site_of(one.url, sites)
    if site is None or is_article_url(address, site):
        page = page_of(one.url, one.body, one.at, one.content_type, _encoding_of(one), sites)
        yield Saved(where, page, address)


def _encoding_of(one: Response) -> str:
    """Return how the body is coded; some crawlers store it decoded and leave the header as it was."""
    is_stored_plain = one.content_encoding.strip().lower() in ("gzip", "x-gzip") and not one.body.startswith(GZIP)
    return "" if is_stored_plain else one.content_encoding


MARKUP = re.compile(r"\s*($|text/html|application/xhtml\+xml|application/octet-stream|text/plain)", re.I)


def ingest_files(files: tuple[Path, ...], config: Config, workers: int | None) -> Progress:
    """Store the articles of *files*; return the counts by end state, and one line for each page that could not be read."""
    sources = [saved_pages(path, config.all_sites()) for path in files]
    catalog = Catalog.open(config.store, config.database)
    pool = Workers(workers or default_count())
    try:
        catalog.write_records()
        run = catalog.begin_run(SITE, SITE, "person", now(), this_process(), LEASE_SECONDS)
        progress = Progress()
        try:
            for pages in sources:
                _ingest(pages, catalog, run, pool, progress)
            progress.exit_code = _code(progress)
        except KeyboardInterrupt:
            progress.exit_code = ExitCode.INTERRUPTED
            raise
        finally:
            catalog.end_run(run, now(), progress.exit_code, dict(progress.counts), "", progress.lines[:50])
        bring_in_line(catalog, Policy(config.duplicates))
    finally:
        pool.close()
        catalog.close()
    return progress


def _code(progress: Progress) -> int:
    too_many = len(progress.faults) > progress.read * TOLERANCE
    return ExitCode.PARTLY_FAILED if too_many or progress.damages else ExitCode.DONE


def _ingest(pages: Iterator[Saved], catalog: Catalog, run: Run, pool: Workers, progress: Progress) -> None:
    """Read *pages* in the pool with a bounded number in work; store them in batches, in order."""
    window: deque[tuple[Saved, Asked[Record | Drop]]] = deque()
    batch: dict[str, Reading] = {}
    known = furniture.taken_out(catalog.engine, run.site)
    for saved in pages:
        if saved.damage:
            progress.damages.append(saved.damage)
            continue
        progress.read += 1
        if saved.page is None:
            progress.faults.append(f"{saved.where}: {saved.fault}")
            continue
        window.append((saved, pool.submit(read_record, replace(saved.page, furniture=known))))
        if len(window) > pool.count * IN_WORK:
            _take(window, batch, pool)
        if len(batch) >= BATCH or (window and window[0][0].address in batch):  # a later capture is a version of its own
            _store(batch, catalog, run, progress)
    while window:
        if window[0][0].address in batch:
            _store(batch, catalog, run, progress)
        _take(window, batch, pool)
    _store(batch, catalog, run, progress)


def _take(window: deque[tuple[Saved, Asked[Record | Drop]]], batch: dict[str, Reading], pool: Workers) -> None:
    saved, asked = window.popleft()
    assert saved.page is not None
    batch[saved.address] = Reading(saved.where, saved.page, pool.outcome(asked))


def _store(batch: dict[str, Reading], catalog: Catalog, run: Run, progress: Progress) -> None:
    """Commit *batch* and empty it."""
    catalog.heartbeat(run, now())
    if not batch:
        return
    ids = catalog.adopt(run, [Found(url, Hint("file", one.where)) for url, one in batch.items()], now())
    outcomes = [_outcome(ids[url], one.page, one.result) for url, one in batch.items()]
    for acknowledged in catalog.acknowledge(run, outcomes, now()):
        progress.counts[acknowledged.state] += 1
    catalog.write_records()
    batch.clear()


def _outcome(url_id: int, page: Page, result: Record | Drop) -> Outcome:
    fetch = Fetch(at=page.fetched_at or now(), url=page.url, status=page.status)
    if isinstance(result, Drop):
        return Outcome(url_id, State(result.state), result.line, fetch)
    return Outcome(url_id, State.STORED, "", fetch, result)

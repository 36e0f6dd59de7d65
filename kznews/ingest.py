"""Reads saved pages (WARC files, folders of HTML with an index) through the same pipeline as a crawl."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.canonical import canonical_url
from pipeline.content import gunzipped
from pipeline.drop import BadContent, Drop
from pipeline.page import Page
from pipeline.record import to_record
from spiders.registry import site_of
from spiders.run import LEASE_SECONDS, holder, now
from spiders.site import Site
from spiders.workers import Workers, default_count
from storage.catalog import Catalog
from storage.entities import Fetch, Found, Hint, Outcome, Run, State
from storage.warc import Response, iterate

if TYPE_CHECKING:
    from pebble import ProcessFuture

    from kznews.config import Config
    from pipeline.article import Article

BATCH = 64


class NotReadable(Exception):
    """The file is neither a WARC file nor a folder with a JSON-lines index; says what to give instead."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved page on its way: where it stood, and the page, or what is wrong with it."""

    where: str
    page: Page | None = None
    fault: str = ""


@dataclass(slots=True)
class Progress:
    """What an ingest has done so far."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    read: int = 0


def saved_pages(path: Path, sites: Mapping[str, Site]) -> Iterator[Saved]:
    """Yield the pages of a WARC file, of a folder or of an index; raise `NotReadable`."""
    if path.is_dir():
        index = path / "index.jsonl"
        if not index.is_file():
            raise NotReadable(f'{path} has no index.jsonl: one line a page, {{"url", "html_path", "fetched_at"}}')
        yield from _indexed(index, sites)
    elif path.name.endswith((".warc", ".warc.gz")):
        yield from _archived(path, sites)
    elif path.name.endswith(".jsonl"):
        yield from _indexed(path, sites)
    else:
        raise NotReadable(f"{path} is no .warc, .warc.gz, .jsonl index or folder with an index.jsonl")


def _indexed(index: Path, sites: Mapping[str, Site]) -> Iterator[Saved]:
    with index.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            where = f"{index}:{number}"
            if not line.strip():
                continue
            try:
                yield Saved(where, _indexed_page(json.loads(line), index.parent, sites))
            except (ValueError, OSError, KeyError, TypeError, AttributeError, RecursionError, BadContent) as error:
                yield Saved(where, fault=f"{type(error).__name__}: {error}")


def _indexed_page(row: dict[str, Any], folder: Path, sites: Mapping[str, Site]) -> Page:
    raw = (folder / row["html_path"]).read_bytes()
    body = gunzipped(raw) if str(row["html_path"]).endswith(".gz") else raw
    url = row.get("url") or f"saved:{hashlib.sha256(body).hexdigest()[:16]}"
    return page_of(url, body, _moment(row.get("fetched_at")), str(row.get("content_type") or ""), "", sites)


def _moment(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def page_of(
    url: str, body: bytes, at: dt.datetime | None, content_type: str, encoding: str, sites: Mapping[str, Site]
) -> Page:
    """Return the page that was saved of *url*, with the rules and the zone of its site, if it is one of *sites*.

    Raise ValueError when *url* is none.
    """
    canonical_url(url)
    site = site_of(url, sites)
    hints: tuple[Hint, ...] = ()
    if site is None:
        return Page(url, body, at, "", 200, content_type, encoding, hints)
    return Page(url, body, at, site.timezone, 200, content_type, encoding, hints, site.rules)


def _archived(path: Path, sites: Mapping[str, Site]) -> Iterator[Saved]:
    for one in iterate(path):
        where = f"{path}@{one.offset}"
        if one.fault:
            yield Saved(where, fault=one.fault)
        elif one.status == 200:
            yield _archived_page(where, one, sites)


def _archived_page(where: str, one: Response, sites: Mapping[str, Site]) -> Saved:
    try:
        return Saved(where, page_of(one.url, one.body, one.at, one.content_type, one.content_encoding, sites))
    except ValueError as error:
        return Saved(where, fault=f"{one.url}: {error}")


def ingest_files(files: tuple[Path, ...], config: Config, workers: int | None) -> Progress:
    """Store the articles of *files*; return the counts by end state, and one line for each page that could not be read."""
    catalog = Catalog.open(config.store, config.database)
    pool = Workers(workers or default_count())
    try:
        catalog.reconcile()
        run = catalog.begin_run("ingest", "ingest", "person", now(), holder(), LEASE_SECONDS)
        progress, code = Progress(), 1
        try:
            for path in files:
                _ingest(saved_pages(path, config.all_sites()), catalog, run, pool, progress)
            code = 0
        finally:
            catalog.end_run(run, now(), code, dict(progress.counts), "", progress.faults[:50])
    finally:
        pool.close()
        catalog.close()
    return progress


def _ingest(pages: Iterator[Saved], catalog: Catalog, run: Run, pool: Workers, progress: Progress) -> None:
    """Read *pages* in the pool with a bounded number in work; store them in batches."""
    window: deque[tuple[Saved, ProcessFuture[Article | Drop]]] = deque()
    batch: list[tuple[Page, Article | Drop]] = []
    for saved in pages:
        progress.read += 1
        if saved.page is None:
            progress.faults.append(f"{saved.where}: {saved.fault}")
            continue
        window.append((saved, pool.submit(saved.page)))
        if len(window) > pool.count * 8:
            _take(window, batch, pool)
        if len(batch) >= BATCH:
            _store(batch, catalog, run, progress)
    while window:
        _take(window, batch, pool)
    _store(batch, catalog, run, progress)


def _take(
    window: deque[tuple[Saved, ProcessFuture[Article | Drop]]], batch: list[tuple[Page, Article | Drop]], pool: Workers
) -> None:
    saved, future = window.popleft()
    assert saved.page is not None
    batch.append((saved.page, pool.outcome(future)))


def _store(batch: list[tuple[Page, Article | Drop]], catalog: Catalog, run: Run, progress: Progress) -> None:
    """Commit *batch* and empty it."""
    urls = {canonical_url(page.url): (page, result) for page, result in batch}
    catalog.heartbeat(run, now())
    ids = catalog.adopt(run, [Found(url, Hint("file", page.url)) for url, (page, _) in urls.items()], now())
    outcomes = [_outcome(ids[url], page, result) for url, (page, result) in urls.items()]
    for acknowledged in catalog.acknowledge(run, outcomes, now()):
        progress.counts[acknowledged.state] += 1
    catalog.write_records()
    batch.clear()


def _outcome(url_id: int, page: Page, result: Article | Drop) -> Outcome:
    fetch = Fetch(at=page.fetched_at or now(), url=page.url, status=page.status)
    if isinstance(result, Drop):
        return Outcome(url_id, State(result.state), result.line, fetch)
    return Outcome(url_id, State.STORED, "", fetch, to_record(result, page.timezone))

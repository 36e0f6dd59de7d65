"""The spider of a backfill: it walks a source document by document and fetches what the catalog lacks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from scrapy import Request
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.backfill.archives import Capture, capture_of, walks_of_archive
from spiders.backfill.asked import Backfill, Progress, Walked
from spiders.backfill.captured import captured
from spiders.backfill.rules import Ending
from spiders.backfill.span import Side, without_generation_days
from spiders.backfill.walk import Step, Walk, walks_of
from spiders.documents import document_of, named_by
from spiders.ending import Account, failure
from spiders.news import NewsSpider
from spiders.run import BATCH
from spiders.site import Site
from spiders.verdicts import of_failure
from spiders.visit import Fetched
from spiders.wire import exchange_of
from storage import walks
from storage.clock import now
from storage.days import note_searched
from storage.entities import Found, Hint, Leased, State
from storage.walks import Position

MOST_IN_FLIGHT = 2 * BATCH  # articles under way while the next document is read
MANY = 6  # undated addresses in a listing from which three are fetched first
MOST_WALKED = 200  # walks that are told one by one
BARREN = (State.DUPLICATE, State.NOT_AN_ARTICLE, State.GONE)
FERTILE = (State.STORED, State.UNDATED, State.UNCHANGED)


class BackfillSpider(NewsSpider):
    """Walks backwards through the days of `backfill`. Subclasses are made, not written: see `backfill_spider`."""

    kind: ClassVar[str] = "backfill"
    backfill: ClassVar[Backfill]
    opened: ClassVar[Callable[[BackfillSpider], None]]

    def _begin(self) -> None:
        self.going = Progress()
        self.walked: list[Walked] = []  # the first MOST_WALKED
        self.unfinished = 0
        self.complete = False
        self.leased_total = 0
        self._after = 0
        super()._begin()
        type(self).opened(self)

    async def _requests(self) -> AsyncIterator[Request]:
        run, backfill = self.site_run, self.backfill
        known = (
            {} if backfill.dry_run else await run.do(walks.positions, run.catalog.engine, self.site.name, backfill.key)
        )
        async for request in self._fetch():  # what an earlier run found and did not come to
            yield request
        waiting = list(self._declared())
        self.going.walks = len(waiting)
        while waiting and not self._is_over():
            walk = waiting.pop(0)
            position = known.get(walk.root)
            if position and position.ended:
                self._note_walk(walk, position)
                continue
            async for one in self._walk(walk, position):
                if isinstance(one, Request):
                    yield one
                else:
                    waiting[:0] = one
                    self.going.walks += len(one)
        self.unfinished += len(waiting)
        await self._settle(0)
        self.complete = not self.unfinished and not self._is_over()
        if self.complete and not backfill.dry_run:
            if backfill.source == "site" and self.going.walks:
                await run.do(note_searched, run.catalog.engine, run.run, backfill.span.days(), now())
            await run.do(walks.forget, run.catalog.engine, self.site.name, backfill.key)

    def _declared(self) -> Iterator[Walk]:
        source, span = self.backfill.source, self.backfill.span
        if source == "site":
            return walks_of(self.site, span)
        return walks_of_archive("cc" if source == "cc" else "wayback", self.site, span, self.backfill.bases)

    async def _walk(self, walk: Walk, position: Position | None) -> AsyncIterator[Request | list[Walk]]:
        """Yield the requests of a walk from *position* on, and the walks that it leads to."""
        ending = self._ending(walk, position)
        at = position.at if position else walk.start()
        parts: list[Walk] = []
        while not ending.why and not self._is_over():
            self.going.at(walk.done(at))
            step = await self._step(walk, at)
            if step is None:
                break
            fresh = ending.fresh(one.url for one in step.found)
            found, doubtful = self._within([one for one in step.found if one.url in fresh], ending)
            probes = _probes(doubtful) if walk.ordered and not self.backfill.dry_run else set()
            async for request in self._ask_first(walk, [one for one in found if one.url in probes]):
                yield request
            if self._is_over():
                break
            if await self._lie_outside(probes):
                found = [one for one in found if one.url not in doubtful]
            at = step.following
            if not at:
                ending.end(step.ended)
            parts += step.parts
            await self._keep(walk, found, None if parts or doubtful else _position(walk, at, ending))
            async for request in self._fetch():
                yield request
            await self._settle(0 if doubtful else MOST_IN_FLIGHT)
            await self._look_back(doubtful, ending)
            if not parts and not self._is_over():  # what doubtful pages said is known now
                await self._keep(walk, [], _position(walk, at, ending))
        if parts:
            yield parts
        self._note_walk(walk, _position(walk, at, ending))

    def _ending(self, walk: Walk, position: Position | None) -> Ending:
        ending = Ending(walk.patience, read_before=self._read())
        if position:
            ending.pages, ending.named = position.pages, position.named
            ending.recall(position.memory)
        return ending

    def _within(self, found: Sequence[Found], ending: Ending) -> tuple[list[Found], list[str]]:
        """Return what of *found* may lie in the span, and the addresses of which only their pages can tell."""
        span, site = self.backfill.span, self.site
        sides = [(one, span.side_of(one.url, (one.hint,), site)) for one in without_generation_days(found, site)]
        ending.dated([side for _, side in sides], span.first)
        self.going.walked.update(side.value for _, side in sides)
        kept = [one for one, side in sides if side in (Side.WITHIN, Side.UNKNOWN)]
        return kept, [one.url for one, side in sides if side is Side.UNKNOWN]

    async def _ask_first(self, walk: Walk, probes: Sequence[Found]) -> AsyncIterator[Request]:
        """Yield the requests for *probes*, and wait for what becomes of them."""
        if not probes:
            return
        await self._keep(walk, probes, None)
        async for request in self._fetch():
            yield request
        await self._settle(0)

    async def _lie_outside(self, probes: set[str]) -> bool:
        """Say whether the pages of *probes*, all along a list in order, lie on one side of the span: so does the list."""
        if not probes:
            return False
        days = await self.site_run.do(walks.days_of, self.site_run.catalog.engine, list(probes))
        sides = {self.backfill.span.side(day) for _, day in days.values()}
        return len(days) == len(probes) and sides in ({Side.BEFORE}, {Side.AFTER})

    async def _step(self, walk: Walk, at: str) -> Step | None:
        """Return what the walk's document at *at* says; None when it could not be had."""
        address = walk.address(at)
        try:
            response = await self._document(address)
        except (IgnoreRequest, DownloadFailedError) as error:
            state, reason = of_failure(error)
            self.turned_away |= state is State.PENDING
            self._missed(address, reason)
            return None
        if response.status != 200:
            absent = walk.absent(at, response.status)
            if absent is None:
                self._missed(address, f"HTTP {response.status}")
            return absent
        exchange = exchange_of(response)
        await self.site_run.archived(exchange)
        document = document_of(walk.kind, exchange)
        step = await asyncio.to_thread(walk.read, at, document)
        for fault in step.faults:
            self.site_run.fault(f"{address}: {fault}")
        self.site_run.documents.read += 1
        self.site_run.documents.named += len(step.found)
        return replace(step, found=tuple(named_by(address, document, step.found)))

    async def _document(self, address: str) -> Response:
        """Return the answer to a request for a document, by way of the downloader's middlewares."""
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(Request(address, dont_filter=True, priority=10))

    def _missed(self, address: str, reason: str) -> None:
        self.site_run.documents.failed += 1
        self.site_run.fault(f"{address}: {reason}")

    async def _keep(self, walk: Walk, found: Sequence[Found], position: Position | None) -> None:
        """Keep what was *found*, then the position after it: a kill between them asks for one document again.

        The position of a walk that leads to others is not kept: which they are is asked for again.
        """
        run, engine = self.site_run, self.site_run.catalog.engine
        if self.backfill.dry_run:
            self.going.wanted += await run.do(walks.missing, engine, [one.url for one in found])
            return
        if found:
            new = run.counts["new"]
            reopened = await run.discovered(found) - (run.counts["new"] - new)
            self._after = 0 if reopened else self._after  # a known address that is to be fetched again has an old id
        if position is not None:
            await run.do(walks.remember, engine, run.run, (self.backfill.key, walk.root), position, now())

    async def _fetch(self) -> AsyncIterator[Request]:
        """Yield requests for the pending addresses that may lie in the span."""
        if self.backfill.dry_run:
            return
        run, limit = self.site_run, self.settings.getint("KZNEWS_LIMIT")
        while not self._is_over():
            most = min(BATCH, limit - self.leased_total) if limit else BATCH
            engine = run.catalog.engine
            batch, self._after = await run.do(
                walks.lease_wanted, engine, run.run, most, self._after, self._may_lie_within, now()
            )
            for leased in batch:
                self.leased_total += 1
                yield self._visit(leased)
            if len(batch) < most:
                return

    def _may_lie_within(self, url: str, hints: Sequence[Hint]) -> bool:
        return self.backfill.span.side_of(url, hints, self.site) in (Side.WITHIN, Side.UNKNOWN)

    async def _settle(self, most: int) -> None:
        """Wait until at most *most* articles are under way."""
        while self.site_run.in_flight > most and self.site_run.lost is None:
            self.site_run.progress.clear()
            await self.site_run.progress.wait()

    async def _look_back(self, doubtful: Sequence[str], ending: Ending) -> None:
        """Tell *ending* what the pages said of which discovery had not, and whether they held anything new."""
        ending.read(*self._read())
        if not doubtful or self.backfill.dry_run:
            return
        run = self.site_run
        days = await run.do(walks.days_of, run.catalog.engine, doubtful)
        ending.dated([self.backfill.span.side(day) for _, day in days.values() if day], self.backfill.span.first)

    def _read(self) -> tuple[int, int]:
        """Return how many articles the run has read without and with a text of their own."""
        barren, fertile = (sum(self.site_run.counts[state] for state in states) for states in (BARREN, FERTILE))
        return barren, fertile

    def _is_over(self) -> bool:
        limit = self.settings.getint("KZNEWS_LIMIT")
        is_spent = bool(limit) and self.leased_total >= limit and not self.backfill.dry_run
        return self.site_run.lost is not None or self.turned_away or is_spent

    def _note_walk(self, walk: Walk, position: Position) -> None:
        self.going.over, self.going.part = self.going.over + 1, 0.0
        self.unfinished += not position.ended
        if len(self.walked) < MOST_WALKED:
            self.walked.append(Walked(walk.root, position.pages, position.named, position.ended))

    def _visit(self, leased: Leased) -> Request:
        """Return the request for an article: where the site has it, or where an archive does."""
        capture = self._capture(leased)
        if capture is None:
            return super()._visit(leased)
        self.site_run.opened()
        return Request(
            capture.address,
            headers=dict(capture.headers),
            callback=self.parse_article,
            errback=self.article_error,
            cb_kwargs={"leased": leased},
            meta={"in_archive": True},
            dont_filter=True,
        )

    def _capture(self, leased: Leased) -> Capture | None:
        source = self.backfill.source
        return None if source == "site" else capture_of(leased.hints, "cc" if source == "cc" else "wayback")

    def parse_article(self, response: Response, leased: Leased) -> Iterator[Fetched]:
        """Yield the visit; of a capture, as if the site itself had been asked when it was made."""
        capture = self._capture(leased)
        if capture is None:
            yield from super().parse_article(response, leased)
        else:
            yield captured(response, leased, capture, self.site, self.site_run.furniture)

    def article_error(self, failure: Failure) -> Iterator[Fetched]:
        """Yield the visit that ended without a response."""
        for one in super().article_error(failure):
            self.turned_away |= self.backfill.source != "site" and of_failure(failure.value)[0] is State.PENDING
            yield one

    def _verdict(self, account: Account) -> tuple[int, str]:
        """Return the exit code: nothing new is no trouble here."""
        if account.stopped:
            return 130, "stopped; the same command goes on from here"
        cause, reason = failure(self.site, account)
        if cause:
            return 3, reason
        if self.unfinished and not self._is_over():
            return 3, f"{self.unfinished} walks did not come to their end; the same command goes on from here"
        return 0, ""


def _position(walk: Walk, at: str, ending: Ending) -> Position:
    memory = ending.memory if walk.kind == "listing" and not ending.why else ""  # other documents repeat nothing
    return Position(at, ending.pages, ending.named, ending.why, memory)


def _probes(doubtful: Sequence[str]) -> set[str]:
    """Return the first, the middle and the last of *doubtful*, when they are many."""
    return {doubtful[0], doubtful[len(doubtful) // 2], doubtful[-1]} if len(doubtful) >= MANY else set()


def backfill_spider(
    site: Site, backfill: Backfill, opened: Callable[[BackfillSpider], None] = lambda _: None
) -> type[BackfillSpider]:
    """Return the spider that fetches the past of *site*; *opened* is given it when it begins."""
    title = site.name.title().replace("_", "")
    facts: dict[str, Any] = {"name": site.name, "site": site, "backfill": backfill, "opened": staticmethod(opened)}
    if backfill.dry_run:
        facts["kind"] = "dry-run"
    return type(f"{title}Backfill", (BackfillSpider,), {"__module__": __name__, **facts})

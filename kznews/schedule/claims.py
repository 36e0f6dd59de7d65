"""The slots that a crawl runs: claimed before it, renewed beside it, ended after it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from kznews.exit_codes import ExitCode
from kznews.schedule.plan import plan
from storage.catalog import Catalog
from storage.clock import now
from storage.holders import this_process
from storage.slots import Claim, NotClaimed, SlotLost, claim, finish, note_missed, release, renew

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kznews.config import Config
    from kznews.crawl import Result
    from spiders.site import Site

CLAIM_SECONDS = 60
RENEW_SECONDS = 15
LOST = (SlotLost, DBAPIError)  # a slot that a full disk leaves open is free when this process has ended


@dataclass(slots=True)
class Claims:
    """The claims of one crawl by site, and why other sites are not crawled."""

    engine: Engine
    held: dict[str, Claim] = field(default_factory=dict)
    refused: list[NotClaimed] = field(default_factory=list)

    def take(self, site: Site, adaptive: bool) -> None:
        """Claim the slot of *site* that counts now, or keep why it is not to be run."""
        moment = now()
        due = plan(site, self.engine, moment, adaptive=adaptive)
        if due.slot is None:
            return
        note_missed(self.engine, site.name, due.missed)
        try:
            self.held[site.name] = claim(
                self.engine, site.name, due.slot, moment, this_process(), seconds=CLAIM_SECONDS
            )
        except NotClaimed as refused:
            self.refused.append(refused)

    def end(self, results: Sequence[Result]) -> None:
        """End the slots of the crawls that ended; those that were stopped are due again."""
        for result in results:
            if (mine := self.held.pop(result.site, None)) is None:
                continue
            try:
                self._end(mine, result)
            except LOST:  # it was given to another, who has ended it or will; or is, once the claim has run out
                continue

    def renew(self) -> None:
        """Extend every claim that is still held."""
        for name, mine in list(self.held.items()):
            try:
                renew(self.engine, mine, now(), CLAIM_SECONDS)
            except SlotLost:
                self.held.pop(name, None)
            except DBAPIError:  # the crawl beside finds the same, and says so
                continue

    def give_up(self) -> None:
        """Give back what is still held: nobody knows how its crawl ended."""
        for mine in self.held.values():
            try:
                release(self.engine, mine, now())
            except LOST:
                continue

    def _end(self, mine: Claim, result: Result) -> None:
        if result.exit_code in (ExitCode.INTERRUPTED, ExitCode.SITE_BUSY):
            release(self.engine, mine, now())
        else:
            finish(self.engine, mine, now(), result.exit_code, result.run)


@contextmanager
def claims(config: Config, sites: Sequence[Site]) -> Iterator[Claims]:
    """Give the claims to those slots of *sites* that count now; they are renewed until the block ends."""
    catalog = Catalog.open(config.store, config.database)
    taken, over = Claims(catalog.engine), threading.Event()
    beside = threading.Thread(target=_renew_until, args=(taken, over), daemon=True)
    try:
        for site in sites:
            taken.take(site, config.schedule.adaptive)
        beside.start()
        yield taken
    finally:
        over.set()
        if beside.ident:
            beside.join()
        taken.give_up()
        catalog.close()


def _renew_until(taken: Claims, over: threading.Event) -> None:
    while not over.wait(RENEW_SECONDS):
        taken.renew()

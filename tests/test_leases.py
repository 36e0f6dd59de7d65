"""Addresses are leased to one run at a time and stored once, in whatever order runs of several processes begin, die and end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select, text

from storage.engine import engine_of
from storage.entities import Leased, Run
from storage.revisions import migrate
from storage.schema import metadata, records, urls
from tests.doers import HOLDERS, Did, Doers
from tests.stores import NOON

SECONDS = 60
HOLDER = st.integers(0, HOLDERS - 1)
ADDRESSES = st.lists(st.integers(0, 11).map("https://a.example/{}".format), min_size=1, max_size=5, unique=True)


class Runs(RuleBasedStateMachine):
    """Runs of one site in several processes; a clock of the test's runs. The model says who holds the site, and what."""

    begun = Bundle("begun")
    batches = Bundle("batches")

    def __init__(self, url: str, doers: Doers) -> None:
        super().__init__()
        self.doers, self.engine = doers, engine_of(url)
        with self.engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                if table.name != "alembic_version":
                    connection.execute(table.delete())
        self.now = NOON
        self.holding: tuple[int, dt.datetime] | None = None  # the run that holds the site, and until when
        self.found: set[str] = set()
        self.leased: dict[str, int] = {}  # addresses under way, by run
        self.stored: set[str] = set()

    @rule(seconds=st.sampled_from((1, 10, 30, 50, 60)))  # often just to the end of a lease
    def time_passes(self, seconds: int) -> None:
        self.now += dt.timedelta(seconds=seconds)

    @rule(target=begun, holder=HOLDER)
    def someone_begins(self, holder: int) -> object:
        return self._begun([self.doers.ask(holder, "begin", self.now, SECONDS)])

    @rule(target=begun)
    def all_begin_at_once(self) -> object:
        return self._begun(self.doers.ask_all("begin", self.now, SECONDS))

    @rule(run=begun, holder=HOLDER)
    def it_says_that_it_lives(self, run: Run, holder: int) -> None:
        said, _ = self.doers.ask(holder, "heartbeat", run, self.now)
        self._judge(said, run)

    @rule(run=begun, holder=HOLDER, named=ADDRESSES)
    def it_finds(self, run: Run, holder: int, named: list[str]) -> None:
        if self._holds(run):
            self.doers.ask(holder, "discover", run, named, self.now)
            self.found |= set(named)

    @rule(target=batches, run=begun, holder=HOLDER, limit=st.integers(1, 6))
    def it_leases(self, run: Run, holder: int, limit: int) -> object:
        said, leased = self.doers.ask(holder, "lease", run, limit, self.now)
        self._judge(said, run)
        if said != "done":
            return multiple()
        names = {one.url for one in leased}
        free = self.found - self.stored - self.leased.keys()
        assert names <= free
        assert len(leased) == min(limit, len(free))
        self.leased |= dict.fromkeys(names, run.id)
        return (run, leased) if leased else multiple()

    @rule(batch=consumes(batches), holder=HOLDER)
    def it_stores(self, batch: tuple[Run, list[Leased]], holder: int) -> None:
        run, leased = batch
        said, _ = self.doers.ask(holder, "acknowledge", run, leased, self.now)
        self._judge(said, run)
        if said == "done":
            names = {one.url for one in leased}
            assert not names & self.stored
            self.stored |= names
            for name in names:
                del self.leased[name]

    @rule(run=consumes(begun), holder=HOLDER)
    def it_ends(self, run: Run, holder: int) -> None:
        if self._holds(run):
            self.doers.ask(holder, "end", run, self.now)
            self._let_go()

    @invariant()
    def each_is_stored_once_and_none_is_lost(self) -> None:
        with self.engine.connect() as connection:
            kept = list(connection.scalars(select(records.c.url)))
            states = dict(connection.execute(select(urls.c.url, urls.c.state)).all())
            held = connection.execute(select(func.count()).select_from(text("leases"))).scalar_one()
        assert sorted(kept) == sorted(self.stored)
        assert set(states) == self.found
        for name, state in states.items():
            assert state == ("stored" if name in self.stored else "leased" if name in self.leased else "pending")
        assert held == (self.holding is not None)

    def _begun(self, answers: list[Did]) -> object:
        given = [run for said, run in answers if said == "done"]
        assert {said for said, _ in answers} <= {"done", "SiteBusy"}
        is_free = self.holding is None or self.holding[1] <= self.now
        assert len(given) == is_free
        if not given:
            return multiple()
        self._let_go()
        self.holding = (given[0].id, self.now + dt.timedelta(seconds=SECONDS))
        return given[0]

    def _holds(self, run: Run) -> bool:
        return self.holding is not None and self.holding[0] == run.id

    def _judge(self, said: str, run: Run) -> None:
        """Only the run that holds the site may go on, though its lease ran out, if nobody has taken it."""
        assert said == ("done" if self._holds(run) else "LeaseLost")
        if said == "done":
            self.holding = (run.id, self.now + dt.timedelta(seconds=SECONDS))

    def _let_go(self) -> None:
        self.holding = None
        self.leased.clear()

    def teardown(self) -> None:
        self.engine.dispose()


def test_runs_in_any_order(database: str, tmp_path: Path) -> None:
    engine = engine_of(database)
    migrate(engine)
    engine.dispose()
    with Doers(database, tmp_path) as doers:
        run_state_machine_as_test(
            lambda: Runs(database, doers), settings=settings(max_examples=60, stateful_step_count=30, deadline=None)
        )

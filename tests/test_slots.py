"""A slot runs once, whoever starts it, however often its runners are killed; none is lost, none overlaps."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
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
from sqlalchemy import Engine, delete, insert

from storage.engine import engine_of
from storage.revisions import migrate
from storage.schema import leases, runs, slots
from storage.slots import (
    OVER,
    Claim,
    NotClaimed,
    SlotLost,
    SlotState,
    claim,
    counts,
    finish,
    newest,
    note_missed,
    refusal,
    release,
    renew,
)
from tests.doers import HOLDERS, Did, Doers
from tests.stores import NOON, ROOT

HALF_HOUR = dt.timedelta(minutes=30)
HOLDER = st.integers(0, HOLDERS - 1)


@pytest.fixture
def url(database: str) -> str:
    """Give the URL of an empty catalog, of each kind."""
    engine = engine_of(database)
    migrate(engine)
    engine.dispose()
    return database


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = engine_of(url)
    yield made
    made.dispose()


def states(engine: Engine) -> list[str]:
    return [slot.state for slot in reversed(newest(engine, "a", 100))]


def refused(engine: Engine, moment: dt.datetime, now: dt.datetime) -> NotClaimed:
    with pytest.raises(NotClaimed) as caught:
        claim(engine, "a", moment, now, "elsewhere:9")
    return caught.value


def test_a_slot_that_ran_is_not_claimed_again(engine: Engine) -> None:
    mine = claim(engine, "a", NOON, NOON, "elsewhere:1")
    assert refused(engine, NOON, NOON).state is SlotState.RUNNING
    finish(engine, mine, NOON, 0)
    assert "already ran" in str(refused(engine, NOON, NOON))
    assert "already ran" in str(refused(engine, NOON - HALF_HOUR, NOON))
    assert states(engine) == ["done"]


def test_the_slot_of_a_killed_runner_is_claimed_again_at_once(engine: Engine) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "from storage.holders import this_process; print(this_process())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    first = claim(engine, "a", NOON, NOON, dead)
    second = claim(engine, "a", NOON, NOON, "elsewhere:2")
    assert second.token > first.token
    for stale in (finish, renew):
        with pytest.raises(SlotLost):
            stale(engine, first, NOON, 0)
    finish(engine, second, NOON, 0)
    assert states(engine) == ["done"]


def test_a_claim_that_ran_out_is_taken_over_and_one_that_was_renewed_is_not(engine: Engine) -> None:
    mine = claim(engine, "a", NOON, NOON, "elsewhere:1", seconds=60)
    renew(engine, mine, NOON + dt.timedelta(seconds=50), 60)
    assert refused(engine, NOON, NOON + dt.timedelta(seconds=109)).state is SlotState.RUNNING
    assert claim(engine, "a", NOON, NOON + dt.timedelta(seconds=110), "elsewhere:2").token == 2


def test_missed_slots_are_caught_up_once_by_the_next_run(engine: Engine) -> None:
    missed = [NOON + number * HALF_HOUR for number in range(3)]
    note_missed(engine, "a", missed)
    note_missed(engine, "a", missed)
    mine = claim(engine, "a", NOON + 3 * HALF_HOUR, NOON, "elsewhere:1")
    assert mine.missed == 3
    assert states(engine) == ["missed"] * 3 + ["running"]
    finish(engine, mine, NOON, 0)
    assert states(engine) == ["caught-up"] * 3 + ["done"]


def test_a_slot_that_comes_while_the_one_before_runs_is_overlapped(engine: Engine) -> None:
    mine = claim(engine, "a", NOON, NOON, "elsewhere:1", seconds=7200)
    assert refused(engine, NOON + HALF_HOUR, NOON + HALF_HOUR).state is SlotState.OVERLAPPED
    finish(engine, mine, NOON + HALF_HOUR, 0)
    assert "overlapped" in str(refused(engine, NOON + HALF_HOUR, NOON + HALF_HOUR))
    claim(engine, "a", NOON + 2 * HALF_HOUR, NOON + 2 * HALF_HOUR, "elsewhere:1")
    assert states(engine) == ["done", "overlapped", "running"]


def ran(engine: Engine, holder: str, code: int | None, at: dt.datetime = NOON) -> int:
    """Keep a run of the site that *holder* began at *at*; return its number."""
    values = {"site": "a", "kind": "crawl", "trigger": "cron", "holder": holder, "exit_code": code}
    with engine.begin() as connection:
        row = insert(runs).values(**values, started_at=at, ended_at=at if code is not None else None)
        return int(connection.execute(row.returning(runs.c.id)).scalar_one())


@pytest.mark.parametrize(("code", "again"), [(0, False), (3, False), (4, False), (1, True), (130, True), (None, True)])
def test_a_runner_killed_between_the_end_of_its_crawl_and_that_of_its_slot_ran_it(
    engine: Engine, code: int | None, again: bool
) -> None:
    claim(engine, "a", NOON, NOON, "elsewhere:1")
    ran(engine, "elsewhere:0", 0)  # another's
    run = ran(engine, "elsewhere:1", code)
    late = NOON + dt.timedelta(minutes=5)
    if again:
        assert claim(engine, "a", NOON, late, "elsewhere:2").token == 2
    else:
        assert "already ran" in str(refused(engine, NOON, late))
        [slot] = newest(engine, "a")
        assert (slot.state, slot.exit_code, slot.run_id) == (SlotState.DONE, code, run)


def test_a_runner_killed_after_its_crawl_has_caught_up_the_slots_missed_before(engine: Engine) -> None:
    note_missed(engine, "a", [NOON - HALF_HOUR])
    claim(engine, "a", NOON, NOON, "elsewhere:1")
    run = ran(engine, "elsewhere:1", 0)
    assert "already ran" in str(refused(engine, NOON, NOON + dt.timedelta(minutes=5)))
    assert states(engine) == ["caught-up", "done"]
    assert [slot.run_id for slot in newest(engine, "a", 2)] == [run, run]


@pytest.mark.parametrize("minutes", [1, 5], ids=["its lease is good", "its lease ran out"])
def test_a_slot_waits_while_the_site_is_crawled_for_no_slot(engine: Engine, minutes: int) -> None:
    run = ran(engine, "elsewhere:1", None, NOON - HALF_HOUR)
    until = NOON + dt.timedelta(minutes=3)
    with engine.begin() as connection:
        connection.execute(insert(leases).values(site="a", run_id=run, holder="elsewhere:1", since=NOON, until=until))
    now = NOON + dt.timedelta(minutes=minutes)
    if now < until:
        assert f"waits: the site is being crawled by run {run} (elsewhere:1)" in str(refused(engine, NOON, now))
        assert states(engine) == []
    else:
        finish(engine, claim(engine, "a", NOON, now, "elsewhere:2"), now, 0)
        assert "already ran" in str(refused(engine, NOON, now))


def test_an_overlapped_slot_is_run_after_all_when_the_runner_of_the_one_before_died(engine: Engine) -> None:
    claim(engine, "a", NOON - HALF_HOUR, NOON, "elsewhere:1", seconds=60)
    assert refused(engine, NOON, NOON).state is SlotState.OVERLAPPED
    late = NOON + dt.timedelta(minutes=5)
    finish(engine, claim(engine, "a", NOON, late, "elsewhere:2"), late, 0)
    assert states(engine) == ["caught-up", "done"]


def test_a_slot_whose_runner_was_stopped_is_due_again_and_else_counts_as_missed(engine: Engine) -> None:
    release(engine, claim(engine, "a", NOON, NOON, "elsewhere:1"), NOON)
    assert states(engine) == ["due"]
    release(engine, claim(engine, "a", NOON, NOON, "elsewhere:2"), NOON)
    mine = claim(engine, "a", NOON + HALF_HOUR, NOON + HALF_HOUR, "elsewhere:3")
    assert mine.missed == 1
    finish(engine, mine, NOON + HALF_HOUR, 0)
    assert states(engine) == ["caught-up", "done"]


def test_what_a_clock_that_was_ahead_has_written_holds_nothing_up(engine: Engine) -> None:
    ahead = NOON + dt.timedelta(days=4000)
    finish(engine, claim(engine, "a", ahead, ahead, "elsewhere:1"), ahead, 0)
    left = claim(engine, "a", ahead + HALF_HOUR, ahead + HALF_HOUR, "elsewhere:1")
    run = ran(engine, "elsewhere:1", None, ahead)
    with engine.begin() as connection:
        values = {"site": "a", "run_id": run, "holder": "elsewhere:1", "since": ahead, "until": ahead + HALF_HOUR}
        connection.execute(insert(leases).values(values))
    assert refusal(engine, "a", NOON, NOON) is None
    finish(engine, claim(engine, "a", NOON, NOON, "elsewhere:2"), NOON, 0)
    assert "already ran" in str(refused(engine, NOON, NOON))
    with pytest.raises(SlotLost):
        finish(engine, left, NOON, 0)
    assert newest(engine, "a", until=NOON)[0].state is SlotState.DONE


def test_clocks_of_several_machines_may_differ_by_minutes(engine: Engine) -> None:
    ahead = NOON + dt.timedelta(minutes=5)
    mine = claim(engine, "a", ahead, ahead, "elsewhere:1")
    assert refused(engine, NOON, NOON).state is SlotState.RUNNING
    finish(engine, mine, ahead, 0)
    assert "already ran" in str(refused(engine, NOON, NOON))


def test_sites_do_not_hinder_each_other(engine: Engine) -> None:
    claim(engine, "a", NOON, NOON, "elsewhere:1")
    claim(engine, "b", NOON, NOON, "elsewhere:1")
    assert counts(engine) == {"a": {SlotState.RUNNING: 1}, "b": {SlotState.RUNNING: 1}}


RACER = """
import sys, datetime as dt
from storage.engine import engine_of
from storage.holders import this_process
from storage.slots import NotClaimed, claim, finish
engine, noon = engine_of(sys.argv[1]), dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
for number in range(25):
    moment = noon + dt.timedelta(minutes=number)
    try:
        mine = claim(engine, f"site{number}", moment, dt.datetime.now(dt.UTC), this_process())
    except NotClaimed:
        continue
    print(number, flush=True)
    finish(engine, mine, dt.datetime.now(dt.UTC), 0)
"""


def test_processes_that_race_for_slots_run_each_once(url: str) -> None:
    racers = [
        subprocess.Popen([sys.executable, "-c", RACER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ran = Counter(line for racer in racers for line in racer.communicate(timeout=120)[0].split())
    assert ran == {str(number): 1 for number in range(25)}


class Runners(RuleBasedStateMachine):
    """Runners in processes of their own claim, renew, finish and vanish while a clock of the test's runs.

    The model says what each slot may become.
    """

    claims = Bundle("claims")

    def __init__(self, url: str, doers: Doers) -> None:
        super().__init__()
        self.doers, self.engine = doers, engine_of(url)
        with self.engine.begin() as connection:
            connection.execute(delete(slots))
        self.now = NOON
        self.until: dict[dt.datetime, tuple[int, dt.datetime]] = {}
        self.finished: Counter[dt.datetime] = Counter()
        self.seen: set[dt.datetime] = set()

    @rule(minutes=st.sampled_from((1, 10, 20, 40)))  # often just to the end of a claim
    def time_passes(self, minutes: int) -> None:
        self.now += dt.timedelta(minutes=minutes)

    @rule(target=claims, holder=HOLDER, back=st.integers(0, 2))
    def someone_starts(self, holder: int, back: int) -> object:
        moment = self._slot(back)
        return self._started(moment, [self.doers.ask(holder, "claim", moment, self.now, 1200)])

    @rule(target=claims, back=st.integers(0, 1))
    def all_start_at_once(self, back: int) -> object:
        moment = self._slot(back)
        return self._started(moment, self.doers.ask_all("claim", moment, self.now, 1200))

    @rule(holder=HOLDER, count=st.integers(1, 4))
    def someone_finds_slots_that_nobody_ran(self, holder: int, count: int) -> None:
        moments = [self._slot(back) for back in range(1, count + 1)]
        self.doers.ask(holder, "miss", moments)
        self.seen |= set(moments)

    @rule(mine=claims, holder=HOLDER)
    def it_renews(self, mine: Claim, holder: int) -> None:
        said, _ = self.doers.ask(holder, "renew", mine, self.now, 1200)
        assert (said == "done") == self._holds(mine)
        if said == "done":
            self.until[mine.moment] = (mine.token, self.now + dt.timedelta(seconds=1200))

    @rule(mine=consumes(claims), holder=HOLDER)
    def it_finishes(self, mine: Claim, holder: int) -> None:
        said, _ = self.doers.ask(holder, "finish", mine, self.now)
        assert (said == "done") == self._holds(mine)
        if said == "done":
            self.finished[mine.moment] += 1
            del self.until[mine.moment]
            before = [state for moment, state in self._states().items() if moment < mine.moment]
            assert SlotState.MISSED not in before  # this run has caught them up

    @rule(mine=consumes(claims), holder=HOLDER)
    def it_is_stopped(self, mine: Claim, holder: int) -> None:
        said, _ = self.doers.ask(holder, "release", mine, self.now)
        assert (said == "done") == self._holds(mine)
        if said == "done":
            del self.until[mine.moment]

    @invariant()
    def no_slot_ran_twice_or_beside_another_and_none_is_forgotten(self) -> None:
        assert all(count == 1 for count in self.finished.values())
        every = self._states()
        assert list(every.values()).count(SlotState.RUNNING) <= 1
        assert {moment for moment, state in every.items() if state is SlotState.DONE} == set(self.finished)
        assert self.seen <= set(every)

    def _states(self) -> dict[dt.datetime, SlotState]:
        return {slot.moment: slot.state for slot in newest(self.engine, "a", 1000)}

    def _slot(self, back: int) -> dt.datetime:
        return NOON + ((self.now - NOON) // HALF_HOUR - back) * HALF_HOUR

    def _started(self, moment: dt.datetime, answers: list[Did]) -> object:
        """Judge the answers to a start of the slot of *moment*; return the claim, if there is one."""
        alive = [slot for slot, (_, until) in self.until.items() if until > self.now]
        given = [made for said, made in answers if said == "done"]
        assert {said for said, _ in answers} <= {"done", "NotClaimed"}
        if SlotState.OVERLAPPED in [made for _, made in answers]:
            assert min(alive) < moment
            self.seen.add(moment)
        if not given:
            assert alive or any(slot >= moment and state in OVER for slot, state in self._states().items())
            return multiple()
        [mine] = given
        assert not alive
        assert not self.finished[moment]
        assert mine.token > self.until.get(moment, (0, NOON))[0]
        self.seen.add(moment)
        self.until = {moment: (mine.token, self.now + dt.timedelta(seconds=1200))}
        return mine

    def _holds(self, mine: Claim) -> bool:
        return self.until.get(mine.moment, (0, NOON))[0] == mine.token

    def teardown(self) -> None:
        self.engine.dispose()


def test_runners_in_any_order(url: str, tmp_path: Path) -> None:
    with Doers(url, tmp_path) as doers:
        run_state_machine_as_test(
            lambda: Runners(url, doers), settings=settings(max_examples=60, stateful_step_count=30, deadline=None)
        )

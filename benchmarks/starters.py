"""Four starters, killed at random, on one store: how often does each slot of each site run?

Two `kznews schedule run`, a line such as cron's (`kznews crawl SITE --slot`) and a person (`kznews crawl SITE`) start the
crawls of small sites on 127.0.0.1 while any of their processes, crawls included, may be killed by SIGKILL.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from benchmarks.small_sites import SmallSites
from storage.engine import engine_of
from storage.schema import records, runs, slots

CALM = 0.35  # the last share of a period without kills, so that a killed slot's run is begun again within it
KNZ = (sys.executable, "-m", "kznews")


@dataclass
class Starters:
    """The processes on one configuration."""

    config: Path
    sites: list[str]
    log: Path
    chance: random.Random

    def __post_init__(self) -> None:
        self.schedulers = [self.scheduler() for _ in range(2)]
        self.others: list[subprocess.Popen[bytes]] = []
        self.kills: Counter[str] = Counter()

    def scheduler(self) -> subprocess.Popen[bytes]:
        return self.start("schedule", "run", "--metrics", "", *self.sites)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            command = [*KNZ, "--config", str(self.config), *words]
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.config.parent, env=environment())

    def keep(self) -> None:
        """Start the schedulers that were killed again, and forget the others that ended."""
        for number, one in enumerate(self.schedulers):
            if one.poll() is not None:
                self.schedulers[number] = self.scheduler()
        self.others = [one for one in self.others if one.poll() is None]

    def kill_one(self) -> None:
        """Kill one of the processes at random, crawls that a scheduler started included."""
        every = sorted(self.running())
        if every:
            number, word = self.chance.choice(every)
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
                self.kills[word] += 1

    def running(self) -> Iterator[tuple[int, str]]:
        """Yield number and kind of each process that was started on this configuration."""
        for folder in Path("/proc").iterdir():
            if not folder.name.isdecimal():
                continue
            with contextlib.suppress(OSError):
                words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
                if str(self.config) in words and "-m" in words:
                    yield int(folder.name), kind(words)

    def stop(self) -> None:
        for one in [*self.schedulers, *self.others]:
            if one.poll() is None:
                one.send_signal(signal.SIGTERM)
        for one in [*self.schedulers, *self.others]:
            one.wait(90)


def kind(words: list[str]) -> str:
    """Return whose process the command line is."""
    if "crawl" not in words:
        return "scheduler"
    return "scheduler's crawl" if "schedule" in words else "cron" if "--slot" in words else "person"


def measure(folder: Path, sites: int, rounds: int, minutes: int, chance: random.Random, database: str | None) -> str:
    """Return what became of *rounds* slots of each site."""
    with SmallSites(sites) as small:
        config = small.configure(folder, f"*/{minutes} * * * *", database)
        engine = engine_of(database or f"sqlite:///{folder / 'store' / 'catalog.sqlite'}")
        period = minutes * 60
        starters = Starters(config, small.names, folder / "log", chance)
        settled = time.time() + CALM * period  # the slot before is begun now: one that comes while it runs is overlapped
        first = dt.datetime.fromtimestamp((settled // period + 1) * period, dt.UTC)
        last = first + dt.timedelta(seconds=period * (rounds - 1))
        end = last.timestamp() + period
        while time.time() < end - 2:
            _tick(starters, small, period, chance)
        starters.stop()
        said = _report(engine, small, sites * rounds, (first, last), starters.kills)
        engine.dispose()
    return said


def _tick(starters: Starters, small: SmallSites, period: int, chance: random.Random) -> None:
    """Let half a second pass: somebody starts something, somebody is killed."""
    time.sleep(chance.uniform(0.2, 0.8))
    starters.keep()
    passed = time.time() % period
    small.publish(int(time.time() // period))
    if len(starters.others) < 3:
        slot = ["--slot", "--trigger", "cron"] if chance.random() < 0.6 else []
        starters.others.append(starters.start("crawl", chance.choice(small.names), *slot))
    if passed < period * (1 - CALM) and chance.random() < 0.4:
        starters.kill_one()


def _report(
    engine: Engine, small: SmallSites, wanted: int, span: tuple[dt.datetime, dt.datetime], kills: Counter[str]
) -> str:
    with engine.connect() as connection:
        rows = connection.execute(select(slots).where(slots.c.moment.between(*span))).all()
        ended = connection.execute(select(runs).where(runs.c.exit_code.in_((0, 3, 4)))).all()
        every = set(connection.execute(select(slots.c.run_id).where(slots.c.state == "done")).scalars())
        stored = Counter(connection.execute(select(records.c.url)).scalars())
    states = Counter(row.state for row in rows)
    twice = [run for run in ended if run.trigger in ("cron", "schedule") and run.id not in every]
    of = Counter(run.trigger for run in ended if run.id in {row.run_id for row in rows if row.state == "done"})
    over = sum(states[state] for state in ("done", "caught-up", "overlapped"))
    missing = [url for url in small.published() if not stored[url]]
    doubled = [url for url, count in stored.items() if count > 1]
    return (
        f"{wanted} slots of {len(small.names)} sites, {sum(kills.values())} kills {dict(kills)}: {dict(states)}, run by "
        f"{dict(of)}; {len(twice)} ran twice, {wanted - over} lost; "
        f"{len(small.published())} articles published, {len(missing)} missing, {len(doubled)} stored twice"
    )


def environment() -> dict[str, str]:
    """Return the environment of the processes: they find the package where this one did."""
    root = str(Path(__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": root}

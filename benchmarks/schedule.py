"""Counts how often slots run when four start them on one store and all are killed at random.

python -m benchmarks.schedule [--slots 50] [--seed 1]
python -m benchmarks.schedule --children 1000     # memory of the scheduler's process over many crawls
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kznews.schedule.children import Children
from storage.engine import engine_of
from storage.holders import this_process
from storage.revisions import migrate
from storage.slots import NotClaimed, SlotState, claim, counts, finish

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
STARTERS = ("scheduler", "scheduler", "cron", "person")
WORK = 0.05  # seconds that a slot's crawl takes


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slots", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--children", type=int, default=0)
    parser.add_argument("--starter", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.starter:
        _start_slots(given.starter[0], Path(given.starter[1]), given.slots)
    elif given.children:
        asyncio.run(_grow(given.children))
    else:
        _kill_starters(given.slots, random.Random(given.seed))


def _kill_starters(slots: int, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url, log = f"sqlite:///{folder}/catalog.sqlite", Path(folder) / "log"
        engine = engine_of(url)
        migrate(engine)
        log.touch()
        command = [sys.executable, "-m", "benchmarks.schedule", "--slots", str(slots), "--starter", url, str(log)]
        starters = [subprocess.Popen(command) for _ in STARTERS]
        kills, began = 0, time.monotonic()
        while any(one.poll() != 0 for one in starters) and time.monotonic() - began < 300:
            time.sleep(chance.uniform(0.05, 0.4))
            victim = chance.randrange(len(starters))
            if starters[victim].poll() is None and kills < slots:
                starters[victim].kill()
                kills += 1
            for number, one in enumerate(starters):
                if one.poll() not in (None, 0):
                    starters[number] = subprocess.Popen(command)
        ended = Counter(log.read_text().split())
        done = counts(engine).get("a", {}).get(SlotState.DONE, 0)
        engine.dispose()
    once = sum(count == 1 for count in ended.values())
    print(
        f"{slots} slots, {len(STARTERS)} starters, {kills} kills: {done} done, {once} ended once, "
        f"{sum(ended.values()) - once} more, {slots - done} lost"
    )


def _start_slots(url: str, log: Path, slots: int) -> None:
    """Run every slot in order: each until it is over, as one who asks again and again while it is the current one."""
    engine = engine_of(url)
    for number in range(slots):
        moment = START + number * dt.timedelta(minutes=30)
        while not _is_over(engine, moment, log, number):
            time.sleep(WORK / 2)
    engine.dispose()


def _is_over(engine: object, moment: dt.datetime, log: Path, number: int) -> bool:
    from sqlalchemy import Engine

    assert isinstance(engine, Engine)
    try:
        mine = claim(engine, "a", moment, dt.datetime.now(dt.UTC), this_process())
    except NotClaimed as refused:
        return refused.state is SlotState.DONE
    time.sleep(WORK)
    finish(engine, mine, dt.datetime.now(dt.UTC), 0)
    with log.open("a") as lines:
        lines.write(f"{number}\n")
    return True


async def _grow(number: int) -> None:
    children = Children(("true",), 4)
    for _ in range(50):
        await children.run("warm-up")
    before = _resident()
    for _ in range(number):
        await children.run("site")
    print(f"{number} crawls in a row: the scheduler's memory grew by {(_resident() - before) / 1e6:.2f} MB")


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()

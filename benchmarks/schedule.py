"""Measures the schedule with real processes on small sites on 127.0.0.1.

python -m benchmarks.schedule [--sites 10] [--rounds 5] [--minutes 2]   # 50 slots, four starters, random kill -9
python -m benchmarks.schedule --sites 50 --crawls 1000      # the memory of one scheduler over so many crawls in a row
python -m benchmarks.schedule --stop 10          # the time from the last answer to the scheduler's clean end
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.small_sites import SmallSites
from benchmarks.starters import KNZ, environment, measure
from storage.engine import engine_of
from storage.schema import runs

WARM_UP = 50  # crawls before the first look at the memory


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--minutes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database")
    parser.add_argument("--crawls", type=int, default=0)
    parser.add_argument("--stop", type=int, default=0)
    parser.add_argument("--at-once", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if given.crawls:
            print(_grow(Path(name), given.sites, given.crawls, given.at_once))
        elif given.stop:
            print(_stop(Path(name), given.stop))
        else:
            chance = random.Random(given.seed)
            print(measure(Path(name), given.sites, given.rounds, given.minutes, chance, given.database))


def _grow(folder: Path, sites: int, crawls: int, at_once: int) -> str:
    """Return by how much the memory of one scheduler grew over *crawls* crawls of sites that are due every minute."""
    with SmallSites(sites) as small:
        scheduler = _scheduler(small.configure(folder, "* * * * *", at_once=at_once), small.names)
        engine = engine_of(f"sqlite:///{folder / 'store' / 'catalog.sqlite'}")
        done, before, peak = 0, 0, 0
        while done < WARM_UP + crawls and scheduler.poll() is None:
            time.sleep(2)
            small.publish(int(time.time() // 60))
            if (folder / "store" / "catalog.sqlite").exists():
                with engine.connect() as connection:
                    done = connection.execute(select(func.count()).where(runs.c.ended_at.is_not(None))).scalar_one()
            size = _resident(scheduler.pid)
            if done >= WARM_UP and not before:
                before = size
            peak = max(peak, size)
        after = _resident(scheduler.pid)
        scheduler.send_signal(signal.SIGTERM)
        scheduler.wait(60)
        engine.dispose()
    return (
        f"{done - WARM_UP} crawls after the first {WARM_UP}: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB after, "
        f"{(after - before) / 1e6:+.2f} MB; peak {peak / 1e6:.1f} MB"
    )


def _stop(folder: Path, times: int) -> str:
    """Return how long the scheduler lived on after its crawl got the last answer, SIGTERM having come before it."""
    waits = []
    for number in range(times):
        place = folder / str(number)
        place.mkdir()
        with SmallSites(1, delay=2.0) as small:
            small.publish(1)
            small.publish(2)
            scheduler = _scheduler(small.configure(place, "0 0 1 1 *"), small.names)
            while not small.asked:
                time.sleep(0.05)
            time.sleep(0.1 * number % 2)
            scheduler.send_signal(signal.SIGTERM)
            told = time.monotonic()
            code = scheduler.wait(60)
            waits.append(time.monotonic() - max(small.answered, told))
            assert code == 0
    return f"{times} times SIGTERM in the middle of a request: ended {max(waits):.2f} s after its end at most, {min(waits):.2f} s at least"


def _scheduler(config: Path, sites: list[str]) -> subprocess.Popen[bytes]:
    command = [*KNZ, "--config", str(config), "schedule", "run", "--metrics", "", *sites]
    return subprocess.Popen(command, cwd=config.parent, env=environment(), stderr=sys.stderr)


def _resident(number: int) -> int:
    pages = int(Path(f"/proc/{number}/statm").read_text().split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()

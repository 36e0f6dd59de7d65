"""Measures the memory of a long backfill against a short one, and what a kill in its middle costs.

    python -m benchmarks.backfill REPLICA.py [--days 730] [--short 30] [--port 19500] [--skip-kill]

REPLICA.py serves 60 articles for each day on two ports of 127.0.0.1 (`--n N --hosts 2 --port P`), a page for each day under
/archive/YYYY/MM/DD/, /sitemap.xml, its counters at /__stats. The first port's site, with 30 articles a day, is backfilled
over `--short` and over `--days` days, each into a store of its own; then over `--days` days once more, killed (SIGKILL to
the process group) when half of the articles were asked for, and resumed by the same command.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.memory import footprint, tree

ROOT = Path(__file__).parent.parent
LAST = dt.date(2026, 11, 19)  # the newest day that the replica has whole
A_DAY = 60
HOSTS = 2


@dataclass
class Peak:
    """The most memory that a process tree held, in MB; `course` has its RSS by the share of articles fetched."""

    rss: float = 0.0
    pss: float = 0.0
    course: list[tuple[int, float, float]] = field(default_factory=list)


def main() -> None:
    """Measure, and say whether the limits were kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("replica", type=Path)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--short", type=int, default=30)
    parser.add_argument("--port", type=int, default=19500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--skip-kill", action="store_true", help="measure memory only")
    parser.add_argument("--course", action="store_true", help="also print the memory on the way")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, replica(given):
        bench = Bench(Path(name), given.port, given.workers)
        small = bench.measure("short", given.short)
        large = bench.measure("long", given.days)
        if given.course:
            for fetched, main_rss, whole in large.course:
                print(
                    f"  after {fetched:6} articles: {main_rss:.0f} MB RSS of the first process, {whole:.0f} MB of all"
                )
        rss, pss = large.rss / small.rss, large.pss / small.pss
        print(
            f"memory               {rss:.2f} × RSS, {pss:.2f} × PSS from {given.short} to {given.days} days", flush=True
        )
        if not given.skip_kill:
            bench.killed(given.days)


@contextlib.contextmanager
def replica(given: argparse.Namespace) -> Iterator[None]:
    count = A_DAY * (max(given.days, given.short) + 3)
    command = [sys.executable, str(given.replica), "--n", str(count), "--hosts", str(HOSTS), "--port", str(given.port)]
    server = subprocess.Popen([*command, "--procs", "1", "--ctl", "/nonexistent"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    server.stdout.readline()
    try:
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


class Bench:
    """Backfills of the site on *port*, each into a store of its own below *folder*."""

    def __init__(self, folder: Path, port: int, workers: int) -> None:
        self.folder, self.port = folder, port
        self.asked = self.documents = 0  # articles and documents that the undisturbed long run asked for
        origin = f"http://127.0.0.1:{port}"
        (folder / "kznews.toml").write_text(
            f"""
contact = "benchmark@example.org"
allow = ["127.0.0.1:{port}"]

[limits]
workers = {workers}

[sites.bench]
home = "{origin}/"
domains = ["127.0.0.1:{port}"]
languages = ["ru"]
timezone = "UTC"
archives = ["{origin}/archive/{{day:%Y/%m/%d}}/"]
sitemaps = ["{origin}/sitemap.xml"]
article_urls = "/news/"
delay = 0.0
concurrency = 16
""",
            encoding="utf-8",
        )

    def measure(self, store: str, days: int) -> Peak:
        """Backfill *days* days into an empty store; return the peak of its memory."""
        before, began = stats(self.port), time.monotonic()
        process = self.start(store, days)
        peak = self._watched(process, before["art200"])
        after, seconds = stats(self.port), time.monotonic() - began
        self.asked, self.documents = after["art200"] - before["art200"], self._documents(before, after)
        print(
            f"{days:4} days            {self.records(store)} records, {self.asked} articles and {self.documents} documents "
            f"asked for, {seconds:.0f} s, exit code {process.returncode}; peak {peak.rss:.0f} MB RSS, {peak.pss:.0f} MB PSS",
            flush=True,
        )
        return peak

    def killed(self, days: int) -> None:
        """Kill a backfill in its middle, resume it, and print what was asked for twice."""
        before = stats(self.port)
        process = self.start("killed", days)
        while stats(self.port)["art200"] - before["art200"] < self.asked // 2 and process.poll() is None:
            time.sleep(0.2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        half = stats(self.port)["art200"] - before["art200"]
        code = self.start("killed", days).wait()
        after = stats(self.port)
        articles, documents = after["art200"] - before["art200"], self._documents(before, after)
        extra = articles + documents - self.asked - self.documents
        print(
            f"killed at {half:6}     {self.records('killed')} records, exit code {code}; {articles} articles and {documents} "
            f"documents asked for: {extra} more than undisturbed, {extra / (self.asked + self.documents):.2%}"
        )

    def start(self, store: str, days: int) -> subprocess.Popen[bytes]:
        """Start the backfill of *days* days into *store*."""
        first = LAST - dt.timedelta(days=days - 1)
        command = [sys.executable, "-m", "kznews", "--config", "kznews.toml", "--store", store]
        command += ["backfill", "bench", "--from", str(first), "--to", str(LAST)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            command, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        )

    def records(self, store: str) -> int:
        """Return how many records *store* holds."""
        connection = sqlite3.connect(self.folder / store / "catalog.sqlite")
        try:
            return int(connection.execute("select count(*) from records").fetchone()[0])
        finally:
            connection.close()

    def _watched(self, process: subprocess.Popen[bytes], before: int) -> Peak:
        """Return the peak of the memory of *process* and all that it starts, at its end."""
        peak, over = Peak(), threading.Event()
        watcher = threading.Thread(target=self._sample, args=(process.pid, peak, over, before))
        watcher.start()
        process.wait()
        over.set()
        watcher.join()
        return peak

    def _sample(self, root: int, peak: Peak, over: threading.Event, before: int) -> None:
        step = 0
        while not over.wait(0.5):  # more often would take a good part of a core from what is measured
            used = {pid: footprint(pid) for pid in tree(root)}
            rss, pss = (sum(one[kind] for one in used.values()) for kind in (0, 1))
            peak.rss, peak.pss = max(peak.rss, rss), max(peak.pss, pss)
            if (fetched := stats(self.port)["art200"] - before) >= step:
                peak.course.append((fetched, used[root][0], rss))
                step = fetched + 500

    def _documents(self, before: dict[str, int], after: dict[str, int]) -> int:
        return after["r200"] - before["r200"] - (after["art200"] - before["art200"])


def stats(port: int) -> dict[str, int]:
    """Return the counters of the replica."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/__stats") as answer:
        counters: dict[str, int] = json.load(answer)
    return counters


if __name__ == "__main__":
    main()

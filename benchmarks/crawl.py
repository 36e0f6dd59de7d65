"""Measures whole crawls of a replica site: pages a second, memory, truth, and what a second crawl costs.

    python -m benchmarks.crawl REPLICA.py [--pages 2000] [--concurrency 16] [--baseline] [--flat 20000]

REPLICA.py serves N articles on a port of 127.0.0.1 (`--n N --port P`), their addresses in /urls.txt, its counters at
/__stats and the truth about article N at /__truth/N. Every figure is printed with what it was measured from; the
baseline (Scrapy with trafilatura in its item pipeline) runs in the same call, so that the ratio survives a slow machine.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import footprint, tree

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("replica", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--port", type=int, default=19400)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--workers", type=int, help="worker processes of kznews (default: its own choice)")
    parser.add_argument(
        "--baseline", action="store_true", help="also crawl with Scrapy and trafilatura in its item pipeline"
    )
    parser.add_argument("--flat", type=int, help="also crawl this many pages and compare peak memory")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first = measure(args, args.pages, Path(folder) / "first")
        if args.baseline:
            baseline = measure_baseline(args, Path(folder))
            print(f"ratio                {first.rate / baseline:.2f} × the baseline's pages/s")
        if args.flat:
            large = measure(args, args.flat, Path(folder) / "large")
            print(
                f"peak memory          {large.peak_rss / first.peak_rss:.2f} × from {args.pages} to {args.flat} pages (RSS of the tree)"
            )


@dataclass(frozen=True)
class Figures:
    rate: float
    peak_rss: float


def measure(args: argparse.Namespace, pages: int, folder: Path) -> Figures:
    folder.mkdir()
    with replica(args, pages) as port:
        config = write_config(folder, port, args)
        wall, memory, code = run(kznews(config), folder)
        stored = records(folder)
        rate = len(stored) / wall
        print(
            f"first crawl          {len(stored)} records of {pages} in {wall:.1f} s: {rate:.1f} pages/s, exit code {code}"
        )
        print(f"peak memory          {memory.rss:.0f} MB RSS, {memory.pss:.0f} MB PSS of the process tree")
        check_truth(port, pages, stored)
        before, size = stats(port), tree_size(folder / "store" / "records")
        wall, _, code = run(kznews(config), folder)
        after = stats(port)
        asked = after["req"] - before["req"] - 1
        full = after["art200"] - before["art200"]
        print(
            f"second crawl         {wall:.1f} s, {asked} requests, {full} articles fetched in full of {pages}, "
            f"{len(records(folder)) - len(stored)} new records, "
            f"{tree_size(folder / 'store' / 'records') - size} new bytes, exit code {code}"
        )
    return Figures(rate, memory.rss)


@contextlib.contextmanager
def replica(args: argparse.Namespace, pages: int) -> Iterator[int]:
    command = [
        sys.executable,
        str(args.replica),
        "--n",
        str(pages),
        "--port",
        str(args.port),
        "--procs",
        "1",
        "--ctl",
        "/nonexistent",
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    server.stdout.readline()
    try:
        yield args.port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def write_config(folder: Path, port: int, args: argparse.Namespace) -> Path:
    origin = f"http://127.0.0.1:{port}"
    limits = f"[limits]\nworkers = {args.workers}\n" if args.workers else ""
    config = folder / "kznews.toml"
    config.write_text(
        f'''
store = "{folder / "store"}"
contact = "bench@example.org"
allow = ["127.0.0.1:{port}"]
{limits}
[sites.bench]
home = "{origin}/"
domains = ["127.0.0.1"]
languages = ["ru"]
timezone = "UTC"
sitemaps = ["{origin}/sitemap.xml"]
article_urls = "/news/"
delay = 0.0
concurrency = {args.concurrency}
''',
        encoding="utf-8",
    )
    return config


def kznews(config: Path) -> list[str]:
    return [sys.executable, "-m", "kznews", "--config", str(config), "crawl", "bench"]


@dataclass
class Memory:
    rss: float = 0.0
    pss: float = 0.0


def run(command: list[str], folder: Path) -> tuple[float, Memory, int]:
    """Run *command*; return its seconds, the peak memory of its process tree in MB, and its exit code."""
    memory, over = Memory(), threading.Event()
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(HERE.parent)}
    )
    sampler = threading.Thread(target=sample, args=(process.pid, memory, over))
    sampler.start()
    code = process.wait()
    wall = time.perf_counter() - began
    over.set()
    sampler.join()
    return wall, memory, code


def sample(root: int, memory: Memory, over: threading.Event) -> None:
    while not over.wait(0.5):  # more often would take a good part of a core from what is measured
        used = [footprint(pid) for pid in tree(root)]
        memory.rss = max(memory.rss, sum(rss for rss, _ in used))
        memory.pss = max(memory.pss, sum(pss for _, pss in used))


def records(folder: Path) -> dict[str, str]:
    """Return the written record files: path → text."""
    found = sorted((folder / "store" / "records").rglob("*.txt"))
    return {str(path): path.read_text(encoding="utf-8") for path in found}


def check_truth(port: int, pages: int, stored: dict[str, str]) -> None:
    """Print which articles are lost, stored twice, wrongly dated or lack a part of their truth."""
    by_number: dict[int, list[str]] = {}
    for text in stored.values():
        if number := re.search(r"Материал (\d+), часть", text):
            by_number.setdefault(int(number[1]), []).append(text)
    lost = twice = dated = part = 0
    for number in range(pages):
        texts = by_number.get(number, [])
        lost += not texts
        twice += len(texts) > 1
        if texts:
            truth = json.loads(get(port, f"/__truth/{number}"))
            dated += texts[0].startswith(f" date {truth['date']} ")
            part += all(squeeze(paragraph) in squeeze(texts[0]) for paragraph in truth["paras"])
    print(
        f"truth                {lost} lost, {twice} twice, {dated} rightly dated, {part} with every paragraph, of {pages}"
    )


def squeeze(text: str) -> str:
    return "".join(text.split())


def get(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        content: bytes = answer.read()
    return content


def stats(port: int) -> dict[str, int]:
    counters: dict[str, int] = json.loads(get(port, "/__stats"))
    return counters


def tree_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.txt"))


def measure_baseline(args: argparse.Namespace, folder: Path) -> float:
    with replica(args, args.pages) as port:
        out = folder / "baseline"
        out.mkdir()
        command = [
            sys.executable,
            str(HERE / "baseline_spider.py"),
            f"http://127.0.0.1:{port}/urls.txt",
            str(out),
            str(args.concurrency),
        ]
        wall, memory, _ = run(command, folder)
        made = len(list(out.iterdir()))
        print(f"baseline             {made} files in {wall:.1f} s: {made / wall:.1f} pages/s, {memory.rss:.0f} MB RSS")
        return made / wall


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Whether copies in a store end in the same clusters whatever the order, the portions and the kills.

    python -m benchmarks.linking RECORDS.jsonl TRUTH.jsonl [--shuffles 20] [--portion 500] [--kills 20] [--scale 1000000]
    python -m benchmarks.linking RECORDS.jsonl TRUTH.jsonl --ingest 400 --kills 20

The records, one an address, are stored and linked in the order of the file; then shuffled, linked after each portion; then by
a process that is killed (SIGKILL) at random moments and started again. Each time the clusters are compared with the first.
`--scale` fills the index with passages of made-up records, as many each as those of the file have, a fifth of them set
phrases, some of which the records of the file have, too; and measures what it costs to look one more record up, and to link
records of the file with each other, in a small index and in that one. `--ingest` makes pages of so many
records and kills `kznews ingest` itself.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from benchmarks.duplicates import Truth, figures
from kznews.dedup import address_key
from kznews.duplicates import link
from pipeline.duplicates.keys import kept, keys
from pipeline.duplicates.sketch import sketch
from pipeline.duplicates.words import Reader
from pipeline.text import clean_text
from storage import duplicates
from storage.catalog import Catalog
from storage.entities import Fetch, Found, Hint, Outcome, State
from storage.record import Record
from storage.schema import records

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
LINK = "import sys, pathlib; from kznews import duplicates; from storage.catalog import Catalog\n"
LINK += "duplicates.BATCH = 50; duplicates.link(Catalog.open(pathlib.Path(sys.argv[1])))"  # small, so that kills fall between
PHRASES = 100_000
SAID = 0.2  # of the passages are set phrases
LINKED = 1000  # records linked beside the made-up ones
FIRST = 10_000_000  # number of a made-up record
Lines = Sequence[dict[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--shuffles", type=int, default=0)
    parser.add_argument("--portion", type=int, default=500)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--scale", type=int, default=0)
    parser.add_argument("--ingest", type=int, default=0)
    options = parser.parse_args()
    lines = one_an_address([json.loads(line) for line in options.records.read_bytes().splitlines()])
    ids = {line["id"] for line in lines}
    truth = {one["id"]: one for one in map(json.loads, options.truth.read_bytes().splitlines()) if one["id"] in ids}
    if options.scale:
        scale(lines, options.scale)
        return
    if options.ingest:
        never, often = (ingested(lines[: options.ingest], kills) for kills in (0, options.kills))
        print(f"{len(never)} and {len(often)} records; {differences(never, often)} stand otherwise after kills")
        return
    first = linked(lines, len(lines), truth, "in order")
    lines = [line for line in lines if line["id"] in first]  # of exact copies the store keeps the one stored first
    for seed in range(options.shuffles):
        found = linked(random.Random(seed).sample(lines, len(lines)), options.portion, truth, f"shuffle {seed}")
        print(f"           {differences(first, found)} records stand otherwise than in order")
    if options.kills:
        print(f"           {differences(first, killed(lines, options.kills))} records stand otherwise after kills")


def one_an_address(lines: Lines) -> list[dict[str, str]]:
    """Return the records but those whose address an earlier one has: in a store they are its versions."""
    return list({address_key(line["url"]): line for line in reversed(lines)}.values())[::-1]


def linked(lines: Lines, portion: int, truth: Truth, name: str) -> dict[str, str]:
    """Store and link *lines* in portions; print what came out; return the head of each record's cluster."""
    with tempfile.TemporaryDirectory() as folder:
        catalog = Catalog.open(Path(folder))
        seconds = 0.0
        for start in range(0, len(lines), portion):
            store(catalog, lines[start : start + portion])
            begun = time.process_time()
            link(catalog)
            seconds += time.process_time() - begun
        found = heads(catalog)
        catalog.close()
    links = {one: head if head != one else None for one, head in found.items()}
    truth = {one: truth[one] for one in found}
    print(f"{name:10} {figures(links, truth)}  {seconds / len(lines) * 1000:.1f} ms of CPU a record", flush=True)
    return found


def killed(lines: Lines, kills: int) -> dict[str, str]:
    """Return the clusters of *lines* when the process that links them is killed again and again."""
    with tempfile.TemporaryDirectory() as folder:
        catalog = Catalog.open(Path(folder))
        store(catalog, lines)
        catalog.close()
        run_killed([sys.executable, "-c", LINK, folder], kills, longer=0.05)
        catalog = Catalog.open(Path(folder))
        found = heads(catalog)
        catalog.close()
    return found


def ingested(lines: Lines, kills: int) -> dict[str, str]:
    """Return the clusters of a store into which pages made of *lines* were ingested, by a process that is killed."""
    with tempfile.TemporaryDirectory() as folder:
        pages, store_folder = Path(folder) / "pages", Path(folder) / "store"
        pages.mkdir()
        with (pages / "index.jsonl").open("w") as index:
            for line in lines:
                (pages / f"{line['id']}.html").write_text(page(line))
                row = {"url": f"https://example.org/{line['id']}", "html_path": f"{line['id']}.html"}
                index.write(json.dumps(row) + "\n")
        command = [sys.executable, "-m", "kznews", "--store", str(store_folder), "ingest", str(pages), "--workers", "2"]
        run_killed(command, kills, longer=0.2)
        catalog = Catalog.open(store_folder)
        found = heads(catalog)
        catalog.close()
    return found


def page(line: dict[str, str]) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in line["text"].split("\n"))
    return (
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>{escape(line['title'])}</title>"
        f'<meta property="article:published_time" content="{line["date"]}"></head><body><article>'
        f"<h1>{escape(line['title'])}</h1>{paragraphs}</article></body></html>"
    )


def run_killed(command: list[str], kills: int, longer: float) -> None:
    """Run *command* until it ends by itself; kill it so many times before, ever some seconds later."""
    rng, done = random.Random(1), 0
    while True:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            code = process.wait(rng.uniform(1, 2 + done * longer) if done < kills else None)
            break
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            done += 1
    print(f"killed {done} times, then ended with {code}")


def scale(lines: Lines, most: int) -> None:
    """Print what it costs to look a record up, and to link one, in an index of ten thousand records and of *most*."""
    reader, rng = Reader(), np.random.default_rng(1)
    lines = lines[:LINKED]
    mine = [keys(kept(sketch(line["title"], line["text"], reader))) for line in lines]
    each = round(sum(map(len, mine)) / len(mine))
    linking: list[float] = []
    for count in (10_000, most):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "catalog.sqlite"
            catalog = Catalog.open(Path(folder))
            asked = fill(path, rng, count, each, np.concatenate(mine))
            size = path.stat().st_size / count
            with catalog.engine.begin() as connection:
                took = [_timed(connection, keys) for keys in asked]
            store(catalog, lines)
            begun = time.process_time()
            link(catalog)
            linking.append(1000 * (time.process_time() - begun) / len(lines))
            catalog.close()
        walls, times = ([1000 * one[kind] for one in took] for kind in (0, 1))
        print(
            f"{count:9,} records of {each} passages: lookup median {statistics.median(walls):.2f} ms, 99th percentile "
            f"{statistics.quantiles(walls, n=100)[98]:.2f} ms ({statistics.quantiles(times, n=100)[98]:.2f} ms of CPU, "
            f"{statistics.mean(times):.2f} ms in the mean); {linking[-1]:.2f} ms of CPU to link one; "
            f"{size:.0f} bytes a record",
            flush=True,
        )
    print(f"linking one in the larger costs {linking[1] / linking[0]:.2f} times as much")


def fill(path: Path, rng: np.random.Generator, count: int, each: int, known: NDArray[np.int64]) -> list[list[int]]:
    """Put passages of made-up records into the index, in order, as a catalog that was vacuumed has them.

    The passages *known* are among their set phrases. Return the passages of records that are looked up: of those that are
    there, so that set phrases are among them.
    """
    keys = rng.integers(1 << 39, size=count * each)
    phrases = rng.permutation(np.concatenate([known, rng.integers(1 << 39, size=PHRASES)]))[:PHRASES]
    said = rng.random(len(keys)) < SAID
    keys[said] = phrases[(PHRASES ** rng.random(said.sum())).astype(int) - 1]  # the n-th occurs 1/n times as the first
    keys.sort()
    owners = rng.integers(1, count + 1, size=len(keys)) + FIRST
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    for start in range(0, len(keys), 1 << 20):
        rows = zip(keys[start : start + (1 << 20)].tolist(), owners[start : start + (1 << 20)].tolist(), strict=True)
        connection.executemany("INSERT OR IGNORE INTO passages (passage, url_id) VALUES (?, ?)", sorted(rows))
        connection.commit()
    connection.close()
    return [np.unique(rng.choice(keys, each)).tolist() for _ in range(1000)]


def _timed(connection: Connection, keys: list[int]) -> tuple[float, float]:
    start = time.perf_counter(), time.process_time()
    duplicates.holders(connection, keys)
    return time.perf_counter() - start[0], time.process_time() - start[1]


def store(catalog: Catalog, lines: Lines) -> None:
    run = catalog.begin_run("rbc", "ingest", "person", NOW, "machine:1", 60)
    addresses = {f"https://example.org/{line['id']}": line for line in lines}
    ids = catalog.adopt(run, [Found(url, Hint("file", "a")) for url in addresses], NOW)
    outcomes = [_outcome(ids[url], url, line) for url, line in addresses.items()]
    for start in range(0, len(outcomes), 100):
        catalog.acknowledge(run, outcomes[start : start + 100], NOW)
    catalog.end_run(run, NOW, 0, {})


def _outcome(url_id: int, url: str, line: dict[str, str]) -> Outcome:
    published = dt.datetime.fromisoformat(line["date"])
    title, *body = [text for text in map(clean_text, (line["title"], *line["text"].split("\n"))) if text]
    record = Record(
        url=url, day=published.date(), text="\n\n".join((title, *body)), title=title, language="ru",
        authors=(), published_at=published, confidence="high", evidence=(), removed=(),
    )  # fmt: skip
    return Outcome(url_id, State.STORED, "", Fetch(NOW, url, 200), record)


def heads(catalog: Catalog) -> dict[str, str]:
    """Return the head of each record's cluster; records that the store took for exact duplicates are left out."""
    with catalog.engine.begin() as connection:
        query = select(records.c.id, records.c.url, records.c.duplicate_of).where(records.c.current)
        rows = connection.execute(query).all()
    names = {row.id: row.url.rpartition("/")[2] for row in rows}
    return {names[row.id]: names[row.id if row.duplicate_of is None else row.duplicate_of] for row in rows}


def differences(one: dict[str, str], other: dict[str, str]) -> int:
    """Return how many records are in another company, of those that both know."""
    known = one.keys() & other.keys()
    company = [_companies(found, known) for found in (one, other)]
    return sum(company[0][name] != company[1][name] for name in known)


def _companies(found: dict[str, str], known: set[str]) -> dict[str, frozenset[str]]:
    groups: dict[str, list[str]] = {}
    for name in known:
        groups.setdefault(found[name], []).append(name)
    return {name: frozenset(group) for group in groups.values() for name in group}


if __name__ == "__main__":
    main()

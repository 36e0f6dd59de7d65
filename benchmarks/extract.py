#!/usr/bin/env python3
"""Text, titles, dates and speed of kznews beside other extractors, on the same pages in the same run.

    python -m benchmarks.extract DATA [--sets pages,articles,publishers,segments] [--tools kznews,trafilatura,…] [--half 0|1] [--workers 2]

DATA is a folder of sets, each with an index.jsonl (id, url, html_path, truth). Other extractors are measured where they
are installed, and named where they are not: trafilatura comes with kznews; `pip install resiliparse readability-lxml
newspaper4k justext goose3 boilerpy3` for the others. Of these, resiliparse, readability, jusText and boilerpy3 tell no
dates, and all but readability of them no titles; authors are told by trafilatura and newspaper4k. The truth of these is
`authors.json`. kznews' own model was trained on public pages of the same sets: what it
reaches on sites it never saw is what `train_body --check` says.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import time
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from benchmarks.extractors import TOOLS, Answer, is_there
from benchmarks.scoring import Made, entries, figures, html_of

COLUMNS = (
    "F1",
    "precision",
    "recall",
    "exact",
    "segments kept",
    "noise kept",
    "title",
    "dates right",
    "dates wrong",
    "authors right",
    "names wrong",
    "ms",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", default="pages,articles,publishers,segments")
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the pages whose hash of the id is even or odd")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    tools = [name for name in args.tools.split(",") if is_there(name)]
    if absent := sorted({*args.tools.split(",")} - {*tools}):
        print("not installed:", ", ".join(absent))
    with Pool(args.workers, logging.disable, (logging.CRITICAL,)) as pool:
        for name in args.sets.split(","):
            pages = [one for one in entries(args.data, name) if args.half in (None, half(one["id"]))]
            print(f"\n{name}: {len(pages)} pages\n{'':22}" + "".join(f"{column:>14}" for column in COLUMNS))
            for tool in tools:
                made = pool.map(partial(run, args.data, name, tool), pages, chunksize=4)
                got = figures(zip(pages, made, strict=True))
                print(f"{tool:22}" + "".join(f"{_shown(got.get(column)):>14}" for column in COLUMNS), flush=True)


def run(data: Path, name: str, tool: str, entry: dict) -> Made:
    html = html_of(data, name, entry)
    started = time.process_time()
    try:
        answer = TOOLS[tool](html, entry)
    except Exception as error:  # noqa: BLE001 — another tool's failure is its own figure
        print(f"{tool} failed on {entry['id']}: {error}".splitlines()[0][:160])
        answer = Answer("", None, "")
    return Made(answer.title, answer.date, answer.text, time.process_time() - started, answer.authors)


def half(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) // 7 % 2


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) and value < 2 else f"{value:.0f}"


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Dates of kznews beside htmldate and trafilatura, on the same pages in the same run: right, silently wrong, missing, time.

    python -m benchmarks.dates INDEX… [--tools kznews,htmldate,…] [--half 0|1] [--show]

INDEX is a file of JSON lines with `id`, `url`, the page in `html` or the path beside the index in `html_path` (also .gz), the
day in `expect` or `truth.date`, and, where known, `fetched_at` and `timezone`. An `expect` of null says that the page has no
day: there, no answer is the right one. The time is CPU per page from text to day, parsing included; "dates" is kznews'
share of it when the page is parsed anyway. htmldate comes with trafilatura, trafilatura with kznews.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import gzip
import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import htmldate
from htmldate.meta import reset_caches
from trafilatura.metadata import extract_metadata

from pipeline.dates.published import published
from pipeline.document import decode_text, to_document
from pipeline.drop import Drop
from pipeline.page import Page

Loaded = tuple[dict, bytes]


def kznews(entry: dict, body: bytes) -> tuple[str | None, float]:
    """Return the day and the seconds that only the dates took."""
    fetched = dt.datetime.fromisoformat(entry["fetched_at"]) if entry.get("fetched_at") else None
    fetched = fetched.replace(tzinfo=dt.UTC) if fetched and not fetched.tzinfo else fetched
    try:
        document = to_document(Page(entry.get("url") or "", body, fetched, entry.get("timezone") or ""))
    except Drop:
        return None, 0.0
    started = time.process_time()
    day = published(document).day
    return str(day) if day else None, time.process_time() - started


def with_htmldate(entry: dict, body: bytes, *, extensive: bool = True) -> tuple[str | None, float]:
    found = htmldate.find_date(
        decode_text(body), url=entry.get("url") or None, extensive_search=extensive, original_date=True
    )
    return found, 0.0


def htmldate_default(entry: dict, body: bytes) -> tuple[str | None, float]:
    return htmldate.find_date(decode_text(body), url=entry.get("url") or None), 0.0


def trafilatura(entry: dict, body: bytes) -> tuple[str | None, float]:
    return extract_metadata(decode_text(body), default_url=entry.get("url") or None).date, 0.0


TOOLS: dict[str, Callable[[dict, bytes], tuple[str | None, float]]] = {
    "kznews": kznews,
    "htmldate": htmldate_default,
    "htmldate-original": with_htmldate,
    "htmldate-fast": lambda entry, body: with_htmldate(entry, body, extensive=False),
    "trafilatura": trafilatura,
}
COLUMNS = ("right", "wrong", "missing")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, nargs="+")
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the pages of one half, by a hash of their ids")
    parser.add_argument("--show", action="store_true", help="the pages on which kznews is not right")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    for index in args.index:
        pages = [(entry, body) for entry, body in read_pages(index) if args.half in (None, half(entry["id"]))]
        print(f"\n{index}: {len(pages)} pages\n{'':20}" + "".join(f"{name:>9}" for name in (*COLUMNS, "ms", "dates")))
        for tool in args.tools.split(","):
            print(row(tool, pages, show=args.show and tool == "kznews"), flush=True)


def read_pages(index: Path) -> Iterator[Loaded]:
    """Yield the entries of *index* that know a day, or that there is none, with their pages."""
    for line in index.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if "expect" not in entry and not entry.get("truth", {}).get("date"):
            continue
        if "html" in entry:
            yield entry, entry["html"].encode()
            continue
        path = index.parent / entry["html_path"]
        yield entry, gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def row(tool: str, pages: list[Loaded], *, show: bool) -> str:
    """Return the line of figures for *tool*."""
    counts: collections.Counter[str] = collections.Counter()
    reset_caches()  # of htmldate, so that no setting profits from the one before
    dates, started = 0.0, time.process_time()
    for entry, body in pages:
        day, seconds = TOOLS[tool](entry, body)
        dates += seconds
        expected = expected_of(entry)
        verdict = verdict_on(day, expected)
        counts[verdict] += 1
        if show and verdict != "right":
            print(f"  {verdict:8} {entry['id']:20} {expected} {day} {entry.get('url')}")
    total = 1000 * (time.process_time() - started) / max(1, len(pages))
    share = f"{1000 * dates / max(1, len(pages)):9.2f}" if dates else ""
    return f"{tool:20}" + "".join(f"{counts[name]:9}" for name in COLUMNS) + f"{total:9.2f}{share}"


def expected_of(entry: dict) -> str | None:
    return entry["expect"] if "expect" in entry else entry["truth"]["date"]


def verdict_on(day: str | None, expected: str | None) -> str:
    return "right" if day == expected else "wrong" if day else "missing"


def half(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) // 7 % 2


if __name__ == "__main__":
    main()

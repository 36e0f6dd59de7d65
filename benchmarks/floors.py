#!/usr/bin/env python3
"""Holds the quality of text, titles and dates against the floors in floors.json, which only go up.

    python -m benchmarks.floors [BENCH] [--raise]

Without BENCH only the replica's pages are read, whose truth is known. BENCH is a folder of sets as benchmarks.extract
takes them; those of `pages`, `articles`, `publishers`, `segments` and `dates` that it has are measured, too. The exit code
is 1 when a figure is under its floor. `--raise` writes the figures that are better than their floors, and nothing else.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path

from benchmarks.extract import TOOLS
from benchmarks.scoring import Made, entries, figures, html_of
from kznews.replica.replica import Replica
from pipeline.article import to_article
from pipeline.drop import Drop
from pipeline.page import Page
from storage.entities import State

FLOORS = Path(__file__).with_name("floors.json")
SETS = ("pages", "articles", "publishers", "segments", "dates")
HIGHER = ("F1", "precision", "recall", "exact", "title", "dates right")
LOWER = ("noise kept", "segments kept", "dates wrong", "days invented")
Figures = Mapping[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, nargs="?")
    parser.add_argument("--raise", action="store_true", dest="up")
    args = parser.parse_args()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    under = 0
    for name, measure in measures(args.bench).items():
        got = rounded(measure())
        below = beneath(got, floors.get(name, {}))
        for figure, value in got.items():
            floor = floors.get(name, {}).get(figure)
            mark = "  UNDER ITS FLOOR" if figure in below else ""
            print(
                f"{name:12} {figure:14} {value:8g}   floor {'none' if floor is None else f'{floor:g}'}{mark}",
                flush=True,
            )
        under += len(below)
        floors[name] = raised(got, floors.get(name, {}))
    if args.up:
        FLOORS.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    raise SystemExit(1 if under else 0)


def beneath(got: Figures, floors: Figures) -> list[str]:
    """Return which figures are worse than their floors; one that was not measured is."""
    return [name for name, floor in floors.items() if name not in got or _is_better(name, floor, got[name])]


def raised(got: Figures, floors: Figures) -> dict[str, float]:
    """Return *floors* with those figures of *got* that are better, or new."""
    better = {name: value for name, value in got.items() if name not in floors or _is_better(name, value, floors[name])}
    return {**floors, **better}


def rounded(got: Figures) -> dict[str, float]:
    """Return the figures that have floors, to the third place, towards the worse."""
    made = {name: math.floor(got[name] * 1000) / 1000 for name in HIGHER if name in got}
    return made | {name: got[name] for name in LOWER if name in got}


def _is_better(name: str, one: float, other: float) -> bool:
    return one < other if name in LOWER else one > other


def measures(bench: Path | None) -> dict[str, Callable[[], Figures]]:
    """Return how each set that is there is measured."""
    there = [name for name in SETS if bench is not None and (bench / name / "index.jsonl").exists()]
    if bench is not None and not there:
        raise SystemExit(f"{bench} has none of the sets {', '.join(SETS)}, each a folder with an index.jsonl")
    return {"replica": of_replica, **{name: lambda name=name: of_set(bench, name) for name in there}}  # type: ignore[misc]


def of_set(bench: Path, name: str) -> Figures:
    """Return the figures of the set *name*."""
    pages = []
    for entry in entries(bench, name):
        title, date, text = TOOLS["kznews"](html_of(bench, name, entry), entry)
        pages.append((entry, Made(title, date, text)))
    return figures(pages)


def of_replica() -> Figures:
    """Return the figures of all articles of the replica that a crawl would store."""
    pages = []
    with Replica() as replica:
        zones = {site.name: site.timezone for site in replica.sites()}
        for url, truth in replica.truth().items():
            if truth.state not in (State.STORED, State.UNDATED):
                continue
            try:
                with urllib.request.urlopen(url) as response:
                    body, content_type = response.read(), response.headers["Content-Type"]
            except (OSError, HTTPException):
                continue  # one of those that fail the first time
            page = Page(url, body, dt.datetime.now(dt.UTC), zones[truth.site], content_type=content_type)
            known = {
                "body": "\n".join(truth.paragraphs),
                "title": truth.title,
                "date": str(truth.day) if truth.day else None,
            }
            pages.append(({"truth": known}, _read(page)))
    invented = sum(one.date is not None for page, one in pages if page["truth"]["date"] is None)
    return {**figures(pages), "days invented": invented}


def _read(page: Page) -> Made:
    try:
        article = to_article(page)
    except Drop:
        return Made("", None, "")
    day = article.published.day
    return Made(article.title, str(day) if day else None, "\n".join(article.paragraphs))


if __name__ == "__main__":
    main()

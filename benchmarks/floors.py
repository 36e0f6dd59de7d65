#!/usr/bin/env python3
"""Holds the quality of text, titles, dates, authors and copies against the floors in floors.json, which only go up.

    python -m benchmarks.floors [FOLDER…] [--raise]

Without a FOLDER the replica's pages and the sites' saved pages are read, whose truth is known. What else a FOLDER may hold
is said in `benchmarks/floor_sets.py`. The exit code is 1 when a figure is under its floor. `--raise` writes the figures
that are better than their floors, and nothing else. The model was trained on pages of a FOLDER's sets: what is shown here
guards against a step back, and is no measure for sites it has not seen (`benchmarks.train_body --check` is).
"""

from __future__ import annotations

import argparse
import json
import logging
import math
from collections.abc import Mapping
from pathlib import Path

from benchmarks.floor_sets import measures

FLOORS = Path(__file__).with_name("floors.json")
HIGHER = ("F1", "precision", "recall", "B-cubed F1", "exact", "title", "dates right", "authors right", "records right")
LOWER = (
    "noise kept",
    "segments kept",
    "dates wrong",
    "names wrong",
    "days invented",
    "articles of none",
    "forms merged",
    "records wrong",
)
Figures = Mapping[str, float]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--raise", action="store_true", dest="up")
    args = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    under = 0
    for name, measure in measures(args.folders).items():
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
    return [name for name, floor in floors.items() if name not in got or not _holds(name, got[name], floor)]


def raised(got: Figures, floors: Figures) -> dict[str, float]:
    """Return *floors* with those figures of *got* that are better, or new."""
    better = {name: value for name, value in got.items() if name not in floors or _is_better(name, value, floors[name])}
    return {**floors, **better}


def rounded(got: Figures) -> dict[str, float]:
    """Return the figures that have floors, to the third place, towards the worse."""
    made = {name: _down(got[name]) for name in HIGHER if name in got}
    return made | {name: got[name] for name in LOWER if name in got}


def _down(value: float) -> float:
    return value if math.isnan(value) else math.floor(value * 1000 + 1e-6) / 1000


def _holds(name: str, value: float, floor: float) -> bool:
    return value <= floor if name in LOWER else value >= floor  # what is not a number holds nothing


def _is_better(name: str, one: float, other: float) -> bool:
    return one < other if name in LOWER else one > other


if __name__ == "__main__":
    main()

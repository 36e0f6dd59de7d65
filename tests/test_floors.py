"""Quality has floors that only go up."""

from __future__ import annotations

import json

import pytest

from benchmarks.floors import FLOORS, HIGHER, LOWER, beneath, raised, rounded


@pytest.mark.parametrize(
    ("got", "floors", "under"),
    [
        ({"F1": 0.98, "dates wrong": 1}, {"F1": 0.98, "dates wrong": 1}, []),
        ({"F1": 0.99, "dates wrong": 0}, {"F1": 0.98, "dates wrong": 1}, []),
        ({"F1": 0.979, "dates wrong": 1}, {"F1": 0.98, "dates wrong": 1}, ["F1"]),
        ({"F1": 0.98, "dates wrong": 2}, {"F1": 0.98, "dates wrong": 1}, ["dates wrong"]),
        ({"dates wrong": 1}, {"F1": 0.98, "dates wrong": 1}, ["F1"]),
    ],
)
def test_what_is_worse_than_its_floor_or_was_not_measured_is_named(
    got: dict[str, float], floors: dict[str, float], under: list[str]
) -> None:
    assert beneath(got, floors) == under


def test_floors_go_up_only() -> None:
    floors = {"F1": 0.98, "title": 0.9, "dates wrong": 1, "noise kept": 4}
    got = {"F1": 0.97, "title": 0.95, "dates wrong": 2, "noise kept": 3, "exact": 0.5}
    assert raised(got, floors) == {"F1": 0.98, "title": 0.95, "dates wrong": 1, "noise kept": 3, "exact": 0.5}


def test_a_figure_is_rounded_towards_the_worse() -> None:
    assert rounded({"F1": 0.98799, "noise kept": 3, "ms": 9.0}) == {"F1": 0.987, "noise kept": 3}


def test_every_floor_is_of_a_known_figure() -> None:
    floors = json.loads(FLOORS.read_text("utf-8"))
    assert "replica" in floors
    assert {name for figures in floors.values() for name in figures} <= {*HIGHER, *LOWER}

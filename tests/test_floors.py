"""Quality has floors that only go up."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import floor_sets, floors
from benchmarks.floors import FLOORS, HIGHER, LOWER, beneath, raised, rounded


@pytest.mark.parametrize(
    ("got", "floors", "under"),
    [
        ({"F1": 0.98, "dates wrong": 1}, {"F1": 0.98, "dates wrong": 1}, []),
        ({"F1": 0.99, "dates wrong": 0}, {"F1": 0.98, "dates wrong": 1}, []),
        ({"F1": 0.979, "dates wrong": 1}, {"F1": 0.98, "dates wrong": 1}, ["F1"]),
        ({"F1": 0.98, "dates wrong": 2}, {"F1": 0.98, "dates wrong": 1}, ["dates wrong"]),
        ({"F1": math.nan, "dates wrong": math.nan}, {"F1": 0.98, "dates wrong": 1}, ["F1", "dates wrong"]),
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


FIGURES = st.dictionaries(st.sampled_from([*HIGHER, *LOWER]), st.one_of(st.integers(0, 500), st.floats(0, 1)))


@given(FIGURES, FIGURES)
def test_raising_lowers_no_floor_and_hides_no_fall(got: dict[str, float], known: dict[str, float]) -> None:
    after = raised(got, known)
    assert all(after[name] <= floor if name in LOWER else after[name] >= floor for name, floor in known.items())
    assert beneath(got, known) == [name for name in beneath(got, after) if name in known]


REACHED = {"F1": 0.97, "noise kept": 3}


@pytest.mark.parametrize(
    ("got", "options", "code", "after"),
    [
        (REACHED, [], 0, REACHED),
        ({"F1": 0.9699, "noise kept": 3}, [], 1, REACHED),
        ({"F1": 0.97, "noise kept": 4}, [], 1, REACHED),
        ({"F1": 0.97}, [], 1, REACHED),
        ({"F1": 0.98, "noise kept": 2}, [], 0, REACHED),
        ({"F1": 0.98, "noise kept": 4}, ["--raise"], 1, {"F1": 0.98, "noise kept": 3}),
        ({"F1": 0.5, "noise kept": 9}, ["--raise"], 1, REACHED),
    ],
)
def test_one_worse_figure_fails_and_only_raise_writes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    got: dict[str, float],
    options: list[str],
    code: int,
    after: dict[str, float],
) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"pages": REACHED, "elsewhere": REACHED}))
    monkeypatch.setattr(floors, "FLOORS", path)
    monkeypatch.setattr(floors, "measures", lambda folders: {"pages": lambda: got})
    with pytest.raises(SystemExit) as ended:
        floors.main(options)
    assert ended.value.code == code
    assert json.loads(path.read_text()) == {"pages": after, "elsewhere": REACHED}


def test_a_saved_page_that_gives_another_record_falls_under_its_floor(tmp_path: Path) -> None:
    shutil.copytree(floor_sets.FIXTURES / "akorda", tmp_path / "akorda")
    whole = rounded(floor_sets.saved(tmp_path))
    assert whole["records wrong"] == 0
    page = min(tmp_path.glob("*/*.html"))
    page.write_text(page.read_text("utf-8").replace("<p>", "<p>Ещё слово. ", 1), "utf-8")
    assert {"F1", "exact", "records right", "records wrong"} <= {*beneath(rounded(floor_sets.saved(tmp_path)), whole)}


def test_a_folder_is_measured_by_what_it_holds(tmp_path: Path) -> None:
    cases = [
        {"text": "1 марта 2026, 10:15", "now": "2026-03-02T12:00:00+05:00", "date": "2026-03-01", "time": "10:15"},
        {"text": "1 марта 2026", "now": "2026-03-02T12:00:00+05:00", "date": "2026-03-02", "time": None},
        {"text": "в марте", "now": "2026-03-02T12:00:00+05:00", "date": None, "time": None},
    ]
    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / "strings.jsonl").write_text("\n".join(map(json.dumps, cases)))
    found = floor_sets.measures([tmp_path])
    assert list(found) == ["replica", "saved", "date strings"]
    assert found["date strings"]() == {"dates right": 2, "dates wrong": 1}


def test_a_folder_without_any_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="has none of the sets"):
        floor_sets.measures([tmp_path])


def test_what_is_always_there_has_floors_without_a_fault() -> None:
    known = json.loads(FLOORS.read_text("utf-8"))
    assert known["saved"]["records right"] == len(list(floor_sets.FIXTURES.glob("*/*.html")))
    assert known["replica"]["dates right"] > 400
    assert [known["replica"][name] for name in ("dates wrong", "days invented", "articles of none")] == [0, 0, 0]


def test_the_checks_before_a_push_hold_the_floors() -> None:
    assert "./kz quality" in (Path(__file__).parent.parent / ".ci" / "run").read_text("utf-8")

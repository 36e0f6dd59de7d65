"""Imports point one way: kznews → spiders → pipeline → storage."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("kznews", "spiders", "pipeline", "storage")  # each may import itself and those after it
HEAVY = ("scrapy", "twisted", "trafilatura", "lxml", "htmldate", "dateparser")
IMPURE = (
    "socket",
    "urllib.request",
    "http.client",
    "requests",
    "scrapy",
    "twisted",
    "sqlalchemy",
    "sqlite3",
    "asyncio",
)


def modules(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            yield node.module or ""


def of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_itself_and_those_below(layer: str) -> None:
    above = (*LAYERS[: LAYERS.index(layer)], "tests", "benchmarks")
    wrong = [(of(path), name) for path in modules(layer) for name in imported(path) if name.split(".")[0] in above]
    assert wrong == []


def test_storage_knows_neither_scrapy_nor_trafilatura() -> None:
    wrong = [(of(path), name) for path in modules("storage") for name in imported(path) if name.split(".")[0] in HEAVY]
    assert wrong == []


def test_the_pipeline_imports_nothing_that_reaches_network_or_disk() -> None:
    wrong = [(of(path), name) for path in modules("pipeline") for name in imported(path) if name.startswith(IMPURE)]
    assert wrong == []


def test_the_pipeline_does_not_ask_for_the_time() -> None:
    calls = [
        (of(path), node.attr)
        for path in modules("pipeline")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
    ]
    assert calls == []


@pytest.mark.parametrize("layer", LAYERS)
def test_package_inits_are_empty(layer: str) -> None:
    assert [of(path) for path in modules(layer) if path.name == "__init__.py" and path.read_text("utf-8").strip()] == []


FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc"}


@pytest.mark.parametrize("layer", LAYERS)
def test_no_module_is_called_after_nothing(layer: str) -> None:
    assert [of(path) for path in modules(layer) if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("command", ["--help", "status --help", "config check", "sites", "status", "runs", "doctor"])
def test_looking_imports_neither_scrapy_nor_trafilatura(command: str, tmp_path: Path) -> None:
    code = f"""
import sys
sys.argv = ["kznews", *{command.split()!r}]
from kznews.__main__ import main
try:
    main()
except SystemExit:
    pass
heavy = sorted(set({HEAVY!r}) & set(sys.modules))
assert not heavy, heavy
"""
    from storage.catalog import Catalog

    Catalog.open(tmp_path / "store").close()
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_help_needs_neither_pydantic_nor_sqlalchemy(tmp_path: Path) -> None:
    code = (
        "import sys, kznews.__main__; print(sorted({'pydantic', 'sqlalchemy', 'rich', 'alembic'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr

"""Killed before any of its file operations, or with a disk that is full from it on, a crawl loses nothing."""

from __future__ import annotations

import errno
import gzip
import itertools
import json
import math
import os
import shutil
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.checker import Checker

from kznews.exit_codes import ExitCode
from kznews.replica.replica import Replica
from tests.crawling import ROOT, assert_store_is_whole, configure, contents, kznews, query

COMPILER = shutil.which("cc") or shutil.which("gcc")
SHARES = 2  # of the operations, each tested by a test of its own
STAGES = {0: "the first crawl", 1: "a crawl that finds changes"}

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or COMPILER is None, reason="needs Linux and a C compiler for tests/kill_before.c"
)


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "kill_before.so"
    source = ROOT / "tests" / "kill_before.c"
    subprocess.run([str(COMPILER), "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library


class Crawler:
    """The process of `tests/dying.py`."""

    def __init__(self, shim: Path, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.dying", str(folder)],
            cwd=ROOT,
            env=os.environ | {"LD_PRELOAD": str(shim)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, kind: str, stage: int, number: int = 0, log: Path | None = None) -> tuple[int, Path]:
        """Return how a disturbed crawl ended, and its folder, where an undisturbed one has gone on."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"kind": kind, "stage": stage, "number": number, "log": str(log) if log else None}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        said = json.loads(self._process.stdout.readline())
        assert said["again"] == 0
        return said["code"], self.folder / f"{kind}-{stage}-{number}"

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture
def crawler(shim: Path, tmp_path: Path) -> Iterator[Crawler]:
    running = Crawler(shim, tmp_path)
    yield running
    running.end()


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("stage", STAGES, ids=STAGES.values())
def test_killed_before_any_operation_a_crawl_goes_on_and_ends_as_an_undisturbed_one(
    stage: int, share: int, crawler: Crawler
) -> None:
    expected, killed = undisturbed(crawler, stage), 0
    for number in itertools.count(1 + share, SHARES):
        code, folder = crawler.ask("kill", stage, number)
        assert (summary(folder), number) == (expected, number)
        assert_whole(folder)
        if code == 0:  # there are no more
            break
        assert code == -signal.SIGKILL
        killed += 1
        shutil.rmtree(folder)
    assert killed > 20


@pytest.mark.parametrize("stage", STAGES, ids=STAGES.values())
def test_a_disk_that_is_full_from_any_operation_on_ends_a_crawl_and_loses_nothing(stage: int, crawler: Crawler) -> None:
    expected, codes = undisturbed(crawler, stage), []
    for number in range(1, 180, 4):
        code, folder = crawler.ask("full", stage, number)
        codes.append(code)
        assert (summary(folder), number) == (expected, number)
        assert_whole(folder)
        shutil.rmtree(folder)
    assert set(codes) <= {0, errno.ENOSPC}, codes
    assert codes.count(errno.ENOSPC) > 10


def undisturbed(crawler: Crawler, stage: int) -> dict[str, Any]:
    """Return what an undisturbed crawl leaves, after those before it."""
    return [summary(crawler.ask("calm", number)[1]) for number in range(stage + 1)][-1]


def summary(folder: Path) -> dict[str, Any]:
    """What must be the same however often a crawl was disturbed."""
    return {
        "contents": contents(folder),
        "states": query(folder, "select url, state from urls where state != 'unchanged' order by url"),
        "records": query(folder, "select url, version, day, text from records order by url, version"),
        "open": query(folder, "select * from runs where ended_at is null"),
    }


def assert_whole(folder: Path) -> None:
    assert_store_is_whole(folder)
    for path in (folder / "store" / "archive").rglob("*"):
        if path.is_file():
            checker = Checker(Namespace(inputs=[str(path)], verbose=False))
            checker.process_all()
            assert checker.exit_value == 0, path
            gzip.decompress(path.read_bytes())  # raises EOFError where a record is cut, which warcio passes over


def test_nothing_is_acknowledged_before_a_power_cut_would_leave_it(crawler: Crawler, tmp_path: Path) -> None:
    """What the catalog is told of was synced: each file's bytes before its name, each folder's names after that."""
    log = tmp_path / "operations"
    for stage in STAGES:
        crawler.ask("calm", stage, log=log)
    unsynced: set[str] = set()
    names: set[str] = set()
    seen: set[str] = set()
    for operation, _, path in (line.partition(" ") for line in log.read_text().splitlines()):
        seen.add(operation)
        folder = path.rpartition("/")[0]
        if "catalog.sqlite" in path or path.endswith(".lock"):
            if operation == "write" and path.endswith("-wal"):
                assert (unsynced, names) == (set(), set()), f"before {operation} {path}"
        elif operation == "write":
            unsynced.add(path)
        elif operation in ("fsync", "syncfs"):
            unsynced = {one for one in unsynced if operation == "fsync" and one != path}
            names -= {path}
        elif operation == "rename":
            assert f"{path}.part" not in unsynced
            names.add(folder)
        elif operation == "create" and "/archive/" in f"/{path}":
            names.add(folder)
    assert seen >= {"write", "fsync", "syncfs", "rename", "create", "unlink"}


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(speed=math.inf) as running:
        yield running


def test_a_full_disk_ends_a_command_with_a_clear_line_and_the_next_one_completes_it(
    shim: Path, replica: Replica, tmp_path: Path
) -> None:
    calm, full = tmp_path / "calm", tmp_path / "full"
    calm.mkdir()
    full.mkdir()
    done = kznews(configure(calm, replica), "crawl", "legacy").code
    config = configure(full, replica)
    for number in (1, 20, 60, 120):  # counted anew by each command
        filled = {"LD_PRELOAD": str(shim), "STORE_FOLDER": str(full / "store"), "FULL_BEFORE": str(number)}
        ended = kznews(config, "crawl", "legacy", environment=filled)
        assert (ended.code, number) == (ExitCode.UNEXPECTED, number)
        assert "no space left" in ended.err
        assert "Traceback" not in ended.err
        assert len(ended.err.splitlines()) <= 6, ended.err  # the faults of pages among them
    assert kznews(config, "crawl", "legacy").code == done
    assert_whole(full)
    assert contents(full) == contents(calm)

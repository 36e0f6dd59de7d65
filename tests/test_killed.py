"""A crawl that is killed at any instant loses nothing, and the same command goes on where it was."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kznews.replica.replica import Replica
from tests.crawling import ROOT, assert_store_is_whole, configure, contents, crawl, kill, query, start

SITES = ("gov", "legacy")
KILLS = 20
PATIENCE = 60.0  # seconds


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(speed=math.inf) as running:
        yield running


def wait_until(reached: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until *reached*, or until the process has ended by itself."""
    until = time.monotonic() + PATIENCE
    while not reached() and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.002)


def test_twenty_kills_leave_what_an_undisturbed_crawl_leaves(replica: Replica, tmp_path: Path) -> None:
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    calm.mkdir()
    rough.mkdir()
    replica.forget()
    crawl(configure(calm, replica), *SITES)
    every = len(replica.log)
    config, chance = configure(rough, replica), random.Random(20261123)
    replica.forget()
    for _ in range(KILLS):
        asked = len(replica.log) + chance.randint(1, max(2, every // KILLS))
        process = start(config, "crawl", *SITES)
        wait_until(lambda asked=asked: len(replica.log) >= asked, process)  # type: ignore[misc]
        kill(process)
    assert crawl(config, *SITES).code == 0
    assert contents(rough) == contents(calm)
    assert_store_is_whole(rough)
    runs = query(rough, "select exit_code, note from runs where note = 'died before its end'")
    assert len(runs) > KILLS // 2


@pytest.mark.parametrize("after", [0.0, 0.3, 0.6, 0.9, 1.2])
def test_a_kill_while_records_are_written_is_mended_by_the_next_crawl(
    after: float, replica: Replica, tmp_path: Path
) -> None:
    config = configure(tmp_path, replica)
    records = tmp_path / "store" / "records"
    process = start(config, "crawl", "gov")
    wait_until(lambda: next(records.rglob("*.txt*"), None) is not None, process)
    began = time.monotonic()
    wait_until(lambda: time.monotonic() - began >= after, process)
    kill(process)
    assert crawl(config, "gov").code == 0
    assert_store_is_whole(tmp_path)
    texts = [text for _, text in contents(tmp_path)]
    assert len(texts) == len(set(texts))


TOLD_TO_STOP_AT_ITS_END = """
import asyncio, os, signal
from kznews.__main__ import main
from spiders.run import SiteRun
finish = SiteRun.finish
async def told(run, *end):
    os.kill(os.getpid(), signal.SIGTERM)
    for _ in range(1000):  # the event loop may do all that it wants to do before
        await asyncio.sleep(0)
    await finish(run, *end)
SiteRun.finish = told
main()
"""


def test_a_crawl_that_is_told_to_stop_while_it_ends_comes_to_its_end(replica: Replica, tmp_path: Path) -> None:
    config = configure(tmp_path, replica)
    command = [sys.executable, "-c", TOLD_TO_STOP_AT_ITS_END, "--config", str(config), "crawl", "legacy"]
    ended = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [tuple(row) for row in query(tmp_path, "select exit_code, note from runs")] == [(0, "")]
    assert [row.exit_code for row in query(tmp_path, "select exit_code from slots where state = 'done'")] == [0]
    assert_store_is_whole(tmp_path)

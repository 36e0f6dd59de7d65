"""A holder counts as dead only when that is certain; then the next run need not wait until its lease expires."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import holders
from storage.catalog import Catalog, SiteBusy
from storage.holders import brief, is_dead, this_process
from tests.stores import NOON, ROOT

SAY = "import sys, time; from storage.holders import this_process; print(this_process(), flush=True); time.sleep(60)"


@pytest.fixture
def other() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Give a running process and its name as a holder."""
    process = subprocess.Popen([sys.executable, "-c", SAY], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process, process.stdout.readline().strip()
    process.kill()
    process.communicate()


def test_this_process_is_alive() -> None:
    assert not is_dead(this_process())
    assert brief(this_process()).endswith(f":{os.getpid()}")


def test_a_process_is_alive_until_it_is_killed(other: tuple[subprocess.Popen[str], str]) -> None:
    process, name = other
    assert not is_dead(name)
    process.send_signal(signal.SIGKILL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it is a zombie now
    if Path("/proc/self/stat").exists():
        assert is_dead(name)
    process.wait()
    assert is_dead(name)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
def test_a_number_that_was_given_again_is_not_the_same_process() -> None:
    host, number, _, space = this_process().split(":")
    assert is_dead(f"{host}:{number}:1:{space}")


@pytest.mark.parametrize("name", ["elsewhere:1", "", "machine", "machine:x:1:1", "::::"])
def test_nothing_is_certain_of_other_machines(name: str) -> None:
    assert not is_dead(name)


def test_nothing_is_certain_of_other_number_spaces() -> None:
    host, _, started, _ = this_process().split(":")
    assert not is_dead(f"{host}:999999999:{started}:1")


def test_a_process_whose_start_nobody_may_see_is_alive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name = this_process()
    monkeypatch.setattr(holders, "_space", lambda: name.rpartition(":")[2])
    monkeypatch.setattr(holders, "PROC", tmp_path)  # as hidepid hides the processes of other users
    assert not is_dead(name)


def test_a_lease_that_was_taken_by_a_clock_far_ahead_holds_nobody_up(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    for ahead, is_free in ((dt.timedelta(minutes=5), False), (dt.timedelta(days=4000), True)):
        site = f"site{ahead.days}"
        catalog.begin_run(site, "crawl", "person", NOON + ahead, "elsewhere:1", 60)
        if is_free:
            assert catalog.begin_run(site, "crawl", "person", NOON, "elsewhere:2", 60)
        else:
            with pytest.raises(SiteBusy):
                catalog.begin_run(site, "crawl", "person", NOON, "elsewhere:2", 60)
    catalog.close()


def test_the_lease_of_a_killed_run_is_taken_over_at_once(
    tmp_path: Path, other: tuple[subprocess.Popen[str], str]
) -> None:
    process, name = other
    catalog = Catalog.open(tmp_path)
    first = catalog.begin_run("rbc", "crawl", "person", NOON, name, 60)
    with pytest.raises(SiteBusy):
        catalog.begin_run("rbc", "crawl", "person", NOON + dt.timedelta(seconds=1), this_process(), 60)
    process.kill()
    process.wait()
    second = catalog.begin_run("rbc", "crawl", "person", NOON + dt.timedelta(seconds=2), this_process(), 60)
    assert second.id > first.id
    catalog.close()

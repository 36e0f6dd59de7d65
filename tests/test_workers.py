"""The processes that read pages: what dies costs itself, and nobody waits for what never comes."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import forkserver

import pytest

from pipeline.page import Page
from spiders.workers import NoWorkers, Workers

PAGE = Page("https://made.example/1", b"<p>a", None)


def its_process(_: Page) -> int:
    return os.getpid()


def die() -> None:
    os._exit(9)


@pytest.fixture
def workers() -> Iterator[Workers]:
    pool = Workers(1)
    yield pool
    pool.close()


@pytest.fixture
def dying() -> Iterator[Workers]:
    pool = Workers(1, initializer=die)
    yield pool
    pool.close()


def killed_while_idle(workers: Workers) -> int:
    """Kill a worker that reads nothing, wait until it is gone; return which it was."""
    process = workers.outcome(workers.submit(its_process, PAGE))
    assert isinstance(process, int)
    os.kill(process, signal.SIGKILL)
    with suppress(ProcessLookupError):
        while True:
            os.kill(process, 0)
    return process


def test_no_process_is_started_before_there_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forkserver, "ensure_running", lambda: pytest.fail("nothing is to be read yet"))
    Workers(1).close()


def test_a_worker_that_is_killed_while_it_reads_nothing_costs_no_page(workers: Workers) -> None:
    killed = killed_while_idle(workers)
    others = [workers.submit(its_process, PAGE) for _ in range(5)]
    assert killed not in [workers.outcome(one) for one in others]


def test_neither_does_it_where_pages_are_awaited(workers: Workers) -> None:
    killed = killed_while_idle(workers)

    async def read() -> list[object]:
        return list(await asyncio.gather(*(workers.read(its_process, PAGE) for _ in range(5))))

    assert killed not in asyncio.run(read())


def test_workers_that_die_at_once_are_named_and_not_waited_for(dying: Workers) -> None:
    with pytest.raises(NoWorkers, match="memory"):
        asyncio.run(dying.read(its_process, PAGE))
    with pytest.raises(NoWorkers, match="memory"):
        dying.outcome(dying.submit(its_process, PAGE))

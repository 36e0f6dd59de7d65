"""Processes of their own on one store, which do what a property test tells them: one alone, or all at the same time."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

from storage.catalog import Catalog, LeaseLost, SiteBusy
from storage.entities import Acknowledged, Fetch, Found, Hint, Leased, Outcome, Run, State
from storage.record import Record
from storage.slots import Claim, NotClaimed, SlotLost, claim, finish, note_missed, release, renew

HOLDERS = 3
REFUSALS = (NotClaimed, SlotLost, SiteBusy, LeaseLost)
Did = tuple[str, Any]  # the name of the exception, or "done", and what came of it


class Doers:
    """The processes. Each calls itself a holder of another machine, so that nothing but leases tells it dead."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        self._pipes, self._processes = [], []
        for number in range(HOLDERS):
            mine, its = context.Pipe()
            process = context.Process(target=_obey, args=(its, self._url, self._folder, number), daemon=True)
            process.start()
            self._pipes.append(mine)
            self._processes.append(process)
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join()

    def ask(self, number: int, deed: str, *given: Any) -> Did:
        """Have one of the processes do a deed."""
        self._pipes[number].send((deed, given))
        did: Did = self._pipes[number].recv()
        return did

    def ask_all(self, deed: str, *given: Any) -> list[Did]:
        """Have all of them do it at the same time."""
        for pipe in self._pipes:
            pipe.send((deed, given))
        return [pipe.recv() for pipe in self._pipes]


def _obey(pipe: Connection, url: str, folder: Path, number: int) -> None:
    catalog = Catalog.open(folder, url)
    while (told := pipe.recv()) is not None:
        deed, given = told
        try:
            pipe.send(("done", DEEDS[deed](catalog, f"elsewhere:{number}", *given)))
        except REFUSALS as error:
            pipe.send((type(error).__name__, getattr(error, "state", None)))
    catalog.close()


def _claim(catalog: Catalog, holder: str, moment: dt.datetime, now: dt.datetime, seconds: int) -> Claim:
    return claim(catalog.engine, "a", moment, now, holder, seconds=seconds)


def _renew(catalog: Catalog, _: str, mine: Claim, now: dt.datetime, seconds: int) -> None:
    renew(catalog.engine, mine, now, seconds)


def _finish(catalog: Catalog, _: str, mine: Claim, now: dt.datetime) -> None:
    finish(catalog.engine, mine, now, 0)


def _release(catalog: Catalog, _: str, mine: Claim, now: dt.datetime) -> None:
    release(catalog.engine, mine, now)


def _miss(catalog: Catalog, _: str, moments: list[dt.datetime]) -> None:
    note_missed(catalog.engine, "a", moments)


def _begin(catalog: Catalog, holder: str, now: dt.datetime, seconds: int) -> Run:
    return catalog.begin_run("a", "crawl", "person", now, holder, seconds)


def _discover(catalog: Catalog, _: str, run: Run, urls: list[str], now: dt.datetime) -> None:
    catalog.discover(run, [Found(url, Hint("feed", "https://a.example/rss")) for url in urls], now)


def _lease(catalog: Catalog, _: str, run: Run, limit: int, now: dt.datetime) -> list[Leased]:
    return catalog.lease(run, limit, now)


def _acknowledge(catalog: Catalog, _: str, run: Run, leased: list[Leased], now: dt.datetime) -> list[Acknowledged]:
    return catalog.acknowledge(run, [_outcome(one, now) for one in leased], now)


def _outcome(leased: Leased, now: dt.datetime) -> Outcome:
    text = f"{leased.url}\n\nТекст."
    record = Record(leased.url, dt.date(2026, 3, 1), text, leased.url)
    return Outcome(leased.url_id, State.STORED, "", Fetch(now, leased.url, 200), record)


def _heartbeat(catalog: Catalog, _: str, run: Run, now: dt.datetime) -> None:
    catalog.heartbeat(run, now)


def _end(catalog: Catalog, _: str, run: Run, now: dt.datetime) -> None:
    catalog.end_run(run, now, 0, {})


DEEDS: dict[str, Callable[..., Any]] = {
    "claim": _claim, "renew": _renew, "finish": _finish, "release": _release, "miss": _miss,
    "begin": _begin, "discover": _discover, "lease": _lease, "acknowledge": _acknowledge,
    "heartbeat": _heartbeat, "end": _end,
}  # fmt: skip

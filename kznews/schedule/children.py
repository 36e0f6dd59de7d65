"""The scheduler's crawls: one process each, a bounded number at once, ended cleanly when the scheduler is."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Sequence

PATIENCE = 60.0  # seconds that a crawl has to end after SIGTERM


class Children:
    """The crawls under way, by site."""

    def __init__(self, command: Sequence[str], at_once: int, patience: float = PATIENCE) -> None:
        self._command = tuple(command)
        self._free = asyncio.Semaphore(at_once)
        self._patience = patience
        self._waiting: set[str] = set()
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = False

    def has(self, site: str) -> bool:
        """Say whether a crawl of *site* runs or waits for its turn."""
        return site in self._waiting

    async def run(self, site: str) -> int | None:
        """Crawl *site* in a process and return its exit code; None when it runs already or all is to end."""
        if self._stopping or site in self._waiting:
            return None
        self._waiting.add(site)
        try:
            async with self._free:
                return None if self._stopping else await self._run(site)
        finally:
            self._waiting.discard(site)

    async def stop(self) -> None:
        """Ask every crawl to end, and wait until they did; one that takes too long is killed."""
        self._stopping = True
        running = list(self._running.values())
        for process in running:
            _signal(process, signal.SIGTERM)
        ends = [asyncio.ensure_future(process.wait()) for process in running]
        if ends:
            await asyncio.wait(ends, timeout=self._patience)
        for process in running:
            if process.returncode is None:
                _signal(process, signal.SIGKILL)
                await process.wait()

    async def _run(self, site: str) -> int:
        process = await asyncio.create_subprocess_exec(*self._command, site, start_new_session=True)
        self._running[site] = process
        try:
            if self._stopping:
                _signal(process, signal.SIGTERM)
            return await process.wait()
        finally:
            del self._running[site]


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(number)

"""Kills a small run before every single one of its file operations, each time resumes it, and says what was wrong.

Started with `killing.c` preloaded: python -m tests.killing FOLDER EDITION. Prints one line a fault, and the number of kills.
"""

from __future__ import annotations

import asyncio
import ctypes
import datetime as dt
import os
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from spiders.run import SiteRun
from spiders.site import Site
from spiders.visit import Exchange
from storage.entities import Found, Hint, Leased, Outcome, State
from storage.record import Record
from storage.warc import read
from tests.crawling import assert_store_is_whole, contents, query

SITE = Site(name="small", home="https://small.kz/", domains=("small.kz",), languages=("ru",))
NOW = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
ADDRESSES = [f"https://small.kz/news/{number}" for number in range(8)]
shim = ctypes.CDLL(None)


def record(url: str, edition: int) -> Record | None:
    """The record of *url*: one page has none, one has no date, two have one text; each edition edits every third."""
    number = int(url.rpartition("/")[2])
    if number == 4:
        return None
    told = 1 if number == 2 else number
    text = f"Новость {told}\n\nТекст новости {told}, издание {edition if number % 3 == 0 else 1}."
    day = None if number == 5 else dt.date(2026, 3, 1 + (number + (edition if number == 6 else 0)) % 3)
    return Record(url=url, day=day, text=text, title=f"Новость {told}")


async def crawl(store: Path, edition: int, told: Callable[[str], None]) -> None:
    """Run the site once, as a spider does, and tell each address that was acknowledged."""
    run = SiteRun(SITE, store, None, "person")
    run.start(on_loss=lambda: None)
    modified = NOW + dt.timedelta(days=edition)
    hint = Hint("feed", "https://small.kz/rss", modified=str(edition))
    await run.discovered([Found(url, hint, modified) for url in ADDRESSES])

    async def visit(leased: Leased) -> None:
        page = f"<p>{leased.url}, {edition}</p>".encode()
        fetch = run.archived(Exchange(leased.url, NOW, 0.1, (), 200, ((b"Content-Type", b"text/html"),), page))
        made = record(leased.url, edition)
        state = State.STORED if made else State.NOT_AN_ARTICLE
        await run.store(Outcome(leased.url_id, state, "", fetch, made), leased)
        told(leased.url)

    while batch := await run.lease(4):
        await asyncio.gather(*(visit(leased) for leased in batch))
    await run.finish(0)


def forked(work: Callable[[], None]) -> int:
    """Return how *work* ended in a process of its own: 0, 1 after an exception, or minus the signal."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - the child has nobody else to tell
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def killed_before(operation: int, folder: Path, edition: int) -> tuple[int, list[str]]:
    """Run and kill before *operation*; return how the run ended and which addresses it had acknowledged."""
    reader, writer = socket.socketpair()

    def work() -> None:
        shim.kz_arm(operation)
        asyncio.run(crawl(folder / "store", edition, lambda url: writer.sendall(url.encode() + b"\n")))

    ended = forked(work)
    writer.close()
    told = b""
    while part := reader.recv(1 << 16):
        told += part
    reader.close()
    return ended, told.decode().split()


def assert_kept(folder: Path, acknowledged: list[str]) -> None:
    """What was acknowledged before the kill is in the catalog, and its page is in the archive."""
    rows = {
        row.url: row
        for row in query(
            folder, "select u.url, f.archive_file, f.offset from urls u join fetches f on f.url_id = u.id order by f.id"
        )
    }
    for url in acknowledged:
        assert read(folder / "store" / rows[url].archive_file, rows[url].offset).url == url


def assert_resumed(folder: Path, edition: int, expected: list[tuple[str, str]]) -> None:
    """The same command ends the work, with what an undisturbed run leaves."""
    asyncio.run(crawl(folder / "store", edition, lambda url: None))
    assert contents(folder) == expected
    assert_store_is_whole(folder)


def main(folder: Path, edition: int) -> None:
    before, calm = folder / "before", folder / "calm"
    before.mkdir(parents=True)
    for earlier in range(1, edition):
        assert killed_before(-1, before, earlier)[0] == 0
    shutil.copytree(before, calm)
    assert killed_before(-1, calm, edition)[0] == 0
    expected = contents(calm)
    kills = 0
    while killed_and_resumed(kills, folder, edition, expected):
        kills += 1
    print(f"{kills} kills")


def killed_and_resumed(operation: int, folder: Path, edition: int, expected: list[tuple[str, str]]) -> bool:
    """Kill before *operation* and resume; return False when the run has fewer operations and ended by itself."""
    rough = folder / "rough"
    shutil.copytree(folder / "before", rough)
    ended, acknowledged = killed_before(operation, rough, edition)
    assert ended in (0, -signal.SIGKILL), f"ended with {ended} before operation {operation}"
    if acknowledged and forked(lambda: assert_kept(rough, acknowledged)):
        print(f"what was acknowledged is not kept after a kill before file operation {operation}", flush=True)
    if forked(lambda: assert_resumed(rough, edition, expected)):
        print(f"not whole after a kill before file operation {operation}", flush=True)
    shutil.rmtree(rough)
    return ended != 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

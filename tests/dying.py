"""A process that lets copies of itself crawl a made-up site and die before the file operation that it is told.

`kill_before.c` is preloaded into it. Forked copies start in milliseconds, so that every single operation has its turn.
"""

from __future__ import annotations

import asyncio
import ctypes
import datetime as dt
import errno
import gc
import json
import os
import random
import shutil
import sys
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from spiders import run as running
from spiders.losses import in_words
from spiders.run import SiteRun
from spiders.site import Site
from spiders.visit import Exchange
from storage.entities import Found, Hint, Leased, Outcome, State
from storage.record import Record

SITE = Site(name="made", home="https://made.example/", domains=("made.example",), languages=("ru",))
FIRST = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
LATER = dt.datetime(2099, 3, 2, 12, tzinfo=dt.UTC)  # after any fetch: the site says that it changed these
running.NAMED = 5  # so that deaths fall between the portions of a document
BATCH = 10  # above storage.files.FEW, so that both ways of syncing are taken
Pages = dict[str, tuple[str | None, str]]

NEW: Pages = {
    f"n{number}": ("2026-03-01", f"Заголовок {number}\n\nТекст статьи номер {number}.") for number in range(11)
}
NEW |= {
    "copy": NEW["n3"],
    "undated": (None, "Объявление\n\nБез даты."),
    "other": ("2026-02-27", "Вчера\n\nДругой день."),
}
CHANGED: Pages = {
    "n1": ("2026-03-01", "Заголовок 1\n\nТекст исправлен."),
    "n2": ("2026-03-02", "Заголовок 2\n\nТекст и день исправлены."),
    "late": ("2026-03-02", "Новое\n\nНовая статья."),
}


def crawl(store: Path, pages: Pages, modified: dt.datetime) -> None:
    """Crawl *pages* as a spider does: discover, lease, archive, store, until nothing is left."""
    asyncio.run(_crawl(store, pages, modified))


async def _crawl(store: Path, pages: Pages, modified: dt.datetime) -> None:
    run = SiteRun(SITE, store, None, "person")
    run.start(lambda: None)
    hint = Hint("feed", "https://made.example/rss")
    try:
        found = [Found(f"https://made.example/{name}", hint, modified) for name in pages]
        known = run.catalog.totals(SITE.name)
        wanted = await run.discovered(found)
        assert run.found == len(pages)
        assert wanted == len(pages) or known
        while leased := await run.lease(BATCH):
            outcomes = [await _outcome(run, one, pages) for one in leased]
            await asyncio.gather(*map(run.store, outcomes, leased))
    finally:
        await run.finish(0)


async def _outcome(run: SiteRun, leased: Leased, pages: Pages) -> Outcome:
    day, text = pages[leased.url.rpartition("/")[2]]
    body = random.Random(text).randbytes(4000)  # nothing that gzip makes small: a kill may fall amid a record
    fetch = await run.archived(Exchange(leased.url, dt.datetime.now(dt.UTC), 0.1, (), 200, (), body))
    date = dt.date.fromisoformat(day) if day else None
    return Outcome(leased.url_id, State.STORED, "", fetch, Record(leased.url, date, text, text.split("\n")[0]))


STAGES = ((NEW, FIRST), (CHANGED, LATER))


def serve(folder: Path) -> None:
    """Do what each line of standard input says (JSON: stage, kind, number, log), say how it went in a line.

    The store is a copy of what the stages before left; the copy that is disturbed is followed by one that is not.
    """
    shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
    crawl(folder / "warm", *STAGES[0])  # what a process loads and compiles but once, no copy need
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        home = folder / f"{asked['kind']}-{asked['stage']}-{asked['number']}"
        if asked["stage"]:
            shutil.copytree(folder / f"calm-{asked['stage'] - 1}-0", home)
        code = _fork(home, asked, shim)
        again = _fork(home, asked | {"kind": "calm", "log": None}, shim)
        print(json.dumps({"code": code, "again": again}), flush=True)


def _fork(home: Path, asked: dict[str, Any], shim: ctypes.CDLL) -> int:
    """Return the exit code of a copy of this process that crawled the stage, negative when a signal ended it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        os.setsid()
        number, log = ctypes.c_long(asked["number"]), asked.get("log")
        if asked["kind"] == "full":
            shim.full_before(os.fsencode(home), number)
        elif asked["kind"] == "kill":
            shim.kill_before(os.fsencode(home), number, None)
        elif log:
            shim.kill_before(os.fsencode(home), ctypes.c_long(0), os.fsencode(log))
        crawl(home / "store", *STAGES[asked["stage"]])
        code = 0
    except (OSError, DBAPIError) as error:
        code = errno.ENOSPC if "make room" in in_words(error) else 1
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))

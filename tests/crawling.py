"""Crawls a replica in a process of its own, as a user would, and compares what was stored with the truth."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from kznews.replica.replica import Replica
from spiders.site import Site
from storage.record import fingerprint, parse

ROOT = Path(__file__).parent.parent


def configure(folder: Path, replica: Replica, **overrides: Any) -> Path:
    """Write a configuration with the replica's sites into *folder*; return its path."""
    lines = [
        'contact = "tests@example.org"',
        f"allow = {json.dumps([f'127.0.0.1:{port}' for port in replica.ports.values()])}",
    ]
    lines += ["[limits]", "workers = 2"]
    for site in replica.sites():
        lines += [f"[sites.{site.name}]", *facts(site, **overrides)]
    config = folder / "kznews.toml"
    config.write_text("\n".join(lines), encoding="utf-8")
    return config


def facts(site: Site, **overrides: Any) -> list[str]:
    given = {
        key: value
        for key, value in (asdict(site) | overrides).items()
        if value not in (None, "", ()) and key not in ("name", "verified", "rules")
    }
    rules = {key: value for key, value in asdict(site.rules).items() if value}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in given.items()]
    return [*lines, *(f"rules.{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in rules.items())]


def start(config: Path, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start `kznews --config CONFIG ARGUMENTS` in a process group of its own."""
    command = [sys.executable, "-m", "kznews", "--config", str(config), *arguments]
    return subprocess.Popen(
        command,
        cwd=config.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    def results(self) -> dict[str, dict[str, Any]]:
        """What `crawl --json` printed, by site."""
        return {row["site"]: row for row in map(json.loads, self.out.splitlines())}


def kznews(config: Path, *arguments: str, environment: dict[str, str] | None = None) -> Ended:
    """Run kznews to its end."""
    process = start(config, *arguments, environment=environment)
    out, err = process.communicate(timeout=120)
    return Ended(process.returncode, out, err)


def crawl(config: Path, *sites: str) -> Ended:
    """Crawl *sites*, by default all of the replica's, and never a real one."""
    ended = kznews(config, "crawl", "--json", *(sites or ("gov", "portal", "legacy")))
    assert ended.code not in (1, 2), ended
    return ended


def kill(process: subprocess.Popen[str]) -> None:
    """Kill -9 the process and all of its children at one instant."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def record_files(folder: Path) -> dict[Path, str]:
    root = folder / "store" / "records"
    return {path.relative_to(root): path.read_bytes().decode() for path in sorted(root.rglob("*.txt"))}


def contents(folder: Path) -> list[tuple[str, str]]:
    """Every record's day and text, sorted: what must be the same however often a crawl was killed."""
    return sorted((str(day), body) for day, body in map(parse, record_files(folder).values()))


def query(folder: Path, sql: str) -> Sequence[Any]:
    engine = create_engine(f"sqlite:///{folder / 'store' / 'catalog.sqlite'}")
    with engine.connect() as connection:
        rows = connection.execute(text(sql)).all()
    engine.dispose()
    return rows


def assert_store_is_whole(folder: Path) -> None:
    """Catalog, files and archive agree; nothing is half written."""
    store = folder / "store"
    assert not list(store.rglob("*.part"))
    files = record_files(folder)
    rows = query(
        folder, "select f.folder, f.name, r.text, r.day, f.written from files f join records r on r.id = f.record_id"
    )
    assert {Path(row.folder) / row.name for row in rows} == set(files)
    for row in rows:
        day, body = parse(files[Path(row.folder) / row.name])
        assert (body, str(day) if day else None) == (row.text, row.day)
        assert row.name[4:20] == fingerprint(body)[:16]
    assert not query(folder, "select * from urls where state in ('leased')")
    assert not query(folder, "select * from leases")
    for row in query(folder, "select archive_file, offset from fetches where archive_file is not null"):
        assert (store / row.archive_file).stat().st_size > row.offset

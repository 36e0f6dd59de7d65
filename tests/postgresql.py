"""A PostgreSQL server of the tests' own: in a folder that is removed, on a loopback port, gone with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
SETTINGS = {"fsync": "off", "listen_addresses": "127.0.0.1", "max_connections": "50"}


def binaries() -> Path | None:
    """Return the folder of initdb and postgres, the newest there is; None without."""
    found = [path for place in PLACES for path in Path("/").glob(f"{place[1:]}/initdb")]
    on_path = shutil.which("initdb")
    return max(found).parent if found else Path(on_path).resolve().parent if on_path else None


def account() -> list[str] | None:
    """Return how to run a command as one whom PostgreSQL serves: it refuses root. None when there is no other account."""
    if os.getuid() != 0:
        return []
    if shutil.which("runuser") and subprocess.run(["id", "postgres"], capture_output=True).returncode == 0:
        return ["runuser", "-u", "postgres", "--"]
    return None


@contextmanager
def server() -> Iterator[str]:
    """Run a server; give the address of its database `postgres`, for SQLAlchemy."""
    folder, run, programs = Path(tempfile.mkdtemp(prefix="kznews-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))), account(), binaries()
    assert run is not None
    assert programs is not None
    if run:
        shutil.chown(folder, "postgres")
    port = _free_port()
    options = [option for name, value in SETTINGS.items() for option in ("-c", f"{name}={value}")]
    data = str(folder / "data")
    initdb = [
        *run,
        str(programs / "initdb"),
        "-D",
        data,
        "-U",
        "kznews",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    postgres = [*run, str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log")]
    try:
        subprocess.run(initdb, check=True, capture_output=True, cwd="/")
        words = " ".join([*options, "-p", str(port), "-k", str(folder)])
        subprocess.run([*postgres, "-o", words, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        try:
            yield f"postgresql+psycopg://kznews@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*postgres, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    finally:
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

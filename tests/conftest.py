"""No test may run for ever: it fails where it stands, and if it cannot even do that, its process ends."""

from __future__ import annotations

import faulthandler
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine

from tests import postgresql

SECONDS = float(os.environ.get("KZ_TEST_SECONDS", "300"))
MEMORY = Path("/dev/shm")  # where it is a file system

# a slow machine is no fault of what is tested
settings.register_profile("kznews", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kznews")


class TooSlow(BaseException):
    """The test has run for longer than any should. No `Exception`, so that no code under test takes it for its own."""


def pytest_configure() -> None:
    """Keep the tests' files in memory where there is room: what is synced there is not waited for.

    Let commands be interrupted where the tests run in the background, too: a shell has its jobs there ignore it.
    """
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 1 << 30 and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    def stop(_: int, frame: FrameType | None) -> None:
        raise TooSlow(f"still at work after {SECONDS:.0f} s (KZ_TEST_SECONDS changes that)")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    faulthandler.dump_traceback_later(SECONDS + 30, exit=True)
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own."""
    if postgresql.binaries() is None:
        pytest.skip("PostgreSQL's server programs (initdb, postgres) are not installed")
    if postgresql.account() is None:
        pytest.skip("PostgreSQL refuses root, and there is no account postgres to run it as")
    with postgresql.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each kind that the catalog runs on."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'catalog.sqlite'}"
        return
    url: str = request.getfixturevalue("postgresql_server")
    name = f"kznews_{os.urandom(6).hex()}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield url.rpartition("/")[0] + f"/{name}"
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()

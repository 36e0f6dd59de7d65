"""No test may run for ever: it fails where it stands, and if it cannot even do that, its process ends."""

from __future__ import annotations

import faulthandler
import os
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

SECONDS = float(os.environ.get("KZ_TEST_SECONDS", "300"))


class TooSlow(BaseException):
    """The test has run for longer than any should. No `Exception`, so that no code under test takes it for its own."""


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

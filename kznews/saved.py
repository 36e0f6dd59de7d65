"""Pages and lines that lie in files: never more of one in memory than it may be."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pipeline.content import MOST_BYTES, gunzipped
from pipeline.drop import BadContent

GZIP = b"\x1f\x8b"  # how it begins (RFC 1952)


def page_bytes(path: Path) -> bytes:
    """Return the page in the file at *path*, without the gzip of a `.gz`; raise `BadContent`, `OSError` or `ValueError`."""
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise BadContent("no regular file")
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise BadContent(f"larger than {MOST_BYTES} bytes")
    return gunzipped(raw) if path.suffix == ".gz" else raw


def lines_of(file: IO[bytes], longest: int) -> Iterator[bytes]:
    """Yield the lines of *file*; of one that has *longest* bytes or more, so many from its beginning."""
    line = file.readline(longest)
    while line:
        yield line
        while len(line) == longest and not line.endswith(b"\n"):
            line = file.readline(longest)
        line = file.readline(longest)


def _without_waiting(path: str, flags: int) -> int:
    """Return a descriptor; a named pipe is opened though nobody writes to it."""
    return os.open(path, flags | os.O_NONBLOCK)

"""Pages in, articles out, one JSON object each: what `kznews extract` does."""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kznews.saved import lines_of, page_bytes
from kznews.times import stated
from pipeline.as_json import Json, drop_as_json
from pipeline.content import MOST_BYTES
from pipeline.drop import BadContent, Drop
from pipeline.page import Page
from spiders.workers import Asked, Workers, read_json

IN_WORK = 8  # pages a worker, so that none waits for a slow one and few lie in memory
LONGEST_LINE = 100 << 20  # bytes of a line: a page of 16 MiB, every byte written as \u00XX, fits
SHOWN = 200  # characters of an input that is no JSON


class BadLine(ValueError):
    """The line describes no page; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One input line, or a saved page: its id, and the page or what is wrong with it."""

    id: object
    page: Page | None = None
    error: str = ""


def answers(file: IO[bytes], pool: Workers) -> Iterator[Json]:
    """Yield an output object for each line of *file*, in order, with a bounded number of pages in work."""
    window: deque[tuple[Ask, Asked[Json] | None]] = deque()
    for ask in _asks(file):
        window.append((ask, pool.submit(read_json, ask.page) if ask.page else None))
        if len(window) > pool.count * IN_WORK:
            yield _answer(*window.popleft(), pool)
    while window:
        yield _answer(*window.popleft(), pool)


def _asks(file: IO[bytes]) -> Iterator[Ask]:
    """Yield what each line of *file* asks for; a file that begins as HTML does is one page."""
    lines = ((number, line) for number, line in enumerate(lines_of(file, LONGEST_LINE), 1) if line.strip())
    first = next(lines, None)
    if first and first[1].lstrip(b"\xef\xbb\xbf \t").startswith(b"<"):
        body = first[1] + file.read(MOST_BYTES)
        error = f"larger than {MOST_BYTES} bytes" if len(body) > MOST_BYTES else ""
        yield Ask(getattr(file, "name", None), None if error else Page("", body, None), error)
        return
    for number, line in chain(filter(None, [first]), lines):
        yield asked(number, line)


def asked(number: int, line: bytes) -> Ask:
    """Return what the input's line *number* asks for; whatever stands there, it raises nothing."""
    row: dict[str, Any] = {}
    try:
        row = _row(line)
        return Ask(row.get("id"), _page(row))
    except BadLine as error:
        return Ask(row.get("id"), error=f"line {number}: {error}")


def _row(line: bytes) -> dict[str, Any]:
    if len(line) >= LONGEST_LINE:
        raise BadLine(f"longer than {LONGEST_LINE >> 20} MiB")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON: {str(error)[:SHOWN]}") from error
    if not isinstance(row, dict):
        raise BadLine("not a JSON object")
    _check_id(row.get("id"))
    return row


def _check_id(name: object) -> None:
    """Raise `BadLine` when JSON cannot hold *name* (RFC 8259 section 6): it is written again. What else a line holds may be NaN."""
    try:
        json.dumps(name, allow_nan=False)
    except ValueError as error:
        raise BadLine(f"id: {str(name)[:SHOWN]} is no number of JSON") from error


def _page(row: dict[str, Any]) -> Page:
    return Page(
        url=_url(_text(row, "url")),
        body=_body(row),
        fetched_at=_fetched_at(_text(row, "fetched_at")),
        timezone=_timezone(_text(row, "timezone")),
        content_type=_text(row, "content_type"),
    )


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(f"{key} must be a string, not {json.dumps(value)[:SHOWN]}")
    return value


def _url(text: str) -> str:
    try:
        urlsplit(text)
    except ValueError as error:
        raise BadLine(f"url: {error}") from error
    return text


def _body(row: dict[str, Any]) -> bytes:
    html, path = row.get("html"), row.get("html_path")
    if isinstance(html, str):
        return html.encode("utf-8", "surrogatepass")
    if not isinstance(path, str):
        raise BadLine('neither "html" nor "html_path" is a string')
    try:
        return page_bytes(Path(path))
    except OSError as error:
        raise BadLine(f"{path[:SHOWN]}: {error.strerror}") from error
    except (BadContent, ValueError) as error:  # ValueError: what no path can hold, as a null character
        raise BadLine(f"{path[:SHOWN]}: {error}") from error


def _fetched_at(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        return stated(text).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise BadLine(f"fetched_at: {error}") from error


def _timezone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadLine(f"timezone {name[:SHOWN]!r} is no IANA zone") from error


def _answer(ask: Ask, page: Asked[Json] | None, pool: Workers) -> Json:
    if page is None:
        return {"id": ask.id, "error": ask.error}
    result = pool.outcome(page)
    return {"id": ask.id, **(drop_as_json(result) if isinstance(result, Drop) else result)}

"""Pages in, articles out, one JSON object each: what `kznews extract` does."""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kznews.inputs import STDIN, Kind, WrongInput, kind_at, kind_of, lines_in, named, opened
from kznews.saved import page_bytes
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


def answers(paths: Iterable[str], pool: Workers) -> Iterator[Json]:
    """Yield an output object for each page of the files at *paths*, in order, with a bounded number of pages in work."""
    window: deque[tuple[Ask, Asked[Json] | None]] = deque()
    for ask in chain.from_iterable(map(_asks, paths)):
        window.append((ask, pool.submit(read_json, ask.page) if ask.page else None))
        if len(window) > pool.count * IN_WORK:
            yield _answer(*window.popleft(), pool)
    while window:
        yield _answer(*window.popleft(), pool)


def _asks(path: str) -> Iterator[Ask]:
    """Yield what the file at *path* asks for: it is an archive, one page, or a page a line."""
    kind = kind_at(path)
    if kind is Kind.ARCHIVE:
        yield from _archived(path)
        return
    with opened(path) as file:
        lines = lines_in(file, "extract", path, LONGEST_LINE)
        first = next(lines, ("", b""))
        kind = kind or kind_of(first[1])
        if kind is Kind.ARCHIVE:
            raise WrongInput(f"{named(path)} {kind}: kznews extract FILE reads one that is no pipe")
        if kind is Kind.PAGE:
            yield _whole(path, first[1] + file.read(MOST_BYTES))
            return
        for where, line in chain([first] if first[1] else [], lines):
            yield asked(where, line)


def _archived(path: str) -> Iterator[Ask]:
    from kznews.ingest import archived  # loads the catalog, too

    for one in archived(Path(path), {}):
        if one.page:
            yield Ask(one.page.url, one.page)
        else:
            yield Ask(None, error=one.damage.line if one.damage else f"{one.where}: {one.fault}")


def _whole(path: str, body: bytes) -> Ask:
    """Return what a file that is one page asks for."""
    name = "<stdin>" if path == STDIN else path
    return Ask(name, error=f"larger than {MOST_BYTES} bytes") if len(body) > MOST_BYTES else Ask(name, Page("", body, None))


def asked(where: str, line: bytes) -> Ask:
    """Return what the input's line that stands at *where* asks for; whatever stands there, it raises nothing."""
    row: dict[str, Any] = {}
    try:
        row = _row(line)
        return Ask(row.get("id"), _page(row))
    except BadLine as error:
        return Ask(row.get("id"), error=f"{where}: {error}")


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

"""`kznews extract`: pages in, articles out, one JSON line each; no store."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from kznews.exit_codes import ExitCode

if TYPE_CHECKING:
    from pebble import ProcessFuture

    from pipeline.article import Article
    from pipeline.drop import Drop
    from pipeline.page import Page
    from spiders.workers import Workers

TOLERANCE = 0.1  # the share of lines that may be bad before the exit code says so


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--workers", type=click.IntRange(1), help="Processes to read pages with.  [default: all cores]")
@click.option(
    "--page-seconds", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Time limit of a page."
)
def extract(file: IO[bytes], workers: int | None, page_seconds: float) -> None:
    """Read pages as JSON lines from FILE (or standard input); write their articles as JSON lines, in order.

    A line in: {"id", "url", "html" or "html_path", "fetched_at"?, "timezone"?}. A relative html_path counts from
    the current folder; a .gz file is read as it is.
    """
    import os

    from spiders.workers import Workers

    pool = Workers(workers or os.cpu_count() or 1, page_seconds)
    bad = total = 0
    try:
        for line in _articles(file, pool):
            total += 1
            bad += "error" in line
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    finally:
        pool.close()
    if bad:
        click.echo(f'extract: {bad} of {total} lines could not be read; each has an "error" in the output', err=True)
    if bad > total * TOLERANCE:
        sys.exit(ExitCode.PARTLY_FAILED)


@dataclass(frozen=True, slots=True)
class Ask:
    """One input line: its id, and the page or what is wrong with it."""

    id: object
    page: Page | None = None
    error: str | None = None


def _articles(lines: Iterable[bytes], pool: Workers) -> Iterator[dict[str, Any]]:
    """Yield an output object a line, in order, with a bounded number of pages in work."""
    window: deque[tuple[Ask, ProcessFuture[Article | Drop] | None]] = deque()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        ask = _ask(number, line)
        window.append((ask, pool.submit(ask.page) if ask.page else None))
        if len(window) > pool.count * 8:
            yield _answer(*window.popleft(), pool)
    while window:
        yield _answer(*window.popleft(), pool)


def _ask(number: int, line: bytes) -> Ask:
    row: object = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("not a JSON object")
        return Ask(row.get("id"), _page(row))
    except (ValueError, OSError, EOFError) as error:
        return Ask(row.get("id") if isinstance(row, dict) else None, error=f"line {number}: {error}")


def _page(row: dict[str, Any]) -> Page:
    from pipeline.page import Page

    url = row.get("url") or ""
    if not isinstance(url, str):
        raise ValueError(f"url must be a string, not {type(url).__name__}")
    return Page(
        url=url,
        body=_body(row),
        fetched_at=_fetched_at(row.get("fetched_at")),
        timezone=_timezone(row.get("timezone")),
        content_type=row.get("content_type") or "",
    )


def _body(row: dict[str, Any]) -> bytes:
    html, path = row.get("html"), row.get("html_path")
    if isinstance(html, str):
        return html.encode("utf-8", "surrogatepass")
    if not isinstance(path, str):
        raise ValueError('neither "html" nor "html_path" is a string')
    raw = Path(path).read_bytes()
    return gzip.decompress(raw) if path.endswith(".gz") else raw


def _fetched_at(text: object) -> dt.datetime | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError(f"fetched_at must be an ISO 8601 string, not {text!r}")
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _timezone(name: object) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if name is None:
        return ""
    try:
        return ZoneInfo(str(name)).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"timezone {name!r} is no IANA zone") from error


def _answer(ask: Ask, future: ProcessFuture[Article | Drop] | None, pool: Workers) -> dict[str, Any]:
    from pipeline.article import Article
    from pipeline.record import evidence_as_json

    if future is None:
        return {"id": ask.id, "error": ask.error}
    result = pool.outcome(future)
    if not isinstance(result, Article):
        return {
            "id": ask.id,
            "title": None,
            "date": None,
            "text": "",
            "language": None,
            "authors": [],
            "removed": [],
            "date_evidence": [],
            "drop": result.line,
        }
    day = result.published.day
    return {
        "id": ask.id,
        "title": result.title,
        "date": day.isoformat() if day else None,
        "text": "\n\n".join(result.paragraphs),
        "language": result.language,
        "authors": list(result.authors),
        "removed": [asdict(removed) for removed in result.removed],
        "date_evidence": [evidence_as_json(evidence) for evidence in result.published.evidence],
        "drop": None,
    }

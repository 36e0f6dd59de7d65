"""Duplicates among records given as JSON lines: what is kept of those seen lies in temporary files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kznews.shelf import FileRoom, FileShelf, Rows
from kznews.times import stated
from pipeline.canonical import canonical_url
from pipeline.duplicates.facts import facts_of
from pipeline.duplicates.finder import Finder, Found
from pipeline.duplicates.index import Index
from pipeline.duplicates.sketch import sketches
from pipeline.duplicates.story import Story
from pipeline.duplicates.words import Reader

BATCH = 4096  # records that are read before the first is answered: how common a passage is needs some to be seen
BATCH_BYTES = 1 << 26  # fewer records, if they are large
LONGEST_LINE = 1 << 25  # bytes of a line


@dataclass(frozen=True, slots=True)
class Line:
    """A record of the input, or why it is none."""

    id: object
    title: str = ""
    text: str = ""
    url: str = ""
    date: object = None
    error: str = ""


def answers(lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """Yield the answer to each of *lines*, in order."""
    reader, ids = Reader(), Rows()
    finder = Finder(FileShelf(), Index(FileRoom()))
    for batch in _batches(line for line in lines if line.strip()):
        good = [line for line in batch if not line.error]
        for line in good:
            ids.append(json.dumps(line.id).encode())
        found = iter(finder.find(_stories(good, reader)))
        for line in batch:
            yield {"id": line.id, "error": line.error} if line.error else _answer(line, next(found), ids)


def _batches(lines: Iterable[bytes]) -> Iterator[list[Line]]:
    """Yield *lines*, read, in lists that are bounded in number and size."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(_read(line))
        size += len(line)
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    yield batch


def _answer(line: Line, found: Found | None, ids: Rows) -> dict[str, object]:
    if found is None:
        return {"id": line.id, "duplicate_of": None, "relation": None, "similarity": 0.0}
    return {
        "id": line.id,
        "duplicate_of": json.loads(ids[found.number]),
        "relation": str(found.verdict.relation),
        "similarity": round(found.verdict.similarity, 4),
    }


def _read(line: bytes) -> Line:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Line(None, error=f"longer than {LONGEST_LINE >> 20} MiB" if len(line) >= LONGEST_LINE else f"not JSON: {error}")
    if not isinstance(record, dict) or record.get("id") is None:
        return Line(None, error='no "id"')
    if not isinstance(record["id"], str | int):
        return Line(None, error='"id" must be a text or a whole number')
    if not {"title", "text"} & record.keys():
        return Line(record["id"], error='neither "title" nor "text"')
    title, text, url = (record.get(name) or "" for name in ("title", "text", "url"))
    if not (isinstance(title, str) and isinstance(text, str) and isinstance(url, str)):
        return Line(record["id"], error='"title", "text" and "url" must be texts')
    return Line(record["id"], title, text, url, record.get("date"))


def _stories(lines: Sequence[Line], reader: Reader) -> list[Story]:
    made = sketches([(line.title, line.text) for line in lines], reader)
    return [
        Story(sketch, address_key(line.url), _days(line.date), facts)
        for line, sketch, facts in zip(lines, made, facts_of(made), strict=True)
    ]


def address_key(url: str) -> str:
    """Return the same address for http and https, with and without www."""
    try:
        plain = canonical_url(url)
    except ValueError:
        plain = url
    return plain.partition("://")[2].removeprefix("www.").rstrip("/") or plain


def _days(date: object) -> float | None:
    try:
        return stated(date).timestamp() / 86400 if isinstance(date, str) else None
    except (ValueError, OverflowError):
        return None

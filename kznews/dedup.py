"""Duplicates among records in files: what is kept of those seen lies in temporary files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import starmap

from kznews.inputs import LONGEST_RECORD, Kind, kind_at, lines_in, opened, read_record
from kznews.shelf import FileRoom, FileShelf, Rows
from kznews.times import stated
from pipeline.canonical import canonical_url
from pipeline.duplicates.facts import facts_of
from pipeline.duplicates.finder import Finder, Found
from pipeline.duplicates.index import Index
from pipeline.duplicates.sketch import sketches
from pipeline.duplicates.story import Story
from pipeline.duplicates.words import Reader
from storage.record import BadRecord

BATCH = 4096  # records that are read before the first is answered: how common a passage is needs some to be seen
BATCH_BYTES = 1 << 26  # fewer records, if they are large
LONGEST_LINE = 1 << 25  # bytes of a line
BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Given:
    """A record of the input, or why it is none."""

    id: object
    title: str = ""
    text: str = ""
    url: str = ""
    date: object = None
    error: str = ""
    size: int = 0  # bytes of the input


def records(paths: Iterable[str]) -> Iterator[Given]:
    """Yield the records in the files at *paths*, each of JSON lines or one record; one file at a time is open."""
    for path in paths:
        is_record = kind_at(path) is Kind.TEXT
        with opened(path) as file:
            if is_record:
                yield from _record(path, file.read(LONGEST_RECORD + 1))
            else:
                yield from starmap(read_line, lines_in(file, "dedup", path, LONGEST_LINE))


def _record(path: str, content: bytes) -> Iterator[Given]:
    if not content.strip():  # as are JSON lines that hold none
        return
    try:
        day, text = read_record(content)
    except BadRecord as error:
        yield Given(path, error=str(error), size=len(content))
        return
    title, *rest = BLANK_LINES.split(text.strip(), maxsplit=1)
    yield Given(path, title, "".join(rest), date=day.isoformat() if day else None, size=len(content))


def answers(given: Iterable[Given]) -> Iterator[dict[str, object]]:
    """Yield the answer to each record, in order."""
    reader, ids = Reader(), Rows()
    finder = Finder(FileShelf(), Index(FileRoom()))
    for batch in _batches(given):
        good = [one for one in batch if not one.error]
        for one in good:
            ids.append(json.dumps(one.id).encode())
        found = iter(finder.find(stories(good, reader)))
        for one in batch:
            yield {"id": one.id, "error": one.error} if one.error else _answer(one, next(found), ids)


def _batches(given: Iterable[Given]) -> Iterator[list[Given]]:
    """Yield *given* in lists that are bounded in number and size."""
    batch: list[Given] = []
    size = 0
    for one in given:
        batch.append(one)
        size += one.size
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    yield batch


def _answer(one: Given, found: Found | None, ids: Rows) -> dict[str, object]:
    if found is None:
        return {"id": one.id, "duplicate_of": None, "relation": None, "similarity": 0.0}
    return {
        "id": one.id,
        "duplicate_of": json.loads(ids[found.number]),
        "relation": str(found.verdict.relation),
        "similarity": round(found.verdict.similarity, 4),
    }


def read_line(where: str, line: bytes) -> Given:
    """Return the record that the line of JSON at *where* holds."""
    given = _given(line)
    return replace(given, size=len(line), error=f"{where}: {given.error}" if given.error else "")


def _given(line: bytes) -> Given:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Given(None, error=f"longer than {LONGEST_LINE >> 20} MiB" if len(line) >= LONGEST_LINE else f"not JSON: {error}")
    if not isinstance(record, dict) or record.get("id") is None:
        return Given(None, error='no "id"')
    if not isinstance(record["id"], str | int):
        return Given(None, error='"id" must be a text or a whole number')
    if not {"title", "text"} & record.keys():
        return Given(record["id"], error='neither "title" nor "text"')
    title, text, url = (record.get(name) or "" for name in ("title", "text", "url"))
    if not (isinstance(title, str) and isinstance(text, str) and isinstance(url, str)):
        return Given(record["id"], error='"title", "text" and "url" must be texts')
    return Given(record["id"], title, text, url, record.get("date"))


def stories(given: Sequence[Given], reader: Reader) -> list[Story]:
    """Return what is compared of the records *given*."""
    made = sketches([(one.title, one.text) for one in given], reader)
    return [
        Story(sketch, address_key(one.url), _days(one.date), facts)
        for one, sketch, facts in zip(given, made, facts_of(made), strict=True)
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

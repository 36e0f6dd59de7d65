"""Duplicates among records given as JSON lines: what is kept of those seen lies in a temporary file."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from pipeline.canonical import canonical_url
from pipeline.duplicates.compare import Story
from pipeline.duplicates.finder import Finder, Found
from pipeline.duplicates.index import Index, Segment
from pipeline.duplicates.sketch import of_words, sketches
from pipeline.duplicates.words import Reader

BATCH = 4096  # records that are read before the first is answered: how common a passage is needs some to be seen
AT_HAND = 8192  # stories kept in memory
PLAIN = re.compile(r"https?://(?!(?:m|amp|mobile|wap)\.)[a-z0-9.-]+/[a-z0-9_/-]*(?<!/amp)(?<!/amp/)")  # canonical
LARGE = 1 << 20  # passages: a larger segment lies in a file


class NotARecord(ValueError):
    """A line that is not JSON, or has no id or no text."""


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
    reader = Reader()
    with tempfile.TemporaryDirectory(prefix="kznews-dedup-") as folder:
        shelf = FileShelf(Path(folder))
        finder = Finder(shelf, Index(shelf.place))
        ids: list[object] = []
        source = (_read(line) for line in lines if line.strip())
        while batch := list(islice(source, BATCH)):
            good = [line for line in batch if not line.error]
            ids += [line.id for line in good]
            found = iter(finder.find(_stories(good, reader)))
            for line in batch:
                yield {"id": line.id, "error": line.error} if line.error else _answer(line, next(found), ids)


def _answer(line: Line, found: list[Found], ids: list[object]) -> dict[str, object]:
    if not found:
        return {"id": line.id, "duplicate_of": None, "relation": None, "similarity": 0.0}
    best = found[0]
    return {
        "id": line.id,
        "duplicate_of": ids[best.number],
        "relation": str(best.verdict.relation),
        "similarity": round(best.verdict.similarity, 4),
    }


def _read(line: bytes) -> Line:
    try:
        record = json.loads(line)
    except ValueError as error:
        return Line(None, error=f"not JSON: {error}")
    if not isinstance(record, dict) or "id" not in record:
        return Line(None, error='no "id"')
    title, text, url = (record.get(name) or "" for name in ("title", "text", "url"))
    if not (isinstance(title, str) and isinstance(text, str) and isinstance(url, str)):
        return Line(record["id"], error='"title", "text" and "url" must be texts')
    return Line(record["id"], title, text, url, record.get("date"))


def _stories(lines: Sequence[Line], reader: Reader) -> list[Story]:
    made = sketches([(line.title, line.text) for line in lines], reader)
    return [Story(sketch, address_key(line.url), _days(line.date)) for line, sketch in zip(lines, made, strict=True)]


def address_key(url: str) -> str:
    """Return the same address for http and https, with and without www."""
    try:
        plain = url if PLAIN.fullmatch(url) else canonical_url(url)
    except ValueError:
        plain = url
    return plain.partition("://")[2].removeprefix("www.").rstrip("/") or plain


def _days(date: object) -> float | None:
    try:
        moment = dt.datetime.fromisoformat(date) if isinstance(date, str) else None
    except ValueError:
        return None
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp() / 86400


class FileShelf:
    """The stories seen so far, in a file of a temporary folder; the last used are at hand."""

    def __init__(self, folder: Path, at_hand: int = AT_HAND) -> None:
        self._folder = folder
        self._at_hand = at_hand
        self._file = (folder / "stories").open("w+b", buffering=1 << 20)
        self._ends = np.zeros(1024, np.int64)
        self._length = 0
        self._recent: OrderedDict[int, Story] = OrderedDict()
        self._segments = 0

    def __len__(self) -> int:
        return self._length

    def append(self, story: Story) -> None:
        """Keep *story* under the next number."""
        number = self._length
        if number + 2 > len(self._ends):
            self._ends = np.concatenate((self._ends, np.zeros(len(self._ends), np.int64)))
        when = np.nan if story.when is None else story.when
        where = story.where.encode("utf-8", "surrogatepass")
        head = np.array((when, story.sketch.title_words, len(story.sketch.words), len(where)), np.float64)
        row = b"".join((head.tobytes(), story.sketch.words.tobytes(), story.sketch.kinds.tobytes(), where))
        self._file.seek(int(self._ends[number]))
        self._file.write(row)
        self._ends[number + 1] = self._ends[number] + len(row)
        self._length += 1
        self._remember(number, story)

    def __getitem__(self, number: int) -> Story:
        story = self._recent.get(number)
        if story is None:
            story = self._load(number)
        self._remember(number, story)
        return story

    def _remember(self, number: int, story: Story) -> None:
        self._recent[number] = story
        self._recent.move_to_end(number)
        if len(self._recent) > self._at_hand:
            self._recent.popitem(last=False)

    def _load(self, number: int) -> Story:
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        self._file.seek(start)
        row = self._file.read(end - start)
        when, title_words, words, where = np.frombuffer(row, np.float64, 4).tolist()
        middle, last = 32 + 4 * int(words), 32 + 5 * int(words)
        kept = of_words(
            np.frombuffer(row[32:middle], np.uint32), np.frombuffer(row[middle:last], np.uint8), int(title_words)
        )
        address = row[last : last + int(where)].decode("utf-8", "surrogatepass")
        return Story(kept, address, None if np.isnan(when) else when)

    def place(self, segment: Segment) -> Segment:
        """Return *segment*, a large one from a file that is mapped into memory."""
        if len(segment.passages) < LARGE:
            return segment
        self._segments += 1
        arrays = []
        for name, array in (("passages", segment.passages), ("stories", segment.stories)):
            path = self._folder / f"{name}-{self._segments}.npy"
            np.save(path, array)
            arrays.append(np.load(path, mmap_mode="r"))
            path.unlink()  # its room is given back when the segment is merged
        return Segment(*arrays)

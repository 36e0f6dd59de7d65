"""What `kznews dedup` keeps of the stories that it has seen: in files of a temporary folder, the last used at hand."""

from __future__ import annotations

import mmap
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.duplicates.index import Entries
from pipeline.duplicates.sketch import of_words
from pipeline.duplicates.story import Story

AT_HAND = 8192  # stories kept in memory
LARGE = 1 << 20  # entries: a larger segment lies in a file


class Rows:
    """Rows of bytes in a file, found by number."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+b", buffering=1 << 20)
        self._ends = np.zeros(1024, np.int64)
        self._length = 0
        self._at_end = True  # a seek writes what is buffered

    def __len__(self) -> int:
        return self._length

    def append(self, row: bytes) -> None:
        """Keep *row* under the next number."""
        if self._length + 1 == len(self._ends):
            self._ends = np.concatenate((self._ends, np.zeros(len(self._ends), np.int64)))
        end = int(self._ends[self._length])
        if not self._at_end:
            self._file.seek(end)
            self._at_end = True
        self._file.write(row)
        self._length += 1
        self._ends[self._length] = end + len(row)

    def __getitem__(self, number: int) -> bytes:
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        self._file.seek(start)
        self._at_end = False
        return self._file.read(end - start)


class FileShelf:
    """The stories seen so far."""

    def __init__(self, folder: Path, at_hand: int = AT_HAND) -> None:
        self._rows = Rows(folder / "stories")
        self._at_hand = at_hand
        self._recent: OrderedDict[int, Story] = OrderedDict()

    def __len__(self) -> int:
        return len(self._rows)

    def append(self, story: Story) -> None:
        """Keep *story* under the next number."""
        when = np.nan if story.when is None else story.when
        where = story.where.encode("utf-8", "surrogatepass")
        head = np.array((when, story.sketch.title_words, len(story.sketch.words), len(where)), np.float64)
        self._remember(len(self._rows), story)
        self._rows.append(
            b"".join((head.tobytes(), story.sketch.words.tobytes(), story.sketch.kinds.tobytes(), where))
        )

    def __getitem__(self, number: int) -> Story:
        story = self._recent.get(number) or _story(self._rows[number])
        self._remember(number, story)
        return story

    def _remember(self, number: int, story: Story) -> None:
        self._recent[number] = story
        self._recent.move_to_end(number)
        if len(self._recent) > self._at_hand:
            self._recent.popitem(last=False)


def _story(row: bytes) -> Story:
    when, title_words, words, where = np.frombuffer(row, np.float64, 4).tolist()
    middle, last = 32 + 4 * int(words), 32 + 5 * int(words)
    kept = of_words(
        np.frombuffer(row[32:middle], np.uint32), np.frombuffer(row[middle:last], np.uint8), int(title_words)
    )
    address = row[last : last + int(where)].decode("utf-8", "surrogatepass")
    return Story(kept, address, None if np.isnan(when) else when)


class FileRoom:
    """Room for segments of the index: large ones lie in files that are mapped into memory while they are read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = 0

    def keep(self, blocks: Iterator[Entries], size: int) -> Entries:
        """Return the entries of *blocks*, *size* altogether, as one array."""
        if size < LARGE:
            return np.concatenate(list(blocks))
        self._files += 1
        path = self._folder / f"segment-{self._files}"
        with path.open("wb") as file:
            for block in blocks:
                file.write(block.data)
        made: Entries = np.memmap(path, np.uint64, "r")
        path.unlink()  # its room is given back when the segment is merged
        return made

    def leave(self, segment: Entries) -> None:
        """Let the pages of *segment* go from memory."""
        mapped = getattr(segment, "_mmap", None)
        if isinstance(mapped, mmap.mmap):
            mapped.madvise(mmap.MADV_DONTNEED)

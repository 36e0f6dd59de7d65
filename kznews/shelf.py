"""What `kznews dedup` keeps of the stories that it has seen: in temporary files, the last used at hand."""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from pipeline.duplicates.facts import facts_of
from pipeline.duplicates.index import Entries
from pipeline.duplicates.sketch import of_words
from pipeline.duplicates.story import Story

AT_HAND = 8192  # stories kept in memory
BUFFER = 1 << 20  # bytes that are written at once
END = struct.Struct("<q")
LARGE = 1 << 20  # entries: a larger segment lies in a file


class Written:
    """Bytes in a file that has no name, so that nothing remains of it however the process ends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as this object
        self._written = 0
        self._pending = bytearray()

    def __len__(self) -> int:
        return self._written + len(self._pending)

    def append(self, more: bytes) -> None:
        """Keep *more* at the end."""
        self._pending += more
        if len(self._pending) > BUFFER:
            self._write()

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from *start* to *end*."""
        if end > self._written:
            self._write()
        return os.pread(self._file.fileno(), end - start, start)

    def _write(self) -> None:
        left = memoryview(self._pending)
        while left:
            count = os.pwrite(self._file.fileno(), left, self._written)
            self._written += count
            left = left[count:]
        self._pending = bytearray()


class Rows:
    """Rows of bytes in a file, and where each ends in another."""

    def __init__(self) -> None:
        self._bytes, self._ends = Written(), Written()
        self._ends.append(END.pack(0))

    def __len__(self) -> int:
        return len(self._ends) // END.size - 1

    def append(self, row: bytes) -> None:
        """Keep *row* under the next number."""
        self._bytes.append(row)
        self._ends.append(END.pack(len(self._bytes)))

    def __getitem__(self, number: int) -> bytes:
        ends = self._ends.read(number * END.size, (number + 2) * END.size)
        return self._bytes.read(*(end for (end,) in END.iter_unpack(ends)))


class FileShelf:
    """The stories seen so far."""

    def __init__(self, at_hand: int = AT_HAND) -> None:
        self._rows = Rows()
        self._at_hand = at_hand
        self._recent: OrderedDict[int, Story] = OrderedDict()

    def __len__(self) -> int:
        return len(self._rows)

    def append(self, story: Story) -> None:
        """Keep *story* under the next number."""
        when = np.nan if story.when is None else story.when
        where = story.where.encode("utf-8", "surrogatepass")
        words = story.sketch.words
        head = np.array((when, story.sketch.title_words, len(words), len(where)), np.float64)
        self._remember(len(self._rows), story)
        self._rows.append(b"".join((head.tobytes(), words.tobytes(), story.sketch.kinds.tobytes(), where)))

    def __getitem__(self, number: int) -> Story:
        story = self._recent.get(number) or _stories([self._rows[number]])[0]
        self._remember(number, story)
        return story

    def ready(self, numbers: Iterable[int]) -> None:
        """Have the stories of *numbers* at hand: to read many at once is faster."""
        away = [number for number in numbers if number not in self._recent]
        for number, story in zip(away, _stories([self._rows[number] for number in away]), strict=True):
            self._remember(number, story)

    def _remember(self, number: int, story: Story) -> None:
        self._recent[number] = story
        self._recent.move_to_end(number)
        if len(self._recent) > self._at_hand:
            self._recent.popitem(last=False)


def _stories(rows: Sequence[bytes]) -> list[Story]:
    words, kinds, lengths, places = [], [], [], []
    for row in rows:
        when, title, count, where = np.frombuffer(row, np.float64, 4).tolist()
        middle, last = 32 + 4 * int(count), 32 + 5 * int(count)
        words.append(row[32:middle])
        kinds.append(row[middle:last])
        lengths.append((int(title), int(count - title)))
        address = row[last : last + int(where)].decode("utf-8", "surrogatepass")
        places.append((address, None if when != when else when))
    made = of_words(np.frombuffer(b"".join(words), np.uint32), np.frombuffer(b"".join(kinds), np.uint8), lengths)
    return [
        Story(sketch, where, when, facts)
        for sketch, facts, (where, when) in zip(made, facts_of(made), places, strict=True)
    ]


class FileRoom:
    """Room for segments of the index: large ones lie in files that are mapped into memory while they are read."""

    def keep(self, blocks: Iterator[Entries], size: int) -> Entries:
        """Return the entries of *blocks*, *size* altogether, as one array."""
        if size < LARGE:
            return np.concatenate(list(blocks))
        with tempfile.TemporaryFile() as file:  # its room is given back when the segment is merged
            for block in blocks:
                file.write(block.data)
            file.flush()
            made: Entries = np.memmap(file, np.uint64, "r")
        return made

    def leave(self, segment: Entries) -> None:
        """Let the pages of *segment* go from memory."""
        mapped = getattr(segment, "_mmap", None)
        if isinstance(mapped, mmap.mmap):
            mapped.madvise(mmap.MADV_DONTNEED)

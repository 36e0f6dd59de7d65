#!/usr/bin/env python3
"""What `kznews dedup` costs in a long stream: time and memory a record, from ten thousand to a million records.

    python -m benchmarks.duplicates_stream [RECORDS]

The stream is made up: texts of some 230 words from a vocabulary that is used as words are (Zipf 1949); one record in
three is a copy of one of the last 20,000, with another lead or a cut tail, one in ten a form filled in anew. Time to make
it is not counted. Figures for each tenfold: CPU time a record since the last, resident memory (beside what makes the
stream), bytes of index a record, and the share of copies that were found; at the end, what a short stream costs.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kznews import dedup
from pipeline.duplicates.index import Index

SYLLABLES = "ба ва га да жа за ка ла ма на па ра са та бо го до ко ло мо но по ро со то ке ле ме не ре се те ші ты қа ны".split()
WORDS, LENGTH, LATE = 200_000, 230, 20_000
FORM = "Официальный курс на {} число установлен в размере {} единиц за доллар, {} за евро и {} за рубль по итогам торгов дня."
ROW_BYTES = 8 + 4 + 4 + 4  # the place of a story on disk, its weight, day and number


class Stream:
    """Makes up records and counts the time that this takes."""

    def __init__(self, seed: int = 1) -> None:
        self._rng = np.random.default_rng(seed)
        parts = self._rng.integers(0, len(SYLLABLES), (WORDS, 4))
        self._words = np.array(["".join(SYLLABLES[part] for part in row) for row in parts.tolist()], object)
        shares = 1 / (np.arange(WORDS) + 20)
        self._shares = np.cumsum(shares / shares.sum())
        self._late = np.ones((LATE, LENGTH), np.uint32)
        self._numbers: list[int] = [0] * LATE
        self._made = 0
        self.copies: dict[int, int] = {}
        self.seconds = 0.0

    def lines(self, count: int) -> Iterator[bytes]:
        """Yield *count* records."""
        for number in range(count):
            start = time.process_time()
            line = self._line(number)
            self.seconds += time.process_time() - start
            yield line

    def _line(self, number: int) -> bytes:
        kind = self._rng.random()
        if kind < 0.33 and self._made:
            place = int(self._rng.integers(min(self._made, LATE)))
            self.copies[number] = self._numbers[place]
            old = self._words[self._late[place]].tolist()
            words = self._words[self._some(20)].tolist() + old if kind < 0.16 else old[: LENGTH * 2 // 3]
        elif kind < 0.43:
            words = (FORM.format(*self._rng.integers(1, 999, 4).tolist()) * 3).split()
        else:
            place = self._made % LATE
            self._late[place], self._numbers[place] = self._some(LENGTH), number
            self._made += 1
            words = self._words[self._late[place]].tolist()
        record = {
            "id": number,
            "url": f"https://site-{number % 97}.kz/news/{number}",
            "date": f"2026-{number // 90_000 % 12 + 1:02}-{number // 3_000 % 28 + 1:02}T10:00:00+05:00",
            "title": " ".join(words[:8]),
            "text": " ".join(words),
        }
        return json.dumps(record, ensure_ascii=False).encode()

    def _some(self, count: int) -> NDArray[np.intp]:
        return np.searchsorted(self._shares, self._rng.random(count))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    indexes: list[Index] = []

    class Seen(Index):
        def __init__(self, *room: object) -> None:
            super().__init__(*room)  # type: ignore[arg-type]
            indexes.append(self)

    dedup.Index = Seen  # type: ignore[misc]
    stream, right, last = Stream(), 0, (0, time.process_time())
    before = memory("VmRSS")
    steps = {step for step in (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, count) if step <= count}
    for number, answer in enumerate(answers(stream.lines(count)), 1):
        right += answer["duplicate_of"] is not None and number - 1 in stream.copies
        if number in steps:
            copies = sum(one < number for one in stream.copies)
            now = time.process_time() - stream.seconds
            index = len(indexes[0]) * 8 / number + ROW_BYTES
            print(
                f"{number:9,} records  {(now - last[1]) / (number - last[0]) * 1e6:5.0f} µs each since the last  "
                f"{memory('VmRSS') - before:4.0f} MiB resident, {memory('VmHWM') - before:.0f} at most  "
                f"{index:.0f} bytes of index each  {right / copies:.4f} of copies found",
                flush=True,
            )
            last = number, now
    print(f"{calm():.0f} µs each for the third ten thousand of a new stream, on the same machine now")


def answers(lines: Iterator[bytes]) -> Iterator[dict[str, object]]:
    return dedup.answers(dedup.read_line("", line) for line in lines)


def calm() -> float:
    """Return the time a record of a short stream: a machine does not run as fast at every hour."""
    stream, marks = Stream(2), [0.0, 0.0]
    for number, _ in enumerate(answers(stream.lines(30_000)), 1):
        if number in (20_000, 30_000):
            marks.append(time.process_time() - stream.seconds)
    return (marks[-1] - marks[-2]) / 10_000 * 1e6


def memory(name: str) -> float:
    """Return a figure of the kernel for this process in MiB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()

"""Cleans record files that are already text: no page, no store."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.noise.scrub import Line, scrub
from pipeline.text import INVISIBLE
from storage.durable import replace_durably
from storage.record import ITEM, BadRecord, parse, render

STDIN = Path("-")
LONGEST_RECORD = 16 << 20  # bytes: a record is a story, not an archive


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What cleaning makes of one file. With a `fault`, the file was left as it is."""

    path: Path
    content: str = field(default="", repr=False)
    changed: bool = False
    removed: tuple[Line, ...] = ()
    fault: str = ""


def scrub_file(path: Path) -> Scrubbed:
    """Return what is left of the record in *path*, or in standard input for `-`, without its noise."""
    try:
        content = _bytes(path)
        if len(content) > LONGEST_RECORD:
            return Scrubbed(path, fault=f"longer than {LONGEST_RECORD >> 20} MiB: no record")
        if b"\0" in content:
            return Scrubbed(path, fault=f"no text: a null byte at byte {content.index(0)}")
        given = content.decode("utf-8")
        day, text = parse(given)
        paragraphs, removed = scrub("\n".join(_clean(line) for line in text.strip("\n").split("\n")))
        if not text.strip():
            return Scrubbed(path, fault="it holds no text")
        if not paragraphs:
            return Scrubbed(path, fault="nothing but noise is in it; look at it by hand")
        made = render(day, "\n\n".join(paragraphs))
    except UnicodeDecodeError as error:
        return Scrubbed(path, fault=f"not UTF-8 at byte {error.start}")
    except OSError as error:
        return Scrubbed(path, fault=error.strerror or str(error))
    except BadRecord as error:
        return Scrubbed(path, fault=str(error))
    return Scrubbed(path, made, made != given, tuple(removed))


def _bytes(path: Path) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read(LONGEST_RECORD + 1)
    with path.open("rb") as file:
        return file.read(LONGEST_RECORD + 1)


def scrub_files(paths: Iterable[Path], *, write: bool) -> Iterator[Scrubbed]:
    """Yield what cleaning makes of each of *paths*; with *write*, replace the changed ones, whole or not at all."""
    for path in paths:
        made = scrub_file(path)
        if write and made.changed and path != STDIN:
            try:
                replace_durably(path, made.content.encode())
            except OSError as error:
                made = Scrubbed(path, fault=error.strerror or str(error))
        yield made


def _clean(line: str) -> str:
    """Return *line* without what no record may hold; its spaces within are left as they are."""
    bare = INVISIBLE.sub("", unicodedata.normalize("NFC", line)).rstrip()
    return bare if bare.startswith(ITEM) else bare.lstrip()

"""Cleans record files that are already text: no page, no store."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kznews.inputs import LONGEST_RECORD, STDIN, kind_at, kind_of, opened, read_record, refuse, wrong_kind
from pipeline.noise.scrub import Line, scrub
from pipeline.text import INVISIBLE
from storage.durable import replace_durably
from storage.record import ITEM, BadRecord, render


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What cleaning makes of one file. With a `fault`, the file was left as it is."""

    path: Path
    content: str = field(default="", repr=False)
    changed: bool = False
    removed: tuple[Line, ...] = ()
    fault: str = ""


def check(paths: Sequence[Path], *, write: bool) -> None:
    """Raise `WrongInput` when one of *paths* holds no text, or, with *write*, is not called as records are."""
    names = ((str(path), _wrong_name(path) if write else "") for path in paths)
    refuse((wrong_kind("scrub", path, kind_at(path)) or wrong_name for path, wrong_name in names), "nothing was started")


def _wrong_name(path: Path) -> str:
    if str(path) == STDIN or path.suffix == ".txt":
        return ""
    typed = shlex.quote(str(path))
    return f"{path} is not called *.txt, as records are: kznews scrub --write - < {typed} prints what is left"


def scrub_file(path: Path) -> Scrubbed:
    """Return what is left of the record in *path*, or in standard input for `-`, without its noise."""
    try:
        with opened(str(path)) as file:
            given = file.read(LONGEST_RECORD + 1)
        refuse([wrong_kind("scrub", str(path), kind_of(given))])
        day, text = read_record(given)
        paragraphs, removed = scrub("\n".join(_clean(line) for line in text.strip("\n").split("\n")))
        if not paragraphs:
            return Scrubbed(path, fault="nothing but noise is in it; look at it by hand")
        made = render(day, "\n\n".join(paragraphs))
    except OSError as error:
        return Scrubbed(path, fault=error.strerror or str(error))
    except BadRecord as error:
        return Scrubbed(path, fault=str(error))
    return Scrubbed(path, made, made.encode() != given, tuple(removed))


def scrub_files(paths: Iterable[Path], *, write: bool) -> Iterator[Scrubbed]:
    """Yield what cleaning makes of each of *paths*; with *write*, replace the changed ones, whole or not at all."""
    for path in paths:
        made = scrub_file(path)
        if write and made.changed and str(path) != STDIN:
            try:
                replace_durably(path, made.content.encode())
            except OSError as error:
                made = Scrubbed(path, fault=error.strerror or str(error))
        yield made


def _clean(line: str) -> str:
    """Return *line* without what no record may hold; its spaces within are left as they are."""
    bare = INVISIBLE.sub("", unicodedata.normalize("NFC", line)).rstrip()
    return bare if bare.startswith(ITEM) else bare.lstrip()

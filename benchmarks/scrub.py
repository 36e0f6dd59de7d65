#!/usr/bin/env python3
"""How `kznews scrub` cleans records that a careless reader of pages made: the story, and what stands around and within it.

    python -m benchmarks.scrub DATA [--sets pages,articles,publishers,segments] [--show]

DATA is a folder as `benchmarks.extract` reads it. Which lines are the story, the page's own markup tells, as kznews reads it:
the figures say what is lost for want of that markup. A record holds the headline, the story, up to 3 lines above it, 25
behind it and all within. `clean` is the story alone, of which nothing may go. `--show` prints the lines that went wrong.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.scoring import html_of
from pipeline.article import to_article
from pipeline.body.segments import HIDING, segments
from pipeline.document import to_document
from pipeline.drop import Drop
from pipeline.noise.scrub import scrub
from pipeline.page import Page
from pipeline.text import clean_text

ABOVE, BEHIND = 3, 25  # lines
FEWEST = 3  # paragraphs of a story
FOUND = 0.7  # share of them that stand on the page as they are
PARTED = 0.4  # share of the lines of noise with an empty line before them


@dataclass(frozen=True)
class Cleaned:
    """What became of one page's record."""

    page: str
    language: str
    story: int
    lost: list[str]
    noise: int
    kept: list[str]
    lost_clean: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", default="pages,articles,publishers,segments")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        given = zip(*lines_of(args.data, args.sets.split(",")), strict=True)
        made = [one for one in pool.map(partial(cleaned, args.data), *given, chunksize=8) if one]
    for language in sorted({one.language for one in made}):
        own = [one for one in made if one.language == language]
        sums = Counter[str]()
        for one in own:
            sums.update(story=one.story, lost=len(one.lost), noise=one.noise, kept=len(one.kept), clean=len(one.lost_clean))
        print(
            f"{language:9}{len(own):4} records: of {sums['noise']} lines of noise {sums['kept']} kept, of {sums['story']} of stories "
            f"{sums['lost']} lost, {sums['clean']} where they stand alone"
        )
    for one in made if args.show else ():
        for name, lines in (("kept", one.kept), ("lost", one.lost), ("lost of the clean", one.lost_clean)):
            for line in lines:
                print(f"{one.page}  {name}: {line[:140]}")


def lines_of(data: Path, sets: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in sets:
        for index in ("index.jsonl", "unlabelled.jsonl"):
            if (data / name / index).is_file():
                yield from ((name, line) for line in (data / name / index).read_text("utf-8").splitlines())


def cleaned(data: Path, name: str, line: str) -> Cleaned | None:
    """Return what `scrub` leaves of the record that a page gives; None where it has no story of several paragraphs."""
    entry = json.loads(line)
    page = Page(entry.get("url") or "", html_of(data, name, entry), None, "")
    try:
        article, document = to_article(page), to_document(page)
    except Drop:
        return None
    texts = [one.text for one in segments(document.root, frozenset(document.having(*HIDING)))]
    story = {clean_text(line.replace("•", " ")) for paragraph in article.paragraphs for line in paragraph.split("\n")}
    inside = [at for at, text in enumerate(texts) if text in story]
    if len(article.paragraphs) < FEWEST or len(inside) < FOUND * len(article.paragraphs):
        return None
    near = texts[max(0, inside[0] - ABOVE) : inside[-1] + 1 + BEHIND]
    rows = [(text, text in story) for text in near if text != article.title]
    left = {clean_text(line) for paragraph in scrub(_record(article.title, rows, entry["id"]))[0] for line in paragraph.split("\n")}
    clean = scrub("\n\n".join((article.title, *article.paragraphs)))[1]
    noise = [text for text, is_story in rows if not is_story]
    return Cleaned(
        f"{name}/{entry['id']}",
        "ru uk kk" if article.language in ("ru", "uk", "kk") else "en" if article.language == "en" else "others",
        len(rows) - len(noise),
        [text for text, is_story in rows if is_story and text not in left],
        len(noise),
        [text for text in noise if text in left],
        [one.text for one in clean],
    )


def _record(title: str, rows: Sequence[tuple[str, bool]], name: str) -> str:
    chosen = random.Random(name)
    text, was_story = title, True
    for line, is_story in rows:
        text += ("\n\n" if is_story or was_story or chosen.random() < PARTED else "\n") + line
        was_story = is_story
    return text


if __name__ == "__main__":
    main()

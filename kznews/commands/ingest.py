"""`kznews ingest`: saved pages through the same pipeline as a crawl."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kznews.config import Config

if TYPE_CHECKING:
    from kznews.ingest import Progress

MOST_FAULTS = 20


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--workers", type=click.IntRange(1), help="Processes to read pages with.  [default: one a core, at most 4]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Say how it went though no terminal is there and all is well.")
@click.pass_obj
def ingest(config: Config, files: tuple[Path, ...], workers: int | None, as_json: bool, verbose: bool) -> None:
    """Store the articles of saved pages: WARC files, and folders of HTML with an index.jsonl.

    An index has one JSON line a page: {"url", "html_path", "fetched_at"}; html_path counts from the index's folder.
    """
    from kznews.ingest import ingest_files
    from kznews.output import print_json, talkative

    done = ingest_files(files, config, workers)
    if as_json:
        damaged = [asdict(damage) for damage in done.damages]
        print_json({"read": done.read, "counts": dict(done.counts), "faults": done.faults, "damaged": damaged})
    if done.lines or talkative(verbose):
        _summary(done)
    sys.exit(done.exit_code)


def _summary(done: Progress) -> None:
    from kznews.output import say

    counts = ", ".join(f"{count} {state}" for state, count in sorted(done.counts.items()))
    said = [f"{done.read} pages: {counts or 'nothing stored'}"]
    if done.faults:
        said.append(f"{len(done.faults)} could not be read")
    if done.damages:
        said.append(f"{sum(damage.bytes for damage in done.damages)} bytes of the files are damaged")
    say("; ".join(said) + (":" if done.lines else ""))
    for line in done.lines[:MOST_FAULTS]:
        say(f"  {line}")
    if len(done.lines) > MOST_FAULTS:
        say(f"  … and {len(done.lines) - MOST_FAULTS} more; --json lists them")

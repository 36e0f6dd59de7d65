"""`kznews ingest`: saved pages through the same pipeline as a crawl."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kznews.config import Config
from kznews.exit_codes import ExitCode


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@click.option("--workers", type=click.IntRange(1), help="Processes to read pages with.  [default: all cores but one]")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.pass_obj
def ingest(config: Config, files: tuple[Path, ...], workers: int | None, as_json: bool) -> None:
    """Store the articles of saved pages: WARC files, and folders of HTML with an index.jsonl.

    An index has one JSON line a page: {"url", "html_path", "fetched_at"}; html_path counts from the index's folder.
    """
    from kznews.ingest import ingest_files
    from kznews.output import messages, shown

    done = ingest_files(files, config, workers)
    if as_json:
        click.echo(
            json.dumps({"read": done.read, "counts": dict(done.counts), "faults": done.faults}, ensure_ascii=False)
        )
    console = messages()
    counts = ", ".join(f"{count} {state}" for state, count in sorted(done.counts.items()))
    console.print(f"{done.read} pages read: {counts or 'nothing stored'}", highlight=False)
    for fault in done.faults[:20]:
        console.print(f"  {shown(fault)}", highlight=False)
    if len(done.faults) > 20:
        console.print(f"  … and {len(done.faults) - 20} more")
    sys.exit(ExitCode.PARTLY_FAILED if len(done.faults) > done.read * TOLERANCE else ExitCode.DONE)


TOLERANCE = 0.1  # the share of pages that may be unreadable before the exit code says so

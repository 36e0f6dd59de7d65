"""`kznews extract`: pages in, articles out, one JSON line each; no store."""

from __future__ import annotations

import os
import sys
from typing import IO

import click

from kznews.exit_codes import ExitCode

TOLERANCE = 0.1  # the share of lines that may be bad before the exit code says so


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--workers", type=click.IntRange(1), help="Processes to read pages with.  [default: all cores]")
@click.option(
    "--page-seconds", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Time limit of a page."
)
def extract(file: IO[bytes], workers: int | None, page_seconds: float) -> None:
    """Read pages as JSON lines from FILE (or standard input); write their articles as JSON lines, in order.

    A line in: {"id", "url", "html" or "html_path", "fetched_at"?, "timezone"?}. A relative html_path counts from
    the current folder; one that ends in .gz is unpacked. A line that is none of this gives {"id", "error"}; ends with 3
    when more than a tenth of them do. A FILE that begins as HTML does is one page.
    """
    from spiders.workers import Workers

    pool = Workers(workers or os.cpu_count() or 1, page_seconds)
    pool.prepare()
    from kznews.extract import answers  # meanwhile: it takes as long
    from kznews.output import as_json

    bad = total = 0
    try:
        for answer in answers(file, pool):
            total += 1
            bad += "error" in answer
            sys.stdout.buffer.write(as_json(answer).encode() + b"\n")
            sys.stdout.buffer.flush()
    finally:
        pool.close()
    if bad:
        click.echo(f'extract: {bad} of {total} lines could not be read; each has an "error" in the output', err=True)
    if bad > total * TOLERANCE:
        sys.exit(ExitCode.PARTLY_FAILED)

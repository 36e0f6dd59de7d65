"""`kznews extract`: pages in, articles out, one JSON line each; no store."""

from __future__ import annotations

import os
import sys

import click

from kznews.exit_codes import ExitCode
from kznews.group import FILE

TOLERANCE = 0.1  # the share of pages that may be bad before the exit code says so


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=FILE)
@click.option("--workers", type=click.IntRange(1), help="Processes to read pages with, of all FILEs.  [default: all cores]")
@click.option(
    "--page-seconds", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Time limit of a page."
)
def extract(files: tuple[str, ...], workers: int | None, page_seconds: float) -> None:
    """Read pages from FILEs (or standard input); write their articles as JSON lines, in order.

    A FILE holds JSON lines, or is one page, whose id is its path, as given, or a WARC file: the id of each of its pages
    is the page's address.

    A line in: {"id", "url", "html" or "html_path", "fetched_at"?, "timezone"?}. A relative html_path counts from
    the current folder; one that ends in .gz is unpacked. What cannot be read gives {"id", "error"}; ends with 3
    when more than a tenth of the pages do.
    """
    from kznews.inputs import STDIN, check_files
    from spiders.workers import Workers

    check_files("extract", files)
    pool = Workers(workers or os.cpu_count() or 1, page_seconds)
    pool.prepare()
    from kznews.extract import answers  # meanwhile: it takes as long
    from kznews.output import as_json

    bad = total = 0
    try:
        for answer in answers(files or [STDIN], pool):
            total += 1
            bad += "error" in answer
            sys.stdout.buffer.write(as_json(answer).encode() + b"\n")
            sys.stdout.buffer.flush()
    finally:
        pool.close()
    if bad:
        click.echo(f'extract: {bad} of {total} pages could not be read; each has an "error" in the output', err=True)
    if bad > total * TOLERANCE:
        sys.exit(ExitCode.PARTLY_FAILED)

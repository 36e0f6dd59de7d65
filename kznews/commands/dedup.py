"""`kznews dedup`: records in, what each repeats out, one JSON line each; no store."""

from __future__ import annotations

import sys
from typing import IO

import click

from kznews.exit_codes import ExitCode

TOLERANCE = 0.1  # the share of lines that may be bad before the exit code says so


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
def dedup(file: IO[bytes]) -> None:
    """Read records as JSON lines from FILE (or standard input); write what each repeats as JSON lines, in order.

    A line in: {"id", "url", "date", "title", "text"}. A line out: {"id", "duplicate_of", "relation", "similarity"};
    duplicate_of is the id of an earlier line or null, relation one of exact, near, part and version. The same event
    told in other words is no duplicate, nor is a daily report with other numbers. A bad line gives {"id", "error"}; ends
    with 3 when more than a tenth are bad.
    """
    from kznews.dedup import LONGEST_LINE, answers
    from kznews.output import as_json
    from kznews.saved import lines_of

    bad = total = 0
    for answer in answers(lines_of(file, LONGEST_LINE)):
        total += 1
        bad += "error" in answer
        sys.stdout.buffer.write(as_json(answer).encode() + b"\n")
    sys.stdout.buffer.flush()
    if bad:
        click.echo(f'dedup: {bad} of {total} lines could not be read; each has an "error" in the output', err=True)
    if bad > total * TOLERANCE:
        sys.exit(ExitCode.PARTLY_FAILED)

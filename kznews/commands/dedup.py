"""`kznews dedup`: records in, what each repeats out, one JSON line each; no store."""

from __future__ import annotations

import sys

import click

from kznews.exit_codes import ExitCode
from kznews.group import FILE

TOLERANCE = 0.1  # the share of records that may be bad before the exit code says so


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=FILE)
def dedup(files: tuple[str, ...]) -> None:
    """Read records from FILEs (or standard input); write what each repeats as JSON lines, in order.

    A FILE holds JSON lines, or is the file of one record, as in a store: its id is its path, as given.

    A line in: {"id", "url", "date", "title", "text"}. A line out: {"id", "duplicate_of", "relation", "similarity"};
    duplicate_of is the id of an earlier record or null, relation one of exact, near, part and version. The same event
    told in other words is no duplicate, nor is a daily report with other numbers. A bad record gives {"id", "error"};
    ends with 3 when more than a tenth are bad.
    """
    from kznews.dedup import answers, records
    from kznews.inputs import STDIN, check_files
    from kznews.output import as_json

    check_files("dedup", files)
    bad = total = 0
    for answer in answers(records(files or [STDIN])):
        total += 1
        bad += "error" in answer
        sys.stdout.buffer.write(as_json(answer).encode() + b"\n")
    sys.stdout.buffer.flush()
    if bad:
        click.echo(f'dedup: {bad} of {total} records could not be read; each has an "error" in the output', err=True)
    if bad > total * TOLERANCE:
        sys.exit(ExitCode.PARTLY_FAILED)

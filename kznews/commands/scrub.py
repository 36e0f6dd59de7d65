"""`kznews scrub`: a filter for records that are already text."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kznews.group import FILE


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@click.option("--write", is_flag=True, help="Replace the files, which must be called *.txt; of -, print what is left.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line a file: path, changed, removed, text.")
def scrub(files: tuple[str, ...], write: bool, as_json: bool) -> None:
    """Clean records that are already text: show what would go, each line with its rule.

    A clean record stays as it is. FILE - is a record in standard input. The records of a store are cleaned when they
    are made; this is for files from elsewhere. Markup and JSON are refused, and then nothing is started; any other text
    is taken for a record, so look before you --write.
    """
    from kznews.exit_codes import ExitCode
    from kznews.inputs import STDIN
    from kznews.output import as_json as to_json
    from kznews.output import data, say, shown
    from kznews.scrub import check, scrub_files

    paths = [Path(file) for file in files]
    check(paths, write=write)
    failed = False
    for made in scrub_files(paths, write=write):
        failed = failed or bool(made.fault)
        if as_json:
            removed = [{"text": line.text, "rule": line.rule} for line in made.removed]
            row = {"path": str(made.path), "changed": made.changed, "removed": removed, "text": made.content}
            sys.stdout.write(to_json(row | ({"fault": made.fault} if made.fault else {})) + "\n")
        elif write and str(made.path) == STDIN and not made.fault:
            sys.stdout.buffer.write(made.content.encode())
        elif made.fault:
            say(f"{made.path}: {made.fault}")
        else:
            what = "replaced" if write and made.changed else "would change" if made.changed else "clean"
            data().print(shown(f"{made.path}: {what}, {len(made.removed)} lines removed"), soft_wrap=True)
            for line in made.removed:
                data().print(shown(f"- {line.rule:12} {line.text}"), soft_wrap=True)
    sys.exit(ExitCode.PARTLY_FAILED if failed else ExitCode.DONE)

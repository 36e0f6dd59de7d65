"""The command line's entry: `kznews` and `python -m kznews`."""

from __future__ import annotations

import atexit
import gc
import io
import os
import signal
import sys
from pathlib import Path

import click

from kznews.errors import exit_with
from kznews.group import Commands, needs_config


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Configuration file.  [default: ./kznews.toml]",
)
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Use this store, whatever the configuration says.",
)
@click.option("--debug", is_flag=True, help="Log everything, and show the traceback of an error.")
@click.version_option(package_name="kznews", message="%(prog)s %(version)s")
@click.pass_context
def kznews(context: click.Context, config_file: Path | None, store: Path | None, debug: bool) -> None:
    """Build a clean, dated, deduplicated corpus of news about Kazakhstan.

    Start with: kznews demo
    """
    context.meta["kznews.config"], context.meta["kznews.store"] = config_file, store
    if not needs_config(context, context.invoked_subcommand):
        return
    from kznews.commands.config import configuration
    from kznews.logs import log_to_stderr

    context.obj = configuration(context)
    log_to_stderr("debug" if debug else context.obj.log_level)


def main() -> None:
    """Run the command line; end the process with one of the documented exit codes."""
    _open_streams()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C does; a crawl sets handlers of its own
    gc.set_threshold(5_000)  # objects; at 700, looking for garbage in cycles takes a sixth of a crawl
    atexit.register(gc.freeze)  # what is left is the system's to take: looking through it all costs half a second
    try:
        code = kznews.main(prog_name="kznews", standalone_mode=False)
    except SystemExit as ended:
        code = ended.code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place that turns errors into words
        exit_with(error, debug="--debug" in sys.argv)
    try:
        sys.stdout.flush()
    except OSError as error:
        exit_with(error, debug=False)
    sys.exit(code if isinstance(code, int) else 0)


def _open_streams() -> None:
    """Put an empty stream in the place of each that was closed by whoever started the process.

    What goes to a file or to another program is UTF-8 in any locale, and buffered though PYTHONUNBUFFERED be set: a line
    that a full disk cuts is an error then. A terminal shows the number of a letter that it lacks.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - open as long as the process lives
    if sys.stdout is sys.__stdout__ and isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="backslashreplace")
        else:
            sys.stdout = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above


if __name__ == "__main__":
    main()

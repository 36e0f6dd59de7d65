"""Turns errors into words and exit codes: what happened, where, what to type next; no traceback unasked."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import click

from kznews.exit_codes import ExitCode
from kznews.output import shown
from kznews.paths import report_file

CATALOG_LOST = "restore it from a backup: docs/operations.md, Backups, says how, and what to do without one"
KEPT = "what was stored is kept; run the command again"
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an error: its exit code, what happened (a line each), and what to do next."""

    code: ExitCode
    what: str
    next: str = ""


def exit_with(error: BaseException, *, debug: bool) -> NoReturn:
    """End the process with the exit code of *error*, its message on standard error."""
    if isinstance(error, BrokenPipeError):  # the reader, such as `head`, has what it wanted
        _drop_output()
        sys.exit(ExitCode.UNEXPECTED)
    said = _output_fault() or explain(error)
    if debug:
        traceback.print_exception(error)
    elif said.code is ExitCode.UNEXPECTED and not said.next:
        said = Said(said.code, said.what, _report(error))
    for line in [*said.what.splitlines(), *filter(None, [said.next])]:
        click.echo(shown(line), err=True)
    sys.exit(said.code)


def _output_fault() -> Said | None:
    """Return what is to be said when the standard output cannot be written: the error itself does not name it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        then = "make room where it goes, then run the same command again" if error.errno in FULL else ""
        return Said(ExitCode.UNEXPECTED, f"the output cannot be written: {error.strerror}", then)
    return None


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def explain(error: BaseException) -> Said:
    """Return what is to be said of *error*."""
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return Said(ExitCode.INTERRUPTED, "interrupted")
    if isinstance(error, click.ClickException):
        return _usage(error)
    for kind in type(error).__mro__:
        if rule := RULES.get(f"{kind.__module__}.{kind.__qualname__}"):
            return rule(error)
    if isinstance(error, OSError):
        return _system(error)
    return Said(ExitCode.UNEXPECTED, f"unexpected error: {type(error).__name__}: {error}")


def _usage(error: click.ClickException) -> Said:
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return Said(ExitCode.USAGE, error.format_message())
    path = context.command_path if context else "kznews"
    hint = f"{path} --help shows the usage" if isinstance(error, click.UsageError) else ""
    said = error.format_message().replace("\n\t", " ")  # click lists what may be chosen, a line each
    return Said(ExitCode.USAGE, f"{path}: {said}", hint)


def _config(error: Any) -> Said:
    return Said(
        ExitCode.USAGE,
        str(error),
        f"{_count(len(error.mistakes), 'mistake')} in the configuration; nothing was started",
    )


def _database(error: Any) -> Said:
    text = str(getattr(error, "orig", error)).splitlines()[0]
    if "disk is full" in text or "disk I/O error" in text:
        return _full("the catalog")
    if "locked" in text:
        return Said(
            ExitCode.UNEXPECTED,
            f"the catalog is held by another program: {text}",
            "wait for it to end and run the command again",
        )
    if "readonly" in text or "unable to open" in text:
        return Said(
            ExitCode.USAGE,
            f"the catalog is not there or this user may not write it: {text}",
            "give this user the right to the store and all that is in it, or choose another store with --store",
        )
    if "malformed" in text or "not a database" in text:
        return Said(
            ExitCode.UNEXPECTED,
            f"the catalog is damaged: {text}",
            "kznews doctor looks closer; docs/operations.md says how to restore it",
        )
    return Said(ExitCode.UNEXPECTED, f"the catalog cannot be used: {text}", "kznews doctor looks closer")


def _lacking(error: Any) -> Said:
    if error.name == "psycopg":
        then = './kz setup installs it, and so does pip install "kznews[postgresql]"'
        return Said(ExitCode.USAGE, "the driver for PostgreSQL, psycopg, is not installed", then)
    return Said(ExitCode.UNEXPECTED, f"unexpected error: {type(error).__name__}: {error}")


def _full(where: str) -> Said:
    return Said(
        ExitCode.UNEXPECTED,
        f"no space left to write {where}; what was stored before is kept",
        "make room on the disk, then run the same command again: it goes on from there",
    )


def _system(error: OSError) -> Said:
    name = str(error.filename) if error.filename else "the store, or the output"
    if error.errno in FULL:
        return _full(name)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Said(
            ExitCode.USAGE,
            f"{name}: {error.strerror}",
            "give this user the right to it, or choose another store with --store",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST) and error.filename:
        return Said(ExitCode.USAGE, f"{name}: {error.strerror}", "is the path right? --store DIR names another store")
    return Said(ExitCode.UNEXPECTED, f"{type(error).__name__}: {error}")


def _says(code: ExitCode, then: str = "") -> Callable[[Any], Said]:
    """Return the rule for errors that say themselves what happened."""
    return lambda error: Said(code, str(error), then)


RULES: dict[str, Callable[[Any], Said]] = {  # by name, so that no command imports what it does not use
    "builtins.ModuleNotFoundError": _lacking,
    "kznews.config_file.BadConfig": _config,
    "kznews.group.Interrupted": _says(ExitCode.INTERRUPTED),
    "kznews.ingest.NotReadable": _says(ExitCode.USAGE),
    "kznews.inputs.WrongInput": _says(ExitCode.USAGE),
    "kznews.schedule.followed.OffSite": _says(ExitCode.USAGE),
    "kznews.store.NoStore": _says(ExitCode.USAGE),
    "spiders.guard.BadAllowance": _says(ExitCode.USAGE),
    "spiders.registry.UnknownSite": _says(ExitCode.USAGE, "kznews sites lists them"),
    "spiders.registry.BadFacts": _says(ExitCode.USAGE, "kznews config check says more"),
    "spiders.workers.NoWorkers": _says(ExitCode.UNEXPECTED, KEPT),
    "storage.revisions.NewerCatalog": _says(ExitCode.USAGE, "install a newer kznews, or choose another store with --store"),
    "storage.revisions.OlderCatalog": _says(
        ExitCode.USAGE, "any command of a user who may write the store, such as kznews status, does"
    ),
    "storage.catalog.CatalogLost": _says(ExitCode.USAGE, f"{CATALOG_LOST}; nothing was started"),
    "storage.catalog.LeaseLost": _says(ExitCode.UNEXPECTED, KEPT),
    "storage.catalog.SiteBusy": _says(ExitCode.SITE_BUSY, "nothing was started; kznews runs shows the runs"),
    "sqlalchemy.exc.DBAPIError": _database,
    "sqlalchemy.exc.ArgumentError": _database,
    "sqlalchemy.exc.NoSuchModuleError": _database,
}


def _report(error: BaseException) -> str:
    """Keep the traceback of *error*; return the line that says where."""
    path = report_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
    except OSError:
        return "run the command again as kznews --debug … to see the traceback"
    return f"the traceback is in {path}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

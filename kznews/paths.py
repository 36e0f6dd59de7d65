"""Where kznews looks for its configuration and keeps its error reports."""

from __future__ import annotations

import os
from pathlib import Path

FILE_NAME = "kznews.toml"


def config_file(given: Path | None = None) -> Path | None:
    """Return the configuration file: the *given* one, else ./kznews.toml, else the user's; None when there is none."""
    if given is not None:
        return given
    return next((path for path in (Path(FILE_NAME), _config_home() / "kznews" / FILE_NAME) if path.is_file()), None)


def report_file() -> Path:
    """Return where the traceback of an unexpected error is kept."""
    return _home("XDG_STATE_HOME", ".local/state") / "kznews" / "last-error.txt"


def command() -> str:
    """Return what a person types to run kznews here: ./kz says its own name."""
    return os.environ.get("KZNEWS_COMMAND", "kznews")


def _config_home() -> Path:
    return _home("XDG_CONFIG_HOME", ".config")


def _home(variable: str, default: str) -> Path:
    """Return the folder that *variable* names (XDG Base Directory Specification: only absolute ones count)."""
    given = Path(os.environ.get(variable, ""))
    return given if given.is_absolute() else Path("~").expanduser() / default

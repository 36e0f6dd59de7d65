"""Logging to standard error, one line an entry: nothing that a page says can forge another."""

from __future__ import annotations

import logging
import sys

from kznews.output import shown


class OneLine(logging.Formatter):
    """Formats an entry as one line with every control character escaped; a traceback keeps its lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Return the entry's line."""
        return shown(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        """Return the traceback, its lines escaped one by one."""
        text = super().formatException(ei)  # type: ignore[arg-type]
        return "\n".join(shown(line) for line in text.splitlines())


def log_to_stderr(level: str) -> None:
    """Log entries of *level* and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(level.upper())  # Scrapy sets the root logger to pass everything
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)

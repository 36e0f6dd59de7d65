"""What a command's exit code says to cron and to scripts."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every kznews command."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    PARTLY_FAILED = 3
    NOTHING_NEW = 4
    SITE_BUSY = 11
    INTERRUPTED = 130

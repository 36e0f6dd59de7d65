"""`python -m tests.clocked MOMENT ARGUMENTS`: kznews as if it were that moment."""

from __future__ import annotations

import datetime as dt
import sys

import storage.clock


def main() -> None:
    moment = dt.datetime.fromisoformat(sys.argv[1])
    storage.clock.now = lambda: moment  # before anything else takes its name from there
    sys.argv[1:] = sys.argv[2:]
    from kznews.__main__ import main as command

    command()


if __name__ == "__main__":
    main()

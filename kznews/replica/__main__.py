"""`python -m kznews.replica`: serve the three sites until Ctrl-C."""

from __future__ import annotations

import argparse
import sys
import threading

from kznews.replica.replica import Replica


def main() -> int:
    """Serve until interrupted; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m kznews.replica", description="Three small news sites on 127.0.0.1."
    )
    parser.add_argument("--state", type=int, choices=(1, 2), default=1, help="2: articles added, corrected and deleted")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--port", type=int, default=8800, help="of the first site; the others follow (0: any free ports)"
    )
    options = parser.parse_args()
    first = options.port
    ports = (first, first + 1, first + 2) if first else (0, 0, 0)
    with Replica(options.state, seed=options.seed, ports=ports) as replica:
        for site in replica.sites():
            sys.stdout.write(f"{site.name:8} {site.home}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m storage.migrations WORDS`: writes the migration that takes the newest revision to `storage/schema.py`."""

from __future__ import annotations

import sys

from storage.engine import engine_of
from storage.revisions import configuration, revisions, upgrade


def main(words: str) -> None:
    """Write the next migration, called *words*."""
    from alembic import command

    with engine_of("sqlite://").begin() as connection:
        upgrade(connection)
        following = f"{int(revisions()[-1]) + 1:04d}"
        command.revision(configuration(connection), message=words, autogenerate=True, rev_id=following)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))

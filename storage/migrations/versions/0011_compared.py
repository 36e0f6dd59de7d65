"""Up to which record all were compared, so that a command need not look through the whole catalog for those that were not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring the schema one step on; the first command that links copies looks through the catalog once more."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "compared",
        sa.Column("up_to", key, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("up_to", name=op.f("pk_compared")),
    )

"""tombstones and moves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the schema one step on."""
    with op.batch_alter_table("urls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("standing", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("missing_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("gone_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("moved_to", sa.Text(), nullable=True))

"""How many passages a record has in the index; the index is made anew, since words are hashed in another way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the schema one step on; records are compared anew by the next command that links copies."""
    op.execute("DELETE FROM passages")
    op.execute("DELETE FROM linked")
    with op.batch_alter_table("linked", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passages", sa.Integer(), server_default="0", nullable=False))

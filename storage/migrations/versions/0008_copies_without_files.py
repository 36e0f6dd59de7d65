"""copies without files: the policy that the files follow, and the copies of a record by index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the schema one step on; the next command that links copies withdraws the files that are too many."""
    op.create_table(
        "file_policy",
        sa.Column("policy", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("policy", name=op.f("pk_file_policy")),
    )
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_records_duplicate_of"), ["duplicate_of"], unique=False)

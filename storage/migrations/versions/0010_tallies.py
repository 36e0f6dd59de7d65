"""How common passages are among late stories, kept so that they need not be read again by every command that links."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the schema one step on; the first command that links copies reads the late stories once more."""
    op.create_table(
        "tallied",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallied")),
    )

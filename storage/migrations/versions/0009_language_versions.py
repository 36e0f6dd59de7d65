"""language versions: which other addresses a record's page names as itself in another language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Bring the schema one step on."""
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.add_column(sa.Column("alternates", sa.JSON(), server_default="{}", nullable=False))

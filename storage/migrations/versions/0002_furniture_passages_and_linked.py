"""Tables for furniture and for copies of a story."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the schema one step on."""
    op.create_table(
        "furniture",
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("site", "fingerprint", name=op.f("pk_furniture")),
    )
    op.create_table(
        "passages",
        sa.Column("passage", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("url_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["url_id"], ["urls.id"], name=op.f("fk_passages_url_id")),
        sa.PrimaryKeyConstraint("passage", "url_id", name=op.f("pk_passages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "linked",
        sa.Column("url_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_linked_record_id")),
        sa.ForeignKeyConstraint(["url_id"], ["urls.id"], name=op.f("fk_linked_url_id")),
        sa.PrimaryKeyConstraint("url_id", name=op.f("pk_linked")),
    )

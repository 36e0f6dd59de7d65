"""Indexes for what each crawl asks of tables that grow by a row a run or more: runs, slots, fetches, records; and what is counted."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring the schema one step on; of a large catalog, this takes some seconds a million rows."""
    op.create_index(op.f("ix_runs_site_id_kind"), "runs", ["site", "id", "kind"])
    op.create_index(op.f("ix_slots_site_state_moment"), "slots", ["site", "state", "moment"])
    op.create_index(op.f("ix_fetches_run_id"), "fetches", ["run_id"])
    op.create_index(op.f("ix_records_site_current_day"), "records", ["site", "current", "day"])
    names = ["site", "current", "url_id", "duplicate_of"]
    op.create_index(op.f("ix_records_site_current_url_id_duplicate_of"), "records", names)
    op.create_index(op.f("ix_urls_site_gone_at"), "urls", ["site", "gone_at"])

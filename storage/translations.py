"""The records of a site day by day, for those who look for one item in several languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, select

from storage.engine import reading
from storage.schema import records, urls

AT_ONCE = 200  # rows


def languages(engine: Engine) -> list[str]:
    """Return the languages of the records."""
    query = select(records.c.language).where(records.c.language.is_not(None)).distinct().order_by(records.c.language)
    with reading(engine) as connection:
        return list(connection.scalars(query))


def by_day(engine: Engine, site: str, first: dt.date | None = None, last: dt.date | None = None) -> Iterator[list[Any]]:
    """Yield the current records of *site* from *first* to *last*, a day at a time, those without a day last (unless bounded)."""
    columns = [records.c[name] for name in ("id", "day", "language", "title", "text", "alternates")]
    query = select(*columns, urls.c.url).join_from(records, urls, urls.c.id == records.c.url_id)
    query = query.where(records.c.site == site, records.c.current, records.c.language.is_not(None))
    if first:
        query = query.where(records.c.day >= first)
    if last:
        query = query.where(records.c.day <= last)
    query = query.order_by(records.c.day.is_(None), records.c.day, urls.c.url)
    with reading(engine) as connection:
        rows = connection.execute(query, execution_options={"yield_per": AT_ONCE})
        for _, found in groupby(rows, key=lambda row: row.day):
            yield [*found]

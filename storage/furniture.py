"""The furniture of sites in the catalog: what was learned, and what a person decided of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, Select, Text, case, cast, delete, exists, insert, null, select, update

from storage.engine import reading
from storage.record import Record
from storage.schema import furniture, records

RULE = "furniture"  # as records name it among what was removed
AT_ONCE = 50  # rows: they have all that was removed from a page


class Decision(StrEnum):
    """Who says that a paragraph is furniture."""

    LEARNED = "learned"
    PINNED = "pinned"  # by a person: it stays furniture whatever is learned
    REFUSED = "refused"  # by a person: it is part of the story


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a site's furniture."""

    fingerprint: str
    text: str
    articles: int
    decision: Decision


def pieces(engine: Engine, site: str) -> list[Piece]:
    """Return what is known of the site's furniture, the most frequent first."""
    columns = furniture.c
    query = select(columns.fingerprint, columns.text, columns.articles, columns.decision).where(columns.site == site)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(columns.articles.desc(), columns.fingerprint))
        return [Piece(row.fingerprint, row.text, row.articles, Decision(row.decision)) for row in rows]


def taken_out(engine: Engine, site: str) -> frozenset[str]:
    """Return the fingerprints of the paragraphs that are to be taken out of the site's articles."""
    return frozenset(one.fingerprint for one in pieces(engine, site) if one.decision is not Decision.REFUSED)


def keep_learned(engine: Engine, site: str, learned: Iterable[tuple[str, str, int]]) -> None:
    """Put *learned* (fingerprint, text, articles) in the place of what was learned before; decisions by hand stay."""
    mine = furniture.c.site == site
    with engine.begin() as connection:
        connection.execute(delete(furniture).where(mine, furniture.c.decision == Decision.LEARNED))
        decided = set(connection.execute(select(furniture.c.fingerprint).where(mine)).scalars())
        for fingerprint, text, articles in learned:
            if fingerprint in decided:
                key = mine & (furniture.c.fingerprint == fingerprint)
                connection.execute(update(furniture).where(key).values(articles=articles))
            else:
                row = {"site": site, "fingerprint": fingerprint, "text": text, "articles": articles}
                connection.execute(insert(furniture).values(**row, decision=Decision.LEARNED))


def decide(engine: Engine, site: str, fingerprint: str, text: str, decision: Decision) -> None:
    """Keep a person's *decision* on one paragraph, known or not."""
    key = (furniture.c.site == site) & (furniture.c.fingerprint == fingerprint)
    with engine.begin() as connection:
        if not connection.execute(update(furniture).where(key).values(decision=decision)).rowcount:
            row = {"site": site, "fingerprint": fingerprint, "text": text, "articles": 0}
            connection.execute(insert(furniture).values(**row, decision=decision))


_has_less = cast(records.c.removed, Text).contains(f'"{RULE}"')


def was_taken_out(engine: Engine, site: str) -> bool:
    """Say whether furniture was taken out of any current record of *site*."""
    with reading(engine) as connection:
        mine = exists().where(records.c.site == site, records.c.current, _has_less)
        return bool(connection.execute(select(mine)).scalar_one())


def current_records(engine: Engine, site: str) -> Iterator[tuple[int, Record]]:
    """Yield the current record of each URL of *site*, with the URL's id, in the order of the ids."""
    for row in _current(engine, site, select(records)):
        yield (
            row.url_id,
            Record(
                url=row.url,
                day=row.day,
                text=row.text,
                title=row.title,
                language=row.language,
                authors=tuple(row.authors),
                published_at=row.published_at,
                confidence=row.confidence,
                evidence=tuple(row.evidence),
                alternates=dict(row.alternates),
                removed=tuple(row.removed),
            ),
        )


def current_texts(engine: Engine, site: str) -> Iterator[Row[Any]]:
    """Yield of the same records what tells their furniture: day, title, language, text, and what was removed by a rule."""
    columns = records.c
    removed = case((_has_less, columns.removed), else_=null()).label("removed")
    chosen = select(columns.url_id, columns.day, columns.title, columns.language, columns.text, removed)
    yield from _current(engine, site, chosen)


def _current(engine: Engine, site: str, query: Select[Any]) -> Iterator[Row[Any]]:
    last = 0
    while True:
        mine = (records.c.site == site) & records.c.current & (records.c.url_id > last)
        with reading(engine) as connection:
            rows = connection.execute(query.where(mine).order_by(records.c.url_id).limit(AT_ONCE)).all()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].url_id

"""`kznews duplicates`: the copies of a record as a chain in the order of time, beside what they share with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from kznews.chains import Chain
    from kznews.config import Config

SHORTEST = 3  # words: fewer in a row are shared by chance
MOST_TEXT = 300  # characters of a passage; --json has all of it


@click.command()
@click.argument("what", metavar="URL|RECORD")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def duplicates(config: Config, what: str, as_json: bool) -> None:
    """Show the copies of a record in the order of their publication, which one the story began with and which sources each
    names, and the passages that each shares with the record asked for.

    RECORD is a record's file, its name, its number, or eight or more digits of its fingerprint. Records that were stored
    since copies were last looked for are compared now, unless this user may not write the store.
    """
    from kznews import explain as finder
    from kznews.chains import chain
    from kznews.duplicates import bring_in_line
    from kznews.output import print_json
    from kznews.store import is_writable, open_catalog
    from storage import places
    from storage.duplicates import cluster
    from storage.engine import reading
    from storage.projection import Policy

    catalog = open_catalog(config)
    try:
        sites = list(config.all_sites().values())
        found = [url for url in finder.find(catalog.engine, what, sites) if url["record_id"]]
        if not found:
            raise click.ClickException(f"there is no record {what}; kznews explain shows what is known of an address")
        if is_writable(config):
            bring_in_line(catalog, Policy(config.duplicates))
        with reading(catalog.engine) as connection:
            members = cluster(connection, found[0]["record_id"])
            files = places.of(connection, {row.url_id for row in members})
    finally:
        catalog.close()
    asked = next(row for row in members if row.id == found[0]["record_id"])
    made = chain(members, sites)
    if as_json:
        print_json([_as_json(row, asked, made) | {"file": _file(files.get(row.url_id))} for row in members])
    else:
        _show(members, asked, made)


def _show(members: Sequence[Row[Any]], asked: Row[Any], made: Chain) -> None:
    from kznews.chains import as_lines
    from kznews.output import data, fitted, shown, table
    from kznews.times import local

    rows = table("record", "published", "site", "relation", "similarity", "address", numbers=("record", "similarity"))
    for row in members:
        similarity = "" if row.similarity is None else f"{row.similarity:.2f}"
        when = local(row.published_at) if row.published_at else row.day or "undated"
        cells = (row.id, when, row.site, row.relation or "first", similarity, row.url)
        rows.add_row(*(shown(cell) for cell in cells))
    data().print(fitted(rows, data()))
    if len(members) == 1:
        data().print("no copies")
    for line in as_lines(made, members):
        data().print(shown(line))
    for row in members:
        if row.id != asked.id:
            data().print(f"\n{row.id}: what it shares with {asked.id} (=) and what it does not (-)")
            for passage in _passages(row, asked):
                text = passage["text"] if len(passage["text"]) <= MOST_TEXT else passage["text"][:MOST_TEXT] + "…"
                data().print(f"{'=' if passage['shared'] else '-'} {shown(text)}")


def _as_json(row: Row[Any], asked: Row[Any], made: Chain) -> dict[str, object]:
    names = ("id", "url", "site", "title", "relation", "similarity")
    published = row.published_at or row.day
    return {
        **{name: getattr(row, name) for name in names},
        "published": published.isoformat() if published else None,
        "origin": row.id == made.origin,
        "cites": [asdict(one) for one in made.cites[row.id]],
        "passages": [] if row.id == asked.id else _passages(row, asked),
    }


def _file(place: Any) -> str | None:
    return f"{place.folder}/{place.name}" if place else None


def _passages(row: Row[Any], asked: Row[Any]) -> list[dict[str, Any]]:
    from kznews.duplicates import side_by_side

    made: list[dict[str, Any]] = []
    for passage in side_by_side(row.text, asked.text):
        is_shared = passage.is_shared and passage.text.count(" ") >= SHORTEST - 1
        if made and made[-1]["shared"] == is_shared:
            made[-1]["text"] += f" {passage.text}"
        else:
            made.append({"shared": is_shared, "text": passage.text})
    return made

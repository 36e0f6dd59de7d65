"""Finds what a person means by an address, a file, a name or a number, and gathers all that is known of it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.canonical import canonical_url
from storage import views
from storage.duplicates import cluster
from storage.engine import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Engine

    from spiders.site import Site

FILE_NAME = re.compile(r"\d{3,}_[0-9a-f]{16}(?:\.txt)?")
FOLDER = re.compile(r"(\d{4}/\d{2}/\d{2}|undated)$")


def find(engine: Engine, what: str, sites: Iterable[Site]) -> list[views.Facts]:
    """Return the URLs that *what* may mean: an address, a record's file, its number or the start of its fingerprint."""
    name = Path(what).name
    if FILE_NAME.fullmatch(name):
        return _by_file(engine, Path(what))
    if what.isdigit() and len(what) < 12:
        return views.find_record(engine, int(what))
    if re.fullmatch(r"[0-9a-f]{8,64}", what):
        return views.find_fingerprint(engine, what)
    return views.find_urls(engine, *_spellings(what, sites))


def _by_file(engine: Engine, path: Path) -> list[views.Facts]:
    """Return the URLs of the file; where its folder is not one of the store's, its name decides."""
    folder = FOLDER.search(path.parent.as_posix()) or FOLDER.search(path.absolute().parent.as_posix())
    found = views.find_file(engine, folder[1] if folder else None, path.with_suffix(".txt").name)
    return found or views.find_fingerprint(engine, path.stem.partition("_")[2])


def _spellings(what: str, sites: Iterable[Site]) -> list[str]:
    """Return the forms under which the address may be kept: as given, and canonical as each site has it."""
    given = [what] if "://" in what or what.startswith("saved:") else [f"https://{what}", f"http://{what}"]
    kept = {site.keep_query for site in sites} | {()}
    try:
        return list(dict.fromkeys([what, *given, *(canonical_url(one, keep) for one in given for keep in kept)]))
    except ValueError:  # it is no address, as http://[
        return [what]


@dataclass(frozen=True, slots=True)
class Told:
    """The chain of a record's cluster: in words, and whole."""

    lines: Sequence[str] = ()
    chain: dict[str, Any] | None = None
    languages: Sequence[dict[str, str]] = ()


def chain_of(engine: Engine, story: views.Story, sites: Iterable[Site]) -> Told:
    """Return with whom the story of a record began, who names whom, and what it is in other languages.

    Nothing for an address without a record.
    """
    from kznews.chains import as_lines, chain
    from kznews.pairs import versions_of

    if not story.versions:
        return Told()
    with reading(engine) as connection:
        members = cluster(connection, story.versions[0]["id"])
    made = chain(members, list(sites))
    records = [
        {"id": one.id, "url": one.url, "site": one.site, "cites": [asdict(cite) for cite in made.cites[one.id]]}
        for one in members
    ]
    current = story.versions[0]
    return Told(
        as_lines(made, members),
        {"origin": made.origin, "is_cited": made.is_cited, "records": records},
        versions_of(engine, current["site"], story.url["url"], current["day"]),
    )


def as_json(story: views.Story, told: Told) -> dict[str, Any]:
    """Return the story as plain values."""
    return {
        "url": story.url,
        "hints": list(story.hints),
        "fetches": list(story.fetches),
        "versions": list(story.versions),
        "gone": {"missing_at": story.url["missing_at"], "gone_at": story.url["gone_at"]}
        if story.url["gone_at"]
        else None,
        "file": story.file,
        "same_as": story.same_as,
        "copies": list(story.copies),
        "chain": told.chain,
        "languages": list(told.languages),
    }

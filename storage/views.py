"""What the catalog knows, read only: runs, counts, and the whole story of one URL."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, func, select

from storage import places
from storage.engine import reading
from storage.entities import RETRIED, State
from storage.schema import fetches, files, hints, leases, records, runs, urls

PARTICULAR = re.compile(r"\b\w+:\S+|(?<!HTTP )\b\d+\b")  # addresses and numbers, which tell one reason from its like
MOST_RUNS = 1_000  # that a site's rhythm is read from
Facts = dict[str, Any]  # a row as plain values, ready for JSON


@dataclass(frozen=True, slots=True)
class Story:
    """Everything known of one URL: its row, what discovery said, each fetch, each version, its file, its copies."""

    url: Facts
    hints: tuple[Facts, ...]
    fetches: tuple[Facts, ...]
    versions: tuple[Facts, ...]  # newest first
    file: Facts | None
    same_as: Facts | None  # the record that this URL, or its own record, repeats
    copies: tuple[Facts, ...]  # URLs and records that repeat this one


def states(engine: Engine) -> dict[str, dict[State, int]]:
    """Return how many URLs stand in each state, by site."""
    query = select(urls.c.site, urls.c.state, func.count()).group_by(urls.c.site, urls.c.state)
    by_site: dict[str, dict[State, int]] = {}
    with reading(engine) as connection:
        for site, state, count in connection.execute(query):
            by_site.setdefault(site, {})[State(state)] = count
    return by_site


def tombstones(engine: Engine) -> dict[str, int]:
    """Return how many records there are whose pages are gone, by site."""
    query = select(urls.c.site, func.count().label("total")).where(urls.c.gone_at.is_not(None)).group_by(urls.c.site)
    with reading(engine) as connection:
        return {row.site: row.total for row in connection.execute(query)}


def article_count(engine: Engine, site: str) -> int:
    """Return how many articles of *site* have a record."""
    query = select(func.count()).select_from(records).where(records.c.site == site, records.c.current)
    with reading(engine) as connection:
        return int(connection.execute(query).scalar_one())


def record_counts(engine: Engine) -> dict[str, Facts]:
    """Return how many URLs have a current record, how many of these are copies of another, and how many files, by site."""
    counts = (func.count().label("records"), func.count(records.c.duplicate_of).label("copies"))
    query = select(records.c.site, *counts, func.count(files.c.url_id).label("files"))
    query = query.outerjoin_from(records, files, files.c.url_id == records.c.url_id).where(records.c.current)
    return {row.pop("site"): row for row in _rows(engine, query.group_by(records.c.site))}


def last_runs(engine: Engine) -> dict[str, Facts]:
    """Return the newest run of each site."""
    newest = select(func.max(runs.c.id)).group_by(runs.c.site)
    return {row["site"]: row for row in _rows(engine, select(runs).where(runs.c.id.in_(newest)))}


def list_runs(engine: Engine, site: str | None, limit: int) -> list[Facts]:
    """Return the newest runs, of one site or of all."""
    query = select(runs).order_by(runs.c.id.desc()).limit(limit)
    return _rows(engine, query.where(runs.c.site == site) if site else query)


def rhythm(engine: Engine, site: str) -> tuple[list[dt.datetime], int]:
    """Return when the site's crawls that found new addresses began, oldest first, and how many have ended since."""
    crawls = (runs.c.site == site) & (runs.c.kind == "crawl")
    query = select(runs.c.started_at, runs.c.counts).where(crawls, runs.c.exit_code.is_not(None))
    news: list[dt.datetime] = []
    silent = 0
    for row in reversed(_rows(engine, query.order_by(runs.c.id.desc()).limit(MOST_RUNS))):
        if row["counts"].get("new"):
            news, silent = [*news, row["started_at"]], 0
        else:
            silent += 1
    return news, silent


def run(engine: Engine, run_id: int) -> Facts | None:
    """Return the run of that number."""
    return _one(engine, select(runs).where(runs.c.id == run_id))


def run_reasons(engine: Engine, run_id: int) -> list[Facts]:
    """Return how many fetches of a run ended in each state, and for what kind of reason; the most first."""
    reason = func.substr(fetches.c.reason, 1, 200).label("reason")
    query = (
        select(fetches.c.state, reason, func.count().label("count"), func.min(fetches.c.url).label("example"))
        .where(fetches.c.run_id == run_id)
        .group_by(fetches.c.state, reason)
        .order_by(fetches.c.state, reason)
    )
    kinds: dict[tuple[str, str], Facts] = {}
    for row in _rows(engine, query):
        row["reason"] = PARTICULAR.sub("…", row["reason"])
        kind = kinds.setdefault((row["state"], row["reason"]), {**row, "count": 0})
        kind["count"] += row["count"]
    return sorted(kinds.values(), key=lambda kind: -kind["count"])


def open_leases(engine: Engine) -> list[Facts]:
    """Return which runs, of which kind, hold which sites, whether their leases are still good or not."""
    return _rows(engine, select(leases, runs.c.kind).join_from(leases, runs).order_by(leases.c.site))


def failed_for_good(engine: Engine, most_attempts: int) -> dict[str, int]:
    """Return how many URLs of each site are not tried again."""
    failing = [site for site, found in states(engine).items() if any(state in found for state in RETRIED)]
    given_up = urls.c.site.in_(failing) & urls.c.state.in_(RETRIED) & (urls.c.attempts >= most_attempts)
    with reading(engine) as connection:
        query = select(urls.c.site, func.count().label("total")).where(given_up).group_by(urls.c.site)
        return {row.site: row.total for row in connection.execute(query)}


def find_urls(engine: Engine, *addresses: str) -> list[Facts]:
    """Return the URLs known under one of *addresses*: as they are kept, or as they were fetched or stored."""
    fetched = select(fetches.c.url_id).where(fetches.c.url.in_(addresses))
    stored = select(records.c.url_id).where(records.c.url.in_(addresses))
    kept = _urls_where(engine, urls.c.url.in_(addresses))
    return kept or _urls_where(engine, urls.c.id.in_(fetched.union(stored)))  # which looks through all that was ever fetched


def find_file(engine: Engine, folder: str | None, name: str) -> list[Facts]:
    """Return the URLs whose record file has that name, in *folder* if it is known."""
    there = files.c.name == name if folder is None else (files.c.name == name) & (files.c.folder == folder)
    return _urls_where(engine, urls.c.id.in_(select(files.c.url_id).where(there)))


def find_fingerprint(engine: Engine, prefix: str) -> list[Facts]:
    """Return the URLs with a record whose fingerprint begins with the hex digits *prefix*; of copies the one with a file."""
    begins = records.c.fingerprint.between(prefix, prefix + "g")  # behind all hex digits; SQLite's LIKE would use no index
    found = _urls_where(engine, urls.c.id.in_(select(records.c.url_id).where(begins)))
    with reading(engine) as connection:
        held = places.of(connection, {row["id"] for row in found})
    return [row for row in found if row["id"] in held] or found


def find_record(engine: Engine, record_id: int) -> list[Facts]:
    """Return the URL of the record of that number."""
    return _urls_where(engine, urls.c.id.in_(select(records.c.url_id).where(records.c.id == record_id)))


def story(engine: Engine, url_id: int) -> Story:
    """Return everything known of the URL."""
    url = _rows(engine, select(urls).where(urls.c.id == url_id))[0]
    versions = _rows(engine, select(records).where(records.c.url_id == url_id).order_by(records.c.version.desc()))
    same_as = None
    if url["record_id"] is not None and url["record_id"] not in {version["id"] for version in versions}:
        same_as = _one(engine, _same_as(url["record_id"]))
        if same_as is not None:
            same_as["relation"] = _relation(url, {"url": same_as.pop("address"), "moved_to": same_as.pop("moved_to")})
    elif versions and versions[0]["duplicate_of"]:
        same_as = _one(engine, _brief().where(records.c.id == versions[0]["duplicate_of"]))
        if same_as is not None:
            same_as |= {what: versions[0][what] for what in ("relation", "similarity")}
    return Story(
        url=url,
        hints=tuple(_rows(engine, select(hints).where(hints.c.url_id == url_id).order_by(hints.c.id))),
        fetches=tuple(_rows(engine, select(fetches).where(fetches.c.url_id == url_id).order_by(fetches.c.id))),
        versions=tuple(versions),
        file=_one(engine, select(files).where(files.c.url_id == url_id)),
        same_as=same_as,
        copies=tuple(_copies(engine, url, [version["id"] for version in versions])),
    )


def written_files(engine: Engine) -> list[Row[Any]]:
    """Return URL, folder, name, day and fingerprint of every record file that ought to be there."""
    query = select(files.c.url_id, files.c.folder, files.c.name, records.c.day, records.c.fingerprint).join(
        records, records.c.id == files.c.record_id
    )
    with reading(engine) as connection:
        return list(connection.execute(query.where(files.c.written)))


def unwritten_files(engine: Engine) -> int:
    """Return how many record files are still to be written."""
    with reading(engine) as connection:
        return int(
            connection.execute(select(func.count()).select_from(files).where(files.c.written.is_(False))).scalar_one()
        )


def archive_ends(engine: Engine) -> dict[str, int]:
    """Return each archive file that the catalog names, with the offset of the last response that it names there."""
    query = select(fetches.c.archive_file, func.max(fetches.c.offset).label("end")).where(
        fetches.c.archive_file.is_not(None)
    )
    with reading(engine) as connection:
        return {row.archive_file: row.end for row in connection.execute(query.group_by(fetches.c.archive_file))}


def fault_of_database(engine: Engine, deep: bool = False) -> str | None:
    """Return what the database finds wrong with itself, or None. Only SQLite can be asked."""
    if engine.dialect.name != "sqlite":
        return None
    with reading(engine) as connection:
        said = connection.exec_driver_sql("PRAGMA integrity_check" if deep else "PRAGMA quick_check").scalars().all()
        if said != ["ok"]:
            return "; ".join(map(str, said[:5]))
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return f"{len(orphans)} rows point to rows that are not there" if orphans else None


def _copies(engine: Engine, url: Facts, record_ids: list[int]) -> list[Facts]:
    same_text = (
        select(urls.c.url, urls.c.state, urls.c.site, urls.c.moved_to)
        .where(urls.c.record_id.in_(record_ids), urls.c.id != url["id"])
        .limit(200)
    )
    linked = _brief().where(records.c.duplicate_of.in_(record_ids)).limit(200)
    same = [{**row, "relation": _relation(url, row)} for row in _rows(engine, same_text)]
    return same + _rows(engine, linked)


def _relation(url: Facts, other: Facts) -> str:
    """Return how two addresses with one record are related."""
    return "moved" if other["url"] == url["moved_to"] or other["moved_to"] == url["url"] else "exact"


def _brief() -> Select[Any]:
    names = ("id", "url", "site", "day", "title", "version", "relation", "similarity")
    return select(*(records.c[name] for name in names))


def _same_as(record_id: int) -> Select[Any]:
    address = (urls.c.url.label("address"), urls.c.moved_to)
    return _brief().add_columns(*address).join(urls, urls.c.id == records.c.url_id).where(records.c.id == record_id)


def _urls_where(engine: Engine, condition: ColumnElement[bool]) -> list[Facts]:
    return _rows(engine, select(urls).where(condition).order_by(urls.c.id).limit(20))


def _one(engine: Engine, query: Select[Any]) -> Facts | None:
    rows = _rows(engine, query)
    return rows[0] if rows else None


def _rows(engine: Engine, query: Select[Any]) -> list[Facts]:
    with reading(engine) as connection:
        return [dict(row._mapping) for row in connection.execute(query)]

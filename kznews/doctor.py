"""Examines configuration, store, catalog and sites; each finding says what is wrong and what to type next."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kznews.alerts.judge import judge
from kznews.errors import CATALOG_LOST
from kznews.exit_codes import ExitCode
from storage import views
from storage.engine import reading
from storage.files import forget
from storage.frontier import MOST_ATTEMPTS
from storage.holders import AHEAD, brief, is_held
from storage.projection import Policy, adopt, in_force
from storage.record import BadRecord, fingerprint, parse
from storage.site_states import states

if TYPE_CHECKING:
    from sqlalchemy import Row

    from kznews.alerts.judge import Judgement
    from kznews.config import Config
    from storage.catalog import Catalog
    from storage.site_states import SiteState

Level = Literal["ok", "warning", "problem"]
RESTORE = "restore them from a backup; the records are not affected"
RIGHT = "give this user the right to the store and all that is in it"
SHOWN = 5  # examples named in one finding


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do about it."""

    level: Level
    about: str
    text: str
    next: str = ""


def on_config(config: Config) -> Iterator[Finding]:
    """Yield what the configuration lacks."""
    if config.contact is None:
        yield Finding(
            "warning",
            "contact",
            "no contact is set: sites cannot reach you",
            'put contact = "you@example.org" into kznews.toml',
        )
    else:
        yield Finding("ok", "contact", config.contact)


def on_store(config: Config) -> Iterator[Finding]:
    """Yield whether the store can be written, and whether there is room."""
    folder = next(path for path in (config.store.absolute(), *config.store.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield Finding(
            "problem",
            "store",
            f"{folder} cannot be written: {error.strerror}",
            "give this user the right to it, or use --store DIR",
        )
    else:
        closed = _closed(config.store)
        yield from _named("problem", "store", closed, "of the store cannot be written", RIGHT)
        if not closed:
            yield Finding("ok", "store", f"{config.store.absolute()} can be written")
    free = shutil.disk_usage(folder).free >> 20
    if free < (least := config.limits.free_mib):
        text = f"{free} MiB free, less than the {least} of limits.free_mib"
        yield Finding("problem", "disk", text, "make room before the next crawl")
    else:
        yield Finding("ok", "disk", f"{free} MiB free")


def _closed(store: Path) -> list[str]:
    """Return what this user may not write in a store that it may write: a run as another user may have made it."""
    folders = (folder for name in ("archive", "records") for folder, _, _ in os.walk(store / name))
    places = [*map(str, store.glob("catalog.sqlite*")), *folders]
    return sorted(place for place in places if not os.access(place, os.W_OK))


def repaired(catalog: Catalog, policy: Policy, deep: bool) -> Finding:
    """Write anew the record files that are missing, and with *deep* those that differ; return what was done."""
    adopt(catalog.engine, policy)
    wrong = [
        row
        for row in views.written_files(catalog.engine)
        if not _is_right(catalog.records / row.folder / row.name, row, deep)
    ]
    forget(catalog.engine, [row.url_id for row in wrong])
    return Finding("ok", "repair", f"{catalog.sweep()} record files written")


def of_lost_catalog(said: str) -> Finding:
    """Return what to do about records whose catalog is gone."""
    return Finding("problem", "catalog", said, CATALOG_LOST)


def of_database(fault: str) -> Finding:
    """Return what to do about a database that cannot be used at all."""
    if "readonly" in fault or "unable to open" in fault:
        then = RIGHT
    elif "malformed" in fault or "not a database" in fault:
        then = "restore it from a backup: docs/operations.md, Backups"
    else:
        then = "look whether the disk, or the server that `database` in kznews.toml names, is well; then run this again"
    return Finding("problem", "catalog", fault, then)


def on_catalog(catalog: Catalog, deep: bool) -> Iterator[Finding]:
    """Yield whether the catalog is sound."""
    fault = views.fault_of_database(catalog.engine, deep)
    if fault:
        yield Finding("problem", "catalog", fault, "restore it from a backup: docs/operations.md, Backups")
    else:
        total = sum(sum(states.values()) for states in views.states(catalog.engine).values())
        yield Finding("ok", "catalog", f"sound, {total} addresses")


def on_files(catalog: Catalog, deep: bool) -> Iterator[Finding]:
    """Yield whether the record files are those that the catalog describes; with *deep*, read each."""
    expected = {f"{row.folder}/{row.name}": row for row in views.written_files(catalog.engine)}
    there = {path.relative_to(catalog.records).as_posix() for path in catalog.records.rglob("*.txt")}
    found = list(_differences(set(expected), there))
    if deep:
        wrong = [
            name
            for name in sorted(there & set(expected))
            if not _is_right(catalog.records / name, expected[name], deep)
        ]
        found += _named(
            "problem", "files", wrong, "unlike the catalog", "kznews doctor --deep --repair writes them anew"
        )
    if waiting := views.unwritten_files(catalog.engine):
        found.append(
            Finding("warning", "files", f"{waiting} record files are not written yet", "kznews doctor --repair")
        )
    parts = sorted(catalog.records.rglob("*.part")) if not views.open_leases(catalog.engine) else []
    found += _named("warning", "files", [str(part) for part in parts], "half-written", "kznews doctor --repair")
    yield from found or [Finding("ok", "files", f"{len(expected)} record files, as the catalog has them")]


def on_policy(config: Config, catalog: Catalog) -> Iterator[Finding]:
    """Yield whether the record files of copies are those that the configuration wants."""
    with reading(catalog.engine) as connection:
        followed = in_force(connection)
    if followed and followed != config.duplicates:
        text = f'the files of copies follow duplicates = "{followed}", not "{config.duplicates}"'
        yield Finding("warning", "files", text, "kznews doctor --repair, or any crawl")


def on_archive(catalog: Catalog, deep: bool) -> Iterator[Finding]:
    """Yield whether the archive files that the catalog names are there and long enough; with *deep*, read each."""
    ends = views.archive_ends(catalog.engine)
    short = [file for file, offset in sorted(ends.items()) if not _reaches(catalog.store / file, offset)]
    yield from _named(
        "problem",
        "archive",
        short,
        "missing or too short",
        RESTORE,
    )
    damaged = _damaged(catalog.store, {file: ends[file] for file in sorted(ends.keys() - set(short))}) if deep else []
    yield from _named("problem", "archive", damaged, "damaged", RESTORE)
    if not short and not damaged:
        yield Finding("ok", "archive", f"{len(ends)} files")


def on_runs(catalog: Catalog, now: dt.datetime) -> Iterator[Finding]:
    """Yield the runs that died, and the addresses that nobody tries any more."""
    for lease in views.open_leases(catalog.engine):
        if not is_held(lease["holder"], lease["since"], lease["until"], now):
            text = f"run {lease['run_id']} of {lease['site']} died on {brief(lease['holder'])}"
            yield Finding("warning", "runs", text, _goes_on(lease["site"], lease["kind"]))
        else:
            text = f"run {lease['run_id']} of {lease['site']} is under way on {brief(lease['holder'])}"
            yield Finding("ok", "runs", text)
    for site, run in views.last_runs(catalog.engine).items():
        if run["started_at"] > now + AHEAD:
            text = f"run {run['id']} of {site} began at {run['started_at']:%Y-%m-%d %H:%M} UTC, which is still to come"
            yield Finding("warning", "runs", text, f"look at the clock of {brief(run['holder'])} and of this machine")
    for site, count in views.failed_for_good(catalog.engine, MOST_ATTEMPTS).items():
        text = f"{count} addresses of {site} failed {MOST_ATTEMPTS} runs in a row and are given up"
        yield Finding("warning", "runs", text, f"kznews runs {site}, then kznews runs RUN shows the reasons")


def _goes_on(site: str, kind: str) -> str:
    """Return what to type after a run of that *kind* died."""
    if kind == "crawl":
        return f"kznews crawl {site} goes on where it was"
    return f"the same {'backfill --dry-run' if kind == 'dry-run' else kind} of {site} goes on where it was"


def on_sites(config: Config, catalog: Catalog, now: dt.datetime) -> Iterator[Finding]:
    """Yield the sites that are overdue, quiet, broken or blocked, or whose last run did not end well."""
    last, kept, sites = views.last_runs(catalog.engine), states(catalog.engine), config.sites_on()
    yield from _named(
        "warning",
        "sites",
        [name for name in sites if name not in last],
        "were never crawled",
        "kznews crawl SITE, or on = false under [sites.SITE] in kznews.toml",
    )
    for name, site in sites.items():
        if name in last:
            judged = judge(site, catalog.engine, now, adaptive=config.schedule.adaptive, kept=kept.get(name))
            yield from _on_site(name, last[name], judged, kept.get(name))


def _on_site(name: str, run: views.Facts, judged: Judgement | None, kept: SiteState | None) -> Iterator[Finding]:
    failed = run["exit_code"] not in (ExitCode.DONE, ExitCode.INTERRUPTED, None)
    if run["exit_code"] == ExitCode.INTERRUPTED:
        yield Finding("warning", "sites", f"{name}: the last run was interrupted", _goes_on(name, run["kind"]))
    elif failed:
        said = f": {run['note']}" if run["note"] else ""
        text = f"{name}: the last run ended with {run['exit_code']}{said}"
        yield Finding("problem", "sites", text, f"kznews runs {run['id']}")
    if judged and judged.state == "overdue":
        yield Finding("problem", "sites", f"{name} is overdue: {judged.why}", f"kznews crawl {name}")
    elif kept and kept.state not in ("ok", "overdue") and not failed:
        text = f"{name} is {kept.state} since {kept.since:%Y-%m-%d %H:%M} UTC: {kept.why}"
        yield Finding("problem", "sites", text, f"kznews site check {name}")
    elif run["exit_code"] in (ExitCode.DONE, None):
        yield Finding("ok", "sites", f"{name}: last run {run['started_at']:%Y-%m-%d %H:%M} UTC")


def _differences(expected: set[str], there: set[str]) -> Iterator[Finding]:
    yield from _named(
        "problem", "files", sorted(expected - there), "missing", "kznews doctor --repair writes them anew"
    )
    yield from _named(
        "warning",
        "files",
        sorted(there - expected),
        "not in the catalog",
        "move them away: kznews neither reads nor removes them",
    )


def _named(level: Level, about: str, names: list[str], what: str, then: str) -> list[Finding]:
    """Return one finding for all of *names*, the first few named; none for none."""
    if not names:
        return []
    rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return [Finding(level, about, f"{len(names)} {what}: {', '.join(names[:SHOWN])}{rest}", then)]


def _is_right(path: Path, row: Row[Any], deep: bool) -> bool:
    """Say whether the record file is there and, with *deep*, holds what the catalog has."""
    if not deep:
        return path.is_file()
    try:
        day, text = parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, BadRecord):
        return False
    return bool(day == row.day and fingerprint(text) == row.fingerprint)


def _damaged(store: Path, ends: dict[str, int]) -> list[str]:
    """Return the damaged parts of archive files up to the last response that the catalog names: a run may write the next."""
    from storage.warc import iterate

    return [
        f"{file}@{one.offset} ({one.damaged} bytes: {one.fault})"
        for file, end in ends.items()
        for one in iterate(store / file)
        if one.damaged and one.offset <= end
    ]


def _reaches(path: Path, offset: int) -> bool:
    return path.is_file() and path.stat().st_size > offset

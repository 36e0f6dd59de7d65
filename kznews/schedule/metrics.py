"""What Prometheus reads: the last run and the slots of each site (text exposition format 0.0.4)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Container, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError

from storage import site_states, slots, views

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storage.views import Facts

T = TypeVar("T")
CONDITIONS = ("ok", "quiet", "broken", "blocked", "overdue")
READABLE = 0o644  # node_exporter is another user
PATIENCE = 5.0  # seconds that a client has to send its request
HELP = {
    "last_run_timestamp_seconds": "When the site's last run began.",
    "last_run_duration_seconds": "How long it took.",
    "last_run_exit_code": "How it ended.",
    "last_run_addresses": "How many addresses it brought to each state; new are those not known before.",
    "site_state": "1 for the state in which the site was judged to be last, 0 for the others.",
    "site_state_since_timestamp_seconds": "Since when it is in that state.",
    "addresses": "How many addresses stand in each state.",
    "slots": "How many slots stand in each state.",
}


def exposition(engine: Engine, sites: Container[str]) -> str:
    """Return the metrics of *sites*. One that is off has none: its last state would stand for ever."""
    rows: dict[str, list[str]] = {name: [] for name in HELP}
    for site, run in _of(sites, views.last_runs(engine)):
        for name, labels, value in _of_run(site, run):
            rows[name].append(f"kznews_{name}{{{labels}}} {value}")
    for site, kept in _of(sites, site_states.states(engine)):
        rows["site_state"] += [
            f'kznews_site_state{{site="{site}",state="{state}"}} {int(state == kept.state)}' for state in CONDITIONS
        ]
        since = f"{kept.since.timestamp():.0f}"
        rows["site_state_since_timestamp_seconds"].append(
            f'kznews_site_state_since_timestamp_seconds{{site="{site}"}} {since}'
        )
    for site, states in _of(sites, views.states(engine)):
        rows["addresses"] += [
            f'kznews_addresses{{site="{site}",state="{state}"}} {count}' for state, count in states.items()
        ]
    for site, found in _of(sites, slots.counts(engine)):
        rows["slots"] += [f'kznews_slots{{site="{site}",state="{state}"}} {count}' for state, count in found.items()]
    lines = [
        line
        for name, values in rows.items()
        for line in (f"# HELP kznews_{name} {HELP[name]}", f"# TYPE kznews_{name} gauge", *values)
    ]
    return "\n".join(lines) + "\n"


def _of(sites: Container[str], values: Mapping[str, T]) -> list[tuple[str, T]]:
    return sorted(((site, value) for site, value in values.items() if site in sites), key=lambda one: one[0])


def write_textfile(engine: Engine, sites: Container[str], path: Path) -> None:
    """Write the metrics for node_exporter's textfile collector; the file appears whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(exposition(engine, sites), "utf-8")
    part.chmod(READABLE)
    part.replace(path)


async def serve(address: tuple[str, int], exposed: Callable[[], str]) -> asyncio.Server:
    """Return a server that answers GET /metrics on *address* with what is *exposed*."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
            method, _, rest = head.partition(b" ")
            wanted = method == b"GET" and rest.split(b" ")[0].partition(b"?")[0] == b"/metrics"
            status, body = await asyncio.to_thread(_exposed, exposed) if wanted else (404, b"see /metrics\n")
            writer.write(_head(status, len(body)) + body)
            await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # a client that says nothing, too much, or leaves
        finally:
            writer.close()

    return await asyncio.start_server(answer, *address, limit=8192)


def _exposed(exposed: Callable[[], str]) -> tuple[int, bytes]:
    try:
        return 200, exposed().encode()
    except DBAPIError as error:
        return 503, f"the catalog cannot be read: {error.orig}\n".encode()


def _of_run(site: str, run: Facts) -> Iterator[tuple[str, str, str]]:
    labels = f'site="{site}"'
    yield "last_run_timestamp_seconds", labels, f"{run['started_at'].timestamp():.0f}"
    if run["ended_at"] is not None:
        yield "last_run_duration_seconds", labels, f"{(run['ended_at'] - run['started_at']).total_seconds():.1f}"
    if run["exit_code"] is not None:
        yield "last_run_exit_code", labels, str(run["exit_code"])
    for state, count in run["counts"].items():
        yield "last_run_addresses", f'{labels},state="{state}"', str(count)


def _head(status: int, length: int) -> bytes:
    kind = f"text/plain; {'version=0.0.4; ' if status == 200 else ''}charset=utf-8"
    words = {200: "OK", 404: "Not Found", 503: "Service Unavailable"}[status]
    return f"HTTP/1.1 {status} {words}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n".encode()

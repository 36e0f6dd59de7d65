"""A site on 127.0.0.1 whose pages a test makes itself, address by address."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Reply:
    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Ask:
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]

    def one(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]


Answer = Callable[[Ask], Reply | None]


class MadeSite(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.log: list[str] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def base(self) -> str:
        return f"http://{self.host}"

    def asked(self, beginning: str) -> list[str]:
        return [target for target in self.log if target.startswith(beginning)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: MadeSite

    def do_GET(self) -> None:
        self.server.log.append(self.path)
        parts = urlsplit(self.path)
        ask = Ask(parts.path, parse_qs(parts.query), {name.lower(): value for name, value in self.headers.items()})
        reply = self.server.answer(ask) or Reply(b"<html><body><h1>404</h1></body></html>", 404)
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(answer: Answer) -> Iterator[MadeSite]:
    site = MadeSite(answer)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()


def configured(
    folder: Path, site: MadeSite, *allowed: str, sources: dict[str, str] | None = None, **facts: Any
) -> Path:
    """Write a configuration that knows *site* as "made"; return its path."""
    lines = ['contact = "tests@example.org"', f"allow = {json.dumps([site.host, *allowed])}", "[limits]", "workers = 2"]
    if sources:
        lines += ["[archives]", *(f"{key} = {json.dumps(value)}" for key, value in sources.items())]
    path = folder / "kznews.toml"
    path.write_text("\n".join([*lines, *section("made", site, **facts)]), encoding="utf-8")
    return path


def section(name: str, site: MadeSite, **facts: Any) -> list[str]:
    """Return the lines of a configuration that know *site* as *name*."""
    given = {
        "home": f"{site.base}/", "domains": [site.host], "languages": ["ru"], "delay": 0.0, "concurrency": 4,
        "article_urls": r"^/a/[\w/-]+$", **facts,
    }  # fmt: skip
    return [f"[sites.{name}]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in given.items())]


def article(number: int | str, day: dt.date | None, words: str = "", *, stated: bool = True) -> bytes:
    """Return the page of a story that no other number has."""
    when = f'<time datetime="{day.isoformat()}">{day.isoformat()}</time>' if day and stated else ""
    title = f"В посёлке номер {number} открыли мост через реку"
    story = "".join(
        f"<p>Абзац {part} рассказа {number}: жители {number}-й улицы пришли на открытие, и мастер {number} показал, "
        f"как держатся опоры под номером {number}{part}. {words}</p>"
        for part in range(4)
    )
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{when}{story}</article></body></html>"
    ).encode()


def links(*addresses: str, more: str = "") -> Reply:
    """Return a listing of *addresses*."""
    rows = "".join(f'<div><a href="{address}">Новость по адресу {address}</a></div>' for address in addresses)
    return Reply(f'<html lang="ru"><body><main>{rows}{more}</main></body></html>'.encode())

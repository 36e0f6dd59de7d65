"""Small news sites on 127.0.0.1, each with one feed and a new article whenever it is told to have one."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGE = """<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title></head><body><article>
<h1>{title}</h1><time datetime="{day}">{day}</time>{story}</article></body></html>"""
PARAGRAPH = (
    "<p>Часть {part} рассказа {number} о мосте {site}: жители улицы {number} пришли на открытие, и мастер показал им, "
    "как держатся опоры под номером {number}{part}, построенные за год.</p>"
)


class SmallSites:
    """The servers of *count* sites."""

    def __init__(self, count: int, delay: float = 0.0) -> None:
        self.names = [f"small{number:02}" for number in range(count)]
        self.articles = {name: [0] for name in self.names}
        self.delay = delay  # seconds that an article takes
        self.asked = 0  # articles
        self.answered = 0.0  # when the last answer was sent
        self._servers: list[Server] = []

    def __enter__(self) -> SmallSites:
        self._servers = [Server(name, self) for name in self.names]
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def configure(self, folder: Path, schedule: str, database: str | None = None, at_once: int = 2) -> Path:
        """Write a configuration with these sites and no others; return its path."""
        hosts = [server.host for server in self._servers]
        lines = ['contact = "benchmark@example.org"', f"allow = {json.dumps(hosts)}"]
        lines += [f"database = {json.dumps(database)}"] if database else []
        lines += ["[limits]", "workers = 1", "[schedule]", "jitter = 0", f"at_once = {at_once}"]
        for server in self._servers:
            facts = {
                "home": f"http://{server.host}/", "domains": [server.host], "languages": ["ru"], "delay": 0.0,
                "feeds": [f"http://{server.host}/rss"], "article_urls": "^/a/", "schedule": schedule,
            }  # fmt: skip
            lines += [f"[sites.{server.name}]", *(f"{key} = {json.dumps(value)}" for key, value in facts.items())]
        path = folder / "kznews.toml"
        path.write_text("\n".join(lines), "utf-8")
        return path

    def publish(self, number: int) -> None:
        """Let every site have an article of that number."""
        for articles in self.articles.values():
            if articles[-1] != number:
                articles.append(number)

    def published(self) -> list[str]:
        """Return the addresses of all articles but the newest of each site, which nobody may have seen yet."""
        return [f"http://{one.host}/a/{number}" for one in self._servers for number in self.articles[one.name][:-1]]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, name: str, small: SmallSites) -> None:
        self.name, self.small = name, small
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        number = self.path.removeprefix("/a/")
        if self.path == "/rss":
            self._answer(200, "application/rss+xml", self._feed())
        elif number.isdecimal():
            self.server.small.asked += 1
            time.sleep(self.server.small.delay)
            self._answer(200, "text/html; charset=utf-8", article(self.server.name, int(number)))
        else:
            self._answer(404, "text/plain", "nothing here")
        self.server.small.answered = time.monotonic()

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _feed(self) -> str:
        items = "".join(
            f"<item><link>http://{self.server.host}/a/{number}</link></item>"
            for number in self.server.small.articles[self.server.name][-40:]
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>news</title>{items}</channel></rss>'

    def _answer(self, status: int, content_type: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def article(site: str, number: int) -> str:
    """Return the page of an article that no other site and number have."""
    story = "".join(PARAGRAPH.format(part=part, number=number, site=site) for part in range(4))
    return PAGE.format(
        title=f"Мост {number} у посёлка {site} открыт", day=f"{dt.datetime.now(dt.UTC):%Y-%m-%d}", story=story
    )

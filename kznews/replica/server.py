"""HTTP/1.1 for one site of the replica: validators, content codings, chunks, cuts, and a log of what was asked."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sys
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from gzip import compress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol, cast

import brotli

from kznews.replica.answer import Answer, Asked, page
from kznews.replica.faults import Fault, instead
from kznews.replica.markup import picture
from spiders.site import Site


class Newsroom(Protocol):
    """A site of the replica."""

    name: str

    def answer(self, asked: Asked, now: dt.datetime) -> Answer | None: ...  # noqa: D102

    def site(self) -> Site: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as the server saw it. `at` is a monotonic time in seconds."""

    site: str
    target: str
    status: int
    at: float
    agent: str
    conditional: bool


class SiteServer(ThreadingHTTPServer):
    """Serves one site on a port of 127.0.0.1, in threads of its own."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, clock: Callable[[], dt.datetime]) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.clock = clock
        self.room: Newsroom | None = None
        self.fault: Fault | None = None
        self.log: list[Seen] = []
        self._attempts: dict[str, int] = {}
        self._lock = threading.Lock()

    @property
    def base(self) -> str:
        """The address of the site, without a slash at its end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong, unless the client has just gone away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def attempt(self, target: str) -> int:
        """Count a request for *target*; return how many there have been."""
        with self._lock:
            self._attempts[target] = self._attempts.get(target, 0) + 1
            return self._attempts[target]

    def note(self, seen: Seen) -> None:
        """Add *seen* to the log."""
        with self._lock:
            self.log.append(seen)

    def answer(self, target: str) -> Answer:
        """Return what the site answers to a request for *target*."""
        asked = Asked.of(target, self.attempt(target))
        room = cast(Newsroom, self.room)
        if self.fault is Fault.SLOW:
            time.sleep(1)
        if asked.path.startswith("/img/"):
            return Answer(picture(asked.path), content_type="image/svg+xml")
        article = re.search(room.site().article_urls, target) is not None
        answer = instead(self.fault, asked, article=article) or room.answer(asked, self.clock())
        return answer or page("<!DOCTYPE html><html><body><h1>404</h1></body></html>", status=404)


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for a `SiteServer`."""

    protocol_version = "HTTP/1.1"
    server_version = "replica"
    sys_version = ""
    disable_nagle_algorithm = True
    server: SiteServer

    def do_GET(self) -> None:
        """Answer a GET or HEAD request."""
        answer = self.server.answer(self.path)
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        status = 304 if answer.modified and self._unchanged(etag, answer.modified) else answer.status
        self._note(status)
        self.send_response(status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.modified:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", format_datetime(answer.modified.astimezone(dt.UTC), usegmt=True))
        if status == 304:
            self.end_headers()
            return
        self._send_body(answer)

    def do_HEAD(self) -> None:
        """Answer a HEAD request."""
        self.do_GET()

    def _note(self, status: int) -> None:
        room = cast(Newsroom, self.server.room)
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        agent = self.headers.get("User-Agent", "")
        self.server.note(Seen(room.name, self.path, status, time.monotonic(), agent, conditional))

    def _unchanged(self, etag: str, modified: dt.datetime) -> bool:
        if known := self.headers.get("If-None-Match"):  # RFC 9110 13.2.2: it decides alone when it is there
            return etag in known
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except ValueError:
            return False

    def _send_body(self, answer: Answer) -> None:
        body, coding = self._coded(answer)
        self.send_header("Content-Type", answer.content_type)
        if coding:
            self.send_header("Content-Encoding", coding)
            self.send_header("Vary", "Accept-Encoding")
        if answer.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if answer.cut:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif answer.chunked:
            pieces = [body[at : at + 4096] for at in range(0, len(body), 4096)]
            self.wfile.write(b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n")
        else:
            self.wfile.write(body)

    def _coded(self, answer: Answer) -> tuple[bytes, str]:
        accepted = self.headers.get("Accept-Encoding", "")
        coding = answer.coding if answer.coding in accepted else "gzip" if "gzip" in accepted else "identity"
        if answer.coding == "identity" or coding == "identity" or not answer.body:
            return answer.body, ""
        return CODERS[coding](answer.body), coding

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the log is kept in `SiteServer.log`."""


CODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: compress(body, compresslevel=4, mtime=0),
    "deflate": zlib.compress,
    "br": lambda body: cast(bytes, brotli.compress(body, quality=4)),
}

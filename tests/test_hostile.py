"""What a server may do to a request, and what must become of it: a failure with a reason, tried a few times, at no great cost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.asking import Asking, Result, ask
from tests.hostile_server import HostileServer, Peer, Script, answer, hostile_server, in_turn, raw

PAGE = answer(b"<html><body>page</body></html>")
OK = b"HTTP/1.1 200 OK\r\n"


def _reset_within(peer: Peer) -> None:
    peer.send(OK + b"\r\nthe first half")
    time.sleep(0.2)  # a reset overtakes bytes that the client has not read yet
    peer.reset()


@dataclass(frozen=True)
class Case:
    script: Script
    reason: str
    asked: int = 2  # how often, with one retry


FAULTS = {
    "cut-length": Case(raw(OK + b"Content-Length: 100\r\n\r\nhalf"), "ResponseDataLossError"),
    "cut-chunk": Case(raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), "ResponseDataLossError"),
    "bad-chunk": Case(raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"), "ResponseDataLossError"),
    "endless-chunk-size": Case(
        lambda peer: (peer.send(OK + b"Transfer-Encoding: chunked\r\n\r\n"), peer.flood(b"1" * 999)),
        "ResponseDataLossError",
    ),
    "reset-within-the-body": Case(_reset_within, "ResponseDataLossError"),
    "unasked-206": Case(answer(b"part", "206 Partial Content", Content_Range="bytes 0-3/9"), "UnaskedAnswer"),
    "unasked-304": Case(answer(b"", "304 Not Modified"), "UnaskedAnswer"),
    "two-lengths": Case(raw(OK + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nhello"), "ValueError"),
    "negative-length": Case(raw(OK + b"Content-Length: -5\r\n\r\nhello"), "ValueError"),
    "no-answer": Case(raw(b""), "ConnectionDone"),
    "no-http": Case(raw(b"\x00\x01\x02\r\n\r\n"), "ParseError"),
    "reset": Case(lambda peer: peer.reset(), "ConnectionLost"),
    "silence": Case(lambda peer: peer.hang(), "DownloadTimeoutError"),
    "dripping-body": Case(
        lambda peer: (peer.send(OK + b"Content-Length: 9999\r\n\r\n"), peer.drip(b"x" * 9999, 0.05)),
        "DownloadTimeoutError",
    ),
    "dripping-head": Case(lambda peer: peer.drip(OK + b"X: " + b"y" * 9999, 0.05), "DownloadTimeoutError"),
    "endless-headers": Case(
        lambda peer: (peer.send(OK), peer.flood(b"X-Header: " + b"a" * 1000 + b"\r\n")), "HeadTooLong"
    ),
    "endless-header": Case(lambda peer: (peer.send(OK + b"X: "), peer.flood(b"a" * 10_000)), "ConnectionDone"),
    "endless-hints": Case(lambda peer: peer.flood(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"), "HeadTooLong"),
    "endless-body": Case(lambda peer: (peer.send(OK + b"\r\n"), peer.flood(b"a" * 65536)), "DownloadCancelledError", 1),
    "huge-length": Case(raw(OK + b"Content-Length: 999999999999\r\n\r\n"), "DownloadCancelledError", 1),
    "redirect-loop": Case(answer(b"", "302 Found", Location="/redirect-loop"), "TooManyRedirects", 6),
    "redirect-to-file": Case(answer(b"", "302 Found", Location="file:///etc/hostname"), "BadRedirect", 1),
    "redirect-to-data": Case(answer(b"", "301 Moved", Location="data:text/html,hello"), "BadRedirect", 1),
    "redirect-to-script": Case(answer(b"", "301 Moved", Location="javascript:alert(1)"), "BadRedirect", 1),
    "redirect-to-nowhere": Case(answer(b"", "301 Moved", Location="http://[::1"), "BadRedirect", 1),
    "redirect-away": Case(answer(b"", "302 Found", Location="http://elsewhere.example/"), "LeftSite", 1),
    "500": Case(answer(b"", "500 Oops"), "", 2),
}


@dataclass(frozen=True)
class Seen:
    server: HostileServer
    asked: Asking

    def of(self, name: str) -> Result:
        return self.asked.results[f"{self.server.base}/{name}"]


@pytest.fixture(scope="module")
def seen() -> Iterator[Seen]:
    with hostile_server() as server:
        server.scripts |= {f"/{name}": case.script for name, case in FAULTS.items()} | {"/page": PAGE}
        urls = [server.base + path for path in server.scripts]
        settings = {"DOWNLOAD_TIMEOUT": 2, "RETRY_TIMES": 1, "KZNEWS_ALLOW": [f"127.0.0.1:{server.port}"]}
        yield Seen(server, ask(urls, **settings))


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_answer_is_a_failure_with_its_reason(name: str, seen: Seen) -> None:
    result, case = seen.of(name), FAULTS[name]
    if case.reason:
        assert (result.status, result.state) == (None, "failed")
        assert result.reason.partition(":")[0] == case.reason
    assert seen.server.paths.count(f"/{name}") == case.asked


def test_the_other_pages_are_fetched_all_the_same(seen: Seen) -> None:
    assert seen.of("page").status == 200


def test_no_fault_fills_the_memory_or_the_log(seen: Seen) -> None:
    assert seen.asked.peak_mb < 300
    assert "Traceback" not in seen.asked.log
    assert all("\n" not in result.reason and len(result.reason) < 1000 for result in seen.asked.results.values())


def test_an_answer_that_is_whole_at_the_second_attempt_is_taken() -> None:
    with hostile_server() as server:
        cut = raw(OK + b"Content-Length: 100\r\n\r\nhalf")
        server.scripts["/page"] = in_turn(cut, answer(b"", "206 Partial Content"), PAGE)
        asked = ask([f"{server.base}/page"], KZNEWS_ALLOW=[f"127.0.0.1:{server.port}"])
        assert asked.results[f"{server.base}/page"].status == 200


def test_a_body_without_a_stated_length_ends_with_its_connection() -> None:
    with hostile_server() as server:
        server.scripts["/page"] = raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nwhole")
        asked = ask([f"{server.base}/page"], KZNEWS_ALLOW=[f"127.0.0.1:{server.port}"])
        assert asked.results[f"{server.base}/page"].size == 5


def test_a_redirect_within_the_site_is_followed() -> None:
    with hostile_server() as server:
        server.scripts |= {"/old": answer(b"", "301 Moved", Location="/new"), "/new": PAGE}
        result = ask([f"{server.base}/old"], KZNEWS_ALLOW=[f"127.0.0.1:{server.port}"]).results[f"{server.base}/old"]
        assert (result.status, result.final) == (200, f"{server.base}/new")


def test_a_permanent_redirect_to_another_site_says_that_there_is_no_article_here() -> None:
    with hostile_server() as server:
        server.scripts["/old"] = answer(b"", "301 Moved", Location="http://elsewhere.example/")
        result = ask([f"{server.base}/old"], KZNEWS_ALLOW=[f"127.0.0.1:{server.port}"]).results[f"{server.base}/old"]
        assert (result.state, result.reason) == (
            "not-an-article",
            "LeftSite: redirected with 301 to http://elsewhere.example/",
        )

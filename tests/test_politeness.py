from __future__ import annotations

import datetime as dt
import threading
from itertools import pairwise

import pytest

from spiders.politeness import retry_after
from tests.asking import Asking, ask
from tests.hostile_server import HostileServer, Peer, answer, hostile_server, in_turn

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
PAGE = answer(b"<html><body>page</body></html>")
NO_RULES = answer(b"", "404 Not Found")
SLACK = 0.05  # seconds by which two clocks and two processes may differ


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"0", 0),
        (b"120", 120),
        (b" 7 ", 7),
        (b"Mon, 23 Nov 2026 09:01:30 GMT", 90),
        (b"Mon, 23 Nov 2026 15:01:30 +0600", 90),
        (b"Mon, 23 Nov 2026 08:00:00 GMT", 0),
        (b"Monday, 23-Nov-26 09:01:30 GMT", 90),
        (b"99999999999999999999", 999999999),
        (b"-5", None),
        (b"1.5", None),
        (b"soon", None),
        (b"\xd9\xa3", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: bytes | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_the_crawl_delay_lies_between_requests_and_opens_one_connection_at_a_time() -> None:
    with hostile_server() as server:
        server.scripts |= {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 0.4")} | {
            f"/{at}": PAGE for at in range(4)
        }
        _ask(server, *(f"/{at}" for at in range(4)))
        times = [asked.at for asked in server.log[1:]]
        gaps = [after - before for before, after in pairwise(times)]
        assert min(gaps) >= 0.4 - SLACK


def test_a_huge_crawl_delay_is_capped_and_said() -> None:
    with hostile_server() as server:
        server.scripts |= {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 86400"), "/1": PAGE, "/2": PAGE}
        asked = _ask(server, "/1", "/2", KZNEWS_LONGEST_CRAWL_DELAY=0.2)
        assert [result.status for result in asked.results.values()] == [200, 200]
        assert "86400 s" in asked.noted[0]
        assert "0.2 s" in asked.noted[0]


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_nothing_is_asked_of_a_host_until_its_retry_after_is_over(status: str) -> None:
    with hostile_server() as server:
        busy = in_turn(answer(b"", status, Retry_After="1"), PAGE)
        server.scripts |= {"/robots.txt": NO_RULES, "/busy": busy, "/other": PAGE}
        asked = _ask(server, "/busy", "/other", CONCURRENT_REQUESTS_PER_DOMAIN=1)
        assert [result.status for result in asked.results.values()] == [200, 200]
        refused = server.times("/busy")[0]
        assert min(asked.at for asked in server.log if asked.at > refused) - refused >= 1 - SLACK


def test_a_host_that_asks_for_more_rest_than_a_run_has_is_left_alone() -> None:
    with hostile_server() as server:
        busy = answer(b"", "429 Too Many Requests", Retry_After="7200")
        server.scripts |= {"/robots.txt": NO_RULES} | {f"/{at}": busy for at in range(9)}
        asked = _ask(server, *(f"/{at}" for at in range(9)), CONCURRENT_REQUESTS_PER_DOMAIN=1)
        assert {(result.state, result.status) for result in asked.results.values()} == {("pending", None)}
        assert len(server.log) == 2
        assert "7200 s" in asked.noted[0]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_connections_are_open_than_the_site_allows(concurrency: int) -> None:
    with hostile_server() as server:
        lock, now, most = threading.Lock(), 0, 0

        def slow(peer: Peer) -> None:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            peer.stop.wait(0.05)
            with lock:
                now -= 1
            PAGE(peer)

        server.scripts |= {"/robots.txt": NO_RULES} | {f"/{at}": slow for at in range(12)}
        _ask(server, *(f"/{at}" for at in range(12)), CONCURRENT_REQUESTS_PER_DOMAIN=concurrency)
        assert most == concurrency


def test_every_request_says_who_asks() -> None:
    with hostile_server() as server:
        server.scripts |= {"/robots.txt": NO_RULES, "/go": answer(b"", "302 Found", Location="/page"), "/page": PAGE}
        _ask(server, "/go", USER_AGENT="kznews/1.0 (+editor@example.org)")
        assert server.paths == ["/robots.txt", "/go", "/page"]
        for asked in server.log:
            assert "\r\nUser-Agent: kznews/1.0 (+editor@example.org)\r\n" in asked.head
            assert "Referer" not in asked.head
            assert "Cookie" not in asked.head


def test_the_server_may_answer_in_any_coding_that_can_be_read() -> None:
    with hostile_server() as server:
        server.scripts |= {"/robots.txt": NO_RULES, "/page": PAGE}
        _ask(server, "/page")
        assert "\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n" in server.log[-1].head


def _ask(server: HostileServer, *paths: str, **settings: object) -> Asking:
    return ask([server.base + path for path in paths], KZNEWS_ALLOW=[f"127.0.0.1:{server.port}"], **settings)

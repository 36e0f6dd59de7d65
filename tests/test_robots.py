from __future__ import annotations

import gzip

import pytest

from spiders.robots import MOST_BYTES, read_robots
from tests.asking import Asking, ask
from tests.hostile_server import HostileServer, Script, answer, hostile_server, raw

PAGE = answer(b"<html><body>page</body></html>")


@pytest.mark.parametrize(
    ("rules", "url", "allowed"),
    [
        ("User-agent: *\nDisallow: /x", "/x/1", False),
        ("User-agent: *\nDisallow: /x", "/y", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: kznews\nDisallow: /x", "/y", True),
        ("User-agent: KZNews\nDisallow: /", "/y", False),
        ("User-agent: other\nDisallow: /", "/y", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", False),
        ("\ufeffUser-agent: *\nDisallow: /x", "/x", False),
        ("User-agent: *\r\nDisallow: /x\r\n", "/x", False),
        ("<html><body>404</body></html>", "/x", True),
        ("", "/x", True),
        ("Disallow: /x", "/x", True),
    ],
)
def test_rules_are_read_as_the_standard_says(rules: str, url: str, allowed: bool) -> None:
    assert read_robots(rules.encode()).allows(f"http://site.kz{url}") is allowed


def test_bytes_that_are_no_text_do_not_hide_the_rules() -> None:
    assert not read_robots("# Роботам\nUser-agent: *\nDisallow: /x".encode("cp1251")).allows("http://site.kz/x")
    assert not read_robots(b"\x00\xff\xfe\nUser-agent: *\nDisallow: /x\x00").allows("http://site.kz/x")


def test_the_delay_is_the_longer_of_crawl_delay_and_request_rate() -> None:
    assert read_robots(b"User-agent: *\nCrawl-delay: 2.5").delay == 2.5
    assert read_robots(b"User-agent: *\nCrawl-delay: 2\nRequest-rate: 1/10s").delay == 10
    assert read_robots(b"User-agent: *\nCrawl-delay: soon").delay is None
    assert read_robots(b"User-agent: *\nCrawl-delay: -4").delay is None


def test_sitemaps_are_offered() -> None:
    rules = b"Sitemap: https://site.kz/a.xml\nUser-agent: *\nDisallow:\nsitemap: https://site.kz/b.xml"
    assert read_robots(rules).sitemaps == ("https://site.kz/a.xml", "https://site.kz/b.xml")


def test_what_follows_500_kibibytes_is_not_read() -> None:
    rules = b"User-agent: *\nDisallow: /x\n" + b"#" * MOST_BYTES + b"\nDisallow: /y\n"
    assert not read_robots(rules).allows("http://site.kz/x")
    assert read_robots(rules).allows("http://site.kz/y")


RULES = b"User-agent: *\nDisallow: /closed\n"
ANSWERS: list[tuple[str, Script, str]] = [
    ("rules", answer(RULES), "kept"),
    ("rules in gzip though nobody asked", answer(gzip.compress(RULES), Content_Encoding="gzip"), "kept"),
    ("more than is read", answer(RULES + b"#\n" * 600_000), "kept"),
    ("without an end", lambda peer: (peer.send(b"HTTP/1.1 200 OK\r\n\r\n" + RULES), peer.flood(b"#" * 65536)), "kept"),
    ("404", answer(b"", "404 Not Found"), "allowed"),
    ("403", answer(b"", "403 Forbidden"), "allowed"),
    ("410", answer(b"", "410 Gone"), "allowed"),
    ("a redirect for ever", answer(b"", "302 Found", Location="/robots.txt"), "allowed"),
    ("500", answer(b"", "500 Oops"), "unreachable"),
    ("503", answer(b"", "503 Busy", Retry_After="0"), "unreachable"),
    ("a reset", lambda peer: peer.reset(), "unreachable"),
    ("silence", lambda peer: peer.hang(), "unreachable"),
    ("no HTTP", raw(b"\x00\x01\x02\r\n\r\n"), "unreachable"),
    ("a cut body", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nUser-agent: *"), "unreachable"),
    ("broken gzip", answer(b"\x1f\x8bnot gzip", Content_Encoding="gzip"), "unreachable"),
]


@pytest.mark.parametrize(("script", "expected"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_an_answer_for_robots_txt_means_what_the_standard_says(script: Script, expected: str) -> None:
    with hostile_server() as server:
        server.scripts |= {"/robots.txt": script, "/open": PAGE, "/closed": PAGE}
        asked = _ask(server, "/open", "/closed")
        opened, closed = (asked.results[f"{server.base}/{name}"] for name in ("open", "closed"))
        if expected == "unreachable":
            assert (opened.state, closed.state) == ("pending", "pending")
            assert not {"/open", "/closed"} & set(server.paths)
            assert len(asked.noted) == 1
        else:
            assert opened.status == 200
            assert (closed.status, closed.state) == ((200, "") if expected == "allowed" else (None, "robots"))
        assert asked.peak_mb < 250


def test_five_redirects_lead_to_the_rules() -> None:
    with hostile_server() as server, hostile_server() as other:
        server.scripts["/robots.txt"] = answer(b"", "301 Moved", Location="/r1")
        for at in range(1, 4):
            server.scripts[f"/r{at}"] = answer(b"", "302 Found", Location=f"/r{at + 1}")
        server.scripts["/r4"] = answer(b"", "302 Found", Location=f"{other.base}/rules")
        other.scripts["/rules"] = answer(RULES)
        server.scripts["/closed"] = PAGE
        asked = _ask(server, "/closed", also=other)
        assert asked.results[f"{server.base}/closed"].state == "robots"


def test_robots_txt_is_asked_for_once_and_before_anything_else() -> None:
    with hostile_server() as server:
        server.scripts |= {"/robots.txt": answer(RULES)} | {f"/{at}": PAGE for at in range(10)}
        _ask(server, *(f"/{at}" for at in range(10)))
        assert server.paths[0] == "/robots.txt"
        assert server.paths.count("/robots.txt") == 1


def test_the_target_of_a_redirect_is_held_against_the_rules_too() -> None:
    with hostile_server() as server:
        server.scripts |= {
            "/robots.txt": answer(RULES),
            "/go": answer(b"", "302 Found", Location="/closed"),
            "/closed": PAGE,
        }
        assert _ask(server, "/go").results[f"{server.base}/go"].state == "robots"
        assert "/closed" not in server.paths


def _ask(server: HostileServer, *paths: str, also: HostileServer | None = None) -> Asking:
    allowed = [f"127.0.0.1:{one.port}" for one in (server, also) if one]
    return ask([server.base + path for path in paths], KZNEWS_ALLOW=allowed, RETRY_TIMES=1, KZNEWS_ROBOTS_TIMEOUT=2)

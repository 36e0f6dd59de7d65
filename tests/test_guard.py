from __future__ import annotations

import pytest

from spiders.guard import BadAllowance, ForbiddenAddress, Guard, is_public
from tests.asking import ask
from tests.hostile_server import answer, hostile_server

PUBLIC = ["8.8.8.8", "91.195.226.1", "2a00:1450:4010:c0e::65", "::ffff:8.8.8.8", "64:ff9b::808:808"]
FORBIDDEN = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:7f00:1", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::", "fc00::1", "fd12:3456::1",
    "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:4860:4860::8888%1", "4000::1",
    "localhost", "", "127.1", "0x7f.1", "2130706433", "8.8.8.8:80",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_address_that_is_not_of_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("entry", "host", "address", "port"),
    [
        ("127.0.0.1:9001", "127.0.0.1", "127.0.0.1", 9001),
        ("127.0.0.1:9001", "news.example", "127.0.0.1", 9001),
        ("localhost:9001", "localhost", "127.0.0.1", 9001),
        ("Localhost.:9001", "localhost", "::1", 9001),
        ("[::1]:9001", "::1", "::1", 9001),
        ("127.0.0.1:9001", "::ffff:127.0.0.1", "::ffff:127.0.0.1", 9001),
    ],
)
def test_an_allowed_host_and_port_may_be_connected_to(entry: str, host: str, address: str, port: int) -> None:
    Guard.of([entry]).check(host, address, port)


@pytest.mark.parametrize(
    ("entry", "host", "address", "port"),
    [
        ("127.0.0.1:9001", "127.0.0.1", "127.0.0.1", 9002),
        ("127.0.0.1:9001", "127.0.0.2", "127.0.0.2", 9001),
        ("localhost:9001", "127.0.0.1", "127.0.0.1", 9001),
        ("news.example:80", "other.example", "10.0.0.1", 80),
    ],
)
def test_nothing_but_the_allowed_host_and_port_is_let_through(entry: str, host: str, address: str, port: int) -> None:
    with pytest.raises(ForbiddenAddress):
        Guard.of([entry]).check(host, address, port)


@pytest.mark.parametrize(
    "entry", ["127.0.0.1", "127.0.0.1:", ":80", "[::1]:0", "127.0.0.1:65536", "127.0.0.1:http", ""]
)
def test_an_allowance_names_host_and_port(entry: str) -> None:
    with pytest.raises(BadAllowance):
        Guard.of([entry])


SPELLINGS = [
    "127.0.0.2", "127.2", "127.0.2", "0x7f.2", "0x7f000002", "2130706434", "0177.0.0.2", "017700000002", "127.000.000.002",
    "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[0:0:0:0:0:ffff:7f00:2]", "[64:ff9b::7f00:2]", "[::127.0.0.2]",
    "127.0.0.2.", "%31%32%37.0.0.2", "１２７.0.0.2", "①②⑦.0.0.2",
]  # fmt: skip


def test_no_spelling_of_a_forbidden_address_is_connected_to() -> None:
    with hostile_server("127.0.0.2") as forbidden:
        urls = [f"http://{host}:{forbidden.port}/" for host in SPELLINGS]
        asked = ask(urls, domains=["127.0.0.2"])
        assert {result.status for result in asked.results.values()} == {None}
        assert len(asked.results) == len(urls)
        assert forbidden.connections == 0


def test_a_name_that_resolves_to_a_forbidden_address_is_not_connected_to() -> None:
    with hostile_server() as server:
        result = ask([f"http://localhost:{server.port}/"]).results[f"http://localhost:{server.port}/"]
        assert (result.state, server.connections) == ("failed", 0)
        assert result.reason.startswith("ForbiddenAddress")


def test_a_redirect_to_a_forbidden_address_is_not_followed() -> None:
    with hostile_server() as server, hostile_server("127.0.0.2") as forbidden:
        for status in ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"):
            target = f"http://127.0.0.2:{forbidden.port}/"
            server.scripts[f"/{status[:3]}"] = answer(b"", status, Location=target)
        urls = [server.base + path for path in server.scripts]
        asked = ask(urls, domains=["127.0.0.1", "127.0.0.2"], KZNEWS_ALLOW=[f"127.0.0.1:{server.port}"])
        assert {result.reason.partition(":")[0] for result in asked.results.values()} == {"ForbiddenAddress"}
        assert forbidden.connections == 0


def test_another_port_of_an_allowed_host_is_forbidden() -> None:
    with hostile_server() as server, hostile_server() as other:
        server.scripts["/there"] = answer(b"", "302 Found", Location=f"{other.base}/secret")
        asked = ask([f"{server.base}/there"], KZNEWS_ALLOW=[f"127.0.0.1:{server.port}"])
        assert asked.results[f"{server.base}/there"].reason.startswith("ForbiddenAddress")
        assert other.connections == 0


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "data:text/html,hello", "ftp://127.0.0.1/x", "s3://bucket/key"]
)
def test_no_scheme_but_http_and_https_is_spoken(url: str) -> None:
    result = ask([url]).results[url]
    assert (result.status, result.state) == (None, "failed")

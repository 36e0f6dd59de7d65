"""An owner is told of each change of a site's state, once, over every channel; a channel that fails costs no crawl."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import math
import os
import shutil
import socketserver
import sqlite3
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy.exc import OperationalError

from kznews.alerts import channels
from kznews.alerts import judge as judging
from kznews.alerts import watch as watching
from kznews.alerts.channels import Alert, Ping, ping, send
from kznews.alerts.judge import judge
from kznews.config import Alerts, Config
from kznews.crawl import Result
from kznews.replica.faults import Fault
from kznews.replica.replica import Replica
from spiders.site import Site
from storage.catalog import Catalog
from storage.clock import now
from storage.engine import engine_of
from storage.entities import State
from storage.revisions import migrate
from storage.site_states import change
from tests.crawling import configure, crawl, kznews
from tests.stores import NOON

ALERT = Alert("gov", "blocked", "ok", "16 страниц")


class Heard(ThreadingHTTPServer):
    """An HTTP server that keeps what it was sent."""

    def __init__(self, status: int = 200) -> None:
        self.status, self.got = status, list[tuple[str, bytes]]()
        super().__init__(("127.0.0.1", 0), Ear)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Ear(BaseHTTPRequestHandler):
    server: Heard

    def do_POST(self) -> None:
        self.server.got.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class Postman(socketserver.StreamRequestHandler):
    """As much SMTP (RFC 5321) as a mail needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line.split()[0].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                mail = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.got.append(mail)  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")


class SecurePostman(Postman):
    """One who offers STARTTLS (RFC 3207) and AUTH PLAIN, and keeps what it was told before and after."""

    def handle(self) -> None:
        server: SecureOffice = self.server  # type: ignore[assignment]
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            server.told.append((word, isinstance(self.connection, ssl.SSLSocket)))
            if word == b"EHLO":
                offered = b"250 AUTH PLAIN" if isinstance(self.connection, ssl.SSLSocket) else b"250 STARTTLS"
                self.wfile.write(b"250-here\r\n" + offered + b"\r\n")
            elif word == b"STARTTLS":
                self.wfile.write(b"220 go on\r\n")
                try:
                    self.connection = server.context.wrap_socket(self.connection, server_side=True)
                except OSError:
                    return
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
            elif word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                list(iter(self.rfile.readline, b".\r\n"))
                self.wfile.write(b"250 fine\r\n")
            else:
                words = {b"QUIT": b"221 bye\r\n", b"AUTH": b"235 welcome\r\n"}
                self.wfile.write(words.get(word, b"250 fine\r\n"))


class SecureOffice(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, certificate: Path) -> None:
        self.told: list[tuple[bytes, bool]] = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        super().__init__(("127.0.0.1", 0), SecurePostman)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Give the file of a certificate for 127.0.0.1 that nobody but itself has signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - dt.timedelta(days=1))
        .not_valid_after(now() + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form))
    return path


@pytest.mark.parametrize(
    ("password", "trusted", "sent"),
    [(None, False, True), ("secret", False, False), ("secret", True, True)],
    ids=["no password needs no trust", "no password to a stranger", "a password to a friend"],
)
def test_mails_and_passwords_go_encrypted_to_a_server_that_offers_it(
    password: str | None, trusted: bool, sent: bool, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with SecureOffice(certificate) as office:
        threading.Thread(target=office.serve_forever, daemon=True).start()
        faults = send(_by_mail_alone(office.server_address[1], password), ALERT)
        office.shutdown()
    assert (faults == []) == sent, faults
    assert ((b"DATA", True) in office.told) == sent
    assert ((b"AUTH", True) in office.told) == (sent and password is not None)
    assert not {(b"DATA", False), (b"AUTH", False)} & set(office.told)


def test_on_the_port_for_it_a_mail_goes_encrypted_from_the_first_byte_on(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Office(SecureOffice):
        def get_request(self) -> tuple[Any, Any]:
            connection, address = super().get_request()
            return self.context.wrap_socket(connection, server_side=True), address

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Office(certificate) as office:
        threading.Thread(target=office.serve_forever, daemon=True).start()
        monkeypatch.setattr(channels, "SUBMISSIONS", office.server_address[1])
        assert send(_by_mail_alone(office.server_address[1], "secret"), ALERT) == []
        office.shutdown()
    assert {is_secure for _, is_secure in office.told} == {True}
    assert b"DATA" in [word for word, _ in office.told]


def test_a_password_goes_unencrypted_to_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as post:
        post.got = []  # type: ignore[attr-defined]
        threading.Thread(target=post.serve_forever, daemon=True).start()
        alerts = _by_mail_alone(post.server_address[1], "secret")
        monkeypatch.setattr(channels, "_is_here", lambda host: False)
        [fault] = send(alerts, ALERT)
        post.shutdown()
    assert "offers no encryption" in fault
    assert post.got == []  # type: ignore[attr-defined]


def _by_mail_alone(port: int, password: str | None) -> Alerts:
    user = "kz" if password else None
    return Alerts(
        smtp=f"127.0.0.1:{port}", smtp_user=user, smtp_password=password, mail_from="a@x.org", mail_to=("b@x.org",)
    )


@pytest.fixture
def heard() -> Iterator[Heard]:
    with Heard() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_an_alert_reaches_every_channel(heard: Heard, tmp_path: Path) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), Postman) as post:
        post.got = []  # type: ignore[attr-defined]
        threading.Thread(target=post.serve_forever, daemon=True).start()
        alerts = Alerts(
            command=("sh", "-c", f'echo "$KZNEWS_SITE $KZNEWS_STATE" > {tmp_path}/said; cat >> {tmp_path}/said'),
            webhook=f"{heard.url}/hook",
            smtp=f"127.0.0.1:{post.server_address[1]}",
            mail_from="kz@example.org",
            mail_to=("me@example.org",),
            telegram_url=heard.url,
            telegram_token="1:secret",
            telegram_chat="42",
        )
        assert send(alerts, ALERT) == []
        post.shutdown()
    assert (tmp_path / "said").read_text("utf-8") == f"gov blocked\n{ALERT.text}"
    (hook, first), (telegram, second) = heard.got
    assert (hook, telegram) == ("/hook", "/bot1:secret/sendMessage")
    assert json.loads(first)["state"] == "blocked"
    assert json.loads(second) == {"chat_id": "42", "text": ALERT.text}
    assert b"Subject: kznews: gov is blocked" in post.got[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", [404, 500])
def test_channels_that_fail_are_named_and_no_secret_is(status: int) -> None:
    with Heard(status) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        alerts = Alerts(
            command=("/does/not/exist",),
            webhook=f"{server.url}/hooks/secret",
            smtp="127.0.0.1:9",
            mail_from="a@example.org",
            mail_to=("b@example.org",),
            telegram_url=server.url,
            telegram_token="1:secret",
            telegram_chat="42",
        )
        faults = send(alerts, ALERT)
        server.shutdown()
    assert len(faults) == 4
    assert "secret" not in " ".join(faults)


def test_an_answer_that_is_no_http_and_a_text_that_is_no_argument_are_warnings() -> None:
    class Babble(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1000)
            self.request.sendall(b"what?\r\n\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Babble) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        alerts = Alerts(command=("true",), webhook=f"http://127.0.0.1:{server.server_address[1]}/secret")
        command, webhook = send(alerts, Alert("gov", "broken", "ok", "a title with \0"))
        server.shutdown()
    assert "by command: embedded null byte" in command
    assert "BadStatusLine" in webhook
    assert "secret" not in webhook


def test_a_run_pings_its_start_and_its_end(heard: Heard) -> None:
    alerts = Alerts(ping=f"{heard.url}/ping/uuid")
    for event in ("start", "success", "fail"):
        assert ping(alerts, [Ping("gov", event, "сводка")]) == []
    assert heard.got == [(f"/ping/uuid{end}", "сводка".encode()) for end in ("/start", "", "/fail")]
    assert ping(Alerts(), [Ping("gov", "start", "")]) == []


def test_an_address_with_the_site_in_it_is_pinged_for_each_site(heard: Heard) -> None:
    ends = [Ping("gov", "success", "gov: exit 0"), Ping("portal", "fail", "portal: exit 3")]
    assert ping(Alerts(ping=f"{heard.url}/key/{{site}}"), ends) == []
    assert heard.got == [("/key/gov", b"gov: exit 0"), ("/key/portal/fail", b"portal: exit 3")]
    heard.got.clear()
    assert ping(Alerts(ping=f"{heard.url}/key"), ends) == []
    assert heard.got == [("/key/fail", b"gov: exit 0\nportal: exit 3")]


def test_a_ping_sums_the_crawl_up_in_words(heard: Heard, tmp_path: Path) -> None:
    config = Config(alerts=Alerts(ping=heard.url)).with_store(tmp_path)
    results = [
        Result("a", 1, 3, "2 of 5 fetches failed", {State.STORED: 3, State.FAILED: 2, "new": 0}),
        Result("b", 2, 0, ""),
    ]
    sites = [Site(name=name, home="", domains=(), languages=()) for name in ("a", "b")]
    assert watching.after_crawl(config, sites, results) == []
    [(path, said)] = heard.got
    assert path == "/fail"
    assert said.decode() == "a: exit 3; 3 stored, 2 failed; 2 of 5 fetches failed\nb: exit 0; nothing new"


def test_a_crawl_that_cannot_begin_is_pinged_as_failed(heard: Heard, tmp_path: Path) -> None:
    config = tmp_path / "kznews.toml"
    config.write_text(f'database = "sqlite:////no/such/folder/x"\n[alerts]\nping = "{heard.url}/me"', "utf-8")
    ended = kznews(config, "crawl", "rbc", "--slot")
    assert ended.code == 2, ended  # nothing was started
    [(path, said)] = heard.got
    assert path == "/me/fail"
    assert b"the catalog is not there" in said


def test_a_slot_that_already_ran_is_not_pinged_as_a_success(heard: Heard, tmp_path: Path) -> None:
    """Else a cron line that finds no slot due would take back the failure of the crawl before."""
    with Replica(speed=math.inf) as replica:
        config = configure(tmp_path, replica, schedule="@yearly")
        config.write_text(f'{config.read_text("utf-8")}\n[alerts]\nping = "{heard.url}"\n', "utf-8")
        replica.break_site("legacy", Fault.DOWN)
        assert [kznews(config, "crawl", "legacy", "--slot").code for _ in range(2)] == [3, 0]
    assert [path for path, _ in heard.got] == ["/start", "/fail"]


def test_a_change_is_told_once(tmp_path: Path) -> None:
    engine = engine_of(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    migrate(engine)
    told = [change(engine, "gov", state, "", NOON) for state in "ok ok blocked blocked quiet ok ok".split()]
    assert told == [None, None, "ok", None, "blocked", "quiet", None]
    assert change(engine, "new", "broken", "", NOON) == "new"
    engine.dispose()


def test_the_textfile_is_whole_readable_and_tells_the_states(tmp_path: Path) -> None:
    textfile = tmp_path / "collector" / "kznews.prom"
    config = Config(alerts=Alerts(textfile=textfile)).with_store(tmp_path)
    catalog = Catalog.open(tmp_path)
    catalog.end_run(catalog.begin_run("rbc", "crawl", "cron", now(), "elsewhere:1"), now(), 0, {"stored": 2})
    change(catalog.engine, "rbc", "quiet", "", NOON)
    [fault] = watching.write_metrics(config, catalog.engine)
    assert fault.startswith("the metrics were not written: ")  # the folder is missing
    textfile.parent.mkdir()
    old = os.umask(0o077)
    try:
        assert watching.write_metrics(config, catalog.engine) == []
    finally:
        os.umask(old)
    catalog.close()
    lines = textfile.read_text("utf-8").splitlines()
    assert 'kznews_site_state{site="rbc",state="quiet"} 1' in lines
    assert 'kznews_site_state{site="rbc",state="ok"} 0' in lines
    assert f'kznews_site_state_since_timestamp_seconds{{site="rbc"}} {NOON.timestamp():.0f}' in lines
    assert [path.name for path in textfile.parent.iterdir()] == ["kznews.prom"]
    assert textfile.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(("code", "said"), [(0, ["no space left"]), (1, [])], ids=["after a crawl", "after a failure"])
def test_a_full_disk_is_told_once(code: int, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(watching, "change", full)
    site = Site(name="a", home="https://a.example/", domains=("a.example",), languages=("ru",))
    config = Config().with_store(tmp_path)
    catalog = Catalog.open(tmp_path)
    catalog.end_run(catalog.begin_run("a", "crawl", "cron", now(), "elsewhere:1"), now(), 3, {}, "1 of 1 failed")
    catalog.close()
    faults = watching.after_crawl(config, [site], [Result("a", 1, code, "")])
    assert len(faults) == len(said)
    assert all(words in fault for words, fault in zip(said, faults, strict=True))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Replica, Path]]:
    """Give a replica that has had news since its site was crawled."""
    with Replica(speed=math.inf) as replica:
        folder = tmp_path_factory.mktemp("world")
        crawl(configure(folder, replica), "portal")
        replica.set_state(2)
        yield replica, folder


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (None, "ok"),
        (Fault.QUIET, "quiet"),
        (Fault.LAYOUT, "broken"),
        (Fault.BLOCK_403, "blocked"),
        (Fault.BLOCK_200, "blocked"),
        (Fault.BLOCK_202, "blocked"),
        (Fault.SOFT_404, "blocked"),
        (Fault.DOWN, "broken"),
    ],
    ids=str,
)
def test_every_state_is_told_from_the_others(
    fault: Fault | None, state: str, world: tuple[Replica, Path], tmp_path: Path, heard: Heard
) -> None:
    replica, folder = world
    shutil.copytree(folder / "store", tmp_path / "store")
    config = configure(tmp_path, replica)
    config.write_text(config.read_text("utf-8") + f'\n[alerts]\nwebhook = "{heard.url}"\n', "utf-8")
    if fault:
        replica.break_site("portal", fault)
    try:
        crawl(config, "portal")
        crawl(config, "portal")
    finally:
        replica.heal("portal")
    engine = engine_of(f"sqlite:///{tmp_path / 'store' / 'catalog.sqlite'}")
    site = next(one for one in replica.sites() if one.name == "portal")
    late = now() + judging.LATE * judging.SLOWEST * 2 * dt.timedelta(days=2)
    assert getattr(judge(site, engine, late), "state", None) == "overdue"
    engine.dispose()
    states = [json.loads(body)["state"] for _, body in heard.got]
    assert states == ([state] if fault else [])

"""The ways in which an alert reaches its owner. A channel that fails raises `NotSent`, which is a warning, no more."""

from __future__ import annotations

import json
import smtplib
import ssl
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from http.client import HTTPException
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from kznews.config import Alerts

Event = Literal["start", "success", "fail"]
SITE = "{site}"  # in the address of pings: each site has its own
SECONDS = 10.0
SUBMISSIONS = 465  # the port for mail over TLS from the first byte on (RFC 8314)


class NotSent(Exception):
    """A channel could not be reached, or refused the alert."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A site's change of state."""

    site: str
    state: str
    before: str
    why: str

    @property
    def text(self) -> str:
        """Return it in one line."""
        return f"kznews: {self.site} is {self.state} (was {self.before}){': ' if self.why else ''}{self.why}"


@dataclass(frozen=True, slots=True)
class Ping:
    """How a site's crawl goes: its start, its success or its failure, with a line on it."""

    site: str
    event: Event
    said: str


def send(alerts: Alerts, alert: Alert) -> list[str]:
    """Send *alert* over every channel that is configured; return what went wrong, one line a channel."""
    faults = []
    for name, channel in CHANNELS.items():
        try:
            channel(alerts, alert)
        except NotSent as fault:
            faults.append(f"the alert about {alert.site} was not sent by {name}: {fault}")
    return faults


def ping(alerts: Alerts, pings: Sequence[Ping]) -> list[str]:
    """Tell a healthchecks-style address how the crawls of some sites go; return what went wrong.

    An address with {site} in it is told of each site by itself, another of all in one: they failed when one did.
    """
    if alerts.ping is None or not pings:
        return []
    if SITE in alerts.ping:
        return [fault for one in pings for fault in _ping(alerts.ping.replace(SITE, one.site), one.event, one.said)]
    events = {one.event for one in pings}
    event: Event = "fail" if "fail" in events else pings[0].event
    return _ping(alerts.ping, event, "\n".join(dict.fromkeys(one.said for one in pings)))


def _ping(address: str, event: Event, said: str) -> list[str]:
    suffix = {"start": "/start", "success": "", "fail": "/fail"}[event]
    try:
        _post(address.rstrip("/") + suffix, said.encode()[:10_000], {"Content-Type": "text/plain"})
    except NotSent as fault:
        return [f"the ping was not sent: {fault}"]
    return []


def _by_command(alerts: Alerts, alert: Alert) -> None:
    if not alerts.command:
        return
    facts = {f"KZNEWS_{key.upper()}": value for key, value in asdict(alert).items()}
    try:
        done = subprocess.run(
            alerts.command,
            env=_environment(facts),
            input=alert.text,
            text=True,
            errors="replace",
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NotSent(str(error)) from error
    if done.returncode:
        raise NotSent(f"{alerts.command[0]} ended with {done.returncode}")


def _by_webhook(alerts: Alerts, alert: Alert) -> None:
    if alerts.webhook:
        body = json.dumps({**asdict(alert), "text": alert.text}, ensure_ascii=False)
        _post(alerts.webhook, body.encode(), {"Content-Type": "application/json"})


def _by_telegram(alerts: Alerts, alert: Alert) -> None:
    if not (alerts.telegram_token and alerts.telegram_chat):
        return
    address = f"{alerts.telegram_url.rstrip('/')}/bot{alerts.telegram_token}/sendMessage"
    body = json.dumps({"chat_id": alerts.telegram_chat, "text": alert.text[:4096]}, ensure_ascii=False)
    _post(address, body.encode(), {"Content-Type": "application/json"})


def _by_mail(alerts: Alerts, alert: Alert) -> None:
    if not (alerts.smtp and alerts.mail_to and alerts.mail_from):
        return
    message = EmailMessage()
    message["From"], message["To"] = alerts.mail_from, ", ".join(alerts.mail_to)
    message["Subject"] = f"kznews: {alert.site} is {alert.state}"
    message.set_content(alert.text + "\n")
    try:
        with _mail_server(alerts.smtp, is_trusted=bool(alerts.smtp_user and alerts.smtp_password)) as server:
            if alerts.smtp_user and alerts.smtp_password:
                server.login(alerts.smtp_user, alerts.smtp_password)
            server.send_message(message)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise NotSent(f"{alerts.smtp}: {error}") from error


@contextmanager
def _mail_server(address: str, *, is_trusted: bool) -> Iterator[smtplib.SMTP]:
    """Give a connection to the mail server: encrypted at once on port 465, else as soon as it offers that.

    One that *is_trusted* with a password has to prove who it is and to encrypt, unless it is on this machine.
    """
    host, _, port = address.rpartition(":")
    context = ssl.create_default_context()
    if not is_trusted:  # what would else go unencrypted may as well be encrypted for somebody unknown
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if int(port) == SUBMISSIONS:
        with smtplib.SMTP_SSL(host, int(port), timeout=SECONDS, context=context) as secure:
            yield secure
        return
    with smtplib.SMTP(host, int(port), timeout=SECONDS) as server:
        server.ehlo()  # else it has told nothing of what it offers
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif is_trusted and not _is_here(host):
            raise NotSent(f"{address} offers no encryption, so the password is not sent to it")
        yield server


def _is_here(host: str) -> bool:
    return host in ("localhost", "::1", "[::1]") or host.startswith("127.")


def _post(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    request = urllib.request.Request(address, body, dict(headers), method="POST")  # noqa: S310 - checked in the config
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
            return
    except (OSError, ValueError, HTTPException) as error:  # URLError and HTTPError are OSErrors
        host = urlsplit(address).hostname  # alone: the path of a webhook is as good as a password
        raise NotSent(f"{host}: {type(error).__name__}: {error}".replace(address, str(host))) from None


def _environment(facts: Mapping[str, str]) -> dict[str, str]:
    import os

    return {**os.environ, **facts}


CHANNELS = {"command": _by_command, "webhook": _by_webhook, "Telegram": _by_telegram, "e-mail": _by_mail}

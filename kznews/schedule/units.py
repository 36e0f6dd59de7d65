"""Crontab lines and systemd units that start the slots of sites."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING

from kznews.schedule.adaptive import fastest
from kznews.schedule.fields import DAYS, numbers
from kznews.schedule.rhythm import Cron, Every, read_schedule

if TYPE_CHECKING:
    from spiders.site import Site

DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Place:
    """What starts kznews: the command, its folder, and the folders that it writes to."""

    command: tuple[str, ...]
    folder: Path
    writes: tuple[Path, ...]
    jitter: int
    user: str = ""


def crontab(sites: Sequence[Site], place: Place, adaptive: bool) -> list[str]:
    """Return the crontab lines of *sites*; those of one zone follow its CRON_TZ (crontab(5) of cronie)."""
    by_zone: dict[str, list[str]] = {}
    for site in sites:
        zone, expression = _ticks(site, adaptive)
        command = shlex.join([*place.command, "crawl", site.name, "--slot", "--trigger", "cron"])
        line = f"{expression}  cd {shlex.quote(str(place.folder))} && {command}".replace("%", "\\%")
        by_zone.setdefault(zone, []).append(line)
    return [line for zone, lines in sorted(by_zone.items()) for line in (f"CRON_TZ={zone}", *lines)]


def units(site: Site, place: Place, adaptive: bool) -> dict[str, str]:
    """Return the systemd service and timer of *site*, by file name."""
    name = f"kznews-{site.name}"
    zone, expression = _ticks(site, adaptive)
    calendar = "\n".join(f"OnCalendar={one} {zone}" for one in _calendar(expression))
    service = SERVICE.format(
        site=site.name,
        folder=_escaped(str(place.folder)),
        command=" ".join(map(_quoted, (*place.command, "crawl", site.name, "--slot", "--trigger", "schedule"))),
        user=f"User={place.user}\n" if place.user else "",
        writes=" ".join(_quoted(str(path)) for path in place.writes),
    )
    return {
        f"{name}.service": service,
        f"{name}.timer": TIMER.format(site=site.name, calendar=calendar, jitter=place.jitter),
    }


def _ticks(site: Site, adaptive: bool) -> tuple[str, str]:
    """Return zone and cron expression of the times at which every slot of *site* is asked for.

    An interval that no crontab line can say is asked for more often; between its slots the command ends at once.
    """
    rhythm = read_schedule(site.schedule, site.timezone)
    if isinstance(rhythm, Cron):
        return rhythm.zone, _plain(rhythm.expression)
    fast = fastest(rhythm) if adaptive else rhythm
    assert isinstance(fast, Every)
    minutes = gcd(fast.seconds // 60, DAY)
    if minutes < 60 or minutes % 60:
        tick = gcd(minutes, 60)
        return "UTC", f"*/{tick} * * * *" if tick > 1 else "* * * * *"
    hours = minutes // 60
    return "UTC", {1: "0 * * * *", 24: "0 0 * * *"}.get(hours, f"0 */{hours} * * *")


def _plain(expression: str) -> str:
    """Return the expression with days of the week as crontab(5) knows them: "fri-mon" is said as a list of numbers."""
    *rest, weekday = expression.split()
    days = numbers(expression)[4]
    return " ".join([*rest, weekday if days is None or weekday.startswith("*") else ",".join(map(str, days))])


def _calendar(expression: str) -> list[str]:
    """Return the OnCalendar expressions, one or two, that mean what the cron *expression* does (systemd.time(7))."""
    minute, hour, day, month, weekday = numbers(expression)
    time = f"{_listed(hour)}:{_listed(minute)}:00"
    days = ",".join(DAYS[one].capitalize() for one in weekday) + " " if weekday is not None else ""
    starred = any(field.startswith("*") for field in expression.split()[2::2])
    if starred:
        return [f"{days}*-{_listed(month)}-{_listed(day)} {time}"]
    return [f"*-{_listed(month)}-{_listed(day)} {time}", f"{days}*-{_listed(month)}-* {time}"]


def _listed(values: list[int] | None) -> str:
    return "*" if values is None else ",".join(f"{value:02}" for value in values)


def _quoted(word: str) -> str:
    escaped = _escaped(word).replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if any(mark in word for mark in " \t\"'\\;") else escaped


def _escaped(word: str) -> str:
    return word.replace("%", "%%")


SERVICE = """\
[Unit]
Description=Crawl {site} with kznews
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
{user}WorkingDirectory={folder}
ExecStart={command}
SuccessExitStatus=4 11 130
TimeoutStartSec=6h
TimeoutStopSec=1min
KillMode=mixed
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writes}
PrivateTmp=true
PrivateDevices=true
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectControlGroups=true
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=true
RestrictSUIDSGID=true
LockPersonality=true
CapabilityBoundingSet=
UMask=0027
"""
TIMER = """\
[Unit]
Description=Crawl {site} on schedule

[Timer]
{calendar}
RandomizedDelaySec={jitter}
Persistent=true

[Install]
WantedBy=timers.target
"""

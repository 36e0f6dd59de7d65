"""Crontab lines and systemd units that start the slots of sites."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kznews.schedule.adaptive import fastest
from kznews.schedule.fields import DAYS, numbers
from kznews.schedule.rhythm import EPOCH, Cron, Every, jitter, read_schedule

if TYPE_CHECKING:
    from spiders.site import Site

DAY = 24 * 60  # minutes
DOCTOR = "15 1,7,13,19 * * *"


@dataclass(frozen=True, slots=True)
class Place:
    """What starts kznews: the command, its folder, and the folders that it writes to."""

    command: tuple[str, ...]
    folder: Path
    writes: tuple[Path, ...]
    jitter: int
    user: str = ""


def crontab(sites: Sequence[Site], place: Place, adaptive: bool, moment: dt.datetime) -> list[str]:
    """Return the crontab lines of *sites* for this machine's zone, as it is from *moment* on, and one for the doctor."""
    lines = []
    for site in sites:
        wait = jitter(site.name, EPOCH, place.jitter).seconds
        words = f"sleep {wait} && " if wait else ""
        command = shlex.join([*place.command, "crawl", site.name, "--slot", "--trigger", "cron"])
        lines.append(_line(_here(*_ticks(site, adaptive), moment), place, words + command))
    return [*lines, _line(DOCTOR, place, shlex.join([*place.command, "doctor"]))]


def _line(expression: str, place: Place, command: str) -> str:
    return f"{expression}  cd {shlex.quote(str(place.folder))} && {command}".replace("%", "\\%")


def _here(zone: str, expression: str, moment: dt.datetime) -> str:
    """Return *expression*, which is of *zone*, for a crontab of this machine, whose zone few crons let a line choose.

    Where the clocks differ, the line says the minutes alone: between the slots the command ends at once.
    """
    days = [moment + dt.timedelta(days=number) for number in range(2 * 366)]
    apart = {_offset(day.astimezone(ZoneInfo(zone))) - _offset(day.astimezone()) for day in days}
    if apart == {0}:
        return expression
    minutes = numbers(expression)[0] or list(range(60))
    here = sorted({(minute - other) % 60 for minute in minutes for other in apart})
    return f"{'*' if len(here) == 60 else ','.join(map(str, here))} * * * *"


def _offset(moment: dt.datetime) -> int:
    """Return by how many minutes the clock of *moment* is ahead of UTC."""
    return round((moment.utcoffset() or dt.timedelta()).total_seconds() / 60)


def units(site: Site, place: Place, adaptive: bool) -> dict[str, str]:
    """Return the systemd service and timer of *site*, by file name."""
    zone, expression = _ticks(site, adaptive)
    words = ("crawl", site.name, "--slot", "--trigger", "schedule")
    return _pair(
        f"Crawl {site.name} with kznews", site.name, place, words, [f"{one} {zone}" for one in _calendar(expression)]
    )


def doctors_units(place: Place) -> dict[str, str]:
    """Return the service and timer of the doctor, who tells of sites that are overdue, by file name."""
    return _pair("Look for what is wrong with kznews", "doctor", place, ("doctor",), _calendar(DOCTOR))


def _pair(what: str, name: str, place: Place, words: tuple[str, ...], times: list[str]) -> dict[str, str]:
    service = SERVICE.format(
        what=what,
        folder=_escaped(str(place.folder)),
        command=" ".join(map(_quoted, (*place.command, *words))),
        user=f"User={place.user}\n" if place.user else "",
        writes=" ".join(_quoted(str(path)) for path in place.writes),
    )
    calendar = "\n".join(f"OnCalendar={one}" for one in times)
    timer = TIMER.format(what=what, calendar=calendar, jitter=place.jitter)
    return {f"kznews-{name}.service": service, f"kznews-{name}.timer": timer}


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
Description={what}
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
ProtectClock=true
ProtectHostname=true
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectKernelLogs=true
ProtectControlGroups=true
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=true
RestrictSUIDSGID=true
RestrictRealtime=true
LockPersonality=true
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
CapabilityBoundingSet=
UMask=0027
"""
TIMER = """\
[Unit]
Description={what}, on schedule

[Timer]
{calendar}
RandomizedDelaySec={jitter}
Persistent=true

[Install]
WantedBy=timers.target
"""

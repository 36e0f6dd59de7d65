"""Sites are crawled when they are due, once a slot, by whoever starts it; the rhythm follows the site."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from kznews.schedule.adaptive import Asked, adapted, fastest
from kznews.schedule.children import Children
from kznews.schedule.rhythm import Cron, Every, latest, read_schedule, slots
from kznews.schedule.units import Place, crontab, doctors_units, units
from spiders.registry import built_in
from spiders.site import Site
from storage.engine import engine_of
from storage.slots import claim, finish, newest
from tests.crawling import Ended, kznews, start
from tests.stores import NOON, ROOT

PLACE = Place(("/opt/kz news/kznews",), Path("/opt/kz 100%"), (Path("/srv/news"),), 60, "news")
SCHEDULES = [
    "every 30 min",
    "every 45 min",
    "every 7 min",
    "every 90 min",
    "every day",
    "0 7 * * fri-mon",
    "5 0 13 * 5",
]


def site(schedule: str) -> Site:
    return Site(name="a", home="https://a.example/", domains=("a.example",), languages=("ru",), schedule=schedule)


def dead_site(folder: Path, schedule: str) -> Path:
    """Configure a site that refuses every connection: its crawl is short."""
    path = folder / "kznews.toml"
    lines = [
        'contact = "tests@example.org"',
        'allow = ["127.0.0.1:9"]',
        "[schedule]\njitter = 0\n[sites.dead]",
        'home = "http://127.0.0.1:9/"',
        'domains = ["127.0.0.1:9"]',
        'languages = ["ru"]',
        'feeds = ["http://127.0.0.1:9/rss"]',
        f'schedule = "{schedule}"',
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize(
    ("pause", "new", "seconds", "said"),
    [
        (30, 2, 1800, "as stated"),
        (30, 9, 900, "twice as often"),
        (30, 1, 3600, "half as often"),
        (30, 0, 7200, "a quarter as often"),
        (1440, 9, 1800, "as stated: "),
    ],
    ids="fitting much little nothing rarely-asked".split(),
)
def test_the_rhythm_follows_the_news_within_bounds(pause: int, new: int, seconds: int, said: str) -> None:
    runs = [Asked(NOON - number * dt.timedelta(minutes=pause), new) for number in range(20 if pause < 99 else 5)][::-1]
    found = adapted(Every(1800), runs, NOON)
    assert found.rhythm == Every(seconds)
    assert said in found.why


def test_the_first_crawl_tells_no_rhythm_and_cron_expressions_are_kept() -> None:
    runs = [Asked(NOON - dt.timedelta(hours=9), 5000)]
    runs += [Asked(NOON - dt.timedelta(hours=8 - hour), 0) for hour in range(8)]
    assert adapted(Every(1800), runs, NOON).rhythm == Every(7200)
    assert adapted(Cron("0 7 * * *", "UTC"), runs, NOON).rhythm == Cron("0 7 * * *", "UTC")


@pytest.mark.parametrize(("seconds", "expected"), [(1800, 900), (300, 300), (600, 300), (86400, 43200), (2700, 2700)])
def test_no_rhythm_is_faster_than_its_bound(seconds: int, expected: int) -> None:
    assert fastest(Every(seconds)) == Every(expected)


@pytest.fixture(params=["UTC", "Asia/Almaty", "Asia/Kathmandu", "Europe/Berlin"])
def machine_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let the machine be in a zone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_cron_asks_at_every_slot_in_any_zone_of_the_machine(schedule: str, machine_zone: str) -> None:
    line, doctor = crontab([site(schedule)], PLACE, True, NOON)
    ticks = Cron(" ".join(line.split()[:5]), machine_zone)
    rhythm = fastest(read_schedule(schedule, "Asia/Almaty"))
    for slot in list(slots(rhythm, NOON, NOON + dt.timedelta(days=15)))[:50]:
        assert latest(ticks, slot) == slot
    command = "'/opt/kz news/kznews' crawl a --slot --trigger cron"
    wait = re.fullmatch(r".* cd '/opt/kz 100\\%' && sleep (\d+) && " + command, line)
    assert wait
    assert int(wait[1]) <= 60
    assert doctor.endswith("&& '/opt/kz news/kznews' doctor")


def test_a_schedule_of_the_machines_own_zone_is_said_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Almaty")
    time.tzset()
    line, _ = crontab([site("5 7 * * mon-fri")], replace(PLACE, jitter=0), True, NOON)
    assert line.startswith("5 7 * * 1,2,3,4,5  cd '/opt/kz 100\\%' && '/opt/kz news/kznews' crawl")
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd")
def test_systemd_takes_the_units(schedule: str, tmp_path: Path) -> None:
    python = Place((sys.executable, "-m", "kznews"), tmp_path, (tmp_path,), 60)
    files = units(site(schedule), python, adaptive=True) | doctors_units(python)
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert [line for line in done.stderr.splitlines() if "kznews-" in line] == []
    timer = files["kznews-a.timer"]
    assert "Persistent=true" in timer
    zone = "UTC" if schedule.startswith("every") else "Asia/Almaty"
    assert all(line.endswith(zone) for line in timer.splitlines() if line.startswith("OnCalendar"))


def test_a_slot_is_crawled_once_and_a_missed_one_caught_up(tmp_path: Path) -> None:
    config = dead_site(tmp_path, "every 10 days")
    engine_url = f"sqlite:///{tmp_path / 'store' / 'catalog.sqlite'}"
    first, second = (kznews(config, "crawl", "dead", "--slot") for _ in range(2))
    assert first.code == 3
    assert (second.code, "already ran" in second.err) == (0, True)
    assert kznews(config, "crawl", "dead", "--slot", "--trigger", "cron") == Ended(0, "", "")
    engine = engine_of(engine_url)
    done = newest(engine, "dead")[0]
    with engine.begin() as connection:
        connection.exec_driver_sql("delete from slots")
    old = done.moment - dt.timedelta(days=40)
    finish(engine, claim(engine, "dead", old, old, "elsewhere:1"), old, 0)
    assert kznews(config, "crawl", "dead", "--slot").code == 3
    assert [str(slot.state) for slot in newest(engine, "dead", 9)] == ["done", *["caught-up"] * 3, "done"]
    engine.dispose()
    listed = json.loads(kznews(config, "schedule", "list", "--json", "dead").out)[0]
    assert (listed["state"], listed["slots"]) == ("done", {"done": 2, "caught-up": 3})


def test_slots_that_nobody_ran_are_listed_one_by_one(tmp_path: Path) -> None:
    config = dead_site(tmp_path, "every 10 days")
    assert kznews(config, "schedule", "list", "dead", "--slots", "3").code == 2  # no store yet
    assert kznews(config, "crawl", "dead", "--slot").code == 3
    engine = engine_of(f"sqlite:///{tmp_path / 'store' / 'catalog.sqlite'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("update slots set moment = datetime(moment, '-50 days') || '.000000'")
    last = newest(engine, "dead")[0].moment
    engine.dispose()
    listed = json.loads(kznews(config, "schedule", "list", "dead", "--slots", "9", "--json").out)
    assert [row["state"] for row in listed] == [*["missed"] * 4, "done"]
    assert [row["slot"] for row in listed] == [str(last + dt.timedelta(days=10 * step)) for step in range(4, -1, -1)]
    table = kznews(config, "schedule", "list", "dead", "--slots", "2").out.splitlines()
    assert [line.split()[4] for line in table[1:]] == ["missed", "missed"]


def test_a_slot_is_run_once_whatever_the_database(database: str, tmp_path: Path) -> None:
    config = dead_site(tmp_path, "every 10 days")
    config.write_text(f"database = {json.dumps(database)}\n" + config.read_text("utf-8"), "utf-8")
    starters = [start(config, "crawl", "dead", "--slot", "--trigger", "cron") for _ in range(3)]
    ended = sorted(starter.communicate(timeout=120) and starter.returncode for starter in starters)
    assert ended.count(3) == 1  # the site is dead; the others found the slot over (0), or being run (11)
    assert set(ended) <= {0, 3, 11}
    engine = engine_of(database)
    assert [str(slot.state) for slot in newest(engine, "dead", 9)] == ["done"]
    engine.dispose()
    [listed] = json.loads(kznews(config, "schedule", "list", "--json", "dead").out)
    assert (listed["state"], listed["last_run"]["exit_code"]) == ("done", 3)
    assert "dead: the last run ended with 3" in kznews(config, "doctor").out


def test_a_crawl_that_a_person_starts_stands_for_the_slot_that_is_due(tmp_path: Path) -> None:
    config = dead_site(tmp_path, "every 10 days")
    assert kznews(config, "crawl", "dead", "--limit", "1").code == 3  # it leaves a rest, so it does not
    assert kznews(config, "crawl", "dead").code == 3
    assert kznews(config, "crawl", "dead", "--slot").code == 0
    assert kznews(config, "crawl", "dead").code == 3  # a person who asks again is served again
    engine = engine_of(f"sqlite:///{tmp_path / 'store' / 'catalog.sqlite'}")
    [slot] = newest(engine, "dead", 9)
    engine.dispose()
    assert (slot.state, slot.run_id) == ("done", 2)


def test_a_port_that_is_taken_costs_the_metrics_and_no_crawl(tmp_path: Path) -> None:
    config = dead_site(tmp_path, "every 10 days")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start(config, "schedule", "run", "dead", "--metrics", f"127.0.0.1:{port}")
        catalog = tmp_path / "store" / "catalog.sqlite"
        try:
            assert _until(lambda: catalog.exists() and _states(catalog) == ["done"], process)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=20)
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()
    assert process.returncode == 0
    assert f"no metrics on 127.0.0.1:{port}: another process uses this port" in err


def test_the_list_fits_a_narrow_terminal_and_says_why(tmp_path: Path) -> None:
    config = dead_site(tmp_path, "every 10 days")
    kznews(config, "crawl", "dead")
    piped = kznews(config, "schedule", "list").out.splitlines()
    assert len(piped) == len(built_in()) + 2  # a heading, and the dead one
    assert all("as stated" in line for line in piped[1:])
    environment = os.environ | {"COLUMNS": "80", "TERM": "dumb", "PYTHONPATH": str(ROOT), "TZ": "UTC"}
    command = [sys.executable, "-m", "kznews", "--config", str(config), "schedule", "list", "dead", "rbc", "nur"]
    parent, child = pty.openpty()
    with os.fdopen(parent, "rb", buffering=0) as terminal:
        with os.fdopen(child, "wb") as end:
            subprocess.run(command, stdout=end, env=environment, cwd=tmp_path, check=True, timeout=60)
        lines = terminal.read(10_000).decode().splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert [line.split()[0] for line in lines[1:4]] == ["dead", "rbc", "nur"]
    assert [word for word in lines[1].split() if word in ("3", "done")] == ["3", "done"]
    assert lines[-1].startswith("  dead, rbc, nur: as stated: 0 of 6")


def test_the_scheduler_runs_what_is_due_serves_metrics_and_ends_at_once(tmp_path: Path) -> None:
    config = dead_site(tmp_path, "every 10 days")
    port = _free_port()
    process = start(config, "schedule", "run", "dead", "--metrics", f"127.0.0.1:{port}")
    try:
        text = _until(lambda: 'kznews_slots{site="dead",state="done"} 1' in _get(port), process)
        assert text
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in err, err
        assert time.monotonic() - began < 10
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_a_site_has_one_child_and_stopping_ends_all() -> None:
    async def scene() -> tuple[list[int | None], float]:
        children = Children((sys.executable, "-c", "import time; time.sleep(60)"), 2, patience=5)
        tasks = [asyncio.create_task(children.run(name)) for name in ("a", "b", "c", "a")]
        while len(children._running) < 2:
            await asyncio.sleep(0)
        began = time.monotonic()
        await children.stop()
        return await asyncio.gather(*tasks), time.monotonic() - began

    codes, seconds = asyncio.run(scene())
    assert codes == [-signal.SIGTERM, -signal.SIGTERM, None, None]
    assert seconds < 5


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _states(catalog: Path) -> list[str]:
    engine = engine_of(f"sqlite:///{catalog}")
    try:
        return [str(slot.state) for slot in newest(engine, "dead", 9)]
    except OperationalError:  # its tables are still to be made
        return []
    finally:
        engine.dispose()


def _get(port: int) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def _until(holds: object, process: subprocess.Popen[str]) -> bool:
    assert callable(holds)
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if holds():
            return True
        time.sleep(0.1)  # the process says nothing when it is done, so it is asked
    return False

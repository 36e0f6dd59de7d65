"""The scheduler goes on: after killed runners, a catalog out of reach, a changed configuration, a clock that was set."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from kznews.config_file import BadConfig, load
from kznews.schedule import scheduler as scheduling
from kznews.schedule.followed import Followed, OffSite
from kznews.schedule.metrics import exposition
from kznews.schedule.plan import plan
from kznews.schedule.rhythm import Every
from kznews.schedule.scheduler import Scheduler
from kznews.schedule.trigger import SlotTrigger
from storage.engine import engine_of
from storage.site_states import change
from storage.slots import newest
from tests.crawling import kznews
from tests.stores import NOON
from tests.test_schedule import dead_site

CHILD = """
import os, signal, sys
from pathlib import Path
from kznews.config_file import load
from kznews.schedule.claims import claims
from kznews.crawl import Result
folder, name = Path(sys.argv[1]), sys.argv[2]
config = load(folder / "kznews.toml").with_store(folder / "store")
with (folder / "begun").open("a") as begun:
    begun.write("x")
with claims(config, [config.all_sites()[name]]) as taken:
    if (folder / "kill").exists():
        (folder / "kill").unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    taken.end([Result(name, None, 0, "")])
"""


class Scene:
    """A scheduler of one site in *folder*, whose crawls are scripts that end their slot."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = dead_site(folder, "every 10 days")
        (folder / "child.py").write_text(CHILD, "utf-8")
        command = (sys.executable, str(folder / "child.py"), str(folder))
        self.followed = Followed(lambda: load(self.config).with_store(folder / "store"), lambda: self.config, ["dead"])
        self.scheduler = Scheduler(self.followed, command, again=0.05)

    def play(self, scene: Callable[[], Awaitable[object]] | None = None) -> None:
        """Run the scheduler until the slot is done, and then *scene*."""

        async def whole() -> None:
            running = asyncio.create_task(self.scheduler.run(None))
            await until(self.done)
            if scene:
                await scene()
            self.scheduler._over.set()
            await running

        asyncio.run(whole())

    async def follow(self, text: str) -> None:
        self.config.write_text(text, "utf-8")
        await self.scheduler._beat()

    def done(self) -> bool:
        return [str(slot.state) for slot in newest(self.scheduler._catalog.engine, "dead", 9)] == ["done"]

    def begun(self) -> str:
        return (self.folder / "begun").read_text()


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it did not come to that")


def test_a_slot_is_run_again_whose_runner_was_killed(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    (tmp_path / "kill").touch()
    scene.play()
    assert scene.begun() == "xx"


def test_a_catalog_that_is_out_of_reach_for_a_while_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failures = iter(range(3))

    def at_first_in_vain(*given: Any, **named: Any) -> Any:
        if next(failures, None) is not None:
            raise OperationalError("select", {}, Exception("the server closed the connection"))
        return plan(*given, **named)

    monkeypatch.setattr(scheduling, "plan", at_first_in_vain)
    scene = Scene(tmp_path)
    scene.play()
    assert scene.begun() == "x"
    assert capsys.readouterr().err.count("dead waits: OperationalError: the server closed the connection") == 1


def test_a_trigger_needs_no_catalog_and_never_names_a_moment_that_is_over() -> None:
    trigger = SlotTrigger("a", Every(1800), 60)
    assert trigger.get_next_fire_time(None, NOON) == NOON
    late = NOON + dt.timedelta(days=3, minutes=7)  # the machine slept
    following = trigger.get_next_fire_time(NOON, late)
    assert dt.timedelta(0) <= following - (late + dt.timedelta(minutes=23)) <= dt.timedelta(seconds=60)


def test_the_scheduler_follows_a_changed_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scene = Scene(tmp_path)
    before, jobs = scene.config.read_text("utf-8"), scene.scheduler._jobs

    async def changes() -> None:
        await scene.follow(before + "\ndelai = 1")
        assert "cannot be followed" in capsys.readouterr().err
        assert list(jobs) == ["dead"]
        await scene.follow(before.replace("every 10 days", "every 1 min"))
        assert "1 sites on schedule" in capsys.readouterr().err
        await until(lambda: len(scene.begun()) > 1 and jobs["dead"].trigger.rhythm == Every(60))
        await scene.follow(before + "\non = false")
        assert "0 sites on schedule" in capsys.readouterr().err
        assert not jobs

    scene.play(changes)


def test_a_configuration_is_read_again_only_when_its_file_changed(tmp_path: Path) -> None:
    path = tmp_path / "kznews.toml"
    followed = Followed(lambda: load(path if path.exists() else None), lambda: path)
    assert "rbc" in followed.sites
    assert not followed.reread()
    path.write_text("[sites.rbc]\non = false", "utf-8")
    assert followed.reread()
    assert "rbc" not in followed.sites
    path.write_text("[sites.rbc]\nof = false", "utf-8")
    with pytest.raises(BadConfig):
        followed.reread()
    assert not followed.reread()  # it was said once
    assert "rbc" not in followed.sites


def test_a_site_that_is_off_has_no_schedule(tmp_path: Path) -> None:
    config = dead_site(tmp_path, "every 10 days")
    config.write_text(config.read_text("utf-8") + "\non = false", "utf-8")
    with pytest.raises(OffSite, match="dead is off"):
        Followed(lambda: load(config), lambda: config, ["dead"])
    for command in ("run", "cron", "systemd"):
        ended = kznews(config, "schedule", command, "dead")
        assert (ended.code, "dead is off" in ended.err) == (2, True)
    for trigger in ("cron", "schedule"):  # lines and units of before
        ended = kznews(config, "crawl", "dead", "--slot", "--trigger", trigger)
        assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert not (tmp_path / "store").exists()
    assert kznews(config, "crawl", "dead").code == 3  # a person may


def test_a_site_that_is_off_has_no_metrics(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    scene.play()
    engine = engine_of(f"sqlite:///{tmp_path / 'store' / 'catalog.sqlite'}")
    change(engine, "dead", "overdue", "no crawl", NOON)
    assert 'kznews_site_state{site="dead",state="overdue"} 1' in exposition(engine, {"dead"})
    assert "dead" not in exposition(engine, {"rbc"})
    engine.dispose()

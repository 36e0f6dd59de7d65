"""`kznews schedule`: run every site's crawl on schedule, or have cron or systemd do it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kznews.config import Config
    from kznews.schedule.units import Place
    from spiders.site import Site


@click.group()
def schedule() -> None:
    """Crawl sites when they are due: by the built-in scheduler, by cron or by systemd.

    Each slot runs once, whoever starts it; all of them may be used together.
    """


@schedule.command()
@click.argument("sites", nargs=-1)
@click.option(
    "--metrics", default="127.0.0.1:9464", show_default=True, help="HOST:PORT for Prometheus; empty for none."
)
@click.pass_context
def run(context: click.Context, sites: tuple[str, ...], metrics: str) -> None:
    """Run the built-in scheduler for SITES (all that are on, when none is named) until SIGTERM or Ctrl-C.

    A crawl is a process of its own. When the scheduler is to end, the crawls are asked to end, too; what they fetched
    is kept, and their slots are due again.
    """
    import asyncio

    from kznews.commands.config import configuration
    from kznews.output import say, talkative
    from kznews.paths import config_file
    from kznews.schedule.followed import Followed
    from kznews.schedule.scheduler import Scheduler

    address = _address(metrics)
    followed = Followed(lambda: configuration(context), lambda: config_file(context.meta["kznews.config"]), sites)
    command = (*_command(context), "crawl", "--slot", "--trigger", "schedule")
    if talkative() or not followed.sites:
        say(f"{len(followed.sites)} sites on schedule; Ctrl-C ends it")

    async def until_told() -> None:
        await Scheduler(followed, command).run(address)

    asyncio.run(until_told())


@schedule.command()
@click.argument("sites", nargs=-1)
@click.pass_context
def cron(context: click.Context, sites: tuple[str, ...]) -> None:
    """Print crontab lines for SITES (all that are on, when none is named), and one for kznews doctor.

    They are for this machine's zone. A site whose times are of another zone is started at the minutes of its slots in
    every hour; where no slot is due, the command ends at once.
    """
    from kznews.schedule.units import crontab
    from storage.clock import now

    config: Config = context.obj
    for line in crontab(_on_schedule(config, sites), _place(context, ""), config.schedule.adaptive, now()):
        click.echo(line)


@schedule.command()
@click.argument("sites", nargs=-1)
@click.option("--write", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write the units to DIR.")
@click.option("--user", default="", help="The user as whom the services run.")
@click.pass_context
def systemd(context: click.Context, sites: tuple[str, ...], folder: Path | None, user: str) -> None:
    """Print a service and a timer for each of SITES (all that are on, when none is named) and for kznews doctor.

    Or write them to a folder, such as /etc/systemd/system, or ~/.config/systemd/user for units of your own.
    """
    import os

    from kznews.output import say
    from kznews.schedule.units import doctors_units, units

    config: Config = context.obj
    place, adaptive = _place(context, user), config.schedule.adaptive
    every = [units(site, place, adaptive) for site in _on_schedule(config, sites)] + [doctors_units(place)]
    files = {name: text for pair in every for name, text in pair.items()}
    if folder is None:
        for name, text in files.items():
            click.echo(f"# {name}\n{text}")
        return
    _write(folder, files)
    say(
        f"{len(files)} units written to {folder}; systemctl enable --now kznews-SITE.timer kznews-doctor.timer starts them"
    )
    if not user and os.geteuid() == 0:
        say("they run as root; --user NAME names another user")
    if not config.store.exists():
        say(f"make {config.store.absolute()} before that: the services may write to this folder, but not make it")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        part = folder / f"{name}.part"
        part.write_text(text, "utf-8")
        part.replace(folder / name)


@schedule.command("list")
@click.argument("sites", nargs=-1)
@click.option("--slots", "most", type=click.IntRange(1), help="List the newest slots of each instead, so many.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def list_(config: Config, sites: tuple[str, ...], most: int | None, as_json: bool) -> None:
    """Show when SITES (all that are on, when none is named) ran last and run next, and why at this rhythm.

    --slots shows which were run, missed, caught up or overlapped.
    """
    from kznews.output import print_json
    from kznews.schedule.overview import newest_slots, overview, print_overview, print_slots

    chosen = _chosen(config, sites)
    rows = newest_slots(config, chosen, most) if most else overview(config, chosen)
    if as_json:
        print_json(rows)
    elif most:
        print_slots(rows)
    else:
        print_overview(rows)


def _chosen(config: Config, names: tuple[str, ...]) -> list[Site]:
    from spiders.registry import find

    known = config.all_sites()
    return [find(name, known) for name in names] if names else list(config.sites_on().values())


def _on_schedule(config: Config, names: tuple[str, ...]) -> list[Site]:
    from kznews.schedule.followed import on_schedule

    return list(on_schedule(config, names).values())


def _command(context: click.Context) -> tuple[str, ...]:
    """Return how this very kznews, with its configuration and store, is started again."""
    from kznews.paths import config_file

    found, store = config_file(context.meta["kznews.config"]), context.meta["kznews.store"]
    options = ("--config", str(found.absolute())) if found else ()
    return (sys.executable, "-m", "kznews", *options, *(("--store", str(store.absolute())) if store else ()))


def _place(context: click.Context, user: str) -> Place:
    from kznews.schedule.units import Place

    config: Config = context.obj
    written = [config.store.absolute()]
    if config.alerts.textfile:
        written.append(config.alerts.textfile.absolute().parent)
    return Place(_command(context), Path.cwd(), tuple(written), config.schedule.jitter, user)


def _address(text: str) -> tuple[str, int] | None:
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.UsageError(f'--metrics {text}: is no HOST:PORT, such as "127.0.0.1:9464"')
    return host.strip("[]"), int(port)

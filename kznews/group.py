"""The commands by name. A command's module is imported when it is called, so that help and status start at once."""

from __future__ import annotations

import difflib
import importlib
from dataclasses import dataclass

import click

ALLOW = click.option(  # of every command that asks sites
    "--allow", multiple=True, metavar="HOST:PORT", help="Allow connections to this address though it is not public."
)
FILE = click.Path(exists=True, dir_okay=False, allow_dash=True)  # what a filter reads


@dataclass(frozen=True, slots=True)
class Entry:
    """What a command does; one that reads no configuration runs though the file is broken."""

    help: str
    section: str
    needs_config: bool = True


COMMANDS = {
    "demo": Entry("Crawl a bundled replica of three news sites on this machine.", "Collect", needs_config=False),
    "crawl": Entry("Fetch what is new on sites: discover, archive, extract, date, deduplicate.", "Collect"),
    "backfill": Entry("Fetch the past of a site: its date archives, listings, sitemaps, web archives.", "Collect"),
    "gaps": Entry("Show the days of a site that lack articles, as a calendar; fill them.", "Collect"),
    "ingest": Entry("Store the articles of saved pages: WARC files, folders of HTML.", "Collect"),
    "schedule": Entry("Crawl sites when they are due: built-in scheduler, cron, systemd.", "Collect"),
    "status": Entry("Show each site's last run and how many addresses stand in each state.", "Look"),
    "sites": Entry("List the sites, their schedules and whether they were seen live.", "Look"),
    "site": Entry("Check a site's facts against the live site.", "Look"),
    "runs": Entry("List the runs, or show one.", "Look"),
    "explain": Entry("Show everything known about an address or a record.", "Look"),
    "duplicates": Entry("Show the copies of a record side by side.", "Look"),
    "pairs": Entry("Write the articles that were published in two languages, side by side, as JSON lines.", "Look"),
    "doctor": Entry("Say what is wrong and what to type next.", "Look", needs_config=False),
    "extract": Entry("Filter: pages in, articles out, as JSON lines; no store.", "Filters", needs_config=False),
    "scrub": Entry("Filter: clean records that are already text.", "Filters", needs_config=False),
    "dedup": Entry("Filter: find the duplicates among records: JSON lines or record files.", "Filters", needs_config=False),
    "config": Entry("Show or check the configuration.", "Set up", needs_config=False),
    "completion": Entry("Print the completion script for bash, zsh or fish.", "Set up", needs_config=False),
}


COLLECTING = [name for name, entry in COMMANDS.items() if entry.section == "Collect"]
WHEN_INTERRUPTED = {
    **dict.fromkeys(COLLECTING, "what was stored is kept, the same command goes on from there"),
    "extract": "nothing is stored: begin anew, or give it what is not answered yet",
    "scrub": "each file is as it was or replaced whole",
    "dedup": "nothing is stored: begin anew",
}


class Interrupted(Exception):
    """Somebody stopped the command; says what is kept."""


class Commands(click.Group):
    """The group of all commands, loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which help shows them."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name; a module kznews.commands.NAME holds it under the same name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kznews.commands.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that *args* name; an unknown one is answered with the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            hint = f'did you mean "kznews {near[0]}"?' if near else "kznews --help lists the commands"
            raise click.UsageError(f'no command "{args[0]}"; {hint}', ctx)
        ctx.meta["kznews.arguments"] = tuple(args[1:])
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; say what is kept of one that is interrupted."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            then = WHEN_INTERRUPTED.get(ctx.invoked_subcommand or "", "run the same command again")
            raise Interrupted(f"interrupted; {then}") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, without importing them."""
        width = max(map(len, COMMANDS))
        for section in dict.fromkeys(entry.section for entry in COMMANDS.values()):
            with formatter.section(section):
                formatter.write_dl([(name.ljust(width), one.help) for name, one in COMMANDS.items() if one.section == section])


def needs_config(context: click.Context, name: str | None) -> bool:
    """Say whether the command called *name* is to be given the configuration now: not when it only shows its help."""
    asks_for_help = {"--help", "-h"} & set(context.meta["kznews.arguments"])
    return name in COMMANDS and COMMANDS[name].needs_config and not asks_for_help

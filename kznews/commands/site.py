"""`kznews site`: one site, looked at closely."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kznews.exit_codes import ExitCode
from kznews.group import ALLOW

if TYPE_CHECKING:
    from kznews.config import Config
    from spiders.check import Checked


@click.group()
def site() -> None:
    """Look at one site closely."""


@site.command()
@click.argument("name", metavar="SITE")
@ALLOW
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_obj
def check(config: Config, name: str, allow: tuple[str, ...], as_json: bool) -> None:
    """Say which facts of SITE hold on the live site now: robots.txt, feeds, sitemaps, listings, a few articles.

    Takes a minute at most, at the site's own pace; stores nothing. Ends with 0 when all hold, with 3 when one does not or
    cannot be told because the site does not answer.
    """
    from dataclasses import asdict

    from kznews.check import check as run
    from kznews.crawl import scrapy_settings
    from kznews.output import print_json
    from spiders.registry import find

    checked = run(find(name, config.all_sites()), scrapy_settings(config, allow=allow))
    if as_json:
        print_json([asdict(one) for one in checked])
    else:
        _show(checked)
    is_well = all(one.is_answered and one.holds is not False for one in checked)
    sys.exit(ExitCode.DONE if is_well else ExitCode.PARTLY_FAILED)


def _show(checked: list[Checked]) -> None:
    from rich.text import Text

    from kznews.output import data, say, shown

    marks = {True: Text("holds ", "green"), False: Text("FAILS ", "red"), None: Text("unused", "yellow")}
    for one in checked:
        mark = marks[one.holds] if one.is_answered else Text("?     ", "yellow")
        data().print(mark, f"{one.fact:12} {shown(one.where)}: {shown(one.text)}", soft_wrap=True)
    if failing := sum(one.holds is False for one in checked):
        say(f"{failing} of {len(checked)} findings say that a fact does not hold")
    if untold := sum(not one.is_answered for one in checked):
        say(f"{untold} of {len(checked)} could not be told: the site did not answer; try again when the network and the site are well")
    if not failing and not untold:
        say("every fact that was tried holds")

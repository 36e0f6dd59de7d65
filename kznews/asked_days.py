"""The days that a person names on the command line, beside the day that it is at a site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from storage.clock import now

if TYPE_CHECKING:
    from spiders.site import Site

DAY = click.DateTime(formats=["%Y-%m-%d"])


def today_at(site: Site) -> dt.date:
    """Return the civil day in the site's zone."""
    return now().astimezone(ZoneInfo(site.timezone)).date()


def refuse_to_come(site: Site, asked: Mapping[str, dt.date | None]) -> None:
    """Raise `UsageError` when a day that was *asked* for, by option, is still to come at *site*."""
    today = today_at(site)
    for option, day in asked.items():
        if day and day > today:
            raise click.UsageError(f"{option} {day} is still to come: at {site.name} it is {today}")

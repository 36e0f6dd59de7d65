"""`kznews pairs`: one item in two languages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from kznews.asked_days import DAY

if TYPE_CHECKING:
    from kznews.config import Config


@click.command()
@click.argument("sites", nargs=-1)
@click.option("--from", "source", metavar="LANGUAGE", help="The language of the first side, such as ru.")
@click.option("--to", "target", metavar="LANGUAGE", help="The language of the other side, such as kk.")
@click.option("--since", type=DAY, metavar="DAY", help="The first day.")
@click.option("--until", type=DAY, metavar="DAY", help="The last day.")
@click.pass_obj
def pairs(
    config: Config,
    sites: tuple[str, ...],
    source: str | None,
    target: str | None,
    since: dt.datetime | None,
    until: dt.datetime | None,
) -> None:
    """Write the articles that SITES (by default all) published in two languages as JSON lines, a pair a line.

    A line has "from" and "to", each with url, language, date, title and text, and "evidence": both link, one links, same address,
    same id, or same facts.
    """
    import json
    import sys

    from kznews import pairs as finder
    from kznews.store import open_catalog
    from storage.days import sites_with_records
    from storage.translations import languages

    span = (since.date() if since else None, until.date() if until else None)
    if span[0] and span[1] and span[1] < span[0]:
        raise click.UsageError(f"--until {span[1]} is before --since {span[0]}")
    if source and source == target:
        raise click.UsageError(f"--from and --to are both {source}: a pair is in two languages")
    out = sys.stdout
    catalog = open_catalog(config)
    try:
        known = sites_with_records(catalog.engine)
        if unknown := sorted({*sites} - {*known}):
            raise click.UsageError(
                f"no records of {', '.join(unknown)}; there are some of {', '.join(known) or 'none'}"
            )
        spoken = languages(catalog.engine)
        for option, language in (("--from", source), ("--to", target)):
            if language and language not in spoken:
                raise click.UsageError(
                    f"{option} {language}: no records in it; there are some in {', '.join(spoken) or 'none'}"
                )
        for site in sites or known:
            for pair in finder.pairs(catalog.engine, site, *span):
                if sides := finder.wanted(pair, (source, target)):
                    one, other = map(finder.as_json, sides)
                    line = {"site": site, "from": one, "to": other, "evidence": pair.evidence}
                    out.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    finally:
        catalog.close()

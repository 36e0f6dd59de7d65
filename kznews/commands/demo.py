"""`kznews demo`: the main job on a replica of three sites, on this machine alone."""

from __future__ import annotations

import errno
import sys
from contextlib import ExitStack
from pathlib import Path

import click


@click.command()
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where records, archive and catalog go.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say how it went though no terminal is there.")
def demo(store: Path, verbose: bool) -> None:
    """Crawl a bundled replica of three news sites on 127.0.0.1: the same code path as for live sites.

    The replica publishes hundreds of articles over six months, with the noise and the faults of real sites. Running
    the command again crawls it again: only what is new or changed is fetched.
    """
    from kznews.config import Config
    from kznews.crawl import crawl, scrapy_settings, worst
    from kznews.exit_codes import ExitCode
    from kznews.output import say
    from kznews.progress import live, summary
    from kznews.replica.replica import Replica

    with ExitStack() as stack:
        try:
            replica = stack.enter_context(Replica(ports=PORTS))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            taken = f"the ports {PORTS[0]} to {PORTS[-1]} of 127.0.0.1 are not all free"
            raise click.ClickException(f"{taken}: wait for the end of another demo, or of what listens there") from error
        sites = replica.sites()
        config = Config(
            store=store, contact="demo@example.org", allow=tuple(f"127.0.0.1:{port}" for port in replica.ports.values())
        )
        for site in sites:
            say(f"{site.name:8} {site.home}")
        results = crawl(sites, scrapy_settings(config), live if sys.stderr.isatty() else None)
    summary(results, verbose=True)
    _next_steps(store)
    code = worst(results)
    sys.exit(ExitCode.DONE if code == ExitCode.PARTLY_FAILED else code)  # the replica's faults are part of the show


PORTS = (8800, 8801, 8802)  # fixed: an address is the same article in the next demo


def _next_steps(store: Path) -> None:
    from kznews.output import say
    from kznews.paths import command

    records = sorted((store / "records").rglob("*.txt"))
    if not records:
        return
    newest = next((path for path in reversed(records) if "undated" not in path.parts), records[-1])
    say(f"{len(records)} record files in {store / 'records'}. Next:")
    say(f"  cat {newest}")
    say(f"  {command()} --store {store} explain {newest}")
    say(f"  {command()} --store {store} status")
    say(f"  {command()} crawl akorda")

"""`kznews explain`: everything known of an address or a record, and where it came from."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from kznews.config import Config
    from kznews.explain import Told
    from storage.views import Story


MOST_EVIDENCE = 12  # --json has all of it
MOST_REMOVED = 40
MOST_DIFF = 60  # lines
LONGEST = 160  # characters of a text that is shown
RESTORE = "restore the file from a backup"
Lines = list[tuple[str, str]]


@click.command()
@click.argument("what", metavar="URL|RECORD")
@click.option("--text", is_flag=True, help="Print the record's text, too.")
@click.option(
    "--html", is_flag=True, help="Print nothing but the newest archived page, as it was received but decompressed."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def explain(config: Config, what: str, text: bool, html: bool, as_json: bool) -> None:
    """Show everything known: how the address was found, each fetch, what was kept and what was removed by which rule,
    where the date came from and which evidence lost, its copies, its file and its place in the archive.

    RECORD is a record's file, its name, its number, or eight or more digits of its fingerprint.
    """
    from kznews import explain as finder
    from kznews.output import data, print_json
    from kznews.store import open_catalog
    from storage import views

    catalog = open_catalog(config)
    try:
        found = finder.find(catalog.engine, what, config.all_sites().values())
        if not found:
            raise click.ClickException(_unknown(config, what))
        stories = [views.story(catalog.engine, url["id"]) for url in found]
        chains = [finder.chain_of(catalog.engine, story, config.all_sites().values()) for story in stories]
    finally:
        catalog.close()
    if html:
        _print_page(config, stories[0])
    elif as_json:
        told = [finder.as_json(story, one) for story, one in zip(stories, chains, strict=True)]
        print_json(told[0] if len(told) == 1 else told)
    else:
        for number, (story, one) in enumerate(zip(stories, chains, strict=True)):
            if number:
                data().print()
            _show(data(), config, story, one, text)


def _unknown(config: Config, what: str) -> str:
    from spiders.registry import site_of

    site = site_of(what if "://" in what else f"https://{what}", config.all_sites())
    then = "kznews status shows what it holds, --store DIR names another"
    if site:
        then = f"it belongs to {site.name}: kznews crawl {site.name} finds what its feeds and listings name"
    return f"nothing is known of {what} in {config.store}; {then}"


def _show(console: Console, config: Config, story: Story, chain: Told, text: bool) -> None:
    parts: tuple[Callable[[Story, Config], Lines], ...] = (
        _address,
        _discovery,
        _visits,
        _absence,
        _date,
        _removals,
        _versions,
        _copies,
        lambda *_: _titled("chain", chain.lines),
        lambda *_: _titled("languages", [f"{one['language']}: {one['url']} ({one['evidence']})" for one in chain.languages]),
        _file,
    )
    for part in parts:
        for name, line in part(story, config):
            _line(console, name, line)
    if text and story.versions:
        console.print()
        for paragraph in story.versions[0]["text"].split("\n"):
            _line(console, "", paragraph, width=0)


def _line(console: Console, name: str, line: str, width: int = 11) -> None:
    from rich.text import Text

    from kznews.output import shown

    console.print(Text.assemble((name.ljust(width), "bold"), shown(line)), soft_wrap=True)


def _address(story: Story, _: Config) -> Lines:
    url = story.url
    lines = [("address", url["url"]), ("site", url["site"]), ("state", _reasoned(url["state"], url["reason"]))]
    if url["attempts"]:
        lines.append(("attempts", f"{url['attempts']} since the last success"))
    if story.versions:
        current = story.versions[0]
        who = ", ".join(current["authors"]) or "not stated"
        lines += [("title", current["title"] or "-"), ("language", _languages(current)), ("authors", who)]
    return lines


def _languages(version: dict[str, Any]) -> str:
    """Return the language of a record, and those in which a good part of it stands too."""
    from pipeline.language import other_languages

    others = other_languages((version.get("text") or "").split("\n\n"), version["language"])
    told = version["language"] or "not told"
    return f"{told}, partly {', '.join(others)}" if others else told


def _discovery(story: Story, _: Config) -> Lines:
    from kznews.times import local

    url = story.url
    lines = [f"{local(url['discovered_at'])} by run {url['discovered_by']}"]
    for hint in story.hints:
        said = ", ".join(
            f"{name} {hint[name]!r}" for name in ("published", "modified", "title", "language") if hint[name]
        )
        witness = f"; the text itself, {len(hint['body'])} characters" if hint["body"] else ""
        lines.append(f"{hint['source']} {hint['where']}" + (f": {said}" if said else "") + witness)
    return _titled("found", lines)


def _visits(story: Story, _: Config) -> Lines:
    from kznews.times import local

    lines = []
    for fetch in story.fetches:
        answer = f"HTTP {fetch['status']}" if fetch["status"] is not None else fetch["error"] or "no answer"
        moved = f" from {fetch['url']}" if fetch["url"] != story.url["url"] else ""
        place = f"; {fetch['archive_file']} at {fetch['offset']}" if fetch["archive_file"] else ""
        ended = _reasoned(fetch["state"], fetch["reason"])
        came = f"{local(fetch['at'])} run {fetch['run_id']}: {answer}{moved} in {fetch['seconds']:.2f} s"
        lines.append(f"{came} → {ended}{place}")
    return _titled("fetched", lines)


def _absence(story: Story, _: Config) -> Lines:
    from kznews.times import local

    url, lines = story.url, []
    if url["gone_at"]:
        seen = f"{local(url['missing_at'])} and {local(url['gone_at'])}"
        lines.append(("gone", f"since {url['missing_at']:%Y-%m-%d}: absent on {seen}; the record stays"))
    elif url["missing_at"]:
        lines.append(("missing", f"on {local(url['missing_at'])}; gone when it is seen so on another visit"))
    if url["moved_to"]:
        lines.append(("moved", f"to {url['moved_to']}"))
    if url["next_fetch_at"]:
        lines.append(("next visit", f"{local(url['next_fetch_at'])}, in a crawl after that"))
    return lines


def _date(story: Story, config: Config) -> Lines:
    from zoneinfo import ZoneInfo

    if not story.versions:
        return []
    current = story.versions[0]
    site = config.all_sites().get(story.url["site"])
    moment = current["published_at"]
    at = ""
    if moment and site:
        at = f", at {moment.astimezone(ZoneInfo(site.timezone)):%Y-%m-%d %H:%M} {site.timezone}"
    elif moment:  # whose zone is not known here
        won = (one["time"] for one in current["evidence"] if one.get("fate") == "won" and one.get("time"))
        there = next((f"{time} there, " for time in won), "")
        at = f", at {there}{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
    evidence = [*map(_evidence, current["evidence"][:MOST_EVIDENCE]), *_rest(current["evidence"], MOST_EVIDENCE)]
    return _titled("date", [f"{current['day'] or 'none'} ({current['confidence']}){at}", *evidence])


def _evidence(one: dict[str, Any]) -> str:
    said = f"{one['day'] or 'no day'} {one.get('time') or ''}".rstrip()
    return f"  {one['source']} {one['text']!r}: {said}" + (f" ({one['fate']})" if one.get("fate") else "")


def _rest(every: list[Any], shown: int) -> list[str]:
    return [f"  … and {len(every) - shown} more; --json shows them"] if len(every) > shown else []


def _removals(story: Story, _: Config) -> Lines:
    if not story.versions:
        return []
    current = story.versions[0]
    kept = current["text"].count("\n\n") + 1
    total = f"{kept} paragraphs, {len(current['text'])} characters kept; {len(current['removed'])} blocks removed"
    removed = [f"  {block['rule']}: {_short(block['text'])}" for block in current["removed"][:MOST_REMOVED]]
    return _titled("text", [total, *removed, *_rest(current["removed"], MOST_REMOVED)])


def _versions(story: Story, _: Config) -> Lines:
    from kznews.times import local

    if len(story.versions) < 2:
        return []
    lines = [
        f"{one['version']}: {local(one['stored_at'])}, {one['day'] or 'undated'}, {_short(one['title'])}"
        for one in story.versions
    ]
    diff = (story.versions[0]["diff"] or "").splitlines()
    return _titled("versions", [*lines, *diff[:MOST_DIFF], *_rest(diff, MOST_DIFF)])


def _copies(story: Story, _: Config) -> Lines:
    lines = []
    if same := story.same_as:
        measure = f" {same['similarity']:.2f}" if same["similarity"] else ""
        lines.append(f"repeats record {same['id']}: {same['url']} ({same['relation']}{measure})")
    lines += [f"is repeated by {copy['url']} ({copy['relation']})" for copy in story.copies]
    return _titled("duplicates", lines)


def _file(story: Story, config: Config) -> Lines:
    record = [("record", f"{one['id']}, fingerprint {one['fingerprint']}") for one in story.versions[:1]]
    if story.file is None:
        return [("file", "none: another record of the story has it" if record else "none"), *record]
    path = config.store / "records" / story.file["folder"] / story.file["name"]
    state = "" if story.file["written"] else " (not written yet: the next run writes it)"
    return [("file", f"{path}{state}"), *record]


def _titled(title: str, lines: Sequence[str]) -> Lines:
    return [(title if number == 0 else "", line) for number, line in enumerate(lines)]


def _reasoned(state: str, reason: str) -> str:
    return f"{state}: {reason}" if reason else state


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST else one_line[: LONGEST - 1] + "…"


def _print_page(config: Config, story: Story) -> None:
    from pipeline.content import decoded
    from storage.warc import read

    archived = [fetch for fetch in story.fetches if fetch["archive_file"] and fetch["status"] == 200]
    if not archived:
        raise click.ClickException(f"no page of {story.url['url']} is in the archive")
    file, offset = Path(config.store) / archived[-1]["archive_file"], archived[-1]["offset"]
    try:
        response = read(file, offset)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}\n{RESTORE}") from error
    if response.fault:
        raise click.ClickException(f"{file}@{offset} is damaged: {response.fault}\n{RESTORE}")
    sys.stdout.buffer.write(decoded(response.body, response.content_encoding))

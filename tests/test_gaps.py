"""`kznews gaps`: which days lack articles, by which source that is told, and that only these days are fetched."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update

from kznews.gaps import Day, closed_days, day_named, end_of, gaps, judged, usual_of
from kznews.heat_map import LOOKS, calendar, kind_of, legend, looks
from spiders.site import Site
from storage.catalog import Catalog
from storage.days import Known, Reading, Searched, known_days, merged, note_searched
from storage.entities import Hint, Run, State
from storage.frontier import MOST_ATTEMPTS
from storage.schema import hints, records, urls
from tests.crawling import ROOT, kznews, query
from tests.made_site import Answer, Ask, MadeSite, Reply, article, configured, links, serving

ALMATY = ZoneInfo("Asia/Almaty")
ONE_DAY = dt.timedelta(days=1)
MONDAY = dt.date(2024, 9, 2)  # no holiday until the 25th of October
SITE = Site(name="made", home="https://example.org/", domains=("example.org",), languages=("ru",))
NOON = dt.datetime(2024, 12, 1, 12, tzinfo=dt.UTC)


def known(got: Mapping[dt.date, int], **others: Any) -> Known:
    facts: dict[str, Any] = {"readings": (), "awaited": {}, "given_up": {}, "searched": ()}
    return Known(dict(got), **(facts | others))


def weeks(count: int, week: tuple[int, ...], **changed: int) -> dict[dt.date, int]:
    """Return the counts of *count* weeks from MONDAY on; *changed* replaces days by their number, as d10=0."""
    counts = {MONDAY + number * ONE_DAY: week[number % 7] for number in range(7 * count)}
    counts |= {MONDAY + int(name[1:]) * ONE_DAY: got for name, got in changed.items()}
    return {day: got for day, got in counts.items() if got}


def holes(of: Known, count: int) -> list[int]:
    """Return the numbers of the days that are holes, of *count* weeks."""
    last = MONDAY + (7 * count - 1) * ONE_DAY
    return [(day.day - MONDAY).days for day in judged(of, MONDAY, last, ALMATY) if day.is_hole]


WEEK = (30, 32, 28, 31, 30, 4, 3)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"d24": 0}, [24]),
        ({"d24": 8}, [24]),
        ({"d24": 20}, []),
        ({"d26": 0}, []),  # a Saturday without news is no wonder where a Saturday has four
        ({"d24": 0, "d25": 0, "d26": 0, "d27": 0, "d28": 0}, [24, 25, 26, 27, 28]),  # but within a silence
        ({"d24": 300}, []),
        ({f"d{number}": 0 for number in range(14, 35)}, list(range(14, 35))),  # three weeks of silence
        (  # three Mondays are left: too few
            {f"d{number}": 1 for number in range(14, 35) if number % 7 < 5},
            [15, 16, 17, 18, 22, 23, 24, 25, 29, 30, 31, 32],
        ),
        ({"d48": 0, "d47": 0, "d46": 0, "d45": 0}, [45, 46, 47, 48]),  # at the end, too
    ],
)  # fmt: skip
def test_a_day_far_below_its_weekdays_is_a_hole(changed: dict[str, int], expected: list[int]) -> None:
    assert holes(known(weeks(7, WEEK, **changed)), 7) == expected


def test_days_before_the_first_record_and_with_little_history_are_unknown_not_invented() -> None:
    got = weeks(3, WEEK, d9=0)
    days = list(judged(known(got), MONDAY - 9 * ONE_DAY, MONDAY + 20 * ONE_DAY, ALMATY))
    assert {(day.expected, day.by, day.is_hole) for day in days} == {(None, "", False)}
    days = list(judged(known({}), MONDAY, MONDAY + 20 * ONE_DAY, ALMATY))
    assert {(day.got, day.expected, day.is_hole) for day in days} == {(0, None, False)}


def test_a_public_holiday_is_not_measured_by_its_weekday() -> None:
    republic_day = (dt.date(2024, 10, 25) - MONDAY).days  # a Friday
    assert holes(known(weeks(12, WEEK, **{f"d{republic_day}": 0})), 12) == []


def test_known_addresses_without_a_good_end_make_a_hole_and_given_up_ones_are_told() -> None:
    day = MONDAY + 24 * ONE_DAY
    of = known(weeks(7, WEEK), awaited={day: 2}, given_up={day + ONE_DAY: 3})
    assert holes(of, 7) == [24]
    first, second = judged(of, day, day + ONE_DAY, ALMATY)
    assert (first.expected, first.by, first.missing) == (33, "addresses", 2)
    assert (second.expected, second.by, second.given_up, second.is_hole) == (33, "addresses", 3, False)


def test_a_day_that_a_backfill_looked_through_is_no_hole_if_it_was_over_by_then() -> None:
    days = [MONDAY + number * ONE_DAY for number in (24, 25)]
    at = end_of(days[0], ALMATY) + dt.timedelta(hours=1)
    of = known(weeks(7, WEEK, d24=0, d25=0), searched=(Searched(days[0], days[1], at),))
    assert holes(of, 7) == [25]


NEWS = "https://example.org/news.xml"


@pytest.mark.parametrize(
    ("hours", "older", "source", "where", "closed"),
    [
        (-1, False, "news-sitemap", NEWS, False),  # the day was not over
        (1, False, "news-sitemap", NEWS, True),
        (30, False, "news-sitemap", NEWS, False),  # what it lists may begin within the day
        (30, True, "sitemap", NEWS, True),
        (900, False, "archive", "https://example.org/2024-09-02", True),
        (900, False, "archive", "https://example.org/2024-09-03", False),  # the latest news beside another day's
    ],
)
def test_a_list_is_believed_when_it_names_the_whole_day(
    hours: int, older: bool, source: str, where: str, closed: bool
) -> None:
    at = end_of(MONDAY, ALMATY) + dt.timedelta(hours=hours)
    readings = [Reading(MONDAY, source, where, at)]
    readings += [Reading(MONDAY - ONE_DAY, source, where, at)] if older else []
    found = closed_days(readings, ALMATY, ["https://example.org/{day:%Y-%m-%d}"])
    assert (found.get(MONDAY) == source) is closed


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-02-28T23:30:00Z", "2024-02-29"),  # 05:30 of the next day
        ("2024-02-29T17:59:00Z", "2024-02-29"),  # UTC+6 until the end of February
        ("2024-02-29T18:30:00Z", "2024-02-29"),  # the clocks were set back: 23:30 again
        ("2024-02-29T19:00:00Z", "2024-03-01"),
        ("2024-03-01T18:30:00Z", "2024-03-01"),  # UTC+5 from March on
        ("2024-03-01T19:00:00Z", "2024-03-02"),
        ("2024-03-05", "2024-03-05"),
    ],
)
def test_an_address_belongs_to_the_day_of_the_publishers_zone(published: str, day: str) -> None:
    assert str(day_named("https://example.org/a", [Hint("feed", NEWS, published)], SITE)) == day


@pytest.mark.parametrize(
    ("zone", "day", "over"),
    [
        ("Asia/Almaty", "2024-02-28", "2024-02-28T18:00Z"),
        ("Asia/Almaty", "2024-02-29", "2024-02-29T19:00Z"),  # a day of 25 hours
        ("Asia/Almaty", "2024-03-01", "2024-03-01T19:00Z"),
        ("Europe/Berlin", "2024-03-31", "2024-03-31T22:00Z"),  # a day of 23 hours
        ("Europe/Berlin", "2024-10-27", "2024-10-27T23:00Z"),  # and of 25
    ],
)
def test_a_day_is_over_at_midnight_of_its_zone(zone: str, day: str, over: str) -> None:
    assert end_of(dt.date.fromisoformat(day), ZoneInfo(zone)) == dt.datetime.fromisoformat(over)


counts = st.lists(st.integers(0, 400), min_size=4, max_size=20)


@given(counts, st.integers(0, 400))
def test_fewer_articles_are_never_less_of_a_hole_and_the_usual_is_none(history: list[int], got: int) -> None:
    usual = usual_of(history)
    assert usual is not None
    assert not usual.is_rare(max(got, int(usual.median + 0.5)))
    assert not usual.is_rare(got) or all(usual.is_rare(fewer) for fewer in range(got))
    assert usual.median >= 7 or not usual.is_rare(0)  # chance leaves a day of six without any once in 400 days
    assert usual == usual_of(sorted(history))


@given(st.integers(7, 300), st.integers(0, 3), st.integers(0, 3))
def test_a_steady_sites_empty_day_is_a_hole_though_weeks_around_are_empty_too(
    mean: int, before: int, after: int
) -> None:
    history = [mean] * 8
    history[:before] = [0] * before
    history[len(history) - after :] = [0] * after
    usual = usual_of(history)
    assert usual is not None
    assert usual.is_rare(0) or before + after >= 4


@given(st.sets(st.dates(dt.date(2024, 1, 1), dt.date(2024, 3, 1))))
def test_spans_hold_the_days_and_no_others(days: set[dt.date]) -> None:
    spans = merged(days)
    assert {first + number * ONE_DAY for first, last in spans for number in range((last - first).days + 1)} == days
    assert all(after[0] - before[1] > ONE_DAY for before, after in pairwise(spans))


@pytest.fixture
def catalog(tmp_path: Path, database: str) -> Iterator[Catalog]:
    opened = Catalog.open(tmp_path, database)
    yield opened
    opened.close()


def add(
    catalog: Catalog, run: Run, url: str, state: State, *days: dt.date | None, attempts: int = 0, **said: Any
) -> None:
    """Add an address of `made`, with a version for each of *days*; *said* is a hint's."""
    address = {
        "site": run.site,
        "url": f"https://example.org/{url}",
        "state": state,
        "reason": "",
        "attempts": attempts,
    }
    with catalog.engine.begin() as connection:
        inserted = connection.execute(insert(urls).values(**address, discovered_at=NOON, discovered_by=run.id))
        key = inserted.inserted_primary_key[0]
        for version, day in enumerate(days, 1):
            row = {
                "url_id": key, "version": version, "current": version == len(days), "url": address["url"], "site": run.site,
                "day": day, "title": "", "authors": [], "text": "", "fingerprint": f"{url} {version}", "confidence": "agreed",
                "evidence": [], "removed": [], "stored_at": NOON, "run_id": run.id,
            }  # fmt: skip
            record = connection.execute(insert(records).values(**row)).inserted_primary_key[0]
            connection.execute(update(urls).where(urls.c.id == key).values(record_id=record))
        if said:
            connection.execute(insert(hints).values(url_id=key, seen_at=NOON, **said))


def test_the_catalog_counts_current_versions_and_addresses_without_a_good_end(catalog: Catalog) -> None:
    run = catalog.begin_run("made", "crawl", "person", NOON, "machine:1", 60)
    add(catalog, run, "one", State.STORED, MONDAY, MONDAY + ONE_DAY, source="sitemap", where=NEWS)
    add(catalog, run, "two", State.STORED, MONDAY + ONE_DAY, source="feed", where=NEWS)
    add(catalog, run, "undated", State.UNDATED, None)
    add(catalog, run, "failed", State.FAILED, source="feed", where=NEWS, published="2024-09-02T23:30:00Z")
    add(catalog, run, "changed", State.PENDING, source="sitemap", where=NEWS, modified="2024-09-03T01:00:00Z")
    add(catalog, run, "2024/09/03/path", State.BLOCKED)
    add(
        catalog,
        run,
        "hopeless",
        State.FAILED,
        attempts=MOST_ATTEMPTS,
        source="feed",
        where=NEWS,
        published="2024-09-03",
    )
    add(catalog, run, "gone", State.GONE, source="feed", where=NEWS, published="2024-09-03")
    add(catalog, run, "copy", State.DUPLICATE, source="feed", where=NEWS, published="2024-09-03")
    note_searched(catalog.engine, run, [MONDAY, MONDAY + ONE_DAY], NOON)
    note_searched(catalog.engine, run, [MONDAY + ONE_DAY, MONDAY], NOON + ONE_DAY)
    of = known_days(catalog.engine, "made", lambda url, said: day_named(url, said, SITE))
    tuesday = MONDAY + ONE_DAY
    assert (of.got, of.awaited, of.given_up) == ({tuesday: 2}, {tuesday: 3}, {tuesday: 1})
    assert of.readings == (Reading(tuesday, "sitemap", NEWS, NOON),)
    assert of.searched == (Searched(MONDAY, tuesday, NOON + ONE_DAY),)
    found = gaps(catalog.engine, SITE, None, tuesday + ONE_DAY)
    assert [(day.got, day.expected, day.by, day.is_hole) for day in found.days] == [
        (2, 6, "backfill", True),
        (0, None, "", False),
    ]


def day(number: int, got: int, expected: float | None, is_hole: bool = False) -> Day:
    return Day(MONDAY + number * ONE_DAY, got, expected, "weekdays", 0, 0, is_hole)


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (day(0, 10, 10), "full"), (day(0, 12, 10), "full"), (day(0, 7, 10), "most"), (day(0, 5, 10), "half"),
        (day(0, 1, 10), "few"), (day(0, 1, 10, is_hole=True), "hole"), (day(0, 3, None), "untold"),
        (day(0, 0, None), "quiet"), (day(0, 0, 0), "quiet"), (day(0, 2, 0), "full"),
    ],
)  # fmt: skip
def test_each_kind_of_day_has_its_own_character(one: Day, kind: str) -> None:
    assert kind_of(one) == kind
    for encoding in ("utf-8", "ascii", "cp1252", "no-such"):
        assert len({look.character for look in looks(encoding).values()}) == len(LOOKS)
    assert "".join(look.character for look in looks("ascii").values()).isascii()


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("count", [1, 6, 31, 366])
def test_the_calendar_fits_the_terminal_and_shows_each_day_once(width: int, count: int) -> None:
    days = [day(number, 0, 9, is_hole=True) for number in range(2, 2 + count)]
    lines = [line.plain for line in calendar(days, width, LOOKS)]
    assert max(map(len, lines)) <= width
    assert sum(line.count("X") for line in lines) == count
    assert all(len(line) <= width for line in map(str, legend(["hole"], width, LOOKS)))


def test_a_calendar_reads_like_one() -> None:
    days = [day(number, 9, 9, is_hole=number == 8) for number in range(1, 35)]
    assert [line.plain for line in calendar(days, 40, LOOKS)] == [
        "    Sep     Oct",
        "Mon   ████████",
        "    ██X ██████",
        "Wed ██████████",
        "    ██████████",
        "Fri ██████████",
        "    ██████████",
        "Sun ██████████",
    ]


MARCH = ("--from", "2024-02-20", "--to", "2024-03-20")
LACKING = ("2024-02-29", "2024-03-01", "2024-03-12")


def daily(lists: set[str]) -> Answer:
    """Return a site with eight articles a day; *lists* are the days whose archive pages answer 500."""

    def answer(ask: Ask) -> Reply | None:
        kind, _, name = ask.path.strip("/").partition("/")
        if not "2024-01-01" <= name[:10] <= "2024-04-30":
            return None
        if kind == "archive":
            return Reply(b"", 500) if name in lists else links(*(f"/a/{name}/{one}" for one in range(8)))
        return Reply(article(name.replace("-", "").replace("/", ""), dt.date.fromisoformat(name[:10])))

    return answer


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MadeSite, Path]]:
    """A store with all of two months but the days of LACKING: each stretch between them was backfilled."""
    folder = tmp_path_factory.mktemp("gaps")
    with serving(daily(set())) as site:
        config = configured(folder, site, archives=[f"{site.base}/archive/{{day:%Y-%m-%d}}"])
        for first, last in (("2024-01-16", "2024-02-28"), ("2024-03-02", "2024-03-11"), ("2024-03-13", "2024-03-31")):
            ended = kznews(config, "backfill", "made", "--from", first, "--to", last)
            assert ended.code == 0, ended
        yield site, folder


@pytest.fixture
def filled(lacking: tuple[MadeSite, Path], tmp_path: Path) -> Iterator[tuple[MadeSite, Path]]:
    """Give the site and the configuration of a copy of that store."""
    site, folder = lacking
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    yield site, tmp_path / "kznews.toml"
    site.answer = daily(set())


def look(config: Path, *arguments: str) -> dict[str, Any]:
    ended = kznews(config, "gaps", "made", *MARCH, *arguments, "--json")
    assert ended.code == 0, ended
    (told,) = json.loads(ended.out)
    return dict(told)


def test_fill_fetches_the_holes_alone_and_leaves_none(filled: tuple[MadeSite, Path]) -> None:
    site, config = filled
    before = look(config)
    assert before["holes"] == [{"from": "2024-02-29", "to": "2024-03-01"}, {"from": "2024-03-12", "to": "2024-03-12"}]
    assert [one["expected"] for one in before["days"] if one["is_hole"]] == [8, 8, 8]
    had = len(query(config.parent, "select 1 from records"))
    site.log.clear()
    after = look(config, "--fill")
    assert after["holes"] == []
    assert {one["got"] for one in after["days"]} == {8}
    assert (after["filled"]["exit_code"], after["filled"]["counts"]["stored"]) == (0, 24)
    assert len(query(config.parent, "select 1 from records")) == had + 24
    wanted = [f"/a/{name}/{one}" for name in LACKING for one in range(8)]
    assert sorted(site.asked("/a/")) == wanted
    assert sorted(site.asked("/archive/")) == [f"/archive/{name}" for name in LACKING]
    site.log.clear()
    assert look(config, "--fill")["filled"] is None  # nothing is left to be asked for
    assert site.log == []


def test_a_day_on_which_a_fill_finds_nothing_is_not_asked_for_again(filled: tuple[MadeSite, Path]) -> None:
    site, config = filled
    site.answer = lambda ask: Reply(b"<html></html>") if ask.path == "/archive/2024-03-12" else daily(set())(ask)
    assert look(config)["holes"]
    assert look(config, "--fill")["holes"] == []


def test_a_fill_that_fails_ends_as_a_backfill_does_and_the_holes_stay(filled: tuple[MadeSite, Path]) -> None:
    site, config = filled
    site.answer, before = daily(set(LACKING)), look(config)["holes"]
    ended = kznews(config, "gaps", "made", *MARCH, "--fill", "--json")
    assert ended.code == 3, ended
    assert json.loads(ended.out)[0]["holes"] == before


def test_of_a_day_that_is_not_over_nothing_is_expected(catalog: Catalog) -> None:
    run = catalog.begin_run("made", "crawl", "person", NOON, "machine:1", 60)
    today = MONDAY + 60 * ONE_DAY
    for number in range(60):
        for name in "abcdefgh":
            add(catalog, run, f"{name}{number}", State.STORED, MONDAY + number * ONE_DAY)
    for first in (None, MONDAY + 50 * ONE_DAY, today, today + 3 * ONE_DAY):
        found = gaps(catalog.engine, SITE, first, today + 7 * ONE_DAY, today)
        assert [day.day for day in found.days] == [
            (first or MONDAY) + step * ONE_DAY for step in range((today + 8 * ONE_DAY - (first or MONDAY)).days)
        ]
        assert [day.day for day in found.holes] == []
        assert all((day.expected is None) == (day.day >= today) for day in found.days[-14:])
    assert gaps(catalog.engine, SITE, None, today, today + ONE_DAY).holes  # it is over then


def test_without_a_terminal_it_is_a_plain_table(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "store")
    run = catalog.begin_run("made", "crawl", "person", NOON, "machine:1", 60)
    add(catalog, run, "one", State.STORED, MONDAY)
    catalog.close()
    config = made_config(tmp_path)
    ended = kznews(config, "gaps", "--from", "2024-09-01", "--to", "2024-09-03")
    assert (ended.code, ended.err) == (0, "")
    assert [line.split() for line in ended.out.splitlines()[1:]] == [
        ["made", "2024-09-01", "Sun", "0", "-", "-", "0", "0"],
        ["made", "2024-09-02", "Mon", "1", "-", "-", "0", "0"],
        ["made", "2024-09-03", "Tue", "0", "-", "-", "0", "0"],
    ]
    assert kznews(config, "gaps", "--from", "2024-09-02", "--to", "2024-09-01").code == 2
    assert kznews(config, "gaps", "nobody").code == 2
    future = kznews(config, "gaps", "--to", "2099-01-01")
    assert (future.code, "--to 2099-01-01 is still to come" in future.err) == (2, True)


def test_a_site_whose_facts_are_gone_is_shown_from_the_catalog_alone_and_cannot_be_filled(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "store")
    run = catalog.begin_run("gone", "crawl", "person", NOON, "machine:1", 60)
    add(catalog, run, "one", State.STORED, MONDAY)
    add(catalog, run, "2024/09/03/two", State.PENDING)
    catalog.close()
    config, span = made_config(tmp_path), ("--from", "2024-09-02", "--to", "2024-09-03")
    for names in ([], ["gone"]):
        ended = kznews(config, "gaps", *names, *span)
        assert (ended.code, ended.err) == (0, "")
        assert [line.split()[:4] for line in ended.out.splitlines()[1:]] == [
            ["gone", "2024-09-02", "Mon", "1"],
            ["gone", "2024-09-03", "Tue", "0"],
        ]
    ended = kznews(config, "gaps", *span, "--fill")
    assert ended.code == 2
    assert "[sites.gone]" in ended.err


def test_a_terminal_shows_a_calendar_and_what_to_type_next(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "store")
    run = catalog.begin_run("made", "crawl", "person", NOON, "machine:1", 60)
    add(catalog, run, "one", State.STORED, MONDAY)
    add(catalog, run, "2024/09/03/two", State.PENDING)
    catalog.close()
    shown = on_terminal(made_config(tmp_path), 40, "gaps", "--to", "2024-09-05")
    assert [line.rstrip() for line in shown.splitlines()] == [
        "made  2024-09-02 to 2024-09-05",
        "    Sep",
        "Mon o",
        "    X",
        "Wed ·",
        "    ·",
        "Fri", "", "Sun",
        "    X hole   o not known what to expect",
        "    · none",
        "1 article on 4 days; 1 day lacks about 1",
        "  X 2024-09-03: 0 of 1 named",
        "kznews gaps made --to 2024-09-05 --fill fetches the holes",
    ]  # fmt: skip


def test_looking_does_not_load_the_crawler() -> None:
    code = "import sys, kznews.commands.gaps, kznews.gaps, kznews.heat_map; print([n for n in sys.modules if n in ('scrapy', 'twisted')])"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout == "[]\n"


def made_config(folder: Path) -> Path:
    path = folder / "kznews.toml"
    facts = 'home = "https://example.org/"\ndomains = ["example.org"]\nlanguages = ["ru"]\n'
    path.write_text(f'contact = "tests@example.org"\n[sites.made]\n{facts}', encoding="utf-8")
    return path


def on_terminal(config: Path, columns: int, *arguments: str) -> str:
    """Return what a terminal of that many *columns* without colours shows."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TERM": "dumb",
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": str(columns),
        "LINES": "24",  # without both, rich takes a dumb terminal for one of 80 columns
    }
    command = [sys.executable, "-m", "kznews", "--config", str(config), *arguments]
    process = subprocess.Popen(command, cwd=config.parent, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while part := _read(ours):
        shown += part
    assert process.wait(timeout=60) == 0, shown
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode().replace("\r\n", "\n"))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end was closed
        return b""

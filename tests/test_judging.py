"""A site's state is judged by what its own crawls have found before: quiet, broken and blocked are told apart."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from kznews.alerts.judge import judge, of_crawl
from spiders.site import Site
from storage.engine import engine_of
from storage.revisions import migrate
from storage.schema import runs
from storage.site_states import SiteState, ended_crawls, states
from tests.crawling import ROOT
from tests.made_site import Ask, MadeSite, Reply, article, links, section, serving

TUESDAY = dt.datetime(2026, 2, 24, 7, tzinfo=dt.UTC)  # noon in Almaty
NAURYZ = dt.datetime(2026, 3, 23, 7, tzinfo=dt.UTC)
SITE = Site(name="made", home="https://made.kz/", domains=("made.kz",), languages=("ru",), schedule="every 30 min")
HALF_HOUR = dt.timedelta(minutes=30)

CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser before accessing"
    "</h1><p>Please enable JavaScript and cookies to continue.</p></body></html>"
)
CONSENT = (
    "<!DOCTYPE html><html><head><title>Before you continue</title></head><body><h1>Before you continue</h1><p>We use "
    "cookies and data. Accept all cookies to continue to the site.</p><button>Accept all</button></body></html>"
)
NOT_FOUND = (
    '<!DOCTYPE html><html lang="ru"><head><title>Страница не найдена</title></head><body><h1>404</h1>'
    "<p>Страница не найдена. Вернитесь на главную.</p></body></html>"
)
SCRIPT = (
    '<!DOCTYPE html><html><head><title>Новости</title></head><body><div id="app"></div><script></script></body></html>'
)


@dataclass
class Newsroom:
    """A site with a listing of numbered articles, whose pages and documents may be what a table says."""

    numbers: range
    pages: Callable[[int], bytes] = lambda number: article(number, dt.date(2026, 2, 20))
    listing: str = ""
    status: int = 200

    def __call__(self, ask: Ask) -> Reply | None:
        if ask.path == "/robots.txt":
            return None
        if ask.path == "/":
            page = links(*(f"/a/{number}" for number in reversed(self.numbers[-60:])))
            return Reply(self.listing.encode(), self.status) if self.listing or self.status != 200 else page
        number = ask.path.removeprefix("/a/")
        return Reply(self.pages(int(number)), self.status) if number.isdecimal() else None


def crawl(folder: Path, moment: dt.datetime, *sites: str) -> tuple[int, str]:
    """Crawl *sites* as if it were *moment*; return the exit code and what was said."""
    clocked = [sys.executable, "-m", "tests.clocked", moment.isoformat()]
    command = [*clocked, "--config", str(folder / "kznews.toml"), "crawl", *sites]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr


def told(folder: Path) -> list[str]:
    """Return the alerts that were sent since the last look: the site, the state before, the state, and why."""
    file = folder / "alerts"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return lines


def configure(folder: Path, sites: Mapping[str, MadeSite]) -> None:
    script = f'echo "$KZNEWS_SITE $KZNEWS_BEFORE $KZNEWS_STATE $KZNEWS_WHY" >> {folder}/alerts'
    lines = [
        f"store = {json.dumps(str(folder / 'store'))}",
        'contact = "tests@example.org"',
        f"allow = {json.dumps([site.host for site in sites.values()])}",
        "limits.workers = 2",
        f"alerts.command = {json.dumps(['sh', '-c', script])}",
    ]
    for name, site in sites.items():
        lines += section(name, site, listings=[f"{site.base}/"], schedule="every 30 min", revisits=0)
    (folder / "kznews.toml").write_text("\n".join(lines), "utf-8")


SOUND = Newsroom.pages
CHANGES: dict[str, tuple[dict[str, Any], str, str]] = {
    "sound": ({}, "", ""),
    "its_pages_are_made_by_a_script": ({"pages": lambda _: SCRIPT.encode()}, "broken", "none of 12 pages"),
    "dates_are_gone": (
        {"pages": lambda number: article(number, None)},
        "broken",
        "0% of the articles have a date; it was 100%",
    ),
    "one_article_in_six": (
        {"pages": lambda number: SCRIPT.encode() if number % 6 else SOUND(number)},
        "broken",
        "17% of the pages hold an article; it was 100%",
    ),
    "teasers": (
        {"pages": lambda number: b"</p>".join(SOUND(number).split(b"</p>")[:1]) + b"</p></article></body></html>"},
        "broken",
        "an article has",
    ),
    "challenges_with_status_200": (
        {"pages": lambda _: CHALLENGE.encode(), "listing": CHALLENGE},
        "blocked",
        "1 pages were challenges",
    ),
    "challenges_with_status_202": ({"status": 202}, "blocked", "could be read: 1 of 1 were refused"),
    "refusals": ({"status": 403}, "blocked", "could be read: 1 of 1 were refused"),
    "articles_refused": ({"pages": lambda _: CHALLENGE.encode()}, "blocked", "12 pages were challenges"),
    "consent_walls": ({"pages": lambda _: CONSENT.encode()}, "blocked", "12 pages were challenges"),
    "soft_404s": ({"pages": lambda _: NOT_FOUND.encode()}, "blocked", '"not found"'),
    "an_error": ({"status": 500}, "broken", "no discovery document"),
    "an_empty_listing": ({"listing": "<html><body><p>—</p></body></html>"}, "quiet", "names an article"),
}


PUBLISHED = (6, 6, 6, 6, 12, 0, 0, 6)  # articles before each crawl
CHANGED = (4, 5)  # the crawls that find the site changed


@pytest.fixture(scope="module")
def alerts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Crawl a site for each change, side by side; return what was told of each after each crawl."""
    folder, told_of = tmp_path_factory.mktemp("sites"), {change: list[list[str]]() for change in CHANGES}
    with ExitStack() as stack:
        sites = {change: stack.enter_context(serving(lambda _: None)) for change in CHANGES}
        configure(folder, sites)
        for crawled, moment in enumerate(TUESDAY + number * HALF_HOUR for number in range(len(PUBLISHED))):
            for first, (change, site) in zip(itertools.count(1, 1000), sites.items(), strict=False):
                numbers = range(first, first + sum(PUBLISHED[: crawled + 1]))
                site.answer = Newsroom(numbers, **CHANGES[change][0] if crawled in CHANGED else {})
            code, said = crawl(folder, moment, *sites)
            assert code == 0 or crawled in CHANGED, said
            lines = [line.partition(" ") for line in told(folder)]
            for change, rounds in told_of.items():
                rounds.append([rest for name, _, rest in lines if name == change])
    return told_of


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_once_and_lasts_until_an_article_proves_otherwise(
    change: str, alerts: dict[str, list[list[str]]]
) -> None:
    _, state, why = CHANGES[change]
    *sound, changed, still, healed, proven = alerts[change]
    assert sound == [[]] * 4
    assert len(changed + still) == bool(state), changed + still
    if state:
        assert changed[0].startswith(f"ok {state} ")
        assert why in changed[0]
    assert healed + proven == ([f"{state} ok "] if state else [])


def history(folder: Path, end: dt.datetime, weeks: int = 6, rests: bool = True) -> None:
    """Fill a catalog with crawls of a site that has six articles an hour in working hours, and none at night."""
    engine = engine_of(f"sqlite:///{folder / 'store' / 'catalog.sqlite'}")
    (folder / "store").mkdir(exist_ok=True)
    migrate(engine)
    rows, moment = [], end - weeks * dt.timedelta(days=7)
    while moment < end:
        local = moment + dt.timedelta(hours=5)
        works = 9 <= local.hour < 18 and local.weekday() < 5 and not (rests and (local.month, local.day) in NAURYZ_DAYS)
        rows.append(row(moment, {"new": 3 if works else 0}))
        moment += HALF_HOUR
    with engine.begin() as connection:
        connection.execute(insert(runs), rows)
    engine.dispose()


NAURYZ_DAYS = ((3, 21), (3, 22), (3, 23), (3, 24), (3, 25))


def row(moment: dt.datetime, counts: dict[str, int], **told: Any) -> dict[str, Any]:
    ended = {"started_at": moment, "ended_at": moment, "exit_code": 0, "counts": counts, "told": told}
    return {"site": "made", "kind": "crawl", "trigger": "cron", "holder": "elsewhere:1", **ended}


@pytest.mark.parametrize(
    ("last", "now", "weeks", "code"),
    [
        (TUESDAY - dt.timedelta(hours=4), TUESDAY, 6, 4),
        (TUESDAY - dt.timedelta(hours=1), TUESDAY, 6, 0),
        (TUESDAY - dt.timedelta(hours=4), TUESDAY, 2, 0),
        (TUESDAY + dt.timedelta(hours=6), TUESDAY + dt.timedelta(hours=20), 6, 0),
        (dt.datetime(2026, 2, 20, 13, tzinfo=dt.UTC), dt.datetime(2026, 2, 23, 4, tzinfo=dt.UTC), 6, 0),
        (dt.datetime(2026, 2, 20, 13, tzinfo=dt.UTC), dt.datetime(2026, 2, 23, 8, tzinfo=dt.UTC), 6, 4),
        (dt.datetime(2026, 3, 20, 13, tzinfo=dt.UTC), NAURYZ, 8, 0),
        (dt.datetime(2026, 3, 20, 13, tzinfo=dt.UTC), dt.datetime(2026, 3, 25, 12, tzinfo=dt.UTC), 8, 0),
        (dt.datetime(2026, 3, 20, 13, tzinfo=dt.UTC), dt.datetime(2026, 3, 26, 9, tzinfo=dt.UTC), 8, 4),
    ],
    ids=[
        "a silent morning",
        "an hour may be chance",
        "too little known",
        "nights are silent",
        "weekends are silent",
        "and Monday is not",
        "holidays are silent",
        "to their end",
        "and the day after is not",
    ],
)
def test_silence_is_told_by_weekday_hour_and_holidays(
    last: dt.datetime, now: dt.datetime, weeks: int, code: int, tmp_path: Path
) -> None:
    with serving(Newsroom(range(1, 2))) as site:
        configure(tmp_path, {"made": site})
        history(tmp_path, last, weeks)
        engine = engine_of(f"sqlite:///{tmp_path / 'store' / 'catalog.sqlite'}")
        silent = []
        while (last := last + HALF_HOUR) < now:
            silent.append(row(last, {}))
        with engine.begin() as connection:
            connection.execute(insert(runs), silent)
        site.answer = Newsroom(range(1, 2), pages=lambda _: b"")
        with engine.begin() as connection:  # the article of the listing is known
            connection.exec_driver_sql(
                "insert into urls (site, url, state, reason, discovered_at, discovered_by, attempts)"
                f" values ('made', '{site.base}/a/1', 'stored', '', '2026-01-01 00:00:00.000000', 1, 0)"
            )
        found, said = crawl(tmp_path, now, "made")
        assert found == code, said
        assert ("in the same hours of the" in said) == (code == 4)
        assert [one.split()[2] for one in told(tmp_path)] == (["quiet"] if code else [])
        if code:
            assert states(engine)["made"].state == "quiet"
        engine.dispose()


def crawls(*told: dict[str, Any], code: int = 0, note: str = "") -> list[dict[str, Any]]:
    """Return crawls that measured *told*, newest first."""
    return [
        {"id": len(told) - place, "counts": {"stored": one.get("pages", {}).get("articles", 0)}, "told": one}
        | {"exit_code": code, "note": note}
        for place, one in enumerate(told)
    ]


def measured(articles: int, without: int = 0, **fields: int) -> dict[str, Any]:
    every = {"articles": articles, "title": articles, "day": articles, "authors": articles, "length": 2000}
    return {"pages": {"articles": articles, "without": without}, "fields": every | fields}


@pytest.mark.parametrize(
    ("newest", "before", "why"),
    [
        ([measured(2, 8)], [measured(9, 1)] * 3, "20% of the pages hold an article; it was 90%"),
        ([measured(2, 8)], [measured(9, 1)] * 2, ""),
        ([measured(2, 8)], [measured(2, 8)] * 9, ""),
        ([measured(2, 2)], [measured(9, 1)] * 9, ""),
        ([measured(0, 2)] * 3, [measured(3)] * 9, "0% of the pages"),
        ([measured(10, authors=0)], [measured(10)] * 3, "0% of the articles name their authors; it was 100%"),
        ([measured(10, authors=0)], [measured(10, authors=3)] * 9, ""),
        ([measured(6, authors=1)], [measured(6, authors=4)] * 9, ""),
        ([measured(10, title=1)], [measured(10)] * 3, "10% of the articles have a title; it was 100%"),
        ([measured(10, length=300)], [measured(10)] * 3, "an article has 300 characters; it was 2000"),
        ([measured(5, length=300)], [measured(10)] * 3, ""),
        ([measured(1, length=300)] * 12, [measured(1)] * 40, "an article has 300 characters"),
    ],
)
def test_what_pages_give_is_compared_with_what_they_gave(
    newest: list[dict[str, Any]], before: list[dict[str, Any]], why: str
) -> None:
    every = crawls(*newest, *before)
    found = of_crawl(every, {}, every)
    assert (found.state, found.why.startswith(why)) == ("broken" if why else "ok", True), found


def test_what_is_broken_in_part_stays_so_however_long_it_lasts(tmp_path: Path) -> None:
    engine = engine_of("sqlite://")
    migrate(engine)
    start = TUESDAY - 500 * HALF_HOUR
    rows = [row(start + place * HALF_HOUR, {"stored": 9}, **measured(9)) for place in range(200)]
    rows += [row(start + place * HALF_HOUR, {"stored": 1}, **measured(1, 8)) for place in range(200, 500)]
    with engine.begin() as connection:
        connection.execute(insert(runs), rows)
    kept = SiteState("broken", "", start + 200 * HALF_HOUR)
    for known, state in ((kept, "broken"), (None, "ok")):
        found = judge(SITE, engine, TUESDAY, kept=known)
        assert found is not None
        assert found.state == state
    assert len(ended_crawls(engine, "made", 1000, before=kept.since)) == 200
    engine.dispose()


def test_a_site_none_of_whose_crawls_ends_is_overdue() -> None:
    engine = engine_of("sqlite://")
    migrate(engine)
    assert judge(SITE, engine, TUESDAY) is None
    with engine.begin() as connection:
        connection.execute(insert(runs), [row(TUESDAY, {}) | {"exit_code": 1}])
    assert judge(SITE, engine, TUESDAY + HALF_HOUR) is None
    found = judge(SITE, engine, TUESDAY + dt.timedelta(days=1))
    assert found is not None
    assert found.state == "overdue"
    engine.dispose()

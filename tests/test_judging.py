"""A site's state is judged by what its own crawls have found before: quiet, broken and blocked are told apart."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
from tests.made_site import Ask, MadeSite, Reply, article, configured, links, serving

TUESDAY = dt.datetime(2026, 2, 24, 7, tzinfo=dt.UTC)  # noon in Almaty
NAURYZ = dt.datetime(2026, 3, 23, 7, tzinfo=dt.UTC)
SITE = Site(name="made", home="https://made.kz/", domains=("made.kz",), languages=("ru",), schedule="every 30 min")
HALF_HOUR = dt.timedelta(minutes=30)
AT = """
import datetime as dt, sys
import kznews.times, spiders.run
moment = dt.datetime.fromisoformat(sys.argv.pop(1))
kznews.times.now = spiders.run.now = lambda: moment
from kznews.__main__ import main
main()
"""

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
    """A site with a listing; what its pages hold, and what its documents are, changes at a word."""

    pages: Callable[[int], bytes] = lambda number: article(number, dt.date(2026, 2, 20))
    listing: str = ""
    status: int = 200
    numbers: list[int] = field(default_factory=list)

    def publish(self, count: int) -> None:
        first = self.numbers[-1] + 1 if self.numbers else 1
        self.numbers += range(first, first + count)

    def __call__(self, ask: Ask) -> Reply | None:
        if ask.path == "/robots.txt":
            return None
        if ask.path == "/":
            page = links(*(f"/a/{number}" for number in reversed(self.numbers[-60:])))
            return Reply(self.listing.encode(), self.status) if self.listing or self.status != 200 else page
        number = ask.path.removeprefix("/a/")
        return Reply(self.pages(int(number)), self.status) if number.isdecimal() else None


def crawl(folder: Path, moment: dt.datetime) -> tuple[int, str]:
    """Crawl the site as if it were *moment*; return the exit code and what was said."""
    command = [sys.executable, "-c", AT, moment.isoformat(), "--config", str(folder / "kznews.toml"), "crawl", "made"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr


def told(folder: Path) -> list[str]:
    """Return the alerts that were sent: the state before, the state, and why."""
    file = folder / "alerts"
    return file.read_text("utf-8").splitlines() if file.exists() else []


def configure(folder: Path, site: MadeSite) -> None:
    path = configured(folder, site, listings=[f"{site.base}/"], schedule="every 30 min", revisits=0)
    script = f'echo "$KZNEWS_BEFORE $KZNEWS_STATE $KZNEWS_WHY" >> {folder}/alerts'
    lines = [f"store = {json.dumps(str(folder / 'store'))}", path.read_text("utf-8")]
    path.write_text("\n".join([*lines, "[alerts]", f"command = {json.dumps(['sh', '-c', script])}"]), "utf-8")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MadeSite, Path]]:
    """Give a site that was crawled four times and was sound."""
    newsroom, folder = Newsroom(), tmp_path_factory.mktemp("world")
    with serving(newsroom) as site:
        configure(folder, site)
        for number in range(4):
            newsroom.publish(6)
            assert crawl(folder, TUESDAY + number * HALF_HOUR)[0] == 0
        assert told(folder) == []
        yield site, folder


SOUND = Newsroom().pages
CHANGES: dict[str, tuple[dict[str, Any], str, str]] = {
    "sound": ({}, "", ""),
    "its pages are made by a script": ({"pages": lambda _: SCRIPT.encode()}, "broken", "none of 12 pages"),
    "dates are gone": (
        {"pages": lambda number: article(number, None)},
        "broken",
        "0% of the articles have a date; it was 100%",
    ),
    "one article in six": (
        {"pages": lambda number: SCRIPT.encode() if number % 6 else SOUND(number)},
        "broken",
        "17% of the pages hold an article; it was 100%",
    ),
    "teasers": (
        {"pages": lambda number: b"</p>".join(SOUND(number).split(b"</p>")[:1]) + b"</p></article></body></html>"},
        "broken",
        "an article has",
    ),
    "challenges with status 200": (
        {"pages": lambda _: CHALLENGE.encode(), "listing": CHALLENGE},
        "blocked",
        "1 pages were challenges",
    ),
    "challenges with status 202": ({"status": 202}, "blocked", "could be read: 1 of 1 were refused"),
    "refusals": ({"status": 403}, "blocked", "could be read: 1 of 1 were refused"),
    "articles refused": ({"pages": lambda _: CHALLENGE.encode()}, "blocked", "12 pages were challenges"),
    "consent walls": ({"pages": lambda _: CONSENT.encode()}, "blocked", "12 pages were challenges"),
    "soft 404s": ({"pages": lambda _: NOT_FOUND.encode()}, "blocked", '"not found"'),
    "an error": ({"status": 500}, "broken", "no discovery document"),
    "an empty listing": ({"listing": "<html><body><p>—</p></body></html>"}, "quiet", "names an article"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_once_and_lasts_until_an_article_proves_otherwise(
    change: str, world: tuple[MadeSite, Path], tmp_path: Path
) -> None:
    site, before = world
    changes, state, why = CHANGES[change]
    shutil.copytree(before / "store", tmp_path / "store")
    configure(tmp_path, site)
    was = site.answer
    assert isinstance(was, Newsroom)
    site.answer = newsroom = Newsroom(numbers=list(was.numbers))
    newsroom.publish(12)
    for name, value in changes.items():
        setattr(newsroom, name, value)
    try:
        for number in range(2):
            crawl(tmp_path, TUESDAY + (4 + number) * HALF_HOUR)
        alerts = told(tmp_path)
        assert len(alerts) == bool(state), alerts
        if state:
            assert alerts[0].startswith(f"ok {state} "), alerts
            assert why in alerts[0]
        site.answer = healed = Newsroom(numbers=list(newsroom.numbers))
        crawl(tmp_path, TUESDAY + 6 * HALF_HOUR)
        healed.publish(6)
        crawl(tmp_path, TUESDAY + 7 * HALF_HOUR)
    finally:
        site.answer = was
    assert told(tmp_path)[len(alerts) :] == ([f"{state} ok "] if state else [])


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
    with serving(Newsroom(numbers=[1])) as site:
        configure(tmp_path, site)
        history(tmp_path, last, weeks)
        engine = engine_of(f"sqlite:///{tmp_path / 'store' / 'catalog.sqlite'}")
        silent = []
        while (last := last + HALF_HOUR) < now:
            silent.append(row(last, {}))
        with engine.begin() as connection:
            connection.execute(insert(runs), silent)
        site.answer = Newsroom(numbers=[1], pages=lambda _: b"")
        with engine.begin() as connection:  # the article of the listing is known
            connection.exec_driver_sql(
                "insert into urls (site, url, state, reason, discovered_at, discovered_by, attempts)"
                f" values ('made', '{site.base}/a/1', 'stored', '', '2026-01-01 00:00:00.000000', 1, 0)"
            )
        found, said = crawl(tmp_path, now)
        assert found == code, said
        assert ("in the same hours of the" in said) == (code == 4)
        assert [one.split()[1] for one in told(tmp_path)] == (["quiet"] if code else [])
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

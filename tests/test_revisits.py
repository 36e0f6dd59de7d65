"""Stored articles are asked for again: edits become versions, deletions tombstones, and noise nothing at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.revisits import Rhythm
from tests.crawling import ROOT, assert_store_is_whole, contents, query
from tests.made_site import Ask, MadeSite, Reply, article, configured, links, serving

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 1)
HOUR = dt.timedelta(hours=1)
SAID = 'Он сказал: "Мост готов" - и ушёл.'
FIRST, SECOND = "/a/bridge", "/a/school"


@dataclass
class Pages:
    """What the site says now; a test changes it between crawls."""

    bodies: dict[str, bytes | Reply] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)
    now: dt.datetime = START

    def answer(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return links(*self.listed)
        found = self.bodies.get(ask.path)
        reply = self._tagged(ask, found) if isinstance(found, bytes) else found
        if ask.path.startswith("/a/"):
            self.asked.append((ask.path, reply.status if reply else 404))
        return reply

    def _tagged(self, ask: Ask, body: bytes) -> Reply:
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if ask.headers.get("if-none-match") == tag:
            return Reply(b"", 304, headers={"ETag": tag})
        return Reply(body, headers={"ETag": tag})


@dataclass
class World:
    folder: Path
    config: Path
    site: MadeSite
    pages: Pages

    def crawl(self, hours: float = 0) -> dict[str, Any]:
        """Let *hours* pass, then crawl; return what the run counted."""
        self.pages.now += hours * HOUR
        self.pages.asked.clear()
        ended = self.run("crawl", "--json", "made")
        assert ended.returncode not in (1, 2), ended
        assert_store_is_whole(self.folder)
        return json.loads(ended.stdout)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tests.clocked", self.pages.now.isoformat(), "--config", str(self.config)]
        return subprocess.run(
            [*command, *arguments], cwd=self.folder, env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    def explain(self, path: str = FIRST) -> dict[str, Any]:
        return json.loads(self.run("explain", "--json", self.site.base + path).stdout)

    def told(self, path: str = FIRST) -> str:
        return self.run("explain", self.site.base + path).stdout

    def asked(self) -> list[tuple[str, int]]:
        return sorted(self.pages.asked)


Settings = dict[str, Any]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give a world whose two articles are stored."""
    folder = tmp_path_factory.mktemp("first")
    pages = Pages({FIRST: article(1, DAY), SECOND: article(2, DAY)}, [FIRST, SECOND])
    with serving(pages.answer) as site:
        made = World(folder, configured(folder, site, listings=[f"{site.base}/"]), site, pages)
        assert made.crawl()["counts"]["stored"] == 2
        yield made


@pytest.fixture
def world(first: World, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    """Give a copy of the first world, or one with other facts."""
    facts: Settings = getattr(request, "param", {})
    site, pages = first.site, Pages(dict(first.pages.bodies), list(first.pages.listed))
    site.answer = pages.answer
    made = World(tmp_path, configured(tmp_path, site, listings=[f"{site.base}/"], **facts), site, pages)
    if facts:
        assert made.crawl()["counts"]["stored"] == 2
    else:
        shutil.copytree(first.folder / "store", tmp_path / "store")
    return made


def edited(number: int = 1, **changes: str) -> bytes:
    """Return a story with parts of it changed."""
    text = article(number, DAY, SAID if number >= 10 else "").decode()
    for old, new in (pair.split(" → ") for pair in changes.values()):
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_nothing_is_asked_again_before_its_time(world: World) -> None:
    counts = world.crawl(0.5)["counts"]
    assert world.asked() == []
    assert "revisited" not in counts


def test_an_unchanged_article_is_asked_for_ever_more_seldom_and_then_left_alone(world: World) -> None:
    seen = []
    for hours, is_due in ((1, True), (1, False), (150, True), (1, False)):
        world.crawl(hours)
        seen.append((world.asked() == [(FIRST, 304), (SECOND, 304)], is_due))
    assert [one for one in seen if one[0] != one[1]] == []
    world.crawl(20)
    assert world.explain()["url"]["next_fetch_at"] is None
    assert len(query(world.folder, "select * from records")) == 2


def test_a_page_that_was_no_article_is_looked_at_again_after_a_day_and_after_a_week(world: World) -> None:
    late, never = "/a/late", "/a/never"
    empty = b"<html><body><h1>Video</h1></body></html>"
    world.pages.bodies |= {late: empty, never: empty}
    world.pages.listed = [late, never]
    assert world.crawl(1)["counts"]["not-an-article"] == 2
    world.crawl(20)
    assert not {late, never} & {path for path, _ in world.asked()}
    world.pages.bodies |= {late: article(7, DAY), never: Reply(b"", 503)}
    counts = world.crawl(4)["counts"]
    assert (counts["changed"], counts["unanswered"]) == (1, 1)
    assert world.explain(late)["url"]["state"] == "stored"
    assert world.explain(never)["url"]["state"] == "not-an-article"
    world.pages.bodies[never] = empty
    seen = []
    for days in (3, 2, 3, 30):
        world.crawl(days * 24)
        seen.append(never in {path for path, _ in world.asked()})
    assert seen == [False, False, True, False]


def test_a_page_that_was_absent_when_its_address_was_found_is_looked_at_again(world: World) -> None:
    early = "/a/early"
    world.pages.listed = [early]
    assert world.crawl(1)["counts"]["gone"] == 1
    world.pages.bodies[early] = article(7, DAY)
    world.crawl(20)
    assert early not in {path for path, _ in world.asked()}
    world.crawl(4)
    assert world.explain(early)["url"]["state"] == "stored"


def test_an_address_that_robots_txt_forbade_is_asked_for_when_the_rules_have_changed(world: World) -> None:
    closed, rules = "/a/closed", "/robots.txt"
    world.pages.bodies |= {closed: article(7, DAY), rules: b"User-agent: *\nDisallow: /a/closed"}
    world.pages.listed = [closed]
    visits = []
    for days in (0, 1, 1, 1, 2):
        world.crawl(days * 24 + 1)
        visits.append(len(world.explain(closed)["fetches"]))
    assert visits == [1, 2, 3, 3, 4]  # at twice its age
    assert world.explain(closed)["url"]["state"] == "robots"
    world.pages.bodies[rules] = b""
    world.crawl(24 * 6)
    assert world.explain(closed)["url"]["state"] == "stored"


def test_an_edit_becomes_a_version_with_its_diff_and_is_looked_at_again_soon(world: World) -> None:
    world.crawl(1)
    world.crawl(8)
    before = contents(world.folder)
    world.pages.bodies[FIRST] = edited(a="мастер 1 показал → мастер Асанов рассказал")
    result = world.crawl(26)
    assert (result["counts"]["changed"], result["counts"]["new"]) == (1, 0)
    assert sorted(world.asked()) == [(FIRST, 200), (SECOND, 304)]
    known = world.explain()
    assert [one["version"] for one in known["versions"]] == [2, 1]
    assert "Асанов" in known["versions"][0]["text"]
    assert "Асанов" not in known["versions"][1]["text"]
    assert [line[:1] for line in known["versions"][0]["diff"].splitlines() if "мастер" in line].count("+") == 4
    assert "+Абзац 0" in world.told()
    after = contents(world.folder)
    assert len(after) == len(before) == 2
    assert any("Асанов" in text for _, text in after)
    world.crawl(1)
    assert world.asked() == [(FIRST, 304)]


EDITS = {
    "headline": "открыли мост → открыли новый мост",
    "day": "datetime=\"2026-03-01\">2026-03-01 → datetime=\"2026-02-28\">2026-02-28",
    "number": "держатся опоры → держатся 17 опор",
}  # fmt: skip


def test_another_headline_day_or_number_is_a_version(world: World) -> None:
    more(world, EDITS)
    for number, (name, change) in enumerate(EDITS.items()):
        world.pages.bodies[f"/a/{name}"] = edited(number + 10, a=change)
    assert world.crawl(1)["counts"]["changed"] == 3
    changed = query(world.folder, "select u.url from records r join urls u on u.id = r.url_id where version = 2")
    assert {row.url.rpartition("/")[2] for row in changed} == set(EDITS)


NOISE = {
    "counter": '</h1> → </h1><div class="views"><span>Просмотров: 1&nbsp;234</span></div>',
    "related": "</article> → </article><section><h3>Читайте также</h3><ul>"
    '<li><a href="/a/x">В городе пройдёт ярмарка мёда</a></li><li><a href="/a/y">Как сыграли вчера команды</a></li></ul></section>',
    "share": '</article> → <div class="share"><a href="https://t.me/share?u=1">Telegram</a><a href="#">Поделиться 17</a></div></article>',
    "scripts": "</head> → <script>var token='a8f1';</script><style>p{color:red}</style></head>",
    "spaces": "открытие, и → открытие,\u00a0 и",
    "quotes": '"Мост готов" - и → «Мост готов» — и',
    "classes": '<article> → <article class="a b" data-views="77">',
}


def test_noise_makes_no_version(world: World) -> None:
    more(world, NOISE)
    before = contents(world.folder)
    for number, (name, change) in enumerate(NOISE.items()):
        world.pages.bodies[f"/a/{name}"] = edited(number + 10, a=change)
    world.crawl(1)
    assert {path for path, status in world.asked() if status == 200} == {f"/a/{name}" for name in NOISE}
    assert query(world.folder, "select url from records where version > 1") == []
    assert contents(world.folder) == before


def more(world: World, names: Iterable[str]) -> None:
    """Put an article for each of *names* on the site and crawl it."""
    for number, name in enumerate(names):
        world.pages.bodies[f"/a/{name}"] = article(number + 10, DAY, SAID)
        world.pages.listed.append(f"/a/{name}")
    world.crawl()


def test_a_page_that_is_gone_on_two_visits_leaves_a_tombstone_and_its_record_until_it_comes_back(world: World) -> None:
    before = contents(world.folder)
    there = world.pages.bodies.pop(FIRST)
    world.crawl(1)
    once = world.explain()
    assert (once["url"]["state"], once["gone"]) == ("stored", None)
    assert "HTTP 404, once" in once["url"]["reason"]
    world.crawl(1)
    gone = world.explain()
    assert gone["url"]["state"] == "gone"
    assert gone["gone"]["missing_at"] < gone["gone"]["gone_at"] < "2026-03-01 14:00:01"
    assert "since 2026-03-01" in world.told()
    assert contents(world.folder) == before
    assert json.loads(world.run("status", "--json").stdout)["total"]["tombstones"] == 1
    world.pages.bodies[FIRST] = there
    world.crawl(1)
    assert (FIRST, 304) in world.asked()
    back = world.explain()
    assert (back["gone"], back["url"]["missing_at"], back["url"]["state"]) == (None, None, "unchanged")
    assert len(back["versions"]) == 1


def test_a_server_in_trouble_is_no_absence(world: World) -> None:
    there = dict(world.pages.bodies)
    world.pages.bodies.clear()
    world.crawl(1)
    world.pages.bodies |= {FIRST: Reply(b"", 503), SECOND: Reply(b"", 500)}
    result = world.crawl(1)
    assert (result["exit_code"], result["counts"].get("failed", 0)) == (0, 0)
    assert {row.gone_at for row in query(world.folder, "select gone_at from urls")} == {None}
    assert world.explain()["gone"] is None
    world.pages.bodies |= there
    world.crawl(1)
    assert {row.missing_at for row in query(world.folder, "select missing_at from urls")} == {None}


CHALLENGE = "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>"
WALL = (
    "<html><body><h1>Before you continue</h1><p>We value your privacy. Accept all cookies to read on.</p></body></html>"
)
SOFT = "<html><head><title>404</title></head><body><h1>Страница не найдена</h1><p>Такой страницы нет.</p></body></html>"
LISTING = "<html><body><main>" + "".join(
    f'<h3><a href="/a/n{n}">В городе номер {n} открыли школу</a></h3>' for n in range(40)
)
OTHER = (
    '<html lang="ru"><body><article><h1>Сборная по хоккею проиграла второй матч подряд</h1><time datetime="2026-02-20">'
    + "</time>"
    + "".join(
        f"<p>В {part}-м периоде вратарь гостей отразил двадцать бросков, защитники ошибались у своих ворот, и счёт стал "
        "крупным ещё до перерыва. Тренер отметил, что команде не хватило свежести после долгого перелёта.</p>"
        for part in range(1, 4)
    )
    + "</article></body></html>"
)
STAND_INS: dict[str, bytes | Reply] = {
    "challenge": CHALLENGE.encode(),
    "challenge-with-403": Reply(CHALLENGE.encode(), 403),
    "consent-wall": WALL.encode(),
    "soft-404": SOFT.encode(),
    "listing": LISTING.encode(),
    "empty": b"",
    "frame": b"<html><body><nav><a href='/'>1</a></nav></body></html>",
    "front-page": Reply(b"", 302, headers={"Location": "/"}),
    "another-article": OTHER.encode(),
}


def test_what_stands_where_an_article_stood_never_takes_its_place(world: World) -> None:
    more(world, STAND_INS)
    before, stories = contents(world.folder), {name: world.pages.bodies[f"/a/{name}"] for name in STAND_INS}
    for name, page in STAND_INS.items():
        world.pages.bodies[f"/a/{name}"] = page
    world.crawl(1)
    assert contents(world.folder) == before
    rows = query(world.folder, "select url, state, reason, gone_at from urls where id > 2")
    assert {(row.state, row.gone_at) for row in rows} == {("stored", None)}
    assert [row.url for row in rows if not row.reason.startswith("the stored text stays: ")] == []
    assert "the stored text stays: " in world.told("/a/challenge")
    for name, page in stories.items():
        world.pages.bodies[f"/a/{name}"] = page
    world.crawl(3)
    assert {f"/a/{name}" for name in STAND_INS} <= {path for path, status in world.asked() if status == 304}
    assert {row.state for row in query(world.folder, "select state from urls")} == {"unchanged"}


def test_an_address_that_leads_to_another_known_article_keeps_its_own(world: World) -> None:
    before = contents(world.folder)
    world.pages.bodies[FIRST] = Reply(b"", 301, headers={"Location": SECOND})
    world.crawl(1)
    assert contents(world.folder) == before
    assert world.explain()["url"]["moved_to"] is None
    assert "the stored text stays: " in world.told()


@pytest.mark.parametrize("words", ["", "мастер 1 показал → мастер Асанов показал"])
def test_an_article_that_moved_is_the_same_and_no_news(words: str, world: World) -> None:
    there = "/a/bridge-opened"
    world.pages.bodies[there] = edited(a=words) if words else article(1, DAY)
    world.pages.bodies[FIRST] = Reply(b"", 301, headers={"Location": there})
    world.pages.listed.append(there)
    result = world.crawl(1)
    if not words:
        assert len(contents(world.folder)) == 2
    world.pages.listed.remove(there)
    moved = world.explain()
    assert moved["url"]["moved_to"] == world.site.base + there
    assert f"moved      to {world.site.base}{there}" in world.told()
    assert result["counts"]["new"] == 1


def test_a_new_address_is_known_before_the_listing_names_it(world: World) -> None:
    there = "/a/bridge-opened"
    world.pages.bodies[there] = edited(a="мастер 1 показал → мастер Асанов показал")
    world.pages.bodies[FIRST] = Reply(b"", 301, headers={"Location": there})
    assert world.crawl(1)["counts"]["changed"] == 1
    world.pages.listed[0] = there
    assert world.crawl(0.5)["counts"].get("new", 0) == 0
    assert world.asked() == []
    assert len(contents(world.folder)) == 2
    other = world.explain(there)
    assert (other["same_as"]["relation"], other["url"]["state"]) == ("moved", "duplicate")
    assert "moved" in {one["relation"] for one in world.explain()["copies"]}


def test_a_page_that_calls_another_address_its_own_is_the_article_there(world: World) -> None:
    other = "/a/bridge-for-phones"
    stated = f'<link rel="canonical" href="{FIRST}?utm_source=x"></head>'
    world.pages.bodies[other] = edited(a=f"</head> → {stated}", b="показал, → показал нам,")
    world.pages.listed.append(other)
    world.crawl(0.1)
    assert len(contents(world.folder)) == 2
    assert world.explain(other)["same_as"]["relation"] == "moved"


def test_a_template_that_names_a_wrong_address_loses_no_article(world: World) -> None:
    other = "/a/library"
    page = article(5, DAY).replace(b"</head>", f'<link rel="canonical" href="{FIRST}"></head>'.encode())
    world.pages.bodies[other] = page
    world.pages.listed.append(other)
    assert world.crawl(0.1)["counts"]["stored"] == 1
    assert len(contents(world.folder)) == 3


@pytest.mark.parametrize("world", [{"revisits": 1}], indirect=True)
def test_a_run_asks_for_no_more_than_it_may_and_for_new_articles_first(world: World) -> None:
    world.pages.bodies["/a/new"] = article(3, DAY)
    world.pages.listed.append("/a/new")
    counts = world.crawl(1)["counts"]
    assert (counts["new"], counts["stored"], counts["revisited"]) == (1, 1, 1)
    assert world.pages.asked[0] == ("/a/new", 200)
    assert len(world.pages.asked) == 2


@pytest.mark.parametrize("world", [{"revisits": 0}, {"revisit_days": 0.0}], indirect=True)
def test_revisits_can_be_switched_off(world: World) -> None:
    world.crawl(1)
    assert world.asked() == []
    assert world.explain()["url"]["next_fetch_at"] is None


Span = st.floats(min_value=0.01, max_value=2000).map(lambda hours: hours * HOUR)


@given(first=Span, whole=Span, delays=st.lists(Span, max_size=30))
def test_the_rhythm_decays_ends_and_is_never_in_the_past(
    first: dt.timedelta, whole: dt.timedelta, delays: list[dt.timedelta]
) -> None:
    rhythm, now, visits = Rhythm(first, whole), START, 0
    for delay in [*delays, *[dt.timedelta()] * 50]:
        now += delay
        due = rhythm.after(START, now)
        if due is None:
            break
        assert now + first <= due <= START + whole
        assert due - START >= min(3 * (now - START), whole)
        now, visits = due, visits + 1
    assert due is None
    assert visits <= 2 + math.log(max(whole / first, 1), 3)


@given(first=Span, whole=Span, age=Span)
def test_an_article_that_changed_is_asked_for_no_later_than_one_that_did_not(
    first: dt.timedelta, whole: dt.timedelta, age: dt.timedelta
) -> None:
    rhythm, now = Rhythm(first, whole), START + age
    changed, unchanged = rhythm.after(now, now), rhythm.after(START, now)
    assert unchanged is None or (changed is not None and changed <= unchanged)

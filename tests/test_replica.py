"""The replica does what it says: the same news each time, real HTTP, and faults on demand."""

from __future__ import annotations

import datetime as dt
import gzip
import http.client
import itertools
import os
import re
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import pytest

from kznews.replica.edition import ZONE, Edition, edition
from kznews.replica.faults import Fault
from kznews.replica.replica import Replica
from kznews.replica.story import Story
from storage.entities import State
from storage.record import ITEM

DAY = dt.date(2025, 12, 16)
NOON = dt.datetime(2025, 12, 16, 12, tzinfo=ZONE)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def get(url: str, **headers: str) -> Reply:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Replica]:
    with Replica(day=DAY, clock=lambda: NOON) as replica:
        yield replica


@pytest.fixture
def own() -> Iterator[Replica]:
    with Replica(day=DAY, clock=lambda: NOON) as replica:
        yield replica


@pytest.fixture(scope="module")
def published() -> Edition:
    return edition(7, DAY, 1)


def stories(published: Edition) -> list[Story]:
    return [*published.gov, *published.portal, *published.legacy]


def test_the_same_seed_and_day_give_the_same_news(published: Edition) -> None:
    assert edition(7, DAY, 1) == published


def test_another_seed_gives_other_news(published: Edition) -> None:
    assert not {s.paragraphs for s in stories(published)} & {s.paragraphs for s in stories(edition(8, DAY, 1))}


def test_two_days_later_the_stories_are_the_same_and_a_few_more(published: Edition) -> None:
    before = {story.key: story for story in stories(published)}
    after = {story.key: story for story in stories(edition(7, DAY + dt.timedelta(days=2), 1))}
    kept = set(before) & set(after)
    assert len(set(before) - kept) <= 12
    assert 1 <= len(set(after) - kept) <= 14
    assert all(before[key] == after[key] for key in kept)


def test_there_are_hundreds_of_articles_over_six_months(published: Edition) -> None:
    days = {story.published.date() for story in stories(published)}
    assert len(stories(published)) > 400
    assert (max(days) - min(days)).days >= 170
    assert max(days) == DAY


def grams(story: Story) -> set[tuple[str, ...]]:
    words = " ".join((story.title, *story.paragraphs)).lower().split()
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


def test_no_two_articles_are_near_equal_by_accident(published: Edition) -> None:
    shingled = [(story, grams(story)) for story in stories(published)]
    worst = max(
        len(a & b) / len(a | b)
        for (one, a), (other, b) in itertools.combinations(shingled, 2)
        if one.language == other.language and one.event.split("/")[0] != other.event.split("/")[0]
    )
    assert worst < 0.35


def test_no_template_mark_is_left_in_a_text(published: Edition) -> None:
    text = "\n".join(line for story in stories(published) for line in (story.title, *story.paragraphs))
    assert not re.search(r"[\[\]{}|]|  +(?!• )|,,|\.\.|«»", text)


def test_state_2_adds_corrects_and_deletes(published: Edition) -> None:
    later = edition(7, DAY, 2)
    before = {story.key: story for story in stories(published)}
    after = {story.key: story for story in stories(later)}
    assert set(before) < set(after)
    assert len(set(after) - set(before)) >= 20
    assert 5 <= len(later.gone) <= 12
    corrected = [key for key in before if before[key] != after[key]]
    assert len(corrected) >= 8
    assert all(after[key].paragraphs != before[key].paragraphs for key in corrected)
    assert all(after[key].title == before[key].title for key in corrected)


def test_two_sites_share_articles_word_for_word_and_with_a_word_on_the_source(published: Edition) -> None:
    gov = {story.event: story for story in published.gov}
    copies = [story for story in published.portal if story.key.startswith("cg")]
    exact = [story for story in copies if story.event in gov]
    assert len(exact) >= 4
    assert all(story.paragraphs == gov[story.event].paragraphs for story in exact)
    assert len(copies) - len(exact) >= 4
    assert all(story.published.date() == gov[story.event].published.date() for story in exact)


def linked(replica: Replica) -> set[str]:
    """Every address that the sites' discovery documents lead to."""
    found: set[str] = set()
    for site in replica.sites():
        pages = [listing.format(page=n) for listing in site.listings for n in range(1, site.listing_pages + 1)]
        queue = [*site.feeds, *site.sitemaps, *pages]
        while queue:
            url = queue.pop()
            reply = get(url)
            assert reply.status == 200
            body = gzip.decompress(reply.body) if url.endswith(".gz") else reply.body
            text = body.decode("utf-8" if b"utf-8" in body[:300].lower() else "windows-1251", "replace")
            locations = re.findall(r"<loc>([^<]+)</loc>|<link>([^<]+)</link>|href=[\"']([^\"']+)", text)
            links = {urljoin(url, unescape("".join(groups))) for groups in locations}
            queue += [link for link in links if "/sitemap" in link and link != url]
            found |= links
    return found


def plain(url: str) -> str:
    """The address without session ids and tracking."""
    return re.sub(r"[?&](PHPSESSID|utm_\w+|from)=[^&]*", "", url).replace("show.php&id", "show.php?id")


def test_every_address_of_the_truth_is_listed_somewhere(served: Replica) -> None:
    listed = {plain(url) for url in linked(served)}
    assert sorted(set(served.truth()) - listed) == []


def visible(body: bytes, charset: str) -> str:
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", body.decode(charset), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def charset_of(body: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", body)
    assert declared
    return declared[1].decode()


def test_every_article_page_holds_the_text_that_the_truth_promises(served: Replica) -> None:
    seen = 0
    for url, expected in served.truth().items():
        if expected.state not in (State.STORED, State.UNDATED) or expected.why:
            continue
        body = get(url).body
        text = visible(body, charset_of(body)).replace("• ", "")
        for paragraph in (expected.title, *expected.paragraphs):
            assert " ".join(paragraph.replace(ITEM, "").split()) in text
        seen += 1
    assert seen > 400


def test_every_record_of_the_truth_has_one_text_key(served: Replica) -> None:
    texts: dict[str, set[tuple[str, ...]]] = {}
    for expected in served.truth().values():
        if expected.text_key:
            texts.setdefault(expected.text_key, set()).add((expected.title, *expected.paragraphs))
    assert all(len(variants) == 1 for variants in texts.values())
    assert len(texts) == len({variant for variants in texts.values() for variant in variants})


def test_an_unchanged_page_is_answered_by_304(served: Replica) -> None:
    url = article(served, "gov")
    first = get(url)
    assert first.status == 200
    assert get(url, If_None_Match=first.headers["ETag"]).status == 304
    assert get(url, If_Modified_Since=first.headers["Last-Modified"]).status == 304
    assert get(url, If_None_Match='"other"', If_Modified_Since=first.headers["Last-Modified"]).status == 200


DECODERS = {"gzip": gzip.decompress, "br": brotli.decompress, "deflate": zlib.decompress}


def test_pages_come_in_every_content_coding_and_say_the_same(served: Replica) -> None:
    used = set()
    for url, expected in served.truth().items():
        if expected.site == "portal" and expected.state == "stored" and not expected.why:
            reply = get(url, Accept_Encoding="gzip, deflate, br")
            if coding := reply.headers.get("Content-Encoding"):
                used.add(coding)
                assert DECODERS[coding](reply.body) == get(url).body
    assert used == set(DECODERS)


def test_some_pages_fail_once_and_are_fine_the_second_time(own: Replica) -> None:
    flaky = {one.why: url for url, one in own.truth().items() if one.why in ("error", "busy", "cut")}
    assert get(flaky["error"]).status == 500
    busy = get(flaky["busy"])
    assert (busy.status, busy.headers["Retry-After"]) == (503, "1")
    with pytest.raises(http.client.IncompleteRead):
        get(flaky["cut"])
    assert [get(url).status for url in flaky.values()] == [200, 200, 200]


def test_special_addresses_answer_as_the_truth_says(served: Replica) -> None:
    statuses = {
        "moved: 301 to the new address": {301},
        "answers 410": {410},
        "listed, answers 404": {404},
        "a challenge with status 403": {403},
        "a challenge with status 200 or 202": {200, 202},
        "redirects in a circle": {302},
        "redirects to itself": {302},
        "a soft 404 with status 200": {200},
    }
    for why, expected in statuses.items():
        urls = [url for url, one in served.truth().items() if one.why == why]
        assert {get(url).status for url in urls} == expected, why


def test_the_old_site_lies_about_its_charset_in_every_known_way(served: Replica) -> None:
    seen = set()
    for url, expected in served.truth().items():
        if expected.site == "legacy" and expected.state == "stored":
            reply = get(url)
            seen.add((reply.headers["Content-Type"], charset_of(reply.body)))
    assert ("text/html; charset=utf-8", "windows-1251") in seen
    assert ("text/html", "windows-1251") in seen
    assert ("text/html", "koi8-r") in seen


def test_links_of_the_old_site_carry_a_session_id_that_changes(served: Replica) -> None:
    url = f"http://127.0.0.1:{served.ports['legacy']}/news.php?page=1"
    sessions = [set(re.findall(rb"PHPSESSID=(\w+)", get(url).body)) for _ in range(2)]
    assert all(len(session) == 1 for session in sessions)
    assert sessions[0] != sessions[1]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (NOON, "Сегодня, 00:"),
        (NOON + dt.timedelta(days=1), "Вчера, 00:"),
        (NOON + dt.timedelta(days=2), "16 декабря 2025, 00:"),
    ],
)
def test_a_day_is_told_as_a_reader_of_the_moment_would_tell_it(now: dt.datetime, said: str) -> None:
    with Replica(day=DAY, clock=lambda: now) as replica:
        newest = next(url for url, one in replica.truth().items() if one.language == "ru" and one.day == DAY)
        assert said in visible(get(newest).body, "utf-8")


def test_robots_txt_asks_for_a_delay_that_the_speed_divides() -> None:
    for speed, line in ((1.0, "Crawl-delay: 0.05"), (5.0, "Crawl-delay: 0.01"), (float("inf"), "Disallow")):
        with Replica(day=DAY, speed=speed) as replica:
            for site in replica.sites():
                robots = get(urljoin(site.home, "/robots.txt")).body.decode()
                assert line in robots
                assert ("Crawl-delay" in robots) is (site.delay > 0)


def test_the_log_tells_who_asked_for_what_and_how_it_was_answered(own: Replica) -> None:
    home = own.sites()[0].home
    first = get(home, User_Agent="a reader")
    get(home, If_None_Match=first.headers["ETag"])
    assert own.requests == {("gov", "/ru", 200): 1, ("gov", "/ru", 304): 1}
    assert [seen.conditional for seen in own.log] == [False, True]
    assert own.log[0].agent == "a reader"
    own.forget()
    assert not own.log


def article(replica: Replica, site: str) -> str:
    truth = replica.truth().items()
    return next(url for url, one in truth if one.site == site and one.state == "stored" and not one.why)


@pytest.mark.parametrize("site", ["gov", "portal", "legacy"])
@pytest.mark.parametrize(
    ("fault", "robots", "status", "words"),
    [
        (Fault.LAYOUT, 200, 200, "app.js"),
        (Fault.BLOCK_403, 200, 403, "Checking your browser"),
        (Fault.BLOCK_200, 200, 200, "Checking your browser"),
        (Fault.BLOCK_202, 200, 202, "Checking your browser"),
        (Fault.SOFT_404, 200, 200, "Страница не найдена"),
        (Fault.ROBOTS_500, 500, 200, ""),
        (Fault.DOWN, 503, 503, ""),
    ],
)
def test_a_fault_shows_where_it_should(
    own: Replica, site: str, fault: Fault, robots: int, status: int, words: str
) -> None:
    url = article(own, site)
    own.break_site(site, fault)
    assert get(urljoin(url, "/robots.txt")).status == robots
    reply = get(url)
    assert reply.status == status
    assert words in reply.body.decode("utf-8", "replace")
    own.heal(site)
    assert get(url).status == 200


@pytest.mark.parametrize("site", ["gov", "portal", "legacy"])
def test_a_quiet_site_lists_nothing(own: Replica, site: str) -> None:
    own.break_site(site, Fault.QUIET)
    facts = next(one for one in own.sites() if one.name == site)
    for url in (*facts.feeds, *facts.sitemaps, *(listing.format(page=1) for listing in facts.listings)):
        body = get(url).body.decode("utf-8", "replace")
        assert not re.search(r"<loc>|<item>|<entry>|href=.(/ru/events/|/news/|show)", body)


def test_a_fifth_of_a_flaky_sites_articles_fails_every_time(own: Replica) -> None:
    urls = [url for url, one in own.truth().items() if one.site == "gov" and one.state == "stored" and not one.why]
    own.break_site("gov", Fault.FLAKY)
    failed = [url for url in urls if get(url).status == 500]
    assert 0.1 < len(failed) / len(urls) < 0.3
    assert all(get(url).status == 500 for url in failed)


def test_state_2_is_published_without_a_restart(own: Replica) -> None:
    before = own.truth()
    own.set_state(2)
    after = own.truth()
    deleted = [url for url, one in after.items() if one.why.startswith("deleted")]
    assert deleted
    assert all(before[url].state == "stored" for url in deleted)
    assert set(before) - set(after) == {url for url in before if url not in after}
    assert all(get(url).status in (404, 410, 200) for url in deleted)
    assert len(set(after) - set(before)) >= 20


def test_the_replica_serves_by_itself_until_it_is_interrupted() -> None:
    command = [sys.executable, "-m", "kznews.replica", "--port", "0", "--state", "2"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        homes = [process.stdout.readline().split() for _ in range(3)]
        statuses = [get(url).status for _, url in homes]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert [name for name, _ in homes] == ["gov", "portal", "legacy"]
    assert statuses == [200, 200, 200]

"""`kznews backfill --source wayback` and `--source cc`: what a site no longer has, from servers that speak a CDX API."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.crawling import Ended, assert_store_is_whole, kill, kznews, query, start
from tests.made_site import Ask, MadeSite, Reply, article, configured, serving
from tests.test_killed import wait_until

GONE = "http://127.0.0.9:81"  # nobody is there, and nobody asks
MARCH = ("--from", "2024-03-01", "--to", "2024-03-31")
FIRST = dt.date(2024, 3, 1)


@dataclass(frozen=True)
class Captured:
    """A page as an archive has it."""

    path: str
    stamp: str
    body: bytes
    status: int = 200
    media: str = "text/html"

    @property
    def url(self) -> str:
        return f"{GONE}{self.path}"


def march(count: int) -> list[Captured]:
    """Return articles of March 2024, each captured at noon of its next day."""
    days = [FIRST + dt.timedelta(days=number) for number in range(count)]
    return [
        Captured(f"/a/n{day.day}", f"{day + dt.timedelta(days=1):%Y%m%d}120000", article(day.day, day)) for day in days
    ]


@dataclass
class Wayback:
    """A CDX server with *page* rows in an answer, and the captures themselves."""

    captures: list[Captured]
    page: int = 1000
    busy: int = 0  # so many requests are answered with 429 first
    moved: dict[str, str] = field(default_factory=dict)  # from a snapshot's path to the one that is shown instead

    def __call__(self, ask: Ask) -> Reply | None:
        if ask.path == "/robots.txt":
            return None
        if self.busy:
            self.busy -= 1
            return Reply(b"slow down", 429, headers={"Retry-After": "0"})
        if ask.path == "/cdx/search/cdx":
            return self._index(ask)
        if target := self.moved.get(ask.path):
            return Reply(b"", 302, headers={"Location": target})
        for one in self.captures:
            if ask.path == f"/web/{one.stamp}id_/{one.url}":
                return Reply(one.body, one.status, one.media)
        return None

    def _index(self, ask: Ask) -> Reply:
        wanted = dict(pair.split(":", 1) for pair in ask.query["filter"])
        rows = [
            [one.stamp, one.url, one.media, str(one.status)]
            for one in sorted(self.captures, key=lambda one: (one.path, one.stamp))
            if wanted == {"statuscode": str(one.status), "mimetype": one.media}
            and ask.one("from") <= one.stamp[:8] <= ask.one("to")
        ]
        begin = int(ask.one("resumeKey", "0"))
        part, rest = rows[begin : begin + self.page], rows[begin + self.page :]
        table = [["timestamp", "original", "mimetype", "statuscode"], *part]
        return Reply(json.dumps(table + ([[], [str(begin + self.page)]] if rest else [])).encode())


def configure(folder: Path, archive: MadeSite) -> Path:
    facts: dict[str, Any] = {"home": f"{GONE}/", "domains": ["127.0.0.9:81"]}
    sources = {"wayback": archive.base, "cc_index": archive.base, "cc_data": f"{archive.base}/data"}
    return configured(folder, archive, sources=sources, **facts)


def told(ended: Ended, code: int = 0) -> dict[str, Any]:
    assert ended.code == code, ended
    answer: dict[str, Any] = json.loads(ended.out)
    return answer


def stored(folder: Path) -> list[tuple[str, str]]:
    rows = query(folder, "select u.url, r.day from urls u join records r on r.id = u.record_id order by r.day, u.url")
    return [(urlsplit(row.url).path, row.day) for row in rows]


def expected(captures: list[Captured]) -> list[tuple[str, str]]:
    return [(one.path, str(FIRST + dt.timedelta(days=number))) for number, one in enumerate(captures)]


def test_an_index_of_many_pages_is_read_by_its_resume_key_and_pages_are_had_in_their_raw_form(tmp_path: Path) -> None:
    captures = march(25)
    with serving(Wayback(captures, page=10)) as archive:
        answer = told(kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "wayback", "--json"))
        assert [(one["pages"], one["named"], one["ended"]) for one in answer["walks"]] == [
            (3, 25, "the end of the index")
        ]
        assert stored(tmp_path) == expected(captures)
        assert len(archive.asked("/cdx/")) == 3
        pages = archive.asked("/web/")
        assert len(pages) == 25
        assert all(page.split("/")[2].endswith("id_") for page in pages)
        assert_store_is_whole(tmp_path)


def test_a_busy_archive_is_asked_again(tmp_path: Path) -> None:
    captures = march(5)
    with serving(Wayback(captures, busy=2)) as archive:
        told(kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "wayback", "--json"))
    assert stored(tmp_path) == expected(captures)


def test_an_archive_that_stays_busy_leaves_the_rest_to_the_same_command(tmp_path: Path) -> None:
    captures = march(5)
    wayback = Wayback(captures, busy=1000)
    with serving(wayback) as archive:
        config = configure(tmp_path, archive)
        arguments = ("backfill", "made", *MARCH, "--source", "wayback", "--json")
        assert not told(kznews(config, *arguments), code=3)["complete"]
        wayback.busy = 0
        assert told(kznews(config, *arguments))["complete"]
    assert stored(tmp_path) == expected(captures)


def test_a_limit_leaves_the_rest_of_an_index_to_the_same_command(tmp_path: Path) -> None:
    captures = march(25)
    with serving(Wayback(captures, page=10)) as archive:
        config = configure(tmp_path, archive)
        arguments = ("backfill", "made", *MARCH, "--source", "wayback", "--json")
        assert not told(kznews(config, *arguments, "--limit", "7"))["complete"]
        assert told(kznews(config, *arguments))["complete"]
        assert len(archive.asked("/web/")) == 25
    assert stored(tmp_path) == expected(captures)


def test_a_capture_that_leads_to_another_is_dated_as_of_the_other(tmp_path: Path) -> None:
    day = '<html lang="ru"><body><article><h1>Мост открыт</h1><p class="date">{}</p>'
    words = "".join(
        f"<p>Абзац {part}: жители пришли на открытие моста, и мастер показал опоры.</p>" for part in range(6)
    )
    other = Captured("/a/moved", "20240310120000", (day.format("Вчера, 10:15") + words).encode())
    first = Captured("/a/moved", "20240320120000", b"")
    wayback = Wayback(
        [first, other], moved={f"/web/{first.stamp}id_/{first.url}": f"/web/{other.stamp}id_/{other.url}"}
    )
    wayback.captures = [first, other]
    with serving(lambda ask: _newest_only(wayback, ask)) as archive:
        told(kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "wayback", "--json"))
    assert stored(tmp_path) == [("/a/moved", "2024-03-09")]


def _newest_only(wayback: Wayback, ask: Ask) -> Reply | None:
    """Answer as *wayback*, whose index knows the first capture alone."""
    index = Wayback(wayback.captures[:1]) if ask.path.startswith("/cdx/") else wayback
    return index(ask)


def test_captures_of_redirects_errors_and_other_media_are_left_alone(tmp_path: Path) -> None:
    captures = march(3)
    others = [
        Captured("/a/moved", "20240305120000", b"", 301),
        Captured("/a/lost", "20240305120000", b"", 404),
        Captured("/a/picture", "20240305120000", b"", media="image/png"),
        Captured("/about", "20240305120000", article("about", FIRST)),
        Captured("/a/late", "20250305120000", article("late", dt.date(2025, 3, 4))),
    ]
    with serving(Wayback([*captures, *others])) as archive:
        told(kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "wayback", "--json"))
        assert len(archive.asked("/web/")) == 3
    assert stored(tmp_path) == expected(captures)


def test_an_index_that_heeds_no_filter_names_only_what_is_a_page_or_repeats_one(tmp_path: Path) -> None:
    captures = march(3)
    rows = [[one.stamp, one.url, "text/html", "200"] for one in captures[:2]]
    rows += [
        [captures[2].stamp, captures[2].url, "warc/revisit", "-"],
        ["20240305120000", f"{GONE}/a/x", "text/html", "301"],
    ]
    table = json.dumps([["timestamp", "original", "mimetype", "statuscode"], *rows]).encode()
    pages = Wayback(captures)
    with serving(lambda ask: Reply(table) if ask.path.startswith("/cdx/") else pages(ask)) as archive:
        told(kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "wayback", "--json"))
        assert len(archive.asked("/web/")) == 3
    assert stored(tmp_path) == expected(captures)


@pytest.mark.parametrize(
    "answer", [b"<html>Service unavailable</html>", b'{"rows": 1}', b'[["timestamp"], ["x", "y"]]']
)
def test_an_answer_that_is_no_index_is_told(answer: bytes, tmp_path: Path) -> None:
    with serving(lambda ask: Reply(answer) if ask.path.startswith("/cdx/") else None) as archive:
        ended = kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "wayback", "--json")
    assert "an answer that is none of a CDX server" in ended.out


@dataclass
class CommonCrawl:
    """Two crawls of which one holds March, their indexes of *page* rows a page, and one file of their captures."""

    captures: list[Captured]
    page: int = 10
    whole_files: bool = False  # takes no notice of Range
    revisits: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        file, self.places = io.BytesIO(), {}
        writer = WARCWriter(file, gzip=True)
        for one in self.captures:
            begin = file.tell()
            headers = StatusAndHeaders(f"{one.status} OK", [("Content-Type", one.media)], protocol="HTTP/1.1")
            date = dt.datetime.fromisoformat(f"{one.stamp[:8]}T{one.stamp[8:]}").strftime("%Y-%m-%dT%H:%M:%SZ")
            if one.path in self.revisits:
                record = writer.create_revisit_record(one.url, "sha1:X", one.url, date, http_headers=headers)
            else:
                record = writer.create_warc_record(
                    one.url,
                    "response",
                    io.BytesIO(one.body),
                    http_headers=headers,
                    warc_headers_dict={"WARC-Date": date},
                )
            writer.write_record(record)
            self.places[one.path] = (begin, file.tell() - begin)
        self.file = file.getvalue()

    def __call__(self, ask: Ask) -> Reply | None:
        if ask.path == "/collinfo.json":
            base = f"http://{ask.headers['host']}"
            return Reply(
                json.dumps(
                    [
                        {"id": f"CC-MAIN-{week}", "cdx-api": f"{base}/CC-MAIN-{week}-index"}
                        for week in ("2025-05", "2024-18", "2024-10", "2023-50")
                    ]
                ).encode()
            )
        if ask.path == "/CC-MAIN-2024-10-index":
            return self._index(ask)
        if ask.path == "/data/crawl/one.warc.gz":
            if self.whole_files:
                return Reply(self.file, content_type="application/octet-stream")
            first, last = map(int, ask.headers["range"].removeprefix("bytes=").split("-"))
            return Reply(self.file[first : last + 1], 206, "application/octet-stream")
        return Reply(b'{"message": "No Captures found"}', 404) if ask.path.endswith("-index") else None

    def _index(self, ask: Ask) -> Reply:
        pages = -(-len(self.captures) // self.page)
        if ask.one("showNumPages") == "true":
            return Reply(json.dumps({"pages": pages, "pageSize": 5, "blocks": pages}).encode())
        begin = int(ask.one("page")) * self.page
        lines = [
            {
                "urlkey": one.path, "timestamp": one.stamp, "url": one.url, "mime": one.media, "status": str(one.status),
                "filename": "crawl/one.warc.gz", "offset": str(self.places[one.path][0]),
                "length": str(self.places[one.path][1]),
            }
            for one in self.captures[begin : begin + self.page]
        ]  # fmt: skip
        return Reply("\n".join(map(json.dumps, lines)).encode())


def test_the_crawls_that_may_hold_the_days_are_read_page_by_page_and_captures_by_their_range(tmp_path: Path) -> None:
    captures = march(25)
    with serving(CommonCrawl(captures)) as archive:
        answer = told(kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "cc", "--json"))
        asked = {urlsplit(target).path for target in archive.asked("/CC-MAIN")}
        assert asked == {"/CC-MAIN-2024-10-index", "/CC-MAIN-2024-18-index"}
        assert len(archive.asked("/data/")) == 25
    ends = {urlsplit(one["walk"]).path: one["ended"] for one in answer["walks"]}
    assert ends["/CC-MAIN-2024-10-index"] == "the end of the index"
    assert ends["/CC-MAIN-2024-18-index"] == "nothing was captured"
    assert stored(tmp_path) == expected(captures)
    assert_store_is_whole(tmp_path)


def test_a_server_that_sends_whole_files_only_is_not_read(tmp_path: Path) -> None:
    with serving(CommonCrawl(march(3), whole_files=True)) as archive:
        answer = told(
            kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "cc", "--json"), code=3
        )
    assert "the archive's server sends whole files only" in " ".join(answer["faults"])
    assert not stored(tmp_path)


def test_a_revisit_record_without_a_page_is_a_failure_with_a_name(tmp_path: Path) -> None:
    captures = march(25)
    with serving(CommonCrawl(captures, revisits=frozenset({"/a/n3"}))) as archive:
        answer = told(kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", "cc", "--json"))
    assert f"{GONE}/a/n3: there is no response in it" in answer["faults"]
    assert stored(tmp_path) == [one for one in expected(captures) if one[0] != "/a/n3"]


@pytest.mark.parametrize("source", ["wayback", "cc"])
def test_a_dry_run_reads_the_index_only(source: str, tmp_path: Path) -> None:
    archive_of: Any = {"wayback": Wayback, "cc": CommonCrawl}[source]
    with serving(archive_of(march(12))) as archive:
        answer = told(
            kznews(configure(tmp_path, archive), "backfill", "made", *MARCH, "--source", source, "--dry-run", "--json")
        )
        assert answer["wanted"] == 12
        assert not archive.asked("/web/") + archive.asked("/data/")


@pytest.mark.parametrize("asked", [3, 9, 17, 24])
@pytest.mark.parametrize("source", ["wayback", "cc"])
def test_a_kill_amid_an_archive_loses_nothing(source: str, asked: int, tmp_path: Path) -> None:
    captures = march(25)
    archive_of: Any = {"wayback": Wayback, "cc": CommonCrawl}[source]
    with serving(archive_of(captures, page=10)) as archive:
        config = configure(tmp_path, archive)
        command = ("backfill", "made", *MARCH, "--source", source)
        process = start(config, *command)
        wait_until(lambda: len(archive.log) >= asked, process)
        kill(process)
        told(kznews(config, *command, "--json"))
    assert stored(tmp_path) == expected(captures)
    assert_store_is_whole(tmp_path)

"""`kznews ingest`: saved pages become records; what cannot be read is named and costs nothing else."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.warc import iterate
from tests.crawling import assert_store_is_whole, query, record_files
from tests.stores import ROOT

URL = "https://example.org/news/most-otkryt"
DATE = "<meta property='article:published_time' content='2026-03-01T10:00:00+05:00'>"
FIRST = "Новый мост через реку открыли сегодня утром, и по нему уже прошли первые машины."
SECOND = "Строительство заняло три года; движение по старому мосту будет закрыто на ремонт."
RECORD = f" date 2026-03-01 Мост открыт\n\n{FIRST}\n\n{SECOND}"


def page(first: str = FIRST, title: str = "Мост открыт") -> bytes:
    story = f"<article><h1>{title}</h1><p>{first}</p><p>{SECOND}</p></article>"
    return f"<html><head><meta charset=utf-8><title>{title}</title>{DATE}</head><body>{story}</body></html>".encode()


def ingest(folder: Path, *files: Path) -> tuple[int, dict[str, Any], str]:
    command = [sys.executable, "-m", "kznews", "ingest", "--workers", "1", "--json", *map(str, files)]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


def index(folder: Path, *rows: dict[str, object] | str) -> Path:
    folder.mkdir()
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "index.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def warc(path: Path, *responses: tuple[str, str, str, bytes], cut: int = 0) -> Path:
    """Write a WARC file of (address, date, content type, body)."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=path.suffix == ".gz")
    for url, date, content_type, body in responses:
        coding = [("Content-Encoding", "gzip")] if "coded" in path.name else []
        headers = StatusAndHeaders("200 OK", [("Content-Type", content_type), *coding], protocol="HTTP/1.1")
        named = {"WARC-Date": date} if date else {}
        record = writer.create_warc_record(
            url, "response", io.BytesIO(body), http_headers=headers, warc_headers_dict=named
        )
        writer.write_record(record)
    path.write_bytes(stream.getvalue()[: len(stream.getvalue()) - cut])
    return path


def test_a_folder_of_pages_becomes_records_and_each_fault_is_named(tmp_path: Path) -> None:
    saved = index(
        tmp_path / "saved",
        *({"url": f"{URL}-{number}", "html_path": f"{number}.html"} for number in range(30)),
        {"url": URL, "html_path": "page.html.gz", "fetched_at": "2026-03-02T00:00:00Z"},
        {"url": URL, "html_path": "none.html"},
        {"url": "http://[x/", "html_path": "1.html"},
        {"url": "/news/1", "html_path": "1.html"},
        "no json",
    )
    for number in range(30):
        (saved / f"{number}.html").write_bytes(page(f"Под номером {number} открыли новый мост через широкую реку."))
    (saved / "page.html.gz").write_bytes(gzip.compress(page()))
    code, said, errors = ingest(tmp_path, saved)
    assert (code, said["read"], said["counts"]) == (3, 35, {"stored": 31})
    assert [fault.partition("index.jsonl:")[2] for fault in said["faults"]] == [
        f"32: {saved / 'none.html'}: No such file or directory",
        "33: Invalid IPv6 URL",
        "34: url /news/1 is no http or https address",
        "35: not JSON: Expecting value: line 1 column 1 (char 0)",
    ]
    assert "index.jsonl:35" in errors
    assert RECORD in record_files(tmp_path).values()
    assert_store_is_whole(tmp_path)


@pytest.mark.parametrize("body", [page(), gzip.compress(page())])
def test_a_page_that_was_stored_decoded_under_the_header_of_a_coded_one_is_read(tmp_path: Path, body: bytes) -> None:
    file = warc(tmp_path / "coded.warc.gz", (URL, "2026-03-02T06:00:00Z", "text/html; charset=utf-8", body))
    code, said, _ = ingest(tmp_path, file)
    assert (code, said["counts"]) == (0, {"stored": 1})
    assert list(record_files(tmp_path).values()) == [RECORD]


def test_a_line_of_an_index_that_names_no_page_is_told_what_it_lacks(tmp_path: Path) -> None:
    _, said, _ = ingest(tmp_path, index(tmp_path / "saved", {"url": URL, "path": "page.html"}))
    assert [fault.partition(": ")[2] for fault in said["faults"]] == ["the line lacks 'html_path'"]


def test_an_archive_in_one_piece_of_gzip_is_read(tmp_path: Path) -> None:
    day, html = "2026-03-02T06:00:00Z", "text/html; charset=utf-8"
    plain = warc(tmp_path / "plain.warc", (URL, day, html, page()), (f"{URL}-2", day, html, page()))
    (tmp_path / "whole.warc.gz").write_bytes(gzip.compress(plain.read_bytes()))
    code, said, _ = ingest(tmp_path, tmp_path / "whole.warc.gz")
    assert (code, said["counts"]) == (0, {"stored": 1, "duplicate": 1})


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_captures_of_one_address_become_its_versions_and_only_pages_are_taken(tmp_path: Path, name: str) -> None:
    html, day = "text/html; charset=utf-8", "2026-03-01T06:00:00Z"
    file = warc(
        tmp_path / name,
        (URL, day, html, page("Мост через реку ещё не открыт, но его готовят к этому дню.")),
        ("https://example.org/style.css", day, "text/css", b"p { color: red }"),
        (f"{URL}?utm_source=x", "2026-03-02T06:00:00Z", html, page()),
        ("https://tengrinews.kz/", day, html, page(title="Главная")),
        ("https://example.org/bad", "soon", html, page()),
    )
    code, said, _ = ingest(tmp_path, file)
    assert said["counts"] == {"stored": 2}
    assert [fault.partition(": ")[2] for fault in said["faults"]] == [
        "https://example.org/bad: Invalid isoformat string: 'soon'"
    ]
    assert code == 3
    assert list(record_files(tmp_path).values()) == [RECORD]
    assert [row.version for row in query(tmp_path, "select version from records order by id")] == [1, 2]
    [hint] = query(tmp_path, 'select "where" from hints order by id desc limit 1')
    assert hint.where.startswith(f"{file}@")


ORIGINAL, ON = f"{URL}-1", "2026-03-02T08:00:00Z"


def with_repeats(path: Path, *order: tuple[str, dict[str, str]]) -> Path:
    """Write a WARC file of the page of `ORIGINAL` and of records that repeat it, by address, with the headers of each."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=path.suffix == ".gz")
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    for url, named in order:
        if url == ORIGINAL:
            body = {"payload": io.BytesIO(page()), "http_headers": headers}
            record = writer.create_warc_record(url, "response", warc_headers_dict={"WARC-Date": ON, **named}, **body)
        else:
            record = writer.create_revisit_record(url, named.pop("digest", "sha1:-"), "", "", http_headers=headers)
            for name, value in {"WARC-Date": "2026-03-05T08:00:00Z", **named}.items():
                record.rec_headers.replace_header(name, value)
        writer.write_record(record)
    path.write_bytes(stream.getvalue())
    return path


DIGEST = "sha1:" + base64.b32encode(hashlib.sha1(page(), usedforsecurity=False).digest()).decode()
RECORD_ID = "<urn:uuid:12345678-1234-1234-1234-123456789abc>"
THE_PAGE = (ORIGINAL, {"WARC-Record-ID": RECORD_ID})
REPEATS = {
    "its digest": {"digest": DIGEST},
    "its record": {"WARC-Refers-To": RECORD_ID},
    "its address and moment": {"WARC-Refers-To-Target-URI": ORIGINAL, "WARC-Refers-To-Date": ON},
}


@pytest.mark.parametrize("name", ["file.warc", "file.warc.gz"])
@pytest.mark.parametrize("named", REPEATS.values(), ids=REPEATS)
@pytest.mark.parametrize("order", [1, -1], ids=["behind", "before"])
def test_a_record_that_repeats_another_of_its_archive_is_a_page(
    order: int, named: dict[str, str], name: str, tmp_path: Path
) -> None:
    path = with_repeats(tmp_path / name, *[THE_PAGE, (f"{URL}-2", {**named})][::order])
    found = {one.url: one for one in iterate(path)}
    again = found[f"{URL}-2"]
    assert (again.body, again.status, again.content_type) == (page(), 200, "text/html")
    assert f"{again.at:%Y-%m-%d}" == "2026-03-05"
    assert ingest(tmp_path, path)[1]["counts"] == {"stored": 1, "duplicate": 1}


def test_a_record_that_repeats_what_its_archive_does_not_hold_is_a_fault_that_names_both(tmp_path: Path) -> None:
    elsewhere = {"digest": "sha1:OTHER", "WARC-Refers-To-Target-URI": "https://example.org/first", "WARC-Refers-To-Date": ON}
    unchanged = {"digest": DIGEST, "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified"}
    path = with_repeats(tmp_path / "file.warc.gz", THE_PAGE, (f"{URL}-2", elsewhere), (f"{URL}-3", unchanged))
    code, said, _ = ingest(tmp_path, path)
    assert (code, said["counts"], said["read"]) == (3, {"stored": 1}, 2)
    assert [fault.partition(": ")[2] for fault in said["faults"]] == [
        f"{URL}-2: it repeats the response of https://example.org/first, which is not there"
    ]


def test_a_second_ingest_changes_nothing(tmp_path: Path) -> None:
    saved = index(tmp_path / "saved", {"url": URL, "html_path": "page.html"}, {"html_path": "page.html"})
    (saved / "page.html").write_bytes(page())
    assert ingest(tmp_path, saved)[1]["counts"] == {"stored": 1, "duplicate": 1}
    before = record_files(tmp_path)
    assert ingest(tmp_path, saved)[:2] == (
        0,
        {"read": 2, "counts": {"unchanged": 1, "duplicate": 1}, "faults": [], "damaged": []},
    )
    assert record_files(tmp_path) == before
    assert_store_is_whole(tmp_path)


def test_an_archive_without_pages_is_no_error(tmp_path: Path) -> None:
    file = warc(tmp_path / "none.warc.gz", ("https://example.org/a.css", "2026-03-01T06:00:00Z", "text/css", b"p {}"))
    assert ingest(tmp_path, file) == (0, {"read": 0, "counts": {}, "faults": [], "damaged": []}, "")


@pytest.mark.parametrize("name", ["torn.warc", "torn.warc.gz"])
def test_a_torn_archive_gives_what_is_whole(tmp_path: Path, name: str) -> None:
    html, day = "text/html", "2026-03-01T06:00:00Z"
    file = warc(tmp_path / name, (URL, day, html, page()), (f"{URL}-2", day, html, page("Другой.")), cut=60)
    code, said, errors = ingest(tmp_path, file)
    assert (code, said["read"], said["counts"]) == (3, 1, {"stored": 1})
    assert [one["fault"] for one in said["damaged"]] == [f"{URL}-2: the file ends before the record does"]
    assert "Traceback" not in errors


@pytest.mark.parametrize("name", ["whole.warc", "whole.warc.gz"])
def test_what_follows_the_damaged_part_of_an_archive_is_read_and_the_damage_is_told(tmp_path: Path, name: str) -> None:
    html, day = "text/html", "2026-03-01T06:00:00Z"
    pages = [(f"{URL}-{number}", day, html, page()) for number in range(12)]
    first, rest = warc(tmp_path / name, *pages[:6]).read_bytes(), warc(tmp_path / name, *pages[6:]).read_bytes()
    damaged = tmp_path / f"damaged-{name}"
    damaged.write_bytes(first + b"no member" * 500 + rest)
    code, said, errors = ingest(tmp_path, damaged)
    assert (code, said["read"], said["counts"]) == (3, 12, {"stored": 1, "duplicate": 11})
    [told] = said["damaged"]
    assert (told["file"], told["offset"], told["bytes"]) == (str(damaged), len(first), 4500)
    assert f"{damaged}@{len(first)}: 4500 bytes are damaged" in errors
    assert query(tmp_path, "select faults from runs")[0].faults.count("4500 bytes are damaged") == 1


def test_nothing_is_started_when_one_of_the_files_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    file = warc(tmp_path / "pages.warc.gz", (URL, "2026-03-01T06:00:00Z", "text/html", page()))
    code, said, errors = ingest(tmp_path, file, tmp_path / "notes.txt")
    assert (code, said) == (2, {})
    assert "notes.txt is no .warc" in errors
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("name", ["empty", "notes.txt"])
def test_what_is_no_archive_is_wrong_usage(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("x") if name.endswith(".txt") else path.mkdir()
    code, said, errors = ingest(tmp_path, path)
    assert (code, said) == (2, {})
    assert "index.jsonl" in errors


FURNITURE = "Хотите рассказать свою историю – приходите к нам на улицу Абая."


def templated(number: int) -> bytes:
    date = f"<meta property='article:published_time' content='2026-03-{number % 9 + 1:02}T10:00:00+05:00'>"
    title = f"Открыли {'новый ' * (number % 5)}мост {'и дорогу ' * (number // 5)}"
    said = f"{FIRST} Его длина {number} метров, {'и ещё метр, ' * number}сообщили в управлении дорог."
    story = f"<article><h1>{title}</h1><p>{said}</p><p>{FURNITURE}</p><p>{SECOND}{' Так сказал мастер.' * number}</p></article>"
    return f"<html><head><meta charset=utf-8><title>{title}</title>{date}</head><body>{story}</body></html>".encode()


def test_the_furniture_of_saved_pages_is_learned_in_any_order_and_taken_from_those_read_later(tmp_path: Path) -> None:
    records = []
    for name, order in (("a", range(24)), ("b", range(23, -1, -1))):
        rows = [{"url": f"https://example.org/n/{number}", "html_path": f"{number}.html"} for number in order]
        store, pages = tmp_path / name, index(tmp_path / f"{name}-pages", *rows)
        store.mkdir()
        for number in range(25):
            (pages / f"{number}.html").write_bytes(templated(number))
        assert ingest(store, pages)[0] == 0
        learned = kznews(store, "sites", "furniture", "ingest", "--learn", "--json")
        assert [one["text"] for one in json.loads(learned)] == [FURNITURE]
        (pages / "index.jsonl").write_text(json.dumps({"url": "https://example.org/n/24", "html_path": "24.html"}))
        assert ingest(store, pages)[0] == 0
        records.append(sorted(record.read_text() for record in record_files(store / "store")))
    assert records[0] == records[1]
    assert not any(FURNITURE in one for one in records[0])


def kznews(folder: Path, *words: str) -> str:
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "kznews", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout

"""`kznews extract`: whatever stands in a line costs that line, and the order is kept."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kznews.extract import LONGEST_LINE, asked
from kznews.saved import lines_of
from tests.stores import ROOT, kznews
from tests.test_ingest import warc

PAGE = (
    "<html><head><title>Мост открыт</title><meta property='article:published_time' content='2026-03-01T10:00:00+05:00'>"
    "</head><body><article><h1>Мост открыт</h1>"
    + "<p>Новый мост через реку открыли сегодня утром, и по нему уже прошли первые машины.</p>" * 1
    + "<p>Строительство заняло три года; движение по старому мосту будет закрыто на ремонт.</p></article></body></html>"
)


def extract(folder: Path, *lines: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kznews", "extract", "--workers", "1"]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "ascii"}
    return subprocess.run(command, cwd=folder, env=environment, input=b"\n".join(lines), capture_output=True)


def line(**row: object) -> bytes:
    return json.dumps({"url": "https://example.org/a", **row}).encode()


def test_articles_come_out_in_order_and_a_bad_line_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    good = [line(id=number, html=PAGE) for number in range(11)]
    done = extract(tmp_path, *good[:6], b"no json", *good[6:], line(id="path", html_path="page.html.gz"))
    answers = [json.loads(answer) for answer in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [*range(6), None, *range(6, 11), "path"]
    assert answers[6]["error"].startswith("line 7: not JSON")
    fields = "id title date text language other_languages authors removed date_evidence drop".split()
    for answer in answers[:6] + answers[7:]:
        assert list(answer) == fields
        assert (answer["title"], answer["date"], answer["language"]) == ("Мост открыт", "2026-03-01", "ru")
        assert answer["text"].startswith("Новый мост")
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)


@pytest.mark.parametrize("before", ["", "\ufeff", "\n <!-- saved -->\n"])
def test_a_saved_page_is_read_as_one(tmp_path: Path, before: str) -> None:
    [answer] = map(json.loads, extract(tmp_path, (before + PAGE.replace("<p>", "\n<p>")).encode()).stdout.splitlines())
    assert (answer["title"], answer["date"]) == ("Мост открыт", "2026-03-01")
    assert answer["text"].endswith("закрыто на ремонт.")


def test_files_of_every_kind_are_answered_in_order_each_page_under_its_path_or_address(tmp_path: Path) -> None:
    (tmp_path / "index.jsonl").write_bytes(b"\n" + line(id=7, html=PAGE) + b"\nno json\n")
    (tmp_path / "bridge.html").write_text(PAGE)
    (tmp_path / "empty.jsonl").touch()
    day, html = "2026-03-01T06:00:00Z", "text/html; charset=utf-8"
    pages = [(f"https://example.org/{name}", day, html, PAGE.encode()) for name in "ab"]
    warc(tmp_path / "cut.warc.gz", *pages, cut=9)
    files = ["./bridge.html", "index.jsonl", "cut.warc.gz", "empty.jsonl", "-", "index.jsonl"]
    done = kznews(tmp_path, "extract", "--workers", "2", *files, given=PAGE.encode())
    answers = [json.loads(answer) for answer in done.stdout.splitlines()]
    ids = ["./bridge.html", 7, None, "https://example.org/a", None, "<stdin>", 7, None]
    assert [answer["id"] for answer in answers] == ids
    faults = [answer["error"] for answer in answers if "error" in answer]
    begins = ["index.jsonl: line 3: not JSON", "cut.warc.gz@", "index.jsonl: line 3: not JSON"]
    assert [fault[: len(begin)] for fault, begin in zip(faults, begins, strict=True)] == begins
    assert "https://example.org/b: the file ends before the record does" in faults[1]
    assert {answer["title"] for answer in answers if "error" not in answer} == {"Мост открыт"}
    assert (done.returncode, done.stderr.split(";")[0]) == (3, "extract: 3 of 8 pages could not be read")


def test_a_file_that_holds_a_part_of_a_page_is_one_page(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("Мост открыт\n" + PAGE.replace("<", "\n<"))
    [answer] = map(json.loads, kznews(tmp_path, "extract", "part.html").stdout.splitlines())
    assert (answer["id"], answer["title"]) == ("part.html", "Мост открыт")


def test_a_page_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "large.html").write_bytes(b"<p>" + bytes(17 << 20))
    [answer] = map(json.loads, kznews(tmp_path, "extract", "large.html").stdout.splitlines())
    assert answer == {"id": "large.html", "error": "larger than 16777216 bytes"}


@pytest.mark.parametrize("before", [b"", b"\n"])
def test_a_page_is_read_from_a_pipe_that_gives_its_beginning_late(before: bytes, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kznews", "extract", "--workers", "1", "/dev/stdin"]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write(before)
        process.stdin.flush()
        [answer] = process.communicate(PAGE.encode())[0].splitlines()
    assert (json.loads(answer)["id"], json.loads(answer)["title"]) == ("/dev/stdin", "Мост открыт")


def test_a_page_of_pictures_has_no_text_and_says_its_title_and_day_all_the_same(tmp_path: Path) -> None:
    pictures = PAGE.partition("<article>")[0] + "<article><h1>Мост открыт</h1><img src=1.jpg><img src=2.jpg></article>"
    [answer] = map(json.loads, extract(tmp_path, line(html=pictures)).stdout.splitlines())
    assert answer["drop"].startswith("NoText")
    assert (answer["title"], answer["date"], answer["text"]) == ("Мост открыт", "2026-03-01", "")
    assert answer["date_evidence"]


def test_what_is_no_number_in_a_field_that_nobody_reads_costs_nothing(tmp_path: Path) -> None:
    [answer] = map(json.loads, extract(tmp_path, line(id=1, html=PAGE, truth={"date": float("nan")})).stdout.splitlines())
    assert (answer["id"], answer["title"]) == (1, "Мост открыт")


def test_many_bad_lines_are_told_by_the_exit_code(tmp_path: Path) -> None:
    done = extract(tmp_path, line(id=1, html=PAGE), b"[]", line(id="\ud800", html="<p>\ud800"))
    answers = [json.loads(answer) for answer in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, "\ud800"]
    assert answers[2]["drop"].startswith("NoText")
    assert done.returncode == 3
    assert b"1 of 3" in done.stderr


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe{", "not JSON"),
        (b"3", "not a JSON object"),
        (line(), 'neither "html" nor "html_path"'),
        (line(html=5), 'neither "html" nor "html_path"'),
        (line(html_path="none.html"), "none.html: No such file or directory"),
        (line(html_path="/"), "line 7: /: Is a directory"),
        (line(html_path="a\0b"), "null"),
        (line(html_path="\ud800"), "can't encode"),
        (line(html_path="/dev/zero"), "no regular file"),
        (line(id=float("nan"), html=""), "id: nan is no number of JSON"),
        (b'{"id": 1e999, "html": ""}', "id: inf is no number of JSON"),
        (b'{"html": ""}' + b" " * LONGEST_LINE, "longer than"),
        (line(html="", url=5), "url must be a string"),
        (line(html="", url="http://[x/"), "url: "),
        (line(html="", timezone="Asia"), "no IANA zone"),
        (line(html="", timezone="../zone"), "no IANA zone"),
        (line(html="", fetched_at="yesterday"), "fetched_at: "),
        (line(html="", fetched_at="0001-01-01T00:00:00+14:00"), "fetched_at: "),
        (line(html="", content_type=[1]), "content_type must be a string"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(row: bytes, says: str) -> None:
    ask = asked("line 7", row)
    assert ask.page is None
    assert ask.error.startswith("line 7: ")
    assert says in ask.error


@pytest.mark.parametrize(
    "content",
    [b"\x1f\x8bnonsense", gzip.compress(b"x" * 99)[:-9], gzip.compress(bytes(17 << 20)), bytes(17 << 20)],
    ids=["broken", "cut", "bursting", "large"],
)
def test_a_broken_or_bursting_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.gz"
    path.write_bytes(content)
    assert asked("line 1", line(html_path=str(path))).error


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.html")
    assert "no regular file" in asked("line 1", line(html_path=str(tmp_path / "page.html"))).error


@given(st.lists(st.text("a\r\0", max_size=9).map(str.encode), max_size=5), st.booleans())
def test_a_line_that_is_too_long_costs_only_itself(lines: list[bytes], ended: bool) -> None:
    given_text = b"\n".join(lines) + b"\n" * ended
    expected = [text[:4] for text in io.BytesIO(given_text)]
    assert list(lines_of(io.BytesIO(given_text), 4)) == expected


def test_a_moment_without_a_zone_is_utc() -> None:
    page = asked("line 1", line(html=PAGE, fetched_at="2026-03-01T10:00", timezone="Asia/Almaty")).page
    assert page is not None
    assert (str(page.fetched_at), page.timezone) == ("2026-03-01 10:00:00+00:00", "Asia/Almaty")

"""What the filters are given: they tell pages, archives, JSON and texts apart, and refuse what they would spoil."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kznews.exit_codes import ExitCode
from kznews.inputs import Kind, kind_of
from tests.stores import ROOT, kznews

TEXT = "Мост через Тобол открыли\n\nВ Костанайской области завершили ремонт моста.\n\nДвижение открыли 12 марта."
PAGE = f"<!doctype html>\n<title>Мост</title>\n<p>{TEXT}</p>\n"
ROW = json.dumps({"id": 1, "title": "Мост", "text": TEXT})
ARCHIVED = "WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
KINDS: dict[str, tuple[str, Kind]] = {
    "a page": (PAGE, Kind.PAGE),
    "a page behind blank lines": (f"\ufeff \r\n\n{PAGE}", Kind.PAGE),
    "a page behind a comment": (f"<!-- saved -->{PAGE}", Kind.PAGE),
    "a feed": ('<?xml version="1.0"?><rss/>', Kind.PAGE),
    "a part of a page": ("Мост открыли<br>\n<p>Его чинили.</p>\n<p>Долго.</p>\n<p>И дорого.</p>", Kind.PAGE),
    "a page behind the headers of its answer": (f"HTTP/1.1 200 OK\nServer: x\n\n{PAGE}" + "<p>Мост.</p>\n" * 4, Kind.PAGE),
    "JSON lines": (f"{ROW}\n{ROW}\n", Kind.LINES),
    "JSON lines that hold pages": (json.dumps({"html": PAGE * 9}), Kind.LINES),
    "JSON lines of which the first is cut": (f'мост."}}\n{ROW}\n{ROW}\n', Kind.LINES),
    "JSON over several lines": (json.dumps([{"id": 1}, {"id": 2}], indent=2), Kind.LINES),
    "a list of texts": ('["Мост", "Дорога"]', Kind.LINES),
    "an empty object": ("{}", Kind.LINES),
    "an archive": (ARCHIVED, Kind.ARCHIVE),
    "a record": (f" date 2026-03-02 {TEXT}", Kind.TEXT),
    "a text that speaks of tags": (f"{TEXT}\n\nТеги <b> и </b> выделяют слова.\n\nТег <br> рвёт строку.", Kind.TEXT),
    "a text with tags left in it": (f'{TEXT}\n\n{TEXT}\n\n<span class="x">Мост</span> <a href="/">открыли</a>.', Kind.TEXT),
    "a text in angle quotes": ("<<Мост>> открыли\n\nДвижение началось.", Kind.TEXT),
    "a text in angle brackets": ("<Мост> открыли", Kind.TEXT),
    "a mark before the headline": ("[Видео] Мост открыли\n\nДвижение началось.", Kind.TEXT),
    "a number of a note": ("[1] Мост открыли", Kind.TEXT),
    "a brace before the headline": ("{Мост} открыли", Kind.TEXT),
    "a text with JSON left in it": (f'{TEXT}\n\n{{"@type": "NewsArticle"}}', Kind.TEXT),
    "nothing": ("", Kind.TEXT),
    "blank lines": ("\n \n", Kind.TEXT),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS)
def test_a_kind_is_told_by_what_an_input_holds(text: str, kind: Kind) -> None:
    assert kind_of(text.encode()) is kind


def test_what_is_packed_is_an_archive_or_anything_else() -> None:
    assert kind_of(gzip.compress(ARCHIVED.encode())) is Kind.ARCHIVE
    assert kind_of(gzip.compress(PAGE.encode())) is Kind.PACKED
    assert kind_of(gzip.compress(PAGE.encode())[:3]) is Kind.PACKED
    assert kind_of(b"\x1f\x8bnonsense") is Kind.PACKED


def test_every_saved_page_is_one_and_every_expected_record_is_a_text() -> None:
    saved = [path for path in (ROOT / "tests" / "fixtures").rglob("*") if path.suffix in (".html", ".txt")]
    assert len(saved) > 30
    kinds = {".html": Kind.PAGE, ".txt": Kind.TEXT}
    assert [path.name for path in saved if kind_of(path.read_bytes()) is not kinds[path.suffix]] == []


REFUSED: dict[str, tuple[list[str], str, bytes, str]] = {
    "a packed input of extract": (
        ["extract"], "in.jsonl.gz", gzip.compress(ROW.encode()),
        "in.jsonl.gz is packed with gzip: zcat in.jsonl.gz | kznews extract",
    ),
    "a packed input of dedup": (
        ["dedup"], "in.jsonl.gz", gzip.compress(ROW.encode()),
        "in.jsonl.gz is packed with gzip: zcat in.jsonl.gz | kznews dedup",
    ),
    "a page in dedup": (["dedup"], "a.html", PAGE.encode(), "a.html is markup: kznews extract a.html | kznews dedup"),
    "an archive in dedup": (
        ["dedup"], "a.warc", ARCHIVED.encode(), "a.warc is a WARC file: kznews extract a.warc | kznews dedup",
    ),
    "a page in scrub": (["scrub"], "a.txt", PAGE.encode(), "a.txt is markup: kznews extract a.txt reads it"),
    "a page to be replaced": (
        ["scrub", "--write"], "a b.txt", PAGE.encode(), "a b.txt is markup: kznews extract 'a b.txt' reads it",
    ),
    "a page in another encoding": (
        ["scrub", "--write"], "a.txt", PAGE.encode("cp1251"), "a.txt is markup: kznews extract a.txt reads it",
    ),
    "JSON lines in scrub": (
        ["scrub", "--write", "--json"], "a.txt", ROW.encode(), "a.txt is JSON: scrub takes texts, a record a file",
    ),
    "an archive in scrub": (
        ["scrub"], "a.warc.gz", gzip.compress(ARCHIVED.encode()), "a.warc.gz is a WARC file: kznews extract a.warc.gz reads it",
    ),
    "a packed text in scrub": (
        ["scrub"], "a.txt.gz", gzip.compress(TEXT.encode()), "a.txt.gz is packed with gzip: zcat a.txt.gz | kznews scrub -",
    ),
    "a file to be replaced that no record is called like": (
        ["scrub", "--write"], "setup.py", TEXT.encode(),
        "setup.py is not called *.txt, as records are: kznews scrub --write - < setup.py prints what is left",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "name", "content", "said"), REFUSED.values(), ids=REFUSED)
def test_an_input_of_another_kind_is_refused_before_anything_starts(
    words: list[str], name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    good = {"extract": json.dumps({"html": PAGE}), "dedup": ROW, "scrub": f"{TEXT}\n\nТеги"}[words[0]]
    (tmp_path / "good.txt").write_text(good)
    (tmp_path / name).write_bytes(content)
    done = kznews(tmp_path, *words, "good.txt", name)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert done.stderr == f"{said}\nnothing was started\n"
    assert ((tmp_path / "good.txt").read_text(), (tmp_path / name).read_bytes()) == (good, content)


def test_all_inputs_of_another_kind_are_named_at_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PAGE)
    done = kznews(tmp_path, "scrub", "--write", "a.txt", "b.txt")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["a.txt is markup", "b.txt is markup", "nothing was started"]


@pytest.mark.parametrize(
    ("words", "content", "said"),
    [
        (["extract"], gzip.compress(PAGE.encode()), "standard input is packed with gzip: zcat FILE | kznews extract\n"),
        (["extract"], ARCHIVED.encode(), "standard input is a WARC file: kznews extract FILE reads one that is no pipe\n"),
        (["dedup"], PAGE.encode(), "standard input is markup: kznews extract FILE | kznews dedup\n"),
        (["scrub", "--write", "-"], PAGE.encode(), "standard input is markup: kznews extract FILE reads it\n"),
        (["scrub", "-"], b"\n" + ROW.encode(), "standard input is JSON: scrub takes texts, a record a file\n"),
    ],
)
def test_what_comes_through_a_pipe_is_refused_as_soon_as_it_is_read(
    words: list[str], content: bytes, said: str, tmp_path: Path
) -> None:
    done = kznews(tmp_path, *words, given=content)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.USAGE, "", said)


@pytest.mark.parametrize("command", ["extract", "dedup", "scrub"])
@pytest.mark.parametrize("name", ["none.txt", "."])
def test_a_file_that_cannot_be_opened_ends_a_filter_before_it_starts(command: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    done = kznews(tmp_path, command, "good.txt", name)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert f"'{name}'" in done.stderr

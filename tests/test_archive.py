"""What the archive says of a response's place holds, whatever else goes on."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import random
import threading
from pathlib import Path
from typing import Any

import pytest

import storage.archive
from storage.archive import Archive, Place
from storage.torn import mend_run
from storage.warc import iterate, read

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize("rotate_at", [storage.archive.ROTATE_AT, 3_000], ids=["one file", "many files"])
def test_a_response_stands_where_it_was_said_to_though_another_thread_flushes(
    rotate_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.archive, "ROTATE_AT", rotate_at)
    archive, stop = Archive.open(tmp_path, 1, "site", NOW), threading.Event()
    failed: list[BaseException] = []

    def flush() -> None:
        while not stop.is_set() and not failed:
            try:
                archive.flush()
            except (OSError, ValueError) as error:
                failed.append(error)

    flusher = threading.Thread(target=flush)
    flusher.start()
    empty: list[tuple[bytes, bytes]] = []
    places = {}
    for number in range(1000):
        url, body = f"https://example.org/{number}", os.urandom(3000)
        places[url] = archive.write(
            url=url, at=NOW, request_headers=empty, status=200, response_headers=empty, body=body
        )
    stop.set()
    flusher.join()
    archive.close()
    assert failed == []
    assert [url for url, place in places.items() if read(tmp_path / place.file, place.offset).url != url] == []


@pytest.mark.parametrize("rest", [b"", b"\0" * 50, b"noise"], ids=["cut", "zeros", "noise"])
def test_of_a_file_that_was_cut_anywhere_the_whole_records_are_left(rest: bytes, tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, 1, "site", NOW)
    place = _write(archive, "https://example.org/1")
    _write(archive, "https://example.org/2")
    archive.close()
    path = tmp_path / place.file
    whole = path.read_bytes()
    for size in range(0, len(whole), 7):
        path.write_bytes(whole[:size] + rest)
        mend_run(tmp_path, "site", 1, {})
        left = path.read_bytes() if path.exists() else b""
        gzip.decompress(left)  # raises EOFError where a record is cut
        assert whole.startswith(left)
        assert size - len(left) < 1200  # no more than the record that was cut
        assert not left or [one.fault for one in iterate(path)] in ([], [""], ["", ""])


def test_nothing_before_the_last_acknowledged_response_is_ever_cut(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, 1, "site", NOW)
    places = [_write(archive, f"https://example.org/{number}") for number in range(3)]
    archive.close()
    path = tmp_path / places[0].file
    spoilt = bytearray(path.read_bytes())
    spoilt[places[0].offset + 30] ^= 0xFF  # a disk that forgets
    path.write_bytes(bytes(spoilt))
    mend_run(tmp_path, "site", 1, {places[2].file: places[2].offset})
    assert path.read_bytes() == bytes(spoilt)


def test_no_other_run_s_file_is_touched(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, 12, "site", NOW)
    path = tmp_path / _write(archive, "https://example.org/").file
    archive.close()
    path.write_bytes(path.read_bytes()[:-5])
    cut = path.read_bytes()
    mend_run(tmp_path, "site", 1, {})
    mend_run(tmp_path, "other", 12, {})
    assert path.read_bytes() == cut


def _write(archive: Archive, url: str) -> Place:
    return archive.write(
        url=url, at=NOW, request_headers=[], status=200, response_headers=[], body=random.Random(url).randbytes(300)
    )


@pytest.mark.parametrize("rotate_at", [storage.archive.ROTATE_AT, 1_000], ids=["one file", "many files"])
def test_a_response_that_repeats_another_of_its_run_is_read_from_there(
    rotate_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.archive, "ROTATE_AT", rotate_at)
    archive = Archive.open(tmp_path, 1, "site", NOW)
    page: dict[str, Any] = {"at": NOW, "request_headers": [], "status": 200, "response_headers": [], "body": os.urandom(2000)}
    places = [archive.write(url=f"https://example.org/{number}", **page) for number in range(2)]
    archive.close()
    assert [read(tmp_path / place.file, place.offset).body == page["body"] for place in places] == [True, True]
    files = sorted({place.file for place in places})
    assert [one.body for file in files for one in iterate(tmp_path / file)] == [page["body"]] * 2
    if rotate_at == 1_000:
        (tmp_path / places[0].file).unlink()
        fault = "https://example.org/1: it repeats the response of https://example.org/0, which is not there"
        assert read(tmp_path / places[1].file, places[1].offset).fault == fault

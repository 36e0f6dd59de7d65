"""Explain tells everything known of an address or a record, however it is named."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from sqlalchemy import update

from kznews.output import HIDDEN
from storage.engine import engine_of
from storage.record import fingerprint
from storage.schema import records
from tests.stores import COPY, FIRST, GONE, kznews, make_store

DIGEST = fingerprint("Мост открыли\n\nВ городе открыли новый мост.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store; the tests do not change it."""
    made = tmp_path_factory.mktemp("explain")
    make_store(made / "store")
    return made


NAMES = {
    "address": FIRST,
    "address without its scheme": FIRST.removeprefix("https://"),
    "address with tracking": f"{FIRST}?utm_source=x",
    "file": f"store/records/2026/03/01/000_{DIGEST[:16]}.txt",
    "file of another folder": f"/elsewhere/2026/03/01/000_{DIGEST[:16]}.txt",
    "name": f"000_{DIGEST[:16]}.txt",
    "name without its ending": f"000_{DIGEST[:16]}",
    "fingerprint": DIGEST[:12],
    "number": "1",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_record_is_found_by_every_name(folder: Path, name: str) -> None:
    done = kznews(folder, "explain", name, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["url"]["url"] == FIRST


def test_everything_known_is_told(folder: Path) -> None:
    text = kznews(folder, "explain", FIRST, "--text").stdout
    for part in (
        "state      stored",
        "feed https://example.org/rss: published '2026-03-01T10:00:00+05:00'",
        "run 1: HTTP 200 in 0.25 s → stored; archive/rbc/2026/a.warc.gz at 1234",
        "2026-03-01 (agreed)",
        "time '5 мая 2019': 2019-05-05 (another year)",
        "read-also: Читайте также:",
        f"is repeated by {COPY} (exact)",
        f"store/records/2026/03/01/000_{DIGEST[:16]}.txt",
        "В городе открыли новый мост.",
    ):
        assert part in text
    assert not HIDDEN.search(text.replace("\n", ""))


def test_the_hour_of_a_site_without_facts_is_told_as_the_page_said_it(tmp_path: Path) -> None:
    engine = engine_of(f"sqlite:///{make_store(tmp_path / 'store', 'nowhere') / 'catalog.sqlite'}")
    evidence = [{"source": "feed", "text": "…", "day": "2026-03-01", "time": "00:20", "fate": "won"}]
    with engine.begin() as connection:
        moment = {"published_at": dt.datetime(2026, 2, 28, 19, 20, tzinfo=dt.UTC), "evidence": evidence}
        connection.execute(update(records).where(records.c.day == dt.date(2026, 3, 1)).values(moment))
    engine.dispose()
    assert "2026-03-01 (agreed), at 00:20 there, 2026-02-28 19:20 UTC" in kznews(tmp_path, "explain", FIRST).stdout


def test_a_copy_names_what_it_repeats(folder: Path) -> None:
    assert f"repeats record 1: {FIRST}" in kznews(folder, "explain", COPY).stdout


def test_an_address_without_a_record_says_why(folder: Path) -> None:
    text = kznews(folder, "explain", GONE).stdout
    assert "gone: HTTP 404" in text
    assert "file       none" in text


def test_an_unknown_address_is_answered_with_the_site_that_may_have_it(folder: Path) -> None:
    done = kznews(folder, "explain", "https://www.akorda.kz/ru/unknown-1")
    assert done.returncode == 2
    assert "nothing is known of" in done.stderr
    assert "kznews crawl akorda" in done.stderr
    done = kznews(folder, "explain", "https://elsewhere.example/1")
    assert done.stderr.endswith("in store; kznews status shows what it holds, --store DIR names another\n")


@pytest.mark.parametrize("command", ["explain", "duplicates"])
@pytest.mark.parametrize("what", ["http://[broken", "a [b", ""])
def test_what_is_no_address_is_unknown_and_no_unexpected_error(folder: Path, what: str, command: str) -> None:
    done = kznews(folder, command, what)
    assert done.returncode == 2, done.stderr
    assert "unexpected error" not in done.stderr


def test_what_is_not_in_the_archive_is_not_shown(folder: Path) -> None:
    assert kznews(folder, "explain", GONE, "--html").returncode == 2
    done = kznews(folder, "explain", FIRST, "--html")
    assert (done.returncode, done.stderr.splitlines()) == (
        2,
        ["kznews: store/archive/rbc/2026/a.warc.gz: No such file or directory", "restore the file from a backup"],
    )

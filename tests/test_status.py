"""What the looking commands tell of a store."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kznews.config import Config
from kznews.doctor import of_database, on_store
from kznews.exit_codes import ExitCode
from kznews.output import HIDDEN
from storage import views
from storage.catalog import Catalog, CatalogLost
from storage.clock import now
from storage.site_states import change
from tests.stores import FIRST, ROOT, kznews, make_store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store; the tests do not change it."""
    made = tmp_path_factory.mktemp("looking")
    make_store(made / "store")
    return made


def said(folder: Path, *arguments: str) -> object:
    done = kznews(folder, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_states_of_a_site_add_up_to_its_addresses(folder: Path) -> None:
    report = said(folder, "status")
    [rbc] = [site for site in report["sites"] if site["site"] == "rbc"]
    assert rbc["states"] == {"stored": 1, "duplicate": 1, "gone": 1, "undated": 1, "failed": 1}
    assert rbc["addresses"] == sum(rbc["states"].values()) == report["total"]["addresses"] == 5
    assert (rbc["records"], rbc["copies"], rbc["files"]) == (3, 1, 2)
    assert rbc["last_run"]["exit_code"] == 3


def test_status_is_a_table_with_the_sums(folder: Path) -> None:
    done = kznews(folder, "status")
    rows = {line.split()[0]: line.split() for line in done.stdout.splitlines()}
    assert rows["site"][-8:] == ["stored", "duplicate", "undated", "gone", "failed", "records", "copies", "files"]
    assert rows["rbc"][-9:] == ["5", "1", "1", "1", "1", "1", "3", "1", "2"]
    assert rows["all"] == ["all", "5", "1", "1", "1", "1", "1", "3", "1", "2"]
    assert "1 of 5 fetches failed" in done.stderr


def test_runs_are_listed_newest_first_and_by_site(folder: Path) -> None:
    [run] = said(folder, "runs")
    assert (run["id"], run["site"], run["exit_code"]) == (1, "rbc", 3)
    assert said(folder, "runs", "rbc") == [run]
    assert kznews(folder, "runs", "akorda").returncode == 2


@pytest.mark.parametrize(
    ("command", "said"),
    {
        "runs": "site rbc, kind crawl, trigger person, started 2026-03-01 ",
        "runs 1": "state stored, such as https://example.org/",
        "duplicates 1": "published 2026-03-01, site rbc, relation first, address https://",
        "schedule list rbc": "schedule every 15 min, now 15 min, last run ",
    }.items(),
)
def test_what_is_too_wide_for_a_terminal_is_told_in_words(command: str, said: str, folder: Path) -> None:
    screen, terminal = os.openpty()
    here = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder), "TERM": "xterm", "COLUMNS": "60"}
    subprocess.run(
        [sys.executable, "-m", "kznews", *command.split()], cwd=folder, env=here, stdout=terminal, check=True
    )
    os.close(terminal)
    assert said in " ".join(os.read(screen, 9999).decode().split())
    os.close(screen)


def test_one_run_is_shown_with_its_reasons(folder: Path) -> None:
    run = said(folder, "runs", "1")
    assert sum(reason["count"] for reason in run["reasons"]) == 5
    text = kznews(folder, "runs", "1").stdout
    assert "HTTP 404" in text
    assert "faults  https://example.org/news/first: " in text
    assert not HIDDEN.search(text.replace("\n", ""))
    assert kznews(folder, "runs", "99").returncode == 2


def test_sites_say_that_they_were_never_verified(folder: Path) -> None:
    listed = said(folder, "sites")
    assert {"akorda", "rbc", "zakon"} <= {site["name"] for site in listed}
    assert "never" in kznews(folder, "sites").stdout
    assert said(folder, "sites", "show", "akorda") in listed


def findings(folder: Path, *arguments: str) -> tuple[int, dict[str, list[str]]]:
    done = kznews(folder, "doctor", "--json", *arguments)
    found: dict[str, list[str]] = {"ok": [], "warning": [], "problem": []}
    for finding in json.loads(done.stdout):
        found[finding["level"]].append(f"{finding['about']}: {finding['text']}")
        assert finding["level"] != "problem" or finding["next"]
    return done.returncode, found


def test_doctor_names_what_is_wrong_and_what_to_type_next(folder: Path) -> None:
    code, found = findings(folder)
    assert code == 3
    assert [text for text in found["problem"] if text.startswith("sites: rbc: the last run ended with 3")]
    assert [text for text in found["problem"] if text.startswith("archive: 1 missing or too short")]
    assert [text for text in found["warning"] if text.startswith("contact:")]
    assert [text for text in found["ok"] if text == "files: 2 record files, as the catalog has them"]


def test_doctor_finds_and_repairs_lost_and_damaged_files(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    records = sorted((tmp_path / "store" / "records").rglob("*.txt"))
    before = {path: path.read_bytes() for path in records}
    records[0].unlink()
    records[1].write_text("another text")
    (records[1].parent / "777_aaaaaaaaaaaaaaaa.txt").write_text("a stranger")
    _, found = findings(tmp_path, "--deep")
    assert [text for text in found["problem"] if text.startswith("files: 1 missing")]
    assert [text for text in found["problem"] if text.startswith("files: 1 unlike")]
    assert [text for text in found["warning"] if "777_" in text]
    findings(tmp_path, "--deep", "--repair")
    assert {path: path.read_bytes() for path in records} == before


@pytest.mark.parametrize("number", ["77", "9" * 25])
def test_a_run_that_is_not_there_is_said_to_be_missing(number: str, folder: Path) -> None:
    done = kznews(folder, "runs", number)
    assert (done.returncode, done.stderr) == (2, f"kznews: there is no run {number}; kznews runs lists them\n")


def test_what_is_damaged_in_the_archive_is_named_by_doctor_and_explain(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "store" / "archive" / "rbc" / "2026" / "a.warc.gz"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\0" * 1234 + b"\x1f\x8b\x08 no more of it")
    code, found = findings(tmp_path, "--deep")
    damage = "archive: 1 damaged: archive/rbc/2026/a.warc.gz@0 (1251 bytes: "
    assert (code, [text for text in found["problem"] if text.startswith(damage)] != []) == (3, True)
    assert [text for text in findings(tmp_path)[1]["ok"] if text == "archive: 1 files"]
    done = kznews(tmp_path, "explain", FIRST, "--html")
    assert (done.returncode, done.stdout) == (2, "")
    assert "a.warc.gz@1234 is damaged: " in done.stderr
    assert "restore the file from a backup" in done.stderr


def test_doctor_tells_once_that_a_site_is_overdue(tmp_path: Path) -> None:
    """The crawl of the store was in March; a state that lasts is named again, and told no more."""
    make_store(tmp_path / "store")
    lines = ["[alerts]", f"command = ['sh', '-c', 'echo $KZNEWS_SITE $KZNEWS_STATE >> {tmp_path}/alerts']"]
    (tmp_path / "kznews.toml").write_text("\n".join(lines), "utf-8")
    for _ in range(2):
        code, found = findings(tmp_path)
        assert code == 3
        assert [
            text for text in found["problem"] if text.startswith("sites: rbc is overdue: a crawl was due to end by")
        ]
    assert (tmp_path / "alerts").read_text("utf-8") == "rbc overdue\n"


def test_doctor_names_what_the_crawls_have_found(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "store")
    run = catalog.begin_run("rbc", "crawl", "cron", now(), "elsewhere:1")
    catalog.end_run(run, now(), 0, {"stored": 9})
    change(catalog.engine, "rbc", "broken", "0% of the articles have a date; it was 100%", now())
    catalog.close()
    code, found = findings(tmp_path)
    assert code == 3
    [text] = [text for text in found["problem"] if text.startswith("sites: rbc is broken since ")]
    assert text.endswith(": 0% of the articles have a date; it was 100%")


def test_doctor_finds_a_problem_when_the_disk_is_nearly_full(tmp_path: Path) -> None:
    (tmp_path / "kznews.toml").write_text(f"[limits]\nfree_mib = {2**40}", "utf-8")  # more than any disk has
    code, found = findings(tmp_path)
    assert code == 3
    [text] = found["problem"]
    assert re.fullmatch(rf"disk: \d+ MiB free, less than the {2**40} of limits.free_mib", text)


@pytest.mark.parametrize(
    ("fault", "then"),
    [
        ("attempt to write a readonly database", "give this user the right"),
        ("unable to open database file", "give this user the right"),
        ("database disk image is malformed", "restore it from a backup"),
        ("connection to server failed: Connection refused", "the server that `database`"),
    ],
)
def test_doctor_does_not_send_a_sound_catalog_to_the_backup(fault: str, then: str) -> None:
    assert then in of_database(fault).next


@pytest.mark.parametrize("kind", ["crawl", "backfill"])
def test_doctor_names_the_command_that_goes_on_after_a_killed_run(kind: str, tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "store")
    catalog.begin_run("rbc", kind, "person", now() - dt.timedelta(hours=1), "elsewhere:1")
    catalog.end_run(
        catalog.begin_run("nur", "crawl", "cron", now() + dt.timedelta(days=9), "elsewhere:1"), now(), 0, {}
    )
    catalog.close()
    done = kznews(tmp_path, "doctor")
    assert f"{kind} {'rbc' if kind == 'crawl' else 'of rbc'} goes on where it was" in done.stdout
    assert "which is still to come" in done.stdout  # a clock was wrong


def test_doctor_takes_an_interrupted_crawl_for_no_problem_and_says_how_it_goes_on(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "store")
    run = catalog.begin_run("rbc", "crawl", "person", now(), "elsewhere:1")
    catalog.end_run(run, now(), ExitCode.INTERRUPTED, {"stored": 9}, "stopped")
    catalog.close()
    code, found = findings(tmp_path)
    assert code == 0
    assert "sites: rbc: the last run was interrupted" in found["warning"]


@pytest.mark.parametrize("crawling", [False, True], ids=["nobody writes", "a crawl writes"])
def test_a_store_that_cannot_be_written_can_be_looked_at(folder: Path, tmp_path: Path, crawling: bool) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    writing = Catalog.open(tmp_path / "store") if crawling else None
    if writing:
        writing.begin_run("akorda", "crawl", "person", now(), "elsewhere:1")
    before = sorted((tmp_path / "store").iterdir())
    catalog = Catalog.look_at(tmp_path / "store")
    assert set(views.last_runs(catalog.engine)) == ({"rbc", "akorda"} if crawling else {"rbc"})
    catalog.close()
    assert sorted((tmp_path / "store").iterdir()) == before
    if writing:
        writing.close()


def test_doctor_needs_no_store(tmp_path: Path) -> None:
    code, found = findings(tmp_path)
    assert code == 0
    assert [text for text in found["warning"] if text.startswith("catalog:")]
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("left", [None, b""], ids=["no catalog", "an empty file"])
@pytest.mark.parametrize("command", ["status", "crawl rbc", "crawl rbc --slot", "ingest index.jsonl", "doctor"])
def test_no_catalog_is_begun_anew_beside_the_records_of_one_that_is_lost(
    command: str, left: bytes | None, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "index.jsonl").touch()
    for path in (tmp_path / "store").glob("catalog.sqlite*"):
        path.unlink()
    if left is not None:
        (tmp_path / "store" / "catalog.sqlite").write_bytes(left)
    done = kznews(tmp_path, *command.split())
    assert done.returncode == (3 if command == "doctor" else 2), done.stderr
    assert "store holds records, but not their catalog" in done.stdout + done.stderr
    assert "restore it from a backup" in done.stdout + done.stderr
    assert sum(path.stat().st_size for path in (tmp_path / "store").glob("catalog.sqlite*")) == 0


def test_a_lost_catalog_is_told_as_such_where_nothing_can_be_written(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "store" / "records", tmp_path / "records")
    with pytest.raises(CatalogLost):
        Catalog.look_at(tmp_path)


def test_doctor_finds_what_this_user_may_not_write_within_the_store(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder / "store", tmp_path / "store")
    (tmp_path / "store" / "archive" / "rbc" / "2026").mkdir(parents=True)
    theirs = str(tmp_path / "store" / "archive" / "rbc")
    monkeypatch.setattr("os.access", lambda place, _: str(place) != theirs)
    [problem] = [one for one in on_store(Config(store=tmp_path / "store")) if one.level == "problem"]
    assert (problem.about, problem.text) == ("store", f"1 of the store cannot be written: {theirs}")


def test_doctor_says_that_a_catalog_is_damaged(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "store" / "catalog.sqlite"
    for rest in (f"{path}-wal", f"{path}-shm"):
        Path(rest).unlink(missing_ok=True)
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xaa" * 4096
    path.write_bytes(content)
    done = kznews(tmp_path, "doctor")
    assert done.returncode in (1, 3)
    assert "Traceback" not in done.stderr
    assert "restore" in done.stdout + done.stderr

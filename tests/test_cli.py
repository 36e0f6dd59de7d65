"""The command line as a script sees it: exit codes, streams, and errors in words."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from sqlalchemy.exc import OperationalError

from kznews.__main__ import kznews as command_line
from kznews.config_file import BadConfig, Mistake
from kznews.errors import explain
from kznews.exit_codes import ExitCode
from kznews.group import Commands, Interrupted
from spiders.registry import UnknownSite
from storage.catalog import LeaseLost, SiteBusy
from tests.stores import NOON, ROOT, kznews

KZNEWS = [sys.executable, "-m", "kznews"]


def database_error(text: str) -> OperationalError:
    return OperationalError("SELECT 1", {}, Exception(text))


ERRORS: dict[str, tuple[BaseException, ExitCode, str, str]] = {
    "interrupted": (KeyboardInterrupt(), ExitCode.INTERRUPTED, "interrupted", ""),
    "usage": (click.UsageError("no such option"), ExitCode.USAGE, "no such option", "--help"),
    "config": (
        BadConfig(Path("k.toml"), [Mistake(3, "stor", "no such key")]),
        ExitCode.USAGE,
        "k.toml:3: stor: no such key",
        "1 mistake",
    ),
    "unknown site": (UnknownSite("akord", ("akorda",)), ExitCode.USAGE, "did you mean 'akorda'", "kznews sites"),
    "busy": (SiteBusy("rbc", 7, "machine:1", NOON), ExitCode.SITE_BUSY, "run 7", "nothing was started"),
    "lease lost": (LeaseLost("run 7 no longer holds rbc"), ExitCode.UNEXPECTED, "no longer holds", "again"),
    "disk full": (
        OSError(errno.ENOSPC, "No space left on device", "/srv/x"),
        ExitCode.UNEXPECTED,
        "no space left",
        "make room",
    ),
    "disk full, nobody knows where": (
        OSError(errno.ENOSPC, "No space left on device"),
        ExitCode.UNEXPECTED,
        "no space left to write the store, or the output",
        "make room",
    ),
    "catalog full": (database_error("database or disk is full"), ExitCode.UNEXPECTED, "no space left", "make room"),
    "catalog held": (database_error("database is locked"), ExitCode.UNEXPECTED, "held by another program", "again"),
    "catalog damaged": (database_error("database disk image is malformed"), ExitCode.UNEXPECTED, "damaged", "doctor"),
    "catalog of another": (
        database_error("attempt to write a readonly database"),
        ExitCode.USAGE,
        "this user may not write it",
        "give this user the right",
    ),
    "no driver": (
        ModuleNotFoundError("No module named 'psycopg'", name="psycopg"),
        ExitCode.USAGE,
        "the driver for PostgreSQL",
        "./kz setup",
    ),
    "no right": (
        PermissionError(errno.EACCES, "Permission denied", "/srv/x"),
        ExitCode.USAGE,
        "/srv/x: Permission denied",
        "--store",
    ),
    "no file": (
        FileNotFoundError(errno.ENOENT, "No such file or directory", "x"),
        ExitCode.USAGE,
        "x: No such file",
        "is the path right?",
    ),
    "anything else": (
        ZeroDivisionError("division by zero"),
        ExitCode.UNEXPECTED,
        "ZeroDivisionError: division by zero",
        "",
    ),
}


@pytest.mark.parametrize(("error", "code", "what", "then"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_said_in_words_with_its_exit_code(
    error: BaseException, code: ExitCode, what: str, then: str
) -> None:
    said = explain(error)
    assert said.code is code
    assert what in said.what
    assert then in said.next


@pytest.mark.parametrize(
    ("name", "then"),
    [
        ("crawl", "what was stored is kept, the same command goes on from there"),
        ("ingest", "what was stored is kept, the same command goes on from there"),
        ("extract", "nothing is stored: begin anew, or give it what is not answered yet"),
        ("dedup", "nothing is stored: begin anew"),
        ("scrub", "each file is as it was or replaced whole"),
        ("status", "run the same command again"),
        ("completion", "run the same command again"),
    ],
)
def test_a_command_that_is_interrupted_says_what_is_kept(
    name: str, then: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Commands, "get_command", lambda *_: click.Command(name, callback=stop))
    with pytest.raises(Interrupted) as raised:
        command_line.main([name], standalone_mode=False)
    said = explain(raised.value)
    assert (said.code, said.what) == (ExitCode.INTERRUPTED, f"interrupted; {then}")


def test_help_starts_at_once_and_lists_the_commands(tmp_path: Path) -> None:
    done = kznews(tmp_path, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "kznews demo" in done.stdout
    assert "status" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["cralw"], 2, 'did you mean "kznews crawl"?'),
        (["status", "--jsn"], 2, "--jsn"),
        (["crawl", "tengrinevs"], 2, "did you mean 'tengrinews'?"),
        (["runs", "--limit", "0"], 2, "--limit"),
        (["status"], 2, "holds no catalog yet"),
        (["--config", "none.toml", "status"], 2, "none.toml"),
        (["explain", "https://example.org/x"], 2, "holds no catalog yet"),
        (["sites", "show", "nosuchsite"], 2, "no site"),
        (["crawl", "akorda", "--allow", "foo"], 2, "'foo' is not of the form HOST:PORT"),
        (["site", "check", "akorda", "--allow", "foo"], 2, "'foo' is not of the form HOST:PORT"),
        ([], 2, "Usage: kznews [OPTIONS] COMMAND [ARGS]...\n\n  Build a clean"),
        (["config"], 2, "\nCommands:\n  check "),
        (["completion"], 2, "kznews completion: Missing argument '{bash|zsh|fish}'. Choose from: bash, zsh, fish\n"),
        (["sites", "furniture", "rbc", "--pin", " "], 2, "--pin: there is no text in it"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_hint_but_without_a_traceback(
    tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    done = kznews(tmp_path, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "store").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["doctor --json", "completion bash", "extract page.jsonl"])
def test_an_output_that_cannot_be_written_is_named(command: str, unbuffered: str, tmp_path: Path) -> None:
    (tmp_path / "page.jsonl").write_text('{"id": 1}\n')
    code, errors = run(tmp_path, f"{command} >/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert code == 1
    assert errors.splitlines()[:2] == [
        "the output cannot be written: No space left on device",
        "make room where it goes, then run the same command again",
    ]
    assert len(errors.splitlines()) <= 2


@pytest.mark.parametrize("command", ["doctor", "sites show akorda", "sites --json"])
def test_what_goes_to_a_file_is_utf_8_in_any_locale(command: str, tmp_path: Path) -> None:
    files = []
    for encoding in ("utf-8", "ascii", "koi8-r"):
        file = tmp_path / encoding
        code, _ = run(tmp_path, f"{command} >{file}", PYTHONIOENCODING=encoding)
        assert code == 0
        files.append(file.read_text("utf-8"))
    assert files[0] == files[1] == files[2] != files[0].encode("ascii", "ignore").decode()


def test_a_terminal_that_lacks_a_letter_shows_its_number(tmp_path: Path) -> None:
    screen, terminal = os.openpty()
    done = subprocess.run(
        [*KZNEWS, "doctor"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"},
        stdout=terminal,
        stderr=subprocess.DEVNULL,
    )
    os.close(terminal)
    assert (done.returncode, b"\\u2192 put contact" in os.read(screen, 9999)) == (0, True)
    os.close(screen)


@pytest.mark.parametrize("command", ["sites --json", "doctor --json", "completion bash", "extract page.jsonl"])
def test_a_reader_that_has_enough_is_no_error_to_talk_about(command: str, tmp_path: Path) -> None:
    (tmp_path / "page.jsonl").write_text('{"id": 1}\n')
    program = "import os, subprocess, sys; r, w = os.pipe(); os.close(r)\n"
    program += "sys.exit(subprocess.run(sys.argv[1:], stdout=w).returncode)"
    done = subprocess.run(
        [sys.executable, "-c", program, *KZNEWS, *command.split()],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["sites --json", "extract", "doctor -v"])
def test_a_stream_that_is_closed_is_taken_for_an_empty_one(command: str, closed: str, tmp_path: Path) -> None:
    code, errors = run(tmp_path, f"{command} {'' if '<' in closed else '</dev/null'} {closed}")
    assert code == 0
    assert "Error" not in errors


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_command_with_130_and_says_what_is_kept(number: signal.Signals, tmp_path: Path) -> None:
    command = [*KZNEWS, "extract", "--workers", "1"]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, text=True, **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write("no page\n" * 10)
        process.stdin.flush()
        process.stdout.readline()  # it is at work
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.splitlines() == ["interrupted; nothing is stored: begin anew, or give it what is not answered yet"]


def run(folder: Path, line: str, **environment: str) -> tuple[int, str]:
    """Run a line of a shell that begins with a command of kznews; return the exit code and the messages."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m kznews {line}', sys.executable],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": os.environ["PATH"], **environment},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr


def test_a_second_demo_at_the_same_time_is_told_what_to_wait_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr("kznews.commands.demo.PORTS", (taken.getsockname()[1], 0, 0))
        with pytest.raises(click.ClickException, match="another demo") as raised:
            command_line.main(["demo", "--store", str(tmp_path / "demo")], standalone_mode=False)
    assert explain(raised.value).code is ExitCode.USAGE


def test_a_broken_configuration_stops_every_command_that_reads_it(tmp_path: Path) -> None:
    (tmp_path / "kznews.toml").write_text("[limits]\nbody = 3\nworkers = 0\n")
    done = kznews(tmp_path, "status")
    assert done.returncode == 2
    assert 'kznews.toml:2: limits.body: no such key; did you mean "body_mib"?' in done.stderr
    assert "kznews.toml:3: limits.workers" in done.stderr
    assert kznews(tmp_path, "config", "check", "--json").returncode == 2
    for arguments in (["status", "--help"], ["completion", "bash"], ["--help"]):
        assert kznews(tmp_path, *arguments).returncode == 0


def test_the_configuration_is_shown_with_where_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "kznews.toml").write_text('contact = "you@example.org"\n')
    done = kznews(tmp_path, "config", "show")
    assert ("contact", "you@example.org", "kznews.toml") in [tuple(line.split()) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_names_the_command(tmp_path: Path, shell: str) -> None:
    done = kznews(tmp_path, "completion", shell)
    assert done.returncode == 0
    assert "_KZNEWS_COMPLETE" in done.stdout


def test_completion_completes_commands(tmp_path: Path) -> None:
    asked = {"_KZNEWS_COMPLETE": "bash_complete", "COMP_WORDS": "kznews st", "COMP_CWORD": "1"}
    assert kznews(tmp_path, environment=asked).stdout.strip() == "plain,status"


def test_an_unexpected_error_leaves_its_traceback_in_a_file(tmp_path: Path) -> None:
    code = """
import sys
from kznews.errors import exit_with
try:
    1 / 0
except ZeroDivisionError as error:
    exit_with(error, debug="debug" in sys.argv)
"""
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "ZeroDivisionError" in (tmp_path / "kznews" / "last-error.txt").read_text()
    done = subprocess.run([sys.executable, "-c", code, "debug"], env=environment, capture_output=True, text=True)
    assert "Traceback" in done.stderr


def test_a_reader_that_leaves_early_is_no_error_to_talk_about(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "kznews", "sites", "--json"]
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(command, cwd=tmp_path, env=environment, stdout=pipe, stderr=subprocess.PIPE, text=True)
    assert done.stderr == ""


def test_every_command_answers_to_help(tmp_path: Path) -> None:
    from kznews.__main__ import kznews as group

    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.get_help(click.Context(command, info_name=name))

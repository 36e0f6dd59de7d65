"""Kills backfills and crawls by SIGKILL at random instants, and compares what the same command then makes of it.

    python -m benchmarks.kill [--rounds 100] [--seed 1] [--at-once 2] [--only CASE] [--keep FOLDER]

Each round begins with a store of its own, starts a command against a small site on 127.0.0.1, kills its whole process
group at an instant drawn evenly between its first request and the end that an undisturbed run had, and starts the same
command until it ends by itself. A round is well when the set of (date, text, version) is that of the undisturbed run,
when `kznews doctor --deep` finds catalog, record files and archive in agreement, and when `warcio check` accepts every
archive file. A round whose command ended before its instant came is drawn again and does not count.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kznews.replica.replica import Replica
from spiders.site import Site

ROOT = Path(__file__).parent.parent
DAY = dt.date(2026, 11, 1)  # the newest day on the sites
LATE = 1.1  # instants are drawn up to this share of an undisturbed run's length
TRIES = 3  # of the same command after a kill; the first should do
Contents = list[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Case:
    """A command, and the store with which it begins: an empty one, or what a crawl of the day before has left."""

    name: str
    command: tuple[str, ...]
    grown: bool = False


def _back(first: int, last: int) -> tuple[str, ...]:
    return ("--from", str(DAY - dt.timedelta(days=first)), "--to", str(DAY - dt.timedelta(days=last)))


CASES = (
    Case("backfill by days", ("backfill", "legacy", *_back(60, 20))),
    Case("backfill by sitemap", ("backfill", "gov", *_back(90, 10))),
    Case("first crawl", ("crawl", "legacy")),
    Case("crawl after changes", ("crawl", "gov", "legacy"), grown=True),
)


@dataclass(frozen=True, slots=True)
class Calm:
    """What an undisturbed run came to."""

    contents: Contents
    seconds: float  # from its first request on


def main() -> None:
    """Run the rounds; exit with 1 unless every one was well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--only", choices=[case.name for case in CASES])
    parser.add_argument("--keep", type=Path, help="keep the stores of rounds that were not well in this folder")
    given = parser.parse_args()
    cases = [case for case in CASES if given.only in (None, case.name)]
    with tempfile.TemporaryDirectory() as name:
        sys.exit(_all(Path(name), cases, given))


def _all(folder: Path, cases: list[Case], given: argparse.Namespace) -> int:
    chance = random.Random(given.seed)
    plan = [(number, cases[number % len(cases)], chance.random()) for number in range(given.rounds)]
    benches = [Bench(folder / str(number), given.keep) for number in range(min(given.at_once, given.rounds))]
    began = time.monotonic()
    with ThreadPoolExecutor(len(benches)) as pool:
        results = list(pool.map(lambda bench: bench.rounds(plan[benches.index(bench) :: len(benches)]), benches))
    told = [one for part in results for one in part]
    for case in cases:
        mine = [fault for name, fault in told if name == case.name]
        print(f"{case.name:20} {mine.count('')} of {len(mine)}")
    good = sum(not fault for _, fault in told)
    died = sum((bench.deaths for bench in benches), Counter[str]())
    print(f"killed while         {', '.join(f'{what}: {count}' for what, count in died.most_common())}")
    print(f"{good} of {given.rounds} rounds equal the undisturbed run, in {time.monotonic() - began:.0f} s")
    return 0 if good == given.rounds else 1


class Bench:
    """A replica of its own, and rounds on it, one after the other."""

    def __init__(self, folder: Path, keep: Path | None) -> None:
        self.folder, self.keep = folder, keep
        self.folder.mkdir(parents=True)
        self.deaths: Counter[str] = Counter()
        self._calm: dict[str, Calm] = {}

    def rounds(self, plan: list[tuple[int, Case, float]]) -> list[tuple[str, str]]:
        """Return the case of each round and what was wrong with it; empty when nothing was."""
        told = []
        with Replica(speed=math.inf, day=DAY) as self.replica:
            self.config = self._configure()
            for number, case, instant in plan:
                calm = self._undisturbed(case)
                home = self.folder / f"round{number}"
                fault = self._round(home, case, instant, calm)
                told.append((case.name, fault))
                if fault:
                    print(f"round {number}, {case.name}: {fault}", flush=True)
                if fault and self.keep:
                    shutil.copytree(home, self.keep / home.name, dirs_exist_ok=True)
                shutil.rmtree(home, ignore_errors=True)
        return told

    def _round(self, home: Path, case: Case, instant: float, calm: Calm) -> str:
        chance = random.Random(instant)
        while not self._killed(home, case, instant * calm.seconds * LATE):
            shutil.rmtree(home, ignore_errors=True)
            instant = chance.random()
        self.deaths[_stage(home)] += 1
        for _ in range(TRIES):
            code = self._run(home, *case.command).returncode
            if code == 0:
                return self._fault(home, calm)
        return f"the same command ended with {code}, {TRIES} times"

    def _undisturbed(self, case: Case) -> Calm:
        if case.name not in self._calm:
            home = self.folder / f"calm {case.name}"
            self._prepare(home, case)
            process = self._start(home, *case.command)
            self._first_request(process)
            began = time.monotonic()
            if process.wait() != 0:
                raise RuntimeError(f"{case.name}: the undisturbed run ended with {process.returncode}")
            self._calm[case.name] = calm = Calm(_contents(home), time.monotonic() - began)
            if fault := self._fault(home, calm):
                raise RuntimeError(f"{case.name}: the undisturbed run: {fault}")
        return self._calm[case.name]

    def _killed(self, home: Path, case: Case, seconds: float) -> bool:
        """Start the command and kill its process group *seconds* after its first request; say whether it still ran."""
        self._prepare(home, case)
        process = self._start(home, *case.command)
        self._first_request(process)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        if process.wait() > 0:
            raise RuntimeError(f"{case.name} ended with {process.returncode} by itself")
        return process.returncode < 0

    def _prepare(self, home: Path, case: Case) -> None:
        """Make the store with which *case* begins, and let the sites publish what it is to find."""
        if case.grown:
            grown = self.folder / "grown"
            if not grown.exists():
                self.replica.set_state(1)
                if code := self._run(grown, *case.command).returncode:
                    raise RuntimeError(f"the crawl of the day before ended with {code}")
            shutil.copytree(grown, home)
        self.replica.set_state(2 if case.grown else 1)
        self.replica.forget()

    def _first_request(self, process: subprocess.Popen[bytes]) -> None:
        while not self.replica.log and process.poll() is None:
            time.sleep(0.005)

    def _fault(self, home: Path, calm: Calm) -> str:
        """Return in which way a store is not what the undisturbed run made, or does not agree with itself."""
        contents = _contents(home)
        if contents != calm.contents:
            less, more = (Counter(calm.contents) - Counter(contents), Counter(contents) - Counter(calm.contents))
            shown = [(day, text[:60], version) for day, text, version in [*less, *more][:4]]
            return f"{less.total()} records are missing, {more.total()} are too many: {shown}"
        said = self._run(home, "doctor", "--deep", "--json", output=subprocess.PIPE).stdout
        findings = [
            finding for finding in json.loads(said) if finding["about"] in ("catalog", "files", "archive", "runs")
        ]
        wrong = [f"{finding['about']} {finding['text']}" for finding in findings if finding["level"] != "ok"]
        files = [str(path) for path in (home / "archive").rglob("*.warc.gz")]
        check = [sys.executable, "-m", "warcio.cli", "check", *files]
        checked = subprocess.run(check, capture_output=True, text=True, check=False)
        if checked.returncode or not files:
            wrong.append(f"warcio check: {(checked.stdout + checked.stderr)[-300:]}")
        return "; ".join(wrong)

    def _configure(self) -> Path:
        lines = ['contact = "benchmark@example.org"', f"allow = {json.dumps(self._hosts())}", "[limits]", "workers = 1"]
        for site in self.replica.sites():
            lines += [f"[sites.{site.name}]", *_facts(site)]
        config = self.folder / "kznews.toml"
        config.write_text("\n".join(lines), encoding="utf-8")
        return config

    def _hosts(self) -> list[str]:
        return [f"127.0.0.1:{port}" for port in self.replica.ports.values()]

    def _command(self, home: Path, words: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "kznews", "--config", str(self.config), "--store", str(home), *words]

    def _start(self, home: Path, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command(home, words), cwd=self.folder, env=_environment(), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _run(self, home: Path, *words: str, output: int = subprocess.DEVNULL) -> subprocess.CompletedProcess[bytes]:
        command = self._command(home, words)
        return subprocess.run(
            command, cwd=self.folder, env=_environment(), stdout=output, stderr=subprocess.DEVNULL, check=False
        )


def _facts(site: Site) -> list[str]:
    given = {
        key: value
        for key, value in asdict(site).items()
        if value not in (None, "", ()) and key not in ("name", "verified", "rules")
    }
    rules = {key: value for key, value in asdict(site.rules).items() if value}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in given.items()]
    return [*lines, *(f"rules.{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in rules.items())]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def _contents(home: Path) -> Contents:
    """Return every record's day, text and version, sorted."""
    return sorted((row[0] or "", row[1], row[2]) for row in _rows(home, "select day, text, version from records"))


def _stage(home: Path) -> str:
    """Return how far a killed run had come."""
    if not (home / "catalog.sqlite").exists():
        return "nothing was written"
    try:
        stored = _rows(home, "select count(*) from records")[0][0]
        under_way = _rows(home, "select count(*) from leases")[0][0]
    except sqlite3.OperationalError:
        return "the catalog was made"
    if not under_way:
        return "copies were linked"
    return "articles were stored" if stored else "nothing was stored yet"


def _rows(home: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(home / "catalog.sqlite")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


if __name__ == "__main__":
    main()

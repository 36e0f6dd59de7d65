"""What a run's numbers mean: when it failed, and when it should have found something."""

from __future__ import annotations

import datetime as dt
import errno
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from spiders.ending import Account, Cause, Documents, ending
from spiders.losses import in_words
from spiders.site import Site
from storage.catalog import LeaseLost

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
SITE = Site(name="site", home="https://site.kz/", domains=("site.kz",), languages=("ru",))
FINE = Account(counts={"stored": 20, "new": 20}, failed_again=0, known=500, documents=Documents(read=3, named=60))


def of_database(text: str) -> OperationalError:
    return OperationalError("select 1", {}, Exception(text))


def hours_ago(*hours: float) -> list[dt.datetime]:
    return [NOW - dt.timedelta(hours=one) for one in hours]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/srv/x"), "/srv/x: Permission denied; what was stored is kept: give"),
        (OSError(errno.ENOSPC, "No space left on device"), "no space left on the disk; what was stored is kept: make room, then run"),
        (LeaseLost("run 7 no longer holds gov"), "run 7 no longer holds gov; what was stored is kept: run the same command again"),
        (of_database("database is locked"), "another program holds the catalog; what was stored is kept: wait for its end, then run"),
        (of_database("value too long\nDETAIL: it is"), "OperationalError: value too long; what was stored is kept: run the same command"),
    ],
)  # fmt: skip
def test_what_ended_a_run_is_said_with_what_to_do(error: Exception, said: str) -> None:
    assert in_words(error).startswith(said)


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (FINE, 0),
        (replace(FINE, stopped=True), 130),
        (replace(FINE, counts={"stored": 1, "failed": 1}), 0),
        (replace(FINE, counts={"stored": 18, "failed": 2}), 0),
        (replace(FINE, counts={"stored": 17, "failed": 3}), 3),
        (replace(FINE, counts={"stored": 17, "failed": 1, "blocked": 2}), 3),
        (replace(FINE, counts={"failed": 1}), 3),
        (replace(FINE, counts={"blocked": 9}), 3),
        (replace(FINE, counts={"failed": 2}, failed_again=2), 0),
        (replace(FINE, counts={"failed": 3, "stored": 1}, failed_again=2), 0),
        (replace(FINE, counts={"failed": 4}, failed_again=2), 3),
        (replace(FINE, counts={"failed": 90}, failed_again=90), 3),
        (replace(FINE, counts={"failed": 2}, failed_again=2, known=2), 3),
        (replace(FINE, counts={"pending": 1, "stored": 9}), 3),
        (replace(FINE, documents=Documents(failed=2)), 3),
        (replace(FINE, documents=Documents(read=1, named=5, failed=2)), 3),
        (replace(FINE, documents=Documents(read=3, named=5, failed=1)), 0),
        (replace(FINE, counts={}, documents=Documents(read=2)), 4),
        (replace(FINE, counts={}, documents=Documents(read=1, unchanged=1)), 0),
        (replace(FINE, counts={}, documents=Documents(unchanged=3)), 0),
        (replace(FINE, counts={}, documents=Documents()), 4),
        (replace(FINE, counts={"not-an-article": 3}, without=3), 4),
        (replace(FINE, counts={"not-an-article": 2}, without=2), 0),
        (replace(FINE, counts={"not-an-article": 9, "stored": 1}, without=9, articles=1), 0),
        (replace(FINE, counts={"not-an-article": 9, "unchanged": 40}, without=9), 4),
        (replace(FINE, counts={"robots": 9}, known=9, forbidden=9), 4),
        (replace(FINE, counts={"robots": 9}, known=10, forbidden=9), 0),
        (replace(FINE, counts={"robots": 2}, known=2, forbidden=2), 0),
    ],
)
def test_a_run_ends_with_the_code_that_tells_the_truth_about_it(account: Account, code: int) -> None:
    ended = ending(SITE, account, NOW)
    assert (ended.code, bool(ended.note), bool(ended.cause)) == (code, code != 0, code != 0), ended


@pytest.mark.parametrize(
    ("news", "silent", "code"),
    [
        (hours_ago(90, 81, 72, 64, 55, 49), 3, 4),
        (hours_ago(90, 81, 72, 64, 55, 49), 2, 0),
        (hours_ago(81, 72, 64, 55, 49), 9, 0),
        (hours_ago(66, 57, 48, 40, 31, 23), 9, 0),
        (hours_ago(200, 191, 150, 141, 130, 72), 9, 0),
        ([], 9, 0),
    ],
    ids=[
        "silent for long",
        "two runs only",
        "too little known",
        "within a day",
        "it has paused so before",
        "never any",
    ],
)
def test_silence_is_told_by_the_site_s_own_rhythm(news: list[dt.datetime], silent: int, code: int) -> None:
    account = replace(FINE, counts={}, documents=Documents(unchanged=3), news=news, silent=silent)
    ended = ending(SITE, account, NOW)
    assert ended.code == code
    assert ("nothing new for 49 hours" in ended.note) == (ended.cause is Cause.SILENCE) == (code == 4)

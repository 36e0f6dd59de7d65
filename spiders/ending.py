"""What a whole run means: its exit code, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spiders.site import Site
from storage.entities import State

DOCUMENT_TOLERANCE = 0.34  # the share of discovery documents that may fail: sites have few of them
FEW = 3  # pages without an article, or runs without news, that may be chance
LEAST_PAUSES = 5  # as many pauses between news must be known before one can be called too long
SHORTEST_SILENCE = dt.timedelta(days=1)
ARTICLES = (State.STORED, State.UNDATED, State.DUPLICATE, State.UNCHANGED)


@dataclass(slots=True)
class Documents:
    """What became of a run's discovery documents."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    named: int = 0  # articles in those that were read


@dataclass(frozen=True, slots=True)
class Account:
    """A run in numbers."""

    counts: Mapping[str, int]  # fetches by end state
    failed_again: int  # of those that failed, how many had failed in an earlier run too
    known: int  # addresses of the site in the catalog
    documents: Documents
    stopped: bool = False
    news: Sequence[dt.datetime] = field(default=())  # when earlier runs began that found something new, oldest first
    silent: int = 0  # runs since then, this one included

    @property
    def failed(self) -> int:
        """Return how many fetches failed or were refused."""
        return self.counts.get(State.FAILED, 0) + self.counts.get(State.BLOCKED, 0)

    @property
    def tried(self) -> int:
        """Return how many addresses came to an end state."""
        return sum(self.counts.get(state, 0) for state in State)


def exit_code(site: Site, account: Account, now: dt.datetime) -> tuple[int, str]:
    """Return a finished run's exit code and why."""
    if account.stopped:
        return 130, "stopped; the same command goes on from here"
    if reason := failure(site, account):
        return 3, reason
    if silence := _silence(account, now):
        return 4, f"{silence}; kznews site check {site.name} tells which of its facts still hold"
    return 0, ""


def failure(site: Site, account: Account) -> str:
    """Return in what the run failed beyond the site's tolerance; empty when it did not."""
    documents = account.documents
    every = documents.read + documents.unchanged + documents.failed
    if documents.failed and documents.failed == every:
        return "no discovery document of the site could be read"
    if refused := _refused(site, account):
        return refused
    if waiting := account.counts.get(State.PENDING, 0):
        return f"the site turned the run away; {waiting} addresses and those not yet asked for wait for the next one"
    if documents.failed > every * max(site.tolerance, DOCUMENT_TOLERANCE):
        return f"{documents.failed} of {every} discovery documents could not be read"
    return ""


def _refused(site: Site, account: Account) -> str:
    """Return how many fetches failed, when they are too many.

    What fails anew is compared with what was tried for the first time, one failure beside a success being no trouble;
    what fails again only with all that is known of the site, since it was told before.
    """
    fresh, failed = account.tried - account.failed_again, account.failed - account.failed_again
    if failed and (failed == fresh or failed > max(1.0, fresh * site.tolerance)):
        return f"{failed} of {fresh} fetches failed or were blocked"
    if account.failed > max(account.tried, account.known) * site.tolerance:
        return f"{account.failed} of {account.known} addresses fail or are blocked, run after run"
    return ""


def _silence(account: Account, now: dt.datetime) -> str:
    """Return why there should have been something new; empty when there was, or need not be."""
    documents, counts = account.documents, account.counts
    if documents.read and not documents.unchanged and not documents.named:
        return f"none of the {documents.read} discovery documents that were read names an article"
    without = counts.get(State.NOT_AN_ARTICLE, 0)
    if without >= FEW and not any(counts.get(state) for state in ARTICLES):
        return f"none of {without} pages holds an article"
    return _too_long(account, now)


def _too_long(account: Account, now: dt.datetime) -> str:
    """Return since when nothing was new, if that is twice the longest pause that the site's earlier runs have seen."""
    pauses = [later - earlier for earlier, later in pairwise(account.news)]
    if len(pauses) < LEAST_PAUSES or account.silent < FEW:
        return ""
    silence = now - account.news[-1]
    if silence <= max(2 * max(pauses), SHORTEST_SILENCE):
        return ""
    return f"nothing new for {_words(silence)}; the longest pause before was {_words(max(pauses))}"


def _words(span: dt.timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return f"{hours} hours" if hours < 72 else f"{round(hours / 24)} days"

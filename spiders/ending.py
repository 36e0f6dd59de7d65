"""What a whole run means: its exit code, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from spiders.expectation import Crawl, in_hours, open_time, unusual_silence
from spiders.site import Site
from storage.entities import State

DOCUMENT_TOLERANCE = 0.34  # the share of discovery documents that may fail: sites have few of them
FEW = 3  # pages without an article, or runs without news, that may be chance
LEAST_PAUSES = 5  # as many pauses between news must be known before one can be called too long
SHORTEST_SILENCE = dt.timedelta(days=1)


class Cause(StrEnum):
    """Why a run did not end with 0, for those who compare runs."""

    NONE = ""
    STOPPED = "stopped"
    NO_DOCUMENT = "no-document"  # none of the discovery documents could be read
    FEW_DOCUMENTS = "few-documents"  # too many of them could not
    FETCHES = "fetches"  # too many fetches failed or were refused
    TURNED_AWAY = "turned-away"
    NO_NAMES = "no-names"  # the discovery documents name no article
    NO_ARTICLES = "no-articles"  # no page holds an article, or none may be asked for
    SILENCE = "silence"  # nothing new for unusually long


@dataclass(frozen=True, slots=True)
class Ending:
    """A run's exit code, and why."""

    code: int
    note: str = ""
    cause: Cause = Cause.NONE


@dataclass(slots=True)
class Documents:
    """What became of a run's discovery documents."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    named: int = 0  # articles in those that were read
    refused: int = 0  # of those that failed
    pages: int = 0  # of those that were read: a web page stood in place of a feed or sitemap
    walls: int = 0  # of those that were read: a challenge, consent wall or "not found" with status 200


@dataclass(frozen=True, slots=True)
class Account:
    """A run in numbers."""

    counts: Mapping[str, int]  # fetches by end state
    failed_again: int  # of those that failed, how many had failed in an earlier run too
    known: int  # addresses of the site in the catalog
    documents: Documents
    forbidden: int = 0  # of the known addresses, by robots.txt
    stopped: bool = False
    news: Sequence[dt.datetime] = field(default=())  # when earlier runs began that found something new, oldest first
    silent: int = 0  # runs since then, this one included
    articles: int = 0  # pages visited for the first time that hold one
    without: int = 0  # and those that hold none
    crawls: Sequence[Crawl] = field(default=())  # the last three months' with what was new to each, this one included

    @property
    def failed(self) -> int:
        """Return how many fetches failed or were refused."""
        return self.counts.get(State.FAILED, 0) + self.counts.get(State.BLOCKED, 0)

    @property
    def tried(self) -> int:
        """Return how many addresses came to an end state."""
        return sum(self.counts.get(state, 0) for state in State)


def ending(site: Site, account: Account, now: dt.datetime) -> Ending:
    """Return how a finished run ended."""
    if account.stopped:
        return Ending(130, "stopped; the same command goes on from here", Cause.STOPPED)
    cause, reason = failure(site, account)
    if cause:
        return Ending(3, reason, cause)
    cause, silence = _silence(site, account, now)
    if cause:
        return Ending(4, f"{silence}; kznews site check {site.name} tells which of its facts still hold", cause)
    return Ending(0)


def failure(site: Site, account: Account) -> tuple[Cause, str]:
    """Return in what the run failed beyond the site's tolerance, also in words; nothing when it did not."""
    documents = account.documents
    every = documents.read + documents.unchanged + documents.failed
    if documents.failed and documents.failed == every:
        refused = f": {documents.refused} of {every} were refused" if documents.refused else ""
        return Cause.NO_DOCUMENT, f"no discovery document of the site could be read{refused}"
    if refused := _refused(site, account):
        return Cause.FETCHES, refused
    if waiting := account.counts.get(State.PENDING, 0):
        rest = f"{waiting} addresses and those not yet asked for wait for the next one"
        return Cause.TURNED_AWAY, f"the site turned the run away; {rest}"
    if documents.failed > every * max(site.tolerance, DOCUMENT_TOLERANCE):
        return Cause.FEW_DOCUMENTS, f"{documents.failed} of {every} discovery documents could not be read"
    return NOTHING


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


def _silence(site: Site, account: Account, now: dt.datetime) -> tuple[Cause, str]:
    """Return why there should have been something new, also in words; nothing when there was, or need not be."""
    documents = account.documents
    if not (documents.read or documents.unchanged):
        return Cause.NO_NAMES, "the facts of the site name no feed, sitemap or listing"
    if documents.read and not documents.unchanged and not documents.named:
        return Cause.NO_NAMES, f"none of the {documents.read} discovery documents that were read names an article"
    if account.forbidden == account.known >= FEW:
        return Cause.NO_ARTICLES, f"robots.txt forbids all {account.known} addresses that are known"
    if account.without >= FEW and not account.articles:
        return Cause.NO_ARTICLES, f"none of {account.without} pages holds an article"
    if account.silent < FEW:
        return NOTHING
    said = unusual_silence(account.crawls, now, site.timezone) or _too_long(site, account, now)
    return (Cause.SILENCE, said) if said else NOTHING


def _too_long(site: Site, account: Account, now: dt.datetime) -> str:
    """Return since when nothing was new, if that is twice the longest pause that the site's earlier runs have seen.

    Public holidays do not count: a newsroom may rest on them.
    """
    pauses = [later - earlier for earlier, later in pairwise(account.news)]
    if len(pauses) < LEAST_PAUSES:
        return ""
    last = account.news[-1]
    if open_time((last, now), site.timezone) <= max(2 * max(pauses), SHORTEST_SILENCE):
        return ""
    return f"nothing new for {in_hours(now - last)}; the longest pause before was {in_hours(max(pauses))}"


NOTHING = (Cause.NONE, "")

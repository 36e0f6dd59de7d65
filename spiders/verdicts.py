"""What a status or a failure means: end states and reasons."""

from __future__ import annotations

from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response

from spiders.discovery.found import is_article_url
from spiders.site import Site
from storage.entities import State

WORDS = {
    "ResponseDataLossError": "the body ended before its stated end",
    "DownloadCancelledError": "the body is larger than the limit",
}


def of_status(response: Response, site: Site) -> tuple[State | None, str]:
    """Return the end state that the status decides, with its reason; (None, "") when the page is to be read."""
    status = response.status
    if status == 304:
        return State.UNCHANGED, ""
    if status == 200:
        return (
            (None, "")
            if is_article_url(response.url, site)
            else (State.NOT_AN_ARTICLE, f"redirected to {response.url}")
        )
    if status in (404, 410):
        return State.GONE, f"HTTP {status}"
    if status in (202, 401, 402, 403, 407, 451):  # 202: how some shields serve their bot check
        return State.BLOCKED, f"HTTP {status}"
    return State.FAILED, f"HTTP {status}"


def of_failure(error: BaseException | None) -> tuple[State, str]:
    """Return the end state and the one-line reason of a request that got no response, but *error*."""
    state = getattr(error, "state", State.FAILED)
    if isinstance(error, DownloadFailedError) and (inner := getattr(error.__cause__, "reasons", None)):
        error = inner[0].value  # twisted's ResponseFailed wraps what happened
    text = " ".join(str(error).replace("\0", " ").split()) or WORDS.get(type(error).__name__, "")
    return State(state), f"{type(error).__name__}: {text}" if text else type(error).__name__

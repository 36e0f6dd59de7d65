"""Asks again, a few times, when an answer was cut short, refused for now, or not one to what was asked."""

from __future__ import annotations

from typing import ClassVar

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from storage.entities import State

CONDITIONS = ("If-None-Match", "If-Modified-Since")


class UnaskedAnswer(IgnoreRequest):
    """A part of the page, or "not modified", though nobody asked for it."""

    state: ClassVar[State] = State.FAILED


class Retries(RetryMiddleware):
    """Scrapy's retries, also for answers that do not fit the request."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return *response*, or the request to be sent again; raise `UnaskedAnswer` when the retries are used up."""
        if not _unasked(request, response):
            return super().process_response(request, response)
        again = self._retry(request, f"unasked {response.status}")
        if again is None:
            raise UnaskedAnswer(f"HTTP {response.status}, which was not asked for")
        return again


def _unasked(request: Request, response: Response) -> bool:
    if response.status == 304:
        return not any(name in request.headers for name in CONDITIONS)
    return response.status == 206 and "Range" not in request.headers

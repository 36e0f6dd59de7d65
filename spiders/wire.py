"""Between Scrapy's requests and responses and what is archived of them."""

from __future__ import annotations

from datetime import timedelta

from scrapy.http import Headers, Response

from spiders.visit import Exchange, header_text
from storage.clock import now


def conditional(etag: str | None, modified: str | None) -> dict[str, str]:
    """Return the headers that ask for a document only if it changed."""
    headers = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in headers.items() if value}


def text_of(value: bytes | None) -> str | None:
    """Return a header's value as text, None for none."""
    return header_text(value) if value else None


def exchange_of(response: Response) -> Exchange:
    """Return what went over the wire for *response*."""
    request = response.request
    seconds = float(response.meta.get("download_latency", 0.0)) if request else 0.0
    return Exchange(
        url=response.url,
        at=now() - timedelta(seconds=seconds),
        seconds=seconds,
        request_headers=pairs(request.headers) if request else (),
        status=response.status,
        response_headers=pairs(response.headers),
        body=response.body,
    )


def asked_for(response: Response) -> str:
    """Return the address that was asked for, from which redirects may have led to *response*."""
    assert response.request is not None
    asked: str = response.request.meta.get("redirect_urls", [response.request.url])[0]
    return asked


def pairs(headers: Headers) -> tuple[tuple[bytes, bytes], ...]:
    """Return Scrapy's headers as name and value pairs."""
    return tuple((name, value) for name, values in headers.items() for value in values)

"""The body of a response without its content encodings (RFC 9110 section 8.4), never larger than a limit, never cut."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
import zstandard

from pipeline.drop import BadContent

MOST_BYTES = 16 << 20
MOST_CODINGS = 3


def decoded(body: bytes, content_encoding: str) -> bytes:
    """Return *body* without the codings that the header names; raise `BadContent` when it is cut, broken or over `MOST_BYTES`."""
    codings = [
        name for name in (part.strip().lower() for part in content_encoding.split(",")) if name not in ("", "identity")
    ]
    if len(codings) > MOST_CODINGS:
        raise BadContent(f"{len(codings)} content encodings in a row")
    for coding in reversed(codings):
        if coding not in DECODERS:
            raise BadContent(f"unknown content encoding {coding[:40]!r}")
        body = DECODERS[coding](body)
    if len(body) > MOST_BYTES:
        raise BadContent(f"larger than {MOST_BYTES} bytes")
    return body


def gunzipped(body: bytes) -> bytes:
    """Return *body* without gzip, if it is gzip: what a `.xml.gz` holds, whatever its headers say."""
    return _gzip(body) if body[:2] == b"\x1f\x8b" else body


def _gzip(body: bytes) -> bytes:
    """Return the members of *body* joined (RFC 1952); zero padding after the last one is allowed."""
    parts: list[bytes] = []
    left = MOST_BYTES
    while body:
        part, body = _inflated(body, 31, left)
        parts.append(part)
        left -= len(part)
        if body[:2] != b"\x1f\x8b":
            break
    return b"".join(parts)


def _deflate(body: bytes) -> bytes:
    """Return *body* inflated: with zlib's header as RFC 9110 asks, or without, as many servers send it."""
    try:
        return _inflated(body, 15)[0]
    except BadContent as error:
        if "larger" in str(error):
            raise
        return _inflated(body, -15)[0]


def _inflated(body: bytes, window: int, limit: int = MOST_BYTES) -> tuple[bytes, bytes]:
    stream = zlib.decompressobj(window)
    try:
        content = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadContent(f"broken compression: {error}") from error
    if len(content) > limit:
        raise BadContent(f"larger than {limit} bytes when decompressed")
    if not stream.eof:
        raise BadContent("the compressed body is cut short")
    return content, stream.unused_data


def _brotli(body: bytes) -> bytes:
    stream = brotli.Decompressor()
    try:
        content = _collected(stream.process, body)
    except brotli.error as error:
        raise BadContent(f"broken compression: {error}") from error
    if not stream.is_finished():
        raise BadContent("the compressed body is cut short" if body else "empty brotli body")
    return content


def _zstd(body: bytes) -> bytes:
    stream = zstandard.ZstdDecompressor(max_window_size=1 << 23).decompressobj()  # RFC 9659: 8 MB windows on the web
    try:
        content = _collected(stream.decompress, body)
    except zstandard.ZstdError as error:
        raise BadContent(f"broken compression: {error}") from error
    if not stream.eof:
        raise BadContent("the compressed body is cut short")
    return content


def _collected(decompress: Callable[[bytes], bytes], body: bytes) -> bytes:
    """Return *body* decompressed, in small steps, so that a bomb is given up soon after it passes `MOST_BYTES`."""
    parts: list[bytes] = []
    size, step = 0, 256
    for start in range(0, len(body), step):
        parts.append(decompress(body[start : start + step]))
        size += len(parts[-1])
        if size > MOST_BYTES:
            raise BadContent(f"larger than {MOST_BYTES} bytes when decompressed")
    return b"".join(parts)


DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}

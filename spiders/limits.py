"""Limits on one HTTP response that Scrapy's own settings do not give: the size of its head."""

from __future__ import annotations

from scrapy.core.downloader.handlers import http11
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IAddress, ISSLTransport
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS
from twisted.web.http import _IdentityTransferDecoder

MOST_HEAD_BYTES = 256 << 10  # status lines and headers, those of interim responses included


class HeadTooLong(Exception):
    """The response's headers do not end."""


class LimitedProtocol(http11._LenientHTTP11ClientProtocol):  # it has no public name; it forgives broken header lines
    """HTTP/1.1 to one server, given up when the head of a response is longer than any honest one."""

    _head_bytes = 0

    def request(self, request):  # type: ignore[no-untyped-def]
        """Send *request*; return the deferred response."""
        self._head_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - twisted's name
        """Pass *data* on, unless the head is still open after `MOST_HEAD_BYTES`."""
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES:
                self._giveUp(Failure(HeadTooLong(f"headers of more than {MOST_HEAD_BYTES} bytes")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802 - twisted's name
        """End the response; a body whose only end is that of the connection is cut when that is a reset.

        Over TLS it is not taken for one: too many servers end a connection there without saying so.
        """
        decoder = getattr(self._parser, "bodyDecoder", None)
        reset = not isinstance(reason.value, ConnectionDone) and not ISSLTransport.providedBy(self.transport)
        if reset and isinstance(decoder, _IdentityTransferDecoder) and decoder.contentLength is None:
            decoder.contentLength = 1  # so that twisted takes the body for one that lacks a byte
        super().connectionLost(reason)  # type: ignore[no-untyped-call]


class LimitedFactory(http11._LenientHTTP11ClientFactory):
    """Builds a `LimitedProtocol` for each connection."""

    def buildProtocol(self, addr: IAddress | None) -> LimitedProtocol:  # noqa: N802 - twisted's name
        """Return the protocol of a new connection."""
        return LimitedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]

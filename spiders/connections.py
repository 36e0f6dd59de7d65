"""HTTP and HTTPS as Scrapy does it, over connections that the guard has let through."""

from __future__ import annotations

import logging
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from twisted.internet.defer import Deferred, fail
from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.interfaces import IConnector, IReactorPluggableNameResolver, IReactorTCP, IStreamClientEndpoint
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web.client import HTTPConnectionPool
from zope.interface import implementer  # type: ignore[import-untyped]

from spiders.guard import ForbiddenAddress, Guard
from spiders.limits import LimitedFactory

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

CONNECT_SECONDS = 15
logging.getLogger(HTTP11DownloadHandler.__module__).setLevel(logging.ERROR)  # a cut body is a fault of the run, said there


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's handler with its pool of connections replaced by a guarded one."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        guard = Guard.of(crawler.settings.getlist("KZNEWS_ALLOW"))
        pool = GuardedPool(guard, self._contextFactory)
        pool.maxPersistentPerHost = self._pool.maxPersistentPerHost
        self._pool = pool


class GuardedPool(HTTPConnectionPool):
    """Opens every new connection itself, so that nothing reaches a socket but through the guard."""

    def __init__(self, guard: Guard, tls: Any) -> None:
        from twisted.internet import reactor

        super().__init__(reactor, persistent=True)  # type: ignore[no-untyped-call]
        self._factory = LimitedFactory
        self._guard = guard
        self._tls = tls

    def getConnection(self, key: Hashable, endpoint: IStreamClientEndpoint) -> Deferred[HTTP11ClientProtocol]:  # noqa: N802
        """Return a connection for *key*, which holds scheme, host and port; the agent's own *endpoint* is not used."""
        match key:
            case (b"http" | b"https" as scheme, bytes(host), int(port), *_):
                return super().getConnection(key, self._endpoint(scheme, host, port))
        return fail(ForbiddenAddress(f"no direct connection to a host: {key!r}"))  # a proxy would connect in our stead

    def _endpoint(self, scheme: bytes, host: bytes, port: int) -> Any:
        reactor = GuardedReactor(self._reactor, self._guard, host.decode("ascii"))
        endpoint: Any = HostnameEndpoint(reactor, host, port, timeout=CONNECT_SECONDS)
        return wrapClientTLS(self._tls.creatorForNetloc(host, port), endpoint) if scheme == b"https" else endpoint


@implementer(IReactorPluggableNameResolver, IReactorTCP)
class GuardedReactor:
    """The reactor, but for connections to `host`: each is checked by the very address that its socket gets.

    A name is resolved once and its addresses are connected to as they are, so a name that resolves differently
    the next time (DNS rebinding) gains nothing.
    """

    def __init__(self, reactor: Any, guard: Guard, host: str) -> None:
        self._reactor = reactor
        self._guard = guard
        self._host = host

    def connectTCP(self, host: str, port: int, *args: Any, **kwargs: Any) -> IConnector:  # noqa: N802 - twisted's name
        """Connect to the literal address *host*; raise `ForbiddenAddress` before a socket exists."""
        self._guard.check(self._host, host, port)
        connector: IConnector = self._reactor.connectTCP(host, port, *args, **kwargs)
        return connector

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

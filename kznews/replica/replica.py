"""The replica: three small news sites on 127.0.0.1 that behave, and misbehave, like real ones."""

from __future__ import annotations

import datetime as dt
import math
import threading
from collections import Counter
from collections.abc import Callable
from typing import Self

from kznews.replica.answer import Expected
from kznews.replica.edition import ZONE, edition
from kznews.replica.faults import Fault
from kznews.replica.gov import Gov
from kznews.replica.legacy import Legacy
from kznews.replica.portal import Portal
from kznews.replica.server import Seen, SiteServer
from spiders.site import Site

SITES: tuple[type[Gov] | type[Portal] | type[Legacy], ...] = (Gov, Portal, Legacy)
CRAWL_DELAY = 0.05  # seconds; asked for in robots.txt at speed 1


def almaty_now() -> dt.datetime:
    """Return the present moment in Almaty."""
    return dt.datetime.now(ZONE)


class Replica:
    """Three sites in threads of this process. What they publish depends on seed, day and state alone.

    `day` is the newest day on the sites, by default today, because the portal says "Сегодня, 00:02" of its newest
    articles; whether it does is decided by `clock` when the page is asked for. `speed` divides the delays that
    robots.txt and the sites' facts ask for; at `math.inf` there are none.
    """

    def __init__(
        self,
        state: int = 1,
        *,
        seed: int = 7,
        day: dt.date | None = None,
        speed: float = 1.0,
        ports: tuple[int, int, int] = (0, 0, 0),
        clock: Callable[[], dt.datetime] = almaty_now,
    ) -> None:
        self.seed, self.day = seed, day or clock().date()
        self.delay = 0.0 if math.isinf(speed) else CRAWL_DELAY / speed
        self.servers = {kind.name: SiteServer(port, clock) for kind, port in zip(SITES, ports, strict=True)}
        self.set_state(state)
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        for server in self.servers.values():
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers.values():
            if self._threads:
                server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()

    def set_state(self, state: int) -> None:
        """Publish *state* from now on: 2 is a day on which articles were added, corrected and deleted."""
        self.state = state
        published = edition(self.seed, self.day, state)
        for kind in SITES:
            server = self.servers[kind.name]
            server.room = kind(server.base, published, self.seed, self.delay)

    @property
    def ports(self) -> dict[str, int]:
        """The port of each site."""
        return {name: server.server_address[1] for name, server in self.servers.items()}

    def sites(self) -> tuple[Site, ...]:
        """Return the facts of the three sites, with the ports that they are served on."""
        return tuple(server.room.site() for server in self.servers.values() if server.room)

    def truth(self) -> dict[str, Expected]:
        """Return what a crawl of the present state should make of each address, by address."""
        rooms = [server.room for server in self.servers.values()]
        return {one.url: one for room in rooms if isinstance(room, SITES) for one in room.truth()}

    @property
    def log(self) -> list[Seen]:
        """Every request so far, in the order of arrival."""
        return sorted((seen for server in self.servers.values() for seen in list(server.log)), key=lambda seen: seen.at)

    @property
    def requests(self) -> Counter[tuple[str, str, int]]:
        """How often each (site, target, status) was answered."""
        return Counter((seen.site, seen.target, seen.status) for seen in self.log)

    def forget(self) -> None:
        """Empty the log."""
        for server in self.servers.values():
            server.log.clear()

    def break_site(self, name: str, fault: Fault) -> None:
        """Let the site *name* fail in the way of *fault* from now on."""
        self.servers[name].fault = fault

    def heal(self, name: str) -> None:
        """Let the site *name* answer as it should again."""
        self.servers[name].fault = None

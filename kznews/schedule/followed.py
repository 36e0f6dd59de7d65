"""The configuration that a scheduler follows: it is read again when its file changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spiders.registry import find

if TYPE_CHECKING:
    from kznews.config import Config
    from spiders.site import Site

Stamp = tuple[str, int, int, int] | None


class OffSite(LookupError):
    """The schedule is to include a site that the configuration has switched off."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is off, so it has no schedule; on = true under [sites.{name}] puts it on")


class Followed:
    """A configuration and those of its sites that are on schedule: all that are on, or the named ones."""

    def __init__(self, read: Callable[[], Config], place: Callable[[], Path | None], names: Sequence[str] = ()) -> None:
        self._read, self._place, self._names = read, place, tuple(names)
        self._stamp = _stamp(place())
        self.config = read()
        self.sites = on_schedule(self.config, self._names)

    def reread(self) -> bool:
        """Say whether another configuration counts now; raise what is wrong with a changed one, once.

        Named sites that it has switched off leave the schedule.
        """
        stamp = _stamp(self._place())
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        config = self._read()
        self.sites = {name: site for name, site in _named(config, self._names).items() if config.is_on(name)}
        self.config = config
        return True


def on_schedule(config: Config, names: Sequence[str]) -> dict[str, Site]:
    """Return the sites on schedule by name; raise `UnknownSite` or `OffSite` for a named one that cannot be."""
    sites = _named(config, names)
    for name in sites:
        if not config.is_on(name):
            raise OffSite(name)
    return sites


def _named(config: Config, names: Sequence[str]) -> dict[str, Site]:
    if not names:
        return config.sites_on()
    known = config.all_sites()
    return {site.name: site for site in (find(name, known) for name in names)}


def _stamp(path: Path | None) -> Stamp:
    """Return what tells one state of the file from another; None without a file."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (str(path), found.st_ino, found.st_mtime_ns, found.st_size) if found else None

"""The store as the looking commands open it: they make nothing, so a store that is not there is said to be missing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kznews.config import Config
    from storage.catalog import Catalog


class NoStore(Exception):
    """There is no catalog yet where the configuration says the store is."""


def open_catalog(config: Config) -> Catalog:
    """Return the catalog of the configured store; raise `NoStore` when nothing was ever stored there, `CatalogLost` when it is lost."""
    is_there = config.database is not None or (config.store / "catalog.sqlite").is_file()
    if not is_there and not any((config.store / "records").rglob("*.txt")):
        raise NoStore(f"{config.store} holds no catalog yet: kznews crawl makes it, --store DIR names another")
    from storage.catalog import Catalog

    if not is_writable(config):
        return Catalog.look_at(config.store)
    return Catalog.open(config.store, config.database)


def is_writable(config: Config) -> bool:
    """Say whether this user may write the catalog, as far as that can be told: a server decides by itself."""
    return config.database is not None or os.access(config.store, os.W_OK)

"""RSS and Atom feeds of any version: which articles they name, and what they say of them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from spiders.discovery.found import Discovery, Item, wanted
from spiders.discovery.xml import local, tree_of
from spiders.site import Site
from storage.entities import Hint

PUBLISHED = ("pubdate", "published", "date", "issued", "created")
MODIFIED = ("updated", "modified", "lastbuilddate")
BODY = ("full-text", "fulltext", "encoded")
MOST_ITEMS = 5_000


def read_feed(site: Site, url: str, body: bytes, content_type: str = "") -> Discovery:
    """Return what a feed at *url* names."""
    root, fault = tree_of(body, content_type)
    faults = (fault,) if fault else ()
    if root is None:
        return Discovery((), (), faults)
    items = [_item(element, url) for element in _items(root)]
    found = tuple(one for item in items if item for one in wanted(site, item))
    return Discovery(found, (), faults if items else (*faults, "a feed without items"))


def _items(root: etree._Element) -> Iterator[etree._Element]:
    for count, element in enumerate(one for one in root.iter() if local(one) in ("item", "entry")):
        if count >= MOST_ITEMS:
            return
        yield element


def _item(element: etree._Element, base: str) -> Item | None:
    fields: dict[str, str] = {}
    link = ""
    for child in element:
        name = local(child)
        if name == "link" and (href := child.get("href")):
            if child.get("rel", "alternate") == "alternate":
                link = href
        elif name == "guid" and child.get("isPermaLink", "true").lower() != "false" or name == "origlink":
            fields[name] = (child.text or "").strip()
        elif name and name not in fields:
            fields[name] = "".join(child.itertext()).strip()
    guid = fields.get("guid", "")
    address = fields.get("origlink") or link or fields.get("link") or (guid if guid.startswith("http") else "")
    if not address:
        return None
    hint = Hint(
        source="feed",
        where=base,
        published=_first(fields, PUBLISHED),
        modified=_first(fields, MODIFIED),
        title=fields.get("title") or None,
        language=fields.get("language") or None,
        body=_first(fields, BODY),
    )
    return Item(urljoin(base, address), hint)


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if fields.get(name)), None)

"""RSS (0.9 to 2.0) and Atom feeds (RFC 4287): which articles they name, and what they say of them."""

from __future__ import annotations

import html
import re

from pipeline.text import clean_text
from spiders.discovery.found import Discovery, Item, collected, joined
from spiders.discovery.xml import Entries, Entry, read_entries
from spiders.site import Site
from storage.entities import Hint

ITEMS = frozenset({"item", "entry"})
PUBLISHED = ("pubdate", "published", "dc:date", "dcterms:issued", "issued", "dcterms:created", "created", "date")
MODIFIED = ("updated", "modified", "dcterms:modified", "dc:modified")
BODY = ("yandex:full-text", "full-text", "content:encoded", "turbo:content", "content")
TITLE = ("title", "dc:title", "media:title")
LANGUAGE = ("dc:language", "language")
MOST_ITEMS = 5_000
LONGEST_TITLE = 500
LONGEST_BODY = 500_000
TAG = re.compile(r"<[a-z/!][^<>]*>", re.I)


def read_feed(site: Site, url: str, body: bytes, content_type: str = "") -> Discovery:
    """Return what a feed at *url* names."""
    return discovery_of_feed(site, url, read_entries(body, content_type, ITEMS, MOST_ITEMS))


def discovery_of_feed(site: Site, url: str, read: Entries) -> Discovery:
    """Return what the entries of a feed name."""
    language = next((one.value for one in read.head if one.name in LANGUAGE and one.value), None)
    language = language or next((one.attributes["xml:lang"] for one in read.head if "xml:lang" in one.attributes), None)
    base = joined(url, next((one.attributes["xml:base"] for one in read.head if "xml:base" in one.attributes), ""))
    items = [item for entry in read.entries if (item := _item(entry, url, base, language))]
    faults = [read.fault] if read.fault else []
    if not items:
        faults.append(f"a feed without items (its root is <{read.root[:40]}>)" if read.root else "a feed without items")
    return collected(site, items, faults=faults)


def _item(entry: Entry, where: str, base: str, language: str | None) -> Item | None:
    address = _address(entry)
    if not address:
        return None
    title = _title(entry.first(*TITLE) or "")
    hint = Hint(
        source="feed",
        where=where,
        published=_short(entry.first(*PUBLISHED)),
        modified=_short(entry.first(*MODIFIED)),
        title=title or None,
        language=_short(entry.first(*LANGUAGE) or entry.attributes.get("xml:lang") or language),
        body=_body(entry),
    )
    return Item(joined(joined(base, entry.attributes.get("xml:base", "")), address), hint)


def _address(entry: Entry) -> str:
    """Return the article's address: what FeedBurner replaced, Atom's alternate link, RSS's link, a permanent guid."""
    if original := entry.first("feedburner:origlink", "origlink"):
        return original
    own = [one for one in entry.fields if one.depth == 1]
    for one in own:
        if one.name == "link" and one.attributes.get("href") and one.attributes.get("rel", "alternate") == "alternate":
            return one.attributes["href"]
    if link := next((one.value for one in own if one.name == "link" and one.value), ""):
        return link
    for one in own:
        permanent = one.attributes.get("ispermalink", "true").lower() != "false"
        if ((one.name == "guid" and permanent) or one.name == "id") and one.value.startswith(("http://", "https://")):
            return one.value
    return entry.attributes.get("about", "") or entry.attributes.get("rdf:about", "")


def _title(text: str) -> str:
    """Return a title as plain text: many feeds escape it twice, and some put markup into it."""
    if "&" in text:
        text = html.unescape(text)
    return clean_text(TAG.sub(" ", text))[:LONGEST_TITLE]


def _body(entry: Entry) -> str | None:
    own = {one.name: one for one in reversed(entry.fields) if one.depth == 1 and "src" not in one.attributes}
    bodies = (own[name].value for name in BODY if name in own)
    return next((body for body in bodies if body and len(body) <= LONGEST_BODY), None)


def _short(text: str | None) -> str | None:
    return " ".join(text.split())[:100] or None if text else None

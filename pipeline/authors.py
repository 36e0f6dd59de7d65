"""The authors that a page names: in its JSON-LD, its head, or its byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from pipeline.bylines import at_headline, beside_headline, bylines_of, signature_of
from pipeline.document import Document
from pipeline.headings import letters, site_names
from pipeline.persons import names_in
from pipeline.text import clean_text

METAS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "twitter:creator",
)
WRITTEN_BY = re.compile(r"writ|verfasst|geschr[ei]|escri|écrit|scritto|napisa|skrev|yazar|автор|жазған", re.I)
ARTICLE = re.compile(r"^the\s+", re.I)
SLOGAN = re.compile(r"\s+[-–—|]\s+")  # what parts a name from one
PUBLISHING = ("dc.publisher", "dcterms.publisher", "publisher", "copyright")  # may be the author's own site
OBJECT = "object"  # a picture, a film or a sound
MOST_AUTHORS = 12
MOST_MARKED = 5  # more names that are only marked as authors are those of other articles


def authors_of(document: Document) -> tuple[str, ...]:
    """Return the names of the authors in the order the page gives them; empty when it names none.

    What the page states for machines is believed first, unless it is the publisher, its bylines else, those at the headline
    before others. Names of sites, editorial offices, addresses and numbers are no authors.
    """
    if document not in _KNOWN:
        _KNOWN[document] = _authors(document)
    return _KNOWN[document]


_KNOWN: WeakKeyDictionary[Document, tuple[str, ...]] = WeakKeyDictionary()  # the body asks for them, and then the article


def _authors(document: Document) -> tuple[str, ...]:
    publishing = {name for one in PUBLISHING for name in document.metas.get(one, ())}
    stated = [_persons(one, document, is_field=True) for one in (_stated(document), _meta(document))]
    return next((one for one in stated if not publishing.issuperset(one)), ())[:MOST_AUTHORS] or _marked(document) or stated[-1]


def _marked(document: Document) -> tuple[str, ...]:
    bylines = list(bylines_of(document))
    found = _persons((one.text for one in bylines), document) or _persons((one.text for one in beside_headline(document)), document)
    found = found or _persons([signature_of(document)], document)
    if len(found) > 1 and (near := [one.text for one in at_headline(bylines, document) if one.text.strip()]):
        found = _persons(near, document)
    return found if len(found) <= MOST_MARKED else ()


def _persons(stated: Iterable[str], document: Document, *, is_field: bool = False) -> tuple[str, ...]:
    """Return the persons in *stated* once each: none that is the publisher, or is called like the site beside others."""
    names = dict.fromkeys(name for one in stated for name in names_in(one, is_field=is_field))
    publishers = {key for name in _publishers(document) for key in _keys(name)} if names else set()
    found = tuple(name for name in names if publishers.isdisjoint(_keys(name)))
    sites = {letters(name) for name in site_names(document)} if len(found) > 1 else set()
    return tuple(name for name in found if letters(name) not in sites) or found


def _keys(name: str) -> set[str]:
    """Return the letters of *name* as those of a site may be written: all, and those before a slogan, without its article."""
    bare = ARTICLE.sub("", clean_text(name))
    return {letters(bare), letters(SLOGAN.split(bare, maxsplit=1)[0])} - {""}


def _stated(document: Document) -> Iterator[str]:
    for node in document.json_ld:
        kind = str(node.get("@type", "")).lower()
        if "article" in kind or "posting" in kind or ("headline" in node and not kind.endswith(OBJECT)):
            yield from _people(node.get("author") or node.get("creator"), document)


def _people(value: Any, document: Document) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value[:MOST_AUTHORS]:
            yield from _people(one, document)
    elif isinstance(value, dict) and "organization" not in (kind := str(value.get("@type", "")).lower()):
        if name := value.get("name"):
            yield from _people(name.title() if kind == "person" and isinstance(name, str) and name.islower() else name, document)
        elif known := value.get("@id"):
            yield from (str(node["name"]) for node in document.json_ld if node.get("@id") == known and node.get("name"))


def _publishers(document: Document) -> Iterator[str]:
    yield from document.metas.get("og:site_name", ())
    for node in document.json_ld:
        if isinstance(publisher := node.get("publisher"), dict):
            yield str(publisher.get("name") or "")


def _meta(document: Document) -> Iterator[str]:
    for name in METAS:
        yield from document.metas.get(name, ())
    # shown below links to the page
    if any(map(WRITTEN_BY.search, document.metas.get("twitter:label1", ()))):
        yield from document.metas.get("twitter:data1", ())

"""The dates of a page's JSON-LD: those of the node that is the page's own article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.dates.own import Own
from pipeline.dates.ranks import Rank
from pipeline.dates.stated import MODIFIED, OF_ANOTHER, Candidate, candidate
from pipeline.document import Document

ARTICLE_TYPES = re.compile(
    r"article|reportage|posting|creativework|liveblog|analysis|opinion|review|recipe", re.I
)
OTHER_TYPES = re.compile(
    r"comment|person|organi[sz]ation|event|videoobject|imageobject|audioobject|product|offer|podcast|rating|website|itemlist|book|"
    r"movie|film|series|episode|clip|dataset|software|music|game|course|place|business|jobposting|legislation",
    re.I,
)
LEAST = 12  # characters of a title that tells an article
PATH = re.compile(r"(?://[^/]+|^)/+[^/?#]")
MOST_H1 = 60
LONGEST_NAME = 3  # words of the name of a site
HEADLINE = 40  # characters of a headline that are compared
Node = Mapping[str, Any]


def in_json_ld(document: Document, own: Own) -> Iterator[Candidate]:
    """Yield the dates of JSON-LD nodes, articles first; other articles than the page's own are none of them."""
    nodes = [(node, _type(node)) for node in document.json_ld]
    articles = [node for node, kind in nodes if ARTICLE_TYPES.search(kind) and node.get("datePublished")]
    chosen = _own(articles, document, own)
    title = document.head_title.casefold()
    for node, kind in nodes:
        if OTHER_TYPES.search(kind):
            if "video" in kind.lower() and _is_titled(_headline(node), title) and node.get("uploadDate"):
                yield candidate(Rank.UPLOADED, "json-ld", str(node["uploadDate"]), document)
            continue
        rank = _rank(kind)
        is_other = node not in chosen if node in articles else "webpage" in kind.lower() and _is_site_s(node, document, own)
        of_other = OF_ANOTHER if is_other else ""
        for key, key_rank, fault in (
            ("datePublished", rank, of_other),
            ("dateCreated", Rank.CREATED, of_other),
            ("uploadDate", Rank.UPLOADED, ""),
            ("dateModified", Rank.NEVER, MODIFIED),
        ):
            text = node.get(key)
            if isinstance(text, (str, int)) and str(text).strip():
                yield candidate(key_rank, "json-ld", str(text), document, fault)


def _rank(kind: str) -> Rank:
    if "discussionforum" in kind.lower():
        return Rank.THREAD
    return Rank.ARTICLE if ARTICLE_TYPES.search(kind) else Rank.PAGE


def _own(articles: list[Node], document: Document, own: Own) -> list[Node]:
    """Return those of *articles* that state the page's address, else whose headline is in its title, else all where none does,
    but for one that states both, and of another page of the site.
    """
    title = document.head_title.casefold()
    several = len({str(node["datePublished"]) for node in articles}) > 1
    titled = [node for node in articles if _is_titled(_headline(node), title)]
    if not several and (titled or not articles):
        return articles
    addressed = [node for node in articles if any(map(own.is_address, _addresses(node)))]
    if several:
        return addressed or titled or articles
    if addressed:
        return articles
    heads = _heads(document)
    return [
        node
        for node in articles
        if not any(map(own.is_on_site, _addresses(node)))
        or not _headline(node)
        or _headline(node) in heads
    ]


def _heads(document: Document) -> str:
    heads = " ".join(one.text_content() for one in document.tagged("h1")[:MOST_H1]).casefold()
    return " ".join(heads.split())


def _is_site_s(node: Node, document: Document, own: Own) -> bool:
    """Say whether *node*, that of a page, has but the few words of a site's name: with them it states the site's own day."""
    name = _headline(node)
    is_short = bool(name) and len(name.split()) <= LONGEST_NAME
    is_own = document.head_title.casefold().startswith(name) or name in _heads(document)
    addressed = map(own.is_address, _addresses({**node, "mainEntityOfPage": node.get("@id")}))  # of a page, its mark is its address
    return is_short and not is_own and not any(addressed)


def _is_titled(headline: str, title: str) -> bool:
    return bool(headline) and (headline in title or (len(title) >= LEAST and headline.startswith(title[:HEADLINE])))


def _addresses(node: Node) -> Iterator[str]:
    page = node.get("mainEntityOfPage")
    for stated in (node.get("url"), page, page.get("@id") if isinstance(page, dict) else None):
        if isinstance(stated, str) and PATH.search(stated):  # templates state the home page for all
            yield stated


def _headline(node: Node) -> str:
    return " ".join(str(node.get("headline") or node.get("name") or "").split()).casefold()[:HEADLINE]


def _type(node: Node) -> str:
    kind = node.get("@type") or ""
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)

"""What the class, id and role names of elements say about the blocks in them, by families of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

import numpy as np
import numpy.typing as npt
from lxml.html import HtmlElement

from pipeline.beginnings import Within
from pipeline.body.known import Known
from pipeline.body.nodes import Marks, Nodes, Numbers

Word = tuple[int, str]  # to which families it belongs, and its first part that says `AROUND`, or the empty string
Hits = npt.NDArray[np.bool_]  # (N, len(ORDER))

FAR = 40  # steps: no such name above
FAMILIES: dict[str, re.Pattern[str]] = {  # each is searched for in one word of the names
    "strong": re.compile(
        r"article[-_]{0,2}(?:body|text|content)|(?:news|story|post|entry)[-_]{0,2}(?:body|text|content)|full[-_]{0,2}text|bodytext",
    ),
    "content": re.compile(
        r"article[-_]{0,2}(?:body|text|content|main)|body[-_]{0,2}text"
        r"|(?:news|story|post|entry|text|detail|full|page|main)[-_]{0,2}(?:body|text|content|detail|article)"
        r"|(?<![a-z])(?:article|content|text|story|body|entry|post|news|material|paragraph|detail)(?![a-z])",
    ),
    "comment": re.compile(
        r"com+ent?(?:s|ary|ing|er|list|-|_|$)|(?<![a-z])(?:comm(?!on|erc|itt)|disqus|replies|reply|discussion|opinion|review|respond)"
        r"|kom+ent",
    ),
    "related": re.compile(
        r"related|recom+end|similar|popular|trending|most[-_]{0,2}(?:read|view|pop)|also|read[-_]{0,2}(?:more|next)"
        r"|more[-_]{0,2}(?:news|stor|from|on|art)|other|outbrain|taboola|zergnet|mgid|promoted|sponsor"
        r"|(?<![a-z])(?:breaking|latest|last[-_]{0,2}news|lenta|hot[-_]{0,2}news|top[-_]{0,2}(?:news|stor)|next|prev)",
    ),
    "foot": re.compile(r"foot(?!age|ball|print)|copyright|colophon|credits|disclaimer|(?<![a-z])legal"),
    "side": re.compile(
        r"side[-_]{0,2}bar|aside|(?:right|left)[-_]{0,2}(?:col|side|block|bar|rail|menu)|widget|informer"
        r"|(?<![a-z])(?:rail|secondary|rcol|lcol|column-?r)",
    ),
    "navigation": re.compile(
        r"(?<![a-z])(?:nav|menu|breadcrumb|crumb|pagin|pager|topbar|toolbar|tabs?(?![a-z])|steps)"
    ),
    "share": re.compile(
        r"shar(?:e|ing)|social|addthis|facebook|telegram|(?<![a-z])(?:follow|like|fb-|vk-|print|tools|actions?)",
    ),
    "promotion": re.compile(
        r"(?<![a-z])(?:ads?|adv|banner|promo|subscri|newsletter|sign-?up|cookie|consent|gdpr|paywall|donat|marketing|popup"
        r"|modal|overlay|login|register|poll|vote|rating|survey|campaign|callout|cta|offer)(?![a-z]{4,})",
    ),
    "card": re.compile(
        r"(?<![a-z])(?:card|teaser|preview|thumb|item|list|post[-_]{0,2}list|news[-_]{0,2}list|anons|feed|grid|carousel|slider|swiper"
        r"|box|tile|stories)(?![a-z]{3,})",
    ),
    "embed": re.compile(
        r"embed|twitter|tweet|instagram|youtube|video|player|infobox|fact[-_]{0,2}box|inset|pull[-_]{0,2}quote|highlight|summary"
        r"|glossary|tooltip|contents|toc(?![a-z])",
    ),
    "meta": re.compile(
        r"meta|views?(?![a-z])|counter|stamp"
        r"|(?<![a-z])(?:info|details|date|time|posted|publish|published|source|kicker|category|tags?)(?![a-z])",
    ),
    "caption": re.compile(
        r"(?<![a-z])(?:caption|figure|photo|foto|img|image|gallery|credit|media(?!tor)|illustrat|signature|lightbox|slid)",
    ),
    "byline": re.compile(r"(?<![a-z])(?:author|by-?line|autor|writer|reporter)"),
    "lead": re.compile(
        r"(?<![a-z])(?:lead|lede|dek|summary|intro|excerpt|anons|announce|subtitle|sub[-_]{0,2}head|standfirst|descr|preview)",
    ),
}
ORDER = tuple(FAMILIES)
FAMILY_OF_TAG = {
    "footer": ORDER.index("foot"),
    "aside": ORDER.index("side"),
    "nav": ORDER.index("navigation"),
    "figure": ORDER.index("caption"),
    "figcaption": ORDER.index("caption"),
    "time": ORDER.index("meta"),
}
AROUND = {  # what stands around articles, by the rule that takes it out: each is searched for where it may be alone
    "comments": r"comments?(?![a-z]*ary)|disqus",
    "related": r"related|recommend|similar|more-?news|other-?news|outbrain|taboola",
    "read-also": r"also-?read|read-?also|read-?more|see-?also",
    "most-read": r"popular|most-?read|trending|hot-?news|top-?news",
    "feed": r"latest|lenta|ticker|news-?list",
    "teaser": r"teaser",
    "sidebar": r"side[-_]?bar|right[-_]?col",
    "footer": r"footer",
    "menu": r"menu|navbar|navigation|paginat|pager|tabs?-nav|toc(?![a-z])|table-of-contents",
    "breadcrumb": r"breadcrumb",
    "skip-link": r"skip-link|screen-reader|sr-only|visually-hidden",
    "share": r"socials?(?![a-z])|shar(?:e|ing)",
    "advert": r"promo|banner|advert|adv-|adv_|ads?[_-]|sponsor|donat",
    "subscribe": r"subscri|newsletter|login|signup",
    "paywall": r"paywall",
    "cookie": r"cookie|consent|gdpr",
    "dialog": r"modal|popup|overlay",
    "widget": r"widget|informer|carousel",
    "tools": r"toolbar|tooltip",
    "poll": r"poll|vote",
    "rating": r"rating",
    "author-bio": r"author-?(?:bio|box|info|card)|about-?(?:the-)?author|bio-?box",
    "tags": r"tag-?(?:s|list|cloud)",
    "copyright": r"copyright",
    "hidden": r"hidden(?![a-z])|print-only",
}
TAGS_AROUND = {"aside": "sidebar", "footer": "footer", "nav": "menu", "form": "form", "button": "tools", "figcaption": "caption"}
PATTERNS = (*FAMILIES.values(), *(re.compile(rf"(?<![a-z])(?:{names})") for names in AROUND.values()))
BEGINNINGS = Within(pattern.pattern for pattern in PATTERNS)
BITS = 1 << np.arange(len(ORDER))
CONTENT = ORDER.index("content")
EDGES = ("aside", "footer", "header")


@dataclass(frozen=True, slots=True)
class Names:
    """What stands on the way from each of N nodes up to the body."""

    steps: npt.NDArray[np.int16]  # (N, len(ORDER)): to the nearest name of each family; FAR when there is none
    depth: Numbers
    contents: Numbers  # how many elements on the way are named for content
    article: Numbers  # the nearest <article>, -1 when there is none
    main: Marks
    edge: Marks  # an aside, footer or header
    around: Mapping[int, str]  # the nodes that say of themselves that they stand around articles, in order: the tag or word


def names_of(nodes: Nodes, stating: Sequence[HtmlElement] = ()) -> Names:
    """Return what the names above each of *nodes* say; *stating* are the elements of the page with an `itemprop`."""
    stated = {nodes.number[one]: one.get("itemprop", "") for one in stating if one in nodes.number}
    said = KNOWN.of((*nodes.names, *stated.values()))
    hits = _hits(nodes, said, stated)
    top = nodes.top
    depth, contents = (way - np.where(top < 0, 0, way[top]) for way in (nodes.depth + 1, nodes.on_way(hits[:, CONTENT])))
    article, main, edge = (nodes.within(nodes.tagged(tags)) for tags in (("article",), ("main",), EDGES))
    article = np.where(article > top, article, -1)
    return Names(_steps(nodes, hits), depth, contents, article, main > top, edge > top, _around(nodes, said))


@cache
def rule_of(around: str) -> str:
    """Return the rule by which what says *around* of itself, a tag or a part of a name, is no part of the story."""
    return TAGS_AROUND.get(around) or next(rule for rule, names in AROUND.items() if re.match(names, around))


def _hits(nodes: Nodes, said: Mapping[str, Sequence[Word]], stated: Mapping[int, str]) -> Hits:
    """Return for each of *nodes* and each family whether the tag or one of the names belongs to it."""
    families = {one: reduce(or_, (bits for bits, _ in own), 0) for one, own in said.items()}
    named = np.array([*map(families.__getitem__, nodes.names)])
    for number, name in stated.items():
        named[number] |= families[name]
    hits: Hits = named[:, None] & BITS != 0
    for number in nodes.tagged(FAMILY_OF_TAG):
        hits[number, FAMILY_OF_TAG[nodes.tags[number]]] = True
    return hits


def _around(nodes: Nodes, said: Mapping[str, Sequence[Word]]) -> dict[int, str]:
    """Return which of *nodes* say that they stand around articles, each by its tag or the first telling part of its names."""
    telling = {one: next((part for _, part in own if part), "") for one, own in said.items()}
    words = (tag if tag in TAGS_AROUND else telling[own] for tag, own in zip(nodes.tags, nodes.names, strict=True))
    return {number: word for number, word in enumerate(words) if word}


def _said(words: Sequence[str]) -> Iterator[Word]:
    """Yield what each of *words* says: the families are a bit for each of `ORDER`."""
    for word, candidates in zip(words, BEGINNINGS.of(words), strict=True):
        found = [(number, match) for number in candidates if (match := PATTERNS[number].search(word))]
        if not found:  # as with most
            yield 0, ""
            continue
        around = [match for number, match in found if number >= len(ORDER)]
        families = sum(1 << number for number, _ in found if number < len(ORDER))
        yield families, min(around, key=re.Match.start)[0] if around else ""


KNOWN = Known(_said)


def _steps(nodes: Nodes, hits: Hits) -> npt.NDArray[np.int16]:
    """Return how far up from each node the nearest that is named for each family stands, below the top.

    Twice as far up is looked with every step (Hillis and Steele, 1986).
    """
    depth = nodes.depth.astype(np.int16)[:, None]
    nearest = np.where(hits, depth, np.int16(-1))  # how deep it stands
    up = nodes.up
    for _ in range(int(depth.max()).bit_length()):
        nearest = np.maximum(nearest, nearest[up])
        up = up[up]
    top = np.where(nodes.top[:, None] < 0, np.int16(-1), depth[nodes.top])
    return np.where(nearest > top, np.minimum(depth - nearest, np.int16(FAR)), np.int16(FAR))

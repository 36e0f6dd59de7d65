"""What the class, id and role names of elements say about the blocks in them, by families of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.beginnings import Within
from pipeline.body.nodes import Nodes

FAR = 40  # steps: no such name above
FAMILIES: dict[str, re.Pattern[str]] = {
    "strong": re.compile(
        r"article[-_]{0,2}(?:body|text|content)|(?:news|story|post|entry)[-_]{0,2}(?:body|text|content)|full[-_]{0,2}text|bodytext",
    ),
    "content": re.compile(
        r"article[-_]{0,2}(?:body|text|content|main)|body[-_]{0,2}text"
        r"|(?:news|story|post|entry|text|detail|full|page|main)[-_]{0,2}(?:body|text|content|detail|article)"
        r"|(?<![a-z])(?:article|content|text|story|body|entry|post|news|material|paragraph|detail)(?![a-z])",
    ),
    "comment": re.compile(
        r"com+ent?(?:s|ary|ing|er|list|-|_|$| )|(?<![a-z])(?:comm|disqus|replies|reply|discussion|opinion|review|respond)"
        r"|kom+ent",
    ),
    "related": re.compile(
        r"related|recom+end|similar|popular|trending|most[-_]{0,2}(?:read|view|pop)|also|see[-_]{0,2}also|read[-_]{0,2}(?:more|next|also)"
        r"|more[-_]{0,2}(?:news|stor|from|on|art)|other|outbrain|taboola|zergnet|mgid|promoted|sponsor"
        r"|(?<![a-z])(?:breaking|latest|last[-_]{0,2}news|lenta|hot[-_]{0,2}news|top[-_]{0,2}(?:news|stor)|next|prev)",
    ),
    "foot": re.compile(r"foot|copyright|colophon|credits|disclaimer|(?<![a-z])legal"),
    "side": re.compile(
        r"side[-_]{0,2}bar|aside|(?:right|left)[-_]{0,2}(?:col|side|block|bar|rail|menu)|widget|informer"
        r"|(?<![a-z])(?:rail|secondary|rcol|lcol|column-?r)",
    ),
    "navigation": re.compile(
        r"(?<![a-z])(?:nav|menu|breadcrumb|crumb|pagin|pager|topbar|toolbar|tabs?(?![a-z])|steps)"
    ),
    "share": re.compile(
        r"shar(?:e|ing)|social|addthis|facebook|telegram|ya-share|(?<![a-z])(?:follow|like|fb-|vk-|print|tools|actions?)",
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
        r"(?<![a-z])(?:caption|figure|photo|foto|img|image|gallery|credit|media|illustrat|signature|lightbox|slid)",
    ),
    "byline": re.compile(r"(?<![a-z])(?:author|by-?line|autor|writer|reporter)"),
    "lead": re.compile(
        r"(?<![a-z])(?:lead|lede|dek|summary|intro|excerpt|anons|announce|subtitle|sub[-_]{0,2}head|standfirst|descr|preview)",
    ),
}
TAGS: dict[str, tuple[str, ...]] = {
    "foot": ("footer",),
    "side": ("aside",),
    "navigation": ("nav",),
    "caption": ("figure", "figcaption"),
    "meta": ("time",),
}
ORDER = tuple(FAMILIES)
PATTERNS = tuple(FAMILIES.values())
BEGINNINGS = Within(pattern.pattern for pattern in PATTERNS)
MOST_KNOWN = 16_384
_KNOWN: dict[str, bytes] = {}  # by names, what they say: the pages of a site name the same things alike
CONTENT = ORDER.index("content")
EDGES = ("aside", "footer", "header")


@dataclass(frozen=True, slots=True)
class Names:
    """What stands on the way from each of N nodes up to the body."""

    steps: npt.NDArray[np.int16]  # (N, len(ORDER)): to the nearest name of each family; FAR when there is none
    depth: list[int]
    contents: list[int]  # how many elements on the way are named for content
    article: list[int]  # the nearest <article>, -1 when there is none
    main: list[bool]
    edge: list[bool]  # an aside, footer or header


def names_of(nodes: Nodes) -> Names:
    """Return what the names above each of *nodes* say."""
    hits = _hits(nodes)
    said = hits[:, CONTENT].tolist()
    depth: list[int] = []
    contents: list[int] = []
    article: list[int] = []
    main: list[bool] = []
    edge: list[bool] = []
    for number, (tag, parent) in enumerate(zip(nodes.tags, nodes.parent, strict=True)):
        top = tag in ("body", "html")
        first = top or parent < 0
        depth.append(0 if top else 1 if first else depth[parent] + 1)
        contents.append(0 if top else said[number] + (0 if first else contents[parent]))
        article.append(-1 if top else number if tag == "article" else -1 if first else article[parent])
        main.append(not top and (tag == "main" or (not first and main[parent])))
        edge.append(not top and (tag in EDGES or (not first and edge[parent])))
    return Names(_steps(nodes, hits, np.array(depth)), depth, contents, article, main, edge)


def _hits(nodes: Nodes) -> npt.NDArray[np.bool_]:
    """Return for each of *nodes* and each family whether the tag or one of the names belongs to it."""
    named = [
        f"{names} {element.get('itemprop', '')}".lower()
        for element, names in zip(nodes.elements, nodes.names, strict=True)
    ]
    new = [one for one in dict.fromkeys(named) if one not in _KNOWN]
    if len(_KNOWN) + len(new) > MOST_KNOWN:
        _KNOWN.clear()
        new = [*dict.fromkeys(named)]
    for names, families in zip(new, BEGINNINGS.of(new) if new else (), strict=True):
        hit = {family for family in families if PATTERNS[family].search(names)}
        _KNOWN[names] = bytes(family in hit for family in range(len(ORDER)))
    hits = np.frombuffer(b"".join(map(_KNOWN.__getitem__, named)), dtype=np.bool_).reshape(-1, len(ORDER)).copy()
    for family, tags in TAGS.items():
        hits[:, ORDER.index(family)] |= [tag in tags for tag in nodes.tags]
    return hits


def _steps(nodes: Nodes, hits: npt.NDArray[np.bool_], depth: npt.NDArray[np.int64]) -> npt.NDArray[np.int16]:
    """Go down the tree by levels: a node named for a family is 0 steps from it, others are one further than their parent."""
    steps = np.full(hits.shape, FAR, dtype=np.int16)
    order = np.argsort(depth, kind="stable")
    edges = np.searchsorted(depth[order], np.arange(1, int(depth.max()) + 2))
    for start, end in pairwise(edges.tolist()):
        level = order[start:end]
        steps[level] = np.where(hits[level], 0, np.minimum(steps[nodes.up[level]] + 1, FAR))
    return steps

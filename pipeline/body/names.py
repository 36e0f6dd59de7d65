"""What the class, id and role names of elements say about the blocks in them, by families of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

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
FURTHER = tuple(min(FAR, steps + 1) for steps in range(FAR + 1))


@dataclass(frozen=True, slots=True)
class Chain:
    """What stands on the way from an element up to the body: steps to the nearest name of each family, and the tags."""

    steps: tuple[int, ...]  # in the order of ORDER; FAR when there is none
    depth: int
    contents: int  # how many elements on the way are named for content
    article: bool
    main: bool
    edge: bool  # an aside, footer or header


TOP = Chain((FAR,) * len(ORDER), 0, 0, article=False, main=False, edge=False)


class Names:
    """Reads the names above elements, each element once."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, Chain] = {}

    def chain(self, element: HtmlElement) -> Chain:
        """Return what stands on the way from *element* up to the body."""
        above: list[HtmlElement] = []
        chain = TOP
        for one in (element, *element.iterancestors()):
            if one.tag in ("body", "html"):
                break
            if one in self._known:
                chain = self._known[one]
                break
            above.append(one)
        for one in reversed(above):
            chain = self._known[one] = self._below(chain, one)
        return chain

    def _below(self, chain: Chain, element: HtmlElement) -> Chain:
        tag = element.tag
        hits = _hits(tag, f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}".lower())
        return Chain(
            tuple([0 if hit else FURTHER[steps] for hit, steps in zip(hits, chain.steps, strict=True)]),
            chain.depth + 1,
            chain.contents + hits[1],
            chain.article or tag == "article",
            chain.main or tag == "main",
            chain.edge or tag in ("aside", "footer", "header"),
        )


@lru_cache(maxsize=65_536)
def _hits(tag: str, names: str) -> tuple[bool, ...]:
    """Return for each family whether *tag* or one of *names*, in lower case, belongs to it."""
    return tuple(
        [tag in TAGS.get(family, ()) or pattern.search(names) is not None for family, pattern in FAMILIES.items()]
    )

"""What stands around articles, by tag and by name, unless on this page that name holds the article itself."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

from pipeline.body.nodes import Amounts, Nodes

TAGS = {"aside", "footer", "nav", "form", "button", "figcaption"}
NAMES = re.compile(
    r"(?<![a-z])(?:comments?(?![a-z]*ary)|disqus|sidebar|side-bar|side_bar|rightcol|right-col|right_col|footer|related|recommend|popular|most-?read|"
    r"also-?read|read-?also|read-?more|see-?also|teaser|promo|banner|advert|adv-|adv_|ads?[_-]|cookie|consent|gdpr|subscri|newsletter|"
    r"socials?(?![a-z])|shar(?:e|ing)|breadcrumb|paginat|pager|menu|navbar|navigation|widget|informer|ticker|lenta|carousel|outbrain|taboola|"
    r"similar|more-?news|other-?news|latest|login|signup|paywall|poll|vote|rating|copyright|print-only|skip-link|screen-reader|"
    r"sr-only|visually-hidden|toolbar|author-?(?:bio|box|info|card)|about-?(?:the-)?author|bio-?box|tag-?(?:s|list|cloud)|tooltip|modal|popup|overlay|"
    r"toc(?![a-z])|table-of-contents|tabs?-nav|trending|hot-?news|top-?news|news-?list|newslist|promoted|sponsor|donat|"
    r"hidden(?![a-z]))", re.I
)  # fmt: skip
MOST = 0.4  # of the page's text: a name that holds more than that is the page, whatever it says


def outside(nodes: Nodes, words: list[str], mass: Amounts, total: float) -> list[str]:
    """Return for each node the tag or name by which it, or what it stands in, is outside of the article; or the empty string.

    *words* are what `word_of` says of each node, *mass* the text of each that counts, *total* the page's.
    """
    trusted = _trusted(nodes, words, mass, total)
    verdicts: list[str] = []
    for tag, word, parent in zip(nodes.tags, words, nodes.parent, strict=True):
        if tag in ("body", "html"):
            verdicts.append("")
        elif word and word not in trusted:
            verdicts.append(word)
        else:
            verdicts.append(verdicts[parent] if parent >= 0 else "")
    return verdicts


def word_of(element: HtmlElement) -> str:
    """Return what about *element* says that it stands around articles: its tag, or the telling part of its names."""
    if element.tag in TAGS:
        return str(element.tag)
    return _named(f"{element.get('class', '')} {element.get('id', '')}")


@lru_cache(maxsize=16_384)  # the pages of a site name the same things alike
def _named(names: str) -> str:
    match = NAMES.search(names) if len(names) > 1 else None
    return match[0].lower() if match else ""


def _trusted(nodes: Nodes, words: list[str], mass: Amounts, total: float) -> set[str]:
    """Return the words that hold most of this page's text: here they name the article."""
    held: dict[str, float] = {}
    for number, word in enumerate(words):
        if word and mass[number] and not any(words[one] == word for one in nodes.above(number)[1:]):
            held[word] = held.get(word, 0.0) + float(mass[number])
    return {word for word, own in held.items() if own > total * MOST}

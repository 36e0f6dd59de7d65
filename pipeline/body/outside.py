"""What stands around articles, by tag and by name, unless on this page that name holds the article itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.beginnings import Within
from pipeline.body.known import Known
from pipeline.body.nodes import Amounts, Nodes

TAGS = {"aside", "footer", "nav", "form", "button", "figcaption"}
NAMES = (  # each line is searched for where it may be alone
    r"comments?(?![a-z]*ary)|disqus|sidebar|side-bar|side_bar|rightcol|right-col|right_col|footer|related|recommend|popular|most-?read",
    r"also-?read|read-?also|read-?more|see-?also|teaser|promo|banner|advert|adv-|adv_|ads?[_-]|cookie|consent|gdpr|subscri|newsletter",
    r"socials?(?![a-z])|shar(?:e|ing)|breadcrumb|paginat|pager|menu|navbar|navigation|widget|informer|ticker|lenta|carousel|outbrain|taboola",
    r"similar|more-?news|other-?news|latest|login|signup|paywall|poll|vote|rating|copyright|print-only|skip-link|screen-reader",
    r"sr-only|visually-hidden|toolbar|author-?(?:bio|box|info|card)|about-?(?:the-)?author|bio-?box|tag-?(?:s|list|cloud)|tooltip|modal|popup|overlay",
    r"toc(?![a-z])|table-of-contents|tabs?-nav|trending|hot-?news|top-?news|news-?list|newslist|promoted|sponsor|donat",
    r"hidden(?![a-z])",
)  # fmt: skip
PATTERNS = [re.compile(rf"(?<![a-z])(?:{names})") for names in NAMES]
BEGINNINGS = Within(NAMES)
MOST = 0.4  # of the page's text: a name that holds more than that is the page, whatever it says


def outside(nodes: Nodes, words: list[str], mass: Amounts, total: float) -> list[str]:
    """Return for each node the tag or name by which it, or what it stands in, is outside of the article; or the empty string.

    *words* are what `words_of` says of each node, *mass* the text of each that counts, *total* the page's.
    """
    trusted = _trusted(nodes, words, mass, total)
    named = nodes.within([number for number, word in enumerate(words) if word and word not in trusted])
    return [words[number] if number >= 0 else "" for number in np.where(named > nodes.top, named, -1).tolist()]


def words_of(nodes: Nodes) -> list[str]:
    """Return what about each of *nodes* says that it stands around articles: its tag, or the first telling part of its names."""
    telling = {one: next(filter(None, own), "") for one, own in KNOWN.of(nodes.names).items()}
    return [tag if tag in TAGS else telling[own] for tag, own in zip(nodes.tags, nodes.names, strict=True)]


def _telling(words: Sequence[str]) -> Iterator[str]:
    """Yield the first telling part of each of *words*, or the empty string."""
    for word, candidates in zip(words, BEGINNINGS.of(words), strict=True):
        found = [match for number in candidates if (match := PATTERNS[number].search(word))]
        yield min(found, key=re.Match.start)[0] if found else ""


KNOWN = Known(_telling)


def _trusted(nodes: Nodes, words: list[str], mass: Amounts, total: float) -> set[str]:
    """Return the words that hold most of this page's text: here they name the article."""
    held: dict[str, float] = {}
    ends: dict[str, int] = {}  # where the last outermost node with each word ends
    for number, (word, own, end) in enumerate(zip(words, mass.tolist(), nodes.end.tolist(), strict=True)):
        if word and number >= ends.get(word, 0):
            held[word] = held.get(word, 0.0) + own
            ends[word] = end
    return {word for word, own in held.items() if own > total * MOST}

"""What stands around articles, by tag and by name, unless on this page that name holds the article itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

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


class Outside:
    """Knows which elements of one page are not the article by their tag or name; each is asked once."""

    def __init__(self, elements: Mapping[HtmlElement, float], total: float) -> None:
        self._trusted = _trusted(elements, total)
        self._known: dict[HtmlElement, str] = {}

    def why(self, element: HtmlElement) -> str:
        """Return the tag or name by which *element*, or what it stands in, is outside; or the empty string."""
        chain: list[HtmlElement] = []
        verdict = ""
        for one in (element, *element.iterancestors()):
            if one in self._known:
                verdict = self._known[one]
                break
            chain.append(one)
            if one.tag in ("body", "html"):
                break
            word = word_of(one)
            if word and word not in self._trusted:
                verdict = word
                break
        for one in chain:
            self._known[one] = verdict
        return verdict


def word_of(element: HtmlElement) -> str:
    """Return what about *element* says that it stands around articles: its tag, or the telling part of its names."""
    if element.tag in TAGS:
        return str(element.tag)
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if len(names) > 1 and (match := NAMES.search(names)):
        return match[0].lower()
    return ""


def _trusted(mass: Mapping[HtmlElement, float], total: float) -> set[str]:
    """Return the words that hold most of this page's text: here they name the article."""
    held: dict[str, float] = {}
    for element, own in mass.items():
        word = word_of(element)
        if word and not any(word_of(one) == word for one in element.iterancestors()):
            held[word] = held.get(word, 0.0) + own
    return {word for word, own in held.items() if own > total * MOST}

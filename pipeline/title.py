"""The headline of an article, as its page prints it: every place that states one is heard, and the best agreed one wins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.document import Document
from pipeline.text import clean_text

SEPARATOR = re.compile(r"\s+[|—–:»«›/•·]+\s+|\s+-{1,2}\s+|\s*[|»]+\s*|::")
TAG = re.compile(r"<[^>]{1,200}>")
WORD = re.compile(r"\w+")
LETTER = re.compile(r"\w")
HOST = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}/?", re.I)  # an address is nobody's headline
SLOGAN = re.compile(
    r"ресми (?:сайт|портал)|официальн\w+ (?:сайт|портал)|official (?:web)?site|информационн\w+ (?:портал|агентств)|новостной портал"
    r"|news portal|ақпараттық (?:портал|агенттік)|новости дня|последние новости|главные новости",
    re.I,
)
LONGEST = 400
KICKER, HEADLINE = 5, 4  # words: a kicker has no more, the headline after it no fewer
AFTER_KICKER = re.compile(r"[:|/–—-][^\w]*$")
FULL, FRAGMENT = (
    5,
    0.5,
)  # one or two words ("Detail", the name of a section) count half where a headline of five is stated
VISIBLE_TAGS = ("h1", "h2", "h3", "h4", "p", "div", "span", "td", "b", "strong", "font", "big", "center", "a")
VOTES = {"itemprop": 1.2, "h1": 1.5, "stated": 1.6, "og": 1.1, "twitter": 0.3, "title": 0.6, "meta": 0.3, "hint": 1.2}
STRANGE_H1 = 0.4  # a vote of an h1 that shares too few words with what the head of the page says


def title_of(document: Document) -> str:
    """Return the headline; the empty string when the page states none."""
    if rule := document.page.rules.title:
        found = document.root.xpath(rule)
        texts = [_text(one) for one in found] if isinstance(found, list) else [clean_text(str(found))]
        if texts and texts[0]:
            return texts[0]
    votes: dict[str, float] = {}  # by the letters alone: elements side by side lack the spaces between them
    printed: dict[str, str] = {}
    for place, title in _stated(document):
        letters = folded(title).replace(" ", "")
        if not letters or len(title) > LONGEST or HOST.fullmatch(title):
            continue
        if not (SLOGAN.search(title) and place in ("og", "twitter", "title", "meta")):
            votes[letters] = votes.get(letters, 0.0) + VOTES.get(place, STRANGE_H1)
            if letters not in printed or _lacks_spaces(printed[letters], title):
                printed[letters] = title
    return _elected({title: votes[letters] for letters, title in printed.items()}) if votes else ""


def _lacks_spaces(known: str, other: str) -> bool:
    """Tell whether *other*, of the same letters, has more words, or the same characters with more spaces among them."""
    if len(WORD.findall(known)) < len(WORD.findall(other)):
        return True
    return "".join(known.split()) == "".join(other.split()) and len(known.split()) < len(other.split())


def _elected(votes: dict[str, float]) -> str:
    """Return the title with most votes. What states one after a few words of its subject ("Sport: …") votes for the bare one."""
    keys = {title: folded(title) for title in votes}
    for longer, bare in ((one, other) for one in votes for other in votes if keys[one].endswith(f" {keys[other]}")):
        kicker = _words(keys[longer]) - _words(keys[bare])
        if _words(keys[bare]) >= HEADLINE and kicker <= KICKER and AFTER_KICKER.search(_upto(longer, kicker)):
            votes[bare] += votes[longer]
            votes[longer] = 0.0
    full = max(map(_words, keys.values())) >= FULL
    return max(votes, key=lambda title: votes[title] * (FRAGMENT if full and _words(keys[title]) < 3 else 1))


def _upto(text: str, number: int) -> str:
    """Return what stands before the word of that *number*, counted from 0."""
    return text[: next(islice(WORD.finditer(text), number, None)).start()]


def _words(key: str) -> int:
    return key.count(" ") + 1


def folded(text: str) -> str:
    """Return *text* without case, punctuation and white space: equal for titles that differ in these only."""
    return " ".join(WORD.findall(text.casefold().replace("ё", "е")))


def _stated(document: Document) -> Iterator[tuple[str, str]]:
    """Return every stated headline with the place that states it, printed ones first."""
    metas, root = document.metas, document.root
    site, visible = _site_names(document), _Visible(root)
    head = _without_site(clean_text(html.unescape(root.findtext(".//title") or "")), site, visible)
    og = _without_site(_first(metas.get("og:title")), site, visible)
    known = set(WORD.findall(f"{head} {og}".casefold()))
    stated = clean_text(
        TAG.sub("", html.unescape(next((str(one["headline"]) for one in document.json_ld if one.get("headline")), "")))
    )
    others = {key for one in (head, og, stated) if (key := folded(one))}
    headings = [text for one in root.iter("h1") if len(text := _heading(one, others)) > 3 and folded(text) not in site]
    likely = [text for text in headings if _shared(text, known) >= 0.6]
    if likely:
        yield "h1", likely[0]
    elif headings:
        yield "strange h1", headings[0]
    for one in document.elements:  # faster than XPath, which makes lists of attributes
        if one.get("itemprop") in ("headline", "name headline"):
            yield "itemprop", one.get("content") or _text(one)
            break
    yield "stated", stated
    yield "og", og
    yield "twitter", _without_site(_first(metas.get("twitter:title")), site, visible)
    yield "title", head
    yield "meta", _without_site(_first(metas.get("title")), site, visible)
    for hint in document.page.hints:
        if hint.title:
            yield "hint", clean_text(hint.title)


def _first(contents: tuple[str, ...] | None) -> str:
    return clean_text(html.unescape(contents[0])) if contents else ""


def _text(element: object) -> str:
    return clean_text(str(element.text_content()) if isinstance(element, HtmlElement) else str(element))


def _heading(element: HtmlElement, others: set[str]) -> str:
    """Return the text of a heading; its last part alone where *others* state that, perhaps behind another kicker."""
    whole = _text(element)
    if len(element):
        *before, last = [text for one in element.itertext() if (text := clean_text(one))] or [""]
        key = folded(last)
        if (
            before
            and _words(key) >= HEADLINE
            and len(WORD.findall(" ".join(before))) <= KICKER
            and not {folded(whole), folded(" ".join((*before, last)))} & others
            and any(one == key or one.endswith(f" {key}") for one in others)
        ):
            return last
    return whole


def _shared(text: str, known: set[str]) -> float:
    """Return which share of the words of *text* is among *known*; 1 when nothing is known."""
    words = set(WORD.findall(text.casefold()))
    return len(words & known) / max(1, len(words)) if known else 1.0


def _site_names(document: Document) -> set[str]:
    """Return the names by which the page calls its site, folded."""
    host = urlsplit(document.page.url).hostname or ""
    names = {host, host.removeprefix("www."), *host.split(".")}
    for key in ("og:site_name", "application-name", "twitter:site", "publisher", "copyright"):
        names.update(document.metas.get(key, ()))
    return {name for one in names if len(name := folded(one)) > 2}


class _Visible:
    """The short texts that the page prints in elements of their own; asked for folded ones, it folds no more than it must."""

    def __init__(self, root: HtmlElement) -> None:
        self._texts: dict[str, list[str]] = {}  # by their first letter
        for one in root.iter(*VISIBLE_TAGS):
            text = one.text
            if text and 12 < len(text) <= LONGEST and (first := LETTER.search(text)):
                self._texts.setdefault(folded(first[0])[:1], []).append(text)

    def __contains__(self, key: str) -> bool:
        return any(folded(text) == key for text in self._texts.get(key[:1], ()))


def _without_site(title: str, site: set[str], visible: _Visible) -> str:
    """Return *title* without the names of site and section around it: as printed on the page, or cut at a separator."""
    if not title or folded(title) in visible:
        return title
    cuts = [(match.start(), match.end()) for match in SEPARATOR.finditer(title)]
    pieces = [title[:start] for start, _ in reversed(cuts)] + [title[end:] for _, end in cuts]
    for piece in sorted(pieces, key=len, reverse=True):
        if len(WORD.findall(piece)) >= 2 and folded(piece) in visible:
            return piece.strip()
    for start, end in reversed(cuts):
        if folded(title[end:]) in site or any(name in folded(title[end:]) for name in site if len(name) > 4):
            title = title[:start]
    first = SEPARATOR.split(title)[0]
    return title.strip() if not cuts or len(WORD.findall(first)) < 3 else _cut_tail(title, visible)


def _cut_tail(title: str, visible: _Visible) -> str:
    """Return *title* up to its last separators whose rest is short, as names of sections and sites are."""
    parts = SEPARATOR.split(title)
    if len(parts) > 1 and len(WORD.findall(parts[0])) >= 4 and all(len(WORD.findall(part)) <= 4 for part in parts[1:]):
        return parts[0].strip()
    return title.strip()

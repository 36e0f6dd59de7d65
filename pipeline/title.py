"""The headline of an article, as its page prints it: every place that states one is heard, and the best agreed one wins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from lxml.html import HtmlElement

from pipeline.block import Block
from pipeline.body.unseen import titled_by_address
from pipeline.document import Document
from pipeline.headings import (
    LONGEST_TITLE,
    WORD,
    Visible,
    folded,
    headings,
    is_way,
    letters,
    pieces,
    site_names,
    text_of,
)
from pipeline.text import clean_text, stems

SEPARATOR = re.compile(r"\s+[|│—–:»«›/•·]+\s+|\s+-{1,2}\s+|\s*[|│»]+\s*|::")
TIGHT = re.compile(r"\s*(?:_+|-+)\s*")  # parts a title only where what is left is printed: words have hyphens, too
TAG = re.compile(r"<[^>]{1,200}>")
ADDRESS = re.compile(r"\b[a-z0-9-]+\.[a-z]{2,4}\b", re.I)
HOST = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}/?", re.I)  # an address is nobody's headline
SLOGAN = re.compile(
    r"ресми (?:сайт|портал)|официальн\w+ (?:сайт|портал)|official (?:web)?site|информационн\w+ (?:портал|агентств)|новостной портал"
    r"|news portal|ақпараттық (?:портал|агенттік)|новости дня|последние новости|главные новости",
    re.I,
)
STAMP = re.compile(r"\W*(?<!\d)\d{1,2} [^\W\d]{3,9} (?:19|20)\d\d(?: г(?:ода|\.))?,? \d{1,2}:\d\d$")
SET_OFF_DAY = re.compile(r"\s[-–—|»]\s\d{1,2}(?: [^\W\d]{3,9} |\.\d\d\.)(?:19|20)\d\d(?: г(?:ода|\.))?\s[-–—|»]\s")
ENTRY_TITLE = "entry-title"
BETWEEN = re.compile(r":(?= )| [-–—|/](?= )")
KICKER, HEADLINE = 5, 4  # words: a kicker has no more, the headline after it no fewer
AFTER_KICKER = re.compile(r"[:|/–—-][^\w]*$")
FULL = 5  # words of a whole headline: where one is stated,
FRAGMENT = 0.4  # one or two words ("Detail", a section) count less than half
VOTES = {"itemprop": 1.2, "h1": 2.1, "stated": 1.6, "og": 1.1, "twitter": 0.3, "title": 0.6, "meta": 0.3, "hint": 1.2}
SAID = 1.0  # votes of a headline that is stated bare, not merely cut off a longer one in a lesser place
OUTVOTED = 1.5  # more votes than this has no headline whose end is but the name of a site
STRANGE_H1 = 0.4  # a vote of an h1 that shares no more than a word with what the head of the page says
ALIKE = 0.6  # the share of its words that an h1 has in common with what else is stated
AKIN = 2  # the number of long ones
LEAST_PRINTED, LONGEST_PRINTED = 3, 200  # words, characters of a headline that nothing but its place tells
WAY_SIGN = re.compile(r" [|»›/] ")  # between sections, facts or links
LINKED = 0.5  # the share of it in links from which it may be another article's headline
NEXT = 2  # blocks before the story: there even a linked headline, with more than AKIN words of the story, is its own


def title_of(document: Document) -> str:
    """Return the headline; the empty string when the page states none."""
    if rule := document.page.rules.title:
        found = document.root.xpath(rule)
        texts = [_text(one) for one in found] if isinstance(found, list) else [clean_text(str(found))]
        if texts and texts[0]:
            return texts[0]
    if held := titled_by_address(document):
        return held
    votes: dict[str, float] = {}
    spellings: dict[str, list[str]] = {}
    for place, said in _stated(document):
        title = _once(_undated(said))
        key = letters(title)
        if not key or len(title) > LONGEST_TITLE or HOST.fullmatch(title):
            continue
        if not (place in ("og", "twitter", "title", "meta") and SLOGAN.search(title)):
            votes[key] = votes.get(key, 0.0) + VOTES.get(place, STRANGE_H1)
            spellings.setdefault(key, []).append(title)
    return _elected({_spelt(titles): votes[key] for key, titles in spellings.items()}) if votes else ""


def title_above(title: str, above: Sequence[Block], story: Sequence[Block]) -> str:
    """Return the headline among the blocks *above* the *story*, the last before it, where *title* is not what that is about.

    Old sites state their own name in the head of every page, and print the headline as plain text. What shares words with
    the story is about it. Empty where there is none, or where *title* does.
    """
    if not above:
        return ""
    told = stems(WORD.findall(" ".join(block.text for block in story).casefold()))
    known = len(stems(WORD.findall(title.casefold())) & told)
    if known >= AKIN and len(WORD.findall(title)) >= HEADLINE:
        return ""
    above = [block for block in above if known < AKIN or block.kind == "heading"]
    for distance, block in enumerate(reversed(above), 1):
        if not _may_be_headline(block):
            continue
        akin = len(stems(WORD.findall(block.text.casefold())) & told)
        own = block.link_share < LINKED or (distance <= NEXT and akin > AKIN)
        if own and akin >= known + AKIN:
            return block.text
    return ""


def _undated(title: str) -> str:
    """Return *title* without the moment at its end, which some sites print with it: "Мост открыли: 2 марта 2026, 10:15"."""
    bare = STAMP.sub("", title)
    return bare if bare != title and _words(folded(bare)) >= HEADLINE else title


def _once(title: str) -> str:
    """Return *title* without its second half, where that says all of the first once more."""
    half = title[: len(title) // 2].rstrip()
    return half if title == f"{half} {half}" and _words(folded(half)) >= HEADLINE else title


def _may_be_headline(block: Block) -> bool:
    words = len(WORD.findall(block.text))
    whole = words >= LEAST_PRINTED and len(block.text) <= LONGEST_PRINTED and not block.text.endswith((".", ":"))
    return whole and block.kind != "caption" and not WAY_SIGN.search(block.text)


def _spelt(titles: Sequence[str]) -> str:
    """Return the first of *titles*, which have the same letters; where others part its words better, the best of them.

    A heading of two elements lacks what stands between them: a space, or a colon behind the first.
    """
    first, most = titles[0], max(len(WORD.findall(one)) for one in titles)
    if len(WORD.findall(first)) < most:
        return max((one for one in titles if len(WORD.findall(one)) == most), key=len)
    bare = "".join(first.split())
    parted = (one for one in titles if BETWEEN.search(one) and "".join(BETWEEN.sub("", one, count=1).split()) == bare)
    same = [one for one in titles if "".join(one.split()) == bare]
    return next(parted, "") or max(same, key=lambda one: len(one.split()))


def _elected(votes: dict[str, float]) -> str:
    """Return the title with most votes.

    What states one after a few words of its subject ("Sport: …"), or before the name of a site, votes for the bare one.
    """
    keys = {title: folded(title) for title in votes}
    for longer, bare in ((one, other) for one in votes for other in votes if _adds(one, other)):
        kicker = _words(keys[longer]) - _words(keys[bare])
        if votes[longer] < votes[bare] + OUTVOTED and _words(keys[bare]) >= HEADLINE and kicker <= KICKER:
            votes[bare] += votes[longer]
            votes[longer] = 0.0
    for longer, bare in ((one, other) for one in votes for other in votes if keys[one].endswith(f" {keys[other]}")):
        kicker = _words(keys[longer]) - _words(keys[bare])
        stated = votes[bare] >= SAID and _words(keys[bare]) >= HEADLINE
        if stated and kicker <= KICKER and AFTER_KICKER.search(_upto(longer, kicker)):
            votes[bare] += votes[longer]
            votes[longer] = 0.0
    full = max(map(_words, keys.values())) >= FULL
    return max(votes, key=lambda title: votes[title] * (FRAGMENT if full and _words(keys[title]) < 3 else 1))


def _upto(text: str, number: int) -> str:
    """Return what stands before the word of that *number*, counted from 0."""
    return text[: next(islice(WORD.finditer(text), number, None)).start()]


def _words(key: str) -> int:
    return key.count(" ") + 1


def _stated(document: Document) -> Iterator[tuple[str, str]]:
    """Return every stated headline with the place that states it, printed ones first."""
    metas, site = document.metas, site_names(document)
    h1 = headings(document, site, "h1")
    marked = _marked(document, site)
    without = cache(_Names(site, [*map(text_of, h1), marked], Visible(document)).without)  # many places state the same
    whole, social = clean_text(html.unescape(document.head_title)), _first(metas.get("og:title"))
    head = without(whole)
    og = social if _adds(whole, social) else without(social)
    stated = clean_text(
        TAG.sub("", html.unescape(next((str(one["headline"]) for one in document.json_ld if one.get("headline")), "")))
    )
    yield from _printed(document, site, h1, [one for one in (head, og, stated) if one])
    for one in document.having("itemprop"):
        if one.get("itemprop") in ("headline", "name headline") and not any(map(is_way, one.iterancestors())):
            yield "itemprop", one.get("content") or _text(one)
            break
    else:
        yield "itemprop", marked
    yield "stated", stated
    yield "og", og
    yield "twitter", without(_first(metas.get("twitter:title")))
    yield "title", head
    yield "meta", without(_first(metas.get("title")))
    for hint in document.page.hints:
        if hint.title:
            yield "hint", clean_text(hint.title)


def _marked(document: Document, site: set[str]) -> str:
    """Return what the page marks as the title of its entry (hAtom), where that is one text and not the name of the *site*."""
    if ENTRY_TITLE not in document.html:
        return ""
    found = (one for one in document.elements if ENTRY_TITLE in (one.get("class") or "").split())
    texts = {letters(text): text for one in found if (text := text_of(one))}
    only = next(iter(texts.values()), "")
    return only if len(texts) == 1 and folded(only) not in site else ""


def _printed(
    document: Document, site: set[str], h1: Sequence[HtmlElement], others: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Return the h1 that is most like what *others* state, or the h2 that says the same as one of these.

    The h2 goes before an h1 of a few words, such as the name of a section.
    """
    keys = {folded(one) for one in others}
    known = set(WORD.findall(" ".join(others).casefold()))
    said = {one.replace(" ", "") for one in keys}
    texts = [_heading(one, keys) for one in h1]
    best = max(texts, key=lambda text: (folded(text) in keys, _shared(text, known)), default="")
    found = ""
    if _words(folded(best)) < HEADLINE and letters(best) not in said:
        same = (_heading(one, keys, longest=LONGEST_TITLE) for one in headings(document, site, "h2"))
        found = next((text for text in same if letters(text) in said), "")
    if found:
        yield "h1", found
        return
    if not best:  # the end of the way to the page
        best = next((text for one in reversed(document.tagged("h1")) if folded(text := text_of(one)) not in site), "")
    if best:
        yield "h1" if _shared(best, known) >= ALIKE or _is_akin(best, known) else "strange h1", best


def _adds(whole: str, bare: str) -> bool:
    """Say whether *whole* is *bare* with something behind a separator."""
    return bool(bare) and whole.startswith(bare) and SEPARATOR.match(whole, len(bare)) is not None


def _first(contents: tuple[str, ...] | None) -> str:
    return clean_text(html.unescape(contents[0])) if contents else ""


def _text(element: object) -> str:
    return text_of(element) if isinstance(element, HtmlElement) else clean_text(str(element))


def _heading(element: HtmlElement, others: set[str], longest: int = KICKER) -> str:
    """Return the text of a heading; its first or last part alone where *others* state that, perhaps behind another kicker."""
    whole = text_of(element)
    parts = pieces(element) if len(element) else []
    if len(parts) < 2 or {folded(whole), folded(" ".join(parts))} & others:
        return whole
    last, before = folded(parts[-1]), len(WORD.findall(" ".join(parts[:-1])))
    if (
        _words(last) >= HEADLINE
        and before <= longest
        and any(one == last or one.endswith(f" {last}") for one in others)
    ):
        return parts[-1]
    return parts[0] if _words(folded(parts[0])) >= HEADLINE and folded(parts[0]) in others else whole


def _shared(text: str, known: set[str]) -> float:
    """Return which share of the words of *text* is among *known*; 1 when nothing is known."""
    words = set(WORD.findall(text.casefold()))
    return len(words & known) / max(1, len(words)) if known else 1.0


def _is_akin(text: str, known: set[str]) -> bool:
    return len(stems(WORD.findall(text.casefold())) & stems(known)) >= AKIN


class _Names:
    """Takes the names of site and section off the ends of titles."""

    def __init__(self, site: set[str], h1: Sequence[str], visible: Visible) -> None:
        self.site, self.visible, self.h1 = site, visible, {letters(one) for one in h1}

    def without(self, title: str) -> str:
        """Return *title* as it is printed on the page, or cut at a separator."""
        head, colon, rest = title.partition(": ")
        if colon and folded(rest) in self.visible and (ADDRESS.search(head) or self._is_site_s(head, title)):
            return rest
        cuts = _cuts(title)
        if not title or letters(title) in self.h1:
            after = (title[end:] for _, end in cuts if len(WORD.findall(title[end:])) >= HEADLINE)
            return next((one for one in after if folded(one) in self.visible), title)
        title = self._before_day(title)
        cuts = _cuts(title)
        pieces = [title[:start] for start, _ in reversed(cuts)] + [title[end:] for _, end in cuts]
        long = [piece for piece in pieces if len(WORD.findall(piece)) >= 2]
        if found := next((piece for piece in long if letters(piece) in self.h1), ""):
            return found.strip()
        if folded(title) in self.visible:
            return title
        for piece in sorted(long, key=len, reverse=True):
            if folded(piece) not in self.site and folded(piece) in self.visible:
                return piece.strip()
        if printed := self._printed(title):
            return printed
        for start, end in reversed(cuts):
            if self._is_name(folded(title[end:])):
                title = title[:start]
        return title.strip() if not cuts or len(WORD.findall(_parts(title)[0])) < 3 else _cut_tail(title)

    def _is_site_s(self, head: str, title: str) -> bool:
        """Say whether *head*, in capitals before a colon, is printed alone as the site's name is, and *title* nowhere."""
        return head.isupper() and folded(head) in self.visible and folded(title) not in self.visible and letters(title) not in self.h1

    def _before_day(self, title: str) -> str:
        """Return *title* up to the day that is set off in it: the name of the site stands behind that, unless it stands before."""
        day = SET_OFF_DAY.search(title)
        return title[: day.start()].strip() if day and folded(title[: day.start()]) not in self.site else title

    def _printed(self, title: str) -> str:
        """Return the longest part of *title* before or behind a mark without spaces that the page prints alone."""
        marks = list(TIGHT.finditer(title)) if len(title) <= LONGEST_TITLE else []
        parts = [title[: one.start()] for one in marks] + [title[one.end() :] for one in marks]
        parts = [one for one in parts if len(WORD.findall(one)) >= HEADLINE]
        return next((one for one in sorted(parts, key=len, reverse=True) if folded(one) in self.visible), "")

    def _is_name(self, key: str) -> bool:
        return key in self.site or any(name in key for name in self.site if len(name) > 4)


def _cuts(title: str) -> list[tuple[int, int]]:
    """Return where the separators of *title* begin and end: none is the mark that closes a quotation."""
    found = [(match.start(), match.end()) for match in SEPARATOR.finditer(title)]
    return [(start, end) for start, end in found if "»" not in title[start:end] or not _is_in_quotes(title[:start])]


def _is_in_quotes(before: str) -> bool:
    return before.count("«") > before.count("»")


def _parts(title: str) -> list[str]:
    """Return what stands between the separators of *title*."""
    cuts = _cuts(title)
    return [title[start:end] for (_, start), (end, _) in zip([(0, 0), *cuts], [*cuts, (len(title), 0)], strict=True)]


def _cut_tail(title: str) -> str:
    """Return *title* up to its last separators whose rest is short, as names of sections and sites are."""
    parts = _parts(title)
    if len(parts) > 1 and len(WORD.findall(parts[0])) >= 4 and all(len(WORD.findall(part)) <= 4 for part in parts[1:]):
        return parts[0].strip()
    return title.strip()

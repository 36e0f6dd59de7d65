"""What blocks that look alike have in common: one decision for a table, a list, or headings; teasers of other stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from pipeline.body.nodes import Marks, Nodes
from pipeline.body.segments import IN_LINKS, LEAST_HEADLINE, Segment
from pipeline.text import clean_text

Chances = npt.NDArray[np.float32]

LIKELY = 0.5
LIKELY_INSIDE = 0.2  # the mean chance from which a table or list is kept that stands amid the story
LIKELY_BESIDE = 0.1  # and one of figures that stands beside the story's paragraphs, behind them
LIKELY_OUTSIDE = 0.4  # and one that does not
FEW, FEW_ROWS = 3, 2  # blocks that make a group, rows that make a table
LIKELY_HEADINGS = 0.3  # the mean chance from which headings alike are kept, each with text below it
LIKELY_ROW = 0.02  # the chance from which a row is kept behind another
ROW = re.compile(r"(?=.*\d)[^–—:]{2,40}(?P<sign>\s[–—]\s|:\s).{1,40}")
LEAST_LINES, LONGEST_LINE = 5, 100  # lines of a list, and characters of each
LIKELY_LINES = 0.2  # their mean chance
LIKELY_AMID = 0.3  # the chance from which one of them is kept that stands between likely ones
WHOLLY = 0.95  # share from which a line is nothing but a link
ADDRESS = re.compile(r"@|https?:|www\.")
ADDRESSES = re.compile(r"https?://\S+")
IN_ADDRESSES = 0.5  # the share of a table's characters from which it is for a program
SHORT = 40
MOST_LINES = 2  # between a headline and its teaser
TEASED = 0.9  # share of a group that stands right behind linked headlines
CUT = 0.8  # share of a group that is cut off
CUTS = ("…", "...")
GO_ON = re.compile(  # what a link says at the end of a text that is cut off
    r"(?:…|\.\.\.)[.…]*\W*(?:чита(?:ть|йте)|подробн\w+|далее|дальше|полностью|чита(?:ти|йте)|далі|детальн\w+"
    r"|толығ\w+|оқу|әрі қарай|(?:read|see|learn) (?:more|on)|continue|more|weiterlesen|mehr|lire|leer|devam)\b.{0,40}$",
    re.I,
)
LEAST_INVITATIONS = 2
LONGEST_TEASER = 6  # blocks behind its headline
LEAST_TEASER = 80  # characters of its text


def together(found: Sequence[Segment], nodes: Nodes, chances: Chances) -> Chances:
    """Return *chances* with one decision for the rows of a table, for the items of a list, and for headings alike."""
    chances = chances.copy()
    start = 0
    for kind, run in groupby(found, key=lambda segment: segment.kind):
        end = start + len(list(run))
        if kind in ("row", "item") and end - start >= (FEW if kind == "item" else FEW_ROWS):
            _decide(found, chances, start, end)
        start = end
    _decide_headings(found, nodes, chances)
    _go_on(found, chances)
    _continue(found, chances)
    _run_on(found, nodes, chances)
    _between_breaks(found, chances)
    return chances


def _decide(found: Sequence[Segment], chances: Chances, start: int, end: int) -> None:
    before, after = chances[max(0, start - 2) : start] > LIKELY, chances[end : end + 3] > LIKELY
    own = chances[start:end]
    if found[start].kind == "row" and _is_of_addresses(found[start:end]):
        chances[start:end] = np.minimum(own, LIKELY - 0.01)
        return
    announced = _announced(found, chances, start, end)
    enough = LIKELY_BESIDE if announced < start else LIKELY_INSIDE if before.any() and after.any() else LIKELY_OUTSIDE
    mean = own.mean()
    if mean > enough:
        chances[announced:end] = np.maximum(chances[announced:end], LIKELY + 0.01)
    elif mean < LIKELY and not before.any() and not after.any():
        chances[start:end] = np.minimum(own, LIKELY - 0.01)


def _is_of_addresses(rows: Sequence[Segment]) -> bool:
    """Say whether *rows* are mostly addresses that nobody can follow: data for a program."""
    addresses = sum(len(one) for row in rows for one in ADDRESSES.findall(row.text))
    return addresses > IN_ADDRESSES * sum(len(row.text) for row in rows) and not any(row.linked for row in rows)


def _continue(found: Sequence[Segment], chances: Chances) -> None:
    """Keep the rest of a sentence, bare text beside its beginning, where a box amid it has ended the paragraph."""
    last = found[0]
    for one, chance in zip(found, chances.tolist(), strict=True):
        is_beside = last.order + 1 < one.order and one.element is last.element.getparent()
        if LIKELY_INSIDE < chance <= LIKELY and is_beside and _goes_on(last.text, one):
            chances[one.order] = chance = LIKELY + 0.01
        last = one if chance > LIKELY else last


def _goes_on(before: str, one: Segment) -> bool:
    is_open = before[-1].isalnum() or before[-1] == ","
    return is_open and one.text[0].islower() and one.linked < IN_LINKS * len(one.text)


def _go_on(found: Sequence[Segment], chances: Chances) -> None:
    """Keep the last rows of a list that stands in paragraphs, "Лук – 120 тенге", beside the likely row before them."""
    kept = np.flatnonzero(chances > LIKELY)
    for at in range(kept[-1] + 1 if len(kept) else len(found), len(found)):
        beside = found[at].element.getparent() is found[at - 1].element.getparent() and not found[at].linked
        if not (beside and chances[at] > LIKELY_ROW):
            return
        before, own = (ROW.fullmatch(found[one].text) for one in (at - 1, at))
        if not (before and own and before["sign"] == own["sign"]):
            return
        chances[at] = LIKELY + 0.01


def _run_on(found: Sequence[Segment], nodes: Nodes, chances: Chances) -> None:
    """Keep the short lines of a list that stands in paragraphs, behind a likely one that looks like them: each alone is doubtful."""
    signature, parent = nodes.signature[nodes.at], nodes.up[nodes.at]
    alike = (signature[1:] == signature[:-1]) & (parent[1:] == parent[:-1])
    goes_on = np.append(alike & (chances[1:] <= LIKELY), False)  # with the next block
    for before in np.flatnonzero(goes_on & (chances > LIKELY)).tolist():
        own = slice(before + 1, before + 1 + int(goes_on[before:].argmin()))
        enough = len(found[own]) >= LEAST_LINES and chances[own].mean() > LIKELY_LINES
        links = 0.0 if nodes.at[before] == nodes.at[own.start] else WHOLLY  # amid line breaks, much else may follow
        if enough and all(_is_line(one, links) for one in found[own]):
            chances[own] = LIKELY + 0.01


def _between_breaks(found: Sequence[Segment], chances: Chances) -> None:
    """Keep a doubtful short line between two likely ones that line breaks part from many of its kind: a verse of a poem."""
    likely = chances > LIKELY
    for at in (1 + np.flatnonzero(likely[:-2] & ~likely[1:-1] & likely[2:] & (chances[1:-1] > LIKELY_AMID))).tolist():
        around = found[max(0, at - LEAST_LINES) : at + LEAST_LINES + 1]
        verses = sum(one.element is found[at].element for one in around)
        if verses >= LEAST_LINES and _is_line(found[at], 0.0):
            chances[at] = LIKELY + 0.01


def _is_line(one: Segment, links: float) -> bool:
    return len(one.text) <= LONGEST_LINE and one.linked <= links * len(one.text) and not ADDRESS.search(one.text)


def _announced(found: Sequence[Segment], chances: Chances, start: int, end: int) -> int:
    """Return where the paragraphs begin that stand right above the table of a block's rows, one of them likely; else *start*."""
    if found[start].kind != "row" or any(one.linked for one in found[start:end]):
        return start
    table = next(found[start].element.iterancestors("table"), None)
    if table is None:
        return start
    beside = [at for at in range(max(0, start - 2), start) if found[at].element.getparent() is table.getparent()]
    likely = [at for at in beside if chances[at] > LIKELY]
    return likely[-1] if likely else start


def _decide_headings(found: Sequence[Segment], nodes: Nodes, chances: Chances) -> None:
    """Keep a heading, a term or a question amid the story that has text closely below it, when those like it are likely."""
    likely = (chances > LIKELY).tolist()
    signature = nodes.signature[nodes.at]
    amid = (
        [
            at
            for at in range(likely.index(True) + 1, len(likely))
            if (found[at].kind == "heading" or found[at].element.tag == "dt" or found[at].text.endswith("?"))
            and not found[at].linked
            and any(likely[at + 1 : at + 1 + FEW])
        ]
        if True in likely
        else []
    )
    for group in {int(signature[at]) for at in amid}:
        own = [at for at in amid if signature[at] == group]
        if np.mean(chances[own]) > LIKELY_HEADINGS:
            chances[own] = np.maximum(chances[own], LIKELY + 0.01)


def _behind(found: Sequence[Segment], headline: Sequence[bool]) -> list[bool]:
    """Return which blocks stand behind one of *headline*, with no more than a few short lines (a date, a section) between."""
    made, lines = [False], MOST_LINES + 1
    for before, is_headline in zip(found[:-1], headline[:-1], strict=True):
        lines = 0 if is_headline else lines + 1 if len(before.text) < SHORT else MOST_LINES + 1
        made.append(lines <= MOST_LINES)
    return made


def teasers(found: Sequence[Segment], nodes: Nodes) -> Marks:
    """Return which blocks are teasers of other stories: each of a group stands behind a linked headline, or is cut off.

    Links are none of a group: the items of the story's lists often look like those of lists of links elsewhere. Rows of a table
    are, each with a picture and a linked headline at its beginning.
    """
    group = nodes.signature[nodes.at]
    lengths, linked = np.array([len(one.text) for one in found]), np.array([one.linked for one in found])
    is_link = linked > IN_LINKS * lengths
    behind = _behind(found, [one.is_linked_headline for one in found])
    cut = [one.text.endswith(CUTS) for one in found]
    count = np.bincount(group, weights=~is_link)
    share = {
        name: np.bincount(group, weights=~is_link & own) / np.maximum(count, 1)
        for name, own in (("behind", behind), ("cut", cut))
    }
    pictured = np.bincount(group, weights=[_is_pictured_row(one) for one in found])
    marks: Marks = ((count >= FEW) & ((share["behind"] >= TEASED) | (share["cut"] >= CUT) | (pictured >= count)))[group]
    return marks


def _is_pictured_row(block: Segment) -> bool:
    if block.kind != "row" or block.linked < LEAST_HEADLINE or next(block.element.iter("img"), None) is None:
        return False
    link = next((text for one in block.element.iter("a") if (text := clean_text(str(one.text_content())))), "")
    return len(link) >= LEAST_HEADLINE and block.text.startswith(link)


def cards(found: Sequence[Segment], nodes: Nodes) -> Marks:
    """Return which blocks are cards of other stories: a group of them, in each a picture and a headline that link to
    one page."""
    group = nodes.signature[nodes.at]
    is_card = np.array([_is_card(one) for one in found])
    marks: Marks = is_card & (np.bincount(group, weights=is_card) >= FEW)[group]
    return marks


def _is_card(block: Segment) -> bool:
    if not LEAST_HEADLINE <= block.linked <= IN_LINKS * len(block.text) or block.kind != "paragraph":
        return False
    links = [one for one in block.element.iter("a") if (one.get("href") or "").strip("/#")]
    pictured = {one.get("href") for one in links if next(one.iter("img"), None) is not None}
    return any(one.get("href") in pictured and len(one.text_content().strip()) >= LEAST_HEADLINE for one in links)


def invitations(found: Sequence[Segment]) -> Marks:
    """Return which blocks invite to other stories: a linked headline, and texts up to one that a link to "read on" ends.

    The article's own text may be cut off so, once; two are a list.
    """
    marks: Marks = np.zeros(len(found), dtype=np.bool_)
    ends = [
        at for at, one in enumerate(found) if one.linked and GO_ON.search(one.text, max(0, len(one.text) - SHORT - 20))
    ]
    began = []
    for at in ends:
        reach = range(at - 1, max(-1, at - 1 - LONGEST_TEASER), -1)
        began.append(next((one for one in reach if found[one].is_linked_headline), -1))
    pairs = [(start, end) for start, end in zip(began, ends, strict=True) if start >= 0]
    if len(pairs) >= LEAST_INVITATIONS:
        for start, end in pairs:
            marks[start : end + 1] = True
    return marks


def other_articles(nodes: Nodes, headline: int) -> Marks:
    """Return which blocks stand in another outermost <article> than the block *headline*: they are another story.

    None is, when the headline stands in no article.
    """
    outermost = nodes.within(nodes.tagged(("article",))[::-1])
    article = outermost[nodes.at]
    if headline < 0 or article[headline] < 0:
        return np.zeros(len(article), dtype=np.bool_)
    others: Marks = (article >= 0) & (article != article[headline])
    return others


def heads_others(found: Sequence[Segment], nodes: Nodes, headline: int, first: int) -> bool:
    """Say whether the block *first* stands, behind the page's *headline*, below a linked heading, one of several alike with text below."""
    heads = [one.order for one in found[headline + 1 :] if one.kind == "heading" and one.linked >= WHOLLY * len(one.text)]
    above = [at for at in heads if first - LONGEST_TEASER <= at < first]
    if headline < 0 or not above:
        return False
    group = nodes.signature[nodes.at]
    alike = [at for at in heads if group[at] == group[above[-1]]]
    below = zip(alike, [*alike[1:], len(found)], strict=True)
    told = [any(_is_text(one) for one in found[at + 1 : min(end, at + 1 + LONGEST_TEASER)]) for at, end in below]
    return sum(told) >= FEW


def _is_text(one: Segment) -> bool:
    return len(one.text) >= LEAST_TEASER and not one.linked

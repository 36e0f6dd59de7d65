"""Which blocks are no part of the story by where they stand, what that is named, or what stands beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from lxml.html import HtmlElement

from pipeline.body.boxes import OTHER_STORY, UNLIKELY
from pipeline.body.date_lines import is_date_line
from pipeline.body.features import Sight
from pipeline.body.groups import LIKELY, Chances, cards, invitations, other_articles, teasers
from pipeline.body.look import says
from pipeline.body.names import ORDER, rule_of
from pipeline.body.nodes import Amounts, Marks, Nodes
from pipeline.body.outside import outside
from pipeline.body.reasons import EXPLAINING
from pipeline.document import Document
from pipeline.headings import folded

LIKELY_NAMED = 0.75  # below this, names of things that stand around articles are believed
LIKELY_APART = 0.6  # below this, a block outside of the container is no part of the story
MOST = 0.7  # of the likely text
NEVER = ("comments", "share")
NEVER_WITHIN = 9  # steps
HEADS = ("h1", "article")  # of which a dialog has none, unless it is the page
ENOUGH = 250  # characters of likely text elsewhere


def placed(document: Document, sight: Sight, chances: Chances) -> list[str]:
    """Return for each block the rule that takes it out, or the empty string."""
    title, pruned = folded(sight.title), _pruned(document)
    likely = sight.lengths * (chances > LIKELY)  # characters
    never = _never(sight, likely)
    apart = _apart(sight, chances, never)
    named = _named(sight, likely)
    rules = []
    for segment, node, chance in zip(sight.segments, sight.nodes.at.tolist(), chances.tolist(), strict=True):
        if pruned and any(one in pruned for one in (segment.element, *segment.element.iterancestors())):
            rules.append("site")
        elif title and says(segment.text, sight.title, title):
            rules.append("headline")
        elif segment.order in never:
            rules.append(never[segment.order])
        elif chance > LIKELY and segment.kind != "row" and is_date_line(segment.text):
            rules.append("date-line")
        elif chance < LIKELY_NAMED and named[node]:
            rules.append(named[node])
        elif chance < LIKELY_APART and segment.order in apart:
            rules.append("apart")
        elif chance > LIKELY:
            rules.append("")
        else:
            rules.append(UNLIKELY)
    return rules


def _pruned(document: Document) -> set[HtmlElement]:
    """Return the elements that the site's file says are never the article."""
    return {
        match
        for rule in document.page.rules.prune
        for match in document.root.xpath(rule)
        if isinstance(match, HtmlElement)
    }


def _named(sight: Sight, likely: Amounts) -> list[str]:
    """Return for each node the rule by which its name, or that of what it stands in, says that it is no text of the story."""
    is_caption = (sight.names.steps[:, ORDER.index("caption")] == 0).tolist()
    words = outside(sight.nodes, sight.names.around, sight.nodes.sums(likely), float(likely.sum()))
    return [rule_of(word) if word else "caption" if own else "" for word, own in zip(words, is_caption, strict=True)]


def _never(sight: Sight, likely: Amounts) -> dict[int, str]:
    """Return the blocks of other stories, and those in elements named for comments and sharing, each unless hardly
    anything likely stands elsewhere; those in dialogs; and the cards of a page of little else, which is a list."""
    near = sight.names.steps[sight.nodes.at] < NEVER_WITHIN
    marks = {
        "teaser": teasers(sight.segments, sight.nodes) | invitations(sight.segments),
        OTHER_STORY: other_articles(sight.nodes, sight.headline),
        **{rule: near[:, ORDER.index(EXPLAINING[rule])] for rule in NEVER},
    }
    enough = {rule: own for rule, own in marks.items() if likely[~own].sum() >= ENOUGH}
    if likely[~(marks["share"] | marks["comments"])].sum() < ENOUGH:
        enough.pop("share", None)  # of comments and what is named for printing, this is the story
    listed = cards(sight.segments, sight.nodes)
    if likely[listed].sum() > MOST * likely.sum():
        enough["card"] = listed
    if likely[~(laid := _laid_over(sight.dialogs, sight.nodes))].any():
        enough["dialog"] = laid
    if "share" in enough:
        enough["share"] &= [one.kind != "quote" for one in sight.segments]  # a post that the story quotes
    return {index: rule for rule, own in enough.items() for index in np.flatnonzero(own).tolist()}


def _laid_over(dialogs: Sequence[HtmlElement], nodes: Nodes) -> Marks:
    """Return which blocks stand in one of *dialogs*, in order, that the page lays over itself."""
    laid = [nodes.number[one] for one in dialogs if one in nodes.number and not _heads(one)]
    made: Marks = nodes.within(laid)[nodes.at] >= 0
    return made


def _heads(element: HtmlElement) -> bool:
    return any(element.find(f".//{tag}") is not None for tag in HEADS)


def _apart(sight: Sight, chances: Chances, never: Collection[int]) -> set[int]:
    """Return the blocks outside of the container, when it holds most of the likely text that may be the story's.

    What leads from the headline to it without a break, such as a first paragraph of its own box, is not apart, nor what stands
    between them in a box of the container's name.
    """
    node, at = sight.container.node, sight.nodes.at
    node = sight.nodes.parent[node] if sight.nodes.tags[node] == "dl" else node  # a list may be most of a story
    inside = (at >= node) & (at < sight.nodes.end[node])
    likely = sight.lengths * (chances > LIKELY)
    likely[[*never]] = 0
    if likely[inside].sum() <= MOST * likely.sum():
        return set()
    first = int(np.argmax(inside & (chances > LIKELY)))
    if 0 <= sight.headline < first and (chances[sight.headline + 1 : first] > LIKELY).all():
        inside[sight.headline + 1 : first] = True
    for one in _like_container(sight, node):
        inside |= (at >= one) & (at < sight.nodes.end[one])
    return set(np.flatnonzero(~inside).tolist())


def _like_container(sight: Sight, node: int) -> list[int]:
    """Return the boxes beside *node*, between the headline and it, that have its name."""
    nodes, parent = sight.nodes, sight.nodes.parent[node]
    if parent < 0 or sight.headline < 0 or not nodes.classes[node]:
        return []
    behind = nodes.at[sight.headline]
    return [one for one in nodes.children(parent) if behind < one < node and nodes.look[one] == nodes.look[node]]

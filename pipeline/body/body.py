"""The body of an article: the blocks of a page that are the story, without what stands among them and around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from lxml.html import HtmlElement

from pipeline.block import Block, Removed
from pipeline.body.boxes import OTHER_STORY, UNLIKELY, begun, quoted
from pipeline.body.byline import bylines
from pipeline.body.container import find_container, masses_of
from pipeline.body.date_lines import is_date_line
from pipeline.body.elsewhere import elsewhere
from pipeline.body.features import EMPHASES, Sight, features
from pipeline.body.groups import LIKELY, Chances, cards, heads_others, invitations, other_articles, teasers, together
from pipeline.body.lead import said_again, told_twice
from pipeline.body.live import live_lines, says_live
from pipeline.body.model import Forest, forest
from pipeline.body.names import ORDER, names_of, rule_of
from pipeline.body.nodes import Amounts, Marks, Nodes
from pipeline.body.outside import outside
from pipeline.body.pictured import pictured
from pipeline.body.segments import HIDING, IN_LINKS, Segment, segments, spaced
from pipeline.body.tied import tied
from pipeline.body.tree import MASS
from pipeline.body.unseen import held_by_program, stated_body, stated_instead
from pipeline.body.verses import sung
from pipeline.document import Document
from pipeline.headings import folded
from pipeline.noise.glued import day_end, stamp_end
from pipeline.noise.rules import families_behind, families_of, noise
from storage.record import ITEM

LIKELY_IN_RULE = 0.2  # the chance from which a block is kept that stands in what the site's file calls the body
LIKELY_NAMED = 0.75  # below this, names of things that stand around articles are believed
LIKELY_APART = 0.6  # below this, a block outside of the container is no part of the story
FEW = 24  # characters by which two writings of one headline may differ in length
MOST = 0.7  # of the likely text
LIKELY_SIGNED = 0.1  # the chance from which a short last paragraph is kept
LONGEST_SIGNATURE = 60  # characters
NEVER = ("comments", "share")
NEVER_WITHIN = 9  # steps
LITTLE_SHOWN = 1500  # characters of a page that shows no story: with more, it is a list of others
LEAST_MASS = 200  # with less running text to be seen, the page may hide its story
DIALOGS = ("dialog", "alertdialog")  # roles of what is laid over a page, as notices about cookies are
HEADS = ("h1", "article")  # of which a dialog has none, unless it is the page
IMAGES = ("img", "picture", "video", "iframe")
ENOUGH = 250  # characters of likely text elsewhere
LONGEST_SECTION = 40  # characters
NEAR = 12  # blocks around the story whose removal is worth telling
ABOVE = 6  # blocks before the story among which its headline is looked for
FEW_STEPS = 6  # so near must a name stand to explain a removal
LETTER = re.compile(r"[^\W_]")
ANNOUNCED = ("related", "poll")  # what a label beside it says of a block
LOOKS = (UNLIKELY, "apart")  # rules that say how a block looks or where it stands, not what it is
EXPLAINING = {  # by rules, the families of names that stand for them; of two as near, the first
    "comments": "comment",
    "share": "share",
    "related": "related",
    "byline": "byline",
    "caption": "caption",
    "advert": "promotion",
    "menu": "navigation",
    "footer": "foot",
    "sidebar": "side",
    "meta": "meta",
    "card": "card",
}


@dataclass(frozen=True, slots=True)
class Body:
    """The story's blocks in the page's order, what was left out near them, and what the rest of the page is like."""

    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...] = ()
    sure: float = 1.0  # mean chance of the blocks, weighted by length
    told: float = 1.0  # the same of those that are no rows of a table, if any
    text: int = 0  # characters on the whole page
    links: int = 0  # blocks of the page that are linked headlines
    among: int = 0  # of these, how many stand between the first and the last block of the story
    above: tuple[Block, ...] = ()  # the last blocks before the story, where the page prints its title nowhere
    is_teaser: bool = False  # whether it stands below a heading that leads to another page, as others do
    is_live: bool = False  # whether it consists of the entries of a live blog


def body_of(document: Document, title: str, model: Forest | None = None) -> Body:
    """Return the body of *document*, whose headline is *title*; *model* stands in for the one that comes along."""
    sight = look(document, title)
    if sight is None:
        return _unseen(stated_instead(stated_body(document), ()) or held_by_program(document, title))
    chances = _chances(document, sight, model or forest())
    rules, is_live = _judged(document, sight, chances)
    story = tuple(_story(sight.segments, _kept(rules)))
    if stated := stated_instead(sight.stated, story):
        return Body(tuple(stated), text=len(sight.stated))
    if not story and sight.lengths.sum() < LITTLE_SHOWN and (held := held_by_program(document, title)):
        return _unseen(held)
    return _seen(sight, chances, rules, story, is_live=is_live)


def _chances(document: Document, sight: Sight, model: Forest) -> Chances:
    """Return how likely each block is of the story: rather likely all, where they stand in what the site's file calls the body."""
    own = model.chances(*features(sight))
    chances = tied(sight, _signed(sight.segments, together(sight.segments, sight.nodes, own)))
    chances = sung(sight.segments, chances, sight.headline)
    if document.page.rules.body:
        chances = np.where(chances > LIKELY_IN_RULE, np.maximum(chances, LIKELY + 0.01), chances)
    return chances


def _judged(document: Document, sight: Sight, chances: Chances) -> tuple[list[str], bool]:
    """Return for each block the rule that takes it out, or the empty string; and whether the page is a live blog."""
    rules = _rules(sight, chances, _pruned(document))
    _judge_lines(sight, rules)
    _put(rules, "byline", bylines(document, sight.segments, chances, rules))
    _put(rules, "link", elsewhere(document, sight, rules))
    _put(rules, "caption", pictured(sight, rules))
    _put(rules, "", quoted(sight, chances.tolist(), rules))
    stated = says_live(document, sight.title)
    live = live_lines(sight.segments, rules, stated, lambda index: _explained(sight, rules, index))
    _put(rules, "", live)
    _put(rules, "repeated", _repeated(sight, rules))
    return rules, bool(live)


def _put(rules: list[str], rule: str, blocks: Iterable[int]) -> None:
    for index in [*blocks]:  # all of them first: the rules may say which
        rules[index] = rule


def _kept(rules: Sequence[str]) -> list[int]:
    return [index for index, rule in enumerate(rules) if not rule]


def _repeated(sight: Sight, rules: Sequence[str]) -> list[int]:
    """Return the blocks of the story that say it, or its lead, again."""
    kept = _kept(rules)
    texts = [sight.segments[index].text for index in kept]
    once = len(kept) - told_twice(texts)
    lead = said_again(texts[:once])
    return kept[once:] if lead is None else [*kept[once:], kept[lead]]


def _seen(sight: Sight, chances: Chances, rules: Sequence[str], story: tuple[Block, ...], *, is_live: bool) -> Body:
    """Return the body of *story*, which the page shows, with what it tells of the page."""
    kept = _kept(rules)
    alike = [at for at, rule in enumerate(rules) if not rule or (rule == OTHER_STORY and chances[at] > LIKELY)]
    prose = [at for at in alike if sight.segments[at].kind != "row"] or alike
    sure, told = (1.0 if is_live else _mean(chances[own], sight.lengths[own]) for own in (alike, prose))
    links = [segment.order for segment in sight.segments if segment.is_linked_headline]
    among = sum(alike[0] < order < alike[-1] for order in links) if kept else 0
    above = () if not kept or _is_printed(sight) else sight.segments[max(0, kept[0] - ABOVE) : kept[0]]
    story, stamps = _without_stamp(story)
    removed = (*stamps, *_removed(sight, rules))
    is_teaser = bool(kept) and heads_others(sight.segments, sight.nodes, sight.headline, kept[0])
    text, before = int(sight.lengths.sum()), tuple(map(_block, above))
    return Body(story, removed, sure, told, text, len(links), among, before, is_teaser, is_live)


def _mean(chances: Chances, lengths: Amounts) -> float:
    """Return the mean chance of blocks, weighted by their *lengths*; 0 where there are none."""
    return float((chances * lengths).sum() / lengths.sum()) if len(chances) else 0.0


def _unseen(blocks: Sequence[Block]) -> Body:
    """Return the body of *blocks* that the page shows nothing of, but states to machines."""
    return Body(tuple(blocks), text=sum(len(block.text) for block in blocks))


def _judge_lines(sight: Sight, rules: list[str]) -> None:
    """Mark the likely blocks that are noise by their words, or by a label near them, of the story or not."""
    likely = _kept(rules)
    if not likely:
        return
    first = max(0, likely[0] - NEAR)
    blocks = [_block(segment) for segment in sight.segments[first : likely[-1] + NEAR + 1]]
    beside = families_of(blocks)
    for index, rule in zip(likely, noise([blocks[index - first] for index in likely]), strict=True):
        rules[index] = rule or (beside[index - first] if beside[index - first] in ANNOUNCED else "")
    for index, rule in [*begun(sight, rules, beside, first), *_above(sight, rules)]:
        rules[index] = rule


def _above(sight: Sight, rules: Sequence[str]) -> list[tuple[int, str]]:
    """Return the short lines above the headline, such as a section, where nothing of the story stands there."""
    above = [index for index in range(sight.headline) if not rules[index]]
    texts = [sight.segments[index].text for index in above]
    is_short = all(len(text) < LONGEST_SECTION and text[-1].isalnum() for text in texts)
    return [(index, "rubric") for index in above] if is_short and any(rule == "" for rule in rules[sight.headline :]) else []


def _without_stamp(story: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Removed, ...]]:
    """Return *story* without the time of its publication that its first line runs on from, and that time."""
    if not story or not (start := stamp_end(story[0].text) or day_end([one.text for one in story])):
        return story, ()
    first = story[0]
    return (first._replace(text=first.text[start:]), *story[1:]), (Removed(first.text[:start].strip(), "stamp"),)


def _is_printed(sight: Sight) -> bool:
    return sight.headline >= 0 and folded(sight.segments[sight.headline].text) == folded(sight.title)


def look(document: Document, title: str) -> Sight | None:
    """Return what is seen of the page's blocks; None when it has no text."""
    start = _start(document)
    found = segments(start, frozenset(document.having(*HIDING)))
    masses = masses_of(found)
    if sum(masses) < LEAST_MASS:
        hidden = segments(start, hidden=True)
        if sum(heavier := masses_of(hidden)) >= LEAST_MASS:
            found, masses = hidden, heavier
    if not found:
        return None
    headline = _headline(found, title)
    descriptions = [*document.metas.get("description", ()), *document.metas.get("og:description", ())]
    nodes = Nodes(found)
    named = names_of(nodes, document.having("itemprop"))
    sizes = [len(one.text) for one in found], [one.linked for one in found]
    own = np.array([*sizes, masses, [1.0] * len(found)], dtype=np.float64)  # to find the type out takes as long again
    return Sight(
        found,
        own,
        nodes,
        find_container(own[MASS], nodes, named, start, headline),
        headline,
        title,
        max(descriptions, key=len, default=""),
        named,
        stated_body(document),
        [one for tag in IMAGES for one in document.tagged(tag)],
        [one for tag in EMPHASES for one in document.tagged(tag)],
        [one for one in document.having("role") if one.get("role") in DIALOGS],
    )


def _headline(found: Sequence[Segment], title: str) -> int:
    """Return the order of the headline's block, or -1: the h1 that says *title*, else a block that does, else any h1."""
    wanted = folded(title)
    h1 = [segment for segment in found if segment.element.tag == "h1" and len(segment.text) > 10]
    same = [segment for segment in found if wanted and segment.linked == 0 and _says(segment.text, title, wanted)]
    both = [segment for segment in h1 if segment in same]
    return next((segment.order for segment in (*both, *same, *h1)), -1)


def _start(document: Document) -> HtmlElement:
    if rule := document.page.rules.body:
        matches = document.root.xpath(rule)
        if isinstance(matches, list) and matches and isinstance(matches[0], HtmlElement):
            return matches[0]
    body = document.root.find("body")
    return document.root if body is None else body


def _pruned(document: Document) -> set[HtmlElement]:
    """Return the elements that the site's file says are never the article."""
    return {
        match
        for rule in document.page.rules.prune
        for match in document.root.xpath(rule)
        if isinstance(match, HtmlElement)
    }


def _signed(found: Sequence[Segment], chances: Chances) -> Chances:
    """Return *chances* with a short last paragraph, such as the signature of a telegram, kept beside those before it."""
    kept = np.flatnonzero(chances > LIKELY)
    if not len(kept) or kept[-1] + 1 >= len(found):
        return chances
    after = found[kept[-1] + 1]
    parents = {found[index].element.getparent() for index in kept.tolist() if found[index].element.tag == "p"}
    beside = after.element.tag == "p" and after.element.getparent() in parents
    closed = after.text.endswith((".", "!", "?", "»", "”")) or not any(one.isdigit() for one in after.text)
    plain = len(after.text) < LONGEST_SIGNATURE and not after.linked and closed
    if beside and plain and chances[after.order] > LIKELY_SIGNED:
        chances[after.order] = LIKELY + 0.01
    return chances


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


def _rules(sight: Sight, chances: Chances, pruned: set[HtmlElement]) -> list[str]:
    """Return for each block the rule that takes it out, or the empty string."""
    title = folded(sight.title)
    likely = sight.lengths * (chances > LIKELY)  # characters
    never = _never(sight, likely)
    apart = _apart(sight, chances, never)
    named = _named(sight, likely)
    rules = []
    for segment, node, chance in zip(sight.segments, sight.nodes.at.tolist(), chances.tolist(), strict=True):
        if pruned and any(one in pruned for one in (segment.element, *segment.element.iterancestors())):
            rules.append("site")
        elif title and _says(segment.text, sight.title, title):
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


def _named(sight: Sight, likely: Amounts) -> list[str]:
    """Return for each node the rule by which its name, or that of what it stands in, says that it is no text of the story."""
    is_caption = (sight.names.steps[:, ORDER.index("caption")] == 0).tolist()
    words = outside(sight.nodes, sight.names.around, sight.nodes.sums(likely), float(likely.sum()))
    return [rule_of(word) if word else "caption" if own else "" for word, own in zip(words, is_caption, strict=True)]


def _removed(sight: Sight, rules: Sequence[str]) -> Iterable[Removed]:
    """Yield what stands near the story without being part of it, with the rule; the family that it names before how it looks."""
    kept = _kept(rules)
    if not kept:
        return
    near = range(max(0, kept[0] - NEAR), min(len(rules), kept[-1] + NEAR + 1))
    taken = [index for index in near if rules[index]]
    blocks = [_block(sight.segments[index]) for index in taken]
    inside = sum(index < kept[-1] for index in taken)
    families = families_of(blocks[:inside]) + families_behind(blocks[inside:])
    for index, family in zip(taken, families, strict=True):
        yield Removed(spaced(sight.segments[index]), family if family and rules[index] in LOOKS else _explained(sight, rules, index))


def _explained(sight: Sight, rules: Sequence[str], index: int) -> str:
    """Return the rule by which a block is no part of the story; of one that is not likely, the plainest reason."""
    if rules[index] != UNLIKELY:
        return rules[index]
    segment, steps = sight.segments[index], sight.names.steps[sight.nodes.at[index]].tolist()
    nearest = {rule: steps[ORDER.index(family)] for rule, family in EXPLAINING.items()}
    rule = min(nearest, key=nearest.__getitem__)
    if nearest[rule] <= FEW_STEPS:
        return rule
    return "link" if segment.linked > IN_LINKS * len(segment.text) else UNLIKELY


def _says(text: str, title: str, wanted: str) -> bool:
    """Say whether *text* is *title*, whose folded form is *wanted*: most texts begin with another letter."""
    if abs(len(text) - len(title)) > FEW:
        return False
    first = LETTER.search(text)
    return first is not None and wanted.startswith(folded(first[0])) and folded(text) == wanted


def _story(segments: Sequence[Segment], kept: Sequence[int]) -> Iterator[Block]:
    """Yield the blocks that are *kept*, with the breaks between sections among them."""
    for index, following in zip_longest(kept, kept[1:]):
        yield _block(segments[index])
        if following and (signs := next((one.break_after for one in segments[index:following] if one.break_after), "")):
            yield Block(signs)


def _block(segment: Segment) -> Block:
    return Block(segment.text, segment.kind, segment.linked / max(1, len(segment.text)))


def paragraphs(blocks: Sequence[Block]) -> list[str]:
    """Return *blocks* as a record's paragraphs: items of a list stand together in one, and so do rows of a table."""
    made: list[str] = []
    previous = ""
    for block in blocks:
        if not block.text:
            continue
        line = f"{ITEM}{block.text}" if block.kind == "item" else block.text
        if previous == block.kind and block.kind in ("item", "row"):
            made[-1] += "\n" + line
        else:
            made.append(line)
        previous = block.kind
    return made

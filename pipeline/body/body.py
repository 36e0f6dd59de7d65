"""The body of an article: the blocks of a page that are the story, without what stands among them and around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from pipeline.block import Block, Removed
from pipeline.body.boxes import OTHER_STORY, begun, in_story, quoted
from pipeline.body.byline import bylines
from pipeline.body.elsewhere import elsewhere
from pipeline.body.facts import explaining
from pipeline.body.features import Sight, features
from pipeline.body.groups import LIKELY, Chances, heads_others, together
from pipeline.body.lead import said_again, told_twice
from pipeline.body.live import live_lines, says_live
from pipeline.body.look import look
from pipeline.body.model import Forest, forest
from pipeline.body.nodes import Amounts
from pipeline.body.pictured import pictured
from pipeline.body.placed import placed
from pipeline.body.reasons import NEAR, explained, removed_near
from pipeline.body.segments import Segment
from pipeline.body.tied import tied
from pipeline.body.unseen import held_by_program, stated_body, stated_instead
from pipeline.body.verses import sung
from pipeline.document import Document
from pipeline.headings import folded
from pipeline.noise.glued import day_end, stamp_end
from pipeline.noise.lines import rule_of
from pipeline.noise.rules import families_of, noise
from storage.record import ITEM

LIKELY_IN_RULE = 0.2  # the chance from which a block is kept that stands in what the site's file calls the body
LIKELY_SIGNED = 0.1  # the chance from which a short last paragraph is kept
LONGEST_SIGNATURE = 60  # characters
LITTLE_SHOWN = 1500  # characters of a page that shows no story: with more, it is a list of others
LONGEST_SECTION = 40  # characters
ABOVE = 6  # blocks before the story among which its headline is looked for
ANNOUNCED = ("related", "poll")  # what a label beside it says of a block


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
    story = tuple(_story(sight.segments, in_story(rules)))
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
    rules = placed(document, sight, chances)
    _judge_lines(sight, rules)
    _put(rules, "byline", bylines(document, sight.segments, chances, rules))
    _put(rules, "link", elsewhere(document, sight, rules))
    _put(rules, "caption", pictured(sight, rules))
    _put(rules, "", quoted(sight, chances.tolist(), rules))
    _put(rules, "", explaining(sight, chances.tolist(), rules))
    stated = says_live(document, sight.title)
    live = live_lines(sight.segments, rules, stated, lambda index: explained(sight, rules, index))
    _put(rules, "", live)
    _put(rules, "repeated", _repeated(sight, rules))
    return rules, bool(live)


def _put(rules: list[str], rule: str, blocks: Iterable[int]) -> None:
    for index in [*blocks]:  # all of them first: the rules may say which
        rules[index] = rule


def _repeated(sight: Sight, rules: Sequence[str]) -> list[int]:
    """Return the blocks of the story that say it, or its lead, again."""
    kept = in_story(rules)
    texts = [sight.segments[index].text for index in kept]
    once = len(kept) - told_twice(texts)
    lead = said_again(texts[:once])
    return kept[once:] if lead is None else [*kept[once:], kept[lead]]


def _seen(sight: Sight, chances: Chances, rules: Sequence[str], story: tuple[Block, ...], *, is_live: bool) -> Body:
    """Return the body of *story*, which the page shows, with what it tells of the page."""
    kept = in_story(rules)
    alike = [at for at, rule in enumerate(rules) if not rule or (rule == OTHER_STORY and chances[at] > LIKELY)]
    prose = [at for at in alike if sight.segments[at].kind != "row"] or alike
    sure, told = (1.0 if is_live else _mean(chances[own], sight.lengths[own]) for own in (alike, prose))
    links = [segment.order for segment in sight.segments if segment.is_linked_headline]
    among = sum(alike[0] < order < alike[-1] for order in links) if kept else 0
    above = () if not kept or _is_printed(sight) else sight.segments[max(0, kept[0] - ABOVE) : kept[0]]
    story, stamps = _without_stamp(story)
    removed = (*stamps, *removed_near(sight, rules, kept))
    is_teaser = bool(kept) and heads_others(sight.segments, sight.nodes, sight.headline, kept[0])
    text, before = int(sight.lengths.sum()), tuple(one.block for one in above)
    return Body(story, removed, sure, told, text, len(links), among, before, is_teaser, is_live)


def _mean(chances: Chances, lengths: Amounts) -> float:
    """Return the mean chance of blocks, weighted by their *lengths*; 0 where there are none."""
    return float((chances * lengths).sum() / lengths.sum()) if len(chances) else 0.0


def _unseen(blocks: Sequence[Block]) -> Body:
    """Return the body of *blocks* that the page shows nothing of, but states to machines."""
    return Body(tuple(blocks), text=sum(len(block.text) for block in blocks))


def _judge_lines(sight: Sight, rules: list[str]) -> None:
    """Mark the likely blocks that are noise by their words, or by a label near them, of the story or not."""
    likely = in_story(rules)
    if not likely:
        return
    first = max(0, likely[0] - NEAR)
    blocks = [segment.block for segment in sight.segments[first : likely[-1] + NEAR + 1]]
    beside = families_of(blocks)
    for index, rule in zip(likely, noise([blocks[index - first] for index in likely]), strict=True):
        is_announced = beside[index - first] in ANNOUNCED and not rule_of(blocks[index - first].text)
        rules[index] = rule or (beside[index - first] if is_announced else "")
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


def _story(segments: Sequence[Segment], kept: Sequence[int]) -> Iterator[Block]:
    """Yield the blocks that are *kept*, with the breaks between sections among them."""
    for index, following in zip_longest(kept, kept[1:]):
        yield segments[index].block
        if following and (signs := next((one.break_after for one in segments[index:following] if one.break_after), "")):
            yield Block(signs)


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

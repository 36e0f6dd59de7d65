"""Which blocks of a story are noise: the same rules for blocks of a page and for paragraphs of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.block import Block
from pipeline.noise.beside import spare_beside
from pipeline.noise.edges import SIGNATURE, end_of
from pipeline.noise.latin import in_cyrillic
from pipeline.noise.lines import RUBRIC, rule_of
from pipeline.noise.lists import spare_cells
from pipeline.noise.tail import spare_headings
from pipeline.noise.topic import TOPICS, spared

LINKED = 0.7  # the share of a block's characters inside links from which it is but a link
POINTER = re.compile(r"[-–—→►▶➡👉➤➜↗]\s")  # before the headline of another story
LABEL = re.compile(r"(?P<label>[^:]{3,40}):\s")  # or behind it
LEAST_WORDS = 3  # of such a headline
CALL = re.compile(  # in brackets, to read another story
    r"\[(?:.*[.!?:|])?\s*(?:(?:also|further|more) )?"
    r"(?:read|see|watch|learn|reading|чита(?:й|йте|ть)|смотри(?:те)?|подробнее|дивіться)\b.*\]\W*"
    r"|\[.*\b(?:оқыңыз|көріңіз)\w*\W*\]\W*",
    re.I,
)
LONGEST_CALL = 300  # characters
LONGEST_LABEL = 40  # characters of a heading that announces links
BESIDE_POLL = 2  # blocks between the label of a poll and its question
MOST_AT_END = 20  # lines behind a story that say who wrote it
SIGNATORIES = 3  # names that sign a story together: they are part of it
LEAST_BEFORE = 300  # characters of a story, behind which its end is looked for


def noise(blocks: Sequence[Block]) -> list[str]:
    """Return for each of *blocks* the rule by which it is noise, or the empty string."""
    rules = families_of(blocks)
    for at in range(len(blocks) - 1):
        if _is_teaser(blocks[at]) and RUBRIC.match(blocks[at + 1].text):
            rules[at] = rules[at] or "related"
            rules[at + 1] = rules[at + 1] or "related"
    _spare_topic(blocks, rules)
    _spare_headings(blocks, rules)
    if any(rules):
        texts = [block.text for block in blocks]
        spare_cells(texts, rules)
        spare_beside(texts, rules)
    _mark_end(blocks, rules)
    return rules


def families_of(blocks: Sequence[Block]) -> list[str]:
    """Return for each of *blocks*, of the story or not, the family of noise that it names itself, or that a label names."""
    rules = [_family(block) for block in blocks]
    _mark_poll(blocks, rules)
    _mark_links(blocks, rules)
    return rules


def _family(block: Block) -> str:
    if block.kind in ("item", "row", "quote"):
        return ""
    return "read-also" if _is_pointer(block) else rule_of(block.text)


def _is_pointer(block: Block) -> bool:
    """Say whether *block* is the linked headline of another story, behind a sign or a label in capitals, or calls to read a link."""
    if not block.link_share:
        return False
    if block.text.startswith("["):
        return len(block.text) <= LONGEST_CALL and CALL.fullmatch(block.text) is not None
    if sign := POINTER.match(block.text):
        return _is_linked_behind(block, sign.end()) and _is_teaser(block._replace(text=block.text.rstrip("?")))
    if _is_teaser(block) and (label := LABEL.match(block.text)) and label["label"].isupper():
        return _is_linked_behind(block, label.end()) and len(block.text[label.end() :].split()) >= LEAST_WORDS
    return False


def _is_linked_behind(block: Block, start: int) -> bool:
    return round(block.link_share * len(block.text)) >= len(block.text) - start


def families_behind(blocks: Sequence[Block]) -> list[str]:
    """Return the same for *blocks* that stand behind the story: what follows a label of comments are these."""
    rules = families_of(blocks)
    comments = False
    for at, block in enumerate(blocks):
        comments = rules[at] == "comments" or (comments and not rules[at])
        rules[at] = rules[at] or ("comments" if comments else end_of(block.text, ""))
    return rules


def _spare_topic(blocks: Sequence[Block], rules: list[str]) -> None:
    """Leave rates, the weather and the like in a story that is about them, before its last sentence."""
    if any(rule in TOPICS for rule in rules):
        texts = [block.text for block in blocks]
        last = max((at for at, rule in enumerate(rules) if not rule), default=-1)
        for at in spared(texts[: last + 1], rules):
            rules[at] = ""


def _spare_headings(blocks: Sequence[Block], rules: list[str]) -> None:
    """Leave headings of the story that are labels elsewhere."""
    named = [at for at, block in enumerate(blocks) if rules[at] and block.kind == "heading"]
    if named:
        left = rules.copy()
        spare_headings([block.text for block in blocks], left)
        for at in named:
            rules[at] = left[at]


def _mark_poll(blocks: Sequence[Block], rules: list[str]) -> None:
    """Mark the question of a poll, which stands beside its label."""
    for label in [at for at, rule in enumerate(rules) if rule == "poll"]:
        for at in range(max(0, label - BESIDE_POLL), min(len(blocks), label + BESIDE_POLL + 1)):
            if blocks[at].text.endswith("?") and len(blocks[at].text) <= LONGEST_LABEL * 4:
                rules[at] = rules[at] or "poll"


def _mark_end(blocks: Sequence[Block], rules: list[str]) -> None:
    """Mark who wrote the story, or what the site is, behind the story's last sentence."""
    left = [at for at, rule in enumerate(rules) if not rule]
    if sum(1 for _ in takewhile(_is_signature, (blocks[at].text for at in reversed(left)))) >= SIGNATORIES:
        return
    for _ in range(min(MOST_AT_END, len(left) - 1)):
        last = [left.pop()]
        if left and (first := blocks[left[-1]].text).endswith(",") and _is_signature(f"{first} {blocks[last[0]].text}"):
            last.insert(0, left.pop())
        before = " ".join(blocks[at].text for at in left)
        if len(before) < LEAST_BEFORE or not (rule := end_of(" ".join(blocks[at].text for at in last), before)):
            return
        for at in last:
            rules[at] = rule


def _is_signature(text: str) -> bool:
    return SIGNATURE.fullmatch(in_cyrillic(text)) is not None


def _mark_links(blocks: Sequence[Block], rules: list[str]) -> None:
    """Mark the links that a label such as "read also" announces, and the items of a list that hold one, up to the first text."""
    announced = False
    for at, block in enumerate(blocks):
        if rules[at] == "read-also" and len(block.text) <= LONGEST_LABEL:
            announced = True
        elif announced and block.link_share > (0 if block.kind == "item" else LINKED):
            rules[at] = rules[at] or "related"
        else:
            announced = False


def _is_teaser(block: Block) -> bool:
    return block.kind == "paragraph" and 20 <= len(block.text) <= 160 and block.text[-1] not in ".!?…:;,"

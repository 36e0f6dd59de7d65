"""Which blocks of a story are noise: the same rules for blocks of a page and for paragraphs of a text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.block import Block
from pipeline.noise.lines import RUBRIC, rule_of

LINKED = 0.7  # the share of a block's characters inside links from which it is but a link
LONGEST_LABEL = 40  # characters of a heading that announces links


def noise(blocks: Sequence[Block]) -> list[str]:
    """Return for each of *blocks* the rule by which it is noise, or the empty string."""
    rules = ["" if block.kind in ("item", "row", "quote") else rule_of(block.text) for block in blocks]
    for at in range(len(blocks) - 1):
        if _is_teaser(blocks[at]) and RUBRIC.match(blocks[at + 1].text):
            rules[at] = rules[at] or "related"
            rules[at + 1] = rules[at + 1] or "related"
    _mark_links(blocks, rules)
    return rules


def _mark_links(blocks: Sequence[Block], rules: list[str]) -> None:
    """Mark the links that a label such as "read also" announces, items of a list among them, up to the first text."""
    announced = False
    for at, block in enumerate(blocks):
        if rules[at] == "read-also" and len(block.text) <= LONGEST_LABEL:
            announced = True
        elif announced and block.link_share > LINKED:
            rules[at] = rules[at] or "related"
        else:
            announced = False


def _is_teaser(block: Block) -> bool:
    return block.kind == "paragraph" and 20 <= len(block.text) <= 160 and block.text[-1] not in ".!?…:;,"

"""Which blocks of a story are noise: the same rules for blocks of a page and for paragraphs of a text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.block import Block
from pipeline.noise.lines import RUBRIC, rule_of

PROSE = 90  # characters: a longer line is a sentence of the story


def noise(blocks: Sequence[Block]) -> list[str]:
    """Return for each of *blocks* the rule by which it is noise, or the empty string."""
    rules = ["" if block.kind in ("item", "row", "quote") else rule_of(block.text) for block in blocks]
    for at in range(len(blocks) - 1):
        if _is_teaser(blocks[at]) and RUBRIC.match(blocks[at + 1].text):
            rules[at] = rules[at] or "related"
            rules[at + 1] = rules[at + 1] or "related"
    return rules


def _is_teaser(block: Block) -> bool:
    return block.kind == "paragraph" and 20 <= len(block.text) <= 160 and block.text[-1] not in ".!?…:;,"

"""Why what stands near a story is no part of it: the rule that a user is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.block import Removed
from pipeline.body.boxes import UNLIKELY
from pipeline.body.features import Sight
from pipeline.body.names import ORDER
from pipeline.body.segments import IN_LINKS, spaced
from pipeline.noise.rules import families_behind, families_of

NEAR = 12  # blocks around the story whose removal is worth telling
FEW_STEPS = 6  # so near must a name stand to explain a removal
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


def removed_near(sight: Sight, rules: Sequence[str], kept: Sequence[int]) -> Iterable[Removed]:
    """Yield what stands near the story, the blocks *kept*, without being part of it, with the rule.

    The family of noise that it names goes before how it looks.
    """
    if not kept:
        return
    near = range(max(0, kept[0] - NEAR), min(len(rules), kept[-1] + NEAR + 1))
    taken = [index for index in near if rules[index]]
    blocks = [sight.segments[index].block for index in taken]
    inside = sum(index < kept[-1] for index in taken)
    families = families_of(blocks[:inside]) + families_behind(blocks[inside:])
    for index, family in zip(taken, families, strict=True):
        yield Removed(spaced(sight.segments[index]), family if family and rules[index] in LOOKS else explained(sight, rules, index))


def explained(sight: Sight, rules: Sequence[str], index: int) -> str:
    """Return the rule by which a block is no part of the story; of one that is not likely, the plainest reason."""
    if rules[index] != UNLIKELY:
        return rules[index]
    segment, steps = sight.segments[index], sight.names.steps[sight.nodes.at[index]].tolist()
    nearest = {rule: steps[ORDER.index(family)] for rule, family in EXPLAINING.items()}
    rule = min(nearest, key=nearest.__getitem__)
    if nearest[rule] <= FEW_STEPS:
        return rule
    return "link" if segment.linked > IN_LINKS * len(segment.text) else UNLIKELY

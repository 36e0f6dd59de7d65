"""The place of each block in the tree, as numbers: what its ancestors hold, how they repeat, how they are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from lxml.html import HtmlElement

from pipeline.body.container import Container
from pipeline.body.names import FAR, ORDER, Names
from pipeline.body.segments import Segment

Column = npt.NDArray[np.float32]

TAGS = """p div td span li article section a body ul blockquote figure figcaption font h1 h2 h3 h4 tr dd center
main""".split()
INSIDE_TEXT = frozenset("p span h1 h2 h3 h4 b strong a blockquote br".split())
LEVELS = 4  # ancestors whose sums are looked at
FURTHEST = 30


@dataclass(slots=True)
class Sums:
    """What stands in an element: characters, those in links, running text, and blocks."""

    length: float = 0.0
    linked: float = 0.0
    mass: float = 0.0
    blocks: int = 0


@dataclass(slots=True)
class Tree:
    """The elements above the blocks of a page, with their sums and repetitions."""

    above: list[list[HtmlElement]]  # for each block: its element and the ancestors, upwards
    sums: dict[HtmlElement, Sums]
    total: float  # mass of the page, at least 1
    siblings: dict[HtmlElement, Sums] = field(
        default_factory=dict
    )  # of all children of the parent with equal tag and class


def tree_columns(
    segments: Sequence[Segment], masses: Column, container: Container, headline: int, names: Names
) -> Mapping[str, npt.ArrayLike]:
    """Return the columns of the blocks' places; *masses* is the running text of each block."""
    tree = _to_tree(segments, masses)
    return {
        **_sum_columns(tree),
        **_repetition_columns(tree, container),
        **_container_columns(tree, masses, container),
        **_headline_columns(tree, headline),
        **_signature_columns(segments, tree, masses),
        **_name_columns(segments, masses, names),
        "outside": [container.outside.why(segment.element) != "" for segment in segments],
    }


def _to_tree(segments: Sequence[Segment], masses: Column) -> Tree:
    known: dict[HtmlElement, list[HtmlElement]] = {}
    sums: dict[HtmlElement, Sums] = defaultdict(Sums)
    above = []
    for segment, mass in zip(segments, masses.tolist(), strict=True):
        chain = known.get(segment.element)
        if chain is None:
            chain = known[segment.element] = [segment.element, *segment.element.iterancestors()]
        above.append(chain)
        length, linked = len(segment.text), segment.linked
        for one in chain:
            own = sums[one]
            own.length += length
            own.linked += linked
            own.mass += mass
            own.blocks += 1
    tree = Tree(above, dict(sums), max(1.0, float(masses.sum())))
    _add_siblings(tree)
    return tree


def _add_siblings(tree: Tree) -> None:
    alike: dict[tuple[HtmlElement, str, str], Sums] = defaultdict(Sums)
    for element, own in tree.sums.items():
        parent = element.getparent()
        if parent is not None:
            shared = alike[parent, element.tag, element.get("class", "")]
            shared.blocks += 1
            shared.mass += own.mass
            tree.siblings[element] = shared


def _at(chain: list[HtmlElement], level: int) -> HtmlElement:
    return chain[min(level, len(chain) - 1)]


def _sum_columns(tree: Tree) -> dict[str, npt.ArrayLike]:
    made: dict[str, npt.ArrayLike] = {}
    for level in range(LEVELS):
        sums = [tree.sums[_at(chain, level)] for chain in tree.above]
        made[f"mass_{level}"] = [own.mass / tree.total for own in sums]
        made[f"linked_{level}"] = [own.linked / own.length for own in sums]
        made[f"blocks_{level}"] = np.log1p([own.blocks for own in sums])
        made[f"density_{level}"] = [own.mass / own.length for own in sums]
    return made


def _repetition_columns(tree: Tree, container: Container) -> dict[str, npt.ArrayLike]:
    made: dict[str, npt.ArrayLike] = {}
    nothing = Sums()
    for level in range(LEVELS + 1):
        alike = [tree.siblings.get(_at(chain, level), nothing) for chain in tree.above]
        made[f"alike_{level}"] = np.log1p([shared.blocks for shared in alike])
        made[f"alike_mass_{level}"] = [shared.mass / tree.total for shared in alike]
    around = {container.element, *container.element.iterancestors()}
    most = [_most_repeated(chain, around, tree) for chain in tree.above]
    made["alike_most"] = np.log1p([shared.blocks for shared in most])
    made["alike_most_mass"] = [shared.mass / tree.total for shared in most]
    return made


def _most_repeated(chain: list[HtmlElement], around: set[HtmlElement], tree: Tree) -> Sums:
    """Return the largest group of like siblings with several blocks each, on the way from a block to the container."""
    best = Sums()
    for one in chain[:8]:
        if one in around:
            break
        if one.tag not in INSIDE_TEXT and tree.sums[one].blocks > 1:
            shared = tree.siblings.get(one, best)
            if shared.blocks > best.blocks:
                best = shared
    return best


def _container_columns(tree: Tree, masses: Column, container: Container) -> dict[str, npt.ArrayLike]:
    up, down, below = _meetings(tree, container.element)
    count = len(masses)
    order = np.arange(count)
    inside = np.flatnonzero((np.array(up) == 0) & (masses > 0))
    first, last = (inside[0], inside[-1]) if len(inside) else (0, count)
    sums = [tree.sums[one] for one in below]
    return {
        "up": up,
        "down": down,
        "branch_mass": [own.mass / tree.total for own in sums],
        "branch_linked": [own.linked / own.length for own in sums],
        "branch_blocks": np.log1p([own.blocks for own in sums]),
        "container": np.full(count, container.mass / max(1.0, container.total)),
        "from_first": np.clip(order - first, -60, 200),
        "from_last": np.clip(order - last, -200, 60),
    }


def _meetings(tree: Tree, element: HtmlElement) -> tuple[list[int], list[int], list[HtmlElement]]:
    """Return for each block how far up from *element*, and from the block, both meet, and the block's branch below that."""
    chain = {one: steps for steps, one in enumerate((element, *element.iterancestors()))}
    up, down, below = [], [], []
    for above in tree.above:
        steps = next((steps for steps, one in enumerate(above) if one in chain), len(above) - 1)
        up.append(min(FURTHEST, chain.get(above[steps], FURTHEST)))
        down.append(min(FURTHEST, steps))
        below.append(above[max(0, steps - 1)])
    return up, down, below


def _headline_columns(tree: Tree, headline: int) -> dict[str, npt.ArrayLike]:
    count = len(tree.above)
    if headline < 0:
        nothing = np.full(count, -1)
        return {"headline_up": nothing, "headline_down": nothing, "headline_mass": nothing}
    up, down, _ = _meetings(tree, tree.above[headline][0])
    shared = [tree.sums[above[min(steps, len(above) - 1)]].mass for above, steps in zip(tree.above, down, strict=True)]
    return {"headline_up": up, "headline_down": down, "headline_mass": [mass / tree.total for mass in shared]}


def _signature_columns(segments: Sequence[Segment], tree: Tree, masses: Column) -> dict[str, npt.ArrayLike]:
    """Return what blocks with the same tags and classes on their element and its parent hold together on the page."""
    sums: dict[tuple[str, ...], Sums] = defaultdict(Sums)
    parents: dict[tuple[str, ...], set[HtmlElement]] = defaultdict(set)
    signatures = []
    for segment, chain, mass in zip(segments, tree.above, masses.tolist(), strict=True):
        parent = _at(chain, 1)
        signature = (segment.element.tag, segment.element.get("class", ""), parent.tag, parent.get("class", ""))
        signatures.append(signature)
        own = sums[signature]
        own.length += len(segment.text)
        own.linked += segment.linked
        own.mass += mass
        own.blocks += 1
        parents[signature].add(parent)
    mine = [sums[signature] for signature in signatures]
    return {
        "signature_mass": [own.mass / tree.total for own in mine],
        "signature_blocks": np.log1p([own.blocks for own in mine]),
        "signature_length": np.log1p([own.length / own.blocks for own in mine]),
        "signature_linked": [own.linked / own.length for own in mine],
        "signature_parents": np.log1p([len(parents[signature]) for signature in signatures]),
    }


def _name_columns(segments: Sequence[Segment], masses: Column, names: Names) -> dict[str, npt.ArrayLike]:
    chains = [names.chain(segment.element) for segment in segments]
    count, total = len(segments), max(1.0, float(masses.sum()))
    steps = np.array([chain.steps for chain in chains], dtype=np.float32)
    shares = (masses[:, None] * (steps < FAR)).sum(axis=0) / total
    made: dict[str, npt.ArrayLike] = {}
    for index, family in enumerate(ORDER):
        made[f"to_{family}"] = steps[:, index]
        made[f"page_{family}"] = np.full(count, shares[index])
    made["tag"] = [TAGS.index(segment.element.tag) if segment.element.tag in TAGS else FURTHEST for segment in segments]
    made["depth"] = [chain.depth for chain in chains]
    made["contents"] = [chain.contents for chain in chains]
    made["in_article"] = [chain.article for chain in chains]
    made["in_main"] = [chain.main for chain in chains]
    made["at_edge"] = [chain.edge for chain in chains]
    articles = {
        next((one for one in (s.element, *s.element.iterancestors()) if one.tag == "article"), None) for s in segments
    }
    made["articles"] = np.full(count, np.log1p(len(articles)))
    return made

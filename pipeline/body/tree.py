"""The place of each block in the tree, as numbers: what its ancestors hold, how they repeat, how they are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.body.container import Container
from pipeline.body.names import FAR, ORDER, Names
from pipeline.body.nodes import Amounts, Nodes, Numbers, numbered
from pipeline.body.segments import Segment

Column = npt.NDArray[np.float32]

TAGS = """p div td span li article section a body ul blockquote figure figcaption font h1 h2 h3 h4 tr dd center
main""".split()
TAG_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}
INSIDE_TEXT = frozenset("p span h1 h2 h3 h4 b strong a blockquote br".split())
IMAGES = ("img", "picture", "video", "iframe")
LEVELS = 4  # ancestors whose sums are looked at
HIGH = 8  # and whose repetitions
FURTHEST = 30


@dataclass(frozen=True, slots=True)
class Sums:
    """What stands in each of some groups or elements: characters, those in links, running text, and blocks."""

    length: Amounts
    linked: Amounts
    mass: Amounts
    blocks: Amounts


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes above the blocks of a page, with their sums and repetitions."""

    nodes: Nodes
    own: Sums  # of each block
    sums: Sums  # of each node
    total: float  # mass of the page, at least 1
    above: Numbers  # for each of the levels, the node of each block so far up
    alike: Amounts  # of each node: how many children of its parent have its tag and class
    alike_mass: Amounts


def tree_columns(
    segments: Sequence[Segment], masses: Column, nodes: Nodes, container: Container, headline: int, names: Names
) -> Mapping[str, npt.ArrayLike]:
    """Return the columns of the blocks' places; *masses* is the running text of each block."""
    tree = _to_tree(segments, masses, nodes)
    outside = np.array([word != "" for word in container.outside])
    return {
        **_sum_columns(tree),
        **_repetition_columns(tree, container),
        **_container_columns(tree, container),
        **_headline_columns(tree, headline),
        **_signature_columns(tree),
        **_likeness_columns(tree),
        **_image_columns(tree),
        **_name_columns(tree, names),
        "outside": outside[nodes.at],
    }


def _to_tree(segments: Sequence[Segment], masses: Column, nodes: Nodes) -> Tree:
    lengths = np.array([len(segment.text) for segment in segments], dtype=np.float64)
    linked = np.array([segment.linked for segment in segments], dtype=np.float64)
    own = Sums(lengths, linked, masses.astype(np.float64), np.ones(len(segments)))
    sums = Sums(*(nodes.sums(one) for one in (own.length, own.linked, own.mass, own.blocks)))
    above = [nodes.at]
    while len(above) < HIGH:
        above.append(nodes.up[above[-1]])
    group = numbered(zip(nodes.parent, nodes.tags, nodes.classes, strict=True))
    alike = np.bincount(group)[group].astype(np.float64)
    alike_mass = _totals(group, sums.mass)
    alike[0] = alike_mass[0] = 0.0  # nothing stands beside the top
    return Tree(nodes, own, sums, max(1.0, float(masses.sum())), np.array(above), alike, alike_mass)


def _totals(group: Numbers, amounts: Amounts) -> Amounts:
    """Return for each of *amounts* the sum over its *group*."""
    made: Amounts = np.bincount(group, weights=amounts)[group].astype(np.float64)
    return made


def _sum_columns(tree: Tree) -> dict[str, npt.ArrayLike]:
    sums = tree.sums
    each = {
        "mass": sums.mass / tree.total,
        "linked": sums.linked / sums.length,
        "blocks": np.log1p(sums.blocks),
        "density": sums.mass / sums.length,
    }
    found = {name: amounts[tree.above[:LEVELS]] for name, amounts in each.items()}
    return {f"{name}_{level}": rows[level] for level in range(LEVELS) for name, rows in found.items()}


def _repetition_columns(tree: Tree, container: Container) -> dict[str, npt.ArrayLike]:
    made: dict[str, npt.ArrayLike] = {}
    above = tree.above[: LEVELS + 1]
    for level, (alike, alike_mass) in enumerate(
        zip(np.log1p(tree.alike)[above], (tree.alike_mass / tree.total)[above], strict=True)
    ):
        made[f"alike_{level}"] = alike
        made[f"alike_mass_{level}"] = alike_mass
    most, mass = _most_repeated(tree, container)
    made["alike_most"] = np.log1p(most)
    made["alike_most_mass"] = mass / tree.total
    return made


def _most_repeated(tree: Tree, container: Container) -> tuple[Amounts, Amounts]:
    """Return size and mass of the largest group of like siblings with several blocks each, on the way to the container."""
    around = np.zeros(len(tree.nodes), dtype=np.bool_)
    around[tree.nodes.above(container.node)] = True
    grouped = (tree.sums.blocks > 1) & [tag not in INSIDE_TEXT for tag in tree.nodes.tags]
    below = ~np.logical_or.accumulate(around[tree.above], axis=0)
    alike = np.where(below & grouped[tree.above], tree.alike[tree.above], 0.0)
    best, order = alike.argmax(axis=0), np.arange(alike.shape[1])
    most = alike[best, order]
    return most, np.where(most > 0, tree.alike_mass[tree.above[best, order]], 0.0)


def _container_columns(tree: Tree, container: Container) -> dict[str, npt.ArrayLike]:
    up, down, branch = _meetings(tree.nodes, container.node)
    count = len(up)
    order = np.arange(count)
    inside = np.flatnonzero((up == 0) & (tree.own.mass > 0))
    first, last = (inside[0], inside[-1]) if len(inside) else (0, count)
    return {
        "up": up,
        "down": down,
        "branch_mass": tree.sums.mass[branch] / tree.total,
        "branch_linked": tree.sums.linked[branch] / tree.sums.length[branch],
        "branch_blocks": np.log1p(tree.sums.blocks[branch]),
        "container": container.mass / max(1.0, container.total),
        "from_first": np.clip(order - first, -60, 200),
        "from_last": np.clip(order - last, -200, 60),
    }


def _meetings(nodes: Nodes, node: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return for each block how far up from *node*, and from the block, both meet, and the block's branch below that."""
    chain = {one: steps for steps, one in enumerate(nodes.above(node))}
    up, down, branch = [], [], []
    for number, parent in enumerate(nodes.parent):
        steps = chain.get(number)
        if steps is not None:
            up.append(steps)
            down.append(0)
            branch.append(number)
        else:
            up.append(up[parent])
            down.append(down[parent] + 1)
            branch.append(branch[parent] if down[-1] > 1 else number)
    far = (np.minimum(steps, FURTHEST)[nodes.at] for steps in (up, down))
    return (*far, np.array(branch)[nodes.at])  # type: ignore[return-value]


def _headline_columns(tree: Tree, headline: int) -> dict[str, npt.ArrayLike]:
    if headline < 0:
        return {"headline_up": -1, "headline_down": -1, "headline_mass": -1}
    node = int(tree.nodes.at[headline])
    up, down, _ = _meetings(tree.nodes, node)
    chain = tree.nodes.above(node)
    shared = tree.sums.mass[np.array(chain)[np.minimum(up, len(chain) - 1)]]
    return {"headline_up": up, "headline_down": down, "headline_mass": shared / tree.total}


def _signature_columns(tree: Tree) -> dict[str, npt.ArrayLike]:
    """Return what blocks with the same tags and classes on their element and its parent hold together on the page."""
    nodes, own = tree.nodes, tree.own
    signature = nodes.signature[nodes.at]
    sums = Sums(*(_totals(signature, one) for one in (own.length, own.linked, own.mass, own.blocks)))
    pairs = np.array([*{*zip(signature.tolist(), nodes.up[nodes.at].tolist(), strict=True)}])
    return {
        "signature_mass": sums.mass / tree.total,
        "signature_blocks": np.log1p(sums.blocks),
        "signature_length": np.log1p(sums.length / sums.blocks),
        "signature_linked": sums.linked / sums.length,
        "signature_parents": np.log1p(np.bincount(pairs[:, 0])[signature]),
    }


def _likeness_columns(tree: Tree) -> dict[str, npt.ArrayLike]:
    """Return how like the blocks before and after each are: the same parent, the same tags and classes; and by tags alone."""
    nodes = tree.nodes
    parent, signature = nodes.up[nodes.at], nodes.signature[nodes.at]
    path = _paths(nodes)[nodes.at]
    made: dict[str, npt.ArrayLike] = {"path_mass": _totals(path, tree.own.mass) / tree.total}
    for steps in (1, 2):
        for name, own in (("parent", parent), ("like", signature)):
            same = own[steps:] == own[:-steps]
            rest = np.zeros(min(steps, len(own)), dtype=np.bool_)
            made[f"{name}-{steps}"] = np.concatenate([rest, same])
            made[f"{name}+{steps}"] = np.concatenate([same, rest])
    siblings = _totals(parent, tree.own.mass)
    made["siblings_mass"] = siblings / tree.total
    made["siblings_like"] = _totals(numbered(zip(parent.tolist(), signature.tolist(), strict=True)), tree.own.mass) / (
        np.maximum(siblings, 1.0)
    )
    return made


def _paths(nodes: Nodes) -> Numbers:
    """Return a number for each node, the same where the tags from it up to the top are."""
    numbers: dict[tuple[int, str], int] = {}
    made: list[int] = []
    for tag, parent in zip(nodes.tags, nodes.parent, strict=True):
        key = (made[parent] if parent >= 0 else -1, tag)
        made.append(numbers.setdefault(key, len(numbers)))
    return np.array(made, dtype=np.int64)


def _image_columns(tree: Tree) -> dict[str, npt.ArrayLike]:
    """Return how many pictures and players stand in each block's element and in those above it."""
    nodes = tree.nodes
    holders: list[int] = []
    for image in nodes.elements[0].iter(*IMAGES):
        holder = image
        while (number := nodes.number.get(holder)) is None:
            holder = holder.getparent()
        holders.append(number)
    sums = nodes.totals(np.bincount(np.array(holders, dtype=np.int64), minlength=len(nodes)))
    return {f"images_{level}": row for level, row in enumerate(np.minimum(20, sums)[tree.above[:LEVELS]])}


def _name_columns(tree: Tree, names: Names) -> dict[str, npt.ArrayLike]:
    at, masses = tree.nodes.at, tree.own.mass.astype(np.float32)
    steps = names.steps[at].astype(np.float32)
    shares = (masses[:, None] * (steps < FAR)).sum(axis=0) / tree.total
    made: dict[str, npt.ArrayLike] = {}
    for index, family in enumerate(ORDER):
        made[f"to_{family}"] = steps[:, index]
        made[f"page_{family}"] = shares[index]
    made["tag"] = np.array([TAG_NUMBERS.get(tag, FURTHEST) for tag in tree.nodes.tags])[at]
    made["depth"] = np.array(names.depth)[at]
    made["contents"] = np.array(names.contents)[at]
    article = np.array(names.article)[at]
    made["in_article"] = article >= 0
    made["in_main"] = np.array(names.main)[at]
    made["at_edge"] = np.array(names.edge)[at]
    made["articles"] = np.log1p(len(set(article.tolist())))
    return made

"""The place of each block in the tree, as numbers: what its ancestors hold, how they repeat, how they are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from lxml.html import HtmlElement

from pipeline.body.container import Container
from pipeline.body.names import FAR, ORDER, Names
from pipeline.body.nodes import Amounts, Nodes, Numbers, paired

TAGS = """p div td span li article section a body ul blockquote figure figcaption font h1 h2 h3 h4 tr dd center
main""".split()
TAG_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}
INSIDE_TEXT = frozenset("p span h1 h2 h3 h4 b strong a blockquote br".split())
LEVELS = 4  # ancestors whose sums are looked at
HIGH = 8  # and whose repetitions
FURTHEST = 30


LENGTH, LINKED, MASS, BLOCKS = range(4)  # what is summed: characters, those in links, running text, and blocks
SUM_NAMES = tuple(f"{name}_{level}" for level in range(LEVELS) for name in ("mass", "linked", "blocks", "density"))
ALIKE_NAMES = tuple(f"{name}_{level}" for level in range(LEVELS + 1) for name in ("alike", "alike_mass"))
LIKENESS_NAMES = tuple(f"{name}{sign}{steps}" for steps in (1, 2) for name in ("parent", "like") for sign in "-+")
IMAGE_NAMES = tuple(f"images_{level}" for level in range(LEVELS))
FAMILY_NAMES = tuple(f"{name}_{family}" for family in ORDER for name in ("to", "page"))


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes above the blocks of a page, with their sums and repetitions."""

    nodes: Nodes
    own: Amounts  # of each block
    sums: Amounts  # of each node
    total: float  # mass of the page, at least 1
    above: Numbers  # for each of the levels, the node of each block so far up
    group: Numbers  # of each node: a number, the same for the children of its parent that have its tag and class
    alike: Amounts  # how many these are
    alike_mass: Amounts


def tree_columns(
    own: Amounts, nodes: Nodes, container: Container, headline: int, names: Names, images: Iterable[HtmlElement]
) -> Mapping[tuple[str, ...], npt.ArrayLike]:
    """Return the columns of the blocks' places; *own* are what is summed of each, *images* stand anywhere on the page."""
    tree = _to_tree(own, nodes)
    return {
        **_sum_columns(tree),
        **_repetition_columns(tree, container),
        **_container_columns(tree, container),
        **_headline_columns(tree, headline),
        **_signature_columns(tree),
        **_likeness_columns(tree),
        **_image_columns(tree, images),
        **_name_columns(tree, names),
        ("outside",): np.array([word != "" for word in container.outside])[nodes.at],
    }


def _to_tree(own: Amounts, nodes: Nodes) -> Tree:
    sums = nodes.totals(np.array([np.bincount(nodes.at, weights=one, minlength=len(nodes)) for one in own]))
    above = [nodes.at]
    while len(above) < HIGH:
        above.append(nodes.up[above[-1]])
    group = paired(np.array(nodes.parent) + 1, nodes.look)
    alike = _totals(group, np.ones(len(nodes)))
    alike_mass = _totals(group, sums[MASS])
    alike[0] = alike_mass[0] = 0.0  # nothing stands beside the top
    return Tree(nodes, own, sums, max(1.0, float(own[MASS].sum())), np.array(above), group, alike, alike_mass)


def _totals(group: Numbers, amounts: Amounts) -> Amounts:
    """Return for each of *amounts* the sum over its *group*."""
    made: Amounts = np.bincount(group, weights=amounts)[group].astype(np.float64, copy=False)
    return made


def _sum_columns(tree: Tree) -> dict[tuple[str, ...], npt.ArrayLike]:
    length, linked, mass, blocks = tree.sums
    each = np.array([mass / tree.total, linked / length, np.log1p(blocks), mass / length])
    return {SUM_NAMES: _by_level(each[:, tree.above[:LEVELS]])}


def _by_level(columns: Amounts) -> Amounts:
    """Return *columns*, of each of which there are some for one level after another, level after level."""
    return columns.swapaxes(0, 1).reshape(-1, columns.shape[-1])


def _repetition_columns(tree: Tree, container: Container) -> dict[tuple[str, ...], npt.ArrayLike]:
    each = np.array([np.log1p(tree.alike), tree.alike_mass / tree.total])
    most, mass = _most_repeated(tree, container)
    return {
        ALIKE_NAMES: _by_level(each[:, tree.above[: LEVELS + 1]]),
        ("alike_most",): np.log1p(most),
        ("alike_most_mass",): mass / tree.total,
    }


def _most_repeated(tree: Tree, container: Container) -> tuple[Amounts, Amounts]:
    """Return size and mass of the largest group of like siblings with several blocks each, on the way to the container."""
    around = np.zeros(len(tree.nodes), dtype=np.bool_)
    around[tree.nodes.above(container.node)] = True
    grouped = (tree.sums[BLOCKS] > 1) & [tag not in INSIDE_TEXT for tag in tree.nodes.tags]
    below = ~np.logical_or.accumulate(around[tree.above], axis=0)
    alike = np.where(below & grouped[tree.above], tree.alike[tree.above], 0.0)
    best, order = alike.argmax(axis=0), np.arange(alike.shape[1])
    most = alike[best, order]
    return most, np.where(most > 0, tree.alike_mass[tree.above[best, order]], 0.0)


def _container_columns(tree: Tree, container: Container) -> dict[tuple[str, ...], npt.ArrayLike]:
    up, down, branch = _meetings(tree.nodes, container.node)
    count = len(up)
    order = np.arange(count)
    inside = np.flatnonzero((up == 0) & (tree.own[MASS] > 0))
    first, last = (inside[0], inside[-1]) if len(inside) else (0, count)
    length, linked, mass, blocks = tree.sums[:, branch]
    return {
        ("up",): up,
        ("down",): down,
        ("branch_mass",): mass / tree.total,
        ("branch_linked",): linked / length,
        ("branch_blocks",): np.log1p(blocks),
        ("container",): container.mass / max(1.0, container.total),
        ("from_first",): (order - first).clip(-60, 200),
        ("from_last",): (order - last).clip(-200, 60),
    }


def _meetings(nodes: Nodes, node: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return for each block how far up from *node*, and from the block, both meet, and the block's branch below that."""
    meeting = nodes.depth[nodes.within(nodes.above(node)[::-1])]
    up, down = nodes.depth[node] - meeting, nodes.depth - meeting
    branch = np.maximum.accumulate(np.where(down <= 1, np.arange(len(nodes)), 0))
    return np.minimum(up, FURTHEST)[nodes.at], np.minimum(down, FURTHEST)[nodes.at], branch[nodes.at]


def _headline_columns(tree: Tree, headline: int) -> dict[tuple[str, ...], npt.ArrayLike]:
    if headline < 0:
        return {("headline_up", "headline_down", "headline_mass"): -1}
    node = int(tree.nodes.at[headline])
    up, down, _ = _meetings(tree.nodes, node)
    chain = np.array(tree.nodes.above(node))
    shared = tree.sums[MASS][chain[np.minimum(up, len(chain) - 1)]]
    return {("headline_up",): up, ("headline_down",): down, ("headline_mass",): shared / tree.total}


def _signature_columns(tree: Tree) -> dict[tuple[str, ...], npt.ArrayLike]:
    """Return what blocks with the same tags and classes on their element and its parent hold together on the page."""
    nodes = tree.nodes
    signature = nodes.signature[nodes.at]
    length, linked, mass, blocks = (_totals(signature, one) for one in tree.own)
    parents = [one for one, _ in {*zip(signature.tolist(), nodes.up[nodes.at].tolist(), strict=True)}]
    return {
        ("signature_mass",): mass / tree.total,
        ("signature_blocks",): np.log1p(blocks),
        ("signature_length",): np.log1p(length / blocks),
        ("signature_linked",): linked / length,
        ("signature_parents",): np.log1p(np.bincount(parents)[signature]),
    }


def _likeness_columns(tree: Tree) -> dict[tuple[str, ...], npt.ArrayLike]:
    """Return how like the blocks before and after each are: the same parent, the same tags and classes; and by tags alone."""
    nodes, mass = tree.nodes, tree.own[MASS]
    parent, signature = nodes.up[nodes.at], nodes.signature[nodes.at]
    path = _paths(nodes)[nodes.at]
    same = np.zeros((2, 2, 2, len(mass)), dtype=np.bool_)  # by steps, by what is the same, before and after
    own = np.array([parent, signature])
    for steps in (1, 2):
        same[steps - 1, :, 0, steps:] = same[steps - 1, :, 1, :-steps] = own[:, steps:] == own[:, :-steps]
    siblings = _totals(parent, mass)
    return {
        ("path_mass",): _totals(path, mass) / tree.total,
        LIKENESS_NAMES: same.reshape(len(LIKENESS_NAMES), -1),
        ("siblings_mass",): siblings / tree.total,
        ("siblings_like",): _totals(tree.group[nodes.at], mass) / np.maximum(siblings, 1.0),
    }


def _paths(nodes: Nodes) -> Numbers:
    """Return a number for each node, the same where the tags from it up to the top are."""
    numbers: dict[tuple[int, str], int] = {}
    made = [-1]  # above the top
    for tag, parent in zip(nodes.tags, nodes.parent, strict=True):
        made.append(numbers.setdefault((made[parent + 1], tag), len(numbers)))
    return np.array(made[1:], dtype=np.int64)


def _image_columns(tree: Tree, images: Iterable[HtmlElement]) -> dict[tuple[str, ...], npt.ArrayLike]:
    """Return how many pictures and players stand in each block's element and in those above it."""
    nodes = tree.nodes
    holders: list[int] = []
    for image in images:
        holder = image
        while (number := nodes.number.get(holder)) is None:
            holder = holder.getparent()
        holders.append(number)
    sums = nodes.totals(np.bincount(np.array(holders, dtype=np.int64), minlength=len(nodes)))
    return {IMAGE_NAMES: np.minimum(20, sums)[tree.above[:LEVELS]]}


def _name_columns(tree: Tree, names: Names) -> dict[tuple[str, ...], npt.ArrayLike]:
    at, masses = tree.nodes.at, tree.own[MASS].astype(np.float32)
    steps = names.steps[at].astype(np.float32)
    families = np.empty((len(ORDER), 2, len(at)), dtype=np.float32)
    families[:, 0] = steps.T
    families[:, 1] = ((masses[:, None] * (steps < FAR)).sum(axis=0) / tree.total)[:, None]
    article = names.article[at]
    return {
        FAMILY_NAMES: families.reshape(len(FAMILY_NAMES), -1),
        ("tag",): np.array([TAG_NUMBERS.get(tag, FURTHEST) for tag in tree.nodes.tags])[at],
        ("depth",): names.depth[at],
        ("contents",): names.contents[at],
        ("in_article",): article >= 0,
        ("in_main",): names.main[at],
        ("at_edge",): names.edge[at],
        ("articles",): np.log1p(len(set(article.tolist()))),
    }

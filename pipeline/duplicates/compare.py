"""What one story is to another: the same, a copy, a part, a version, or another story however alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.facts import Compared, Facts, compared, facts
from pipeline.duplicates.rarity import Rarity
from pipeline.duplicates.sketch import PASSAGE, Passages, Sketch, distinct, passages_of

HEAD, HEAD_REACH = 40, 100  # words of the beginning, and how far down in the other story they may stand
FORM = 5  # stories that share a passage make it one of a form: a report, a telegram, a widget
LEAST = 0.15  # of a story: with less in common two have nothing to do with each other
SAME = 0.9999
FORM_TITLE = 0.85  # of a title: in a form, one other word names another day or person
BLANK = 10  # words: no longer text was filled in anew, it was rewritten


class Relation(StrEnum):
    """What a story is to an earlier one."""

    EXACT = "exact"
    NEAR = "near"
    PART = "part"
    VERSION = "version"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation with its measure: the larger share of the one story that stands in the other, by rarity."""

    relation: Relation
    similarity: float
    rank: float  # among several


@dataclass(frozen=True, slots=True)
class Alike:
    """In what two stories are alike: the shares of the text that is contained most, of the other, of the title."""

    high: float
    low: float
    title: float
    is_form: bool  # most of what they share stands in many stories
    apart: float  # days


class Story:
    """A sketch with what is derived from it when it is compared for the first time."""

    __slots__ = ("_facts", "_heads", "_title", "_weight", "sketch", "when", "where")

    def __init__(self, sketch: Sketch, where: str, when: float | None) -> None:
        self.sketch = sketch
        self.where = where  # the canonical address
        self.when = when  # days
        self._facts: Facts | None = None
        self._heads: tuple[Passages, Passages] | None = None
        self._title: frozenset[int] | None = None
        self._weight: tuple[int, float] | None = None

    @property
    def facts(self) -> Facts:
        """Return its numbers, days and names in context."""
        if self._facts is None:
            self._facts = facts(self.sketch)
        return self._facts

    def weight(self, rarity: Rarity) -> float:
        """Return the weight of its passages."""
        if self._weight is None or self._weight[0] != rarity.age:
            self._weight = rarity.age, float(rarity.weights(self.sketch.passages).sum())
        return self._weight[1]

    @property
    def heads(self) -> tuple[Passages, Passages]:
        """Return the passages of its beginning, in a narrow and a wide sense."""
        if self._heads is None:
            words = self.sketch.text_words
            self._heads = distinct(passages_of(words[:HEAD])), distinct(passages_of(words[:HEAD_REACH]))
        return self._heads

    @property
    def title(self) -> frozenset[int]:
        """Return the words of its title."""
        if self._title is None:
            self._title = frozenset(self.sketch.words[: self.sketch.title_words].tolist())
        return self._title


def compare(new: Story, old: Story, rarity: Rarity) -> Verdict | None:
    """Return what *new* is to *old*, None when it has nothing to do with it; the order makes no difference."""
    mine, theirs = new.sketch.passages, old.sketch.passages
    if not len(mine) or not len(theirs):
        return None
    common = mine[shared(mine, theirs)]
    counts = rarity.counts(common)
    weight = float(rarity.weights_of(counts).sum())
    shares = [min(1.0, weight / (story.weight(rarity) or 1.0)) for story in (new, old)]
    if max(shares) < LEAST:
        return None
    is_form = float((counts >= FORM).mean()) > 0.5
    alike = Alike(max(shares), min(shares), _title_share(new, old), is_form, _days_apart(new, old))
    relation = _relation(new, old, alike, rarity)
    preferred = 2.0 if new.where and new.where == old.where else alike.title
    return Verdict(relation, alike.high, alike.high + preferred)


def _relation(new: Story, old: Story, alike: Alike, rarity: Rarity) -> Relation:
    if alike.low > SAME and alike.title == 1:
        return Relation.EXACT
    at_same_address = new.where != "" and new.where == old.where
    if not at_same_address and not _may_be_copy(alike):
        return Relation.RELATED
    changes = compared(new.facts, old.facts)
    if at_same_address:
        return _at_same_address(alike, changes)
    if alike.low > 0.97 and not changes.others:
        return Relation.EXACT if alike.low > SAME else Relation.NEAR
    if _filled_in_anew(alike, changes) or (alike.is_form and _words_filled_in(new, old, alike)):
        return Relation.RELATED
    if not _begins_alike(alike, new, old, rarity):
        return Relation.RELATED
    return Relation.PART if alike.high > 0.85 and alike.low < 0.6 else Relation.NEAR


def shared(one: Passages, other: Passages) -> NDArray[np.bool_]:
    """Say of each passage of *one* whether it stands in *other*; both are sorted."""
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    found: NDArray[np.bool_] = other[places] == one
    return found


def share(weight: float, weights: NDArray[np.float64]) -> float:
    """Return which share of *weights* that weight is (containment: Broder 1997)."""
    total = float(weights.sum())
    return min(1.0, weight / total) if total else 0.0


def replaced(one: Sketch, other: Sketch) -> int:
    """Return how many times a few words stand in place of a few others between words that are the same."""
    here, there = _places(one), _places(other)
    _, first, second = np.intersect1d(here[0], there[0], assume_unique=True, return_indices=True)
    mine, theirs = here[1][first], there[1][second]
    order = np.argsort(mine)
    steps, others = np.diff(mine[order]) - PASSAGE, np.diff(theirs[order]) - PASSAGE
    return int(((steps > 0) & (others > 0) & (steps <= BLANK) & (others <= BLANK)).sum())


def _places(story: Sketch) -> tuple[Passages, NDArray[np.intp]]:
    passages, first, counts = np.unique(passages_of(story.words), return_index=True, return_counts=True)
    return passages[counts == 1], first[counts == 1]


def _at_same_address(alike: Alike, changes: Compared) -> Relation:
    """A page that is filled anew each day changes most of its facts; an edited article few of them."""
    if alike.high < 0.3 or changes.others > 0.55 * (changes.same + changes.others):
        return Relation.RELATED
    return Relation.VERSION


def _filled_in_anew(alike: Alike, changes: Compared) -> bool:
    """Say whether facts were changed as in a form; few may be changed in a copy of the same days: it was corrected."""
    if not changes.others:
        return False
    allowed = (0.1 if alike.is_form else 0.25) * (changes.same + changes.others)
    return alike.apart > 7 or changes.others >= allowed


def _words_filled_in(new: Story, old: Story, alike: Alike) -> bool:
    """Say whether words that are no facts were changed as in a form, where days or titles already tell two apart."""
    return (alike.apart > 2 or alike.title < FORM_TITLE) and replaced(new.sketch, old.sketch) > 0


def _may_be_copy(alike: Alike) -> bool:
    """Say whether enough is shared; less is needed where the title is the same, as another story quotes none."""
    if alike.is_form:
        return alike.title >= FORM_TITLE or (alike.low >= 0.6 and alike.apart <= 2) or alike.low > 0.97
    if alike.title >= 0.5:
        return alike.high >= 0.2
    return alike.low >= 0.6 or (alike.low >= 0.4 and alike.high >= 0.45 and alike.apart <= 7) or alike.high >= 0.85


def _begins_alike(alike: Alike, new: Story, old: Story, rarity: Rarity) -> bool:
    """Say whether one begins as the other does, where that matters: a digest and a background hold a story's middle."""
    if alike.title >= 0.5:
        return _head_share(new, old, rarity) > 0.15
    return alike.low >= 0.4 or _head_share(new, old, rarity) >= 0.8


def _days_apart(new: Story, old: Story) -> float:
    return abs(new.when - old.when) if new.when is not None and old.when is not None else 0.0


def _title_share(new: Story, old: Story) -> float:
    shorter = min(len(new.title), len(old.title))
    return len(new.title & old.title) / shorter if shorter else 0.0


def _head_share(new: Story, old: Story, rarity: Rarity) -> float:
    shares = []
    for one, other in ((new, old), (old, new)):
        narrow, wide = one.heads[0], other.heads[1]
        weights = rarity.weights(narrow)
        shares.append(share(float(weights[shared(narrow, wide)].sum()), weights))
    return max(shares)

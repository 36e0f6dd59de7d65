"""What one story is to another: the same, a copy, a part, a version, or another story however alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.duplicates.pair import Pair

SAME = 0.9999


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
class Limits:
    """Where one relation ends and another begins: shares of a text, a title or of facts, and days."""

    least: float = 0.15  # with less in common two have nothing to do with each other
    version: float = 0.3  # of an article's text stands in its next version
    version_changed: float = 0.55  # of its facts at most are changed in it
    unchanged: float = 0.97  # of both texts: facts alone tell them apart
    form: float = 0.5  # of what they share stands in many stories: they are in one form
    form_title: float = 0.85  # of a title: in a form, one other word names another day or person
    form_text: float = 0.6
    form_days: float = 2.0
    form_changed: float = 0.1
    title: float = 0.5
    titled: float = 0.2  # of the text is enough where titles and days agree, as another story quotes none
    both: float = 0.6  # of both texts, under whatever title
    both_soon: float = 0.4  # the same for copies of the same days, of the longer text and of the shorter
    one_soon: float = 0.45
    soon_days: float = 7.0
    one: float = 0.85  # of one text alone
    titled_head: float = 0.15  # of the beginning: a digest and a background hold a story's middle
    middle: float = 0.4  # of both texts: it is no digest, wherever it begins
    head: float = 0.8
    changed: float = 0.25  # of the facts at most are changed in a copy: it was corrected
    changed_days: float = 7.0


LIMITS = Limits()


def may_be_copies(pair: Pair) -> bool:
    """Say whether it is worth the time to ask for more: with so little in common neither repeats the other."""
    if pair.at_same_address:
        return pair.high >= LIMITS.least
    alike = pair.low >= LIMITS.both_soon or pair.high >= LIMITS.one or pair.title >= LIMITS.title
    return pair.high >= LIMITS.titled and alike


def verdict(pair: Pair, limits: Limits = LIMITS) -> Verdict | None:
    """Return what the stories of *pair* are to each other."""
    if pair.high < limits.least:
        return None
    preferred = 2.0 if pair.at_same_address else pair.title
    return Verdict(_relation(pair, limits), pair.high, pair.high + preferred)


def _relation(pair: Pair, limits: Limits) -> Relation:
    if pair.low > SAME and pair.title == 1:
        return Relation.EXACT
    if pair.at_same_address:
        return _at_same_address(pair, limits)
    is_form = pair.form > limits.form
    if not _may_be_copy(pair, is_form, limits):
        return Relation.RELATED
    if pair.low > limits.unchanged and not pair.changes.others:
        return Relation.EXACT if pair.low > SAME else Relation.NEAR
    if _filled_in_anew(pair, is_form, limits) or not _begins_alike(pair, limits):
        return Relation.RELATED
    if pair.filled_in >= limits.changed * (pair.changes.same + pair.filled_in) > 0:
        return Relation.RELATED
    return Relation.PART if pair.high > 0.85 and pair.low < 0.6 else Relation.NEAR


def _at_same_address(pair: Pair, limits: Limits) -> Relation:
    """A page that is filled anew each day changes most of its facts; an edited article few of them."""
    changes = pair.changes
    if pair.high < limits.version or changes.others > limits.version_changed * (changes.same + changes.others):
        return Relation.RELATED
    return Relation.VERSION


def _may_be_copy(pair: Pair, is_form: bool, limits: Limits) -> bool:
    """Say whether enough is shared; less is needed where the title is the same."""
    if pair.high < limits.titled:
        return False
    if is_form:
        same_days = pair.low >= limits.form_text and pair.apart <= limits.form_days
        alike = same_days or pair.title >= limits.form_title or pair.low > limits.unchanged
        return alike or (max(pair.low / limits.form_text, pair.high / limits.one) >= 1 and _is_unchanged(pair))
    if pair.title >= limits.title:
        return pair.high >= (limits.titled if pair.apart <= limits.soon_days else limits.one_soon)
    soon = pair.low >= limits.both_soon and pair.high >= limits.one_soon and pair.apart <= limits.soon_days
    return soon or pair.low >= limits.both or pair.high >= limits.one


def _is_unchanged(pair: Pair) -> bool:
    """Say whether nothing was filled in anew: many copies of one story share as much as a form does."""
    return not pair.changes.others and not pair.blanks


def _filled_in_anew(pair: Pair, is_form: bool, limits: Limits) -> bool:
    """Say whether facts were changed, or other words where days or titles already tell two apart, as in a form."""
    changes = pair.changes
    if changes.others:
        allowed = (limits.form_changed if is_form else limits.changed) * (changes.same + changes.others)
        if pair.apart > limits.changed_days or changes.others >= allowed:
            return True
    told_apart = pair.apart > limits.form_days or pair.title < limits.form_title
    return is_form and told_apart and len(pair.blanks) > 0


def _begins_alike(pair: Pair, limits: Limits) -> bool:
    """Say whether one begins as the other does, where that matters."""
    if pair.title >= limits.title:
        return pair.head > limits.titled_head
    return pair.low >= limits.middle or pair.head >= limits.head

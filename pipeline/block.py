"""A block: a paragraph, heading, list item, … of a page or of a text, as the noise rules see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["paragraph", "heading", "item", "quote", "row", "caption"]


class Block(NamedTuple):
    """One block of text with the little structure that rules may need; a text without HTML leaves it at the defaults."""

    text: str
    kind: Kind = "paragraph"
    link_share: float = 0.0  # the share of its characters that stand inside links


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that stood near the article and is not part of it, with the rule that says so."""

    text: str
    rule: str
    place: int | None = None  # among the paragraphs as they were, of what may come back

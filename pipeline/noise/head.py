"""Marks the lines around a headline that are none of the story, in a text without markup."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.noise.edges import edge_of
from pipeline.noise.sentences import ITEM, first_sentence
from pipeline.text import clean_text


def mark_head(lines: Sequence[str], rules: list[str]) -> None:
    """Mark what stands around the headline: days, sections, topics, captions' subjects. The last of the head's lines stays."""
    body = first_sentence(lines, rules)
    topics = {clean_text(lines[at + 1]).rstrip(",") for at in range(body - 1) if rules[at] == "tags"}
    captions = [clean_text(lines[at]) for at in range(body) if rules[at] == "photo"]
    for at in range(body):
        text = clean_text(lines[at])
        if rules[at] or not text:
            continue
        if text.rstrip(",") in topics:
            rules[at] = "topic"
        elif any(caption.startswith(text) for caption in captions):
            rules[at] = "photo"
    left = [at for at in range(body) if not rules[at] and lines[at].strip()]
    edges = {at: edge for at in left if not lines[at].startswith(ITEM) and (edge := edge_of(lines[at]))}
    if len(edges) < len(left) or body < len(lines):
        for at, edge in edges.items():
            rules[at] = edge

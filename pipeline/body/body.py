"""The body of an article: its container's blocks without what is not the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from pipeline.block import Block, Removed
from pipeline.body.container import Container, find_container
from pipeline.body.outside import Outside
from pipeline.body.segments import Segment, segments
from pipeline.document import Document
from pipeline.text import clean_text

CAPTION = re.compile(
    r"(?<![a-z])(?:caption|figure|photo|foto|img|image|gallery|credit|media-desc|illustration|signature|lightbox|slider)",
    re.I,
)
BYLINE = re.compile(r"(?<![a-z])(?:author|byline|by-line|autor|writer|bio(?![a-z])|reporter|source-link)", re.I)
TAGS = re.compile(r"(?<![a-z])(?:tags?(?![a-z])|keywords|topics|rubric|category|categories|breadcrumb)", re.I)
DATES = re.compile(
    r"(?<![a-z])(?:date|time(?!line)|published|posted|timestamp|views?(?![a-z])|counter|post-?meta|article-?meta|meta(?![a-z])|article-?info)",
    re.I,
)


def body_of(document: Document, title: str) -> tuple[list[Block], list[Removed]]:
    """Return the body's blocks in the page's order, and the blocks near it that were left out, with their rules."""
    start = _start(document)
    found = segments(start)
    container, outside = find_container(found, start, _headline(found, title))
    kept: list[Segment] = []
    removed: list[Removed] = []
    for segment in container.segments:
        rule = _rule(segment, container, outside, title)
        if rule:
            removed.append(Removed(clean_text(segment.text), rule))
        else:
            kept.append(segment)
    return [_block(segment) for segment in kept], removed


def _start(document: Document) -> HtmlElement:
    body = document.root.find("body")
    return document.root if body is None else body


def _headline(found: Sequence[Segment], title: str) -> int:
    """Return the order of the block that is the headline, or -1: the first h1 that is like *title*, else its like, else the first h1."""
    folded = _folded(title)
    h1 = [segment for segment in found if segment.element.tag == "h1" and len(segment.text) > 10]
    same = [segment for segment in found if folded and _folded(segment.text) == folded and segment.linked == 0]
    both = [segment for segment in h1 if segment in same]
    return next((segment.order for segment in (*both, *same, *h1)), -1)


def _rule(segment: Segment, container: Container, outside: Outside, title: str) -> str:
    """Return the rule by which *segment* is no part of the story, or the empty string."""
    if word := outside.why(segment.element):
        return f"around: {word}"
    if segment.kind == "caption":
        return "caption"
    length = len(segment.text)
    if segment.linked > length * 0.8 and (segment.kind != "paragraph" or length < 250):
        return "link"
    names = _names(segment.element, container.element)
    if length < 300:
        for rule, pattern in (("caption", CAPTION), ("byline", BYLINE), ("tags", TAGS), ("page-line", DATES)):
            if pattern.search(names):
                return rule
    if _folded(segment.text) == _folded(title):
        return "headline"
    return ""


def _names(element: HtmlElement, top: HtmlElement) -> str:
    names = []
    for one in (element, *element.iterancestors()):
        if one is top:
            break
        names.append(f"{one.get('class', '')} {one.get('id', '')}")
        if len(names) == 4:
            break
    return " ".join(names).lower()


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).casefold().strip()


def _block(segment: Segment) -> Block:
    return Block(clean_text(segment.text), segment.kind, segment.linked / max(1, len(segment.text)))


def paragraphs(blocks: Sequence[Block]) -> list[str]:
    """Return *blocks* as a record's paragraphs: items of a list, and rows of a table, stand together in one."""
    made: list[str] = []
    previous = ""
    for block in blocks:
        if not block.text:
            continue
        if block.kind == "item":
            line = f"  • {block.text}"
            if previous == "item":
                made[-1] += "\n" + line
            else:
                made.append(line)
        else:
            made.append(block.text)
        previous = block.kind
    return made

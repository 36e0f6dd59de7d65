"""A page, decoded and parsed once: everything after this reads the same tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipeline.page import Page


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of a page and what its head says. Nobody changes `root`: copy before pruning."""

    page: Page
    html: str = field(repr=False)  # decoded, NFC not yet applied
    root: HtmlElement
    metas: Mapping[str, tuple[str, ...]]  # lower-case name, property or itemprop → contents in order
    json_ld: tuple[Mapping[str, object], ...]  # every node of every JSON-LD block, graphs and lists flattened, broken ones mended


def to_document(page: Page) -> Document:
    """Return *page* decoded and parsed; raise `BadContent` or `NotHtml` when it cannot be."""
    raise NotImplementedError

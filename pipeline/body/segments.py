"""Cuts a tree into blocks of text in reading order, once and without recursion; every later step reads these."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from pipeline.block import Kind

SKIP = {
    "script", "style", "noscript", "template", "textarea", "select", "option", "svg", "math", "canvas", "iframe", "object", "embed",
    "head", "button", "input", "audio", "video", "map", "nav", "dialog",
}  # fmt: skip
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark",
    "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "noindex", "img", "index",
}  # fmt: skip
KINDS: dict[str, Kind] = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "li": "item", "dd": "item",
    "blockquote": "quote", "tr": "row", "td": "row", "th": "row", "figcaption": "caption", "caption": "caption",
}  # fmt: skip
MOST_BLOCKS = 20_000


@dataclass(slots=True)
class Segment:
    """A run of text in one block-level element. `linked` counts its characters that stand in links."""

    text: str
    linked: int
    element: HtmlElement = field(repr=False)
    kind: Kind
    order: int
    breaks_line: bool = False  # a <br> ended it, not the element


def segments(root: HtmlElement) -> list[Segment]:
    """Return the text of *root* as blocks, without what is never text (scripts, forms, navigation)."""
    return _Cutter().cut(root)


class _Cutter:
    def __init__(self) -> None:
        self.done: list[Segment] = []
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0

    def cut(self, root: HtmlElement) -> list[Segment]:
        walk = etree.iterwalk(root, events=("start", "end"))
        holders = [root]
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in SKIP or not isinstance(tag, str) or _is_hidden(element):
                    if tag not in INLINE:
                        self._flush(holders[-1])
                    walk.skip_subtree()
                    continue
                if tag == "br":
                    self._flush(holders[-1], by_break=True)
                elif tag == "a":
                    self.links += 1
                elif tag not in INLINE:
                    self._flush(holders[-1])
                    holders.append(element)
                self._take(element.text)
            else:
                if tag == "a" and self.links:
                    self.links -= 1
                elif tag not in INLINE and tag != "br" and holders[-1] is element:
                    self._flush(element)
                    holders.pop()
                self._take(element.tail)
            if len(self.done) > MOST_BLOCKS:
                break
        self._flush(root)
        return self.done

    def _take(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.links:
                self.linked += len(text)

    def _flush(self, holder: HtmlElement, by_break: bool = False) -> None:
        if self.parts:
            text = " ".join("".join(self.parts).split())
            if text:
                kind = _kind(holder)
                self.done.append(Segment(text, min(self.linked, len(text)), holder, kind, len(self.done), by_break))
            self.parts.clear()
            self.linked = 0


def _kind(element: HtmlElement) -> Kind:
    for depth, one in enumerate((element, *element.iterancestors())):
        if one.tag in KINDS:
            return KINDS[one.tag]
        if depth > 2:
            break
    return "paragraph"


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    if style and "display" in style and "none" in style.replace(" ", "").lower().partition("display:")[2][:4]:
        return True
    return element.get("aria-hidden") == "true" or element.get("hidden") is not None

"""Pages in several parts: which page goes on with a story, which page is a later part of one, and their joined text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from pipeline.document import Document

MOST_PARTS = 20  # of one story
MOST_LINKS = 3_000  # of one page that are looked at
HOMES = ("/index.php", "/index.html", "/index.asp", "/index.aspx", "/default.aspx")
LEAST_SLUG = 10  # characters of a name that is an article's, not a section's
NUMBER = re.compile(r"[1-9]\d{0,2}")
NAMES = ("page", "pagen_1", "pg", "paged", "part", "pagenumber", "pagenum", "стр")  # of a query that counts parts
IN_PATH = re.compile(
    r"/(?:page|part|p)[/_-]?([1-9]\d{0,2})/?$|/([1-9]\d?)/?$|[_-](?:page|part)[_-]?([1-9]\d{0,2})(?=\.html?$)", re.I
)
ONWARD = re.compile(
    r"\W*(?:(?:след(?:ующая)?\.?|next) ?(?:страница|стр\.?|часть|page|part)?|(?:страница|часть|page|part|бет) ?\d{1,3}"
    r"|дал(?:ее|ьше)|продолжение|читать (?:далее|продолжение)|continue(?: reading)?|келесі(?: бет)?|\d{1,3})\W*",
    re.I,
)
NO_STORY = re.compile(r"comment|reply|коммент", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """An address as the part of a story: the address of the first part, and which one it is."""

    first: str
    number: int
    is_bare: bool = False  # a number alone is the last of the path: many articles have such addresses


def part_of(url: str) -> Part:
    """Return what *url* says of its place in a story; without a number it is the first part."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in query:
        if name.lower() in NAMES and NUMBER.fullmatch(value):
            rest = urlencode([one for one in query if one != (name, value)])
            return Part(_plain(parts.scheme, parts.netloc, parts.path, rest), int(value))
    if found := IN_PATH.search(parts.path):
        path = parts.path[: found.start()] + parts.path[found.end() :]
        if path.strip("/"):
            number = next(one for one in found.groups() if one)
            return Part(_plain(parts.scheme, parts.netloc, path, parts.query), int(number), found[2] is not None)
    return Part(first_part(url), 1)


def first_part(url: str) -> str:
    """Return *url*, the address of a story's first part, as `Part.first` has it."""
    parts = urlsplit(url)
    return _plain(parts.scheme, parts.netloc, parts.path, parts.query)


def _plain(scheme: str, host: str, path: str, query: str) -> str:
    return urlunsplit((scheme, host, path.rstrip("/") or "/", query, ""))


def next_part(document: Document, story: str, number: int) -> str | None:
    """Return the address of part *number* of the *story* (the address of its first part), which *document* links.

    A link says so by rel=next (HTML Living Standard, 4.6.7), by its words or by a number; and its address must be the
    story's but for the number of the part, for rel=next also leads to the next article of a blog.
    """
    if number > MOST_PARTS:
        return None
    wanted = (first_part(story), number)
    numbered = re.compile(rf"{number}(?<!\d{number})(?!\d)")  # the digits first: they are searched for at once
    for link, href in islice(document.hrefs, MOST_LINKS):
        if numbered.search(href) and (address := _onward(link, href, document.page.url)):
            part = part_of(address)
            if (part.first, part.number) == wanted:
                return address
    return None


def _onward(link: HtmlElement, href: str, url: str) -> str | None:
    """Return the address of *href*, where *link* on the page at *url* leads, when it says that the story goes on there."""
    is_next = "next" in (link.get("rel") or "").lower().split()
    if not is_next and not ONWARD.fullmatch(" ".join(link.text_content().split())):
        return None
    if NO_STORY.search(" ".join(link.values())):
        return None
    try:
        address = urljoin(url, href.strip())
        return address.partition("#")[0] if urlsplit(address).netloc == urlsplit(url).netloc else None
    except ValueError:
        return None


def repeats(first: Sequence[str], later: Sequence[str]) -> bool:
    """Say whether the paragraphs *later* show the story of *first* once more, as where only the comments are in parts."""
    shown = set(first)
    return bool(shown) and 2 * len(shown & set(later)) > len(shown)


def later_part(document: Document, stated: str | None) -> Part | None:
    """Return which part of a story the page is, when it is not the first: by its address, and by what names the first.

    The number in an address alone says little (`/news/7`, `?page=7` of a site's home): the page must link its first part,
    and where the number is bare call that its own address (*stated*).
    """
    part = part_of(document.page.url)
    path = urlsplit(part.first).path
    if not 1 < part.number <= MOST_PARTS or path == "/" or path.endswith(HOMES):
        return None
    if stated is not None and first_part(stated) == part.first:
        return part if not part.is_bare or len(path.rpartition("/")[2]) >= LEAST_SLUG else None
    return part if not part.is_bare and _links_to(document, part.first) else None


def _links_to(document: Document, address: str) -> bool:
    for _, href in islice(document.hrefs, MOST_LINKS):
        try:
            if href.strip() and first_part(urljoin(document.page.url, href.strip())) == address:
                return True
        except ValueError:
            continue
    return False


def joined(parts: Sequence[Sequence[str]]) -> list[str]:
    """Return the paragraphs of *parts* in order; what a later part repeats of those before it is left out."""
    made: list[str] = []
    for number, paragraphs in enumerate(parts):
        seen = set(made) if number else set()
        made += [one for one in paragraphs if one not in seen]
    return made

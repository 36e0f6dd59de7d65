"""The address that a page calls its own, and those where it says the same in other languages."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from pipeline.canonical import canonical_url
from pipeline.document import Document

LONGEST_ADDRESS = 2_000  # characters
MOST_ALTERNATES = 20
LONGEST_SWITCH = 40  # characters, white space among them
LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z0-9]{2,8})*", re.I)
SWITCHES = {  # what a link to another language is called
    **dict.fromkeys(("kz", "kk", "қаз", "қаз.", "қазақша", "каз", "qaz", "қазақ тілі"), "kk"),
    **dict.fromkeys(("ru", "рус", "рус.", "русский", "по-русски", "орыс", "орысша"), "ru"),
    **dict.fromkeys(("en", "eng", "eng.", "english", "анг", "англ"), "en"),
}


def stated_url(document: Document) -> str | None:
    """Return the absolute address of the page's canonical link (RFC 6596); None when it has none that is one.

    What it says is no more than a claim: templates name other pages, and other sites.
    """
    for link in document.tagged("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            try:
                address = urljoin(document.page.url, (link.get("href") or "").strip())
            except ValueError:
                return None
            return address if address.startswith(("http://", "https://")) and len(address) <= LONGEST_ADDRESS else None
    return None


def alternates_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Return languages and canonical addresses where *document* names itself in another language.

    `hreflang` says so (HTML Living Standard, 4.6.7.1), else a link that is called by a language's name.
    """
    found: dict[str, str] = {}
    called = document.having("hreflang")
    for link in (*(one for one in called if one.tag == "link"), *(one for one in called if one.tag == "a")):
        match = LANGUAGE.fullmatch(link.get("hreflang", ""))
        if match and (link.tag == "a" or "alternate" in link.get("rel", "").lower()):
            _add(found, match[1].lower(), link.get("href") or "", document)
    for link in document.tagged("a"):
        words = link.text or "".join(child.text or "" for child in link)
        if len(words) < LONGEST_SWITCH and (language := SWITCHES.get(words.strip().casefold())):
            _add(found, language, link.get("href") or "", document)
    return tuple(sorted(found.items()))


def _add(found: dict[str, str], language: str, href: str, document: Document) -> None:
    """Add an address that is no other site's home, unless one is known for *language*."""
    try:
        address = canonical_url(urljoin(document.page.url, href.strip()))
        parts, own = urlsplit(address), canonical_url(document.page.url)
    except ValueError:
        return
    language = "kk" if language == "kz" else language
    is_home = not parts.path.strip("/") or parts.path.strip("/").casefold() in SWITCHES
    is_one = parts.scheme in ("http", "https") and not is_home and len(address) <= LONGEST_ADDRESS
    if is_one and address != own and len(found) < MOST_ALTERNATES:
        found.setdefault(language, address)

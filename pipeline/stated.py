"""The address that a page calls its own."""

from __future__ import annotations

from urllib.parse import urljoin

from pipeline.document import Document

LONGEST = 2_000


def stated_url(document: Document) -> str | None:
    """Return the absolute address of the page's canonical link (RFC 6596); None when it has none that is one.

    What it says is no more than a claim: templates name other pages, and other sites.
    """
    for link in document.root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            try:
                address = urljoin(document.page.url, (link.get("href") or "").strip())
            except ValueError:
                return None
            return address if address.startswith(("http://", "https://")) and len(address) <= LONGEST else None
    return None

"""How a site's stored articles are asked for again, and where a visit to one led."""

from __future__ import annotations

import datetime as dt

from spiders.discovery.found import LONGEST_URL, canonical, is_article_url
from spiders.site import Site
from storage.revisits import Rhythm


def rhythm_of(site: Site) -> Rhythm | None:
    """Return the rhythm of *site*'s revisits; None where there are none."""
    if not (site.revisits and site.revisit_days and site.revisit_after):
        return None
    return Rhythm(dt.timedelta(hours=site.revisit_after), dt.timedelta(days=site.revisit_days))


def article_address(url: str | None, asked: str, site: Site) -> str | None:
    """Return the canonical form of *url*, where an article of *site* was found or is said to be; None if that is *asked*."""
    if not url:
        return None
    try:
        address = canonical(url, site)
        ours = len(address) <= LONGEST_URL and site.owns(address) and is_article_url(address, site)
    except ValueError:  # such as an IPv6 address without its bracket
        return None
    return address if ours and address != asked else None

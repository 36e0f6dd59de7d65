"""One Scrapy spider for each shipped site, so that `scrapy list` and `scrapy crawl akorda` work."""

from __future__ import annotations

from spiders.news import NewsSpider
from spiders.registry import built_in
from spiders.site import Site


def spider_class(site: Site) -> type[NewsSpider]:
    """Return the spider of *site*: the general one with the site's facts."""
    title = site.name.title().replace("_", "")
    return type(f"{title}Spider", (NewsSpider,), {"__module__": __name__, "name": site.name, "site": site})


globals().update({f"{name}_spider": spider_class(site) for name, site in built_in().items()})

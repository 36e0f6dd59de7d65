"""Settings and the spider of a site that answers nobody, for `scrapy` itself."""

from __future__ import annotations

from dataclasses import replace

from spiders.crawlers import spider_class
from spiders.registry import built_in
from spiders.settings import *  # noqa: F403

SPIDER_MODULES = [__name__]
KZNEWS_ALLOW = ["127.0.0.1:9"]
RETRY_TIMES = 0
DOWNLOAD_DELAY = 0.0
_site = replace(
    built_in()["akorda"], name="closed", home="http://127.0.0.1:9/", feeds=("http://127.0.0.1:9/rss",), sitemaps=(), listings=()
)
ClosedSpider = spider_class(_site)
ClosedSpider.__module__ = __name__

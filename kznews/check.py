"""Runs the check of a site in this process and gives it a minute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from spiders.check import Checked, check_spider
from spiders.site import Site
from spiders.workers import close_shared

SECONDS = 55


def check(site: Site, settings: Mapping[str, Any]) -> list[Checked]:
    """Return what the facts of *site* come to on the live site; *settings* come on top of the project's."""
    merged = Settings()
    merged.setmodule("spiders.settings", priority="project")
    merged.setdict({**settings, "CLOSESPIDER_TIMEOUT": SECONDS, "LOG_LEVEL": "ERROR"}, priority="cmdline")
    process = AsyncCrawlerProcess(merged)
    crawler = process.create_crawler(check_spider(site))
    task = process.crawl(crawler)
    try:
        process.start()
    finally:
        close_shared()
    if task.done() and (error := task.exception()):
        raise error
    spider: Any = crawler.spider
    late = [Checked("time", url, None, f"no answer within {SECONDS} s", is_answered=False) for url in sorted(spider.waiting)]
    return [*spider.checked, *late]

"""What is said of errors in the log of a crawl."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult


class Entries(LogFormatter):
    """Scrapy's entries; when the store is lost, that is said once, and not of each visit that waited for it."""

    def item_error(self, item: Any, exception: BaseException, response: Any, spider: Any) -> LogFormatterResult:
        """Return the entry on an item that a pipeline failed on."""
        return _unless_lost(super().item_error(item, exception, response, spider), spider)

    def spider_error(self, failure: Any, request: Any, response: Any, spider: Any) -> LogFormatterResult:
        """Return the entry on an exception in a callback."""
        return _unless_lost(super().spider_error(failure, request, response, spider), spider)


def _unless_lost(entry: LogFormatterResult, spider: Any) -> LogFormatterResult:
    run = getattr(spider, "site_run", None)
    return {**entry, "level": logging.DEBUG} if run and run.lost else entry

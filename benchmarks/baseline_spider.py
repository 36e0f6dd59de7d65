"""The usual way, to compare with: one Scrapy process with trafilatura in its item pipeline, a file an article.

python benchmarks/baseline_spider.py URLS.txt-ADDRESS FOLDER CONCURRENCY
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class Baseline(scrapy.Spider):
    name = "baseline"

    def parse(self, response: Response) -> Iterator[Any]:
        for url in response.text.split():
            yield response.follow(url, self.parse_article)

    def parse_article(self, response: Response) -> Iterator[dict[str, str]]:
        yield {"url": response.url, "html": response.text}


class Extract:
    def process_item(self, item: dict[str, str]) -> dict[str, str]:
        document = trafilatura.bare_extraction(item["html"], url=item["url"], with_metadata=True)
        if document and document.text:
            name = hashlib.sha256(document.text.encode()).hexdigest()[:16]
            (FOLDER / f"{name}.txt").write_text(
                f" date {document.date} {document.title}\n\n{document.text}", encoding="utf-8"
            )
        return item


if __name__ == "__main__":
    FOLDER = Path(sys.argv[2])
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {Extract: 1},
            "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[3]),
            "DOWNLOAD_DELAY": 0,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Baseline, start_urls=[sys.argv[1]])
    process.start()

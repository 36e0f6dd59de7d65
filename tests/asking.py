"""Asks for pages in a process of its own, with the project's settings, and tells what became of each request."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Result:
    """A status with its body's size, or a state with its reason."""

    url: str
    status: int | None = None
    size: int = 0
    final: str = ""
    state: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Asking:
    results: dict[str, Result]
    noted: list[str]
    peak_mb: float
    log: str


def ask(urls: Iterable[str], domains: Iterable[str] = ("127.0.0.1",), **settings: Any) -> Asking:
    """Ask for *urls* as for articles of a site with *domains*; return what became of them."""
    order = json.dumps({"urls": list(urls), "domains": list(domains), "settings": settings})
    command = [sys.executable, "-m", "tests.asking"]
    place: dict[str, Any] = {"cwd": ROOT, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
    done = subprocess.run(command, input=order, capture_output=True, text=True, timeout=100, check=False, **place)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    results = {row["url"]: Result(**row) for row in made["results"]}
    return Asking(results, made["noted"], made["peak_mb"], done.stderr)


def main() -> None:

    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response
    from scrapy.settings import Settings
    from twisted.python.failure import Failure

    from spiders.middlewares import said
    from spiders.politeness import SMALLEST_DELAY
    from spiders.site import Site
    from spiders.verdicts import of_failure

    order = json.load(sys.stdin)
    results: list[dict[str, Any]] = []
    noted: list[str] = []

    class AskingSpider(Spider):
        name = "asking"
        site = Site(name="asking", home="http://127.0.0.1/", domains=tuple(order["domains"]), languages=("ru",))

        async def start(self) -> AsyncIterator[Request]:
            self.crawler.signals.connect(self.note, said.noted)
            for url in order["urls"]:
                kwargs = {"leased": None, "asked": url}
                yield Request(url, self.parse, errback=self.error, cb_kwargs=kwargs, dont_filter=True)

        def note(self, text: str) -> None:
            noted.append(text)

        def parse(self, response: Response, leased: None, asked: str) -> None:
            row = {"url": asked, "status": response.status, "size": len(response.body), "final": response.url}
            results.append(row)

        def error(self, failure: Failure) -> None:
            state, reason = of_failure(failure.value)
            url = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
            results.append({"url": url, "state": str(state), "reason": reason})

    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    quick = {"DOWNLOAD_DELAY": SMALLEST_DELAY, "AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 16}
    settings.setdict({"ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR"} | quick | order["settings"], priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(AskingSpider)
    process.start()
    print(json.dumps({"results": results, "noted": noted, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """Return the most memory that this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage() counts what the parent held when it forked (Linux, execve(2))
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)  # macOS counts bytes


if __name__ == "__main__":
    main()

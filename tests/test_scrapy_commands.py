"""The spiders under Scrapy's own commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from spiders.registry import built_in
from tests.crawling import ROOT


def scrapy(folder: Path, *arguments: str, settings: str = "spiders.settings") -> subprocess.CompletedProcess[str]:
    """Run `scrapy ARGUMENTS` in *folder*."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": settings}
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def test_scrapy_lists_the_sites_that_kznews_knows(tmp_path: Path) -> None:
    assert scrapy(tmp_path, "list").stdout.split() == sorted(built_in())


def test_scrapy_crawl_says_why_a_run_came_to_nothing(tmp_path: Path) -> None:
    ended = scrapy(tmp_path, "crawl", "closed", settings="tests.closed_site")
    assert "exit code 3: no discovery document of the site could be read" in ended.stderr
    assert (tmp_path / "store" / "catalog.sqlite").exists()

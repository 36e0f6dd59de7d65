#!/usr/bin/env python3
"""Text, titles, dates and speed of kznews beside other extractors, on the same pages in the same run.

    python -m benchmarks.extract DATA [--sets pages,articles,publishers,segments] [--tools kznews,trafilatura,…] [--half 0|1] [--workers 2]

DATA is a folder of sets, each with an index.jsonl (id, url, html_path, truth). Other extractors are measured where they
are installed: trafilatura comes with kznews; `pip install resiliparse readability-lxml` for the others. kznews' own model
was trained on public pages of the same sets: what it reaches on sites it never saw is what `train_body --check` says.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import importlib.util
import logging
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import lxml.html
import trafilatura

from benchmarks.scoring import Made, entries, figures, html_of
from pipeline.article import to_article
from pipeline.document import decode_text
from pipeline.drop import Drop
from pipeline.page import Page


def kznews(html: bytes, entry: dict) -> tuple[str, str | None, str]:
    fetched = dt.datetime.fromisoformat(entry["fetched_at"]) if entry.get("fetched_at") else None
    fetched = fetched.replace(tzinfo=dt.UTC) if fetched and not fetched.tzinfo else fetched
    try:
        article = to_article(Page(entry.get("url") or "", html, fetched, entry.get("timezone") or ""))
    except Drop:
        return "", None, ""
    return article.title, str(article.published.day) if article.published.day else None, "\n\n".join(article.paragraphs)


def with_trafilatura(html: bytes, entry: dict, **options: bool) -> tuple[str, str | None, str]:
    made = trafilatura.bare_extraction(
        html, url=entry.get("url"), include_comments=False, with_metadata=True, **options
    )
    return (made.title or "", made.date, made.text or "") if made else ("", None, "")


def resiliparse(html: bytes, _: dict) -> tuple[str, str | None, str]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return "", None, extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True, comments=False)


def readability(html: bytes, _: dict) -> tuple[str, str | None, str]:
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    document = Document(decode_text(html))
    root = lxml.html.fromstring(document.summary())
    return document.short_title(), None, "\n".join(root.itertext())


TOOLS: dict[str, Callable[[bytes, dict], tuple[str, str | None, str]]] = {
    "kznews": kznews,
    "trafilatura": with_trafilatura,
    "trafilatura-precision": partial(with_trafilatura, favor_precision=True),
    "trafilatura-fast": partial(with_trafilatura, fast=True),
    "resiliparse": resiliparse,
    "readability": readability,
}
COLUMNS = (
    "F1",
    "precision",
    "recall",
    "exact",
    "segments kept",
    "noise kept",
    "title",
    "dates right",
    "dates wrong",
    "ms",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", default="pages,articles,publishers,segments")
    parser.add_argument("--tools", default=",".join(name for name in TOOLS if _is_there(name)))
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the pages whose hash of the id is even or odd")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    with Pool(args.workers) as pool:
        for name in args.sets.split(","):
            pages = [one for one in entries(args.data, name) if args.half in (None, half(one["id"]))]
            print(f"\n{name}: {len(pages)} pages\n{'':22}" + "".join(f"{column:>14}" for column in COLUMNS))
            for tool in args.tools.split(","):
                made = pool.map(partial(_run, args.data, name, tool), pages, chunksize=4)
                got = figures(zip(pages, made, strict=True))
                print(f"{tool:22}" + "".join(f"{_shown(got.get(column)):>14}" for column in COLUMNS), flush=True)


def _run(data: Path, name: str, tool: str, entry: dict) -> Made:
    html = html_of(data, name, entry)
    started = time.process_time()
    try:
        title, date, text = TOOLS[tool](html, entry)
    except Exception as error:  # noqa: BLE001 — another tool's failure is its own figure
        print(f"{tool} failed on {entry['id']}: {error}"[:160])
        title, date, text = "", None, ""
    return Made(title, date, text, time.process_time() - started)


def half(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) // 7 % 2


def _is_there(tool: str) -> bool:
    return tool.startswith(("kznews", "trafilatura")) or importlib.util.find_spec(tool) is not None


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) and value < 2 else f"{value:.0f}"


if __name__ == "__main__":
    main()

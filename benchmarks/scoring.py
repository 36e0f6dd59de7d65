"""Figures for extracted articles against a set's truth: 4-word shingles, segments, noise strings, titles, dates and authors."""

from __future__ import annotations

import collections
import gzip
import json
import re
import statistics
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"\w+")
SHINGLE = 4
AUTHORS = Path(__file__).with_name("authors.json")  # of the pages of `publishers`, see docs/decisions/014


@dataclass(frozen=True)
class Made:
    """What a tool made of one page; `seconds` of CPU."""

    title: str
    date: str | None
    text: str
    seconds: float = 0.0
    authors: tuple[str, ...] = ()


def entries(data: Path, name: str) -> list[dict]:
    """Return the pages of a set, with the authors that are known of them."""
    pages = [json.loads(line) for line in (data / name / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    authors = json.loads(AUTHORS.read_text("utf-8"))
    for page in pages:
        if page["id"] in authors:
            page["truth"]["authors"] = authors[page["id"]]
    return pages


def html_of(data: Path, name: str, entry: dict) -> bytes:
    path = data / name / entry["html_path"]
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def shingles(text: str) -> collections.Counter:
    words = WORD.findall(text or "")
    count = len(words) - SHINGLE + 1 if words else 0
    return collections.Counter(tuple(words[at : at + SHINGLE]) for at in range(max(count, 1 if words else 0)))


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(re.sub(r"[«»„“”\"'’‘`–—-]", " ", text).split())


def figures(pages: Iterable[tuple[dict, Made]]) -> dict[str, float]:
    """Return the figures of *pages*; which there are depends on what their truths know."""
    pages = list(pages)
    made: dict[str, float] = {"pages": len(pages)}
    made |= _bodies(
        [
            (page["truth"], _without_optional(page["truth"], one.text))
            for page, one in pages
            if page["truth"].get("body")
        ]
    )
    made |= _segments([(page["truth"], one.text) for page, one in pages if "with" in page["truth"]])
    noise = [(string, one.text) for page, one in pages for string in page["truth"].get("noise", ())]
    if noise:
        made["noise kept"] = sum(folded(string) in folded(text) for string, text in noise)
        made["of noise"] = len(noise)
    titles = [(page["truth"]["title"], one.title) for page, one in pages if page["truth"].get("title")]
    if titles:
        made["title"] = statistics.fmean(folded(want) == folded(got) for want, got in titles)
    dates = [(page["truth"]["date"], one.date) for page, one in pages if page["truth"].get("date")]
    if dates:
        made["dates right"] = sum(want == got for want, got in dates)
        made["dates wrong"] = sum(got is not None and want != got for want, got in dates)
    authors = [(_names(page["truth"]["authors"]), _names(one.authors)) for page, one in pages if "authors" in page["truth"]]
    if authors:
        made["authors right"] = sum(want == got for want, got in authors)
        made["names wrong"] = sum(len(got - want) for want, got in authors)
    made["ms"] = 1000 * statistics.fmean(one.seconds for _, one in pages)
    return made


def _names(names: Iterable[str]) -> set[str]:
    return {folded(name) for name in names}


def _without_optional(truth: dict, text: str) -> str:
    optional = {folded(line) for line in truth.get("optional") or ()}
    return "\n".join(line for line in text.splitlines() if folded(line) not in optional) if optional else text


def _bodies(pairs: list[tuple[dict, str]]) -> dict[str, float]:
    if not pairs:
        return {}
    precisions, recalls, exact = [], [], []
    for truth, text in pairs:
        want, got = shingles(truth["body"]), shingles(text)
        hit = sum((want & got).values())
        if got:
            precisions.append(hit / sum(got.values()))
        recalls.append(hit / sum(want.values()))
        exact.append(WORD.findall(truth["body"]) == WORD.findall(text))
    precision, recall = statistics.fmean(precisions or [0.0]), statistics.fmean(recalls)
    return {"F1": f1(precision, recall), "precision": precision, "recall": recall, "exact": statistics.fmean(exact)}


def _segments(pairs: list[tuple[dict, str]]) -> dict[str, float]:
    if not pairs:
        return {}
    inside = sum(part in text for truth, text in pairs for part in truth["with"])
    wanted = sum(len(truth["with"]) for truth, _ in pairs)
    kept = sum(part in text for truth, text in pairs for part in truth["without"])
    precision, recall = inside / max(1, inside + kept), inside / max(1, wanted)
    return {"F1": f1(precision, recall), "precision": precision, "recall": recall, "segments kept": kept}

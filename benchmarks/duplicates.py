#!/usr/bin/env python3
"""Duplicates found by kznews beside datasketch's MinHash LSH, on the same records in the same run.

    duplicates.py RECORDS.jsonl TRUTH.jsonl [--shuffles 20] [--tools kznews,datasketch]

A record: {id, url, date, title, text}; its truth: {id, cluster, duplicate_of, kind}. A link is right when it leads to an
earlier record of the same cluster. kznews' thresholds were chosen on the public records; `pip install datasketch` for the
other. Figures: precision, recall and F1 of the links, B-cubed F1 (Bagga and Baldwin 1998) of the clusters that they make.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kznews.dedup import answers
from pipeline.duplicates.clusters import Clusters, Member

Links = dict[str, str | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--shuffles", type=int, default=0)
    parser.add_argument("--tools", default=",".join(TOOLS))
    options = parser.parse_args()
    lines = options.records.read_bytes().splitlines()
    truth = {one["id"]: one for one in map(json.loads, options.truth.read_bytes().splitlines())}
    for name in options.tools.split(","):
        if name != "kznews" and importlib.util.find_spec(name) is None:
            print(f"{name:12} not installed")
            continue
        start = time.process_time()
        links = TOOLS[name](lines)
        seconds = time.process_time() - start
        print(f"{name:12} {figures(links, truth)}  {len(lines) / seconds:,.0f} records per CPU second")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    for seed in range(options.shuffles):
        shuffled = random.Random(seed).sample(lines, len(lines))
        print(f"shuffle {seed:2}   {figures(kznews(shuffled), truth)}")


def kznews(lines: list[bytes]) -> Links:
    return {answer["id"]: answer["duplicate_of"] for answer in answers(lines)}  # type: ignore[misc]


def datasketch(lines: list[bytes]) -> Links:
    """MinHash LSH as its documentation shows it: 128 permutations, threshold 0.5, triples of words."""
    from datasketch import MinHash, MinHashLSH

    index, links = MinHashLSH(threshold=0.5, num_perm=128), {}
    for line in lines:
        record = json.loads(line)
        words = re.findall(r"\w+", f"{record['title']} {record['text']}".casefold())
        made = MinHash(num_perm=128)
        made.update_batch({" ".join(words[place : place + 3]).encode() for place in range(max(1, len(words) - 2))})
        links[record["id"]] = min(index.query(made), default=None)
        index.insert(record["id"], made)
    return links


TOOLS: dict[str, Callable[[list[bytes]], Links]] = {"kznews": kznews, "datasketch": datasketch}


def figures(links: Links, truth: dict[str, dict[str, str]]) -> str:
    right = sum(old is not None and truth[old]["cluster"] == truth[new]["cluster"] for new, old in links.items())
    made = sum(old is not None for old in links.values())
    wanted = len(truth) - len({one["cluster"] for one in truth.values()})
    forms = sum(
        old is not None and truth[new]["kind"].startswith("tmpl") and truth[old]["cluster"] != truth[new]["cluster"]
        for new, old in links.items()
    )
    precision, recall = right / (made or 1), right / wanted
    return (
        f"precision {precision:.4f}  recall {recall:.4f}  F1 {harmonic(precision, recall):.4f}  "
        f"B-cubed F1 {bcubed(links, truth):.4f}  forms merged {forms}"
    )


def bcubed(links: Links, truth: dict[str, dict[str, str]]) -> float:
    clusters = Clusters()
    for new, old in links.items():
        clusters.add(Member(0, new), [Member(0, old)] if old is not None else [])
    found = {one: clusters.head(Member(0, one)).name for one in links}
    both = Counter((found[one], truth[one]["cluster"]) for one in links)
    mine, theirs = Counter(found.values()), Counter(truth[one]["cluster"] for one in links)
    precision = sum(size**2 / mine[one] for (one, _), size in both.items()) / len(links)
    recall = sum(size**2 / theirs[other] for (_, other), size in both.items()) / len(links)
    return harmonic(precision, recall)


def harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main()

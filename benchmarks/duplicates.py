#!/usr/bin/env python3
"""Duplicates found by kznews beside other tools, on the same records in the same run.

    python -m benchmarks.duplicates RECORDS.jsonl TRUTH.jsonl [--tools kznews,datasketch] [--shuffles 20] [--held-out]

A record: {id, url, date, title, text}; its truth: {id, cluster, duplicate_of, kind}. A link is right when it leads to an
earlier record of the same cluster. Figures: precision, recall and F1 of the links, B-cubed F1 (Bagga and Baldwin 1998)
of the clusters that they make. The limits of `pipeline/duplicates/compare.py` were chosen on records of this making, so
`--held-out` tells what that is worth: it divides the clusters in two, chooses all limits anew on one half, from a start
that knows nothing, and reports the other, and the other way round. `pip install datasketch` (`rensa`, `gaoya`) for theirs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from kznews.dedup import answers, read_line
from pipeline.duplicates.clusters import Clusters, Member
from pipeline.duplicates.compare import LIMITS, Limits, Relation, Verdict, verdict
from pipeline.duplicates.pair import Pair

Links = dict[str, str | None]
Truth = dict[str, dict[str, str]]
SHARES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99)
DAYS = (0.5, 1.0, 2.0, 4.0, 7.0, 14.0, 30.0)
SWEEPS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--tools", default="kznews,datasketch")
    parser.add_argument("--shuffles", type=int, default=0)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
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
    if options.shuffles:
        shuffles(lines, truth, options.shuffles)
    if options.held_out:
        held_out(lines, truth, options.seed)


def kznews(lines: list[bytes]) -> Links:
    return {answer["id"]: answer["duplicate_of"] for answer in answers(read_line("", line) for line in lines)}  # type: ignore[misc]


def datasketch(lines: list[bytes]) -> Links:
    """MinHash LSH as its documentation shows it: 128 permutations, threshold 0.5, triples of words."""
    from datasketch import MinHash, MinHashLSH

    index, links = MinHashLSH(threshold=0.5, num_perm=128), {}
    for line in lines:
        record = json.loads(line)
        made = MinHash(num_perm=128)
        made.update_batch([triple.encode() for triple in triples(record)])
        links[record["id"]] = min(index.query(made), default=None)
        index.insert(record["id"], made)
    return links


def rensa(lines: list[bytes]) -> Links:
    """The same with rensa's RMinHash and LSH, in Rust."""
    from rensa import RMinHash, RMinHashLSH

    index, links, ids = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=16), {}, []
    for line in lines:
        record = json.loads(line)
        made = RMinHash(num_perm=128, seed=42)
        made.update(triples(record))
        links[record["id"]] = next((ids[one] for one in sorted(index.query(made))), None)
        index.insert(len(ids), made)
        ids.append(record["id"])
    return links


def gaoya(lines: list[bytes]) -> Links:
    """The same with gaoya's MinHash index, in Rust, which cuts texts into triples itself."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        jaccard_threshold=0.5, num_bands=16, band_size=8, num_hashes=128, analyzer="word", ngram_range=(3, 3)
    )
    links, ids = {}, []
    for line in lines:
        record = json.loads(line)
        text = f"{record['title']} {record['text']}".casefold()
        links[record["id"]] = next((ids[one] for one in sorted(index.query(text))), None)
        index.insert_document(len(ids), text)
        ids.append(record["id"])
    return links


TOOLS: dict[str, Callable[[list[bytes]], Links]] = {
    "kznews": kznews,
    "datasketch": datasketch,
    "rensa": rensa,
    "gaoya": gaoya,
}


def triples(record: dict[str, str]) -> list[str]:
    words = re.findall(r"\w+", f"{record['title']} {record['text']}".casefold())
    return list({" ".join(words[place : place + 3]) for place in range(max(1, len(words) - 2))})


def shuffles(lines: list[bytes], truth: Truth, times: int) -> None:
    """Print in how many different clusters shuffled records end."""
    ends = Counter[str]()
    for seed in range(times):
        links = kznews(random.Random(seed).sample(lines, len(lines)))
        found = clusters_of(links)
        ends[json.dumps(sorted(found.items()))] += 1
        print(f"shuffle {seed:2}   {figures(links, truth)}")
    print(f"{times} shuffles end in {len(ends)} different sets of clusters")


def held_out(lines: list[bytes], truth: Truth, seed: int) -> None:
    """Print for each half of the clusters what limits reach that were chosen on the other half."""
    names = sorted({one["cluster"] for one in truth.values()})
    chosen = set(random.Random(seed).sample(names, len(names) // 2))
    halves: list[list[bytes]] = [[], []]
    for line in lines:
        halves[truth[json.loads(line)["id"]]["cluster"] in chosen].append(line)
    for tuned, other in (halves, halves[::-1]):
        limits = tune(tuned, truth)
        for name, half in (("chosen on", tuned), ("held out", other)):
            ids = {json.loads(line)["id"] for line in half}
            own = {one: told for one, told in truth.items() if one in ids}
            print(f"{name:12} {figures(judged(half, partial(verdict, limits=limits)), own)}")
            print(f"{'  as shipped':12} {figures(kznews(half), own)}")
        differ = [
            f"{one.name} {getattr(limits, one.name)}"
            for one in fields(Limits)
            if getattr(limits, one.name) != getattr(LIMITS, one.name)
        ]
        print("limits that differ from those shipped:", ", ".join(differ))


def tune(lines: list[bytes], truth: Truth) -> Limits:
    """Return the limits that do best on *lines*: each in turn, in the middle of the values that do equally well."""
    pairs: dict[str, list[tuple[str, Pair]]] = {}
    ids = {json.loads(line)["id"] for line in lines}
    own = {one: told for one, told in truth.items() if one in ids}
    for new, old, pair in candidates(lines):
        pairs.setdefault(new, []).append((old, pair))
    values = {one.name: DAYS if "days" in one.name else SHARES for one in fields(Limits)}
    limits = Limits(**{name: statistics.median_low(some) for name, some in values.items()})
    for _ in range(SWEEPS):
        for name, some in values.items():
            reached = [(score(pairs, replace(limits, **{name: value}), own), value) for value in some]
            best = [value for worth, value in reached if worth == max(reached)[0]]
            limits = replace(limits, **{name: statistics.median_low(best)})
    return limits


def candidates(lines: list[bytes]) -> list[tuple[str, str, Pair]]:
    """Return all pairs that are compared, with the ids of both; a pair's stories know their words alone."""
    seen: list[Pair] = []

    def keep(pair: Pair) -> None:
        seen.append(pair)

    names: dict[tuple[object, ...], str] = {}
    judged(lines, keep, names)
    return [(names[pair.one.order], names[pair.other.order], pair) for pair in seen]


def judged(
    lines: list[bytes], judge: Callable[[Pair], Verdict | None], names: dict[tuple[object, ...], str] | None = None
) -> Links:
    """Return the links of *lines* as *judge* decides; tell in *names* which story has which id."""
    from kznews import dedup
    from kznews.shelf import FileShelf
    from pipeline.duplicates.finder import Finder
    from pipeline.duplicates.index import Index
    from pipeline.duplicates.words import Reader

    read = [dedup.read_line("", line) for line in lines]
    stories = dedup.stories(read, Reader())
    if names is not None:
        names |= {story.order: str(line.id) for story, line in zip(stories, read, strict=True)}
    found = Finder(FileShelf(len(lines)), Index(), judge).find(stories)
    return {str(line.id): str(read[one.number].id) if one else None for line, one in zip(read, found, strict=True)}


def score(pairs: dict[str, list[tuple[str, Pair]]], limits: Limits, truth: Truth) -> float:
    """Return the F1 of the best link of each story."""
    right = made = 0
    for new, some in pairs.items():
        best: tuple[float, str] = 0.0, ""
        for old, pair in some:
            told = verdict(pair, limits)
            if told and told.relation is not Relation.RELATED and told.rank > best[0]:
                best = told.rank, old
        made += best[0] > 0
        right += best[0] > 0 and truth[new]["cluster"] == truth[best[1]]["cluster"]
    wanted = len(truth) - len({one["cluster"] for one in truth.values()})
    return harmonic(right / (made or 1), right / wanted)


def figures(links: Links, truth: Truth) -> str:
    one = measured(links, truth)
    forms = one.pop("forms merged")
    return "  ".join(f"{name} {value:.4f}" for name, value in one.items()) + f"  forms merged {forms:.0f}"


def measured(links: Links, truth: Truth) -> dict[str, float]:
    right = sum(old is not None and truth[old]["cluster"] == truth[new]["cluster"] for new, old in links.items())
    made = sum(old is not None for old in links.values())
    wanted = len(truth) - len({one["cluster"] for one in truth.values()})
    forms = sum(
        old is not None and truth[new]["kind"].startswith("tmpl") and truth[old]["cluster"] != truth[new]["cluster"]
        for new, old in links.items()
    )
    precision, recall = right / (made or 1), right / wanted
    return {
        "precision": precision,
        "recall": recall,
        "F1": harmonic(precision, recall),
        "B-cubed F1": bcubed(links, truth),
        "forms merged": forms,
    }


def clusters_of(links: Links) -> dict[str, str]:
    """Return for each record the name of the cluster that the links make."""
    clusters = Clusters()
    for new, old in links.items():
        clusters.add(Member(0, new), [Member(0, old)] if old is not None else [])
    return {one: clusters.head(Member(0, one)).name for one in links}


def bcubed(links: Links, truth: Truth) -> float:
    found = clusters_of(links)
    both = Counter((found[one], truth[one]["cluster"]) for one in links)
    mine, theirs = Counter(found.values()), Counter(truth[one]["cluster"] for one in links)
    precision = sum(size**2 / mine[one] for (one, _), size in both.items()) / len(links)
    recall = sum(size**2 / theirs[other] for (_, other), size in both.items()) / len(links)
    return harmonic(precision, recall)


def harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main()

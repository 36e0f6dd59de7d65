#!/usr/bin/env python3
"""Trains the model that tells an article's blocks from the rest of its page, and writes pipeline/body/model.npz.

    python -m benchmarks.train_body DATA            cross-validates by site, then trains on all pages and writes the model
    python -m benchmarks.train_body DATA --check    only cross-validates

DATA is a folder with the sets pages, articles, publishers and segments, each with an index.jsonl (id, url, html_path,
truth); pages/unlabelled.jsonl, where there is one, is used for self-training: the model labels those pages, what it is
not sure of is left out, and lines that say what they are (sources, counters, calls to comment) are set right. Needs
catboost, which is no dependency of kznews: `pip install catboost`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from catboost import CatBoostClassifier

from benchmarks.body_labels import truth_of
from benchmarks.scoring import Made, figures, html_of
from pipeline.body.body import body_of, paragraphs
from pipeline.body.features import features
from pipeline.body.look import look
from pipeline.body.model import Forest
from pipeline.document import to_document
from pipeline.drop import Drop
from pipeline.page import Page
from pipeline.title import title_of

SETS = ("pages", "articles", "publishers", "segments")
FOLDS = 5
TREES, DEPTH, RATE = 600, 6, 0.05
SEEDS = (1, 2, 3)  # as many models, whose mean is what is written: one alone may go wrong on a page
MODEL = Path(__file__).parents[1] / "pipeline/body/model.npz"
SELF_EVIDENT = re.compile(
    r"^\W*(?:источник\W|чита(?:й|йте)\s+(?:также|новости)|смотри(?:те)? также|новости по теме|прочтений|просмотров|"
    r"фото\s*(?:[:–—-]|с сайта|служб)|зарегистрируйтесь|по материалам|администрация сайта|добавлено|коммент|"
    r"автор\s*:|тэги|теги|если вы заметили|при использовании|copyright|©|опубликовано|прочитано|поделитесь|скриншот|"
    r"другие новости|больше информации|регистрац|редакция|ваши сообщения|войдите)",
    re.I,
)


@dataclass
class Example:
    """One page: a row, a label and a weight for each of its blocks."""

    source: str
    name: str
    site: str
    columns: tuple[str, ...]
    rows: np.ndarray = field(repr=False)
    labels: np.ndarray = field(repr=False)
    known: np.ndarray = field(repr=False)  # 1 where the label is known, else 0
    texts: list[str] = field(repr=False)
    entry: dict = field(default_factory=dict, repr=False)
    share: float = 1.0

    @property
    def weights(self) -> np.ndarray:
        """Weight blocks by what an error in them costs: text lost or added, as a share of the page's story."""
        length = np.minimum([len(text) for text in self.texts], 2000).astype(float)
        if self.source == "segments":
            return self.known * length**0.5 / 15
        weight = self.known * length**0.75
        return weight / max(1.0, (weight * self.labels).sum()) ** 0.85 * 3 * self.share

    def fold(self, salt: str) -> int:
        return int(hashlib.md5((salt + self.site).encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folds", default="", metavar="WORD", help="divide the sites into other fifths")
    args = parser.parse_args()
    labelled, others = read(args.data)
    print(
        f"{len(labelled)} labelled pages, {sum(len(one.labels) for one in labelled)} blocks, {len(others)} unlabelled"
    )
    made: dict[str, list[tuple[dict, Made]]] = defaultdict(list)
    for fold in range(FOLDS):
        seen, unlabelled = ([one for one in part if one.fold(args.folds) != fold] for part in (labelled, others))
        forest = trained(seen + self_trained(seen, unlabelled))
        for one in (one for one in labelled if one.fold(args.folds) == fold):
            made[one.source].append(unseen(args.data, one, forest))
    for source in SETS:
        got = figures(made[source])
        print(
            f"{source:11} on sites not trained on: "
            + ", ".join(f"{key} {value:.4g}" for key, value in got.items() if key != "ms")
        )
    if not args.check:
        forest = trained(labelled + self_trained(labelled, others))
        np.savez_compressed(
            MODEL,
            columns=np.array(forest.columns),
            column=forest.column.astype(np.int16),
            border=forest.border,
            leaves=forest.leaves.astype(np.float32),
            bias=np.float64(forest.bias),
            models=np.int16(forest.models),
        )
        print(f"wrote {MODEL.name}: {len(forest.leaves)} trees, {MODEL.stat().st_size} bytes")


def read(data: Path) -> tuple[list[Example], list[Example]]:
    jobs = [(data / source, line) for source in SETS for line in (data / source / "index.jsonl").open(encoding="utf-8")]
    unlabelled = data / "pages/unlabelled.jsonl"
    if unlabelled.exists():
        lines = unlabelled.read_text(encoding="utf-8").splitlines()
        jobs += [(data / "pages", line) for line in lines if json.loads(line).get("kind", "article") == "article"]
    with ProcessPoolExecutor() as pool:
        made = [one for one in pool.map(example, jobs, chunksize=8) if one is not None]
    return [one for one in made if one.known.any()], [one for one in made if not one.known.any()]


def example(job: tuple[Path, str]) -> Example | None:
    folder, line = job
    entry = json.loads(line)
    path = folder / entry["html_path"]
    html = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        document = to_document(Page(entry.get("url") or "", html, None, ""))
    except Drop:
        return None
    sight = look(document, title_of(document))
    if sight is None:
        return None
    columns, rows = features(sight)
    texts = [segment.text for segment in sight.segments]
    labels, known = truth_of(texts, entry.get("truth") or {})
    if folder.name == "pages":
        site = re.sub(r"-\d+$", "", entry["id"])
    else:
        site = entry.get("publisher") or urlsplit(entry["url"] or "").hostname or entry["id"]
    return Example(folder.name, entry["id"], site, columns, rows, labels, known, texts, entry)


def self_trained(labelled: list[Example], others: list[Example]) -> list[Example]:
    model = fit(labelled)
    made = []
    for one in others:
        chance = model.predict_proba(one.rows)[:, 1]
        unsure = ((chance > 0.25) & (chance < 0.75)).sum()
        if (chance > 0.8).sum() < 2 or unsure > 0.5 * (chance > 0.75).sum() + 6:
            continue
        one.labels = (chance > 0.5).astype(float)
        one.known = ((chance < 0.35) | (chance > 0.65)).astype(float)
        for at, text in enumerate(one.texts):
            if len(text) < 200 and SELF_EVIDENT.search(text):
                one.labels[at], one.known[at] = 0, 1
        one.share = 0.5
        made.append(one)
    return made


def trained(examples: list[Example]) -> Forest:
    """Return the mean of models that differ in nothing but chance."""
    forests = [to_forest(fit(examples, seed), examples[0].columns) for seed in SEEDS]
    return Forest(
        examples[0].columns,
        np.concatenate([one.column for one in forests]),
        np.concatenate([one.border for one in forests]),
        np.concatenate([one.leaves for one in forests]) / len(forests),
        float(np.mean([one.bias for one in forests])),
        len(forests),
    )


def fit(examples: list[Example], seed: int = SEEDS[0]) -> CatBoostClassifier:
    rows, labels = np.concatenate([one.rows for one in examples]), np.concatenate([one.labels for one in examples])
    weights = np.concatenate([one.weights for one in examples])
    model = CatBoostClassifier(
        iterations=TREES, depth=DEPTH, learning_rate=RATE, l2_leaf_reg=15, rsm=0.15, subsample=0.8,
        bootstrap_type="Bernoulli", border_count=64, random_seed=seed, verbose=0, allow_writing_files=False,
    )  # fmt: skip
    return model.fit(rows[weights > 0], labels[weights > 0], sample_weight=weights[weights > 0])


def to_forest(model: CatBoostClassifier, columns: tuple[str, ...]) -> Forest:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "model.json"
        model.save_model(str(source), format="json")
        stored = json.loads(source.read_text(encoding="utf-8"))
    trees = stored["oblivious_trees"]
    depth = max(len(tree["splits"]) for tree in trees)
    column = np.zeros((len(trees), depth), np.int64)
    border = np.full((len(trees), depth), np.inf, np.float32)  # a question that is always answered with no
    leaves = np.zeros((len(trees), 2**depth))
    for at, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            column[at, level], border[at, level] = split["float_feature_index"], split["border"]
        leaves[at, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = stored["scale_and_bias"]
    return Forest(columns, column, border, leaves * scale, bias[0])


def unseen(data: Path, one: Example, forest: Forest) -> tuple[dict, Made]:
    """Return the page's entry, and the body that *forest* gives it."""
    entry = one.entry
    document = to_document(Page(entry.get("url") or "", html_of(data, one.source, entry), None, ""))
    title = title_of(document)
    return entry, Made(title, None, "\n\n".join(paragraphs(body_of(document, title, forest).blocks)))


if __name__ == "__main__":
    main()

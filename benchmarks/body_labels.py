"""Which blocks of a page its truth calls the story: the labels that the model for the body learns from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from pipeline.text import clean_text

WORD = re.compile(r"\w+")
LETTER = re.compile(r"[^\W_]")
ROUNDS = 12
NEAR = 6  # blocks before the first and after the last that the truth seemed to hold, which it may hold too


def truth_of(texts: list[str], truth: dict) -> tuple[np.ndarray, np.ndarray]:
    """Return a label for each of *texts*, and where it is known."""
    texts = [clean_text(text) for text in texts]
    if truth.get("body"):
        body = "\n".join(clean_text(line) for line in truth["body"].splitlines())
        spaced = len(WORD.findall(body)) * 12 > len(body)
        unit, size, long = (WORD, 4, 8) if spaced else (LETTER, 10, 36)
        optional = {" ".join(WORD.findall(line.lower())) for line in truth.get("optional", ())}
        known = np.array([" ".join(WORD.findall(text.lower())) not in optional for text in texts], float)
        units = [unit.findall(text.lower()) if is_known else [] for text, is_known in zip(texts, known, strict=True)]
        return settled(units, unit.findall(body.lower()), size, aligned(texts, body, unit, size, long)), known
    labels, known = np.zeros(len(texts)), np.zeros(len(texts))
    inside, noise = ([clean_text(part) for part in truth.get(name, ())] for name in ("with", "without"))
    for index, text in enumerate(texts):
        if any(part in text or (len(text) > 25 and text in part) for part in inside):
            labels[index] = known[index] = 1
        elif any(part in text for part in noise):
            known[index] = 1
    return labels, known


def aligned(texts: list[str], body: str, unit: re.Pattern[str], size: int, long: int) -> np.ndarray:
    """Return 1 for each text that stands in *body*, by shingles of *size* units; of repeated texts, the ones in its midst."""
    units = [unit.findall(text.lower()) for text in texts]
    whole = unit.findall(body.lower())
    shingles = {tuple(whole[at : at + size]) for at in range(max(1, len(whole) - size + 1))}
    lines = Counter(tuple(unit.findall(line.lower())) for line in body.splitlines())
    joined = f" {' '.join(whole)} "

    def score(own: list[str]) -> float:
        if len(own) < size:
            return 1.0 if own and lines[tuple(own)] else 0.6 if own and f" {' '.join(own)} " in joined else 0.0
        mine = [tuple(own[at : at + size]) for at in range(len(own) - size + 1)]
        return sum(one in shingles for one in mine) / len(mine)

    scores = [score(own) for own in units]
    inside = [at for at, value in enumerate(scores) if value > 0.6 and len(units[at]) >= long]
    inside = inside or [at for at, value in enumerate(scores) if value > 0.6]
    labels = np.zeros(len(texts))
    if not inside:
        return labels
    middle = inside[len(inside) // 2]
    alike = defaultdict(list)
    for at, value in enumerate(scores):
        if value > 0.5:
            alike[" ".join(units[at])].append(at)
    good = {
        at
        for text, places in alike.items()
        for at in sorted(places, key=lambda place: abs(place - middle))[: max(1, joined.count(f" {text} "))]
    }
    longer = sorted(at for at in good if len(units[at]) >= long) or sorted(good)
    first, last = longer[0], longer[-1]
    for at in good:
        count, value = len(units[at]), scores[at]
        near = value > 0.9 and first - 3 <= at <= last + 3
        within = first <= at <= last and ((value >= 0.6 and count >= size) or value == 1.0)
        labels[at] = count >= long or near or within
    return labels


def settled(units: list[list[str]], whole: list[str], size: int, labels: np.ndarray) -> np.ndarray:
    """Return *labels*, turned block by block as long as that brings what they make of the page nearer to *whole*.

    What repeats a passage of the story (a caption, a summary, a pulled quote) stands in it word for word, but is none of it.
    """
    wanted, inside, labels = shingled(whole, size), set(whole), labels.copy()
    open_ = [
        at
        for at, own in enumerate(units)
        if own and (labels[at] or sum(one in inside for one in own) >= 0.8 * len(own))
    ]

    twins = [(one, other) for one, other in combinations(open_, 2) if units[one] == units[other]]

    def nearness(turned: tuple[int, ...] = ()) -> float:
        made = [at for at in open_ if labels[at] != (at in turned)]
        got = shingled([one for at in made for one in units[at]], size)
        return 2 * (wanted & got).total() / max(1, wanted.total() + got.total())

    best = nearness()
    for _ in range(ROUNDS if labels.any() else 0):
        first, last = np.flatnonzero(labels)[[0, -1]]
        near = [(at,) for at in open_ if first - NEAR <= at <= last + NEAR]
        turns = near + [(one, other) for one, other in twins if labels[one] != labels[other]]
        gains = sorted(((nearness(turned), turned) for turned in turns), reverse=True)
        better = [turned for value, turned in gains if value > best]
        for turned in better:
            if (value := nearness(turned)) > best:
                labels[[*turned]], best = 1 - labels[[*turned]], value
        if not better:
            break
    return labels


def shingled(units: list[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(units[at : at + size]) for at in range(max(1, len(units) - size + 1)) if units)

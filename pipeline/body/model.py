"""How likely each block is a part of the story: a small model of oblivious decision trees, learned from labelled pages.

Gradient boosting over oblivious trees (Prokhorenkova et al., CatBoost, NeurIPS 2018): all nodes of one depth ask the same
question, so a tree is a table and the whole forest a few array operations. `benchmarks/train_body.py` makes the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

CHUNK = 512  # rows at a time: memory stays small on pages with very many blocks


@dataclass(frozen=True, slots=True)
class Forest:
    """T trees of D questions each."""

    columns: tuple[str, ...]  # what the trees were trained on, in order
    column: npt.NDArray[np.int64]  # (T, D): which column a question asks
    border: Matrix  # (T, D): above this the answer is yes
    leaves: npt.NDArray[np.float64]  # (T, 2**D): what each leaf adds
    bias: float

    def chances(self, columns: tuple[str, ...], rows: Matrix) -> Matrix:
        """Return for each of *rows* the chance (0..1) that it is a part of the story."""
        if columns != self.columns:
            raise ValueError("the model was trained on other columns; train it anew (benchmarks/train_body.py)")
        scores = [self._scores(rows[start : start + CHUNK]) for start in range(0, len(rows), CHUNK)]
        return (1.0 / (1.0 + np.exp(-np.concatenate(scores)))).astype(np.float32)

    def _scores(self, rows: Matrix) -> npt.NDArray[np.float64]:
        trees, depth = self.column.shape
        leaf = np.zeros((len(rows), trees), dtype=np.int64)
        for level in range(depth):
            leaf |= (rows[:, self.column[:, level]] > self.border[:, level]).astype(np.int64) << level
        return np.asarray(self.leaves[np.arange(trees), leaf].sum(axis=1) + self.bias)


@cache
def forest() -> Forest:
    """Return the model that comes with this version."""
    with (files("pipeline.body") / "model.npz").open("rb") as source, np.load(source, allow_pickle=False) as stored:
        return Forest(
            tuple(stored["columns"].tolist()),
            stored["column"].astype(np.int64),
            stored["border"],
            stored["leaves"].astype(np.float64),
            float(stored["bias"]),
        )

"""How likely each block is a part of the story: a small model of oblivious decision trees, learned from labelled pages.

Gradient boosting over oblivious trees (Prokhorenkova et al., CatBoost, NeurIPS 2018): all nodes of one depth ask the same
question, so a tree is a table and the whole forest a few array operations. `benchmarks/train_body.py` makes the file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

CHUNK = 512  # rows at a time: memory stays small on pages with very many blocks
FIRST = 50  # trees, each of which corrects those before it
SURE_AT_FIRST = 4.0  # a score beyond which these are believed: on 122,000 blocks no model decided otherwise
SURE = 3.0  # a score beyond which the first model is believed alone: on 27,000 blocks all three never decided otherwise


@dataclass(frozen=True)
class Forest:
    """T trees of D questions each: the mean of several models, whose trees stand one after another."""

    columns: tuple[str, ...]  # what the trees were trained on, in order
    column: npt.NDArray[np.int64]  # (T, D): which column a question asks
    border: Matrix  # (T, D): above this the answer is yes
    leaves: Matrix  # (T, 2**D): what each leaf adds
    bias: float
    models: int = 1

    def chances(self, columns: tuple[str, ...], rows: Matrix) -> Matrix:
        """Return for each of *rows* the chance (0..1) that it is a part of the story."""
        if columns != self.columns:
            raise ValueError("the model was trained on other columns; train it anew (benchmarks/train_body.py)")
        scores = [self._in_doubt(rows[start : start + CHUNK].T) for start in range(0, len(rows), CHUNK)]
        return (1.0 / (1.0 + np.exp(-np.concatenate(scores)))).astype(np.float32)

    def _in_doubt(self, columns: Matrix) -> npt.NDArray[np.float64]:
        """Return the scores of blocks by their *columns*: further trees are asked only where those before are in doubt."""
        sums = np.zeros(columns.shape[1])
        scores = np.empty(len(sums))
        doubtful = np.arange(len(sums))
        for trees, weight, sure in self._stages:
            sums[doubtful] += trees._sums(columns if len(doubtful) == len(sums) else columns[:, doubtful])
            scores[doubtful] = own = weight * sums[doubtful] + self.bias
            doubtful = doubtful[np.abs(own) < sure]
            if not len(doubtful):
                break
        return scores

    @cached_property
    def _stages(self) -> list[tuple[Forest, int, float]]:
        """Return the first trees, the others of the first model and those of the further ones, each with what the trees so far
        weigh, and the score from which they are believed."""
        size = len(self.leaves) // self.models
        ends = (min(FIRST, size), size, len(self.leaves))
        stages = zip((0, *ends), ends, (self.models, self.models, 1), (SURE_AT_FIRST, SURE, 0.0), strict=False)
        return [(self._part(start, end), weight, sure) for start, end, weight, sure in stages if start < end]

    def _part(self, start: int, end: int) -> Forest:
        """Return the trees from *start* to *end*."""
        return replace(self, column=self.column[start:end], border=self.border[start:end], leaves=self.leaves[start:end])

    def _sums(self, columns: Matrix) -> npt.NDArray[np.float64]:
        """Return what the leaves of all trees add for each block."""
        asked = self._questions
        answers = (columns.take(asked.column, axis=0) > asked.border[:, None]).view(np.uint8)
        leaf = np.zeros((len(self.leaves), columns.shape[1]), dtype=np.uint8)
        for number in reversed(asked.number):
            leaf += leaf  # one bit further: NumPy adds bytes much faster than it shifts them
            leaf |= answers.take(number, axis=0)
        place = leaf.astype(np.int64)
        place += np.arange(0, self.leaves.size, self.leaves.shape[1])[:, None]
        return np.asarray(self.leaves.take(place).astype(np.float64).sum(axis=0))

    @cached_property
    def _questions(self) -> Questions:
        """Return the trees' questions, each once: many trees ask the same."""
        every = self.column.astype(np.complex128)  # a pair as one number: NumPy sorts rows much slower
        every.imag = self.border  # 1j * inf would be no number: a shallow tree asks whether something is more than that
        different, number = np.unique(every, return_inverse=True)
        column, border = different.real.astype(np.int64), different.imag.astype(np.float32)
        return Questions(column, border, np.ascontiguousarray(number.reshape(self.column.shape).T))


@dataclass(frozen=True, slots=True)
class Questions:
    """Q questions, and which of them each tree asks at each level."""

    column: npt.NDArray[np.int64]  # (Q,)
    border: Matrix  # (Q,)
    number: npt.NDArray[np.int64]  # (D, T)


@cache
def forest() -> Forest:
    """Return the model that comes with this version."""
    with (files("pipeline.body") / "model.npz").open("rb") as source, np.load(source, allow_pickle=False) as stored:
        return Forest(
            tuple(stored["columns"].tolist()),
            stored["column"].astype(np.int64),
            stored["border"],
            stored["leaves"],
            float(stored["bias"]),
            int(stored["models"]),
        )

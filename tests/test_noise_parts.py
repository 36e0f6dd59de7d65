"""Lines that sites print are named, those of stories are left, and each part of the tables of noise answers for one that is printed.

A part that never does is dead, or says again what another says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline.beginnings import alternatives
from pipeline.noise import families, lines
from pipeline.noise.labels import ENDINGS, LABELS
from pipeline.noise.lines import FAMILIES, IMPRINT, rule_of
from tests import noise_inscriptions, noise_kazakhstan, noise_neighbours, test_noise

TABLES = (test_noise, noise_inscriptions, noise_kazakhstan, noise_neighbours)
TAKEN = [
    *((family, line) for table in (*(one.TAKEN for one in TABLES), test_noise.IN_LATIN) for family in table for line in table[family]),
    *(tuple(row.split("\t")) for row in Path(__file__).with_name("noise_lines.txt").read_text("utf-8").splitlines()),
]
LEFT = [line for one in TABLES for line in one.LEFT]


class Told:
    """A pattern that adds to *answered* the first of its alternatives to match a text."""

    def __init__(self, pattern: str, answered: set[str], *, behind_signs: bool) -> None:
        self.parts = {one: re.compile(rf"\W*(?:{one})" if behind_signs else one, re.I) for one in alternatives(pattern)}
        self.answered = answered

    def fullmatch(self, text: str) -> bool:
        return self._first(one for one, part in self.parts.items() if part.fullmatch(text))

    def match(self, text: str) -> bool:
        return self._first(one for one, part in self.parts.items() if part.match(text))

    def _first(self, matching: Iterator[str]) -> bool:
        first = next(matching, None)
        if first is not None:
            self.answered.add(first)
        return first is not None


@pytest.mark.parametrize(("family", "line"), TAKEN)
def test_a_line_that_sites_print_is_named(family: str, line: str) -> None:
    assert rule_of(line) == family


@pytest.mark.parametrize("line", LEFT)
def test_a_line_of_a_story_is_left(line: str) -> None:
    assert rule_of(line) == ""


def test_each_part_of_a_table_is_the_first_to_answer_for_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    answered: set[str] = set()
    monkeypatch.setattr(families, "_compiled", cache(lambda one, *, behind_signs=False: Told(one, answered, behind_signs=behind_signs)))
    lines._rule_of.cache_clear()
    for _, line in TAKEN:
        rule_of(line)
    parts = [part for table in (LABELS, ENDINGS, FAMILIES, IMPRINT) for one in table.patterns for part in alternatives(one)]
    assert [part for part in parts if part not in answered] == []

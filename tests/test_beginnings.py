"""Who knows how matches begin must hide none of them."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.beginnings import AtStart, Within, alternatives, always, beginnings
from pipeline.body import names
from pipeline.noise.labels import ENDINGS, LABELS
from pipeline.noise.lines import FAMILIES, IMPRINT


class Part(NamedTuple):
    table: str
    pattern: re.Pattern[str]


LINES = {"labels": LABELS, "endings": ENDINGS, "lines": FAMILIES, "imprint": IMPRINT}
PARTS = [Part(table, re.compile(one, re.I)) for table, families in LINES.items() for one in families.patterns]
WHOLE = {  # the patterns of each family as one
    table: {
        name: re.compile("|".join(one for own, one in zip(families.names, families.patterns, strict=True) if own == name), re.I)
        for name in dict.fromkeys(families.names)
    }
    for table, families in LINES.items()
}


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("menu", {"men"}),
        ("nav|ad", {"nav", "ad"}),
        ("nav(?:bar)?s?", {"nav"}),
        ("x(?:y|z)?", {"xy", "xz", "x"}),
        ("com+ent", {"com"}),
        ("no*t", {"no", "nt"}),
        ("(?<![a-z])top[-_]{0,2}news", {"top"}),
        ("a[-_]?b", {"a-b", "a_b", "ab"}),
        ("(?=.*x)[a-c]d", {"ad", "bd", "cd"}),
        (r"\d{1,3}\sx", {"0"}),
        (r"7\.\d", {"0.0"}),
        (r"\W*x", {"", "x"}),
        (r".{0,20}x", {"", "x"}),
        ("(?-i:[A-C])x", {"ax", "bx", "cx"}),
        ("[^a]b", {""}),
        (r"\bЧитайте", {"чит"}),
    ],
)
def test_the_beginnings_of_a_pattern_are_read(pattern: str, letters: set[str]) -> None:
    assert beginnings(pattern) == letters


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("a", ["a"]),
        ("a|b", ["a", "b"]),
        ("(?:a|b)c|d", ["(?:a|b)c", "d"]),
        (r"[(|]|\(|b", ["[(|]", r"\(", "b"]),
        (r"a(?=(?:b|c)|d)\||[]|]|e", [r"a(?=(?:b|c)|d)\|", "[]|]", "e"]),
    ],
)
def test_a_pattern_is_parted_at_the_bars_outside_of_its_groups(pattern: str, found: list[str]) -> None:
    assert alternatives(pattern) == found


def test_no_count_in_a_pattern_was_formatted_as_a_value() -> None:
    assert [one for families in LINES.values() for one in families.patterns if re.search(r"\(\d+, \d+\)", one)] == []


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("(?:story|post) goes on .{3,30}", " goes on "),
        ("Read more", "read more"),
        ("a|ab", ""),
        ("(?:abc)(?!def)[ghk]+", ""),
        ("more?s?", "mor"),
        ("com+ent", "com"),
        ("ab{2}c*", "a"),
        ("o{0,2}x", "x"),
        (r"\Wthe\b\.", "the"),
        ("listen", "sten"),
        ("(?:son )?güncellemeler", "güncellemeler"),
    ],
)
def test_the_letters_are_read_that_stand_in_whatever_a_pattern_matches(pattern: str, letters: str) -> None:
    assert always(pattern) == letters


@settings(max_examples=3 * len(PARTS), deadline=None)
@given(data=st.data(), part=st.sampled_from(PARTS), signs=st.text('—–-•«"© 1(', max_size=3), rest=st.text(max_size=5))
def test_no_family_is_hidden_from_what_it_matches_alone_or_behind_signs(data: st.DataObject, part: Part, signs: str, rest: str) -> None:
    text, whole = data.draw(st.from_regex(part.pattern, fullmatch=True)), WHOLE[part.table]
    assert LINES[part.table].of_whole(text) == next(name for name, one in whole.items() if one.fullmatch(text))
    found = (name for name, one in whole.items() if re.match(rf"\W*(?:{one.pattern})", signs + text + rest, re.I))
    assert LINES[part.table].of_start(signs + text + rest) == next(found, "")


@settings(max_examples=400, deadline=None)
@given(data=st.data(), before=st.text("abn -_1é", max_size=4), after=st.text("abn -_1é", max_size=4))
def test_no_name_is_hidden_wherever_it_stands(data: st.DataObject, before: str, after: str) -> None:
    named = st.sampled_from(names.PATTERNS).flatmap(lambda one: st.from_regex(one, fullmatch=True))
    texts = [before + data.draw(named) + after for _ in range(3)]
    for text, found in zip(texts, names.BEGINNINGS.of(texts), strict=True):
        assert {number for number, one in enumerate(names.PATTERNS) if one.search(text)} <= {*found}


def test_a_text_in_capitals_or_too_short_hides_nothing() -> None:
    starts = AtStart(map(beginnings, ["читайте", "ad", r"\d"]))
    assert [*starts.of("ЧИТАЙТЕ ТАКЖЕ")] == [0]
    assert [*starts.of("ad")] == [1]
    assert [*starts.of("٣")] == [2]
    assert [*starts.of("")] == []
    assert [[*one] for one in Within(["ad", "nav"]).of(["", "x-ad", "Nav", "na"])] == [[], [0], [1], []]

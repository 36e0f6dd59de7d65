"""What is known of a word is asked for once, for as long as it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from pipeline.body import known
from pipeline.body.known import Known


class Asked:
    """Tells how long words are, and notes what it was asked."""

    def __init__(self) -> None:
        self.questions: list[list[str]] = []

    def __call__(self, words: Sequence[str]) -> Iterable[int]:
        self.questions.append([*words])
        return map(len, words)


def test_each_word_is_asked_about_once_and_all_new_ones_together() -> None:
    asked = Asked()
    words = Known(asked)
    assert words.of(["Story text\n text", "", "side"]) == {"Story text\n text": [5, 4, 4], "": [], "side": [4]}
    assert words.of(["SIDE bar", "text"]) == {"SIDE bar": [4, 3], "text": [4]}
    assert words.of(["story"]) == {"story": [5]}
    assert asked.questions == [["story", "text", "side"], ["bar"]]


def test_more_words_than_are_kept_are_asked_about_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "MOST", 2)
    asked = Asked()
    words = Known(asked)
    for names in ("side bar", "side", "text", "side bar", "text"):
        assert words.of([names]) == {names: [*map(len, names.split())]}
    assert asked.questions == [["side", "bar"], ["text"], ["side", "bar"], ["text"]]


def test_a_word_without_an_answer_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        Known(lambda words: words[1:]).of(["side bar"])

"""The record format: what is rendered is read back as it was, and a text that would break the format is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import clean_text
from storage.record import FORBIDDEN, BadRecord, Record, check, file_name, fingerprint, folder, parse, render

DAY = dt.date(2026, 3, 1)
days = st.none() | st.dates()
anything = st.text(st.characters(codec=None), max_size=60)  # lone surrogates among them


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """A paragraph that the format allows: lines without white space at its ends, or a list."""
    lines = draw(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), min_size=1, max_size=4))
    clean = [FORBIDDEN.sub("", line).strip() for line in lines]
    mark = draw(st.sampled_from(["", "  • ", " date 2020-01-01 "])) if all(clean) else ""
    joined = "\n".join(mark + line for line in clean if line) or "слово"
    return joined if mark == "  • " else joined.strip()


texts = st.lists(paragraphs(), min_size=1, max_size=4).map(lambda some: unicodedata.normalize("NFC", "\n\n".join(some)))


def allowed(text: str) -> bool:
    try:
        check(text)
    except BadRecord:
        return False
    return True


@given(days, texts.filter(allowed))
def test_what_is_rendered_is_read_back_as_it_was(day: dt.date | None, text: str) -> None:
    assert parse(render(day, text).encode().decode()) == (day, text)


@given(days, anything.filter(allowed))
def test_whatever_the_check_lets_through_is_read_back_as_it_was(day: dt.date | None, text: str) -> None:
    assert parse(render(day, text).encode().decode()) == (day, text)


@given(anything.map(clean_text).filter(bool))
def test_every_cleaned_line_is_one_that_the_format_takes(line: str) -> None:
    check(line)


def test_a_letter_and_its_mark_with_nothing_visible_between_become_one() -> None:
    assert clean_text("и\u200b\u0306") == "й"


@given(anything, st.sampled_from(["", "\n", "\n\n", " date 2020-01-01 ", "  • "]), anything)
def test_no_text_however_made_poses_as_another_day_or_text(before: str, between: str, after: str) -> None:
    text = before + between + after
    if allowed(text):
        assert parse(render(None, text).encode().decode()) == (None, text)
        assert not any(part.startswith(" date ") for part in text.split("\n\n"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "needs a text"),
        ("и\u0306", "NFC"),
        ("а\u00a0б", r"U\+00A0"),
        ("а\u00adб", r"U\+00AD"),
        ("а\u200bб", r"U\+200B"),
        ("а\u202eб", r"U\+202E"),
        ("а\u2066б", r"U\+2066"),
        ("а\u061cб", r"U\+061C"),
        ("а\ufeffб", r"U\+FEFF"),
        ("а\tб", r"U\+0009"),
        ("а\r\nб", r"U\+000D"),
        ("а\x1b[31mб", r"U\+001B"),
        ("а\x85б", r"U\+0085"),
        ("а\u2028б", r"U\+2028"),
        ("а\ud800б", r"U\+D800"),
        (" date 2020-01-01 текст", "white space"),
        ("а\n\n date 2020-01-01 б", "white space"),
        ("а\n\n\nб", "white space"),
        ("а\n\n\n\nб", "white space"),
        ("а\n", "white space"),
        ("а ", "white space"),
        ("а \n\nб", "white space"),
        ("  а", "white space"),
        ("  •", "white space"),
        ("\u3000а", "white space"),
    ],
)
def test_a_text_that_would_break_the_format_is_refused(text: str, word: str) -> None:
    with pytest.raises(BadRecord, match=word):
        check(text)
    with pytest.raises(BadRecord, match=word):
        Record("https://example.org/", DAY, text, "а")


@pytest.mark.parametrize(
    "text", ["а", "а\n\n  • б\n  • в", "  • а", "date 2020-01-01 текст", "а\nб", "а  б", "😀", "a\u0301б"]
)
def test_a_text_that_keeps_to_the_format_is_taken(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    check(text)
    assert parse(render(DAY, text)) == (DAY, text)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (" date 2026-03-01 Мост", (DAY, "Мост")),
        (" date 2026-03-01   • Мост", (DAY, "  • Мост")),
        ("date 2026-03-01 Мост", (None, "date 2026-03-01 Мост")),
        (" date 2026-3-1 Мост", (None, " date 2026-3-1 Мост")),
        (" date  2026-03-01 Мост", (None, " date  2026-03-01 Мост")),
        ("Мост\n\n date 2026-03-01 x", (None, "Мост\n\n date 2026-03-01 x")),
    ],
)
def test_only_a_header_at_the_very_start_is_one(content: str, expected: tuple[dt.date | None, str]) -> None:
    assert parse(content) == expected


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_a_header_with_a_day_that_no_calendar_has_is_refused(day: str) -> None:
    with pytest.raises(BadRecord, match=day):
        parse(f" date {day} Мост")


@given(st.integers(0, 10**6), texts)
def test_a_file_is_named_by_its_sequence_and_its_text_without_the_header(sequence: int, text: str) -> None:
    name = file_name(sequence, fingerprint(text))
    number, _, rest = name.partition("_")
    assert int(number) == sequence
    assert len(number) >= 3
    assert rest == hashlib.sha256(text.encode()).hexdigest()[:16] + ".txt"


@pytest.mark.parametrize(
    ("day", "expected"), [(DAY, "2026/03/01"), (None, "undated"), (dt.date(987, 1, 2), "0987/01/02")]
)
def test_a_record_lies_in_the_folder_of_its_day(day: dt.date | None, expected: str) -> None:
    assert folder(day) == expected

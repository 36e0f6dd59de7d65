"""Nothing that a page says moves the cursor, colours the terminal, hides or reorders text."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kznews.output import HIDDEN, as_json, data, fitted, messages, print_json, say, shown, table

HOSTILE = {
    "terminal escape": ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
    "window title": ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
    "8-bit control": ("\x9b31m", "\\x9b31m"),
    "right-to-left override": ("a\u202egpj.exe", "a\\u202egpj.exe"),
    "isolate": ("\u2066x\u2069", "\\u2066x\\u2069"),
    "zero width": ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
    "new line": ("one\ntwo\r\nthree", "one\\ntwo\\r\\nthree"),
    "lone surrogate": ("\udcff", "\\udcff"),
    "tag characters": ("\U000e0041", "\\U000e0041"),
    "ordinary text": ("Қазақстан — «жаңалық» [видео] 🙂", "Қазақстан — «жаңалық» [видео] 🙂"),
}


@pytest.mark.parametrize(("text", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_hidden_and_obeyed_characters_are_written_as_escapes(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("width", [30, 80, 200])
def test_no_figure_is_cut_where_a_terminal_is_narrow(width: int) -> None:
    names = [f"number {one}" for one in "abcdefgh"]
    figures = [str(123_400 + one) for one in range(8)]
    rows = table("site", *names, numbers=names)
    rows.add_row("gov", *figures)
    rows.add_row("all", *figures[:4], "·", "-", "", "0")
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False)
    console.print(fitted(rows, console))
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(said.count(figure) == (2 if figure in figures[:4] else 1) for figure in figures)
    assert ("gov: number a 123400" in " ".join(said.split())) == (width < 110)


@pytest.mark.parametrize(
    "text", ["[red]x[/red]", "[/]", "\\[b]", "\\", ":smile:", "[link=file:///etc/passwd]x[/link]", "[ Фото ]"]
)
def test_markup_in_a_title_is_text(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(text)
    rows = table("title")
    rows.add_row(shown(text))
    data().print(rows)
    assert capsys.readouterr() == (f"title{' ' * (len(text) - 5)}\n{text.ljust(5)}\n", f"{text}\n")


@given(st.text())
def test_what_is_visible_hides_nothing(text: str) -> None:
    assert not HIDDEN.search(shown(text))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_json_gives_every_value_back_and_holds_no_hidden_character(value: object) -> None:
    text = as_json(value)
    assert json.loads(text) == value
    assert not HIDDEN.search(text)


def test_indented_json_holds_line_breaks_and_nothing_else_hidden() -> None:
    text = as_json({"title": "a\x9b\u202e\n"}, indent=2)
    assert json.loads(text) == {"title": "a\x9b\u202e\n"}
    assert HIDDEN.sub("", text) == text.replace("\n", "")


def test_json_goes_to_stdout_in_one_line_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"a": [1, "б"]})
    assert capsys.readouterr() == ('{"a": [1, "б"]}\n', "")


def test_data_goes_to_stdout_and_messages_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    data().print("data")
    messages().print("message")
    assert capsys.readouterr() == ("data\n", "message\n")


def test_a_piped_table_is_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    rows = table("a", "b")
    rows.add_row("x" * 300, "y" * 300)
    data().print(rows)
    assert "y" * 300 in capsys.readouterr().out


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    Console(file=stream, force_terminal=True).print("[red]text[/red]")
    assert stream.getvalue() == "text\n"

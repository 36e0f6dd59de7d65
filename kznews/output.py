"""What reaches the terminal: data on stdout, messages on stderr, and nothing of a web page unescaped."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.table import Table
    from rich.text import Text

# Control characters (C0, C1, DEL), soft hyphen, zero-width and bidirectional controls (UAX 9, "Trojan Source",
# CVE-2021-42574), line separators, tag characters, the byte order mark and lone surrogates.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
PIPED_WIDTH = 10_000  # nothing is cut or wrapped when the output goes to a file or another command


def shown(text: object) -> str:
    """Return *text* in one line with every character that a terminal would obey or hide written as an escape."""
    return HIDDEN.sub(lambda found: _escape(ord(found[0])), str(text))


def as_json(value: object, *, indent: int | None = None) -> str:
    """Return *value* as JSON whose strings hold no raw control or hidden characters; reading it gives them back."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return HIDDEN.sub(lambda found: found[0] if found[0] == "\n" else _json_escape(ord(found[0])), text)


def print_json(value: object) -> None:
    """Write *value* to stdout as JSON: indented on a terminal, else in one line."""
    sys.stdout.write(as_json(value, indent=2 if sys.stdout.isatty() else None) + "\n")


def messages() -> Console:
    """Return the console for messages: stderr."""
    return _console(sys.stderr)


def data() -> Console:
    """Return the console for data: stdout."""
    return _console(sys.stdout)


def table(*columns: str, numbers: Sequence[str] = ()) -> Table:
    """Return an empty table with *columns*; those in *numbers* are aligned to the right."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        number = column in numbers
        made.add_column(column, justify="right" if number else "left", overflow="fold", no_wrap=number)
    return made


def fitted(rows: Table, console: Console) -> Table | Group:
    """Return *rows* or, where the terminal is too narrow for them, each row as a line of words: rich would cut its figures."""
    from rich.console import Group

    if console.measure(rows, options=console.options.update(max_width=PIPED_WIDTH)).maximum <= console.width:
        return rows
    names = [str(column.header) for column in rows.columns]
    cells = zip(*(column.cells for column in rows.columns), strict=True)
    return Group(*(_told(dict(zip(names, map(str, row), strict=True))) for row in cells))


def _told(row: dict[str, str]) -> Text:
    from rich.text import Text

    (_, first), *rest = row.items()
    return Text.assemble((first, "bold"), ": ", ", ".join(f"{name} {cell}" for name, cell in rest if cell not in NONE))


NONE = ("", "-", "·")  # how a table says that there is nothing


def say(text: str) -> None:
    """Write one line, escaped, to the messages' stream."""
    messages().print(shown(text), soft_wrap=True)


def talkative(verbose: bool = False) -> bool:
    """Say whether progress and good news are wanted: on a terminal, or when asked for."""
    return verbose or sys.stderr.isatty()


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    # NO_COLOR and TERM=dumb are honoured by rich; text is text: no markup, no ":name:" for an emoji, no highlighting
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(file=stream, markup=False, highlight=False, emoji=False, width=width)


def _escape(code: int) -> str:
    if code in _NAMED:
        return _NAMED[code]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_NAMED = {0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"}


def _json_escape(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"

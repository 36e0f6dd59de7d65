"""A site's days as a calendar for the terminal: weeks are columns, weekdays rows, the shade is got of expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

    from kznews.gaps import Day

WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
MARGIN = 4  # columns for the names of weekdays
LEAST_WEEKS = 8  # in a band, however narrow the terminal


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of day is drawn; the character alone tells it, the colour only helps."""

    character: str
    style: str
    meaning: str


LOOKS = {
    "full": Look("█", "green4", "all that is expected"),
    "most": Look("▓", "green3", "most"),
    "half": Look("▒", "yellow3", "half"),
    "few": Look("░", "dark_orange", "few"),
    "hole": Look("X", "bold red", "hole"),
    "untold": Look("o", "blue", "not known what to expect"),
    "quiet": Look("·", "bright_black", "none"),
}
ASCII = {"full": "#", "most": "=", "half": "-", "few": ":", "quiet": "."}


def looks(encoding: str) -> dict[str, Look]:
    """Return the looks that a terminal of that *encoding* can show."""
    try:
        "".join(look.character for look in LOOKS.values()).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return {kind: Look(ASCII.get(kind, look.character), look.style, look.meaning) for kind, look in LOOKS.items()}
    return LOOKS


def kind_of(day: Day) -> str:
    """Return which look *day* has."""
    if day.is_hole:
        return "hole"
    if not day.got:
        return "quiet"
    if day.expected is None:
        return "untold"
    share = day.got / day.expected if day.expected else 1.0
    return "full" if share >= 0.9 else "most" if share >= 0.65 else "half" if share >= 0.4 else "few"


def calendar(days: Sequence[Day], width: int, looks: Mapping[str, Look]) -> Iterator[Text]:
    """Yield the lines of the calendar of *days*, in as many bands as *width* columns ask for."""
    from rich.text import Text

    monday = days[0].day - dt.timedelta(days=days[0].day.weekday())
    weeks = (days[-1].day - monday).days // 7 + 1
    wide = 2 if MARGIN + 2 * weeks <= width else 1
    fitting = max(LEAST_WEEKS, (width - MARGIN) // wide)
    bands = -(-weeks // fitting)
    share = -(-weeks // bands)  # bands of about the same length
    of_day = {one.day: kind_of(one) for one in days}
    for start in range(0, weeks, share):
        if start:
            yield Text()
        mondays = [monday + dt.timedelta(weeks=number) for number in range(start, min(start + share, weeks))]
        yield from _band(mondays, of_day, wide, looks)


def legend(kinds: Sequence[str], width: int, looks: Mapping[str, Look]) -> Iterator[Text]:
    """Yield lines that say what the characters of *kinds* mean."""
    from rich.text import Text

    line = Text()
    for kind, look in looks.items():
        if kind not in kinds:
            continue
        entry = Text.assemble((look.character, look.style), f" {look.meaning}")
        if line and len(line) + 3 + len(entry) > width - MARGIN:
            yield Text(" " * MARGIN) + line
            line = Text()
        line = line + Text("   ") + entry if line else entry
    if line:
        yield Text(" " * MARGIN) + line


def _band(
    mondays: Sequence[dt.date], of_day: Mapping[dt.date, str], wide: int, looks: Mapping[str, Look]
) -> Iterator[Text]:
    from rich.text import Text

    yield Text(_months(mondays, of_day, wide).rstrip(), style="bright_black")
    for weekday, name in enumerate(WEEKDAYS):
        line = Text(name.ljust(MARGIN), style="")
        for monday in mondays:
            kind = of_day.get(monday + dt.timedelta(days=weekday))
            look = looks[kind] if kind else None
            line.append(_cell(look.character if look else " ", wide), style=look.style if look else "")
        line.rstrip()
        yield line


def _cell(character: str, wide: int) -> str:
    """Return a day's cell: blocks fill it, signs stand alone."""
    return character * wide if character in "█▓▒░#=-:" else character.ljust(wide)


def _months(mondays: Sequence[dt.date], of_day: Mapping[dt.date, str], wide: int) -> str:
    """Return the heading: each month's name over the week with its first day, and over the first week where it fits."""
    names: list[tuple[int, str]] = []
    for number, monday in enumerate(mondays):
        shown = [day for step in range(7) if (day := monday + dt.timedelta(days=step)) in of_day]
        first = next((day for day in shown if day.day == 1), shown[0] if number == 0 and shown else None)
        if first is not None:
            names.append((MARGIN + number * wide, f"{first:%b}"))
    line = ""
    for (place, name), (following, _) in pairwise([*names, (10_000, "")]):
        if following - place > len(name):
            line = line.ljust(place) + name
    return line

"""Pieces of markup that the three sites share: escaped text, addresses, dates in three languages, pictures."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from kznews.replica.grammar import MONTHS
from kznews.replica.story import Block

LONGEST_SLUG = 60  # characters
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "j",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "c",
            "ch",
            "sh",
            "sch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
            "a",
            "g",
            "k",
            "n",
            "o",
            "u",
            "u",
            "h",
            "i",
        ],
        strict=True,
    )
)


def template(name: str, /, **parts: str) -> str:
    """Return the page template *name* with its *parts* filled in."""
    return _template(name).substitute(parts)


@cache
def _template(name: str) -> Template:
    return Template((files("kznews.replica") / "pages" / f"{name}.html").read_text("utf-8"))


def slug(title: str) -> str:
    """Return *title* as it stands in an address: Latin letters, hyphens between words."""
    letters = (LATIN.get(letter, letter).replace("-", "") if letter.isalnum() else " " for letter in title.lower())
    words = "".join(letter if letter.isascii() else " " for letter in "".join(letters)).split()
    return "-".join(words)[:LONGEST_SLUG].strip("-")


def text(value: str) -> str:
    """Return *value* as markup."""
    return escape(value, quote=True)


def long_day(day: dt.date, language: str, year_word: str = "года") -> str:
    """Return *day* in words: 23 декабря 2025 года, 2025 жылғы 23 желтоқсан, December 23, 2025."""
    month = MONTHS[language][day.month - 1]
    if language == "kk":
        return f"{day.year} жылғы {day.day} {month}"
    if language == "en":
        return f"{month} {day.day}, {day.year}"
    return f"{day.day} {month} {day.year} {year_word}".rstrip()


def spoken(when: dt.datetime, now: dt.datetime, language: str) -> str:
    """Return *when* as a reader of *now* would say it: Сегодня, 14:05 — or the whole date when it is older."""
    words = {"ru": ("Сегодня", "Вчера"), "kk": ("Бүгін", "Кеше"), "en": ("Today", "Yesterday")}[language]
    age = (now.date() - when.date()).days
    day = words[age] if age in (0, 1) else long_day(when.date(), language, "")
    return f"{day}, {when:%H:%M}"


def blocks(parts: tuple[Block, ...]) -> str:
    """Return an article's body as paragraphs, lists, subheads and quotations."""
    return "\n".join(block(part) for part in parts)


def block(part: Block) -> str:
    """Return one block of a body as markup."""
    if part.kind == "list":
        return "<ul>\n" + "\n".join(f"<li>{text(item)}</li>" for item in part.items) + "\n</ul>"
    if part.kind == "subhead":
        return f"<h2>{text(part.text)}</h2>"
    if part.kind == "quote":
        return f"<blockquote><p>{text(part.text)}</p></blockquote>"
    return f"<p>{text(part.text)}</p>"


def number(*parts: object, low: int = 0, high: int = 1 << 16) -> int:
    """Return a number between *low* and *high* that depends on *parts* alone."""
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return low + int.from_bytes(digest[:6], "big") % (high - low + 1)


def picture(name: str) -> bytes:
    """Return a drawn landscape as SVG, another one for every *name*."""
    hue = number(name, high=359)
    hills = " ".join(f"{x * 100},{number(name, x, low=190, high=300)}" for x in range(9))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 420" width="800" height="420">'
        f'<rect width="800" height="420" fill="hsl({hue},45%,78%)"/>'
        f'<circle cx="{number(name, "sun", low=90, high=700)}" cy="95" r="46" fill="hsl({hue + 40},80%,88%)"/>'
        f'<polygon points="0,420 {hills} 800,420" fill="hsl({hue + 90},30%,45%)"/></svg>'
    ).encode()

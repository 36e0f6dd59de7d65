"""A poem is the story of a page that has nothing else; short lines of other kinds are none."""

from __future__ import annotations

import pytest

from pipeline.drop import Drop
from tests.reading import article
from tests.test_body import MENU, PARAGRAPHS, STORY, around

TITLE = "Утро над степью"
HEAD = f"<title>{TITLE}</title>"
STANZAS = (
    ("Солнце красит край кургана,", "Пахнет мятой и дождём.", "Из далёкого тумана", "Кони тянутся вдвоём."),
    ("Старый беркут кружит выше,", "Чем хватает глаз и слов.", "Ветер носится по крышам", "Опустевших хуторов."),
    ("Мне бы встать и выйти в поле,", "Где полынь и тишина,", "Где звенит одна на воле", "Жаворонкова струна."),
)
VERSES = tuple(line for stanza in STANZAS for line in stanza)
POEMS = {
    "stanzas in paragraphs": "".join(f"<p>{'<br>'.join(stanza)}</p>" for stanza in STANZAS),
    "verses in paragraphs": "".join(f"<p>{line}</p>" for line in VERSES),
    "stanzas between breaks": "<br><br>".join("<br>".join(stanza) for stanza in STANZAS),
}


def page(lines: str, behind: str = "") -> str:
    return f"{MENU}<h1>{TITLE}</h1><div class='date'>2 марта 2026</div><div class='text'>{lines}</div>{behind}"


@pytest.mark.parametrize("name", POEMS)
def test_a_poem_is_read_whole_from(name: str) -> None:
    behind = "<div class='side'>Лента новостей</div><ul><li><a href='/n/2'>В Актау открыли новую школу на 600 мест</a></li></ul>"
    assert article(HEAD, page(POEMS[name], behind)).paragraphs == VERSES


NONE = {
    "lines with numbers": "<br>".join(f"Кабинет {n}, второй этаж" for n in range(12)),
    "links": "<br>".join(f"<a href='/p/{n}'>{line}</a>" for n, line in enumerate(VERSES)),
    "words": "<br>".join(line.split()[0] for line in VERSES),
    "items": "".join(f"<li>{line}</li>" for line in VERSES),
    "boxes": "".join(f"<div>{line}</div>" for line in VERSES),
    "a few lines": "<br>".join(VERSES[:7]),
}


@pytest.mark.parametrize("name", NONE)
def test_no_poem_are(name: str) -> None:
    with pytest.raises(Drop):
        article(HEAD, page(NONE[name]))


def test_a_story_that_is_longer_stands_alone() -> None:
    behind = f"<div class='footer-links'>{'<br>'.join(line[:20] for line in VERSES)}</div>"
    assert article("", around(PARAGRAPHS) + behind).paragraphs == STORY

"""A line in italics or small print right behind a picture is its caption; what a story says so elsewhere stays."""

from __future__ import annotations

import pytest

from tests.reading import article
from tests.test_body import STORY, around

FIRST, REST = f"<p>{STORY[0]}</p>", "".join(f"<p>{one}</p>" for one in STORY[1:])
LINE = "Мост через Тобол после ремонта, вид с левого берега"
PICTURE = "<img src='/1.jpg'>"
TAKEN = {
    "in a paragraph behind that of the picture": f"<p>{PICTURE}</p><p><em>{LINE}</em></p>",
    "in the paragraph of the picture": f"<p>{PICTURE}<br><i>{LINE}</i></p>",
    "in small print": f"<div>{PICTURE}</div><div><small>{LINE}</small></div>",
    "behind a link with the picture": f"<p style='text-align: center;'><a href='/1.jpg'>{PICTURE}</a><br/><em>{LINE}</em></p>",
}
KEPT = {
    "a sentence": f"<p>{PICTURE}</p><p><em>{LINE}.</em></p>",
    "a line that announces what follows": f"<p>{PICTURE}</p><p><em>{LINE}:</em></p>",
    "a line without a picture": f"<p><em>{LINE}</em></p>",
    "a heading": f"<p>{PICTURE}</p><p><b>{LINE}</b></p>",
    "a line behind a picture and words": f"<p>{PICTURE} Сейчас его уже открыли.</p><p><em>{LINE}</em></p>",
    "words in italics in a line": f"<p>{PICTURE}</p><p><em>Мост</em> {LINE}</p>",
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_caption_is_taken_out(name: str) -> None:
    assert article("", around(FIRST + TAKEN[name] + REST)).paragraphs == STORY


@pytest.mark.parametrize("name", KEPT)
def test_what_is_no_caption_stays(name: str) -> None:
    assert LINE in "\n".join(article("", around(FIRST + KEPT[name] + REST)).paragraphs)

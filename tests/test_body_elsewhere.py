"""The linked headline of another page amid a story is no part of it; what the story says in a link is."""

from __future__ import annotations

import pytest

from tests.reading import article
from tests.test_body import STORY, around

HEAD = "<title>Мост через Тобол открыли после ремонта</title>"
FIRST, REST = f"<p>{STORY[0]}</p>", "".join(f"<p>{one}</p>" for one in STORY[1:])
LINE = "Водитель автобуса спас школьницу в Костанае"
QUESTION = "Почему подорожал проезд по платным дорогам?"
TAKEN = {
    "in a paragraph": f"<p><a href='/news/2'>{LINE}</a></p>",
    "in a paragraph, bold": f"<p class='see'><strong><a href='https://site.kz/news/2'>{LINE}</a></strong></p>",
    "a question": f"<p><a href='/news/2'>{QUESTION}</a></p>",
    "in a box": f"<div class='x7'><a href='/news/2'>{LINE}</a></div>",
    "behind a sign": f"<p>👉 <a href='/news/2'>{LINE}</a></p>",
    "around a paragraph": f"<a href='/news/2'><p>{LINE}</p></a>",
}
KEPT = {
    "a sentence in a link": f"<p><a href='/news/2'>{LINE}.</a></p>",
    "a link to another site": f"<p><a href='https://other.kz/news/2'>{LINE}</a></p>",
    "a link to a place on the page": f"<p><a href='#bridge'>{LINE}</a></p>",
    "a link to the page itself": f"<p><a href='/news/1'>{LINE}</a></p>",
    "a link that is announced": f"<p>Водители поймут друг друга, если вспомнят:</p><p><a href='/news/2'>{LINE}</a></p>",
    "a list in paragraphs": f"<p><a href='/news/2'>{LINE}</a></p><p><a href='/news/3'>{QUESTION}</a></p>",
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_linked_headline_amid_the_story_is_taken_out(name: str) -> None:
    assert article(HEAD, around(FIRST + TAKEN[name] + REST)).paragraphs == STORY


@pytest.mark.parametrize("name", KEPT)
def test_what_a_story_says_in_a_link_stays(name: str) -> None:
    assert LINE in "\n".join(article(HEAD, around(FIRST + KEPT[name] + REST)).paragraphs)


def test_one_between_line_breaks_is_taken_out() -> None:
    story = "<br><br>".join((STORY[0], f"<a href='/news/2'>{LINE}</a>", *STORY[1:]))
    assert article(HEAD, around(story)).paragraphs == STORY


def test_two_side_by_side_are_taken_out_of_a_longer_story() -> None:
    more = [f"{one} Об этом говорили и в прошлом году, в {n}-й раз." for n, one in enumerate(STORY, 2)]
    links = f"<p><a href='/news/2'>{LINE}</a><br><a href='/news/3'>{QUESTION}</a></p>"
    made = article(HEAD, around(FIRST + links + REST + "".join(f"<p>{one}</p>" for one in more)))
    assert made.paragraphs == (*STORY, *more)


def test_one_behind_the_story_is_taken_out() -> None:
    assert article(HEAD, around(f"{FIRST}{REST}<p><a href='/news/2'>{LINE}</a></p>")).paragraphs == STORY


def test_a_digest_keeps_the_headlines_of_its_items() -> None:
    items = (f"<p><a href='/news/{n}'>{LINE} в {n}-й раз</a></p><p>{one}</p>" for n, one in enumerate(STORY, 2))
    assert f"{LINE} в 3-й раз" in article(HEAD, around("".join(items))).paragraphs

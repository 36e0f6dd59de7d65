"""Authors are the people whom the page names, not its site, its editors' office, or those of other articles."""

from __future__ import annotations

import pytest

from pipeline.authors import authors_of
from tests.reading import document


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


CASES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a stated person": (json_ld('{"@type":"NewsArticle","author":{"@type":"Person","name":"Айгуль Сейткали"}}'), "", ("Айгуль Сейткали",)),
    "several, in order": (
        json_ld('{"@type":"NewsArticle","author":[{"name":"Иван Петров"},{"name":"Анна Ли"}]}'), "", ("Иван Петров", "Анна Ли"),
    ),
    "a person named elsewhere in the graph": (
        json_ld('{"@graph":[{"@type":"Article","author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"Ержан Омаров"}]}'), "",
        ("Ержан Омаров",),
    ),
    "no organisation": (json_ld('{"@type":"NewsArticle","author":{"@type":"Organization","name":"Вести Степи"}}'), "", ()),
    "the head's author": ('<meta name="author" content="Мария Ким">', "", ("Мария Ким",)),
    "no address of a page": ('<meta property="article:author" content="https://facebook.com/site">', "", ()),
    "no editors' office": ('<meta name="author" content="Редакция сайта">', "", ()),
    "a byline": ("", "<p>Автор: Данияр Ахметов</p>", ("Данияр Ахметов",)),
    "a byline of two": ("", "<p>Текст: Дана Ли и Олег Ким</p>", ("Дана Ли", "Олег Ким")),
    "a marked name": ("", '<span class="article-author">Салтанат Нур</span>', ("Салтанат Нур",)),
    "a link in an element marked for its author": (
        "",
        '<div class="author-card__name"><a href="/a/1">Айгуль Сейткали</a></div><div class="author-card__post">Корреспондент Вестей</div>',
        ("Айгуль Сейткали",),
    ),
    "no place beside the name": (
        "", '<div class="authors"><a href="/a/1">Салтанат Нур, Актюбинская область</a></div>', ("Салтанат Нур",),
    ),
    "no address of a site": ("", '<span class="author">Новости Vesti.kz</span>', ()),
    "a link in what is named for the author": ("", '<div class="author"><a href="/a/1">Татьяна Ким</a></div>', ("Татьяна Ким",)),
    "no link that has a name of its own": ("", '<div class="author"><a class="rubric" href="/a/1">Зелёная Энергия</a></div>', ()),
    "no menu of authors": ("", '<ul><li class="menu-author"><a href="/a/1">Татьяна Ким</a></li></ul>', ()),
    "no words before a name": ("", '<div class="author"><a href="/a/1">Show all articles of</a></div>', ()),
    "no name of a site": ("", '<p class="author"><a href="/">Новости Степи - Steppe.am</a></p>', ()),
    "no correspondent without a name": ("", '<div class="author-title">Daryo muxbiri</div><p>Автор: Дала тілшісі</p>', ()),
    "the site's own name is none": (
        '<meta property="og:site_name" content="Вести Степи"><meta name="author" content="Вести Степи">', "", ()),
    "the publisher's own name is none": (
        json_ld('{"@type":"NewsArticle","author":{"@type":"Person","name":"Вести Степи"},"publisher":{"name":"Вести Степи"}}'), "", (),
    ),
    "no agency": ("", "<p>Автор: Информационное агентство Степь</p>", ()),
    "no firm that made the site": ('<meta name="author" content="Interline Pro Co">', "", ()),
    "no link to become one": ("", '<a class="author-link" href="/write">Как стать автором</a>', ()),
    "no office of a press": ("", "<p>Мәтін: ІІМ баспасөз қызметі</p>", ()),
    "nobody": ("", "<p>В городе открыли мост.</p>", ()),
    "not a crowd of other articles' authors": (
        "", "".join(f'<span class="author">Имя{"абвгдежз"[n]} Фамилия</span>' for n in range(8)), (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_authors_are(name: str) -> None:
    head, body, expected = CASES[name]
    assert authors_of(document(head, body)) == expected

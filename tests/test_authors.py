"""Authors are the people whom the page names, not its site, its editors' office, or those of other articles."""

from __future__ import annotations

import pytest

from pipeline.authors import authors_of
from tests.reading import document


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


PARAGRAPH = f"<p>{'The bridge was opened on a day of wind and rain. ' * 4}</p>"
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
    "a name in elements of an element marked for it": (
        "", '<p class="author vcard"><a href="/a/1"><b class="fn">Anna Lee</b></a> <span class="post">Senior Correspondent</span></p>',
        ("Anna Lee",),
    ),
    "several names, each in an element": (
        "", '<div class="author">Par <strong>LUC MOREL</strong>, <strong>ANNE ROY</strong> Envoyés spéciaux à Nantes</div>',
        ("LUC MOREL", "ANNE ROY"),
    ),
    "no word for by": ("", '<span class="author">Von Anna Lee</span><span class="author">Por Luis Gil</span>', ("Anna Lee", "Luis Gil")),
    "no link behind other words": (
        "", '<p class="byline">By <a href="/a/1">Anna Lee</a> in <a href="/s">World Sports</a></p>', ("Anna Lee",),
    ),
    "what stands before a line break": (
        "", '<span class="sub">By: <a href="/a/1">Anna Lee</a><br>Executive News Editor</span>', ("Anna Lee",),
    ),
    "a byline behind a picture": (
        "", '<cite><a href="/a/1"><img src="a.jpg"></a>By Anna Lee<br>Steppe Daily<br><a href="/c">Contact</a></cite>', ("Anna Lee",),
    ),
    "no byline amid a sentence": ("", "<p>A picture of <b>the bridge</b> by Anna Lee<br>hangs there.</p>", ()),
    "no post behind a name": ("", '<span class="author">By ANNA LEE, Executive Editor</span>', ("ANNA LEE",)),
    "no post behind a dash": (
        "", '<cite>By <b>IVAN KIM and ANNA LEE - AP Technology Writers</b> | AP</cite>', ("IVAN KIM", "ANNA LEE"),
    ),
    "no desk and no staff": ("", "<p>By Sports Desk</p><p>By Steppe Staff Report</p><p>By Steppe News Service</p>", ()),
    "no link to a page": ("", '<div class="author"><a href="/a/1">View Author Page</a></div>', ()),
    "no words that are not capitalised": ("", '<p class="author"><a href="/">Afficher mon profil complet</a></p>', ()),
    "small words and patronymics within a name": (
        "", "<p>Текст: Алиев Вагиф оглы, Ludwig van der Berg, Жанар Ахмет қызы, Karim Anvar o‘g‘li</p>",
        ("Алиев Вагиф оглы", "Ludwig van der Berg", "Жанар Ахмет қызы", "Karim Anvar o‘g‘li"),
    ),
    "the publisher that the head names is none": (
        '<meta name="DC.publisher" content="Ediciones Norte"><meta name="author" content="Ediciones Norte">',
        '<a rel="author" href="/a">María Ruiz</a>', ("María Ruiz",),
    ),
    "one who publishes alone": (
        '<meta name="publisher" content="Anna Lee"><meta name="author" content="Anna Lee">', "", ("Anna Lee",),
    ),
    "nobody who made a picture": ("", '<span class="image-author">Ivan Kim</span><span class="author">Getty Images</span>', ()),
    "no site's name beside a person's": (
        "", '<span class="author">Anna Lee, EXAMPLE NEWS</span><a href="/">Example News</a>', ("Anna Lee",),
    ),
    "nobody who comments": ("", '<span class="comment-author">Susan Bell</span>', ()),
    "of several, those at the headline": (
        "<title>Bridge opened in the old town</title>",
        "<ul><li>By Ivan Kim</li></ul><p class='byline'>By Omar Diaz</p><h1>Bridge opened in the old town</h1><p>By Anna Lee</p>"
        f"{PARAGRAPH * 2}<p class='byline'>By Lena Bauer</p>",
        ("Anna Lee",),
    ),
    "no authors of others where an agency stands at the headline": (
        "<title>Bridge opened in the old town</title>",
        f"<h1>Bridge opened in the old town</h1><p class='byline'>dpa</p>{PARAGRAPH * 2}"
        "<p class='byline'>By Ivan Kim</p><p class='byline'>By Lena Bauer</p>",
        (),
    ),
    "nobody": ("", "<p>В городе открыли мост.</p>", ()),
    "not a crowd of other articles' authors": (
        "", "".join(f'<span class="author">Имя{"абвгдежз"[n]} Фамилия</span>' for n in range(8)), (),
    ),
    "a name within an element of the author's own": (
        "", '<span itemprop="author" itemscope><meta itemprop="name" content="Мария Ким"><a itemprop="url" href="/a/1">все</a></span>',
        ("Мария Ким",),
    ),
    "a byline in other languages, where it is marked as one": (
        "", '<span class="author"> Por <b>Maria Lima</b></span><div class="byline">Von Anna Berg und Karl Thal</div>',
        ("Maria Lima", "Anna Berg", "Karl Thal"),
    ),
    "no preposition that is the name's own": (
        "", '<div class="author">Di Marco</div><div class="author">Anna De Luca</div>', ("Di Marco", "Anna De Luca"),
    ),
    "no preposition of what is not marked": ("", "<p>Por Amor Nuestro</p><p>Von Haus Aus</p>", ()),
    "a name with small words of its own": (
        "", '<p>Автор: Рамиль Гусейн оглы</p><p>By Ana de la Cruz</p><p>By Omar al-Said</p>',
        ("Рамиль Гусейн оглы", "Ana de la Cruz", "Omar al-Said"),
    ),
    "no words that are a sentence's": (
        "", '<div class="author"><span class="author">Posted on</span><a href="/p">View my complete profile</a></div>', (),
    ),
    "no account, post or office": (
        '<meta name="author" content="User Admin; Vesti News; Trade Wire; Sports Desk; Court Reporter; Night Editor">'
        '<meta name="author" content="Нурлан Omar, Redacción Central, Redaktion Nord, Vesti Online">', "", ("Нурлан Omar",)),
    "no terms of the site": ("", "<p>By continuing, you agree to the Terms and Privacy Policy</p>", ()),
    "the site's own name is none, with or without its article or what stands behind a dash": (
        '<meta property="og:site_name" content="The Steppe Daily - Independent paper"><meta name="author" content="Steppe Daily">', "", ()),
    "a Korean and a Chinese name, which are one word": (
        json_ld('{"@type":"NewsArticle","author":[{"name":"김민수"},{"name":"이서연 기자"},{"name":"王小明"}]}'), "",
        ("김민수", "이서연", "王小明"),
    ),
    "a Chinese byline": ("", '<span class="author"><span>作者：李小红</span></span>', ("李小红",)),
    "no office or paper of one word": (
        json_ld('{"@type":"NewsArticle","author":[{"name":"정치부"},{"name":"新华社"},{"name":"编辑部"},{"name":"온라인"},{"name":"王府网"}]}'),
        "", (),
    ),
    "nobody whose comment is marked as one": (
        "", '<ol class="commentlist"><li><span itemprop="author" itemscope><span itemprop="name">Анна Ли</span></span></li></ol>'
        '<div itemscope itemtype="https://schema.org/Comment"><a rel="author">Олег Ким</a></div>', (),
    ),
    "the name on a card": ("", '<span class="author vcard"><a class="url fn n" href="/a/1">Татьяна Ким</a></span>', ("Татьяна Ким",)),
    "the name on a card in a heading, with a day": (
        "", '<h4 class="vcard author">by <span class="fn">Tanya Kim</span>, February 28, 2010</h4>', ("Tanya Kim",),
    ),
    "a bold name before its place": ("", '<p class="autor"><strong>Tanya Kim</strong> | North Bridge | 08/01/2014</p>', ("Tanya Kim",)),
    "not who wrote a comment": (
        "",
        '<div class="comment-author vcard"><cite class="fn">Tanya Kim</cite></div>'
        '<p class="info"><span class="post_comment_author">Anna Li</span></p>'
        '<li class="comment"><div><span class="author">Ivan Lee</span></div></li>',
        (),
    ),
    "the author beside open comments": ("", '<div class="post comments-open"><span class="author">Tanya Kim</span></div>', ("Tanya Kim",)),
    "no post": ("", '<div class="author"><strong>Главный редактор</strong></div>', ()),
    "no group of firms": ('<meta name="author" content="Grupa Nowy Most"><meta name="byl" content="North Bridge Media">', "", ()),
    "no mark behind a name, and no link to what else one wrote": (
        json_ld('{"@type":"Article","author":[{"name":"Anna Berg (abe)"},{"name":"View Author Page"},{"name":"Anna Page"}]}'), "",
        ("Anna Berg", "Anna Page"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_authors_are(name: str) -> None:
    head, body, expected = CASES[name]
    assert authors_of(document(head, body)) == expected

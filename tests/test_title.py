"""The headline is the one that the page prints, without the names of site and section around it."""

from __future__ import annotations

import pytest

from pipeline.page import Page, PageRules
from pipeline.title import title_of
from storage.entities import Hint
from tests.reading import article, document, page

STORY = "В Актау открыли новую школу на 600 мест"
CASES = {
    "the h1": ("", f"<h1>{STORY}</h1>"),
    "the h1, not the logo before it": (f"<title>{STORY} — Вести дня</title>", f"<h1>Вести дня</h1><h1>{STORY}</h1>"),
    "an h1 with a line break": ("", "<h1>В Актау открыли <br>новую школу\n на 600 мест</h1>"),
    "the one without the moment that the site prints with it": (
        f"<title>{STORY}: 2 марта 2026, 10:15 — Вести Мангистау</title>",
        f"<h1>{STORY}<span class='hidden'>2 марта 2026, 10:15</span></h1>",
    ),
    "the title without the site behind a dash": (f"<title>{STORY} — Вести Мангистау</title>", ""),
    "the title before its day, not the site behind that, printed though it is": (
        f"<title>{STORY} - 2 Марта 2026 - Сайт школы-лицея города Актау, Мангистауская область</title>",
        "<span>Сайт школы-лицея города Актау, Мангистауская область</span>",
    ),
    "the title behind the site and its day": (
        f"<title>Вести Мангистау - 2 Марта 2026 - {STORY}</title>",
        f"<a href='/'>Вести Мангистау</a><div>{STORY}</div>",
    ),
    "the title without site and section": (f"<title>{STORY} » Общество » Вести Мангистау</title>", f"<b>{STORY}</b>"),
    "the title without the site before it": (f"<title>Вести Мангистау | {STORY}</title>", f"<div>{STORY}</div>"),
    "og:title where the h1 names the section": (
        f'<title>{STORY} — Вести</title><meta property="og:title" content="{STORY}">',
        "<h1>Общество</h1>",
    ),
    "the stated headline that the h1 agrees with": (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{STORY}"}}</script>'
        '<meta property="og:title" content="Новая школа в Актау: фоторепортаж">',
        f"<h1>{STORY}</h1>",
    ),
    "the printed one where the head holds the site's slogan": (
        '<title>Официальный сайт акимата</title><meta property="og:title" content="Официальный сайт акимата">',
        f"<h1>{STORY}</h1>",
    ),
    "the bare one where others put its subject before it": (
        f'<title>Образование: {STORY}</title><meta property="og:title" content="Образование: {STORY}">',
        f"<h1>{STORY}</h1>",
    ),
    "the bare one where the h1 has its subject in it": (
        f"<title>Новости регионов: {STORY}</title>",
        f"<h1><span>Образование</span><span> — </span><span>{STORY}</span></h1>",
    ),
    "the one with its spaces": (
        f'<meta property="og:title" content="{STORY}">',
        "<h1><span>В Актау открыли новую школу</span><span>на 600 мест</span></h1>",
    ),
    "no single word above it": (
        f'<title>Подробнее</title><meta property="og:title" content="{STORY}">',
        "<h1>Подробнее</h1>",
    ),
    "the title without the site behind an arrow": (f"<title>{STORY} › Вести Мангистау</title>", ""),
    "the printed one, not the end of the breadcrumbs": (
        f'<title>Школа открылась</title><meta property="og:title" content="{STORY}">',
        f"<ol class=breadcrumb><li>Общество</li><li><h1>Школа в Актау</h1></li></ol><h2>{STORY}</h2>",
    ),
    "the end of the breadcrumbs where nothing else is printed": ("", f"<nav><h1>{STORY}</h1></nav><p>Текст</p>"),
    "the title of the entry where the head states the site alone": (
        "<title>Новости агентства Живая хроника степного края</title>",
        f"<div><span class='headline entry-title'>{STORY}</span></div><h1>Живая хроника</h1>",
    ),
    "the title of the entry, not the site's name behind it": (
        f"<title>{STORY} « живая хроника степного края</title>",
        f"<h1>живая <a href='/x'>хроника</a> степного края</h1><h3 class='entry-title'>{STORY}</h3>",
    ),
    "not the titles of several entries": (
        f"<title>{STORY} — Вести</title>",
        "<p class='entry-title'>В Атырау открыли новый мост</p><p class='entry-title'>В Уральске открыли парк</p>",
    ),
    "no h1 that links to the front page": (
        f"<title>{STORY} — Живая хроника степного края</title>",
        f"<h1><a href='/'>Живая хроника степного края</a></h1><h1>{STORY}</h1>",
    ),
    "the h1 with which the title begins, however long the name of the site": (
        f"<title>{STORY} - Живая хроника - степного края и всех его районов</title>",
        f"<p>степного края и всех его районов</p><h1>{STORY}</h1>",
    ),
    "the h1 with which the title begins, where the title is printed too": (
        f"<title>{STORY} | Живая хроника</title>",
        f"<h1>{STORY}</h1><span>{STORY} | Живая хроника</span>",
    ),
    "the printed one where the head is written for search engines": (
        '<title>Школа в Актау: фото, видео</title><meta property="og:title" content="Школа в Актау: фото, видео">',
        f"<h1>{STORY}</h1>",
    ),
    "without the site that the h1 names": (
        f'<title>{STORY} | Старая хроника</title><meta property="og:title" content="{STORY}">',
        f"<h1>{STORY} | Хроника</h1>",
    ),
    "without the date that the h1 holds": (
        f'<meta property="og:title" content="{STORY}">',
        f"<h1><span>{STORY}</span> <small>02.03.2026</small></h1>",
    ),
    "the h2 that the head states, where the h1 is its first words": (
        f"<title>{STORY}</title>",
        f"<h1>В Актау</h1><p>10:11 09 декабря</p><h2>{STORY}</h2>",
    ),
    "the printed one, not with the site's address before it": (
        f"<title>VestiMangistau.com в Актау: {STORY}</title>",
        f"<div class=news_head>{STORY}</div>",
    ),
    "the title without the site behind a line, where it is printed so": (
        f"<title>{STORY}_Вести Мангистау степного края и всех районов</title>",
        f"<div class=caption>{STORY}</div>",
    ),
    "the title without the section before a hyphen, where it is printed so": (
        f"<title>Общество--{STORY}</title>",
        f"<h4>{STORY}</h4>",
    ),
    "what the head states, not the name of the site in its menu": (
        f"<title>{STORY}</title>",
        "<nav><h1>Живая хроника степного края</h1></nav>",
    ),
    "the title behind the site in capitals, where both are printed alone": (
        f"<title>СТЕПНОЙ ГОЛОС: {STORY}</title>",
        f"<b>СТЕПНОЙ ГОЛОС</b><br><b>{STORY}</b>",
    ),
    "entities read": (f"<title>{STORY} &amp;mdash; x</title>", f"<h1>{STORY}</h1>"),
}


def test_the_front_page_s_address_with_a_query_is_another_page_s() -> None:
    page = document(f"<title>Степной голос » {STORY}</title>", f"<h1><a href='/'>Степной голос</a></h1><h2>{STORY}</h2>", "https://site.kz/?p=190")
    assert title_of(page) == STORY


@pytest.mark.parametrize("name", CASES)
def test_the_headline_is(name: str) -> None:
    assert title_of(document(*CASES[name], url="https://vesti-mangistau.kz/n/1")) == STORY


def test_between_a_kicker_and_a_headline_of_their_own_elements_stands_what_others_say() -> None:
    title = f"Образование: {STORY}"
    h1 = f"<h1><span>Образование</span> <span>{STORY}</span></h1>"
    assert title_of(document(f'<title>{title}</title><meta property="og:title" content="{title}">', h1)) == title


def test_how_a_word_is_read_is_no_part_of_the_headline() -> None:
    h1 = "<h1><ruby>子<rt>こ</rt></ruby>どもへの<ruby>体罰<rt>たいばつ</rt></ruby>を禁止する</h1>"
    assert title_of(document("<title>子どもへの体罰を禁止する</title>", h1)) == "子どもへの体罰を禁止する"


@pytest.mark.parametrize("mark", ["_", "-", "--"])
def test_a_headline_whose_letters_are_words_goes_before_the_site(mark: str) -> None:
    headline = "里海岸边新建学校今天正式开学迎来学生"
    assert title_of(document(f"<title>{headline}{mark}海岸网</title>", f"<div>{headline}</div>")) == headline


def test_a_quotation_before_a_colon_stays_where_only_a_lesser_place_lacks_it() -> None:
    title = "«Нас не спросили»: жители Актау выступили против новой стройки"
    head = f'<title>{title}</title><meta name="twitter:title" content="жители Актау выступили против новой стройки">'
    assert title_of(document(head, f"<h1>{title}</h1>")) == title


def test_a_site_file_may_say_where_the_headline_is() -> None:
    rules = PageRules(title="//div[@class='t']")
    assert title_of(to_document_with(rules, f"<h1>Другое</h1><div class='t'>{STORY}</div>")) == STORY


def to_document_with(rules: PageRules, body: str):  # type: ignore[no-untyped-def]
    from pipeline.document import to_document

    return to_document(page("", body, rules=rules))


@pytest.mark.parametrize("title", [f"Токаев: {STORY}", f"Фото: {STORY}", "Аким: дороги починим"])
def test_a_headline_that_is_stated_nowhere_without_its_beginning_keeps_it(title: str) -> None:
    assert title_of(document(f"<title>{title}</title>", f"<h1>{title}</h1>")) == title


def test_a_headline_that_ends_as_another_one_keeps_its_words() -> None:
    longer = f"Президент сообщил, что {STORY}"
    assert title_of(document(f"<title>{STORY}</title>", f"<h1>{longer}</h1>")) == longer


def test_a_headline_with_a_dash_of_its_own_stays_whole() -> None:
    title = "Президент — о реформах: «Назад пути нет»"
    assert title_of(document(f"<title>{title}</title>", f"<h1>{title}</h1>")) == title


def test_a_hint_from_the_feed_helps_where_the_page_says_nothing() -> None:
    made = document("", "<p>Текст</p>")
    hinted = Page(made.page.url, made.page.body, None, hints=(Hint("feed", "https://site.kz/rss", title=STORY),))
    from pipeline.document import to_document

    assert title_of(to_document(hinted)) == STORY


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Мост через Тобол открыли Мост через Тобол открыли", "Мост через Тобол открыли"),
        ("Мост через Тобол открыли, мост через Тобол открыли", "Мост через Тобол открыли, мост через Тобол открыли"),
        ("Нью-Йорк Нью-Йорк", "Нью-Йорк Нью-Йорк"),
    ],
)
def test_a_headline_that_is_said_twice_is_read_once(printed: str, title: str) -> None:
    assert title_of(document("", f"<h1>{printed}</h1>")) == title


def test_a_page_without_any_headline_has_none() -> None:
    assert title_of(document("", "<p>Текст без заголовка.</p>")) == ""


def test_a_headline_keeps_its_end_where_it_is_printed_and_stated_so() -> None:
    title = "Школы Актау остались без воды – что говорят в акимате"
    head = (
        '<title>Школы Актау остались без воды</title><meta property="og:title" content="Школы Актау остались без воды">'
    )
    stated = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}"}}</script>'
    assert title_of(document(head + stated, f"<h1>{title}</h1>")) == title


TEXT = (
    "<p>Новую школу в Актау построили за два года. В ней шестьсот мест, два спортзала и бассейн, учиться дети будут в одну смену.</p>"
    "<p>На открытии аким города рассказал, что до конца года в Актау откроют ещё две школы, каждую на девятьсот мест.</p>"
)
ABOVE = {
    "plain text": f"<div class=entrytitle>{STORY}</div><div>Категория: Общество | 16 января 2012 15:59</div>",
    "a link to itself": f"<td><a href='/n/1'>{STORY}</a></td><div>16 января 2012</div>",
    "a heading without a word in the head": f"<h3>{STORY}</h3>",
}


@pytest.mark.parametrize("head", ["<title>Вечерний Каспий</title>", "", "<title>kaspij.kz</title>"])
@pytest.mark.parametrize("above", ABOVE)
def test_where_the_head_states_the_site_alone_the_headline_is_printed_above_the_story_as(above: str, head: str) -> None:
    assert article(head, f"<div>{ABOVE[above]}{TEXT}</div>").title == STORY


@pytest.mark.parametrize(
    "above",
    [
        "<p><a href='/shkoly'>Школы Актау</a> » <a href='/novye'>Новые школы</a></p>",
        "<figure><img src=1.jpg><figcaption>Новая школа в Актау</figcaption></figure>",
        "<ul><li><a href='/n/2'>В Актау откроют две новые школы</a></li><li>Реклама</li><li>Погода</li></ul>",
    ],
)
def test_no_headline_above_the_story_is(above: str) -> None:
    assert article("<title>Вечерний Каспий</title>", f"<div>{above}{TEXT}</div>").title == "Вечерний Каспий"


def test_a_name_of_few_words_that_the_story_has_yields_to_a_heading_about_it() -> None:
    body = f"<div><h2>{STORY}</h2>{TEXT}<p>Пресс-служба акимата города Актау</p></div>"
    assert article("<title>Акимат Актау</title>", body).title == STORY
    assert article("<title>Акимат Актау</title>", body.replace("h2", "p")).title == "Акимат Актау"


def test_the_mark_that_closes_a_quotation_parts_no_title() -> None:
    title = "Школу назвали «Дом на берегу» по просьбе детей"
    assert title_of(document(f"<title>{title} — Вести</title>")) == title


def test_a_head_that_speaks_of_the_story_states_its_headline() -> None:
    body = f"<div><b>Школы города: два года стройки</b>{TEXT}</div>"
    assert article("<title>Новая школа открыта в Актау</title>", body).title == "Новая школа открыта в Актау"


def test_the_address_of_a_site_is_nobodys_headline() -> None:
    made = document(
        "<title>vesti-mangistau.kz</title>", f"<h1>vesti-mangistau.kz</h1><h2 itemprop=headline>{STORY}</h2>", url=""
    )
    assert title_of(made) == STORY

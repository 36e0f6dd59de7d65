"""What a box of a page is known by: its label, a headline of its own, its name, or the button beside it."""

from __future__ import annotations

import json

import pytest

from pipeline.body.boxes import quoted
from pipeline.body.facts import explaining
from pipeline.body.look import look
from pipeline.drop import NoText
from tests.reading import article, document
from tests.test_body import PARAGRAPHS, STORY, around

TITLE = "Мост через Тобол открыли после ремонта"
HEAD = f"<title>{TITLE}</title>"
FIRST, REST = f"<p>{STORY[0]}</p>", "".join(f"<p>{one}</p>" for one in STORY[1:])
OTHER = (
    "Синоптики обещают потепление на севере страны уже к концу недели, сообщили в «Казгидромете».",
    "До этого ночью ожидаются морозы до двадцати пяти градусов, днём будет на десять градусов теплее.",
    "В горных районах объявлена лавинная опасность, туристов просят не выходить на маршруты до четверга.",
)
OTHERS = "".join(f"<p>{one}</p>" for one in OTHER)
LINKED = '<h2><a href="/n/2">На север страны идёт потепление, ждут к концу недели</a></h2>'
TAKEN = {
    "an advert": f"<div class='partner'><span>На правах рекламы</span>{OTHERS}</div>",
    "remarks": f"<div class='disqus'><h3>Пікірлер (3)</h3>{OTHERS}</div>",
    "the next story, called so": f"<div class='post'><div>Следующая статья</div>{LINKED}{OTHERS}</div>",
    "the next story, with its day": f"<div class='post'>{LINKED}<div>2 марта 2026, 10:15</div>{OTHERS}</div>",
    "the next story, in a box named so": f"<div class='story-next'>{LINKED}{OTHERS}</div>",
    "the next story, under an h1": f"<div><h1>На север страны идёт потепление</h1><div>2 марта 2026, 10:15</div>{OTHERS}</div>",
    "a card of another story": f"<div class='c'>{LINKED}<span>2 марта 2026</span><p>{OTHER[0]}</p></div>",
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_a_box_begins_with_takes_it_out_of_the_story(name: str) -> None:
    assert article(HEAD, around(PARAGRAPHS) + TAKEN[name]).paragraphs == STORY


LEFT = {
    "where an advert was to be": f"{FIRST}<section><p>Реклама</p>{REST}</section>",
    "where an advert was to be, in Polish": f"{FIRST}<section><p>Reklama</p>{REST}</section>",
    "the story, called an advert": f"<div class='t'><p>На правах рекламы</p>{FIRST}{REST}</div>",
    "the story behind its lead": f"{FIRST}<div class='text'><p>Читайте также:</p><p>{STORY[1]}</p></div><p>{STORY[2]}</p><p>{STORY[3]}</p>",
    "a part under an h1": f"{FIRST}<div><h1>Мост закрывали на семь месяцев</h1>{REST}</div>",
    "a heading with a day": f"{FIRST}<div><h2>Мост закрывали на семь месяцев</h2><p>2 марта 2026</p>{REST}</div>",
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_a_label_or_a_heading_takes_no_paragraph_of_the_story(name: str) -> None:
    made = article(HEAD, around(LEFT[name])).paragraphs
    assert [one for one in made if one in STORY] == list(STORY)


def test_the_next_story_in_a_box_like_that_of_the_story_is_another_one() -> None:
    shown = ((TITLE, PARAGRAPHS), ("На север страны идёт потепление", OTHERS))
    boxes = "".join(
        f"<div class=item><div class=info>10:20 05.02.2026</div><div class=title>{title}</div><div class=body>{text}</div></div>"
        for title, text in shown
    )
    assert article(HEAD, f"<div class=endless>{boxes}</div>").paragraphs == STORY


def test_a_longer_next_story_under_a_line_of_links_with_its_day_is_another_one() -> None:
    stamp = "<div><a href='/4'>12:05, 4 февраля 2026</a><a href='/mir'>Мир</a></div>"
    boxes = "".join(
        f"<div class=topic><div class=topic-body><h1>{title}</h1>{stamp}<div>{text}</div></div></div>"
        for title, text in ((TITLE, PARAGRAPHS), ("На север страны идёт потепление", OTHERS * 3))
    )
    assert article(HEAD, f"<div class=endless>{boxes}</div>").paragraphs == STORY


def test_terms_of_a_list_stay_with_what_is_said_of_them() -> None:
    told = (
        ("О ходе паводка:", "уровень воды в Жайыке снизился на 12 сантиметров за сутки;"),
        ("О восстановлении жилья:", "построено 312 домов, ещё 48 сдадут до конца марта;"),
        ("О поддержке бизнеса:", "компенсации получили 214 предпринимателей."),
    )
    first, last, title = "Областной штаб подвёл итоги дня.", "Горячая линия штаба: 109.", "Оперативная информация штаба"
    shown = "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in told)
    body = f"<h2>{title}</h2><p>9 февраля 2026</p><div><p>{first}</p><dl>{shown}</dl><p>{last}</p></div>"
    made = article(f"<title>{title}</title>", body).paragraphs
    assert made == (first, *(line for term, said in told for line in (term, f"  • {said}")), last)


def test_a_subheading_that_looks_like_the_headline_takes_nothing_out_where_it_has_no_day() -> None:
    body = f"<div class=title>{TITLE}</div>{FIRST}<div><div class=title>Мост закрывали на семь месяцев</div>{REST}</div>"
    made = article(HEAD, body)
    assert "other-article" not in {one.rule for one in made.removed}
    assert made.paragraphs[-3:] == STORY[1:]


def test_a_table_of_two_rows_beneath_a_paragraph_stays() -> None:
    rows = (("Меморандум о сотрудничестве в сфере транспорта", "Министерства транспорта"), ("План мероприятий на год", "Акиматы"))
    shown = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    story = f"{FIRST}<p>По итогам подписаны документы:</p><table><tbody>{shown}</tbody></table>{REST}"
    assert "\n".join(" ".join(row) for row in rows) in article(HEAD, around(story)).paragraphs


def test_a_headline_that_links_to_its_own_page_begins_the_story() -> None:
    body = f"<div class='post'><h2><a href='/news/1'>{TITLE}</a></h2><div>2 марта 2026</div>{PARAGRAPHS}</div>"
    assert article(HEAD, body).paragraphs == STORY


SAID = "Такого спроса на перевозки мы не видели десять лет, вагонов не хватает на всех станциях."


def card(text: str, name: str = "quote-card") -> str:
    return f"<div class='{name}'><img src='/p.jpg'><div><p>{text}</p></div><div>Марат Есенов</div><div>директор</div></div>"


def test_a_card_with_a_quotation_is_part_of_the_story() -> None:
    assert article(HEAD, around(FIRST + card(SAID) + REST)).paragraphs == (STORY[0], SAID, *STORY[1:])


@pytest.mark.parametrize(
    ("text", "name", "stays"),
    [
        (SAID, "quote-card", True),
        (SAID, "article__quote", True),
        (SAID, "card", False),
        (SAID, "wp-block-pullquote", True),
        (STORY[3], "wp-block-pullquote", False),
        (SAID, "bbcode_quote", False),
        (STORY[3], "quote", False),
        ("На ремонт из бюджета выделили 1,4 миллиарда тенге, потратили на подходы и освещение.", "quote", False),
        ("Марат Есенов, директор логистической компании", "quote", False),
    ],
)
def test_a_doubtful_quotation_amid_the_story_stays_unless_it_is_pulled_out_of_it(text: str, name: str, stays: bool) -> None:
    sight = look(document(HEAD, around(f"{FIRST}<div class='{name}'>{text}</div>{REST}")), TITLE)
    assert sight is not None
    at = next(one.order for one in sight.segments if one.text == text and one.element.tag == "div")
    rules = ["" if one.text in STORY and one.order != at else "unlike-story" for one in sight.segments]
    assert list(quoted(sight, [0.2] * len(rules), rules)) == [at] * stays


FACT = "84 километра труб проложили за год"
EXPLAINED = {
    "facts beside the story": (f"<aside class=factbox><h4>В цифрах</h4><ul><li>{FACT}</li></ul></aside>", 0.06, ["В цифрах", FACT]),
    "facts that are hardly likely": (f"<aside class=factbox><ul><li>{FACT}</li></ul></aside>", 0.04, []),
    "facts in a box of another name": (f"<aside class=weather><h4>В цифрах</h4><ul><li>{FACT}</li></ul></aside>", 0.3, []),
    "a linked headline": (f"<div class=info-box><p><a href=/x>{FACT}</a></p></div>", 0.3, []),
    "what calls readers to a channel": ("<div class=info-box><p>Подписывайтесь на наш Telegram-канал</p></div>", 0.3, []),
    "facts in English": ("<div class=infobox><p>84 kilometres of pipes were laid in a year</p></div>", 0.3, []),
    "the label of a box that stays": (f"<div class=info><p>Анықтама</p><p>{STORY[3]}</p></div>", 0.01, ["Анықтама"]),
    "the label of a box that goes": (f"<div class=info><p>Кстати</p><p><a href=/x>{FACT}</a></p></div>", 0.01, []),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPLAINED)
def test_what_explains_the_story_stays_amid_it(name: str) -> None:
    box, chance, stays = EXPLAINED[name]
    sight = look(document(HEAD, around(f"{FIRST}{box}{REST}")), TITLE)
    assert sight is not None
    rules = ["" if one.text in STORY else "sidebar" if "<aside" in box else "unlike-story" for one in sight.segments]
    assert [sight.segments[at].text for at in explaining(sight, [chance] * len(rules), rules)] == stays


def test_what_explains_behind_the_story_goes() -> None:
    sight = look(document(HEAD, around(f"{FIRST}{REST}<aside class=factbox><ul><li>{FACT}</li></ul></aside>")), TITLE)
    assert sight is not None
    rules = ["" if one.text in STORY else "sidebar" for one in sight.segments]
    assert not list(explaining(sight, [0.4] * len(rules), rules))


def test_a_question_amid_the_story_stays_with_its_answer() -> None:
    asked = (("Кому положена выплата?", STORY[1]), ("Как подать заявление?", STORY[2]))
    shown = "".join(f"<div class='q'><b>{question}</b></div><div class='a'>{answer}</div>" for question, answer in asked)
    made = article(HEAD, around(f"{FIRST}<div class='acc'>{shown}</div>")).paragraphs
    assert made == (STORY[0], *(line for pair in asked for line in pair))


@pytest.mark.parametrize("name", ["fb-post", "telegram-post", "facebook-embed"])
def test_a_post_that_the_story_quotes_stays(name: str) -> None:
    post = f"<div class='{name}'><blockquote><p>{SAID}</p></blockquote></div>"
    assert SAID in article(HEAD, around(FIRST + post + REST)).paragraphs


@pytest.mark.parametrize(
    "button",
    [
        "<button>Читать полностью</button>",
        "<div class='more'><span>Показать весь текст</span></div>",
        "<a href='#'>Толық оқу</a>",
        "<a href='javascript:show()'>Read more »</a>",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_the_rest_of_a_story_behind_a_button_is_read(button: str, before: bool) -> None:
    rest = f"<div style='display: none'>{REST}</div>"
    assert article(HEAD, around(FIRST * 2 + (button + rest if before else rest + button))).paragraphs[-3:] == STORY[1:]


@pytest.mark.parametrize(
    "button", ["", "<button>Закрыть</button>", "<button>Показать комментарии</button>", "<a href='/n/2'>Читать далее</a>"]
)
def test_what_is_hidden_beside_another_button_is_not_read(button: str) -> None:
    assert article(HEAD, around(f"{PARAGRAPHS}<div style='display:none'>{OTHERS}</div>{button}")).paragraphs == STORY


NOTICE = "We and our partners use similar functions to process information on your device. Some of them are needed for this page."


@pytest.mark.parametrize("role", ["dialog", "alertdialog"])
def test_what_is_laid_over_the_page_is_no_part_of_the_story(role: str) -> None:
    notice = f"<div class='box' role='{role}'><div><h2>Notice</h2><p>{NOTICE * 3}</p><p>{NOTICE}</p></div></div>"
    assert article(HEAD, notice + around(PARAGRAPHS)).paragraphs == STORY
    assert article(HEAD, f"<div role='{role}'>{around(PARAGRAPHS)}</div><p>{NOTICE}</p>").paragraphs[:4] == STORY


@pytest.mark.parametrize("section", ["Политика", "Главное", "Регионы · Костанай"])
def test_a_section_above_the_headline_is_no_part_of_the_story(section: str) -> None:
    story = "<br><br>".join(STORY)
    body = f"<table><tr><td><font>{section}</font><br><font size=5><b>{TITLE}</b></font><br><br>{story}</td></tr></table>"
    assert article(HEAD, body).paragraphs == STORY


def test_a_lead_above_the_headline_stays() -> None:
    body = f"<table><tr><td>{STORY[0]}<br><br><b>{TITLE}</b><br><br>{'<br><br>'.join(STORY[1:])}</td></tr></table>"
    assert article(HEAD, body).paragraphs == STORY


BLOCKS = [{"type": "paragraph", "data": {"text": one}} for one in STORY]
ENTRY = {"title": "Другая новость", "slug": "drugaya", "text": OTHER[0] * 9}
STATES = {
    "markup": {"post": {"id": 5, "slug": "most", "title": TITLE, "content": PARAGRAPHS}, "top": [ENTRY]},
    "lines": {"article": {"headline": TITLE, "text": "\n\n".join(STORY), "image": "https://site.kz/p/1.jpg"}},
    "blocks": {"current": {"title": TITLE, "blocks": BLOCKS, "related": [ENTRY]}},
    "related stories within": {"page": {"title": TITLE, "body": [*STORY, ENTRY]}},
}
SHELL = "<div id='app'><div class='spinner'>Загрузка…</div></div>"


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("script", ["<script type='application/json'>{}</script>", "<script>window.STATE = {};</script>"])
def test_a_story_that_only_the_state_of_the_page_s_program_holds_is_read(name: str, script: str) -> None:
    state = json.dumps(STATES[name], ensure_ascii=False).replace("</", "<\\/")
    assert article(HEAD, SHELL + script.replace("{}", state)).paragraphs == STORY


PORTAL = "<title>Единый портал ведомств</title>"
SHELLED = {"id": 5077, "title": TITLE, "published_date": "2026-03-01T10:00:00+05:00", "body": PARAGRAPHS}


def test_a_story_in_a_state_is_told_by_its_number_in_the_address_where_the_page_has_but_a_title_of_the_site() -> None:
    state = {"menu": [{"title": "О ведомстве"}], "item": SHELLED, "other": [{**SHELLED, "id": 5076, "title": "Другая"}]}
    script = f"<script type='application/json'>{json.dumps(state)}</script>"
    found = article(PORTAL, SHELL + script, url="https://portal.kz/press/details/5077?lang=ru")
    assert (found.title, found.paragraphs, str(found.published.day)) == (TITLE, STORY, "2026-03-01")


@pytest.mark.parametrize(
    ("state", "address"),
    [
        (SHELLED, "https://portal.kz/press/details/5078"),
        ({**SHELLED, "id": None}, "https://portal.kz/press/None"),
        ([SHELLED, {**SHELLED, "title": "Другая"}], "https://portal.kz/press/5077"),
        ({**SHELLED, "body": "О нас"}, "https://portal.kz/press/5077"),
    ],
)
def test_no_other_story_in_a_state_is_that_of_a_page_with_a_title_of_the_site(state: object, address: str) -> None:
    with pytest.raises(NoText):
        article(PORTAL, f"{SHELL}<script type='application/json'>{json.dumps(state)}</script>", url=address)


@pytest.mark.parametrize(
    "state",
    [
        {"menu": [ENTRY], "title": "Портал"},
        {"post": {"title": TITLE, "content": STORY[0]}},
        {"post": {"title": TITLE, "code": "aGVsbG8gd29ybGQ" * 40, "image": "https://site.kz/" + "p" * 400}},
    ],
)
def test_a_state_without_the_story_gives_none(state: object) -> None:
    with pytest.raises(NoText):
        article(HEAD, f"{SHELL}<script type='application/json'>{json.dumps(state)}</script>")


def test_a_story_in_a_state_that_a_call_makes_is_read() -> None:
    other, own = (json.dumps(one).replace("<", "\\u003C").replace("/", "\\u002F") for one in (OTHERS * 9, PARAGRAPHS))
    made = f"{{list:[{{id:b,title:\"Другая\",body:{other}}}],item:{{id:.5,$at:void 0,title:a,body:{own},open:true}}}}"
    call = f"(function(a,b){{return {made}}}({json.dumps(TITLE, ensure_ascii=False)},null))"
    assert article(HEAD, f"{SHELL}<script>window.STATE={call};</script>").paragraphs == STORY


@pytest.mark.parametrize(
    "call",
    [
        '(function(a){return {t:new Date(5),x:a}}("{}"))',
        "(function(){run()})()",
        '(function(a){return {x:a}}(b("{}")))',
        pytest.param(f'(function(a){{return {{x:[{"a," * 90000}a]}}}}("{{}}"))', id="what would fill the memory"),
        pytest.param('(function(a){return {x:"' + '\\"' * 400_000 + "}}(a))", id="a string without an end"),
    ],
)
def test_a_call_that_makes_something_else_gives_no_story(call: str) -> None:
    with pytest.raises(NoText):
        article(HEAD, f"{SHELL}<script>window.STATE={call.replace('{}', ' '.join(STORY))};</script>")


def test_markup_that_a_state_writes_in_its_own_way_is_none_of_the_story() -> None:
    packed = "%3Cdiv%3E" * 60
    content = "".join(f"<p>{one}{{/p}}" for one in STORY) + f'<p><sd-embed data-file="{packed}">{{/sd-embed}}{{/p}}<p><br>{{/p}}'
    state = json.dumps({"post": {"title": TITLE, "content": content}})
    assert article(HEAD, f"{SHELL}<script type='application/json'>{state}</script>").paragraphs == STORY


def test_a_story_that_the_page_shows_is_read_there() -> None:
    state = json.dumps({"post": {"title": TITLE, "content": OTHERS * 9}})
    assert article(HEAD, f"{around(PARAGRAPHS)}<script type='application/json'>{state}</script>").paragraphs == STORY


def test_a_story_that_only_json_ld_holds_is_read() -> None:
    stated = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(STORY)})
    head = f"{HEAD}<script type='application/ld+json'>{stated}</script>"
    assert article(head, "<div id='app'></div><noscript>Включите JavaScript</noscript>").paragraphs == STORY


def test_a_page_of_cards_that_calls_itself_an_article_is_none() -> None:
    listed = "".join(
        f"<div class='item'><a href='/n/{number}'><img src='/{number}.jpg'></a>"
        f"<span><a href='/n/{number}'>На север страны идёт потепление, ждут к концу недели</a></span><span>{one}</span>"
        f"<div><span>Сегодня</span><span>{number}459</span></div></div>"
        for number, one in enumerate(OTHER * 2, 1)
    )
    with pytest.raises(NoText):
        article(
            "<title>Горячие новости | Вести</title><meta property='og:type' content='article'>",
            f"<h1>Новости</h1><div class='main'>{listed}</div>",
            url="https://site.kz/news/",
        )

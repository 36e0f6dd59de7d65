"""The body is the story: its paragraphs, lists, quotes and tables, in order, and nothing that stands among or around them."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.body.cues import CUE_NAMES, cue_columns
from pipeline.body.date_lines import is_date_line
from pipeline.body.features import EMPHASES, emphasised
from pipeline.body.groups import teasers, together
from pipeline.body.lead import said_again, told_twice
from pipeline.body.look import look
from pipeline.body.model import Forest, forest
from pipeline.body.names import FAR, ORDER, names_of
from pipeline.body.nodes import Nodes
from pipeline.body.placed import _apart, _never
from pipeline.body.segments import segments, spaced
from pipeline.body.wording import _wordings, wordings
from pipeline.document import parsed, to_document
from pipeline.drop import Drop, TooLong
from pipeline.page import Page, PageRules
from tests.reading import article

STORY = (
    "В Костанайской области завершили ремонт моста через Тобол, сообщили в управлении пассажирского транспорта.",
    "«Мост закрывали на семь месяцев, за это время заменили двенадцать балок и уложили новый асфальт», — сказал подрядчик.",
    "Движение по мосту открыли в понедельник. До этого водители объезжали реку через соседний район, путь занимал два часа.",
    "На ремонт из бюджета выделили 1,4 миллиарда тенге, ещё 200 миллионов потратили на подходы к мосту и освещение.",
)
PARAGRAPHS = "".join(f"<p>{one}</p>" for one in STORY)
MENU = "<ul class='menu'>" + "".join(f"<li><a href='/{n}'>Раздел {n}</a></li>" for n in range(8)) + "</ul>"
RELATED = "".join(f"<li><a href='/n/{n}'>Аким рассказал о ремонте дороги номер {n} в районе</a></li>" for n in range(6))


def around(story: str) -> str:
    return f"{MENU}<h1>Мост через Тобол открыли после ремонта</h1><div class='article-text'>{story}</div><footer>© 2026 Вести</footer>"


LAYOUTS = {
    "paragraphs": around(PARAGRAPHS),
    "bare text between line breaks": around("<br><br>".join(STORY)),
    "divisions": around("".join(f"<div>{one}</div>" for one in STORY)),
    "a table that lays out the page": (
        f"<table><tr><td>{MENU}</td><td><h1>Мост через Тобол открыли после ремонта</h1>{'<br>'.join(STORY)}</td></tr></table>"
    ),
    "an item of a list that lays out the page": (
        f"<ul class='columns'><li>{around(PARAGRAPHS)}</li><li><ol>{RELATED}</ol></li></ul>"
    ),
    "in the way of comments": around(PARAGRAPHS)
    + "<div class='comments'><h3>Комментарии</h3><p>Давно пора было открыть, спасибо "
    "всем, кто работал на морозе и в жару!</p><p>А дорогу до моста когда сделают? Там ямы по колено, машины бьются.</p></div>",
    "a form around the page": f"<form action='/'>{around(PARAGRAPHS)}</form>",
    "hidden until a script runs": f"<div style='display:none'>{around(PARAGRAPHS)}</div>",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_story_is_read_whole_and_alone_from(name: str) -> None:
    assert article("<title>Мост через Тобол открыли после ремонта</title>", LAYOUTS[name]).paragraphs == STORY


NOISE = {
    "a list of related articles": f"<div class='related'><h3>Читайте также</h3><ul>{RELATED}</ul></div>",
    "a date line": "<div>2 марта 2026, 10:15</div>",
    "share buttons": "<div class='share'><a href='#'>Facebook</a> <a href='#'>Telegram</a></div>",
    "tags": "<div class='tags'><a href='/t/1'>мост</a>, <a href='/t/2'>Костанай</a></div>",
    "a caption": "<figure><img src='/1.jpg'><figcaption>Мост через Тобол. Фото: пресс-служба акимата</figcaption></figure>",
    "a script": "<script>document.write('Мост')</script>",
    "a text area with the code to embed": "<textarea><a href='/'>Мост открыли</a></textarea>",
}


@pytest.mark.parametrize("name", NOISE)
@pytest.mark.parametrize("place", ["above", "amid", "below"])
def test_what_is_no_story_is_left_out(name: str, place: str) -> None:
    first, rest = f"<p>{STORY[0]}</p>", "".join(f"<p>{one}</p>" for one in STORY[1:])
    story = {
        "above": NOISE[name] + first + rest,
        "amid": first + NOISE[name] + rest,
        "below": first + rest + NOISE[name],
    }[place]
    assert article("", around(story)).paragraphs == STORY


def test_a_list_is_one_paragraph_with_a_line_an_item() -> None:
    items = ("установка двенадцати новых балок;", "укладка асфальта на мосту;", "освещение подходов к мосту.")
    listed = "".join(f"<li>{one}</li>" for one in items)
    story = f"<p>{STORY[0]}</p><p>Подрядчик выполнил такие работы:</p><ul>{listed}</ul><p>{STORY[2]}</p>"
    assert "\n".join(f"  • {one}" for one in items) in article("", around(story)).paragraphs


def test_a_row_of_data_is_one_line() -> None:
    rows = "".join(
        f"<tr><td>{place}</td><td>{km} км</td><td>{cost} млн</td></tr>"
        for place, km, cost in (("Тобол", 3, 12), ("Есиль", 5, 40))
    )
    (first, second) = [one.text for one in segments(parsed(f"<table>{rows}</table>"))]
    assert (first, second) == ("Тобол 3 км 12 млн", "Есиль 5 км 40 млн")


@pytest.mark.parametrize(
    ("names", "alike"),
    [(("par1", "par2", "par10"), True), (("text p-1", "text p-2"), True), (("par1", "par2 wide"), False), (("h1b", "h2b"), False)],
)
def test_elements_that_their_names_only_number_look_alike(names: tuple[str, ...], alike: bool) -> None:
    found = Nodes(segments(parsed("".join(f"<p class='{one}'>Мост открыт.</p>" for one in names))))
    assert (len({*found.look[found.at].tolist()}) == 1) is alike


@pytest.mark.parametrize(("name", "is_caption"), [("js-mediator-article", False), ("article-media", True), ("media_block", True)])
def test_a_service_that_counts_readers_makes_no_caption_of_the_text_it_marks(name: str, is_caption: bool) -> None:
    nodes = Nodes(segments(parsed(f"<div class='{name}'>Мост открыт.</div>")))
    assert (names_of(nodes).steps[nodes.at, ORDER.index("caption")] < FAR).tolist() == [is_caption]


@pytest.mark.parametrize(("name", "is_foot"), [("football", False), ("video-footage", False), ("footer-box", True), ("page-foot", True)])
def test_a_section_of_football_is_no_foot_of_the_page(name: str, is_foot: bool) -> None:
    nodes = Nodes(segments(parsed(f"<div class='{name}'>Матч окончен.</div>")))
    assert (names_of(nodes).steps[nodes.at, ORDER.index("foot")] < FAR).tolist() == [is_foot]


@pytest.mark.parametrize(
    ("block", "is_share"),
    [
        ("<h2 id='affirmative-action'>Affirmative ‘action’</h2>", False),
        ("<h2 id='actions'>Actions</h2>", True),
        ("<h2 id='share-title'>Share</h2>", True),
        ("<p id='h-social-media-did-not-help-the-bridge'>Social media did not help the bridge, said the mayor.</p>", False),
        ("<p id='social-media-links-list'>Write to us, said the mayor.</p>", True),
    ],
)
def test_an_anchor_that_spells_the_text_names_nothing(block: str, is_share: bool) -> None:
    nodes = Nodes(segments(parsed(block)))
    assert (names_of(nodes).steps[nodes.at, ORDER.index("share")] < FAR).tolist() == [is_share]


@pytest.mark.parametrize(("block", "named"), [("common-block", {"comments"}), ("block", {"comments"}), ("comments-block", set())])
def test_the_story_is_what_is_named_for_printing_where_all_else_is_comments(block: str, named: set[str]) -> None:
    remarks = "".join(f"<p>{one}</p>" for one in STORY)
    page = f"<div class='{block}'><div class='text_print'>{PARAGRAPHS}</div><div class='user_comments'>{remarks}</div></div>"
    sight = look(to_document(Page("https://a.example/1", f"<body>{page}</body>".encode(), None)), "")
    assert sight is not None
    assert {*_never(sight, sight.lengths).values()} == named


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>Мост в <span><meta content='место'>Костанае</span> открыт.</p>", ["Мост в Костанае открыт."]),
        ("<p>Мост <a href='/1'>\n <link href='/2'>\n через Тобол</a> открыт.</p>", ["Мост через Тобол открыт."]),
        ("<p><span>19.10.2019, 15:30</span><meta content='2019'><span>Мост открыт.</span></p>", ["19.10.2019, 15:30", "Мост открыт."]),
        ("<div>Мост<meta content='1'></div><div>открыт.</div>", ["Мост", "открыт."]),
    ],
)
def test_facts_for_machines_part_a_line_where_no_white_space_does(markup: str, texts: list[str]) -> None:
    assert [one.text for one in segments(parsed(markup))] == texts


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<div class='cap'>М</div><p>ост через Тобол открыт.</p>", ["Мост через Тобол открыт."]),
        ("<div class='cap'>М</div>ост через Тобол открыт.", ["Мост через Тобол открыт."]),
        ("<div>А</div><p>Мост через Тобол открыт.</p>", ["А", "Мост через Тобол открыт."]),
        ("<div>А</div><p> мост через Тобол открыт.</p>", ["А", "мост через Тобол открыт."]),
        ("<div>5</div><p>мостов через Тобол.</p>", ["5", "мостов через Тобол."]),
        ("<div><a href='/m'>М</a></div><p>ост через Тобол.</p>", ["М", "ост через Тобол."]),
    ],
)
def test_a_large_first_letter_in_an_element_of_its_own_begins_its_word(markup: str, texts: list[str]) -> None:
    assert [one.text for one in segments(parsed(f"<body>{markup}</body>"))] == texts


@pytest.mark.parametrize(
    ("markup", "is_text"),
    [
        ('<div>{ "modules": [{"name": "photo"}], "id": "2162" }</div>', False),
        ('<div>[{"name": "photo"}, {"name": "video"}]</div>', False),
        ('<pre>{ "modules": [], "id": "2162" }</pre>', True),
        ('<p><code>{"id": "2162"}</code></p>', True),
        ('<p>["Мост": семь месяцев ремонта]</p>', True),
        ('<p>{ "modules": [] } — так выглядит ответ сайта.</p>', True),
    ],
)
def test_what_a_page_keeps_for_its_program_is_no_text(markup: str, is_text: bool) -> None:
    assert bool(segments(parsed(markup))) == is_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<div><a>Спорт</a><a>Погода</a> и <b>ещё</b></div>", "Спорт Погода и ещё"),
        ("<div><span>USD <i>517,35</i></span><span>EUR</span></div>", "USD 517,35 EUR"),
        ("<p><b>Т</b>окаев</p>", "Токаев"),
        ("<div><a>Спорт</a><span class='visually-hidden'>1</span><a>Погода</a></div>", "СпортПогода"),
        ("<div><a>Спорт</a><a>Погода</a><p>Мост открыли.</p></div>", "СпортПогода"),
    ],
    ids=["links", "boxes", "letter", "unseen", "another block"],
)
def test_what_is_taken_out_is_told_with_spaces_between_elements_side_by_side(markup: str, text: str) -> None:
    assert spaced(segments(parsed(markup))[0]) == text


@pytest.mark.parametrize(
    ("markup", "kinds"),
    [
        ("<ul><li><h1>Мост открыли</h1><p>Абзац</p></li></ul>", ["heading", "paragraph"]),
        ("<ul><li><p>Абзац</p><p>Ещё один</p></li></ul>", ["item", "item"]),
    ],
)
def test_an_item_with_a_headline_holds_a_story(markup: str, kinds: list[str]) -> None:
    assert [one.kind for one in segments(parsed(markup))] == kinds


def test_the_white_space_of_the_source_is_no_part_of_a_link() -> None:
    (found,) = segments(parsed(f"<p>Мост через <a href='/1'>\n{' ' * 60}Тобол\n{' ' * 60}</a> открыт.</p>"))
    assert (found.text, found.linked) == ("Мост через Тобол открыт.", len("Тобол"))


OTHERS = (
    "Синоптики обещают потепление на севере страны уже к концу недели, сообщили в «Казгидромете».",
    "Новый маршрут свяжет областной центр с аэропортом, автобусы будут ходить каждые полчаса.",
    "Акимат объявил конкурс на ремонт трёх школ, работы должны закончить до первого сентября.",
    "Энергетики заменили сорок километров линий, отключений зимой станет меньше, говорят они.",
)
FEED = "".join(
    f"<dt>10:{n}5 <a href='/n/{n}'>Заголовок другой новости номер {n}</a></dt><dd>{one}</dd>"
    for n, one in enumerate(OTHERS)
)


def test_texts_behind_linked_headlines_are_teasers_of_other_stories() -> None:
    assert article("", around(f"<div>{PARAGRAPHS}</div><dl class='n'>{FEED}</dl>")).paragraphs == STORY


@pytest.mark.parametrize(
    ("picture", "head", "are_teasers"),
    [("<img src='/1.jpg'>", "a href='/n/1'", True), ("<img src='/1.jpg'>", "b", False), ("", "a href='/n/1'", False)],
)
def test_rows_with_a_picture_and_a_linked_headline_are_teasers(picture: str, head: str, are_teasers: bool) -> None:
    row = f"<tr><td>{picture}</td><td><{head}>В городе открыли ещё один дом</{head[0]}> 12.03, 10:15 Там живут</td></tr>"
    found = segments(parsed(f"<div>{PARAGRAPHS}</div><table>{4 * row}</table>"))
    assert teasers(found, Nodes(found))[-4:].tolist() == [are_teasers] * 4


@pytest.mark.parametrize(("are_teasers", "stays"), [(True, True), (False, False)])
def test_a_place_full_of_teasers_is_not_where_the_story_must_be(are_teasers: bool, stays: bool) -> None:
    feed = "".join(f"<p>{f'{one} ' * 9}</p>" for one in OTHERS)
    page = f"<body><div>{PARAGRAPHS}</div><div class='feed'>{feed}</div></body>"
    sight = look(to_document(Page("", page.encode(), None, "")), "")
    assert sight is not None
    story, others = range(len(STORY)), range(len(STORY), len(STORY) + len(OTHERS))
    apart = _apart(sight, np.full(len(sight.segments), 0.95, dtype=np.float32), others if are_teasers else ())
    assert apart.isdisjoint(story) is stays


def test_a_list_of_the_story_is_none_for_lists_of_links_that_look_like_it() -> None:
    listed = "".join(f"<li>{one}</li>" for one in OTHERS)
    links = "".join(f"<li><a href='/n/{n}'>Заголовок другой новости номер {n}</a></li>" for n in range(60))
    made = article(
        "", around(f"{PARAGRAPHS}<ul>{listed}</ul><p>{STORY[0]} Ремонт продолжат.</p>") + f"<ul>{links}</ul>"
    )
    assert "\n".join(f"  • {one}" for one in OTHERS) in made.paragraphs


def test_short_lines_far_behind_a_linked_headline_are_no_teasers() -> None:
    links = "".join(f"<p><a href='/n/{n}'>Заголовок другой новости номер {n}</a></p>" for n in range(3))
    lines = tuple(f"Мост номер {n} откроют к осени" for n in range(8))
    found = segments(parsed(links + "".join(f"<div class='l'>{one}</div>" for one in lines) + PARAGRAPHS))
    marks = teasers(found, Nodes(found))
    assert not marks.any()


def test_teasers_are_kept_where_a_page_has_nothing_else() -> None:
    made = article(
        "<title>Новости дня: главное за сутки в области</title>", f"<h1>Главное за сутки</h1><dl>{FEED}</dl>"
    )
    assert OTHERS[0] in "\n".join(made.paragraphs)


def test_the_story_in_another_article_than_the_headline_is_another_one() -> None:
    other = f"<article><h2>Погода в регионе</h2>{''.join(f'<p>{one}</p>' for one in OTHERS)}</article>"
    body = f"<article><h1>Мост через Тобол открыли после ремонта</h1>{PARAGRAPHS}</article><div>{other}</div>"
    assert article("", body).paragraphs == STORY


def test_an_article_that_holds_but_the_headline_takes_no_text_away() -> None:
    body = f"<article><h1>Мост через Тобол открыли после ремонта</h1></article><article>{PARAGRAPHS}</article>"
    assert article("", body).paragraphs == STORY


def test_texts_that_are_all_cut_off_are_teasers() -> None:
    cut = "".join(
        f"<li><a href='/n/{n}'>Другая новость номер {n}</a> {one[:60]}...</li>" for n, one in enumerate(OTHERS)
    )
    assert article("", around(f"<div>{PARAGRAPHS}</div><ul class='n'>{cut}</ul>")).paragraphs == STORY


CALLS = [
    "..... <a href='/n/{}'>Читать новость...</a>",
    "… <a href='/n/{}'>Толығырақ</a>",
    "... <a href='/n/{}'>Read more »</a>",
]


@pytest.mark.parametrize("call", CALLS)
def test_texts_from_a_linked_headline_to_a_call_to_read_on_are_of_other_stories(call: str) -> None:
    others = "".join(
        f"<div class='found'><a href='/n/{n}'><b>Заголовок другой новости номер {n}</b></a><br>{one}<br>{one[::-1]}{call.format(n)}</div>"
        for n, one in enumerate(OTHERS)
    )
    assert article("", around(f"{PARAGRAPHS}<p>{others}</p>")).paragraphs == STORY


def test_a_story_that_goes_on_behind_a_click_is_kept() -> None:
    first = f"<p>{STORY[0]}.. <a href='#more'>Читать полностью</a></p>"
    made = article("", around(f"<p><a href='/n/7'>Заголовок другой новости номер 7</a></p>{first}{PARAGRAPHS}"))
    assert made.paragraphs[-len(STORY) :] == STORY


def test_a_table_of_figures_beside_the_paragraphs_is_kept_whole() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>{name}</td><td>{n * 7}</td></tr>"
        for n, name in enumerate(("Есиль", "Тобол", "Ишим", "Аят"), 1)
    )
    text = "\n".join(
        article("", around(PARAGRAPHS + f"<p>Пролёты мостов, в метрах:</p><table>{rows}</table>")).paragraphs
    )
    assert all(f"{n} {name} {n * 7}" in text for n, name in enumerate(("Есиль", "Тобол", "Ишим", "Аят"), 1))


@pytest.mark.parametrize(
    "rows",
    [
        ("Доходы – 23,1 трлн тенге", "Расходы – 27,7 трлн тенге", "Дефицит – 4,6 трлн тенге"),
        ("Костанай – 8 7142 57 57 57", "Актобе – 8 7132 54 54 54", "Уральск – 8 7112 51 51 51"),
    ],
)
def test_a_list_in_paragraphs_that_ends_the_story_is_kept_to_its_last_row(rows: tuple[str, ...]) -> None:
    story = STORY[0] + "".join(f"<p>{row}</p>" for row in rows)
    counted = "<div>Просмотров: 512</div><div>Теги: <a href='/t'>мост</a></div>"
    assert article("", f"{MENU}<div><h1>Мост открыли</h1><p>{story}</div>{counted}").paragraphs == (STORY[0], *rows)


POEM = tuple(f"Строка стихотворения, а за ней ещё одна {number}" for number in "абвгдеж")


@pytest.mark.parametrize(
    ("lines", "chance", "stays"),
    [
        (POEM, 0.3, True),
        (POEM, 0.1, False),
        (POEM[:4], 0.3, False),
        ((*POEM, "Пишите нам: story@vesti.example"), 0.3, False),
        ((*POEM, "<a href='/n/2'>Аким рассказал о ремонте</a>"), 0.3, False),
        ((*POEM, POEM[0] * 3), 0.3, False),
    ],
)
def test_short_lines_that_look_like_the_likely_one_before_them_go_on_when_they_are_many(
    lines: tuple[str, ...], chance: float, stays: bool
) -> None:
    found = segments(parsed("<div>" + "".join(f"<p>{one}</p>" for one in (*STORY, *lines)) + "</div><div>Теги</div>"))
    chances = np.array([0.95] * len(STORY) + [chance] * len(lines) + [0.01], dtype=np.float32)
    made = together(found, Nodes(found), chances)
    assert (made > 0.5).tolist() == [True] * len(STORY) + [stays] * len(lines) + [False]


VERSES = ("Тобол течёт", "под новым мостом", "и не спешит", "под старым небом", "в Есиль")


@pytest.mark.parametrize(
    ("verses", "stays"),
    [
        (f"<p>{'<br>'.join(VERSES)}</p>", True),
        (f"<p>{'<br>'.join(VERSES[:3])}</p><p>{'</p><p>'.join(VERSES[3:])}</p>", False),
        (f"<p>{'<br>'.join((VERSES[0], VERSES[1] * 9, *VERSES[2:]))}</p>", False),
        (f"<p>{'<br>'.join((VERSES[0], '<a href=/n/2>Ещё</a>', *VERSES[2:]))}</p>", False),
    ],
)
def test_a_doubtful_verse_amid_likely_ones_stays(verses: str, stays: bool) -> None:
    found = segments(parsed(verses))
    chances = together(found, Nodes(found), np.array([0.7, 0.4, 0.7, 0.7, 0.7], dtype=np.float32))
    assert bool(chances[1] > 0.5) is stays
    assert together(found, Nodes(found), np.array([0.7, 0.4, 0.4, 0.7, 0.7], dtype=np.float32))[1] < 0.5


@pytest.mark.parametrize(("part", "stays"), [("<p>", True), ("<br>", False)])
def test_many_lines_with_links_go_on_in_paragraphs_but_not_between_line_breaks(part: str, stays: bool) -> None:
    lines = tuple(f"Село {one}: <a href='/{one}'>все новости села</a>" for one in POEM)
    found = segments(parsed(f"<div>{part.join((*STORY, *lines))}</div>".replace("<div>", f"<div>{part}")))
    chances = np.array([0.95] * len(STORY) + [0.3] * len(lines), dtype=np.float32)
    assert (together(found, Nodes(found), chances) > 0.5).tolist() == [True] * len(STORY) + [stays] * len(lines)


def test_a_table_of_addresses_is_for_a_program() -> None:
    row = "<tr><td>Мост в миниатюре</td><td>{}</td><td>27.95</td></tr>"
    address = "https://shop.example/bridges/{}/source/article/picture"
    found = segments(parsed("<table>" + "".join(row.format(address.format(n)) for n in range(4)) + "</table>"))
    linked = segments(parsed("<table>" + "".join(row.format(f"<a href='/'>{address.format(n)}</a>") for n in range(4)) + "</table>"))
    chances = np.array([0.9] * 4, dtype=np.float32)
    assert [(together(one, Nodes(one), chances) > 0.5).any() for one in (found, linked)] == [False, True]


BEFORE, REST_OF_IT = "Мост закрывали на семь месяцев, и водители", "объезжали реку через соседний район."


@pytest.mark.parametrize(
    ("first", "rest", "stays"),
    [
        (BEFORE, REST_OF_IT, True),
        (f"{BEFORE}.", REST_OF_IT, False),
        (BEFORE, REST_OF_IT.capitalize(), False),
        (BEFORE, f"<a href='/n/1'>{REST_OF_IT}</a>", False),
        (BEFORE, f"<span><b></b></span></div><div>{REST_OF_IT}", False),
    ],
)
def test_a_sentence_goes_on_behind_a_box_that_ended_its_paragraph(first: str, rest: str, stays: bool) -> None:
    found = segments(parsed(f"<div><p>{first}<div class='b'><p>Фото дня</p></div>{rest}</p><p>{STORY[2]}</p></div>"))
    chances = np.array([0.95, 0.05, 0.3, 0.95], dtype=np.float32)
    assert (together(found, Nodes(found), chances) > 0.5).tolist() == [True, False, stays, True]


@pytest.mark.parametrize(
    ("before", "joins"),
    [
        ("АСТАНА. 5 марта. ВЕСТИ —", True),
        ("ASTANA (AP) –", True),
        ("ВЕСТИ —", True),
        ("Он ответил —", False),
        ("НОВОСТИ ДНЯ", False),
        ("<a href='/v'>ВЕСТИ —</a>", False),
    ],
)
def test_a_dateline_in_an_element_of_its_own_begins_the_paragraph_behind_it(before: str, joins: bool) -> None:
    found = segments(parsed(f"<div><div class='s'>{before}</div><p>{STORY[0]}</p><p>{STORY[1]}</p></div>"))
    assert [one.text for one in found][-2:] == [f"{before} {STORY[0]}" if joins else STORY[0], STORY[1]]


def test_a_bare_line_right_behind_a_paragraph_is_no_rest_of_it() -> None:
    found = segments(parsed(f"<div><p>{BEFORE}</p>иван ли, вести степи<p>{STORY[2]}</p></div>"))
    chances = np.array([0.95, 0.3, 0.95], dtype=np.float32)
    assert (together(found, Nodes(found), chances) > 0.5).tolist() == [True, False, True]


def test_a_number_in_a_link_that_touches_the_text_is_a_counter() -> None:
    counted = "".join(f"<p><a href='#c{n}'>{n}</a>{one}</p>" for n, one in enumerate(STORY))
    assert article("", around(counted)).paragraphs == STORY


def test_a_number_behind_the_last_sentence_of_a_line_is_a_count_of_views() -> None:
    lead = f"<h2 class='lead'>{STORY[0]}<span class='rest'></span> <span class='comm'><span class='eye'>1161</span></span></h2>"
    rest = "".join(f"<p>{one}</p>" for one in STORY[1:])
    assert article("", around(f"{lead}{rest}")).paragraphs == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Ширина моста в метрах: <span>12</span>",
        "Построен давно. <span>1961</span> год помнят все.",
        "Их <span>5</span>.",
    ],
)
def test_a_number_that_a_sentence_needs_is_no_count(line: str) -> None:
    (block,) = segments(parsed(f"<p>{line}</p>"))
    assert block.text == line.replace("<span>", "").replace("</span>", "")


COUNT = "<a id='c{0}' class='article-commented-link comments_count' title='Оставить комментарий'>{0}</a>"


@pytest.mark.parametrize("text", ["<em>{}</em>", "{}", "«<b>{}</b>»", "58-летний подрядчик сказал: {}", "— {}"])
def test_a_count_of_remarks_before_a_paragraph_is_no_part_of_it(text: str) -> None:
    counted = "".join(f"<p><a name='p{n}'></a>{COUNT.format(n)}{text.format(one)}</p>" for n, one in enumerate(STORY))
    plain = text.replace("<em>", "").replace("</em>", "").replace("<b>", "").replace("</b>", "")
    assert article("", around(counted)).paragraphs == tuple(plain.format(one) for one in STORY)


def test_a_number_in_a_link_that_is_a_word_of_the_text_stays() -> None:
    (block,) = segments(
        parsed("<p>Указ <a href='/1'>14</a> подписан, и ещё <a href='/2'>15</a>, и <a href='/3'>16</a></p>")
    )
    assert block.text == "Указ 14 подписан, и ещё 15, и 16"


@pytest.mark.parametrize("markup", ["<x-note><a href='/1'>1</a></x-note>", "<x-note><x-sign>1</x-sign></x-note>"])
def test_an_element_of_the_page_s_own_making_stands_in_its_line(markup: str) -> None:
    (block,) = segments(parsed(f"<p>Обследовали 340 больных (источник {markup}) за год.</p>"))
    assert block.text == "Обследовали 340 больных (источник 1) за год."


@pytest.mark.parametrize(
    "markup",
    [
        "<x-card>Мост открыли</x-card><x-card>Дорогу закрыли</x-card>",
        "Мост открыли<x-card><p>Дорогу закрыли</p></x-card>",
    ],
)
def test_an_element_of_the_page_s_own_making_parts_blocks_where_it_holds_one_or_begins_no_line(markup: str) -> None:
    assert [block.text for block in segments(parsed(f"<div>{markup}</div>"))] == ["Мост открыли", "Дорогу закрыли"]


@pytest.mark.parametrize(
    "names",
    "sr-only visually-hidden a-screen-reader-text x-print-only tooltip-text rollover-block element-invisible assistive-text "
    "u-hidden-text h-offscreen go-vh vh".split(),
)
def test_what_only_some_readers_are_shown_amid_a_text_is_left_out(names: str) -> None:
    (block,) = segments(
        parsed(
            f"<p>Отчёт <a href='/1'>опубликован<span class='{names}'> (откроется в новом окне)</span></a> вчера.</p>"
        )
    )
    assert block.text == "Отчёт опубликован вчера."


@pytest.mark.parametrize(
    "names",
    "sr-only-focusable tooltip print rollover-people vh-100 min-vh-50 h-offscreen-focusable invisible-ink".split(),
)
def test_what_everybody_is_shown_amid_a_text_stays(names: str) -> None:
    (block,) = segments(parsed(f"<p>Сенатор <span class='{names}'>Иванов</span> ответил.</p>"))
    assert block.text == "Сенатор Иванов ответил."


@pytest.mark.parametrize("signs", ["___", "* * *", "***", "⁂"])
def test_a_break_between_sections_stays_between_them(signs: str) -> None:
    story = [f"<p>{one}</p>" for one in STORY]
    made = article("", around("".join((*story[:2], f"<p>{signs}</p>", *story[2:], f"<p>{signs}</p>"))))
    assert list(made.paragraphs) == [*STORY[:2], signs, *STORY[2:]]


@pytest.mark.parametrize("printed", ["Ёлку у моста нарядят ещё до зимы", "Елку у моста нарядят еще до зимы"])
def test_the_headline_is_no_part_of_the_body_with_ё_or_without(printed: str) -> None:
    page = f"<article><p>{printed}</p>{PARAGRAPHS}</article>"
    assert article("<title>Ёлку у моста нарядят еще до зимы</title>", page).paragraphs == STORY


def test_the_headline_is_no_part_of_the_body() -> None:
    title = "Мост через Тобол открыли после ремонта"
    made = article("", f"<div class='article-text'><h1>{title}</h1><p>{title}</p>{PARAGRAPHS}</div>")
    assert title not in made.paragraphs


def test_what_was_left_out_is_told_with_its_rule() -> None:
    removed = article("", around(PARAGRAPHS + NOISE["a list of related articles"])).removed
    assert any(one.rule == "related" and "дороги номер 3" in one.text for one in removed)


def test_the_stated_body_stands_in_where_the_page_shows_only_its_beginning() -> None:
    stated = "\\n\\n".join(STORY).replace('"', '\\"')
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{stated}"}}</script>'
    assert article(head, around(f"<p>{STORY[0]}</p>")).paragraphs == STORY


def test_a_site_file_may_say_where_the_body_is_and_what_is_never_in_it() -> None:
    rules = PageRules(body="//div[@id='b']", prune=("//p[@class='x']",))
    notice = "<p class='x'>Текст, который редакция ставит в начало каждой статьи на сайте.</p>"
    body = f"<div id='b'>{notice}{PARAGRAPHS}</div><p>{STORY[0]} И ещё.</p>"
    assert article("", body, rules=rules).paragraphs == STORY


@pytest.mark.parametrize(
    "text",
    [
        "2 марта 2026",
        "02.03.2026",
        "02.03.2026 10:15",
        "Вторник, 3 марта 2026, 15:20",
        "2026 жылғы 2 наурыз",
        "15 ноября 2026 г.",
    ],
)
def test_a_line_that_is_only_a_date(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text",
    ["Заседание пройдёт 2 марта 2026 года.", "В 2026 году", "Келесі жиын 27 шілдеде өтеді.", "1,4 миллиарда", "10:15"],
)
def test_a_line_that_says_more_than_a_date(text: str) -> None:
    assert not is_date_line(text)


@pytest.mark.parametrize(
    ("markup", "emphasis"),
    [
        ("<p><b>Весь абзац</b></p>", 1),
        ("<p><span><strong>Весь абзац</strong></span> </p>", 1),
        ("<p> <em><a href='/'>Весь абзац</a></em></p>", 2),
        ("<p><b>Имя</b> и что он сказал</p>", 0),
        ("<p>Имя: <b>что он сказал</b></p>", 0),
        ("<p><b>Одна строка</b><br>и другая</p>", 0),
        ("<p>Абзац</p>", 0),
    ],
)
def test_a_block_is_emphasised_when_all_of_it_is(markup: str, emphasis: int) -> None:
    root = parsed(markup)
    assert emphasised(segments(root), root.iter(*EMPHASES))[0] == emphasis


def test_words_that_call_the_reader_or_name_the_author_are_counted() -> None:
    words = [{"подпишитесь", "на", "наш", "канал"}, {"автор", "журналист"}, {"мост", "открыли"}]
    columns = dict(zip(CUE_NAMES, cue_columns(words, np.array([4, 2, 2], dtype=np.float32)), strict=True))
    assert [list(columns[name]) for name in ("cue_call", "cue_reader", "cue_author_share")] == [
        [2, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
    ]


@pytest.mark.parametrize(
    ("between", "stays"), [("", True), ("<p>Реклама от партнёров сайта и другие объявления</p>", False)]
)
def test_what_leads_from_the_headline_to_the_story_without_a_break_is_not_apart(between: str, stays: bool) -> None:
    title = "Мост через Тобол открыли после ремонта"
    page = f"<h1>{title}</h1><p>{STORY[0]}</p>{between}<div>{PARAGRAPHS}{PARAGRAPHS}</div>{MENU}"
    sight = look(to_document(Page("", f"<body>{page}</body>".encode(), None, "")), title)
    assert sight is not None
    chances = np.array([0.95 if one.text in STORY else 0.02 for one in sight.segments], dtype=np.float32)
    first = next(one.order for one in sight.segments if one.text == STORY[0])
    assert (first not in _apart(sight, chances, ())) is stays


@pytest.mark.parametrize(
    ("name", "above", "stays"),
    [("article-body", False, True), ("article-body", True, False), ("", False, False), ("advert-body", False, False)],
)
def test_a_first_paragraph_in_a_box_like_that_of_the_rest_is_not_apart(name: str, above: bool, stays: bool) -> None:
    first, box = f"<div class='{name}'><p>{STORY[0]}</p></div>", "<div><p>Расписание</p><p>Состав</p></div>"
    rest = f"<div class='{name.replace('advert', 'article')}'>{PARAGRAPHS}{PARAGRAPHS}</div>"
    headline = "<h1>Мост открыли</h1><p>2 марта</p>"
    page = f"<div>{'' if above else headline}{first}{headline if above else ''}{box}{rest}</div>{MENU}"
    sight = look(to_document(Page("", f"<body>{page}</body>".encode(), None, "")), "Мост открыли")
    assert sight is not None
    chances = np.array([0.95 if one.text in STORY else 0.02 for one in sight.segments], dtype=np.float32)
    first_of_it = next(one.order for one in sight.segments if one.text == STORY[0])
    assert (first_of_it not in _apart(sight, chances, ())) is stays


@pytest.mark.parametrize(
    ("chances", "stays"),
    [((0.9, 0.4, 0.1, 0.9), True), ((0.9, 0.4, 0.1, 0.1, 0.1, 0.9), False), ((0.9, 0.1, 0.9), False)],
)
def test_a_heading_stays_when_its_text_follows_closely(chances: tuple[float, ...], stays: bool) -> None:
    blocks = [f"<p>Абзац {number}</p>" for number in range(len(chances) - 1)]
    found = segments(parsed("".join((blocks[0], "<h2>О чём дальше</h2>", *blocks[1:]))))
    assert (together(found, Nodes(found), np.array(chances, dtype=np.float32))[1] > 0.5) == stays


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<div class=comment>", "<article>", "<main>", "<p>", "</div>", "</article>", "</main>"]), max_size=30))
def test_what_stands_above_a_node_is_what_a_walk_up_from_it_meets(tags: list[str]) -> None:
    nodes = Nodes(segments(parsed("<body class=share>" + "текст ".join([*tags, "конец"]))))
    said = names_of(nodes)
    for number, element in enumerate(nodes.elements):
        way = [one for one in (element, *element.iterancestors()) if one.tag not in ("body", "html")]
        comments = [steps for steps, one in enumerate(way) if one.get("class") == "comment"]
        articles = [nodes.number[one] for one in way if one.tag == "article"]
        steps = said.steps[number].tolist()
        assert (steps[ORDER.index("comment")], steps[ORDER.index("share")]) == ((*comments, FAR)[0], FAR)
        assert (said.depth[number], said.article[number]) == (len(way), (*articles, -1)[0])
        assert said.main[number] == any(one.tag == "main" for one in way)
        assert nodes.within(nodes.tagged(("article",))[::-1])[number] == (-1, *articles)[-1]


def test_soft_hyphens_divide_no_words() -> None:
    assert [one.text for one in segments(parsed("<p>Мост че\xadрез То\xadбол</p>"))] == ["Мост через Тобол"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="аБв word.,!1«»:|© 12:30", min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=8
    )
)
def test_a_text_says_the_same_alone_and_among_others_and_when_it_is_seen_again(texts: list[str]) -> None:
    for found in (wordings(texts), wordings(texts)):
        for one, alone in zip(found, (_wordings([text])[0] for text in texts), strict=True):
            assert one == alone


def test_the_model_fits_the_columns_that_are_seen() -> None:
    assert len(forest().columns) == len(set(forest().columns))
    assert int(forest().column.max()) < len(forest().columns)


def test_what_the_first_trees_are_sure_of_the_others_do_not_decide_otherwise() -> None:
    rows = np.random.default_rng(1).normal(size=(500, len(forest().columns))).astype(np.float32) * 3
    few = forest().chances(forest().columns, rows)
    every = 1 / (1 + np.exp(-(forest()._sums(rows.T) + forest().bias)))
    assert ((few > 0.5) == (every > 0.5)).all()
    assert 0 < (few != every.astype(np.float32)).sum() < len(rows)


def test_a_tree_that_asks_less_than_others_is_answered_with_no_where_it_does_not_ask() -> None:
    column, border = np.array([[0, 0]]), np.array([[0.5, np.inf]], np.float32)
    made = Forest(("length",), column, border, np.array([[-4, 4, 9, 9]], np.float32), 0.0)
    assert made.chances(("length",), np.array([[0], [1]], np.float32)).round(1).tolist() == [0.0, 1.0]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="<>/ap divtrb=\"'класс ухй.,!1&;", max_size=400))
def test_no_markup_is_too_much(body: str) -> None:
    try:
        made = article("", body)
    except Drop:
        return
    assert all(one and one.strip() == one.strip("\n") for one in made.paragraphs)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 30_000 + "текст",
        "<p>слово" * 60_000,
        "<b>" * 30_000,
        "<table>" * 5_000,
        "<p>" + "слово " * 300_000,
        "<div hidden>а</div><b>слово</b>" * 30_000,
    ],
    ids=["depth", "blocks", "inline depth", "tables", "one line", "lines of one element"],
)
def test_a_page_made_to_hurt_costs_little(body: str) -> None:
    with contextlib.suppress(Drop):
        article("", body)


def test_a_long_report_is_read_to_its_last_line() -> None:
    lines = [f"Участок {n}: управление сообщило, что дорогу здесь отремонтируют до осени." for n in range(25_000)]
    assert article("", around("".join(f"<p>{line}</p>" for line in lines))).paragraphs[-1] == lines[-1]


def test_a_page_too_long_to_read_whole_is_dropped_rather_than_cut() -> None:
    with pytest.raises(TooLong, match="more than 100,000 blocks"):
        article("", around("<p>слово</p>" * 100_001))


SAID = "Компания грозит подать в суд на фирму, которая изготовила куклу."
MORE = "Фигурка высотой 30 сантиметров одета в черную водолазку и джинсы."


@pytest.mark.parametrize(
    ("texts", "again"),
    [
        ((SAID, SAID, MORE), 0),
        ((SAID, f"{SAID} {MORE}"), 0),
        ((f"{SAID} {MORE}", SAID, MORE), 0),
        ((f"{SAID} Фигурка высотой 30 сан…", SAID, MORE), 0),
        ((f"{SAID} Фигурка высотой 31 сан…", SAID, MORE), None),
        ((f"{SAID} Фигурка высотой...", SAID, MORE), 0),
        (("Фото: пресс-служба", SAID, f"«{SAID}»"), 1),
        ((SAID, MORE, SAID), None),
        ((f"{SAID} {MORE} {MORE}", MORE, f"{SAID} {MORE} {MORE}", SAID), 0),
        (("Мост открыт.", "Мост открыт. Он стоит."), None),
        ((f"{SAID} {MORE}", SAID), None),
        ((SAID,), None),
        ((), None),
    ],
)
def test_a_lead_is_said_again_where_the_story_begins_with_it(texts: tuple[str, ...], again: int | None) -> None:
    assert said_again(texts) == again


@given(
    st.lists(
        st.lists(st.sampled_from("один два три четыре пять шесть семь восемь девять".split()), min_size=1), max_size=5
    )
)
def test_no_word_is_lost_with_a_lead_that_is_said_again(blocks: list[list[str]]) -> None:
    texts = [" ".join(words) for words in blocks]
    if (again := said_again(texts)) is not None:
        assert texts[again] in " ".join(texts[again + 1 :])


@pytest.mark.parametrize(
    ("texts", "twice"),
    [
        ((*STORY, *STORY), 4),
        (("Мост открыт.", *STORY, *STORY), 4),
        ((*STORY, "Мост открыт.", *STORY), 0),
        ((*STORY, *STORY[1:]), 3),
        ((*STORY, *STORY[:3]), 0),
        ((STORY[0], STORY[0]), 0),
        ((STORY[0],) * 8, 0),
        ((SAID, MORE, SAID, MORE), 0),
        (STORY, 0),
        ((), 0),
    ],
)
def test_a_story_is_told_twice_where_all_of_it_stands_twice_in_a_row(texts: tuple[str, ...], twice: int) -> None:
    assert told_twice(texts) == twice


def test_a_story_that_the_page_tells_twice_is_in_the_record_once() -> None:
    made = article("", around(f"<div class='a'>{PARAGRAPHS}</div>{RELATED}<div class='b'>{PARAGRAPHS}</div>"))
    assert made.paragraphs == STORY


def test_days_in_a_row_of_a_table_are_no_date_line() -> None:
    rows = (("Показатель", "план", "итог"), ("", "30.06.2016", "31.12.2015"), ("Капитал", "12,9", "13,4"), ("Долг", "2,0", "2,1"))
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    made = article("", around(f"{PARAGRAPHS}<table>{table}</table>"))
    assert "30.06.2016 31.12.2015" in made.paragraphs[-1]


def test_a_lead_that_the_story_says_again_is_in_the_record_once_and_told_of() -> None:
    made = article("", around(f"<div class='article-caption'><h2>{STORY[0]} {STORY[1]}</h2></div>{PARAGRAPHS}"))
    assert made.paragraphs == STORY
    assert [one.rule for one in made.removed if one.text == f"{STORY[0]} {STORY[1]}"] == ["repeated"]


def test_the_time_before_the_first_words_of_a_story_is_no_part_of_it() -> None:
    first = f"<p><font color='blue'> 05.01.2012, Костанай 00:16:06</font> {STORY[0]}</p>"
    made = article("", around(first + "".join(f"<p>{one}</p>" for one in STORY[1:])))
    assert made.paragraphs == STORY
    assert [one.text for one in made.removed if one.rule == "stamp"] == ["05.01.2012, Костанай 00:16:06"]


@pytest.mark.parametrize("stamp", ["02.03.2026", "02.03.2026 10:15"])
def test_a_day_that_the_first_line_runs_on_from_is_taken_out(stamp: str) -> None:
    assert article("", around(f"<span class='news-date-time'>{stamp}</span>\n{'<br><br>'.join(STORY)}")).paragraphs == STORY


def test_the_days_of_a_chronicle_stay() -> None:
    days = tuple(f"{day:02}.03.2026 {one}" for day, one in enumerate(STORY, 2))
    assert article("", around("<br><br>".join(days))).paragraphs == days

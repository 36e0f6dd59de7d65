"""What a page ties to its story by a name: a lead that stands apart, and paragraphs in boxes of one look."""

from __future__ import annotations

import re

import numpy as np
import pytest

from pipeline.body.look import look
from pipeline.body.tied import tied
from tests.reading import article, document
from tests.test_body import MENU, around

TITLE = "Мост через Тобол открыли после ремонта"
STORY = (
    "Ремонт начался в сентябре и обошёлся городу в шестьсот миллионов тенге, рассказал руководитель отдела дорог.",
    "Движение шло в объезд, и дорога с левого берега на правый занимала у водителей до сорока минут.",
    "В апреле на мосту нанесут разметку и поставят знаки, а осенью закроют на ремонт соседний путепровод.",
)
PICTURE = "<figure><img src=/m.jpg><figcaption>Фото: Нурлан Ким</figcaption></figure>"
MORE = f"{PICTURE}<div class=article__body>{''.join(f'<p>{one}</p>' for one in STORY)}</div>"
HEAD = f"<title>{TITLE}</title><meta property='og:title' content='{TITLE}'>"
ABOVE = "<span class=date>12.03.2026</span><span class=views>815</span>"
LEAD = "Водители ждали его семь месяцев."


def _page(lead: str, title: str = TITLE) -> str:
    return f"{MENU}<article><div class=article__header>{ABOVE}<h1>{title}</h1>{lead}</div>{MORE}</article><footer>© 2026 Вести</footer>"


@pytest.mark.parametrize(
    "name", ["article__lead", "news-announce", "post-excerpt", "article__subtitle", "default-item-desc", "intro", "itemIntroText"]
)
def test_a_lead_that_is_named_so_begins_the_story_though_it_stands_apart(name: str) -> None:
    assert article(HEAD, _page(f"<div class={name}><p>{LEAD}</p></div>")).paragraphs == (LEAD, *STORY)


@pytest.mark.parametrize("lead", ["Júrgizýshiler ony jeti aı kútti.", "Jürgızuşıler onyñ aşyluyn jetı ai küttı."])
def test_a_lead_in_latin_kazakh_begins_the_story(lead: str) -> None:
    assert article(HEAD, _page(f"<div class=article__lead>{lead}</div>")).paragraphs == (lead, *STORY)


def test_the_page_s_own_summary_above_the_story_is_its_lead() -> None:
    head = f"{HEAD}<meta name=description content='{LEAD}'>"
    assert article(head, _page(f"<h2>{LEAD}</h2>")).paragraphs == (LEAD, *STORY)


@pytest.mark.parametrize(
    "line",
    [
        "<div class='lead-meta'>Обновлено в пятницу в десять часов утра</div>",
        "<div class='preview-caption'>Мост через Тобол в день открытия, вид с левого берега</div>",
        "<div class='intro'><a href=/x>Как в области ремонтируют другие мосты и путепроводы</a></div>",
        "<div class='excerpt'>Общество</div>",
    ],
)
def test_what_is_named_for_something_else_too_or_links_or_is_a_word_is_no_lead(line: str) -> None:
    assert article(HEAD, _page(line)).paragraphs == STORY


def test_a_short_last_sentence_in_a_further_box_of_the_story_s_name_stays() -> None:
    inset = "<div class=also><a href=/x>Скоростной трамвай: где проложат рельсы</a></div>"
    last = "Напомним, весной в городе обновили треть автобусов."
    first, further = (f"<div class=article__body-text>{text}</div>" for text in (f"<p>{STORY[0]}</p><p>{STORY[1]}</p>", f"<p>{last}</p>"))
    boxes = f"{first}{inset}{further}"
    assert article(HEAD, around(f"<div class=article__body>{boxes}</div>")).paragraphs == (*STORY[:2], last)


def _tied(body: str, doubted: dict[str, float], head: str = HEAD) -> list[str]:
    """Return the blocks of *body* that become likely: before, each has the chance that *doubted* gives it, a line of the story 0.99."""
    sight = look(document(head, body), TITLE)
    assert sight is not None
    chances = {**dict.fromkeys(STORY, 0.99), **doubted}
    before = np.array([chances.get(one.text, 0.0) for one in sight.segments], dtype=np.float32)
    after = tied(sight, before)
    return [one.text for one, is_new in zip(sight.segments, (after != before).tolist(), strict=True) if is_new]


HEADING = "Водители ждали его семь месяцев"
LEADS = {
    "hardly likely, with a full stop": ("<p class=lead>", LEAD, 0.04, True),
    "too unlikely": ("<p class=lead>", LEAD, 0.02, False),
    "without a full stop, doubtful": ("<p class=lead>", HEADING, 0.06, True),
    "without a full stop, hardly likely": ("<p class=lead>", HEADING, 0.04, False),
    "that ends with an ellipsis": ("<p class=lead>", f"{HEADING}…", 0.05, True),
    "that ends with a call": ("<p class=lead>", f"{HEADING}!", 0.05, True),
    "that ends with a question": ("<p class=lead>", f"{HEADING}?", 0.05, True),
    "that ends with a quotation": ("<p class=lead>", "Водители говорят: «Ждали семь месяцев»", 0.05, True),
    "that ends with a quotation in other marks": ("<p class=lead>", "Водители говорят: “Ждали семь месяцев”", 0.05, True),
    "that ends with a quotation in plain marks": ("<p class=lead>", 'Водители говорят: "Ждали семь месяцев"', 0.05, True),
    "of four words": ("<p class=lead>", "Ждали его семь месяцев.", 0.05, True),
    "of three words": ("<p class=lead>", "Ждали семь месяцев.", 0.05, False),
    "in English": ("<p class=lead>", "Drivers waited seven months for it.", 0.2, False),
    "without a name": ("<p>", LEAD, 0.2, False),
    "that links": ("<p class=lead><a href=/x>", LEAD, 0.2, False),
    "named two steps above": ("<div class=lead><div><p>", LEAD, 0.2, False),
    "in a box that is named for something else": ("<div class=share><p class=lead>", LEAD, 0.2, True),
    "of a word that only begins as a description does": ("<p class=descent>", LEAD, 0.2, False),
    "of a word that only ends as a description does": ("<p class=geodesc>", LEAD, 0.2, False),
    **{
        f"named {name}, too": (f"<p class='lead {name}'>", LEAD, 0.2, False)
        for name in ("comment", "related", "foot", "sidebar", "nav", "share", "promo", "meta", "caption", "author")
    },
}


@pytest.mark.parametrize("name", LEADS)
def test_a_lead_is_tied_to_the_story_by_its_name_its_end_and_its_words(name: str) -> None:
    opened, text, chance, is_tied = LEADS[name]
    assert _tied(f"<h1>{TITLE}</h1>{opened}{text}</a></p></div></div>{MORE}", {text: chance}) == [text] * is_tied


@pytest.mark.parametrize(("leads", "tied_ones"), [(1, 1), (2, 2), (3, 0)])
def test_of_more_than_two_leads_none_is_one(leads: int, tied_ones: int) -> None:
    texts = [f"Водители ждали его {number} месяцев." for number in range(leads)]
    page = f"<h1>{TITLE}</h1>{''.join(f'<p class=lead>{one}</p>' for one in texts)}{MORE}"
    assert _tied(page, dict.fromkeys(texts, 0.2)) == texts[:tied_ones]


POINTS = ("Мост ремонтировали семь месяцев.", "Объезд занимал сорок минут.")
LISTS = {
    "of two sentences": (POINTS, 0.05, True),
    "hardly likely": (POINTS, 0.02, False),
    "of one": (POINTS[:1], 0.05, False),
    "of more than seven": ([f"Мост ремонтировали {number} месяцев." for number in range(8)], 0.05, False),
    "without full stops, doubtful": ([one.rstrip(".") for one in POINTS], 0.06, True),
    "without full stops, hardly likely": ([one.rstrip(".") for one in POINTS], 0.04, False),
    "of few words": (("Мост открыт.", "Объезд закрыт."), 0.3, False),
    "of links": ([f"<a href=/x>{one}</a>" for one in POINTS], 0.3, False),
    "in two lists": ([POINTS[0], f"</ul><ul><li>{POINTS[1]}"], 0.3, False),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_key_points_between_headline_and_story_are_tied_to_it(name: str) -> None:
    items, chance, is_tied = LISTS[name]
    texts = [re.sub("<[^>]+>", "", one) for one in items]
    page = f"<h1>{TITLE}</h1><div class=k_1><ul>{''.join(f'<li>{one}' for one in items)}</ul></div>{MORE}"
    assert _tied(page, dict.fromkeys(texts, chance)) == texts * is_tied


PLACES = {
    "between headline and story": (f"<h1>{TITLE}</h1><p class=lead>{LEAD}</p>{MORE}", HEAD, True),
    "though a line above the headline is sure": (f"<p>Шапка</p><h1>{TITLE}</h1><p class=lead>{LEAD}</p>{MORE}", HEAD, True),
    "not without a name, where the page's summary is another": (
        f"<h1>{TITLE}</h1><p>{LEAD}</p>{MORE}", f"{HEAD}<meta name=description content='Мост открыт.'>", False,
    ),
    "not above the headline": (f"<p class=lead>{LEAD}</p><h1>{TITLE}</h1>{MORE}", HEAD, False),
    "not behind the story's first line": (f"<h1>{TITLE}</h1>{MORE}<p class=lead>{LEAD}</p>", HEAD, False),
    "not where no headline is printed": (f"<p class=lead>{LEAD}</p>{MORE}", "", False),
    "not where no line is sure": (f"<h1>{TITLE}</h1><p class=lead>{LEAD}</p>", HEAD, False),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_a_lead_stands(name: str) -> None:
    body, head, is_tied = PLACES[name]
    assert _tied(body, {LEAD: 0.2, "Шапка": 0.99}, head) == [LEAD] * is_tied


FURTHER = "<div class=story-text><p>Напомним, весной обновили автобусы.</p></div>"
BOXES = {
    "a sentence": (FURTHER, 0.06, True),
    "hardly likely": (FURTHER, 0.04, False),
    "no end of a sentence": (FURTHER.replace(".", ""), 0.3, False),
    "a heading": (FURTHER.replace("p>", "h3>"), 0.3, False),
    "a link": (FURTHER.replace("<p>", "<p><a href=/x>").replace("</p>", "</a></p>"), 0.3, False),
    "another look": (FURTHER.replace("<div", "<section"), 0.3, False),
    "a box without a class": (FURTHER.replace("class=", "id="), 0.3, False),
    "a box within another": (f"<div class=rest>{FURTHER}</div>", 0.3, False),
}


@pytest.mark.parametrize("name", BOXES)
def test_what_a_further_box_of_the_story_s_look_holds_is_tied_if_it_is(name: str) -> None:
    further, chance, is_tied = BOXES[name]
    text = "Напомним, весной обновили автобусы" + "." * ("." in further)
    named = "id" if "id=" in further else "class"
    story = f"<div {named}=story-text>{''.join(f'<p>{one}</p>' for one in STORY)}</div>"
    assert _tied(f"<h1>{TITLE}</h1>{story}{further}", {text: chance}) == [text] * is_tied


@pytest.mark.parametrize(
    ("named", "is_tied"), [("article-text", True), ("material", True), ("news-zone", True), ("zone", False), ("", False)]
)
def test_a_further_box_is_named_for_a_story(named: str, is_tied: bool) -> None:
    text = "Напомним, весной обновили автобусы."
    boxes = [f"<div class='{named}'>{''.join(f'<p>{one}</p>' for one in lines)}</div>" for lines in (STORY, (text,))]
    assert _tied(f"<h1>{TITLE}</h1>{''.join(boxes)}", {text: 0.3}) == [text] * is_tied


def test_a_doubtful_sentence_in_the_story_s_own_box_is_not_tied_to_it() -> None:
    text = "Напомним, весной обновили автобусы."
    story = "".join(f"<p>{one}</p>" for one in (*STORY, text))
    assert _tied(f"<h1>{TITLE}</h1><div class=story-text>{story}</div>", {text: 0.3}) == []

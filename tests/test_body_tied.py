"""What a page ties to its story by a name: a lead that stands apart, and paragraphs in boxes of one look."""

from __future__ import annotations

import pytest

from tests.reading import article
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
    "name", ["article__lead", "news-announce", "post-excerpt", "article__subtitle", "default-item-desc", "intro"]
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

"""The labels that the model for the body learns from: what repeats a passage of the story is none of it."""

from __future__ import annotations

import pytest

from benchmarks.body_labels import truth_of

STORY = (
    "В Костанайской области завершили ремонт моста через Тобол, сообщили в управлении пассажирского транспорта.",
    "«Мост закрывали на семь месяцев, за это время заменили двенадцать балок и уложили новый асфальт», — сказал подрядчик.",
    "Что дальше",
    "Движение по мосту открыли в понедельник. До этого водители объезжали реку через соседний район.",
)
MENU = ("Новости", "Погода в Костанайской области", "Что дальше")


def labelled(*texts: str, body: tuple[str, ...] = STORY) -> list[str]:
    labels, _ = truth_of([*texts], {"body": "\n\n".join(body)})
    return [text for text, label in zip(texts, labels, strict=True) if label]


def test_the_blocks_of_the_story_are_labelled_and_no_others() -> None:
    assert labelled(*MENU, *STORY, "Читайте также", *MENU) == [*STORY]


@pytest.mark.parametrize("place", range(1, 5))
@pytest.mark.parametrize(
    "repeated",
    [
        "Мост закрывали на семь месяцев, за это время заменили двенадцать балок и уложили новый асфальт",  # pulled out
        STORY[0],  # a caption
        "Движение по мосту открыли в понедельник.",
    ],
)
def test_what_repeats_a_passage_of_the_story_is_none_of_it(repeated: str, place: int) -> None:
    page = [*STORY]
    page.insert(place, repeated)
    assert labelled("Новости", *page) == [*STORY]


def test_what_the_story_says_twice_is_labelled_twice() -> None:
    twice = (*STORY, STORY[0])
    assert labelled("Новости", *twice, body=twice) == [*twice]


def test_a_short_last_line_far_from_long_ones_is_labelled_where_the_truth_has_it() -> None:
    signed = (*STORY, "Цена: 5", "Срок: 7", "Сайт", "Фото", "Тел. 2")
    assert labelled("Новости", *signed, "Погода", body=signed) == [*signed]


def test_of_lines_that_must_and_must_not_appear_these_alone_are_known() -> None:
    labels, known = truth_of([*STORY, "Войти"], {"with": [STORY[0][:40]], "without": ["Войти"]})
    assert labels.tolist() == [1, 0, 0, 0, 0]
    assert known.tolist() == [1, 0, 0, 0, 1]

"""What names the page's author in its story is no part of it; what the story tells of somebody so named is."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.body.byline import bylines
from pipeline.body.look import look
from tests.reading import article, document
from tests.test_body import STORY, around

HEAD = '<title>Мост через Тобол открыли после ремонта</title><meta name="author" content="Айгуль Сейткали">'
ABOUT = "Айгуль Сейткали десять лет пишет о дорогах и мостах севера, её адрес знают во всех районах."
ASIDE = "17:10 Айгуль Сейткали"


@pytest.mark.parametrize(
    ("line", "at", "chance", "stays"),
    [
        (ABOUT, 4, 0.8, False),
        (ABOUT, 4, 0.95, True),
        (ABOUT, 2, 0.8, False),
        (ABOUT, 1, 0.8, True),
        (ASIDE, 1, 0.8, False),
        ("Айгуль Сейткали: 31.03.2026 12:10", 1, 0.8, False),
        ("Айгуль Сейткали первой прошла по мосту.", 1, 0.8, True),
        (ASIDE, 0, 0.8, True),
        ("01.03.2026 | Айгуль Сейткали", 0, 0.8, False),
        ("01.03.2026 | Айгуль Сейткали: о ремонте дорог", 0, 0.8, True),
        ("Марат Есенов десять лет пишет о дорогах и мостах севера.", 4, 0.8, True),
        ("Айгуль Сейткали: Спасибо за беседу!", 4, 0.8, True),
        ("Дорогу закончат весной, рассказала нам Айгуль Сейткали.", 4, 0.8, True),
    ],
)
def test_a_doubtful_line_that_names_the_author_stands_behind_the_story_or_is_hardly_more(
    line: str, at: int, chance: float, stays: bool
) -> None:
    texts = [*STORY[:at], line, *STORY[at:]]
    page = document(HEAD, around("".join(f"<p>{one}</p>" for one in texts)))
    sight = look(page, "Мост через Тобол открыли после ремонта")
    assert sight is not None
    rules = ["" if one.text in texts else "unlike-story" for one in sight.segments]
    chances = np.array([chance if one.text == line else 0.99 for one in sight.segments], dtype=np.float32)
    taken = [sight.segments[index].text for index in bylines(page, sight.segments, chances, rules)]
    assert taken == [line] * (not stays)


def test_a_biography_of_the_author_in_the_last_paragraph_is_no_part_of_the_story() -> None:
    about = "<p><em>Айгуль Сейткали — журналист, пишет о дорогах. Связаться с ней можно по адресу seitkali@vesti.example.</em></p>"
    assert article(HEAD, around("".join(f"<p>{one}</p>" for one in STORY) + about)).paragraphs == STORY

"""Where the rules of noise and dates begin and end: one case on each side."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.dates.own import Own
from pipeline.dates.published import published
from pipeline.dates.read import read
from pipeline.dates.stamps import stamps_of
from pipeline.noise.furniture import LEAST_DAYS, LEAST_HEADLINES, Sample, learn
from pipeline.noise.scrub import scrub
from tests.reading import NOW, document

LINE = "В Костанайской области завершили ремонт моста через Тобол, сообщили в управлении пассажирского транспорта."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("воскресенье, 01.03.2026", "2026-03-01"),
        ("понедельник, 01.03.2026", None),
        ("01.03.2026, воскресенье", "2026-03-01"),
        ("01.03.2026, понедельник", None),
        ("Monday, 1 March 2026", None),
        ("Sunday, 1 March 2026", "2026-03-01"),
    ],
)
def test_a_date_with_another_day_of_the_week_is_none(text: str, day: str | None) -> None:
    found = read(text, NOW, "Asia/Almaty")
    assert (str(found.day) if found else None) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01T00:30:00+10:00", "2026-02-28"),
        ("2026-03-01T06:10:00+05:30", "2026-03-01"),
        ("2026-02-28T20:00:00-03:00", "2026-03-01"),
        ("2026-02-28T15:30:00-0330", "2026-03-01"),
        ("2026-02-28T15:29:00-0330", "2026-02-28"),
    ],
)
def test_an_offset_counts_its_hours_and_minutes_to_the_civil_day_of_the_zone(text: str, day: str) -> None:
    found = read(text, NOW, "Asia/Almaty")
    assert found is not None
    assert str(found.day) == day


@pytest.mark.parametrize(
    ("markup", "there"),
    [
        ('<time datetime="2026-02-27">27 февраля</time><p itemprop="datePublished">26 февраля 2026</p>', 2),
        ('<p itemprop="datePublished">26 февраля 2026</p>', 1),
        ('<p itemprop="dateModified">28 февраля 2026</p><!-- datePublished -->', 0),
        ('<p itemprop="datePublished">26 февраля 2026</p><p itemprop="dateModified">28 февраля 2026</p>', 1),
        ('<meta itemprop="datePublished" content="2026-02-26">', 0),  # its reader is another
    ],
)
def test_a_stamp_is_a_time_or_what_is_marked_as_published(markup: str, there: int) -> None:
    page = document(body=markup)
    assert len(stamps_of(page, frozenset(), Own(page))) == there


@pytest.mark.parametrize(
    ("day", "found"), [("2026-01-01", None), ("2026-01-02", "2026-01-02"), ("2026-01-01T10:15:00+05:00", "2026-01-01")]
)
def test_a_resource_field_that_names_new_year_without_a_time_is_not_believed(day: str, found: str | None) -> None:
    verdict = published(document(f'<meta name="dcterms.created" content="{day}">', f"<h1>Мост</h1><p>{LINE}</p>"))
    assert (str(verdict.day) if verdict.day else None) == found


@pytest.mark.parametrize(
    ("before", "goes"),
    [
        ("Где пройдёт чемпионат по шахматам", True),
        ("Так решил суд.", False),
        ("«Мы ждали этого»", True),
        (LINE, False),
    ],
)
def test_a_headline_goes_with_the_rubric_behind_it_and_a_sentence_stays(before: str, goes: bool) -> None:
    paragraphs, removed = scrub(f"{LINE}\n\n{before}\nСпорт\n\n{LINE}")
    assert ("related" in {line.rule for line in removed if line.text == before}) == goes
    assert goes or any(before in paragraph for paragraph in paragraphs)


def test_a_signature_behind_the_last_sentence_stays_although_there_was_noise_before() -> None:
    paragraphs, removed = scrub(f"Теги: мост, Тобол\n\n{LINE}\n\nПресс-служба акимата")
    assert [line.rule for line in removed] == ["tags"]
    assert paragraphs == [LINE, "Пресс-служба акимата"]


def test_of_a_writer_whom_the_story_is_about_the_last_sentence_stays_before_noise() -> None:
    last = "Писатель окончил Казахский университет в 1965 году и издал двадцать романов."
    story = ["В Костанае простились с писателем Абаем Сейтовым, сообщили в управлении культуры области.", LINE, last]
    paragraphs, removed = scrub("\n\n".join([*story, "Теги: Костанай"]))
    assert (paragraphs, [line.rule for line in removed]) == (story, ["tags"])


SECOND = "Мост закрывали на семь месяцев, за это время заменили все опоры, рассказал руководитель управления."
HEADS = (
    "Дольщики получили ключи от квартир",
    "Школу в Лисаковске достроят к осени",
    "Паводок отрезал два села от трассы",
)


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        # what ends the story, when two sentences of it stand before
        ((LINE, SECOND, "Комментарии (2)", LINE), {2: "comments", 3: "behind-story"}),
        ((LINE, SECOND, "Теги: мост", LINE), {2: "tags", 3: "behind-story"}),
        ((LINE, SECOND, "Оцените статью", LINE), {2: "rating", 3: "behind-story"}),
        ((LINE, SECOND, "Об авторе", LINE), {2: "author-bio", 3: "behind-story"}),
        ((LINE, "Теги: мост", SECOND), {1: "tags"}),
        (("Мост открыли", "Костанай и область", "Теги: мост", LINE, SECOND), {2: "tags"}),
        # a list of the most read, amid the text
        ((LINE, HEADS[0], "3690", HEADS[1], "512", SECOND), {2: "counter", 4: "counter"}),
        ((LINE, HEADS[0], "3690", HEADS[1], "512", HEADS[2], "87", SECOND), dict(enumerate(("most-read", "counter") * 3, 1))),
        ((LINE, f"1. {HEADS[0]}", "3690", f"2) {HEADS[1]}", "512", SECOND), dict(enumerate(("most-read", "counter") * 2, 1))),
        ((LINE, f"1. {HEADS[0]}", "3690", SECOND), {2: "counter"}),
        ((LINE, f"2. {HEADS[0]}", "3690", f"3. {HEADS[1]}", "512", SECOND), {2: "counter", 4: "counter"}),
        # a feed of news, amid the text
        ((LINE, *(f"14:2{9 - at} {HEADS[at]}" for at in range(3)), SECOND), dict.fromkeys((1, 2, 3), "feed")),
        ((LINE, *(f"14:2{9 - at} {HEADS[at]}" for at in range(2)), SECOND), {}),
        ((LINE, *(f"14:2{9 - at} {HEADS[at]}." for at in range(3)), SECOND), {}),
        ((LINE, f"14:20 {HEADS[0]}", LINE, SECOND, f"14:21 {HEADS[1]}", LINE, SECOND, f"14:22 {HEADS[2]}", SECOND), {}),
        # the head
        (("12 марта 2026", HEADS[0]), {0: "stamp"}),
        (("Алматы", "12 марта 2026"), {}),  # nothing but what is left out of a head
        (("Алматы", "12 марта 2026", LINE), {0: "section", 1: "stamp"}),
        ((HEADS[0], "12 марта", LINE, "12 апреля", SECOND), {1: "stamp"}),
        ((f"{HEADS[0]}, хотя дома сдали позже срока, а паводок отрезал дорогу к ним", "12 марта 2026", LINE), {1: "stamp"}),
        (
            ("Мы используем файлы cookie, чтобы сайт работал лучше и чтобы знать, что на нём читают.", HEADS[0], "12 марта 2026", LINE),
            {0: "cookie", 2: "stamp"},
        ),
        # headlines that a label announces
        ((LINE, "Читайте также:", HEADS[0], SECOND), {1: "read-also", 2: "related"}),
        ((LINE, "Читайте также:", "Мост. Дорога. Открыли всё", SECOND), {1: "read-also"}),
        ((LINE, "Читайте также:", "Без потерь", SECOND), {1: "read-also"}),
        ((LINE, f"Читайте также: {HEADS[0]}", HEADS[1], SECOND), {1: "read-also"}),
        # a poll
        ((LINE, "Нужен ли городу второй мост?", "Опрос", SECOND), {1: "poll", 2: "poll"}),
        ((LINE, "Нужен ли городу второй мост?", "Да, нужен", SECOND, "Опрос", LINE), {4: "poll"}),
    ],
)  # fmt: skip
def test_scrub_takes_just_so_much(lines: tuple[str, ...], taken: dict[int, str]) -> None:
    paragraphs, removed = scrub("\n\n".join(lines))
    assert paragraphs == [line for at, line in enumerate(lines) if at not in taken]
    assert [line.rule for line in removed] == [taken[at] for at in sorted(taken)]


def test_a_text_without_noise_keeps_its_spaces() -> None:
    text = f"{LINE}  \n  - двенадцать балок \n\n {SECOND}"
    assert scrub(text) == (text.split("\n\n"), [])


WORDS = [
    f"{first} и {second}"
    for first in ("мост", "школа", "река", "поле")
    for second in "театр музей поезд сад рынок завод".split()
]


@pytest.mark.parametrize(
    ("headlines", "days", "learned"),
    [
        (LEAST_HEADLINES, LEAST_DAYS, 1),
        (LEAST_HEADLINES - 1, LEAST_DAYS, 0),
        (LEAST_HEADLINES, LEAST_DAYS - 1, 0),
    ],
)
def test_furniture_needs_just_so_many_headlines_and_days(headlines: int, days: int, learned: int) -> None:
    first = dt.date(2026, 1, 1)
    samples = [
        Sample(first + dt.timedelta(at % days), WORDS[at], "ru", (f"Рассказ: {WORDS[at]}.", "Вести Степи — с вами"))
        for at in range(headlines)
    ]
    assert len(learn(samples)) == learned

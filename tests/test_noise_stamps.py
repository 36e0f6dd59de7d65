"""Days and times as they stand beside a headline, and what is none."""

from __future__ import annotations

import pytest

from pipeline.noise.stamps import FACTS, STAMP, YEAR_AND_TIME, Moment, moment_in

DAYS = (
    "понедельник вторник среда среды четверг пятница пятницы суббота субботы воскресенье воскресенья дүйсенбі сейсенбі сәрсенбі бейсенбі жұма "
    "сенбі жексенбі monday tuesday wednesday thursday friday saturday sunday понеділок вівторок середа четвер п’ятниця субота неділя пн вт. ср "
    "чт. пт сб. вс mon tue wed thu fri sat sun"
).split()
STAMPS = (
    "14:26", "14:26:09", "9:05 a.m.", "12 марта", "12 марта 2026", "12 марта, 2026", "12 марта 2026 г.", "12 марта 2026 года", "March 12",
    "March 12, 2026", "2026 жылғы 12 наурыз", "2026 ж. 12 наурыз", "12.03.2026", "12.3.26", "12/03/2026", "27-11-2025", "12.03", "2026-03-12",
    "12.03.2026 14:26", "12 марта 2026, 14:26", "12 марта 2026 | 14:26", "12 марта 2026 в 14:26", "March 12, 2026 at 9:05 am", "14:26, 12 марта",
    "12.03.2026 (14:26)", "12 ноября, ср", "14:26 GMT+5", "14:26 UTC", "14:26 ALMT", "14:26 Алматы", "14:26 мск", "14:26 Астана", "14:26 (Алматы)", "9:00 AM ALMT",
    "March 12th, 2026", "Thu. Mar 12th, 2026", "02:26 PM ET", "14:26 EST", "14:26 CET",
    "12.03.2026 14:26 обновлено 15:30", "12 наурыз 2026 жаңартылды 15:30", "12.03.2026, updated 15:30", "Четверг, 12 марта",
    *(f"{day}, 12 марта 2026" for day in DAYS), *(f"{day.upper()} 14:26" for day in DAYS),
)  # fmt: skip
NO_STAMPS = (
    "2026", "12", "марта", "Четверг", "12 мостов", "1426", "12.3", "512", "14:26 Дольщики получили ключи", "12 марта открыли мост", "до 12 марта",
    "12.03.2026 Общество", "March 12th edition", "14:26 ETA", "Счёт 3:2", "14:26 12", "вчера", "124 марта",
)  # fmt: skip


@pytest.mark.parametrize("text", STAMPS)
def test_a_day_or_a_time_alone_is_a_stamp(text: str) -> None:
    assert STAMP.fullmatch(text)


@pytest.mark.parametrize("text", NO_STAMPS)
def test_what_has_anything_else_is_none(text: str) -> None:
    assert not STAMP.fullmatch(text)


MOMENTS: dict[str, Moment | None] = {
    "Светлана Ли — 17.01.2012 18:57": Moment(True, ["Светлана Ли"], []),
    "14.10.2025 10:25 Общество": Moment(True, [], ["Общество"]),
    "Сегодня, 11:09Комментариев: 1": Moment(True, [], ["Комментариев: 1"]),
    "10:25 14.10.2025": Moment(True, [], []),
    "10:25 | 14 октября, Костанай": Moment(True, [], ["Костанай"]),
    "Костанай, 14 октября 2025": Moment(False, ["Костанай"], []),
    "Костанай (14.10.2025) · Общество / Дороги": Moment(False, ["Костанай"], ["Общество", "Дороги"]),
    "Костанай  Рудный 14.10.2025": Moment(False, ["Костанай", "Рудный"], []),
    "Костанай-Рудный 14.10.2025": Moment(False, ["Костанай-Рудный"], []),
    "Понедельник, 14 октября Костанай": Moment(False, [], ["Костанай"]),
    "14 октября в 10:25 Костанай": Moment(True, [], ["Костанай"]),
    "October 14 at 10:25 Almaty": Moment(True, [], ["Almaty"]),
    **{f"Костанай {word} 10:25": Moment(True, ["Костанай"], []) for word in ("вчера", "бүгін", "кеше", "today", "yesterday")},
    "Костанай, 10:25": None,
    "вчера": None,
    "Итого 12.034 тенге": None,
    "Счёт 3:2 в 2025 году": None,
    "Итого 5,14.10.2025": None,
    "": None,
}  # fmt: skip


@pytest.mark.parametrize("text", MOMENTS)
def test_the_moment_in_a_line_parts_what_stands_beside_it(text: str) -> None:
    assert moment_in(text) == MOMENTS[text]


@pytest.mark.parametrize(
    ("text", "has_both"),
    [
        ("12 марта 2026, 14:26", True), ("14:26 12.03.26", True), ("12/03/26 14:26", True), ("12-03-26 14:26", True), ("12 марта, 14:26", False),
        ("12 марта 2026", False),
    ],
)  # fmt: skip
def test_a_stamp_of_a_publication_has_its_year_and_its_time(text: str, has_both: bool) -> None:
    assert bool(YEAR_AND_TIME.search(text)) is has_both


@pytest.mark.parametrize(
    ("text", "are_facts"),
    [
        ("Автор Ольга Ли На чтение 3 мин Просмотров 214 Опубликовано 03.12.2025", True),
        ("Автор На чтение: 3 мин.", True),
        ("Время чтения: 3 минуты | Комментариев: 12", True),
        ("Просмотры 1 204 · Обновлено 03.12.2025 14:26", True),
        ("Просмотров 12к • 03.12.2025", True),
        ("3 декабря 2025, просмотров: 12", True),
        ("Просмотров 214", False),
        ("Автор Ольга Ли пишет 3 мин", False),
        ("Автор Ольга Ли На чтение 3 часа", False),
        ("На чтение 3 мин и больше", False),
    ],
)
def test_facts_of_an_article_stand_one_behind_the_other(text: str, are_facts: bool) -> None:
    assert bool(FACTS.fullmatch(text)) is are_facts

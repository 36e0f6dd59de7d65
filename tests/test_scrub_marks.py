"""What each rule for texts without markup marks: lists of other stories, polls, contents, and where a story ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.noise.asides import mark_announced, mark_contents, mark_poll, mark_rubrics, mark_skipped
from pipeline.noise.ending import end_of_story
from pipeline.noise.lists import _moment, _runs, mark_dated, mark_feed, mark_most_read, spare_cells
from pipeline.noise.repeats import mark_repeats

Row = tuple[str, str, str]  # a line, its rule before, and behind
Mark = Callable[[Sequence[str], list[str]], None]

TITLE = "Мост через Тобол открыли после ремонта"
SENTENCE = "В Костанайской области завершили ремонт моста через Тобол, сообщили в управлении пассажирского транспорта."
FIRST, SECOND, THIRD = "Дольщики получили ключи от квартир", "Школу в Лисаковске достроят к осени", "Паводок отрезал два села от трассы"
STORY: list[Row] = [(TITLE, "", ""), (SENTENCE, "", "")]


def left(*lines: str) -> list[Row]:
    return [(line, "", "") for line in lines]


def taken(rule: str, *lines: str) -> list[Row]:
    return [(line, "", rule) for line in lines]


def kept(rule: str, *lines: str) -> list[Row]:
    return [(line, rule, rule) for line in lines]


def counted(rule: str, *heads: str) -> list[Row]:
    return [row for head in heads for row in ((head, "", rule), ("3 690", "counter", "counter"))]


MOST_READ = {
    "three headlines with counters": [*STORY, *counted("most-read", FIRST, SECOND, THIRD)],
    "two headlines with counters": [*STORY, *counted("", FIRST, SECOND)],
    "two that are numbered": [*STORY, *counted("most-read", f"1. {FIRST}", f"2 {SECOND}")],
    "two that are not numbered on": [*STORY, *counted("", f"1. {FIRST}", f"3. {SECOND}")],
    "one that is numbered": [*STORY, *counted("", f"1. {FIRST}")],
    "short ones that are numbered": [*STORY, *counted("", "1. Костанай", "2. Рудный")],
    "sentences with counters": [*STORY, *counted("", f"{FIRST}.", f"{SECOND}.", f"{THIRD}.")],
    "short names with counters": [*STORY, *counted("", "Костанай", "Рудный", "Лисаковск")],
    "long lines with counters": [*STORY, *counted("", *[FIRST * 6] * 3)],
    "headlines with counters above the story": [*counted("", FIRST, SECOND, THIRD), *STORY],
    "headlines without counters": [*STORY, *left(FIRST, SECOND, THIRD)],
    "headlines with counters behind dashes": [*STORY, *[row for one in (FIRST, SECOND, THIRD) for row in (*taken("most-read", one), *left("-", "", "—", ""), *kept("counter", "3 690"))]],
    "headlines with counters far behind": [*STORY, *[row for one in (FIRST, SECOND, THIRD) for row in (*left(one, "-", "", "—", "", "-"), *kept("counter", "3 690"))]],
    "headlines with counts in thousands": [*STORY, *[row for one in (FIRST, SECOND, THIRD) for row in (*taken("most-read", one), *left("• 3,6 тыс."))]],
    "headlines with counts in short": [*STORY, *[row for one in (FIRST, SECOND, THIRD) for row in (*taken("most-read", one), *left("3.6K"))]],
    "headlines with other figures": [*STORY, *[row for one in (FIRST, SECOND, THIRD) for row in left(one, "3 690 тенге")]],
    "what another rule takes": [*STORY, *counted("most-read", FIRST, SECOND), (THIRD, "stamp", "stamp"), *left("3 690")],
}  # fmt: skip
FEED = {
    "from the last to the first": [*STORY, *taken("feed", f"14:26 {FIRST}", f"14:10 {SECOND}", f"9:55 {THIRD}")],
    "of one minute": [*STORY, *taken("feed", f"14:26 {FIRST}", f"14:26 {SECOND}", f"14:26 {THIRD}")],
    "in their order": [*STORY, *left(f"9:55 {FIRST}", f"14:10 {SECOND}", f"14:26 {THIRD}")],
    "two": [*STORY, *left(f"14:26 {FIRST}", f"14:10 {SECOND}")],
    "a chronicle, with a dash": [*STORY, *left(f"14:26 – {FIRST}", f"14:10 – {SECOND}", f"9:55 – {THIRD}")],
    "sentences": [*STORY, *left(f"14:26 {FIRST}.", f"14:10 {SECOND}.", f"13:55 {THIRD}.")],
    "with a line between": [*STORY, *taken("feed", f"14:26 {FIRST}"), *left(""), *taken("feed", f"14:10 {SECOND}"), *left(""), *taken("feed", f"13:55 {THIRD}")],
    "with two lines between": [*STORY, *left(f"14:26 {FIRST}", "", "", f"14:10 {SECOND}", f"13:55 {THIRD}")],
    "of which another rule takes one": [*STORY, (f"14:26 {FIRST}", "stamp", "stamp"), *taken("feed", f"14:10 {SECOND}", f"13:55 {THIRD}")],
}  # fmt: skip
DATED = {
    "days before headlines": [*STORY, *taken("feed", f"12.03.2026 {FIRST}", f"11.03.2026 {SECOND}", f"10.03.2026 {THIRD}"), *kept("share", "Поделиться")],
    "days behind headlines": [*STORY, *taken("feed", f"{FIRST} 12.03.2026", f"{SECOND} 11.03.2026", f"{THIRD} 10.03.2026"), *kept("share", "Поделиться")],
    "of one day": [*STORY, *taken("feed", f"12.03.2026 {FIRST}", f"12.03.2026 {SECOND}", f"12.03.2026 {THIRD}"), *kept("share", "Поделиться")],
    "days in their order": [*STORY, *left(f"10.03.2026 {FIRST}", f"11.03.2026 {SECOND}", f"12.03.2026 {THIRD}"), *kept("share", "Поделиться")],
    "days without other noise": [*STORY, *left(f"12.03.2026 {FIRST}", f"11.03.2026 {SECOND}", f"10.03.2026 {THIRD}")],
    "two days": [*STORY, *left(f"12.03.2026 {FIRST}", f"11.03.2026 {SECOND}"), *kept("share", "Поделиться")],
    "days before sentences": [*STORY, *left(f"12.03.2026 {FIRST}.", f"11.03.2026 {SECOND}.", f"10.03.2026 {THIRD}."), *kept("share", "Поделиться")],
    "lines of days before headlines": [*STORY, *taken("feed", "12.03.2026", FIRST, "11.03.2026", SECOND, "10.03.2026", THIRD), *kept("share", "Поделиться")],
    "lines of days behind headlines": [*STORY, *taken("feed", FIRST, "12.03.2026", SECOND, "11.03.2026", THIRD, "10.03.2026"), *kept("share", "Поделиться")],
    "lines of days behind headlines that end the text": [*STORY, *kept("share", "Поделиться"), *taken("feed", FIRST, "12.03.2026", SECOND, "11.03.2026", THIRD, "10.03.2026")],
    "lines of days before headlines and no more": [*STORY, *taken("feed", "12.03.2026", FIRST, "11.03.2026", SECOND, "10.03.2026", THIRD), *left("Вести"), *kept("share", "Поделиться")],
    "lines of days before sentences": [*STORY, *left("12.03.2026", f"{FIRST}.", "11.03.2026", f"{SECOND}.", "10.03.2026", f"{THIRD}."), *kept("share", "Поделиться")],
    "lines of days that are stamps": [*STORY, *[row for one, other in (("12.03.2026", FIRST), ("11.03.2026", SECOND), ("10.03.2026", THIRD)) for row in (*kept("stamp", one), *taken("feed", other))], *kept("share", "Поделиться")],
    "days of other noise": [*STORY, *kept("weather", f"12.03.2026 {FIRST}", f"11.03.2026 {SECOND}", f"10.03.2026 {THIRD}"), *kept("share", "Поделиться")],
    "days above the story": [*left(f"12.03.2026 {FIRST}", f"11.03.2026 {SECOND}", f"10.03.2026 {THIRD}"), *STORY, *kept("share", "Поделиться")],
    "days far from one another": [*STORY, *left("12.03.2026", FIRST, FIRST, FIRST, "11.03.2026", SECOND, SECOND, SECOND, "10.03.2026", THIRD), *kept("share", "Поделиться")],
}  # fmt: skip
CELLS = {
    "three numbers behind their names": [*STORY, *[row for one in ("Костанай", "Рудный", "Лисаковск") for row in ((one, "", ""), ("1 204", "counter", ""))], *left(SENTENCE)],
    "three numbers right behind the first line": [*left(SENTENCE), *[row for one in ("Костанай", "Рудный", "Лисаковск") for row in ((one, "", ""), ("1 204", "counter", ""))], *left(SENTENCE)],
    "two numbers behind their names": [*STORY, *[row for one in ("Костанай", "Рудный") for row in ((one, "", ""), ("1 204", "counter", "counter"))], *left(SENTENCE)],
    "numbers behind sentences": [*STORY, *counted("", "Это Костанай.", "Это Рудный.", "Это Лисаковск."), *left(SENTENCE)],
    "numbers behind long names": [*STORY, *counted("", FIRST, SECOND, THIRD), *left(SENTENCE)],
    "numbers behind noise": [*STORY, *[row for one in ("Костанай", "Рудный", "Лисаковск") for row in kept("counter", one, "1 204")], *left(SENTENCE)],
    "numbers before a headline": [*STORY, *counted("", "Костанай", "Рудный", "Лисаковск"), *left(FIRST)],
    "numbers before noise": [*STORY, *counted("", "Костанай", "Рудный", "Лисаковск"), *kept("share", SENTENCE)],
    "numbers behind other noise": [*STORY, *kept("share", "Поделиться"), *counted("", "Костанай", "Рудный", "Лисаковск"), *left(SENTENCE)],
}  # fmt: skip
RUBRICS = {
    "a headline with its rubric": [*STORY, *taken("related", FIRST, "Общество"), *left(SENTENCE)],
    "the story's own rubric": [(TITLE, "", ""), *left("Общество", SENTENCE)],
    "a rubric behind a sentence": [*STORY, *left("Спорт", SENTENCE)],
    "a rubric behind a blank line": [*STORY, *left(FIRST, "", "Спорт", SENTENCE)],
    "a rubric behind noise": [*STORY, *kept("share", "Поделиться"), *left("Спорт", SENTENCE)],
    "a rubric that is noise already": [*STORY, *taken("related", FIRST), *kept("topic", "Спорт")],
    "the story's own rubric below noise": [*kept("share", "Поделиться"), *left("", TITLE, "Общество", SENTENCE)],
}  # fmt: skip
LABEL = kept("read-also", "Читайте также")
ANNOUNCED = {
    "headlines up to a sentence": [*STORY, *LABEL, *taken("related", FIRST), *left(""), *taken("related", SECOND), *left(SENTENCE, THIRD)],
    "items of a list": [*STORY, *LABEL, *taken("related", "  • Дольщики", "  • Школа"), *left(SENTENCE)],
    "nothing, where the label has its headline": [*STORY, *kept("read-also", "Читайте также: как в Рудном ремонтируют путепровод"), *left(FIRST, SENTENCE)],
    "questions behind the story": [*STORY, *LABEL, *taken("related", "Почему мосты рушатся?")],
    "no question amid the story": [*STORY, *LABEL, *left("Почему мосты рушатся?", FIRST, SENTENCE)],
    "no headline in few letters": [*STORY, *LABEL, *left("Мост открыт", SENTENCE)],
    "what stands amid other noise": [*STORY, *LABEL, *taken("related", FIRST), *kept("counter", "3690"), *taken("related", SECOND), *left(SENTENCE)],
    "above the story all but its headline": [*LABEL, *taken("related", FIRST), *left(TITLE, SENTENCE)],
    "above the story all but its headline and what else stands there": [*LABEL, *taken("related", FIRST), *left(TITLE), *kept("share", "Поделиться"), *left(THIRD, SENTENCE)],
    "above the story, with what is beside headlines": [*LABEL, *taken("related", FIRST), *kept("stamp", "12.03.2026"), *left(TITLE), *left(SENTENCE)],
    **{
        f"above the story, with a {one} between": [*LABEL, *taken("related", FIRST), *kept(one, "12.03.2026"), *taken("related", SECOND), *left(TITLE, SENTENCE)]
        for one in ("stamp", "counter", "related", "feed")
    },
    "headlines with other noise between": [*STORY, *LABEL, *taken("related", FIRST), *kept("share", "Поделиться"), *taken("related", SECOND), *left(SENTENCE)],
    "a headline of two sentences": [*STORY, *LABEL, *taken("related", "Степной реванш. Кто стоит за новой партией"), *left(SENTENCE)],
    "no two sentences that end": [*STORY, *LABEL, *left("Степной реванш. Кто стоит за партией.", SENTENCE)],
    "no two sentences that are quoted": [*STORY, *LABEL, *left("«Степь» и реванш. Кто стоит за партией", SENTENCE)],
    "no three sentences": [*STORY, *LABEL, *left("Степной реванш. Новая партия. Кто стоит за ней", SENTENCE)],
    "no two short sentences": [*STORY, *LABEL, *left("Всё. Мост открыт", SENTENCE)],
    "no two long sentences": [*STORY, *LABEL, *left(f"{FIRST}. {' '.join([SECOND] * 4)}", SENTENCE)],
}  # fmt: skip
CONTENTS = {
    **{
        f"under {label}": [(TITLE, "", ""), *taken("tools", label, "Мост", "Дорога"), *left("Мост", SENTENCE, "Дорога", SENTENCE)]
        for label in ("Содержание", "Оглавление:", "МАЗМҰНЫ", "Зміст", "Table of contents", "Contents")
    },
    "under another label": left(TITLE, "Разделы", "Мост", "Дорога", "Мост", SENTENCE, "Дорога"),
    "with blank lines": [*taken("tools", "Содержание"), *left(""), *taken("tools", "Мост"), *left("", "Мост", SENTENCE)],
    "without entries": left("Содержание", "Мост", SENTENCE),
    "up to what heads nothing": [*taken("tools", "Содержание", "Мост"), *left("Дорога", "Мост", SENTENCE)],
    "of two": [*taken("tools", "Содержание", "Мост"), *left(SENTENCE), *taken("tools", "Содержание", "Дорога"), *left("Мост", "Дорога")],
}  # fmt: skip
SKIP = "Пропустить Подкаст и продолжить чтение."
SKIPPED = {
    "to its end": [*STORY, *taken("skip-link", SKIP, FIRST, "Конец истории Подкаст"), *left(SENTENCE)],
    "in English": [*STORY, *taken("skip-link", "Skip Podcast and continue reading", FIRST, "End of Podcast"), *left(SENTENCE)],
    "and what another rule takes": [*STORY, *taken("skip-link", SKIP), *kept("share", "Поделиться"), *taken("skip-link", "Конец истории Подкаст")],
    "alone, without an end": [*STORY, *taken("skip-link", SKIP), *left(FIRST, SENTENCE)],
    "as far as its end may be": [*taken("skip-link", SKIP, *[FIRST] * 22, "Конец истории Подкаст"), *left(SENTENCE)],
    "alone, far from an end": [*taken("skip-link", SKIP), *left(*[FIRST] * 23, "Конец истории Подкаст", SENTENCE)],
}  # fmt: skip
QUESTION = "Нужен ли городу второй мост?"
POLL = {
    "question and answers behind the label": [*STORY, *kept("poll", "Опрос"), *taken("poll", QUESTION, "Да", "Нет")],
    "question and answers before the label": [*STORY, *taken("poll", QUESTION, "Да", "Нет"), *kept("poll", "Проголосовать"), *left(THIRD)],
    "question alone before a sentence": [*STORY, *kept("poll", "Опрос"), *taken("poll", QUESTION), *left(SENTENCE)],
    "answers that are sentences stay": [*STORY, *kept("poll", "Опрос"), *taken("poll", QUESTION), *left("Да", "Нет, не нужен.")],
    "a question behind a sentence": [*STORY, *kept("poll", "Опрос"), *left(SENTENCE, QUESTION, "Да", "Нет")],
    "a long question": [*STORY, *kept("poll", "Опрос"), *left(f"{QUESTION} " * 7, "Да", "Нет")],
    "a question far away": [*STORY, *kept("poll", "Опрос"), *left(*["Да"] * 9, QUESTION)],
    "a question as far as may be": [*STORY, *kept("poll", "Опрос"), *left(*["Да"] * 8), *taken("poll", QUESTION)],
    "an answer that is noise already": [*STORY, *kept("poll", "Опрос"), *taken("poll", QUESTION, "Да"), *kept("share", "Поделиться")],
    "no label": [*STORY, *left(QUESTION, "Да", "Нет")],
}  # fmt: skip
PICTURED = "Рабочие на мосту"
REPEATS = {
    "the headline above its picture, and behind the lead": [
        *left(TITLE), *taken("repeated", TITLE), *left(SENTENCE), *taken("repeated", TITLE), *left(SENTENCE),
    ],
    "the title of the page": [*taken("repeated", f"{TITLE} - vesti.kz"), *left("Вторая полоса", TITLE, SENTENCE)],
    "the title of a page with its slogan": [
        *taken("repeated", f"{TITLE} — Vesti.kz — новости Костаная и мира"), *left(TITLE), *taken("repeated", TITLE), *left(SENTENCE),
    ],
    "a path": [*taken("repeated", f"» » {TITLE}"), *left(TITLE, SENTENCE)],
    "a short headline above a slogan": [
        *left("Мост открыт", "Газета о тех, кто строит и живёт", SENTENCE), *taken("repeated", "Мост открыт"), *left(SENTENCE),
    ],
    "a headline above a longer line": [*left(TITLE, f"{FIRST}, но движение по нему закроют"), *taken("repeated", TITLE), *left(SENTENCE)],
    "the words for a picture": [*left(TITLE, PICTURED), *taken("repeated", f"{PICTURED}."), *left(SENTENCE)],
    "a headline below a day": [*left("Интервью • 21 Февраля, 2025", TITLE), *taken("repeated", TITLE), *left(SENTENCE)],
    "a heading in capitals": left(TITLE, SENTENCE, TITLE.upper(), SENTENCE),
    "verses": left("Кең дала, біздің кең аспан", "Тобол", "Кең дала, біздің кең аспан", "Кеңдікке жан қосқан", "Елімнің әр таңы", SENTENCE),
    "who speaks": left(TITLE, "Асан Сейіт", SENTENCE, "Дана Омар", SENTENCE, "Асан Сейіт", SENTENCE),
    "a question": left(TITLE, "Что дальше?", SENTENCE, "Что дальше?", SENTENCE),
    "a word": left(TITLE, "Мост", "Мост", SENTENCE),
    "what a story says late": left(TITLE, SENTENCE, *(f"{SENTENCE[:-1]} {word}." for word in ("утром", "днём")), TITLE, SENTENCE),
    "no sentence": left(TITLE, TITLE, FIRST),
    "a table above": left(*(f"Кабинет {number} и класс" for number in range(12)), TITLE, TITLE, SENTENCE),
}  # fmt: skip
CASES: dict[str, tuple[Mark, list[Row]]] = {
    f"{mark.__name__}: {name}": (mark, rows)
    for mark, cases in (
        (mark_most_read, MOST_READ),
        (mark_feed, FEED),
        (mark_dated, DATED),
        (spare_cells, CELLS),
        (mark_rubrics, RUBRICS),
        (mark_announced, ANNOUNCED),
        (mark_contents, CONTENTS),
        (mark_skipped, SKIPPED),
        (mark_poll, POLL),
        (mark_repeats, REPEATS),
    )
    for name, rows in cases.items()
}


@pytest.mark.parametrize("name", CASES)
def test_of_these_lines_the_rule_takes(name: str) -> None:
    mark, rows = CASES[name]
    lines, rules = [row[0] for row in rows], [row[1] for row in rows]
    mark(lines, rules)
    assert [*zip(lines, rules, strict=True)] == [(line, after) for line, _, after in rows]


MOMENTS = {
    "14:26": "14:26", "9:05": "09:05", "9:05,": "09:05", "11.03.2026 18:14": "2026-03-11 18:14:00", f"2026-03-11 {FIRST}": "2026-03-11 ",
    f"{FIRST} 11.03.2026": "2026-03-11 ", f"{FIRST}, 11 марта 2026 года": "2026-03-11 ", f"{FIRST} (11 марта 2026 г.)": "2026-03-11 ",
    f"Вчера, 18:14 {FIRST}": "2025-12-31 18:14:00", f"В области 11.03.2026 {FIRST}": "", "12.03.2026 – открыли мост": "",
    "12.03.2026: открыли мост": "", "  • 11.03.2026": "", f"11.03.2026 {FIRST * 6}": "", FIRST: "", "": "",
}  # fmt: skip


@pytest.mark.parametrize("line", MOMENTS)
def test_the_moment_of_a_line_is(line: str) -> None:
    assert _moment(line) == MOMENTS[line]


@pytest.mark.parametrize(
    ("numbers", "farthest", "runs"),
    [([], 2, []), ([4], 2, [[4]]), ([1, 3, 6, 7], 2, [[1, 3], [6, 7]]), ([1, 4, 8], 3, [[1, 4], [8]])],
)
def test_numbers_run_on(numbers: list[int], farthest: int, runs: list[list[int]]) -> None:
    assert [*_runs(numbers, farthest)] == runs


AGAIN = "Ремонт моста через Тобол в Костанайской области завершили в срок, сообщили в управлении транспорта."
OTHER = "Семьи, которые ждали жильё больше десяти лет, в субботу въехали в новый девятиэтажный дом на окраине."
SHORT = "Движение по мосту открыли в марте, второй мост построят потом."
TWO: list[tuple[str, str]] = [(TITLE, ""), (SENTENCE, ""), (AGAIN, "")]
WIDGETS = [("Поделиться", "share"), ("1 204 просмотра", "counter"), ("Распечатать", "tools")]
ENDS: dict[str, tuple[list[tuple[str, str]], int | None]] = {
    "at a rating": ([*TWO, ("Оцените статью", "rating"), (FIRST, "")], 3),
    "at comments": ([*TWO, ("Комментарии", "comments"), (OTHER, ""), (OTHER, "")], 3),
    "at tags": ([*TWO, ("Теги: мост", "tags"), (OTHER, ""), (OTHER, "")], 3),
    "at a biography": ([*TWO, ("Об авторе", "author-bio"), (OTHER, "")], 3),
    "not at a credit": ([*TWO, ("Фото: акимат", "photo"), (OTHER, "")], None),
    "not behind one sentence": ([(TITLE, ""), (SENTENCE, ""), ("Оцените статью", "rating"), (FIRST, "")], None),
    "not at comments before more of the story than behind": ([*TWO, ("Комментарии", "comments"), *[(OTHER, "")] * 3], None),
    "at comments before what says the story again": ([*TWO, ("Комментарии", "comments"), (AGAIN, "")], 3),
    "not at tags before three sentences": ([*TWO, *TWO, ("Теги: мост", "tags"), *[(OTHER, "")] * 3], None),
    "at widgets of several kinds": ([*TWO, *WIDGETS, (OTHER, "")], 3),
    "at widgets, before no text": ([*TWO, *WIDGETS], 3),
    "not at widgets before what says the story again": ([*TWO, *WIDGETS, (AGAIN, "")], None),
    "not at widgets before more of the story than behind": ([*TWO, *WIDGETS, *[(OTHER, "")] * 3], None),
    "not at two widgets": ([*TWO, *WIDGETS[:2], (OTHER, "")], None),
    "not at two widgets that end the text": ([*TWO, *WIDGETS[:2]], None),
    "not at widgets of one kind": ([*TWO, *[WIDGETS[0]] * 3, (OTHER, "")], None),
    **{
        f"not at one widget beside {one}": ([*TWO, WIDGETS[0], (FIRST, one), (SECOND, one), (OTHER, "")], None)
        for one in ("photo", "byline", "source", "advert", "subscribe")
    },
    "at links to other stories before headlines": ([*TWO, ("Читайте также", "read-also"), *[(FIRST, "related")] * 2, (THIRD, "")], 3),
    "not at links to other stories before a sentence": ([*TWO, ("Читайте также", "read-also"), *[(FIRST, "related")] * 2, (OTHER, "")], None),
    "not at links to other stories before what announces a list": (
        [*TWO, ("Читайте также", "read-also"), *[(FIRST, "related")] * 2, ("Мост строили:", "")], None,
    ),
    "not at widgets before a shorter sentence": ([*TWO, *WIDGETS, (SHORT, "")], None),
    "not at widgets before a shorter sentence behind a blank line": ([*TWO, *WIDGETS, ("", ""), (SHORT, "")], None),
    "at widgets before a remark": ([*TWO, *WIDGETS, ("Мост открыли, наконец-то, спасибо.", "")], 3),
    "where nothing is noise": ([*TWO, (OTHER, "")], None),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDS)
def test_a_story_ends(name: str) -> None:
    rows, end = ENDS[name]
    assert end_of_story([line for line, _ in rows], [rule for _, rule in rows]) == end

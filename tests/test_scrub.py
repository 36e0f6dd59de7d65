"""`kznews scrub` cleans texts that have no markup any more, says why, and leaves clean ones as they are."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kznews.exit_codes import ExitCode
from pipeline.noise.asides import mark_contents
from pipeline.noise.scrub import scrub
from tests.stores import kznews

STORY = (
    "Мост через Тобол открыли после ремонта",
    "В Костанайской области завершили ремонт моста через Тобол, сообщили в управлении пассажирского транспорта.",
    "Подрядчик выполнил такие работы:",
    "  • установил двенадцать балок;\n  • уложил асфальт на мосту и подходах к нему.",
    "«Мост закрывали на семь месяцев, за это время заменили все опоры», — сказал руководитель управления.",
)
CLEAN = "\n\n".join(STORY)
NOISY = {
    "a rating widget and what is behind it": (f"{CLEAN}\n\nОцените автора\nУниверсальный портал на каждый день", ["rating", "behind-story"]),
    "an author's biography before the widget": (
        f"{CLEAN}\n\nЖурналист по призванию. Пишу о мостах и дорогах, люблю задавать неудобные вопросы.\n\nОцените автора",
        ["author-bio", "rating"],
    ),
    "a most-read list with counters": (
        f"{CLEAN}\n-\n1✈️ В аэропорту открыли вход\n-\n3690\n-\n1\n-\n2❗️Пирамиду закрыли\n-\n2938\n-\n0",
        ["counter", "most-read", "counter", "counter", "counter", "counter", "counter", "most-read", "counter", "counter", "counter", "counter"],
    ),
    "exchange rates": (f"{CLEAN}\nUSD:\n516.5 / 519.1\nEUR:\n606.0 / 611.0", ["rates"] * 4),
    "a skip link, a topic and a caption before the headline": (
        "Перейти к основному контенту\nРемонт дорог,\n0\n\n" + STORY[0] + "\n\nСюжет\nРемонт дорог\nМост через Тобол (Фото: акимат)\n\n" + "\n\n".join(STORY[1:]),
        ["skip-link", "topic", "counter", "tags", "topic", "photo"],
    ),
    "headlines of other stories behind the last sentence": (
        f"{CLEAN}\n\nМинистр рассказал о планах\n\nБанки раскроют данные\n\nТеги\nПерсоны",
        ["related", "related", "tags", "tags"],
    ),
    "a byline under the headline": (f"{STORY[0]}\n\nТекст: Вера Ким\n\n" + "\n\n".join(STORY[1:]), ["byline"]),
}  # fmt: skip


@pytest.mark.parametrize("name", NOISY)
def test_noise_goes_with_its_rule_and_the_story_stays(name: str) -> None:
    text, rules = NOISY[name]
    paragraphs, removed = scrub(text)
    assert ("\n\n".join(paragraphs), [line.rule for line in removed]) == (CLEAN, rules)


def test_a_clean_text_comes_back_as_it_is() -> None:
    assert scrub(CLEAN) == (list(STORY), [])


def test_a_name_that_only_a_biography_says_again_goes_with_it() -> None:
    text = f"{STORY[0]}\n\nАсель Токтарова\n\n" + "\n\n".join(STORY[1:]) + "\n\nОб авторе\nАсель Токтарова пишет о дорогах."
    assert scrub(text)[0] == list(STORY)


def test_paragraphs_that_had_run_together_are_parted() -> None:
    prose = [f"{line} Это предложение дополняет сказанное, чтобы строка была длинной." for line in (STORY[1], STORY[4])]
    assert scrub("\n".join(prose)) == (prose, [])


RUN_TOGETHER = {
    "a text that has no blank line": f"{STORY[0]}\n{STORY[1]}\nМост закрывали на семь месяцев.",
    "sentences, long and short": f"{STORY[0]}\n\n{STORY[1]}\nМост закрывали на семь месяцев.",
    "two long sentences under a heading": f"{STORY[0]}\n\nКак чинили\n{STORY[1]}\n{STORY[4]}",
}
NOT_RUN_TOGETHER = {
    "a table under its sentence": f"{STORY[0]}\n\n{STORY[1]}\nОпоры – 12\nБалки – 24",
    "verses": "Стихи о мосте\n\nМост стоит над рекой,\nНе зовёт на покой,\nА река всё течёт,\nИ считает наш год.",
}


@pytest.mark.parametrize("name", RUN_TOGETHER)
def test_lines_that_a_hand_copied_without_blank_lines_become_paragraphs(name: str) -> None:
    text = RUN_TOGETHER[name]
    assert scrub(text) == ([line for line in text.split("\n") if line], [])


@pytest.mark.parametrize("name", NOT_RUN_TOGETHER)
def test_lines_of_a_table_or_of_verses_stay_together(name: str) -> None:
    assert scrub(NOT_RUN_TOGETHER[name]) == (NOT_RUN_TOGETHER[name].split("\n\n"), [])


LINES = st.sampled_from(
    [
        *STORY[:3],
        STORY[4],
        "  • первое;\n  • второе.",
        "Теги",
        "Читайте также: Мост",
        "3690",
        "-",
        "USD:",
        "Политика",
        "Оцените статью",
        "2❗️Пирамида",
        "Асель Токтарова, Рудный",
        "Служба новостей",
        "Афиша",
        "Так выглядел мост",
        "Фото: архив",
        "12 марта",
        "13 марта",
        "Полезно знать",
        "Кто построит мост?",
        "Мост открыли вчера вечером",
        "Содержание",
        "11.03.2026 18:14",
        "10.03.2026 Школу достроят к осени",
        "// Вести // 3 января 2026 г.",
        "Футбол Хоккей Бокс Теннис",
        "ремонт",
        "USD 516.50",
        "Пропустить Подкаст и продолжить чтение.",
        "Самое популярное",
        f"{STORY[1]} (Фото: архив)",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(LINES, st.sampled_from(["\n\n", "\n"])), min_size=1, max_size=12))
def test_cleaning_twice_is_cleaning_once(parts: list[tuple[str, str]]) -> None:
    once, _ = scrub("".join(line + end for line, end in parts).strip("\n"))
    twice, removed = scrub("\n\n".join(once))
    assert (twice, removed) == (once, [])


@pytest.fixture
def noisy(tmp_path: Path) -> Path:
    path = tmp_path / "000_0123456789abcdef.txt"
    path.write_bytes(f" date 2026-03-02 {NOISY['exchange rates'][0]}".encode())
    return path


def test_without_write_nothing_changes_and_each_line_is_shown_with_its_rule(noisy: Path) -> None:
    before = noisy.read_bytes()
    ended = kznews(noisy.parent, "scrub", noisy.name)
    assert (ended.returncode, noisy.read_bytes()) == (ExitCode.DONE, before)
    assert "would change, 4 lines removed" in ended.stdout
    assert "rates        516.5 / 519.1" in ended.stdout


def test_with_write_the_file_is_replaced_and_keeps_its_day(noisy: Path) -> None:
    kznews(noisy.parent, "scrub", "--write", noisy.name)
    assert noisy.read_bytes().decode() == f" date 2026-03-02 {CLEAN}"
    assert [path.name for path in noisy.parent.iterdir()] == [noisy.name]
    assert "clean, 0 lines removed" in kznews(noisy.parent, "scrub", noisy.name).stdout


def test_with_write_a_link_stays_a_link_and_a_file_keeps_its_mode(noisy: Path) -> None:
    noisy.chmod(0o640)
    link = noisy.with_name("link.txt")
    link.symlink_to(noisy.name)
    assert kznews(noisy.parent, "scrub", "--write", link.name).returncode == ExitCode.DONE
    assert noisy.read_bytes().decode() == f" date 2026-03-02 {CLEAN}"
    assert (link.is_symlink(), stat.S_IMODE(noisy.stat().st_mode)) == (True, 0o640)


def test_json_tells_the_same(noisy: Path) -> None:
    row = json.loads(kznews(noisy.parent, "scrub", "--json", noisy.name).stdout)
    assert (row["changed"], [one["rule"] for one in row["removed"]]) == (True, ["rates"] * 4)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "not UTF-8"),
        ("Мост\0открыли".encode(), "a null byte at byte 8"),
        ("слово ".encode() * (1_600_000), "longer than 16 MiB"),
        (b"", "no text"),
        ("Теги".encode(), "nothing but noise"),
        (b" date 2026-02-31 x", "no day"),
    ],
)
def test_a_file_that_is_no_record_is_named_and_left(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    ended = kznews(tmp_path, "scrub", "--write", "x.txt")
    assert ended.returncode == ExitCode.PARTLY_FAILED
    assert said in ended.stderr
    assert path.read_bytes() == content


def test_a_record_in_standard_input_is_shown_or_with_write_printed_without_its_noise(tmp_path: Path) -> None:
    given = f" date 2026-03-02 {NOISY['exchange rates'][0]}".encode()
    assert "would change, 4 lines removed" in run(tmp_path, given, "-").stdout.decode()
    assert run(tmp_path, given, "--write", "-").stdout.decode() == f" date 2026-03-02 {CLEAN}"


def run(folder: Path, given: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kznews", "scrub", *arguments]
    return subprocess.run(command, input=given, cwd=folder, capture_output=True, check=True)


def test_any_other_text_is_taken_for_a_record_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text(NOISY["exchange rates"][0])
    assert "would change, 4 lines removed" in kznews(tmp_path, "scrub", "story.md").stdout


def test_labels_of_contents_one_behind_another_are_marked_with_the_entries_of_the_last() -> None:
    lines = ["Содержание", "Содержание", "Содержание", "Мост", "Дорога", "Мост открыли после ремонта.", "Мост", "Дорога"]
    rules = [""] * len(lines)
    mark_contents(lines, rules)
    assert rules == ["tools"] * 5 + [""] * 3

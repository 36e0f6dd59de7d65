"""`kznews dedup` answers every line, whatever it holds, and keeps little in memory."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kznews import dedup
from kznews.dedup import read_line
from kznews.shelf import FileRoom
from pipeline.duplicates import index
from pipeline.duplicates.index import Index
from tests.stores import ROOT, kznews

HALL = """Департамент культуры сообщил, что реставрация органного зала завершится к концу декабря будущего года.
Мастера из трех городов разобрали орган на четыре тысячи частей и увезли трубы в мастерскую под стеклянной крышей.
Фасад вымоют паром, а лепнину восстановят по снимкам, которые нашлись в семейном альбоме бывшего настройщика.
На время работ концерты переносят в старый лекционный зал напротив сквера, билеты остаются действительными.
Первую программу после открытия горожане выберут сами: голосование продлится до весны."""
VILLAGE_KK = """Ауыл тұрғындары көктем шыққалы өзен жағасына екі мыңға жуық тал мен терек отырғызды.
Көшеттерді аудандық орман шаруашылығы тегін берді, ал суару жүйесін жергілікті шаруалар өз қаражатына орнатты.
Мектеп оқушылары әр ағашқа өз есімдерін жазып, оны бес жыл бойы күтіп-баптауға уәде етті.
Әкімдік келесі жылы саябақтың ортасына балалар алаңы мен шағын көпір салуды жоспарлап отыр."""
WATER_KK = """{day} облыста су тасқыны жағдайы тұрақты бақылауда, деп хабарлады төтенше жағдайлар департаменті.
Өзендегі судың деңгейі {level} сантиметрге көтерілді, қауіпті аймақтан {people} адам көшірілді.
Құтқарушылар {pumps} мотопомпамен еріген суды тартып, бөгеттерді нығайту жұмыстарын жалғастыруда."""
APPOINTED_KK = """Мемлекет басшысының өкімімен {name} {post} қызметіне тағайындалды.
Ол осыған дейін мемлекеттік қызметте түрлі лауазымдарды атқарған, жоғары оқу орнын үздік бітірген.
Жаңа басшыны ұжымға министр таныстырып, алда тұрған міндеттерді атап өтті."""


def record(
    number: int, text: str, title: str = "", day: str = "2026-03-01", url: str | None = None
) -> dict[str, object]:
    url = f"https://site-{number}.kz/news/{number}" if url is None else url
    return {"id": f"r{number}", "url": url, "date": f"{day}T10:00:00+05:00", "title": title, "text": text}


def told(records: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    return list(answers(json.dumps(one).encode() for one in records))


def answers(lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    return dedup.answers(read_line("line", line) for line in lines)


def originals(records: Iterable[dict[str, object]]) -> list[object]:
    return [answer["duplicate_of"] for answer in told(records)]


@pytest.mark.parametrize(
    "day", ["2026-03-01", "2026-03-12", "2027-02-14"], ids=["same day", "days later", "a year later"]
)
@pytest.mark.parametrize(
    "text",
    [
        VILLAGE_KK,
        VILLAGE_KK.replace("отырғызды.", "отырғызды, деп хабарлайды Үлгі.kz облыс әкімдігінің сайтына сілтеме жасап."),
        "Көктемгі жұмыстар ауыл маңында қызу жүріп жатыр.\n" + VILLAGE_KK,
        VILLAGE_KK.replace(" ", "\u00a0").replace("бес", "«бес»"),
        "\n".join(VILLAGE_KK.split("\n")[:3]),
    ],
    ids=["verbatim", "attribution", "lead", "typography", "cut"],
)
def test_a_kazakh_copy_is_found_however_late(text: str, day: str) -> None:
    title = "Ауыл тұрғындары өзен жағасына тал екті"
    assert originals([record(1, VILLAGE_KK, title), record(2, text, title, day)]) == [None, "r1"]


CLINICS = """Министерство здравоохранения сообщило, что в трех областях начали работать передвижные медицинские комплексы.
За первую неделю врачи осмотрели две тысячи четыреста жителей отдаленных сел, у каждого пятого нашли повышенное давление.
В состав бригад вошли кардиологи, терапевты и лаборанты, а снимки расшифровывают специалисты областных больниц.
По словам главы ведомства Айгуль Нуровой, до конца года таких комплексов станет сорок, на это выделено шесть миллиардов.
Жители могут записаться на прием через сельский акимат или по телефону единой службы."""
CHANGES = {
    "a name in other letters": CLINICS.replace("Министерство здравоохранения", '"Ministerstvo zdravookhraneniya"'),
    "the first third": CLINICS[: len(CLINICS) // 3],
    "paragraphs put together": CLINICS.replace("\n", " "),
    "typos mended": CLINICS.replace("передвижные", "передвежные").replace("повышенное", "повышеное"),
}
SHORTENED = "Врачи едут к людям, пишет Пример.kz.\n" + "\n".join(CLINICS.split("\n")[:3])  # and with another lead


@pytest.mark.parametrize(
    "day",
    ["2026-03-01", "2026-03-21", "2026-07-01", "2028-03-01"],
    ids=["same day", "weeks", "months", "years later"],
)
@pytest.mark.parametrize("text", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize(
    "title", ["Передвижные комплексы в селах", "Врачи поехали в села"], ids=["its title", "another title"]
)
def test_a_copy_is_found_whatever_was_done_to_it(text: str, title: str, day: str) -> None:
    assert originals([record(1, CLINICS, "Передвижные комплексы в селах"), record(2, text, title, day)]) == [None, "r1"]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Передвижные комплексы в селах", "2026-03-01"),
        ("Передвижные комплексы в селах", "2028-03-01"),
        ("Врачи поехали в села", "2026-03-05"),
    ],
    ids=["its title", "its title, years later", "another title, the same week"],
)
def test_a_copy_with_another_lead_and_without_its_end_is_found(title: str, day: str) -> None:
    assert originals([record(1, CLINICS, "Передвижные комплексы в селах"), record(2, SHORTENED, title, day)]) == [None, "r1"]


BIRTHDAY = """Президент направил телеграмму поздравления {}.
Глава государства тепло поздравил юбиляра с днем рождения и пожелал ему крепкого здоровья, благополучия и новых успехов.
В телеграмме отмечен его вклад в развитие отечественной культуры."""
RETOLD = """В сельских районах трех областей появились клиники на колесах.
За семь дней медики приняли больше двух тысяч человек, многим назначили лечение от гипертонии.
Власти обещают довести число таких машин до сорока."""
DIGEST = "\n".join(["Главное за день.", *(text.split("\n")[0] for text in (CLINICS, HALL, VILLAGE_KK))])
OTHERS = {
    "a telegram to another person": (BIRTHDAY.format("Бекболату Тлеухану"), BIRTHDAY.format("Асанали Ашимову")),
    "other names and numbers": (
        CLINICS,
        CLINICS.replace("Айгуль Нуровой", "Ерлана Садыкова").replace(
            "в трех областях", "в Абайской и Жетысуской области"
        ),
    ),
    "the same event in other words": (CLINICS, RETOLD),
    "a digest of several stories": (CLINICS, DIGEST),
}


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-21", "2028-03-01"], ids=["same day", "weeks", "years later"])
@pytest.mark.parametrize(("one", "other"), OTHERS.values(), ids=OTHERS.keys())
def test_what_only_seems_a_copy_is_none(one: str, other: str, day: str) -> None:
    assert originals([record(1, one, one[:40]), record(2, other, other[:40], day)]) == [None, None]


def test_a_report_of_each_day_with_one_number_changed_is_never_a_copy() -> None:
    text = (
        "Официальный курс доллара установлен в размере {},2 тенге, курс евро составил 510,3 тенге, рубля 5,1 тенге.\n"
        "Объем торгов на бирже достиг 102 миллионов долларов. Курс используется для учета и таможенных платежей."
    )
    reports = [record(day, text.format(440 + day), "Курсы валют", f"2026-03-{day + 1:02}") for day in range(25)]
    assert originals(reports) == [None] * 25


def water(day: str, level: int, people: int, pumps: int) -> str:
    return WATER_KK.format(day=day, level=level, people=people, pumps=pumps)


def appointed(name: str, post: str) -> str:
    return APPOINTED_KK.format(name=name, post=post)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (water("2 сәуірде", 412, 130, 8), water("3 сәуірде", 431, 155, 11)),
        (water("2 сәуірде", 412, 130, 8), water("2 сәуірде", 431, 155, 11)),
        (appointed("Ерлан Сейітов", "облыс прокуроры"), appointed("Айгүл Нұрова", "қаржы вице-министрі")),
    ],
    ids=["another day", "another place of one day", "another person"],
)
@pytest.mark.parametrize(
    "day", ["2026-03-01", "2026-03-02", "2027-03-01"], ids=["same day", "next day", "a year later"]
)
def test_a_kazakh_report_filled_in_anew_is_another_story(one: str, other: str, day: str) -> None:
    titles = one.split(".")[0], other.split(".")[0]
    assert originals([record(1, one, titles[0]), record(2, other, titles[1], day)]) == [None, None]


def test_twenty_copies_over_a_month_are_one_story_though_their_words_become_common() -> None:
    lines = HALL.split("\n")
    copies = []
    for number in range(20):
        lead = f"{LEADS[number % len(LEADS)]}\n" if number % 2 else ""
        end = len(lines) - number % 3
        copies.append(
            record(number, lead + "\n".join(lines[:end]), TITLES[number % len(TITLES)], f"2026-03-{number + 1:02}")
        )
    assert originals(copies).count(None) == 1


TITLES = [
    "Органный зал откроют к концу года",
    "Реставрация органного зала: что изменится",
    "Голос города вернется в декабре",
]
LEADS = [
    "Об этом передает корреспондент издания.",
    "Любители музыки ждут новостей о судьбе старого инструмента.",
    "Стало известно, когда закончатся работы.",
]


def test_a_report_of_each_day_for_a_year_is_never_a_copy() -> None:
    rng = random.Random(5)
    reports = [
        record(
            day,
            water(f"{day % 28 + 1} сәуірде", rng.randrange(100, 900), rng.randrange(10, 999), rng.randrange(2, 99)),
            "Облыста су тасқыны бақылауда",
            f"2026-{day // 28 + 1:02}-{day % 28 + 1:02}",
        )
        for day in range(336)
    ]
    assert originals(reports) == [None] * 336


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_records_end_in_the_same_clusters(seed: int) -> None:
    texts = [HALL, VILLAGE_KK, water("2 сәуірде", 412, 130, 8), water("3 сәуірде", 431, 155, 11)]
    texts += ["\n".join(text.split("\n")[:-1]) for text in texts] + [f"Кіріспе сөз.\n{text}" for text in texts] + texts
    records = [record(number, text, text[:30], f"2026-03-{number % 9 + 1:02}") for number, text in enumerate(texts)]
    assert clusters(random.Random(seed).sample(records, len(records))) == clusters(records)


def clusters(records: list[dict[str, object]]) -> set[frozenset[object]]:
    made: dict[object, set[object]] = {}
    for answer in told(records):
        mine = made.get(answer["duplicate_of"], set())
        mine.add(answer["id"])
        made[answer["id"]] = mine
    return {frozenset(one) for one in made.values()}


def test_a_record_that_came_before_what_was_published_earlier_is_in_its_cluster() -> None:
    late, early = record(1, HALL, TITLES[0], "2026-03-09"), record(2, HALL, TITLES[0], "2026-03-02")
    assert originals([late, early, record(3, HALL, TITLES[0], "2026-03-05")]) == [None, "r1", "r2"]


BAD = {
    "not JSON": b"{",
    "not even text": b"\xff\xfe\x00",
    "a list": b"[1]",
    "no id": b'{"text": "x"}',
    "an empty id": b'{"id": null}',
    "an id that is none": b'{"id": {"a": 1}}',
    "no text under any name that is read": b'{"id": 1, "body": "x"}',
    "a text that is none": b'{"id": 1, "text": ["x"]}',
    "nested without end": b"[" * 100_000,
    "a number without end": b'{"id": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD.keys())
def test_a_bad_line_gives_one_error_and_the_rest_is_answered(line: bytes) -> None:
    lines = [json.dumps(record(1, HALL)).encode(), line, json.dumps(record(2, HALL)).encode()]
    first, bad, last = answers(lines)
    assert set(bad) == {"id", "error"}
    assert (first["duplicate_of"], last["duplicate_of"]) == (None, "r1")


SPARSE = {
    "no date": {"date": None},
    "a date that is none": {"date": "вчера"},
    "a date that is a number": {"date": 5},
    "the first date": {"date": "0001-01-01T00:00:00+14:00"},
    "no address": {"url": None},
    "an address that is none": {"url": "http://[half"},
    "no title": {"title": None},
    "a lone surrogate": {"title": "\ud800"},
}


@pytest.mark.parametrize("change", SPARSE.values(), ids=SPARSE.keys())
def test_a_copy_is_found_where_something_is_missing(change: dict[str, object]) -> None:
    assert originals([record(1, HALL) | change, record(2, HALL) | change]) == [None, "r1"]


@pytest.mark.parametrize("text", ["", " \n\t", "!!! — …", None])
def test_an_empty_text_is_no_copy(text: str) -> None:
    assert originals([record(1, text), record(2, text), record(3, HALL)]) == [None] * 3


def test_an_id_that_comes_twice_is_another_record() -> None:
    records = [record(1, HALL), record(1, VILLAGE_KK), record(1, HALL), record(2, VILLAGE_KK)]
    assert originals(records) == [None, None, "r1", "r1"]


def test_a_huge_text_is_compared_by_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.duplicates import sketch

    monkeypatch.setattr(sketch, "LONGEST", 2000)
    words = " ".join(f"слово{number}" for number in range(5000))
    assert originals([record(1, words), record(2, words + " конец")]) == [None, "r1"]


def test_a_line_that_is_too_long_is_one_bad_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dedup, "LONGEST_LINE", 1000)
    long, short = json.dumps({"id": 1, "text": "x" * 5000}), json.dumps({"id": 2, "text": "y"})
    (tmp_path / "records.jsonl").write_text(f"{long}\n{short}\n\n{short}")
    found = list(dedup.answers(dedup.records([str(tmp_path / "records.jsonl")])))
    assert [one.get("error", "") != "" for one in found] == [True, False, False]


def as_file(text: str, title: str = "Органный зал откроют к концу года", day: str = "2026-03-01") -> str:
    return f" date {day} " + "\n\n".join([title, *text.split("\n")])


def test_record_files_and_json_lines_are_compared_with_each_other_in_order(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    for name, text in {"000_a.txt": as_file(HALL), "001_b.txt": as_file(VILLAGE_KK, "Тал екті"), "002_c.txt": as_file(HALL) + "\n"}.items():
        (tmp_path / "records" / name).write_text(text)
    rows = [record(1, VILLAGE_KK, "Тал екті"), record(2, HALL, "Органный зал откроют к концу года")]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    names = ["./records/001_b.txt", "rows.jsonl", "records/000_a.txt", "-", "records/002_c.txt"]
    done = kznews(tmp_path, "dedup", *names, given=json.dumps(record(3, CLINICS)).encode())
    found = [json.loads(answer) for answer in done.stdout.splitlines()]
    assert [(one["id"], one["duplicate_of"], one["relation"]) for one in found] == [
        ("./records/001_b.txt", None, None),
        ("r1", "./records/001_b.txt", "exact"),
        ("r2", None, None),
        ("records/000_a.txt", "r2", "exact"),
        ("r3", None, None),
        ("records/002_c.txt", "records/000_a.txt", "exact"),
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_a_record_file_is_read_as_the_line_that_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(as_file(HALL))
    (tmp_path / "b.txt").write_text("Зал откроют")
    (tmp_path / "by hand.txt").write_bytes("\r\nЗал откроют\r\n \r\nК концу года.\r\n".encode())
    one, *others = dedup.records([str(path) for path in sorted(tmp_path.iterdir())])
    assert (one.title, one.text, one.date) == ("Органный зал откроют к концу года", HALL.replace("\n", "\n\n"), "2026-03-01")
    assert [(other.title.strip(), other.text, other.date) for other in others] == [
        ("Зал откроют", "", None),
        ("Зал откроют", "К концу года.", None),
    ]


def test_a_file_that_is_no_record_is_one_bad_one_and_an_empty_one_holds_none(tmp_path: Path) -> None:
    bad = {
        "a.txt": (b"\xff\xfe", "not UTF-8 at byte 0"),
        "b.txt": (b"x\0y", "no text: a null byte at byte 1"),
        "c.txt": (b" date 2026-02-31 x", "the header names no day: 2026-02-31"),
        "d.txt": (b"x" * (17 << 20), "longer than 16 MiB: no record"),
        "e.txt": (b" date 2026-02-28 ", "it holds no text"),
    }
    for name, (content, _) in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "none.txt").touch()
    (tmp_path / "cut.jsonl").write_text(f'мост."}}\n{json.dumps(record(1, HALL))}\n')
    done = kznews(tmp_path, "dedup", *bad, "none.txt", "cut.jsonl")
    *found, cut, last = map(json.loads, done.stdout.splitlines())
    assert found == [{"id": name, "error": error} for name, (_, error) in bad.items()]
    assert (cut["id"], last["id"], cut["error"].partition(" not JSON")[0]) == (None, "r1", "cut.jsonl: line 1:")
    assert (done.returncode, done.stderr.split(";")[0]) == (3, "dedup: 6 of 7 records could not be read")


def test_many_files_are_not_open_at_once(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text(as_file(HALL, TITLES[number % 3]))
    line = f'ulimit -n 64; exec "{sys.executable}" -m kznews dedup *.txt'
    done = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True)
    assert (done.returncode, done.stdout.count(b"\n"), done.stdout.count(b"null")) == (0, 200, 2)  # of the first


def test_portions_are_bounded_in_number_and_in_size(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [record(number, HALL if number % 3 else VILLAGE_KK) for number in range(50)]
    whole = originals(records)
    monkeypatch.setattr(dedup, "BATCH", 7)
    assert [one is None for one in originals(records)] == [one is None for one in whole]
    monkeypatch.setattr(dedup, "BATCH_BYTES", 5000)
    assert [one is None for one in originals(records)] == [one is None for one in whole]


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text(), max_size=2)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "url", "date", "title", "text"]), VALUES), max_size=8))
def test_every_line_has_its_answer_in_order(records: list[dict[str, object]]) -> None:
    lines = [json.dumps(one).encode() for one in records]
    found = list(answers(lines))
    assert len(found) == len(lines)
    for line, answer in zip(lines, found, strict=True):
        assert "error" in answer or answer["id"] == json.loads(line)["id"]
        assert "error" in answer or answer["relation"] in ("exact", "near", "part", "version", None)
        assert "error" in answer or 0 <= float(str(answer["similarity"])) <= 1


def test_nothing_is_said_when_nobody_reads_on() -> None:
    lines = b"".join(json.dumps(record(number, HALL)).encode() + b"\n" for number in range(3000))
    program = [sys.executable, "-m", "kznews", "dedup"]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(program, input=lines, stdout=write, stderr=subprocess.PIPE, timeout=60)
    os.close(write)
    assert b"Traceback" not in done.stderr


def test_a_kill_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    lines = tmp_path / "records.jsonl"
    lines.write_bytes(b"".join(json.dumps(record(number, HALL)).encode() + b"\n" for number in range(5000)))
    program = [sys.executable, "-m", "kznews", "dedup", str(lines)]
    environment = os.environ | {"TMPDIR": str(tmp_path / "room")}
    with subprocess.Popen(program, stdout=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["id"] == "r0"  # the first portion is answered, the rest is to come
        running.kill()
    assert list((tmp_path / "room").iterdir()) == []


def test_segments_in_files_find_what_segments_in_memory_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kznews.shelf.LARGE", 500)
    monkeypatch.setattr(index, "BLOCK", 128)
    rng = np.random.default_rng(3)
    passages = rng.integers(0, 1 << 63, 400).astype(np.uint64)[rng.integers(0, 400, 4000)]
    stories = np.sort(rng.integers(0, 700, 4000)).astype(np.uint32)
    in_files, in_memory = Index(FileRoom()), Index()
    for start in range(0, 4000, 100):
        for one in (in_files, in_memory):
            one.add(passages[start : start + 100], stories[start : start + 100])
    asked = (passages[-300:], stories[-300:], np.ones(300))
    for mine, other in zip(in_files.candidates(*asked), in_memory.candidates(*asked), strict=True):
        assert np.array_equal(mine, other)
    assert len(in_files) == 4000

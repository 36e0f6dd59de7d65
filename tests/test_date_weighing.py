"""Which of the places that state a day is believed: what confirms it, what outdoes it, and when none can be told to be right."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.dates.ranks import Rank
from pipeline.dates.read import read
from pipeline.dates.stated import Candidate
from pipeline.dates.weighing import as_shown, civil, confirmed, is_undecided, of_stated_years, weighed

NOW = dt.datetime(2026, 2, 10, 5, 0, tzinfo=dt.UTC)
ALMATY = "Asia/Almaty"
MODIFIED = "modified, not published"
Place = tuple[str, Rank, str]


def said(source: str, rank: Rank, text: str, fault: str = "", zone: str = "") -> Candidate:
    return Candidate(rank, source, text, read(text, NOW, zone), fault)


def day(number: int) -> dt.date:
    return dt.date(2025, 12, number)


SHOWN = said("visible", Rank.CROWDED, "20.12.2025")
WEAK = {
    "a date with a time": (said("meta", Rank.VAGUE, "20.12.2025 10:00"), SHOWN, Rank.CONFIRMED),
    "a Dublin Core date with a time": (said("meta", Rank.RESOURCE, "20.12.2025 10:00"), SHOWN, Rank.CONFIRMED),
    "though the day is shown beside something else": (
        said("meta", Rank.VAGUE, "20.12.2025 10:00"), said("visible", Rank.NEVER, "20.12.2025", "a tag"), Rank.CONFIRMED,
    ),
    "not a date without a time": (said("meta", Rank.VAGUE, "20.12.2025"), SHOWN, Rank.VAGUE),
    "not one that the page does not show": (said("meta", Rank.VAGUE, "21.12.2025 10:00"), SHOWN, Rank.VAGUE),
    "not one that is shown as the day of a change": (
        said("meta", Rank.VAGUE, "20.12.2025 10:00"), said("visible", Rank.NEVER, "20.12.2025", MODIFIED), Rank.VAGUE,
    ),
    "not one that a <time> states": (said("meta", Rank.VAGUE, "20.12.2025 10:00"), said("time", Rank.TIME, "20.12.2025"), Rank.VAGUE),
    "not one that is never believed": (said("meta", Rank.NEVER, "20.12.2025 10:00", MODIFIED), SHOWN, Rank.NEVER),
    "not one of another kind": (said("script", Rank.VAGUE, "20.12.2025 10:00"), SHOWN, Rank.VAGUE),
    "one that is well stated as it is": (said("meta", Rank.PUBLISHED, "20.12.2025 10:00"), SHOWN, Rank.PUBLISHED),
}


@pytest.mark.parametrize("name", WEAK)
def test_a_weak_field_counts_as_well_stated(name: str) -> None:
    field, shown, rank = WEAK[name]
    assert [one.rank for one in confirmed([field, shown])] == [rank, shown.rank]


YEARS = {
    "a field": ("31 декабря", [said("meta", Rank.PUBLISHED, "31.12.2023")], "2023-12-31"),
    "a field a month later": ("31 декабря", [said("meta", Rank.PUBLISHED, "31.01.2024")], "2023-12-31"),
    "not a field later than that": ("31 декабря", [said("meta", Rank.PUBLISHED, "01.02.2024")], "2025-12-31"),
    "a field in another zone": ("31 декабря", [said("meta", Rank.PUBLISHED, "30.12.2023")], "2023-12-31"),
    "a field in another zone at new year": ("1 января", [said("meta", Rank.PUBLISHED, "31.12.2023")], "2024-01-01"),
    "not a field of an earlier day": ("31 декабря", [said("meta", Rank.PUBLISHED, "29.12.2023")], "2025-12-31"),
    "a change": ("31 декабря", [said("meta", Rank.NEVER, "31.12.2023", MODIFIED)], "2023-12-31"),
    "not a field of another article": ("31 декабря", [said("meta", Rank.NEVER, "31.12.2023", "another article")], "2025-12-31"),
    "not what the page shows": (
        "31 декабря", [said("visible", Rank.UNLABELLED, "31.12.2023"), said("dateline", Rank.DATELINE, "31.12.2023")], "2025-12-31",
    ),
    "not two years": ("31 декабря", [said("meta", Rank.PUBLISHED, "31.12.2023"), said("meta", Rank.PUBLISHED, "31.12.2022")], "2025-12-31"),
    "none for a day that has one": ("31.12.2025", [said("meta", Rank.PUBLISHED, "31.12.2023")], "2025-12-31"),
    "none without a date": ("31 декабря", [said("meta", Rank.NEVER, "вчера-то")], "2025-12-31"),
}


@pytest.mark.parametrize("name", YEARS)
@pytest.mark.parametrize("source", ["visible", "dateline"])
def test_the_year_of_a_day_without_one_is_said_by(source: str, name: str) -> None:
    text, fields, expected = YEARS[name]
    first, *others = of_stated_years([said(source, Rank.UNLABELLED, text), *fields])
    assert first.reading is not None
    assert (str(first.reading.day), others) == (expected, fields)


def test_the_year_of_a_field_without_one_is_the_last() -> None:
    made = of_stated_years([said("meta", Rank.VAGUE, "31 декабря"), said("meta", Rank.PUBLISHED, "31.12.2023")])
    assert [one.reading and str(one.reading.day) for one in made] == ["2025-12-31", "2023-12-31"]


@pytest.mark.parametrize(("stated", "expected"), [("29.02.2020", "2020-02-29"), ("01.03.2023", "2024-02-29")])
def test_the_29th_of_february_is_of_a_year_that_has_it(stated: str, expected: str) -> None:
    line = Candidate(Rank.UNLABELLED, "visible", "29 февраля", read("29 февраля", dt.datetime(2024, 3, 2, tzinfo=dt.UTC)))
    first = of_stated_years([line, said("meta", Rank.PUBLISHED, stated)])[0]
    assert first.reading is not None
    assert str(first.reading.day) == expected


LINE = ("visible", Rank.UNLABELLED, "20.12.2025")
WEIGHED: dict[str, tuple[list[Place], set[dt.date], int]] = {
    # the places by their rank, the days of changes, and which of the places is believed
    "the best where no other is": ([("meta", Rank.PUBLISHED, "17.12.2025")], set(), 0),
    "the best where the line confirms it": ([("meta", Rank.PUBLISHED, "20.12.2025"), LINE], set(), 0),
    "a line of the day after the address's with a time": (
        [("url", Rank.ADDRESS, "2025-12-19"), ("visible", Rank.UNLABELLED, "20.12.2025 00:10")], set(), 1,
    ),
    "the one of two such lines that has a time": (
        [("url", Rank.ADDRESS, "2025-12-19"), LINE, ("visible", Rank.UNLABELLED, "20.12.2025 00:10")], set(), 2,
    ),
    "the address, not a line without a time": ([("url", Rank.ADDRESS, "2025-12-19"), LINE], set(), 0),
    "the address, not a line of two days later": (
        [("url", Rank.ADDRESS, "2025-12-18"), ("visible", Rank.UNLABELLED, "20.12.2025 00:10")], set(), 0,
    ),
    "the address, not a line of the day before": (
        [("url", Rank.ADDRESS, "2025-12-21"), ("visible", Rank.UNLABELLED, "20.12.2025 00:10")], set(), 0,
    ),
    "the address, not a line away from the headline": (
        [("url", Rank.ADDRESS, "2025-12-19"), ("visible", Rank.CROWDED, "20.12.2025 00:10")], set(), 0,
    ),
    "the address, not a <time>": ([("url", Rank.ADDRESS, "2025-12-19"), ("time", Rank.LABELLED, "20.12.2025 00:10")], set(), 0),
    "the address where lines of two days stand": (
        [
            ("url", Rank.ADDRESS, "2025-12-19"),
            ("visible", Rank.UNLABELLED, "19.12.2025"),
            ("visible", Rank.UNLABELLED, "20.12.2025 00:10"),
        ], set(), 0,
    ),
    "the one of two articles that a field confirms": (
        [("json-ld", Rank.ARTICLE, "17.12.2025"), ("json-ld", Rank.ARTICLE, "20.12.2025"), ("meta", Rank.VAGUE, "20.12.2025")], set(), 1,
    ),
    "the first of two articles that a field confirms": (
        [
            ("json-ld", Rank.ARTICLE, "17.12.2025"),
            ("json-ld", Rank.ARTICLE, "20.12.2025"),
            ("meta", Rank.VAGUE, "17.12.2025"),
            ("meta", Rank.VAGUE, "20.12.2025"),
        ], set(), 0,
    ),
    "the first of two articles where nothing confirms any": (
        [("json-ld", Rank.ARTICLE, "17.12.2025"), ("json-ld", Rank.ARTICLE, "20.12.2025")], set(), 0,
    ),
    "the article, not the page around it": (
        [("json-ld", Rank.ARTICLE, "17.12.2025"), ("json-ld", Rank.PAGE, "20.12.2025"), ("meta", Rank.VAGUE, "20.12.2025")], set(), 0,
    ),
    "a field that the line confirms": ([("json-ld", Rank.ARTICLE, "17.12.2025"), ("meta", Rank.PUBLISHED, "20.12.2025"), LINE], set(), 1),
    "a program's state that the line confirms": (
        [("meta", Rank.PUBLISHED, "17.12.2025"), LINE, ("script", Rank.PROGRAM, "20.12.2025")], set(), 2,
    ),
    "a <time> that the line confirms": ([("time", Rank.MARKED, "17.12.2025"), LINE, ("time", Rank.TIME, "20.12.2025")], set(), 2),
    "a field that a line in the article alone confirms": (
        [("json-ld", Rank.ARTICLE, "17.12.2025"), ("meta", Rank.PUBLISHED, "20.12.2025"), ("visible", Rank.ONLY, "20.12.2025")], set(), 1,
    ),
    "not a field that a line in a box confirms": (
        [("json-ld", Rank.ARTICLE, "17.12.2025"), ("meta", Rank.PUBLISHED, "20.12.2025"), ("visible", Rank.APART, "20.12.2025")], set(), 0,
    ),
    "not a <time> of the day of a change": (
        [("meta", Rank.PUBLISHED, "17.12.2025"), LINE, ("time", Rank.TIME, "20.12.2025")], {day(20)}, 0,
    ),
    "not a feed": ([("meta", Rank.PUBLISHED, "17.12.2025"), ("feed", Rank.FEED, "20.12.2025"), LINE], set(), 0),
    "not a weak field": ([("meta", Rank.PUBLISHED, "17.12.2025"), LINE, ("meta", Rank.VAGUE, "20.12.2025")], set(), 0),
    "a weak field where the best is the day of a change": (
        [("meta", Rank.PUBLISHED, "17.12.2025"), LINE, ("meta", Rank.VAGUE, "20.12.2025")], {day(17)}, 2,
    ),
    "not the line alone": ([("meta", Rank.PUBLISHED, "17.12.2025"), LINE], set(), 0),
    "not a field of a third day": ([("json-ld", Rank.ARTICLE, "17.12.2025"), ("meta", Rank.PUBLISHED, "18.12.2025"), LINE], set(), 0),
    "the best where two kinds of fields state it": (
        [
            ("json-ld", Rank.ARTICLE, "17.12.2025"),
            ("meta", Rank.PUBLISHED, "17.12.2025"),
            LINE,
            ("time", Rank.TIME, "20.12.2025"),
        ], set(), 0,
    ),
    "a field against one that only a weak one confirms": (
        [
            ("json-ld", Rank.ARTICLE, "17.12.2025"),
            ("meta", Rank.PUBLISHED, "20.12.2025"),
            LINE,
            ("meta", Rank.VAGUE, "17.12.2025"),
        ], set(), 1,
    ),
    "a news sitemap, whatever the page says": (
        [("news-sitemap", Rank.NEWS_SITEMAP, "17.12.2025"), LINE, ("time", Rank.TIME, "20.12.2025")], set(), 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WEIGHED)
def test_of_several_places_is_believed(name: str) -> None:
    places, modified, index = WEIGHED[name]
    believed = [said(*place) for place in places]
    assert weighed(believed, modified) is believed[index]


CHANGED = ("visible", Rank.UNLABELLED, "21.12.2025")
UNDECIDED: dict[str, tuple[list[Place], set[dt.date], bool]] = {
    "two articles": ([("json-ld", Rank.ARTICLE, "17.12.2025"), ("json-ld", Rank.ARTICLE, "20.12.2025")], set(), True),
    "two articles of which one is confirmed": (
        [
            ("json-ld", Rank.ARTICLE, "17.12.2025"),
            ("json-ld", Rank.ARTICLE, "20.12.2025"),
            ("meta", Rank.VAGUE, "17.12.2025"),
        ], set(), False,
    ),
    "two nodes of one article": ([("json-ld", Rank.ARTICLE, "17.12.2025"), ("json-ld", Rank.ARTICLE, "17.12.2025 10:00")], set(), False),
    "a field against the day of a change": ([("meta", Rank.PUBLISHED, "20.12.2025"), CHANGED], {day(21)}, True),
    "a node against the day of a change": ([("json-ld", Rank.ARTICLE, "20.12.2025"), CHANGED], {day(21)}, True),
    "a field against any other day": ([("meta", Rank.PUBLISHED, "20.12.2025"), CHANGED], {day(22)}, False),
    "a field with the day of a change": ([("meta", Rank.PUBLISHED, "21.12.2025"), CHANGED], {day(21)}, False),
    "a field that a <time> confirms": (
        [("meta", Rank.PUBLISHED, "20.12.2025"), CHANGED, ("time", Rank.TIME, "20.12.2025")], {day(21)}, False,
    ),
    "a field against a line away from the headline": (
        [("meta", Rank.PUBLISHED, "20.12.2025"), ("visible", Rank.CROWDED, "21.12.2025")], {day(21)}, False,
    ),
    "an address": ([("url", Rank.ADDRESS, "2025-12-20"), CHANGED], {day(21)}, False),
    "an instant in UTC near the line's day": ([("meta", Rank.PUBLISHED, "2025-12-20T21:00:00Z"), CHANGED], {day(21)}, False),
    "an instant in UTC after the line's day": ([("meta", Rank.PUBLISHED, "2025-12-22T01:00:00Z"), CHANGED], {day(21)}, False),
    "an instant in UTC far from the line's day": ([("meta", Rank.PUBLISHED, "2025-12-19T21:00:00Z"), CHANGED], {day(21)}, True),
}  # fmt: skip


@pytest.mark.parametrize("name", UNDECIDED)
def test_the_day_cannot_be_told_of(name: str) -> None:
    places, modified, undecided = UNDECIDED[name]
    believed = [said(*place) for place in places]
    assert is_undecided(believed[0], believed, modified) is undecided


def test_what_outdid_the_best_is_decided() -> None:
    places = [("json-ld", Rank.ARTICLE, "17.12.2025"), ("meta", Rank.PUBLISHED, "20.12.2025"), LINE]
    believed = [said(*place) for place in places]
    assert not is_undecided(believed[1], believed, {day(20)})


LATE = "2025-12-20T23:00:00Z"
CIVIL: dict[str, tuple[str, list[Place], str]] = {
    "a line at the headline": (LATE, [("visible", Rank.UNLABELLED, "21.12.2025")], "2025-12-21"),
    "the only labelled line": (LATE, [("visible", Rank.ONLY_LABELLED, "21.12.2025")], "2025-12-21"),
    "the address": (LATE, [("url", Rank.ADDRESS, "2025-12-21")], "2025-12-21"),
    "a field with a zone": (LATE, [("meta", Rank.PUBLISHED, "2025-12-21T04:00:00+05:00")], "2025-12-21"),
    "not a field in UTC": (LATE, [("meta", Rank.PUBLISHED, "2025-12-21T04:00:00+00:00")], "2025-12-20"),
    "not a field without a zone": (LATE, [("meta", Rank.PUBLISHED, "2025-12-21")], "2025-12-20"),
    "not a line elsewhere": (LATE, [("visible", Rank.ONLY, "21.12.2025")], "2025-12-20"),
    "not lines of two days": (LATE, [("visible", Rank.UNLABELLED, "21.12.2025"), ("visible", Rank.UNLABELLED, "19.12.2025")], "2025-12-20"),
    "not a line of two days later": (LATE, [("visible", Rank.UNLABELLED, "22.12.2025")], "2025-12-20"),
    "nothing for what has no time": ("2025-12-20", [("visible", Rank.UNLABELLED, "21.12.2025")], "2025-12-20"),
    "nothing for what is civil": ("2025-12-20T23:00:00+05:00", [("visible", Rank.UNLABELLED, "21.12.2025")], "2025-12-20"),
    **{
        f"not a line that begins with {label}": (LATE, [("visible", Rank.UNLABELLED, f"{label} 21.12.2025")], "2025-12-20")
        for label in ("Updated", "Modified", "Обновлено", "Жаңартылды", "Stand:", "Aktualisiert")
    },
    "a line of the day after, from ten": ("2025-12-20T10:00:00Z", [("visible", Rank.UNLABELLED, "21.12.2025")], "2025-12-21"),
    "not a line of the day after, before ten": ("2025-12-20T09:59:00Z", [("visible", Rank.UNLABELLED, "21.12.2025")], "2025-12-20"),
    "a line of the day before, before eight": ("2025-12-20T07:59:00Z", [("visible", Rank.UNLABELLED, "19.12.2025")], "2025-12-19"),
    "not a line of the day before, from eight": ("2025-12-20T08:00:00Z", [("visible", Rank.UNLABELLED, "19.12.2025")], "2025-12-20"),
    "a line before a change": (LATE, [("visible", Rank.UNLABELLED, "21.12.2025, обновлено в 14:00")], "2025-12-21"),
}  # fmt: skip


@pytest.mark.parametrize("name", CIVIL)
def test_the_civil_day_of_an_instant_is_said_by(name: str) -> None:
    instant, places, expected = CIVIL[name]
    best = said("meta", Rank.PUBLISHED, instant)
    made = civil(best, [best, *(said(*place) for place in places)], "https://site.example/")
    assert made.reading is not None
    assert str(made.reading.day) == expected


AS_SHOWN: dict[str, tuple[Place, list[Place], str]] = {
    # in Almaty the instant is of the 21st, the clock that it states of the 20th
    "the line shows the clock's day": (("meta", Rank.PUBLISHED, LATE), [LINE], "2025-12-20"),
    "the line shows the clock's day, of JSON-LD": (("json-ld", Rank.ARTICLE, LATE), [LINE], "2025-12-20"),
    "the line shows the instant's day": (("meta", Rank.PUBLISHED, LATE), [CHANGED], "2025-12-21"),
    "lines show both days": (("meta", Rank.PUBLISHED, LATE), [LINE, CHANGED], "2025-12-21"),
    "a box alone shows the clock's day": (("meta", Rank.PUBLISHED, LATE), [("visible", Rank.APART, "20.12.2025")], "2025-12-20"),
    "a box against the line": (("meta", Rank.PUBLISHED, LATE), [CHANGED, ("visible", Rank.APART, "20.12.2025")], "2025-12-21"),
    "a line elsewhere": (("meta", Rank.PUBLISHED, LATE), [("visible", Rank.ONLY, "20.12.2025")], "2025-12-21"),
    "a <time>": (("time", Rank.MARKED, LATE), [LINE], "2025-12-21"),
    "the same clock in a zone": (("meta", Rank.PUBLISHED, LATE), [("json-ld", Rank.PAGE, "2025-12-20T23:00:00+05:00")], "2025-12-20"),
    "the same clock in a zone, of a field": (
        ("json-ld", Rank.ARTICLE, LATE), [("meta", Rank.PUBLISHED, "2025-12-20T23:00:00+05:00")], "2025-12-20",
    ),
    "the same clock in a zone, of a weaker place": (
        ("json-ld", Rank.ARTICLE, LATE), [("script", Rank.PROGRAM, "2025-12-20T23:00:00+05:00")], "2025-12-21",
    ),
    "another clock in a zone": (("meta", Rank.PUBLISHED, LATE), [("json-ld", Rank.PAGE, "2025-12-20T23:01:00+05:00")], "2025-12-21"),
    "the same clock in UTC": (("meta", Rank.PUBLISHED, LATE), [("json-ld", Rank.PAGE, "2025-12-20T23:00:00+00:00")], "2025-12-21"),
    "no clock": (("meta", Rank.PUBLISHED, "2025-12-21"), [LINE], "2025-12-21"),
    "the address in UTC of the line's moment": (
        ("url", Rank.ADDRESS, "2025-12-20"), [("visible", Rank.UNLABELLED, "21.12.2025 02:00")], "2025-12-21",
    ),
    "the address, a line later in the day": (
        ("url", Rank.ADDRESS, "2025-12-20"), [("visible", Rank.UNLABELLED, "21.12.2025 07:00")], "2025-12-20",
    ),
    "the address, a line without a time": (("url", Rank.ADDRESS, "2025-12-20"), [CHANGED], "2025-12-20"),
}  # fmt: skip


@pytest.mark.parametrize("name", AS_SHOWN)
def test_a_moment_is_of_the_day_that_the_page_shows_where(name: str) -> None:
    place, places, expected = AS_SHOWN[name]
    best = said(*place, zone=ALMATY)
    made = as_shown(best, [best, *(said(*one, zone=ALMATY) for one in places)], ALMATY)
    assert made.reading is not None
    assert str(made.reading.day) == expected

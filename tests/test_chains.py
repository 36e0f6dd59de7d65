"""A cluster is a chain in time; it begins with the record that the others name, else with the first published."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from kznews.chains import as_lines, chain
from kznews.replica.replica import Replica
from spiders.registry import built_in
from storage.duplicates import published
from storage.record import parse
from tests.crawling import assert_store_is_whole, configure, crawl, kznews, query, record_files

SITES = list(built_in().values())
DAY = dt.date(2026, 3, 1)
AKORDA = "Мост открыт.\n\nВ городе открыли мост."
CITING = "Мост открыт.\n\nВ городе открыли мост, сообщает сайт Акорды."
RELAYED = "Мост открыт.\n\nВ городе открыли мост, передает Tengrinews.kz со ссылкой на Акорду."


@dataclass(frozen=True)
class One:
    """A record as the catalog has it: its number, its site, its text, and the hour or only the day of its publication."""

    id: int
    site: str
    text: str
    hour: int | None = None
    days: int = 0

    @property
    def url(self) -> str:
        return f"https://{self.site}.kz/{self.id}"

    @property
    def url_id(self) -> int:
        return self.id

    @property
    def day(self) -> dt.date:
        return DAY + dt.timedelta(self.days)

    @property
    def published_at(self) -> dt.datetime | None:
        return None if self.hour is None else dt.datetime.combine(self.day, dt.time(self.hour), dt.UTC)


@pytest.mark.parametrize(
    ("members", "origin", "is_cited"),
    [
        ([One(1, "zakon", AKORDA, 8), One(2, "nur", AKORDA, 9)], 1, False),
        ([One(1, "akorda", AKORDA, 8), One(2, "zakon", CITING, 9)], 1, True),
        ([One(1, "zakon", CITING, 9), One(2, "akorda", AKORDA, None)], 2, True),  # only a day: it counts as its end
        ([One(1, "zakon", CITING, 9), One(2, "akorda", AKORDA, 11)], 2, True),
        ([One(1, "zakon", CITING, 9), One(2, "akorda", AKORDA, 9, days=9)], 1, False),  # it copied it back
        ([One(1, "tengrinews", CITING, 7), One(2, "nur", RELAYED, 8), One(3, "akorda", AKORDA)], 3, True),
        ([One(1, "zakon", AKORDA, 6), One(2, "tengrinews", CITING, 7), One(3, "nur", RELAYED, 8)], 2, True),
        ([One(1, "nur", AKORDA + "\n\nИсточник: Zakon.kz", 6), One(2, "zakon", AKORDA + "\n\nИсточник: nur.kz", 7)], 1, False),
        ([One(1, "akorda", CITING, 8), One(2, "nur", AKORDA, 9)], 1, False),  # its own name
        ([One(1, "zakon", "Мост.\n\nОб этом сообщил министр Акордин.", 8), One(2, "akorda", AKORDA, 9)], 1, False),
    ],
)  # fmt: skip
def test_the_origin_is_whom_the_others_name(members: list[One], origin: int, is_cited: bool) -> None:
    for order in permutations(members):
        made = chain(sorted(order, key=published), SITES)
        assert (made.origin, made.is_cited) == (origin, is_cited)


def test_who_names_whom_is_told_in_words() -> None:
    members = sorted(
        [One(1, "tengrinews", CITING, 7), One(2, "nur", RELAYED, 8), One(3, "akorda", AKORDA)], key=published
    )
    assert as_lines(chain(members, SITES), members) == [
        "origin: 3 of akorda, named as the source",
        "1 names сайт Акорды (3)",
        "2 names Tengrinews.kz (1), Акорду (3)",
    ]


def test_a_source_without_a_record_is_named_all_the_same() -> None:
    members = [One(1, "nur", CITING, 7), One(2, "zakon", AKORDA + "\n\nИсточник: «Наша газета»", 8)]
    assert as_lines(chain(members, SITES), members) == [
        "origin: 1 of nur, published first",
        "1 names сайт Акорды (akorda)",
        "2 names «Наша газета» (no known site)",
    ]


@pytest.fixture
def replica() -> Iterator[Replica]:
    with Replica(speed=math.inf) as running:
        yield running


def test_what_two_sites_share_has_one_file_and_leads_to_the_site_that_is_named(
    replica: Replica, tmp_path: Path
) -> None:
    config = configure(tmp_path, replica)
    crawl(config, "portal")
    crawl(config, "gov")  # whose articles were published before
    assert_store_is_whole(tmp_path)
    shared = query(
        tmp_path,
        "select c.id, c.text, h.id head, h.site, c.relation from records c join records h on h.id = c.duplicate_of"
        " left join files f on f.url_id = c.url_id where c.site = 'portal' and h.site = 'gov' and f.url_id is null",
    )
    assert {row.relation for row in shared} == {"exact", "near"}
    assert len(shared) >= 8
    assert not {row.text for row in shared} & {parse(content)[1] for content in record_files(tmp_path).values()} - {
        row.text for row in shared if row.relation == "exact"
    }
    named = next(row for row in shared if "Акшанырак" in row.text)
    ended = kznews(config, "duplicates", str(named.id), "--json")
    first, copy = json.loads(ended.out)
    assert (first["site"], first["origin"], first["file"] is None) == ("gov", True, False)
    assert (copy["id"], copy["origin"], copy["file"]) == (named.id, False, None)
    assert [(one["site"], one["record"]) for one in copy["cites"]] == [("gov", first["id"])]
    told = json.loads(kznews(config, "explain", str(named.id), "--json").out)
    assert (told["chain"]["origin"], told["chain"]["is_cited"], told["same_as"]["id"]) == (
        first["id"],
        True,
        first["id"],
    )
    status = json.loads(kznews(config, "status", "--json").out)["total"]
    assert status["files"] == len(record_files(tmp_path)) < status["records"]
    assert status["records"] - status["copies"] <= status["files"]

    config.write_text('duplicates = "keep"\n' + config.read_text("utf-8"), "utf-8")
    assert "the files of copies follow" in kznews(config, "doctor", "--json").out
    assert kznews(config, "doctor", "--repair", "--json").code in (0, 3)
    assert len(record_files(tmp_path)) == status["records"]
    assert_store_is_whole(tmp_path)

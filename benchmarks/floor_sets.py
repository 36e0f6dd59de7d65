"""The sets that have floors: what is always there, and what a folder holds.

Always there: `replica`, the pages of the replica's sites on a fixed day, and `saved`, the sites' saved pages. In a folder:

    pages, articles, publishers, segments   as `benchmarks.extract` reads them
    dates/index.jsonl, dates/pages.jsonl    as `benchmarks.dates` reads them
    dates/strings.jsonl                     {text, now, date, time}: dates as sites print them
    duplicates/records.jsonl, truth.jsonl   as `benchmarks.duplicates` reads them
    seeds/*.txt, seeds-clean/*.txt          records before and after `kznews scrub`
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks import dates, duplicates, extract
from benchmarks.scoring import Made, entries, figures
from kznews.replica.answer import Answer, Expected
from kznews.replica.edition import ZONE
from kznews.replica.replica import Replica
from kznews.scrub import scrub_file
from pipeline.article import to_article
from pipeline.dates.read import read
from pipeline.drop import Drop
from pipeline.page import Page
from pipeline.record import to_record
from spiders.registry import built_in
from storage.entities import State
from storage.record import parse, render

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
AT = dt.datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
PLACE = "Asia/Almaty"
TEXTS = ("pages", "articles", "publishers", "segments")
Figures = dict[str, float]


def measures(folders: Iterable[Path]) -> dict[str, Callable[[], Figures]]:
    """Return how each set is measured that is always there or that *folders* hold; raise SystemExit for an empty one."""
    found: dict[str, Callable[[], Figures]] = {"replica": replica, "saved": partial(saved, FIXTURES)}
    for folder in folders:
        texts_there = {
            name: partial(texts, folder, name) for name in TEXTS if (folder / name / "index.jsonl").is_file()
        }
        others = {
            name: partial(made, folder / path) for path, (name, made) in FILES.items() if (folder / path).exists()
        }
        if not texts_there and not others:
            raise SystemExit(f"{folder} has none of the sets {', '.join((*TEXTS, *FILES))}")
        found |= texts_there | others
    return found


def replica() -> Figures:
    """Return the figures of the replica's pages: of its articles, and what is made an article without being one."""
    made: list[tuple[dict, Made]] = []
    of_none = 0
    with Replica(day=AT.date(), clock=lambda: AT) as sites:
        for expected in sites.truth().values():
            answer = _answer(sites, expected)
            if answer.status != 200 or not answer.body or expected.state is State.ROBOTS:
                continue
            one = _made(Page(expected.url, answer.body, AT, PLACE, 200, answer.content_type))
            if expected.paragraphs:
                day = str(expected.day) if expected.day else None
                made.append(
                    ({"truth": {"title": expected.title, "body": "\n".join(expected.paragraphs), "date": day}}, one)
                )
            else:
                of_none += bool(one.text)
    invented = sum(one.date is not None for page, one in made if page["truth"]["date"] is None)
    return figures(made) | {"days invented": invented, "articles of none": of_none}


def _answer(sites: Replica, expected: Expected) -> Answer:
    """Return what the site answers in the end: some of its pages fail at first."""
    server = sites.servers[expected.site]
    target = expected.url.removeprefix(server.base)
    answers = (server.answer(target) for _ in range(4))
    return next((answer for answer in answers if answer.status == 200 and not answer.cut), Answer(status=404))


def saved(folder: Path) -> Figures:
    """Return how many of the saved pages of the sites give their records, and how near the others come."""
    sites = built_in()
    made: list[tuple[dict, Made]] = []
    exact = 0
    for path in sorted(folder.glob("*/*.html")):
        site, head = sites[path.parent.name], path.read_text("utf-8")[:600]
        url, fetched = (re.search(rf"{word}: (\S+)", head)[1] for word in ("url", "fetched"))  # type: ignore[index]
        page = Page(url, path.read_bytes(), dt.datetime.fromisoformat(fetched), site.timezone, rules=site.rules)
        try:
            record = to_record(to_article(page), site.timezone)
            day, text, content = str(record.day), record.text, render(record.day, record.text)
        except Drop:
            day, text, content = None, "", ""
        wanted = path.with_suffix(".txt").read_text("utf-8")
        truth = dict(zip(("date", "body"), map(str, parse(wanted)), strict=True))
        exact += content == wanted
        made.append(({"truth": truth}, Made("", day, text)))
    return figures(made) | {"records right": exact, "records wrong": len(made) - exact}


def texts(data: Path, name: str) -> Figures:
    pages = entries(data, name)
    return figures((one, extract.run(data, name, "kznews", one)) for one in pages)


def days(index: Path) -> Figures:
    pages = dates.read_pages(index)
    return _verdicts(
        Counter(dates.verdict_on(dates.kznews(entry, body)[0], dates.expected_of(entry)) for entry, body in pages)
    )


def strings(path: Path) -> Figures:
    counts = Counter[str]()
    for case in map(json.loads, path.read_text("utf-8").splitlines()):
        found = read(case["text"], dt.datetime.fromisoformat(case["now"]), PLACE)
        told = f"{found.day} {case['time'] and found.time and f'{found.time:%H:%M}'}" if found else None
        counts[dates.verdict_on(told, f"{case['date']} {case['time']}" if case["date"] else None)] += 1
    return _verdicts(counts)


def copies(records: Path) -> Figures:
    lines = records.read_bytes().splitlines()
    truth = map(json.loads, records.with_name("truth.jsonl").read_text("utf-8").splitlines())
    return duplicates.measured(duplicates.kznews(lines), {one["id"]: one for one in truth})


def seeds(folder: Path) -> Figures:
    """Return how many records are cleaned to the very letter, and how many clean ones would be changed."""
    clean = folder.with_name("seeds-clean")
    paths = sorted(folder.glob("*.txt"))
    exact = sum(scrub_file(path).content == (clean / path.name).read_text("utf-8") for path in paths)
    return {
        "records right": exact,
        "records wrong": sum(scrub_file(path).changed for path in sorted(clean.glob("*.txt"))),
    }


FILES: dict[str, tuple[str, Callable[[Path], Figures]]] = {
    "dates/index.jsonl": ("dates", days),
    "dates/pages.jsonl": ("date pages", days),
    "dates/strings.jsonl": ("date strings", strings),
    "duplicates/records.jsonl": ("duplicates", copies),
    "seeds": ("seeds", seeds),
}


def _made(page: Page) -> Made:
    try:
        article = to_article(page)
    except Drop:
        return Made("", None, "")
    day = article.published.day
    return Made(article.title, str(day) if day else None, "\n".join(article.paragraphs))


def _verdicts(counts: Counter[str]) -> Figures:
    return {"dates right": counts["right"], "dates wrong": counts["wrong"]}

"""When a page was published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from pipeline.dates.verdict import Evidence, Verdict
from pipeline.document import Document


def published(document: Document) -> Verdict:
    """Return the day of publication that *document* states, with all evidence."""
    evidence = tuple(_stated(document))
    if not evidence:
        return Verdict(None, None, "none", ())
    return Verdict(evidence[0].day, evidence[0].time, "stated", evidence)


def _stated(document: Document) -> Iterator[Evidence]:
    for hint in document.page.hints:
        if hint.published:
            yield from _evidence(hint.source, hint.published, document)
    for node in document.json_ld:
        if isinstance(text := node.get("datePublished"), str):
            yield from _evidence("json-ld", text, document)
    for text in document.metas.get("article:published_time", ()):
        yield from _evidence("meta", text, document)


def _evidence(source: str, text: str, document: Document) -> Iterator[Evidence]:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return
    if moment.tzinfo and document.page.timezone:
        moment = moment.astimezone(ZoneInfo(document.page.timezone))
    yield Evidence(source, text, moment.date(), moment.time())

"""From an article to the record that is kept of it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from pipeline.article import Article
from pipeline.as_json import evidence_as_json, removed_as_json
from pipeline.dates.verdict import Verdict
from storage.record import Record


def to_record(article: Article, timezone: str) -> Record:
    """Return the record of *article*; *timezone* is the publisher's IANA zone, empty when nobody knows it."""
    return Record(
        url=article.canonical_url,
        day=article.published.day,
        text="\n\n".join(part for part in (article.title, *article.paragraphs) if part),
        title=article.title,
        language=article.language,
        authors=article.authors,
        published_at=_moment(article.published, timezone),
        confidence=article.published.confidence,
        evidence=tuple(evidence_as_json(evidence) for evidence in article.published.evidence),
        removed=tuple(removed_as_json(removed) for removed in article.removed),
        alternates=dict(article.alternates),
        stated_url=article.stated_url,
        next_part=article.next_part,
    )


def _moment(verdict: Verdict, timezone: str) -> dt.datetime | None:
    if verdict.day is None or verdict.time is None or not timezone:
        return None
    return dt.datetime.combine(verdict.day, verdict.time, ZoneInfo(timezone))

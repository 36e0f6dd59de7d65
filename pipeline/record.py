"""From an article to the record that is kept of it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from pipeline.article import Article
from pipeline.block import Removed
from pipeline.dates.verdict import Evidence, Verdict
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


def removed_as_json(removed: Removed) -> dict[str, str | int]:
    """Return what was *removed* as plain JSON values."""
    place: dict[str, str | int] = {} if removed.place is None else {"place": removed.place}
    return {"text": removed.text, "rule": removed.rule, **place}


def evidence_as_json(evidence: Evidence) -> dict[str, object]:
    """Return *evidence* as plain JSON values."""
    return {
        "source": evidence.source,
        "text": evidence.text,
        "day": evidence.day.isoformat() if evidence.day else None,
        "time": evidence.time.isoformat("minutes") if evidence.time else None,
        "fate": evidence.fate,
    }

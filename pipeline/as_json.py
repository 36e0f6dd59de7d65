"""What became of a page as plain JSON values, for those who take no part in reading pages: this loads nothing that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.drop import Drop, NoText

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.block import Removed
    from pipeline.dates.verdict import Evidence, Verdict

Json = dict[str, object]
NOTHING: Json = {
    "title": None,
    "date": None,
    "text": "",
    "language": None,
    "other_languages": [],
    "authors": [],
    "removed": [],
    "date_evidence": [],
}


def article_as_json(article: Article) -> Json:
    """Return what `kznews extract` says of *article*."""
    return {
        "title": article.title,
        "date": _day(article.published),
        "text": "\n\n".join(article.paragraphs),
        "language": article.language,
        "other_languages": list(article.other_languages),
        "authors": list(article.authors),
        "removed": [removed_as_json(removed) for removed in article.removed],
        "date_evidence": [evidence_as_json(evidence) for evidence in article.published.evidence],
        "drop": None,
    }


def drop_as_json(drop: Drop) -> Json:
    """Return what `kznews extract` says of a page that holds no article: why, and what it states of itself all the same."""
    known: Json = {}
    if isinstance(drop, NoText) and drop.published is not None:
        evidence = [evidence_as_json(one) for one in drop.published.evidence]
        known = {"title": drop.title or None, "date": _day(drop.published), "date_evidence": evidence}
    return {**NOTHING, **known, "drop": drop.line}


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


def _day(published: Verdict) -> str | None:
    return published.day.isoformat() if published.day else None

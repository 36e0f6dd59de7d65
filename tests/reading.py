"""Reads a page that a test writes down."""

from __future__ import annotations

import datetime as dt

from pipeline.article import Article, to_article
from pipeline.document import Document, to_document
from pipeline.page import Page, PageRules

NOW = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def document(head: str = "", body: str = "", url: str = "https://site.kz/news/1", lang: str = "") -> Document:
    """Return a page of *head* and *body*, parsed."""
    return to_document(page(head, body, url, lang))


def page(
    head: str = "", body: str = "", url: str = "https://site.kz/news/1", lang: str = "", rules: PageRules = PageRules()
) -> Page:
    language = f' lang="{lang}"' if lang else ""
    html = f'<!DOCTYPE html><html{language}><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return Page(url, html.encode(), NOW, rules=rules)


def article(head: str = "", body: str = "", **options: object) -> Article:
    """Return the article on a page of *head* and *body*; raise its `Drop`."""
    return to_article(page(head, body, **options))  # type: ignore[arg-type]

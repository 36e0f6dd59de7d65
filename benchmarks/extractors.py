"""kznews and other extractors behind one signature: from a page and its set's entry to title, day and text."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
import warnings
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import lxml.html
import trafilatura

from pipeline.article import to_article
from pipeline.document import decode_text
from pipeline.drop import Drop
from pipeline.page import Page

CYRILLIC = re.compile(r"[а-яё]", re.I)


class Answer(NamedTuple):
    """What a tool says of a page; none of its authors where it tells none of any."""

    title: str
    date: str | None
    text: str
    authors: tuple[str, ...] = ()


def kznews(html: bytes, entry: dict) -> Answer:
    fetched = dt.datetime.fromisoformat(entry["fetched_at"]) if entry.get("fetched_at") else None
    fetched = fetched.replace(tzinfo=dt.UTC) if fetched and not fetched.tzinfo else fetched
    try:
        article = to_article(Page(entry.get("url") or "", html, fetched, entry.get("timezone") or ""))
    except Drop:
        return Answer("", None, "")
    day = article.published.day
    return Answer(article.title, str(day) if day else None, "\n\n".join(article.paragraphs), article.authors)


def with_trafilatura(html: bytes, entry: dict, **options: bool) -> Answer:
    options = {"include_comments": False, **options}  # the truths hold none
    made = trafilatura.bare_extraction(html, url=entry.get("url"), with_metadata=True, **options)
    if not made:
        return Answer("", None, "")
    return Answer(made.title or "", made.date, made.text or "", tuple(filter(None, (made.author or "").split("; "))))


def resiliparse(html: bytes, _: dict) -> Answer:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return Answer("", None, extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True, comments=False))


def readability(html: bytes, _: dict) -> Answer:
    from readability import Document

    document = Document(decode_text(html))
    root = lxml.html.fromstring(document.summary())
    return Answer(document.short_title(), None, "\n".join(root.itertext()))


def newspaper(html: bytes, entry: dict) -> Answer:
    from newspaper import Article

    text = decode_text(html)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = Article(entry.get("url") or "https://example.org/", language=_language(text), fetch_images=False)
        made.download(input_html=text)
        made.parse()
    day = str(made.publish_date)[:10] if made.publish_date else None
    return Answer(made.title or "", day, made.text or "", tuple(made.authors))


def justext(html: bytes, _: dict) -> Answer:
    import justext as package

    text = decode_text(html)
    words = package.get_stoplist({"ru": "Russian", "en": "English"}[_language(text)])
    found = package.justext(text.encode(), words, encoding="utf-8")
    return Answer("", None, "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate))


def goose3(html: bytes, _: dict) -> Answer:
    from goose3 import Goose

    text = decode_text(html)
    with Goose({"target_language": _language(text), "use_meta_language": False}) as goose:
        made = goose.extract(raw_html=text)
    day = made.publish_datetime_utc
    return Answer(made.title or "", str(day.date()) if day else None, made.cleaned_text or "")


def boilerpy3(html: bytes, _: dict) -> Answer:
    from boilerpy3.extractors import ArticleExtractor

    return Answer("", None, ArticleExtractor(raise_on_failure=False).get_content(decode_text(html)))


TOOLS: dict[str, Callable[[bytes, dict], Answer]] = {
    "kznews": kznews,
    "trafilatura": with_trafilatura,
    "trafilatura-comments": partial(with_trafilatura, include_comments=True),  # as it comes: its speed is compared so
    "trafilatura-precision": partial(with_trafilatura, favor_precision=True),
    "trafilatura-fast": partial(with_trafilatura, fast=True),
    "resiliparse": resiliparse,
    "readability": readability,  # readability-lxml
    "newspaper": newspaper,  # newspaper4k
    "justext": justext,
    "goose3": goose3,
    "boilerpy3": boilerpy3,
}


def _language(text: str) -> str:
    """Return the language to name to a tool that must be told one: Russian where a twentieth of *text* is Cyrillic."""
    return "ru" if len(CYRILLIC.findall(text)) > len(text) / 20 else "en"


def is_there(tool: str) -> bool:
    return tool.startswith(("kznews", "trafilatura")) or importlib.util.find_spec(tool) is not None

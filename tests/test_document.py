"""A page's bytes are read in the encoding that makes words of them, whatever its header says."""

from __future__ import annotations

import bz2
import gzip
import random

import pytest

from pipeline.document import decode_text, to_document
from pipeline.drop import NotHtml
from pipeline.page import Page

RUSSIAN = "В Актау открыли школу на 600 мест, сообщает Telegram-канал акимата: Wi-Fi есть в каждом классе, IT-класс откроют в мае."
KAZAKH = "Ақтауда 600 орындық мектеп ашылды, деп хабарлады әкімдік."
GERMAN = "Größere Flächen für Äcker: Müller prüft Gebühren, die Straße führt über Köln nach Düren und zurück."
SPANISH = "El niño abrió el pañuelo en la reunión de diputación: «Mañana habrá lección también», anunció."
CASES = [
    (RUSSIAN, "windows-1251", "windows-1251"),
    (RUSSIAN, "windows-1251", ""),
    (RUSSIAN, "windows-1251", "iso-8859-1"),
    (RUSSIAN, "koi8-r", ""),
    (RUSSIAN, "koi8-r", "windows-1251"),
    (RUSSIAN, "cp866", ""),
    (RUSSIAN, "iso-8859-5", "windows-1251"),
    (KAZAKH, "utf-8", "windows-1251"),
    (GERMAN, "windows-1252", "iso-8859-1"),
    (GERMAN, "windows-1252", ""),
    (SPANISH, "windows-1252", "iso-8859-15"),
]


@pytest.mark.parametrize(
    ("text", "written", "said"),
    CASES,
    ids=[f"{text[:6]} in {written}, said to be {said or None}" for text, written, said in CASES],
)
def test_the_bytes_of_a_page_are_read_as_they_were_written(text: str, written: str, said: str) -> None:
    meta = f'<meta charset="{said}">' if said else ""
    page = f"<html><head>{meta}</head><body class='news-list'><p>{text * 3}</p></body></html>"
    assert decode_text(page.encode(written)) == page


PAGE = f"<html><body><p>{RUSSIAN * 20}</p></body></html>"
NO_TEXTS = {
    "packed": bz2.compress((PAGE * 50).encode()),
    "noise": random.Random(7).randbytes(50_000),
    "pdf": b"%PDF-1.7\n<p>1 0 obj</p>\n" + random.Random(8).randbytes(50_000),
    "utf-16 without a mark": PAGE.encode("utf-16-le"),
}


@pytest.mark.parametrize("name", NO_TEXTS)
def test_bytes_that_are_no_text_are_no_page_whatever_the_header_says(name: str) -> None:
    with pytest.raises(NotHtml, match="no text"):
        to_document(Page("https://site.kz/1", NO_TEXTS[name], None, content_type="text/html; charset=utf-8"))


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_page_that_is_packed_once_more_than_its_header_says_is_read(encoding: str) -> None:
    body = gzip.compress(PAGE.encode())
    body = gzip.compress(body) if encoding else body
    assert to_document(Page("https://site.kz/1", body, None, content_encoding=encoding)).html == PAGE


def test_some_control_characters_in_a_page_are_borne() -> None:
    page = PAGE.replace("школу", "шко\x00лу\x02") + "\x00" * 5_000
    assert RUSSIAN[:8] in to_document(Page("https://site.kz/1", page.encode(), None)).html

"""A page's bytes are read in the encoding that makes words of them, whatever its header says."""

from __future__ import annotations

import pytest

from pipeline.document import decode_text

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

"""The language of a text is told by its letters where they settle it; a text too short for that has none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import language_of

TEXTS = {
    "ru": "Правительство рассмотрело проект бюджета на будущий год, сообщила пресс-служба.",
    "kk": "Үкімет келер жылғы бюджет жобасын қарады, деп хабарлады баспасөз қызметі.",
    "en": "The government has considered next year's draft budget, the press office said on Monday.",
    "uk": "Уряд розглянув проєкт бюджету на наступний рік, повідомила її пресслужба.",
    "be": "Урад разгледзеў праект бюджэту на наступны год, паведаміла прэс-служба.",
    "tr": "Hükümet gelecek yılın bütçe taslağını görüştü, basın ofisi pazartesi günü açıkladı.",
    "de": "Die Regierung hat den Haushalt für das nächste Jahr beraten, teilte die Pressestelle mit.",
    "ja": "政府は来年度の予算案を検討したと報道官が月曜日に発表した。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_in(language: str) -> None:
    assert language_of(TEXTS[language]) == language


def test_kazakh_in_latin_letters_is_kazakh() -> None:
    assert (
        language_of("Memleket basshysy keńes ótkizdi jáne budjet týraly aıtty. Jańa jyl bastaldy, dep jazady.") == "kk"
    )


def test_a_russian_text_with_kazakh_names_stays_russian() -> None:
    assert (
        language_of("В Астане министр Тоқтаров рассказал журналистам, что объём производства вырос, и это ещё не всё.")
        == "ru"
    )


@pytest.mark.parametrize("text", ["", "123 456", "Астана", "— ?!"])
def test_too_little_says_nothing(text: str) -> None:
    assert language_of(text) is None


def test_what_the_page_states_decides_a_close_call_only() -> None:
    assert language_of(TEXTS["ru"], stated="kk") == "ru"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=5))
def test_no_text_is_too_much(text: str, stated: str) -> None:
    language = language_of(text, stated)
    assert language is None or len(language) in (2, 3)

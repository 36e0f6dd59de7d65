"""The language of a text is told by its letters where they settle it; a text too short for that has none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import identifier, language_of, other_languages

TEXTS = {
    "ru": "Правительство рассмотрело проект бюджета на будущий год, сообщила пресс-служба.",
    "kk": "Үкімет келер жылғы бюджет жобасын қарады, деп хабарлады баспасөз қызметі.",
    "en": "The government has considered next year's draft budget, the press office said on Monday.",
    "uk": "Уряд розглянув проєкт бюджету на наступний рік, повідомила її пресслужба.",
    "be": "Урад разгледзеў праект бюджэту на наступны год, паведаміла прэс-служба.",
    "tr": "Hükümet gelecek yılın bütçe taslağını görüştü, basın ofisi pazartesi günü açıkladı.",
    "uz": "Hukumat kelgusi yil uchun byudjet loyihasini ko‘rib chiqdi, deb xabar berdi matbuot xizmati.",
    "ky": "Өкмөт келерки жылдын бюджетинин долбоорун карап чыкты деп билдирди басма сөз кызматы жана министрлик.",
    "tt": "Хөкүмәт киләсе ел бюджеты проектын карады, дип хәбәр итте матбугат хезмәте җитәкчесе.",
    "tg": "Ҳукумат лоиҳаи буҷети соли ояндаро баррасӣ кард, хабар дод хадамоти матбуот рӯзи душанбе.",
    "az": "Hökumət gələn ilin büdcə layihəsini nəzərdən keçirib, bu barədə mətbuat xidməti məlumat verib.",
    "de": "Die Regierung hat den Haushalt für das nächste Jahr beraten, teilte die Pressestelle mit.",
    "ja": "政府は来年度の予算案を検討したと報道官が月曜日に発表した。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_in(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "Memleket basshysy keńes ótkizdi jáne budjet týraly aıtty. Jańa jyl bastaldy, dep jazady.",  # the letters of 2018
        "Qostanai oblysynda Tobyl özenı arqyly ötetın köpırdıñ jöndeuı aiaqtaldy, dep habarlady basqarma.",  # those of 2021
        "Qala akimi turgyndarmen kezdesti, jana mektep turaly aityp, suraqtarga jauap berdi, dep habarlady.",  # without marks
    ],
)
def test_kazakh_in_latin_letters_is_kazakh(text: str) -> None:
    assert language_of(text) == "kk"


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_page_in_two_languages_is_marked_and_a_quotation_does_not_mark_it(language: str) -> None:
    texts = TEXTS | {"ru": f"{TEXTS['ru']} Депутаты ещё не обсудили его, выборы помешали."}
    other = "en" if language != "en" else "ru"
    assert other_languages([texts[language]] * 2 + [texts[other]] * 2, language) == (other,)
    assert other_languages([texts[language]] * 6 + [texts[other]], language) == ()
    assert other_languages([texts[language]] * 3, language) == ()


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


def test_the_model_is_not_loaded_to_look_for_a_second_language() -> None:
    identifier.cache_clear()
    assert other_languages(["Встреча глав государств состоится в столице в конце недели, как и было намечено ранее."], "ru") == ()
    assert identifier.cache_info().currsize == 0

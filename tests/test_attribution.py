"""Sources are told from whoever else reports something: in Russian, Kazakh and English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kznews.chains import resolve
from pipeline.duplicates.attribution import attributions
from spiders.registry import built_in

SITES = list(built_in().values())


def outlets(text: str) -> list[str]:
    """Return the sites that *text* names, and the names of outlets that are no known site; cited ones with an arrow."""
    made = []
    for one in attributions(text):
        site = resolve(one, SITES)
        if site or one.is_outlet:
            made.append(("→" if one.cites else "") + (site.name if site else one.name))
    return made


RUSSIAN = {
    "Мост открыт, сообщает сайт Акорды.": ["akorda"],
    "Об этом сообщили в пресс-службе Акорды.": ["akorda"],
    "Мост открыт, передает Tengrinews.kz со ссылкой на Акорду.": ["tengrinews", "→akorda"],
    "Мост открыт, передаёт Zakon.kz, ссылаясь на пресс-службу МВД РК.": ["zakon", "→пресс-службу МВД РК"],
    "Мост открыт, сообщает корреспондент агентства «Казинформ».": ["inform"],
    "АСТАНА. 12 марта. КАЗИНФОРМ – Мост открыт.": ["inform"],
    "По данным газеты «Казахстанская правда», мост открыт.": ["kazpravda"],
    "Казинформ сообщает, что мост открыт.": ["inform"],
    "Как пишет РБК, мост открыт.": ["rbc"],
    "Мост открыт, сообщает ТАСС.": ["ТАСС"],
    "Мост открыт, сообщает телеканал «Хабар».": ["khabar"],
    "Мост открыт, сообщает телеканал «Хабар 24».": ["khabar24"],
    "Мост открыт, сообщает телеканал «Россия 24».": ["телеканал «Россия 24»"],
    "Мост открыт, сообщает пресс-служба премьер-министра РК.": ["primeminister"],
    "Мост открыт, сообщает пресс-служба акимата области.": ["пресс-служба акимата области"],
    "Мост открыт.\nИсточник: NUR.KZ": ["nur"],
    "Мост открыт, сообщает inform.kz.По словам строителей, надолго.": ["inform"],
}
KAZAKH = {
    "Көпір ашылды, деп хабарлайды Ақорда.": ["akorda"],
    "Көпір ашылды, деп хабарлайды Ақорданың баспасөз қызметі.": ["akorda"],
    "Көпір ашылды, деп хабарлайды Tengrinews.kz Ақордаға сілтеме жасап.": ["tengrinews", "→akorda"],
    "Ақордаға сілтеме жасап, Zakon.kz хабарлайды.": ["zakon", "→akorda"],
    "ҚазАқпарат хабарлағандай, көпір ашылды.": ["inform"],
    "ҚазАқпараттың мәліметінше, көпір ашылды.": ["inform"],
    "«Егемен Қазақстан» газетінің дерегінше, көпір ашылды.": ["egemen"],
    "«Ана тілі» газетінің дерегінше, көпір ашылды.": ["«Ана тілі» газетінің"],
    "Көпір ашылды, деп жазады tengrinews.kz порталы.": ["tengrinews"],
}
ENGLISH = {
    "The bridge is open, reports Kazinform citing the Akorda press service.": ["inform", "→akorda"],
    "The bridge is open, Kazinform reports.": ["inform"],
    "According to Tengrinews.kz, the bridge is open.": ["tengrinews"],
    "The bridge is open, The Astana Times reports.": ["astanatimes"],
    "As reported by Akorda, the bridge is open.": ["akorda"],
    "The bridge is open, with reference to the Kazinform news agency.": ["→inform"],
    "Source: zakon.kz": ["zakon"],
}
NOBODY = [
    "Об этом сообщил министр Асқар Омаров.",
    "«Мост откроют», — сообщил Токаев.",
    "Аким сообщил журналистам, что мост открыт.",
    "Как пишут СМИ, мост открыт.",
    "Мастер передает опыт молодым.",
    "Он сообщил о росте цен в Акорде.",
    "По данным следствия, мост закрыт.",
    "По словам Айгуль Смагуловой, мост открыт.",
    "Пишет Анна Петрова.",
    "Ранее Tengrinews.kz сообщал о закрытии моста.",
    "Напомним, об этом сообщает сайт Акорды.",
    "Взгляд с моста прекрасен, передает художник.",
    "Бұл туралы министр Асқар Омаров хабарлады.",
    "«Көпір ашылды», деп хабарлады Серік Ахметов.",
    "Бұған дейін Tengrinews.kz хабарлағандай, көпір жабылды.",
    "The minister reported on the bridge.",
    "According to Minister Smith, the bridge is open.",
    "He reports to the President.",
    "Earlier, Tengrinews.kz reported that the bridge was shut.",
    "Мост открыт в Акорде.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), [*RUSSIAN.items(), *KAZAKH.items(), *ENGLISH.items()])
def test_a_source_is_told_and_known_by_its_names(text: str, expected: list[str]) -> None:
    assert sorted(outlets(text)) == sorted(expected)


@pytest.mark.parametrize("text", NOBODY)
def test_a_person_or_an_earlier_report_is_no_source(text: str) -> None:
    assert outlets(text) == []


@given(st.text(alphabet='абвАБqw .,«»"\n-', max_size=60), st.sampled_from([*RUSSIAN, *KAZAKH, *ENGLISH]))
def test_what_stands_in_other_paragraphs_hides_no_source(noise: str, phrase: str) -> None:
    assert set(outlets(phrase)) <= set(outlets(f"{phrase}\n{noise}"))

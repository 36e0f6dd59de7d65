"""What a page prints twice, and what stands above its headline, in texts without markup: what is left says it once."""

from __future__ import annotations

import pytest

from pipeline.noise.scrub import scrub

TITLE = "Мост через Тобол открыли после ремонта"
LEAD = "Движение запустят в пятницу утром"
FIRST = "В Костанайской области завершили ремонт моста через Тобол, сообщили в управлении пассажирского транспорта."
SECOND = "«Мост закрывали на семь месяцев, за это время заменили все опоры», — сказал руководитель управления."
STORY = (TITLE, FIRST, SECOND)
ASKED = "В Костанайской области открыли мост через Тобол: когда по нему поедут автобусы и грузовые машины?"
CAPTION = "Рабочие ставят опору моста"

NOISY: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # what is given, and what is left
    "the headline as a caption": ((TITLE, FIRST, TITLE, SECOND), STORY),
    "the headline as a caption with its credit": ((TITLE, FIRST, TITLE, "Фото: акимат", SECOND), STORY),
    "the headline above itself": ((TITLE, TITLE, FIRST, SECOND), STORY),
    "the headline under a lead": ((TITLE, LEAD, TITLE, FIRST, SECOND), (TITLE, LEAD, FIRST, SECOND)),
    "the headline below who is none that the rules know": (
        ("Омар, Ли, Костанай, Вести Тобола", TITLE, TITLE, FIRST, SECOND), ("Омар, Ли, Костанай, Вести Тобола", *STORY),
    ),
    "a lead twice": ((TITLE, LEAD, LEAD, FIRST, SECOND), (TITLE, LEAD, FIRST, SECOND)),
    "a short lead twice": ((TITLE, f"{LEAD}.", f"{LEAD}.", FIRST, SECOND), (TITLE, f"{LEAD}.", FIRST, SECOND)),
    "a sentence twice": ((TITLE, FIRST, FIRST, SECOND), STORY),
    "an introduction that the paragraphs behind it say again": ((TITLE, f"{FIRST} {SECOND}", FIRST, SECOND), STORY),
    "the caption that photos share": ((TITLE, FIRST, CAPTION, "Фото: акимат", SECOND, CAPTION, "Фото: акимат"), STORY),
    "the headline with the credit of its photo": ((TITLE, f"{TITLE} Фото: tobol.kz", FIRST, SECOND), STORY),
    "the headline with the credit of its photo, below a line of a widget": (
        (TITLE, "whatsapp button telegram button", f"{TITLE} Фото: © tobol.kz / Е. Ли", FIRST, SECOND),
        (TITLE, "whatsapp button telegram button", FIRST, SECOND),
    ),
    "a title with the site's name": ((f"{TITLE} - «Вести» Костанай", TITLE, FIRST, SECOND), STORY),
    "a title with the site's address": ((f"{TITLE} | tobol.kz", TITLE, FIRST, SECOND), STORY),
    "a title with its section": ((f"Общество {TITLE}", TITLE, FIRST, SECOND), STORY),
    "a title with its section that was cut": ((f"Аналитика{TITLE[:30]}...", TITLE, FIRST, SECOND), STORY),
    "a list of rates above the headline": (("  • USD/KZT = 516,5 0%\n  • EUR/KZT = 606 -1%", TITLE, FIRST, SECOND), STORY),
    "an item above the headline": (("  • 3585 просмотров", TITLE, FIRST, SECOND), STORY),
    "what stands under a headline that is a long question": ((ASKED, "1 204", "12 марта", FIRST, SECOND), (ASKED, FIRST, SECOND)),
    "a label with its value above the headline": (("Архив меток: мосты", TITLE, FIRST, SECOND), STORY),
    "a topic above the headline, and again under its label": (
        ("Ремонт моста через Тобол,", TITLE, "Сюжет", "Ремонт моста через Тобол", FIRST, SECOND), STORY,
    ),
    "a label above the headline": (("Теги", TITLE, FIRST, SECOND), STORY),
    "a hashtag above the headline": (("#мосты", TITLE, FIRST, SECOND), STORY),
    "links above the headline, below a word of the site": (
        ("Ссылки сайта", "Новости часа", TITLE, FIRST, SECOND), ("Ссылки сайта", *STORY),
    ),
    "a section and its counters": ((TITLE, "Новости Казахстана 0 1 628", "Новости Рудного, Общество 2 769", FIRST, SECOND), STORY),
    "a menu with a phrase in it": (("Новости мира Политика Экономика Спорт", TITLE, FIRST, SECOND), STORY),
    "what a paper says of itself": (("Областная газета «Вести Тобола»", "Все новости Костаная и области", TITLE, FIRST, SECOND), STORY),
    "degrees above the headline": (("-3 C", TITLE, FIRST, SECOND), STORY),
    "an author with the paper": ((TITLE, "Сауле Темирбекова, «Вести Тобола» (ВТ)", "12 марта 2026", FIRST, SECOND), STORY),
    "a caption amid a paragraph": ((TITLE, f'{FIRST} [caption id="7"] Мост. Фото: акимат[/caption] {SECOND}'), STORY),
}  # fmt: skip


@pytest.mark.parametrize("name", NOISY)
def test_what_says_nothing_new_goes(name: str) -> None:
    given, left = NOISY[name]
    assert "\n\n".join(scrub("\n\n".join(given))[0]).replace("\n\n", "\n") == "\n".join(left)


CLEAN = {
    "verses with a refrain": ("Песня о мосте через Тобол", "Мост стоит над рекой", "Песня о мосте через Тобол", "Мост стоит над рекой"),
    "a speaker who is named again": (
        TITLE, FIRST, "Ержан Сагинтаев, руководитель:", SECOND, "Ержан Сагинтаев, руководитель:", f"— {LEAD}.",
    ),
    "a short heading that comes again": (TITLE, FIRST, "Итоги", SECOND, "Итоги", f"{FIRST} Об этом говорится в отчёте."),
    "headings that a digest announces": (
        "Главное за неделю в области", "Мост через Тобол открыли", "Школу в Лисаковске достроят", f"{FIRST} Это первое.",
        "Мост через Тобол открыли", FIRST, "Школу в Лисаковске достроят", SECOND,
    ),
    "rows of a table that say the same": (TITLE, FIRST, "Опора моста – 12 тонн", "Опора моста – 12 тонн", SECOND),
    "a sentence that begins as the next": (TITLE, FIRST, f"{FIRST[:-1]} в пятницу.", SECOND),
    "a caption of one photo": (TITLE, FIRST, CAPTION, SECOND, CAPTION, f"{SECOND} Так он ответил на вопрос."),
    "a headline with a lead that begins as it does": (f"{TITLE}: когда пойдут автобусы", f"{TITLE} раньше срока", FIRST, SECOND),
    "a headline with a name behind a dash": (
        "На мосту через Тобол победили – «Барыс» забил пять шайб", "На мосту через Тобол победили", FIRST, SECOND,
    ),
    "an item that comes again": (TITLE, "  • Мост через Тобол открыли", FIRST, "  • Мост через Тобол открыли", SECOND),
    "a list behind the headline": (TITLE, "  • открыли мост;\n  • построили школу.", FIRST, SECOND),
    "a list of long items without a headline": (f"  • {FIRST}\n  • {SECOND}", TITLE, FIRST, SECOND),
    "a topic below no other headline": (TITLE, FIRST, SECOND, "Школа"),
    "a question that the story begins with": (ASKED,),
    "degrees amid a story": (TITLE, FIRST, "5 C", SECOND),
    "a sentence with the credit of nobody": (TITLE, f"{FIRST[:-1]} (фото Тобола видели все).", SECOND),
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_what_a_story_says_again_stays(name: str) -> None:
    assert scrub("\n\n".join(CLEAN[name])) == ([*CLEAN[name]], [])

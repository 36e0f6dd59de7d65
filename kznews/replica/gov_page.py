"""How the government site's pages look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from kznews.replica import markup
from kznews.replica.markup import text
from kznews.replica.story import Story

LANGUAGES = ("ru", "kk", "en")
WORDS = {
    "ru": ("Дворец «Акшанырак»", "События", "Архив", "Все события", "Далее", "Пресс-служба", "Фотогалерея"),
    "kk": ("«Ақшаңырақ» сарайы", "Оқиғалар", "Мұрағат", "Барлық оқиға", "Келесі", "Баспасөз қызметі", "Фотогалерея"),
    "en": ("Akshanyrak Palace", "Events", "Archive", "All events", "Next", "Press Service", "Photo gallery"),
}


def cards(
    language: str, head: str, shown: Sequence[tuple[str, Story]], following: int | None, galleries: Iterable[str]
) -> str:
    """Return a list of *shown* stories and *galleries*, with a link to the page that follows."""
    rows = [
        f'<div class="card"><h3><a href="{path}">{text(story.title)}</a></h3>'
        f"<h5>{markup.long_day(story.published.date(), language)}</h5></div>"
        for path, story in shown
    ]
    rows += [f'<div class="card"><h3><a href="{path}">{WORDS[language][6]}</a></h3></div>' for path in galleries]
    more = f'<p><a rel="next" href="?page={following}">{WORDS[language][4]} →</a></p>' if following else ""
    return f"<h1>{text(head)}</h1>" + "\n".join(rows) + more


def article(story: Story, stated: int) -> str:
    """Return the main part of the page of *story*; *stated* is the way in which it states its day, 0 to 2."""
    day = markup.long_day(story.published.date(), story.language)
    when = f'<time datetime="{story.published.isoformat()}">{day}</time>' if stated == 2 else f"<span>{day}</span>"
    return markup.template(
        "gov-article", title=text(story.title), when=when, picture=story.event, body=markup.blocks(story.blocks)
    )


def head(story: Story, stated: int, canonical: str, translations: Iterable[tuple[str, str]]) -> str:
    """Return what the page's head says: its address, its *translations* (language, address), sometimes its time."""
    meta = f'<meta property="article:published_time" content="{story.published.isoformat()}">' if stated == 1 else ""
    alternates = "".join(f'<link rel="alternate" hreflang="{lang}" href="{url}">' for lang, url in translations)
    return f'{meta}{alternates}<link rel="canonical" href="{canonical}">'


def gallery(language: str, name: str) -> str:
    """Return a page of pictures without text."""
    figure = '<figure class="event-photo"><img src="/img/{}-{}.svg" alt=""></figure>'
    return f"<h1>{WORDS[language][6]}</h1>" + "".join(figure.format(name, n) for n in range(6))


def frame(language: str, title: str, main: str, today: dt.date, extra: str = "") -> str:
    """Return a whole page around *main*, with *extra* in its head."""
    brand, events, archive, every, _, press, _ = WORDS[language]
    return markup.template(
        "gov",
        language=language,
        title=text(title),
        head=extra,
        main=main,
        brand=brand,
        events=events,
        every=every,
        archive=archive,
        press=press,
        month=f"{today:%Y/%m}",
        year=str(today.year),
    )

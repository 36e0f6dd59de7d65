"""The replica's government site: three languages, date archives, a sitemap index with a packed part, validators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kznews.replica import feeds, markup
from kznews.replica.answer import HTML, Answer, Asked, Expected, moved, page, xml
from kznews.replica.edition import Edition
from kznews.replica.markup import text
from kznews.replica.story import Story
from spiders.site import Site
from storage.entities import State

LANGUAGES = ("ru", "kk", "en")
WORDS = {
    "ru": ("Дворец «Акшанырак»", "События", "Архив", "Все события", "Далее", "Пресс-служба", "Фотогалерея"),
    "kk": ("«Ақшаңырақ» сарайы", "Оқиғалар", "Мұрағат", "Барлық оқиға", "Келесі", "Баспасөз қызметі", "Фотогалерея"),
    "en": ("Akshanyrak Palace", "Events", "Archive", "All events", "Next", "Press Service", "Photo gallery"),
}
PER_PAGE = 12
STYLE = """
body{margin:0;font:17px/1.55 Georgia,serif;color:#1d2733;background:#f4f1ea}
header{background:#123f5a;color:#fff;padding:18px 0;border-bottom:6px solid #d9a441}
.wrap{max-width:980px;margin:0 auto;padding:0 20px}header a{color:#fff;text-decoration:none;margin-right:22px}
.brand{font-size:26px;margin-bottom:8px}main{background:#fff;padding:28px 34px;margin:22px auto}
.card{border-bottom:1px solid #ddd;padding:12px 0}.card h3{margin:0 0 4px;font-size:19px}.card h5{margin:0;color:#777}
h1{font-size:30px;line-height:1.25}.event-date{color:#8a6d2f}footer{padding:24px 0;color:#6b6b6b;font-size:14px}
.share a{margin-right:10px;font-size:14px}.lang{float:right}.event-photo img{width:100%;height:auto}.sign{font-style:italic}
"""


class Gov:
    """Answers for the government site."""

    name = "gov"

    def __init__(self, base: str, edition: Edition, seed: int, delay: float) -> None:
        self.base, self.edition, self.seed, self.delay = base, edition, seed, delay
        self.stories = {self._path(story): story for story in edition.gov}
        self.midnight = dt.datetime.combine(edition.day, dt.time(0, 1), edition.gov[0].published.tzinfo)
        ru = [story for story in edition.gov if story.language == "ru"]
        self.moved = {self._path(story).replace("/events/", "/events/press-"): self._path(story) for story in ru[5:40:12]}
        self.removed = {f"/ru/events/otmenennoe-soobschenie-{n}" for n in (4101, 4102)}
        self.galleries = {f"/{language}/events/photo-gallery-{4200 + n}" for n in range(2) for language in LANGUAGES}
        self.internal = {f"/ru/internal/events/sluzhebnaya-zapiska-{n}" for n in (4301, 4302)}
        self.challenge = "/ru/events/zakrytaya-vstrecha-4401"

    def _path(self, story: Story) -> str:
        return f"/{story.language}/events/{markup.slug(story.title)}-{markup.number('gov', story.key, low=5000, high=99999)}"

    def site(self) -> Site:
        """Return the site's facts."""
        return Site(
            name=self.name,
            home=f"{self.base}/ru",
            domains=("127.0.0.1",),
            languages=LANGUAGES,
            feeds=tuple(f"{self.base}/{language}/rss" for language in LANGUAGES),
            sitemaps=(f"{self.base}/sitemap.xml",),
            listings=tuple(f"{self.base}/{language}/events?page={{page}}" for language in LANGUAGES),
            listing_pages=9,
            archives=tuple(f"{self.base}/{language}/archive/{{day:%Y/%m/%d}}" for language in LANGUAGES),
            article_urls=r"^/(ru|kk|en)/(internal/)?events/[\w-]+-\d+$",
            delay=self.delay,
            note="Part of the demo: a government site in three languages.",
        )

    def truth(self) -> Iterator[Expected]:
        """Yield what a crawl should make of each address."""
        for path, story in self.stories.items():
            if story.key in self.edition.gone:
                yield Expected(self.name, self.base + path, State.GONE, why="deleted in state 2, answers 410")
            else:
                yield self._article(path, story, "")
        for old, new in self.moved.items():
            if self.stories[new].key not in self.edition.gone:
                yield self._article(old, self.stories[new], "moved: 301 to the new address")
        others = (
            (sorted(self.removed), State.GONE, "answers 410"),
            (sorted(self.galleries), State.NOT_AN_ARTICLE, "a gallery without text"),
            (sorted(self.internal), State.ROBOTS, "forbidden by robots.txt"),
            ([self.challenge], State.BLOCKED, "a challenge with status 403"),
        )
        for paths, state, why in others:
            for path in paths:
                yield Expected(self.name, self.base + path, state, why=why)

    def _article(self, path: str, story: Story, why: str) -> Expected:
        return Expected(
            self.name,
            self.base + path,
            State.STORED,
            story.event,
            story.published.date(),
            story.title,
            story.paragraphs,
            story.language,
            why,
        )

    def answer(self, asked: Asked, now: dt.datetime) -> Answer | None:
        """Return the response to *asked*, or None when there is no such page."""
        del now  # nothing on this site is told in relative time
        path = asked.path
        if path == "/robots.txt":
            delay = f"Crawl-delay: {self.delay:g}\n" if self.delay else ""
            robots = f"User-agent: *\n{delay}Disallow: /*/internal/\nSitemap: {self.base}/sitemap.xml\n"
            return Answer(robots.encode(), content_type="text/plain")
        if path in ("/", ""):
            return moved(f"{self.base}/ru", 302)
        if path in self.stories:
            return self._article_page(self.stories[path])
        return self._document(path) or self._special(path) or self._listing(asked)

    def _special(self, path: str) -> Answer | None:
        if path in self.moved:
            return moved(self.base + self.moved[path])
        if path in self.removed:
            return page("<h1>410</h1>", status=410)
        if path in self.galleries:
            return self._gallery(path)
        if path in self.internal:
            return page("<h1>Служебная страница</h1><p>Только для сотрудников канцелярии.</p>")
        if path == self.challenge:
            return page(CHALLENGE, status=403)
        return None

    def _document(self, path: str) -> Answer | None:
        if path == "/sitemap.xml":
            parts = [(f"{self.base}/sitemaps/{part}", self.midnight) for part in ("ru.xml", "kk.xml", "en.xml.gz")]
            return xml(feeds.sitemap_index(parts), self.midnight)
        language = path.removesuffix(".gz").removesuffix(".xml").rpartition("/")[2]
        if path.startswith("/sitemaps/") and language in LANGUAGES:
            document = feeds.sitemap(self._sitemap_entries(language))
            if path.endswith(".gz"):
                packed = feeds.packed(document)
                return Answer(packed, content_type="application/gzip", modified=self.midnight, coding="identity")
            return xml(document, self.midnight)
        if path.endswith("/rss") and (language := path[1:3]) in LANGUAGES:
            entries = [self._entry(path, story) for path, story in self._of(language)[:20]]
            document = feeds.rss(entries, WORDS[language][0], f"{self.base}/{language}", language)
            return xml(document, self.midnight, "application/rss+xml")
        return None

    def _of(self, language: str) -> list[tuple[str, Story]]:
        gone = self.edition.gone
        return [(p, s) for p, s in self.stories.items() if s.language == language and s.key not in gone]

    def _entry(self, path: str, story: Story) -> feeds.Entry:
        changed = story.modified or story.published
        return feeds.Entry(self.base + path, story.title, story.published, changed, story.language, story.paragraphs[0])

    def _sitemap_entries(self, language: str) -> Iterator[feeds.Entry]:
        back = {new: old for old, new in self.moved.items()}
        for path, story in self.stories.items():  # a deleted article stays in the sitemap for a while, as it does in life
            if story.language == language:
                yield self._entry(back.get(path, path), story)
        extra = [*self.removed, *self.internal, self.challenge] if language == "ru" else []
        for path in sorted(extra):
            yield feeds.Entry(self.base + path, path, self.midnight, self.midnight, language)

    def _listing(self, asked: Asked) -> Answer | None:
        language, _, rest = asked.path.strip("/").partition("/")
        if language not in LANGUAGES:
            return None
        stories = self._of(language)
        if rest in ("", "events"):
            number = int(asked.query.get("page", "1")) if asked.query.get("page", "1").isdigit() else 1
            shown = stories[(number - 1) * PER_PAGE : number * PER_PAGE]
            last = number * PER_PAGE >= len(stories)
            return self._cards(language, WORDS[language][1], shown, None if last else number + 1, galleries=number == 1)
        if rest.startswith("archive/"):
            day = rest.removeprefix("archive/").replace("/", "-")
            shown = [(path, story) for path, story in stories if story.published.date().isoformat().startswith(day)]
            return self._cards(language, f"{WORDS[language][2]}: {day}", shown, None)
        return None

    def _cards(
        self, language: str, head: str, shown: list[tuple[str, Story]], following: int | None, *, galleries: bool = False
    ) -> Answer:
        cards = "\n".join(
            f'<div class="card"><h3><a href="{path}">{text(story.title)}</a></h3>'
            f"<h5>{markup.long_day(story.published.date(), language)}</h5></div>"
            for path, story in shown
        )
        if galleries:
            cards += "".join(
                f'<div class="card"><h3><a href="{path}">{WORDS[language][6]}</a></h3></div>'
                for path in sorted(self.galleries)
                if path.startswith(f"/{language}/")
            )
        more = f'<p><a rel="next" href="?page={following}">{WORDS[language][4]} →</a></p>' if following else ""
        return page(self._frame(language, head, f"<h1>{text(head)}</h1>{cards}{more}"), self.midnight)

    def _article_page(self, story: Story) -> Answer:
        if story.key in self.edition.gone:
            return page("<h1>410 Gone</h1>", status=410)
        stated = markup.number(self.seed, "date", story.event[:4], high=2)  # each article states its day in one of three ways
        day = markup.long_day(story.published.date(), story.language)
        meta = f'<meta property="article:published_time" content="{story.published.isoformat()}">' if stated == 1 else ""
        when = f'<time datetime="{story.published.isoformat()}">{day}</time>' if stated == 2 else f"<span>{day}</span>"
        alternates = "".join(
            f'<link rel="alternate" hreflang="{other.language}" href="{self.base}{path}">'
            for path, other in self.stories.items()
            if other.event[:-2] == story.event[:-2]
        )
        body = markup.blocks(story.blocks)
        main = (
            f'<h1>{text(story.title)}</h1><div class="event-date">{when}</div>'
            f'<figure class="event-photo"><img src="/img/{story.event}.svg" alt=""></figure>'
            f'<div class="event-text">\n{body}\n</div>'
            '<div class="share"><a href="#">Facebook</a><a href="#">Telegram</a><a href="#">X</a></div>'
        )
        head = f'{meta}{alternates}<link rel="canonical" href="{self.base}{self._path(story)}">'
        return page(self._frame(story.language, story.title, main, head), story.modified or story.published)

    def _gallery(self, path: str) -> Answer:
        language = path[1:3]
        photos = "".join(f'<figure class="event-photo"><img src="/img/{path[-4:]}-{n}.svg" alt=""></figure>' for n in range(6))
        return page(self._frame(language, WORDS[language][6], f"<h1>{WORDS[language][6]}</h1>{photos}"), self.midnight)

    def _frame(self, language: str, title: str, main: str, head: str = "") -> str:
        brand, events, archive, every, _, press, _ = WORDS[language]
        others = " · ".join(f'<a href="/{other}">{other.upper()}</a>' for other in LANGUAGES)
        return (
            f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{text(title)} — {brand}</title>'
            f'<meta name="viewport" content="width=device-width">{head}<style>{STYLE}</style></head><body>\n'
            f'<header><div class="wrap"><div class="lang">{others}</div><div class="brand">{brand}</div>'
            f'<nav><a href="/{language}/events">{events}</a><a href="/{language}/events?page=2">{every}</a>'
            f'<a href="/{language}/archive/{self.edition.day:%Y/%m}">{archive}</a></nav></div></header>\n'
            f'<main class="wrap">{main}</main>\n<footer><div class="wrap">© {self.edition.day.year} {brand}. {press}</div></footer>'
            "</body></html>"
        )


CHALLENGE = (
    '<!DOCTYPE html><html><head><title>Just a moment...</title><meta name="robots" content="noindex"></head>'
    '<body><h1>Checking your browser before accessing this site</h1><div id="challenge-form">'
    "<p>Please enable JavaScript and cookies to continue.</p></div></body></html>"
)
__all__ = ["CHALLENGE", "HTML", "Gov"]

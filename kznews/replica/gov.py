"""The replica's government site: three languages, date archives, a sitemap index with a packed part, validators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from kznews.replica import feeds, gov_page, markup
from kznews.replica.answer import Answer, Asked, Expected, moved, page, xml
from kznews.replica.edition import Edition
from kznews.replica.gov_page import LANGUAGES, WORDS
from kznews.replica.story import Story
from spiders.site import Site
from storage.entities import State

PER_PAGE = 12


class Gov:
    """Answers for the government site."""

    name = "gov"

    def __init__(self, base: str, edition: Edition, seed: int, delay: float) -> None:
        self.base, self.edition, self.seed, self.delay = base, edition, seed, delay
        self.stories = {self._path(story): story for story in edition.gov}
        self.midnight = dt.datetime.combine(edition.day, dt.time(0, 1), edition.gov[0].published.tzinfo)
        self.moved = {
            path.replace("/events/", "/events/press-"): path
            for path, story in self.stories.items()
            if story.language == "ru" and story.key[0] == "g" and int(story.key[1:-2]) % 14 == 5
        }
        self.removed = {f"/ru/events/otmenennoe-soobschenie-{n}" for n in (4101, 4102)}
        self.galleries = {f"/{language}/events/photo-gallery-{4200 + n}" for n in range(2) for language in LANGUAGES}
        self.internal = {f"/ru/internal/events/sluzhebnaya-zapiska-{n}" for n in (4301, 4302)}
        self.challenge = "/ru/events/zakrytaya-vstrecha-4401"

    def _path(self, story: Story) -> str:
        number = markup.number("gov", story.key, low=5000, high=99999)
        return f"/{story.language}/events/{markup.slug(story.title)}-{number}"

    def site(self) -> Site:
        """Return the site's facts."""
        return Site(
            name=self.name,
            home=f"{self.base}/ru",
            domains=(urlsplit(self.base).netloc,),
            languages=LANGUAGES,
            names=("Акшанырак",),
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
                yield Expected.of(self.name, self.base + path, story)
        for old, new in self.moved.items():
            if self.stories[new].key not in self.edition.gone:
                yield Expected.of(self.name, self.base + old, self.stories[new], "moved: 301 to the new address")
        others = (
            (sorted(self.removed), State.GONE, "answers 410"),
            (sorted(self.galleries), State.NOT_AN_ARTICLE, "a gallery without text"),
            (sorted(self.internal), State.ROBOTS, "forbidden by robots.txt"),
            ([self.challenge], State.BLOCKED, "a challenge with status 403"),
        )
        for paths, state, why in others:
            for path in paths:
                yield Expected(self.name, self.base + path, state, why=why)

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
            return page(markup.template("challenge"), status=403)
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
        for path, story in self.stories.items():  # a deleted article stays here for a while
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
        self,
        language: str,
        head: str,
        shown: list[tuple[str, Story]],
        following: int | None,
        *,
        galleries: bool = False,
    ) -> Answer:
        extra = [path for path in sorted(self.galleries) if path.startswith(f"/{language}/")] if galleries else []
        main = gov_page.cards(language, head, shown, following, extra)
        return page(gov_page.frame(language, head, main, self.edition.day), self.midnight)

    def _article_page(self, story: Story) -> Answer:
        if story.key in self.edition.gone:
            return page("<h1>410 Gone</h1>", status=410)
        stated = markup.number(self.seed, "date", story.event[:-2], high=2)
        translations = [
            (other.language, self.base + path)
            for path, other in self.stories.items()
            if other.event[:-2] == story.event[:-2]
        ]
        head = gov_page.head(story, stated, self.base + self._path(story), translations)
        main = gov_page.article(story, stated)
        whole = gov_page.frame(story.language, story.title, main, self.edition.day, head)
        return page(whole, story.modified or story.published)

    def _gallery(self, path: str) -> Answer:
        language = path[1:3]
        main = gov_page.gallery(language, path[-4:])
        return page(gov_page.frame(language, WORDS[language][6], main, self.edition.day), self.midnight)

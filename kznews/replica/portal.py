"""The replica's news portal: which addresses it has, what stands behind each, and how its documents list them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from kznews.replica import feeds, markup
from kznews.replica.answer import Answer, Asked, Expected, moved, page, xml
from kznews.replica.edition import Edition
from kznews.replica.portal_page import NAME, SECTION_OF, PortalPage, frame
from kznews.replica.story import Story
from spiders.site import Site
from storage.entities import State

PER_PAGE = 20
TRACKING = "?utm_source=rss&utm_medium=feed&utm_campaign=main"


class Portal:
    """Answers for the portal."""

    name = "portal"

    def __init__(self, base: str, edition: Edition, seed: int, delay: float) -> None:
        self.base, self.edition, self.seed, self.delay = base, edition, seed, delay
        self.stories = {self._path(story): story for story in edition.portal}
        self.midnight = dt.datetime.combine(edition.day, dt.time(0, 2), edition.portal[0].published.tzinfo)
        first = [path for path, story in self.stories.items() if story.language == "ru" and story.key[0] in "cp"]
        amp = [path for path in first if self.stories[path].published.toordinal() % 23 == 3]
        self.amp = {f"/amp{path}": path for path in amp if self.stories[path].key not in edition.gone}
        self.flaky = {first[11]: "error", first[17]: "busy", first[23]: "cut"}
        self.loops = {
            "/news/krug-pochyota-3301/": "/news/krug-pochyota-3302/",
            "/news/krug-pochyota-3302/": "/news/krug-pochyota-3301/",
        }
        self.missing = ("/news/udalyonnaya-zametka-3401/", "/news/udalyonnaya-zametka-3402/")
        self.videos = ("/news/video-dnya-3501/", "/news/video-dnya-3502/", "/news/fotoreportazh-nedeli-3503/")
        self.blocked = ("/news/proverka-brauzera-3601/", "/news/proverka-brauzera-3602/")
        self.closed = ("/news/zakrytyj-razdel/sluzhebnoe-3701/",)
        self.pages = PortalPage(base, edition, seed, self._path)

    def _path(self, story: Story) -> str:
        folder = "/kk/news" if story.language == "kk" else "/news"
        return f"{folder}/{markup.slug(story.title)}-{markup.number('portal', story.key, low=100000, high=999999)}/"

    def site(self) -> Site:
        """Return the site's facts."""
        return Site(
            name=self.name,
            home=f"{self.base}/",
            domains=(urlsplit(self.base).netloc,),
            languages=("ru", "kk"),
            feeds=(f"{self.base}/rss.xml", f"{self.base}/atom.xml"),
            sitemaps=(f"{self.base}/sitemap.xml", f"{self.base}/sitemap-news.xml"),
            listings=(f"{self.base}/news/?page={{page}}", f"{self.base}/kk/news/?page={{page}}"),
            listing_pages=12,
            article_urls=r"^/(amp/)?(kk/)?news/([\w-]+/)?[\w-]+-\d+/$",
            other_urls=r"^/(tag|author)/",
            delay=self.delay,
            note="Part of the demo: a portal with everything that surrounds an article.",
        )

    def truth(self) -> Iterator[Expected]:
        """Yield what a crawl should make of each address."""
        for path, story in self.stories.items():
            if story.key in self.edition.gone:
                yield Expected(self.name, self.base + path, State.GONE, why="deleted in state 2, answers 404")
            else:
                yield Expected.of(self.name, self.base + path, story, self.flaky.get(path, ""))
        for path, original in self.amp.items():
            why = "the AMP variant, named canonical by its link"
            yield Expected.of(self.name, self.base + path, self.stories[original], why)
        others = (
            (self.missing, State.GONE, "listed, answers 404"),
            (self.videos, State.NOT_AN_ARTICLE, "a player or pictures without text"),
            (self.blocked, State.BLOCKED, "a challenge with status 200 or 202"),
            (self.closed, State.ROBOTS, "forbidden by robots.txt"),
            ((next(iter(self.loops)),), State.FAILED, "redirects in a circle"),
        )
        for paths, state, why in others:
            for path in paths:
                yield Expected(self.name, self.base + path, state, why=why)

    def answer(self, asked: Asked, now: dt.datetime) -> Answer | None:
        """Return the response to *asked*, or None when there is no such page."""
        path = asked.path
        if path in self.stories:
            return self._article_page(path, asked, now)
        if path in self.amp:
            return page(self.pages.amp(self.stories[self.amp[path]]))
        return self._document(path) or self._listing(asked) or self._special(path)

    def _article_page(self, path: str, asked: Asked, now: dt.datetime) -> Answer:
        story = self.stories[path]
        if story.key in self.edition.gone:
            return page(frame("Не найдено", "<h1>404</h1><p>Страница не найдена</p>"), status=404)
        trick = self.flaky.get(path) if asked.attempt == 1 else None
        if trick == "error":
            return page("<h1>500 Internal Server Error</h1>", status=500)
        if trick == "busy":
            return Answer(b"<h1>503</h1>", 503, headers=(("Retry-After", "1"),))
        kind = markup.number(self.seed, "http", story.key, high=5)
        body = self.pages.article(story, now).encode()
        modified = (
            (story.modified or story.published) if kind < 4 else None
        )  # a third of the pages carries no validators
        coding = ("gzip", "br", "deflate", "gzip", "gzip", "identity")[kind]
        return Answer(body, modified=modified, coding=coding, chunked=kind == 4, cut=trick == "cut")  # type: ignore[arg-type]

    def _special(self, path: str) -> Answer | None:
        if path == "/robots.txt":
            delay = f"Crawl-delay: {self.delay:g}\n" if self.delay else ""
            rules = f"User-agent: *\n{delay}Disallow: /news/zakrytyj-razdel/\nDisallow: /search\nAllow: /\n"
            return Answer(f"{rules}Sitemap: {self.base}/sitemap.xml\n".encode(), content_type="text/plain")
        if path in self.loops:
            return moved(self.base + self.loops[path], 302)
        if path in self.videos:
            return page(frame("Видео дня", self.pages.player(path)))
        if path in self.blocked:
            return page(markup.template("challenge"), status=200 if path == self.blocked[0] else 202)
        if path in self.closed:
            return page(frame("Служебное", "<h1>Служебное</h1><p>Только для редакции.</p>"))
        if path.startswith(("/tag/", "/author/")):
            shown = [one for one in self._live("ru") if f"/{SECTION_OF.get(one[1].topic)}/" in path] or self._live(
                "ru"
            )[:10]
            return page(frame(path.strip("/"), self.pages.cards(path.strip("/").split("/")[-1], shown[:15], None)))
        return None

    def _live(self, language: str) -> list[tuple[str, Story]]:
        gone = self.edition.gone
        return [(p, s) for p, s in self.stories.items() if s.language == language and s.key not in gone]

    def _document(self, path: str) -> Answer | None:
        live = [*self._live("ru"), *self._live("kk")]
        newest = sorted(live, key=lambda one: one[1].published, reverse=True)
        if path == "/rss.xml":
            entries = [self._entry(path + TRACKING, story) for path, story in newest[:30]]
            return xml(feeds.rss(entries, NAME, self.base, "ru"), self.midnight, "application/rss+xml")
        if path == "/atom.xml":
            entries = [self._entry(path, story) for path, story in newest[:30]]
            return xml(feeds.atom(entries, NAME, self.base, self.midnight), self.midnight, "application/atom+xml")
        if path == "/sitemap-news.xml":
            since = self.midnight - dt.timedelta(days=10)
            entries = [self._entry(path, story) for path, story in newest if story.published > since]
            return xml(feeds.news_sitemap(entries, NAME), self.midnight)
        if path == "/sitemap.xml":
            parts = [(f"{self.base}/sitemap-{month}.xml", self.midnight) for month in sorted(self._months())]
            return xml(feeds.sitemap_index(parts), self.midnight)
        month = path.removeprefix("/sitemap-").removesuffix(".xml")
        return xml(feeds.sitemap(self._month(month)), self.midnight) if month in self._months() else None

    def _months(self) -> set[str]:
        return {f"{story.published:%Y-%m}" for story in self.edition.portal}

    def _month(self, month: str) -> Iterator[feeds.Entry]:
        """Yield a month's entries: the sitemap has two thirds of them, the listings have all."""
        for path, story in self.stories.items():
            if f"{story.published:%Y-%m}" == month and markup.number("sitemap", story.key, high=2):
                yield self._entry(path, story)

    def _entry(self, path: str, story: Story) -> feeds.Entry:
        changed = story.modified or story.published
        return feeds.Entry(self.base + path, story.title, story.published, changed, story.language, story.paragraphs[0])

    def _listing(self, asked: Asked) -> Answer | None:
        if asked.path not in ("/", "/news/", "/kk/news/"):
            return None
        language = "kk" if asked.path.startswith("/kk") else "ru"
        number = int(asked.query.get("page", "1")) if asked.query.get("page", "1").isdigit() else 1
        stories = self._live(language)
        shown = stories[(number - 1) * PER_PAGE : number * PER_PAGE]
        following = number + 1 if number * PER_PAGE < len(stories) else None
        extra = self._extra(number) if language == "ru" else ()
        return page(frame("Лента новостей", self.pages.cards("Лента новостей", shown, following, extra)))

    def _extra(self, number: int) -> tuple[str, ...]:
        if number == 1:
            return (*self.missing, *self.videos, *self.blocked, *self.closed, next(iter(self.loops)))
        return tuple(self.amp) if number == 2 else ()

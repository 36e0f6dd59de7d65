"""The replica's old site: windows-1251 and less, tables, session ids, lists alone, errors that call themselves 200."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from kznews.replica import markup
from kznews.replica.answer import Answer, Asked, Expected, moved
from kznews.replica.edition import Edition
from kznews.replica.markup import text
from kznews.replica.story import Story
from spiders.site import Site
from storage.entities import State
from storage.record import ITEM

NAME = "Вестник Сарыбеля"
PER_PAGE = 15
HEADERS = ("text/html", "text/html; charset=windows-1251", "text/html; charset=utf-8", "text/html")


class Legacy:
    """Answers for the old site."""

    name = "legacy"

    def __init__(self, base: str, edition: Edition, seed: int, delay: float) -> None:
        self.base, self.edition, self.seed, self.delay = base, edition, seed, delay
        self.stories = {self._id(story): story for story in edition.legacy}
        self.soft = ("99001", "99002", "99003")
        self.loop = "99100"

    def _id(self, story: Story) -> str:
        return str(markup.number("legacy", story.key, low=10000, high=89999))

    def undated(self, story: Story) -> bool:
        """Whether the page of *story* says nothing of its day."""
        return story.key[0] == "l" and int(story.key[1:]) % 17 == 5

    def site(self) -> Site:
        """Return the site's facts."""
        return Site(
            name=self.name,
            home=f"{self.base}/index.php",
            domains=(urlsplit(self.base).netloc,),
            languages=("ru",),
            listings=(f"{self.base}/news.php?page={{page}}",),
            listing_pages=20,
            article_urls=r"^/show\.php\?(.*&)?id=\d+",
            keep_query=("id", "page"),
            delay=self.delay,
            note="Part of the demo: an old site that has nothing but lists.",
        )

    def truth(self) -> Iterator[Expected]:
        """Yield what a crawl should make of each address."""
        for number, story in self.stories.items():
            url = f"{self.base}/show.php?id={number}"
            if story.key in self.edition.gone:
                yield Expected(self.name, url, State.GONE, why="deleted in state 2: a soft 404")
                continue
            shown = Expected.of(self.name, url, story)
            yield replace(shown, state=State.UNDATED, day=None) if self.undated(story) else shown
        for number in self.soft:
            yield Expected(self.name, f"{self.base}/show.php?id={number}", State.GONE, why="a soft 404 with status 200")
        yield Expected(self.name, f"{self.base}/show.php?id={self.loop}", State.FAILED, why="redirects to itself")

    def answer(self, asked: Asked, now: dt.datetime) -> Answer | None:
        """Return the response to *asked*, or None when there is no such page."""
        del now
        if asked.path == "/robots.txt":
            delay = f"Crawl-delay: {self.delay:g}\n" if self.delay else ""
            return Answer(f"User-agent: *\n{delay}Disallow: /admin.php\n".encode(), content_type="text/plain")
        if asked.path in ("/", "/index.php", "/news.php"):
            return self._list(asked)
        if asked.path != "/show.php":
            return None
        number = asked.query.get("id", "")
        if number == self.loop:
            return moved(f"{self.base}/show.php?id={self.loop}", 302)
        story = self.stories.get(number)
        if story is None or story.key in self.edition.gone:
            return self._encoded(frame("Ошибка", SOFT), "ошибка")
        return self._encoded(frame(story.title, self._article(story, asked)), number)

    def _encoded(self, markup_: str, number: str) -> Answer:
        """Return the page in its old charset, under a header that may lie; one page in forty is koi8-r."""
        kind = markup.number(self.seed, "charset", number, high=39)
        charset = "koi8-r" if kind == 39 else "windows-1251"
        declared = HEADERS[kind % len(HEADERS)] if charset == "windows-1251" else "text/html"
        body = markup_.replace("{charset}", charset).encode(charset, "xmlcharrefreplace")
        return Answer(body, content_type=declared, coding="identity")

    def _session(self, *parts: object) -> str:
        return hashlib.md5("/".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()

    def _list(self, asked: Asked) -> Answer:
        number = int(asked.query.get("page", "1")) if asked.query.get("page", "1").isdigit() else 1
        live = [(key, story) for key, story in self.stories.items() if story.key not in self.edition.gone]
        shown = live[(number - 1) * PER_PAGE : number * PER_PAGE]
        session = self._session(number, asked.attempt)
        rows = "".join(
            '<tr><td valign="top"><font color="#7a0000">&bull;</font></td>'
            f'<td><a href="show.php?id={key}&amp;PHPSESSID={session}">{text(story.title)}</a></td></tr>'
            for key, story in shown
        )
        if number == 1:
            odd = (*self.soft, self.loop)
            rows += "".join(
                f'<tr><td></td><td><a href="show.php?PHPSESSID={session}&amp;id={key}">Из архива</a></td></tr>'
                for key in odd
            )
        pages = " | ".join(
            f'<a href="news.php?page={n}&amp;PHPSESSID={session}">{n}</a>'
            for n in range(1, 2 + (len(live) - 1) // PER_PAGE)
        )
        return self._encoded(
            frame("Новости", f"<h2>Новости</h2><table>{rows}</table><p>Страницы: {pages}</p>"), f"list{number}"
        )

    def _article(self, story: Story, asked: Asked) -> str:
        said = markup.long_day(story.published.date(), "ru", "г.")
        number = asked.query.get("id", "")
        return markup.template(
            "legacy-article",
            title=text(story.title),
            day="" if self.undated(story) else f'<font size="2" color="#666666">{said}</font><br>',
            lines="<br><br>\n".join(_bare(paragraph) for paragraph in story.paragraphs),
            session=self._session(number, asked.attempt),
            number=number,
        )


def _bare(paragraph: str) -> str:
    """Return *paragraph* as the old site writes it: lines between <br>, list items with a bullet."""
    return "<br>\n".join(text(line.replace(ITEM, "• ")) for line in paragraph.split("\n"))


def frame(title: str, main: str) -> str:
    """Return a page laid out with tables; `{charset}` is still open."""
    return markup.template("legacy", title=text(title), name=NAME, main=main)


SOFT = (
    "<h2>Ошибка</h2>Запрошенная страница не найдена. Возможно, она была удалена.<br><a href='index.php'>На главную</a>"
)

"""How the portal's pages look: the article amid everything that is not the article."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence

from kznews.replica import markup
from kznews.replica.edition import Edition
from kznews.replica.markup import number, text
from kznews.replica.story import Story

NAME = "Keruen24"
SECTIONS = {
    "city": ("Город", "road bridge fire search"),
    "people": ("Общество", "school teachers clinic surgery"),
    "weather": ("Погода", "storm flood"),
    "sport": ("Спорт", "match race"),
    "money": ("Экономика", "prices business farm harvest herd"),
    "culture": ("Культура", "museum theatre culture"),
    "science": ("Наука и природа", "nature waste inventions network"),
}
SECTION_OF = {topic: tag for tag, (_, topics) in SECTIONS.items() for topic in topics.split()}
RUSSIAN = {
    "read": "Читайте также",
    "share_word": "Поделиться",
    "views_word": "просмотров",
    "photo_word": "Фото: из архива редакции",
}
KAZAKH = {
    "read": "Тағы оқыңыз",
    "share_word": "Бөлісу",
    "views_word": "қаралым",
    "photo_word": "Фото: редакция мұрағаты",
}
READERS = ("Асхат", "Лена_К", "Степняк", "Гость", "Мадияр")
REMARKS = (
    "Давно пора!",
    "А у нас во дворе всё по-старому.",
    "Спасибо за новость, перешлю родным.",
    "Посмотрим, чем кончится.",
)


def frame(title: str, main: str, head: str = "", side: str = "", language: str = "ru") -> str:
    """Return a whole page around *main*."""
    sections = "".join(f'<a href="/tag/{tag}/">{name}</a>' for tag, (name, _) in SECTIONS.items())
    return markup.template(
        "portal", language=language, title=text(title), name=NAME, head=head, sections=sections, main=main, side=side
    )


class PortalPage:
    """Renders the portal's articles and lists."""

    def __init__(self, base: str, edition: Edition, seed: int, path: Callable[[Story], str]) -> None:
        self.base, self.edition, self.seed, self.path = base, edition, seed, path

    def article(self, story: Story, now: dt.datetime) -> str:
        """Return the page of *story*, as it looks at the moment *now*."""
        style = number(self.seed, "style", story.key, high=5)  # how the page states its date
        if story.key[0] in "pq" and story.published.hour == 0:
            style = 3  # in words alone, relative ones while the story is young
        words = KAZAKH if story.language == "kk" else RUSSIAN
        tag, following = SECTION_OF.get(story.topic, "city"), self._others(story, 3)[2]
        main = markup.template(
            "portal-article",
            **{key: word for key, word in words.items() if key != "read"},
            title=text(story.title),
            when=_when(story, now, style),
            author=story.author,
            author_slug=markup.slug(story.author),
            views=str(self._views(story)),
            key=story.key,
            body="\n".join(self._body(story, words["read"])),
            tag=tag,
            section=SECTIONS[tag][0],
            rating=str(number("rating", story.key, high=9)),
            votes=str(number("votes", story.key, self.edition.state, high=400)),
            comments="".join(_comments(story)),
            next_day=f"{following.published:%d.%m.%Y}",
            next_path=self.path(following),
            next_title=text(following.title),
            next_lead=text(following.paragraphs[0]),
        )
        return frame(story.title, main, self._head(story, style), self._side(), story.language)

    def amp(self, story: Story) -> str:
        """Return the AMP variant of *story*."""
        return markup.template(
            "portal-amp",
            language=story.language,
            title=text(story.title),
            canonical=self.base + self.path(story),
            published=story.published.isoformat(),
            body=markup.blocks(story.blocks),
        )

    def player(self, path: str) -> str:
        """Return a page with a player or pictures, and hardly a word."""
        head, media = "Видео дня", '<video controls width="100%" poster="/img/video.svg"></video>'
        if "foto" in path:
            head = "Фоторепортаж недели"
            media = "".join(f'<figure><img src="/img/{path[-5:-1]}-{n}.svg" alt=""></figure>' for n in range(3))
        return f'<h1>{head}</h1>{media}<p class="views">Просмотров: 4 117</p>'

    def cards(
        self, head: str, shown: Sequence[tuple[str, Story]], following: int | None, extra: Sequence[str] = ()
    ) -> str:
        """Return a list of stories, with a link to the page that follows."""
        rows = [
            f'<div class="comment"><a href="{path}?utm_source=main&amp;utm_medium=list">{text(story.title)}</a>'
            f'<div class="meta">{story.published:%d.%m.%Y %H:%M} · {self._views(story)} просмотров</div></div>'
            for path, story in shown
        ]
        rows += [f'<div class="comment"><a href="{path}">Из архива редакции</a></div>' for path in extra]
        more = f'<p><a rel="next" href="?page={following}">Показать ещё</a></p>' if following else ""
        return f"<h1>{text(head)}</h1>" + "\n".join(rows) + more

    def _views(self, story: Story) -> int:
        return number("views", story.key, self.edition.state, low=120, high=48000)

    def _head(self, story: Story, style: int) -> str:
        path = self.path(story)
        canonical = f'<link rel="canonical" href="{self.base}{path}">'
        if number(self.seed, "foreign", story.key, high=40) == 0:  # a template gone wrong: it names another site
            canonical = '<link rel="canonical" href="https://example.org/">'
        amp = f'<link rel="amphtml" href="{self.base}/amp{path}">'
        og = f'<meta property="og:type" content="article"><meta property="og:title" content="{text(story.title)}">'
        if style == 4:
            og += f'<meta property="article:published_time" content="{story.published.isoformat()}">'
        return canonical + amp + og + self._json_ld(story, style)

    def _json_ld(self, story: Story, style: int) -> str:
        if style > 2:
            return ""
        news = {
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": story.published.isoformat(),
            "dateModified": (story.modified or story.published).isoformat(),
            "author": {"@type": "Person", "name": story.author},
            "mainEntityOfPage": self.base + self.path(story),
        }
        site = {"@type": "WebSite", "name": NAME, "url": self.base, "datePublished": "2011-03-01"}
        inner: dict[str, object] = {"@graph": [site, news]} if style == 0 else dict(news)
        data = json.dumps({"@context": "https://schema.org", **inner}, ensure_ascii=False)
        if style == 2:
            data = data[:-1] + ",}"  # a comma too many, as sites do write it
        return f'<script type="application/ld+json">{data}</script>'

    def _body(self, story: Story, read: str) -> Iterator[str]:
        """Yield the body's blocks, with links to other stories between them."""
        links = [
            f'<div class="inline-read"><b>{read}:</b> {self._link(other, "?from=inline")}</div>'
            for other in self._others(story, 2)
        ]
        for at, part in enumerate(story.blocks):
            if at == 2 and len(story.blocks) > 3:
                yield links[0]
            if at == 4 and len(story.blocks) > 6 and number("second", story.key, high=1):
                yield links[1]
            yield markup.block(part)

    def _others(self, story: Story, count: int) -> list[Story]:
        gone = self.edition.gone | {story.key}
        alive = [other for other in self.edition.portal if other.language == story.language and other.key not in gone]
        start = number("others", story.key, high=len(alive) - count)
        return alive[start : start + count]

    def _side(self) -> str:
        popular = sorted(self.edition.portal, key=self._views, reverse=True)[:7]
        return markup.template(
            "portal-side",
            popular="".join(
                f'<p>{self._link(story)} <span class="views">{self._views(story)} просмотров</span></p>'
                for story in popular
            ),
            fresh="".join(
                f'<p><time datetime="{story.published.isoformat()}">{story.published:%d.%m %H:%M}</time>'
                f" {self._link(story)}</p>"
                for story in self.edition.portal[:6]
            ),
        )

    def _link(self, story: Story, tracking: str = "") -> str:
        return f'<a href="{self.path(story)}{tracking}">{text(story.title)}</a>'


def _when(story: Story, now: dt.datetime, style: int) -> str:
    if style == 4:
        return ""
    spoken = markup.spoken(story.published, now, story.language)
    if style == 5:
        spoken = f'<time itemprop="datePublished" datetime="{story.published.isoformat()}">{spoken}</time>'
    return f'<span class="date">{spoken}</span> · '


def _comments(story: Story) -> Iterator[str]:
    for at in range(number("comments", story.key, high=3)):
        when = story.published + dt.timedelta(hours=5 + 19 * at)
        reader, remark = READERS[number(at, story.key, high=4)], REMARKS[number(story.key, at, high=3)]
        yield (
            f'<div class="comment"><b>{reader}</b> '
            f'<time datetime="{when:%Y-%m-%d}">{when:%d.%m.%Y, %H:%M}</time><p>{remark}</p></div>'
        )

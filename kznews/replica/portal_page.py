"""How the portal's pages look: the article amid everything that is not the article."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence

from kznews.replica import markup
from kznews.replica.edition import Edition
from kznews.replica.markup import number, text
from kznews.replica.story import Story

NAME = "Keruen24"
TOPICS = {
    "road": "Дороги", "school": "Образование", "hospital": "Здоровье", "weather": "Погода", "sport": "Спорт",
    "bank": "Экономика", "culture": "Культура", "ecology": "Экология", "tech": "Технологии", "rescue": "Происшествия",
    "farm": "Село",
}  # fmt: skip
STYLE = """
*{box-sizing:border-box}body{margin:0;font:16px/1.5 Arial,sans-serif;color:#222;background:#eef0f3}a{color:#0b5cad;text-decoration:none}
.top{background:#d6232a;color:#fff;padding:14px 24px;display:flex;gap:24px;align-items:center}.top a{color:#fff}.logo{font-size:26px;font-weight:700}
.rates{background:#222;color:#ccc;font-size:13px;padding:6px 24px}.rates span{margin-right:18px}
.page{display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:24px;max-width:1180px;margin:20px auto;padding:0 16px}
.content,.side section,.feed{background:#fff;padding:22px 26px;border-radius:6px}.side section{margin-bottom:16px;font-size:14px}
h1{font-size:29px;line-height:1.22;margin:0 0 10px}.meta{color:#777;font-size:14px;margin-bottom:14px}.article-body p{margin:0 0 14px}
.inline-read{border-left:4px solid #d6232a;background:#f6f6f6;padding:8px 14px;margin:14px 0}.tags a{background:#eef0f3;padding:3px 10px;margin-right:6px}
.share{margin:14px 0}.share a{display:inline-block;padding:5px 12px;background:#e8ecf1;margin-right:6px;border-radius:4px;font-size:13px}
.author-card{display:flex;background:#f6f6f6;padding:12px;margin:16px 0;font-size:14px}.comment{border-top:1px solid #eee;padding:10px 0;font-size:14px}
.cookie{position:sticky;bottom:0;background:#222;color:#eee;padding:10px 24px;font-size:13px}blockquote{border-left:3px solid #bbb;margin:0 0 14px;padding-left:16px}
.views{color:#999}figure{margin:0 0 14px}figure img{width:100%;height:auto}figcaption{font-size:13px;color:#888}.next-story{border-top:4px solid #eef0f3;margin-top:26px;padding-top:18px}
"""
KAZAKH = {"read": "Тағы оқыңыз", "share": "Бөлісу", "views": "қаралым", "photo": "Фото: редакция мұрағаты"}
RUSSIAN = {"read": "Читайте также", "share": "Поделиться", "views": "просмотров", "photo": "Фото: из архива редакции"}


def frame(title: str, main: str, head: str = "", side: str = "", language: str = "ru") -> str:
    """Return a whole page around *main*."""
    sections = "".join(f'<a href="/tag/{topic}/">{name}</a>' for topic, name in list(TOPICS.items())[:6])
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{text(title)} | {NAME}</title>'
        f'<meta name="viewport" content="width=device-width">{head}<style>{STYLE}</style></head><body>\n'
        f'<div class="top"><a class="logo" href="/">{NAME}</a><a href="/news/">Новости</a><a href="/kk/news/">Жаңалықтар</a>{sections}</div>\n'
        '<div class="rates"><span>USD 517,35 ▲0,42</span><span>EUR 601,18 ▼1,07</span><span>RUB 6,41</span>'
        "<span>Жарыкбел −7°, ветер 4 м/с</span></div>\n"
        f'<div class="page"><div class="content">{main}</div><aside class="side">{side}</aside></div>\n'
        f'<footer class="rates">© {NAME}. Использование материалов только с гиперссылкой. Реклама на сайте: +7 (700) 000-00-00</footer>\n'
        '<div class="cookie">Мы используем файлы cookie, чтобы сайт работал лучше. <button>Хорошо</button></div></body></html>'
    )


class PortalPage:
    """Renders the portal's articles and lists."""

    def __init__(self, base: str, edition: Edition, seed: int, path: Callable[[Story], str]) -> None:
        self.base, self.edition, self.seed, self.path = base, edition, seed, path

    def article(self, story: Story, now: dt.datetime) -> str:
        """Return the page of *story*, as it looks at the moment *now*."""
        style = number(self.seed, "style", story.key, high=5)  # how the page states its date
        words = KAZAKH if story.language == "kk" else RUSSIAN
        main = (
            f'<article class="news"><h1>{text(story.title)}</h1>{self._meta(story, now, style, words)}{self._share(words)}'
            f'<figure><img src="/img/{story.key}.svg" alt=""><figcaption>{words["photo"]}</figcaption></figure>'
            f'<div class="article-body">\n{self._body(story, words)}\n</div>{self._below(story)}</article>'
            f"{self._comments(story)}{self._next(story)}"
        )
        return frame(story.title, main, self._head(story, style), self._side(story), story.language)

    def amp(self, story: Story) -> str:
        """Return the AMP variant of *story*."""
        return (
            f'<!DOCTYPE html>\n<html amp lang="{story.language}"><head><meta charset="utf-8"><title>{text(story.title)}</title>'
            f'<link rel="canonical" href="{self.base}{self.path(story)}">'
            f'<meta property="article:published_time" content="{story.published.isoformat()}"></head><body>'
            f"<header>{NAME}</header><article><h1>{text(story.title)}</h1>{markup.blocks(story.blocks)}</article></body></html>"
        )

    def player(self, path: str) -> str:
        """Return a page with a player or pictures, and hardly a word."""
        photos = "".join(f'<figure><img src="/img/{path[-5:-1]}-{n}.svg" alt=""></figure>' for n in range(3))
        media = photos if "foto" in path else '<video controls width="100%" poster="/img/video.svg"></video>'
        return f'<h1>{"Фоторепортаж недели" if "foto" in path else "Видео дня"}</h1>{media}<p class="views">Просмотров: 4 117</p>'

    def cards(
        self, head: str, shown: Sequence[tuple[str, Story]], following: int | None, extra: Sequence[str] = ()
    ) -> str:
        """Return a list of stories, with a link to the page that follows."""
        rows = "\n".join(
            f'<div class="comment"><a href="{path}?utm_source=main&amp;utm_medium=list">{text(story.title)}</a>'
            f'<div class="meta">{story.published:%d.%m.%Y %H:%M} · {self._views(story)} просмотров</div></div>'
            for path, story in shown
        )
        rows += "".join(f'<div class="comment"><a href="{path}">{text(path.strip("/").split("/")[-1])}</a></div>' for path in extra)
        more = f'<p><a rel="next" href="?page={following}">Показать ещё</a></p>' if following else ""
        return f"<h1>{text(head)}</h1>{rows}{more}"

    def _head(self, story: Story, style: int) -> str:
        address = self.base + self.path(story)
        canonical = f'<link rel="canonical" href="{address}"><link rel="amphtml" href="{self.base}/amp{self.path(story)}">'
        if number(self.seed, "foreign", story.key, high=40) == 0:  # a template gone wrong: canonical names another site
            canonical = '<link rel="canonical" href="https://example.org/">'
        og = f'<meta property="og:type" content="article"><meta property="og:title" content="{text(story.title)}">'
        if style == 4:
            og += f'<meta property="article:published_time" content="{story.published.isoformat()}">'
        return canonical + og + self._json_ld(story, style, address)

    def _json_ld(self, story: Story, style: int, address: str) -> str:
        news = {
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": story.published.isoformat(),
            "dateModified": (story.modified or story.published).isoformat(),
            "author": {"@type": "Person", "name": story.author},
            "mainEntityOfPage": address,
        }
        if style == 0:
            site = {"@type": "WebSite", "name": NAME, "url": self.base, "datePublished": "2011-03-01"}
            data = json.dumps({"@context": "https://schema.org", "@graph": [site, news]}, ensure_ascii=False)
        elif style in (1, 2):
            data = json.dumps({"@context": "https://schema.org", **news}, ensure_ascii=False)
            data = data[:-1] + ",}" if style == 2 else data  # a comma too many, as sites do write it
        else:
            return ""
        return f'<script type="application/ld+json">{data}</script>'

    def _meta(self, story: Story, now: dt.datetime, style: int, words: dict[str, str]) -> str:
        spoken = markup.spoken(story.published, now, story.language)
        if style == 5:
            spoken = f'<time itemprop="datePublished" datetime="{story.published.isoformat()}">{spoken}</time>'
        when = "" if style == 4 else f'<span class="date">{spoken}</span> · '
        return (
            f'<div class="meta">{when}<a class="author" rel="author" href="/author/{markup.slug(story.author)}/">{story.author}</a>'
            f' · <span class="views">{self._views(story)} {words["views"]}</span></div>'
        )

    def _views(self, story: Story) -> int:
        return number("views", story.key, self.edition.state, low=120, high=48000)

    def _share(self, words: dict[str, str]) -> str:
        return f'<div class="share">{words["share"]}: <a href="#">Facebook</a><a href="#">Telegram</a><a href="#">WhatsApp</a></div>'

    def _body(self, story: Story, words: dict[str, str]) -> str:
        parts = [markup.block(block) for block in story.blocks]
        others = self._others(story, 3)
        if len(parts) > 3:
            parts.insert(2, self._read_also(others[0], words))
        if len(parts) > 6 and number("second", story.key, high=1):
            parts.insert(5, self._read_also(others[1], words))
        return "\n".join(parts)

    def _read_also(self, story: Story, words: dict[str, str]) -> str:
        return f'<div class="inline-read"><b>{words["read"]}:</b> <a href="{self.path(story)}?from=inline">{text(story.title)}</a></div>'

    def _others(self, story: Story, count: int) -> list[Story]:
        alive = [other for other in self.edition.portal if other.language == story.language and other.key != story.key]
        start = number("others", story.key, high=len(alive) - count)
        return alive[start : start + count]

    def _below(self, story: Story) -> str:
        topic = TOPICS.get(story.topic, "Официально")
        rating = f"Оцените материал: ★★★★☆ 4,{number('rating', story.key, high=9)} из 5 ({number('votes', story.key, high=400)} голосов)"
        return (
            f'<div class="tags">Теги: <a href="/tag/{story.topic}/">{topic}</a><a href="/tag/kazakhstan/">Казахстан</a></div>'
            f'<div class="rating">{rating}</div>'
            f'<div class="author-card"><b>{story.author}</b>&nbsp;— корреспондент {NAME}. Пишет о регионах, '
            "увлекается горами и старыми картами. Связаться с автором можно в редакции.</div>"
        )

    def _comments(self, story: Story) -> str:
        names = ("Асхат", "Лена_К", "Степняк", "Гость", "Мадияр")
        remarks = ("Давно пора!", "А у нас во дворе всё по-старому.", "Спасибо за новость, перешлю родным.", "Посмотрим, чем кончится.")
        rows = ""
        for at in range(number("comments", story.key, high=3)):
            when = story.published + dt.timedelta(hours=5 + 19 * at)
            name = names[number(at, story.key, high=4)]
            rows += f'<div class="comment"><b>{name}</b> <time datetime="{when:%Y-%m-%d}">{when:%d.%m.%Y, %H:%M}</time><p>{remarks[number(story.key, at, high=3)]}</p></div>'
        return f'<section class="comments" id="comments"><h3>Комментарии</h3>{rows}<p>Войдите, чтобы оставить комментарий.</p></section>'

    def _next(self, story: Story) -> str:
        other = self._others(story, 3)[2]
        return (
            f'<div class="next-story"><div class="meta">{other.published:%d.%m.%Y}</div><h2><a href="{self.path(other)}">{text(other.title)}</a></h2>'
            f'<p>{text(other.paragraphs[0])}</p><a href="{self.path(other)}">Читать далее</a></div>'
        )

    def _side(self, story: Story) -> str:
        popular = sorted(self.edition.portal, key=self._views, reverse=True)[:7]
        rows = "".join(
            f'<p><a href="{self.path(s)}">{text(s.title)}</a> <span class="views">{self._views(s)} просмотров</span></p>' for s in popular
        )
        fresh = "".join(
            f'<p><time datetime="{s.published.isoformat()}">{s.published:%d.%m %H:%M}</time> <a href="{self.path(s)}">{text(s.title)}</a></p>'
            for s in self.edition.portal[:6]
        )
        weather = "<p>Жарыкбел −7°…−2°, снег</p><p>Айдынкент −3°…+1°, ясно</p>"
        return (
            f"<section><h3>Самое читаемое</h3>{rows}</section><section><h3>Последние новости</h3>{fresh}</section>"
            f"<section><h3>Погода</h3>{weather}</section><section><h3>Курсы валют</h3><p>USD 517,35</p><p>EUR 601,18</p></section>"
        )

"""Where a date stands and what is written beside it decide whether it is the day of publication, and abstaining is an answer."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from pipeline.dates.published import published
from pipeline.dates.read import read
from pipeline.dates.verdict import Verdict
from pipeline.document import to_document
from pipeline.page import Page

NOW = dt.datetime(2025, 12, 24, 6, 0, tzinfo=dt.UTC)
TITLE = "Открыли новый мост через реку Есиль"
STORY = (
    "<p>В области открыли мост, который строили два года, сообщили в управлении транспорта и дорог в понедельник, передаёт "
    "корреспондент агентства со ссылкой на ведомство и на слова очевидцев, которые собрались на берегу.</p>" * 3
)


def article(line: str = "", before: str = "", after: str = "", head: str = "", story: str = STORY) -> str:
    return (
        f"<!doctype html><html lang='ru'><head><meta charset='utf-8'><title>{TITLE}</title>{head}</head>"
        f"<body>{before}<article><h1>{TITLE}</h1>{line}{story}</article>{after}</body></html>"
    )


def json_ld(*nodes: str) -> str:
    return f'<script type="application/ld+json">[{",".join(nodes)}]</script>'


def verdict(html: str, url: str = "https://portal.example/n/1", zone: str = "Asia/Almaty") -> Verdict:
    return published(to_document(Page(url, html.encode(), NOW, zone)))


def meta(name: str, content: str) -> str:
    return f"<meta name='{name}' content='{content}'>"


BROKEN = '{"@type": "NewsArticle" "datePublished": "2025-12-20T10:00:00+05:00"}'
STATE = f'{{"title": "{TITLE}", "publishedAt": "2025-12-20T10:00:00+05:00"}}'
LISTED = "<div><time itemprop='datePublished' datetime='2025-12-24'></time></div>"
OWN = "2025-12-20"
STATED = {
    "a day of the page's head that is not that of the visit": article(before="<header><div>20.12.2025</div></header>"),
    "the headline and a <time> against JSON-LD alone": article(
        "<div>20.12.2025, 10:00</div><time datetime='2025-12-20T10:00:00+05:00'></time>",
        head=json_ld('{"@type": "NewsArticle", "datePublished": "2025-12-17"}'),
    ),
    "a label in Chinese": article("<div>来源: | 发布时间: 2025-12-20 | 浏览次数: 7</div>"),
    "a label in Chinese among others": article("<div>时间：2025-12-20 作者：网络整理 来源：网络</div>"),
    "a label in Chinese that is glued to another": article("<div>来源：本站 作者：编辑部<span>时间：2025年12月20日</span></div>"),
    "a label in Japanese": article("<div>公開日: 2025年12月20日 更新日: 2025年12月23日</div>"),
    "a label in Korean": article("<div>입력 : 2025.12.20 10:00 수정 : 2025.12.23 11:00</div>"),
    "a day that links to the page itself": article("<div><a href='/n/1'>20.12.2025</a></div>"),
    "microdata at the headline, not the one far above it": article(
        "<time itemprop='datePublished' datetime='2025-12-20'></time>",
        before=LISTED.replace("24", "22") + "<div><i></i></div>" * 30,
    ),
    "only created": article(head=json_ld('{"@type": "NewsArticle", "dateCreated": "2025-12-20T10:00:00+05:00"}')),
    "a program's state with the title in escapes": article(
        after=f'<script>var state = {{"title": {json.dumps(TITLE)}, "publishedAt": "2025-12-20T10:00:00+05:00"}}</script>'
    ),
    "a headline that is none by its tag, within the page's title": (
        f"<html><head><meta charset='utf-8'><title>Вести Степи: {TITLE}</title></head><body>"
        "<div>В районе прошли соревнования по конному спорту</div><p>01.12.2025</p>"
        f"{'<i></i>' * 30}<b>{TITLE}</b><div>20.12.2025</div>{STORY}</body></html>"
    ),
    "a line under the story before that of a change": article(
        story=f"{STORY}<p>20.12.2025</p><p>Обновлено: 24.12.2025</p>"
    ),
    "JSON-LD of the article behind that of the page": article(
        head=json_ld(
            '{"@type": "WebPage", "datePublished": "2025-12-01"}',
            '{"@type": "NewsArticle", "datePublished": "2025-12-20"}',
        )
    ),
    "a line with an author's initial": article("<div>Ахметова С. 20.12.2025</div>"),
    "a line with another author's initial": article("<div>Ахметов К., 20.12.2025</div>"),
    "a line with its weekday": article("<div>Суббота, 20 декабря 2025</div>"),
    "a line with a counter": article("<div>1204 просмотра 20.12.2025</div>"),
    "the line, not the day of the visit above": article(
        "<div>20 декабря 2025</div>", "<header><div>Среда, 24 декабря 2025</div></header>"
    ),
    "the published one of two": article("<div>Опубликовано: 20.12.2025, обновлено: 24.12.2025</div>"),
    "the published one behind the changed one": article("<div>Обновлено: 24.12.2025, опубликовано: 20.12.2025</div>"),
    "the one before the time of a change": article("<div>20 декабря 2025, 14:05 Обновлено: 15:30</div>"),
    "the one before the day of a change": article(
        "<div>20 декабря 2025, 14:05 (обновлено 22 декабря 2025, 15:30)</div>"
    ),
    "a line under the story": article(story=f"{STORY}<p>20.12.2025</p>"),
    "a line under the story, with a place": article(story=f"{STORY}<p>20.12.2025, Астана 08:16</p>"),
    "a label in the cell before": article(after="<aside><dl><dt>Дата публикации</dt><dd>20.12.2025</dd></dl></aside>"),
    "a labelled line in a box": article(after="<aside><div>Опубликовано: 20.12.2025</div></aside>"),
    "the only line in a box beside the story": article(story=f"{STORY}<div class='sidebar'><p>20.12.2025</p></div>"),
    "a dateline of a long paragraph": article(
        story=STORY.replace("<p>В области", "<p>Астана, (20.12.2025). В области", 1)
    ),
    "a day before the first word": article(story=STORY.replace("<p>В области", "<p>20.12.2025 – В области", 1)),
    "a day in brackets before the first word": article(
        story=STORY.replace("<p>В области", "<p>(20.12.2025) В области", 1)
    ),
    "a day glued to its repetition": article("<div><span>20 декабря 2025</span><span>20 декабря 2025</span></div>"),
    "a day beside the headline's words": article(f"<div>Иван Иванов, 20.12.2025 {TITLE}</div>"),
    "JSON-LD that cannot be parsed": article(head=f'<script type="application/ld+json">{BROKEN}</script>'),
    "a list that names the page alone": article(
        after=f"<ul class='news-list'><li>20.12.2025 <a href='/n/1'>{TITLE}</a></li></ul>"
    ),
    "a first publication": article(after="<p>Первая публикация: 20.12.2025</p>"),
    "a program's state with the title": article(after=f"<script>var state = {STATE}</script>"),
    "the own one of several articles in JSON-LD": article(
        head=json_ld(
            '{"@type": "NewsArticle", "headline": "Совсем другое", "datePublished": "2025-12-01"}',
            f'{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2025-12-20"}}',
        )
    ),
    "the headline and a meta element against JSON-LD alone": article(
        "<div>20.12.2025, 10:00</div>",
        head=json_ld('{"@type": "NewsArticle", "datePublished": "2025-12-17"}')
        + meta("article:published_time", "2025-12-20T10:00:00+05:00"),
    ),
    "the headline against a date of the page": article(
        "<div>20.12.2025</div>", head=meta("dcterms.date", "2025-12-11T10:00:00+05:00")
    ),
    "the line and a field against a field of the day of a change": article(
        "<div>20.12.2025</div>",
        head=meta("DC.date.issued", "2025-12-21") + meta("date", "2025-12-20") + meta("last-modified", "2025-12-21 11:44:42"),
    ),
    "a field before a line of the day of a change": article(
        "<div>21.12.2025</div>",
        head=meta("DC.date.issued", "2025-12-20") + meta("date", "2025-12-21") + meta("last-modified", "2025-12-22 11:44:42"),
    ),
    "a byline behind the lead": article(
        f"{STORY[: len(STORY) // 3]}<p><img src='/1.jpg'></p><div>By Aigul Seitova, The Steppe Reporter 20 December 2025</div>"
    ),
    "a byline with colons between its parts": article(
        "<div>By AIGUL SEITOVA, Steppe Press : 20 December 2025 : Updated: 21 December 2025</div>"
    ),
    "a day before two dashes": article(story=STORY.replace("<p>В области", "<p>20.12.2025 -- В области", 1)),
    "a weak field that the page shows": article(
        "<div>21.12.2025</div><p>Теги: мост, 20.12.2025, дороги и транспорт</p>",
        head=meta("date", "2025-12-20T10:00:00+05:00"),
    ),
    "microdata at the headline": article("<time itemprop='datePublished' datetime='2025-12-20'></time>", after=LISTED),
    "a day, a month and a year in elements of their own": article("<div><b>20</b><i>дек</i><b>2025</b></div>"),
    "a dateline of an agency of another name": article(
        story=STORY.replace("<p>В области", "<p>Алматы. 20 декабря 2025 года. КазТАГ – В области", 1)
    ),
    "a dateline of a town": article(
        story=STORY.replace("<p>В области", "<p>г. Алматы, 20 декабря 2025 г. – В области", 1)
    ),
    "breadcrumbs in the article": article().replace(
        "<h1>", "<div><a href='/'>Главная</a> / <a href='/p'>Политика</a> / 20 декабря 2025</div><h1>", 1
    ),
    "the line, not the clock of the page": article(
        "<div>20 декабря 2025, 18:00</div>",
        "<div><a href='/'>Портал</a><span>Среда, 24 декабря 2025 г. 11:00</span></div>",
    ),
    "the line, not the caption of a picture": article(
        "<div>20.12.2025</div><figure><img src='a'><figcaption>Есиль, 12 мая 2024</figcaption></figure>"
    ),
    "a caption that holds the headline": (
        f"<html><head><title>{TITLE}</title></head><body><figure><figcaption><h1>{TITLE}</h1><p>20.12.2025</p></figcaption></figure>"
        f"{STORY}</body></html>"
    ),
    "the day before who made the picture": article("<div>20 декабря 2025, 14:05 Фото: Акорда</div>"),
    "a list of labels and days": article(
        "<dl><dt>Опубликовано</dt><dd>20.12.2025</dd><dt>Обновлено</dt><dd>24.12.2025</dd></dl>"
    ),
    "a label, in Ukrainian": article("<div>Опубліковано: 20 грудня 2025, оновлено: 24 грудня 2025</div>"),
    "a label of a date, in Ukrainian": article("<div>Дата публікації: 20.12.2025</div>"),
    "a label, in Uzbek": article("<div>Чоп этилди: 20.12.2025</div>"),
    "a label, in Kyrgyz": article("<div>Жарыяланган: 20.12.2025</div>"),
    "a label, in Turkish, behind that of a change": article("<div>Güncelleme: 24.12.2025 Yayınlanma: 20.12.2025</div>"),
    "a label, in Kazakh": article("<div>Күні: 20.12.2025</div>"),
    "a short headline is no label": article("<div>20.12.2025</div>").replace(TITLE, "Обновлён закон о мостах"),
    "a <time> that is labelled, in a sentence": article(
        "<p>Опубликовано <time datetime='2025-12-20'>вчера</time> в газете.</p>"
    ),
    "JSON-LD that states the home page": article(
        head=json_ld(
            '{"@type": "NewsArticle", "headline": "Мост", "url": "https://portal.example/", "datePublished": "2025-12-20"}'
        )
    ),
    "the one of several articles in JSON-LD whose headline begins as the title": article(
        head=json_ld(
            '{"@type": "NewsArticle", "headline": "Совсем другое", "datePublished": "2025-12-24"}',
            f'{{"@type": "NewsArticle", "headline": "{TITLE} — Вести", "datePublished": "2025-12-20"}}',
        )
    ),
    "marks of direction and no width": article("<div>20\u200b декабря\u200e 2025</div>"),
    "a name before the year in short": article(story=f"{STORY}<p>Иван Иванов, 20 декабря 2025 г.</p>"),
    "the line, not a short sentence": article(
        "<div>20.12.2025</div>", story=f"{STORY}<p>Приговор вынесли 5 декабря 2025 года.</p>"
    ),
    "beside the name of the author under the story": article(
        story=f"{STORY}<div><a href='/a/1'>Иван Иванов</a> <span>20.12.2025</span></div>"
    ),
    "a label glued to the day": article("<div><span>Опубликовано:</span><span>20.12.2025</span></div>"),
    "a place glued to the day": article("<div>Астана,20 декабря 2025</div>"),
    "a <time> behind who owns the picture": article(
        "<figure>© Иван Иванов</figure><div><time datetime='2025-12-20'>20.12</time></div>"
    ),
    "the published of two <time> elements in cells": article(
        "<table><tr><th>Опубликовано</th><td><time datetime='2025-12-20'>20.12</time></td></tr>"
        "<tr><th>Обновлено</th><td><time datetime='2025-12-24'>24.12</time></td></tr></table>"
    ),
    "a heading about changes is no label": article("<h2>Изменения в правилах</h2><div>20.12.2025</div>"),
    "a rubric before the day": article("<div>События 20 декабря 2025, 14:05</div>"),
    "JSON-LD with a headline in other words": article(
        head=json_ld('{"@type": "NewsArticle", "headline": "Мост через реку", "datePublished": "2025-12-20"}')
    ),
    "JSON-LD with a headline in other words, and the page's address": article(
        head=json_ld(
            '{"@type": "NewsArticle", "headline": "Мост", "url": "https://portal.example/n/1", "datePublished": "2025-12-20"}'
        )
    ),
    "the one of several articles in JSON-LD with the page's address": article(
        head=json_ld(
            '{"@type": "NewsArticle", "url": "https://portal.example/n/2", "datePublished": "2025-12-24"}',
            '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://portal.example/n/1"}, "datePublished": "2025-12-20"}',
        )
    ),
    "the one of several articles in JSON-LD that the line confirms": article(
        "<div>20.12.2025</div>",
        head=json_ld(
            '{"@type": "NewsArticle", "datePublished": "2025-12-24"}',
            '{"@type": "NewsArticle", "datePublished": "2025-12-20"}',
        ),
    ),
    "microdata of an item with the name of its author alone": article(
        "<div itemscope><meta itemprop='datePublished' content='2025-12-20'><i itemprop='author' itemscope>"
        "<b itemprop='name'>Иван Иванов</b></i></div>"
    ),
    "a clock that is said to be UTC, and the line that shows it": article(
        "<div>20 декабря 2025, 22:30</div>",
        head=json_ld('{"@type": "NewsArticle", "datePublished": "2025-12-20T22:30:00Z"}'),
    ),
    "a clock of the zone before it changed, and the line that shows it": article(
        "<div>20 декабря 2025, 00:30</div>",
        head=json_ld('{"@type": "NewsArticle", "datePublished": "2025-12-20T00:30:00+06:00"}'),
    ),
    "numbers between slashes on a page that a template calls English": article("<div>12/20/2025</div>").replace(
        "lang='ru'", "lang='en'"
    ),
    "a template that marks one that never changed as both": article(
        "<time class='published updated' datetime='2025-12-20'></time>"
    ),
    "the day of an entry, which a theme calls updated": article(
        "<time class='entry-date updated' datetime='2025-12-20'></time>"
    ),
    "the published of two days of an entry": article(
        "<time class='entry-date published' datetime='2025-12-20'></time><time class='entry-date updated' datetime='2025-12-22'></time>"
    ),
    "a line of an entry that is shown on the front page, too, behind its headline": (
        f"<html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><div id='main'><h1>{TITLE}</h1>"
        "<div class='node node-promoted'><div class='submitted'>20 декабря, 14:05</div>"
        f"<div class='content'>{STORY.replace('В области', 'Вечером 19 декабря в области', 1)}</div></div></div>"
        "<div class='view'><div>23 декабря, 10:33</div><div><a href='/n/2'>Другая новость о другом</a></div></div></body></html>"
    ),
    "an editor's name": article(
        "<div>Автор: Редактор | 20-12-2025, 14:05 | Категория: Мосты</div>",
        story=f"{STORY}<div>Новость отредактировал: Редактор - 20-12-2025, 15:30</div>",
    ),
    "a field that calls what it states its value": article(
        head="<meta itemprop='dateModified' value='2025-12-24 01:21:00.0'><meta itemprop='datePublished' value='2025-12-20 07:34:00.0'>"
    ),
    "the month before the day in a short year, with a time": article(
        "<table><tr><td>Published:</td><td>12.20.25, 22:47 / <a href='/news'>News</a></td></tr></table>"
    ),
    "a byline that ends with what its author writes for": article(
        f"<p>{'Summary of what is told below, ' * 4}and of why.</p><p class='meta'>By <a href='/a/1'>Aigul Seitova</a> for "
        "<a href='/blog/bridges/'>Notes from the Steppe</a> | <time datetime='2025-12-20'>December 20, 2025 -- 13:03 GMT</time></p>"
    ),
}
UNSTATED = {
    "a short year of a count that can be no day of it": article("<div>12.20.25</div>"),
    "a card of another article with its author": article(
        after="<div>By <a href='/a/1'>Aigul Seitova</a> <a href='/n/2'>Another bridge opened</a> <time datetime='2025-12-20'></time></div>"
    ),
    "microdata of another article that calls what it states its value": article(
        after="<div itemscope><b itemprop='headline'>Другая новость</b><meta itemprop='datePublished' value='2025-12-20'></div>"
    ),
    "a day by which something is to be done": article(
        f"{STORY[: len(STORY) // 3]}<p><img src='/1.jpg'></p><div>By Friday, 20 December 2025 the bridge must be open to all drivers</div>"
    ),
    "a day behind an unknown label": article("<div>Steppe Press : 20 December 2025</div>"),
    "the day of the visit": article(before="<header><div>Среда, 24 декабря 2025</div></header>"),
    "the day of the visit without a weekday": article(before="<header><div>24 декабря 2025</div></header>"),
    "the day of the visit for machines": article(
        before="<header><time datetime='2025-12-24'>24 декабря</time></header>"
    ),
    "the day of an event": article("<div>Дата проведения: 5 января 2025</div>"),
    "a birth": article("<div>Дата рождения: 5 мая 1995</div>"),
    "a change": article("<div>Обновлено: 24.12.2025</div>"),
    "the date of a change": article("<div>Дата обновления: 24.12.2025</div>"),
    "a photograph": article("<div>Фото: 12 мая 2019</div>"),
    "an old photograph": article("<figcaption>Архивное фото, 12 мая 2019</figcaption>"),
    "another article": article(after="<div><span>24 декабря 2025</span> <a href='/n/2'>Другая новость</a></div>"),
    "another article, its title behind": article(
        after="<div><div>24 декабря 2025</div><div><a href='/n/2'>Другая новость о другом</a></div></div>"
    ),
    "a <time> of another article": article(
        after="<div><time datetime='2025-12-22'></time><a href='/n/2'>Другая новость о другом</a></div>"
    ),
    "a card": article(
        after="<aside><article><time datetime='2025-12-22'></time><a href='/n/2'>Другая новость</a></article></aside>"
    ),
    "a comment": article(after="<div id='discuss'><div><b>Иван</b> 23.12.2025 10:15</div><p>Ура, наконец</p></div>"),
    "a headline's own day": article("<div></div>").replace(TITLE, "Афиша на 25 ноября 2025"),
    "a list that names the page and another": article(
        after=f"<ul class='news-list'><li>20.12.2025 <a href='/n/1'>{TITLE}</a> <a href='/n/2'>Другая новость о другом</a></li></ul>"
    ),
    "a list that names the page by other words": article(
        after="<ul class='news-list'><li>20.12.2025 <a href='/n/1'>Читать полностью на сайте</a></li></ul>"
    ),
    "an edited page": article("<div>Отредактировано: 20.12.2025</div>"),
    "a <time> that is called updated": article("<time class='updated' datetime='2025-12-20'></time>"),
    "an altered page": article("<div>Изменено: 20.12.2025</div>"),
    "today in a sentence": article("<div>Сегодня в городе открыли новый парк</div>"),
    "tomorrow's weather": article("<div>Дождь и снег 25 декабря</div>"),
    "an event after new year": article("<div>Открытие 3 января</div>"),
    "a labelled line in a box with a link": article(
        after="<aside><div>Опубликовано: 22.12.2025 <a href='/n/2'>Другая новость о совсем другом деле</a></div></aside>"
    ),
    "labelled lines of two days in boxes": article(
        after="<aside><div>Опубликовано: 20.12.2025</div></aside><aside><div>Опубликовано: 22.12.2025</div></aside>"
    ),
    "lines of two days under the story": article(story=f"{STORY}<p>20.12.2025</p><p>22.12.2025</p>"),
    "an order of a minister": article("<div>Приказ 20.12.2025</div>"),
    "a menu": article(after="<div class='menu'><span>20.12.2025</span></div>"),
    "a version": article(after="<p>Версия от 20.12.2025</p>"),
    "a count of injuries below the headline": article("<div>15 травм за сутки</div>"),
    "a count of trees below the headline": article("<div>Посадили 30 лип</div>"),
    "a day from which something is": article("<div>Вход свободный с 10 мая</div>"),
    "a day by which something is": article("<div>Готовимся к 9 мая</div>"),
    "a state of things": article("<div>По состоянию на 1 марта 2025 года</div>"),
    "a first night": article("<div>Премьера 12 декабря 2025</div>"),
    "a beginning": article("<div>Начало 12.12.2025</div>"),
    "a last day": article("<div>Срок — 1 мая 2025 года</div>"),
    "a deadline": article("<div>Приём заявок до 5 января 2025</div>"),
    "a span of days": article("<div>1–5 декабря 2025</div>"),
    "a span of dates": article(after="<div>Опрос с 20.12.2025 по 24.12.2025</div>"),
    "a span of dates at the headline": article("<div>14 ноября 2025 – 20 декабря 2025</div>"),
    "a span of dates in English": article("<div>November 14, 2025 to December 20, 2025</div>"),
    "a span of dates in English with a dash": article("<div>November 14, 2025 – December 20, 2025</div>"),
    "a span of dates in digits": article("<div>14.11.2025 — 20.12.2025</div>"),
    "rights": article(after="<footer>© Агентство, 20.12.2025</footer>"),
    "a registration": article(after="<div>Дата регистрации 12.05.2015</div>"),
    "a member's first day": article("<div>Registered: 12.05.2015</div>"),
    "a law": article("<div>Закон РК от 5 мая 2015 года № 312</div>"),
    "the newest issue": article(after="<div>Свежий номер: № 50 от 24.12.2025</div>"),
    "the first words of a story": article(
        story=STORY.replace("<p>В области", "<p>1 марта 1998 года – день, когда в области", 1)
    ),
    "a word of a title": article(after="<div><p>Видео программы «Сегодня»</p></div>"),
    "a program's state of others": article(
        after='<script>var other = {"items": [{"publishedAt": "2025-12-22T10:00:00Z"}]}</script>'
    ),
    "a year alone": article(head=json_ld('{"@type": "NewsArticle", "datePublished": "2025"}')),
    "a field that nobody filled": article(head=meta("datecreated", "01/01/2004")),
    "the day of a change, its label in a block before": article(
        "<div><div>Дата обновления</div><div>24 декабря 2025</div></div>"
    ),
    "a change, by a list of labels": article("<dl><dt>Обновлено</dt><dd>24.12.2025</dd></dl>"),
    "a change, by microdata": article("<span itemprop='dateModified'>24.12.2025</span>"),
    "a change, by a hint for readers": article("<span title='Последнее изменение'>24.12.2025</span>"),
    "a change of a <time> behind its label": article("Обновлено <time datetime='2025-12-24'>24.12.2025</time>"),
    "a change, in Chinese": article("<div>更新时间：2025-12-23 10:00</div>"),
    "a change, in Korean": article("<div>수정 2025.12.23. 10:00</div>"),
    "an event, in Chinese": article("<div>会议时间：2025-12-23 地点：北京</div>"),
    "a deadline, in Chinese": article("<div>截止日期: 2025-12-23</div>"),
    "a change, in Kazakh": article("<div>Соңғы өзгеріс: 23.12.2025</div>"),
    "a change, in Uzbek": article("<div>Oxirgi yangilanish: 23.12.2025</div>"),
    "a change, in short": article("<div>UPD 23.12.2025</div>"),
    "an edition": article("<div>Последняя редакция: 23.12.2025</div>"),
    "a label that is not one of publication": article("<div>Последний визит: 23.12.2025</div>"),
    "an event by its label": article("<div>Когда: 23 декабря 2025, 19:00</div>"),
    "an event by the date that is named": article("<div>Дата события 23 декабря 2025</div>"),
    "a photograph's day": article("<div>Фото от 12 мая 2019</div>"),
    "a day from which": article("<div>Срок действия с 23.12.2025</div>"),
    "a day on which something is so": article("<div>Актуально на 23.12.2025</div>"),
    "a law, its label in the cell before": article("<table><tr><td>Дата принятия</td><td>12.06.2018</td></tr></table>"),
    "a document's number behind its day": article(story=f"{STORY}<p>Астана, Акорда, 12 июня 2018 года, № 155</p>"),
    "a caption": article("<figure><img src='a'><figcaption>Фото: Акорда, 12 мая 2024</figcaption></figure>"),
    "a caption by who made the picture": article("<div>Мост через Есиль, 12 мая 2024 года. Фото: Акорда</div>"),
    "a quoted letter": article(story=f"{STORY}<blockquote>Письмо от 23 декабря 2025</blockquote>"),
    "an embedded message": article(
        story=f"{STORY}<blockquote>Акорда <time datetime='2025-12-20T10:00:00Z'>20 Дек 2025</time></blockquote>"
    ),
    "a <time> in a sentence": article(
        story=f"{STORY}<p>Встреча пройдет <time datetime='2025-12-20'>20 декабря</time> в Астане.</p>"
    ),
    "a row of a table": article(story=f"{STORY}<table><tr><td>23.12.2025</td><td>512,25</td></tr></table>"),
    "entries of a list": article(story=f"{STORY}<ul><li>20.12.2025 — встреча</li><li>21.12.2025 — отъезд</li></ul>"),
    "a site's first day": article(after="<div>Сайт создан 1 января 2020</div>"),
    "a short sentence": article(story=f"{STORY}<p>Приговор вынесли 5 декабря 2025 года.</p>"),
    "a short sentence, in Kazakh": article(story=f"{STORY}<p>Сот 5 желтоқсан күні өтті.</p>"),
    "a short sentence, in English": article(story=f"{STORY}<p>It happened on December 5, 2025.</p>"),
    "a short sentence as a lead": article("<p>Гала-концерт 5 декабря 2025 года.</p>"),
    "a word of a short sentence": article("<p>Вчера он прилетел.</p>"),
    "another article in few words, under the story": article(
        story=f"{STORY}<div><a href='/2'>Другая новость</a> <time datetime='2025-12-20'>20 декабря 2025</time></div>"
    ),
    "another article in few words, before the story": article(
        before="<div>20 декабря 2025 <a href='/2'>Другая новость</a></div>"
    ),
    "another article in a heading, before the story": article(
        before="<div class='item'><h4><a href='/2'>Мост</a></h4><span>20.12.2025</span></div>"
    ),
    "another article in a list under the story": article(
        story=f"{STORY}<ul><li>20.12.2025 <a href='/2'>Другая новость</a></li></ul>"
    ),
    "another article in a box in the story": article(
        story=f"{STORY}<aside><time datetime='2025-12-20'></time> <a href='/2'>Другая новость</a></aside>"
    ),
    "a changed <time> behind a bold label": article(
        "<p><b>Обновлено:</b> <time datetime='2025-12-24'>24.12.2025</time></p>"
    ),
    "a changed <time> behind a label in a cell": article(
        "<table><tr><th>Дата изменения</th><td><time datetime='2025-12-24'>24.12.2025</time></td></tr></table>"
    ),
    "the <time> of an event": article("<p>Дата события: <time datetime='2025-12-24'>24.12.2025</time></p>"),
    "a term": article("<div>Срок подачи 24.12.2025</div>"),
    "the time at which the page was made": article(head=meta("gentime", "2025-12-22T10:00:00+05:00")),
    "a heading in the story": article(story=f"{STORY}<h3>20 декабря 2025</h3>{STORY}"),
    "comments under their heading": article(
        story=f"{STORY}<div><h3>Комментарии (1)</h3><div><span>Марат</span> <span>23.12.2025 10:00</span><p>Ура!</p></div></div>"
    ),
    "comments under a bold word": article(
        story=f"{STORY}<div><b>Комментарии (1)</b><p>Марат, 23.12.2025 10:00</p><p>Ура!</p></div>"
    ),
    "a list of others before the story": article(
        before="<div class='lenta'><div>24.12.2025 10:00 <a href='/2'>Другая новость дня</a></div></div>"
    ),
    "the clock of the page's head": article(before="<header><div>24 декабря 2025, 11:05</div></header>"),
    "the day of the visit beside the link home": article(
        before="<div><a href='/'>Портал</a><i>24.12.2025</i><a href='/news'>Новости</a></div>"
    ),
    "the day of the visit with its weekday, in no head": article(before="<div>Среда, 24 декабря 2025</div>"),
    "the clock of the page by the name of its box": article(before="<div id='clock'>24 декабря 2025, 11:00</div>"),
    "weeks ago": article("<div>2 недели назад</div>"),
    "tomorrow": article(head=json_ld('{"@type": "NewsArticle", "datePublished": "2025-12-25T10:00:00+05:00"}')),
    "a list in JSON-LD": article(
        head=json_ld(
            '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2025-12-23"}]}'
        )
    ),
    "comments in JSON-LD": article(
        head=json_ld('{"@type": "NewsArticle", "comment": [{"@type": "Comment", "datePublished": "2025-12-24"}]}')
    ),
    "a site in JSON-LD": article(head=json_ld('{"@type": "WebSite", "datePublished": "2015-05-05"}')),
    "a book in JSON-LD": article(
        head=json_ld('{"@type": "WebPage", "mainEntity": {"@type": "Book", "datePublished": "2019-05-05"}}')
    ),
    "another article alone in JSON-LD": article(
        head=json_ld(
            '{"@type": "NewsArticle", "headline": "Совсем другое", "url": "https://portal.example/n/2", "datePublished": "2025-12-20"}'
        )
    ),
    "several articles in JSON-LD, none of which is confirmed": article(
        head=json_ld(
            '{"@type": "NewsArticle", "datePublished": "2025-12-24"}',
            '{"@type": "NewsArticle", "datePublished": "2025-12-20"}',
        )
    ),
    "microdata of another article": article(
        after="<div itemscope><a href='/2' itemprop='headline'>Другая новость</a><meta itemprop='datePublished' content='2025-12-24'></div>"
    ),
    "microdata of a comment": article(
        after="<div itemscope itemtype='http://schema.org/Comment'><meta itemprop='datePublished' content='2025-12-24'></div>"
    ),
    "a day of history before a dash": article(
        story=STORY.replace("<p>В области", "<p>16 декабря 1998 года – В области", 1)
    ),
    "a holiday": article(
        story=STORY.replace("<p>В области", "<p>В Казахстане 16 декабря – День независимости. В области", 1)
    ),
    "a ministry behind a day": article(
        story=STORY.replace("<p>В области", "<p>Накануне 5 декабря 2025 года МЧС сообщило", 1)
    ),
    "numbers between slashes in English": article("<div>05/12/2025</div>")
    .replace("lang='ru'", "lang='en'")
    .replace(TITLE, "A new bridge"),
}


@pytest.mark.parametrize("name", STATED)
def test_the_day_is(name: str) -> None:
    assert str(verdict(STATED[name]).day) == OWN


@pytest.mark.parametrize("name", UNSTATED)
def test_no_day_is(name: str) -> None:
    made = verdict(UNSTATED[name])
    assert made.day is None, [one for one in made.evidence if one.fate == "won"]
    assert made.confidence == "none"


GLUED = {
    "21. Januar 202221. Januar 2022": "2022-01-21", "28 luglio 202010:43 News": "2020-07-28", "Friday, 3 Nov, 20239:59 am": "2023-11-03",
    "7. Januar 20220": "2022-01-07", "2020. 06. 04. 11:27": "2020-06-04", "2020年10月4日": "2020-10-04",
}  # fmt: skip


@pytest.mark.parametrize("text", GLUED)
def test_a_date_ends_where_its_year_ends(text: str) -> None:
    reading = read(text, NOW)
    assert reading is not None
    assert str(reading.day) == GLUED[text]


INSTANTS = [
    "1766480700", "1766480700000", "2025-12-22T20:05:00Z", "2025-12-22T22:30:00+03:00", "Mon, 22 Dec 2025 20:05:00 GMT",
    "Mon Dec 22 2025 20:05:00 GMT+0000 (Coordinated Universal Time)", "Mon Dec 22 20:05:00 UTC 2025", "Tue Dec 23 01:05:00 ALMT 2025",
    "2025-12-22 20:05:00 UTC", "20251223T1405", "23.12.2025 14:05",
]  # fmt: skip


@pytest.mark.parametrize("text", INSTANTS)
def test_a_field_states_an_instant_in_many_forms(text: str) -> None:
    assert str(verdict(article(head=meta("article:published_time", text))).day) == "2025-12-23"


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_is_named_in_an_address(month: int) -> None:
    day = dt.date(2024, month, 20)
    assert verdict(article(), f"https://portal.example/2024/{day:%b}/20/most/".lower()).day == day
    assert verdict(article(), f"https://portal.example/2024/{day:%B}/20/most/".lower()).day == day


MIDNIGHT = meta("article:published_time", "2025-12-19T23:00:00Z")


@pytest.mark.parametrize(
    ("url", "line", "day"),
    [
        ("https://portal.de/n/1", "", "2025-12-20"),  # 00:00 in Germany: a day without a time
        ("https://portal.de/n/1", "<div>19.12.2025</div>", "2025-12-19"),  # what the page prints is believed
        ("https://portal.DE/n/1", "", "2025-12-20"),
        ("https://portal.example/n/1", "", "2025-12-19"),
    ],
)
def test_the_midnight_of_a_country_is_a_day_without_a_time(url: str, line: str, day: str) -> None:
    assert str(verdict(article(line, head=MIDNIGHT), url, "").day) == day


@pytest.mark.parametrize(
    "unit", ["<p>Слово 5 марта 2024 года и ещё слова.</p>", "<span>5 марта 2024</span>", "5 марта 2024<br>", "<b>7</b>"]
)
def test_a_huge_page_is_read_only_so_far(unit: str) -> None:
    made = verdict(article(story=unit * 50_000))
    assert len(made.evidence) <= 60

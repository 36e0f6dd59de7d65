"""One article has many pages: variants, parts, live blogs, galleries. One record comes of them, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.article import to_article
from pipeline.body.live import says_live
from pipeline.document import to_document
from pipeline.drop import LaterPart, NoText
from pipeline.parts import joined, next_part, part_of, repeats
from tests.crawling import contents, crawl
from tests.made_site import Reply, configured, links, serving
from tests.reading import article, document, page

STORY = "https://site.kz/news/remont-dorogi"
HEAD = "<title>Дорогу открыли после ремонта</title>"


def sentences(name: str, count: int = 3) -> list[str]:
    return [
        f"{name}, абзац {number}: рабочие заменили полотно на участке в {number + 4} километров, сообщили в управлении "
        f"дорог области, и движение по мосту открыли раньше срока, который называли весной."
        for number in range(1, count + 1)
    ]


def story(*paragraphs: str, more: str = "") -> str:
    return f"<article><h1>Дорогу открыли после ремонта</h1>{''.join(f'<p>{one}</p>' for one in paragraphs)}</article>{more}"


FIRST, SECOND, THIRD = sentences("Первая часть"), sentences("Вторая часть"), sentences("Третья часть")
PAGER = '<div class="pages"><a href="/news/remont-dorogi">1</a> <a href="?page=2">2</a> <a href="?page=3">3</a></div>'


@pytest.mark.parametrize(
    ("url", "first", "number"),
    [
        (STORY, STORY, 1),
        (f"{STORY}/", STORY, 1),
        (f"{STORY}?page=2", STORY, 2),
        (f"{STORY}?id=5&page=3", f"{STORY}?id=5", 3),
        (f"{STORY}?PAGEN_1=2", STORY, 2),
        (f"{STORY}/page/2/", STORY, 2),
        (f"{STORY}/page-2", STORY, 2),
        (f"{STORY}/2/", STORY, 2),
        (f"{STORY}_page2.html", f"{STORY}.html", 2),
        (f"{STORY}?page=about", f"{STORY}?page=about", 1),
        ("https://site.kz/2", "https://site.kz/2", 1),
    ],
)
def test_an_address_says_which_part_it_is(url: str, first: str, number: int) -> None:
    made = part_of(url)
    assert (made.first, made.number) == (first, number)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ('<link rel="next" href="?page=2">', f"{STORY}?page=2"),
        ("<a rel='nofollow next' href='/news/remont-dorogi/2/'><span>»</span></a>", f"{STORY}/2/"),
        ('<a href="/news/remont-dorogi?page=2#top">2</a>', f"{STORY}?page=2"),
        ('<a href="/news/remont-dorogi/page/2/">Следующая страница</a>', f"{STORY}/page/2/"),
        ('<a href="/news/remont-dorogi/page/2/">Страница 2</a>', f"{STORY}/page/2/"),
        ('<a href="?page=2&amp;utm_source=x">2</a>', None),  # another query: not the story's
        ('<link rel="next" href="/news/another-story">', None),  # the next article of a blog
        ('<a href="/news/another-story?page=2">2</a>', None),
        ('<a href="?page=3">3</a>', None),
        ('<a href="?page=2">Комментарии читателей</a>', None),
        ('<a class="comments-pager" href="?page=2">2</a>', None),
        ('<a href="?page=2#comments">2</a>', None),
        ('<a href="https://other.kz/news/remont-dorogi?page=2">2</a>', None),
        ('<a href="http://[">2</a>', None),
    ],
)
def test_a_link_leads_to_the_next_part_or_elsewhere(link: str, address: str | None) -> None:
    assert next_part(to_document(page("", f"<p>x</p>{link}", url=STORY)), STORY, 2) == address


def test_a_story_in_parts_is_collected_in_order() -> None:
    pages = [
        page(HEAD, story(*paragraphs, more=PAGER), url=STORY + query)
        for paragraphs, query in ((FIRST, ""), (SECOND, "?page=2"), (THIRD, "?page=3"))
    ]
    got = pages[0]
    for later in pages[1:]:
        assert to_article(got).next_part == later.url
        got = replace(got, parts=(*got.parts, later))
    assert to_article(got).next_part is None
    assert list(to_article(got).paragraphs) == [*FIRST, *SECOND, *THIRD]


def test_a_page_whose_comments_are_in_parts_is_no_story_in_parts() -> None:
    first = page(HEAD, story(*FIRST, more=PAGER), url=STORY)
    again = page(HEAD, story(*FIRST, more=PAGER), url=f"{STORY}?page=2")
    made = to_article(replace(first, parts=(again,)))
    assert made.next_part is None
    assert list(made.paragraphs) == FIRST


def test_a_part_that_cannot_be_read_leaves_the_others() -> None:
    first = page(HEAD, story(*FIRST), url=STORY)
    broken = replace(first, body=b"\x1f\x8b", content_encoding="gzip")
    second = page(HEAD, story(*SECOND, more=PAGER), url=f"{STORY}?page=2")
    made = to_article(replace(first, parts=(second, broken)))
    assert list(made.paragraphs) == [*FIRST, *SECOND]
    assert made.next_part is None


def test_what_a_later_part_repeats_stands_once() -> None:
    assert joined([["a", "b", "a"], ["b", "c"], ["d"]]) == ["a", "b", "a", "c", "d"]
    assert not repeats([], [])


@pytest.mark.parametrize(
    ("url", "head"),
    [
        (f"{STORY}?page=2", ""),
        (f"{STORY}/page/2/", ""),
        (f"{STORY}/2/", f'<link rel="canonical" href="{STORY}">'),
    ],
)
def test_a_later_part_alone_is_no_story(url: str, head: str) -> None:
    more = f'<a href="{STORY}">1</a> <b>2</b>'
    with pytest.raises(LaterPart, match=f"part 2 of {STORY}"):
        article(HEAD + head, story(*SECOND, more=more), url=url)


@pytest.mark.parametrize(
    ("url", "head"),
    [
        ("https://site.kz/news/7", '<a href="/news">Новости</a>'),  # an article's number, its section linked
        ("https://site.kz/news/7", '<link rel="canonical" href="https://site.kz/news">'),
        ("https://site.kz/index.php?page=7", '<a href="/index.php">Главная</a>'),
        ("https://site.kz/?page=7", '<a href="/">Главная</a>'),
        (f"{STORY}?page=2", ""),  # nothing on it leads to a first part
        ("https://site.kz/2026/11/2", '<a href="/2026/11/">Ноябрь</a>'),
    ],
)
def test_a_number_in_an_address_alone_makes_no_later_part(url: str, head: str) -> None:
    assert list(article(HEAD + (head if "link" in head else ""), head + story(*FIRST), url=url).paragraphs) == FIRST


@pytest.mark.parametrize("stated", [True, False])
def test_a_live_blog_keeps_each_entry_with_its_time(stated: bool) -> None:
    entries = [(f"1{hour}:{hour}5", text) for hour, text in enumerate([*sentences("Хроника дня", 5), "Мост открыт."])]
    shown = "".join(
        f'<div class="entry"><time datetime="2026-03-01T{at}:00+05:00">{at}</time><p>{text}</p></div>'
        for at, text in entries
    )
    ld = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Дорогу открыли после ремонта"}</script>'
    made = article(
        HEAD + (ld if stated else ""), f"<article><h1>Дорогу открыли после ремонта</h1>{shown}</article>"
    ).paragraphs
    assert list(made) == [line for entry in entries for line in entry]


ENTRIES = (
    ("10 февраля, 18:05", "Спасатели завершили поиски, последнего горняка нашли живым под завалами."),
    ("10 февраля, 16:40", "Число пострадавших выросло до трёх, сообщил аким области."),
    ("10 февраля, 15:10", "На шахте введён режим чрезвычайной ситуации, на место вылетел министр."),
)


def test_a_list_of_short_entries_is_a_live_blog_where_the_title_says_so() -> None:
    shown = "".join(
        f"<li><span class=time>{at}</span><div class=txt>{text}</div><div class=soc><a>Поделиться</a></div></li>"
        for at, text in ENTRIES
    )
    title = "Авария на шахте в Карагандинской области. Онлайн"
    body = f"<div class=online><h1>{title}</h1><ul class=online-list>{shown}</ul></div><div>Вести 2026</div>"
    made = article(f"<title>{title}</title>", body).paragraphs
    assert list(made) == ["\n".join(f"  • {line}" for entry in ENTRIES for line in entry)]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Заседание правительства: онлайн", True),
        ("Обстрілы: хроніка ранку", True),
        ("Live updates: Kazakhstan votes", True),
        ("Как купить билет онлайн", False),
        ("Прямая трансляция матча сорвалась", False),
        ("Онлайн-торговля выросла", True),
    ],
)
def test_a_title_calls_a_page_a_live_blog(title: str, says: bool) -> None:
    assert says_live(document(), title) is says


def test_times_beside_other_articles_are_no_live_blog() -> None:
    teasers = "".join(
        f'<li><time datetime="2026-03-01T1{n}:05:00+05:00">1{n}:05</time> <a href="/n/{n}">Аким рассказал о мосте {n}</a></li>'
        for n in range(8)
    )
    assert list(article(HEAD, f"{story(*FIRST)}<aside><ul>{teasers}</ul></aside>").paragraphs) == FIRST


def test_a_gallery_or_video_page_with_a_text_is_kept() -> None:
    pictures = "".join(f'<figure><img src="/{n}.jpg"></figure>' for n in range(12))
    assert list(article(HEAD, story(*FIRST, more=pictures)).paragraphs) == FIRST
    player = '<video src="/1.mp4"></video><iframe src="https://video.example.org/1"></iframe>'
    assert list(article(HEAD, story(*FIRST, more=player)).paragraphs) == FIRST


@pytest.mark.parametrize("shown", ['<video src="/1.mp4"></video>', '<figure><img src="/1.jpg"></figure>' * 9])
def test_a_gallery_or_video_page_without_a_text_is_dropped(shown: str) -> None:
    with pytest.raises(NoText):
        article("<title>Видео дня</title>", f"<h1>Видео дня</h1>{shown}")


def test_a_page_in_a_button_left_open_is_read() -> None:
    assert list(article(HEAD, f"<header><button class='menu'>Меню<div></header>{story(*FIRST)}").paragraphs) == FIRST


def test_how_words_are_read_does_not_cut_a_line() -> None:
    spelled = FIRST[0].replace("мосту", "<ruby>мосту<rp>(</rp><rt>мост</rt><rp>)</rp></ruby>")
    assert list(article(HEAD, story(spelled, *FIRST[1:])).paragraphs) == FIRST


def in_parts(path: str) -> Reply | None:
    """Answer for a site that has one story, in three parts."""
    if path == "/":
        return links("/a/remont-dorogi", "/a/remont-dorogi/2")
    if not path.startswith("/a/"):
        return None
    number = int(path.removeprefix("/a/remont-dorogi").strip("/") or 1)
    following = f'<link rel="next" href="/a/remont-dorogi/{number + 1}">' if number < 3 else ""
    head = f'{HEAD}<link rel="canonical" href="/a/remont-dorogi"><meta charset="utf-8">{following}'
    return Reply(f"<html><head>{head}</head><body>{story(*(FIRST, SECOND, THIRD)[number - 1])}</body></html>".encode())


def stored(folder: Path) -> list[list[str]]:
    """Return the paragraphs of each record."""
    return [[line for line in body.splitlines() if "абзац" in line] for _, body in contents(folder)]


def test_a_crawl_keeps_one_record_of_a_story_in_parts(tmp_path: Path) -> None:
    with serving(lambda ask: in_parts(ask.path)) as site:
        crawl(configured(tmp_path, site, listings=[f"{site.base}/"]), "made")
    assert stored(tmp_path) == [[*FIRST, *SECOND, *THIRD]]


def test_a_story_is_stored_when_all_its_parts_can_be_had(tmp_path: Path) -> None:
    refused = {"/a/remont-dorogi/3"}
    with serving(lambda ask: Reply(b"", status=403) if ask.path in refused else in_parts(ask.path)) as site:
        config = configured(tmp_path, site, listings=[f"{site.base}/"], tolerance=1.0)
        crawl(config, "made")
        assert stored(tmp_path) == []
        refused.clear()
        crawl(config, "made")
    assert stored(tmp_path) == [[*FIRST, *SECOND, *THIRD]]


def test_a_part_that_is_not_there_is_named_and_leaves_the_others(tmp_path: Path) -> None:
    with serving(lambda ask: None if ask.path == "/a/remont-dorogi/3" else in_parts(ask.path)) as site:
        config = configured(tmp_path, site, listings=[f"{site.base}/"], tolerance=1.0)
        ended = crawl(config, "made")
    assert stored(tmp_path) == [[*FIRST, *SECOND]]
    assert f"/a/remont-dorogi/3: HTTP 404, a part of {site.base}/a/remont-dorogi" in ended.err + ended.out

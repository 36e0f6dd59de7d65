"""Pages that are no article are refused with a reason; pages that are one never are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.drop import Challenge, ConsentWall, Drop, Listing, NoText, SoftNotFound
from pipeline.kinds import CHALLENGE, CONSENT, NOT_FOUND, Phrases
from tests.reading import article

SENTENCE = "В области завершили ремонт дороги, которая соединяет районный центр с тремя аулами, сообщили в управлении. "
BODY = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(4))
LINKS = "".join(
    f'<li><a href="/n/{n}">Аким области рассказал о ремонте дороги номер {n} в районе</a></li>' for n in range(30)
)
CARDS = "".join(
    f'<div class="item"><a href="/news/{n}"><h3>Аким области рассказал о ремонте дороги номер {n}</h3></a><p>Дорогу длиной {n} километров закроют '
    f"на месяц, объезд устроят через соседний аул, сообщили в управлении.</p><span>12.03.2026</span></div>"
    for n in range(1, 25)
) + '<div class="pagination"><a href="/tag/most?page=2">2</a></div>'
REFUSED: dict[str, tuple[type[Drop], str, str, str]] = {
    "a browser check": (Challenge, "<title>Just a moment...</title>", "<h1>site.kz</h1><p>Checking your browser.</p>", "/n/1"),
    "a Russian browser check": (Challenge, "<title>Проверка браузера</title>", "<p>Подождите, идёт проверка.</p>", "/n/1"),
    "a captcha": (Challenge, "", "<h1>Подтвердите, что вы не робот</h1><form></form>", "/n/1"),
    "an access denial": (Challenge, "<title>Access denied</title>", "<p>You don't have permission.</p>", "/n/1"),
    "a consent wall": (ConsentWall, "<title>site.kz</title>", "<h1>Before you continue</h1><p>We use cookies.</p>", "/n/1"),
    "an age wall": (ConsentWall, "<title>site.kz</title>", "<h2>Вам уже есть 18 лет?</h2><a href='/y'>Да</a>", "/n/1"),
    "a soft 404": (SoftNotFound, "", "<h1>Страница не найдена</h1><p>Вернитесь на главную.</p>", "/n/1"),
    "a soft 404 in Kazakh": (SoftNotFound, "", "<h1>Бет табылмады</h1><p>Басты бетке оралыңыз.</p>", "/n/1"),
    "a soft 404 by its title": (SoftNotFound, "<title>404 — site.kz</title>", "<p>Упс!</p>", "/n/1"),
    "a soft 404 in other words": (SoftNotFound, "<title>Портал</title>", "<h2>Упс!</h2><p>Такой страницы больше нет или её никогда не было.</p>", "/n/1"),
    "a search that found nothing": (SoftNotFound, "<title>Вы искали: мост</title>", "<h1>Поиск: мост</h1><p>К сожалению, по вашему запросу ничего не найдено. Попробуйте изменить запрос или выбрать раздел.</p>", "/?s=most"),
    "a removed article": (SoftNotFound, "", "<h1>Новости</h1><p>Материал удалён или не существует.</p>", "/n/1"),
    "a home page": (Listing, "<title>Новости</title>", f"<ul>{LINKS}</ul><p>{SENTENCE}</p>", "/"),
    "a home page of few words that says what it is": (Listing, "<meta property='og:type' content='website'>", f"<h1>Вести степи</h1><div class='news-text'><p>{SENTENCE * 3}</p></div>", "/"),
    "a home page in an archive": (Listing, "<meta property='og:type' content='website'>", f"<h1>Вести степи</h1><div class='news-text'><p>{SENTENCE * 3}</p></div>", "/web/20260203101500/https://vesti.kz/"),
    "a home page of links in an archive": (Listing, "<title>Новости</title>", f"<ul>{LINKS}</ul><p>{SENTENCE}</p>", "/web/20260203101500id_/http://vesti.kz/ru"),
    "the stories with a tag": (Listing, "<title>мост — новости по теме</title>", f"<h1>Тег: мост</h1>{CARDS}", "/tag/most"),
    "what a search found": (Listing, "<title>мост — новости по теме</title>", f"<h1>Тег: мост</h1>{CARDS}", "/?s=most"),
    "a page of scripts": (NoText, "<title>News</title>", "<div id='app'></div><script>run()</script>", "/n/1"),
    "what an author wrote": (Listing, "<title>Асель Омирбек</title>", f"<h1>Асель Омирбек</h1><p>Пишет о дорогах и мостах с 2014 года.</p>{CARDS[:1200]}", "/author/asel/"),
    "a site at rest": (Challenge, "<title>Технические работы</title>", "<h1>На сайте ведутся технические работы</h1><p>Приносим извинения за временные неудобства. Сайт будет доступен в ближайшее время.</p>", "/n/1"),
    "a server's fault": (Challenge, "<title>503 Service Temporarily Unavailable</title>", "<h1>503 Service Temporarily Unavailable</h1>", "/n/1"),
    "pictures without a text": (NoText, "<title>Фото дня</title>", "<h1>Фото дня</h1><img src='/1.jpg'><img src='/2.jpg'>", "/n/1"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_is_refused(name: str) -> None:
    reason, head, body, path = REFUSED[name]
    with pytest.raises(reason):
        article(head, body, url=f"https://site.kz{path}")


KEPT = {
    "about a captcha": ("<title>Сайты просят доказать, что вы не робот</title>", f"<h1>Сайты просят доказать, что вы не робот</h1>{BODY}"),
    "about a 404": ("", f"<h1>Ошибка 404: куда исчезают страницы</h1>{BODY}"),
    "about access": ("", f"<h1>Доступ запрещён: почему закрыли набережную</h1>{BODY}"),
    "with a cookie notice": ("", f"<h1>Дорогу открыли</h1>{BODY}<div class='cookie'>Сайт использует cookie. Принять все cookies</div>"),
    "with a captcha in its comment form": ("", f"<h1>Дорогу открыли</h1>{BODY}<form><div class='g-recaptcha'></div></form>"),
    "under many links": ("", f"<ul>{LINKS}</ul><h1>Дорогу открыли после ремонта</h1>{BODY}"),
    "about a site at rest": ("", f"<h1>На сайте ведутся технические работы: где получить справку</h1>{BODY}"),
    "with a word to browsers without scripts": ("", f"<noscript>Включите JavaScript</noscript><h1>Дорогу открыли после ремонта</h1><div class='news-text'><p>{SENTENCE}</p></div>"),
    "about works elsewhere": ("", f"<h1>На ТЭЦ ведутся технические работы</h1><div class='news-text'><p>{SENTENCE}</p></div>"),
    "that is short": ("", f"<h1>Дорогу открыли после ремонта</h1><div class='news-text'><p>{SENTENCE}</p></div>"),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_an_article_is_kept(name: str) -> None:
    assert SENTENCE.strip() in " ".join(article(*KEPT[name]).paragraphs)


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("", "/"),
        ("<meta property='og:type' content='website'>", "/n/1"),
        ("<meta property='og:type' content='website'>", "/web/20260203101500/https://vesti.kz/n/1"),
        ("<meta property='og:type' content='website'><meta property='article:published_time' content='2026-02-03'>", "/"),
    ],
)
def test_a_short_story_is_no_home_page_unless_its_address_and_its_head_say_so(head: str, path: str) -> None:
    assert article(head, KEPT["that is short"][1], url=f"https://site.kz{path}").paragraphs


def test_a_short_story_under_the_address_of_its_author_is_kept() -> None:
    body = f"<h1>Дорогу открыли после ремонта</h1><div class='news-text'><p>{SENTENCE}</p></div>"
    assert article("", body, url="https://site.kz/authors/asel-omirbek/dorogu-otkryli").paragraphs


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (Challenge, "blocked"),
        (ConsentWall, "blocked"),
        (SoftNotFound, "gone"),
        (Listing, "not-an-article"),
        (NoText, "not-an-article"),
    ],
)
def test_each_reason_has_its_end_state(reason: type[Drop], state: str) -> None:
    assert reason("x").state == state


@pytest.mark.parametrize("phrases", [CHALLENGE, CONSENT, NOT_FOUND])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_phrase_is_missed_for_want_of_a_word(phrases: Phrases, data: st.DataObject) -> None:
    assert phrases.are_in(data.draw(st.from_regex(phrases.pattern)))

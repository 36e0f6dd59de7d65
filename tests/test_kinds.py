"""Pages that are no article are refused with a reason; pages that are one never are."""

from __future__ import annotations

import pytest

from pipeline.drop import Challenge, ConsentWall, Drop, Listing, NoText, SoftNotFound
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
TEASERS = "".join(
    f"<div class='c'><h3><a href='/n/{n}'>Мост номер {n} открыт</a></h3><p>Движение по мосту {what} открыли в пятницу, ремонт занял семь месяцев, "
    "сообщили в управлении. Следующим закроют мост у вокзала.</p></div>"
    for n, what in enumerate(("через Есиль", "через Нуру", "у рынка", "на улице Абая", "за вокзалом"))
)
ASKED = "<div class='text'>" + "".join(
    f"<p>With your consent, we and our {number} partners store information on a device, such as cookies, and process personal data for "
    "advertising and content, for research of audiences and for the development of services. You may change your mind later.</p>"
    for number in (412, 87, 15, 9)
) + "</div>"
REFUSED: dict[str, tuple[type[Drop], str, str, str]] = {
    "a browser check": (Challenge, "<title>Just a moment...</title>", "<h1>site.kz</h1><p>Checking your browser.</p>", "/n/1"),
    "a Russian browser check": (Challenge, "<title>Проверка браузера</title>", "<p>Подождите, идёт проверка.</p>", "/n/1"),
    "a captcha": (Challenge, "", "<h1>Подтвердите, что вы не робот</h1><form></form>", "/n/1"),
    "an access denial": (Challenge, "<title>Access denied</title>", "<p>You don't have permission.</p>", "/n/1"),
    "a consent wall": (ConsentWall, "<title>site.kz</title>", "<h1>Before you continue</h1><p>We use cookies.</p>", "/n/1"),
    "a long consent wall": (
        ConsentWall, "<title>Before you continue to Vesti</title>", f"<h1>We value your privacy.</h1>{ASKED}", "/n/1",
    ),
    "a long consent wall in Russian": (ConsentWall, "<title>Вести</title>", f"<h1>Мы ценим вашу конфиденциальность</h1>{ASKED}", "/n/1"),
    "a long consent wall in Kazakh": (ConsentWall, "<title>Хабар</title>", f"<h1>Біз сіздің құпиялығыңызды құрметтейміз</h1>{ASKED}", "/n/1"),
    "a long consent wall without a heading": (ConsentWall, "<title>Мы используем cookies</title>", ASKED, "/n/1"),
    "an age wall": (ConsentWall, "<title>site.kz</title>", "<h2>Вам уже есть 18 лет?</h2><a href='/y'>Да</a>", "/n/1"),
    "a soft 404": (SoftNotFound, "", "<h1>Страница не найдена</h1><p>Вернитесь на главную.</p>", "/n/1"),
    "a soft 404 in Kazakh": (SoftNotFound, "", "<h1>Бет табылмады</h1><p>Басты бетке оралыңыз.</p>", "/n/1"),
    "a soft 404 by its title": (SoftNotFound, "<title>404 — site.kz</title>", "<p>Упс!</p>", "/n/1"),
    "a soft 404 in other words": (SoftNotFound, "<title>Портал</title>", "<h2>Упс!</h2><p>Такой страницы больше нет или её никогда не было.</p>", "/n/1"),
    "a search that found nothing": (SoftNotFound, "<title>Вы искали: мост</title>", "<h1>Поиск: мост</h1><p>К сожалению, по вашему запросу ничего не найдено. Попробуйте изменить запрос или выбрать раздел.</p>", "/?s=most"),
    "a removed article": (SoftNotFound, "", "<h1>Новости</h1><p>Материал удалён или не существует.</p>", "/n/1"),
    "a home page": (Listing, "<title>Новости</title>", f"<ul>{LINKS}</ul><p>{SENTENCE}</p>", "///"),
    "a home page of few words that says what it is": (Listing, "<meta property='og:type' content='website'>", f"<h1>Вести степи</h1><div class='news-text'><p>{SENTENCE * 3}</p></div>", "/"),
    "a home page in an archive": (Listing, "<meta property='og:type' content='website'>", f"<h1>Вести степи</h1><div class='news-text'><p>{SENTENCE * 3}</p></div>", "/web/20260203101500/https://vesti.kz/"),
    "a home page of links in an archive": (Listing, "<title>Новости</title>", f"<ul>{LINKS}</ul><p>{SENTENCE}</p>", "/web/20260203101500id_/http://vesti.kz/ru"),
    "a home page that its program keeps as an article": (
        Listing, '<meta property="article:published_time" content="2015-03-12">', f"<h1>Дорога открыта</h1><p>{SENTENCE}</p><ul>{LINKS}</ul>",
        "/kz/homepage",
    ),
    "the stories with a tag": (Listing, "<title>мост — новости по теме</title>", f"<h1>Тег: мост</h1>{CARDS}", "/tag/most"),
    "what a search found": (Listing, "<title>мост — новости по теме</title>", f"<h1>Тег: мост</h1>{CARDS}", "/?s=most"),
    "a page of scripts": (NoText, "<title>News</title>", "<div id='app'></div><script>run()</script>", "/n/1"),
    "what an author wrote": (Listing, "<title>Асель Омирбек</title>", f"<h1>Асель Омирбек</h1><p>Пишет о дорогах и мостах с 2014 года.</p>{CARDS[:1200]}", "/author/asel/"),
    "a site at rest": (Challenge, "<title>Технические работы</title>", "<h1>На сайте ведутся технические работы</h1><p>Приносим извинения за временные неудобства. Сайт будет доступен в ближайшее время.</p>", "/n/1"),
    "a server's fault": (Challenge, "<title>503 Service Temporarily Unavailable</title>", "<h1>503 Service Temporarily Unavailable</h1>", "/n/1"),
    "an address that is blocked": (Challenge, "<title>403 Forbidden</title>", "<h1>Доступ к ресурсу ограничен</h1><p>Ваш IP-адрес 192.0.2.4 заблокирован. Если это ошибка, напишите нам.</p>", "/n/1"),
    "a cookie wall without a story": (ConsentWall, "<title>Вести</title>", "<h1>Вести</h1><p>Мы используем файлы cookie, чтобы сайт работал.</p>", "/n/1"),
    "an age wall without a heading": (ConsentWall, "<title>Вести</title>", "<div class='text'><p>Здесь есть сцены, которые рассчитаны на взрослых зрителей. Подтвердите свой возраст.</p></div>", "/n/1"),
    "a programme": (NoText, "<title>Эфир</title>", f"<h1>Эфир на понедельник</h1><ul>{''.join(f'<li>{hour}:30 «Степные вести», выпуск номер {hour}</li>' for hour in range(10, 22))}</ul>", "/tv"),
    "purchases": (NoText, "<title>Закупки</title>", f"<h1>Закупки управления дорог</h1><table>{''.join(f'<tr><td>{lot}</td><td>Ремонт моста на {lot}-м километре</td><td>{lot}.04.2026</td></tr>' for lot in range(1, 9))}</table>", "/lots"),
    "how to reach an office": (NoText, "<title>Приёмная</title>", "<h1>Как нас найти</h1><div class='text'><p>Приёмная: +7 (7172) 55-20-30</p><p>Отдел новостей: news@site.kz</p><p>Часы работы: с 9:00 до 18:00, кроме выходных</p></div>", "/reach"),
    "a few words to the readers": (NoText, "<title>Переход</title>", "<h1>Переход по ссылке</h1><div class='text'><p>Вы переходите на другой сайт: https://example.org. Администрация сайта не отвечает за его содержание.</p><p>Если вы не хотите продолжать, закройте окно.</p></div>", "/away"),
    "a table with a word to the readers": (NoText, "<title>Курсы</title>", "<h1>Курсы обмена</h1><table><tr><th>Валюта</th><th>Покупка</th><th>Продажа</th></tr><tr><td>USD</td><td>446</td><td>449</td></tr><tr><td>EUR</td><td>479</td><td>484</td></tr></table><p>Здесь вы можете узнать курсы обменных пунктов города.</p>", "/rates"),
    "a section of teasers": (Listing, "<title>Дороги</title>", f"<h1>Дороги и мосты</h1><div class='text'>{TEASERS}</div>", "/roads"),
    "pictures above a cookie notice": (NoText, "<title>Фото дня</title>", "<h1>Фото дня</h1><figure><img src='/1.jpg'></figure><footer><p>Мы используем файлы cookie, чтобы сайт работал.</p></footer>", "/n/1"),
    "a player above a cookie notice": (NoText, "<title>Видео дня</title>", "<h1>Видео дня</h1><video src='/1.mp4'></video><p>Сайт использует файлы cookie.</p>", "/n/1"),
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
    "beside a consent wall": ("", f"<div class='cmp'><h1>We value your privacy</h1><p>Cookies need consent.</p></div><h1>Дорогу открыли</h1>{BODY}"),
    "about what walls say": ("<title>We value your privacy</title>", f"<h1>We value your privacy</h1>{BODY}"),
    "about cookies": (
        '<meta property="og:type" content="article">', f"<h1>Мы используем cookies</h1>{BODY}<p>Сайты просят согласия на cookies у всех.</p>",
    ),
    "with a captcha in its comment form": ("", f"<h1>Дорогу открыли</h1>{BODY}<form><div class='g-recaptcha'></div></form>"),
    "under many links": ("", f"<ul>{LINKS}</ul><h1>Дорогу открыли после ремонта</h1>{BODY}"),
    "about a site at rest": ("", f"<h1>На сайте ведутся технические работы: где получить справку</h1>{BODY}"),
    "with a word to browsers without scripts": ("", f"<noscript>Включите JavaScript</noscript><h1>Дорогу открыли после ремонта</h1><div class='news-text'><p>{SENTENCE}</p></div>"),
    "about works elsewhere": ("", f"<h1>На ТЭЦ ведутся технические работы</h1><div class='news-text'><p>{SENTENCE}</p></div>"),
    "under a heading of such a page and more": ("", f"<h1>Контакты с соседями: кто построит мост</h1>{BODY}"),
    "beside a notice about cookies": ("", f"<h1>Дорогу открыли</h1><div class='news-text'><p>{SENTENCE}</p></div><p class='note'>Мы используем файлы cookie.</p>"),
    "with telephone numbers": ("", f"<h1>Дорогу открыли</h1><div class='news-text'><p>{SENTENCE}</p><p>Справки: +7 (7172) 55-20-30.</p></div>"),
    "with more telephone numbers than sentences": ("", f"<h1>Дорогу открыли</h1><div class='news-text'><p>{SENTENCE}</p><p>Телефон: +7 (7172) 55-20-30.</p><p>Почта: dorogi@site.kz.</p></div>"),
    "below headings that lead elsewhere": ("", f"<h1>Дорогу открыли после ремонта</h1><div class='news-text'><p>{SENTENCE}</p></div>{TEASERS}"),
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


MARKS = (
    "_cf_chl_opt cf-browser-verification cf-challenge /cdn-cgi/challenge-platform/h/ DDoS-Guard __qrator captcha-delivery px-captcha "
    "_Incapsula_Resource g-recaptcha h-captcha smartcaptcha"
).split()
SHORT = f"<h1>Дорогу открыли после ремонта</h1><div class='news-text'><p>{SENTENCE}</p></div>"


@pytest.mark.parametrize("mark", MARKS)
def test_a_page_of_few_words_with_the_mark_of_a_service_is_a_bot_check(mark: str) -> None:
    with pytest.raises(Challenge):
        article("", f"<div id='{mark}'>{SHORT}</div>")
    assert article("", f"<div id='{mark}'><h1>Дорогу открыли после ремонта</h1>{BODY}</div>").paragraphs
    assert article("", f"<p hidden>{' ' * 200_000}</p><div id='{mark}'>{SHORT}</div>").paragraphs


OWN_PAGES = (
    "Контакты", "Наши контакты", "Контактная информация", "Контакты редакции", "О нас", "О редакции", "О проекте", "О сайте", "О портале", "Рекламодателям",
    "Рекламодатели", "Реклама на сайте", "Реклама на портале", "Размещение рекламы", "Стоимость рекламы", "Расценки на рекламу", "Прайс", "Прайс-лист",
    "Прайс-лист на рекламу", "Политика конфиденциальности", "Политика обработки персональных данных",
    "Политика в отношении обработки персональных данных", "Политика защиты персональных данных", "Пользовательское соглашение",
    "Правила использования материалов", "Условия использования сайта", "Условия использования", "Правила пользования сайтом", "Біздің байланыстар",
    "Байланыс ақпараты", "Байланыс деректері", "Біз туралы", "Редакция туралы", "Сайт туралы", "Портал туралы", "Жоба туралы", "Жарнама берушілерге",
    "Сайттағы жарнама", "Жарнама бағасы", "Жарнама орналастыру", "Құпиялылық саясаты", "Құпиялық саясаты", "Дербес деректерді өңдеу саясаты",
    "Жеке деректерді қорғау саясаты", "Пайдаланушы келісімі", "Сайтты пайдалану ережелері", "Пайдалану шарттары", "Contact us",
    "About us", "Advertise with us", "Advertising on this website", "Privacy policy", "Privacy notice", "Cookie policy", "Cookies policy", "Terms of use",
    "Terms of service", "Terms and conditions", "Про нас", "Рекламодавцям", "Політика конфіденційності", "Угода користувача",
)  # fmt: skip
MAYBE_OWN_PAGES = (
    "Реклама", "Вакансии", "Вакансия", "Авторизация", "Вход", "Регистрация", "Подписка", "Архив", "Архив номеров", "Опрос", "Опросы", "Программа передач",
    "Программа телепередач", "Телепрограмма", "Государственные закупки", "О газете", "О журнале «Степь»", "О канале", "О телеканале", "О агентстве",
    "О компании", "Байланыс", "Байланыстар", "Жарнама", "Бос орындар", "Бос жұмыс орындары", "Жазылу", "Мұрағат", "Сауалнама", "Бағдарлама", "Телебағдарлама",
    "Мемлекеттік сатып алу", "Мемлекеттік сатып алулар", "Газет туралы", "Газетіміз туралы", "Contact", "Contacts", "Advertising", "Careers", "Vacancy", "Vacancies", "Log in", "Login",
    "Sign in", "Sign up", "Subscribe", "Archive", "Archives", "About",
)  # fmt: skip
DATED = "<meta property='article:published_time' content='2026-02-03'>"


@pytest.mark.parametrize("title", [*OWN_PAGES, *MAYBE_OWN_PAGES])
def test_a_page_that_the_site_has_about_itself_has_no_article(title: str) -> None:
    with pytest.raises(NoText):
        article("<meta property='og:type' content='article'>", f"<h1>{title}</h1>{BODY}")


@pytest.mark.parametrize("title", ["Реклама на Вестях", "Вакансии — Вести", "About Вести"])
def test_such_a_page_may_bear_the_name_of_the_site(title: str) -> None:
    site = "Вестях" if title.endswith("Вестях") else "Вести"
    with pytest.raises(NoText):
        article(f"<meta property='og:site_name' content='{site}'>", f"<h1>{title}</h1>{BODY}")


@pytest.mark.parametrize("title", MAYBE_OWN_PAGES)
def test_under_the_same_words_a_story_may_stand_that_says_when_it_was_published(title: str) -> None:
    assert article(DATED, f"<h1>{title}</h1>{BODY}").paragraphs


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<script type="application/ld+json">{"@type": "CollectionPage"}</script>', "{}"),
        ('<script type="application/ld+json">{"@type": "SearchResultsPage"}</script>', "{}"),
        ("", "<div itemprop='blogPost'>{}</div><div itemprop='blogPost'></div>"),
        *((f'</head><body class="{of}">', "{}") for of in (
            "archive category", "archive tag tag-roads", "archive author", "archive date", "archive post-type-archive", "search search-results",
            "search search-no-results",
        )),
    ],
)  # fmt: skip
def test_a_page_that_states_that_it_is_a_list_is_one_unless_it_states_an_article(head: str, body: str) -> None:
    story = body.format(f"<h1>Дорогу открыли после ремонта</h1>{BODY}")
    with pytest.raises(Listing):
        article(f"<meta property='og:type' content='article'>{head}", story)
    assert article(DATED + head, story).paragraphs


@pytest.mark.parametrize("classes", ["single category-roads", "archive-on", "home blog", "category", "date"])
def test_other_classes_of_a_page_make_it_no_list(classes: str) -> None:
    assert article(f'</head><body class="{classes}">', f"<h1>Дорогу открыли после ремонта</h1>{BODY}").paragraphs


LISTS = (
    "/tag/most /tags/most /author/kim /authors/kim /avtor/kim /category/roads /categories/roads /rubric/roads /rubrika/roads /topic/roads "
    "/topics/roads /search /poisk/ /archive/2026 /arhiv/2026 /?s=most /find?page=2&q=most /find?tag=most /find?search=most /find?query=most"
).split()
HOMES = ("", "/", "/ru", "/ru/", "/kz", "/kk", "/en", "/index.html", "/index.php")


@pytest.mark.parametrize("path", LISTS)
def test_linked_headlines_under_the_address_of_a_list_are_one(path: str) -> None:
    with pytest.raises(Listing):
        article("<title>мост — новости по теме</title>", f"<h1>Тег: мост</h1>{CARDS}", url=f"https://site.kz{path}")


@pytest.mark.parametrize("path", HOMES)
def test_linked_headlines_on_a_home_page_are_a_list(path: str) -> None:
    with pytest.raises(Listing):
        article("<title>Новости</title>", f"<ul>{LINKS}</ul><div class='news-text'><p>{SENTENCE * 5}</p></div>", url=f"https://site.kz{path}")


ARTICLES = {
    "by its address": ("", "/n/1", LINKS),
    "by what a home page is asked for": ("", "/?id=12", LINKS),
    "by few links": ("", "/", LINKS[: LINKS.index("<li><a href=\"/n/14")]),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_a_page_with_many_links_is_an_article(name: str) -> None:
    head, path, links = ARTICLES[name]
    story = f"<h1>Дорогу открыли после ремонта</h1><div class='news-text'><p>{SENTENCE * 5}</p></div>"
    assert article(head, f"{story}<ul>{links}</ul>", url=f"https://site.kz{path}").paragraphs


@pytest.mark.parametrize(
    "head",
    [
        *(f'<script type="application/ld+json">{{"@type": {kind}}}</script>' for kind in ('"NewsArticle"', '"Reportage"', '["Thing", "BlogPosting"]')),
        "<meta property='og:type' content='article'>",
        "<meta property='article:published_time' content='2026-03-01'>",
    ],
)
def test_a_list_under_a_tag_that_calls_itself_an_article_is_one(head: str) -> None:
    body = f"<h1>Дорогу открыли после ремонта</h1><div class='news-text'><p>{SENTENCE * 3}</p><ul>{LINKS}</ul><p>{SENTENCE * 2}</p></div>"
    with pytest.raises(Listing):
        article("", body, url="https://site.kz/tag/most")
    assert article(head, body, url="https://site.kz/tag/most").paragraphs

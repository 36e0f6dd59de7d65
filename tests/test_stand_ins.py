"""What stands in for an article speaks to readers; a story may say the same words of others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.drop import Challenge, ConsentWall, Drop, SoftNotFound
from pipeline.stand_ins import CHALLENGE, CONSENT, NOT_FOUND, Phrases, tells
from tests.reading import article

CALLED = "<meta property='og:type' content='article'>"
TOLD = {
    "a check": ("Портал снял проверку «Вы не робот»", "С портала убрали вопрос «Вы не робот», который мешал слабовидящим.", "Защита сама следит за тем, как ведёт себя посетитель."),
    "a check, in Kazakh": ("Порталда капча болмайды", "Порталдан «Сіз робот емессіз бе» деген сұрақ алынып тасталды.", "Қорғаныс жүйесі қолданушының әрекетін өзі бағалайды."),
    "a page that is gone": ("Страница не найдена: сайт района молчал сутки", "Вместо новостей сайт района сутки показывал слова «Страница не найдена».", "К вечеру понедельника доступ восстановили."),
    "a story that was taken down": ("Газета спорит с заводом", "Газету обязали убрать статью о заводе, говорится в решении суда.", "Новость была удалена в тот же день, юристы готовят жалобу."),
    "cookies": ("Rules on Cookies Change", "Sites must ask before they accept cookies, the ministry said.", "Banners with “We value your privacy” will need a button to reject all."),
    "an age": ("Вам 18 лет: что меняет совершеннолетие", "С этого дня сделки заключают без согласия родителей.", "Юношей ставят на воинский учёт."),
    "a site that is down": ("Сайт временно недоступен: авария у провайдера", "Сайт временно недоступен из-за аварии у провайдера, сообщили в министерстве.", "Работу обещают восстановить к шести часам вечера."),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_a_short_story_may_be_told_of(name: str) -> None:
    title, *told = TOLD[name]
    body = f"<h1>{title}</h1><div class='news-text'>{''.join(f'<p>{one}</p>' for one in told)}</div>"
    assert list(article(CALLED, body).paragraphs) == told


def test_a_page_that_does_not_call_itself_an_article_must_tell_more() -> None:
    title, *told = TOLD["a page that is gone"]
    more = "Программисты перенесли сайт на другой сервер и проверили все разделы."
    short, long = (f"<h1>{title}</h1><div class='news-text'><p>{'</p><p>'.join(one)}</p></div>" for one in (told, [*told, more]))
    with pytest.raises(SoftNotFound):
        article("", short)
    assert article("", long).paragraphs


STANDING_IN: dict[str, tuple[type[Drop], str, str]] = {
    "a heading that is all of it": (SoftNotFound, "Материал удалён", "Дорогу, которая соединяет город с аулами, открыли после ремонта."),
    "a heading beside the site": (SoftNotFound, "Страница не найдена — Вести степи", "Дорогу, которая соединяет город с аулами, открыли после ремонта."),
    "words to the reader": (SoftNotFound, "Дорогу открыли", "Материал удалён по просьбе автора. Извините за неудобства. Вернитесь к новостям города и области."),
    "a check of the browser": (Challenge, "Вести степи", "Проверяем ваш браузер. Подождите несколько секунд. Как только мы закончим, вы попадёте на сайт."),
    "a question of age": (ConsentWall, "Ночные вести", "Подтвердите, что вам 18 лет. Мы показываем такие сюжеты только взрослым зрителям."),
}  # fmt: skip


@pytest.mark.parametrize("name", STANDING_IN)
def test_what_stands_in_for_an_article_is_none_though_it_calls_itself_one(name: str) -> None:
    reason, title, text = STANDING_IN[name]
    with pytest.raises(reason):
        article(CALLED, f"<h1>{title}</h1><div class='news-text'><p>{text}</p></div>")


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("Дорогу открыли после ремонта.", True),
        ("Мост построили за три месяца, сообщили в акимате вашего города.", True),
        ("«Вы не робот?» – спрашивает портал.", True),
        ("Подождите немного.", False),
        ("Вас перенаправят.", False),
        ("Кейінірек көріңіз.", False),
        ("Кешірім сұраймыз.", False),
        ("Please try later.", False),
        ("Материал удалён.", False),
    ],
)
def test_a_sentence_tells_a_story_unless_it_speaks_to_the_reader(sentence: str, is_told: bool) -> None:
    assert tells(sentence) is is_told


SAID = {
    CHALLENGE: (
        "Just a moment", "Checking if the site connection is secure", "Checking your browser", "Attention required", "Verify you are human",
        "Verifying that you are a human", "Are you a robot", "I am not a robot", "Access denied", "Please enable JS and disable any ad blocker",
        "Please enable JavaScript and reload", "Enable JavaScript and cookies", "DDoS-Guard", "Security check", "Bot check", "Bot protection",
        "Unusual traffic", "Request unsuccessful", "Pardon our interruption", "Проверка браузера", "Проверка безопасности",
        "Проверка подключения", "Проверяем ваш браузер", "Проверка вашего браузера", "Вы не робот", "Доступ запрещён", "Доступ ограничен",
        "Доступ заблокирован", "Доступ к ресурсу ограничен", "Ваш IP заблокирован", "Ваш IP-адрес 192.0.2.4 заблокирован", "403 Forbidden", "Подозрительная активность", "Подозрительный трафик", "Включите JavaScript", "Браузеріңіз тексерілуде",
        "Браузер тексерілуде", "Робот емессіз", "Сіз робот", "На сайте ведутся технические работы", "На сайте проводятся профилактические работы",
        "На сайте ведутся регламентные работы", "Сайтта техникалық жұмыстар", "Сайт недоступен", "Вести · Сайт временно не работает",
        "Сайт на обслуживании", "Сайт на техническом обслуживании", "Сайт на реконструкции", "The site is under maintenance",
        "The website is currently down for maintenance", "This page is temporarily unavailable", "502 Bad Gateway", "503 Service Unavailable",
        "503 Service Temporarily Unavailable", "504 Gateway Time-out", "504 Gateway Timeout",
    ),
    CONSENT: (
        "Before you continue", "We value your privacy", "Accept cookies", "Accept all cookies", "Cookie consent", "Consent to cookies",
        "Consent to the use of cookies", "Manage privacy", "Manage your consent", "Are you 18", "Are you over 21", "Are you at least 18",
        "Confirm you are 18", "Confirm that you are over 18", "Вам 18", "Вам есть 18", "Вам уже исполнилось 18", "Подтвердите, что вам 18",
        "Подтвердите свой возраст", "Подтвердите возраст", "Сайт использует cookie", "Сайт использует файлы cookie", "Мы используем куки", "Мы используем файлы cookie", "Zustimmung",
        "Datenschutz-Einstellungen", "Datenschutzeinstellungen", "Mit Werbung lesen", "Mit Werbung nutzen",
    ),
    NOT_FOUND: (
        "Error 404", "Ошибка 404", "Қате 404", "Oops, 404 error", "Упс, 404 ошибка", "Oops, 404 not found", "Упс: 404 — Вести", "Упс: 404", "404 страница", "404 page", "404 бет табылмады", "404 Нет такой страницы",
        "404 нет такой страницы", "404 Сайт",
        "Page not found", "Article was not found", "Content could not be found", "The story you requested is not available",
        "Content isn't available", "The page couldn’t be found", "The article wasn't found", "The page not found", "The article doesn't exist", "The page doesn’t exist", "The page does not exist",
        "The story has been removed", "The article has been deleted", "Nothing found", "Ничего не найдено", "Вести · Ничего не найдено. · Популярное", "Страница не найдена", "Публикация не существует",
        "Новость была удалена", "Материал удалён", "Статья не опубликована", "Статьи с таким адресом не существует", "Такой страницы нет",
        "Такой страницы больше не существует", "По запросу ничего не найдено", "По вашему запросу не нашлось",
        "По данному запросу «мост» ничего не найдено", "Бет табылмады", "Бет жоқ", "Бет өшірілген", "Парақ табылмады", "Парақша табылмады",
        "Мақала табылмады", "Сторінку не знайдено", "Сторінка не існує",
    ),
}  # fmt: skip
UNSAID = {
    CHALLENGE: ("На ТЭЦ ведутся технические работы", "Этот сайт недоступен", "Проверка дорог", "Робот на сцене", "504 км дороги"),
    CONSENT: ("Cookies from the oven", "Мосту есть 18 лет", "Вам письмо"),
    NOT_FOUND: ("В области 404 моста", "404-я школа", "В 404-й школе", "404 км дорог отремонтируют", "404 школы построят", "404 мектеп салынады", "404 homes were built",
         "1404", "Мост не найден", "Новость о том, как мост за одну ночь не найден", "Found nothing", "Ничего не найдено лучше моста"),
}  # fmt: skip


@pytest.mark.parametrize(("phrases", "text"), [(one, text) for one, texts in SAID.items() for text in texts])
def test_what_stands_in_for_an_article_says(phrases: Phrases, text: str) -> None:
    assert phrases.are_in(text.upper())


@pytest.mark.parametrize(("phrases", "text"), [(one, text) for one, texts in UNSAID.items() for text in texts])
def test_an_article_may_say(phrases: Phrases, text: str) -> None:
    assert not phrases.are_in(text)


@pytest.mark.parametrize("phrases", [CHALLENGE, CONSENT, NOT_FOUND])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_phrase_is_missed_for_want_of_a_word(phrases: Phrases, data: st.DataObject) -> None:
    assert phrases.are_in(data.draw(st.from_regex(phrases.pattern)))

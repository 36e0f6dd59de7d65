"""Each family of noise, in Russian, Kazakh and English, goes from a page with a rule of its name; what a story says stays."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.reading import article

STORIES = {
    "ru": (
        "В Костанае открыли мост через Тобол",
        "В Костанайской области завершили ремонт моста через Тобол, сообщили в управлении пассажирского транспорта. Движение по нему открыли 12 марта, на неделю раньше срока.",
        "«Мост закрывали на семь месяцев, за это время заменили все опоры», — сказал руководитель управления Ержан Сагинтаев. По его словам, подрядчик работал в две смены.",
        "На ремонт потратили 1,2 миллиарда тенге. Раньше по мосту проезжали до десяти тысяч машин в день, и каждую весну его закрывали из-за паводка.",
        "В следующем году в области отремонтируют ещё три моста, деньги на это уже выделили из республиканского бюджета.",
    ),
    "kk": (
        "Қостанайда Тобыл арқылы өтетін көпір ашылды",
        "Қостанай облысында Тобыл өзені арқылы өтетін көпірдің жөндеуі аяқталды, деп хабарлады жолаушылар көлігі басқармасы. Қозғалыс 12 наурызда, мерзімінен бір апта бұрын ашылды.",
        "«Көпір жеті ай бойы жабық болды, осы уақытта барлық тіректері ауыстырылды», — деді басқарма басшысы Ержан Сағынтаев. Мердігер екі ауысыммен жұмыс істеген.",
        "Жөндеуге 1,2 миллиард теңге жұмсалды. Бұрын көпірмен күніне он мыңға дейін көлік жүретін, оны көктем сайын су тасқынына байланысты жабатын.",
        "Келесі жылы облыста тағы үш көпір жөнделеді, бұған республикалық бюджеттен қаржы бөлінген.",
    ),
    "en": (
        "Bridge over the Tobol opens in Kostanay",
        "The repair of the bridge over the Tobol has been completed in the Kostanay region, the transport department said on Thursday. Traffic opened on March 12, a week early.",
        "“The bridge was closed for seven months, and all its piers were replaced,” said Yerzhan Sagintayev, who heads the department. The contractor worked in two shifts.",
        "The repair cost 1.2 billion tenge. Up to ten thousand cars a day used to cross the bridge, and every spring it was closed because of floods.",
        "Three more bridges in the region will be repaired next year, and money for that has been allotted from the national budget.",
    ),
}  # fmt: skip


class Noise(NamedTuple):
    """A piece of noise: its language, where it stands, its markup, and by which rule each of its texts goes."""

    language: str
    place: str
    markup: str
    gone: dict[str, str]


NOISE = {
    "read-also inside, ru": Noise("ru", "mid", '<p><b>Читайте также:</b> <a href="/n/1">В Рудном закрыли на ремонт путепровод</a></p>', {"Читайте также": "read-also", "путепровод": "read-also"}),
    "read-also inside, kk": Noise("kk", "mid", '<p><strong>Тағы оқыңыз:</strong> <a href="/n/1">Рудныйда жол өтпесі жабылды</a></p>', {"Тағы оқыңыз": "read-also", "жол өтпесі": "read-also"}),
    "read-also inside, en": Noise("en", "mid", '<p><em>Read more: <a href="/n/1">Overpass in Rudny closed for repairs</a></em></p>', {"Overpass": "read-also"}),
    "related block, ru": Noise("ru", "mid", '<div class="inpost"><div class="t">По теме</div><ul><li><a href="/n/0">В Рудном закрыли путепровод на ремонт</a></li><li><a href="/n/1">Три моста признали аварийными</a></li></ul></div>', {"По теме": "read-also", "путепровод": "related", "аварийными": "related"}),
    "related block, kk": Noise("kk", "mid", '<div class="inpost"><div class="t">Осы тақырыпта</div><ul><li><a href="/n/0">Рудныйда жол өтпесі жабылды</a></li><li><a href="/n/1">Үш көпір апатты деп танылды</a></li></ul></div>', {"Осы тақырыпта": "read-also", "жол өтпесі": "related"}),
    "related block, en": Noise("en", "mid", '<div class="inpost"><h4>Related stories</h4><ul><li><a href="/n/0">Overpass in Rudny closed for repairs</a></li><li><a href="/n/1">Three bridges found unsafe</a></li></ul></div>', {"Related stories": "read-also", "Overpass": "related"}),
    "most read counters, ru": Noise("ru", "end", '<h3>Самое читаемое</h3><ol><li><a href="/1">Дольщики получили ключи от квартир</a> <span>12 345</span></li><li><a href="/2">Школу достроят к осени</a> <span>9 870</span></li></ol>', {"Дольщики": "related", "12 345": "related", "Самое читаемое": "read-also"}),
    "most read counters, kk": Noise("kk", "end", '<div>Ең көп оқылған</div><div><a href="/1">Үлескерлер пәтер кілтін алды</a> <span>3690</span></div><div><a href="/2">Лисаковте мектеп салынады</a><span>2938</span></div>', {"Үлескерлер": "related", "3690": "related"}),
    "most read counters, en": Noise("en", "end", '<h3>Most read</h3><ol><li><a href="/1">Shareholders got keys to their flats</a> <span>12,345</span></li><li><a href="/2">School to be built</a><span>9,870</span></li></ol>', {"Shareholders": "related", "12,345": "related"}),
    "rates, ru": Noise("ru", "end", '<div class="x1"><p>USD 516,50</p><p>EUR 606,00</p><p>RUB 6,45</p></div>', {"516,50": "rates", "606,00": "rates"}),
    "rates, kk": Noise("kk", "end", '<div class="x1"><p>АҚШ доллары 516,50</p><p>Еуро 606,00</p></div>', {"516,50": "rates"}),
    "rates, en": Noise("en", "end", '<div class="x1"><p>Exchange rates</p><p>USD 516.50 EUR 606.00 RUB 6.45</p></div>', {"516.50": "rates"}),
    "weather, ru": Noise("ru", "end", '<div class="x2"><p>Погода в Костанае</p><p>Костанай: +5°C, ясно</p><p>Ветер: 3 м/с</p></div>', {"+5": "weather", "Ветер": "weather"}),
    "weather, kk": Noise("kk", "end", '<div class="x2"><p>Ауа райы</p><p>Қостанай: +5°C, қар</p></div>', {"+5": "weather"}),
    "weather, en": Noise("en", "end", '<div class="x2"><p>Weather in Kostanay</p><p>Kostanay: +5°C</p></div>', {"+5": "weather"}),
    "share, ru": Noise("ru", "end", '<div>Поделиться: <a href="#">Facebook</a> <a href="#">ВКонтакте</a> <a href="#">Telegram</a></div>', {"Поделиться": "share", "Facebook": "share"}),
    "share, kk": Noise("kk", "end", '<div>Бөлісу: <a href="#">Facebook</a> <a href="#">Telegram</a></div>', {"Бөлісу": "share"}),
    "share, en": Noise("en", "end", '<div>Share this: <a href="#">Facebook</a> <a href="#">X</a></div>', {"Share this": "share"}),
    "subscribe, ru": Noise("ru", "mid", '<p><strong>Подписывайтесь на наш <a href="https://t.me/x">Telegram-канал</a> и узнавайте новости первыми!</strong></p>', {"Подписывайтесь": "subscribe"}),
    "subscribe2, ru": Noise("ru", "end", '<p>Больше новостей в нашем телеграм-канале</p>', {"Больше новостей": "subscribe"}),
    "subscribe, kk": Noise("kk", "end", '<p>Жаңалықтарды бірінші біліңіз: <a href="https://t.me/x">Telegram арнамызға жазылыңыз!</a></p>', {"жазылыңыз": "subscribe"}),
    "subscribe, en": Noise("en", "end", '<p>Subscribe to our newsletter and get the top news every morning.</p>', {"Subscribe": "subscribe"}),
    "typo, ru": Noise("ru", "end", '<p>Если вы нашли ошибку в тексте, выделите её и нажмите Ctrl+Enter</p>', {"Ctrl": "typo"}),
    "typo, kk": Noise("kk", "end", '<p>Мәтінде қате тапсаңыз, оны белгілеп, Ctrl+Enter басыңыз</p>', {"Ctrl": "typo"}),
    "typo, en": Noise("en", "end", '<p>Found a mistake? Select it and press Ctrl+Enter</p>', {"Ctrl": "typo"}),
    "caption, ru": Noise("ru", "mid", '<div class="pic"><img src="/1.jpg"><div>Мост через Тобол. Фото: kostanay.gov.kz</div></div>', {"kostanay.gov.kz": "photo"}),
    "caption figure, ru": Noise("ru", "mid", '<figure><img src="/1.jpg"><figcaption>Рабочие на мосту в день открытия</figcaption></figure>', {"Рабочие на мосту": "caption"}),
    "caption, kk": Noise("kk", "mid", '<figure><img src="/1.jpg"><figcaption>Сурет: Қостанай облысының әкімдігі</figcaption></figure>', {"Сурет": "caption"}),
    "caption, en": Noise("en", "mid", '<p><img src="/1.jpg"><br><small>Photo: Kostanay region administration</small></p>', {"Photo:": "photo"}),
    "byline, ru": Noise("ru", "top", '<p>Текст: Айгуль Сейткали</p>', {"Сейткали": "byline"}),
    "byline, kk": Noise("kk", "top", '<p>Авторы: Айгүл Сейтқали</p>', {"Сейтқали": "byline"}),
    "byline, en": Noise("en", "top", '<p>By Jane Doe</p>', {"Jane Doe": "byline"}),
    "signature with its paper, kk": Noise(
        "kk", "end", "<p><strong>Асан ҮСЕНОВ,</strong><br>«Дала таңы»</p>", {"ҮСЕНОВ": "byline", "Дала таңы": "byline"},
    ),
    "two signatures, ru": Noise("ru", "end", "<p>Асан УСЕНОВ<br>Дана СЕЙТОВА</p>", {"УСЕНОВ": "byline", "СЕЙТОВА": "byline"}),
    "signature, kk": Noise("kk", "end", "<p><strong>Асан ҮСЕНОВ,</strong></p>", {"ҮСЕНОВ": "byline"}),
    "tags, ru": Noise("ru", "end", '<div>Теги: <a href="/t/1">мост</a>, <a href="/t/2">Костанай</a></div><div>Персоны: <a href="/p/1">Ержан Сагинтаев</a></div>', {"Теги": "tags", "Персоны": "tags"}),
    "tags, kk": Noise("kk", "end", '<div>Тегтер: <a href="/t/1">көпір</a>, <a href="/t/2">Қостанай</a></div>', {"Тегтер": "tags"}),
    "tags, en": Noise("en", "end", '<div>Tags: <a href="/t/1">bridge</a>, <a href="/t/2">Kostanay</a></div>', {"Tags": "tags"}),
    "bio, ru": Noise("ru", "end", '<div class="who"><p>Айгуль Сейткали — журналист, пишет о дорогах и транспорте, в профессии с 2009 года.</p><p><a href="/a/1">Все материалы автора</a></p></div>', {"журналист": "author-bio", "Все материалы": "author-bio"}),
    "bio, kk": Noise("kk", "end", '<div class="author-card"><p>Айгүл Сейтқали — журналист, жолдар мен көлік туралы жазады, кәсіпте 2009 жылдан бері.</p></div>', {"журналист": "author-bio"}),
    "bio, en": Noise("en", "end", '<div class="about"><p>Jane Doe is a reporter who covers transport in Central Asia. She joined the paper in 2009.</p></div>', {"Jane Doe": "author-bio"}),
    "rating, ru": Noise("ru", "end", '<div>Оцените статью</div><div>★★★★☆</div><div>Голосов: 12</div>', {"Оцените": "rating", "Голосов": "rating"}),
    "rating, kk": Noise("kk", "end", '<div>Мақала ұнады ма?</div><div>👍 12 👎 3</div>', {"ұнады": "rating"}),
    "rating, en": Noise("en", "end", '<div>Was this article helpful?</div><div>Rate this article</div>', {"helpful": "rating"}),
    "comments, ru": Noise("ru", "end", '<h3>Комментарии (2)</h3><div><b>Иван</b> 12.03.2026<p>Давно пора было открыть этот мост, стояли в пробках каждый день.</p></div><div><b>Пётр</b><p>А дорогу до моста когда сделают? Там одни ямы, ездить невозможно.</p></div>', {"Давно пора": "comments", "А дорогу": "comments"}),
    "comments, kk": Noise("kk", "end", '<h3>Пікірлер (1)</h3><div><b>Асан</b><p>Көпірдің ашылғаны жақсы болды, енді жолды да жөндесе екен.</p></div>', {"Көпірдің ашылғаны": "comments"}),
    "comments, en": Noise("en", "end", '<h3>Comments (1)</h3><div class="c"><b>John</b><p>About time they opened that bridge, we were stuck in traffic every day.</p></div>', {"About time": "comments"}),
    "skip, ru": Noise("ru", "head", '<a href="#c">Перейти к основному содержанию</a>', {"Перейти": "skip-link"}),
    "skip, en": Noise("en", "head", '<a href="#c">Skip to main content</a>', {"Skip": "skip-link"}),
    "skip, kk": Noise("kk", "head", '<a href="#c">Негізгі мазмұнға өту</a>', {"Негізгі мазм": "skip-link"}),
    "crumbs, ru": Noise("ru", "head", '<div><a href="/">Главная</a> / <a href="/n">Новости</a> / <a href="/o">Общество</a></div>', {"Главная": "breadcrumb"}),
    "crumbs, kk": Noise("kk", "head", '<div><a href="/">Басты бет</a> / <a href="/n">Жаңалықтар</a></div>', {"Басты бет": "breadcrumb"}),
    "crumbs, en": Noise("en", "head", '<div><a href="/">Home</a> &gt; <a href="/n">News</a></div>', {"Home": "breadcrumb"}),
    "views, ru": Noise("ru", "top", '<div>Просмотров: 512</div><div>👁 1 204</div>', {"512": "counter", "1 204": "counter"}),
    "views, kk": Noise("kk", "top", '<div>Қаралды: 512</div><div>512 рет оқылды</div>', {"512": "counter"}),
    "views, en": Noise("en", "top", '<div>1,204 views</div><div>3 min read</div>', {"1,204": "counter", "min read": "reading-time"}),
    "cookie, ru": Noise("ru", "head", '<div>Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с этим. <button>Принять</button></div>', {"cookie": "cookie"}),
    "cookie, kk": Noise("kk", "head", '<div>Бұл сайт cookie файлдарын пайдаланады.</div>', {"cookie": "cookie"}),
    "cookie, en": Noise("en", "head", '<div>This website uses cookies to improve your experience. <button>Accept</button></div>', {"cookies": "cookie"}),
    "paywall, ru": Noise("ru", "end", '<div>Полная версия доступна только подписчикам. Оформите подписку, чтобы читать дальше.</div>', {"подписчикам": "paywall"}),
    "paywall, en": Noise("en", "end", '<div>Already a subscriber? Sign in</div><div>Log in to continue reading</div>', {"subscriber": "paywall"}),
    "paywall, kk": Noise("kk", "end", '<div>Толық оқу</div>', {"Толық оқу": "paywall"}),
    "copyright, ru": Noise("ru", "end", '<p>© 2026 ТОО «Вести Тобола». Все права защищены. Использование материалов разрешено только с активной ссылкой.</p>', {"©": "copyright"}),
    "copyright, kk": Noise("kk", "end", '<p>Барлық құқықтар қорғалған. Сайт материалдарын пайдаланған жағдайда сілтеме міндетті.</p>', {"құқықтар": "copyright"}),
    "copyright, en": Noise("en", "end", '<p>Copyright © 2026 Tobol News. All rights reserved.</p>', {"Copyright": "copyright"}),
    "slogan, ru": Noise("ru", "end", '<p>Новости, которым доверяют</p>', {"доверяют": "slogan"}),
    "poll, ru": Noise("ru", "end", '<div><b>Опрос</b></div><div>Нужен ли городу новый парк?</div><div><label>Да</label></div><div><label>Нет</label></div><button>Проголосовать</button>', {"новый парк": "poll"}),
    "poll mid, ru": Noise("ru", "mid", '<div class="poll"><p>Нужен ли городу новый парк?</p><ul><li>Да</li><li>Нет</li></ul></div>', {"новый парк": "poll"}),
}  # fmt: skip
PAGES = {
    "article": "{head}<article><h1>{title}</h1>{top}{story}{end}</article>",
    "divisions": "{head}<div class=c1><div class=c2><h1>{title}</h1>{top}{story}{end}</div></div>",
    "text apart": "{head}<div id=page><h1>{title}</h1>{top}<div class=text>{story}{end}</div></div>",
}


@pytest.mark.parametrize("markup", PAGES)
@pytest.mark.parametrize("name", NOISE)
def test_noise_goes_by_its_name_and_the_story_stays(name: str, markup: str) -> None:
    noise = NOISE[name]
    title, *story = STORIES[noise.language]
    lines = [f"<p>{line}</p>" for line in story]
    if noise.place == "mid":
        lines.insert(2, noise.markup)
    around = {place: noise.markup if place == noise.place else "" for place in ("head", "top", "end")}
    body = PAGES[markup].format(title=title, story="".join(lines), **around)
    made = article(f"<title>{title} — Вести Тобола</title>", body, lang=noise.language)
    assert (made.title, list(made.paragraphs)) == (title, story)
    said = {text: [one.rule for one in made.removed if text in one.text] for text in noise.gone}
    assert said == {text: [rule] * len(said[text]) for text, rule in noise.gone.items()}


def test_numbers_of_a_story_stay() -> None:
    title = "Объявлены итоги выборов в области"
    story = [
        "Избирательная комиссия объявила итоги выборов, которые прошли в минувшее воскресенье во всех районах области.",
        "Проголосовало 521 860 человек",
        "Больше всего бюллетеней выдали в трёх городах, там участки работали до позднего вечера.",
        *("Костанай", "210 400", "Рудный", "98 200", "Лисаковск", "31 700"),
        "В двух округах назначено повторное голосование, сообщил председатель комиссии и поблагодарил наблюдателей.",
    ]
    text = "".join(f"<p>{line}</p>" for line in story)
    assert list(article(f"<title>{title}</title>", f"<article><h1>{title}</h1>{text}</article>").paragraphs) == story


def test_the_question_of_a_poll_goes_with_a_label_that_is_no_text_of_the_story() -> None:
    title, *story = STORIES["ru"]
    poll = "<td><b>Опрос</b><br>Нужен ли городу новый парк?<br>Да<br>Нет<br>Не знаю</td>"
    text = "".join(f"<p>{line}</p>" for line in story)
    body = f"<table><tr>{poll}<td><h1>{title}</h1>{text}</td></tr></table>"
    assert list(article(f"<title>{title}</title>", body).paragraphs) == story


LEFT = {
    "a heading that is a label elsewhere": "<h2>Сюжет</h2>",
    "a quotation": "<blockquote>Читайте договор до последней строки, прежде чем ставить под ним подпись.</blockquote>",
    "an embedded statement": "<blockquote class='twitter-tweet'><p>Движение открыто, спасибо всем, кто ждал этого дня семь месяцев.</p></blockquote>",
    "a sentence that begins as a subscribe line": "<p>Подписывайтесь под каждым листом договора, советуют юристы, и требуйте себе копию с печатью.</p>",
    "photographs in a story": "<p>Фото обрушившейся опоры жители прислали в акимат ещё осенью, но ответа на письмо тогда не получили.</p>",
    "rates in a story": "<p>Балки покупали в Китае, когда курс доллара был 516 тенге, а юаня — 73 тенге, и с тех пор они подорожали.</p>",
    "the weather in a story": "<p>Погода мешала рабочим: в январе здесь было до −38 °C, и бетон приходилось греть круглые сутки.</p>",
    "comments in a story": "<p>Комментарии к проекту принимали до мая, и жители прислали их больше двухсот, говорят в акимате.</p>",
    "a rating in a story": "<p>Рейтинг опасных мостов области составили ещё пять лет назад, и этот мост был в нём вторым по счёту.</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_a_story_says_stays(name: str) -> None:
    title, *story = STORIES["ru"]
    lines = [f"<p>{line}</p>" for line in story]
    made = article(
        f"<title>{title}</title>",
        f"<article><h1>{title}</h1>{''.join(lines[:2])}{LEFT[name]}{''.join(lines[2:])}</article>",
    )
    assert len(made.paragraphs) == len(story) + 1


def test_a_list_and_a_table_of_a_communique_stay() -> None:
    title, *story = STORIES["ru"]
    present = "<ul><li>министр транспорта;</li><li>посол Республики Корея;</li><li>аким области.</li></ul>"
    table = "<table><tr><td>Опоры</td><td>12</td></tr><tr><td>Балки</td><td>24</td></tr><tr><td>Полосы</td><td>2</td></tr></table>"
    lines = [f"<p>{line}</p>" for line in story]
    parts = [
        *lines[:2],
        "<p>На открытии присутствовали:</p>",
        present,
        *lines[2:3],
        "<p>Что заменили на мосту:</p>",
        table,
        *lines[3:],
    ]
    made = article(f"<title>{title}</title>", f"<article><h1>{title}</h1>{''.join(parts)}</article>")
    assert "  • министр транспорта;\n  • посол Республики Корея;\n  • аким области." in made.paragraphs
    assert "Опоры 12\nБалки 24\nПолосы 2" in made.paragraphs


def test_the_questions_of_an_interview_stay() -> None:
    title, *story = STORIES["ru"]
    talk = [
        "— Нужен ли городу новый парк?", "— Нужен, и мы его построим на правом берегу, как только откроют мост и подведут воду.",
        "— Опрос проводили?", "— Проводили в январе: из двух тысяч человек за парк высказались почти все, против было сорок.",
    ]  # fmt: skip
    body = "".join(f"<p>{line}</p>" for line in (*story[:2], *talk, *story[2:]))
    made = article(f"<title>{title}</title>", f"<article><h1>{title}</h1>{body}</article>")
    assert list(made.paragraphs) == [*story[:2], *talk, *story[2:]]


def test_those_who_sign_a_story_together_stay() -> None:
    title, *story = STORIES["ru"]
    signed = ("Асан УСЕНОВ", "Дана СЕЙТОВА", "Олег ПЕТРОВ", "Ирина ЛЯШЕНКО")
    body = "".join(f"<p>{line}</p>" for line in story) + f"<p>{'<br>'.join(signed)}</p>"
    assert article(f"<title>{title}</title>", f"<article><h1>{title}</h1>{body}</article>").paragraphs[-4:] == signed


def test_the_signature_of_an_official_stays() -> None:
    title, *story = STORIES["ru"]
    signed = ("Аким Костанайской области", "Кумар АКСАКАЛОВ")
    body = "".join(f"<p>{line}</p>" for line in (*story, *signed))
    assert article(f"<title>{title}</title>", f"<article><h1>{title}</h1>{body}</article>").paragraphs[-2:] == signed


def test_of_a_person_whom_the_story_is_about_the_last_paragraph_stays() -> None:
    title, *story = STORIES["en"]
    last = (
        "Yerzhan Sagintayev is a former reporter who came to the department in 2019 and has built nine bridges since."
    )
    body = "".join(f"<p>{line}</p>" for line in (*story, last))
    assert article(f"<title>{title}</title>", f"<article><h1>{title}</h1>{body}</article>").paragraphs[-1] == last


def test_a_report_of_the_weather_keeps_its_degrees() -> None:
    story = (
        "Синоптики рассказали, какой будет погода в крупных городах Казахстана в субботу, и предупредили о порывистом ветре.",
        "Астана: −12 °C, снег", "Алматы: +5 °C, ясно", "Костанай: −9 °C, облачно",
        "В горах сохранится опасность схода лавин, поэтому спасатели просят не выходить на склоны до понедельника.",
        "К середине недели потеплеет на юге, а на севере и в центре страны морозы продержатся до конца месяца.",
    )  # fmt: skip
    body = "".join(f"<p>{line}</p>" for line in story)
    assert list(
        article("<title>Погода на субботу</title>", f"<article><h1>Погода на субботу</h1>{body}</article>").paragraphs
    ) == list(story)

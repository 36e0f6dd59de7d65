"""Each family of noise takes what it names, and leaves the sentences of a story that only mention such things."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.block import Block
from pipeline.noise.edges import end_of
from pipeline.noise.glued import parted
from pipeline.noise.lines import rule_of
from pipeline.noise.rules import families_behind, noise
from pipeline.noise.scrub import scrub

TAKEN = {
    "reading-time": ["Estimated reading time: 4 minutes"],
    "skip-link": ["Перейти к основному контенту", "Skip to content", "Негізгі мазмұнға өту"],
    "read-also": [
        "Читайте также: В Таразе открыли парк", "Читай также", "Новости по теме:", "Похожие новости", "Тағы оқыңыз: Көпір ашылды",
        "Оқи отырыңыз: Жаңа мектеп", "Тағы оқи отырыңыз:", "Читайте ще: Новини дня", "Read also: Bridge opened", "Ранее по теме: мост закрыли", "Ссылки по теме:", "Другие новости за 12.03.2026", "Материалы наших партнеров", "Главное за день", "Читать также:", "Материалы по теме: Мост закрыли", "ALSO:", "Новости партнёров (18+)", "Осы тақырыпта:", "Осы тақырыптағы жаңалықтар", "More on this:", "Новости рубрики", "Другие новости по теме:", "Публикации партнёров:"],
    "share": ["Поделиться", "Поделитесь новостью с друзьями", "Бөлісу", "Facebook Telegram WhatsApp", "Share this article", "Твитнуть", "Расскажите о новости друзьям", "Livejournal Twitter В контакте Google Buzz", "Поделиться новостью в Telegram", "Отправить другу ссылку", "Нравится 12", "Поделиться информацией в соцсетях", "Поделиться публикацией в Facebook", "Twitter Instagram LiveInternet.ru", "Telegram Копировать ссылку"],
    "subscribe": [
        "Подписывайтесь на наш Telegram-канал!", "Больше новостей в Telegram-канале «Vesti.kz». Подписывайся!", "Читайте Vesti.kz в Telegram и Instagram",
        "Ең маңызды жаңалықтарды Telegram арнамыздан табасыз!", "Подписаться на рассылку", "Біздің Telegram каналымыз", "Follow us on Instagram",
        "Следите за нашими новостями в Instagram", "Жазылыңыз: t.me/site", "Подписка на новости", "Присоединяйтесь к нам в Instagram", "Вступайте в нашу группу ВКонтакте", "Follow us for more updates", "Sign up for the daily newsletter", "Подпишитесь на нас в Google News, чтобы ничего не пропустить", "Подписывайтесь на наш Instagram, там больше", "Жазылу", "Подпишись, чтобы читать первым: WhatsApp",
    ],
    "typo": ["Если вы заметили ошибку, выделите её и нажмите Ctrl+Enter", "Нашли опечатку? Сообщите нам", "Қате тапсаңыз, бізге жазыңыз", "Сообщить об ошибке", "Якщо ви помітили помилку, виділіть її", "Нашли ошибку в тексте? Напишите нам", "Нашли ошибку — выделите её", "Обнаружили ошибку или опечатку?", "Заметили ошибку? Выделите её", "Нашли ошибку?", "Увидели неточность в статье? Ctrl + Enter", "Spotted a mistake?", "Чтобы сообщить о ней, нажмите Ctrl+Enter"],
    "photo": ["Фото: пресс-служба акимата", "Фото Акорды и примерного агентства", "Сурет: ашық дереккөз", "Касым Ахметов (Фото: архив)", "Photo: Reuters", "Рабочие на мосту. Фото most.example.kz", "Рабочие на мосту. Фото: Иван Ли © Вести", "Фото Первого канала", "© Sputnik / Иван Ли", "Коллаж: Вести", "Видео с сайта акимата", "Скриншот: Instagram"],
    "byline": ["Автор: Данияр Ахметов", "Ответственный редактор: Ирина Сомова", "Авторлары: Жанар Қалиева, Бекзат Нұр",
        "Тілшілер: Бағлан Сейіт, Ерғазы Омар.", "Tекст: Вера Ким", "Подготовила — Айгуль Сейткали", "Written by: Jane Doe", "(Reporting by Jane Doe, John Roe, Ann Lee and Tom Fox in Berlin, with reporting by Mary Major and Bob Minor in Astana; editing by Max Moe)", "The Steppe Times News Service", "(Editing by Dana Omar and J. Lee)", "Interviews by Dana Omar", "The Associated Press", "SteppeDay Reporter", "Steppe Press Sports Writer", "Автор материала: Вера Ким"],
    "source": ["Источник: site.kz", "Дереккөз: agency.kz", "Дереккөзі: vesti.kz", "ИСТОЧНИК VESTI.KZ", "По материалам: agency.kz", "SOURCE: bit.ly/1aBcDe Journal of Bridges and Roads, published online March 2, 2026"],
    "correction": ["(This story has been refiled to add a dropped word in the third paragraph)"],
    "tags": ["Теги", "Теги: мост, Костанай, ремонт", "Персоны", "Сюжет", "Tags: bridge, river"],
    "rating": ["Оцените статью", "Была ли эта статья для вас полезной?", "Рейтинг: 4,5 (12 голосов)", "Rate this article"],
    "comments": ["Комментарии (5)", "Оставить комментарий", "Пікір қалдыру", "Зарегистрируйтесь или войдите, чтобы оставить комментарий", "17 комментариев", "К этой статье 3 комментария", "Символов осталось: 1000", "Оставлять комментарии могут только зарегистрированные", "Оставить свой комментарий", "Войдите, чтобы комментировать", "Оставить комментарий могут авторизованные читатели, войдите на сайт", "Добавить отзыв", "Комментировать могут только зарегистрированные пользователи", "Have something to say? Let us know in the comments section or send an email to the author."],
    "counter": ["Просмотров: 512", "Прочитано: 51 раз", "1 204 просмотра", "3690", "-", "Қаралды: 87", "Просмотров: 2639 Комментариев: 0", "Показов: 512", "Просмотрено 87 раз"],
    "rates": ["USD: 516.5 / 519.1", "EUR:", "USD 517,35 ▲0,42 EUR 601,18 ▼1,07", "606.0 / 611.0", "$ 31.58 р.", "€ 540,6 тг", "Курс ЦБ РФ 09.04", "CNY: 73.2", "USD 517,35 ▲0,42 CNY 73,18 ▼1,07 (Нацбанк)"],
    "weather": ["Погода в Астане: −7°", "Костанай −7 °C", "Алматы +25° ясно"],
    "cookie": ["Мы используем файлы cookie, чтобы сайт работал лучше.", "We use cookies to improve your experience."],
    "paywall": ["Читать полностью", "Материал доступен только для подписчиков", "Продолжение следует", "Продолжение на сайте »"],
    "imprint": [
        "Just a heads up, some of the links on Bridge News are affiliate links. " + "We may earn a small commission at no cost to you. " * 4,
        "This article may contain affiliate links.", "If you buy something through these links, we may earn an affiliate commission.",
        "Исключительные права на материалы, размещённые на интернет-сайте vesti-stepi.example, в соответствии с законодательством принадлежат "
        "учредителю, и не подлежат использованию другими лицами в какой бы то ни было форме без письменного разрешения правообладателя.",
        "Информационное агентство «Вести Степи» зарегистрировано в Министерстве культуры и информации Республики Казахстан. Свидетельство о постановке на учет № 10484-АА выдано 20 января 2010 года.",
        "Адрес редакции: г. Костанай, ул. Степная, д. 20, офис 5",
        "Сетевое издание «Вести Степи» (свидетельство № 12) зарегистрировано Комитетом информации 1 марта 2015 года.",
        "Мнение редакции может не совпадать с мнением авторов статей.",
        "СМИ «Вести Степи» зарегистрировано министерством информации Республики Казахстан 1 марта 2015 года.",
        "Свидетельство о постановке на учёт № 12345 выдано Комитетом информации.",
        "Зарегистрировано Федеральной службой по надзору в сфере связи.", "Редакция может не разделять мнение авторов.", "Комментарии читателей сайта размещаются без предварительной правки.",
    ],
    "copyright": ["© 2026 Вести Степи", "При использовании материалов ссылка на сайт обязательна", "Все права защищены", "Барлық құқықтар қорғалған", "Свидетельство о регистрации СМИ № 12345", "При копировании материалов разрешение редакции обязательно", "Любое копирование запрещено"],
    "tools": ["Версия для печати", "Отправить на e-mail", "Распечатать | На форум | Поделиться | Ошибка в тексте", "Постоянный адрес статьи:", "Размер текста", "Показать окно с кодом", "Копировать ссылку | Распечатать", "Постоянная ссылка: https://region.kz/news/19/", "Адрес материала: https://site.kz/news/1"],
    "stamp": ["Последнее обновление: пятница, 6 марта 2026 г., 14:10", "Опубликовано 12.03.2026", "Жаңартылған: 12.03.2026", "Published April 21, 2022", "Published November 20th, 2019 - 07:29 GMT", "Updated Nov 19, 9:41 AM", "Updated: Friday, 6 March 2026", "Обновлено 2 часа назад", "Дата 12.03.2026", "Updated 21 hours ago", "Опубликовано 2026-03-12"],
    "breadcrumb": ["Главная / Новости / Общество", "Басты бет > Жаңалықтар", "Вернуться к списку", "На главную", "На главную страницу", "К списку новостей", "Вернуться к списку новостей | Архив", "Назад в раздел", "Вернуться назад", "Назад", "Home > News"],
}  # fmt: skip
IN_LATIN = {  # by the alphabet of 2018, and by that of 2021
    "tags": ["Sanat: saıasat"],
    "stamp": ["Jariialanğan uaqyty: 02.02.2022 10:14"],
    "reading-time": ["2 minut oqylady"],
    "menu": ["Qoğam | Saiasat | Mädeniet"],
    "read-also": ["Taǵy oqyńyz", "Tağy oqyñyz", "Sondai-aq oqyñyz", "Taqyrypqa saı materıaldar", "Eń kóp oqylǵan", "Soñğy jañalyqtar", "Ūqsas jaŋalyqtar", "Taǧy oqyŋyz"],
    "share": ["Bólisý", "Bölısu"],
    "comments": ["Pikir qaldyrý", "Pikir qaldyru"],
    "photo": ["Sýret: ashyq derekkóz", "Suret: aşyq derekköz", "Photo: Qatar News Agency"],
    "counter": ["Oqylym sany: 321"],
    "subscribe": ["Telegram arnamyzǵa jazylyńyz", "Telegram arnamyzğa jazylyñyz!"],
    "copyright": ["Barlyq quqyqtar qorǵalǵan", "Barlyq qūqyqtar qorğalğan"],
    "breadcrumb": ["Basty bet"],
}
LEFT = [
    "Нашли ошибку? Сообщите в министерство, советует он.", "«Подпишись и получи приз»", "Все права защищены, указано на обложке альбома.",
    "Следите за новостями на нашей странице», — написал он.", "Если вы стали свидетелем ДТП, позвоните по номеру 102 или 39-11-22.",
    "Фото: как это было", "Видео: как спасали детей", "Фотограф: «Я ждал этот кадр три года».", "Достарыңмен бөліс сен,", "Тағы оқыңыз деген үндеу",
    "Some of the links between the two firms were never found.", "This article contains the words of the mayor, and not ours.",
    "When you buy a house, we may earn less than you, the agent said.",
    "Gdański zespół MEDIALNY ogłosił DIALOG w sprawie mostu.",  # not Kazakh, for all its ń
    "Больше новостей о мосте в Telegram никто не пишет", "Ответственный редактор отказался от комментариев.", "Авторлары кітапты екі жыл жазды.", "Тілші: Қалай ойлайсыз?",
    "Taǵy oqyǵan durys, dedi mınıstr.", "Qazaqstan men Qytaı kelisti", "Jańa álipbı engiziledi", "Sýret salǵan oqýshy júldegerdi jeńdi",
    "(Reporting by the newspaper led to an inquiry into how the contracts for the bridge and the road to the airport were won.) Nothing was found.",
    "Подписывайтесь под петицией или нет — решать жителям, заявил аким на встрече с активистами района.",
    "Читайте законы внимательнее, посоветовал министр депутатам.",
    "Фото погибших вывесили у входа в школу, где прошла панихида по ученикам и учителям.",
    "«Следите за детьми», — попросили спасатели жителей прибрежных сёл.",
    "Автором проекта стал архитектор из Алматы.",
    "Источник в правительстве сообщил, что решение примут в пятницу.",
    "Погода в регионе испортится к выходным, предупредили синоптики: ждут дождь и порывистый ветер.",
    "Доллар подорожал на 2 тенге, до 517, сообщил Национальный банк.",
    "Просмотров ролика стало больше миллиона за сутки, рассказал его создатель.",
    "Главная дорога области перекрыта из-за метели.",
    "Что изменится для пенсионеров с 1 января?",
    "— Вы подписали договор?",
    "Комментарии к законопроекту принимают до 1 мая.",
    "Тегеран отверг предложение посредников.",
    "Рейтинг премьера вырос на 4 процента.",
    "Мы используем новую технологию второй год, рассказал директор завода.",
    "Курс доллара в обменниках Алматы вырос до 519 тенге.",
    "12 апреля в Байконуре открыли музей.",
    "Политика банка не изменится.",
    "Опубликовано 12 исследований, ещё три готовятся к печати, рассказала учёный секретарь института геологии.",
    "17 комментариев к законопроекту отклонили.",
    "Распечатать бланк можно в любом отделении почты.",
    "Все новости о погибших проверяет следствие, сказал прокурор.",
    "Sign up for the marathon closes on Friday.",
    "$ 31 млн выделили на ремонт дорог.",
    "На странице музея появились фото: на них видно, как шли раскопки в 1936 году, рассказал директор музея.",
    "Учредителями фонда стали три банка и университет.",
    "СМИ сообщили, что в области зарегистрирован рекордный паводок, власти это подтвердили.",
    "Мнение автора книги не всегда разделяют критики, но её читают.",
    "Брак иностранцев зарегистрирован в посольстве, свидетельство о регистрации выдали в тот же день.",
    "Свидетельство о рождении теперь выдают за пятнадцать минут.",
    "Информационное агентство сообщило о встрече министров в пятницу.",
    "Поделиться водой с соседями готовы в Узбекистане.",
    "Фото дня признано лучшим в мире.",
    "Полный текст документа будет опубликован в официальных изданиях.",
    "«Подпишитесь на наш Telegram-канал» – такие сообщения рассылали мошенники от имени банка.",
    "«Читайте также классику», – посоветовал писатель.",
    "Подписаться на канал можно по ссылке t.me/akimat, рассказали в пресс-службе.",
    "Telegram арнамызға жазылыңыз деп хабарлаған алаяқтар ұсталды.",
    "Подписка в Казахстане подорожает с 1 февраля.",
    "Подписка Netflix подорожает",
    "Подписаться по старой цене можно до конца января.",
    "Все права защищены – такую надпись авторы используют по традиции, закон её не требует.",
    "Сочетание Ctrl+Enter отправляет сообщение сразу.",
    "Выделите текст и нажмите Ctrl+C, чтобы скопировать его.",
    "Корреспондент: Когда подешевеют квартиры?",
    "Автор: Я писал роман девять лет, и всё это время жил в ауле.",
    "Авторы – Қазақстанның халық суретшісі.",
    "Свидетельство о регистрации брака можно получить в ЦОНе за пятнадцать минут.",
    "Свидетельство о регистрации автомобиля теперь цифровое, сообщили в полиции.",
    "При использовании газового оборудования запрещено оставлять детей одних, напомнили спасатели.",
    "При использовании печей запрещено оставлять их без присмотра.",
    "Использование материалов уголовного дела запрещено без согласия следователя.",
    "Материалы по теме переданы в суд.",
    "Публикации по теме коррупции стали поводом для проверки.",
    "Читать также полезно вслух.",
    "Смотрите ещё раз на карту: здесь пройдёт дорога.",
    "Читайте далее по слогам, попросила учительница первоклассников.",
    "Осы тақырыпта конференция өтті.",
    "Поделиться материалами с полицией согласились свидетели",
    "Нравится людям и музыка в парке",
    "Отправить другу деньги можно по номеру телефона",
    "Подписка о невыезде отменена.",
    "Подписка на газеты подорожала в Казахстане.",
    "Подписаться под обращением успели тысяча человек, рассказала страница акимата.",
    "Присоединяйтесь к субботнику!",
    "Жазылу туралы өтініш қабылданады.",
    "Если вы нашли ошибку в декларации, подайте новую до 15 июля.",
    "Заметили ошибку в квитанции? Позвоните в КСК.",
    "Фото Токаева повесили в кабинете.",
    "Фото Алии Сейтовой на обложке журнала вызвало споры.",
    "Автор — выпускница художественной школы из Лисаковска.",
    "Источник — родник у самого села.",
    "Сюжет — о молодом учителе, который приезжает в аул.",
    "Темы — дороги, газ и вода.",
    "Оставить отзыв можно на сайте акимата или по телефону 109.",
    "Пікір қалдыру құқығы бар.",
    "Зарегистрируйтесь, чтобы получить путёвку: портал откроется 1 мая.",
    "Зарегистрируйтесь или продлите вид на жительство до конца года.",
    "Воздух прогреется до +25 °C.",
    "Воздух за неделю прогрелся всего на 5°.",
    "Продолжение войны",
    "Copyright law was amended.",
    "Обновлено 45 км дорог области.",
    "Опубликовано 12 книг.",
    "Дата 12 марта вошла в историю.",
    "Published in 2015, the book sold well.",
    "Вернуться домой удалось не всем.",
    "Вернуться в Казахстан смогли 12 человек.",
    "Назад дороги нет.",
    "На главную роль утвердили школьницу.",
    "К списку добавили три села.",
    "Подписывайте договор только после юриста.",
    "Подписаться на газету можно в любом отделении почты.",
    "Наш Telegram читают в сорока странах.",
    "Заметил ошибку пилот слишком поздно.",
    "Материал доступен в аптеках страны уже год.",
    "Все права сохранены за вдовой.",
    "СМИ и блогеры будут отчитываться перед министерством информации, решил парламент.",
    "Свидетельство выдано министерством культуры и информации школьному музею за коллекцию.",
    "Зарегистрированы новые правила, утверждённые министерством информации и опубликованные сегодня.",
    "Средство массовой информации оштрафовано министерством информации на миллион тенге.",
    "Электронное издание словаря казахского языка зарегистрировано в Книге рекордов.",
    "Комментарии читателей газеты публикуются каждую пятницу.",
    "This story was told to children for centuries.",
    "(Editing by the author took nine years.) The book was printed in a week.",
    "The reporter",
    "Also: Five villages were left without water.",
    "A Ghost Writer",
    "Interviews by phone",
    "The company runs a news service for banks.",
    "Source: a spring near the village, which dries up in the summer months of every second year.",
]


@pytest.mark.parametrize(
    ("last", "rule"),
    [
        ("Писатель окончил Казахский университет в 1965 году и издал двадцать романов.", ""),
        ("Журналистка окончила школу в Лисаковске.", ""),
        ("Эксперт посоветовал: «Не верьте мне на слово, проверяйте».", ""),
        ("О себе рассказывать не любит.", ""),
        ("В редакции более ста писем от читателей.", ""),
        ("В профессии с 1965 года: ветеран воспитал сотни учеников.", ""),
        ("Блогер по призванию, окончил школу в Лисаковске.", "author-bio"),
        ("Журналист по призванию, наблюдатель по натуре, окончил школу в Лисаковске.", "author-bio"),
        ("Эксперт окончил школу в Лисаковске.", "author-bio"),
        ("Абай Сейтов — журналист, работал в газетах и пишет о степи.", ""),
        ("Иван Ли — журналист, пишет о степи.", "author-bio"),
        ("Aida Kim is a glaciologist and a visiting fellow at the Institute of Geography.", "author-bio"),
        ("Aida Kim is a fellow citizen of ours.", ""),
        ("Журналист. Пишу о мостах и дорогах.", "author-bio"),
        ("О себе: люблю степь.", "author-bio"),
        ("В журналистике с 2009 года.", "author-bio"),
        ("В редакции более десяти лет.", "author-bio"),
        ("Новости, которым доверяют", "slogan"),
        ("Dana Omar covers energy and mining for The Steppe Times.", "author-bio"),
        ("Dana Omar is a contributing writer for The Steppe Times.", "author-bio"),
        ("Snow Storm covers the city.", ""),
        ("Dana Omar writes letters.", ""),
    ],
)
def test_what_stands_last_is_of_an_author_unless_the_story_speaks_of_one(last: str, rule: str) -> None:
    before = "В Костанае простились с писателем Абаем Сейтовым. Пришли журналисты и читатели. Об этом рассказали эксперту газеты."
    assert end_of(last, before) == rule


@pytest.mark.parametrize(
    ("last", "rule"),
    [
        ("Reuters contributed to this report.", "byline"),
        ("Steppe Times writers Dana Omar in Aktau, Kazakhstan, and J. Lee contributed to this report from Atyrau.", "byline"),
        ("More than 200 scientists contributed to this report.", ""),
        ("Scientists from Kazakhstan contributed to this report.", ""),
        ("Heavy rain contributed to this story.", ""),
        ("Omar reported from Aktau, Kazakhstan.", "byline"),
        ("The mayor reported from the bridge.", ""),
        ("Omar reported from Aktau that the bridge was open.", ""),
        (
            "(Additional reporting by Dana Omar, J. Lee, Tom Fox, Mary Major, Bob Minor, Jane Doe, John Roe, Ann Low, Max Moe, Abai Sei, Ivan Kim, "
            "Pyotr Petrov, Anna Abaeva and Serik Seitov in Astana; Writing by Dana Omar; Editing by J. Lee and Tom Fox)",
            "byline",
        ),
        ("Reporting by hand is slow; editing by machine is not.", ""),
        ("Follow Dana Omar at: https://x.com/danaomar", "byline"),
        ("Follow Dana Omar at a distance.", ""),
        ("To contact the reporter on this story: Dana Omar in Almaty at domar@example.com", "byline"),
        ("Contact the editors: news@example.com", "byline"),
        ("To contact the editor, he had to cross the steppe.", ""),
        ("Dana Omar can be reached at domar@example.com.", "byline"),
        ("Dana Omar can be reached in Almaty.", ""),
        ("Follow Dana Omar on Telegram: @danaomar", "byline"),
        ("Follow the river on foot.", ""),
        ("For comments and feedback: news@example.com", "byline"),
        ("Questions were sent to news@example.com last week.", ""),
        ("Связаться с автором: omar@example.kz", "byline"),
        ("Почта автора — omar@example.kz", "byline"),
        ("Связаться с автором письма не удалось.", ""),
        ("Над материалом работали: Айгуль Сеитова, Пётр Иванов", "byline"),
        ("В подготовке материала участвовала Айгуль Сеитова.", "byline"),
        ("Над текстом работали три года.", ""),
        ("omar@example.kz", "byline"),
        ("Example.kz", "byline"),
        ("Дана СЕЙТОВА, s@example.kz, Костанай", "byline"),
        ("Дана СЕЙТОВА.", "byline"),
        ("Dinara MÄLIKOVA, «Dala tılı»", "byline"),
        ("Дана СЕЙТОВА. Мост открыла она.", ""),
        ("Айгуль Сеитова, seitova@example.kz", "byline"),
        ("Заявки принимаются по адресу omar@example.kz", ""),
        ("ap/kam/bfi/an", "byline"),
        ("km/h", ""),
        ("(END)", "byline"),
    ],
)
def test_what_stands_last_credits_who_wrote_the_story(last: str, rule: str) -> None:
    assert end_of(last, "The bridge was opened on Thursday. Drivers had waited for it for seven months.") == rule


def test_an_address_stays_where_the_line_before_it_leads_to_it() -> None:
    assert end_of("omar@example.kz", "Мост открыли. Вопросы жителей принимают до пятницы по адресу:") == ""


@pytest.mark.parametrize(
    ("line", "rule", "rest"),
    [
        ("Фото: vesti.kzВ области открыли новый мост через реку Тобол.", "photo", 14),
        ("Автор: Айгуль СейткалиВ области открыли новый мост через реку Тобол.", "byline", 22),
        ("Источник: agency.kz«Мы ждали этого семь месяцев», — сказал руководитель области.", "source", 19),
        ("Читайте также: Мост закрыли на ремонтВ области открыли новый мост через реку Тобол.", "read-also", 37),
        ("14:26В области открыли новый мост.", "stamp", 5),
        ("9:05, 12.03.2026В области открыли новый мост.", "stamp", 16),
        ("1.03.2026 14:26Мост открыли.", "stamp", 15),
        ("Обновлено в 14:42 мск Мост через реку открыли.", "stamp", 22),
        ("Обновлено 5 января в 14.32. Мост через реку открыли.", "stamp", 28),
        ("Жаңартылды: 12:30 Көпір ашылды.", "stamp", 18),
        ("Updated at 14:30 GMT. The bridge is open.", "stamp", 22),
        ("Фото: пресс-служба КНБВ Каспий выпустили 805 рыб осетровых пород.", "photo", 22),
        ("Фото: пресс-служба КНБВ результате проверки задержали 53 нарушителя.", "photo", 22),
        ("Читайте также: Официальный ответ МВДЗаседание суда можно посмотреть по ссылке.", "read-also", 36),
        ("Читайте также: Что происходит в ЗКО.Ранее в области из-за паводков вывезли семь тысяч человек.", "read-also", 36),
        ("Фото: vesti.kzВ области открыли мост через Тобол.", "", 0),  # too little behind it to tell
        ("Фото: акимат - Мост через Тобол", "", 0),
        ("Мост открыли в КостанаеВ области ждали этого события целых семь месяцев.", "", 0),
        ("14:26 В области открыли новый мост.", "", 0),
        ("05.01.2012, Тирасполь 00:16:06 В области открыли новый мост.", "stamp", 31),
        ("5.1.2012 8:16:36 «Мы ждали этого», — сказал аким.", "stamp", 17),
        ("05.01.2012, Усть-Каменогорск 00:16 В области открыли новый мост.", "", 0),  # an entry of a chronicle
        ("05.01.2012 В области открыли новый мост.", "", 0),
        ("214:26В области открыли новый мост.", "", 0),
    ],
)
def test_a_line_is_parted_where_noise_runs_into_a_sentence(line: str, rule: str, rest: int) -> None:
    assert parted(line) == ([(line[:rest], rule), (line[rest:], "")] if rule else [(line, "")])


@pytest.mark.parametrize(
    ("credit", "sign", "rule"),
    [
        ("Фото с сайта tobol.kz", " - ", "photo"),
        ("Фото: tobol.kz", " ", "photo"),
        ("Иллюстративное фото из архива «ВТ»", " ", "photo"),
        ('Иллюстративное фото из архива "ВТ"', " ", "photo"),
        ("Аким газеты «ВТ»", " ", ""),
        ("Опора моста через Тобол (архивное фото)", " ", "photo"),
        ("Piers of the bridge (file photo)", " ", "photo"),
        ("Мост через Тобол", " - ", ""),
    ],
)
def test_a_credit_is_parted_from_a_long_sentence_behind_a_sign(credit: str, sign: str, rule: str) -> None:
    sentence = "В Костанайской области завершили ремонт моста через Тобол, сообщили в управлении транспорта."
    line = f"{credit}{sign}{sentence}"
    assert parted(line) == ([(credit, rule), (sentence, "")] if rule else [(line, "")])


def test_a_long_line_is_a_caption_where_it_is_keywords_and_a_credit() -> None:
    keywords = "мост, мосты, мост через реку, ремонт моста, дороги, ремонт дорог, дороги области, мосты области, опоры, опоры моста, стройка, "
    credit = "стройка моста, река, река Тобол, набережная, строители , фото - Вести от 12.03.2026 14:26 Фото: Ерлан Омаров"
    assert rule_of(keywords + credit) == "photo"
    assert rule_of(f"Строители рассказали в субботу, что везли на новый мост: {keywords}{credit}") == ""
    assert rule_of(f"{keywords}строители. {credit}") == ""


def test_a_caption_as_a_system_of_pages_writes_it_is_parted_from_what_stands_beside_it() -> None:
    caption = '[caption id="7" align="left"] Мост. Фото: акимат[/caption]'
    assert parted(f"{caption} {BRIDGE}") == [(caption, "photo"), (BRIDGE, "")]
    assert parted(f"{BRIDGE} {caption} {BRIDGE}") == [(BRIDGE, ""), (caption, "photo"), (BRIDGE, "")]


BRIDGE = "В области открыли мост через Тобол, его строили семь месяцев."


@pytest.mark.parametrize(
    ("behind", "rule"),
    [
        ("Поделиться: Facebook Twitter VK Telegram", "share"),
        ("(фото: Айдар Мусин)", "photo"),
        ("фото: unsplash.com / Рустик Веган", "photo"),
        ("Читайте также: Кто ещё из наших вышел в финал", "read-also"),
        ("(обновлено в 16:40)", "stamp"),
        ("Подписывайтесь на наш Telegram-канал!", "subscribe"),
        ("Читать далее", "paywall"),
        ("Читать далее Мост через Тобол открыли", "read-also"),
        ("Фото погибших вывесили у входа.", ""),
        ("Позже движение запустили.", ""),
        ("Ранее мы рассказывали, как чинили мост. Фото: Piter.TV", "photo"),  # the credit alone
    ],
)
def test_noise_behind_a_sentence_of_the_same_line_is_parted_from_it(behind: str, rule: str) -> None:
    parts = parted(f"{BRIDGE} {behind}")
    assert [found for _, found in parts] == (["", rule] if rule else [""])
    assert " ".join(part for part, _ in parts) == f"{BRIDGE} {behind}"
    assert parts[0][0].startswith(BRIDGE)


@pytest.mark.parametrize(
    ("before", "kind", "goes"),
    [
        ("Министр рассказал о планах", "paragraph", True),
        ("Министр рассказал о планах.", "paragraph", False),
        ("Министр рассказал о планах:", "paragraph", False),
        ("Министр рассказал о планах", "heading", False),
        ("Министр рассказал", "paragraph", False),
    ],
)
def test_what_stands_before_a_rubric_goes_with_it_if_it_is_a_teaser(before: str, kind: str, goes: bool) -> None:
    rules = noise([Block(BRIDGE), Block(before, kind), Block("Политика"), Block(BRIDGE)])
    assert rules == ["", *(["related"] * 2 if goes else ["", ""]), ""]


@pytest.mark.parametrize(("at", "goes"), [(0, False), (1, True), (2, True), (4, True), (5, True), (6, False)])
def test_a_question_is_of_a_poll_beside_its_label(at: int, goes: bool) -> None:
    blocks = [Block(BRIDGE) for _ in range(7)]
    blocks[3], blocks[at] = Block("Опрос"), Block("Нужен ли городу второй мост?")
    assert noise(blocks)[at] == ("poll" if goes else "")


def test_a_long_question_beside_a_poll_is_of_the_story() -> None:
    question = f"Нужен ли городу второй мост, если первый {'строили семь месяцев и чинили, ' * 5}но так и не открыли?"
    assert noise([Block(BRIDGE), Block("Опрос"), Block(question)]) == ["", "poll", ""]


def test_a_label_announces_the_items_that_hold_links_up_to_the_first_without() -> None:
    teaser, item = Block(BRIDGE, "item", link_share=0.2), Block(BRIDGE, "item")
    assert noise([Block(BRIDGE), Block("Смотрите также:"), teaser, teaser, item]) == ["", "read-also", "related", "related", ""]
    assert noise([Block(BRIDGE), Block("Планы области:"), teaser, teaser, item]) == [""] * 5


def test_a_label_with_a_headline_in_it_announces_no_links() -> None:
    blocks = [
        Block(BRIDGE),
        Block("Читайте также: В Таразе открыли парк культуры и отдыха"),
        Block("Отчёт акимата за прошлый год", link_share=1.0),
    ]
    assert noise(blocks) == ["", "read-also", ""]


@pytest.mark.parametrize("sign", ["-", "–", "→", "➡", "👉", "↗"])
def test_a_line_that_is_but_a_link_behind_a_sign_points_to_another_story(sign: str) -> None:
    pointer = Block(f"{sign} Мост в Таразе закрыли на ремонт", link_share=1.0)
    speech = Block(f"{sign} Мост в Таразе закрыли на ремонт", link_share=0.6)
    sentence = Block(f"{sign} Мост в Таразе закрыли на ремонт.", link_share=1.0)
    question = Block(f"{sign} Кто построит второй мост?", link_share=24 / 26)
    blocks = [Block(BRIDGE), pointer, speech, sentence, question]
    assert noise(blocks) == ["", "read-also", "", "", "read-also"]


@pytest.mark.parametrize(
    ("text", "linked", "goes"),
    [
        ("В ТЕМУ ДНЯ: Мост в Таразе закрыли", "Мост в Таразе закрыли", True),
        ("MORE: Ten ways to cross the river", "MORE: Ten ways to cross the river", True),
        ("АКИМ: Мост в Таразе закрыли", "Мост в Таразе", False),  # what somebody says
        ("Аким: мост в Таразе закрыли", "мост в Таразе закрыли", False),
        ("АКИМ: Мост в Таразе закрыли.", "Мост в Таразе закрыли.", False),
        ("АЛМАТЫ: улица Абая, 20", "", False),
        ("ВЕДУЩИЙ ПРОГРАММЫ: Иван Ли", "Иван Ли", False),
    ],
)
def test_a_line_that_is_but_a_link_behind_a_label_in_capitals_points_to_another_story(text: str, linked: str, goes: bool) -> None:
    pointer = Block(text, link_share=len(linked) / len(text))
    assert noise([Block(BRIDGE), pointer, Block(BRIDGE)]) == ["", "read-also" if goes else "", ""]


@pytest.mark.parametrize(
    ("text", "link_share", "goes"),
    [
        ("[ Bridges wear out faster than planned. Read Nine Ways To Mend A Bridge. ]", 0.4, True),
        ("[Мосты стареют быстрее, чем думали. Читайте, как их чинят.]", 0.3, True),
        ("[Көпірлер тез тозады. Оларды қалай жөндейтінін оқыңыз.]", 0.3, True),
        ("[ Bridges wear out faster than planned. Read Nine Ways To Mend A Bridge. ]", 0.0, False),
        ("[Editor's note: the length of the bridge has been corrected.]", 0.2, False),
        ("[Мост] Читайте, как его чинят", 0.3, False),
    ],
)
def test_a_line_in_brackets_that_calls_to_read_a_link_points_to_another_story(text: str, link_share: float, goes: bool) -> None:
    assert noise([Block(BRIDGE), Block(text, link_share=link_share), Block(BRIDGE)]) == ["", "read-also" if goes else "", ""]


def test_behind_the_label_of_comments_all_is_comments_up_to_the_next_noise() -> None:
    texts = ("Давно пора было открыть.", "Комментарии (2)", "Давно пора было открыть.", "Теги: мост", "Мост и дороги")
    assert families_behind([Block(text) for text in texts]) == ["", "comments", "comments", "tags", ""]


def test_who_wrote_it_stays_behind_a_text_of_a_few_words() -> None:
    assert noise([Block(BRIDGE), Block("Журналист. Пишу о мостах и дорогах.")]) == ["", ""]
    assert noise([*[Block(BRIDGE)] * 6, Block("Журналист. Пишу о мостах и дорогах.")])[-1] == "author-bio"


ROAD = "Дорогу к новому мосту через Тобол обещают закончить только к осени."
WEATHER = "Синоптики рассказали, каким будет воздух в крупных городах страны в субботу."


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ((WEATHER, "Астана: −12 °C, снег", BRIDGE), True),
        ((BRIDGE, ROAD, WEATHER, "Астана: −12 °C, снег", f"{ROAD} {BRIDGE}"), True),
        (
            (BRIDGE, ROAD, f"{ROAD} {ROAD}", WEATHER, "Астана: −12 °C, снег", f"{ROAD} {BRIDGE}"),
            False,
        ),  # a story's first lines say its topic
        (("Синоптики о субботе.", "Астана: −12 °C, снег", BRIDGE), False),
        ((WEATHER, BRIDGE, "Астана: −12 °C, снег"), False),  # behind the last sentence
        (("Погода в Астане и Алматы: −12 °C", BRIDGE, "Астана: −12 °C, снег", BRIDGE), False),  # noise says no topic
        (("Стоимость нефти и евро растёт третий день подряд, следом растёт и бензин.", "USD 516.50", BRIDGE), True),
        (("Тенге укрепился к концу недели, и цены на топливо сразу снизились на треть.", "USD 516.50", BRIDGE), True),
        (("Доллар третий день подряд растёт, и цены на топливо поднялись на треть.", "USD 516.50", BRIDGE), True),
        ((BRIDGE, "USD 516.50", BRIDGE), False),
    ],
)
def test_rates_and_the_weather_stay_within_a_story_about_them(lines: tuple[str, ...], left: bool) -> None:
    at = next(at for at, line in enumerate(lines) if line.startswith(("Астана", "USD")))
    assert (noise([Block(line) for line in lines])[at] == "") == left
    paragraphs, _ = scrub("\n\n".join(lines))
    assert (lines[at] in paragraphs) == left


def test_a_teaser_with_its_rubric_behind_it_is_another_story() -> None:
    texts = (
        "В области открыли мост.",
        "Министр рассказал о планах на весну",
        "Политика",
        "Движение запустили в понедельник.",
    )
    assert noise([Block(text) for text in texts]) == ["", "related", "related", ""]


def test_items_and_quotes_are_never_judged_by_their_first_words() -> None:
    blocks = [Block("Читайте также наши правила", "quote"), Block("3690", "row"), Block("Теги", "item")]
    assert noise(blocks) == ["", "", ""]


def test_links_under_a_label_go_with_it_and_the_text_behind_them_stays() -> None:
    blocks = [
        Block("В области открыли мост.", link_share=0.0),
        Block("Ссылки по теме:", "heading"),
        Block("Подрядчика моста оштрафовали", "item", 1.0),
        Block("Как строили дамбу", "item", 0.9),
        Block("Движение запустили в понедельник.", link_share=0.2),
        Block("Отчёт акимата опубликован на сайте", "item", 1.0),
    ]
    assert noise(blocks) == ["", "read-also", "related", "related", "", ""]


BEGINNINGS = st.sampled_from(
    [line.split()[0] for lines in TAKEN.values() for line in lines] + ["Қарау саны", "USD 1", "Главная /"]
)
FILLING = st.sampled_from(
    ["  ", ",", ". ", "1,", "9 ", ")", " | ", ": ", "-", "Распечатать ", "Google ", "USD 1 ", "(1"]
)


@settings(max_examples=200, deadline=None)
@given(BEGINNINGS, st.lists(FILLING, min_size=1, max_size=3), st.sampled_from(["", "ж", "!x"]))
def test_no_line_is_judged_for_long(beginning: str, filling: list[str], end: str) -> None:
    line = (beginning + " " + "".join(filling) * 200)[:215] + end
    started = time.process_time()
    rule_of(line)
    assert time.process_time() - started < 0.5

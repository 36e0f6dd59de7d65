"""Pages as sites of several languages make them: each has one day, or none, and a rule that could be taken in by it."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.dates.months import month_of
from pipeline.dates.published import published
from pipeline.dates.read import read
from pipeline.dates.verdict import Verdict
from pipeline.document import to_document
from pipeline.page import Page

NOW = dt.datetime(2026, 2, 10, 5, 0, tzinfo=dt.UTC)  # 10:00 in Almaty
TITLE = "В посёлке построили водопровод и школу"
STORY = (
    "<p>Новый водопровод длиной двенадцать километров соединил посёлок с городом, рассказали в акимате области, добавив, что "
    "строители управились на месяц раньше срока, а школу откроют к началу учебного года.</p>" * 3
)
STRINGS = {
    "ru, a day with its time before": ("Опубликовано 09:15 | 3 февраля 2026", "2026-02-03"),
    "ru, a short month and a short year": ("3 фев '26", "2026-02-03"),
    "ru, capitals": ("03 ФЕВРАЛЯ 2026 Г. 18:40", "2026-02-03"),
    "ru, an hour ago over midnight": ("11 часов назад", "2026-02-09"),
    "ru, a week ago": ("неделю назад", "2026-02-03"),
    "en, weeks and days ago": ("2 weeks, 3 days ago", "2026-01-24"),
    "ru, the day before yesterday": ("Позавчера в 23:10", "2026-02-08"),
    "ru, without a year, of last year": ("31 декабря, 23:55", "2025-12-31"),
    "ru, without a year, far ahead": ("14 марта", "2025-03-14"),
    "ru, without a year, shortly ahead, but with its time": ("11 февраля, 10:15", "2025-02-11"),
    "ru, without a year, of the year that has the weekday": ("Понедельник, 3 февраля", "2025-02-03"),
    "ru, without a year, with its weekday": ("3 февраля, вторник", "2026-02-03"),
    "es": ("3 de febrero de 2026", "2026-02-03"),
    "ru, without a year, of today": ("10 февраля, 09:10", "2026-02-10"),
    "ru, a short year of another": ("3 фев '24", "2024-02-03"),
    "en, yesterday": ("Yesterday at 18:20", "2026-02-09"),
    "en, the day before yesterday": ("The day before yesterday, 18:20", "2026-02-08"),
    "ru, a day with its ending": ("3-е февраля 2026 года", "2026-02-03"),
    "kk, this moment": ("Қазір ғана", "2026-02-10"),
    "uk, the day before yesterday": ("Позавчора, 21:40", "2026-02-08"),
    "ru, the day behind the month, a short year and a time": ("Фев 3rd 26 18:20", "2026-02-03"),
    "en, the day behind the month": ("February 3rd, 2026", "2026-02-03"),
    "en, the first": ("1st February 2026", "2026-02-01"),
    "en, the second": ("February 2nd, 2026", "2026-02-02"),
    "en, minutes ago": ("20 minutes ago", "2026-02-10"),
    "en, an hour ago": ("an hour ago", "2026-02-10"),
    "ru, days ago": ("3 дня назад", "2026-02-07"),
    "ru, just now": ("Только что", "2026-02-10"),
    "kk, just now": ("жаңа ғана", "2026-02-10"),
    "kk, of the year": ("2026 жылдың 3 ақпан", "2026-02-03"),
    "kk, the year's sign": ("2026 ж. 3 ақпан", "2026-02-03"),
    "kk Latin, the year": ("2026 jyly 3 aqpan", "2026-02-03"),
    "kk Latin, of the year": ("2026 jylǵy 3 aqpan", "2026-02-03"),
    "kk, the year first": ("2026 жылғы 3 ақпан, 11:20", "2026-02-03"),
    "kk, the year last": ("3 ақпан, 2026 жыл", "2026-02-03"),
    "kk, a case ending": ("3 ақпанда 2026", "2026-02-03"),
    "ru, a short month that is a word, too": ("3 сен, 09:15", "2025-09-03"),
    "uk, a short month that is a word, too, with its time": ("30 лип, 10:15", "2025-07-30"),
    "uk, a short month that is a word, too, with its year": ("30 лип. 2025", "2025-07-30"),
    "kk, yesterday": ("Кеше сағат 18:20", "2026-02-09"),
    "kk, ago": ("5 сағат бұрын", "2026-02-10"),
    "kk Latin": ("3 aqpan 2026", "2026-02-03"),
    "kk Latin of 2021": ("2026 jylğy 3 aqpan", "2026-02-03"),
    "kk Latin, yesterday": ("keşe, 12:00", "2026-02-09"),
    "uk": ("3 лютого 2026, 10:15", "2026-02-03"),
    "uk, the short month": ("3 лют. 2026", "2026-02-03"),
    "uk, yesterday": ("Вчора, 21:40", "2026-02-09"),
    "uk, ago": ("3 години тому", "2026-02-10"),
    "en, the day with its ending": ("3rd of February 2026", "2026-02-03"),
    "en, the weekday": ("Tuesday, Feb 3, 2026 at 4:05 pm", "2026-02-03"),
    "en, the month in capitals": ("FEBRUARY 3, 2026", "2026-02-03"),
    "en, days ago": ("2 days ago", "2026-02-08"),
    "numbers, the day first": ("03/02/2026", "2026-02-03"),
    "numbers, the year first": ("2026/02/03 08:00", "2026-02-03"),
    "numbers with spaces": ("03 . 02 . 2026", "2026-02-03"),
    "an instant after midnight in the zone": ("2026-02-02T20:10:00Z", "2026-02-03"),
    "an instant in GMT": ("2026-02-02 20:10:00 GMT", "2026-02-03"),
    "an instant of another zone": ("2026-02-03T23:30:00+09:00", "2026-02-03"),
    "an instant without a colon in its zone": ("2026-02-03T01:00:00+0500", "2026-02-03"),
    "parts of a second": ("2026-02-03T10:00:00.123456+05:00", "2026-02-03"),
    "a time glued before": ("12:3003.02.2026", "2026-02-03"),
    "a time glued behind": ("03.02.202612:30", "2026-02-03"),
    "a time behind a dash": ("03.02.2026-12:30", "2026-02-03"),
    "a counter behind": ("03.02.2026 1532 просмотра", "2026-02-03"),
    "marks of direction": ("\u200e3\u200e.\u200e02\u200e.\u200e2026", "2026-02-03"),
    "a space without a width": ("3\u200b февраля 2026", "2026-02-03"),
    "a Roman month": ("3.II.2026", "2026-02-03"),
    "numbers that have one order": ("01/31/2026", "2026-01-31"),
    "numbers that have one order, a short year and a time": ("1/31/26 11:04am", "2026-01-31"),
    "ru, an ordinal": ("3-ое февраля 2026", "2026-02-03"),
    "ru, hours ago, short": ("5 ч. назад", "2026-02-10"),
    "ru, hours and minutes ago": ("11 часов 20 минут назад", "2026-02-09"),
    "ru, a number in letters": ("два дня назад", "2026-02-08"),
    "ru, a day and a night ago": ("сутки назад", "2026-02-09"),
    "kk, a number in letters": ("екі күн бұрын", "2026-02-08"),
    "kk, an ordinal": ("3-ші ақпан 2026", "2026-02-03"),
    "ru, half an hour ago": ("полчаса назад", "2026-02-10"),
    "ru, days ago, short": ("2 дн. назад", "2026-02-08"),
    "ru, by the rules of mail": ("Mon, 02 Feb 2026 20:15:00 GMT", "2026-02-03"),
    "kk, in Russian letters": ("3 желтоксан 2025", "2025-12-03"),
    "kk, in Russian letters, January": ("3 кантар 2026", "2026-01-03"),
    "kk Latin of 2021, July": ("3 şılde 2025", "2025-07-03"),
    "kk Latin of 2021, today": ("bügın, 09:30", "2026-02-10"),
    "kk Latin of 2021, ago": ("2 sağat būryn", "2026-02-10"),
    "uz": ("3-fevral, 2026", "2026-02-03"),
    "uz, the year first": ("2026-yil 3-fevral", "2026-02-03"),
    "uz, in Cyrillic": ("2026 йил 3 февраль", "2026-02-03"),
    "uz, yesterday": ("kecha, 14:05", "2026-02-09"),
    "ky, the year first": ("2026-жылдын 3-февралы", "2026-02-03"),
    "ky, yesterday": ("кечээ, 14:05", "2026-02-09"),
    "ky, ago": ("2 саат мурун", "2026-02-10"),
    "tr, ago": ("2 saat önce", "2026-02-10"),
    "fr, a year of two digits": ("3 Fév 26 à 9:21", "2026-02-03"),
    "it, a year of two digits": ("(Pescasseroli, 3 Febbraio 26)", "2026-02-03"),
    "uz, minutes ago": ("5 minut oldin", "2026-02-10"),
    "kk Latin, minutes ago": ("15 mınýt buryn", "2026-02-10"),
    "kk Latin, an hour ago with a dot": ("11 SAĞAT BURYN", "2026-02-09"),
    "tr, minutes ago in capitals": ("5 DAKİKA ÖNCE", "2026-02-10"),
    "de, yesterday": ("Gestern, 18:05 Uhr", "2026-02-09"),
    "uz Cyrillic, yesterday": ("Кеча, 12:00", "2026-02-09"),
    "ky, of May": ("2025-жылдын 18-майы", "2025-05-18"),
    "uk, a short month of four letters": ("18 лист. 2025 р.", "2025-11-18"),
    "en, the month first, without a year, with its time": ("Jan 29 at 4:10 PM", "2026-01-29"),
    "ru, the day in quotation marks": ("«3» февраля 2026 г.", "2026-02-03"),
    "fr, the first": ("1er février 2026", "2026-02-01"),
    "uz Cyrillic, ago": ("12 соат олдин", "2026-02-09"),
    "kk Latin, a short month": ("3 jelt. 2025", "2025-12-03"),
    "numbers that have one order, with points": ("01.31.2026", "2026-01-31"),
    "numbers, without a year, with their time": ("29.01, 12:30", "2026-01-29"),
}
MONTHS = {
    1: "январь января қаңтар қаңтарда қаңтардың qańtar qantar qañtar qańtarda січень січня студзеня january januar janvier enero gennaio janeiro ocak stycznia янв jan қаң қаңт січ yan janv ene gen oca sty ianuarie ledna janvārī jaanuar tammikuuta януари јануара",
    2: "февраль февраля ақпан ақпандағы aqpan лютий лютого february février fevrier febrero febbraio fevereiro şubat lutego luty фев февр feb ақп лют fév fev févr şub shkurt února veebruar helmikuuta лютага февруари фебруара",
    3: "март марта наурыз наурызда наурыздың naýryz nauryz березень березня сакавіка march märz maerz marzo março mart marca мар mar нау наур бер mars mrz martie maret maart března március märts maaliskuuta",
    4: "апрель апреля сәуір сәуірдегі sáýir sauir säuir säuır квітень квітня april avril abril aprile nisan kwietnia апр apr сәу кві квіт avr abr nis prill dubna huhtikuuta красавіка април",
    5: "май мая мае маем майы мамыр мамырда mamyr травень травня may mai mayo maggio maio mayıs maja мам тра трав mag mei května május mája toukokuuta траўня",
    6: "июнь июня маусым маусымда maýsym mausym червень червня june juni juin junio giugno junho haziran czerwca jun мау маус чер черв iyn giu haz qershor iunie června június juuni jūnijs kesäkuuta чэрвеня юни",
    7: "июль июля шілде шілденің shilde şilde липень липня july juli juillet julio luglio julho temmuz lipca jul шіл лип juil lug tem korrik iulie července július juuli jūlijs heinäkuuta ліпеня юли",
    8: "август августа тамыз тамызда tamyz серпень серпня august août aout agosto ağustos sierpnia авг aug там сер серп avg ago ağu gusht agustus srpna elokuuta жніўня",
    9: "сентябрь сентября қыркүйек қыркүйекте qyrkúıek qyrkuiek qyrküiek вересень вересня september settembre setembro setiembre septiembre eylül września сен сент sep sept қыр қырк вер set eyl shtator září szeptember syyskuuta верасня септември септембра",
    10: "октябрь октября қазан қазанда qazan жовтень жовтня october oktober octubre ottobre outubro ekim października окт oct okt қаз жов жовт ott out eki tetor octombrie október října lokakuuta кастрычніка октомври октобра",
    11: "ноябрь ноября қараша қарашадағы qarasha qaraşa листопад листопада november noviembre kasım listopada ноя нояб nov қар лис лист noy kas nëntor nentor noiembrie marraskuuta лістапада ноември новембра",
    12: "декабрь декабря желтоқсан желтоқсанның jeltoqsan грудень грудня december dezember décembre dicembre diciembre dezembro aralık grudnia дек dec dez желт жел гру груд déc dic ara dhjetor desember detsember prosince joulukuuta снежня декември децембра",
}  # fmt: skip
NO_MONTHS = (
    "травм травма травмы берез березы липы червей серпом груды лютых квітка мартышек мартовских октябрят августовских июньских "
    "снежная юнион юлить красавица маусымдық қазандық major majority mayor mayors junior junta julius martyrs marches grudges lipstick martial maarten květin"
)
WEEKDAYS = (
    "понедельник дүйсенбі monday понеділок", "вторник сейсенбі tuesday вівторок", "среда среду сәрсенбі wednesday середа",
    "четверг бейсенбі thursday четвер", "пятница пятницу жұма friday", "суббота субботу сенбі saturday субота",
    "воскресенье воскресенья жексенбі sunday неділя",
)  # fmt: skip
NO_STRINGS = {
    "ru, tabs of a list": "Сегодня | Вчера | Неделя",
    "en, tabs of a list": "Today Yesterday",
    "ru, years beside the days": "1 год и 2 дня назад",
    "ru, months beside the days": "2 месяца 5 дней назад",
    "en, a month beside the days": "1 month 3 days ago",
    "en, a year beside the weeks": "1 year, 2 weeks ago",
    "kk, a month beside the days": "1 ай 3 күн бұрын",
    "ru, one day or another": "2-3 дня назад",
    "en, one hour or another": "2–3 hours ago",
    "en, a fraction of days": "10.5 days ago",
    "en, more than that": "more than 3 days ago",
    "ru, more than that": "более 3 дней назад",
    "two numbers behind a month, without a time": "Mar 3 24 goals",
    "a month and no day": "февраль 2026",
    "a quarter": "I квартал 2026 года",
    "a 13th month in both orders": "31/31/2026",
    "a short year behind a month and a day without a time": "1/31/26 goals",
    "a day of the Islamic calendar": "15 шаабан 1447 года хиджры",
    "a year of the Islamic calendar": "12.05.1447",
    "a day that no year has": "30 февраля 2026",
    "the 29th of February of a common year": "29 февраля 2026",
    "a weekday that is another, without a year": "Пятница, 3 февраля",
    "a span with a hyphen": "1-3 февраля 2026",
    "a weekday that is another": "Понедельник, 3 февраля 2026",
    "a score": "Счёт 3:2, 2-й тайм",
    "a telephone": "8 (7172) 03-02-26",
    "an article of a law": "статья 12.3.2026-1",
    "a price": "1 250 000 тенге",
    "a version": "версия 5.10.25",
    "some days": "несколько дней назад",
    "some days, in Kazakh": "бірнеше күн бұрын",
    "a number in letters that is not known": "двадцать дней назад",
    "a number too long to be one of days": "1245 дней назад",
    "a telephone with a code": "+7 (727) 25.12.20",
    "Roman digits that are no month": "3.XIV.2026",
    "a counter glued to the year": "03.02.20261532",
    "a time of three digits glued before": "12:303.02.2026",
    "an event of tomorrow": "11 февраля",
    "an event of the next month": "13 марта",
    "a word made of today": "Сегодняшние новости",
    "a word made of yesterday": "Вчерашний день",
    "an event of the next month in numbers": "13.03, 19:00",
    "an event of the next month, in English": "March 13 at 7:30 PM",
    "a day of no year, as a database fills it in": "30 ноября -0001",
    "a number with a point and no time": "Рост составил 10.03 процента",
    "the hours of a day": "Открыто 09.00 18:00",
    "a count behind a day": "9 марта 20 человек",
    "a house in the street of a day": "ул. 8 Марта, 12",
    "a count of herbs": "Собрали 30 трав",
    "a count of trees": "Посадили 30 лип",
    "a count of people": "9 out of 10 approve",
    "a count of shovels": "10 қар тазалағыш",
}


@pytest.mark.parametrize(
    ("month", "word"), [(month, word) for month, words in MONTHS.items() for word in words.split()]
)
def test_a_month_is_known_by(month: int, word: str) -> None:
    assert month_of(word) == month


@pytest.mark.parametrize(("day", "word"), [(day, word) for day, words in enumerate(WEEKDAYS) for word in words.split()])
def test_a_day_of_the_week_is_that_of_the_date_beside_it(day: int, word: str) -> None:
    assert read(f"{word.capitalize()}, {2 + day} февраля 2026", NOW) is not None
    assert read(f"{word.capitalize()}, {3 + day} февраля 2026", NOW) is None


@pytest.mark.parametrize("word", NO_MONTHS.split())
def test_no_month_is_meant_by(word: str) -> None:
    assert month_of(word) is None


@pytest.mark.parametrize("name", STRINGS)
def test_the_day_of_a_string_is(name: str) -> None:
    text, expected = STRINGS[name]
    reading = read(text, NOW, "Asia/Almaty")
    assert reading is not None
    assert str(reading.day) == expected


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("yesterday at 5 p.m.", dt.time(17)),
        ("3 Feb 2026, 12 am", dt.time(0)),
        ("Дата: 03.02.2026 | Время: 14:05", dt.time(14, 5)),
        ("12:3003.02.2026", dt.time(12, 30)),
        ("2026-02-03, 12:30", dt.time(12, 30)),
        ("3 февраля 2026 (вт) 12:30", dt.time(12, 30)),
        ("12:05 a.m. Feb 3, 2026", dt.time(0, 5)),
        ("3 часа 20 минут назад", dt.time(6, 40)),
        ("half an hour ago", dt.time(9, 30)),
        ("жарты сағат бұрын", dt.time(9, 30)),
        ("03.02.2026-12:30", dt.time(12, 30)),
        ("Mon, 02 Feb 2026 20:15:00 GMT", dt.time(1, 15)),
        ("29.01, 12:30", dt.time(12, 30)),
        ("3 лютого 2026 р., 12:30", dt.time(12, 30)),
        ("3 février 2026 à 12h30", dt.time(12, 30)),
        ("3 февраля 2026 г. 12 ч. 30 мин.", dt.time(12, 30)),
        ("03.02.2026 20.01.2026", None),  # "20.01" is no time, but the next date
    ],
)
def test_the_time_of_a_string_is(text: str, time: dt.time | None) -> None:
    reading = read(text, NOW, "Asia/Almaty")
    assert reading is not None
    assert reading.time == time


@pytest.mark.parametrize("name", NO_STRINGS)
def test_a_string_without_a_day_is(name: str) -> None:
    assert read(NO_STRINGS[name], NOW, "Asia/Almaty") is None


def article(line: str = "", *, head: str = "", before: str = "", after: str = "", story: str = STORY) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{TITLE} — Вести</title>{head}</head><body>{before}"
        f"<div class='content'><h1>{TITLE}</h1>{line}{story}</div>{after}</body></html>"
    )


def ld(fields: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", {fields}}}</script>'


def meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


def verdict(html: str, url: str = "https://site.example/n/77", now: dt.datetime | None = NOW) -> Verdict:
    return published(to_document(Page(url, html.encode(), now, "Asia/Almaty")))


OWN = "2026-02-03"
FETCH = "2026-02-10T10:00:20+05:00"  # by a clock that is a little ahead
LINKS = "".join(f"<li><a href='/2011/11/{day}/{day}7'>Другая новость дня</a></li>" for day in (25, 25, 26, 27))
STATE = (
    f'<script type="application/json">{{"article": {{"title": "{TITLE}", "publishedAt": "2026-02-03T10:00:00+05:00"}},'
    '"others": [{"title": "Другая новость", "publishedAt": "2026-02-09T10:00:00+05:00"}]}</script>'
)
AGENCY = f"<p>АСТАНА. {{}}. /Агентство/ - Новый мост открыли в посёлке, сообщили в акимате области.</p>{STORY}"
DATED = {
    "epoch seconds": article(head=meta("article:published_time", "1770100000")),
    "epoch milliseconds": article(head=ld('"datePublished": 1770100000000')),
    "RFC 822": article(head=meta("pubdate", "Tue, 03 Feb 2026 10:15:00 +0500")),
    "a day and a month by the order of the land": article(head=meta("article:published_time", "03.02.2026 10:15")),
    "JSON-LD with a comma too many": article(
        head='<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-02-03T10:00:00+05:00",}</script>'
    ),
    "JSON-LD with a line break in a string": article(
        head='<script type="application/ld+json">{"headline": "a\nb", "datePublished": "2026-02-03T10:00:00+05:00"}</script>'
    ),
    "JSON-LD in a comment": article(
        head='<script type="application/ld+json"><!-- {"@type": "Article", "datePublished": "2026-02-03"} --></script>'
    ),
    "JSON-LD of a video beside that of the article": article(
        head=ld('"datePublished": "2026-02-03T10:00:00+05:00"') + ld('"uploadDate": "2026-01-12"', "VideoObject")
    ),
    "a <time> of a sidebar beside the line": article(
        "<div>3 февраля 2026</div>", after="<aside><time datetime='2024-05-01'>1 мая</time><a href='/9'>Ещё</a></aside>"
    ),
    "a list of times beside the line": article(
        "<span class='date'>09:15, 3 февраля</span>",
        before="<div class='lenta'><b>10:40</b> <a href='/1'>Одна</a><br><b>10:12</b> <a href='/2'>Другая</a></div>",
    ),
    "the clock of the page's head beside the line": article(
        "<div>03.02.2026</div>", before="<div id='header'>Сегодня вторник, 10 февраля 2026</div>"
    ),
    "a current date with its label": article(
        "<div>03.02.2026 09:00</div>", before="<div>Текущая дата: 10.02.2026 10:00</div>"
    ),
    "a citation": article("<div>3 февраля 2026</div>", story=f"{STORY}<p>Энциклопедия, дата обращения: 20.01.2026</p>"),
    "an event of the text": article(
        "<p>3 февраля 2026</p>", story=f"{STORY}<p>Напомним, 12 января 2026 года в посёлке провели слушания.</p>"
    ),
    "an event to come": article("<p>3 февраля 2026</p>", story=f"{STORY}<p>Школу откроют 1 сентября 2026 года.</p>"),
    "a line that begins with the time": article("<p>03.02.2026 10:16 - Общество - по сообщению акимата</p>"),
    "a line among blocks": article(
        "<div>Общество<div>Город</div><span>03.02.2026</span><div>Поделиться с друзьями и коллегами</div></div>"
    ),
    "a label in Latin Kazakh": article("<div>Jarıalandy: 3 aqpan 2026</div>"),
    "a label of what came to light": article(after="<div>Жарық көрген күні: 03.02.2026</div>"),
    "a Ukrainian label": article("<div>Оприлюднено: 3 лютого 2026 р.</div>"),
    "an Uzbek label": article("<div>Sana: 03.02.2026</div>"),
    "a Turkish label, beside that of a change": article("<div>Giriş: 03.02.2026 10:00 - Güncelleme: 04.02.2026</div>"),
    "a label of when a story was filed": article("<div>Filed: Feb. 3, 2026, 10:00 a.m.</div>"),
    "a time in words behind the day": article("<div>3 февраля 2026 г. в 12 ч. 30 мин.</div>"),
    "the day that the page's title names beside the headline": article("<span>03.02.2026</span>").replace(
        " — Вести", " – 03.02.2026"
    ),
    "a Polish label behind that of a change": article(
        "<div>Aktualizacja: 09.02.2026 23:49 Publikacja: 03.02.2026</div>"
    ),
    "the line below the story, not one of a box above": article(
        before="<div>Хабар 06.02.2026 20:00</div>", story=f"{STORY}<p>03.02.2026</p>"
    ),
    "the clock of a field that the box above shows": article(
        head=ld('"datePublished": "2026-02-03T22:10:00Z"'), before="<div>3 февраля 2026, 22:10</div>"
    ),
    "a label in the line before": article("<div>Жарияланды: 3 ақпан 2026</div>"),
    "sent, by an old engine": article("<div>Отправлено: 17:06 - 3 Фев, 2026 г.</div>"),
    "a Ukrainian line": article("<div>3 лютого 2026, 12:10</div>"),
    "an address that the page states": article(head="<link rel='canonical' href='https://site.example/2026/02/03/x'>"),
    "a Blogger header": article(before="<h2 class='date-header'><span>вторник, 3 февраля 2026 г.</span></h2>"),
    "a day before a registration": article(
        "<p>Написал Иван » 03.02.2026, 05:42</p>", after="<dl><dd>Зарегистрирован: 18.09.2008, 05:56</dd></dl>"
    ),
    "an instant before the zone changed": article(head=ld('"datePublished": "2026-02-02T19:00:00Z"')),
    "words for a time ago over which the day is shown": article(
        "<time title='3 февраля 2026 г., 14:20'>неделю назад</time>"
    ),
    "words for a time ago whose element keeps the moment": article(
        "<span data-timestamp='1770100000'>неделю назад</span>"
    ),
    "a <time> that keeps its moment for a script": article("<time data-epoch='1770100000000'>7 дн.</time>"),
    "a day and a month in elements of their own": article("<div class='date-box'><b>3</b><i>февраля</i></div>"),
    "a program's state with the title and other articles": article(after=STATE),
    "the page of a video": article(
        head=ld(f'"name": "{TITLE}", "uploadDate": "2026-02-03T12:00:00+05:00"', "VideoObject")
    ),
    "the end of a description": article(head=meta("og:description", "Мост открыт (Новость от 3 февраля 2026)")),
    "a line that holds a hidden day": article("<div><span style='display:none'>01.01.2020</span> 3 февраля 2026</div>"),
    "a hidden day before the line": article("<span hidden>01.01.2020</span><div>3 февраля 2026</div>"),
    "an instant labelled as UTC that another field has with its zone": article(
        head=meta("article:published_time", "2026-02-03T22:10:00+05:00") + ld('"datePublished": "2026-02-03T22:10:00Z"')
    ),
    "the end of a line with a rubric of two words": article("<div><a href='/c'>Новости спорта</a> 3 февраля 2026</div>"),
    "a line that is a link to the day's archive": article("<a href='/archive/3/'>3 февраля 2026</a>"),
    "a line with a counter behind": article("<div>3 февраля 2026 просмотров 120</div>"),
    "behind the name of one word under which its author is registered": article("<p>Автор: news_desk от 3-02-2026, 14:20</p>"),
    "the line, not the day of the site that JSON-LD states for every page": article(
        "<div>3 февраля 2026</div>", head=ld('"name": "Вести", "datePublished": "2019-06-01"', "WebPage")
    ),
    "JSON-LD of a page called as its article is": article(head=ld(f'"name": "{TITLE}", "datePublished": "2026-02-03"', "WebPage")),
    "JSON-LD of a page with the name of the site and its own address": article(
        head=ld('"name": "Вести", "url": "https://site.example/n/77", "datePublished": "2026-02-03"', "WebPage")
    ),
    "JSON-LD of a page with the name of the site and its own address as its mark": article(
        head=ld('"name": "Вести", "@id": "https://site.example/n/77", "datePublished": "2026-02-03"', "WebPage")
    ),
    "JSON-LD of a page with a longer name": article(
        head=ld('"name": "Водопровод в посёлке готов", "datePublished": "2026-02-03"', "WebPage")
    ),
    "the earlier of two days in a line, where the head says that the first is that of a change": article(
        "<p><time datetime='2026-02-05T10:00'>5 февраля</time> <time datetime='2026-02-03T10:00'>3 февраля</time></p>",
        head=meta("article:modified_time", "2026-02-05T10:00:00+05:00"),
    ),
    "the first of two days in a line, though the head says that the other is that of a change": article(
        "<p>3 февраля 2026 • 1 февраля 2026</p>", head=meta("article:modified_time", "2026-02-01T10:00:00+05:00"),
    ),
    "a line of two days whose last ends with a full stop": article(
        "<div>Дата публикации: 03 Февраля 2026 г. | Дата изменения: 05 Февраля 2026 г.</div>"
    ),
    "when it was added, under the story": article(after="<p>Категория: Новости | Добавил: editor7 (03.02.2026) | Рейтинг: 4</p>"),
    "when it was added, in Kazakh": article(after="<p>Санат: Тарих | Қосты: editor7 (03.02.2026)</p>"),
    "a news item by its label": article("<div>Новость от 3 февраля 2026 года</div>"),
    "a field of ctime": article(head=meta("pubdate", "Tue Feb 03 10:15:00 2026")),
    "a program's state with seconds of an epoch": article(
        after=f'<script>var page = {{"title": "{TITLE}", "publishedAt": 1770100000000}}</script>'
    ),
    "how long ago, and the day": article("<div>2 минуты назад | 3 февраля 2026 | 15:20</div>"),
    "a dateline without a year, of the month before the fetch": article(story=AGENCY.format("3 февраля")),
    "the moment of the fetch beside the line": article(
        "<div>3 февраля 2026</div>", head=ld(f'"datePublished": "{FETCH}"')
    ),
    "the field of a report whose entries have days of their own": article(
        head=ld('"datePublished": "2026-02-03T08:00:00+05:00"', "LiveBlogPosting"),
        story="<div><time datetime='2026-02-05T18:00:00+05:00'>18:00 5 февраля</time><p>Трубы привезли.</p></div>"
        f"<div><time datetime='2026-02-03T09:00:00+05:00'>09:00 3 февраля</time><p>Начали.</p></div>{STORY}",
    ),
    "both, where the changed day is first": article(
        head=ld('"dateModified": "2026-02-09T10:00:00+05:00", "datePublished": "2026-02-03T10:00:00+05:00"')
    ),
}
UNDATED = {
    "a sentence behind a bar that no label begins": article("<p>Степной голос | Суд вынес это решение 3 февраля 2026 г.</p>"),
    "who added something in a sentence": article(after="<p>Воду добавили в канал (03.02.2026) из водохранилища</p>"),
    "a short sentence that ends with a day": article("<p>Встреча прошла 3 февраля</p>"),
    "a short sentence with a day in it": article("<p>Встреча состоялась 3 февраля 2026 года в Астане</p>"),
    "a short sentence that begins with a day": article("<p>3 февраля в посёлке праздник</p>"),
    "a short sentence in Kazakh": article("<p>3 ақпанда Астанада отырыс өтті</p>"),
    "a short sentence about days ago": article("<p>Это было три дня назад</p>"),
    "a line of a chronicle": article("<p>03.02.2026 – открытие школы</p>"),
    "a line of a chronicle, with a colon": article("<p>3 февраля: открытие школы</p>"),
    "a weekday to which something is": article("<div>Программа на вторник, 3 февраля 2026</div>"),
    "the day of a document": article("<div>Протокол от 03.02.2026</div>"),
    "the day of a document that two words name": article("<p>Автор: проект закона от 3-02-2026</p>"),
    "the day of a document with a number": article("<div>Дело № 7194-25 от 03.02.2026</div>"),
    "when something was done": article("<div>Составлено 03.02.2026</div>"),
    "what was added later": article("<div>Дополнено 03.02.2026 14:05</div>"),
    "the source, with its day": article("<p>Источник: Степной маяк, 3 февраля 2026</p>"),
    "the place of an event, and its day": article("<p>Где: Дворец мира, 3 февраля 2026, 19:00</p>"),
    "a picture and its day": article("<p>Фото: акимат, 03.02.2026</p>"),
    "another article and its day": article("<p>Читать также: Итоги года (03.02.2026)</p>"),
    "the day of a remark": article("<p>Айгуль, 03.02.2026 в 14:05: Спасибо!</p>"),
    "a telephone with a label": article("<p>Тел.: 03-02-2026</p>"),
    "the day of an event, in English": article("<p>Event date: February 3, 2026</p>"),
    "when a picture was taken, in English": article("<p>Photo taken on February 3, 2026</p>"),
    "the microdata of another article, by its address": article(
        after="<div itemscope itemtype='http://schema.org/NewsArticle'><a itemprop='url' href='/n/5'>Ещё</a>"
        "<meta itemprop='datePublished' content='2026-02-03'></div>"
    ),
    "a participle that begins a line": article("<div>Назначен 03.02.2026</div>"),
    "what somebody published elsewhere": article("<div>Видео опубликовано в Telegram 3 февраля</div>"),
    "an author's last work": article(after="<div><b>Иван Иванов</b><i>Последняя публикация 03.02.2026</i></div>"),
    "a day on which something is, in Uzbek": article("<p>Tadbir 3-fevral kuni bo‘lib o‘tadi</p>"),
    "a clock with a weekday in Latin Kazakh": article(before="<div class='line'>10 aqpan 2026, seısenbi</div>"),
    "the day of a remark under a heading": article(
        story=f"{STORY}<div><h3>Обсуждение</h3><div><b>Айгуль</b><i>03.02.2026</i><p>Давно пора, спасибо строителям!</p></div></div>"
    ),
    "a <time> in a row of a list of others": article(
        story=f"{STORY}<table><tr><td><time datetime='2026-02-03'>3 февраля</time></td>"
        "<td><a href='/n/5'>Открыли мост через реку</a></td></tr></table>"
    ),
    "a card of another article whose day has a box of its own": article(
        story=f"{STORY}<div><div><div><a href='/n/5'>Открыли мост через реку</a></div>"
        "<div><time datetime='2026-02-03'>3 февраля</time></div></div></div>"
    ),
    "a linked title beside its day before the story": article("<div>3 февраля 2026 <a href='/n/5'>Открыли мост через реку</a></div>"),
    "a card that is a link before the story": article("<a href='/n/5'><i>03.02.2026</i><h3>Открыли мост через реку</h3></a>"),
    "the hours of prayer": article("<div>Намаз уақыты 03.02.2026</div>"),
    "the archive of a day": article("<div>Архив за 3 февраля 2026</div>"),
    "the day on which something closes": article("<div>Applications close February 3, 2026</div>"),
    "when a reader shared it": article("<div>Shared 2 hours ago by 12 people</div>"),
    "the day of the source": article(after="<p>Источник: Степной маяк от 3 февраля 2026 г.</p>"),
    "the day in a subject": article(story=f"{STORY}<div>#3 февраля 2026 #парад</div>"),
    "the moment at which the page was made": article(after="<p>Время генерации: 10.02.2026 10:00:01</p>"),
    "a dateline without a year, of which year nobody knows": article(story=AGENCY.format("5 июня")),
    "a card of another article above the headline": article(
        before="<article><h2><a href='/5'>Открыли другой мост</a></h2><div><div>3 февраля 2026</div></div></article>"
    ),
    "a sentence with a word of publication beside the article": article(
        after="<aside><p>Лекции прочтут online с вечера среды 3 февраля 2026 года в клубе.</p></aside>"
    ),
    "a sentence with a word of publication that ends with its day": article(
        "<p>16:45 Лекции для школьников и студентов пройдут online вечером 3 февраля 2026.</p>"
    ),
    "a heading of the day's news": article("<div>Новости сегодня</div>"),
    "a heading of the day's news that begins with the day": article("<div>Сегодня в мире</div>"),
    "the day of printing": article(after="<div>Print Date: 10.02.2026</div>"),
    "a sentence in Chinese": article("<p>她于2026年2月3日10时10分在上海开幕。</p>"),
    "a change in what is marked as the day of publication": article(
        "<div itemprop='datePublished'>Айгуль Ким Обновлено 20:49, 3 февраля 2026</div>"
    ),
    "an event with its place": article("<ul><li>Дата: 3 февраля 2026</li><li>Место: Дворец республики</li></ul>"),
    "an event with its place, in one line": article("<div>Дата: 3 февраля 2026. Место: Дворец республики</div>"),
    "an event in a description": article(head=meta("og:description", "Ярмарка пройдёт 3 февраля 2026")),
    "a list of days in one line": article(
        before="<div>Архив<br><a href='3'>03.02.2026</a><br>02.02.2026<br>01.02.2026</div>"
    ),
    "a day of a headline that the page's title lacks": article().replace("<h1>", "<h1>Куда пойти 3 февраля: "),
    "the day of a program": article(
        head="<script>var BUILD = {version: '1.4.2', date: '2026-02-03T10:00:00Z'};</script>"
    ),
    "the clock of a program": article("<script>var currentDate = '2026-02-10';</script>"),
    "a clock glued to the rates": article(
        before="<div class='line'><b>10 февраля 2026, вторник</b><i>USD 498</i></div>"
    ),
    "a change a time ago": article("<span title='Обновлено 3 февраля 2026'>неделю назад</span>"),
    "a video that is not the page's": article(head=ld('"name": "Архив", "uploadDate": "2026-02-03"', "VideoObject")),
    "the moment of the fetch": article(head=ld(f'"datePublished": "{FETCH}", "dateModified": "{FETCH}"')),
    "the example of a template": article(head=meta("article:published_time", "2013-09-17T05:59:00+01:00")),
    "only changed": article("<div>Обновлено 9 февраля 2026, 12:00</div>", head=meta("og:updated_time", "2026-02-09")),
    "only changed, in English": article("<div>Last updated: 9 February 2026</div>"),
    "only changed, in Kazakh": article("<div>Жаңартылды: 9 ақпан 2026</div>"),
    "the future": article(head=ld('"datePublished": "2027-02-03T10:00:00+05:00"')),
    "an event": article(head=ld('"startDate": "2026-02-03", "datePublished": "2026-02-03"', "Event")),
    "a court's day in the text": article(story=f"{STORY}<p>Суд вынес решение 12 января 2026 года.</p>"),
    "years of rights": article(after="<div class='footer'>© 2009–2026 Вести</div>"),
    "a day of the Islamic calendar": article("<div>15 шаабан 1447 года хиджры</div>"),
    "the epoch's first day": article(head=meta("article:published_time", "1970-01-01T00:00:00Z")),
    "a day of zeros": article(head=meta("article:published_time", "0000-00-00 00:00:00")),
    "the clock of the page's head": article(before="<div id='header'>Сегодня: вторник, 10 февраля 2026</div>"),
    "a clock": article(before="<div>Местное время: 10.02.2026 10:00</div>"),
    "a citation": article(story=f"{STORY}<ul><li>Энциклопедия посёлков, дата обращения 20.01.2026</li></ul>"),
    "the weather": article(after="<div class='inf'>Погода на 10 февраля 2026</div>"),
    "exchange rates": article(after="<div class='inf'>Курс валют на 10.02.2026</div>"),
    "comments": article(after="<div id='comments'><p>Иван, 4 февраля 2026, 10:00</p><p>Давно пора, молодцы</p></div>"),
    "a list of others": article(
        after="<ul class='news-list'><li>9 февраля 2026 <a href='/5'>Открыли мост через реку</a></li></ul>"
    ),
}


@pytest.mark.parametrize("name", DATED)
def test_the_day_of_a_page_is(name: str) -> None:
    made = verdict(DATED[name])
    assert str(made.day) == OWN, made.evidence


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<p><span>Дана Ли</span><span>кеше, 14:20</span><span>0 пікір</span></p>", "2026-02-09"),
        ("<p><span>Дана Ли</span><span>кеше</span></p>", "None"),
        ("<p><span>кеше</span><span>14:20</span></p>", "2026-02-09"),
    ],
)
def test_a_word_for_a_day_with_its_time_may_run_on_from_the_element_before(line: str, day: str) -> None:
    assert str(verdict(article(line)).day) == day


@pytest.mark.parametrize("name", UNDATED)
def test_a_page_without_a_day_is(name: str) -> None:
    made = verdict(UNDATED[name])
    assert made.day is None, [one for one in made.evidence if one.fate == "won"]


@pytest.mark.parametrize(
    ("links", "now", "day"),
    [
        (LINKS, NOW, "2011-11-25"),
        (LINKS, None, "2011-11-25"),
        (LINKS + "<a href='/2015/11/25/1'>Того же дня</a>", NOW, "2025-11-25"),  # of two years: the latest past
        ("", NOW, "2025-11-25"),
        ("", None, "None"),
    ],
)
def test_a_day_without_a_year_is_of_the_only_year_that_the_page_says_with_it(
    links: str, now: dt.datetime | None, day: str
) -> None:
    html = article("<p class='date'>25 ноября, 06:30 | Иван Иванов</p>", after=f"<ul>{links}</ul>")
    assert str(verdict(html, now=now).day) == day


@pytest.mark.parametrize(
    ("line", "url", "day"),
    [
        ("<time datetime='2019-12-25'>25 декабря</time>", "", "2019-12-25"),
        ("<div>25 декабря</div>", "https://site.example/2019/12/bridge", "2019-12-25"),
        ("<div>25 декабря</div>", "https://site.example/2019-12/bridge", "2019-12-25"),
        ("<div>25 декабря</div>", "https://site.example/2019/11/bridge", "2025-12-25"),
        ("<time datetime='2019-12-26'>25 декабря</time>", "", "2019-12-25"),
        ("<div>25 декабря</div>" + meta("og:updated_time", "2020-01-04T10:00:00+06:00"), "", "2019-12-25"),
        ("<div>25 декабря</div>" + meta("og:updated_time", "2020-03-04T10:00:00+06:00"), "", "2025-12-25"),
        ("<div>25 декабря</div>" + meta("article:published_time", "2019-12-25T22:10:00Z"), "", "2019-12-25"),
        ("<div>发布时间：12-25<i>12:00</i></div>" + meta("dateUpdate", "2019-12-25 12:00:57"), "", "2019-12-25"),
        (
            "<div>29 февраля</div>" + meta("og:updated_time", "2024-03-01T10:00:00+06:00"),
            "https://site.example/2024/02/bridge",
            "2024-02-29",
        ),
    ],
)
def test_a_day_without_a_year_is_of_the_year_that_is_stated_for_it(line: str, url: str, day: str) -> None:
    assert str(verdict(article(line), url).day) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<div>3 февраля 2026, 00:15</div>", OWN),
        ("<div>3 февраля 2026, 09:15</div>", OWN),
        ("<div>3 февраля 2026</div>", "2026-02-02"),
        ("<div>Обновлено: 3 февраля 2026, 09:15</div>", "2026-02-02"),
        ("<div>4 февраля 2026, 09:15</div>", "2026-02-02"),
        ("<div>1 февраля 2026, 09:15</div>", "2026-02-02"),
    ],
)
def test_an_address_of_the_day_before_is_that_on_which_the_story_was_begun(line: str, day: str) -> None:
    assert str(verdict(article(line), "https://site.example/2026/02/02/bridge").day) == day


@pytest.mark.parametrize(
    ("line", "field", "day"),
    [
        ("", "2026-02-03", "None"),
        ("<div>Обновлено: 3 февраля 2026</div>", "2026-02-03", "None"),
        ("", "2026-02-03T09:15:00", OWN),
        ("<div>3 февраля 2026</div>", "2026-02-03", OWN),
        ("<time datetime='2026-02-03'></time>", "2026-02-03", OWN),
        ("", "2026-02-01", "2026-02-01"),
        ("", "2026-02-04", "2026-02-04"),
    ],
)
def test_a_field_alone_with_the_day_after_that_of_the_address_may_be_that_of_a_change(line: str, field: str, day: str) -> None:
    made = verdict(article(line, head=f"<meta name='DC.date.issued' content='{field}'>"), "https://site.example/2026/02/02/bridge")
    assert str(made.day) == day


def test_the_day_in_utc_that_an_address_holds_is_told_as_the_line_shows_it() -> None:
    made = published(to_document(Page("https://site.example/2026/02/04/bridge", article("<div>3 февраля 2026, 21:15</div>").encode(), NOW, "America/New_York")))
    assert str(made.day) == OWN


@pytest.mark.parametrize(
    ("line", "others", "day"),
    [
        ("04/03/2024 9:00 AM", "03/28/2024", "2024-04-03"),
        ("04/03/2024 9:00 AM", "28/03/2024", "2024-03-04"),
        ("04/03/2024 9:00 AM", "03/28/2024 28/03/2024", "None"),
        ("04/03/2024 9:00 AM", "", "None"),
        ("Posted on Wed, 04/03/2024 - 9:00", "", "2024-04-03"),
        ("Posted on Mon, 04/03/2024 - 9:00", "", "2024-03-04"),
        ("Posted on Sun, 04/03/2024 - 9:00", "", "None"),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_weekday_or_of_the_other_dates(
    line: str, others: str, day: str
) -> None:
    story = f"<p>{'The new bridge across the river was opened on Monday, the regional office said in a statement. ' * 3}</p>"
    head = "<html lang='en'><head><title>The new bridge is open for traffic</title></head>"
    body = (
        f"<h1>The new bridge is open for traffic</h1><div>{line}</div>{story}<aside><ul><li>{others}</li></ul></aside>"
    )
    assert str(verdict(f"{head}<body>{body}</body></html>").day) == day


def test_a_day_without_a_year_is_of_that_in_the_name_which_the_page_gives_itself() -> None:
    html = article("<p class='date'>[06月24日 11時30分]</p>").replace("<body>", "<body id='news20190624_k1001'>")
    assert str(verdict(html, now=None).day) == "2019-06-24"


MENU = "<ul>" + "".join(f"<li><a href='/{one}/'>{one}</a></li>" for one in ("Власть", "Общество", "Спорт")) + "</ul>"
TODAY = "<div class='{}'><span>10 февраля 2026</span></div>"


@pytest.mark.parametrize(
    ("above", "line", "day"),
    [
        (TODAY.format("post-header"), "", "2026-02-10"),
        (MENU + TODAY.format("news-date"), "", "2026-02-10"),
        (TODAY.format("news-date") + "<a href='/author/7/'>Айгуль Ким</a>", "", "2026-02-10"),
        (TODAY.format("header"), "", None),
        (TODAY.format("news-date") + MENU, "", None),
        (TODAY.format("news-date") + MENU, "<div>3 февраля 2026</div>", OWN),
        (TODAY.format("news-date"), "<div>3 февраля 2026</div>", OWN),
        (TODAY.format("news-date"), f"{STORY}<p align='right'>3 февраля 2026 года</p>", OWN),
    ],
)
def test_the_day_of_the_visit_above_the_headline_is_a_clock_or_that_of_the_article(
    above: str, line: str, day: str | None
) -> None:
    found = verdict(article(line, before=above)).day
    assert (found and str(found)) == day


@pytest.mark.parametrize(
    ("ending", "line", "day"),
    [
        (" - Агентство, 03.02.2026", "10:20 03.02.2026", OWN),
        (" - 03.02.2026, Агентство Казахстан", "10:20 03.02.2026", OWN),
        (", 03.02.2026", "03.02.2026", None),
        (" - Концерт, 3 февраля 2026", "3 февраля 2026", None),
    ],
)
def test_a_day_behind_the_headline_and_the_name_of_the_site_is_none_of_the_headline(
    ending: str, line: str, day: str | None
) -> None:
    html = (
        f"<html><head><title>{TITLE}{ending}</title></head><body><div class='article'><div class='info'>{line}</div>"
        f"<div class='title'>{TITLE}</div><div class='body'>{STORY}</div></div></body></html>"
    )
    found = verdict(html).day
    assert (found and str(found)) == day


def test_a_clock_is_known_where_the_headline_stands_apart_from_its_story() -> None:
    head = "<div class='line'>Вторник, 10 февраля 2026</div><section><i>3 февраля 2026</i><h1>{}</h1></section>"
    html = (
        f"<html><head><title>{TITLE}</title></head><body>{head.format(TITLE)}<section>{STORY}</section></body></html>"
    )
    assert str(verdict(html).day) == OWN


@pytest.mark.parametrize("line", ["<b>Общество</b> <i>Вчера</i>", "Опубликовано вчера", "Вчера | Общество", "Вчера"])
def test_a_word_for_yesterday_is_a_day_in_a_line_of_its_own_or_with_its_label(line: str) -> None:
    assert str(verdict(article(f"<div>{line}</div>")).day) == "2026-02-09"

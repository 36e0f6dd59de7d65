"""Pages that sites have about themselves: how to reach them, what they charge, on what conditions they are read."""

from __future__ import annotations

import re

OWN = re.compile(  # no story is called so
    r"(?:наши )?контакты(?: редакции)?|контактная информация|о (?:нас|редакции|проекте|сайте|портале)"
    r"|рекламодател(?:ям|и)|реклама на (?:сайте|портале)|(?:размещение|стоимость|расценки на) реклам[уы]|прайс(?:-лист)?(?: на рекламу)?"
    r"|политика (?:конфиденциальности|(?:в отношении )?(?:обработки|защиты) персональных данных)|пользовательское соглашение"
    r"|(?:условия|правила) (?:использования(?: (?:сайта|материалов))?|пользования сайтом)"
    r"|біздің байланыстар|байланыс (?:ақпараты|деректері)|(?:біз|редакция|сайт|портал|жоба) туралы"
    r"|жарнама берушілерге|сайттағы жарнама|жарнама (?:бағасы|орналастыру)"
    r"|(?:құпиялы(?:лы)?қ|(?:дербес|жеке) деректерді (?:өңдеу|қорғау)) саясаты|пайдаланушы келісімі"
    r"|(?:сайтты )?пайдалану (?:шарттары|ережелері)"
    r"|contact us|about us|advertis(?:e|ing) (?:with us|on (?:this|our|the) (?:web)?site)|privacy (?:policy|notice)|cookies? policy"
    r"|terms (?:of (?:use|service)|and conditions)"
    r"|про нас|рекламодавцям|політика конфіденційності|угода користувача",
    re.I,
)
PERHAPS = re.compile(  # a story may be, that says when it was published
    r"реклама|ваканси[ия]|авторизация|вход|регистрация|подписка|архив(?: номеров)?|опросы?|программа (?:теле)?передач|телепрограмма"
    r"|государственные закупки|о (?:газете|журнале|канале|телеканале|агентстве|компании)(?: [«\"].{2,40})?"
    r"|байланыс(?:тар)?|жарнама|бос (?:жұмыс )?орындары?|жазылу|мұрағат|сауалнама|(?:теле)?бағдарлама|мемлекеттік сатып алу(?:лар)?"
    r"|газет(?:іміз)? туралы"
    r"|contacts?|advertising|careers|vacanc(?:y|ies)|log ?in|sign (?:in|up)|subscribe|archives?|about",
    re.I,
)
PREPOSITION = re.compile(r"\s(?:на|в|on|with|at)\s+$", re.I)


def is_own_page(title: str, site: str, *, states_article: bool) -> bool:
    """Say whether *title* is what such a page is called, perhaps with the name of the *site* behind it."""
    called = PREPOSITION.sub("", title.removesuffix(site)) if site != title else title
    called = called.strip(" .!:|—–-")
    return OWN.fullmatch(called) is not None or (not states_article and PERHAPS.fullmatch(called) is not None)

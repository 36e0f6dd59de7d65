"""What stands in for an article: bot checks, walls, and pages that say that there is nothing here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.block import Block
from pipeline.body.body import Body
from pipeline.document import Document
from pipeline.drop import Challenge, ConsentWall, SoftNotFound
from pipeline.noise.said import SENTENCE
from pipeline.text import clean_text

LITTLE = 700  # characters of story: with more, a page is an article whatever words it holds
VERY_LITTLE = 400
LEAST_CALLED, LEAST_TOLD = 60, 120  # characters told on a page that calls itself an article, and on another
SURE = 0.75  # mean chance of the blocks below which a short text is no story
MOSTLY = 2 / 3  # of a head
MEDIA = ("video", "audio", "figure")
PARTS = re.compile(r"\s[|·•»–—-]\s|\s?::\s")  # of what a page is called: the headline, the site
SENTENCES = re.compile(r"(?<=[.!?…])\s+")
QUOTED = re.compile(r"[«“„\"][^«»“”„\"]*[»”“\"]")
TO_READERS = re.compile(
    r"\b(?:вы|вас|вам|вами|ваш\w*|мы|нас|нам|наш\w*|пожалуйста|извините|простите|приносим|подождите|обновите|проверьте|включите|введите"
    r"|выберите|вернитесь|войдите|перейдите|подтвердите|\w+йтесь|\w+йте|администраци\w (?:сайта|портала|ресурса))\b"
    r"|\b(?:біз|сіз)(?:дің|ді|ге|бен)?\b|\w[ңг][ыі]з\b|\b(?:өтінеміз|сұраймыз)\b"
    r"|\b(?:you|your|we|our|please|sorry|oops|try|click|go back)\b|\b(?:ви|вас|вам|ваш\w*|наш\w*|будь ласка)\b",
    re.I,
)


class Phrases:
    """What pages of one kind say; all that the *pattern* matches has one of *words*, in lower case, and few pages have any."""

    def __init__(self, words: str, pattern: str) -> None:
        self.words = tuple(words.split("|"))
        self.pattern = re.compile(pattern, re.I)

    def are_in(self, text: str) -> bool:
        """Say whether *text* holds one of them, in whatever case."""
        lower = text.lower()
        return any(word in lower for word in self.words) and self.pattern.search(text) is not None


CHALLENGE = Phrases(
    "moment|checking|attention|human|robot|denied|enable|ddos|security|bot |traffic|unsuccessful|pardon|проверка|браузер|робот"
    "|доступ |заблокирован|подозрительн|включите|на сайте|сайтта|сайт |maintenance|unavailable|gateway|forbidden",
    r"just a moment|checking (?:if the site|your browser)|attention required|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|are you a robot|not a robot|access denied|please enable (?:js|javascript) and|enable javascript and cookies"
    r"|ddos[- ]guard|security check|bot (?:check|protection)|unusual traffic|request unsuccessful|pardon our interruption"
    r"|проверка (?:браузера|безопасности|подключения)|провер(?:яем|ка) (?:ваш|вашего) браузер"
    r"|не робот|доступ (?:к [\w-]+ )?(?:запрещ|ограничен|заблокирован)|ip(?:-адрес)?\b.{0,40} заблокирован"
    r"|подозрительн\w+ (?:активност|трафик)|включите javascript"
    r"|браузер(?:іңіз)? тексерілуде|робот емессіз|сіз робот"
    r"|на сайте (?:ведутся|проводятся) (?:технические|профилактические|регламентные) работы|сайтта техникалық жұмыстар"
    r"|(?:^|[·.!] )сайт (?:временно )?(?:недоступен|не работает|на (?:техническом )?обслуживании|на реконструкции)"
    r"|(?:site|website|page) is (?:currently |temporarily )?(?:under maintenance|down for maintenance|unavailable)"
    r"|403 forbidden|50[234] (?:bad gateway|service (?:temporarily )?unavailable|gateway time-?out)",
)
SIGNATURES = """
    _cf_chl_opt cf-browser-verification cf-challenge /cdn-cgi/challenge-platform/h/ ddos-guard __qrator captcha-delivery px-captcha
    _incapsula_resource g-recaptcha h-captcha smartcaptcha""".split()
CONSENT = Phrases(
    "continue|privacy|cookie|consent|are you|confirm|вам |подтвердите|куки|zustimmung|datenschutz|werbung",
    r"before you continue|we value your privacy|accept (?:all )?cookies|cookie consent|consent to (?:the use of )?cookies"
    r"|manage (?:your )?(?:consent|privacy)|(?:are you|confirm (?:that )?you are) (?:over |at least )?(?:18|21)"
    r"|вам (?:уже )?(?:есть |исполнилось )?18|подтвердите(?:,)? (?:что вам|свой возраст|возраст)"
    r"|(?:сайт использует|мы используем) (?:файлы )?(?:cookie|куки)"
    r"|zustimmung|datenschutz.?einstellungen|mit werbung (?:lesen|nutzen)",
)
WALL = re.compile(  # the whole heading of one, however long it is
    r"before you continue(?: to .{1,40})?|(?:we|we and our partners) (?:value|respect|care about) your privacy"
    r"|(?:мы (?:ценим|уважаем)|нам важна) (?:вашу|ваша) (?:приватность|конфиденциальность)|мы используем (?:файлы )?cookies?"
    r"|біз сіздің құпиялығыңызды (?:бағалаймыз|құрметтейміз)",
    re.I,
)
ASKS = re.compile(r"cookie|consent|соглас|келісім", re.I)
NOT_FOUND = Phrases(
    "404|found|available|exist|removed|deleted|не найден|не существует|удален|удалён|не опубликован|страницы|не нашлось|табылмады"
    "|жоқ|өшірілген|не знайден|не існує",
    r"\b(?:error|ошибка|қате)\s*404\b|\b404\b(?!-\w)\s*(?:error|ошибка|not found|[-–—:|]|$)"
    r"|^404\b(?!-\w)(?!\s(?!страниц|page|бет|нет|не |жоқ)(?-i:[a-zа-яёәғқңөұүһі]))"  # "404 км дорог" is no error
    r"|(?:page|article|content|story) (?:(?:you requested )?(?:(?:was |is |could )?not|(?:was|is|could)n.t)(?: be)? (?:found|available)"
    r"|doesn.t exist|does not exist|has been (?:removed|deleted))|nothing found|(?:^|· )ничего не найдено(?=\W*$|\W* ·)"
    r"|(?:страниц|публикаци|новост|материал|статья|стать)\w* (?:\w+ ){0,3}(?:не найден|не существует|удал[её]н|не опубликован)"
    r"|такой страницы (?:больше )?(?:нет|не существует)"
    r"|по (?:вашему |данному )?запросу (?:[^.!?]{1,40} )?(?:ничего )?не (?:найдено|нашлось)"
    r"|бет табылмады|бет (?:жоқ|өшірілген)|парақ(?:ша)? табылмады|мақала табылмады"
    r"|сторінк\w* не (?:знайден|існує)",
)


def refuse_stand_ins(document: Document, title: str, body: Body, *, says_article: bool) -> None:
    """Raise when a challenge, a wall or a "not found" stands where the article should be."""
    length = sum(len(block.text) for block in body.blocks)
    if length >= LITTLE:
        if not says_article and _is_wall(document, title, body):
            raise ConsentWall(title)
        return
    head = clean_text(document.head_title)
    headings = [clean_text(one.text_content()) for one in document.root.iter("h1", "h2")]
    called = [head, title, *headings]
    if not (_is_told(body, called, LEAST_CALLED) if says_article else _begins_told(body) and _is_told(body, called, LEAST_TOLD)):
        _refuse(document, body, length, (head, title, " · ".join(headings)[:1000]))


def _is_told(body: Body, heads: Iterable[str], least: int) -> bool:
    """Say whether a story of *least* characters stands under heads that say more than what stands in for one does."""
    if body.sure < SURE or any(_is_stand_in(part) for one in heads for part in PARTS.split(one)):
        return False
    return sum(map(len, filter(tells, sentences(body.blocks)))) >= least


def _begins_told(body: Body) -> bool:
    return any(map(tells, sentences(body.blocks)[:1]))


def sentences(blocks: Iterable[Block]) -> list[str]:
    """Return the sentences of *blocks*; one without a full stop is a sentence."""
    return [one for block in blocks for one in SENTENCES.split(block.text)]


def _is_stand_in(text: str) -> bool:
    said = sum(len(match[0]) for one in (CHALLENGE, CONSENT, NOT_FOUND) for match in one.pattern.finditer(text))
    return WALL.fullmatch(text.strip(" .!:")) is not None or said > MOSTLY * len(text)


def tells(sentence: str) -> bool:
    """Say whether *sentence* is one of a story: it says who said so, or neither speaks to the reader nor as what stands in for a story."""
    if SENTENCE.match(sentence):
        return True
    own = QUOTED.sub("", sentence)
    return not (TO_READERS.search(own) or any(one.are_in(own) for one in (CHALLENGE, CONSENT, NOT_FOUND)))


def _refuse(document: Document, body: Body, length: int, headed: tuple[str, str, str]) -> None:
    """Raise when the page, whose <title>, headline and headings are *headed*, says the words of what stands in for an article."""
    head, title, headings = headed
    story = " ".join(block.text for block in body.blocks)
    everything = _everything(document, body)[:3000] if body.text < 2 * LITTLE else ""
    if CHALLENGE.are_in(f"{head} · {title}") or CHALLENGE.are_in(headings[:300]) or CHALLENGE.are_in(everything):
        raise Challenge(head or title or story[:80])
    if length < VERY_LITTLE and body.text < LITTLE and _is_signed(document.html):
        raise Challenge(head or "a bot check")
    if any(map(NOT_FOUND.are_in, (head, title, headings, story[:300]))):
        raise SoftNotFound(head or title or story[:80])
    asked = story if _begins_told(body) or _shows(document) else everything  # beside them stand notices
    if body.text < 2 * LITTLE and any(map(CONSENT.are_in, (headings, f"{head} · {title}", asked))):
        raise ConsentWall(head or title or story[:80])


def _shows(document: Document) -> bool:
    """Say whether the page shows a player or pictures under a heading of its own, as it may without a word of text."""
    headed = _headed(document)
    return bool(headed) and not any(map(_is_stand_in, headed)) and any(map(document.tagged, MEDIA))


def _headed(document: Document) -> list[str]:
    return [text for one in document.tagged("h1") if (text := clean_text(one.text_content()))]


def _is_wall(document: Document, title: str, body: Body) -> bool:
    """Say whether a page that calls itself no article is headed as a wall is, and asks for consent at length."""
    headings = _headed(document) or [title]
    headed = all(WALL.fullmatch(one.strip(" .!:")) for one in headings)
    return headed and ASKS.search(" ".join(one.text for one in body.blocks)) is not None


def _is_signed(html: str) -> bool:
    """Say whether the beginning of *html* has the mark of a service that checks browsers."""
    beginning = html[:200_000].lower()
    return any(one in beginning for one in SIGNATURES)


def _everything(document: Document, body: Body) -> str:
    """Return the text of the page; where there is a story, without what is said to browsers that run no scripts."""
    text = clean_text(document.root.text_content())
    for one in document.tagged("noscript") if body.blocks else ():
        text = text.replace(clean_text(one.text_content()), " ")
    return text

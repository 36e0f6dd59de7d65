"""What kind of page this is: pages that are no article are refused, each with the reason that a user can ask for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipeline.body.body import Body
from pipeline.document import Document
from pipeline.drop import Challenge, ConsentWall, Listing, NoText, SoftNotFound
from pipeline.text import clean_text


class Phrases:
    """What pages of one kind say; all that the *pattern* matches has one of *words*, in lower case, and few pages have any."""

    def __init__(self, words: str, pattern: str) -> None:
        self.words = tuple(words.split("|"))
        self.pattern = re.compile(pattern, re.I)

    def are_in(self, text: str) -> bool:
        """Say whether *text* holds one of them, in whatever case."""
        lower = text.lower()
        return any(word in lower for word in self.words) and self.pattern.search(text) is not None


LITTLE = 700  # characters of story: with more, a page is an article whatever words it holds
VERY_LITTLE = 400
LEAST = 60  # a shorter story without a headline of its own is none
SURE = 0.75  # mean chance of the blocks below which a short text is no story
MANY_LINKS, FEW_LINKS = 15, 5  # headlines that are links
HOME = re.compile(  # the path of a front page, perhaps in a language
    r"(?:/(?:ru|rus|kz|kk|kaz|qaz|en|eng|uz|ky|kg|uk|ua))?(?:/(?:index|home|homepage|main|default)(?:\.(?:html?|php|aspx?|jsp))?)?"
)
ARCHIVED = re.compile(r"^https?://[^/]+/web/\d{14}[a-z_]*/(?=https?:/)")  # how web archives write the address of a page
LISTS = re.compile(
    r"/(?:tags?|authors?|avtor|categor\w+|rubri\w+|topics?|search|poisk|archive|arhiv)(?:/|\?)|\?(?:.*&)?(?:s|q|tag|search|query)=",
    re.I,
)
ENDS_IN_LIST = re.compile(r"/(?:tags?|authors?)/[^/]+/?$", re.I)
CHALLENGE = Phrases(
    "moment|checking|attention|human|robot|denied|enable|ddos|security|bot |traffic|unsuccessful|pardon|проверка|браузер|робот"
    "|доступ |подозрительн|включите|на сайте|сайтта|сайт |maintenance|unavailable|gateway",
    r"just a moment|checking (?:if the site|your browser)|attention required|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|are you a robot|not a robot|access denied|please enable (?:js|javascript) and|enable javascript and cookies"
    r"|ddos[- ]guard|security check|bot (?:check|protection)|unusual traffic|request unsuccessful|pardon our interruption"
    r"|проверка (?:браузера|безопасности|подключения)|провер(?:яем|ка) (?:ваш|вашего) браузер"
    r"|не робот|доступ (?:запрещ|ограничен|заблокирован)|подозрительн\w+ (?:активност|трафик)|включите javascript"
    r"|браузер(?:іңіз)? тексерілуде|робот емессіз|сіз робот"
    r"|на сайте (?:ведутся|проводятся) (?:технические|профилактические|регламентные) работы|сайтта техникалық жұмыстар"
    r"|(?:^|[·.!] )сайт (?:временно )?(?:недоступен|не работает|на (?:техническом )?обслуживании|на реконструкции)"
    r"|(?:site|website|page) is (?:currently |temporarily )?(?:under maintenance|down for maintenance|unavailable)"
    r"|50[234] (?:bad gateway|service (?:temporarily )?unavailable|gateway time-?out)",
)
SIGNATURES = """
    _cf_chl_opt cf-browser-verification cf-challenge /cdn-cgi/challenge-platform/h/ ddos-guard __qrator captcha-delivery px-captcha
    _incapsula_resource g-recaptcha h-captcha smartcaptcha""".split()
CONSENT = Phrases(
    "continue|privacy|cookie|consent|are you|confirm|вам |подтвердите|zustimmung|datenschutz|werbung",
    r"before you continue|we value your privacy|accept (?:all )?cookies|cookie consent|consent to (?:the use of )?cookies"
    r"|manage (?:your )?(?:consent|privacy)|(?:are you|confirm (?:that )?you are) (?:over |at least )?(?:18|21)"
    r"|вам (?:уже )?(?:есть |исполнилось )?18|подтвердите(?:,)? (?:что вам|свой возраст|возраст)|сайт использует (?:файлы )?cookie"
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
    r"|doesn.t exist|does not exist|has been (?:removed|deleted))|nothing found"
    r"|(?:страниц|публикаци|новост|материал|статья|стать)\w* (?:\w+ ){0,3}(?:не найден|не существует|удал[её]н|не опубликован)"
    r"|такой страницы (?:больше )?(?:нет|не существует)"
    r"|по (?:вашему |данному )?запросу (?:[^.!?]{1,40} )?(?:ничего )?не (?:найдено|нашлось)"
    r"|бет табылмады|бет (?:жоқ|өшірілген)|парақ(?:ша)? табылмады|мақала табылмады"
    r"|сторінк\w* не (?:знайден|існує)",
)
ARTICLE_TYPES = re.compile(r"article|blogposting|reportage", re.I)


def refuse(document: Document, title: str, body: Body) -> None:
    """Raise the `Drop` that *document* deserves; return when it may be an article."""
    length = sum(len(block.text) for block in body.blocks)
    if length < LITTLE:
        _refuse_stand_ins(document, title, body, length)
    elif _is_wall(document, title, body):
        raise ConsentWall(title)
    if _is_listing(document, body, length):
        raise Listing(f"{body.links} linked headlines, {length} characters of text")
    doubtful = length < LEAST * 4 and body.sure < SURE
    if not body.blocks or doubtful or (length < LEAST and not title):
        raise NoText("nothing on the page reads like a story")


def _refuse_stand_ins(document: Document, title: str, body: Body, length: int) -> None:
    """Raise when a challenge, a wall or a "not found" stands where the article should be."""
    head = clean_text(document.head_title)
    headings = " · ".join(clean_text(one.text_content()) for one in document.root.iter("h1", "h2"))[:1000]
    story = " ".join(block.text for block in body.blocks)
    everything = _everything(document, body)[:3000] if body.text < 2 * LITTLE else ""
    if CHALLENGE.are_in(f"{head} · {title}") or CHALLENGE.are_in(headings[:300]) or CHALLENGE.are_in(everything):
        raise Challenge(head or title or story[:80])
    if length < VERY_LITTLE and body.text < LITTLE and _is_signed(document.html):
        raise Challenge(head or "a bot check")
    if any(map(NOT_FOUND.are_in, (head, title, headings, story[:300]))):
        raise SoftNotFound(head or title or story[:80])
    if body.text < 2 * LITTLE and any(map(CONSENT.are_in, (headings, f"{head} · {title}", everything))):
        raise ConsentWall(head or title or story[:80])


def _is_wall(document: Document, title: str, body: Body) -> bool:
    """Say whether a page that calls itself no article is headed as a wall is, and asks for consent at length."""
    headings = [text for one in document.tagged("h1") if (text := clean_text(one.text_content()))] or [title]
    headed = all(WALL.fullmatch(one.strip(" .!:")) for one in headings)
    return headed and not _says_article(document) and ASKS.search(" ".join(one.text for one in body.blocks)) is not None


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


def _is_listing(document: Document, body: Body, length: int) -> bool:
    """Say whether linked headlines are what the page is for: it is a list, or the home page of a site, whatever that calls itself."""
    parts = urlsplit(ARCHIVED.sub("", document.page.url))
    is_home = HOME.fullmatch(parts.path.rstrip("/")) is not None and bool(parts.hostname) and not parts.query
    says_article, says_site = _says_article(document), document.metas.get("og:type", ())[:1] == ("website",)
    of_links, says_home = body.links >= MANY_LINKS, says_site and not says_article
    if is_home and length < (LITTLE if says_article else 2 * LITTLE) and (of_links or says_home):
        return True
    if body.links < FEW_LINKS or says_article:
        return False
    address = f"{parts.path}?{parts.query}"
    if LISTS.search(address) and (body.among >= 3 or not body.blocks) and length < 4 * LITTLE:
        return True
    if ENDS_IN_LIST.search(parts.path) and length < VERY_LITTLE:
        return True
    return body.links >= MANY_LINKS and length < VERY_LITTLE and body.sure < 0.9 and body.among >= 3


def _says_article(document: Document) -> bool:
    if any(ARTICLE_TYPES.search(str(node.get("@type", ""))) for node in document.json_ld):
        return True
    kinds = document.metas.get("og:type", ())
    return any("article" in kind for kind in kinds) or "article:published_time" in document.metas

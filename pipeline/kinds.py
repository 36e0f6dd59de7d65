"""What kind of page this is: pages that are no article are refused, each with the reason that a user can ask for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipeline.body.body import Body
from pipeline.document import Document
from pipeline.drop import Listing, NoText
from pipeline.noise.sentences import TOLD, is_prose
from pipeline.own_pages import is_own_page
from pipeline.stand_ins import LITTLE, SURE, VERY_LITTLE, refuse_stand_ins, sentences, tells

LEAST = 60  # a shorter story without a headline of its own is none
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
ARTICLE_TYPES = re.compile(r"article|blogposting|reportage", re.I)
LIST_TYPES = frozenset(("CollectionPage", "SearchResultsPage"))  # schema.org
LIST_CLASSES = frozenset("category tag author date post-type-archive search-results search-no-results".split())  # WordPress, of <body>
LEAST_POSTS = 2  # of a blog, on one page
REACH = re.compile(r"\w@\w|(?<!\d)(?:\+\d|8)[\s(-]*\d{3,4}[\s)-]+\d")  # an address of mail, a telephone number


def refuse(document: Document, title: str, body: Body) -> None:
    """Raise the `Drop` that *document* deserves; return when it may be an article."""
    length, says_article = sum(len(block.text) for block in body.blocks), _says_article(document)
    refuse_stand_ins(document, title, body, says_article=says_article)
    if _is_listing(document, body, length):
        raise Listing(f"{body.links} linked headlines, {length} characters of text")
    site = next(iter(document.metas.get("og:site_name", ())), "")
    if is_own_page(title, site, states_article=_states_article(document)):
        raise NoText("a page that the site has about itself")
    doubtful = length < LEAST * 4 and (body.told if says_article else body.sure) < SURE
    if not body.blocks or doubtful or (length < LEAST and not title) or not (says_article or body.is_live or _is_prose(body)):
        raise NoText("nothing on the page reads like a story")


def _is_prose(body: Body) -> bool:
    """Say whether a story is told, not but a list, a table, how to reach somebody, or a few words to the readers."""
    told = [block for block in body.blocks if block.kind not in ("row", "item") or is_prose(block.text)]
    reaching = [block for block in told if REACH.search(block.text) and not is_prose(block.text)]
    if 2 * len(reaching) >= len(told) and not any(TOLD.search(block.text) for block in told if block not in reaching):
        return False
    return sum(len(block.text) for block in body.blocks) >= LEAST * 4 or any(map(tells, sentences(told)))


def _is_listing(document: Document, body: Body, length: int) -> bool:
    """Say whether linked headlines are what the page is for: it is a list, or the home page of a site, whatever that calls itself."""
    parts = urlsplit(ARCHIVED.sub("", document.page.url))
    is_home = HOME.fullmatch(parts.path.rstrip("/")) is not None and bool(parts.hostname) and not parts.query
    says_article, says_site = _says_article(document), document.metas.get("og:type", ())[:1] == ("website",)
    of_links, says_home = body.links >= MANY_LINKS, says_site and not says_article
    if _states_list(document) or (body.is_teaser and not says_article and length < 2 * LITTLE):
        return True
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


def _states_list(document: Document) -> bool:
    """Say whether the page states that it is a list: for machines, or by the classes that its template gives to lists alone."""
    if _states_article(document):
        return False
    posts = sum(one.get("itemprop") == "blogPost" for one in document.having("itemprop"))
    types = {str(node.get("@type", "")) for node in document.json_ld}
    classes = {word for body in document.tagged("body") for word in (body.get("class") or "").split()}
    of_archive = "archive" in classes or not classes.isdisjoint(("search-results", "search-no-results"))
    return posts >= LEAST_POSTS or not types.isdisjoint(LIST_TYPES) or (of_archive and not classes.isdisjoint(LIST_CLASSES))


def _says_article(document: Document) -> bool:
    return _states_article(document) or any("article" in kind for kind in document.metas.get("og:type", ()))


def _states_article(document: Document) -> bool:
    """Say whether the page states that it is an article, or when it was published; as Open Graph's type, templates say it of all pages."""
    typed = any(ARTICLE_TYPES.search(str(node.get("@type", ""))) for node in document.json_ld)
    return typed or "article:published_time" in document.metas

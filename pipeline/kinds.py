"""What kind of page this is: pages that are no article are refused, each with the reason that a user can ask for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipeline.body.body import Body
from pipeline.document import Document
from pipeline.drop import Listing, NoText
from pipeline.stand_ins import LITTLE, SURE, VERY_LITTLE, refuse_stand_ins

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


def refuse(document: Document, title: str, body: Body) -> None:
    """Raise the `Drop` that *document* deserves; return when it may be an article."""
    length = sum(len(block.text) for block in body.blocks)
    refuse_stand_ins(document, title, body, says_article=_says_article(document))
    if _is_listing(document, body, length):
        raise Listing(f"{body.links} linked headlines, {length} characters of text")
    doubtful = length < LEAST * 4 and body.sure < SURE
    if not body.blocks or doubtful or (length < LEAST and not title):
        raise NoText("nothing on the page reads like a story")


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

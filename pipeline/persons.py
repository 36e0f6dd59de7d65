"""The names of persons in what a page says of its author: no sites, offices, posts, links or sentences."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipeline.text import clean_text

LONGEST = 60
BYLINE = re.compile(
    r"^\W*(?:автор(?:[ыі])?(?: (?:статьи|текста|материала))?|текст|подготовил[аи]?|мәтін|авторлары|дайындаған|(?:written )?by"
    r"|(?-i:P[ao]r|Von))"
    r"\s*[:—–-]?\s+(?P<names>\S.*)$",
    re.I,
)
SPLIT = re.compile(r"\s*(?:[,;/|&]|\bи\b|\band\b|\bund\b|және|\bet\b)\s*", re.I)
BEHIND = re.compile(  # a name: a post, or a place
    r"\s+(?:[–—-]\s+.*(?:editors?|reporters?|correspondents?|writers?|columnists?)$|(?:in|at|on|for)\s.*)", re.I
)
NOT_A_NAME = re.compile(
    r"\d|https?:|www\.|@|редакци|администрат|^admin|(?:корреспондент|тілшісі|m[uü]xbiri|мухбири|muhabiri)$"
    r"|^(?:корреспондент|редактор|журналист)\b|\b(?:область|облысы)$|все (?:статьи|материалы)|читать|подпис|фото|©|\?|!|:|»|more by"
    r"|\.[a-z]{2,5}$|\w\.(?:am|az|by|com|ge|info|kg|kz|media|net|org|ru|tj|tv|ua|uz)\b|staff$|powered|^posted by"
    r"|стать автором|\b(?:by|from|of|par|von)$|компани|агентств|агенттіг|пресс-служб|баспасөз"
    r"|press$|bureau$|images$|\b(?:team|desk|editorial)$|\b(?:author|profile) page$|\bstaff\b|^(?:view|follow|see)\b"
    r"|\b(?:ltd|inc|llc|gmbh|corp|co)$"
    r"|(?:writer|reporter|correspondent|columnist|\beditor)s?$|\b(?:redac(?:ción|ção)|rédaction|redaktion|redazione)\b"
    r"|\b(?:ооо|тоо|оао|зао|ао|жшс|ип)\b|^(?:news|новости|автор|author|by)$|[.]\s+\S+\s+\S+\s+\S+\s+\S",
    re.I,
)
SMALL = frozenset(  # words of names that may begin with a small letter
    "af al av ben bin da das de del della delle degli dei den der di do dos du e el i ibn la las le los mac st te ten ter van "
    "von y zu zum zur ал аль бен бин ван да де дель дер ди ибн ла фон эль оглы оғлы кызы қызы углы угли кизи улы ұлы уулу "
    "ogly oglu uulu kyzy qizi".split()
)


def names_in(stated: str) -> Iterator[str]:
    """Yield the names of persons in *stated*, a byline or what a field says."""
    text = clean_text(html.unescape(stated))
    match = BYLINE.match(text)
    for part in SPLIT.split(match["names"] if match else text):
        name = BEHIND.sub("", part).strip(" .,-–—·|")
        if len(name) <= LONGEST and not NOT_A_NAME.search(name) and _is_capitalised(name):
            yield name


def _is_capitalised(name: str) -> bool:
    """Say whether *name* is of two to five words that begin with capitals; small ones between and patronymics do not."""
    words = name.split()
    if not 2 <= len(words) <= 5 or not name[0].isupper():
        return False
    return all(not one[0].islower() or one in SMALL or one[1:2] == "'" for one in words)

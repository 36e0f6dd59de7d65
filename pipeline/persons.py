"""The names of persons in what a page says of its author: no sites, offices, posts, links or sentences."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipeline.text import clean_text

LONGEST_NAME = 60  # characters
MOST_READ = 2000  # characters of a field
WROTE = "дайындаған|әзірлеген|жазған|жазып алған|әңгімелескен|сұхбаттасқан"
LABEL = (
    r"автор(?:[ыі])?(?: (?:статьи|текста|материала))?|(?:фото и )?текст(?: и фото)?|(?:материал )?подготовил[аи]?"
    r"|беседовал[аи]?|записал[аи]?"
    rf"|мәтін(?: мен сурет)?|(?:мақала |материал )?автор(?:ы|лары)|{WROTE}|әңгімелестім|сұхбаттастым|(?:корреспондент|тілші)(?=\s*:)"
    r"|autor(?:in|en|es|as?|e)?(?:/autor)?|auteure?s?|authors?"
    r"|avtor(?:[yıi]|lar[yıi])?|da[ıy][yı]nda[ǵğ]an|ázirlegen|äzirlegen|jaz[ǵğ]an|jazyp al[ǵğ]an|suhbattas(?:qan|tym)"
)
BYLINE = re.compile(  # "By clicking" is none
    rf"^\W*(?:(?:{LABEL}"
    r"|(?:(?:written |posted |reporting |reported )?by)(?=\W+(?-i:[^\Wa-z]))|(?-i:P[ao]r|Von))\s*[:—–-]?\s+"
    r"|(?:作者|记者|記者)\s*[:：]\s*)(?P<names>\S.*)$",
    re.I,
)
SPLIT = re.compile(r"\s*(?:[,;/|&]|\bи\b|\band\b|\bund\b|\boch\b|\bog\b|\bve\b|\boraz\b|және|\bet\b)\s*", re.I)
BEHIND = re.compile(  # a name: a post, a day, a place, or in brackets whom one writes for
    r"\s+(?:[–—-]\s+.*(?:editors?|reporters?|correspondents?|writers?|columnists?)$|[–—-]\s[^,;]*\d.*|(?:in|at|on|for)\s.*|\((?!www\.)[^()]{1,20}\)$)",
    re.I,
)
NOT_A_NAME = re.compile(
    r"\d|www\.|@|редакци|администрат|^admin|(?:корреспондент|тілшісі|m[uü]xbiri|мухбири|muhabiri)$"
    r"|^(?:корреспондент|редактор|журналист)\b|\b(?:область|облысы)$|все (?:статьи|материалы)|читать|подпис|фото|©|\?|!|:|»|more by"
    r"|\.[a-z]{2,5}$|\w\.(?:am|az|by|com|ge|info|kg|kz|media|net|org|ru|tj|tv|ua|uz)\b|staff$|powered|^posted by"
    r"|стать автором|\b(?:by|from|of|par|von)$|компани|агентств|агенттіг|пресс-служб|баспасөз|^(?:группа|grupa|noticias)\b"
    r"|press$|(?:blatt|zeitung|anzeiger|rundschau|nachrichten)$|bureau$|images$|\bprofile page$|\bstaff\b|\bauthors?\b"
    r"|^(?:view|follow|see|add|about|über|photos?|privacy|special|the)\b|\b(?:news|times|tribune|gazette|newspaper)\b"
    r"|\b(?:team|desk|editorial|group|media|sports?|admin|user|policy|wire|service|online|today|magazine|agency|association)$"
    r"|\b(?:council|department|foundation|institute|ministry|office|university)$"
    r"|\b(?:ltd|inc|llc|gmbh|corp|co|sp\. z o\.? ?o)$|(?:^|\s)(?:редактор|журналист)$"
    r"|(?:writer|reporter|correspondent|columnist|\beditor)s?$|\br[eé]da(?:cc?i|ct|kt|kcj|ksi|cț|zione|ção)"
    r"|\b(?:ооо|тоо|оао|зао|ао|жшс|ип)\b|[.]\s+\S+\s+\S+\s+\S+\s+\S",
    re.I,
)
SMALL = frozenset(  # words of names that may begin with a small letter
    "a af al av bin bint da das de degli dei del della delle den der des di do dos du e el i ibn la las le los mac of st te ten "
    "ter und van ver von vom y zu zum zur ал аль бен бин ван да де дель дер ди ибн ла фон эль оглы оғлы огли кызы қызы қызи қизи "
    "гызы углы угли кизи улы ұлы уулу ogly oglu uulu kyzy qizi".split()
)
OF_ONE_WORD = re.compile(  # a Korean or Chinese name: of the families that most people are of, and no office
    r"(?P<korean>[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕]"
    r"[가-힣]{2})(?<![부팀실])(?:\s*(?:기자|특파원))?"
    r"|[王李张刘陈杨黄赵高吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
    r"邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蔣葉蘇呂盧鍾譚陸范賈韋鄒龍賀顧龔萬錢嚴湯溫]"
    r"[一-鿿]{1,2}(?<![社报報网網部室台局组組处處站号號团團刊界])"
)
JOINING = frozenset("'’‘ʻʼ`-")  # in words that begin small: "d’Arc", "al-Said", "o‘g‘li"


def names_in(stated: str, *, is_field: bool = False) -> Iterator[str]:
    """Yield the names of persons in *stated*, a byline or what a field says; one of a single word only where it surely is one."""
    text = clean_text(html.unescape(stated[:MOST_READ]))
    match = BYLINE.match(text)
    for part in SPLIT.split(match["names"] if match else text):
        name = BEHIND.sub("", part).strip(" .,-–—·|")
        if (is_field or match) and (whole := OF_ONE_WORD.fullmatch(name)):
            yield whole["korean"] or name
        elif len(name) <= LONGEST_NAME and not NOT_A_NAME.search(name) and _is_capitalised(name):
            yield name


def _is_capitalised(name: str) -> bool:
    """Say whether *name* is of two to five words that begin with capitals, as small ones between need not, and no mere initials."""
    words = name.split()
    if not 2 <= len(words) <= 5 or not name[0].isupper():
        return False
    if all(len(one.strip(".")) == 1 for one in words):
        return False
    return all(not one[0].islower() or one in SMALL or not JOINING.isdisjoint(one) for one in words)

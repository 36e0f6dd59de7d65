"""Sentences of a story that hold the words of a label: they quote it, say who said so, or say something of it."""

from __future__ import annotations

import re

from pipeline.noise.sentences import CAPITALS
from pipeline.noise.words import FINITE

SMALL = "a-zа-яёәғқңөұүһі"
QUOTED = rf"\W*?[«\"“„][^»\"”“]{{3,}}[»\"”]\s?,?\s?(?:[–—-]\s?)?(?-i:[{SMALL}])"  # «Подпишитесь», – просят в письме
SPEAKER = (
    r"(?:,\s|[»”\"],?\s?[–—-]\s)(?:(?:как|об этом|о чём)\s)?(?:рассказ|сообщ|говор|сказа|отмети|отмеча|заяви|поясни|объясни|напомни|добави"
    r"|подчеркн|уточни|посоветова|советует|призва|призыва[ею]т|попроси|прос[ия]т|обеща|предупреди|призна|счита|уверен|передаёт|передает|пишет"
    r"|напис[аы]|указан|утвержда|следует из)\w*"
    r"|\bде(?:ді|йді)\b|\bдеп\s(?:хабарла|жаз|айт|мәлімде|ескерт|түсіндір|атап|қосты|есептей)\w*"
    r"|,\s(?:\w+\s){0,4}(?:said|says|told|reported|warned|added)\b|\baccording to\b"
)
OF_A_LABEL = (  # – такую надпись
    r"(?!.*\b(?:нас|нам|наш\w*|мы)\b).*\s[–—-]\s(?:так(?:ую|ой|ая|ое|ие|им|ими)?|эт(?:от|ой|им|у|а|о|и))\s"
)
NAMED = r"(?:новост|рассыл|наш|канал|обновл|сайт|газет|журнал|издани|e-?mail|telegram|телеграм)"
QUOTE = r"[«\"“„][^«»\"”“„]{3,}[»\"”][.,;]?$"  # alone in its line
SENTENCE = re.compile(rf"{QUOTED}|{QUOTE}|.*?(?:{SPEAKER})|{OF_A_LABEL}", re.I)
ANSWER = re.compile(rf".*\?\W*$|[^:]+:\s(?-i:[{CAPITALS}])\w*,?\s(?-i:[{SMALL}]).*[.!?…]$", re.I)  # of an interview
TELLS = re.compile(rf"[^:]+:(?=\s(?-i:[{SMALL}])).*{FINITE}.*[.!?…]$", re.I)  # "Автор: книга вышла в 2019 году."
OFFER = re.compile(rf"\W*(?:(?:подписка|подписаться|жазылу)\b.*\.$|подписка(?! на {NAMED})\s\w)", re.I)
ASKS = re.compile(r"(?:фото|видео|photos?|video)\s?:\s(?:как|что|где|когда|почему|зачем|кто|how|what|where|when|why|who)\b", re.I)
VERSE = re.compile(r".*,$")
KEYS = re.compile(  # that are pressed, but for no mistake
    r"(?=.*\bctrl\b)(?!.*(?:выдел|сообщит|ошиб|опечат|неточн|orphus|қате|белгіле|select|highlight|mistake|error|typo|помилк"
    r"|памылк|\bxato|səhv|\bhata))",
    re.I,
)
SAID: dict[str, tuple[re.Pattern[str], ...]] = {
    **dict.fromkeys(
        ("comments", "cookie", "copyright", "paywall", "rating", "tools", "weather", "rates"), (SENTENCE,)
    ),
    "share": (SENTENCE, VERSE),
    "subscribe": (SENTENCE, OFFER),
    "typo": (SENTENCE, KEYS),
    "photo": (re.compile(OF_A_LABEL, re.I), ASKS, re.compile(r"[^:]+:\s[«\"“„].*[.!?…][»\"”]\.?$|[^:]+:\s[«\"“„].*[»\"”]\.$")),
    "byline": (ANSWER, TELLS),
    "read-also": (re.compile(rf"{QUOTED}|[^:]{{20,}}(?:{SPEAKER})[^:]*\.$|.*(?:{SPEAKER})(?: [\w-]+){{1,3}}\.$", re.I),),
}


def is_said(text: str, rule: str) -> bool:
    """Say whether *text*, which begins as a line of noise by *rule*, is a sentence of a story."""
    return any(pattern.match(text) for pattern in SAID.get(rule, ()))

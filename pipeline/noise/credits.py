"""Who else worked on a story and how its author is reached, as agencies and papers put it behind the last sentence."""

from __future__ import annotations

import re

from pipeline.noise.sentences import SENTENCE_END
from pipeline.noise.words import NAME

LONGEST = 400  # characters
TOOK_PART = re.compile(
    r"(?P<who>.{3,190}?)(?: also)? (?:contributed (?:reporting|to this (?:report|story|article))(?: (?:from|in) [^.!?]{2,60})?"
    r"|reported from (?P<where>[^.!?]{2,60}))\.?"
)
DID = re.compile(
    r"(?:(?:additional|contributed) )?(?:reporting|writing|editing|compiled|translated)(?: and (?:writing|editing))? by (?-i:[A-Z])", re.I
)
JOBS = frozenset(
    """the and in of at for staff special senior chief contributing freelance news political business technology sports science health
    writer writers reporter reporters correspondent correspondents editor editors journalist journalists photographer producer
    researcher bureau""".split()
)
MANY = re.compile(
    r"(?:experts|scientists|researchers|economists|analysts|authors|countries|companies|many|several|some|all|both|they|we)\b", re.I
)
WORD = re.compile(r"[^\W\d]\S*")
MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
AUTHOR = r"(?:reporter|editor|author|writer|columnist|journalist|correspondent)s?"
REACHED = re.compile(
    rf"(?:to contact the|(?:contact|e-?mail|reach) the) {AUTHOR}\b.{{0,170}}{MAIL}"
    rf"|{NAME} (?:can be|is) (?:reached|contacted|available) (?:at|by|via|on)\b.{{0,40}}{MAIL}\W*"
    rf"|(?:contact|e-?mail|write to|reach) {NAME} (?:at|on|via)\b.{{0,40}}{MAIL}.{{0,60}}"
    rf"|(?:for )?(?:comments|feedback|questions|tips|corrections)\b[^.!?]{{0,50}}{MAIL}\W*"
    rf"|follow {NAME} (?:on (?:twitter|x|instagram|facebook|telegram|linkedin|threads|bluesky)\b|at:? (?:https?://|www\.|@)).{{0,40}}"
    rf"|(?:связаться с|написать) (?:автор|журналист|корреспондент)\w*\b.{{0,60}}{MAIL}"
    rf"|(?:e-?mail|(?:электронная )?почта) (?:автора|журналиста|корреспондента)\b.{{0,40}}{MAIL}"
    rf"|(?:в (?:подготовке|работе над)|над) (?:этого |этой |этим )?(?:материал|текст|стать|публикаци)\w+ (?:также )?"
    rf"(?:участвовал|работал|помогал)\w*\s?:?\s{NAME}.{{0,100}}",
    re.I,
)
ADDRESS = re.compile(
    rf"[\[(]?(?:{NAME},?\s|[가-힣]{{2,5}}(?:\s[가-힣]{{2,5}})?\s)?{MAIL}[\])]?|[\w-]+\.(?:kz|ru|com|org|net|info|media)", re.I
)
SIGNED_OFF = re.compile(r"(?:[a-z]{2,4}/){2,6}[a-z]{2,4}|\(END\)|Enditem\W*")  # the desks of an agency: "ap/kam/bfi"


def credit_of(text: str, before: str) -> str:
    """Return "byline" where *text*, the last behind *before*, credits who wrote that, or says how they are reached; or the empty string.

    An address alone, of a person or a site, stays where it is not a sentence that stands before it: that may lead to it.
    """
    if len(text) > LONGEST:
        return ""
    if REACHED.fullmatch(text) or SIGNED_OFF.fullmatch(text) or _took_part(text) or _did_each(text):
        return "byline"
    return "byline" if ADDRESS.fullmatch(text) and (not before or SENTENCE_END.search(before[-LONGEST:])) else ""


def _took_part(text: str) -> bool:
    """Say whether *text* says of nothing but names and posts that they contributed to this report, or from where they reported."""
    said = TOOK_PART.fullmatch(text)
    if said is None or MANY.match(said["who"]):
        return False
    names = f"{said['who']} {said['where'] or ''}"
    return all(word[0].isupper() or word.strip(",’'") in JOBS for word in WORD.findall(names))


def _did_each(text: str) -> bool:
    """Say whether *text* tells who reported, who wrote and who edited, one after the other."""
    parts = text.strip("()[]. ").split(";")
    return len(parts) > 1 and all(DID.match(part.strip()) for part in parts)

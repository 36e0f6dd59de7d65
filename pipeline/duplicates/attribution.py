"""Whom a text names as its source: «сообщает сайт Акорды», «X-ке сілтеме жасап», "reports X citing Y". Russian, Kazakh, English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST = 7  # words of a name
OUTLET = re.compile(  # kinds of outlets, in any case; a name beside one is no person's
    r"(?:(?:интернет|медиа|веб|телеграм|новостн\w+)-?)?(?:сайт|портал|агентств|издани|газет|журнал(?!ист)|телеканал|радио(?!сл)"
    r"|telegram-канал|пресс-(?:служб|центр|релиз)|ресурс|миа\b|иа\b|риа\b|баспасөз|қызмет|агентті|басылым|арна)\w*"
    r"|(?:news|press|agency|service|office|website|site|portal|newspaper|magazine|channel|outlet|daily)$",
)
STAFF = re.compile(r"(?:корреспондент|журналист|репортёр|репортер|тілші|хаа|correspondent|reporter)\w*$")
INSIDE = re.compile(  # words of a name that are written small
    r"(?:президент|глав|государств|правительств|министерств|акимат|департамент|управлени|комитет|област|город|премьер-министр"
    r"|мемлекет|басшысы|үкімет|министрліг|әкімді|облыс)\w*|of|the|and|и|по|рк|қр"
)
ANYONE = ("сми", "бақ", "as", "как")
QUOTES = '«„“"'
PRESS = "баспасөз"  # a press service, whose name comes before it
GENITIVE = re.compile(r"[а-яё]{2,}(?:ы|и|я|ых|их|ой)|дел")
SKIPPED = re.compile(r"(?:the|news|наш|наше|собственн|официальн|информационн|делов|местн|official|local|state)\w*|с")
EARLIER = re.compile(
    r"\W*(?:ранее|напомн\w+|накануне|до этого|бұған дейін|бұрын|еске сал\w+|айта кет\w+|earlier|previously|recall)\b",
    re.I,
)
SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\w\s]*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])|\n+")
CYRILLIC = re.compile("[а-яё]", re.I)
TOKEN = re.compile(r"[«„“\"][^«»„“”\"\n]{1,80}[»“”\"]|\w+(?:[.’'\-](?<!\.(?=[А-ЯЁ]))\w+)*|[^\w\s]")
PRESENT = r"сообща(?:ет|ют)|переда[её]т|передают|пиш(?:ет|ут)|информиру(?:ет|ют)"
CITING = re.compile(r"\b(?:со ссылкой на|ссылаясь на|citing|quoting|with (?:a )?reference to)\s", re.I)
CITED = re.compile(r"\s(?:сілтеме жаса\w*|сүйене отырып)\b", re.I)
TELLING = re.compile(
    rf"(?:\b(?:{PRESENT}|(?:сообщи|переда|проинформирова)л[аио]?(?: в)?"
    r"|по (?:данным|информации|сообщению|сведениям)"
    r"|деп (?:хабарла(?:йды|ды)|жаз(?:ады|ды)|таратты)|(?:as )?reported by|reports|according to)"
    r"|\b(?:источник|дереккөз|source)\s*:)\s+",
    re.I,
)
TOLD = re.compile(
    rf"\s(?:{PRESENT}|хабарла(?:уынша|ғандай|йды)|мәлімет(?:інше|і бойынша)|дерегінше|жазғандай|ақпаратынша|reports|reported"
    r"|informs)\b",
    re.I,
)
DATELINE = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ-]{3,}\.\s+(?:\d{1,2}\s+\w+\.\s+)?(?P<name>[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w.]+)\s*[-–—]\s")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source that a text names. Where nothing shows that it is no person, it is an outlet only if one has that name."""

    name: str
    cites: bool  # "со ссылкой на": the source of whoever reports
    is_outlet: bool


def attributions(text: str) -> list[Attribution]:
    """Return the sources that *text* names, each once, in their order; those of earlier news are left out."""
    found: dict[tuple[str, bool], Attribution] = {}
    if dateline := DATELINE.search(text[:400]):
        found[dateline["name"].casefold(), False] = Attribution(dateline["name"], False, False)
    is_english = not CYRILLIC.search(text)
    for sentence in SENTENCE.split(text):
        if sentence and not EARLIER.match(sentence):
            for name, cites in _named(sentence):
                if name:
                    found.setdefault((" ".join(name).casefold(), cites), _judged(name, cites, is_english))
    return list(found.values())


def _named(sentence: str) -> Iterator[tuple[list[str], bool]]:
    """Yield the words by which *sentence* names a source, and whether it is cited."""
    for match in TELLING.finditer(sentence):
        rest = sentence[match.end() :]
        if cited := CITED.search(rest):  # X Y-ке сілтеме жасап: the first of two is who reports
            both = _after(_words(rest[: cited.start()]))
            yield both[:1] if len(both) > 1 else [], False
            yield both[1:] or both, True
        else:
            yield _after(_words(rest)), False
    for match in CITING.finditer(sentence):
        yield _after(_words(sentence[match.end() :])), True
    for match in TOLD.finditer(sentence):
        yield _before(TOKEN.findall(sentence[: match.start()])), False
    for match in CITED.finditer(sentence):
        if not TELLING.search(sentence[: match.start()]):
            yield _before(TOKEN.findall(sentence[: match.start()])), True


def _words(clause: str) -> list[str]:
    """Return the words of *clause*, but those that only describe whoever follows."""
    tokens = TOKEN.findall(clause)
    while tokens and SKIPPED.fullmatch(tokens[0].casefold()) and not tokens[0][0].isupper():
        del tokens[0]
    return tokens


def _after(tokens: Sequence[str]) -> list[str]:
    """Return the name that *tokens* begin with, empty when they begin with something else."""
    name: list[str] = []
    for at, token in enumerate(tokens[:MOST]):
        word = token.casefold()
        if not (
            _is_proper(token)
            or any(kind.fullmatch(word) for kind in (OUTLET, STAFF, INSIDE))
            or (at and GENITIVE.fullmatch(word) and _is_office(name[-1].casefold()))
            or (word.isalpha() and PRESS in map(str.casefold, tokens[at + 1 : at + 4]))
        ):
            break
        name.append(token)
    return name if _says_whose(name) else []


def _is_office(word: str) -> bool:
    return bool(INSIDE.fullmatch(word) or GENITIVE.fullmatch(word))


def _says_whose(name: Sequence[str]) -> bool:
    """Say whether *name* names anyone: a press service needs an office, all else a name."""
    kinds = [one for one in name if OUTLET.fullmatch(one.casefold())]
    return any(_is_proper(one) and one not in kinds for one in name) or bool(
        kinds and len(name) > len(kinds) and not _is_staff(name)
    )


def _before(tokens: Sequence[str]) -> list[str]:
    """Return the name that *tokens* end with."""
    for start in range(max(0, len(tokens) - MOST), len(tokens)):
        if len(name := _after(tokens[start:])) == len(tokens) - start:
            return name
    return []


def _is_proper(token: str) -> bool:
    if token.casefold() in ANYONE:
        return False
    if token[0] in QUOTES:
        return token[1:].lstrip()[:1].isupper()
    return token[0].isupper() or ("." in token and token[0].isalpha() and token.isascii())


def _is_staff(name: Sequence[str]) -> bool:
    return any(STAFF.fullmatch(one.casefold()) for one in name)


def _judged(name: Sequence[str], cites: bool, is_english: bool) -> Attribution:
    """Return the source *name*: outlets are told by their kind, by quotes, by a domain, by capitals or another script."""
    proper = [one for one in name if _is_proper(one)]
    shown = any(OUTLET.fullmatch(one.casefold()) for one in name) or any(
        one[0] in QUOTES or "." in one for one in proper
    )
    alone = len(proper) == 1 and len(proper[0]) > 2
    return Attribution(
        " ".join(name), cites, shown or (alone and (proper[0].isupper() or _is_latin(proper[0], is_english)))
    )


def _is_latin(word: str, is_english: bool) -> bool:
    return word.isascii() and not is_english

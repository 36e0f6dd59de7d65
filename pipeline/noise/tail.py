"""Marks the lines behind a story that are none of it, in a text without markup."""

from __future__ import annotations

import operator as op
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.noise.edges import LAST, OF_ITSELF, OFFICE, PERSON, POST, SIGNATURE, edge_of, end_of, is_published
from pipeline.noise.ending import AMID, STEM, WORD, end_of_story
from pipeline.noise.head import SPOKEN, SURNAME, WRITER, is_named
from pipeline.noise.latin import in_cyrillic
from pipeline.noise.sentences import HEADING, SENTENCE_END, closes, is_headline, is_prose, is_question
from pipeline.noise.words import CAPITAL, MONTH
from storage.record import ITEM

SIGNED = 3  # lines: the name, the paper, and the place
ALONE = re.compile(rf"(?P<name>(?:{CAPITAL}\w+ |(?:{CAPITAL}\.\s?){{1,2}}){CAPITAL}\w*(?i:{SURNAME}))[.,]?")
BENEATH = re.compile(
    rf"«[^»]{{3,40}}»\.?|{CAPITAL}[\w-]+\.?|(?:{CAPITAL}[\w-]+ ){{1,2}}(?:қаласы|облысы|ауданы|ауылы|область|район)\.?"
)
ADDRESSED = re.compile(  # what its author signs: a letter, a wish, condolences
    r"\b(?:обращени|письм|поздрав|уважаемы|соболезнов|үндеу|хат(?:ы|ын|та)?\b|құттықта|құрметт|көңіл айт|жолдау)", re.I
)
OF_A_SUBJECT = ("advert", "byline", "copyright", "menu", "poll", "subscribe")  # which a heading may be of, too
NO_COMMENT = re.compile(r"\s*без комментари", re.I)
ROW = re.compile(r".{2,60}\s[–—-]\s.{0,30}\d|.{2,60}\s\|\s")  # "Лук – 120 тенге", "Костанай | 1 204"
OWN_LINE = re.compile(  # "16:00 «Кайрат» – «Женис»", "10 ақпан – туған күні", "Лук – 120 тенге", "1 Кайрат 24 14 5"; who signed, its number
    rf"{ROW.pattern}|(?:\d{{1,2}}\.?\s)?[^\W\d][^\d,:]{{1,38}}(?:\s\d+(?:[:-]\d+)?){{3,}}$"
    rf"|\d{{1,2}}(?::\d\d\s\S|\s{MONTH}\s)|(?:с уважением|құрметпен)\b"
    r"|(?:[\w«»-]+ ){1,4}(?:президенті|премьер-министрі|министрі|әкімі|төрағасы)$|(?:президент|премьер-министр) республики казахстан$"
    r"|.{0,40}№\s?[\w/-]+ (?:қаулы|шешім|өкім|бұйрық)|.{0,30}(?:постановлени|распоряжени|решени|приказ)\w* (?:от .{4,20} )?№",
    re.I,
)
PAIR = re.compile(r"\s[–—]\s|:\s")  # a row of two cells; not all headlines of a list have it
BESIDE_TITLE = re.compile(r"(?:сегодня|вчера|бүгін|кеше|today|yesterday)\W*", re.I)
LEAST_WORDS = 3  # of a headline
LONGEST_OF_ITSELF = 700  # characters
LEAST_SUBJECTS = 2  # lines
SUBJECT = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+){0,2}")


def spare_headings(lines: Sequence[str], rules: list[str]) -> None:
    """Leave what is a label elsewhere where a long sentence of the story follows it: a headline, or a heading.

    "Сюжет" of a film is one; "Реклама" only in a story that has other headings, or where the sentence speaks of it.
    """
    there = [at for at, line in enumerate(lines) if line.strip()]
    story = {at for at in there if not rules[at] and is_prose(lines[at])}
    headings = [at for at, after in pairwise(there) if after in story and HEADING.fullmatch(lines[at].strip())]
    head = [at for at in there if at < min(story, default=0)]
    first = next((at for at in head if at in (there[0], *headings[:1]) and rules[at] == "read-also"), -1)
    if first >= 0 and HEADING.fullmatch(lines[first].strip()) and all(rules[at] or edge_of(lines[at]) for at in head):
        rules[first] = ""
    within = [at for at in headings if at > min(story)]
    told = {at for at, after in pairwise(there) if at in within and rules[at] in OF_A_SUBJECT and _speaks_of(lines[after], lines[at])}
    others = bool(told) or any(not rules[at] for at in within)
    times = Counter(lines[at].strip() for at in there)
    for at in within:
        is_title = at in told or (others and rules[at] in ("advert", "menu", "poll"))
        if rules[at] == "tags" or NO_COMMENT.match(lines[at]) or (is_title and times[lines[at].strip()] == 1):
            rules[at] = ""


def _speaks_of(sentence: str, heading: str) -> bool:
    """Say whether *sentence* holds all words of *heading*, by the letters that do not change with their case."""
    said = {word[:STEM] for word in WORD.findall(sentence.casefold())}
    return all(word[:STEM] in said for word in WORD.findall(heading.casefold()))


def mark_tail(lines: Sequence[str], rules: list[str]) -> None:
    """Mark what stands behind the story's last sentence, when it is noise that says so, and what belongs to it."""
    end = end_of_story(lines, rules)
    if end is not None:
        for at in range(end, len(lines)):
            rules[at] = rules[at] or "behind-story"
    last = max((at for at, line in enumerate(lines) if not rules[at] and closes(line)), default=-1)
    _mark_signature(lines, rules, last)
    if last < 0 or not any(rules[last + 1 :]):
        return
    for at in range(last + 1, len(lines)):
        is_day = is_published(lines[at]) or (edge_of(lines[at]) == "stamp" and "counter" in rules[at + 1 : at + 2])
        rules[at] = rules[at] or ("stamp" if is_day else "")
    _mark_writer(lines, rules, last)
    _mark_subjects(lines, rules, last)
    own = _own_end(lines, rules, last)
    for at in range(last + 1, len(lines)):
        if lines[at].strip() and not lines[at].startswith(ITEM) and at not in own:
            rules[at] = rules[at] or "related"
    _mark_biography(lines, rules, last)


def _mark_signature(lines: Sequence[str], rules: list[str], last: int) -> None:
    """Mark who wrote the story, for which paper and where: a name right behind the *last* sentence that the story does not know."""
    tail = [at for at in range(last + 1, len(lines)) if lines[at].strip() and not rules[at]]
    if last < 0 or not 0 < len(tail) <= SIGNED:
        return
    name, *behind = [in_cyrillic(lines[at].strip()) for at in tail]
    story = [in_cyrillic(line) for line in lines[: last + 1]]
    signed = SIGNATURE.fullmatch(name)
    is_writer = signed["family"].casefold() not in " ".join(story).casefold() if signed else _is_alone(name, story)
    is_place = all(map(BENEATH.fullmatch, behind)) or (signed is not None and len(behind) == 1)
    if not (is_writer and is_place) or OFFICE.search(" ".join(behind)) or PERSON.fullmatch(" ".join(behind)):
        return
    for at in tail:
        rules[at] = "byline"


def _is_alone(name: str, story: Sequence[str]) -> bool:
    """Say whether *name* is that of somebody of whom the *story* before it tells nothing, and which is no letter that he signs."""
    alone = ALONE.fullmatch(name)
    if alone is None or story[-1].lstrip()[0] in SPOKEN or not any(map(is_prose, story)):
        return False
    return not is_named(alone["name"], story) and not any(map(ADDRESSED.search, story)) and not OFFICE.search(story[-1][-LAST:])


def _mark_writer(lines: Sequence[str], rules: list[str], last: int) -> None:
    """Mark a bare name right behind the *last* sentence when the story names nobody so, and noise follows it, or what he is."""
    first, second = [*(at for at in range(last + 1, len(lines)) if lines[at].strip()), last, last][:2]
    name = lines[first].strip()
    is_known = is_named(name.split(",")[0], lines[: last + 1])
    is_post = POST.fullmatch(lines[second].strip()) is not None
    if first == last or rules[first] or is_known or not WRITER.fullmatch(name) or lines[last].lstrip()[0] in SPOKEN:
        return
    if rules[second] or is_post:
        rules[first] = "byline"
        rules[second] = rules[second] or "byline"


def _mark_subjects(lines: Sequence[str], rules: list[str], last: int) -> None:
    """Mark the subjects of the story right behind its *last* sentence, where noise stands beside them: several short lines.

    The story speaks of each, and announces none of them; not all are names, as in a list of people or of places.
    """
    tail = [at for at in range(last + 1, len(lines)) if lines[at].strip()]
    before = [*takewhile(lambda at: rules[at], tail)]
    run = [*takewhile(lambda at: not rules[at], tail[len(before) :])]
    subjects = [lines[at].strip() for at in run]
    is_beside_noise = len(run) < len(tail)
    if len(run) < LEAST_SUBJECTS or not is_beside_noise or lines[last].rstrip().endswith(":"):
        return
    if not (any(map(str.islower, subjects)) and all(map(SUBJECT.fullmatch, subjects))):
        return
    told = re.findall(r"\w+", " ".join(lines[at] for at in range(last + 1) if not rules[at]).casefold())
    begun = {word[:length] for word in told for length in range(1, STEM)}
    if all(word[: STEM - 1] in begun for word in WORD.findall(" ".join(subjects).casefold())):
        for at in run:
            rules[at] = "tags"


def _own_end(lines: Sequence[str], rules: Sequence[str], last: int) -> set[int]:
    """Return which lines behind the *last* long sentence are of the story, too: short ones, a list, a table, what somebody says.

    Headlines of other stories are none, nor what stands behind noise with which no story goes on.
    """
    tail = [at for at in range(last + 1, len(lines)) if lines[at].strip()]
    run = list(takewhile(lambda at: not rules[at], tail))
    own = set() if _are_teasers([lines[at].strip() for at in run]) else set(run)
    for at in takewhile(lambda at: not rules[at] or rules[at] in AMID, tail):
        if at not in run and SENTENCE_END.search(lines[at].strip()):
            own.add(at)
    return own


def _are_teasers(texts: Sequence[str]) -> bool:
    """Say whether *texts* are headlines of other stories, with or without what stands beside them: no rows, and none too short."""
    titles = [text for text in texts if OWN_LINE.match(text) or not (BESIDE_TITLE.fullmatch(text) or edge_of(text))]
    if len(titles) > 1 and all(PAIR.search(text) for text in titles):
        return False
    if len(titles) > 2 and HEADING.fullmatch(titles[0]):  # what announces them
        titles = titles[1:]
    are_headlines = [is_headline(text) and len(text.split()) >= LEAST_WORDS and not OWN_LINE.match(text) for text in titles]
    are_verses = len(titles) > LEAST_SUBJECTS and sum(text[:1].islower() for text in titles) > len(titles) / 2
    return are_headlines[:1] != [False] and not are_verses and all(map(op.or_, are_headlines, map(is_question, titles)))


def _mark_biography(lines: Sequence[str], rules: list[str], last: int) -> None:
    """Mark the story's *last* sentence when it is of the author: it says so, or stands between a name and "more by the author"."""
    before = next((at for at in range(last - 1, -1, -1) if lines[at].strip()), 0)
    after = next((at for at in range(last + 1, len(lines)) if lines[at].strip()), last)
    is_rated = rules[after] == "rating" and len(lines[last]) <= LONGEST_OF_ITSELF and OF_ITSELF.search(lines[last]) is not None
    is_between = rules[after] == "author-bio" and PERSON.fullmatch(lines[before].strip()) is not None
    story = " ".join(lines[at] for at in range(last) if not rules[at])
    if is_between or (is_rated and not OF_ITSELF.search(story)) or end_of(lines[last], story) == "author-bio":
        rules[last] = "author-bio"
        rules[before] = rules[before] or ("author-bio" if is_between else "")

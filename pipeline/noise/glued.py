"""Parts a line whose first or last words are noise: "Фото: vesti.kzВ области…", "14:26В области…", "… в области. (Фото: vesti.kz)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.noise.lines import rule_of
from pipeline.noise.sentences import CAPITALS, closes, is_prose
from pipeline.noise.stamps import DAY as CALENDAR_DAY

JOINT = re.compile(
    rf"(?<=[a-zа-яёәғқңөұүһі»)])(?=[{CAPITALS}][а-яёәғқңөұүһі\s])|(?<=[a-z])(?=[А-ЯЁӘҒҚҢӨҰҮҺІ])|(?<=\w)(?=[«“\"][{CAPITALS}][а-яёәғқңөұүһі])"
    rf"|(?<=[{CAPITALS}]{{2}})(?=[{CAPITALS}][а-яёәғқңөұүһі]+\s|[ВК]\s\w)|(?<=\w\w\.)(?=[{CAPITALS}][а-яёәғқңөұүһі]+\s)"
    rf"|(?<=[a-zа-яё»])\s[–—-]\s(?=[{CAPITALS}])|(?<=\.(?:kz|ru))\s(?=[{CAPITALS}])|(?<=\w[»\"”])\s(?=[{CAPITALS}])|(?<=(?:photo|.фото)\))\s(?=[{CAPITALS}])"
)
SENTENCES = re.compile(rf"(?<=[.!?…»”\")])\s+(?=[(\[]\w|[{CAPITALS}]|фото\b)")
TIME = re.compile(
    rf"(?:\d{{1,2}}:\d{{2}}(?:,?\s?\d{{1,2}}\.\d{{1,2}}\.\d{{4}})?|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?:,?\s?\d{{1,2}}:\d{{2}})?)(?=[{CAPITALS}][а-яёәғқңөұүһі\s])"
)
MOMENT = re.compile(  # as a program prints it: to the second, with the place or without
    rf"\d{{1,2}}\.\d{{1,2}}\.\d{{4}},?\s(?:[{CAPITALS}][\w-]+(?:\s[{CAPITALS}][\w-]+)?,?\s)?\d{{1,2}}:\d{{2}}:\d{{2}}\s(?=[{CAPITALS}«\"“])"
)
UPDATED = re.compile(  # "Обновлено в 14:42 мск Подъем рынка…"
    rf"(?i:обновлено|жаңартылды|updated)[:,]?\s(?:(?:в|at|сағат)\s)?"
    rf"(?:(?i:{CALENDAR_DAY})(?:\sв|\sat|,)?\s)?\d{{1,2}}[:.]\d{{2}}\.?(?:\s(?i:мск|msk|gmt|utc|almt))?[.:)]*\s(?=[{CAPITALS}«\"“])"
)
DAY = re.compile(rf"\d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?:,?\s\d{{1,2}}:\d{{2}})?\s(?=[{CAPITALS}«\"“])")  # a chronicle has more
CAPTION = re.compile(r"\[caption\b[^\]]*\][^\[\]]*\[/caption\]")  # as a system that keeps pages writes it
CREDITS = ("photo", "read-also", "byline", "source")
BEHIND = ("paywall", "photo", "read-also", "share", "stamp", "subscribe", "typo")
LEAST = 40  # characters of what stands behind the joint
LONGEST_BEHIND = 160  # characters of noise behind a story's sentence


def parted(line: str) -> list[tuple[str, str]]:
    """Return *line* with no rule, or its two parts where one is noise, by the rule given, beside a sentence."""
    if start := stamp_end(line):
        return [(line[:start], "stamp"), (line[start:], "")]
    if caption := CAPTION.search(line):
        parts = [(line[: caption.start()].rstrip(), ""), (caption[0], "photo"), (line[caption.end() :].lstrip(), "")]
        return [part for part in parts if part[0]]
    for joint in JOINT.finditer(line, 8, 160):
        before, after = line[: joint.start()], line[joint.end() :]
        is_story = is_prose(after) if joint[0] else len(after) >= LEAST
        if is_story and (rule := rule_of(before)) in CREDITS:
            return [(before, rule), (after, "")]
    for joint in reversed([*SENTENCES.finditer(line, LEAST)]):
        before, after = line[: joint.start()], line[joint.end() :]
        if len(after) <= LONGEST_BEHIND and closes(before) and (rule := rule_of(after)) in BEHIND:
            return [(before, ""), (after, rule)]
    return [(line, "")]


def stamp_end(line: str) -> int:
    """Return where the text of *line* begins behind the time of its publication; 0 where none stands before it."""
    match = TIME.match(line) or MOMENT.match(line) or UPDATED.match(line)
    return match.end() if match else 0


def day_end(lines: Sequence[str]) -> int:
    """Return where the text of the first of *lines* begins behind a day in figures that none of the others begins with; else 0."""
    first, *others = map(DAY.match, lines)
    return first.end() if first and not any(others) else 0

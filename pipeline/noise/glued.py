"""Parts a line whose first words are noise that lost its end: "Фото: vesti.kzВ области…", "14:26В области…"."""

from __future__ import annotations

import re

from pipeline.noise.lines import rule_of
from pipeline.noise.sentences import CAPITALS

JOINT = re.compile(
    rf"(?<=[a-zа-яёәғқңөұүһі»)])(?=[{CAPITALS}][а-яёәғқңөұүһі\s])|(?<=[a-z])(?=[А-ЯЁӘҒҚҢӨҰҮҺІ])|(?<=\w)(?=[«“\"][{CAPITALS}][а-яёәғқңөұүһі])"
)
TIME = re.compile(
    rf"(?:\d{{1,2}}:\d{{2}}(?:,?\s?\d{{1,2}}\.\d{{1,2}}\.\d{{4}})?|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?:,?\s?\d{{1,2}}:\d{{2}})?)(?=[{CAPITALS}][а-яёәғқңөұүһі\s])"
)
CREDITS = ("photo", "read-also", "byline", "source")
LEAST = 40  # characters of what stands behind the joint


def parted(line: str) -> list[tuple[str, str]]:
    """Return *line* with no rule, or its two parts where the first is noise, by the rule given, that runs into a sentence."""
    if match := TIME.match(line):
        return [(match[0], "stamp"), (line[match.end() :], "")]
    for joint in JOINT.finditer(line, 8, 160):
        before, after = line[: joint.start()], line[joint.start() :]
        if len(after) >= LEAST and (rule := rule_of(before)) in CREDITS:
            return [(before, rule), (after, "")]
    return [(line, "")]

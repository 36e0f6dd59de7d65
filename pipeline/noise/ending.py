"""Where a story ends, in a text without markup: before what no story goes on behind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.noise.sentences import closes, is_prose
from pipeline.text import stems

ENDS_STORY = ("rating", "comments", "tags", "author-bio")  # behind these nothing of the story comes
SEVERAL = 3  # lines
TOLD = 0.4  # share of the longer words of a sentence that its story has said before
STEM = 5  # letters of a word that count
WORD = re.compile(r"[^\W\d_]+")
LEAST_SENTENCES = 2
LEAST_SENTENCE = 60  # characters
AMID = ("photo", "byline", "source", "advert", "subscribe")  # noise with which a story goes on
LINKS = ("related",)  # beside "read-also"
GOES_ON = 3  # long sentences


def end_of_story(lines: Sequence[str], rules: Sequence[str]) -> int | None:
    """Return where what no story goes on behind stands; None where nothing does.

    At least two sentences of the story stand before it: else it is a head, not a tail.
    """
    closing = [at for at, line in enumerate(lines) if not rules[at] and closes(line)]
    prose = [at for at in closing if is_prose(lines[at])]
    first = closing[LEAST_SENTENCES - 1] + 1 if len(closing) >= LEAST_SENTENCES else len(lines)
    behind, left = [""] * len(lines), ""
    for at in range(len(lines) - 1, -1, -1):
        left = behind[at] = lines[at].rstrip() if not rules[at] and lines[at].strip() else left
    may_be = (at for at in range(first, len(lines)) if _may_end(rules, at, behind[at]))
    return next((at for at in may_be if not _goes_on(lines, rules[at], prose, bisect_left(prose, at))), None)


def _may_end(rules: Sequence[str], at: int, behind: str) -> bool:
    """Say whether the story may end before *at*: by what stands there, or as several widgets of different kinds follow one another.

    *behind* is the next line that no rule takes, or the empty string.

    Headlines of other stories with their label do not end one that goes on right behind them with a sentence, nor does anything
    one that goes on with a sentence shorter than those that teasers have, but longer than a remark.
    """
    widgets = rules[at : at + SEVERAL]
    if rules[at] in ENDS_STORY or len(widgets) < SEVERAL or not all(widgets):
        return rules[at] in ENDS_STORY
    if closes(behind) and len(behind) >= LEAST_SENTENCE and not is_prose(behind):
        return False
    goes_on = closes(behind) or behind.endswith(":")
    return len({*widgets} - {*AMID, *(LINKS if goes_on else ())}) > 1


def _goes_on(lines: Sequence[str], rule: str, prose: Sequence[int], before: int) -> bool:
    """Say whether the story goes on in long sentences behind a line with *rule*: more than one or two behind its topic or its section.

    *prose* are its long sentences, of which so many stand *before* that line. Behind what also stands above a story, such as
    the number of its comments, more must stand than before it; behind widgets, any that says again much of what the story says.
    """
    behind = prose[before:]
    if rule == "tags":
        return len(behind) >= GOES_ON
    if len(behind) > before:
        return True
    if rule in ENDS_STORY:
        return False
    told = _stems(" ".join(lines[at] for at in prose[:before]))
    return any(len(own & told) > TOLD * len(own) for own in (_stems(lines[at]) for at in behind))


def _stems(text: str) -> set[str]:
    return stems(WORD.findall(text.casefold()), STEM)

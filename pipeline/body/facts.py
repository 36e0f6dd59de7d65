"""What explains a story in boxes amid it: facts and figures, and the labels of such boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.body.boxes import UNLIKELY, in_story, names_around
from pipeline.body.features import Sight
from pipeline.noise.latin import CYRILLIC
from pipeline.noise.lines import rule_of

SIDEBAR = "sidebar"  # the rule of what stands in an <aside>
FACTS = re.compile(r"(?<![a-z])(?:info|facts?)[-_]{0,2}box|(?<![a-z])(?:spravka|anyktama|anyqtama)(?![a-z])", re.I)
LABEL = re.compile(
    r"(?:(?:краткая )?справка|для справки|досье|в цифрах|цифры и факты|факты|кстати|к слову|анықтама|деректер|сандар сөйлейді"
    r"|айтпақшы)\W*",
    re.I,
)
LEAST_FACT = 0.05  # the chance of a block in such a box


def explaining(sight: Sight, chances: Sequence[float], rules: Sequence[str]) -> Iterator[int]:
    """Yield the blocks amid the story, in Kazakh or Russian, that stand without links in boxes named for facts, and the labels of such.

    A label stays where what it is the label of does.
    """
    kept = in_story(rules)
    amid = range(kept[0] + 1, kept[-1]) if kept else range(0)
    unlike = [at for at in amid if rules[at] in (UNLIKELY, SIDEBAR) and not sight.segments[at].linked]
    told = {at for at in unlike if chances[at] > LEAST_FACT and _is_fact(sight, at)}
    labels = {at for at in unlike if LABEL.fullmatch(sight.segments[at].text) and (at + 1 in told or not rules[at + 1])}
    yield from sorted(told | labels)


def _is_fact(sight: Sight, at: int) -> bool:
    text = sight.segments[at].text
    return CYRILLIC.search(text) is not None and not rule_of(text) and FACTS.search(names_around(sight, at)) is not None

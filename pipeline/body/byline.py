"""What names the page's author in its story: a byline amid it, or behind it who wrote it and where to write to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.authors import authors_of
from pipeline.body.boxes import in_story
from pipeline.body.date_lines import is_date_line
from pipeline.body.segments import Segment
from pipeline.document import Document
from pipeline.headings import folded
from pipeline.noise.said import ANSWER, SENTENCE
from pipeline.persons import LONGEST_NAME

DOUBTFUL = 0.9  # the chance below which a name is believed
LAST = 3  # blocks of a story that may be about its author
BESIDE = 20  # characters beside the name: a byline has no more


def bylines(
    document: Document, found: Sequence[Segment], chances: npt.NDArray[np.float32], rules: Sequence[str]
) -> Iterator[int]:
    """Yield the doubtful blocks of the story, by their numbers, that are about its author.

    None is the first of the story, unless a day is all that it has beside the name, a turn of a dialogue, or a sentence that
    says who said so.
    """
    kept = in_story(rules)
    most = {index: sys.maxsize if index in kept[-LAST:] else BESIDE for index in kept}  # characters beside the name
    doubtful = [at for at in most if chances[at] < DOUBTFUL and len(found[at].text) <= LONGEST_NAME + most[at]]
    names = {folded(one): one for one in authors_of(document)} if doubtful else {}
    for index in doubtful:
        text = found[index].text
        said = folded(text)
        about = [one for one in names if one in said and len(said) - len(one) <= most[index]]
        if about and not _is_told(text) and (index > kept[0] or is_date_line(text.replace(names[about[0]], ""))):
            yield index


def _is_told(text: str) -> bool:
    return any(pattern.match(text) for pattern in (ANSWER, SENTENCE))

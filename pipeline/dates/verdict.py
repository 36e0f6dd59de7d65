"""The day on which a page was published: candidates, ranked, each kept as evidence; no day rather than a guess."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from storage.entities import Source as HintSource

Source = Literal["json-ld", "meta", "script", "time", "url", "visible", "dateline"] | HintSource
Confidence = Literal["stated", "agreed", "implied", "none"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that says a date. `day` and `time` are civil, in the publisher's zone on that day."""

    source: Source
    text: str  # as it stands there
    day: dt.date | None
    time: dt.time | None = None
    fate: str = ""  # "won", "agrees", or why it lost


@dataclass(frozen=True, slots=True)
class Verdict:
    """The day of publication, or None, with everything that was said about it."""

    day: dt.date | None
    time: dt.time | None
    confidence: Confidence
    evidence: tuple[Evidence, ...]

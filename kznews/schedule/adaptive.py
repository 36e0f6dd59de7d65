"""The adaptive rhythm: a site that brings news more often is asked more often, a quiet one less, within bounds.

The steps are halves and doubles of the stated interval, so that the slots of a slower rhythm are slots of a faster
one, too, and every process finds the same from the same history. The rate of change is estimated over all runs kept
(Cho and Garcia-Molina, "Estimating Frequency of Change", 2003); a step is taken for each factor of two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kznews.schedule.rhythm import Cron, Every

WANTED = 2.0  # new articles that a run should find
LEAST_RUNS = 6
WINDOW = dt.timedelta(days=14)
SHORTEST_RHYTHM, LONGEST_RHYTHM = 300, 86_400  # seconds
STEPS = (0.5, 1, 2, 4)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a past crawl found: when it began, and how many articles were new."""

    at: dt.datetime
    new: int


@dataclass(frozen=True, slots=True)
class Adapted:
    """The rhythm that counts, and why it does."""

    rhythm: Every | Cron
    why: str


def adapted(stated: Every | Cron, history: Sequence[Asked], now: dt.datetime) -> Adapted:
    """Return the rhythm for a site whose crawls were *history*, oldest first; the first one finds what was old."""
    if isinstance(stated, Cron):
        return Adapted(stated, "as stated: a cron expression names its times")
    past = [run for run in history if run.at <= now]  # a run to come was made by a clock that was ahead
    recent = [run for run in past[1:] if run.at >= now - WINDOW]
    if len(recent) < LEAST_RUNS:
        return Adapted(stated, f"as stated: {len(recent)} of {LEAST_RUNS} runs known that tell a rhythm")
    before = past[-len(recent) - 1]  # what the first of them found came after this one
    hours = max((now - before.at).total_seconds(), 1) / 3600
    found = sum(run.new for run in recent)
    step = _step(stated.seconds, found / hours)
    word = {0.5: "twice as often as", 1: "as", 2: "half as often as", 4: "a quarter as often as"}[step]
    return Adapted(
        Every(int(stated.seconds * step)), f"{word} stated: {found} new articles in {hours:.0f} h, {len(recent)} runs"
    )


def fastest(stated: Every | Cron) -> Every | Cron:
    """Return the fastest rhythm to which *stated* is ever adapted."""
    if isinstance(stated, Cron):
        return stated
    return Every(int(stated.seconds * _steps(stated.seconds)[0]))


def _step(seconds: int, an_hour: float) -> float:
    """Return the slowest step at which no more than the wanted number of new articles is waiting, else the fastest."""
    steps = _steps(seconds)
    fitting = [step for step in steps if an_hour * seconds * step / 3600 <= WANTED]
    return fitting[-1] if fitting else steps[0]


def _steps(seconds: int) -> list[float]:
    return [
        step for step in STEPS if step == 1 or (SHORTEST_RHYTHM <= seconds * step <= LONGEST_RHYTHM and not (seconds * step) % 60)
    ]

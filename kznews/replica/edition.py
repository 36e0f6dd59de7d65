"""What the three sites of the replica have published by a given day: a pure function of seed, day and state."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from kznews.replica.story import Block, Size, Story, Writer

ZONE = ZoneInfo("Asia/Almaty")
GOV_TOPICS = ("gov-meeting", "gov-telegram", "gov-trip", "gov-decree", "gov-session")
RU_TOPICS = (
    "road", "school", "clinic", "storm", "match", "prices", "museum", "nature", "inventions", "fire", "harvest",
    "bridge", "teachers", "surgery", "flood", "race", "business", "theatre", "waste", "network", "search", "herd",
)  # fmt: skip
KK_TOPICS = ("road", "school", "culture", "farm")
SPAN = 180  # days
EVENTS, PORTAL_RU, PORTAL_KK, LEGACY = 46, 165, 28, 105
NEW_EVENTS, NEW_PORTAL_RU, NEW_PORTAL_KK, NEW_LEGACY = 4, 10, 2, 6
PRESS = {"exact": "", "attributed": ", сообщает пресс-служба Дворца «Акшанырак»."}


@dataclass(frozen=True, slots=True)
class Edition:
    """The stories of each site, newest first. `gone` are the keys that state 2 no longer has."""

    day: dt.date
    state: int
    gov: tuple[Story, ...]
    portal: tuple[Story, ...]
    legacy: tuple[Story, ...]
    gone: frozenset[str]


def edition(seed: int, day: dt.date, state: int) -> Edition:
    """Return what stands on the sites on *day*: state 1, or state 2 with additions, corrections and deletions."""
    desk = _Desk(seed, day)
    gov = list(desk.gov(EVENTS, "g"))
    portal = [*desk.portal(PORTAL_RU, "ru", "p"), *desk.portal(PORTAL_KK, "kk", "q"), *_copies(gov)]
    legacy = list(desk.legacy(LEGACY, "l"))
    legacy += [replace(story, key=f"x{story.key}") for story in portal[20:120:25]]
    gone: frozenset[str] = frozenset()
    if state == 2:
        gone = frozenset(story.key for stories in (gov, portal, legacy) for story in stories[33:60:13])
        gov, portal, legacy = (desk.corrected(stories) for stories in (gov, portal, legacy))
        gov += desk.gov(NEW_EVENTS, "ng", fresh=True)
        portal += desk.portal(NEW_PORTAL_RU, "ru", "np", fresh=True)
        portal += desk.portal(NEW_PORTAL_KK, "kk", "nq", fresh=True)
        legacy += desk.legacy(NEW_LEGACY, "nl", fresh=True)
    return Edition(day, state, _newest(gov), _newest(portal), _newest(legacy), gone)


def _newest(stories: list[Story]) -> tuple[Story, ...]:
    return tuple(sorted(stories, key=lambda story: (story.published, story.key), reverse=True))


def _copies(gov: list[Story]) -> Iterator[Story]:
    """Yield what the portal took over from the government: half of it word for word, half with a word on the source."""
    taken = [story for story in gov if story.language == "ru" and story.topic != "gov-telegram"][::3]
    for at, story in enumerate(taken[:12]):
        how = "exact" if at % 2 else "attributed"
        first = story.blocks[0]
        text = first.text if how == "exact" else first.text.rstrip(".:") + PRESS[how]
        blocks = (Block(first.kind, text), *story.blocks[1:])
        later = min(story.published + dt.timedelta(hours=2), story.published.replace(hour=23, minute=40))
        event = story.event if how == "exact" else f"{story.event}/attributed"
        yield replace(story, key=f"c{story.key}", event=event, blocks=blocks, published=later)


class _Desk:
    """Writes the stories of one seed in their order; state 2 goes on where state 1 ended."""

    def __init__(self, seed: int, day: dt.date) -> None:
        self.seed, self.day = seed, day
        self.writers = {language: Writer(language, seed) for language in ("ru", "kk", "en")}

    def gov(self, count: int, prefix: str, *, fresh: bool = False) -> Iterator[Story]:
        for at in range(count):
            when, topic = self._when(prefix, at, count, fresh), GOV_TOPICS[at % len(GOV_TOPICS)]
            size: Size = ("plain", "short", "plain", "long")[at % 4] if at % 5 != 1 else "plain"
            for language in ("ru", "kk", "en")[: 3 if at % 3 else 2]:
                key = f"{prefix}{at:03}{language}"
                yield self.writers[language].write(key, topic, when, size, event=f"{prefix}{at:03}{language}")

    def portal(self, count: int, language: str, prefix: str, *, fresh: bool = False) -> Iterator[Story]:
        topics = RU_TOPICS if language == "ru" else KK_TOPICS
        yield from self._news(count, language, prefix, topics, fresh)

    def legacy(self, count: int, prefix: str, *, fresh: bool = False) -> Iterator[Story]:
        yield from self._news(count, "ru", prefix, RU_TOPICS[::-1], fresh)

    def _news(self, count: int, language: str, prefix: str, topics: tuple[str, ...], fresh: bool) -> Iterator[Story]:
        sizes: tuple[Size, ...] = ("plain", "plain", "short", "plain", "long")
        for at in range(count):
            when = self._when(prefix, at, count, fresh)
            yield self.writers[language].write(f"{prefix}{at:03}", topics[at % len(topics)], when, sizes[at % 5])

    def _when(self, prefix: str, at: int, count: int, fresh: bool) -> dt.datetime:
        """Return the time of the story number *at*, the newest first; nothing lies in the future of its own day."""
        chance = random.Random(f"{self.seed}/{prefix}/{at}")  # noqa: S311
        if at == 0 and prefix in ("p", "np", "q", "l"):
            return dt.datetime.combine(self.day, dt.time(0, 1 + len(prefix)), ZONE)
        days = 1 if fresh else 1 + at * SPAN // count
        moment = dt.time(chance.randint(20, 23) if fresh else chance.randint(7, 19), chance.randint(0, 59))
        return dt.datetime.combine(self.day - dt.timedelta(days=days), moment, ZONE)

    def corrected(self, stories: list[Story]) -> list[Story]:
        at = dt.datetime.combine(self.day, dt.time(0, 5), ZONE)
        edited = {story.key for story in stories[7:60:11]}
        return [self.writers[s.language].revised(s, at) if s.key in edited else s for s in stories]

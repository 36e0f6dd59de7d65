"""What the three sites of the replica have published by a given day: a pure function of seed, day and state.

Each story belongs to its calendar day: on the next day the sites have the same stories and those of one day more.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from kznews.replica.story import Block, Size, Story, revised, write

ZONE = ZoneInfo("Asia/Almaty")
SPAN = 180  # days
GOV_TOPICS = ("gov-meeting", "gov-telegram", "gov-trip", "gov-decree", "gov-session")
RU_TOPICS = (
    "road", "school", "clinic", "storm", "match", "prices", "museum", "nature", "inventions", "fire", "harvest",
    "bridge", "teachers", "surgery", "flood", "race", "business", "theatre", "waste", "network", "search", "herd",
)  # fmt: skip
KK_TOPICS = ("road", "school", "culture", "farm")
SIZES: tuple[Size, ...] = ("plain", "plain", "short", "plain", "long")
SOURCE = ", сообщает пресс-служба Дворца «Акшанырак»."


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
    desk = _Desk(seed)
    days = range(day.toordinal() - SPAN, day.toordinal() + 1)
    gov = [story for number in days for story in desk.gov(number)]
    portal = [story for number in days for story in desk.portal(number)]
    legacy = [story for number in days for story in desk.legacy(number)]
    legacy += [replace(s, key=f"x{s.key}") for s in portal if s.language == "ru" and s.published.toordinal() % 36 == 7]
    portal += _taken_over(gov)
    night = dt.datetime.combine(day, dt.time(0, 29), ZONE)  # of its last day a site has what the night has brought
    sites = [_newest(story for story in stories if story.published <= night) for stories in (gov, portal, legacy)]
    gone: frozenset[str] = frozenset()
    if state == 2:
        gone = frozenset(story.key for stories in sites for story in stories[33:60:13])
        sites = [_newest([*desk.corrected(old, night), *new]) for old, new in zip(sites, desk.fresh(day), strict=True)]
    return Edition(day, state, sites[0], sites[1], sites[2], gone)


def _newest(stories: Iterable[Story]) -> tuple[Story, ...]:
    return tuple(sorted(stories, key=lambda story: (story.published, story.key), reverse=True))


def _taken_over(gov: list[Story]) -> Iterator[Story]:
    """Yield what the portal took over from the government: half of it word for word, half with a word on the source."""
    for story in gov:
        number = int(story.key[1:-2])
        if story.language != "ru" or story.topic == "gov-telegram" or number % 3 != 1:
            continue
        first, event = story.blocks[0], story.event
        if number // 3 % 2:
            first, event = Block(first.kind, first.text.rstrip(".:") + SOURCE), f"{event}/attributed"
        later = story.published + dt.timedelta(hours=2)
        yield replace(story, key=f"c{story.key}", event=event, blocks=(first, *story.blocks[1:]), published=later)


class _Desk:
    """Writes the stories of a seed, each from the number of its day alone."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def gov(self, number: int) -> Iterator[Story]:
        """Yield an event every fourth day, in two or three languages."""
        if number % 4 == 0:
            yield from self._event(f"g{number // 4}", number // 4, self._at(number, "gov", 8, 19))

    def _event(self, key: str, turn: int, when: dt.datetime) -> Iterator[Story]:
        topic = GOV_TOPICS[turn % len(GOV_TOPICS)]
        size: Size = "plain" if topic == "gov-telegram" else SIZES[turn % 4]
        for language in ("ru", "kk", "en")[: 3 if turn % 3 else 2]:
            yield write(self.seed, language, f"{key}{language}", topic, when, size)

    def portal(self, number: int) -> Iterator[Story]:
        """Yield a story in Russian every day, every second one at night, and one in Kazakh now and then."""
        when = self._at(number, "portal", 0, 0) if number % 2 else self._at(number, "portal", 6, 23)
        yield self._story("ru", f"p{number}", number, RU_TOPICS, when)
        if number % 6 == 1:
            yield self._story("kk", f"q{number}", number // 6, KK_TOPICS, self._at(number, "kk", 0, 0))

    def legacy(self, number: int) -> Iterator[Story]:
        """Yield a story on three days of five."""
        if number % 5 in (0, 2, 4):
            yield self._story("ru", f"l{number}", number + 9, RU_TOPICS[::-1], self._at(number, "legacy", 9, 18))

    def fresh(self, day: dt.date) -> tuple[list[Story], list[Story], list[Story]]:
        """Return what state 2 adds on each site: written late on the day before."""
        number = day.toordinal() - 1
        late = [self._at(number, f"late{at}", 20, 23) for at in range(12)]
        gov = [story for at in range(4) for story in self._event(f"ng{at}", at, late[at])]
        portal = [self._story("ru", f"np{at}", number + 2 * at, RU_TOPICS, late[at]) for at in range(10)]
        portal += [self._story("kk", f"nq{at}", at, KK_TOPICS, late[at]) for at in (10, 11)]
        legacy = [self._story("ru", f"nl{at}", number + 3 * at, RU_TOPICS, late[at]) for at in range(6)]
        return gov, portal, legacy

    def corrected(self, stories: tuple[Story, ...], at: dt.datetime) -> Iterator[Story]:
        """Yield *stories*, some of them as they were corrected in the night."""
        edited = {story.key for story in stories[7:60:11]}
        for story in stories:
            yield revised(self.seed, story, at) if story.key in edited else story

    def _story(self, language: str, key: str, turn: int, topics: tuple[str, ...], when: dt.datetime) -> Story:
        return write(self.seed, language, key, topics[turn % len(topics)], when, SIZES[turn % len(SIZES)])

    def _at(self, number: int, site: str, first: int, last: int) -> dt.datetime:
        """Return a time on day *number*; in the hour after midnight, within its first half."""
        chance = random.Random(f"{self.seed}/{site}/{number}")  # noqa: S311
        moment = dt.time(chance.randint(first, last), chance.randint(1, 59 if last else 28))
        return dt.datetime.combine(dt.date.fromordinal(number), moment, ZONE)

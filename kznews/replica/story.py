"""Articles written from the templates: hundreds of them, no two alike, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from kznews.replica.grammar import Voice, grammar
from storage.record import ITEM

Size = Literal["short", "plain", "long"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article's body, as the page shows it. A list has items, everything else a text."""

    kind: Literal["paragraph", "list", "subhead", "quote"]
    text: str = ""
    items: tuple[str, ...] = ()

    @property
    def paragraph(self) -> str:
        """The block as a paragraph of a record."""
        return "\n".join(ITEM + item for item in self.items) if self.kind == "list" else self.text


@dataclass(frozen=True, slots=True)
class Story:
    """One article in one language. `key` names it for ever; `event` is what its translations share."""

    key: str
    event: str
    language: str
    topic: str
    published: dt.datetime
    title: str
    blocks: tuple[Block, ...] = field(repr=False)
    author: str
    modified: dt.datetime | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body without the headline, as a record has it."""
        return tuple(block.paragraph for block in self.blocks)


def write(seed: int, language: str, key: str, topic: str, published: dt.datetime, size: Size) -> Story:
    """Return the story named *key* on *topic*: always the same for the same seed, key and time."""
    voice = Voice(grammar(language), random.Random(f"{seed}/{key}"), published.date())  # noqa: S311 - news, not secrets
    title = voice.pick(topic, "title")
    blocks = tuple(_body(voice, topic, size))
    author = voice.random.choice(voice.grammar.words["author"])[0]
    return Story(key, key, language, topic, published, title, blocks, author)


def revised(seed: int, story: Story, at: dt.datetime) -> Story:
    """Return *story* as its publisher corrected it: a longer first paragraph and a new one at the end."""
    chance = random.Random(f"{seed}/{story.key}/revised")  # noqa: S311
    voice = Voice(grammar(story.language), chance, story.published.date())
    more, last = voice.several("general", "fact", 2)
    first = replace(story.blocks[0], text=f"{story.blocks[0].text} {more}")
    return replace(story, blocks=(first, *story.blocks[1:], Block("paragraph", last)), modified=at)


def _body(voice: Voice, topic: str, size: Size) -> Iterator[Block]:
    yield Block("paragraph", voice.pick(topic, "lead"))
    count = {"short": 3, "plain": voice.random.randint(5, 8), "long": voice.random.randint(9, 12)}[size]
    sentences = voice.several(topic, "fact", count)
    quoted = size == "short"
    starts = [*_cuts(voice.random, len(sentences)), len(sentences)]
    for at, (start, end) in enumerate(itertools.pairwise(starts)):
        if at and start >= len(sentences) // 2 and not quoted:
            quoted = True
            yield _quote(voice, topic)
        if size == "long" and at == 2:
            yield Block("subhead", voice.pick("general", "subhead"))
        yield Block("paragraph", " ".join(sentences[start:end]))
    yield from _ending(voice, topic, size)


def _quote(voice: Voice, topic: str) -> Block:
    kind: Literal["quote", "paragraph"] = "quote" if voice.random.random() < 0.3 else "paragraph"
    own = "quote" in voice.grammar.topics[topic] and (topic.startswith("gov-") or voice.random.random() < 0.3)
    return Block(kind, voice.pick(topic if own else "general", "quote"))


def _ending(voice: Voice, topic: str, size: Size) -> Iterator[Block]:
    part = LISTS.get(topic)
    if part and size != "short":
        yield Block("paragraph", voice.pick(part, "fact"))
        yield Block("list", items=tuple(_items(voice, part)))
    if topic == "gov-telegram":
        yield Block("paragraph", SIGNATURE[voice.grammar.language])
    elif size != "short":
        yield from (Block("paragraph", text) for text in voice.several("general", "fact", voice.random.randint(1, 2)))


def _items(voice: Voice, part: str) -> Iterator[str]:
    """Yield the items of a list: all members of a commission in their order, or some of the tasks."""
    if part == "officials":
        texts = [voice.say(template) for template in voice.grammar.topics[part]["item"]]
    else:
        texts = voice.several(part, "item", voice.random.randint(3, 5))
        texts = [text[:1].lower() + text[1:] for text in texts]
    texts = [text.rstrip(";.") for text in texts]
    yield from (f"{text};" for text in texts[:-1])
    yield f"{texts[-1]}."


LISTS = {"gov-meeting": "gov-list-lead", "gov-session": "gov-list-lead", "gov-decree": "officials"}
SIGNATURE = {"ru": "Глава государства", "kk": "Мемлекет басшысы", "en": "Head of State"}


def _cuts(chance: random.Random, count: int) -> list[int]:
    """Return where paragraphs of one to three sentences begin among *count* sentences."""
    starts = [0]
    while (step := chance.randint(1, 3)) + starts[-1] < count:
        starts.append(starts[-1] + step)
    return starts

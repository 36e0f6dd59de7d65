"""Articles written from the templates: hundreds of them, no two alike, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from kznews.replica.grammar import Voice, grammar

BULLET = "  • "
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
        return "\n".join(BULLET + item for item in self.items) if self.kind == "list" else self.text


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


class Writer:
    """Writes stories in one language; deals facts from a shuffled deck, so that they return as late as possible."""

    def __init__(self, language: str, seed: int) -> None:
        self.grammar = grammar(language)
        self._random = random.Random(f"{seed}/{language}")  # noqa: S311 - news, not secrets
        self._decks: dict[tuple[str, str], list[str]] = {}
        self._titles: set[str] = set()

    def write(self, key: str, topic: str, published: dt.datetime, size: Size = "plain", event: str = "") -> Story:
        """Return a new story on *topic*."""
        voice = Voice(self.grammar, random.Random(f"{key}/{self._random.random()}"), published.date())  # noqa: S311
        title = self._title(voice, topic)
        blocks = tuple(self._body(voice, topic, size))
        author = voice.random.choice(self.grammar.words["author"])[0]
        return Story(key, event or key, self.grammar.language, topic, published, title, blocks, author)

    def revised(self, story: Story, at: dt.datetime) -> Story:
        """Return *story* as its publisher corrected it: a changed first paragraph and a new one at the end."""
        voice = Voice(self.grammar, random.Random(f"{story.key}/revised"), story.published.date())  # noqa: S311
        first = replace(story.blocks[0], text=f"{story.blocks[0].text} {voice.say(self._deal('general', 'fact'))}")
        last = Block("paragraph", voice.say(self._deal("general", "fact")))
        return replace(story, blocks=(first, *story.blocks[1:], last), modified=at)

    def _title(self, voice: Voice, topic: str) -> str:
        while True:
            title = voice.say(self._deal(topic, "title"))
            if title not in self._titles:
                self._titles.add(title)
                return title
            voice.names.clear()

    def _body(self, voice: Voice, topic: str, size: Size) -> Iterator[Block]:
        yield Block("paragraph", voice.say(self._deal(topic, "lead")))
        count = {"short": 3, "plain": voice.random.randint(5, 8), "long": voice.random.randint(9, 12)}[size]
        sentences = [voice.say(template) for template in self._several(topic, "fact", count)]
        quotes = ["quote"] if size != "short" else []
        middle = len(sentences) // 2
        for at, start in enumerate(starts := _cuts(voice.random, len(sentences))):
            if at and start >= middle and quotes:
                yield self._quote(voice, topic, quotes.pop())
            if size == "long" and at == 2:
                yield Block("subhead", voice.say(self._deal(topic, "title")))
            end = starts[at + 1] if at + 1 < len(starts) else len(sentences)
            yield Block("paragraph", " ".join(sentences[start:end]))
        yield from self._ending(voice, topic, size)

    def _ending(self, voice: Voice, topic: str, size: Size) -> Iterator[Block]:
        if topic in ("gov-meeting", "gov-session", "gov-decree") and size != "short":
            part = "officials" if topic == "gov-decree" else "gov-list-lead"
            yield Block("paragraph", voice.say(self._deal(part, "fact")))
            yield Block("list", items=tuple(self._items(voice, part)))
        if topic == "gov-telegram":
            yield Block("paragraph", SIGNATURE[self.grammar.language])
        elif size != "short":
            yield Block("paragraph", voice.say(self._deal("general", "fact")))

    def _items(self, voice: Voice, part: str) -> Iterator[str]:
        templates = self.grammar.topics[part]["item"]
        chosen = templates if part == "officials" else self._several(part, "item", voice.random.randint(3, 5))
        texts = [voice.say(template).rstrip(";.") for template in chosen]
        small = [text if part == "officials" else text[:1].lower() + text[1:] for text in texts]
        yield from [f"{text};" for text in small[:-1]]
        yield f"{small[-1]}."

    def _quote(self, voice: Voice, topic: str, part: str) -> Block:
        general = topic.startswith("gov-") is False and voice.random.random() < 0.8
        own = self.grammar.topics[topic].get(part)
        source = "general" if general or not own else topic
        kind: Literal["quote", "paragraph"] = "quote" if voice.random.random() < 0.3 else "paragraph"
        return Block(kind, voice.say(self._deal(source, part)))

    def _several(self, topic: str, part: str, count: int) -> list[str]:
        """Return up to *count* templates, each once."""
        count = min(count, len(self.grammar.topics[topic][part]))
        dealt: dict[str, None] = {}
        while len(dealt) < count:
            dealt[self._deal(topic, part)] = None
        return list(dealt)

    def _deal(self, topic: str, part: str) -> str:
        deck = self._decks.setdefault((topic, part), [])
        if not deck:
            deck.extend(self.grammar.topics[topic][part])
            self._random.shuffle(deck)
        return deck.pop()


SIGNATURE = {"ru": "Глава государства", "kk": "Мемлекет басшысы", "en": "Head of State"}


def _cuts(chance: random.Random, count: int) -> list[int]:
    """Return where paragraphs of one to three sentences begin among *count* sentences."""
    starts = [0]
    while (step := chance.randint(1, 3)) + starts[-1] < count:
        starts.append(starts[-1] + step)
    return starts

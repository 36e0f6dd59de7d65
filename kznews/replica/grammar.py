"""Sentences from templates: the notation of the files in `texts`, read once and expanded with a seeded generator."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{([^{}]+)\}")
MONTHS = {
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
BILLION = {"ru": "млрд тенге", "kk": "млрд теңге", "en": "billion tenge"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """The templates of one language: `words` by list name, `topics` by topic and part (title, lead, fact, …)."""

    language: str
    words: dict[str, list[tuple[str, ...]]]
    topics: dict[str, dict[str, list[str]]]


@cache
def grammar(language: str) -> Grammar:
    """Return the templates of *language*: ru, kk or en."""
    words: dict[str, list[tuple[str, ...]]] = {}
    topics: dict[str, dict[str, list[str]]] = {}
    lines = (files("kznews.replica") / "texts" / f"{language}.txt").read_text("utf-8").splitlines()
    group, topic, part = "", "", ""
    for line in filter(None, lines):
        if line.startswith("== "):
            group, topic = line[3:], ""
        elif line.startswith("## "):
            topic, group = line[3:], ""
        elif line.startswith("-- "):
            part = line[3:]
        elif group:
            words.setdefault(group, []).append(tuple(line.split(" / ")))
        elif topic:
            topics.setdefault(topic, {}).setdefault(part, []).append(line)
    return Grammar(language, words, topics)


@dataclass(slots=True)
class Voice:
    """One article's voice: its random choices, and the names that it keeps from the first line to the last."""

    grammar: Grammar
    random: random.Random
    day: dt.date
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def say(self, template: str) -> str:
        """Return *template* with its choices made and its slots filled, the first letter a capital."""
        chosen = CHOICE.sub(lambda match: self.random.choice(match[1].split("|")), template)
        text = " ".join(SLOT.sub(lambda match: self._fill(match[1]), chosen).split())
        return text[:1].upper() + text[1:]

    def pick(self, topic: str, part: str) -> str:
        """Return one sentence of *part* on *topic*."""
        return self.say(self.random.choice(self.grammar.topics[topic][part]))

    def several(self, topic: str, part: str, count: int) -> list[str]:
        """Return up to *count* different sentences of *part* on *topic*."""
        templates = self.grammar.topics[topic][part]
        return [self.say(template) for template in self.random.sample(templates, min(count, len(templates)))]

    def _fill(self, slot: str) -> str:
        kind, *values = slot.split(" ")
        if kind == "n":
            return self._count(int(values[0]), int(values[1]), values[2:])
        if kind == "p":
            return self._decimal(int(values[0]), int(values[1]))
        if kind == "money":
            return f"{self._decimal(int(values[0]), int(values[1]))} {BILLION[self.grammar.language]}"
        if kind == "day":
            return self._date(int(values[0]))
        return self._name(kind)

    def _count(self, low: int, high: int, forms: list[str]) -> str:
        number = self.random.randint(low, high)
        digits = f"{number:,}".replace(",", " ") if number > 9999 else str(number)
        if not forms:
            return digits
        if len(forms) % 3 == 0 and len(forms) > 3:  # a noun with an adjective before it: "рабочее место"
            return f"{digits} {_phrase(number, forms)}"
        return f"{digits} {plural(number, forms)}"

    def _decimal(self, low: int, high: int) -> str:
        value = f"{low + self.random.random() * (high - low):.1f}"
        return value if self.grammar.language == "en" else value.replace(".", ",")

    def _date(self, shift: int) -> str:
        jitter = self.random.randint(0, abs(shift) // 3)
        day = self.day + dt.timedelta(days=shift + jitter)
        month = MONTHS[self.grammar.language][day.month - 1]
        return f"{month} {day.day}" if self.grammar.language == "en" else f"{day.day} {month}"

    def _name(self, slot: str) -> str:
        name, _, form = slot.partition(".")
        kind = name.rstrip("0123456789ABCDEF")
        if name not in self.names:
            used = [value for key, value in self.names.items() if key.rstrip("0123456789ABCDEF") == kind]
            self.names[name] = self.random.choice([word for word in self.grammar.words[kind] if word not in used])
        forms = self.names[name]
        return forms[int(form)] if form and int(form) < len(forms) else forms[0]


def plural(number: int, forms: list[str]) -> str:
    """Return the form of a Russian noun that goes with *number*: 1 дом, 2 дома, 5 домов."""
    if number % 10 == 1 and number % 100 != 11:
        return forms[0]
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return forms[1 % len(forms)]
    return forms[-1]


def _phrase(number: int, forms: list[str]) -> str:
    size = len(forms) // 3
    return plural(number, [" ".join(forms[i * size : (i + 1) * size]) for i in range(3)])

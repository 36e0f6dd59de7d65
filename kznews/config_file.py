"""Reads kznews.toml and checks it whole: every mistake at once, with its line and a suggestion."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kznews.config import Alerts, Config, Facts, Limits, Rules, Schedule
from kznews.paths import config_file

if TYPE_CHECKING:
    from spiders.site import Site


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in the file: the line (0 when it has none), the key and what is wrong with it."""

    line: int
    key: str
    text: str


class BadConfig(Exception):
    """The configuration file has mistakes; each line of the message is one, as FILE:LINE: KEY: what is wrong."""

    def __init__(self, path: Path, mistakes: list[Mistake]) -> None:
        self.path, self.mistakes = path, sorted(mistakes, key=lambda one: (one.line, one.key))
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        for one in self.mistakes:
            place = f"{self.path}:{one.line}" if one.line else str(self.path)
            yield f"{place}: {one.key}: {one.text}" if one.key else f"{place}: {one.text}"


def load(given: Path | None = None) -> Config:
    """Return the configuration of the file that is found, or the defaults; raise `BadConfig` with every mistake."""
    path = config_file(given)
    if path is None:
        return Config()
    return parse(_text_of(path), path)


def parse(text: str, path: Path) -> Config:
    """Return the configuration that *text* holds; *path* is where it stands."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(path, [_syntax(str(error))]) from error
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise BadConfig(path, [_mistake(fault, text) for fault in faults] + _bad_sites(values, text)) from error
    if mistakes := _bad_sites(values, text):
        raise BadConfig(path, mistakes)
    return config.placed(path.parent)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")  # with the mark that editors on Windows write before it
    except UnicodeDecodeError as error:
        raise BadConfig(path, [Mistake(0, "", f"is not UTF-8 (byte {error.start})")]) from error
    except OSError as error:
        raise BadConfig(path, [Mistake(0, "", f"cannot be read: {error.strerror}")]) from error


def _syntax(message: str) -> Mistake:
    place = re.search(r" \(at line (\d+), column \d+\)$", message)
    return Mistake(int(place[1]) if place else 0, "", f"is not TOML: {message}")


def _mistake(fault: ErrorDetails, text: str) -> Mistake:
    where = [part for part in fault["loc"] if isinstance(part, str)]
    key = ".".join(where)
    if fault["type"] == "extra_forbidden":
        said = "no such key" + _suggestion(where)
    elif (kind := fault["type"].partition("_")[0]) in TYPES and kind != fault["type"]:
        said = f"should be {TYPES[kind]}"
    else:
        said = fault["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
    index = next((part for part in fault["loc"] if isinstance(part, int)), None)
    return Mistake(line_of(text, where), key if index is None else f"{key}[{index}]", said)


TYPES = {  # in the words of TOML, with an example
    "path": 'a path in quotes, such as "corpus"',
    "bool": "true or false",
    "string": "a text in quotes",
    "tuple": 'a list, such as ["a", "b"]',
    "list": 'a list, such as ["a", "b"]',
    "int": "a whole number, such as 4",
    "float": "a number, such as 0.5",
    "dict": "a table, such as [sites.mine] begins",
    "model": "a table, such as [limits] begins",
}

MODELS: dict[str, type[BaseModel]] = {
    "alerts": Alerts,
    "limits": Limits,
    "schedule": Schedule,
    "sites": Facts,
    "rules": Rules,
}


def _suggestion(where: list[str]) -> str:
    """Return the nearest key that may stand where the unknown one does."""
    parents = [MODELS[part] for part in where[:-1] if part in MODELS]
    keys = list((parents[-1] if parents else Config).model_fields)
    near = difflib.get_close_matches(where[-1], keys, n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else f"; known here: {', '.join(keys)}"


def _bad_sites(values: dict[str, Any], text: str) -> list[Mistake]:
    """Return what is wrong with sites as wholes: names that no site can have, facts that are lacking, hosts of two sites."""
    from spiders.registry import built_in

    sites, known = values.get("sites"), built_in()
    if not isinstance(sites, dict):
        return []
    own = {name: facts for name, facts in sites.items() if name not in known and isinstance(facts, dict)}
    bad = [mistake for name, facts in own.items() for mistake in _bad_site(name, facts, list(known), text)]
    return bad + list(_shared_domains(sites, known, text))


def _bad_site(name: str, facts: dict[str, Any], known: list[str], text: str) -> Iterator[Mistake]:
    line, key = line_of(text, ["sites", name]), f"sites.{name}"
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f'; did you mean "{near[0]}"?' if near else "; a site of your own needs home, domains and languages"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        yield Mistake(
            line, key, "a name begins with a letter and has small letters, digits and _ only" + (hint if near else "")
        )
        return
    missing = [fact for fact in ("home", "domains", "languages") if not facts.get(fact)]
    if missing and near:
        yield Mistake(line, key, f"no such site{hint}")
        return
    for fact in missing:
        yield Mistake(line, f"{key}.{fact}", "is missing; a site of your own needs home, domains and languages")


def _shared_domains(sites: dict[str, Any], known: Mapping[str, Site], text: str) -> Iterator[Mistake]:
    """Yield the domains that a site before has already: an address belongs to one site."""
    stated = {name: facts["domains"] for name, facts in sites.items() if isinstance(facts, dict) and "domains" in facts}
    owners = {domain: name for name, site in known.items() if name not in stated for domain in site.domains}
    for name, domains in stated.items():
        for domain in domains if isinstance(domains, list) else ():
            if isinstance(domain, str) and (owner := owners.setdefault(domain, name)) != name:
                line, key = line_of(text, ["sites", name, "domains"]), f"sites.{name}.domains"
                yield Mistake(line, key, f'"{domain}" belongs to [sites.{owner}]; a host belongs to one site')


def line_of(text: str, where: list[str]) -> int:
    """Return the line of the TOML *text* on which the key *where* stands, else that of the nearest table, else 0."""
    best, found, table = 0, 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+([^\]]+)\]+\s*(?:#.*)?$", line):
            table = path = _parts(header[1])
        elif key := re.match(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""", line):
            path = [*table, *_parts(key[1])]
        else:
            continue
        if len(path) > best and path == where[: len(path)]:
            best, found = len(path), number
    return found


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in re.findall(r""""[^"]*"|'[^']*'|[^.\s]+""", dotted)]

"""The sites that kznews knows, by name: one module each in `spiders.sites`, and those that a configuration declares."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache

import spiders.sites
from pipeline.page import PageRules
from spiders.site import Site

_FACTS = frozenset(field.name for field in fields(Site)) - {"name"}
_RULES = frozenset(field.name for field in fields(PageRules))
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class UnknownSite(LookupError):
    """No site has this name; `suggestion` is the nearest one, if any is near."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        near = difflib.get_close_matches(name.lower().removeprefix("www."), known, n=1, cutoff=0.6)
        self.name, self.known = name, known
        self.suggestion = near[0] if near else None
        hint = f"did you mean {self.suggestion!r}?" if near else f"known sites: {', '.join(known)}"
        super().__init__(f"no site {name!r}; {hint}")


class BadFacts(ValueError):
    """The facts do not describe a site; `problems` maps each wrong key to what is wrong with it."""

    def __init__(self, name: str, problems: Mapping[str, str]) -> None:
        self.name, self.problems = name, dict(problems)
        super().__init__(f"site {name!r}: " + "; ".join(f"{key}: {text}" for key, text in self.problems.items()))


@cache
def _modules() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in pkgutil.iter_modules(spiders.sites.__path__)))


def built_in() -> dict[str, Site]:
    """Return the shipped sites by name, in the order of their names."""
    return {name: importlib.import_module(f"spiders.sites.{name}").SITE for name in _modules()}


def find(name: str, sites: Mapping[str, Site] | None = None) -> Site:
    """Return the site of that *name* (or host) from *sites*, by default the shipped ones; raise `UnknownSite`."""
    known = built_in() if sites is None else sites
    if name in known:
        return known[name]
    host = name.lower().removeprefix("www.")
    for site in known.values():
        if host in site.domains:
            return site
    raise UnknownSite(name, tuple(known))


def site_of(url: str, sites: Mapping[str, Site]) -> Site | None:
    """Return the site of *sites* to whose hosts *url* belongs."""
    return next((site for site in sites.values() if site.owns(url)), None)


def site_from_facts(name: str, facts: Mapping[str, object], base: Site | None = None) -> Site:
    """Return *base* with *facts* put over it, or a new site of these facts alone; raise `BadFacts`."""
    problems = dict(_problems(name, facts, new=base is None))
    if problems:
        raise BadFacts(name, problems)
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
    if isinstance(rules := values.get("rules"), Mapping):
        values["rules"] = _rules(rules, base.rules if base else PageRules())
    # mypy cannot follow keywords of mixed types; `_problems` has checked their names and pydantic their types
    return replace(base, **values) if base else Site(name=name, **values)  # type: ignore[arg-type]


def _rules(facts: Mapping[str, object], base: PageRules) -> PageRules:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
    return replace(base, **values)  # type: ignore[arg-type]


def _problems(name: str, facts: Mapping[str, object], *, new: bool) -> list[tuple[str, str]]:
    problems = [(key, _unknown(key, _FACTS)) for key in facts if key not in _FACTS]
    rules = facts.get("rules")
    if isinstance(rules, Mapping):
        problems += [(f"rules.{key}", _unknown(str(key), _RULES)) for key in rules if key not in _RULES]
    for key in ("article_urls", "other_urls"):
        if isinstance(pattern := facts.get(key), str) and (fault := _pattern_fault(pattern)):
            problems.append((key, fault))
    if new:
        problems += [(key, "is missing") for key in ("home", "domains", "languages") if not facts.get(key)]
        if not _NAME.fullmatch(name):
            problems.append(("name", "begins with a letter; small letters, digits and _ only"))
    return problems


def _unknown(key: str, known: frozenset[str]) -> str:
    near = difflib.get_close_matches(key, sorted(known), n=1)
    return "is not a fact of a site" + (f"; did you mean {near[0]!r}?" if near else "")


def _pattern_fault(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as fault:
        return f"is not a regular expression: {fault}"
    return None

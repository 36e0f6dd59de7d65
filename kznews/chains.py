"""How a story went from site to site: who names whom as the source, and with whom it began."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.duplicates.attribution import Attribution, attributions
from spiders.site import Site
from storage.duplicates import published

WORD = re.compile(r"\w+(?:[.-]\w+)*")
ENDING = "аәеёийоуыіюяь"  # a name loses these letters before another case ends it
LONGEST = 5  # letters of an ending: Акорданың, Казинформом
LATE = dt.timedelta(days=1)  # by which an origin may seem later than what cites it: times are rounded, days are ends


@dataclass(frozen=True, slots=True)
class Cite:
    """A source that a record names: an outlet as it is called there, its site if known, its record if in the cluster."""

    name: str
    cites: bool
    site: str | None
    record: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A cluster in the order of time: what each record names as its source, and with which record the story began."""

    origin: int
    is_cited: bool  # the origin is known from those that name it, not from its time alone
    cites: Mapping[int, tuple[Cite, ...]]


def chain(members: Sequence[Any], sites: Collection[Site]) -> Chain:
    """Return the chain of a cluster, whose records are given in the order of their publication.

    The origin is the record to which most of those lead that name a source in the cluster, however late its stated time;
    where nobody names one, the first published.
    """
    cites = {one.id: tuple(_cites(one, members, sites)) for one in members}
    ends = Counter(end for one in members if (end := _end(one.id, cites)) != one.id)
    if not ends:
        return Chain(members[0].id, False, cites)
    order = {one.id: number for number, one in enumerate(members)}
    return Chain(min(ends, key=lambda end: (-ends[end], order[end])), True, cites)


def as_lines(made: Chain, members: Sequence[Any]) -> list[str]:
    """Return in words with whom the story began and who names whom; nothing of a record that stands alone and names none."""
    origin = next(one for one in members if one.id == made.origin)
    why = "named as the source" if made.is_cited else "published first"
    lines = [f"origin: {origin.id} of {origin.site}, {why}"] if len(members) > 1 else []
    for one in members:
        named = [f"{cite.name} ({cite.record or cite.site or 'no known site'})" for cite in made.cites[one.id]]
        if named:
            lines.append(f"{one.id} names {', '.join(named)}")
    return lines


def _cites(record: Any, members: Sequence[Any], sites: Collection[Site]) -> list[Cite]:
    """Return the sources that *record* names but its own site, those behind whoever reports last."""
    made = []
    for one in sorted(attributions(record.text), key=lambda one: one.cites):
        site = resolve(one, sites)
        if (site and site.name != record.site) or (site is None and one.is_outlet):
            source = _of_site(site.name, record, members) if site else None
            made.append(Cite(one.name, one.cites, site.name if site else None, source))
    return made


def _of_site(site: str, record: Any, members: Sequence[Any]) -> int | None:
    """Return the record of *site* that *record* may have its story from, the first published."""
    latest = published(record)[0]
    for other in members:
        when = published(other)[0]
        if other.site == site and (when.date() == dt.date.max or latest.date() == dt.date.max or when - LATE <= latest):
            return int(other.id)
    return None


def _end(record: int, cites: Mapping[int, Sequence[Cite]]) -> int:
    """Return the record to which the sources of *record* lead; where they lead in a circle, no farther than that."""
    passed: set[int] = set()
    while record not in passed:
        passed.add(record)
        record = next((one.record for one in reversed(cites[record]) if one.record is not None), record)
    return record


def resolve(source: Attribution, sites: Collection[Site]) -> Site | None:
    """Return the site that *source* names by its domain or by one of its names, in any case; the longest name decides."""
    words = WORD.findall(source.name)
    found = {site.name: max(map(len, mine)) for site in sites if (mine := _named(words, site))}
    best = max(found, key=lambda name: found[name], default=None)
    return next((site for site in sites if site.name == best), None)


def _named(words: Sequence[str], site: Site) -> list[str]:
    """Return the names of *site* that stand in *words*."""
    domains = [word for word in words if "." in word and site.owns(f"https://{word.partition('-')[0].lower()}/")]
    labels = [one.split(".")[-2] for one in site.domains if one[-1:].isalpha() and "." in one]
    tried = (*site.names, *(one for one in labels if not one.isdigit()))  # 24.kz is not every channel with a 24
    names = [name for name in tried if _stands(WORD.findall(name), words)]
    return domains + names


def _stands(name: Sequence[str], words: Sequence[str]) -> bool:
    return any(
        all(_is_form(word, part) for word, part in zip(words[at:], name, strict=False))
        for at in range(len(words) - len(name) + 1)
    )


def _is_form(word: str, name: str) -> bool:
    """Say whether *word* is *name*, in whatever case; a word in Latin letters takes an ending after a hyphen alone."""
    word, name = word.casefold(), name.casefold()
    if word == name or word.startswith(f"{name}-"):
        return True
    stem = name.rstrip(ENDING)
    return not name.isascii() and len(stem) > 2 and word.startswith(stem) and len(word) <= len(name) + LONGEST

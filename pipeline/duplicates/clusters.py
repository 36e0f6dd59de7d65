"""The copies of one story together, whatever the order in which they came: the first published is the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A story of a cluster; the least is the head: published first, then the one whose name sorts first."""

    published: float  # days; infinite when nobody knows
    name: str


class Clusters:
    """Disjoint sets of stories (union-find, Tarjan 1975), each under its head."""

    def __init__(self) -> None:
        self._above: dict[Member, Member] = {}

    def add(self, member: Member, alike: Iterable[Member] = ()) -> None:
        """Put *member* into one cluster with all stories in *alike*; so clusters that it connects become one."""
        self._above.setdefault(member, member)
        for other in alike:
            one, two = self.head(member), self.head(other)
            self._above[max(one, two)] = min(one, two)

    def head(self, member: Member) -> Member:
        """Return the first published story of the cluster of *member*."""
        path = []
        while (above := self._above.setdefault(member, member)) != member:
            path.append(member)
            member = above
        for below in path:
            self._above[below] = member
        return member

    def __iter__(self) -> Iterator[list[Member]]:
        """Yield the members of each cluster in the order of their publication, the head first."""
        groups: dict[Member, list[Member]] = {}
        for member in sorted(self._above):
            groups.setdefault(self.head(member), []).append(member)
        yield from groups.values()

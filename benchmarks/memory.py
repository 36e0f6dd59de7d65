"""The memory of a process and of all that it started, as Linux tells it under /proc."""

from __future__ import annotations

import contextlib
from pathlib import Path


def tree(root: int) -> list[int]:
    """Return the process *root* and its descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    members = {root}
    while new := {pid for pid, parent in parents.items() if parent in members} - members:
        members |= new
    return sorted(members)


def footprint(pid: int) -> tuple[float, float]:
    """Return the resident and the proportional set size of a process in MB; nothing when it is gone."""
    with contextlib.suppress(OSError):
        rows = (line.split()[:2] for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
        fields = {name: int(size) / 1024 for name, size in rows}
        return fields["Rss:"], fields["Pss:"]
    return 0.0, 0.0

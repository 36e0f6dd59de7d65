"""What is damaged in an archive file costs the records that it touches; each other is read, and every byte accounted for."""

from __future__ import annotations

import gzip
import random
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from storage.members import GAP, pieces
from storage.warc import MOST_BYTES, iterate, read_member


def record(number: int, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    named = f"WARC-Type: response\r\nWARC-Target-URI: {address(number)}\r\nWARC-Date: 2026-03-01T06:00:00Z\r\n"
    return f"WARC/1.1\r\n{named}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def address(number: int) -> str:
    return f"https://example.org/{number}"


def bodies() -> list[bytes]:
    """Return bodies of many sizes: some are words, some noise, some hold what looks like a record or a member."""
    chance = random.Random(1)
    sizes = [0, 10, 300, 3_000, 20_000, 70_000]
    words = [b"<p>" + b" ".join(chance.choices([b"one", b"two", b"three"], k=size // 4)) for size in sizes]
    noise = [gzip.compress(chance.randbytes(size), mtime=0) for size in sizes]
    return [*words, *noise, b"\x1f\x8b\x08" * 50, b"WARC/1.1 is a format\r\n\r\n" * 3]


BODIES = bodies()
RECORDS = [record(number, body) for number, body in enumerate(BODIES)]
FILES = {
    "plain": RECORDS,
    "gzip": [gzip.compress(one, mtime=0) for one in RECORDS],
    "stored": [gzip.compress(one, compresslevel=0, mtime=0) for one in RECORDS],  # as our archive keeps coded bodies
}


def zeros(part: bytes) -> bytes:
    return bytes(len(part))


def flipped(part: bytes) -> bytes:
    return bytes([part[0] ^ 0xFF]) + part[1:] if part else b""


def cut(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [zeros, flipped, cut], ids=lambda damage: str(damage.__name__))
@pytest.mark.parametrize("kind", FILES)
@given(start=st.integers(0, 10**9), length=st.integers(1, 9_000))
def test_damage_costs_only_the_records_that_it_touches(
    kind: str, damage, start: int, length: int, tmp_path_factory
) -> None:  # type: ignore[no-untyped-def]
    parts = FILES[kind]
    whole = b"".join(parts)
    start %= len(whole)
    end = min(len(whole), start + length)
    damaged = whole[:start] + damage(whole[start:end]) + whole[end:]
    path = tmp_path_factory.getbasetemp() / f"damaged.warc{'' if kind == 'plain' else '.gz'}"
    path.write_bytes(damaged)
    found = list(iterate(path))
    if damage is flipped:
        end = start + 1
    offsets = [sum(map(len, parts[:number])) for number in range(len(parts) + 1)]
    if damage is cut and kind == "plain":  # only a length tells where a record ends: one that lost what follows it has
        assume(not any(abs(one - other - length) <= len(GAP) for one in offsets for other in offsets))
    untouched = [n for n in range(len(parts)) if offsets[n + 1] <= start or offsets[n] >= end]
    read = {one.url: one.body for one in found if not one.fault}
    assert [n for n in untouched if read.get(address(n)) != BODIES[n]] == []
    assert_accounted(damaged)
    if kind != "plain":  # a checksum proves each
        assert [url for url, body in read.items() if body not in BODIES] == []


def assert_accounted(data: bytes) -> None:
    """Assert that the pieces of *data* lie side by side, from its beginning to its end."""
    end = 0
    for piece in pieces(BytesIO(data)):
        assert piece.offset == end
        assert piece.length > 0
        end += piece.length
    assert end == len(data)


@pytest.mark.parametrize("kind", FILES)
def test_a_sound_file_has_no_fault_and_names_where_each_record_begins(kind: str, tmp_path: Path) -> None:
    (tmp_path / "sound.warc.gz").write_bytes(b"".join(FILES[kind]))
    found = list(iterate(tmp_path / "sound.warc.gz"))
    assert [one.fault for one in found] == [""] * len(RECORDS)
    assert [one.offset for one in found] == [sum(map(len, FILES[kind][:number])) for number in range(len(RECORDS))]


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (b"", []),
        (b"\0" * 100, ["no WARC record"]),
        (b"\x1f\x8b\x08", ["the file ends before the record does"]),
        (RECORDS[2].replace(b"Target-URI", b"Target-Url"), ["not readable: "]),
        (RECORDS[2].replace(b"Length: ", b"Length: 9"), [f"{address(2)}: the file ends before the record does"]),
        (RECORDS[2].replace(b"Length: ", b"Length: " + b"9" * 5000), ["no WARC record"]),
        (RECORDS[2].rstrip() + RECORDS[3], []),
        (gzip.compress(RECORDS[2]) + gzip.compress(b"") + gzip.compress(RECORDS[3]), []),
        (gzip.compress(b"no record at all"), ["not readable: Unknown archive format"]),
        (gzip.compress(record(1, b"x" * (MOST_BYTES + 1)), 1), [f"{address(1)}: longer than 64 MiB"]),
    ],
    ids=[
        "empty",
        "zeros",
        "magic only",
        "no address",
        "too long",
        "endless",
        "no gap",
        "empty member",
        "text",
        "large",
    ],
)
def test_a_fault_is_told_in_words(data: bytes, faults: list[str], tmp_path: Path) -> None:
    (tmp_path / "file.warc").write_bytes(data)
    told = [one.fault for one in iterate(tmp_path / "file.warc") if one.fault]
    assert [one[: len(fault)] for one, fault in zip(told, faults, strict=True)] == faults


def test_a_captured_record_whose_checksum_is_wrong_is_not_taken() -> None:
    sound = FILES["gzip"][4]
    assert read_member(sound).url == address(4)
    assert read_member(sound[:-6] + b"\0" + sound[-5:]).fault.startswith(f"{address(4)}: Error -3")

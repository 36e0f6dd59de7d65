"""Which addresses kznews may connect to: public ones, and those that the operator allowed by host and port."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from storage.entities import State

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # RFC 4291 section 2.4: all that IANA gives out today
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
RELAYS = ipaddress.IPv4Network("192.88.99.0/24")  # RFC 7526: 6to4 relays, out of use


class ForbiddenAddress(Exception):
    """The address is not public and not allowed; nothing was sent to it."""

    state: ClassVar[State] = State.FAILED


class BadAllowance(ValueError):
    """An entry of the allowed addresses is not of the form HOST:PORT."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides on connections. `allowed` holds hosts, as names or as literal addresses, with their ports."""

    allowed: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Guard:
        """Return the guard that also lets through *entries* of the form HOST:PORT; raise `BadAllowance`."""
        return cls(frozenset(_allowance(entry) for entry in entries))

    def check(self, host: str, address: str, port: int) -> None:
        """Raise `ForbiddenAddress` unless a connection to *address*, found for *host*, is allowed at *port*."""
        if (_host(host), port) in self.allowed or (_host(address), port) in self.allowed:
            return
        if not is_public(address):
            plain = _host(address)
            where = f"{host}:{port}" if _host(host) == plain else f"{host}:{port}, which is {plain},"
            raise ForbiddenAddress(f"{where} is not a public address; --allow {plain}:{port} would allow it")


def is_public(address: str) -> bool:
    """Say whether the literal *address* is one of the public internet, and so is any IPv4 address inside it."""
    try:
        return _is_public(ipaddress.ip_address(address))
    except ValueError:
        return False


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved and address not in RELAYS
    inner = embedded(address)
    if inner is not None:
        return _is_public(inner)
    return address in GLOBAL_UNICAST and address.is_global and address.scope_id is None


def embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that *address* leads to: mapped, 6to4 (RFC 3056) or NAT64; None without one."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour


def _allowance(entry: str) -> tuple[str, int]:
    host, colon, port = entry.strip().rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadAllowance(f"{entry!r} is not of the form HOST:PORT")
    return _host(host), int(port)


def _host(host: str) -> str:
    """Return *host* as it is compared: lower case, without brackets and final dot; a mapped address as the IPv4 one."""
    text = host.lower().strip("[]").rstrip(".")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)

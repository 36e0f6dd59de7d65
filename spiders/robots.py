"""What a site's robots.txt allows (RFC 9309): pure, from the bytes of the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from protego import Protego

AGENT = "kznews"  # the product token that rules may name
MOST_BYTES = 500 << 10  # RFC 9309 section 2.5: at least 500 kibibytes are parsed
MOST_SITEMAPS = 100


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for kznews. `delay` is in seconds, as the file asks; `sitemaps` are addresses as written."""

    rules: Protego = field(repr=False)
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Say whether *url* may be asked for."""
        return bool(self.rules.can_fetch(url, AGENT))


def read_robots(body: bytes) -> Robots:
    """Return the rules in *body*; lines that make no sense are passed over, and so is what follows the limit."""
    text = body[:MOST_BYTES].decode("utf-8", "replace").lstrip("\ufeff").replace("\x00", "")
    rules = Protego.parse(text)
    return Robots(rules, _delay(rules), tuple(rules.sitemaps)[:MOST_SITEMAPS])


def _delay(rules: Protego) -> float | None:
    """Return the longer of Crawl-delay and what Request-rate comes to; None without either."""
    delays = [rules.crawl_delay(AGENT)]
    if (rate := rules.request_rate(AGENT)) is not None and rate.requests:
        delays.append(rate.seconds / rate.requests)
    return max((float(one) for one in delays if one is not None and one >= 0), default=None)

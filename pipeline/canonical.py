"""One address for one article: RFC 3986 normalisation, without what only tracks or restyles."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

TRACKING = re.compile(
    r"(utm_\w+|ga_\w+|mc_[ce]id|pk_\w+|mtm_\w+|hsa_\w+|fbclid|gclid|dclid|gbraid|wbraid|yclid|ysclid|ymclid|msclkid|twclid|igshid|"
    r"_openstat|openstat|from|rss|share|ref|ref_src|referrer|source|cmpid|campaign|spm|_ga|_gl|erid|frommail|from_\w+|"
    r"phpsessid|jsessionid|sid|s?ession_?id|aspsessionid\w*|cftoken|cfid)",
    re.I,
)
SESSION_IN_PATH = re.compile(r";(jsessionid|phpsessid|sid)=[^/?#]*", re.I)
MOBILE_HOST = re.compile(r"^(m|amp|mobile|wap)\.(?=[^.]+\.)")
VARIANT_END = re.compile(r"/(?:amp|print|turbo)/?$|(?<=[\w-])\.(?:amp|print)(?=\.html?$)|(?<=[\w-])\.amp/?$", re.I)
VARIANT_START = re.compile(r"^/amp(?=/.)|(?<=/)print:page,\d+,(?=[^/]+$)", re.I)  # the second is DataLife Engine's
VARIANT_NAMES = ("amp", "turbo", "print", "printable", "print_version")
VARIANT_CHOICES = ("view", "mode", "format", "output", "outputtype", "version", "tpl", "tmpl", "layout", "type")
VARIANT_VALUES = ("amp", "turbo", "print", "printable", "printer")
DEFAULT_PORTS = {"http": "80", "https": "443"}
PLAIN = re.compile(  # canonical already, as most are
    r"https?://(?!(?:m|amp|mobile|wap)\.)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*(?::(?:[1-5]\d|[1-9])\d{3})?"
    r"(?!/(?i:amp)/)(?!.*/(?i:amp|print|turbo)/?$)/(?:[A-Za-z0-9_-]+/)*(?:[A-Za-z0-9_-]+(?:\.(?:html?|shtml|php|aspx?))?)?"
)


def canonical_url(url: str, keep: tuple[str, ...] = ()) -> str:
    """Return the canonical form of *url*; query parameters in *keep* name the article and stay. Idempotent.

    Raise ValueError when an address of the web is none that can be parsed (RFC 3986), as `http://[`.
    """
    if PLAIN.fullmatch(url):
        return url
    for _ in range(4):
        made = _canonical(url, keep)
        if made == url:
            break
        url = made
    return url


def _canonical(url: str, keep: tuple[str, ...]) -> str:
    if not url.lower().startswith(("http://", "https://")):
        return url.strip()
    parts = urlsplit(canonicalize_url(SESSION_IN_PATH.sub("", url.strip()), keep_blank_values=True))
    host, _, port = (
        parts.netloc.rpartition("@")[2].partition(":") if "[" not in parts.netloc else (parts.netloc, "", "")
    )
    host = MOBILE_HOST.sub("", host.rstrip("."))
    if port and port != DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name in keep or not _is_noise(name, value)
    ]
    path = _without_variant(urlsplit(urljoin(url, f"/.{parts.path}")).path) or "/"  # as "//x" it would name a host
    return urlunsplit((parts.scheme, host, path, urlencode(query), ""))


def _without_variant(path: str) -> str:
    """Return *path* without what asks for the print, AMP or turbo variant of an article; the slash at its end stays."""
    while True:
        shorter = VARIANT_START.sub("", VARIANT_END.sub(lambda found: "/" if found[0].endswith("/") else "", path))
        if shorter == path or (not shorter.strip("/") and "amp" not in path.lower()):
            return path
        path = shorter


def _is_noise(name: str, value: str) -> bool:
    name, value = name.lower(), value.lower()
    return (
        TRACKING.fullmatch(name) is not None
        or (name in VARIANT_NAMES and value in ("", "1", "y", "yes", "true"))
        or (name in VARIANT_CHOICES and value in VARIANT_VALUES)
    )

"""One address for one article: the canonical form is final, names the same article, and tracks nobody."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.canonical import PLAIN, TRACKING, VARIANT_NAMES, _canonical, canonical_url

MARKS = (
    "utm_source utm_medium fbclid gclid yclid ysclid _openstat from rss ref mc_cid erid PHPSESSID jsessionid".split()
)
words = st.text("abcdefghijklmnop0123456789-_", min_size=1, max_size=8)
names = words.filter(lambda name: not TRACKING.fullmatch(name) and name not in VARIANT_NAMES)
values = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
pairs = st.lists(st.tuples(names, values), max_size=4)
segments = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(
        lambda part: (
            part not in (".", "..")
            and ";" not in part
            and part.lower() not in ("amp", "print", "turbo")
            and not part.lower().endswith(".amp")
            and ".amp.htm" not in part.lower()
            and ".print.htm" not in part.lower()
            and "print:page" not in part.lower()
        )
    ),
    max_size=4,
)
hosts = st.sampled_from(
    ["example.org", "news.example.org", "example.org:8080", "127.0.0.1:9000", "[::1]:80", "пример.рф"]
)


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, list[str], list[tuple[str, str]]]:
    """An address with its path segments and query pairs."""
    path, query = draw(segments), draw(pairs)
    made = f"{draw(st.sampled_from(['http', 'https']))}://{draw(hosts)}/" + "/".join(
        quote(part, safe="") for part in path
    )
    return made + (f"?{urlencode(query)}" if query else ""), path, query


@given(addresses())
def test_the_canonical_form_is_final(address: tuple[str, list[str], list[tuple[str, str]]]) -> None:
    once = canonical_url(address[0])
    assert canonical_url(once) == once


@given(
    st.text(max_size=40), st.sampled_from(["", "http://", "https://", "HTTPS://m.", "http://[", "https://example.org"])
)
def test_any_text_is_refused_or_its_form_is_final(text: str, start: str) -> None:
    try:
        once = canonical_url(start + text)
    except ValueError:
        return
    assert canonical_url(once) == once


@given(addresses())
def test_it_names_the_same_article(address: tuple[str, list[str], list[tuple[str, str]]]) -> None:
    url, path, query = address
    parts = urlsplit(canonical_url(url))
    assert [part for part in parts.path.split("/") if part] == [
        part for part in urlsplit(canonical_url(url.partition("?")[0])).path.split("/") if part
    ]
    assert sorted(parse_qsl(parts.query, keep_blank_values=True)) == sorted(query)
    assert len([part for part in parts.path.split("/") if part]) == len(path)


@given(addresses(), addresses())
def test_addresses_of_different_articles_stay_different(
    one: tuple[str, list[str], list[tuple[str, str]]], other: tuple[str, list[str], list[tuple[str, str]]]
) -> None:
    hosts_of = [urlsplit(url).netloc for url, _, _ in (one, other)]
    if hosts_of[0] == hosts_of[1] and (one[1], sorted(one[2])) != (other[1], sorted(other[2])):
        same = "http:" + canonical_url(one[0]).partition(":")[2], "http:" + canonical_url(other[0]).partition(":")[2]
        assert same[0] != same[1]


@given(addresses(), st.lists(st.tuples(st.sampled_from(MARKS), words), min_size=1, max_size=4))
def test_what_only_tracks_is_stripped(
    address: tuple[str, list[str], list[tuple[str, str]]], marks: list[tuple[str, str]]
) -> None:
    url = address[0]
    tracked = url + ("&" if "?" in url else "?") + urlencode(marks)
    assert canonical_url(tracked) == canonical_url(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Example.ORG:443/a", "https://example.org/a"),
        ("http://example.org:80", "http://example.org/"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://amp.example.org/a", "https://example.org/a"),
        ("https://m.kz/a", "https://m.kz/a"),
        ("https://example.org/a/amp/", "https://example.org/a/"),
        ("https://example.org/a/amp", "https://example.org/a"),
        ("https://example.org/amp/2026/a", "https://example.org/2026/a"),
        ("https://example.org/a.amp.html", "https://example.org/a.html"),
        ("https://example.org/a.amp", "https://example.org/a"),
        ("https://example.org/a/print/", "https://example.org/a/"),
        ("https://example.org/a.html?view=print", "https://example.org/a.html"),
        ("https://example.org/a.html?view=article&tmpl=print", "https://example.org/a.html?view=article"),
        ("https://example.org/news/print:page,1,12-a.html", "https://example.org/news/12-a.html"),
        ("https://example.org/a?outputType=amp", "https://example.org/a"),
        ("https://example.org/a?type=amplifier", "https://example.org/a?type=amplifier"),
        ("https://example.org/print/", "https://example.org/print/"),
        ("https://example.org/blueprint/", "https://example.org/blueprint/"),
        ("https://example.org/amplua/a", "https://example.org/amplua/a"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?id=7&utm_source=x&fbclid=y", "https://example.org/a?id=7"),
        ("https://example.org/a;jsessionid=1F?id=7", "https://example.org/a?id=7"),
        ("https://example.org/a/../b", "https://example.org/b"),
        ("https://example.org//2026/a", "https://example.org//2026/a"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/a?print=1", "https://example.org/a"),
        ("https://example.org/a?print=42", "https://example.org/a?print=42"),
        ("https://example.org/новость", "https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("https://пример.рф/a", "https://xn--e1afmkfd.xn--p1ai/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("mailto:news@example.org", "mailto:news@example.org"),
    ],
)
def test_an_address_has_this_canonical_form(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@given(st.from_regex(PLAIN, fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_what_is_taken_for_canonical_at_first_sight_is(url: str) -> None:
    assert canonical_url(url) == _canonical(url, ())


@pytest.mark.parametrize("url", ["http://[", "http://[]", "https://[example.org/a", "http://[::1"])
def test_an_address_that_cannot_be_parsed_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical_url(url)


def test_a_parameter_that_names_the_article_stays_where_the_site_says_so() -> None:
    assert canonical_url("https://example.org/?from=5&utm_id=2", keep=("from",)) == "https://example.org/?from=5"

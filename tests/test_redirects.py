from __future__ import annotations

import pytest

from spiders.middlewares.redirect import BadRedirect, target_of


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("http://site.kz/a", "/b", "http://site.kz/b"),
        ("http://site.kz/a/b", "c?d=1", "http://site.kz/a/c?d=1"),
        ("http://site.kz/a", "https://site.kz/a", "https://site.kz/a"),
        ("https://site.kz/a", "//www.site.kz/a", "https://www.site.kz/a"),
        ("https://site.kz/a", "http://site.kz/a/", "https://site.kz/a/"),
        ("https://site.kz/a", " /b ", "https://site.kz/b"),
        ("https://site.kz/a", "HTTP://site.kz:80/b", "https://site.kz/b"),
    ],
)
def test_a_redirect_leads_where_it_says_but_not_back_to_plain_http(url: str, location: str, target: str) -> None:
    assert target_of(url, location) == target


@pytest.mark.parametrize(
    "location",
    ["http://other.kz/", "file:///etc/passwd", "ftp://site.kz/", "javascript:alert(1)", "http://", "http://[::1", "http://site.kz:99999/",
     "http://site.kz:8080/"],
)  # fmt: skip
def test_a_redirect_from_https_to_anything_less_is_refused(location: str) -> None:
    with pytest.raises(BadRedirect):
        target_of("https://site.kz/a", location)

from __future__ import annotations

import datetime as dt
import gzip
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.discovery.feed import read_feed
from spiders.discovery.found import Discovery
from spiders.discovery.sitemap import read_sitemap
from spiders.site import Site

SITE = Site(
    name="site",
    home="https://site.kz/",
    domains=("site.kz",),
    languages=("ru", "kk"),
    article_urls=r"^/news/",
    other_urls=r"^/news/tag/",
    keep_query=("id",),
)
WHERE = "https://site.kz/rss.xml"

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:yandex="http://news.yandex.ru" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Новости степи</title><link>https://site.kz/</link><language>ru</language>
<item>
  <title>Мост через реку открыт — движение началось</title>
  <link>https://site.kz/news/bridge?utm_source=rss</link>
  <media:title>Фото моста</media:title>
  <pubDate>Mon, 23 Nov 2026 10:00:00 +0500</pubDate>
  <yandex:full-text>Сегодня открыли мост. По нему прошли первые машины.</yandex:full-text>
  <content:encoded><![CDATA[<p>Сегодня &laquo;открыли&raquo; мост.</p>]]></content:encoded>
  <source url="https://other.kz/"><title>Чужой заголовок</title></source>
</item>
<item><title>Метка</title><link>https://site.kz/news/tag/bridge</link></item>
<item><title>Чужая</title><link>https://other.kz/news/1</link></item>
</channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "iso-8859-5", "ibm855", "ibm866", "utf-16"])
def test_a_feed_gives_its_articles_in_any_encoding(encoding: str) -> None:
    text = RSS.format(encoding=encoding)
    body = text.encode(encoding, "xmlcharrefreplace") if encoding != "utf-16" else text.encode("utf-16")
    (found,) = read_feed(SITE, WHERE, body).found
    assert found.url == "https://site.kz/news/bridge"
    assert found.hint.title == "Мост через реку открыт — движение началось"
    assert found.hint.published == "Mon, 23 Nov 2026 10:00:00 +0500"
    assert found.hint.language == "ru"
    assert found.hint.body == "Сегодня открыли мост. По нему прошли первые машины."
    assert found.hint.where == WHERE
    assert found.modified == dt.datetime(2026, 11, 23, 5, tzinfo=dt.UTC)


def test_a_gzipped_feed_is_read() -> None:
    assert read_feed(SITE, WHERE, gzip.compress(RSS.format(encoding="utf-8").encode())).found


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="kk" xml:base="https://site.kz/">
<title>Жаңалықтар</title>
<entry><title type="html">Көпір &amp;quot;Жол&amp;quot; &lt;b&gt;ашылды&lt;/b&gt;</title>
  <link rel="self" href="https://site.kz/api/1"/><link rel="alternate" type="text/html" href="news/bridge"/>
  <id>tag:site.kz,2026:1</id><published>2026-11-23T10:00:00+05:00</published><updated>2026-11-23T11:30:00+05:00</updated>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Көпір <b>бүгін</b> ашылды.</p></div></content></entry>
</feed>"""


def test_an_atom_entry_gives_its_alternate_link_and_both_dates() -> None:
    (found,) = read_feed(SITE, WHERE, ATOM.encode()).found
    assert found.url == "https://site.kz/news/bridge"
    assert found.hint.title == 'Көпір "Жол" ашылды'
    assert (found.hint.published, found.hint.modified) == ("2026-11-23T10:00:00+05:00", "2026-11-23T11:30:00+05:00")
    assert found.modified == dt.datetime(2026, 11, 23, 6, 30, tzinfo=dt.UTC)
    assert found.hint.language == "kk"
    assert found.hint.body == "Көпір бүгін ашылды."


def test_rss_1_gives_its_articles() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://site.kz/"><title>x</title></channel>
      <item rdf:about="https://site.kz/news/1"><title>One</title><dc:date>2026-11-23</dc:date><dc:language>en</dc:language></item>
      </rdf:RDF>"""
    (found,) = read_feed(SITE, WHERE, body).found
    assert (found.url, found.hint.published, found.hint.language) == ("https://site.kz/news/1", "2026-11-23", "en")
    assert found.modified == dt.datetime(2026, 11, 22, 19, tzinfo=dt.UTC)  # the day begins in Almaty


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>https://site.kz/news/1</link>", "https://site.kz/news/1"),
        ("<link> \n https://site.kz/news/1\n </link>", "https://site.kz/news/1"),
        ("<link><![CDATA[https://site.kz/news/1]]></link>", "https://site.kz/news/1"),
        ("<link>/news/1</link>", "https://site.kz/news/1"),
        ("<link>//site.kz/news/1</link>", "https://site.kz/news/1"),
        ("<link>https://site.kz/news/?id=1&amp;page=2</link>", "https://site.kz/news/?id=1&page=2"),
        ("<link>https://site.kz/news/?id=1&page=2</link>", "https://site.kz/news/?id=1&page=2"),
        ("<link>https://site.kz/news/?id=1&copy=2</link>", "https://site.kz/news/?copy=2&id=1"),
        ("<guid>https://site.kz/news/1</guid>", "https://site.kz/news/1"),
        ('<guid isPermaLink="true">https://site.kz/news/1</guid>', "https://site.kz/news/1"),
        ("<link>https://site.kz/news/1#comments</link>", "https://site.kz/news/1"),
        (
            '<link>https://feeds.example/x</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">'
            "https://site.kz/news/1</f:origLink>",
            "https://site.kz/news/1",
        ),
        ("<atom:link rel='alternate' href='https://site.kz/news/1'/>", "https://site.kz/news/1"),
    ],
)
def test_the_address_of_an_item_is_found(item: str, url: str) -> None:
    assert [found.url for found in _rss(f"<item><title>x</title>{item}</item>").found] == [url]


@pytest.mark.parametrize(
    "item",
    [
        '<guid isPermaLink="false">https://site.kz/news/1</guid>',
        "<link>javascript:alert(1)</link>",
        "<link>file:///news/1</link>",
        "<link>https://user@site.kz/news/1</link>",
        "<link>https://site.kz.evil.example/news/1</link>",
        "<link>https://evilsite.kz/news/1</link>",
        "<link>https://evil.example/?https://site.kz/news/1</link>",
        "<link>http://[::1/news/1</link>",
        "<link>https://site.kz:99999/news/1</link>",
        f"<link>https://site.kz/news/{'a' * 3000}</link>",
        "<link>https://site.kz/news/a/b/a/b/a/b/a/b</link>",
        f"<link>https://site.kz/news/?{'&amp;'.join(f'p{at}=1' for at in range(20))}</link>",
        "<title>no address</title>",
    ],
)
def test_what_is_no_article_of_the_site_is_left_out(item: str) -> None:
    assert _rss(f"<item><title>x</title>{item}</item>").found == ()


def test_an_address_is_given_once_with_its_first_date() -> None:
    row = "<item><link>https://site.kz/news/1</link>{}</item>"
    (found,) = _rss(
        row.format("") + row.format("<pubDate>2026-11-23</pubDate>") + row.format("<pubDate>2020-01-01</pubDate>")
    ).found
    assert found.hint.published == "2026-11-23"


GOOD = "<item><title>Первая &laquo;новость&raquo; & другие</title><link>https://site.kz/news/1</link></item>"


@pytest.mark.parametrize(
    "body",
    [
        f"<rss><channel>{GOOD}<item><title>cut",
        f"<rss><channel>{GOOD}</wrong></channel></rss>",
        f"<rss><channel>{GOOD}<item><link>https://site.kz/x</item></channel></rss>",
        f"\n\n<?xml version='1.0'?><rss><channel>\x01\x08{GOOD}\x00</channel></rss>",
        f"<rss><channel>{GOOD}</channel></rss>trailing <b>rubbish",
        f"<rss><channel><x:y>undeclared</x:y>{GOOD}</channel></rss>",
        f"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel>&a;{GOOD}</channel></rss>",
        f"<rss><channel>{GOOD}{'<a>' * 5000}",
    ],
)
def test_of_a_malformed_feed_the_readable_part_is_used(body: str) -> None:
    read = read_feed(SITE, WHERE, body.encode())
    assert [(found.url, found.hint.title) for found in read.found] == [
        ("https://site.kz/news/1", "Первая «новость» & другие")
    ]


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"<html><body>403</body></html>", b"\x00\xff", b"{}", b"<rss/>", b"<!DOCTYPE x ["]
)
def test_what_is_no_feed_is_a_fault(body: bytes) -> None:
    read = read_feed(SITE, WHERE, body)
    assert read.found == ()
    assert read.faults


LAUGHS = "<!DOCTYPE rss [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{("&" + old + ";") * 10}">' for old, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip
BOMBS = {
    "a billion laughs": f"{LAUGHS}<rss><channel><item><title>&j;</title><link>https://site.kz/news/1</link></item></channel></rss>",
    "a quadratic blow-up": f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]><rss>{'&a;' * 50_000}</rss>",
    "an entity of itself": "<!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><rss><item><title>&a;</title></item></rss>",
    "a depth without end": "<rss>" + "<a>" * 1_000_000,
    "elements without end": "<rss>" + "<a/>" * 3_000_000,
    "items without end": "<rss>" + "<item><link>https://site.kz/news/1</link></item>" * 200_000,
    "a title without end": f"<rss><item><title>{'x' * 10_000_000}</title></item></rss>",
    "attributes without end": "<rss " + " ".join(f"a{at}='x'" for at in range(200_000)) + "/>",
    "ampersands without end": "<rss>" + "&" * 5_000_000,
    "brackets without end": "<!DOCTYPE x [" + "]" * 5_000_000,
    "CDATA without end": "<rss>" + "<![CDATA[" * 500_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little(name: str) -> None:
    body = BOMBS[name].encode()
    tracemalloc.start()
    read_feed(SITE, WHERE, body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150 << 20


def test_a_file_that_an_entity_names_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    body = f"<!DOCTYPE rss [<!ENTITY a SYSTEM '{secret.as_uri()}'>]><rss><item><title>&a;</title><link>https://site.kz/news/1</link></item></rss>"
    (found,) = read_feed(SITE, WHERE, body.encode()).found
    assert "secret" not in (found.hint.title or "")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="<>&;![]/rsitemlnkCDATA \"'=-?", max_size=300).map(str.encode))
def test_no_bytes_at_all_are_too_much(body: bytes) -> None:
    for read in (read_feed, read_sitemap):
        assert isinstance(read(SITE, WHERE, b"<rss><item>" + body), Discovery)
        assert isinstance(read(SITE, WHERE, body.removeprefix(b"\x1f\x8b")), Discovery)


FEEDS = Path(os.environ.get("KZNEWS_BENCH", "")) / "feeds"


@pytest.mark.skipif(not os.environ.get("KZNEWS_BENCH"), reason="KZNEWS_BENCH names no folder of real feeds")
def test_every_real_feed_gives_its_items() -> None:
    anywhere = Site(name="any", home="http://x/", domains=("ru", "ua", "net", "com", "by", "org"), languages=("ru",))
    for path in sorted(FEEDS.glob("rss*")):
        read = read_feed(anywhere, "http://feeds.example.org/", path.read_bytes())
        assert read.found, path.name
        assert all(found.hint.title for found in read.found), path.name


def _rss(items: str) -> Discovery:
    return read_feed(SITE, WHERE, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())

"""orda.kz: an independent news site in Russian; its English and Kazakh editions stand on their own hosts."""

from spiders.site import Site

SITE = Site(
    name="orda",
    home="https://orda.kz/",
    domains=("orda.kz",),
    languages=("ru", "en", "kk"),
    names=("Orda.kz",),
    feeds=("https://orda.kz/feed/",),
    listings=("https://orda.kz/last-news/", "https://en.orda.kz/"),
    article_urls=r"^/[\w-]+-\d{4,}/?$",
    note=(
        "Never seen live from here. A public site of September 2026 found the feed, public crawlers read the listing and the English"
        " front page; the day is a time element with itemprop and datetime, the text stands in newstext. Addresses without a number at"
        " their end, up to 2022, cannot be told from rubrics. The sitemaps of the three hosts (/sitemap/sitemap_news1.xml and on) are not"
        " declared, since it is not known which of them is the newest; no listing of the Kazakh edition (kaz.orda.kz) is known."
    ),
)

"""tengrinews.kz: a news portal in Russian, Kazakh and English, one host for each language."""

from pipeline.page import PageRules
from spiders.site import Site

SITE = Site(
    name="tengrinews",
    home="https://tengrinews.kz/",
    domains=("tengrinews.kz",),
    languages=("ru", "kk", "en"),
    names=("Тенгриньюс", "Tengri News"),
    feeds=("https://tengrinews.kz/news.rss", "https://kaz.tengrinews.kz/news.rss"),
    sitemaps=(
        "https://tengrinews.kz/sitemap-index.xml",
        "https://kaz.tengrinews.kz/kk-sitemap-index.xml",
        "https://en.tengrinews.kz/en-sitemap-index.xml",
    ),
    listings=("https://tengrinews.kz/news/page/{page}/", "https://kaz.tengrinews.kz/news/page/{page}/"),
    listing_pages=3,
    article_urls=r"^/\w+/[\w-]+-\d{4,}/?$",
    other_urls=r"^/(tag|tv|gallery|author|page)/",
    rules=PageRules(
        prune=('//*[contains(@class, "tn-announce")]', '//*[contains(@class, "content_main_text_tags")]'),
    ),
    max_age_days=7,
    note=(
        "Never seen live from here. A public copy of the listing of 10 October 2024 has the addresses and items that are named"
        " here; the Kazakh feed and listing are those of public crawlers of 2025 and 2026. The sitemap index covers all years; a"
        " crawl follows its recent parts only."
    ),
)

"""inform.kz: the state news agency Kazinform, its Russian edition."""

from pipeline.page import PageRules
from spiders.site import Site

SITE = Site(
    name="inform",
    home="https://www.inform.kz/ru",
    domains=("inform.kz",),
    languages=("ru",),
    names=("Казинформ", "Қазақпарат", "Kazinform", "Qazinform"),
    feeds=("https://www.inform.kz/rss/rus.xml",),
    sitemaps=("https://www.inform.kz/sitemap.xml",),
    listings=("https://www.inform.kz/ru/lenta",),  # its robots.txt forbids addresses with a query
    article_urls=r"^/(ru/[\w'-]+(_a\d+|-[0-9a-f]{6,8})|rus/article/\d+)$",
    rules=PageRules(
        prune=(
            '//*[contains(@class, "title_read_also")]',
            '//*[contains(@class, "author_article_block")]',
            '//*[contains(@class, "body_lenta_b")]',
        ),
    ),
    max_age_days=7,
    note=(
        "Never seen live from here. The sitemap is named by its robots.txt, the feed by its pages of 2020. Two public crawlers of 2025"
        " agree on the markup (article__title, article__time, article__body-text in several boxes); addresses under /rus/article/ are"
        " older ones."
    ),
)

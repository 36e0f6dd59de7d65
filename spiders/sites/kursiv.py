"""kursiv.media: a business weekly; its Kazakh edition stands on its own host, a WordPress site."""

from spiders.site import Site

SITE = Site(
    name="kursiv",
    home="https://kz.kursiv.media/",
    domains=("kz.kursiv.media",),
    languages=("ru", "kk", "en"),
    names=("Курсив", "Kursiv.Media"),
    feeds=("https://kz.kursiv.media/feed/", "https://kz.kursiv.media/en/feed/"),
    sitemaps=(
        "https://kz.kursiv.media/sitemaps/ru/sitemap.xml",
        "https://kz.kursiv.media/sitemaps/kk/sitemap.xml",
        "https://kz.kursiv.media/sitemaps/en/sitemap.xml",
    ),
    article_urls=r"^/((kk|en)/)?20\d{2}-\d{2}-\d{2}/[\w-]+/?$",
    max_age_days=7,
    note="Never seen live from here. The sitemaps cover all years; a crawl follows their recent parts only.",
)

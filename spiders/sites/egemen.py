"""egemen.kz: the government's Kazakh-language daily; Russian and English editions on their own hosts."""

from spiders.site import Site

SITE = Site(
    name="egemen",
    home="https://egemen.kz/",
    domains=("egemen.kz",),
    languages=("kk", "ru", "en"),
    names=("Егемен Қазақстан", "Egemen Qazaqstan"),
    feeds=("https://egemen.kz/rss",),
    sitemaps=("https://egemen.kz/sitemap.xml", "https://ru.egemen.kz/sitemap.xml", "https://en.egemen.kz/sitemap.xml"),
    listings=("https://egemen.kz/last-news?page={page}", "https://ru.egemen.kz/last-news"),
    listing_pages=3,
    article_urls=r"^/(article/|news/article)\d+-[\w-]+/?$",
    max_age_days=7,
    note=(
        "Never seen live from here. Public sites of September 2026 read the feed, one of them with fifty items; a public crawler of 2026"
        " reads the sitemaps, with a day for each address, one of 2025 the listing. Both read the headline under responsive_title; public"
        " copies of articles begin with “Сұхбат • 21 Ақпан, 2025”. The site seems to have changed its platform in 2026: what is cited"
        " since then stands under /news/article, and whether sitemaps and listings are where they were is not known. The hosts ar. and"
        " lat. have the same articles in other letters; no document of theirs is declared."
    ),
)

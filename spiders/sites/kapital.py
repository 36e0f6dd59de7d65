"""kapital.kz: a business news site, in Russian."""

from spiders.site import Site

SITE = Site(
    name="kapital",
    home="https://kapital.kz/",
    domains=("kapital.kz",),
    languages=("ru",),
    names=("Kapital.kz",),
    feeds=("https://kapital.kz/feed",),
    article_urls=r"^/[\w-]+/\d{4,}/[\w-]+\.html$",
    note=(
        "Never seen live from here. A public tool found the feed working on 5 July 2026 (another one at /rss answers 404); a public"
        " crawler of 2026 has the form of the addresses, and reads the time as “28.02.2026 · 14:05” and the text up to “Читайте также”"
        " or “Популярные материалы”."
    ),
)

"""sputnik.kz: the Kazakh edition of a Russian state agency, its Russian edition on a host of its own."""

from spiders.site import Site

SITE = Site(
    name="sputnik",
    home="https://sputnik.kz/",
    domains=("sputnik.kz",),
    languages=("kk", "ru"),
    names=("Sputnik Казахстан", "Sputnik Қазақстан"),
    feeds=(
        "https://sputnik.kz/export/rss2/archive/index.xml",
        "https://ru.sputnik.kz/export/rss2/archive/index.xml",
    ),
    listings=("https://ru.sputnik.kz/news",),
    archives=("https://sputnik.kz/{day:%Y%m%d}/", "https://ru.sputnik.kz/{day:%Y%m%d}/"),
    article_urls=r"^/([\w-]+/)?20\d{6}/(\d+/)?[^/]+\.html$",
    note=(
        "Never seen live from here. Feeds, listing and day pages are those of public crawlers, one of 2026 among them, which reads the"
        " day pages of both hosts. They find the time as “18:40 14.10.2025” under article__info-date and the text in several"
        " article__text. Addresses with a rubric before the day are those of 2019. The sitemap index (sitemap_article_index.xml) has a"
        " part for each month; day pages and feeds make it needless."
    ),
)

"""zakon.kz: a legal and general news portal."""

from spiders.site import Site

SITE = Site(
    name="zakon",
    home="https://www.zakon.kz/",
    domains=("zakon.kz",),
    languages=("ru", "kk"),
    names=("Zakon.kz",),
    sitemaps=("https://www.zakon.kz/sitemap/index.xml",),
    listings=("https://www.zakon.kz/news/?p={page}", "https://kaz.zakon.kz/news/?p={page}"),
    listing_pages=3,
    article_urls=r"^/[\w-]+/\d{5,}-[\w-]+\.html$",
    max_age_days=7,
    note=(
        "Never seen live from here. Public lists name several feeds that answer 404, so none is declared. A public crawler of 2026"
        " reads the listings of both hosts under /news/?handler=LoadMoreNews&p=…; that the same page answers without the handler is"
        " inferred for the Kazakh one."
    ),
)

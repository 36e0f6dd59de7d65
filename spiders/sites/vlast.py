"""vlast.kz: an independent magazine and news site."""

from spiders.site import Site

SITE = Site(
    name="vlast",
    home="https://vlast.kz/",
    domains=("vlast.kz",),
    languages=("ru", "kk", "en"),
    names=("Vlast.kz",),
    listings=(
        "https://vlast.kz/novosti/{page}",
        "https://vlast.kz/vlast-qazaqsha/{page}/?archive=1",
        "https://vlast.kz/english/{page}/?archive=1",
    ),
    listing_pages=3,
    article_urls=r"^/[\w-]+/\d+-[\w-]+\.html$",
    other_urls=r"^/(avtory|author|tags|quiz|samrukkazyna|beeline-business)/",
    max_age_days=30,
    note=(
        "Never seen live from here. Public lists name feeds that answer 404, so none is declared. The listings in Kazakh and English"
        " are those that a public crawler of 2026 reads."
    ),
)

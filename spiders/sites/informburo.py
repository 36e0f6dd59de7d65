"""informburo.kz: a news portal in Russian, with a Kazakh section."""

from spiders.site import Site

SITE = Site(
    name="informburo",
    home="https://informburo.kz/",
    domains=("informburo.kz",),
    languages=("ru", "kk"),
    names=("Информбюро", "Informburo"),
    listings=("https://informburo.kz/novosti?page={page}",),
    listing_pages=3,
    article_urls=r"^/(novosti|stati|interview|cards|kaz/[\w-]+)/\w+-[\w-]+(\.html)?/?$",
    note=(
        "Never seen live from here. Public crawlers of several years read the listing, one of them its first hundred pages in a browser;"
        " the addresses are those that others cite, older ones with .html. The day is a time element's datetime. Feeds that public lists"
        " name answer 403, so none is declared; nor is the sitemap (sitemap.xml, an index of a news sitemap and of all years), since it"
        " is not known whether the latter has days."
    ),
)

"""astanatimes.com: The Astana Times, a newspaper in English; a WordPress site."""

from spiders.site import Site

SITE = Site(
    name="astanatimes",
    home="https://astanatimes.com/",
    domains=("astanatimes.com",),
    languages=("en",),
    names=("Astana Times",),
    feeds=("https://astanatimes.com/feed/",),
    listings=("https://astanatimes.com/all/page/{page}",),
    listing_pages=3,
    article_urls=r"^/20\d{2}/\d{2}/\w+-[\w-]+/?$",
    note=(
        "Never seen live from here. Public sites of 2026 read the feed, one of them with ten items of eleven hours; the listing is known"
        " from public copies of its older pages, the form of the addresses from what others cite since 2013. A public crawler reads the"
        " day in the byline (“28 August 2024”)."
    ),
)

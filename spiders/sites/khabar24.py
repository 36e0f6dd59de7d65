"""24.kz: the news channel Khabar 24, its news in Russian and Kazakh."""

from spiders.site import Site

SITE = Site(
    name="khabar24",
    home="https://24.kz/ru/",
    domains=("24.kz",),
    languages=("ru", "kk"),
    names=("Хабар 24", "телеканал Хабар 24", "24KZ"),
    feeds=("https://24.kz/ru/news?format=feed", "https://24.kz/kz/zha-aly-tar?format=feed"),
    listings=("https://24.kz/ru/news", "https://24.kz/kz/zha-aly-tar"),
    article_urls=r"^/(ru/news|kz/zha-aly-tar)/([\w-]+/)+\d{5,}-[\w-]+/?$",
    other_urls=r"/vypuski-novostej/",  # whole broadcasts, without a text
    note=(
        "Never seen live from here. The addresses are those that others cite up to 2026, older ones with /item/ before the number. Public"
        " crawlers of 2023 and 2025 read the Russian listing, the public sources of an app both feeds; a public site of September 2026"
        " found feeds of this host gone, without saying which. The day stands at the headline, under entry__meta-date or as “18:40,"
        " 03.06.2023”; the text in entry__article."
    ),
)

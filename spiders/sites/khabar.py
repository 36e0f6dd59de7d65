"""khabar.kz: the state's television agency Khabar, its news in Russian and Kazakh."""

from spiders.site import Site

SITE = Site(
    name="khabar",
    home="https://khabar.kz/",
    domains=("khabar.kz",),
    languages=("ru", "kk"),
    names=("агентство Хабар", "телеканал Хабар", "Хабар агенттігі"),
    feeds=("https://khabar.kz/ru/news?format=feed&type=rss",),
    listings=("https://khabar.kz/ru/news", "https://khabar.kz/kk/news"),
    article_urls=r"^/(ru|kk)/news/([\w-]+/)*\d{5,}-[\w-]+/?$",
    note=(
        "Never seen live from here. Listings and the form of the addresses are those of public crawlers, one of 2026 among them, which"
        " reads the headline in an h1 with itemprop, the day as dd.mm.yyyy in a list at it and the text in iq-blog-box; an older one"
        " reads entry__meta-date and entry__article. Further pages of a listing count items (?start=20), so a crawl reads the first. The"
        " feed is uncertain, from an old crawler. The maps at /ru/xml-karta and /kk/xml-karta are not declared: they name all years, and"
        " the crawler that reads them takes no days from them."
    ),
)

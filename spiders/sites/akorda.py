"""akorda.kz: the President of Kazakhstan, in Russian, Kazakh and English."""

from pipeline.page import PageRules
from spiders.site import Site

SITE = Site(
    name="akorda",
    home="https://www.akorda.kz/ru",
    domains=("akorda.kz",),
    languages=("ru", "kk", "en"),
    names=("Акорда", "Ақорда", "Akorda", "пресс-служба Президента Казахстана", "пресс-служба Президента РК"),
    feeds=("https://www.akorda.kz/ru/rss",),
    listings=(
        "https://www.akorda.kz/ru/events?page={page}",
        "https://www.akorda.kz/kz/events?page={page}",
        "https://www.akorda.kz/en/events?page={page}",
        "https://www.akorda.kz/ru/speeches?page={page}",
        "https://www.akorda.kz/kz/speeches?page={page}",
        "https://www.akorda.kz/en/speeches?page={page}",
    ),
    listing_pages=3,
    article_urls=r"^/(ru|kz|en)/[\w-]+-\d+/?$",
    other_urls=r"deklaraci",  # the officials' income declarations
    rules=PageRules(prune=('//*[contains(@class, "breadcrumb")]', '//*[contains(@class, "share")]')),
    delay=3.0,
    note=(
        "Never seen live from here; the addresses are those that public crawlers use, one of 2026 among them, which reads the headline in"
        " an h2 with the day in the h5 below it and the text in the article element, and lists speeches beside events. The feed is"
        " uncertain."
    ),
)

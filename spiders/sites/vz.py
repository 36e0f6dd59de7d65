"""vz.ru: a Russian daily (Vzglyad); the day of publication stands in every address."""

from spiders.site import Site

SITE = Site(
    name="vz",
    home="https://vz.ru/",
    domains=("vz.ru",),
    languages=("ru",),
    names=("газета Взгляд",),
    timezone="Europe/Moscow",
    feeds=("https://vz.ru/rss.xml",),
    listings=("https://vz.ru/news/",),
    article_urls=r"^/[a-z]+/20\d{2}/\d{1,2}/\d{1,2}/\d+\.html$",
    other_urls=r"^/(photo|video|photoreport)/",
    schedule="every 15 min",
    max_age_days=7,
    note="Never seen live from here; the feed and the form of the addresses are known from pages of 2012 to 2026.",
)

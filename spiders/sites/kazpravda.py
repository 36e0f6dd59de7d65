"""kazpravda.kz: the government's Russian-language daily, with Kazakh and English parts."""

from spiders.site import Site

SITE = Site(
    name="kazpravda",
    home="https://kazpravda.kz/",
    domains=("kazpravda.kz",),
    languages=("ru", "kk", "en"),
    names=("Казахстанская правда", "Казправда"),
    sitemaps=("https://kazpravda.kz/sitemap.xml",),
    listings=("https://kazpravda.kz/", "https://kazpravda.kz/kk/", "https://kazpravda.kz/en/"),
    article_urls=r"^/((kk|en)/)?n/[\w-]+/$",
    max_age_days=7,
    note=(
        "Never seen live from here; public crawlers find no Kazakh or English address in the sitemap. Two of 2025 and 2026 agree on the"
        " markup: article__title, article__date (“3 октября 2024 г. 16:20”), article__body up to article__tags."
    ),
)

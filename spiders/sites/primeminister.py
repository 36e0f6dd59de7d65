"""primeminister.kz: the Prime Minister and the Government of Kazakhstan, in Russian, Kazakh and English."""

from spiders.site import Site

SITE = Site(
    name="primeminister",
    home="https://primeminister.kz/ru",
    domains=("primeminister.kz",),
    languages=("ru", "kk", "en"),
    names=("пресс-служба Премьер-министра Казахстана", "пресс-служба Премьер-министра РК"),
    listings=(
        "https://primeminister.kz/ru/news",
        "https://primeminister.kz/kz/news",
        "https://primeminister.kz/en/news",
    ),
    article_urls=r"^/(ru|kz|en)/news/([\w-]+/)?[\w-]+-\d{4,}/?$",
    delay=5.0,
    note=(
        "Never seen live from here. Public crawlers, some of 2026, read the Russian and English listings; the Kazakh one is that of an"
        " older crawler, which also reads its further pages as /page/2: whether these still are is not known. The form of the addresses is"
        " that which others cite up to 2026. A public crawler reads the headline under articles__title and the day under article__date"
        " (“12 Июнь 2025, 10:20”), and says that the site asks for a captcha after a while."
    ),
)

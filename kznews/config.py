"""What an operator chooses: the store, the contact, limits, and each site's facts. Every key has a default."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

if TYPE_CHECKING:
    from spiders.site import Site


def _matching(pattern: str, fault: str) -> AfterValidator:
    """Return a check that a text is as *pattern* says, and the *fault* of one that is not."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(fault)
        return text

    return AfterValidator(check)


def _without_braces(but: str) -> AfterValidator:
    """Return a check that a text has no braces *but* these."""

    def check(text: str) -> str:
        if {"{", "}"} & set(text.replace(but, "")):
            raise ValueError(f'has braces that are not "{but}"')
        return text

    return AfterValidator(check)


def _host_port(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError('is no HOST:PORT, such as "127.0.0.1:8000"')
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as fault:
        raise ValueError(f"is not a regular expression: {fault}") from fault
    return text


def _xpath(text: str) -> str:
    from lxml import etree

    try:
        etree.XPath(text)(etree.Element("html"))
    except etree.XPathError as fault:
        raise ValueError(f"is not an XPath expression: {fault}") from fault
    return text


def _domain(text: str) -> str:
    if not re.fullmatch(r"[^\s/:@]+(:\d+)?", text) or text != text.lower():
        raise ValueError('is no host in small letters, such as "example.org"')
    return text


def _archive(text: str) -> str:
    try:
        filled = text.format(day=dt.date(2024, 2, 1))
    except (LookupError, ValueError, AttributeError):
        filled = text
    if filled == text:
        raise ValueError('has no day in it, such as "{day:%Y/%m/%d}", or other braces')
    return text


def _zone(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError('is no IANA time zone, such as "Asia/Almaty"') from error


def _schedule(text: str) -> str:
    from kznews.schedule.rhythm import read_schedule

    read_schedule(text, "UTC")
    return text


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError(f"{path.parts[0]} is no home folder") from None


Place = Annotated[Path, AfterValidator(_at_home)]
Address = Annotated[str, _matching(r"https?://[^\s/]+\S*", "is no http or https address")]
Contact = Annotated[
    str, _matching(r"https?://\S+|\S+@\S+\.\S+", "is neither an e-mail address nor an http or https address")
]
Database = Annotated[
    str, _matching(r"(postgresql\+psycopg|sqlite)://\S*", "is neither postgresql+psycopg://… nor sqlite:///…")
]
Listing = Annotated[Address, _without_braces("{page}")]
Archive = Annotated[Address, AfterValidator(_archive)]
Ping = Annotated[Address, _without_braces("{site}")]
Pattern = Annotated[str, AfterValidator(_pattern)]
Domain = Annotated[str, AfterValidator(_domain)]
Language = Annotated[str, _matching(r"[a-z]{2}", 'is no ISO 639-1 code, such as "kk"')]
XPath = Annotated[str, AfterValidator(_xpath)]
Text = Annotated[str, StringConstraints(min_length=1)]


class Part(BaseModel):
    """A part of the configuration: frozen, and no key but those that it names."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Limits(Part):
    """How much of anything is borne before it counts as a fault."""

    body_mib: int = Field(
        16, ge=1, le=16, description="Largest response body in MiB; decompressed, it never counts more than 16."
    )
    response_seconds: float = Field(60.0, gt=0, description="Longest time for one response, in seconds.")
    page_seconds: float = Field(30.0, gt=0, description="Longest time to read one page, in seconds.")
    crawl_delay: float = Field(
        60.0, ge=0, description="Longest Crawl-delay that is obeyed, in seconds; a longer one is cut to it and said."
    )
    retry_after: float = Field(
        300.0,
        ge=0,
        description="Longest Retry-After that a run waits for, in seconds; for a longer one it leaves the host alone.",
    )
    redirects: int = Field(5, ge=0, le=20, description="Most redirects in a row.")
    workers: int | None = Field(
        None, ge=1, le=256, description="Processes that read pages; by default one a core, at most four."
    )
    free_mib: int = Field(200, ge=0, description="Free disk space, in MiB, below which `doctor` finds a problem.")


class Rules(Part):
    """XPath expressions that say what the parts of a site's pages are."""

    body: XPath | None = Field(None, description="The element that holds an article's body.")
    prune: tuple[XPath, ...] = Field((), strict=False, description="Elements that are never the article.")
    date: XPath | None = Field(None, description="The element or attribute that states the day of publication.")
    title: XPath | None = Field(None, description="The element that holds the headline.")


class Facts(Part):
    """What is known of a site, the keys that differ only; a new site needs home, domains and languages."""

    on: bool = Field(True, description="Whether `crawl` without names, and the schedule, include the site.")
    home: Address = Field("", description="The site's front page.")
    domains: tuple[Domain, ...] = Field(
        (), strict=False, description="Hosts whose pages belong to the site, their subdomains included."
    )
    languages: tuple[Language, ...] = Field(
        (), strict=False, description="Languages that the site writes in, as ISO 639-1 codes."
    )
    names: tuple[Text, ...] = Field(
        (), strict=False, description="Names by which others cite the site, besides its domains; in the nominative."
    )
    timezone: Annotated[str, AfterValidator(_zone)] = Field(
        "Asia/Almaty", description="The publisher's IANA time zone."
    )
    feeds: tuple[Address, ...] = Field((), strict=False, description="RSS and Atom feeds.")
    sitemaps: tuple[Address, ...] = Field(
        (), strict=False, description="Sitemaps: indexes, plain ones and Google-news ones."
    )
    listings: tuple[Listing, ...] = Field(
        (), strict=False, description='Listing pages; "{page}" in an address counts from 1.'
    )
    listing_pages: int = Field(
        1, ge=1, description="Most pages of a listing that a crawl reads; it stops at the first without news."
    )
    archives: tuple[Archive, ...] = Field(
        (), strict=False, description='An address per day, with "{day:%Y/%m/%d}" in it.'
    )
    article_urls: Pattern = Field(
        ".", description="Regular expression, searched in path and query, that addresses of articles match."
    )
    other_urls: Pattern | None = Field(None, description="Regular expression for addresses that are never articles.")
    keep_query: tuple[Text, ...] = Field((), strict=False, description="Query parameters that name an article.")
    rules: Rules = Field(Rules(), description="What the parts of a page are; see below.")
    schedule: Annotated[str, AfterValidator(_schedule)] = Field(
        "every 30 min", description='A cron expression, or "every 30 min".'
    )
    max_age_days: int | None = Field(None, ge=0, description="A crawl leaves discoveries that are older to a backfill.")
    learn_furniture: bool = Field(
        True, description="Learn what the site's template prints in its articles, and take it away, as they grow."
    )
    revisits: int = Field(
        50, ge=0, description="Stored articles that a crawl asks for again at most, after the new ones; 0 for none."
    )
    revisit_after: float = Field(
        1.0,
        gt=0,
        description="Hours until an article is asked for again; each further visit is at three times that age.",
    )
    revisit_days: float = Field(
        7.0, ge=0, description="Days after its last change until an article is left alone; 0 for never asking again."
    )
    delay: float = Field(2.0, ge=0, description="Seconds between requests to one host.")
    concurrency: int = Field(1, ge=1, le=64, description="Connections to one host.")
    tolerance: float = Field(0.1, ge=0, le=1, description="Share of fetches that may fail before a run exits with 3.")
    note: str = Field("", description="A remark, shown by `kznews sites`.")


class Schedule(Part):
    """How sites are crawled on schedule."""

    adaptive: bool = Field(
        True, description="Whether sites with much news are asked up to twice as often as stated, quiet ones less."
    )
    jitter: int = Field(60, ge=0, le=3600, description="Most seconds by which the start of a slot's crawl is delayed.")
    at_once: int = Field(4, ge=1, le=64, description="Most crawls that the scheduler runs side by side.")


class Alerts(Part):
    """Where a change of a site's state is told."""

    command: tuple[Text, ...] = Field(
        (),
        strict=False,
        description="A program and its arguments; the alert is in KZNEWS_SITE, KZNEWS_STATE and so on.",
    )
    webhook: Address | None = Field(None, description="Address to which the alert is posted as JSON.")
    ping: Ping | None = Field(
        None,
        description="Healthchecks-style address; /start and /fail are added when a crawl starts or fails. "
        "With {site} in it each site has its own.",
    )
    smtp: Annotated[str, AfterValidator(_host_port)] | None = Field(
        None, description="HOST:PORT of the mail server; on port 465 TLS is used, else STARTTLS when it offers that."
    )
    smtp_user: Text | None = Field(None, description="User at the mail server.")
    smtp_password: Text | None = Field(None, description="Password at the mail server.")
    mail_from: Text | None = Field(None, description="Sender of the mails.")
    mail_to: tuple[Text, ...] = Field((), strict=False, description="Receivers of the mails.")
    telegram_url: Address = Field("https://api.telegram.org", description="Base address of Telegram's HTTP API.")
    telegram_token: Text | None = Field(None, description="Token of the Telegram bot.")
    telegram_chat: Text | None = Field(None, description="Chat to which the bot writes.")
    textfile: Place | None = Field(
        None,
        strict=False,
        description="File, *.prom, for node_exporter's textfile collector; written after each crawl.",
    )


class Archives(Part):
    """Where a backfill finds web archives."""

    wayback: Address = Field("https://web.archive.org", description="Base address of the Wayback Machine.")
    cc_index: Address = Field("https://index.commoncrawl.org", description="Base address of Common Crawl's index.")
    cc_data: Address = Field("https://data.commoncrawl.org", description="Base address of Common Crawl's files.")


class Config(Part):
    """The whole configuration."""

    store: Place = Field(
        Path("store"),
        strict=False,
        description="Folder of records, archive and catalog; a relative one counts from the file's folder, ~ is your home.",
    )
    contact: Contact | None = Field(
        None, description="Your e-mail address or web page; it stands in the User-Agent, so that a site can reach you."
    )
    database: Database | None = Field(
        None, description="The catalog's SQLAlchemy URL; by default SQLite in the store."
    )
    allow: tuple[Annotated[str, AfterValidator(_host_port)], ...] = Field(
        (), strict=False, description="HOST:PORT pairs to which connections are allowed though they are not public."
    )
    duplicates: Literal["keep", "first", "longest"] = Field(
        "first",
        description="Which copies of a story have a record file: all, the first published, or the longest; "
        "the catalog has all.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="How much is logged to standard error."
    )
    limits: Limits = Field(Limits(), description="Limits; see below.")
    alerts: Alerts = Field(Alerts(), description="Alerts; see below.")
    schedule: Schedule = Field(Schedule(), description="The schedule; see below.")
    archives: Archives = Field(Archives(), description="Web archives; see below.")
    sites: dict[str, Facts] = Field({}, description="Sites: overrides of the built-in ones, and your own.")

    def all_sites(self) -> dict[str, Site]:
        """Return every known site by name, also those that are off: the built-in ones with overrides, then your own."""
        from spiders.registry import built_in, site_from_facts

        known = built_in()
        for name, facts in self.sites.items():
            if given := facts.model_dump(exclude_unset=True, exclude={"on"}):
                known[name] = site_from_facts(name, given, known.get(name))
        return known

    def sites_on(self) -> dict[str, Site]:
        """Return the sites that a crawl without names includes."""
        return {name: site for name, site in self.all_sites().items() if self.is_on(name)}

    def is_on(self, name: str) -> bool:
        """Say whether the site is on; a built-in one is, unless it is switched off."""
        return name not in self.sites or self.sites[name].on

    def placed(self, folder: Path) -> Config:
        """Return the configuration with a stated, relative store counted from *folder*, where its file stands."""
        if "store" not in self.model_fields_set:
            return self
        return self.model_copy(update={"store": folder / self.store})

    def with_store(self, store: Path) -> Config:
        """Return the configuration with another store; the catalog's database is the store's own then."""
        return self.model_copy(update={"store": store, "database": None})

"""The zones in which the days of countries are counted, where an address tells the country."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from pipeline.dates.read import Reading
from pipeline.page import Page

HOST = re.compile(r"[a-z]+://(?:[^/?#@]*@)?([^/:?#]+)", re.I)
COUNTRIES = {  # top-level domains of countries with one zone
    "Europe/Berlin": "de", "Europe/Vienna": "at", "Europe/Zurich": "ch li", "Europe/Paris": "fr", "Europe/Rome": "it",
    "Europe/Madrid": "es", "Europe/Amsterdam": "nl", "Europe/Brussels": "be", "Europe/Luxembourg": "lu", "Europe/Warsaw": "pl",
    "Europe/Prague": "cz", "Europe/Bratislava": "sk", "Europe/Budapest": "hu", "Europe/Zagreb": "hr", "Europe/Ljubljana": "si",
    "Europe/Belgrade": "rs", "Europe/Sarajevo": "ba", "Europe/Skopje": "mk", "Europe/Tirane": "al", "Europe/Athens": "gr",
    "Europe/Bucharest": "ro", "Europe/Sofia": "bg", "Europe/Istanbul": "tr", "Europe/Kyiv": "ua", "Europe/Minsk": "by",
    "Europe/Chisinau": "md", "Europe/Vilnius": "lt", "Europe/Riga": "lv", "Europe/Tallinn": "ee", "Europe/Helsinki": "fi",
    "Europe/Stockholm": "se", "Europe/Oslo": "no", "Europe/Copenhagen": "dk", "Europe/Dublin": "ie", "Europe/London": "uk",
    "Asia/Baku": "az", "Asia/Yerevan": "am", "Asia/Tbilisi": "ge", "Asia/Almaty": "kz", "Asia/Bishkek": "kg",
    "Asia/Tashkent": "uz", "Asia/Dushanbe": "tj", "Asia/Ashgabat": "tm", "Asia/Jerusalem": "il", "Asia/Kolkata": "in",
    "Asia/Karachi": "pk", "Asia/Shanghai": "cn", "Asia/Tokyo": "jp", "Asia/Seoul": "kr", "Asia/Taipei": "tw",
    "Asia/Bangkok": "th", "Asia/Ho_Chi_Minh": "vn", "Africa/Johannesburg": "za", "Africa/Cairo": "eg",
}  # fmt: skip
ZONES = {domain: zone for zone, domains in COUNTRIES.items() for domain in domains.split()}


def local_fetch(page: Page) -> dt.datetime | None:
    """Return when *page* was fetched, in the zone of its publisher where that is known."""
    if page.fetched_at is None or not page.timezone:
        return page.fetched_at
    return page.fetched_at.astimezone(ZoneInfo(page.timezone))


def at_midnight(reading: Reading, url: str) -> Reading:
    """Return *reading*, an instant in UTC, as the day that begins then in the country of *url*; as it is if none does.

    A field that knows a day but no time says the midnight with which it began.
    """
    host = HOST.match(url)
    zone = ZONES.get(host[1].rpartition(".")[2].lower()) if host else None
    if zone is None or reading.time is None:
        return reading
    local = dt.datetime.combine(reading.day, reading.time, dt.UTC).astimezone(ZoneInfo(zone))
    return replace(reading, day=local.date(), time=None) if local.time() == dt.time(0) else reading

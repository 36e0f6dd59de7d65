"""Whether a date is that of an agency's dateline: behind a place, or before the first words of a story."""

from __future__ import annotations

import re

from pipeline.dates.spots import Spot

PLACE = re.compile(r"(?:г\.\s?)?\W*[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w\s./()-]{1,30}[.,]?\s*[/.,(–—-]?\s*")
NO_PLACE = re.compile(  # words with which a sentence begins
    r"\W*(?:во?|на|со?|ко?|по|до|за|от|после|перед|между|и|а|но|уже|ещ[её]|только|впервые|напомним|сегодня|вчера|завтра|накануне|"
    r"утром|дн[её]м|вечером|ночью|рано|поздно|бүгін|кеше|ертең|биыл|еске|in|on|at|by|since|from|until|early|late|today|yesterday|"
    r"tomorrow)(?![^\W_])",
    re.I,
)
SET_OFF = re.compile(r"[./,(–—-]\s*$")
AGENCY = re.compile(
    r"\s*(?:года|г\.?|жыл\w*)?[\s.,)/]*(?:(?:в\s|at\s)?\d\d?[:.]\d\d[\s.,)/]*)?(?:/|[–—-]\s*[«\"A-ZА-ЯЁӘІҢҒҮҰҚӨҺ])|[\s.]*(?:года|г\.?)?\s*\.?\s*[A-ZА-Я]{3,}|"
    r"\)[.:]\s*[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]|"
    r"\s*\([A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w .-]{2,20}\)\s*[–—-]|\s*(?:года|г|жыл\w*)?\.\s*[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w.-]{2,20}(?:\s[\w-]{2,20})?\s*[–—-]\s"
)
DASH = re.compile(r"\s*(?:г\.)?\s*(?:--|[–—-])\s+[A-ZÄÖÜА-ЯЁӘІҢҒҮҰҚӨҺ]")
CLOSED = re.compile(r"\)[\s.:–—-]*\w")


def is_dateline(spot: Spot, headline: int | None) -> bool:
    """Say whether *spot*, behind the headline, is the date of a dateline."""
    if headline is None or spot.order <= headline:
        return False
    before, after = spot.before, spot.after
    if not before.strip(" ("):
        return (
            spot.reading.form in ("named", "numeric")
            and (DASH if "(" not in before else CLOSED).match(after) is not None
        )
    if PLACE.fullmatch(before) is None or NO_PLACE.match(before) or not (SET_OFF.search(before) or before.isupper()):
        return False
    return AGENCY.match(after) is not None

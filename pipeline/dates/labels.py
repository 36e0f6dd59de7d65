"""What the words beside a date say of it, and the names of elements that hold dates.

Words are compared in lower case: a pattern that ignores case tries every letter of a text.
"""

from __future__ import annotations

import re
from functools import lru_cache

MODIFIED = re.compile(
    r"обновл|измен|updated|modified|last edit|жаңартыл|оновл|aktualis|mis à jour|actualiz|редакт|aggiornat|änderung|geändert|"
    r"bearbeitet|mise à jour|modifi|güncelle|ultim[ao] modific|zmieni|gewijzigd|zmodyfik|módosít"
)
PUBLISHED = re.compile(
    r"опублик|публикац|размещен|дата|добавлен|created|publi|posted|жариялан|шыққан|(?<!up)date|первая|veröff|publié|создан|erstellt|"
    r"\bstand\b|\bdatum\b|erschien|gespeichert|geschrieben|written|mis en ligne|mise en ligne|fecha|inserit|dodan|objav|offentlig|"
    r"eklenme|yayın|közzét|\bdata\b|geplaatst|eingestellt|submitted|verfasst"
)
OTHERWISE = re.compile(
    r"©|copyright|\(c\)|свидетельств|лиценз|зарегистр|регистрац|все права|all rights|сезон|погода|курс|прогноз|до\s+\d|с\s+\d+\s+по|"
    r"registriert|registered|\bjoined|mitglied seit|member since|beigetreten|\bborn\b|geboren|birthday|geburtstag"
)
NAMES = re.compile(r"date|time|publi|posted|pubdate|created|data(?![a-z])|дата|meta|info|stamp|byline")


def says_modified(text: str) -> bool:
    """Say whether *text* labels a date as that of a change."""
    return MODIFIED.search(text.lower()) is not None


def says_published(text: str) -> bool:
    """Say whether *text* labels a date as that of publication."""
    return PUBLISHED.search(text.lower()) is not None


def says_otherwise(text: str) -> bool:
    """Say whether *text* labels a date as that of something else: rights, a member's first day, the weather."""
    return OTHERWISE.search(text.lower()) is not None


@lru_cache(maxsize=2048)
def names_a_date(names: str) -> bool:
    """Say whether an element with the class and id *names* holds a date, or a line about the article."""
    return NAMES.search(names.lower()) is not None

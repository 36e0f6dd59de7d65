"""Why a page gives no article. Each class is a reason that a user can ask for; `state` is the URL's end state."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pipeline.dates.verdict import Verdict


class Drop(Exception):
    """The page holds no article that kznews can stand for."""

    state: ClassVar[str] = "not-an-article"

    @property
    def reason(self) -> str:
        """The name of the reason, as it is counted and shown."""
        return type(self).__name__

    @property
    def line(self) -> str:
        """The reason with what is known about it, in one line."""
        return f"{self.reason}: {self}" if str(self) else self.reason


class NoText(Drop):
    """No article text is left once the noise is gone, or the page is about its site. What it says of itself all the same comes with it."""

    title: str = ""
    published: Verdict | None = None


class NotHtml(Drop):
    """The response is not an HTML page."""


class Listing(Drop):
    """The page lists other articles; it is none."""


class LaterPart(Drop):
    """The page is the second or a later part of a story; the record of the first holds its text."""


class TooLong(Drop):
    """The page has more blocks of text than kznews reads; its beginning alone would pass for the whole."""

    state = "failed"


class SoftNotFound(Drop):
    """The page says, with status 200, that there is nothing here."""

    state = "gone"


class Challenge(Drop):
    """A bot check or a block page stands where the article should be."""

    state = "blocked"


class ConsentWall(Drop):
    """A cookie or age wall stands where the article should be."""

    state = "blocked"


class BadContent(Drop):
    """The body cannot be decoded: cut short, too large, or not what its headers say. Asked for again."""

    state = "failed"


class TimedOut(Drop):
    """The page took longer than its time limit to read, or crashed its worker."""

    state = "failed"


class ReadingFailed(Drop):
    """Reading the page ended in an error of kznews' own. Asked for again."""

    state = "failed"

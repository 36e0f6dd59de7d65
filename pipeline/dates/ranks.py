"""How far each place that states a date is believed."""

from __future__ import annotations

from enum import IntEnum, auto


class Rank(IntEnum):
    """The places, in the order in which they are believed."""

    ARTICLE = auto()  # the article's JSON-LD, even if it is broken
    PUBLISHED = auto()  # a meta element of publication
    NEWS_SITEMAP = auto()  # the news sitemap that named the page
    FEED = auto()  # the feed that named it
    MARKED = auto()  # a <time> marked as that of publication
    PAGE = auto()  # JSON-LD of the page, or of anything that is no article
    CONFIRMED = auto()  # a weak meta element with a time, whose day the page shows
    ADDRESS = auto()  # a whole day in the address
    LABELLED = auto()  # a line at the headline, or one in the article, that says what its day is
    UNLABELLED = auto()  # a line at the headline that does not
    TIME = auto()  # another <time>
    CROWDED = auto()  # a line at the headline with more beside the day
    DATELINE = auto()  # an agency's, with which a story begins
    BOXED = auto()  # a line at the headline in a box that is not the article's
    RESOURCE = auto()  # a Dublin Core date, of whatever it may be
    THREAD = auto()  # the beginning of a thread, of which the page may be a later part
    ONLY_LABELLED = auto()  # a line with the only day that has a label
    ONLY = auto()  # the only day that the article shows, or the one right behind it
    PROGRAM = auto()  # the state from which the page's program starts
    LISTED = auto()  # a list of articles in which the page itself stands
    APART = auto()  # a box above the article, or the only day that the page shows, if beside it
    ASIDE = auto()  # a <time> beside the article with the only day that the page shows
    GLUED = auto()  # digits of the address with nothing between them
    SCRIPT = auto()  # a short script at the headline
    CREATED = auto()  # JSON-LD: when it was created
    VAGUE = auto()  # a meta element "date", "created" or "time"
    UPLOADED = auto()  # JSON-LD: when it or its video was uploaded
    VENDOR = auto()  # a vendor's own meta element
    DESCRIPTION = auto()  # the end of the page's description
    LISTING = auto()  # the listing that named the page
    NEVER = auto()  # what is kept as evidence, but not believed


# The last of those that
STATED = Rank.PAGE  # are fields made to state the publication
STRONG = Rank.ADDRESS  # what the page shows cannot outdo
AT_HEADLINE = Rank.UNLABELLED  # are such fields, or lines at the headline
CIVIL = Rank.ONLY_LABELLED  # tell the civil day of an instant in UTC
SHOWN = Rank.ONLY  # are lines at the headline, lines with a label, or the only one in the article

# The first of the fields that are weak: they may mean another day, or nobody fills them
WEAK = Rank.RESOURCE

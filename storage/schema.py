"""The catalog's tables. A change here needs a migration in `storage/migrations/versions`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.moments import Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
TAG = 32  # characters of a language tag, which a document may state at any length
Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only when the key is INTEGER

runs = Table(
    "runs",
    metadata,
    Column("id", Key, primary_key=True),
    Column("site", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("trigger", String(16), nullable=False),
    Column("holder", String(200), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("exit_code", Integer),
    Column("counts", JSON, nullable=False, default=dict),
    Column("note", Text, nullable=False, default=""),
    Column("faults", JSON, nullable=False, default=list),  # the first lines on what went wrong and did not end it
    Column("told", JSON, nullable=False, default=dict, server_default="{}"),  # its cause and measures, for comparisons
    Index(None, "site", "started_at"),
    Index(None, "site", "id", "kind"),
)

leases = Table(  # one row a site that is being crawled: runs of the same site exclude each other
    "leases",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("run_id", ForeignKey(runs.c.id), nullable=False),
    Column("holder", String(200), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
)

slots = Table(  # one row a moment at which a site was due: whoever starts its crawl claims it, and it runs once
    "slots",
    metadata,
    Column("id", Key, primary_key=True),
    Column("site", String(64), nullable=False),
    Column("moment", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("token", Integer, nullable=False, default=0),  # grows with each claim: an older one may not end the slot
    Column("holder", String(200), nullable=False, default=""),
    Column("since", Moment),
    Column("until", Moment),  # when the claim ends unless renewed
    Column("ended_at", Moment),
    Column("exit_code", Integer),
    Column("run_id", ForeignKey(runs.c.id)),
    UniqueConstraint("site", "moment"),
    Index(None, "site", "state", "moment"),
)

site_states = Table(  # how each site was last judged: alerts are about changes
    "site_states",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("why", Text, nullable=False, default=""),
    Column("since", Moment, nullable=False),
)

urls = Table(
    "urls",
    metadata,
    Column("id", Key, primary_key=True),
    Column("site", String(64), nullable=False),
    Column("url", Text, nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("discovered_at", Moment, nullable=False),
    Column("discovered_by", ForeignKey(runs.c.id), nullable=False),
    Column("newest_at", Moment),  # the newest time that discovery stated for it: newest are fetched first
    Column("modified", Moment),  # the last change that discovery stated
    Column("run_id", ForeignKey(runs.c.id)),  # the run that holds its lease, or that last ended it
    Column("attempts", Integer, nullable=False, default=0),  # since its last success
    Column("fetched_at", Moment),
    Column("next_fetch_at", Moment),  # the next revisit of a stored article; null when there is none
    Column("etag", Text),
    Column("last_modified", Text),
    Column("record_id", Key),  # the current version, or the record that this URL repeats
    Column("standing", String(16)),  # while leased for a revisit: the state to which it goes back
    Column("missing_at", Moment),  # when the page of a record was first seen absent
    Column("gone_at", Moment),  # when it was seen absent again, on another visit: its record is a tombstone's
    Column("moved_to", Text),  # where the article is to be had now, by its site's own word
    Index(None, "site", "state", "newest_at"),
    Index(None, "site", "next_fetch_at"),
    Index(None, "run_id", "state"),
    Index(None, "site", "gone_at"),
)

hints = Table(
    "hints",
    metadata,
    Column("id", Key, primary_key=True),
    Column("url_id", ForeignKey(urls.c.id), nullable=False),
    Column("source", String(16), nullable=False),
    Column("where", Text, nullable=False),
    Column("published", Text),
    Column("modified", Text),
    Column("title", Text),
    Column("language", String(TAG)),
    Column("body", Text),
    Column("seen_at", Moment, nullable=False),
    UniqueConstraint("url_id", "source", "where"),
)

fetches = Table(
    "fetches",
    metadata,
    Column("id", Key, primary_key=True),
    Column("url_id", ForeignKey(urls.c.id), nullable=False),
    Column("run_id", ForeignKey(runs.c.id), nullable=False),
    Column("at", Moment, nullable=False),
    Column("url", Text, nullable=False),
    Column("status", Integer),
    Column("error", Text),
    Column("seconds", Float, nullable=False, default=0.0),
    Column("archive_file", Text),
    Column("offset", BigInteger),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Index(None, "url_id", "at"),
    Index(None, "run_id"),
)

records = Table(  # one row a version; the current one of a URL has a file, unless it is a copy (storage/projection.py)
    "records",
    metadata,
    Column("id", Key, primary_key=True),
    Column("url_id", ForeignKey(urls.c.id), nullable=False),
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("url", Text, nullable=False),
    Column("site", String(64), nullable=False),
    Column("day", Date),
    Column("published_at", Moment),
    Column("title", Text, nullable=False),
    Column("language", String(8)),
    Column("authors", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("confidence", String(8), nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("removed", JSON, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("run_id", ForeignKey(runs.c.id), nullable=False),
    Column("duplicate_of", Key),
    Column("relation", String(16)),
    Column("similarity", Float),
    Column("diff", Text),  # from the version before, as a unified diff
    Column("alternates", JSON, nullable=False, server_default="{}"),  # language → address, as the page names them
    UniqueConstraint("url_id", "version"),
    Index(None, "fingerprint"),
    Index(None, "day"),
    Index(None, "site", "current", "day"),
    Index(None, "site", "current", "url_id", "duplicate_of"),
    Index(None, "duplicate_of"),
)

files = Table(  # the place of a URL's record file: it stays when a new version keeps the day
    "files",
    metadata,
    Column("url_id", ForeignKey(urls.c.id), primary_key=True, autoincrement=False),
    Column("record_id", ForeignKey(records.c.id), nullable=False),
    Column("folder", String(32), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("written", Boolean, nullable=False),
    UniqueConstraint("folder", "sequence"),
    Index(None, "written"),
)

stale_files = Table(  # files that a new version, a new date or an original left behind, until they are removed
    "stale_files",
    metadata,
    Column("id", Key, primary_key=True),
    Column("folder", String(32), nullable=False),
    Column("name", String(64), nullable=False),
)

file_policy = Table(  # one row: which copies of a story have a file; none as long as that was never settled
    "file_policy",
    metadata,
    Column("policy", String(16), primary_key=True),
)

furniture = Table(  # paragraphs that a site's template prints at the end of its articles
    "furniture",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("fingerprint", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("decision", String(8), nullable=False),
)

discovery = Table(
    "discovery",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("read_at", Moment, nullable=False),
)

walks = Table(  # how far each walk of an unfinished backfill has come
    "walks",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("backfill", String(64), primary_key=True),  # its source and its days
    Column("walk", Text, primary_key=True),  # the document that the site declares
    Column("position", Text, nullable=False),
    Column("pages", Integer, nullable=False, default=0),
    Column("named", Integer, nullable=False, default=0),
    Column("ended", Text, nullable=False, default=""),
    Column("moved_at", Moment, nullable=False),
    Column("run_id", ForeignKey(runs.c.id), nullable=False),
)

passages = Table(  # sampled passages of each URL's current record: copies of a story share some
    "passages",
    metadata,
    Column("passage", BigInteger, primary_key=True, autoincrement=False),
    Column("url_id", ForeignKey(urls.c.id), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

linked = Table(  # which version of a URL's record stands in `passages` and was compared with the others
    "linked",
    metadata,
    Column("url_id", ForeignKey(urls.c.id), primary_key=True, autoincrement=False),
    Column("record_id", ForeignKey(records.c.id), nullable=False),
    Column("passages", Integer, nullable=False, server_default="0"),  # how many it has there
)

compared = Table(  # one row: no record up to this number waits to be compared; none as long as that is unknown
    "compared",
    metadata,
    Column("up_to", Key, primary_key=True, autoincrement=False),
)

tallied = Table(  # how often passages occur in the stories compared last: what is common shows no copy
    "tallied",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stories", Integer, nullable=False),
    Column("counts", LargeBinary, nullable=False),
)

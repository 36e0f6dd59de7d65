"""The migrations and `storage/schema.py` say the same, and every catalog comes to it with all that it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text, update

from kznews.errors import explain
from kznews.exit_codes import ExitCode
from storage.catalog import Catalog
from storage.engine import engine_of
from storage.revisions import NewerCatalog, OlderCatalog, migrate, revision_of, revisions, upgrade, version
from storage.schema import metadata
from tests.stores import ROOT, kznews, make_store

OPEN = "import sys, pathlib; from storage.catalog import Catalog; Catalog.open(pathlib.Path(sys.argv[1])).close()"
FORGOTTEN = (
    "storage/schema.py and the migrations differ: python -m storage.migrations WHAT-CHANGED, see docs/operations.md"
)


def differences(connection: Connection) -> list[object]:
    """Return how the database differs from `storage/schema.py`."""
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


def tables(engine: Engine) -> dict[str, object]:
    """Return what the database itself says of its tables."""
    look = inspect(engine)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in look.get_columns(name)],
            look.get_pk_constraint(name),
            sorted(map(str, look.get_indexes(name))),
            sorted(map(str, look.get_unique_constraints(name))),
            sorted(map(str, look.get_foreign_keys(name))),
        )
        for name in look.get_table_names()
    }


def migrated(url: str, revision: str = "head") -> Engine:
    engine = engine_of(url)
    with engine.begin() as connection:
        upgrade(connection, revision)
    return engine


def test_the_migrations_lead_to_the_schema(tmp_path: Path) -> None:
    engine = migrated(f"sqlite:///{tmp_path / 'a'}")
    with engine.connect() as connection:
        assert differences(connection) == [], FORGOTTEN


def test_a_new_catalog_is_as_a_migrated_one(tmp_path: Path) -> None:
    new = engine_of(f"sqlite:///{tmp_path / 'new'}")
    migrate(new)
    assert tables(new) == tables(migrated(f"sqlite:///{tmp_path / 'old'}")), FORGOTTEN
    with new.connect() as connection:
        assert revision_of(connection) == revisions()[-1]


def test_revisions_follow_each_other_and_files_are_named_by_them() -> None:
    assert revisions() == [f"{number:04d}" for number in range(1, len(revisions()) + 1)]
    for path in (ROOT / "storage" / "migrations" / "versions").glob("[0-9]*.py"):
        names: dict[str, object] = {}
        exec(compile(path.read_text(), path.name, "exec", dont_inherit=True), names)
        before = f"{int(path.name[:4]) - 1:04d}"
        assert (names["revision"], names["down_revision"]) == (path.name[:4], None if before == "0000" else before)


@pytest.mark.parametrize("revision", revisions())
def test_an_older_catalog_is_brought_on_and_then_works(revision: str, tmp_path: Path) -> None:
    migrated(f"sqlite:///{tmp_path / 'catalog.sqlite'}", revision).dispose()
    make_store(tmp_path)
    with engine_of(f"sqlite:///{tmp_path / 'catalog.sqlite'}").connect() as connection:
        assert revision_of(connection) == revisions()[-1]
        assert differences(connection) == []
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_an_older_catalog_that_may_not_be_written_is_told_so(tmp_path: Path) -> None:
    migrated(f"sqlite:///{tmp_path / 'catalog.sqlite'}", "0003").dispose()
    with pytest.raises(OlderCatalog, match=f"revision 0003; this user may not bring it to {revisions()[-1]}") as raised:
        Catalog.look_at(tmp_path)
    assert "a user who may write the store" in explain(raised.value).next


def test_a_catalog_from_before_revisions_gets_what_it_lacks_and_keeps_what_it_has(tmp_path: Path) -> None:
    make_store(tmp_path)
    engine = engine_of(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    with engine.begin() as connection:
        version.drop(connection)
        connection.execute(text("drop table stale_files"))
        before = connection.execute(text("select * from records")).all()
    migrate(engine)
    with engine.connect() as connection:
        assert differences(connection) == []
        assert connection.execute(text("select * from records")).all() == before
        assert before


def test_a_newer_catalog_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    make_store(tmp_path / "store")
    engine = engine_of(f"sqlite:///{tmp_path / 'store' / 'catalog.sqlite'}")
    with engine.begin() as connection:
        connection.execute(update(version).values(version_num="9999"))
    with pytest.raises(NewerCatalog, match="9999"):
        Catalog.open(tmp_path / "store")
    ended = kznews(tmp_path, "--store", "store", "status")
    assert ended.returncode == ExitCode.USAGE
    assert "revision 9999" in ended.stderr
    assert "newer kznews" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_catalog_of_the_newest_revision_is_opened_without_alembic(tmp_path: Path) -> None:
    make_store(tmp_path)
    code = f"{OPEN}; assert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True)


def test_two_processes_may_make_a_catalog_at_once(tmp_path: Path) -> None:
    both = [subprocess.Popen([sys.executable, "-c", OPEN, str(tmp_path / "s")], cwd=ROOT) for _ in range(3)]
    assert [process.wait(60) for process in both] == [0, 0, 0]

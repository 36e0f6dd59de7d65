"""Many numbers as one parameter of a statement: each as a parameter of its own would take longer than the search."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, FromClause, Select, bindparam, cast, column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Each(FunctionElement[Any]):
    """The elements of a JSON array as rows."""

    inherit_cache = True
    name = "each"


@compiles(_Each, "sqlite")
def _on_sqlite(element: _Each, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Each, "postgresql")
def _on_postgresql(element: _Each, compiler: Any, **options: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS JSON))"


def among(given: Iterable[int]) -> Select[Any]:
    """Return *given* as what a column may be `in_`."""
    return select(_value(_table(bindparam(None, as_json(given)))))


def as_table(name: str) -> FromClause:
    """Return the numbers of the parameter *name*, made by `as_json`, as a table with the column `number`."""
    return select(_value(_table(bindparam(name))).label("number")).subquery()


def as_json(given: Iterable[int]) -> str:
    """Return *given* as it is handed to a statement."""
    return json.dumps(list(given))


def _table(given: Any) -> Any:
    return _Each(given).table_valued(column("value"))


def _value(table: Any) -> Any:
    return cast(table.c.value, BigInteger)

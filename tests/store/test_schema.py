"""schema.sql and the tables' modules say the same thing twice, for speed; here they are held to it."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, create_engine

import bondtui.store.work_tables  # noqa: F401  (its tables belong to those there are)
from bondtui.store import engine, migrate, tables

SCHEMA = Path(tables.__file__).with_name("schema.sql")
MAPPED = sorted(SQLModel.metadata.tables)
SQL_ONLY = {"name_key", "kept_with", "alembic_version"}


@pytest.fixture(scope="module")
def from_sql() -> Any:
    book = sqlite3.connect(":memory:")
    book.executescript(SCHEMA.read_text(encoding="utf-8"))
    yield book
    book.close()


@pytest.fixture(scope="module")
def from_tables(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("tables") / "book.db"
    sql = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(sql)
    sql.dispose()
    book = sqlite3.connect(path)
    yield book
    book.close()


def columns(book: sqlite3.Connection, table: str) -> list[tuple[str, str, bool, bool]]:
    rows = book.execute(f"PRAGMA table_info({table})").fetchall()
    return [(name, kind, bool(required), bool(key)) for _, name, kind, required, _default, key in rows]


def references(book: sqlite3.Connection, table: str) -> set[tuple[str, str, str]]:
    rows = book.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {(row[3], row[2], row[4]) for row in rows}


def test_every_table_of_the_schema_is_mapped_but_those_only_sql_knows(from_sql: sqlite3.Connection) -> None:
    names = {row[0] for row in from_sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    ours = {name for name in names if not name.startswith("sqlite_") and "_search" not in name}

    assert ours - SQL_ONLY == set(MAPPED)


@pytest.mark.parametrize("table", MAPPED)
def test_a_mapped_table_has_the_columns_of_the_schema(
    table: str, from_sql: sqlite3.Connection, from_tables: sqlite3.Connection
) -> None:
    assert columns(from_tables, table) == columns(from_sql, table)
    assert references(from_tables, table) == references(from_sql, table)


def test_the_newest_migration_is_the_version_new_books_are_stamped_with() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(migrate.configuration(migrate.SCRIPTS))

    assert scripts.get_heads() == [engine.HEAD]

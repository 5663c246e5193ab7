"""An older book is carried forward whole or stays as it was, even when the process is killed in between."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.errors import BondtuiError, BookBusy
from bondtui.settings import Settings
from bondtui.store import backups, migrate, tables
from bondtui.store.engine import APPLICATION_ID

NOW = datetime(2026, 11, 23, 9, 35)
FIRST = (Path(__file__).parents[1] / "data" / "schema-0001.sql").read_text(encoding="utf-8")
NEWEST = Path(tables.__file__).with_name("schema.sql").read_text(encoding="utf-8")

FORWARD = """
import os
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "0005", None, None


def upgrade():
    op.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the commit
    op.add_column("contact", sa.Column("initials", sa.String, nullable=False, server_default=""))
    op.execute("UPDATE contact SET initials = substr(name, 1, 1), about = upper(about)")
    with op.batch_alter_table("stage_change", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("reason", new_column_name="why")
    with op.batch_alter_table("interaction", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("place", sa.String, nullable=False, server_default=""))
    %s
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "home 100%" / "book.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as new:
        new.executescript(FIRST)
        new.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        new.execute("INSERT INTO alembic_version VALUES ('0001')")
        new.executemany(
            "INSERT INTO contact (id, uid, name, about, added_on) VALUES (?, ?, ?, ?, '2026-01-01')",
            [(n, f"u{n}", f"Bea {n}", "met in rome " * 30) for n in range(1, 301)],
        )
        new.execute("INSERT INTO contact_search (rowid, words) SELECT id, lower(name) FROM contact")
        new.execute("UPDATE contact SET referred_by_id = 1 WHERE id > 1")
        new.execute("INSERT INTO interaction VALUES (7, 'i7', '2026-02-01', 'call', 'me', 1, 0, 'about the logo')")
        new.execute("INSERT INTO participant VALUES (1, 7, 1)")
        new.execute("INSERT INTO stage_change VALUES (1, 1, '2026-02-01', 'fan', 'liked it', 7)")
        new.commit()
    return path


def scripts(tmp_path: Path, last: str) -> Path:
    """A migrations folder of its own: the packaged ones and a 9999 that ends with the statement `last`."""
    folder = tmp_path / "scripts %d"
    shutil.copytree(migrate.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_forward.py").write_text(FORWARD % last, encoding="utf-8")
    return folder


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return list(opened.iterdump())


def shape(book: sqlite3.Connection) -> list[tuple[str, str, list[tuple[object, ...]]]]:
    """Every table and index with its columns, in no order, without comments and blanks."""
    made = book.execute("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").fetchall()
    columns = {name: book.execute(f"PRAGMA table_xinfo({name})").fetchall() for _, name in made}
    indexed = {name: book.execute(f"PRAGMA index_xinfo({name})").fetchall() for _, name in made}
    return [(kind, name, [row[1:] for row in columns[name] or indexed[name]]) for kind, name in made]


def test_a_book_of_the_first_version_becomes_what_a_new_one_is(book: Path) -> None:
    migrate.migrate(book, NOW)

    with closing(sqlite3.connect(book)) as old, closing(sqlite3.connect(":memory:")) as new:
        new.executescript(NEWEST)
        assert shape(old) == shape(new)


def test_what_is_kept_since_is_computed_when_a_migrated_book_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(FIRST)
        old.executescript(
            f"""
            PRAGMA application_id = {APPLICATION_ID};
            INSERT INTO alembic_version VALUES ('0001');
            INSERT INTO contact (id, uid, name, stage, cadence_days, added_on)
                VALUES (1, 'c1', 'Bea', 'partner', 30, '2026-01-01');
            INSERT INTO stage_change VALUES (1, 1, '2026-01-01', 'partner', '', NULL);
            INSERT INTO kept_with VALUES ('cadences', 'stranger=90 acquaintance=60 partner=30 friend=30');
            """
        )

    opened = Book.open(path, Settings(), lambda: NOW.date())
    try:
        assert opened.reader.rows("SELECT review_on FROM contact") == [("2026-03-02",)]
    finally:
        opened.close()


def test_a_migration_changes_the_book_and_keeps_its_data(book: Path, tmp_path: Path) -> None:
    migrate.migrate(book, NOW, scripts=scripts(tmp_path, "pass"))

    with closing(sqlite3.connect(book)) as opened:
        assert opened.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
        assert opened.execute("SELECT count(*), min(initials), min(about) FROM contact").fetchone() == (
            300,
            "B",
            "MET IN ROME " * 30,
        )
        assert opened.execute("SELECT why, interaction_id FROM stage_change").fetchall() == [("liked it", 7)]
        assert opened.execute("SELECT text, place FROM interaction WHERE id = 7").fetchall() == [("about the logo", "")]
        assert opened.execute("SELECT interaction_id FROM participant").fetchall() == [(7,)]
        assert {row[2] for row in opened.execute("PRAGMA foreign_key_list(stage_change)")} == {"contact", "interaction"}
        assert {row[2] for row in opened.execute("PRAGMA foreign_key_list(participant)")} == {"contact", "interaction"}
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        assert opened.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert opened.execute("SELECT rowid FROM contact_search WHERE words MATCH 'bea 300'").fetchall() == [(300,)]
    with closing(sqlite3.connect(book)) as opened, pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        opened.execute("INSERT INTO interaction SELECT 8, uid, date, channel, initiator, 1, 0, '', '' FROM interaction")


def test_the_backup_taken_first_is_the_old_book_whole_and_private(book: Path, tmp_path: Path) -> None:
    before = dump(book)

    backup = migrate.migrate(book, NOW, scripts=scripts(tmp_path, "pass"))

    assert backup == book.parent / "backups" / "book-20261123-093500.db"
    assert dump(backup) == before
    assert backup.stat().st_mode & 0o777 == 0o600
    assert backups.newest_good(book) == backup


def test_a_book_at_the_newest_version_stays_as_it_is(book: Path) -> None:
    migrate.migrate(book, NOW)
    before = dump(book)

    migrate.migrate(book, NOW)

    assert dump(book) == before


@pytest.mark.parametrize(
    "last",
    [
        'raise ValueError("a date of the year 412,\\nfound half way")',
        'op.execute("INSERT INTO no_such_table VALUES (1)")',
        'op.execute("DELETE FROM interaction")',
    ],
    ids=["in its Python", "in its SQL", "by losing what others refer to"],
)
def test_a_migration_that_fails_leaves_the_book_as_it_was(book: Path, tmp_path: Path, last: str) -> None:
    before, content = dump(book), book.read_bytes()

    with pytest.raises(BondtuiError, match=r"\A[^\n]+ was not migrated[^\n]+\.\Z"):
        migrate.migrate(book, NOW, scripts=scripts(tmp_path, last))

    assert dump(book) == before
    assert book.read_bytes() == content
    good = backups.newest_good(book)
    assert good is not None
    assert dump(good) == before


def test_a_book_of_an_unknown_version_is_left_alone(book: Path) -> None:
    with closing(sqlite3.connect(book)) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '0999'")
        opened.commit()
    before = dump(book)

    with pytest.raises(BondtuiError, match="0999"):
        migrate.migrate(book, NOW)

    assert dump(book) == before


def test_a_book_another_process_writes_to_is_busy(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "BUSY_MS", 0)
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookBusy, match="another process"):
            migrate.migrate(book, NOW)

    assert not (book.parent / "backups").exists()


def test_without_a_backup_there_is_no_migration(book: Path, tmp_path: Path) -> None:
    (book.parent / "backups").write_text("in the way")
    before = dump(book)

    with pytest.raises(BondtuiError, match="No backup"):
        migrate.migrate(book, NOW, scripts=scripts(tmp_path, "pass"))

    assert dump(book) == before


def test_a_missing_book_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BondtuiError, match="unable to open"):
        migrate.migrate(tmp_path / "none.db", NOW)

    assert list(tmp_path.iterdir()) == []


def test_a_migration_killed_half_way_leaves_the_old_version_whole(book: Path, tmp_path: Path) -> None:
    before, content = dump(book), book.read_bytes()
    folder = scripts(tmp_path, "os.kill(os.getpid(), 9)")
    program = (
        "import sys; from datetime import datetime; from pathlib import Path;"
        "from bondtui.store.migrate import migrate;"
        "migrate(Path(sys.argv[1]), datetime(2026, 11, 23, 9, 35), scripts=Path(sys.argv[2]))"
    )

    killed = subprocess.run([sys.executable, "-c", program, book, folder], capture_output=True, check=False)

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert book.read_bytes() != content, "the kill came before anything was written"
    assert dump(book) == before
    good = backups.newest_good(book)
    assert good is not None
    assert dump(good) == before


def test_starting_up_does_not_import_alembic_or_sqlalchemy() -> None:
    program = (
        "import sys; import bondtui.store.migrate, bondtui.store.backups;"
        "sys.exit(bool({'alembic', 'sqlalchemy', 'sqlmodel'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

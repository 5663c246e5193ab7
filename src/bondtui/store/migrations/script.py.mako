"""${message}.

Change schema.sql, tables.py and engine.HEAD with it. What SQLite and Alembic do not do by themselves: rebuilding a
table (batch_alter_table) forgets AUTOINCREMENT, so pass table_kwargs={"sqlite_autoincrement": True}, and drops its
triggers; the search tables keep their words, so refill them when the text changes. No executescript: it commits.
"""

from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}

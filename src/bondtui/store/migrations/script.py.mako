"""${message}.

Change schema.sql, tables.py and engine.HEAD with it. What SQLite and Alembic do not do by themselves: rebuilding a
table (batch_alter_table) drops its triggers, the search's among them, so create them again as schema.sql has them, and
forgets AUTOINCREMENT, so pass table_kwargs={"sqlite_autoincrement": True}. Never use executescript: it commits.
"""

from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}

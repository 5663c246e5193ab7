"""Which changes are undone."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column."""
    op.execute("ALTER TABLE change ADD COLUMN undone BOOLEAN NOT NULL DEFAULT 0")

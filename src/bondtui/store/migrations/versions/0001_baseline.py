"""The first version of the book: schema.sql makes it and stamps it, so there is nothing to do."""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: no book is older than this."""

"""What the journey needs: kept columns for suggestions and reviews, answered nudges, and the openers offered."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE contact ADD COLUMN suggested_until DATE;
ALTER TABLE contact ADD COLUMN review_on DATE;
CREATE INDEX contact_by_stage ON contact (stage, archived, fold, id, suggested_until);
CREATE INDEX contact_by_suggestion ON contact (suggested_until) WHERE suggested_until IS NOT NULL;
CREATE INDEX contact_by_review ON contact (review_on) WHERE review_on IS NOT NULL;
CREATE TABLE answer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    nudge VARCHAR NOT NULL UNIQUE,
    answered_on DATE NOT NULL,
    evidence VARCHAR NOT NULL DEFAULT ''
);
CREATE INDEX answer_of ON answer (contact_id);
CREATE TABLE opener (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    interaction_id INTEGER NOT NULL REFERENCES interaction (id),
    offered VARCHAR NOT NULL
);
CREATE INDEX opener_of ON opener (contact_id);
CREATE INDEX opener_at ON opener (interaction_id);
UPDATE kept_with SET value = '' WHERE name = 'cadences'
"""


def upgrade() -> None:
    """The last statement has the new columns computed when the book is opened."""
    for statement in STATEMENTS.split(";"):
        op.execute(statement)

"""What imports need: which record of which file a row came from, and the properties of a vCard without a place."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE source (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key VARCHAR NOT NULL,
    contact_id INTEGER REFERENCES contact (id),
    interaction_id INTEGER REFERENCES interaction (id)
);
CREATE INDEX source_by_key ON source (key);
CREATE INDEX source_of_contact ON source (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX source_of_interaction ON source (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE vcard_property (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    line VARCHAR NOT NULL
);
CREATE INDEX vcard_property_of ON vcard_property (contact_id)
"""


def upgrade() -> None:
    """Two tables, empty."""
    for statement in STATEMENTS.split(";"):
        op.execute(statement)

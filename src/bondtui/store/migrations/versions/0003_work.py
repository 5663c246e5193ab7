"""Projects with their steps and concessions, and payments."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE project (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    agreed_minor INTEGER,
    agreed_currency VARCHAR,
    added_on DATE NOT NULL,
    started_on DATE,
    finished_on DATE,
    verdict VARCHAR,
    result VARCHAR NOT NULL DEFAULT ''
);
CREATE INDEX project_of ON project (contact_id);
CREATE INDEX project_by_status ON project (status, started_on);

CREATE TABLE step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL REFERENCES project (id),
    n INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    done_on DATE,
    waived VARCHAR,
    UNIQUE (project_id, n)
);

CREATE TABLE concession (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL REFERENCES project (id),
    kind VARCHAR NOT NULL,
    granted BOOLEAN NOT NULL,
    minor INTEGER,
    currency VARCHAR,
    asked_on DATE NOT NULL,
    note VARCHAR NOT NULL DEFAULT ''
);
CREATE INDEX concession_of ON concession (project_id);

CREATE TABLE payment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    project_id INTEGER REFERENCES project (id),
    date DATE NOT NULL,
    minor INTEGER NOT NULL,
    currency VARCHAR NOT NULL,
    note VARCHAR NOT NULL DEFAULT ''
);
CREATE INDEX payment_of ON payment (contact_id, date);
CREATE INDEX payment_for ON payment (project_id) WHERE project_id IS NOT NULL
"""


def upgrade() -> None:
    """Only new tables."""
    for statement in STATEMENTS.split(";"):
        op.execute(statement)

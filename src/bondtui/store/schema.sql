-- The book's shape as new books get it. tables.py maps the same tables for writing; a test compares the two.
-- Columns marked "kept" are derived: the write path computes them in the transaction that changes what they rest on.

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL UNIQUE,
    name VARCHAR NOT NULL,
    company VARCHAR NOT NULL DEFAULT '',
    role VARCHAR NOT NULL DEFAULT '',
    expertise VARCHAR NOT NULL DEFAULT '',
    about VARCHAR NOT NULL DEFAULT '',
    how_met VARCHAR NOT NULL DEFAULT '',
    referred_by_id INTEGER REFERENCES contact (id),
    every_days INTEGER,
    added_on DATE NOT NULL,
    archived BOOLEAN NOT NULL DEFAULT 0,
    fold VARCHAR NOT NULL DEFAULT '',                -- kept: the name as it sorts
    stage VARCHAR NOT NULL DEFAULT 'stranger',       -- kept: the ledger's last
    cadence_days INTEGER NOT NULL DEFAULT 0,         -- kept: their own, else the stage's
    last_contact_on DATE,                            -- kept: R1
    snoozed_until DATE,                              -- kept: the check-in's snooze
    due_on DATE,                                     -- kept: R2; null when never nudged
    suggested_until DATE,                            -- kept: R5, the last day a suggestion stands; null without one
    review_on DATE                                   -- kept: R5, the day a review begins; null without one
);
CREATE INDEX contact_by_name ON contact (archived, fold, id);
CREATE INDEX contact_by_due ON contact (due_on) WHERE due_on IS NOT NULL;
CREATE INDEX contact_by_stage ON contact (stage, archived, fold, id, suggested_until);
CREATE INDEX contact_by_suggestion ON contact (suggested_until) WHERE suggested_until IS NOT NULL;
CREATE INDEX contact_by_review ON contact (review_on) WHERE review_on IS NOT NULL;
CREATE INDEX contact_by_referrer ON contact (referred_by_id) WHERE referred_by_id IS NOT NULL;

CREATE TABLE alias (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    name VARCHAR NOT NULL
);
CREATE INDEX alias_of ON alias (contact_id);

CREATE TABLE contact_method (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    kind VARCHAR NOT NULL,
    label VARCHAR NOT NULL DEFAULT '',
    value VARCHAR NOT NULL
);
CREATE INDEX contact_method_of ON contact_method (contact_id);

CREATE TABLE important_date (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    label VARCHAR NOT NULL,
    month INTEGER NOT NULL,
    day INTEGER NOT NULL,
    year INTEGER
);
CREATE INDEX important_date_of ON important_date (contact_id);
CREATE INDEX important_date_in_year ON important_date (month, day);

CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    name VARCHAR NOT NULL
);
CREATE INDEX tag_of ON tag (contact_id);
CREATE INDEX tag_by_name ON tag (name);

CREATE TABLE interaction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL UNIQUE,
    date DATE NOT NULL,
    channel VARCHAR NOT NULL,
    initiator VARCHAR NOT NULL,
    reached BOOLEAN NOT NULL,
    private BOOLEAN NOT NULL,
    text VARCHAR NOT NULL
);

CREATE TABLE participant (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL REFERENCES interaction (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    UNIQUE (interaction_id, contact_id)
);
CREATE INDEX participant_of ON participant (contact_id, interaction_id);

CREATE TABLE interaction_signal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL REFERENCES interaction (id),
    signal VARCHAR NOT NULL,
    UNIQUE (interaction_id, signal)
);

CREATE TABLE stage_change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    date DATE NOT NULL,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL DEFAULT '',
    interaction_id INTEGER REFERENCES interaction (id)
);
CREATE INDEX stage_change_of ON stage_change (contact_id, date);
CREATE INDEX stage_change_shown_by ON stage_change (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE follow_up (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    interaction_id INTEGER REFERENCES interaction (id),
    due_on DATE NOT NULL,
    text VARCHAR NOT NULL,
    done_on DATE
);
CREATE INDEX follow_up_of ON follow_up (contact_id);
CREATE INDEX follow_up_open ON follow_up (due_on) WHERE done_on IS NULL;
CREATE INDEX follow_up_from ON follow_up (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE snooze (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    nudge VARCHAR NOT NULL UNIQUE,
    set_on DATE NOT NULL,
    until DATE NOT NULL
);
CREATE INDEX snooze_of ON snooze (contact_id);

-- A nudge that was dismissed or done, and the evidence known then: it stays away until there is more.
CREATE TABLE answer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    nudge VARCHAR NOT NULL UNIQUE,
    answered_on DATE NOT NULL,
    evidence VARCHAR NOT NULL DEFAULT ''
);
CREATE INDEX answer_of ON answer (contact_id);

-- The opener that was offered when an interaction was logged, so that it does not come again.
CREATE TABLE opener (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    interaction_id INTEGER NOT NULL REFERENCES interaction (id),
    offered VARCHAR NOT NULL
);
CREATE INDEX opener_of ON opener (contact_id);
CREATE INDEX opener_at ON opener (interaction_id);

-- Work and what it is worth; amounts in whole minor units of their currency.
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
CREATE INDEX payment_for ON payment (project_id) WHERE project_id IS NOT NULL;

-- Which record of an imported file a contact or an interaction is, so that the file brings it once.
CREATE TABLE source (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key VARCHAR NOT NULL,
    contact_id INTEGER REFERENCES contact (id),
    interaction_id INTEGER REFERENCES interaction (id)
);
CREATE INDEX source_by_key ON source (key);
CREATE INDEX source_of_contact ON source (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX source_of_interaction ON source (interaction_id) WHERE interaction_id IS NOT NULL;

-- What a vCard said that has no place in the book: it comes out again with the contact.
CREATE TABLE vcard_property (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    line VARCHAR NOT NULL
);
CREATE INDEX vcard_property_of ON vcard_property (contact_id);

-- Who goes by a key: kept from names and aliases. `how` is names.FULL, ALIAS, SHORT or PART.
CREATE TABLE name_key (
    name_key VARCHAR NOT NULL,
    contact_id INTEGER NOT NULL,
    how INTEGER NOT NULL,
    PRIMARY KEY (name_key, contact_id)
) WITHOUT ROWID;
CREATE INDEX name_key_of ON name_key (contact_id);

-- The journal: every change with what its rows were before and after, without the kept columns.
-- `undone` is 0 while the change stands, 1 while it can be made again, 2 once something else was changed instead.
CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at DATETIME NOT NULL,
    label VARCHAR NOT NULL,
    undone BOOLEAN NOT NULL DEFAULT 0
);
CREATE TABLE change_row (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    change_id INTEGER NOT NULL REFERENCES change (id),
    table_name VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    before VARCHAR,
    after VARCHAR
);
CREATE INDEX change_row_of ON change_row (change_id);
CREATE INDEX change_row_touching ON change_row (table_name, row_id);

-- What the kept columns were computed with, such as the stages' cadences.
CREATE TABLE kept_with (
    name VARCHAR NOT NULL PRIMARY KEY,
    value VARCHAR NOT NULL
) WITHOUT ROWID;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL PRIMARY KEY
);

-- What the filter looks through, folded. Filled by the write path: with trusted_schema off no trigger may.
CREATE VIRTUAL TABLE contact_search USING fts5 (words, tokenize = 'trigram');
CREATE VIRTUAL TABLE interaction_search USING fts5 (words, tokenize = 'trigram');

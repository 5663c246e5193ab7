"""The book's tables as SQLModel maps them for writing; schema.sql says the same in SQL, with indexes and search.

Kept columns are derived: keeping.py computes them and the journal leaves them out.
"""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class ContactRow(SQLModel, table=True):
    __tablename__ = "contact"
    id: int | None = Field(default=None, primary_key=True)
    uid: str
    name: str
    company: str = ""
    role: str = ""
    expertise: str = ""
    about: str = ""
    how_met: str = ""
    referred_by_id: int | None = Field(default=None, foreign_key="contact.id")
    every_days: int | None = None
    added_on: date
    archived: bool = False
    fold: str = ""
    stage: str = "stranger"
    cadence_days: int = 0
    last_contact_on: date | None = None
    snoozed_until: date | None = None
    due_on: date | None = None
    suggested_until: date | None = None
    review_on: date | None = None


class AliasRow(SQLModel, table=True):
    __tablename__ = "alias"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    name: str


class MethodRow(SQLModel, table=True):
    __tablename__ = "contact_method"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    kind: str
    label: str = ""
    value: str


class DateRow(SQLModel, table=True):
    __tablename__ = "important_date"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    label: str
    month: int
    day: int
    year: int | None = None


class TagRow(SQLModel, table=True):
    __tablename__ = "tag"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    name: str


class InteractionRow(SQLModel, table=True):
    __tablename__ = "interaction"
    id: int | None = Field(default=None, primary_key=True)
    uid: str
    date: date
    channel: str
    initiator: str
    reached: bool
    private: bool
    text: str


class ParticipantRow(SQLModel, table=True):
    __tablename__ = "participant"
    id: int | None = Field(default=None, primary_key=True)
    interaction_id: int = Field(foreign_key="interaction.id")
    contact_id: int = Field(foreign_key="contact.id")


class SignalRow(SQLModel, table=True):
    __tablename__ = "interaction_signal"
    id: int | None = Field(default=None, primary_key=True)
    interaction_id: int = Field(foreign_key="interaction.id")
    signal: str


class StageChangeRow(SQLModel, table=True):
    __tablename__ = "stage_change"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    date: date
    stage: str
    reason: str = ""
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id")


class FollowUpRow(SQLModel, table=True):
    __tablename__ = "follow_up"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id")
    due_on: date
    text: str
    done_on: date | None = None


class SnoozeRow(SQLModel, table=True):
    __tablename__ = "snooze"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    nudge: str
    set_on: date
    until: date


class AnswerRow(SQLModel, table=True):
    __tablename__ = "answer"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    nudge: str
    answered_on: date
    evidence: str = ""


class OpenerRow(SQLModel, table=True):
    __tablename__ = "opener"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    interaction_id: int = Field(foreign_key="interaction.id")
    offered: str


class SourceRow(SQLModel, table=True):
    __tablename__ = "source"
    id: int | None = Field(default=None, primary_key=True)
    key: str
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id")


class PropertyRow(SQLModel, table=True):
    __tablename__ = "vcard_property"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    line: str


class ChangeRow(SQLModel, table=True):
    __tablename__ = "change"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    label: str
    undone: bool = False


class ChangedRow(SQLModel, table=True):
    __tablename__ = "change_row"
    id: int | None = Field(default=None, primary_key=True)
    change_id: int = Field(foreign_key="change.id")
    table_name: str
    row_id: int
    before: str | None = None
    after: str | None = None

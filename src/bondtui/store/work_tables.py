"""The tables of projects and payments, apart from the others: an entry of the log is not to wait for them."""

from datetime import date

from sqlmodel import Field, SQLModel


class ProjectRow(SQLModel, table=True):
    __tablename__ = "project"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    title: str
    kind: str
    status: str
    agreed_minor: int | None = None
    agreed_currency: str | None = None
    added_on: date
    started_on: date | None = None
    finished_on: date | None = None
    verdict: str | None = None
    result: str = ""


class StepRow(SQLModel, table=True):
    __tablename__ = "step"
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    n: int
    title: str
    done_on: date | None = None
    waived: str | None = None


class ConcessionRow(SQLModel, table=True):
    __tablename__ = "concession"
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    kind: str
    granted: bool
    minor: int | None = None
    currency: str | None = None
    asked_on: date
    note: str = ""


class PaymentRow(SQLModel, table=True):
    __tablename__ = "payment"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    project_id: int | None = Field(default=None, foreign_key="project.id")
    date: date
    minor: int
    currency: str
    note: str = ""

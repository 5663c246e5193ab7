"""What the insights add up: income, clients, who recommended whom, and how fast anybody was answered."""

from datetime import date

from bondtui.domain.interactions import Initiator
from bondtui.domain.money import Money
from bondtui.domain.pareto import Income
from bondtui.store.reader import Reader

CLIENT = """
    (EXISTS (SELECT 1 FROM payment WHERE payment.contact_id = contact.id) OR EXISTS
        (SELECT 1 FROM project WHERE project.contact_id = contact.id AND status NOT IN ('lead', 'lost')))
"""
"""Who has a payment, or a project that is neither lead nor lost."""


def income(reader: Reader, first: date, last: date) -> list[Income]:
    """Every payment from `first` to `last`."""
    sql = """
        SELECT payment.contact_id, date, minor, currency, coalesce(kind = 'extra', 0)
        FROM payment LEFT JOIN project ON project.id = project_id
        WHERE date BETWEEN :first AND :last ORDER BY date, payment.id
    """
    rows = reader.rows(sql, first=first.isoformat(), last=last.isoformat())
    return [
        Income(contact, date.fromisoformat(on), Money(minor, currency), bool(extra))
        for contact, on, minor, currency, extra in rows
    ]


def clients(reader: Reader) -> dict[int, str]:
    """The id and the folded name of every client."""
    return dict(reader.rows(f"SELECT id, fold FROM contact WHERE {CLIENT}"))


def names(reader: Reader) -> dict[int, str]:
    """The folded name of everybody."""
    return dict(reader.rows("SELECT id, fold FROM contact"))


def referrers(reader: Reader) -> dict[int, int]:
    """Who was recommended by whom."""
    return dict(reader.rows("SELECT id, referred_by_id FROM contact WHERE referred_by_id IS NOT NULL"))


def project_counts(reader: Reader) -> dict[int, int]:
    """How many projects, leads and lost ones left out, everybody has who has any."""
    sql = "SELECT contact_id, count(*) FROM project WHERE status NOT IN ('lead', 'lost') GROUP BY contact_id"
    return dict(reader.rows(sql))


def begun(reader: Reader) -> list[tuple[int, date, Initiator]]:
    """Who began what reached them, contact by contact, by date, then by entry; no notes."""
    sql = """
        SELECT contact_id, date, initiator FROM participant JOIN interaction ON interaction.id = interaction_id
        WHERE reached AND channel <> 'note' ORDER BY contact_id, date, interaction.id
    """
    return [(contact, date.fromisoformat(on), Initiator(who)) for contact, on, who in reader.rows(sql)]


def cadences(reader: Reader) -> list[tuple[int, date, int]]:
    """The day everybody was added and their cadence in days; who is archived has no check-ins."""
    sql = "SELECT id, added_on, cadence_days FROM contact WHERE archived = 0"
    return [(contact, date.fromisoformat(on), days) for contact, on, days in reader.rows(sql)]

"""The work in the sample book: what was agreed, how it went, what it changed, and what was paid."""

from dataclasses import dataclass

from bondtui.domain.work import ConcessionKind, ProjectKind, Verdict

PROJECT, EXTRA = ProjectKind
POSITIVE, MIXED, NEGATIVE = Verdict
RUSH, SCOPE, DISCOUNT, FREE = ConcessionKind

Conceded = tuple[str, ConcessionKind, bool, int | None, str]
"""The day, the kind, whether it was granted, about what it cost in whole units of the currency, a note."""
Paid = tuple[str, int]
"""The day and whole units of the currency; below nothing was paid back."""


@dataclass(frozen=True, slots=True)
class Job:
    """A project of somebody in the sample book. Days are ISO dates, amounts whole units of `currency`.

    Of the steps those named in `open_steps` stay open, `waived` maps others to the reason; the rest were done in time.
    """

    name: str
    title: str
    begun: str
    agreed: int
    paid: tuple[Paid, ...] = ()
    ended: str | None = None
    verdict: Verdict | None = None
    result: str = ""
    kind: ProjectKind = PROJECT
    currency: str = "EUR"
    open_steps: tuple[int, ...] = ()
    waived: tuple[tuple[int, str], ...] = ()
    conceded: tuple[Conceded, ...] = ()
    lead: bool = False
    lost: str | None = None


UNTHANKED = "Irena Nováková"
"""Whoever recommended the others was thanked for their first payment."""

# fmt: off
JOBS: tuple[Job, ...] = (
    Job("Marta Kowalska", "Order page for the bakery", "2024-01-15", 4200, (("2024-01-22", 1400), ("2024-04-02", 2800)),
        "2024-03-28", POSITIVE, "Two hundred orders a week come by the page; Saturday's queue is gone."),
    Job("Marta Kowalska", "Easter boxes", "2025-02-24", 1600, (("2025-04-25", 1600),), "2025-04-14", POSITIVE,
        "All three hundred boxes were sold by Maundy Thursday.", EXTRA, waived=((4, "paid in one sum, as agreed"),),
        conceded=(("2025-03-20", RUSH, False, 300, "wanted it a week earlier; we kept the date"),)),
    Job("Marta Kowalska", "Catering for offices", "2026-08-31", 3800, (("2026-09-04", 1300),), open_steps=(6, 7, 8)),
    Job("田中 健", "Portfolio site", "2024-02-05", 5200, (("2024-02-12", 1700), ("2024-06-20", 3500)), "2024-06-14",
        POSITIVE, "Three of five new commissions named the site."),
    Job("田中 健", "Pictures of the harbour house", "2025-11-10", 2400, (("2025-11-17", 800), ("2026-02-11", 1600)),
        "2026-02-06", POSITIVE, "Asked to a competition because of the pictures.", EXTRA),
    Job("田中 健", "Competition pages", "2026-10-05", 2900, (("2026-10-12", 950),), open_steps=(6, 7, 8)),
    Job("Lars Ødegård", "The club's calendar", "2024-03-04", 1900, (("2024-03-11", 600), ("2024-05-30", 1300)),
        "2024-05-24", MIXED, "Members use it; the board still phones.",
        conceded=(("2024-04-15", FREE, True, 250, "one more calendar for the youngest"),)),
    Job("Lars Ødegård", "Regatta entries", "2026-03-02", 2100, (("2026-03-09", 700), ("2026-05-20", 1400)),
        "2026-05-15", POSITIVE, "Eighty boats entered without a form on paper.", EXTRA),
    Job("Åsa Björk", "Timber configurator", "2024-09-02", 7800, (("2024-09-09", 2600), ("2025-03-03", 5200)),
        "2025-02-21", POSITIVE, "One offer in three is now made by the customer at home."),
    Job("Åsa Björk", "Configurator in Norwegian", "2025-10-06", 2600, (("2025-10-13", 900), ("2025-12-19", 1700)),
        "2025-12-12", POSITIVE, "First houses sold across the border.", EXTRA),
    Job("Anna Petrova", "Course calendar", "2024-10-14", 4600, (("2024-10-21", 1500), ("2025-02-07", 3100)),
        "2025-01-31", POSITIVE, "Courses fill six weeks earlier."),
    Job("Anna Petrova", "Spring courses by subscription", "2026-06-08", 3400, (("2026-06-15", 1100),
        ("2026-10-05", 2300)), "2026-09-30", POSITIVE, "The spring course sold out in three days.", EXTRA,
        open_steps=(8,)),
    Job("Ольга Смирнова", "Timetable for the dance school", "2025-04-07", 3100, (("2025-04-14", 1000),
        ("2025-07-11", 2100)), "2025-07-04", POSITIVE, "No double bookings since."),
    Job("Irena Nováková", "Gallery archive", "2025-11-03", 2800, (("2025-11-10", 900), ("2026-03-06", 1900),
        ("2026-04-10", -200)), "2026-02-27", MIXED, "The archive is used by two curators, not by visitors.",
        conceded=(("2026-01-19", SCOPE, True, 400, "scans of the old catalogues"),)),
    Job("Σοφία Παπαδοπούλου", "Booking form", "2025-09-01", 2200, (("2025-09-08", 700), ("2025-12-01", 1500)),
        "2025-11-24", POSITIVE, "Half of the calls have become bookings."),
    Job("김서연", "Webtoon store", "2024-11-04", 6200, (("2024-11-11", 2000), ("2025-05-16", 4200)), "2025-05-09",
        POSITIVE, "Print orders from eleven countries."),
    Job("Giulia D'Amico", "Wedding albums", "2025-02-10", 3600, (("2025-02-17", 1200), ("2025-06-13", 2400)),
        "2025-06-06", POSITIVE, "Couples choose at home; meetings are half as long."),
    Job("Pádraig Ó Súilleabháin", "Brewery tours", "2025-03-03", 3300, (("2025-03-10", 1100), ("2025-06-27", 2200)),
        "2025-06-20", POSITIVE, "Tours are booked three weeks ahead.",
        conceded=(("2025-05-05", DISCOUNT, True, 200, "for waiting on pictures"),)),
    Job("आरव शर्मा", "Tutoring platform", "2026-09-14", 5400, (("2026-09-21", 1800),), open_steps=(5, 6, 7, 8)),
    Job("Dr. Ingrid Weiß", "Information pages", "2025-01-20", 2700, (("2025-01-27", 900), ("2025-04-18", 1800)),
        "2025-04-11", POSITIVE, "Fewer questions on the phone on Mondays."),
    Job("Дмитрий Орлов", "Spare-parts catalogue", "2024-08-05", 3900, (("2024-08-12", 1300), ("2025-01-24", 2600)),
        "2025-01-17", NEGATIVE, "Mechanics went on ordering by phone.",
        conceded=(("2024-10-21", SCOPE, True, 600, "a second price list"),
                  ("2024-12-02", RUSH, True, 350, "for the fair"))),
    Job("Jean-Luc Moreau", "Vineyard shop", "2024-05-06", 3200, (("2024-05-13", 1050), ("2024-09-27", 2150)),
        "2024-09-20", MIXED, "Sells in December and rests in spring."),
    Job("Will Carter", "Joinery price list", "2025-05-05", 1500, (("2025-05-12", 500), ("2025-07-25", 1000)),
        "2025-07-18", POSITIVE, "Quotes go out the same day.", currency="GBP"),
    Job("Kwame Mensah", "Coffee subscription", "2026-10-26", 2900, (), open_steps=(3, 4, 5, 6, 7, 8)),
    Job("Jo Brandt", "Repair courses", "2026-11-02", 1800, lead=True, open_steps=tuple(range(1, 9))),
    Job("João Gonçalves", "Surf school booking", "2024-06-03", 2400, open_steps=tuple(range(2, 9)), lead=True,
        lost="2024-09-02", result="They took a ready-made one."),
)
# fmt: on

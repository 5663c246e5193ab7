"""The people of the sample book. All are invented; the story they are in is told by demo_story.py."""

from dataclasses import dataclass

from bondtui.domain.stages import Stage

STRANGER, ACQUAINTANCE, PARTNER, FRIEND = Stage

Step = tuple[str, Stage, str]
"""A move: the day, the stage, the reason."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the sample book. Days are ISO dates.

    `began` is the stage on the day they were added, unless `since` names an earlier day; `last` is the day of the
    last generated interaction and `gap` the usual number of days between two; `thing` is what they talk about.
    """

    name: str
    added: str
    gap: int
    last: str
    thing: str
    company: str = ""
    role: str = ""
    began: Stage = STRANGER
    since: str | None = None
    moves: tuple[Step, ...] = ()
    knows: str = ""
    about: str = ""
    met: str = ""
    aliases: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    every: int | None = None
    referred_by: str | None = None
    archived: str | None = None
    snoozed: tuple[str, str] | None = None


ANNA_ABOUT = """Runs **Studio Lumen**, a textile studio with evening courses.

- thinks in seasons: decides in *January* and *August*
- prefers a call to a message, never before ten
- one son, Misha, who swims"""

KEN_ABOUT = """Architect in a two-person office; we share a love of old harbour towns.

1. reads every contract twice, so send it early
2. answers on Sundays"""

# One field a line would make this three times as long to read.
# fmt: off
PEOPLE: tuple[Person, ...] = (
    Person(
        "Marta Kowalska", "2023-12-04", 58, "2026-08-12", "the bakery's order page", "Piekarnia Pod Lipą", "owner",
        began=FRIEND, since="2019-06-15", knows="hiring, food law", met="Same football team, years before the bakery.",
        about="The first to believe in the web studio. *Never* talk prices at her table.", aliases=("Martusia",),
        methods=("email: marta@podlipa.example", "phone mobile: +48 600 100 200"),
        dates=("birthday: 1986-11-27", "bakery opened: 2015-05-02"), tags=("food", "inner-circle"),
    ),
    Person(
        "Anna Petrova", "2024-03-11", 41, "2026-07-30", "the course calendar", "Studio Lumen", "owner",
        moves=(
            ("2024-09-03", ACQUAINTANCE, "Talked about her son's swimming for half the call."),
            ("2026-03-23", PARTNER, "Plans next season's courses with me before she tells her team."),
        ),
        knows="retail, textiles", about=ANNA_ABOUT, met="Marta brought her to the studio's open day.",
        aliases=("Анна Петрова", "Anya"), referred_by="Marta Kowalska",
        methods=("email work: anna@studiolumen.example", "phone mobile: +49 170 555 0101",
                 "url: https://studiolumen.example"),
        dates=("birthday: 04-12", "studio opened: 2018-02-01"), tags=("shop", "courses"),
    ),
    Person(
        "田中 健", "2023-12-11", 49, "2026-10-02", "the portfolio site", "田中設計", "architect",
        began=ACQUAINTANCE,
        moves=(
            ("2024-05-20", PARTNER, "Asked what I would build, not what it costs."),
            ("2025-10-04", FRIEND, "Invited us to his daughter's school festival."),
        ),
        knows="architecture, tea", about=KEN_ABOUT, met="Sat side by side at a talk on town planning.",
        aliases=("Ken Tanaka", "健さん"), methods=("email: ken@tanaka-sekkei.example", "phone: +81 3 5550 0142"),
        dates=("birthday: 1984-02-29",), tags=("architecture", "inner-circle"),
    ),
    Person(
        "Omar Haddad", "2026-05-18", 84, "2026-07-01", "the catering menu online", "Haddad Catering", "chef",
        knows="event catering", met="Marta buys her spices from his cousin.", aliases=("عمر حداد",),
        methods=("phone: +49 151 555 0188",), tags=("food",), referred_by="Marta Kowalska",
    ),
    Person(
        "Jo Brandt", "2026-02-09", 80, "2026-08-20", "the repair-café page", "Radwerk", "bicycle mechanic",
        moves=(("2026-05-30", ACQUAINTANCE, "Fixed my bicycle and would take no money for it."),),
        knows="bicycles", met="Marta's delivery bikes are repaired there.", referred_by="Marta Kowalska",
        methods=("email: jo@radwerk.example",), tags=("workshop",),
    ),
    Person(
        "Σοφία Παπαδοπούλου", "2025-06-02", 94, "2026-10-30", "the clinic's booking form", "Praxis Sophia",
        "physiotherapist", moves=(("2026-01-20", ACQUAINTANCE, "Told me why she left the hospital."),),
        knows="back pain, posture", aliases=("Sofia",), referred_by="Marta Kowalska", tags=("health",),
        methods=("email: sofia@praxis-sophia.example",), dates=("name day: 09-17",),
    ),
    Person(
        "Ольга Смирнова", "2025-02-17", 86, "2026-11-09", "the dance school's timetable", "Tanzraum", "teacher",
        moves=(("2025-07-01", ACQUAINTANCE, "Showed me round the school after the launch."),
               ("2026-04-13", PARTNER, "Asked me to the meeting where the new room was decided.")),
        knows="choreography, grants", aliases=("Olga",), referred_by="Anna Petrova", tags=("courses",),
        methods=("email: olga@tanzraum.example", "phone: +49 160 555 0177"),
    ),
    Person(
        "Irena Nováková", "2025-09-08", 99, "2026-10-12", "the gallery archive", "Galerie Na Rohu", "curator",
        moves=(("2026-03-02", ACQUAINTANCE, "Stayed an hour after the meeting, talking about painters."),),
        knows="art printing", referred_by="Anna Petrova", tags=("culture",), dates=("birthday: 1979-12-06",),
        methods=("email: irena@narohu.example",),
    ),
    Person(
        "Lucía Fernández", "2026-04-20", 105, "2026-11-02", "the ceramics shop", "Barro y Luz", "potter",
        knows="glazes", referred_by="Anna Petrova", tags=("shop",), methods=("url: https://barroyluz.example",),
    ),
    Person(
        "Дмитрий Орлов", "2024-06-10", 109, "2026-09-15", "the spare-parts catalogue", "Orlov Parts", "manager",
        moves=(("2025-03-17", ACQUAINTANCE, "We found out that we both sail."),), knows="logistics",
        aliases=("Dmitri Orlov", "Dima"), tags=("b2b", "sailing"), methods=("email: d.orlov@orlovparts.example",),
    ),
    Person(
        "김서연", "2024-09-16", 56, "2026-10-19", "the webtoon store", "Haneul Comics", "publisher",
        began=ACQUAINTANCE, moves=(("2025-08-11", PARTNER, "Shows me the sales figures without being asked."),),
        knows="print runs, licensing", aliases=("Seo-yeon Kim",), tags=("shop", "culture"),
        methods=("email: seoyeon@haneul.example",), dates=("birthday: 1991-07-03",),
    ),
    Person(
        "Chloé Lefèvre", "2026-03-30", 92, "2026-08-05", "the florist's landing page", "Fleurs d'Or", "florist",
        tags=("shop",), met="Wrote after reading the article on small shops.",
        methods=("email: chloe@fleursdor.example",), dates=("birthday: 1990-12-01",),
    ),
    Person(
        "Lars Ødegård", "2024-01-22", 29, "2026-11-07", "the sailing club's calendar", "Fjordlaget", "treasurer",
        began=FRIEND, since="2016-08-20", knows="bookkeeping, sailing", every=14, tags=("sailing", "inner-circle"),
        about="Every second week, whatever happens. He is alone with the children now.", dates=("birthday: 08-30",),
        aliases=("Lasse",), methods=("phone mobile: +47 400 55 012",),
    ),
    Person(
        "आरव शर्मा", "2025-01-13", 61, "2026-11-11", "the tutoring platform", "Gyan Tutors", "founder",
        moves=(("2025-05-19", ACQUAINTANCE, "Video calls begin with cricket by now."),
               ("2026-02-02", PARTNER, "Took the slower, sounder plan without haggling.")),
        knows="teaching, mathematics", aliases=("Aarav Sharma",), tags=("courses", "b2b"),
        methods=("email: aarav@gyantutors.example",),
    ),
    Person(
        "ليلى منصور", "2025-11-24", 82, "2026-10-26", "the translation office site", "Mansour Übersetzungen",
        "translator", moves=(("2026-06-22", ACQUAINTANCE, "Sent dates from her mother's garden."),),
        knows="contracts in Arabic", aliases=("Layla Mansour",), tags=("b2b",),
        methods=("email: layla@mansour.example",),
    ),
    Person(
        "Mia 🌻 Sørensen", "2025-03-03", 88, "2026-10-22", "the garden planner", "Solsikke Haver", "gardener",
        moves=(("2025-09-09", ACQUAINTANCE, "Gave me cuttings from her own roses."),), knows="soil, roses",
        aliases=("🌻",), tags=("garden",), methods=("email: mia@solsikke.example",), dates=("birthday: 1988-03-21",),
    ),
    Person(
        "Γιώργος Δημητρίου", "2025-08-18", 126, "2026-10-05", "the olive-oil shop", "Elaia", "importer",
        knows="customs, olive oil", aliases=("Giorgos",), tags=("shop", "food"),
    ),
    Person(
        "Anna Lindqvist", "2025-04-28", 97, "2026-10-15", "the yoga studio's site", "Lugn", "yoga teacher",
        moves=(("2025-12-01", ACQUAINTANCE, "Wrote at Advent, for no reason but to say thank you."),),
        tags=("courses", "health"), methods=("email: anna@lugn.example",), dates=("birthday: 12-01",),
    ),
    Person(
        "Pádraig Ó Súilleabháin", "2024-11-04", 90, "2026-11-05", "the brewery tours page", "Dubh Linn Brewing",
        "brewer", moves=(("2025-06-16", ACQUAINTANCE, "He remembered how I take my coffee."),
                         ("2026-06-01", PARTNER, "Told me about the bad year before the bank knew.")),
        knows="brewing, tourism", aliases=("Paddy",), tags=("food",), methods=("phone: +353 1 555 0123",),
    ),
    Person(
        "Zeynep Yıldız", "2024-04-15", 101, "2026-11-12", "the carpet catalogue", "Yıldız Halı", "merchant",
        moves=(("2024-12-09", ACQUAINTANCE, "Long tea, no business at all."),), knows="wool, colours",
        tags=("shop",), methods=("email: zeynep@yildizhali.example",), referred_by="田中 健",
    ),
    Person(
        "王小明", "2026-01-12", 103, "2026-11-03", "the tea-house reservations", "明月茶馆", "host",
        knows="tea", aliases=("Xiaoming Wang",), tags=("food",), referred_by="田中 健",
    ),
    Person(
        "João Gonçalves", "2024-02-26", 116, "2026-10-28", "the surf school's booking", "Onda Nova", "surf teacher",
        moves=(("2024-10-21", ACQUAINTANCE, "Three voice messages about his first winter swell."),
               ("2025-11-10", STRANGER, "Sold the school; the new owner decides now.")),
        knows="the sea", tags=("courses",), snoozed=("2026-11-02", "2027-02-15"),
    ),
    Person(
        "Nguyễn Thị Hương", "2025-05-12", 97, "2026-11-16", "the lunch-box orders", "Hương Việt", "cook",
        moves=(("2025-10-27", ACQUAINTANCE, "Cooked for the whole launch team."),), aliases=("Huong",),
        knows="kitchen planning", tags=("food",), methods=("phone: +49 176 555 0165",),
    ),
    Person(
        "Miloš Đorđević", "2024-07-22", 120, "2026-09-28", "the recording-studio site", "Zvuk", "sound engineer",
        moves=(("2025-02-10", ACQUAINTANCE, "Lent me microphones for a week."),), knows="sound", tags=("culture",),
    ),
    Person(
        "Åsa Björk", "2024-05-06", 53, "2026-11-13", "the timber configurator", "Björk & Dotter", "carpenter",
        moves=(("2024-11-18", ACQUAINTANCE, "Asked how the move went, and listened."),
               ("2025-07-07", PARTNER, "We planned her second workshop on one sheet of paper."),
               ("2026-06-21", FRIEND, "Midsummer at her family's table, three days.")),
        knows="wood, apprentices", tags=("workshop", "inner-circle"), dates=("birthday: 1982-06-09",),
        methods=("email: asa@bjorkdotter.example",), referred_by="Lars Ødegård",
    ),
    Person(
        "Tomáš Dvořák", "2025-10-06", 107, "2026-10-08", "the chess club's site", "Šach Žižkov", "chairman",
        moves=(("2026-05-04", ACQUAINTANCE, "Beat me in nineteen moves and explained each."),),
        tags=("culture",), referred_by="Irena Nováková",
    ),
    Person(
        "נועה לוי", "2026-02-23", 94, "2026-11-10", "the dance therapy page", "Tnua", "therapist",
        knows="therapy, groups", aliases=("Noa Levi",), tags=("health",), referred_by="Ольга Смирнова",
    ),
    Person(
        "สมชาย ใจดี", "2025-12-15", 122, "2026-10-20", "the massage school's site", "Baan Jaidee", "teacher",
        aliases=("Somchai",), tags=("health", "courses"), methods=("email: somchai@jaidee.example",),
    ),
    Person(
        "Giulia D'Amico", "2024-08-12", 60, "2026-11-06", "the wedding albums", "D'Amico Foto", "photographer",
        moves=(("2025-01-27", ACQUAINTANCE, "Pictures of our office cat, framed."),
               ("2025-11-03", PARTNER, "Recommends the site care plan to her own clients.")),
        knows="photography, light", tags=("culture",), dates=("wedding day: 2020-09-12",),
        methods=("email: giulia@damicofoto.example",),
    ),
    Person(
        "Kwame Mensah", "2025-07-14", 92, "2026-11-04", "the coffee subscription", "Mensah Roasters", "roaster",
        moves=(("2026-02-16", ACQUAINTANCE, "A bag of the first roast came by post."),), knows="coffee, export",
        tags=("food", "shop"), methods=("email: kwame@mensah.example",), referred_by="Giulia D'Amico",
    ),
    Person(
        "Aroha Ngata", "2026-06-15", 84, "2026-10-27", "the museum's school programme", "Te Whare Taonga", "educator",
        knows="school visits", tags=("culture",), methods=("email: aroha@tewhare.example",),
    ),
    Person(
        "Grace Holloway", "2026-03-16", 90, "2026-11-17", "the piano lessons page", "", "piano teacher",
        knows="music theory", tags=("courses",), methods=("email: grace@holloway.example",),
    ),
    Person(
        "Will Carter", "2025-01-27", 130, "2026-10-13", "the joinery's price list", "Carter Joinery", "joiner",
        moves=(("2025-09-22", ACQUAINTANCE, "Swapped advice: a shelf for a spreadsheet."),), tags=("workshop",),
        methods=("phone: +44 20 5550 0110",),
    ),
    Person(
        "Jean-Luc Moreau", "2024-03-25", 139, "2025-07-20", "the vineyard shop", "Domaine Moreau", "vintner",
        moves=(("2024-10-07", ACQUAINTANCE, "Sent a case of the new vintage."),), tags=("food",),
        about="Retired; his daughter closed the shop in 2025.", archived="2025-11-17",
    ),
    Person(
        "Renate Vogel", "2023-12-18", 158, "2026-04-27", "the parish newsletter", "", "volunteer",
        began=ACQUAINTANCE, every=0, about="Calls when she needs something, and that is how she likes it.",
        tags=("neighbour",), methods=("phone home: +49 30 5550 0199",),
    ),
    Person(
        "Ιωάννα Ράπτη", "2026-08-31", 61, "2026-11-13", "the atelier's fitting dates", "Atelier Rapti", "tailor",
        aliases=("Ioanna",), tags=("shop",), referred_by="Σοφία Παπαδοπούλου", met="Sews the clinic's curtains.",
    ),
    Person(
        "Ravi Menon", "2026-07-06", 80, "2026-11-18", "the spice importer's catalogue", "Malabar Spices", "buyer",
        tags=("food", "b2b"), met="Omar's supplier; met at the market.", referred_by="Omar Haddad",
    ),
    Person(
        "Halldóra Jónsdóttir", "2025-02-03", 113, "2026-10-29", "the wool shop's newsletter", "Ullin", "knitter",
        moves=(("2025-08-25", ACQUAINTANCE, "Pattern for a jumper, written for me."),), knows="wool",
        tags=("shop",), methods=("email: halldora@ullin.example",),
    ),
    Person(
        "Dr. Ingrid Weiß", "2024-10-14", 103, "2026-11-19", "the practice's information pages", "Praxis Weiß",
        "paediatrician", moves=(("2025-06-30", ACQUAINTANCE, "Asked after my sister by name."),
                                ("2026-09-07", PARTNER, "Asks before she buys any software at all.")),
        knows="medicine, data protection", tags=("health",), every=45, dates=("birthday: 1975-12-02",),
        methods=("email: praxis@dr-weiss.example", "address: Lindenallee 4, Musterstadt"),
    ),
    Person(
        "Samir Benali", "2026-10-12", 34, "2026-11-02", "the driving school's timetable", "Fahrschule Benali", "owner",
        tags=("courses",), met="Called from the phone number on the van.",
    ),
)

"""What happens in the sample book: the lines its owner typed, and the sentences everyday contact is made of."""

from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.stages import Stage

LINES: tuple[tuple[str, str], ...] = (
    ("2023-12-04", "met Marta Kowalska: she wants to sell bread online, and the first one to ask is me #trusted"),
    (
        "2024-02-10",
        "dinner with Marta Kowalska: order page is live, forty orders on the first Saturday #thanked #invited",
    ),
    (
        "2024-03-11",
        "met Anna Petrova: open day at the studio, twelve looms and a paper calendar +2w send a first offer",
    ),
    ("2024-03-25", "emailed Anna Petrova: first offer, three pages; the course calendar is the heart of it"),
    ("2024-09-03", "called Anna Petrova: course calendar approved; then half an hour on Misha's swimming #off-topic"),
    (
        "2024-12-20",
        "party with Marta Kowalska, Anna Petrova and Lars Ødegård: Advent at the bakery #invited #off-topic",
    ),
    ("2025-02-17", "Anna Petrova messaged: she recommended us to a dance school in her street #referred"),
    ("2025-03-08", "tried to call Дмитрий Орлов, no answer"),
    ("2025-05-09", "note on Jean-Luc Moreau: the daughter answers the mail now, he is on his boat"),
    (
        "2025-09-17",
        "called Jean-Luc Moreau: the shop closes with the harvest; thirty years, and he laughs about it #opened-up",
    ),
    ("2025-10-04", "Event with 田中 健: his daughter's school festival, we carried lanterns #invited #opened-up"),
    ("2025-11-15", "dinner with 田中 健 and Marta Kowalska: he asked how to price the small houses #asked-advice"),
    ("2026-02-09", "met Jo Brandt: the delivery bikes stand in a row, and the website is a photo of a poster"),
    (
        "2026-03-20",
        "zoom with Anna Petrova: next season's courses, she showed me the numbers first #shared-business #trusted",
    ),
    (
        "2026-04-18",
        "Jo Brandt called: two people came by train because of the new page #thanked +4w ask about the autumn",
    ),
    ("2026-05-18", "met Omar Haddad: the bakery sent him; wants the menu online before the wedding season"),
    ("2026-05-30", "visited Jo Brandt: he trued my wheel and would take no money #off-topic #helped"),
    (
        "2026-06-20",
        "wedding with Åsa Björk and Lars Ødegård: midsummer, her cousin's, we danced badly #invited #off-topic",
    ),
    ("2026-07-14", "emailed Omar Haddad: draft of the menu page and two questions about prices"),
    (
        "2026-08-19",
        "coffee with Anna Petrova: I asked how to choose fabric for the fair stand, and she drew it #gave-advice",
    ),
    ("2026-08-24", "called Omar Haddad: he reads the offer with his brother, asked for references"),
    (
        "2026-09-14",
        "lunch with Marta Kowalska: she is hiring again and afraid of it !private #opened-up #shared-business",
    ),
    ("2026-09-28", "dinner with Anna Petrova: talked about her son, who wants to leave swimming for music #opened-up"),
    (
        "2026-09-30",
        "Jo Brandt called: how do others charge for a repair course, he asked #asked-advice #shared-business",
    ),
    ("2026-10-05", "tried to call Chloé Lefèvre, voicemail"),
    (
        "2026-10-12",
        "Anna Petrova called: the spring course is sold out, 24 places in three days #shared-business #thanked",
    ),
    (
        "2026-10-12",
        "Samir Benali called: forty pupils, a timetable on the wall, wants it on the phone +3d send two examples",
    ),
    (
        "2026-10-21",
        "dinner with 田中 健: the harbour house is built; he wants the site to open with its stairs #opened-up #idea",
    ),
    ("2026-10-30", "messaged Marta Kowalska: her new baker starts Monday, wished them luck #off-topic"),
    ("2026-11-03", "tried to call Anna Petrova, no answer"),
    ("2026-11-05", "texted Jo Brandt: he wants prices for a small booking page +18d Send Jo the quote"),
    (
        "2026-11-09",
        "note on Anna Petrova: saw her looms in the city paper, cut it out !private +10d send Anna the clipping",
    ),
    (
        "2026-11-12",
        "lunch with Marta Kowalska: forty this year, wants no party but bread and friends +2w book the bread table",
    ),
    (
        "2026-11-16",
        "Nguyễn Thị Hương messaged: the lunch boxes ran out at noon, and she thanked us #thanked #shared-business",
    ),
    (
        "2026-11-19",
        "Dr. Ingrid Weiß called: may the form ask for allergies #asked-advice +4d answer on the allergy question",
    ),
    (
        "2026-11-20",
        "met Ravi Menon and Nguyễn Thị Hương: she buys his pepper now; I only made the tea #helped +2w ask Ravi how",
    ),
)
"""(day, line) as the owner typed them that evening; names as the log finds them."""

PROMISES: tuple[tuple[str, str, str, str, str | None], ...] = (
    ("2026-08-24", "Omar Haddad", "2026-11-20", "send Omar two references", None),
    ("2026-06-24", "Åsa Björk", "2026-07-08", "send Åsa the midsummer pictures", "2026-07-06"),
    ("2026-09-07", "Dr. Ingrid Weiß", "2026-09-21", "compare two booking programs", "2026-09-18"),
    ("2026-11-04", "Kwame Mensah", "2026-12-08", "ask how the Advent boxes sell", None),
    ("2026-11-13", "Ιωάννα Ράπτη", "2026-11-30", "show her the fitting calendar", None),
)
"""(the day it was promised, to whom, due, what, done)."""

Scene = tuple[Channel, Initiator, tuple[Signal, ...], str]

_ME, _THEM, _BOTH = Initiator

SCENES: dict[Stage, tuple[Scene, ...]] = {
    Stage.STRANGER: (
        (Channel.EMAIL, _ME, (), "Sent a short offer for {thing}, two pages and a date."),
        (Channel.EMAIL, _THEM, (), "Asked what {thing} would cost and how long it takes."),
        (Channel.CALL, _ME, (), "Went through {thing} point by point; polite, all business."),
        (Channel.VIDEO, _BOTH, (), "Showed the first sketch of {thing}. Wants to sleep on it."),
        (Channel.MESSAGE, _THEM, (), "Sent the missing pictures for {thing}."),
        (Channel.CALL, _ME, (Signal.IDEA,), "Proposed to start {thing} small and measure what it brings."),
        (Channel.MEETING, _BOTH, (), "Looked at how the work is done today, on paper mostly."),
        (Channel.EMAIL, _ME, (), "Reminded them of the open points for {thing}."),
    ),
    Stage.ACQUAINTANCE: (
        (Channel.CALL, _ME, (), "How {thing} is doing: a little better each month."),
        (Channel.MESSAGE, _THEM, (Signal.THANKED,), "Thanked us: three people mentioned {thing} this week."),
        (Channel.EMAIL, _ME, (), "Sent the figures of the quarter and two small repairs."),
        (Channel.CALL, _THEM, (Signal.OFF_TOPIC,), "Rang about an invoice and stayed for the holidays."),
        (Channel.MEAL, _BOTH, (Signal.OFF_TOPIC,), "Coffee near the office; hardly a word about work."),
        (Channel.MESSAGE, _THEM, (Signal.REACHED_OUT,), "A picture from the road, only to say hello."),
        (Channel.VIDEO, _ME, (Signal.IDEA,), "Showed how a waiting list could help {thing}."),
        (Channel.MEETING, _ME, (), "Planned the next season for {thing}."),
        (Channel.EMAIL, _THEM, (), "Sent new texts for {thing}, better than mine."),
    ),
    Stage.PARTNER: (
        (Channel.CALL, _THEM, (Signal.SHARED_BUSINESS,), "A slow month, told openly; we looked for what changed."),
        (Channel.CALL, _ME, (Signal.GAVE_ADVICE,), "I asked their advice on {knows}; a clear answer in ten minutes."),
        (Channel.MEETING, _BOTH, (Signal.TRUSTED,), "Agreed the next step for {thing} without a word about the price."),
        (Channel.MEAL, _THEM, (Signal.INVITED,), "Lunch at their place to talk {thing} over."),
        (Channel.VIDEO, _THEM, (Signal.ASKED_ADVICE,), "Whether to hire or wait, beyond anything I am paid for."),
        (Channel.MESSAGE, _THEM, (), "Sent last week's sales through {thing}: the best yet."),
        (Channel.EMAIL, _ME, (Signal.IDEA,), "A page with three ways to let {thing} earn more in winter."),
        (Channel.CALL, _ME, (Signal.OFF_TOPIC,), "Business first, then the children's school."),
    ),
    Stage.FRIEND: (
        (Channel.MEAL, _BOTH, (Signal.INVITED, Signal.OPENED_UP), "Long dinner; worries about the parents, told late."),
        (Channel.CALL, _THEM, (Signal.OPENED_UP,), "Called in the evening, just to talk."),
        (Channel.MESSAGE, _ME, (Signal.OFF_TOPIC,), "Sent the song we spoke about."),
        (Channel.MEETING, _THEM, (Signal.HELPED,), "Carried my new desk up four floors."),
        (Channel.CALL, _ME, (Signal.GAVE_ADVICE,), "Asked about {knows}; as always, one question back and I knew."),
        (Channel.EVENT, _BOTH, (Signal.OFF_TOPIC,), "Concert in the park with everyone."),
        (Channel.CALL, _THEM, (Signal.SHARED_BUSINESS,), "The best week so far; we pretended not to be proud."),
        (Channel.MEAL, _ME, (), "Breakfast before work, rain, good coffee."),
    ),
}
"""What everyday contact looks like at each stage."""

"""The words the one-line log knows: verbs and their channels, what joins names, first names that are also words."""

from bondtui.domain.interactions import Channel


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CHANNEL_OF: dict[str, Channel] = {
    **dict.fromkeys(["called", "rang", "phoned", "call", "phone", "phonecall", "calling"], Channel.CALL),
    **dict.fromkeys(["texted", "wrote", "messaged", "whatsapp", "whatsapped", "telegram", "signal"], Channel.MESSAGE),
    **dict.fromkeys(["message", "text", "sms", "texting", "messaging", "writing"], Channel.MESSAGE),
    **dict.fromkeys(["emailed", "mailed", "email", "e-mail", "e-mailed", "mail", "emailing"], Channel.EMAIL),
    **dict.fromkeys(["met", "meeting", "visited", "visit", "visiting"], Channel.MEETING),
    **dict.fromkeys(["lunch", "dinner", "breakfast", "brunch", "coffee", "drinks", "beer", "beers"], Channel.MEAL),
    **dict.fromkeys(["zoom", "video", "teams", "meet", "skype", "facetime"], Channel.VIDEO),
    **dict.fromkeys(["event", "conference", "party", "wedding"], Channel.EVENT),
    "note": Channel.NOTE,
}

BOTH_BEGAN = frozenset({"met"})
"""Verbs that say that both sides began, wherever the name stands."""

ABOUT = frozenset({"about", "regarding", "re", "that", "because", "concerning"})
"""After one of these comes what was talked about: no verb is looked for there."""

THEIR = frozenset({"her", "his", "their", "its"})
"""`her wedding` is something told, not something that took place."""

FILLERS = _words(
    "i we and & with to from at on via by over for the a an had have did got went was just me us both up tried"
)
"""Words that carry nothing once the people, the day and the channel are understood."""

JOINERS = frozenset({"and", "with", "to", "from", "for", "&"})
"""A capitalised word after one of these, after the verb or at the beginning stands where a name would stand."""

PARTICLES = _words("van von der den de del della da di du la le el al bin ibn ben zu ten ter")

HONORIFICS = _words("dr prof mr mrs ms miss sir herr frau mme mlle sr sra don dona")
SUFFIXES = _words("jr sr ii iii iv phd md")

PLAIN = _words(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday today tomorrow yesterday noon mon tue tues wed thu thur thurs fri sat sun jan
    feb mar apr jun jul aug sep sept oct nov dec
    a about after again all also am an and any are as ask at be because been before but by can could day did do does
    done down each even few first for from get go got had has have he her here hers him his how i if in into is it
    its just last let like make me more most much must my need new next no nor not now of off on one only or our out
    over own re said saw say see she should since so some soon still such sun take than that the their them then
    there they thing think this time to too two under until up us very want was way we well went were what when
    where which who why with without work would year yes yet you your bent dag hi la le ma may per sang song van sum
    ha oh
    """
)
"""Words of the calendar and of every sentence: their capital alone makes no new name of them."""

EVERYDAY = PLAIN | _words(
    """
    ace amber angel art autumn bay beau bill bishop booker brand brandy brook buck bud candy carol case cash chance
    charity chase chip chuck clay cliff clove coral crew crystal dale dawn day dean destiny dick dot drew duke dusty
    earl early easter echo elder ever faith fern flora forest forrest frank free gale gay gene genesis ginger glen
    glory gold golden good grace grant gray green grey gun guy happy harmony haven hazel heath heather heaven
    heavenly herb hero holly honey honor honour hope hunter iris ivory ivy jack jade jasmine jay jersey jet jewel
    joy judge justice king kit lake lane lark laurel lavender legend liberty lily link lilac long love lucky lure
    luck lance major man many mark marine mason maxim melody mercy merit miles misty moss myrtle nick nova oak ocean
    odd olive opal page pat patience peace pearl peg penny per pepper petal phoenix pierce piper pink poppy precious
    prince princess queen rain ray red reed rich river rob robin rock rocky rod roman rose rowan ruby rusty sage
    sandy saint savannah scarlet scout shade shepherd sierra silver skip sky sparrow star sterling stone stormy sue
    summer sunny swan tab tad tanner tate teal temple tiger timber trace trinity trip tripp true unique van victor
    vine violet wade walker ward warren wave west will willow win winter wolf wood woody worth wren young
    """
)
"""First names that are also everyday English words, months or weekdays: they count only with their capital."""

EVERYDAY_WORDS = EVERYDAY | frozenset(CHANNEL_OF) | FILLERS | frozenset({"voicemail"})

"""A chat as text: one interaction a day with each person, counted by anybody's phone, and never a word of it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.domain.dates import DateOrder
from bondtui.domain.incoming import Asked, Happening, Occasion, Participant, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from bondtui.domain.text import clean_line
from bondtui.errors import Refused
from bondtui.exchange import whatsapp
from bondtui.exchange.source import Source
from tests.conftest import TODAY

DATA = Path(__file__).parent.parent / "data"
ME, THEM = Initiator.ME, Initiator.THEM


def read(path: Path, me: str = "Rui", order: DateOrder = "dmy") -> list[Any]:
    return list(whatsapp.read(Source(path), Asked(TODAY, me, order)))


def chat(folder: Path, *lines: str, end: str = "\n", encoding: str = "utf-8") -> Path:
    path = folder / "chat.txt"
    path.write_bytes("".join(line + end for line in lines).encode(encoding))
    return path


def happened(records: list[Any]) -> list[Happening]:
    assert all(isinstance(each, Occasion) for each in records)
    return [happening for each in records for happening in each.happened]


def days(records: list[Any]) -> list[str]:
    return [str(each.date) for each in happened(records)]


@pytest.mark.parametrize(
    ("name", "who", "expected"),
    [
        (
            "whatsapp-android.txt", "Ines Duarte",
            [(2, date(2026, 9, 13), THEM, True, 5), (8, date(2026, 10, 2), ME, True, 2),
             (10, date(2026, 10, 3), THEM, True, 3), (14, date(2026, 11, 6), ME, False, 1)],
        ),
        (
            "whatsapp-ios.txt", "Tomke Behrens",
            [(2, date(2026, 8, 28), THEM, True, 3), (5, date(2026, 9, 4), ME, True, 3),
             (9, date(2026, 11, 11), THEM, True, 2)],
        ),
    ],
)  # fmt: skip
def test_the_samples_come_out_as_their_readme_says(name: str, who: str, expected: list[Any]) -> None:
    assert read(DATA / name, "Rui Castro") == [
        Occasion(
            line,
            (
                Happening(
                    f"whatsapp:{who.lower()}:{day}", day, Channel.MESSAGE, initiator, reached,
                    f"WhatsApp, {count} message{'s' * (count > 1)}", (Participant(who),),
                ),
            ),
        )
        for line, day, initiator, reached, count in expected
    ]  # fmt: skip


@pytest.mark.parametrize(
    "begins",
    [
        "13/09/2026, 08:02 - ",
        "13/9/26 08:02 - ",
        "9/13/26, 9:05 PM - ",
        "9/13/26, 9:05\u202fPM - ",
        "13/9/26, 9:05 p. m. - ",
        "13/9/26, 9:05 da tarde - ",
        "13.09.26, 08:02 - ",
        "13.9.2026 klo 8.02 - ",
        "13-09-2026 08:02 - ",
        "2026-09-13 08:02 - ",
        "2026/09/13, 8:02 - ",
        "2026. 9. 13. 오후 8:02 - ",
        "\u200f13\u200f/9\u200f/2026، 9:05 م - ",
        "١٣\u200f/٩\u200f/٢٠٢٦، ٩:٠٥ م - ",
        "[13/09/2026, 08:02:11] ",
        "[28.08.26 um 18:20:05] ".replace("28.08", "13.09"),
        "[9/13/26, 9:05:11\u202fPM] ",
        "[13.09.2026 17:00:28] ",
        "[2026/9/13 下午8:02:05] ",
        "\u200e[2026-09-13, 08:02:11] ",
    ],
)
def test_every_phone_s_way_of_writing_the_day_is_read(tmp_path: Path, begins: str) -> None:
    # The day after decides what the first one leaves open.
    after = begins.replace("13", "14").replace("١٣", "١٤")
    path = chat(tmp_path, f"{begins}Ines: Hi", f"{begins}Rui: Hello", f"{after}Ines: And?")
    assert whatsapp.looks_like(Source(path).head)
    assert days(read(path)) == ["2026-09-13", "2026-09-14"]


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        (["02/03/2026", "13/03/2026"], "mdy", ["2026-03-02", "2026-03-13"]),
        (["02/03/2026", "02/13/2026"], "dmy", ["2026-02-03", "2026-02-13"]),
        (["28/02/2026", "01/03/2026"], "mdy", ["2026-02-28", "2026-03-01"]),
        (["05/01/2026", "04/02/2026"], "mdy", ["2026-01-05", "2026-02-04"]),
        (["01/05/2026", "02/04/2026"], "dmy", ["2026-01-05", "2026-02-04"]),
        (["02/03/2026", "03/04/2026"], "dmy", ["2026-03-02", "2026-04-03"]),
        (["02/03/2026", "03/04/2026"], "mdy", ["2026-02-03", "2026-03-04"]),
        (["2026-03-02", "2026-04-03"], "mdy", ["2026-03-02", "2026-04-03"]),
        (["26-09-13", "26-10-01"], "dmy", ["2026-09-13", "2026-10-01"]),
        (["05.11.26", "06.11.26"], "dmy", ["2026-11-05", "2026-11-06"]),
        (["01/12/2026"], "dmy", ["2026-01-12"]),
    ],
)
def test_day_and_month_are_told_apart_by_the_whole_file(
    tmp_path: Path, written: list[str], order: DateOrder, expected: list[str]
) -> None:
    """A number over 12 decides; else the days come one after the other, and none is ahead; else it is as was asked."""
    path = chat(tmp_path, *(f"{day}, 08:02 - {who}: x" for day in written for who in ("Ines", "Rui")))
    assert days(read(path, order=order)) == expected


def test_lines_that_begin_like_no_message_of_this_phone_go_on_with_the_last(tmp_path: Path) -> None:
    path = chat(
        tmp_path,
        "[13.09.26, 08:02:00] Ines: look what they wrote:",
        "[sic] never",
        "14/09/2026, 08:02 - Bob: a line of another chat",
        "[14/09/2026, 08:02:00] Bob: and of another phone",
        "15.9.2026 we meet: at eight",
        "",
        "16.09.26, 10:00: Bob",
        "[13.09.26, 08:03:00] Rui:",
    )
    (happening,) = happened(read(path))
    assert (happening.text, happening.people) == ("WhatsApp, 2 messages", (Participant("Ines"),))


def test_lines_that_whatsapp_wrote_itself_are_no_messages(tmp_path: Path) -> None:
    path = chat(
        tmp_path,
        "13/09/2026, 08:00 - Messages and calls are end-to-end encrypted.",
        "13/09/2026, 08:01 - Ines: Hi",
        "13/09/2026, 08:01 - Rui: Hi",
        '14/09/2026, 08:01 - Ines changed the subject to "Trip: Lisbon"',
        "15/09/2026, 08:01 - Ines changed the subject to “Trip: Lisbon”",
        "16/09/2026, 08:01 - Missed voice call",
    )
    assert days(read(path)) == ["2026-09-13"]


def test_an_iphone_s_own_lines_have_a_sender_and_a_mark_and_are_no_messages(tmp_path: Path) -> None:
    path = chat(
        tmp_path,
        "[13.09.26, 08:00:00] Ines: \u200eMessages and calls are end-to-end encrypted.",
        "[14.09.26, 08:00:00] Ines: Hi",
        "[14.09.26, 08:00:00] Rui: \u200e<attached: 1.jpg>",
        "[15.09.26, 08:00:00] Ines: \u200eThe security code is a new one.",
        "\u200e[16.09.26, 08:00:00] Ines: \u200eimage omitted",
        "[17.09.26, 08:00:00] Ines: \u200e<attached: 2.jpg>",
        "[18.09.26, 08:00:00] Ines: \u200eThis message was deleted.",
        "[19.09.26, 08:00:00] Ines: \u200fמה שלומך",
    )
    assert days(read(path)) == ["2026-09-14", "2026-09-16", "2026-09-17", "2026-09-18", "2026-09-19"]


def test_a_group_is_one_interaction_a_day_with_each_who_wrote(tmp_path: Path) -> None:
    path = chat(
        tmp_path,
        "13/09/2026, 08:00 - Ines: one",
        "13/09/2026, 08:01 - Rui: two",
        "13/09/2026, 08:02 - Bob: three",
        "13/09/2026, 08:03 - Bob: four",
        "14/09/2026, 08:03 - Rui: nobody answers",
    )
    records = read(path)
    assert [each.line for each in records] == [1, 2]
    assert [(each.people[0].name, each.initiator, each.text) for each in happened(records)] == [
        ("Ines", THEM, "WhatsApp group, 1 message"),
        ("Bob", ME, "WhatsApp group, 2 messages"),
    ]


def test_the_same_chat_from_another_phone_gives_the_same_keys(tmp_path: Path) -> None:
    android = chat(tmp_path, "13/09/2026, 08:02 - Inês D.: Hi", "13/09/2026, 08:03 - Rui: Hi")
    first = [each.key for each in happened(read(android))]
    iphone = chat(tmp_path, "[9/13/26, 8:02:01\u202fAM] Inês D.: Hi", "[9/13/26, 8:03:01\u202fAM] Rui: Hi")
    assert first == [each.key for each in happened(read(iphone))] == ["whatsapp:ines d.:2026-09-13"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("\u202a+351 912\u00a0000\u2011000\u202c", "+351 912 000-000"),
        ("~\u202fInes", "Ines"),
        ("Dr. Ines: Duarte", "Dr. Ines"),
        ('Ines "Nê" Duarte', 'Ines "Nê" Duarte'),
        ("[Team] Ines - work \U0001f33b", "[Team] Ines - work \U0001f33b"),
    ],
)
def test_a_sender_is_named_as_one_reads_the_name(tmp_path: Path, written: str, name: str) -> None:
    path = chat(tmp_path, f"13/09/2026, 08:02 - {written}: Hi", "13/09/2026, 08:03 - Rui: Hi")
    assert happened(read(path))[0].people == (Participant(name),)


@pytest.mark.parametrize("me", ["Rui", " RUI ", "\u202aRui\u202c", "rúi"])
def test_you_are_found_by_your_name_however_it_is_written(tmp_path: Path, me: str) -> None:
    path = chat(tmp_path, "13/09/2026, 08:02 - Rui: Hi", "13/09/2026, 08:03 - Ines: Hi")
    assert [each.initiator for each in happened(read(path, me))] == [ME]


@pytest.mark.parametrize(
    ("senders", "me", "sentence"),
    [
        (["Ines", "Rui"], "", "Say who you are in the chat with --me: it has messages by Ines and Rui."),
        (["Ines"], "", "Say who you are in the chat with --me: it has messages by Ines."),
        (["Ines", "Bob"], "Rui", "Nobody in the chat is called Rui: it has messages by Ines and Bob."),
        (list("ABCDEF"), "Rui", "Nobody in the chat is called Rui: it has messages by A, B, C, D, E and F."),
        (list("ABCDEFG"), "Rui", "Nobody in the chat is called Rui: it has messages by A, B, C, D, E and 2 others."),
        (["Rui"], "Rui", "Only Rui wrote in this chat, so it does not tell with whom."),
    ],
)
def test_who_cannot_be_told_is_asked_for(tmp_path: Path, senders: list[str], me: str, sentence: str) -> None:
    path = chat(tmp_path, *(f"13/09/2026, 08:02 - {who}: Hi" for who in senders))
    with pytest.raises(Refused) as refused:
        read(path, me)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Hello: you\n", "13/09/2026, 08:00 - Messages are encrypted.\n", "[x] y: z\n", "\x00" * 5000]
)
def test_what_is_no_chat_is_refused(tmp_path: Path, text: str) -> None:
    path = chat(tmp_path, text)
    assert not whatsapp.looks_like(Source(path).head)
    with pytest.raises(Refused, match=r"^chat\.txt has no message in it that WhatsApp could have written\.$"):
        read(path)


def test_a_chat_is_recognised_and_no_other_kind_is_taken_for_one() -> None:
    for path in DATA.iterdir():
        assert whatsapp.looks_like(Source(path).head) == path.name.startswith("whatsapp")


def test_a_day_after_today_is_skipped_and_one_that_is_none_warned_of(tmp_path: Path) -> None:
    days = ["20/11/2026", "31/02/2026", "24/11/2026"]
    path = chat(tmp_path, *(f"{day}, 08:02 - {who}: x" for day in days for who in ("Ines", "Rui")))
    remark, today, ahead = read(path)
    assert remark == Remark(3, "31/2/2026 is no day: what was written on it is left out.")
    assert isinstance(today, Occasion)
    assert ahead == Skipped(5, "2026-11-24 is after today.")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_line_end_and_encoding_will_do(tmp_path: Path, end: str, encoding: str) -> None:
    lines = ["", "13/09/2026, 08:02 - Inês: a", "b", "14/09/2026, 08:02 - Rui: c"]
    records = read(chat(tmp_path, *lines, end=end, encoding=encoding))
    assert [each.line for each in records] == [2, 4]
    assert happened(records)[0].people == (Participant("Inês"),)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_of_any_length_is_one_line(tmp_path: Path, end: str) -> None:
    # Around the size in which lines are read, every place where a line end can be cut in two.
    for length in range(4090 - 28, 4100 - 22):
        lines = ["13/09/2026, 08:02 - Ines: " + "x" * length, "14/09/2026, 08:02 - Rui: y"]
        assert [each.line for each in read(chat(tmp_path, *lines, end=end))] == [1, 2]
    records = read(chat(tmp_path, "13/09/2026, 08:02 - Ines: " + "x: " * 500_000, "13/09/2026, 08:02 - Rui: y"))
    assert [each.text for each in happened(records)] == ["WhatsApp, 2 messages"]


def test_a_chat_with_more_people_than_can_be_counted_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whatsapp, "_MOST", 5)
    path = chat(tmp_path, *(f"13/09/2026, 08:02 - {who}: x" for who in "ABCDEF"))
    with pytest.raises(Refused, match=r"^This chat has more than 5 days with somebody in it\.$"):
        read(path, "A")


SHAPES: list[Callable[[date], str]] = [
    lambda day: f"{day:%d/%m/%Y}, 08:02 - ",
    lambda day: f"{day.month}/{day.day}/{day:%y}, 9:05\u202fPM - ",
    lambda day: f"[{day:%d.%m.%y}, 18:20:05] ",
    lambda day: f"{day.year}. {day.month}. {day.day}. 오전 8:02 - ",
    lambda day: f"{day:%Y-%m-%d} 08:02 - ",
]
SENDERS = ["Rui", "Ines Duarte", "+351 912 000 000", "森 春人"]
BODIES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cf", "Nd"), exclude_characters="\n\r"), max_size=20),
    min_size=1,
    max_size=3,
)
STEPS = st.sampled_from([0, 0, 1, 1, 3, 20, 40])


@given(
    st.lists(st.tuples(STEPS, st.integers(0, 3), BODIES), min_size=1, max_size=30),
    st.sampled_from(SHAPES), st.integers(2, 4),
)  # fmt: skip
@settings(max_examples=5000, derandomize=False, suppress_health_check=list(__import__("hypothesis").HealthCheck), deadline=None)
def test_what_was_said_is_counted(
    tmp_path_factory: Any, said: list[Any], shape: Callable[[date], str], people: int
) -> None:
    """Whatever the phone and the words, the same days come out with the same counts; one day is beyond the 12th."""
    day, names = date(2021, 1, 13), SENDERS[:people]
    lines, everything = [f"{shape(day)}{name}: x" for name in names], [(day, name) for name in names]
    for step, who, body in said:
        day += timedelta(days=step)
        everything.append((day, names[who % people]))
        lines.append(f"{shape(day)}{names[who % people]}: " + "\n".join(body))
    found = {
        (each.date, each.people[0].name): each for each in happened(read(chat(tmp_path_factory.mktemp("chat"), *lines)))
    }

    expected = {}
    for other in names[1:]:
        for day in {day for day, _ in everything}:
            between = [name for each, name in everything if each == day and name in ("Rui", other)]
            if other in between or (people == 2 and between):
                expected[day, other] = between
    assert found.keys() == expected.keys()
    for key, between in expected.items():
        assert found[key].initiator == (ME if between[0] == "Rui" else THEM)
        assert found[key].reached == (key[1] in between)
        count = len(between) if people == 2 else between.count(key[1])
        assert found[key].text.partition(", ")[2] == f"{count} message{'s' * (count > 1)}"


PIECES = st.sampled_from(
    [
        "13/09/2026, 08:02 - ", "[13.09.26, 08:02:05] ", "\u200e[9/13/26, 9:05:11\u202fPM] ", "2026-09-13 08:02 - ",
        "Ines: ", "Rui: ", "\u200e", "\u202a", "[", "]", " - ", ": ", ":", "/", ".", "1", "99", "2026", ", ",
        "31/02/2026, 08:02 - ", "\n", "\n", "\r", "\r\n", "\x00", "\ufeff", "\u2028", "~ ", "+", '"', "“",
        "<attached: x>", "x" * 5000, "é", "\U0001f600",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join), st.sampled_from(["", "Rui"]))
@settings(max_examples=5000, derandomize=False, suppress_health_check=list(__import__("hypothesis").HealthCheck), deadline=None)
def test_whatever_is_in_a_file_only_a_refusal_is_raised(tmp_path_factory: Any, text: str, me: str) -> None:
    path = tmp_path_factory.mktemp("odd") / "chat.txt"
    path.write_bytes(text.encode("utf-8", "replace"))
    whatsapp.looks_like(Source(path).head)
    try:
        records = read(path, me)
    except Refused:
        return
    for each in records:
        assert 1 <= each.line <= text.count("\n") + text.count("\r") + 1
        for happening in each.happened if isinstance(each, Occasion) else ():
            assert happening.date <= TODAY
            (who,) = happening.people
            assert who.name == clean_line(who.name) != ""

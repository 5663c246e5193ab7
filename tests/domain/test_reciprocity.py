"""R10: who begins, over the last twelve months, and the high point."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bondtui.domain.interactions import Channel, Initiator, Interaction, Signal
from bondtui.domain.reciprocity import reciprocity
from bondtui.domain.stages import Stage

TODAY = date(2026, 11, 23)


def seen(
    days: int, who: Initiator, channel: Channel = Channel.CALL, reached: bool = True, signals: Sequence[Signal] = ()
) -> Interaction:
    on = TODAY - timedelta(days=days)
    return Interaction(1, "i1", on, channel, who, reached, False, tuple(signals), "", ())


@given(
    st.lists(
        st.builds(seen, st.integers(0, 800), st.sampled_from(Initiator), st.sampled_from(Channel), st.booleans()),
        max_size=20,
    )
)
def test_r10_counts_what_reached_them_in_twelve_months_and_no_notes(happened: list[Interaction]) -> None:
    counted = [each for each in happened if each.reached and each.channel != "note" and (TODAY - each.date).days < 365]
    found = reciprocity(happened, Stage.PARTNER, TODAY)
    for who in Initiator:
        assert getattr(found, who.value) == len([each for each in counted if each.initiator is who])
    assert not found.high_point


def test_r10_the_high_point_is_a_friend_with_both_sides_beginning_and_three_human_signals() -> None:
    three = [Signal.OFF_TOPIC, Signal.INVITED, Signal.HELPED]
    both_sides = [seen(1, Initiator.ME), seen(2, Initiator.THEM, signals=three)]
    assert reciprocity(both_sides, Stage.FRIEND, TODAY).high_point
    assert not reciprocity(both_sides, Stage.PARTNER, TODAY).high_point
    assert not reciprocity(both_sides[1:], Stage.FRIEND, TODAY).high_point
    assert reciprocity([seen(2, Initiator.BOTH, signals=three)], Stage.FRIEND, TODAY).high_point
    business = [Signal.IDEA, Signal.TRUSTED, Signal.REFERRED]
    assert not reciprocity([seen(2, Initiator.BOTH, signals=business)], Stage.FRIEND, TODAY).high_point

"""R12: whole minor units and a currency; what is written can be read, and what is no amount is refused."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bondtui.domain.money import MOST, Money, currency, parse_money, totals

DECIMALS = {
    "EUR": 2,
    "USD": 2,
    "CHF": 2,
    "INR": 2,
    "JPY": 0,
    "KRW": 0,
    "CLP": 0,
    "ISK": 0,
    "KWD": 3,
    "BHD": 3,
    "TND": 3,
}
CODES = st.sampled_from(sorted(DECIMALS))
MINOR = st.integers(-MOST, MOST) | st.integers(-2000, 2000)
AMOUNTS = st.builds(Money, MINOR, CODES)


@given(AMOUNTS, CODES)
@example(Money(-5, "EUR"), "JPY")
@example(Money(MOST, "KWD"), "EUR")
def test_r12_what_is_written_reads_as_the_same_amount(amount: Money, default: str) -> None:
    assert parse_money(str(amount), default) == amount
    assert parse_money(str(amount).replace(" ", "").lower(), default) == amount
    assert parse_money(str(amount).rpartition(" ")[0], amount.currency) == amount


@given(AMOUNTS)
def test_r12_what_is_written_is_the_exact_decimal_with_the_currencys_digits(amount: Money) -> None:
    number, code = str(amount).split(" ")
    decimals = DECIMALS[amount.currency]
    assert code == amount.currency
    assert Decimal(number.replace(",", "")) == Decimal(amount.minor).scaleb(-decimals, None)
    assert len(number.partition(".")[2]) == decimals


@given(st.integers(0, 10**10), CODES, st.data())
def test_r12_fewer_digits_are_filled_up_and_one_too_many_is_refused(whole: int, code: str, data: st.DataObject) -> None:
    decimals = DECIMALS[code]
    fraction = data.draw(st.text("0123456789", min_size=0, max_size=decimals))
    written = f"{whole}.{fraction}" if fraction else str(whole)
    assert parse_money(written, code) == Money(int(Decimal(written).scaleb(decimals)), code)
    too_many = f"{whole}.{fraction.ljust(decimals, '0')}0"
    with pytest.raises(ValueError, match=f"{code} has {decimals or 'no'} decimals"):
        parse_money(too_many, code)


@pytest.mark.parametrize(
    ("text", "minor", "code"),
    [
        ("1200.50", 120050, "EUR"),
        ("1,200.50EUR", 120050, "EUR"),
        ("  1 200.5 eur ", 120050, "EUR"),
        ("1'200'300 CHF", 120030000, "CHF"),
        ("-50", -5000, "EUR"),
        ("+50", 5000, "EUR"),
        ("€50", 5000, "EUR"),
        ("-$ 50", -5000, "USD"),
        ("50£", 5000, "GBP"),
        ("¥1,200", 1200, "JPY"),
        ("0.001 KWD", 1, "KWD"),
        ("007", 700, "EUR"),
        ("-0", 0, "EUR"),
    ],
)
def test_r12_amounts_are_read_as_people_write_them(text: str, minor: int, code: str) -> None:
    assert parse_money(text, "EUR") == Money(minor, code)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "EUR", ".", ".5", "5.", "1..2", "1.2.3", "1,20", "1,2000", ",200", "1,,200", "1200,50",
        "1.200,50", "12 34", "1e5", "0x10", "--5", "5-", "€-50", "€50EUR", "EUR€5", "5 EURO", "5 EU", "5 E U", "nan",
        "inf", "١٢", "½", "1_000", "five",
    ],
)  # fmt: skip
def test_r12_what_is_no_amount_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount; write it like"):
        parse_money(text, "EUR")


@pytest.mark.parametrize("text", ["1.200", "1.205 EUR", "5.0 JPY", "¥5.5", "0.0001 KWD"])
def test_r12_more_decimals_than_the_currency_has_are_refused_not_rounded(text: str) -> None:
    with pytest.raises(ValueError, match="decimals, so"):
        parse_money(text, "EUR")


@pytest.mark.parametrize(("code", "decimals"), DECIMALS.items())
def test_r12_beyond_all_measure_begins_one_minor_unit_above_the_most(code: str, decimals: int) -> None:
    for minor in (MOST, -MOST):
        whole, fraction = divmod(abs(minor), 10**decimals)
        sign = "-" if minor < 0 else ""
        assert (
            parse_money(f"{sign}{whole}.{fraction:0{decimals}}" if decimals else f"{sign}{whole}", code).minor == minor
        )
        above = str(Money(minor + (1 if minor > 0 else -1), code))
        with pytest.raises(ValueError, match="is more than an amount may be"):
            parse_money(above, code)


@given(st.text(max_size=12) | st.text("0123456789., '-+€$EURJPYK", max_size=12))
def test_r12_any_text_is_an_amount_or_refused_in_one_sentence(text: str) -> None:
    amount, said = None, "."
    try:
        amount = parse_money(text, "EUR")
    except ValueError as refused:
        said = str(refused)
    assert said.endswith(".")
    if amount is not None:
        assert abs(amount.minor) <= MOST
        assert parse_money(str(amount), "JPY") == amount


def test_r12_a_currency_is_known_by_its_code_in_any_case_or_its_sign() -> None:
    assert [currency(code) for code in ("EUR", "eur", "Jpy", "€", "$", "£", "¥")] == [
        "EUR", "EUR", "JPY", "EUR", "USD", "GBP", "JPY",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["XYZ", "", "EU", "EURO", "€€", "XAU", "BTC"])
def test_r12_what_iso_4217_does_not_list_as_money_to_pay_with_is_no_currency(code: str) -> None:
    with pytest.raises(ValueError, match="There is no currency"):
        currency(code)
    with pytest.raises(ValueError, match="There is no currency"):
        parse_money("5", code)


@given(st.lists(AMOUNTS, max_size=12))
def test_r12_totals_add_each_currency_alone_in_order_of_the_codes(amounts: Sequence[Money]) -> None:
    found = totals(iter(amounts))
    assert list(found) == sorted({each.currency for each in amounts})
    for code, minor in found.items():
        assert minor == sum(each.minor for each in amounts if each.currency == code)


@pytest.mark.parametrize("text", ["9" * 5000, "1" + " " * 30_000 + "!", "0,500", "000,500 EUR"])
def test_r12_what_is_too_long_or_may_be_a_decimal_comma_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount; write it like"):
        parse_money(text, "EUR")

"""Money: whole minor units and an ISO 4217 code, never a float (R12)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TWO = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
    COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
    MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD
    SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
"""
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DECIMALS = {code: n for n, codes in ((2, _TWO), (0, _NONE), (3, _THREE)) for code in codes.split()}
"""Digits after the point of every currency in use, as ISO 4217 lists them."""

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_AMOUNT = re.compile(r"([+-]?)([€$£¥])?\s*([0-9][0-9 ',.]*?)\s*([A-Za-z]{3}|[€$£¥])?")
_NUMBER = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:[ ',][0-9]{3})+)(?:\.([0-9]+))?")
LONGEST = 40
"""Characters an amount is written with, at most."""
MOST = 10**15
"""Minor units no amount goes beyond: what a book can add up exactly in 64 bits, a thousand times over."""


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units, cents for EUR; negative for what is paid back."""

    minor: int
    currency: str

    def __str__(self) -> str:
        """`1,200.50 EUR`, with as many decimals as the currency has."""
        decimals = _DECIMALS.get(self.currency, 2)
        whole, rest = divmod(abs(self.minor), 10**decimals)
        point = f".{rest:0{decimals}}" if decimals else ""
        return f"{'-' if self.minor < 0 else ''}{whole:,}{point} {self.currency}"


def currency(code: str) -> str:
    """The code in capitals; ValueError for one that ISO 4217 does not list."""
    wanted = _SIGNS.get(code, code.upper())
    if wanted not in _DECIMALS:
        raise ValueError(f"There is no currency “{code[:10]}”; write its code, such as EUR.")
    return wanted


def parse_money(text: str, default: str) -> Money:
    """`1200.50`, `1,200.50EUR`, `-50`, `€50`; without a currency it is the `default`.

    ValueError for what is no amount, has more decimals than its currency, or is beyond all measure.
    """
    match = _AMOUNT.fullmatch(text.strip()) if len(text) <= LONGEST else None
    number = _NUMBER.fullmatch(match[3]) if match else None
    if match is None or number is None or (match[2] and match[4]):
        raise ValueError(f"“{text.strip()[:40]}” is no amount; write it like 1200.50 or 1200.50EUR.")
    code = currency(match[2] or match[4] or default)
    decimals, fraction = _DECIMALS[code], number[2] or ""
    if len(fraction) > decimals:
        raise ValueError(f"{code} has {decimals or 'no'} decimals, so “{text.strip()[:40]}” is no amount of it.")
    minor = int(re.sub("[ ',]", "", number[1]) + fraction.ljust(decimals, "0"))
    if minor > MOST:
        raise ValueError(f"“{text.strip()[:40]}” is more than an amount may be.")
    return Money(-minor if match[1] == "-" else minor, code)


def totals(amounts: Iterable[Money]) -> dict[str, int]:
    """Minor units by currency, the currencies in order of their codes; never added across them."""
    found: dict[str, int] = {}
    for each in amounts:
        found[each.currency] = found.get(each.currency, 0) + each.minor
    return dict(sorted(found.items()))

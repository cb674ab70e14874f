"""Figures in words, as each language's newspapers write them."""

from decimal import Decimal

from babel.numbers import format_decimal

from newsdesk.words.language import Language

_STEPS = {
    Language.EN: ((12, " trillion", 4), (9, " billion", 4), (6, " million", 4)),
    Language.ZH: ((12, "万亿", 4), (8, "亿", 4), (4, "万", 2)),
}
"""Powers of ten, their names, and the decimals up to which the name reads better: 2.16万, but 21548."""


def in_figures(number: Decimal, language: Language) -> str:
    """'16.733 billion' or '167.33亿', '8,548' or '8548': no digit more and none less than the number has."""
    for power, name, most in _STEPS.get(language, ()):
        part = number.scaleb(-power)
        if part >= 1 and _decimals(part) <= most:
            return f"{_digits(part, language)}{name}"
    return _digits(number, language)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "a figure is a finite number"
    return max(0, -exponent)


def _digits(number: Decimal, language: Language) -> str:
    # Chinese newspapers set no commas.
    grouped = language is not Language.ZH
    return format_decimal(number, locale=language.locale, decimal_quantization=False, group_separator=grouped)

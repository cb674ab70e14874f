"""Sizes of files and lengths of recordings in words, by CLDR."""

from babel.units import format_unit

from newsdesk.i18n.languages import Language

_KILO, _MEGA = 1000, 1_000_000
_FEW = 9.95
"""Megabytes below which a decimal is given."""
_NO_BREAK_SPACE = "\u00a0"


def file_size(size: int, language: Language) -> str:
    """Return a size in bytes as readers know it, never as nothing, on one line: '12 kB', '1.2 MB', '25 MB'."""
    kilobytes, megabytes = max(1, round(size / _KILO)), size / _MEGA
    if kilobytes < _KILO:
        words = format_unit(kilobytes, "digital-kilobyte", "short", locale=language.locale)
    else:
        number = round(megabytes, 1 if megabytes < _FEW else None)
        words = format_unit(number, "digital-megabyte", "short", locale=language.locale)
    return words.replace(" ", _NO_BREAK_SPACE)


def clock(seconds: int) -> str:
    """Return a length as players show it: '3:20', '1:02:03'."""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"

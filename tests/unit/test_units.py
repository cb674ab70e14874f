"""A unit of a register is read as the texts of its language are."""

import pytest

from newsdesk.i18n.languages import Language, LocalizedText
from newsdesk.i18n.quantities import Unit
from newsdesk.lint.events import unit_of


@pytest.mark.parametrize(
    ("english", "chinese", "unit"),
    [
        ("people", "人", Unit.PEOPLE),
        ("visits", "人次", Unit.VISITS),
        ("countries", "个国家", Unit.COUNTRIES),
        ("countries and regions", "个国家和地区", Unit.REGIONS),
        ("countries or regions", "个国家或地区", Unit.REGIONS),
        ("countries, regions and organizations", "个国家、地区和国际组织", Unit.REGIONS),
        ("EFLOPS", "EFLOPS", Unit.PLAIN),
        ("1,000", "1,000", Unit.PLAIN),
        ("", "", Unit.PLAIN),
    ],
)
def test_a_unit_counts_the_same_in_both_languages(english: str, chinese: str, unit: Unit) -> None:
    words = LocalizedText({Language.EN: english, Language.ZH: chinese})
    assert [unit_of(words, language) for language in words.by_language] == [unit, unit]

"""The languages whose figures and days can be read."""

from collections.abc import Mapping

from newsdesk.words.language import Language
from newsdesk.words.stated import Reader
from newsdesk.words.stated_chinese import CHINESE
from newsdesk.words.stated_english import ENGLISH

READERS: Mapping[Language, Reader] = {Language.EN: ENGLISH, Language.ZH: CHINESE}

"""The one clock: read once for a build or a command, and handed on as a value."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsdesk.words.message import said

AS_OF = "NEWSDESK_AS_OF"
"""The variable that holds another moment than now."""


def now(environment: Mapping[str, str], zone: str) -> datetime:
    """The moment at which the site is built, without zone, in the site's zone.

    `NEWSDESK_AS_OF` (a day, or a day and a time), else `SOURCE_DATE_EPOCH`
    (seconds, https://reproducible-builds.org/specs/source-date-epoch/), else
    now. Raises ValueError, with a sentence for its reader, where a variable
    holds something else.
    """
    asked, epoch = environment.get(AS_OF, ""), environment.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = datetime.fromisoformat(asked) if asked else _at(epoch)
        return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        name, example = (AS_OF, said("a day such as 2026-11-25")) if asked else ("SOURCE_DATE_EPOCH", said("seconds"))
        sentence = said('{name} must be {example}; found "{found}"', name=name, example=example, found=asked or epoch)
        raise ValueError(sentence) from None


def _at(epoch: str) -> datetime:
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)

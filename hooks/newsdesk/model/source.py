"""Sources: where a fact stands written."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from newsdesk.model.fault import fault
from newsdesk.model.kinds import InWords, Line, Record, Tag, Url, When
from newsdesk.words.message import said


class Source(Record):
    """One text that the site cites. One address is one source."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["url"]}, {"required": ["link"]}]})

    title: Line | None = Field(None, description=said("The headline, as the source prints it; leave out if unknown."))
    publisher: InWords = Field(
        description=said("An id of organisations.yml, or the name."), examples=["an-id-of-organisations-yml"]
    )
    url: Url | None = Field(
        None, description=said("The address at which it was read."), examples=["https://example.org/2014/article"]
    )
    link: Literal["none"] | None = Field(None, description=said("`none` cites a copy without a link."))
    archived: Url | None = Field(
        None, description=said("The address of an archived copy."), examples=["https://archive.example.org/article"]
    )
    date: When | None = Field(None, description=said("The source's own date, in EDTF."), examples=["2014-02-19"])
    lang: Tag | None = Field(None, description=said("The source's language (BCP 47)."), examples=["zh-Hans"])

    @model_validator(mode="after")
    def _linked_or_said_not_to_be(self) -> Self:
        if not self.url and not self.link:
            sentence = said("a source must have a url, or link: none where it is cited without one")
            raise fault("source-link", sentence, "", "link: none", whole=True)
        return self

    @property
    def address(self) -> str:
        """The address to link, empty where the source is cited without one."""
        return "" if self.link else (self.url or "")

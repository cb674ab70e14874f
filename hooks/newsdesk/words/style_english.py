"""How English is written here: days that are named, praise that is left to the sources, plans told as plans.

Patterns see a text in which markup, links' targets and what is in another language are blanked out.
"""

from newsdesk.words.style import Rule, Where

_SPANS = (
    "year|month|week|weekend|quarter|spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August"
    "|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
_PRAISE = (
    "splendid|magnificent|world-class|world-leading|vibrant|glorious|brilliant|fruitful|cutting-edge|state-of-the-art"
    "|highly successful|great success|huge success|resounding success|complete success|unprecedented success"
    "|grand opening|grand ceremony|grand event|grand gathering|grand occasion|won high praise|second to none"
)

ENGLISH_STYLE = [
    Rule(
        name="en-relative-date",
        sentence="a story names the day: nobody knows when it is read",
        pattern=(
            rf"(?:[A-Z][a-z]+ of )?(?:(?<!the )(?:last|next|past)|this|\b(?:Last|Next|This)) (?:{_SPANS})\b"
            r"|\b(?:[Yy]esterday|today|tomorrow|tonight|[Rr]ecently)\b|\b(?:year|month|week|day)s? ago\b"
        ),
        wrong="The agreement was signed in September of last year.",
        right="The agreement was signed in September 2029.",
        signs=[
            *(
                " last ",
                "Last ",
                " next ",
                "Next ",
                "past ",
                "esterday",
                "today",
                "tomorrow",
                "tonight",
                "ecently",
                " ago",
            ),
            *(f"his {span}" for span in _SPANS.split("|")),
        ],
        where=Where.STORY,
        quotable=True,
    ),
    Rule(
        name="en-praise",
        sentence="praise is the source's, in quotation marks and with its speaker",
        pattern=rf"\b(?:{_PRAISE})\b",
        wrong="The city held a grand opening of its world-class mill.",
        right="The city opened its mill.",
        signs=_PRAISE.split("|"),
        where=Where.STORY,
        quotable=True,
    ),
    Rule(
        name="en-plan",
        sentence="an archive report tells what was planned as a plan, with its day and speaker: was to, planned to",
        pattern=r"(?<!the )(?<!of )\bwill (?:not |also |soon )?[a-z]+",
        wrong="The school will open in May.",
        right="The school was to open in May, the city said.",
        signs=[" will "],
        where=Where.ARCHIVE,
        quotable=True,
    ),
]

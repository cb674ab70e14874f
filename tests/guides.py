"""The guide's tables, as the models and the rulebook write them.

`python tests/guides.py` writes them anew.
"""

from pathlib import Path

import sites
from newsdesk.cli.explain import rules_table
from newsdesk.cli.schema import reference_tables
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import catalog

GUIDES = {language: sites.PROJECT / "docs" / "guide" / f"{language}.md" for language in (Language.EN, Language.ZH)}


def renewed(text: str, language: Language) -> str:
    """A guide with its tables as they must be."""
    tables = {"reference": reference_tables(catalog(language)), "rules": rules_table(language)}
    for name, lines in tables.items():
        before, begin, rest = text.partition(f"<!-- {name}: begin -->\n")
        _, end, after = rest.partition(f"\n<!-- {name}: end -->")
        text = f"{before}{begin}\n{lines.strip()}\n{end}{after}" if begin else text
    return text


if __name__ == "__main__":
    for language, guide in GUIDES.items():
        Path(guide).write_text(renewed(guide.read_text(encoding="utf-8"), language), encoding="utf-8")

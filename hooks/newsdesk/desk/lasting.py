"""What stays of a thing that goes elsewhere: its permanent id, and the addresses that it had."""

from collections.abc import Iterator

from newsdesk.checks.aliases import Holder
from newsdesk.desk.command import CannotRun
from newsdesk.desk.edit import Edit, at, insert, start_of
from newsdesk.words.located import Keys, Located
from newsdesk.words.message import said


def kept(holder: Holder, body: str | None, old: str, new: str, *, lasting: bool) -> Iterator[Edit]:
    """The edits that make `old` an alias of a thing, and its permanent id where it is `lasting` and has none.

    `body` is what stands below the keys of its file, None in a register. Where it goes back to an address that it
    had, that is no alias any more.
    """
    names = holder.file.names
    aliases, own_id = (*holder.at, "aliases"), (*holder.at, "id")
    lines = []
    if lasting and own_id not in holder.file.values:
        lines.append(f"id: {old}")
    if aliases not in names:
        lines.append(f"aliases: [{old}]")
    else:
        yield _listed(holder, aliases, old, new)
    if lines:
        # The id stands above the aliases.
        where = names[aliases][0] if aliases in names else _end(holder, body)
        yield _in_line(holder, lines) if _in_braces(holder) else _lines(holder.file, holder.at, where, lines)


def _end(holder: Holder, body: str | None) -> int:
    """The line above which a new key stands: the fence, the next entry with its comments, the end of the file."""
    text, names = holder.file.text, holder.file.names
    if body is not None:
        return text.count("\n", 0, len(text) - len(body)) + 1
    lines = text.removesuffix("\n").split("\n")
    own = names[holder.at][0] if holder.at else len(lines)
    end = min((mark[0] for keys, mark in names.items() if len(keys) == 1 and mark[0] > own), default=len(lines) + 1)
    while holder.at and (not lines[end - 2].strip() or lines[end - 2].startswith("#")):
        end -= 1
    return end


def _listed(holder: Holder, aliases: Keys, old: str, new: str) -> Edit:
    """The edit of the list of aliases that is there: an item more, or one in another's place."""
    file = holder.file
    if new in holder.aliases:
        return at(file.text, file.values[(*aliases, holder.aliases.index(new))], old)
    if not holder.aliases:
        line, column, length = file.names[aliases]
        start = start_of(file.text, line) + column - 1 + length
        end = file.text.find("\n", start)
        return Edit(start, len(file.text) if end < 0 else end, f": [{old}]")
    line, column, length = file.values[(*aliases, len(holder.aliases) - 1)]
    start = start_of(file.text, line)
    before = file.text[start : start + column - 1]
    if before.strip() == "-":
        return insert(file.text, line + 1, f"{before}{old}\n")
    end = start + column - 1 + length
    return Edit(end, end, f", {old}")


def _in_braces(holder: Holder) -> bool:
    """Whether an entry of a register is written as `{name: …}`."""
    place = holder.file.value(*holder.at)
    return bool(holder.at) and place.source[place.column - 1] == "{"


def _in_line(holder: Holder, lines: list[str]) -> Edit:
    line, column, length = holder.file.values[holder.at]
    end = start_of(holder.file.text, line) + column - 1 + length
    if holder.file.text[end - 1] != "}":
        raise CannotRun(
            said("{file}:{line}: write this entry with a key on each line first", file=holder.file.path, line=line)
        )
    return Edit(end - 1, end - 1, "".join(f", {each}" for each in lines))


def _lines(file: Located, above: Keys, line: int, lines: list[str]) -> Edit:
    """Whole lines, indented as the keys beside them."""
    column = next((mark[1] for keys, mark in file.names.items() if keys[:-1] == above), 1)
    return insert(file.text, line, "".join(f"{' ' * (column - 1)}{each}\n" for each in lines))

"""Bytes to text, and never a traceback."""

from pathlib import Path

from newsdesk.words.problem import Place, Problem, error


def read_text(path: Path, shown: str) -> tuple[str, Problem | None]:
    """The text of a file without its byte order mark, or a problem where it is not UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), None
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
    sentence = f"the file must be UTF-8; {_probable_encoding(data)}"
    return "", error("encoding", Place(path=shown, line=line), sentence, "save it again as UTF-8")


def _probable_encoding(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "its encoding is unknown"
    return "it looks like GBK"

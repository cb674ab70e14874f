"""HTML of editors and exports to Markdown in the forms of this site."""

import re
from html import escape
from typing import Any

from markdownify import MarkdownConverter

from newsdesk.importing import forms
from newsdesk.importing.archive import Task

KEPT = "newsdesk-kept"
"""An element that keeps its text in a comment; `task` says what for."""
_AS_HTML = ("abbr", "cite", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "small", "sub", "sup", "time")
"""Inline elements that a body may contain and Markdown has no sign for."""
_ATTRIBUTES = {"abbr": "title", "time": "datetime", "q": "cite"}
_CELL_ATTRIBUTES = frozenset({"colspan", "rowspan", "scope", "href", "src", "alt"})
_BLOCKS_IN_CELLS = ("p", "ul", "ol", "table", "pre", "blockquote", "h2", "h3", "h4")
_WITHOUT_FORM = ("object", "embed", "applet", "form", "input", "select", "textarea", "button", "svg", "math", "canvas")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
"""Attributes in which plugins for lazy loading keep the address."""
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*)([\w+#-]+)")
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:$|[?#])", re.IGNORECASE)
_SENTENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<sign>#|[-+](?=[ \t]|$)|\d{1,9}(?=[.)](?:[ \t]|$))|>|!!!|\||:(?=[ \t]))", re.MULTILINE
)
_DIGITS = re.compile(r"\d+")


def to_markdown(html: str) -> str:
    """Return HTML as Markdown. What has no form is kept in a comment: `forms.kept_parts` finds it."""
    try:
        text: str = _Converter().convert(html)
    except RecursionError:
        return forms.kept(Task.HTML, html)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


class _Converter(MarkdownConverter):  # type: ignore[misc]
    def __init__(self) -> None:
        images = ["a", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6"]
        super().__init__(
            bs4_options="lxml",
            heading_style="atx",
            bullets="-",
            keep_inline_images_in=images,
            code_language_callback=_code_language,
        )

    def get_conv_fn(self, tag_name: str) -> Any:
        if tag_name in _AS_HTML:
            return _as_html
        return _without_form if tag_name in _WITHOUT_FORM else super().get_conv_fn(tag_name)

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what Python-Markdown and GitHub would read as markup, with what both take for an escape."""
        del parent_tags
        text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", text)
        text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
        text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
        text = re.sub(r"`|\*(?!\s)|(?<!\s)\*|(?<!\w)_|_(?!\w)|\[(?=[^\]\n]*\][(\[:])|\[(?=[\^!])", r"\\\g<0>", text)
        return _SENTENCE.sub(_escaped_start, text)

    def convert_b(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Emphasis is HTML where GitHub would not see it in Markdown."""
        plain = text.strip()
        if not plain or "_noformat" in parent_tags:
            return text
        name, sign = ("strong", "**") if el.name in ("b", "strong") else ("em", "*")
        begin, end = (f"<{name}>", f"</{name}>") if _is_read_otherwise(el, text) else (sign, sign)
        return f"{' ' * text.startswith(' ')}{begin}{plain}{end}{' ' * text.endswith(' ')}"

    convert_strong = convert_i = convert_em = convert_b

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Indent what is in an item by four spaces, which every reader of Markdown takes as nested."""
        item = str(super().convert_li(el, text, parent_tags))
        first, *others = item.split("\n")
        width = len(first) - len(first.partition(" ")[2])
        return "\n".join([first, *(f"    {line[width:]}" if line.startswith(" " * width) else line for line in others)])

    def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_td(el, text.replace("|", r"\|"), parent_tags))

    def convert_th(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_th(el, text.replace("|", r"\|"), parent_tags))

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A picture that leads to its own large file is the picture alone."""
        reference = (el.get("href") or "").strip()
        if text.strip().startswith("![") and _PICTURE.search(reference):
            return text
        if not reference or reference.lower().startswith(("javascript:", "data:", "vbscript:")):
            return text
        el["href"] = re.sub(r"\s", "%20", reference)
        if el.has_attr("title"):
            del el["title"]
        return str(super().convert_a(el, text, parent_tags))

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del text, parent_tags
        return forms.image(_source(el), el.get("alt") or "") if _source(el) else ""

    def convert_figure(self, el: Any, text: str, parent_tags: set[str]) -> str:
        pictures = el.find_all("img")
        if not pictures or el.find(("table", "iframe", "pre", "blockquote")):
            return forms.block(text)
        if len(pictures) > 1:
            return self._gallery(el, pictures)
        caption = el.find("figcaption")
        words = caption.get_text(" ", strip=True) if caption else ""
        links = [] if not caption else [kept_link for each in caption.find_all("a") if (kept_link := str(each))]
        comments = "".join(f"\n{forms.kept(Task.LINK, each)}" for each in links)
        source, alt = _source(pictures[0]), pictures[0].get("alt") or ""
        return forms.block(f"{forms.image(source, alt, words)}{comments}") if source else forms.block(text)

    def _gallery(self, el: Any, pictures: Any) -> str:
        """Consecutive pictures are a gallery; its own caption becomes a paragraph below it."""
        lines, captions = [], []
        for each in pictures:
            around = each.find_parent("figure")
            caption = around.find("figcaption") if around is not el else None
            captions.append(caption)
            lines.append(
                forms.image(_source(each), each.get("alt") or "", caption.get_text(" ", strip=True) if caption else "")
            )
        own = el.find_all("figcaption", recursive=False)
        return forms.block("\n".join(lines)) + "".join(
            forms.block(self.escape(each.get_text(" ", strip=True), set())) for each in own
        )

    def convert_figcaption(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del el, parent_tags
        return forms.block(text) if text.strip() else ""

    def convert_iframe(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del text, parent_tags
        reference = next((el[name] for name in ("src", *_LAZY) if el.get(name)), "")
        page = forms.video_page(reference)
        return forms.block(page or forms.kept(Task.HTML, str(el)))

    def convert_video(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del text, parent_tags
        inner = el.find("source")
        reference = el.get("src") or (inner.get("src") if inner else "")
        return forms.block(
            forms.image(reference, el.get("title") or "") if reference else forms.kept(Task.HTML, str(el))
        )

    convert_audio = convert_video

    def convert_details(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del parent_tags
        summary = el.find("summary")
        return forms.collapsible(summary.get_text(" ", strip=True) if summary else "", text)

    def convert_summary(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del el, text, parent_tags
        return ""

    def convert_table(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A table that has no form in Markdown stays HTML, without its styles."""
        spans = el.find(lambda each: each.name in ("td", "th") and ({"colspan", "rowspan"} & each.attrs.keys()))
        nested = [each for cell in el.find_all(("td", "th")) for each in cell.find_all(_BLOCKS_IN_CELLS)]
        if not spans and all(each.name == "p" for each in nested):
            return str(super().convert_table(el, text, parent_tags))
        for each in (el, *el.find_all(True)):
            each.attrs = {name: value for name, value in each.attrs.items() if name in _CELL_ATTRIBUTES}
        return forms.block(re.sub(r"\n\s*\n", "\n", str(el)))

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del parent_tags
        return forms.fence(text, _code_language(el)) if text.strip() else ""

    def convert_code(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if "\n" in text and "pre" not in parent_tags:
            return forms.fence(text)
        return str(super().convert_code(el, text, parent_tags))

    def convert_script(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del text, parent_tags
        where = el.get("src")
        return forms.block(forms.kept(Task.HTML, f'<script src="{where}">' if where else "<script>"))

    def convert_style(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del el, text, parent_tags
        return ""

    def convert_newsdesk_kept(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del text, parent_tags
        return forms.kept(Task(el["task"]), el.get_text())

    def convert_newsdesk_more(self, el: Any, text: str, parent_tags: set[str]) -> str:
        del el, text, parent_tags
        return forms.block(forms.MORE)


def kept_element(task: Task, original: str) -> str:
    """Return the element that keeps a part of HTML in a comment."""
    return f'<{KEPT} task="{task}">{escape(original)}</{KEPT}>'


def _code_language(pre: Any) -> str:
    """Return the language of a block of code, by the classes that highlighters use."""
    inner = pre.find("code")
    found = _LANGUAGE.search(" ".join([*pre.get("class", []), *(inner.get("class", []) if inner else [])]))
    return found[1].lower() if found else ""


def _as_html(el: Any, text: str, parent_tags: set[str]) -> str:
    del parent_tags
    attribute = _ATTRIBUTES.get(el.name, "")
    value = el.get(attribute) if attribute else ""
    given = f' {attribute}="{escape(value)}"' if value else ""
    return f"<{el.name}{given}>{text}</{el.name}>" if text.strip() else text


def _without_form(el: Any, text: str, parent_tags: set[str]) -> str:
    del text, parent_tags
    return forms.kept(Task.HTML, str(el))


def _source(el: Any) -> str:
    lazy = next((el[name] for name in _LAZY if el.get(name)), "")
    source = str(el.get("src") or "")
    return str(lazy) if lazy and (not source or source.startswith("data:")) else source.strip()


def _escaped_start(found: re.Match[str]) -> str:
    sign = found["sign"]
    return f"{found['indent']}{sign}\\" if _DIGITS.fullmatch(sign) else f"{found['indent']}\\{sign}"


def _is_read_otherwise(el: Any, text: str) -> bool:
    """Return whether GitHub would not read `**：**` as strong: a mark inside its end, a letter right behind it.

    https://spec.commonmark.org/0.31.2/#right-flanking-delimiter-run
    """
    before, after = _edge(el.previous_sibling, -1), _edge(el.next_sibling, 0)
    first, last = text[:1], text[-1:]
    return (after.isalnum() and not last.isalnum() and not last.isspace()) or (
        before.isalnum() and not first.isalnum() and not first.isspace()
    )


def _edge(sibling: Any, at: int) -> str:
    text = sibling.get_text() if sibling is not None and hasattr(sibling, "get_text") else ""
    return text[at] if text else ""

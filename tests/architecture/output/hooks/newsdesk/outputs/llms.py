"""llms.txt: what the site holds, for language models (https://llmstxt.org)."""

from collections.abc import Iterator

from newsdesk import urls
from newsdesk.i18n.languages import Language
from newsdesk.outputs.registry import Output, OutputContext


def _llms_txt(context: OutputContext) -> bytes:
    first = context.site.languages[0]
    lines = [f"# {context.site.name.in_language(first)}", "", f"> {context.site.tagline.in_language(first)}"]
    for language in context.site.languages:
        lines += ["", f"## {language.own_name}", "", *_stories(context, language)]
    return "".join(f"{line}\n" for line in lines).encode()


def _stories(context: OutputContext, language: Language) -> Iterator[str]:
    for story in context.library.stories:
        if story.versions.has(language):
            text = story.versions.in_language(language)
            yield f"- [{text.title}]({context.site.absolute(urls.story(language, story.key))}): {text.summary}"


OUTPUTS = [Output(path="llms.txt", media_type="text/plain", make=_llms_txt, permanent=True, linked=False)]

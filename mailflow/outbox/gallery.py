"""Every letter on one page, to look at: each kind and case, in every language, as HTML and as text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from mailflow.domain.event import Event
from mailflow.outbox.flowed import hard_wrapped
from mailflow.outbox.render import Rendered, render
from mailflow.outbox.sample import samples
from mailflow.outbox.templates import Templates

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Letters</title>
<style>
  body {{ font: 16px/1.5 system-ui, sans-serif; margin: 1rem auto; padding: 0 1rem; max-width: 1300px }}
  nav p {{ margin: .2rem 0; line-height: 1.9 }}
  nav a {{ margin-right: .8rem; white-space: nowrap }}
  section {{ display: grid; grid-template-columns: 2fr 1fr; gap: 1rem; margin: 0 0 2rem }}
  h2, h3 {{ grid-column: 1 / -1; margin: 1rem 0 0 }}
  iframe {{ width: 100%; height: 44rem; border: 1px solid #8888 }}
  pre {{ height: 44rem; margin: 0; overflow: auto; white-space: pre-wrap; font-size: 13px; border: 1px solid #8888 }}
</style>
</head>
<body>
<h1>Letters</h1>
<nav>
{contents}</nav>
{sections}
</body>
</html>
"""
_CONTENTS = "<details><summary>{event}, {language}</summary><p>{links}</p></details>\n"
_LETTER = """<section id="{file}">
<h2>{name} ({language}, {event})</h2>
<p>{subject}</p>
<iframe title="{name}, {language}, {event}" src="{file}" loading="lazy"></iframe>
<pre>{text}</pre>
</section>
"""


def write_gallery(folder: Path, events: Iterable[Event], templates: Templates) -> Path:
    """Write every letter of every event and language into `folder`, and a page of them all; returns that page."""
    contents, sections = "", ""
    for event in events:
        for language in templates.languages:
            letters = dict(_letters(folder, event, language, templates))
            links = " ".join(
                f'<a href="#{escape(file)}">{escape(file.rpartition("/")[2].removesuffix(".html"))}</a>'
                for file in letters
            )
            contents += _CONTENTS.format(event=escape(event.title), language=language, links=links)
            sections += "".join(letters.values())
    index = folder / "index.html"
    index.write_text(_PAGE.format(contents=contents, sections=sections), encoding="utf-8")
    return index


def _letters(folder: Path, event: Event, language: str, templates: Templates) -> Iterator[tuple[str, str]]:
    """Each letter written into a file of its own; the file, and its section of the page."""
    (folder / event.id / language).mkdir(parents=True, exist_ok=True)
    for name, letter in samples(event, language):
        rendered = render(letter, templates)
        file = f"{event.id}/{language}/{name}.html"
        (folder / file).write_text(standing_alone(rendered), encoding="utf-8")
        section = _LETTER.format(
            name=name,
            language=language,
            event=escape(event.id),
            subject=escape(rendered.subject),
            file=escape(file),
            text=escape(hard_wrapped(rendered.text)),
        )
        yield file, section


def standing_alone(rendered: Rendered) -> str:
    """The HTML part with its pictures inside it, for a browser."""
    html = rendered.html
    for picture in rendered.attachments:
        if picture.cid:
            data = f"data:{picture.content_type};base64,{b64encode(picture.content).decode()}"
            html = html.replace(f"cid:{picture.cid}", data)
    return html

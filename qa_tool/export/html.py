"""A report as one accessible page: no network, no script, everything typed stands as typed."""

import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from qa_tool.export.cells import written
from qa_tool.export.file import write_whole
from qa_tool.export.html_parts import marks, page
from qa_tool.paths import RESOURCES
from qa_tool.progress import Progress
from qa_tool.report.blocks import House, Report

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = RESOURCES / "html"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


@lru_cache(maxsize=1)
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    return made.get_template("report.html")


def _clean(value: object) -> object:
    """What no page may hold goes out of every text, wherever the template puts it."""
    return written(value) if type(value) is str else value


@lru_cache(maxsize=1)
def _sheet() -> str:
    return (FOLDER / "report.css").read_text(encoding="utf-8")


def _in_style(text: str) -> str:
    """A text inside a style sheet: every letter by its number, so that none ends the text."""
    return "".join(f"\\{ord(letter):X} " for letter in " ".join(written(text).split()))


def style(report: Report) -> str:
    """The style sheet, with the council's colour, and what every printed page carries."""
    head = f'@top-center {{ content: "{_in_style(report.marking)}"; font-weight: 600; }}'
    foot = f'@bottom-center {{ content: "{_in_style(report.marking)}"; font-weight: 600; }}'
    if not report.marking:
        head = foot = ""
    sides = (
        f'@top-left {{ content: "{_in_style(report.council)}"; }}'
        '@bottom-right { content: "Page " counter(page) " of " counter(pages); }'
    )
    accent = report.house.accent
    own = f":root {{ --accent: {accent}; }}" if _COLOUR.fullmatch(accent) else ""
    return f"{_sheet()}{own}@page {{ size: A4; margin: 20mm 17mm; font: 8pt Inter, 'Segoe UI', Arial, sans-serif; {sides}{head}{foot} }}"


def _logo(house: House) -> str:
    """The logo inside the page itself; what is no picture is left out."""
    kind = next((kind for begin, kind in _PICTURES if house.logo.startswith(begin)), "")
    return f"data:{kind};base64,{b64encode(house.logo).decode('ascii')}" if kind else ""


def html(report: Report) -> str:
    """The whole page as text."""
    from markupsafe import Markup

    made = page(report)
    day = f"{report.made.day} {report.made:%B %Y}"
    told = (report.title, report.subtitle, report.council)
    return _template().render(
        report=report,
        title=" · ".join(" ".join(text.split()) for text in told if text.strip()),
        style=Markup(style(report)),  # noqa: S704  typed words stand in it by number
        logo=_logo(report.house),
        marks=marks(made.marks),
        facts=(*report.facts, ("Made on", day)),
        made=day,
        contents=made.contents() if report.contents else (),
        parts=made.parts,
    )


def fill(report: Report, file: BinaryIO, progress: Progress) -> None:
    """Write the whole page into an open file."""
    progress.step(0, 1, "Writing the page")
    file.write(html(report).encode("utf-8"))
    progress.step(1, 1, "Writing the page")


def write(source: Report, target: Path, progress: Progress) -> Path:
    """The whole page, or the old file as it was."""
    return write_whole(target, lambda file: fill(source, file, progress))

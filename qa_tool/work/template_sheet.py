"""Template files of every kind: read by their content, written by their ending, compared."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from qa_tool.caselist.door import NotReadable, open_file
from qa_tool.errors import QAError
from qa_tool.problems import Problem, errors
from qa_tool.template.model import Template
from qa_tool.template.plain import fingerprint
from qa_tool.template.read import Result, template_from
from qa_tool.template.sheet.markdown import from_markdown, is_markdown, to_markdown
from qa_tool.template.sheet.plan import plan_of
from qa_tool.template.sheet.read import Sheet, read_sheets
from qa_tool.template.source import Unreadable, text_of
from qa_tool.template.toml_text import to_toml

SUFFIXES = (".toml", ".xlsx", ".md")
_BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_ZIPPED = b"PK"
_OLD = b"\xd0\xcf\x11\xe0"
_SAVE = "Save it once more from the spreadsheet program, as .xlsx, without a password."


def read_file(path: Path) -> Result:
    """Read a template from TOML, a workbook or Markdown tables, whatever the file is called."""
    if _is_workbook(path):
        return _read_workbook(path)
    try:
        text = text_of(path)
    except Unreadable as trouble:
        return None, (trouble.problem,)
    if is_markdown(text):
        return read_sheets(from_markdown(text), path.name)
    if not text.strip():
        what = "The file is empty."
        return None, (Problem("error", path.name, what, "Choose another file.", "not_readable"),)
    template, problems = template_from(text, path.name)
    if template is None and path.suffix.casefold() in _BOOKS and "]]" not in text:
        first = problems[0].what if problems else ""
        what = f"The file is called '{path.suffix}' and is no workbook. Read as a text: {first}"
        return None, (Problem("error", path.name, what, _SAVE, "not_readable"),)
    return template, problems


def check_files(paths: Iterable[Path]) -> list[tuple[Path, Template | None, tuple[Problem, ...]]]:
    """Read many files, and also tell when two of them have the same key."""
    results: list[tuple[Path, Template | None, tuple[Problem, ...]]] = []
    seen: dict[str, str] = {}
    for path in paths:
        template, problems = read_file(path)
        if template is not None and template.key in seen:
            what = f"{seen[template.key]} has the key '{template.key}' too."
            cure = "Give each template its own key."
            problems = (*problems, Problem("error", path.name, what, cure, "duplicate_key"))
            template = None
        elif template is not None:
            seen[template.key] = path.name
        results.append((path, template, problems))
    return results


def _is_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4).startswith((_ZIPPED, _OLD))
    except OSError:
        return False  # whoever reads it as a text says why


def _read_workbook(path: Path) -> Result:
    try:
        opened = open_file(path)
    except NotReadable as trouble:
        what = str(trouble).replace("a list of children", "a form").replace("no list", "no form")
        cure = trouble.cure.replace("the list", "the form") if "larger than" in what else _SAVE
        return None, (Problem("error", path.name, what, cure, "not_readable"),)
    template, problems = read_sheets(
        [Sheet(sheet.name, sheet.rows) for sheet in opened.sheets], path.name
    )
    told = tuple(
        Problem(p.severity, f"{path.name}, {p.where.lower()}", p.what, p.cure, p.code)
        for p in opened.problems
    )
    return template, (*told, *problems)


def whole(path: Path) -> Template:
    """The template of a file that must be whole; a sentence with its first fault otherwise."""
    template, problems = read_file(path)
    wrong = errors(problems)
    if template is None or wrong:
        first = wrong[0]
        raise QAError(f"{len(wrong)} faults. The first: {first.where}: {first.what}", first.cure)
    return template


def write_file(template: Template, target: Path) -> Path:
    """Write a template as the ending says, and make sure that it reads back to the same."""
    suffix = target.suffix.casefold()
    if suffix not in SUFFIXES:
        raise QAError(
            f"Templates are not written as '{target.suffix or target.name}'.",
            f"End the name with one of: {', '.join(SUFFIXES)}.",
        )
    written = _write(template, target, suffix)
    again, problems = read_file(written)
    if again is None or fingerprint(again) != fingerprint(template):
        first = next((str(problem) for problem in errors(problems)), "some words differ")
        raise QAError(
            f"{target.name} does not read back to the same template: {first}",
            "Do not use it. Keep the template as it was.",
        )
    return written


def _write(template: Template, target: Path, suffix: str) -> Path:
    if suffix == ".xlsx":
        from qa_tool.export import template_sheet

        return template_sheet.write(template, plan_of(template), target)
    from qa_tool.export.file import write_whole

    text = to_toml(template) if suffix == ".toml" else to_markdown(plan_of(template))

    def fill(file: BinaryIO) -> None:
        file.write(text.encode("utf-8"))

    return write_whole(target, fill)


__all__ = ["SUFFIXES", "check_files", "read_file", "whole", "write_file"]

"""A template written as the TOML file that the program ships and reads."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from qa_tool.errors import QAError
from qa_tool.template.dialect import own_scales, tables_of_template
from qa_tool.template.model import Template

_LONGEST = 4_000
_MARKS = {'"': '\\"', "\\": "\\\\"}
_MARKED = re.compile(r'["\\]')
# A line ends behind a space and before a letter: what TOML joins again loses the spaces between.
_BREAK = re.compile(
    rf".{{1,{_LONGEST}}}$|.{{1,{_LONGEST}}}(?<= )(?=\S)|.{{1,{_LONGEST}}}(?=\S)|.+", re.DOTALL
)


class NotInToml(QAError):
    """A template that has something which TOML files cannot say."""


def to_toml(template: Template) -> str:
    """The text of a template file; it reads back to the same template."""
    if own := own_scales(template):
        names = ", ".join(scale.key for scale in own)
        raise NotInToml(
            f"The template brings scales of its own ({names}), which a TOML file cannot hold.",
            "Keep it as a workbook, or use one of the scales that come with the program.",
        )
    return "\n".join(_lines(tables_of_template(template), "")) + "\n"


def _lines(table: Mapping[str, Any], path: str) -> Iterator[str]:
    """The keys of one table, then the tables inside it."""
    for key, value in table.items():
        if not _is_table(key, value):
            yield f"{key} = {_written(value)}"
    for key, value in table.items():
        if not _is_table(key, value):
            continue
        inside = f"{path}.{key}" if path else key
        for one in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{inside}]]" if isinstance(value, list) else f"[{inside}]"
            yield from _lines(one, inside)


def _is_table(key: str, value: object) -> bool:
    """Whether it stands under a heading; choices, rows and boundaries are written in one line each."""
    if key in {"choices", "rows", "boundaries"}:
        return False
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    )


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case date():
            return value.isoformat()
        case dict():
            pairs = ", ".join(f"{key} = {_inline(part)}" for key, part in value.items())
            return f"{{ {pairs} }}"
        case list():
            return _list(value)
    return repr(value)


def _list(value: list[Any]) -> str:
    if value and isinstance(value[0], dict):
        return "[\n" + "".join(f"  {_written(item)},\n" for item in value) + "]"
    return "[" + ", ".join(_inline(item) for item in value) + "]"


def _inline(value: object) -> str:
    """A value on one line, whatever breaks its text has."""
    if isinstance(value, str):
        return '"' + _escaped(value).replace("\n", "\\n") + '"'
    return _written(value)


def _text(text: str) -> str:
    if "\n" not in text and len(text) <= _LONGEST:
        return f'"{_escaped(text)}"'
    # After a backslash at a line's end TOML goes on with the next letter: long lines are broken so.
    lines = (
        "\\\n".join(_escaped(piece) for piece in _BREAK.findall(line)) for line in text.split("\n")
    )
    return '"""\n' + "\n".join(lines) + '"""'


def _escaped(text: str) -> str:
    return _MARKED.sub(lambda found: _MARKS[found.group()], text)

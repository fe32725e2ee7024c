"""The lists that are known: Ofsted's Annex A and the lists of case systems, read from dated data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from qa_tool.caselist.model import Code, Field, ListKind
from qa_tool.caselist.words import bare
from qa_tool.paths import RESOURCES

OWN = "own_list"
ANYWHERE = (
    "name",
    "address",
    "other_number",
    "birth",
)  # what may stand on any list, and goes at the door


@dataclass(frozen=True, slots=True)
class Book:
    """Every field, list and code that is known, with the edition they come from."""

    edition: str
    fields: Mapping[str, Field]
    lists: Mapping[str, ListKind]
    codes: Mapping[str, Mapping[str, Code]]

    def fields_of(self, list_key: str) -> tuple[Field, ...]:
        """What the columns of this list may hold: its own fields first, then what is always dropped."""
        own = self.lists[list_key].fields
        return tuple(self.fields[key] for key in (*own, *(k for k in ANYWHERE if k not in own)))

    def list_named(self, name: str) -> ListKind | None:
        """The list that somebody means by '6', 'List 6', 'list_6', 'annex_a.6' or 'Children in need'."""
        wanted = bare(name)
        for kind in self.lists.values():
            spelt = {bare(kind.key), bare(kind.title), bare(kind.name)}
            if kind.number:
                spelt |= {str(kind.number), f"list {kind.number}"}
            if wanted in spelt:
                return kind
        return None


@cache
def book() -> Book:
    """The lists of resources/caselist."""
    data = tomllib.loads((RESOURCES / "caselist" / "annex_a.toml").read_text("utf-8"))
    fields = {row["key"]: _field(row) for row in data["field"]}
    lists = {row["key"]: _list(row) for row in data["list"]}
    codes = {name: MappingProxyType(_codes(rows)) for name, rows in data["codes"].items()}
    return Book(
        data["edition"], MappingProxyType(fields), MappingProxyType(lists), MappingProxyType(codes)
    )


def _field(row: Mapping[str, Any]) -> Field:
    return Field(
        row["key"], row["title"], row["reads"], row.get("as", ""), tuple(row.get("also", ())),
        row.get("codes", ""), row.get("identifies", False),
    )  # fmt: skip


def _list(row: Mapping[str, Any]) -> ListKind:
    names = ("kind", "subject", "weight", "repeats", "current", "team")
    told = {name: row[name] for name in names if name in row}
    return ListKind(row["key"], row["number"], row["title"], fields=tuple(row["fields"]), **told)


def _codes(rows: list[Mapping[str, Any]]) -> dict[str, Code]:
    """Each way of writing a code, bare, with the code; a later code never takes an earlier one's."""
    found: dict[str, Code] = {}
    for row in rows:
        code = Code(row["key"], row["label"], row.get("means", ""), tuple(row.get("also", ())))
        for word in (code.key, code.label, *code.also):
            found.setdefault(bare(word), code)
    return found

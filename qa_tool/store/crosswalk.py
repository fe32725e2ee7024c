"""The shelf of crosswalks: what of one version of a template is what of another, as somebody confirmed."""

import json
from dataclasses import dataclass
from datetime import datetime

from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record
from qa_tool.template.crosswalk import Crosswalk


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A crosswalk with who confirmed it and when; `withdrawn` ones join nothing any more, and say why."""

    id: str
    crosswalk: Crosswalk
    by: str
    made: datetime
    note: str = ""
    withdrawn: bool = False


def id_of(before: str, after: str) -> str:
    """One object for each pair of versions."""
    return f"{before}-{after}"


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        store.raw.execute("DELETE FROM crosswalk WHERE id = ?", [entry.object])
        return
    body = entry.body
    put(
        store, "crosswalk",
        {"id": body["id"], "template": body["crosswalk"]["template"],
         "withdrawn": int(body.get("withdrawn", False)),
         "plain": json.dumps(body, ensure_ascii=False, sort_keys=True)},
    )  # fmt: skip


register("crosswalk", _apply, tables=("crosswalk",))


def every(store: Door, template: str = "", *, withdrawn: bool = False) -> tuple[Confirmed, ...]:
    """The crosswalks that hold, of one template or of all; with `withdrawn` those taken back too."""
    parts, values = ["1"], list[str]()
    if template:
        parts.append("template = ?")
        values.append(template)
    if not withdrawn:
        parts.append("withdrawn = 0")
    found = dicts(
        store, f"SELECT plain FROM crosswalk WHERE {' AND '.join(parts)} ORDER BY id", values
    )
    return tuple(record(Confirmed, json.loads(row["plain"])) for row in found)


def one(store: Door, before: str, after: str) -> Confirmed | None:
    """What was said last of these two versions, also where it was taken back."""
    found = dicts(store, "SELECT plain FROM crosswalk WHERE id = ?", [id_of(before, after)])
    return next((record(Confirmed, json.loads(row["plain"])) for row in found), None)


def counted(store: Door, mark: str) -> bool:
    """Whether any audit with this version of a template is in a figure."""
    return (
        store.raw.execute(
            "SELECT 1 FROM counted WHERE form = (SELECT id FROM term WHERE text = ?) LIMIT 1",
            [mark],
        ).fetchone()
        is not None
    )

"""Writing a template in the program: drafts, every word kept at once, undo, publishing, retiring."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qa_tool.errors import QAError, Refused
from qa_tool.problems import Problem, errors
from qa_tool.store import council as council_shelf
from qa_tool.store import form_draft as shelf
from qa_tool.store import template as template_shelf
from qa_tool.store.record import plain, record
from qa_tool.template.dialect import own_scales, tables_of_template
from qa_tool.template.edit import Edit, Op, Tables, done, joined, undone
from qa_tool.template.edit_check import Note, checked
from qa_tool.template.edit_names import records, settled
from qa_tool.template.edit_new import empty_template
from qa_tool.template.model import Scale, SubjectKind, Template
from qa_tool.template.plain import fingerprint
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

_LAST_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*$)")


class NotWhole(Refused):
    """A draft that cannot be published yet; `notes` are all that is wrong."""

    def __init__(self, notes: Sequence[Note]) -> None:
        wrong = [note for note in notes if note.stops]
        first = wrong[0].problem
        faults = "1 fault" if len(wrong) == 1 else f"{len(wrong)} faults"
        where = f"{first.where}: " if first.where else ""
        super().__init__(
            f"This template has {faults}, so it is not published. The first: {where}{first.what}",
            first.cure,
        )
        self.notes = tuple(wrong)


class FileNotWhole(QAError):
    """A file from which no draft can begin; `problems` are all that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        wrong = errors(problems)
        first = wrong[0]
        super().__init__(
            f"This file has {len(wrong)} faults. The first: {first.where}: {first.what}", first.cure
        )
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One template being written; `others` are the names of other people who write the same one."""

    id: str
    title: str
    key: str
    version: str
    owner: str
    mine: bool
    started: datetime
    touched: datetime
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """A draft as it stands: its tables, its own scales, how many steps can be taken back and done again."""

    id: str
    tables: Tables
    scales: tuple[Scale, ...]
    undo: int
    redo: int
    mine: bool


def drafts(workspace: Workspace) -> tuple[DraftRow, ...]:
    """Every template that is being written in this store, the one touched last first."""
    workspace.need("qa_lead")
    found = shelf.every(workspace.store)
    return tuple(
        DraftRow(
            one.id, one.title, one.key, one.version, workspace.name(one.owner),
            one.owner == workspace.person.id, one.started, one.touched,
            tuple(workspace.name(o.owner) for o in found if o.key == one.key and o.owner != one.owner),
        )
        for one in found
    )  # fmt: skip


def begin_empty(workspace: Workspace, title: str, subject: SubjectKind, scale: str) -> Change:
    """Begin a template with nothing in it."""
    if not title.strip():
        raise Refused("The template has no title.", "Write what the audit is called.")
    publisher = workspace.policy.council_name or "The council"
    tables = empty_template(title.strip(), publisher, subject, scale)
    taken = {row.key for row in templates.rows(workspace)}
    while tables["key"] in taken:
        tables["key"] += "_new"
    return _begin(workspace, tables, (), "")


def begin_from(workspace: Workspace, template: Template) -> Change:
    """Begin a new version of a template, with everything in it that it has now."""
    used = {row.version for row in templates.rows(workspace) if row.key == template.key}
    tables = tables_of_template(template)
    while tables["version"] in used:
        tables["version"] = next_version(str(tables["version"]))
    return _begin(workspace, tables, own_scales(template), fingerprint(template))


def begin_from_file(workspace: Workspace, path: Path) -> Change:
    """Begin from a workbook or another template file; one with faults is refused with all of them."""
    from qa_tool.work.template_sheet import read_file

    template, problems = read_file(path)
    if template is None:
        raise FileNotWhole(problems)
    return begin_from(workspace, template)


def copy(workspace: Workspace, draft: str) -> Change:
    """A draft of one's own that begins as somebody's draft stands now."""
    one, held = shelf.head(workspace.store, draft), shelf.held(workspace.store, draft)
    return _begin(
        workspace, held.tables, [record(Scale, each) for each in held.scales], one.based_on
    )


def open_draft(workspace: Workspace, draft: str) -> Writing:
    """One draft as it stands; somebody else's can be read, not changed."""
    workspace.need("qa_lead")
    one, held = shelf.head(workspace.store, draft), shelf.held(workspace.store, draft)
    return Writing(
        draft, held.tables, tuple(record(Scale, each) for each in held.scales), held.undo, held.redo,
        one.owner == workspace.person.id,
    )  # fmt: skip


def keep(workspace: Workspace, draft: str, edit: Edit, *, merge: bool = False) -> Writing:
    """Make one change and keep it at once; with `merge` it is one step with the last one."""
    writing = _own(workspace, draft)
    tables = done(writing.tables, edit)
    last = shelf.step(workspace.store, draft, ahead=False) if merge and not writing.redo else None
    step = joined(_edit(last), edit) if last is not None else edit
    shelf.keep(
        workspace.store, draft, tables, _plain(step), workspace.clock.now(), grow=last is not None
    )
    return open_draft(workspace, draft)


def undo(workspace: Workspace, draft: str) -> tuple[Writing, Edit | None]:
    """Take the last change back; the change, or None where there is none."""
    return _go(workspace, draft, ahead=False)


def redo(workspace: Workspace, draft: str) -> tuple[Writing, Edit | None]:
    """Make the change again that was taken back."""
    return _go(workspace, draft, ahead=True)


def give_up(workspace: Workspace, draft: str) -> Change:
    """Throw a draft of one's own away."""
    _own(workspace, draft)
    shelf.finish(workspace.store, draft)
    return changed("form_draft", ids=(draft,))


def stands_beside(workspace: Workspace, draft: str) -> tuple[str, ...]:
    """What its author should know before publishing: who else writes it, and what came into use since."""
    one = shelf.head(workspace.store, draft)
    said = [
        (
            "You have another draft of this template. "
            if other.owner == one.owner
            else f"{workspace.name(other.owner)} is writing this template too. "
        )
        + "Both drafts are kept; what is published last is in use."
        for other in shelf.every(workspace.store)
        if other.key == one.key and other.id != draft
    ]
    now = template_shelf.current(workspace.store).get(one.key)
    if now is not None and one.based_on and now["fingerprint"] != one.based_on:
        said.append(
            f"Version {now['version']} is in use, and this draft began from another one: what is "
            "new there is not in it."
        )
    return tuple(said)


def publish(workspace: Workspace, draft: str, notes: str = "") -> Change:
    """Take the draft into use as a new version; old audits keep their own questions.

    Refused with everything that is wrong, and where there is another text under the same version.
    """
    workspace.need("qa_lead")
    writing = _own(workspace, draft)
    tables = with_keys(writing.tables)
    found = checked(tables, writing.scales)
    if found.template is None:
        raise NotWhole(found.notes)
    template = found.template
    for row in templates.rows(workspace):
        if (row.key, row.version) == (template.key, template.version):
            same = row.fingerprint == fingerprint(template)
            raise Refused(
                f"There is a version {template.version} of “{template.title}” already"
                + (", and nothing in it is different." if same else "."),
                f"Call this one {next_version(template.version)}, for example.",
            )
    with workspace.store.together():
        used = templates.use(workspace, [template], notes.strip())
        shelf.finish(workspace.store, draft)
    return changed("template", "form_draft", ids=(*used.ids, draft))


def with_keys(tables: Tables) -> Tables:
    """The tables with a key from its words for each part whose key nobody has chosen."""
    for path, _record in list(records(tables)):
        edit = settled(tables, path)
        if edit is not None:
            tables = done(tables, edit)
    return tables


def next_version(version: str) -> str:
    """The version after this one: its last number is one more."""
    found = _LAST_NUMBER.search(version)
    if found is None:
        return f"{version} 2".strip()
    return f"{version[: found.start()]}{int(found.group()) + 1}{version[found.end() :]}"


def still_using(workspace: Workspace, key: str) -> tuple[str, ...]:
    """What is given out with this template and not handed in yet, round by round."""
    workspace.need("qa_lead")
    names = {round_.id: round_.name for round_ in council_shelf.rounds(workspace.store)}
    given: dict[str, int] = {}
    for one in council_shelf.allocations(workspace.store, states=("allocated",)):
        if one.template == key:
            given[one.round] = given.get(one.round, 0) + 1
    return tuple(
        f"{names.get(round_, 'A round')}: {n} {'audit' if n == 1 else 'audits'} given out and not handed in"
        for round_, n in sorted(given.items(), key=lambda each: names.get(each[0], ""))
    )


def retire(workspace: Workspace, key: str, *, back: bool = False) -> Change:
    """Give no new audits out with this template; what is given out goes on. `back` offers it again."""
    workspace.need("qa_lead")
    row = next((r for r in templates.rows(workspace) if r.key == key and r.current), None)
    if row is None or bool(row.retired) != back:
        raise Refused(
            "This template is not in use." if row is None or not back else "It is in use already.",
            "Look at the list of templates.",
        )
    since = "" if back else workspace.clock.today().isoformat()
    with workspace.store.together():
        workspace.write("template", key, {"key": key, "retired": since})
    return changed("template", ids=(key,))


def _begin(
    workspace: Workspace, tables: Tables, scales: Sequence[Scale], based_on: str
) -> Change:  # fmt: skip
    workspace.need("qa_lead")
    now, name = workspace.clock.now(), workspace.ids.new_id("form")
    key, title, version = (str(tables.get(part, "")) for part in ("key", "title", "version"))
    head = shelf.FormDraft(name, workspace.person.id, key, title, version, based_on, now, now)
    shelf.begin(workspace.store, head, tables, plain(tuple(scales)))
    return changed("form_draft", ids=(name,))


def _own(workspace: Workspace, draft: str) -> Writing:
    """A draft that the person may change."""
    writing = open_draft(workspace, draft)
    if not writing.mine:
        owner = workspace.name(shelf.head(workspace.store, draft).owner)
        raise Refused(
            f"This draft is {owner}'s, and has one writer.",
            "Take a copy of it to write on; both are kept.",
        )
    return writing


def _go(workspace: Workspace, draft: str, *, ahead: bool) -> tuple[Writing, Edit | None]:
    writing = _own(workspace, draft)
    found = shelf.step(workspace.store, draft, ahead=ahead)
    if found is None:
        return writing, None
    edit = _edit(found)
    tables = done(writing.tables, edit) if ahead else undone(writing.tables, edit)
    shelf.go(workspace.store, draft, tables, workspace.clock.now(), ahead=ahead)
    return open_draft(workspace, draft), edit


def _plain(edit: Edit) -> dict[str, object]:
    ops = [[op.sort, list(op.path), op.before, op.after] for op in edit.ops]
    return {"words": edit.words, "at": list(edit.at), "was_at": list(edit.was_at), "ops": ops}


def _edit(step: Any) -> Edit:
    ops = tuple(Op(sort, tuple(path), before, after) for sort, path, before, after in step["ops"])
    return Edit(str(step["words"]), ops, tuple(step["at"]), tuple(step["was_at"]))

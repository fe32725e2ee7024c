"""Templates in use: taken from files into the ledger, and asked for by key or fingerprint."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

from qa_tool.errors import QAError
from qa_tool.problems import Problem, errors
from qa_tool.store import template as shelf
from qa_tool.store.core import Store
from qa_tool.template.model import Template
from qa_tool.template.plain import fingerprint, from_plain, to_plain
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

_NEWS = re.compile(r"# New in [^:]+: (.+)")


def take_into_use(workspace: Workspace, path: Path) -> Change:
    """Read a template file and use this version from now on; old audits keep theirs."""
    workspace.need("qa_lead")
    from qa_tool.work.template_sheet import read_file  # only who brings a template in reads sheets

    template, problems = read_file(path)
    wrong = errors(problems)
    if template is None or wrong:
        first = wrong[0] if wrong else problems[0]
        raise QAError(
            f"This template has {len(wrong)} faults. The first: {first.where}: {first.what}",
            first.cure,
        )
    return use(workspace, [template])


def take(workspace: Workspace, template: Template, notes: str = "") -> Change:
    """Use a template that was read already (on the worker, where it is a file) from now on."""
    workspace.need("qa_lead")
    return use(workspace, [template], notes)


def use(workspace: Workspace, templates: Sequence[Template], notes: str = "") -> Change:
    """Put templates into the ledger, one entry for each fingerprint that is new here.

    `notes` say what is new in this version, for whoever audits with it.
    """
    have = {
        row["fingerprint"]
        for row in shelf.every(workspace.store)
        if row["current"] and not row["retired"]
    }
    with workspace.store.together():
        for template in templates:
            mark = fingerprint(template)
            if mark in have:
                continue
            workspace.write(
                "template",
                template.key,
                {
                    "key": template.key,
                    "version": template.version,
                    "title": template.title,
                    "fingerprint": mark,
                    "plain": to_plain(template),
                    **({"notes": notes} if notes else {}),
                },
            )
    return changed("template", ids=tuple(t.key for t in templates))


def use_shipped(workspace: Workspace) -> Change:
    """Use every template that comes with the program."""
    from qa_tool.template.read import read_template, shipped  # most days nobody reads a file

    read = [(read_template(path)[0], path) for path in shipped()]
    with workspace.store.together():
        done = [
            use(workspace, [found], news(path)).ids for found, path in read if found is not None
        ]
    return changed("template", ids=tuple(key for keys in done for key in keys))


@cache
def news(path: Path) -> str:
    """What is new in a version that comes with the program: the line of its file that begins so."""
    with path.open(encoding="utf-8") as file:
        head = takewhile(lambda line: line.startswith("#") or not line.strip(), file)
        return next((found[1].strip() for line in head if (found := _NEWS.match(line))), "")


def by_fingerprint(workspace: Workspace, mark: str) -> Template:
    """The template that an audit was made with, exactly."""
    if mark not in workspace.templates_read:
        held = shelf.plain(workspace.store, mark)
        if held is None:
            raise QAError(
                "The template of this audit is missing from the store.",
                "Run 'verify', and restore the last good backup.",
            )
        workspace.templates_read[mark] = from_plain(held)
    return workspace.templates_read[mark]


def current(workspace: Workspace, key: str) -> tuple[Template, str]:
    """The version of a template in use now, with its fingerprint."""
    row = shelf.current(workspace.store).get(key)
    if row is None:
        raise QAError(
            f"The template '{key}' is not in use here.", "Take it into use on the page Templates."
        )
    return by_fingerprint(workspace, row["fingerprint"]), row["fingerprint"]


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template in the list."""

    key: str
    title: str
    version: str
    since: str
    current: bool
    fingerprint: str
    notes: str = ""
    retired: str = ""


def rows(workspace: Workspace) -> tuple[TemplateRow, ...]:
    """Every template version that is or was in use."""
    return tuple(
        TemplateRow(
            r["key"], r["title"], r["version"], str(r["since"])[:10], bool(r["current"]),
            r["fingerprint"], r["notes"], r["retired"],
        )
        for r in shelf.every(workspace.store)
    )  # fmt: skip


def offered(workspace: Workspace) -> dict[str, str]:
    """The title of every template that new audits may be given out with, by key."""
    return {row.key: row.title for row in rows(workspace) if row.current and not row.retired}


def titles(workspace: Workspace) -> dict[str, str]:
    """The title of every template in use, by key."""
    return {row.key: row.title for row in rows(workspace) if row.current}


def files() -> tuple[tuple[Path, Template | None, tuple[Problem, ...]], ...]:
    """The template files that come with the program, read."""
    from qa_tool.template.read import read_template, shipped

    return tuple((path, *read_template(path)) for path in shipped())


def broken(store: Store) -> Iterable[Problem]:
    """Templates in use whose text is not what their fingerprint says, and those that are missing."""
    have = set()
    for row in shelf.every(store):
        held = shelf.plain(store, row["fingerprint"])
        have.add(row["fingerprint"])
        if held is None or fingerprint(from_plain(held)) != row["fingerprint"]:
            yield Problem(
                "error", f"Template '{row['title']}' {row['version']}",
                "It is not the text that audits were made with.",
                "Restore the last good backup.", "template_changed",
            )  # fmt: skip
    for mark in shelf.used_by_audits(store) - have:
        yield Problem(
            "error", f"Template {mark[:12]}", "Audits use it, but it is missing.",
            "Restore the last good backup.", "template_missing",
        )  # fmt: skip

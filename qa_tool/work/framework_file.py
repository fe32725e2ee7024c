"""A framework as one signed file: written, looked at before anything is taken in, taken in as a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qa_tool.council.model import ROLE_NAMES
from qa_tool.errors import QAError, Refused
from qa_tool.export import framework_file as files
from qa_tool.framework.check import check
from qa_tool.framework.difference import Changed, differences
from qa_tool.framework.model import Content, Framework, Origin
from qa_tool.framework.plain import NotAFramework, digest, from_plain, mark, said
from qa_tool.problems import Problem, errors
from qa_tool.store import framework as shelf
from qa_tool.template.dialect import tables_of_template
from qa_tool.template.locate import lines_of
from qa_tool.template.model import Template
from qa_tool.template.plain import NotATemplate, fingerprint, to_plain
from qa_tool.template.plain import from_plain as template_of_plain
from qa_tool.template.read import template_of
from qa_tool.work.change import Change, changed
from qa_tool.work.framework import KEEPERS, keep, timeline, whole
from qa_tool.work.framework_now import now, text_of, texts
from qa_tool.work.workspace import Workspace

MOST_TEMPLATES = 60


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a file. `known` names the person where the key is of somebody enrolled here."""

    council: str
    by: str
    role: str
    on: date
    code: str
    known: str
    made_up: bool

    @property
    def words(self) -> str:
        """What the signature is worth, in one or two sentences."""
        who = f"{self.by}{f' ({self.role})' if self.role else ''}, {self.council}"
        said = f"Signed by {who}, on {self.on.day} {self.on:%B %Y}."
        if self.known:
            return f"{said} The key is known here: {self.known}."
        return (
            f"{said} Nobody here can vouch for this key: ring them on a number that you have from "
            f"elsewhere, and compare its code: {self.code}."
        )


@dataclass(frozen=True, slots=True)
class Look:
    """What a file holds, before anything is taken in.

    `already` is the framework here that says the same; `against` is what it is compared with.
    """

    framework: Framework
    signed: Signed
    already: str
    against: str
    changes: tuple[Changed, ...]
    templates: Mapping[str, Template]
    warnings: tuple[Problem, ...]


# --- writing -------------------------------------------------------------------------------------


def suggested(one: Framework) -> str:
    """What the file is called unless the person changes it."""
    plain = "".join(c if c.isalnum() else "-" for c in f"{one.name} {one.version}".casefold())
    return "-".join(part for part in plain.split("-") if part) + files.SUFFIXES["framework"]


def write(workspace: Workspace, framework_id: str, target: Path) -> Path:
    """Write a framework with every template's text into one file, signed with one's own key."""
    return put(packed(workspace, framework_id), target)


def put(raw: bytes, target: Path) -> Path:
    """Put what was packed into a file; needs no desk, so that a worker can do it."""
    return files.write(raw, target)


def packed(workspace: Workspace, framework_id: str) -> bytes:
    """The bytes of the signed file."""
    workspace.need(*KEEPERS)
    one = frozen(workspace, whole(workspace, framework_id))
    if one.state == "dropped":
        raise Refused(f"{one.title} was dropped.", "Begin a new version, and send that.")
    found = texts(workspace, one.content)
    missing = [ref.title for ref in one.content.templates if ref.fingerprint not in found]
    if missing:
        raise QAError(
            f"The text of {', '.join(missing)} is missing.", "Run 'verify', and restore a backup."
        )
    body = said(one) | {"templates": {key: to_plain(found[key]) for key in sorted(found)}}
    return sealed(workspace, "framework", one, body)


def frozen(workspace: Workspace, one: Framework) -> Framework:
    """A framework as it came into effect, where it did."""
    for effect in shelf.effects(workspace.store):
        if effect.framework == one.id:
            return replace(
                one, name=effect.name, version=effect.version, note=effect.note,
                content=effect.content,
            )  # fmt: skip
    return one


def sealed(workspace: Workspace, kind: files.Kind, one: Framework, body: object) -> bytes:
    """The bytes of a file about a framework, with the head that says who signed it."""
    if workspace.signer is None:
        raise Refused(
            "You cannot sign here: this computer does not know your key.",
            "Sign in with your own name and passphrase.",
        )
    head = {
        "Name": one.name,
        "Version": one.version,
        "Council": workspace.policy.council_name,
        "Council id": workspace.store.ledger.roster().council,
        "Signed by": workspace.person.name,
        "Role": role_of(workspace),
        "Signed on": workspace.clock.today().isoformat(),
        "Made up": "yes, for a demonstration" if workspace.demonstration else "no",
    }
    return files.pack(kind, head, body, workspace.signer)


def role_of(workspace: Workspace) -> str:
    """What the person is here, as others read it."""
    roles = workspace.person.roles
    if "cswo" in roles:
        return workspace.policy.titles.cswo
    return ROLE_NAMES[roles[0]] if roles else ""


# --- looking, and taking in ----------------------------------------------------------------------


def look(workspace: Workspace, path: Path) -> Look:
    """Who signed a file, what it says, and what differs from what stands here; nothing is written."""
    opened = files.read(path)
    if opened.kind != "framework":
        raise QAError(
            "This file holds comments, not a framework.", "Bring it in with “Comments from a file”."
        )
    signed = signed_by(workspace, opened)
    body = dict(opened.body)
    templates = _templates(body.pop("templates", None))
    one = _framework(workspace, body, opened)
    if {ref.fingerprint for ref in one.content.templates} != set(templates):
        raise NotAFramework("templates")
    problems = check(one, templates)
    wrong = errors(problems)
    if wrong:
        raise QAError(f"{wrong[0].where}: {wrong[0].what}", wrong[0].cure)
    stands = timeline(workspace).on(workspace.clock.today())
    against = stands.content if stands else now(workspace)
    known = texts(workspace, against) | templates
    return Look(
        one, signed, _already(workspace, one),
        f"{stands.title}, in effect here" if stands else "what this council works by today",
        differences(against, one.content, known), templates, _warnings(workspace, signed),
    )  # fmt: skip


def signed_by(workspace: Workspace, opened: files.Opened) -> Signed:
    """Who signed, as far as it can be known here."""
    head = opened.head
    roster = workspace.store.ledger.roster()
    holder = next((w for w in roster.writers.values() if w.public_key == head["Key"]), None)
    try:
        day = date.fromisoformat(head["Signed on"])
    except ValueError:
        raise NotAFramework("Signed on") from None
    return Signed(
        head["Council"], head["Signed by"], head["Role"], day, files.code_of(head["Key"]),
        workspace.name(holder.person) if holder else "", head["Made up"] != "no",
    )  # fmt: skip


def _warnings(workspace: Workspace, signed: Signed) -> tuple[Problem, ...]:
    if signed.made_up and not workspace.demonstration:
        what = "It comes from a demonstration: everything in it is made up."
        cure = "Take it in only to look at it."
        return (Problem("warning", signed.council, what, cure, "made_up"),)
    return ()


def _templates(plain: object) -> dict[str, Template]:
    """Every template's text, whole and as its fingerprint says."""
    if not isinstance(plain, dict) or len(plain) > MOST_TEMPLATES:
        raise NotAFramework("templates")
    found = {}
    for key, text in plain.items():
        try:
            template = template_of_plain(text)
            whole_text = fingerprint(template) == key
        except (NotATemplate, ValueError, TypeError) as trouble:
            raise NotAFramework("templates") from trouble
        if not whole_text:
            raise NotAFramework(f"templates.{template.title}")
        _usable(template)
        found[key] = template
    return found


def _usable(template: Template) -> None:
    """Refuse a template that the program could not open, as if it were read from a file of its own."""
    scales = {scale.key: scale for scale in template.scales}
    tables = tables_of_template(template)
    again, problems = template_of(tables, template.title, lines_of(""), scales)
    wrong = errors(problems)
    if again is None or wrong:
        first = f" {wrong[0].where}: {wrong[0].what}" if wrong else ""
        raise QAError(
            f"The template “{template.title}” in it cannot be used.{first}",
            "Ask for the file again; whoever wrote it should use the same version of the program.",
        )


def _framework(workspace: Workspace, body: Mapping[str, Any], opened: files.Opened) -> Framework:
    """The framework that a file holds, with where it is from."""
    names = ("framework", "name", "version", "note", "planned")
    if set(body) != {*names, "content"} or not all(isinstance(body[n], str) for n in names):
        raise NotAFramework("framework")
    head = opened.head
    if (head["Name"], head["Version"]) != (body["name"], body["version"]):
        raise NotAFramework("Name")
    content = from_plain(Content, body["content"], "content")
    try:
        planned = date.fromisoformat(body["planned"]) if body["planned"] else None
        day = date.fromisoformat(head["Signed on"])
    except ValueError as trouble:
        raise NotAFramework("planned") from trouble
    bare = Framework("", body["name"], body["version"], content, body["note"], planned)
    name = digest([head["Council id"], body["framework"], mark(bare)])[:16]
    origin = Origin(
        head["Council"], head["Council id"], body["framework"][:80], mark(bare), head["Signed by"],
        head["Role"], head["Key"], day,
    )  # fmt: skip
    return replace(
        bare, id=f"fwk-{name}", origin=origin, made_by=workspace.person.id,
        made=workspace.clock.now(),
    )  # fmt: skip


def _already(workspace: Workspace, one: Framework) -> str:
    """The framework here that says exactly the same, if there is one."""
    for other in shelf.frameworks(workspace.store):
        if other.state != "dropped" and mark(frozen(workspace, other)) == mark(one):
            return other.id
    return ""


def take_in(workspace: Workspace, path: Path) -> tuple[Change, Look]:
    """Take a framework in as a draft, with the templates' texts; nothing comes into effect."""
    workspace.need(*KEEPERS)
    found = look(workspace, path)
    return take(workspace, found), found


def take(workspace: Workspace, found: Look) -> Change:
    """Take in what was looked at."""
    workspace.need(*KEEPERS)
    if found.already:
        have = whole(workspace, found.already)
        raise Refused(
            f"{have.title} is here already, word for word; nothing was taken in.",
            "Open it in the list.",
        )
    fresh = _named(workspace, found.framework)
    mine = shelf.framework(workspace.store, fresh.id)
    if mine is not None and mine.state != "dropped":
        raise Refused(
            f"{mine.title} was taken in from this file and changed here since.",
            "Drop yours first if you want theirs again; nothing was taken in.",
        )
    with workspace.store.together():
        for key, template in found.templates.items():
            if text_of(workspace, key) is None:
                body = {"fingerprint": key, "plain": to_plain(template)}
                workspace.write("framework", f"fwk-template-{key}", {"template": body})
        keep(workspace, fresh)
    return changed("framework", ids=(fresh.id,))


def _named(workspace: Workspace, one: Framework) -> Framework:
    """Refuse a second framework of one name and version: people would take one for the other."""
    said_ = (one.name.casefold(), one.version.casefold())
    for other in shelf.frameworks(workspace.store):
        same = (other.name.casefold(), other.version.casefold()) == said_
        if same and other.id != one.id and other.state != "dropped":
            raise Refused(
                f"Another framework here is called {other.title} and says something else.",
                "Give yours another version first, or drop it; then take the file in again.",
            )
    return one

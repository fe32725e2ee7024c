"""Comments on a draft: said here, sent as a file, brought back from a file or a workbook, and answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qa_tool.errors import QAError, Refused
from qa_tool.export import framework_file as files
from qa_tool.framework import comment as pure
from qa_tool.framework.clauses import WHOLE, clauses, titles
from qa_tool.framework.model import DECISIONS, Answer, Comment, Decision, Framework
from qa_tool.framework.plain import NotAFramework, mark
from qa_tool.problems import Problem, errors
from qa_tool.store import framework as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.framework import KEEPERS, whole
from qa_tool.work.framework_file import Signed, role_of, sealed, signed_by
from qa_tool.work.framework_now import texts
from qa_tool.work.workspace import Workspace

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file of comments would bring: new ones, how many are here already, what is wrong."""

    framework: Framework
    fresh: tuple[Comment, ...]
    already: int
    problems: tuple[Problem, ...]
    signed: Signed | None = None
    older: bool = False


def known(workspace: Workspace, one: Framework) -> dict[str, str]:
    """The clauses of a framework by id, with what they are called."""
    return titles(clauses(one.content, texts(workspace, one.content)))


def say(workspace: Workspace, framework_id: str, clause: str, text: str) -> Change:
    """Comment on a clause of a draft that is out, or on the whole of it."""
    one = whole(workspace, framework_id)
    _open(workspace, one)
    names = known(workspace, one)
    if clause not in names:
        raise QAError("There is no such clause in it.", "Choose one from the list.")
    who = workspace.person.name
    made = Comment(
        pure.name_of(one.identity, clause, who, text), one.id, mark(one), clause, names[clause],
        text.strip(), who, role_of(workspace), workspace.clock.today(), "here", workspace.person.id,
    )  # fmt: skip
    wrong = pure.wrong_with(made)
    if wrong:
        raise QAError(*wrong)
    if shelf.comment(workspace.store, made.id) is not None:
        raise QAError("You said exactly this before.", "It stands there; say something else.")
    return _keep(workspace, one, [made])


def _open(workspace: Workspace, one: Framework) -> None:
    """Comments are for what is out; whoever keeps the framework may note one on any draft."""
    here = one.state == "out" or (workspace.is_a(*KEEPERS) and one.state in {"draft", "proposed"})
    if not here or any(effect.framework == one.id for effect in shelf.effects(workspace.store)):
        raise Refused(
            f"{one.title} is not out for comments.", "Tell the QA lead what should be different."
        )


def _keep(workspace: Workspace, one: Framework, fresh: Iterable[Comment]) -> Change:
    with workspace.store.together():
        for comment in fresh:
            workspace.write("comment", comment.id, {"comment": comment})
    return changed("framework", ids=(one.id,))


def answer(workspace: Workspace, comment_id: str, decision: Decision, why: str) -> Change:
    """Answer a comment: accepted or not, and why."""
    workspace.need(*KEEPERS)
    found = shelf.comment(workspace.store, comment_id)
    if found is None:
        raise QAError("There is no such comment here.", "Look at the list again.")
    if decision not in DECISIONS:
        raise QAError("This is no answer.", "Accept it, or do not, and say why.")
    if not why.strip():
        raise QAError(
            "There is no reason.",
            "Say in a sentence what was changed, or why it stays as it is; people read it.",
        )
    made = Answer(comment_id, decision, why.strip(), workspace.person.id, workspace.clock.now())
    with workspace.store.together():
        workspace.write("comment", f"{comment_id}/answer", {"answer": made})
    return changed("framework", ids=(found.framework,))


# --- as a file -----------------------------------------------------------------------------------


def write(workspace: Workspace, framework_id: str, target: Path) -> Path:
    """Write the comments that this person may see into one signed file, for whoever asked for them."""
    return files.write(packed(workspace, framework_id), target)


def packed(workspace: Workspace, framework_id: str) -> bytes:
    """The bytes of the signed file of comments."""
    one = whole(workspace, framework_id)
    found = [
        comment for comment in shelf.comments(workspace.store, one.id)
        if workspace.is_a(*KEEPERS) or comment.person == workspace.person.id
    ]  # fmt: skip
    if not found:
        raise QAError("There is no comment to send.", "Comment on a clause first.")
    body = {
        "framework": one.identity,
        "mark": mark(one),
        "comments": [
            {
                "clause": c.clause, "clause_title": c.clause_title, "mark": c.mark, "text": c.text,
                "who": c.who, "role": c.role, "said": c.said.isoformat(),
            }
            for c in found
        ],
    }  # fmt: skip
    return sealed(workspace, "comments", one, body)


def look(workspace: Workspace, path: Path) -> Brought:
    """What a file or workbook of comments would bring; nothing is written."""
    workspace.need(*KEEPERS)
    if path.suffix.casefold() in WORKBOOKS:
        return _sheet(workspace, path)
    opened = files.read(path)
    if opened.kind != "comments":
        raise QAError(
            "This file holds a framework, not comments.", "Take it in with “Framework from a file”."
        )
    body = opened.body
    if set(body) != {"framework", "mark", "comments"} or not isinstance(body["comments"], list):
        raise NotAFramework("comments")
    if len(body["comments"]) > pure.MOST:
        raise QAError("There are too many comments in it.", "Ask for them in several files.")
    one = _about(workspace, str(body["framework"]))
    made = [_of(one, plain) for plain in body["comments"]]
    return _brought(workspace, one, made, signed=signed_by(workspace, opened),
                    text=str(body["mark"]))  # fmt: skip


_TEXTS = ("clause", "clause_title", "mark", "text", "who", "role", "said")


def _of(one: Framework, plain: Any) -> Comment:
    whole_ = isinstance(plain, dict) and set(plain) == set(_TEXTS)
    if not whole_ or not all(isinstance(plain[n], str) for n in _TEXTS):
        raise NotAFramework("comments")
    told: Mapping[str, str] = plain
    try:
        said = date.fromisoformat(told["said"])
    except ValueError:
        raise NotAFramework("comments.said") from None
    name = pure.name_of(one.identity, told["clause"], told["who"], told["text"])
    return Comment(
        name, one.id, told["mark"][:64], told["clause"][:200], told["clause_title"][:300],
        told["text"], told["who"], told["role"], said, "file",
    )  # fmt: skip


def _about(workspace: Workspace, identity: str) -> Framework:
    """The framework here that comments are about."""
    for one in shelf.frameworks(workspace.store):
        if identity in {one.identity, one.id}:
            return one
    raise QAError(
        "These comments are about a framework that is not here.",
        "Open the council's data in which the draft was sent out.",
    )


def _brought(
    workspace: Workspace, one: Framework, made: list[Comment], *, signed: Signed | None = None,
    text: str = "", problems: tuple[Problem, ...] = (),
) -> Brought:  # fmt: skip
    """What is new among these, each once; a clause that is gone gives its comment to the whole."""
    names = known(workspace, one)
    found = (*problems, *pure.problems(made, names))
    fresh: dict[str, Comment] = {}
    already = 0
    for comment in made:
        if shelf.comment(workspace.store, comment.id) is not None or comment.id in fresh:
            already += 1
        elif pure.wrong_with(comment) is None:
            gone = comment.clause not in names
            fresh[comment.id] = replace(comment, clause=WHOLE) if gone else comment
    return Brought(one, tuple(fresh.values()), already, found, signed, bool(text) and text != mark(one))  # fmt: skip


def _sheet(workspace: Workspace, path: Path) -> Brought:
    from qa_tool.export import framework_sheet

    back = framework_sheet.read(path)
    if not back.framework:
        raise QAError(back.problems[0].what, back.problems[0].cure)
    one = _about(workspace, back.framework)
    today = workspace.clock.today()
    made = [
        Comment(
            pure.name_of(one.identity, c.code, back.who, c.text), one.id, back.mark, c.code,
            c.title, c.text, back.who, back.role, today, "workbook",
        )
        for c in back.comments
    ] if back.who else []  # fmt: skip
    return _brought(workspace, one, made, text=back.mark, problems=back.problems)


def bring(workspace: Workspace, path: Path) -> tuple[Change, Brought]:
    """Bring comments in; what is here already stays as it is, and with errors nothing comes in."""
    found = look(workspace, path)
    return keep(workspace, found), found


def keep(workspace: Workspace, found: Brought, *, skip_faulty: bool = False) -> Change:
    """Keep the comments of a file that was looked at; the sound ones of a faulty one where that is said."""
    workspace.need(*KEEPERS)
    wrong = errors(found.problems)
    if wrong and not (skip_faulty and found.fresh):
        # Every fault by its cell, so that the sheet goes back once and not once for each.
        raise QAError("\n".join(f"{one.where}: {one.what}" for one in wrong), wrong[0].cure)
    return _keep(workspace, found.framework, found.fresh) if found.fresh else changed()
